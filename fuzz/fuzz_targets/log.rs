//! Any bytes as a booth's log: no panic, no more memory than a line needs, and what is sound has an end.
#![no_main]

use std::fs;
use std::sync::OnceLock;

use kiosk_devices::log::verify;
use libfuzzer_sys::fuzz_target;
use tempfile::TempDir;

fuzz_target!(|bytes: &[u8]| {
    static FOLDER: OnceLock<TempDir> = OnceLock::new();
    let path = FOLDER.get_or_init(|| TempDir::new_in("/dev/shm").expect("a folder in memory")).path().join("log.jsonl");
    fs::write(&path, bytes).expect("a file in memory");
    let Ok(report) = verify(&path) else { return };
    assert_eq!(report.is_sound(), report.head.is_some(), "{report:?}");
    assert!(report.findings.len() <= 101 && report.closings.len() <= 10, "{report:?}");
    assert!(fs::read(&path).is_ok_and(|after| after == bytes), "reading has changed it");
});
