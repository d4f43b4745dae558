//! Any text as a booth's settings: no panic, and no key that is trusted for two kinds of packages.
#![no_main]

use std::path::Path;

use kiosk::station::Station;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| {
    let Ok(station) = Station::parse(Path::new("station.toml"), text) else { return };
    assert!(!station.ways.is_empty(), "no way to the paper");
    for (kind, key) in &station.trusted {
        assert!(station.trusted.iter().all(|(other, same)| other == kind || same != key), "a key for two kinds");
    }
});
