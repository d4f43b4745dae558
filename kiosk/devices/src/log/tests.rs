//! Logs on a real disk, with a clock of the test's own.

mod damage;
mod disks;
mod golden;
mod killed;
mod secrecy;
mod times;
mod torn;

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use ballot::Language;
use ballot::package::{Comment, Fingerprint, Kind};
use tempfile::TempDir;
use wording::{Code, Coded};

use super::{Event, Found, Granularity, Log, LogFault, LogSettings, WallClock, verify};

/// 2026-11-20 07:00:00 UTC.
const MORNING: u64 = 1_795_158_000;

/// A clock that stands where it is put.
#[derive(Clone)]
struct Hands(Arc<AtomicU64>);

impl Hands {
    fn at(unix_s: u64) -> Self {
        Self(Arc::new(AtomicU64::new(unix_s)))
    }

    fn put(&self, unix_s: u64) {
        self.0.store(unix_s, Ordering::Relaxed);
    }
}

impl WallClock for Hands {
    fn unix_s(&self) -> u64 {
        self.0.load(Ordering::Relaxed)
    }
}

/// A folder with a log.
struct Desk {
    folder: TempDir,
    hands: Hands,
}

impl Desk {
    fn new() -> Self {
        Self { folder: tempfile::tempdir().unwrap(), hands: Hands::at(MORNING) }
    }

    fn path(&self) -> PathBuf {
        self.folder.path().join("booth.log")
    }

    fn open(&self) -> Result<(Log, Found), LogFault> {
        self.open_with(Granularity::default())
    }

    fn open_with(&self, granularity: Granularity) -> Result<(Log, Found), LogFault> {
        let settings = LogSettings { path: self.path(), granularity, program: "0.1.0".to_owned() };
        Log::open(&settings, Box::new(self.hands.clone()))
    }

    fn bytes(&self) -> Vec<u8> {
        fs::read(self.path()).unwrap()
    }

    /// Puts this in the log's place, with nothing beside it.
    fn lay(&self, bytes: &[u8]) {
        for entry in fs::read_dir(self.folder.path()).unwrap() {
            fs::remove_file(entry.unwrap().path()).unwrap();
        }
        fs::write(self.path(), bytes).unwrap();
    }

    fn names(&self) -> Vec<String> {
        let entries = fs::read_dir(self.folder.path()).unwrap();
        let mut names: Vec<_> = entries.map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
        names.sort();
        names
    }
}

/// The names of a log's events, with the code of a fault.
fn events(path: &Path) -> Vec<String> {
    let text = fs::read_to_string(path).unwrap();
    let lines = text.lines().skip(1).map(|line| serde_json::from_str::<serde_json::Value>(line).unwrap());
    lines
        .map(|line| {
            let code = line.get("code").map(|code| format!(" {}", code.as_str().unwrap())).unwrap_or_default();
            format!("{}{code}", line["event"].as_str().unwrap())
        })
        .collect()
}

fn package() -> Event {
    Event::PackageLoaded {
        kind: Kind::Practice,
        id: "2026-example".to_owned(),
        fingerprint: Some(Fingerprint::of(b"abc")),
    }
}

/// A day with one voter.
fn day(log: &mut Log) {
    let events = [
        package(),
        Event::ReadinessPassed,
        Event::Opened,
        Event::SessionBegun,
        Event::Fault(Code::K320),
        Event::SessionEnded,
        Event::Closed,
        Event::ClosingReport,
        Event::Stopped,
    ];
    for event in events {
        log.write(event).unwrap();
    }
}

fn code(fault: &LogFault) -> &'static str {
    fault.code().as_str()
}

#[test]
fn every_fault_has_the_code_of_its_name_and_fills_its_placeholders() {
    let path = || PathBuf::from("booth.log");
    let faults = [
        ("K350", LogFault::LogBroken { line: 2 }),
        ("K351", LogFault::LogLineForeign { line: 2 }),
        ("K352", LogFault::NotALog { path: path() }),
        ("K353", LogFault::LogTorn { line: 2 }),
        ("K354", LogFault::LogBusy { path: path() }),
        ("K355", LogFault::LogFull { path: path() }),
        ("K356", LogFault::LogUnwritable { path: path(), detail: "no such folder".to_owned() }),
        ("K357", LogFault::LogStopped),
        ("K358", LogFault::SessionUnknown),
        ("K359", LogFault::LogTouched { path: path() }),
    ];
    let codes: Vec<_> = faults.iter().map(|(_, fault)| fault.code()).collect();
    let range: Vec<_> = Code::ALL.iter().copied().filter(|code| (Code::K350..=Code::K359).contains(code)).collect();
    assert_eq!(codes, range);
    for (code, fault) in faults {
        assert_eq!(fault.code().as_str(), code);
        let name = format!("{fault:?}");
        assert_eq!(name.split([' ', '{']).next(), Some(fault.code().name()));
        for language in [Language::Kk, Language::Ru, Language::En] {
            let text = wording::text(&fault, language) + &wording::remedy(&fault, language);
            assert!(!text.contains(['{', '}']), "{text}");
        }
    }
}

#[test]
fn a_log_goes_on_where_it_ended_and_stays_sound() {
    let desk = Desk::new();
    let (mut log, found) = desk.open().unwrap();
    assert_eq!(found, Found::default());
    day(&mut log);
    let head = log.head();
    drop(log);
    assert_eq!(verify(&desk.path()).unwrap().head, Some(head));
    let (mut log, found) = desk.open().unwrap();
    assert_eq!(found, Found::default());
    day(&mut log);
    let head = log.head();
    drop(log);
    let report = verify(&desk.path()).unwrap();
    assert!(report.is_sound() && report.head == Some(head));
    assert_eq!((report.sessions.begun, report.sessions.ended, report.sessions.unknown), (2, 2, 0));
    assert_eq!(report.lines, 1 + 2 * 10);
    assert_eq!(report.first.unwrap().to_string(), "2026-11-20T07:00:00Z");
    assert_eq!(desk.names(), ["booth.log"]);
}

#[test]
fn every_entry_of_the_session_has_its_line() {
    use voter_session::LogEntry;
    let desk = Desk::new();
    let (mut log, _) = desk.open().unwrap();
    let entries = [
        LogEntry::Opened,
        LogEntry::SessionBegun,
        LogEntry::SessionAbandoned,
        LogEntry::SessionBegun,
        LogEntry::Paused,
        LogEntry::Resumed,
        LogEntry::SessionEndedByPollWorker,
        LogEntry::SessionBegun,
        LogEntry::SessionEnded,
        LogEntry::Fault(302),
        LogEntry::Fault(9),
        LogEntry::Closed,
    ];
    for entry in entries {
        log.write(entry).unwrap();
    }
    drop(log);
    // A number that the table does not have is a fault of the program.
    assert_eq!(
        events(&desk.path()),
        [
            "started",
            "opened",
            "session-begun",
            "session-abandoned",
            "session-begun",
            "paused",
            "resumed",
            "session-ended-by-poll-worker",
            "session-begun",
            "session-ended",
            "fault K302",
            "fault K499",
            "closed",
        ]
    );
}

#[test]
fn the_longest_line_fits_what_a_reader_takes() {
    let desk = Desk::new();
    let program = "9".repeat(64);
    let settings = LogSettings { path: desk.path(), granularity: Granularity::minutes(60).unwrap(), program };
    let (mut log, _) = Log::open(&settings, Box::new(Hands::at(u64::MAX))).unwrap();
    let is_id = |id: &String| Comment::parse(&format!("kind=demo id={id} date=2026-11-20")).is_some();
    let longest = (1..).map(|length| "Қ".repeat(length)).take_while(is_id).last().unwrap();
    log.write(Event::PackageLoaded { kind: Kind::Training, id: longest, fingerprint: Some(Fingerprint::of(b"")) })
        .unwrap();
    drop(log);
    assert!(verify(&desk.path()).unwrap().is_sound());
}

#[test]
fn two_booths_cannot_have_one_log() {
    let desk = Desk::new();
    let (log, _) = desk.open().unwrap();
    assert_eq!(desk.open().unwrap_err(), LogFault::LogBusy { path: desk.path() });
    assert_eq!(verify(&desk.path()).unwrap_err(), LogFault::LogBusy { path: desk.path() });
    drop(log);
    assert!(desk.open().is_ok());
}

#[test]
fn no_debug_form_says_what_is_held_back() {
    let desk = Desk::new();
    let (mut log, _) = desk.open().unwrap();
    log.write(Event::SessionBegun).unwrap();
    log.write(Event::Fault(Code::K320)).unwrap();
    assert_eq!(format!("{log:?}"), "Log(..)");
}
