//! The example in `docs/formats` is what a booth writes, byte by byte.

use std::fs;
use std::path::Path;

use sha2::{Digest, Sha256};

use super::{Desk, Event, MORNING, day, verify};

/// The example. `UPDATE_GOLDEN=1` writes it anew.
#[test]
fn the_golden_log_is_written_byte_by_byte() {
    let golden = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../docs/formats/log.jsonl");
    let desk = Desk::new();
    let (mut log, _) = desk.open().unwrap();
    desk.hands.put(MORNING + 1_830);
    day(&mut log);
    drop(log);
    desk.hands.put(MORNING + 7_200);
    let (mut log, _) = desk.open().unwrap();
    log.write(Event::Opened).unwrap();
    log.write(Event::SessionBegun).unwrap();
    drop(log);
    desk.hands.put(MORNING + 3_600);
    drop(desk.open().unwrap());
    if std::env::var_os("UPDATE_GOLDEN").is_some() {
        fs::write(&golden, desk.bytes()).unwrap();
    }
    assert_eq!(String::from_utf8(desk.bytes()).unwrap(), fs::read_to_string(golden).unwrap());
    assert!(verify(&desk.path()).unwrap().is_sound());
}

/// As the page on formats says it, with nothing of the reader's own.
#[test]
fn the_chain_can_be_followed_with_a_hash_and_a_text_editor() {
    let golden = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../docs/formats/log.jsonl");
    let mut before = vec![0_u8; 32];
    for line in fs::read_to_string(golden).unwrap().lines() {
        let (body, hash) = line.split_once(r#","hash":""#).unwrap();
        before.extend(body.bytes().chain([b'}']));
        before = Sha256::digest(&before).to_vec();
        let digits: String = before.iter().map(|byte| format!("{byte:02x}")).collect();
        assert_eq!(hash, format!("{digits}\"}}"));
    }
}
