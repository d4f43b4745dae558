use super::*;

use keypad_protocol::{Capabilities, FirmwareVersion, KeyEvent, KeySet};

fn printed(outcome: PrintOutcome) -> Happened {
    Happened::Printed { job: 3, turn: 0, outcome }
}

fn scanned(trouble: Option<ScannerTrouble>) -> Happened {
    Happened::Scanned { job: 3, turn: 0, trouble }
}

fn faults() -> Vec<(&'static str, Happened)> {
    let name = || "Two-switch box".to_owned();
    let theirs = ProtocolVersion { major: 9, minor: 3 };
    vec![
        ("K301", Happened::Link(LinkState::Absent)),
        ("K302", Happened::Link(LinkState::Lost)),
        ("K303", Happened::Link(LinkState::WrongVersion { theirs })),
        ("K304", Happened::Link(LinkState::Busy)),
        ("K305", Happened::Link(LinkState::Silent)),
        ("K306", Happened::Link(LinkState::NotPermitted)),
        ("K307", Happened::Stuck(Key::Curtain)),
        ("K308", Happened::Device(DeviceState::Lost { name: name() })),
        ("K309", Happened::Device(DeviceState::NotPermitted { path: "/dev/input/event3".to_owned() })),
        ("K310", Happened::Device(DeviceState::Busy { name: name() })),
        ("K340", Happened::Sound(SoundState::Absent)),
        ("K341", Happened::Sound(SoundState::Lost)),
        ("K342", Happened::Sound(SoundState::Busy)),
        ("K343", Happened::Sound(SoundState::NotPermitted)),
        ("K344", Happened::Sound(SoundState::Unsuitable)),
        ("K345", Happened::Sound(SoundState::Stuttering)),
        ("K346", Happened::ClipUnplayable),
        ("K320", Happened::Printer(PrinterState::Trouble(PrinterTrouble::NoSheet))),
        ("K321", Happened::Printer(PrinterState::Trouble(PrinterTrouble::Jam))),
        ("K322", Happened::Printer(PrinterState::Trouble(PrinterTrouble::Off))),
        ("K323", printed(PrintOutcome::NotPrinted(PrinterTrouble::Other))),
        ("K324", printed(PrintOutcome::PerhapsPrinted(PrinterTrouble::Jam))),
        ("K325", printed(PrintOutcome::NotPrinted(PrinterTrouble::Occupied))),
        ("K326", Happened::Printer(PrinterState::Trouble(PrinterTrouble::Unsuitable))),
        ("K330", Happened::Scanner(ScannerState::Trouble(ScannerTrouble::Silent))),
        ("K360", Happened::Scanner(ScannerState::Trouble(ScannerTrouble::NoProgram))),
        ("K361", Happened::Scanner(ScannerState::Trouble(ScannerTrouble::Absent))),
        ("K362", Happened::Scanner(ScannerState::Trouble(ScannerTrouble::Busy))),
        ("K363", Happened::Scanner(ScannerState::Trouble(ScannerTrouble::NotPermitted))),
        ("K364", Happened::Scanner(ScannerState::Trouble(ScannerTrouble::Jam))),
        ("K365", scanned(Some(ScannerTrouble::Open))),
        ("K366", scanned(Some(ScannerTrouble::NoSheet))),
        ("K367", scanned(Some(ScannerTrouble::Slow))),
        ("K368", scanned(Some(ScannerTrouble::Unsuitable))),
        ("K369", scanned(Some(ScannerTrouble::Unreadable))),
    ]
}

#[test]
fn every_fault_of_a_device_has_its_code_and_the_name_of_that_code() {
    for (code, happened) in faults() {
        let fault = happened.fault().unwrap();
        assert_eq!(fault.code().as_str(), code);
        let name = format!("{fault:?}");
        assert_eq!(name.split(' ').next(), Some(fault.code().name()));
    }
    let ranges = [
        Code::K301..=Code::K310,
        Code::K320..=Code::K326,
        Code::K330..=Code::K330,
        Code::K340..=Code::K346,
        Code::K360..=Code::K369,
    ];
    let of_devices = Code::ALL.iter().filter(|code| ranges.iter().any(|range| range.contains(*code)));
    assert_eq!(of_devices.count(), faults().len());
}

#[test]
fn every_placeholder_of_every_language_is_filled() {
    for (code, happened) in faults() {
        let fault = happened.fault().unwrap();
        for language in [Language::Kk, Language::Ru, Language::En] {
            let names: std::collections::BTreeSet<_> =
                fault.values(language).into_iter().map(|(name, _)| name).collect();
            assert_eq!(names, fault.code().placeholders(), "{code}");
            let text = wording::text(&fault, language) + &wording::remedy(&fault, language);
            assert!(!text.contains(['{', '}']), "{text}");
        }
    }
}

#[test]
fn what_works_is_no_fault() {
    let none = Capabilities { keys: KeySet::ALL, switches: true, plug_sensing: true, display: true, beeper: true };
    let firmware = FirmwareVersion { major: 0, minor: 1, patch: 0 };
    let well = [
        Happened::Link(LinkState::Linked { firmware, capabilities: none }),
        Happened::Device(DeviceState::Attached { name: String::new() }),
        Happened::Freed(Key::Curtain),
        Happened::Key(KeyEvent::Held(Key::Curtain)),
        Happened::KeysLost(3),
        Happened::Headphones(false),
        Happened::Ambiguous,
        Happened::Sound(SoundState::Ready),
        Happened::SpeechEnded(7),
        Happened::Printer(PrinterState::Ready),
        printed(PrintOutcome::Printed),
        Happened::Scanner(ScannerState::Ready),
        scanned(None),
    ];
    assert!(well.iter().all(|happened| happened.fault().is_none()));
}

#[test]
fn no_debug_form_says_which_key_was_pressed() {
    let event = crate::DeviceEvent {
        at_ms: 4_711,
        source: crate::Source::Keyboard,
        happened: Happened::Key(KeyEvent::Pressed(Key::Select)),
    };
    assert_eq!(format!("{event:?}"), "DeviceEvent { Keyboard, Key(..) }");
}
