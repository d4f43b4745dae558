//! A log that was changed by other hands.

use std::fs;

use super::{Desk, LogFault, code, day, verify};
use crate::log::{Finding, What};

/// A log of two starts.
fn log(desk: &Desk) -> Vec<u8> {
    for _ in 0..2 {
        let (mut log, _) = desk.open().unwrap();
        day(&mut log);
    }
    desk.bytes()
}

fn lines(bytes: &[u8]) -> Vec<Vec<u8>> {
    bytes.split_inclusive(|byte| *byte == b'\n').map(<[u8]>::to_vec).collect()
}

fn findings(desk: &Desk, bytes: &[u8]) -> Vec<Finding> {
    desk.lay(bytes);
    verify(&desk.path()).unwrap().findings
}

/// Whatever becomes of one byte, the reader sees it, and the booth does not go on, or says so in the log: of the last
/// line it cannot tell other hands from a loss of power where the end is gone or a hole is in it.
#[test]
fn no_byte_can_be_changed_unseen() {
    let desk = Desk::new();
    let bytes = log(&desk);
    let last = bytes.len() - lines(&bytes).last().unwrap().len();
    for at in 0..bytes.len() {
        for value in [bytes[at] ^ 1, bytes[at] ^ 0x20, 0, b'\n', b'}'] {
            let mut changed = bytes.clone();
            changed[at] = value;
            if changed == bytes {
                continue;
            }
            assert!(!findings(&desk, &changed).is_empty(), "{at} {value}");
            let like_a_loss_of_power = at >= last && (at == bytes.len() - 1 || value == 0 || value == b'\n');
            match desk.open() {
                Ok((_, found)) => assert!(like_a_loss_of_power && found.torn.is_some(), "{at} {value}"),
                Err(fault) => {
                    assert!(["K350", "K351", "K352"].contains(&code(&fault)), "{at} {value}: {fault:?}");
                    assert_eq!(desk.bytes(), changed, "a refused log is not touched");
                    assert_eq!(desk.names(), ["booth.log"]);
                }
            }
        }
    }
}

#[test]
fn a_line_taken_out_put_in_or_exchanged_is_found_where_it_is() {
    let desk = Desk::new();
    let bytes = log(&desk);
    let lines = lines(&bytes);
    for at in 1..lines.len() - 1 {
        let number = u64::try_from(at).unwrap() + 1;
        let mut without = lines.clone();
        without.remove(at);
        assert_eq!(findings(&desk, &without.concat())[0], Finding { line: number, what: What::Number });
        let mut twice = lines.clone();
        twice.insert(at, lines[at].clone());
        assert_eq!(findings(&desk, &twice.concat())[0], Finding { line: number + 1, what: What::Number });
        let mut exchanged = lines.clone();
        exchanged.swap(at, at + 1);
        assert_eq!(findings(&desk, &exchanged.concat())[0], Finding { line: number, what: What::Number });
    }
}

#[test]
fn a_changed_line_is_told_once_where_it_is() {
    let desk = Desk::new();
    let bytes = log(&desk);
    let changed = String::from_utf8(bytes).unwrap().replacen("session-ended", "session-begun", 1);
    assert_eq!(findings(&desk, changed.as_bytes()), [Finding { line: 8, what: What::Hash }]);
    assert_eq!(desk.open().unwrap_err(), LogFault::LogBroken { line: 8 });
    let changed = changed.replacen("session-begun", "session-begum", 1);
    let foreign = Finding { line: 6, what: What::Foreign };
    assert_eq!(findings(&desk, changed.as_bytes())[0], foreign);
    assert_eq!(desk.open().unwrap_err(), LogFault::LogLineForeign { line: 6 });
    assert_eq!(foreign.fault(&desk.path()), LogFault::LogLineForeign { line: 6 });
}

/// Only the printed hash helps against these; the chain is no signature.
#[test]
fn lines_taken_off_the_end_show_in_the_last_hash_alone() {
    let desk = Desk::new();
    let bytes = log(&desk);
    let before = verify(&desk.path()).unwrap();
    let lines = lines(&bytes);
    desk.lay(&lines[..lines.len() - 1].concat());
    let after = verify(&desk.path()).unwrap();
    assert!(before.is_sound() && after.is_sound());
    assert_ne!(before.head, after.head);
}

#[test]
fn a_file_that_is_no_log_is_refused_and_left_alone() {
    let desk = Desk::new();
    let others: [&[u8]; 6] = [
        b"\n",
        b"notes",
        b"{\"format\":\"log/2\",\"program\":\"9\"}\n",
        b"{\"format\":\"replay-log/1\"}\n",
        b"\0\0\0PNG",
        &[b'x'; 5_000],
    ];
    for other in others {
        desk.lay(other);
        let refused = desk.open().unwrap_err();
        assert_eq!((code(&refused), refused), ("K352", LogFault::NotALog { path: desk.path() }));
        assert_eq!(desk.bytes(), other);
        assert_eq!(verify(&desk.path()).unwrap().findings, [Finding { line: 1, what: What::NoHead }]);
    }
    // The near miss: a file with nothing in it becomes a log.
    desk.lay(b"");
    assert_eq!(verify(&desk.path()).unwrap().findings, [Finding { line: 1, what: What::NoHead }]);
    assert!(desk.open().is_ok());
    assert!(verify(&desk.path()).unwrap().is_sound());
}

#[test]
fn links_and_pipes_are_no_logs() {
    let desk = Desk::new();
    let elsewhere = desk.folder.path().join("elsewhere");
    std::os::unix::fs::symlink(&elsewhere, desk.path()).unwrap();
    assert_eq!(code(&desk.open().unwrap_err()), "K356");
    assert!(!elsewhere.exists());
    fs::remove_file(desk.path()).unwrap();
    rustix::fs::mknodat(
        rustix::fs::CWD,
        desk.path(),
        rustix::fs::FileType::Fifo,
        rustix::fs::Mode::RUSR | rustix::fs::Mode::WUSR,
        0,
    )
    .unwrap();
    assert_eq!(code(&desk.open().unwrap_err()), "K352");
    assert_eq!(code(&verify(&desk.path()).unwrap_err()), "K352");
}

#[test]
fn a_log_with_nothing_but_damage_is_told_in_a_hundred_findings() {
    let desk = Desk::new();
    let head = lines(&log(&desk))[0].clone();
    let damage = b"{}\n".repeat(1_000);
    assert_eq!(findings(&desk, &[head, damage].concat()).len(), 100);
}
