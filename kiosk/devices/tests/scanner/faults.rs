//! Every fault that a scanner can have, and the one beside it.

use std::time::Instant;

use kiosk_devices::scanner::{ScannerSettings, ScannerState, ScannerTrouble, ask};

use crate::{Booth, SHORT, Sane, blind, script, trouble_of, trouble_of_the_test_device};

#[test]
fn what_the_scanner_says_while_it_scans_has_its_meaning() {
    let sane = Sane::new("test:0");
    for (status, trouble) in [
        ("Default", None),
        ("SANE_STATUS_DEVICE_BUSY", Some(ScannerTrouble::Busy)),
        ("SANE_STATUS_JAMMED", Some(ScannerTrouble::Jam)),
        ("SANE_STATUS_NO_DOCS", Some(ScannerTrouble::NoSheet)),
        ("SANE_STATUS_COVER_OPEN", Some(ScannerTrouble::Open)),
        ("SANE_STATUS_ACCESS_DENIED", Some(ScannerTrouble::NotPermitted)),
        ("SANE_STATUS_IO_ERROR", Some(ScannerTrouble::Silent)),
        // The picture ends before it has begun.
        ("SANE_STATUS_EOF", Some(ScannerTrouble::Unreadable)),
    ] {
        let settings = sane.settings(&[("read-return-value", status)]);
        // What was said is known at the first try, even where the device hangs afterwards.
        let silent = matches!(trouble, None | Some(ScannerTrouble::Unreadable));
        let found = if silent { trouble_of_the_test_device(settings) } else { trouble_of(settings) };
        assert_eq!(found, trouble, "{status}");
    }
}

#[test]
fn a_scanner_that_is_not_there_is_told_without_being_asked() {
    let sane = Sane::new("test:0");
    let absent = ScannerSettings { device: "test:7".to_owned(), ..sane.settings(&[]) };
    assert_eq!(ask(&absent), Err(ScannerTrouble::Absent));
    let booth = Booth::new(absent, blind());
    assert_eq!(booth.state(), ScannerState::Trouble(ScannerTrouble::Absent));
    let missing = ScannerSettings { program: sane.path("no-such-program"), ..sane.settings(&[]) };
    assert_eq!(trouble_of(missing), Some(ScannerTrouble::NoProgram));
}

#[test]
fn a_setting_that_the_scanner_does_not_take_is_no_scan() {
    let sane = Sane::new("test:0");
    let word = |word: &str| Some(word.to_owned());
    assert_eq!(ask(&ScannerSettings { mode: word("Gray"), ..sane.settings(&[]) }), Ok(()));
    for settings in [
        ScannerSettings { mode: word("Lineart"), ..sane.settings(&[]) },
        ScannerSettings { source: word("Tray"), ..sane.settings(&[]) },
        sane.settings(&[("no-such-option", "1")]),
    ] {
        assert_eq!(ask(&settings), Err(ScannerTrouble::Unsuitable));
        assert_eq!(trouble_of(settings), Some(ScannerTrouble::Unsuitable));
    }
}

#[test]
fn another_resolution_than_the_one_asked_for_is_noticed() {
    // This backend knows no more than 300 dpi, takes the nearest, and goes on.
    let sane = Sane::new("pnm:0");
    let at = |resolution_dpi| ScannerSettings { resolution_dpi, ..sane.settings(&[]) };
    assert_eq!(ask(&at(300)), Ok(()));
    assert_eq!(ask(&at(400)), Err(ScannerTrouble::Unsuitable));
}

#[test]
fn a_driver_that_hangs_after_it_said_what_the_matter_is_hides_nothing() {
    let sane = Sane::new("test:0");
    for (words, trouble) in [
        ("scanimage: sane_read: Document feeder out of documents", ScannerTrouble::NoSheet),
        ("scanimage: sane_start: Document feeder jammed", ScannerTrouble::Jam),
        ("scanimage: sane_read: Error during device I/O", ScannerTrouble::Silent),
    ] {
        let begun = Instant::now();
        let lines = format!("echo '{words}' >&2; exec sleep 60");
        assert_eq!(trouble_of(script(&sane, &lines)), Some(trouble), "{words}");
        assert!(begun.elapsed() < SHORT, "it is not waited for");
    }
}

#[test]
fn more_bytes_than_a_picture_can_have_are_not_waited_for() {
    let sane = Sane::new("test:0");
    assert_eq!(trouble_of(script(&sane, "exec cat /dev/zero")), Some(ScannerTrouble::Unreadable));
    assert_eq!(trouble_of(script(&sane, "printf 'P5\\n2000000 2000000\\n255\\n'")), Some(ScannerTrouble::Unreadable));
    // Words without end are read and dropped.
    let words = "head -c 3000000 /dev/zero >&2; exit 8";
    assert_eq!(trouble_of(script(&sane, words)), Some(ScannerTrouble::Open));
}
