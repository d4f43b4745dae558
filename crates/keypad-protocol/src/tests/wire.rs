//! WIRE.md says what is sent: every row of its tables is framed, or read, here.

use super::{framed, read};
use crate::{BoardMessage, Key, Message, tests::samples};

const DOCUMENT: &str = include_str!("../../WIRE.md");

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect::<Vec<_>>().join(" ")
}

fn bytes(hex: &str) -> Vec<u8> {
    hex.split_whitespace().map(|byte| u8::from_str_radix(byte, 16).unwrap()).collect()
}

/// The rows of the table under `heading`: their cells, without backquotes.
fn rows(heading: &str) -> Vec<(String, String)> {
    let (_, section) = DOCUMENT.split_once(&format!("## {heading}\n")).unwrap();
    let table = section.lines().skip_while(|line| !line.starts_with('|')).take_while(|line| line.starts_with('|'));
    table
        .skip(2)
        .map(|line| {
            let cells: Vec<&str> =
                line.trim_matches('|').split('|').map(|cell| cell.trim().trim_matches('`')).collect();
            (cells[0].into(), cells[1].into())
        })
        .collect()
}

fn documented<M: Message + core::fmt::Debug>(heading: &str, messages: &[M]) {
    let rows = rows(heading);
    assert!(!rows.is_empty());
    for (message, sent) in rows {
        let original = messages.iter().find(|original| format!("{original:?}") == message);
        let original = original.unwrap_or_else(|| panic!("{message} is not in the samples"));
        assert_eq!(hex(&framed(original)), sent, "{message}");
    }
}

#[test]
fn every_documented_message_of_the_board_lies_so_on_the_wire() {
    documented("From the board", &samples::from_board());
}

#[test]
fn every_documented_message_of_the_booth_lies_so_on_the_wire() {
    documented("From the booth", &samples::from_host());
}

#[test]
fn every_kind_of_message_is_documented() {
    let documented: Vec<String> =
        rows("From the board").into_iter().chain(rows("From the booth")).map(|row| row.0).collect();
    let kind = |text: &str| text.split([' ', '(']).next().unwrap_or_default().trim_end_matches(',').into();
    let kinds: Vec<String> = documented.iter().map(|message| kind(message)).collect();
    for message in samples::from_board()
        .iter()
        .map(|m| format!("{m:?}"))
        .chain(samples::from_host().iter().map(|m| format!("{m:?}")))
    {
        assert!(kinds.contains(&kind(&message)), "{message}");
    }
}

#[test]
fn every_documented_malformed_row_is_refused_for_the_reason_given() {
    let rows = rows("Malformed");
    assert!(!rows.is_empty());
    for (line, expected) in rows {
        let outcomes = read::<BoardMessage>(&bytes(&line));
        assert_eq!(format!("{:?}", outcomes[0]), format!("Err({expected})"), "{line}");
        assert!(outcomes[1..].iter().all(|outcome| *outcome == Ok(BoardMessage::SessionEnded)), "{line}: {outcomes:?}");
    }
}

#[test]
fn every_key_has_the_documented_number() {
    for (number, name) in rows("Keys") {
        let key = Key::from_name(&name).unwrap();
        assert_eq!(format!("{}", key.index()), number);
        let sent = postcard_number(key);
        assert_eq!(usize::from(sent), key.index());
    }
    assert_eq!(rows("Keys").len(), Key::ALL.len());
}

fn postcard_number(key: Key) -> u8 {
    let mut buffer = [0; 4];
    postcard::to_slice(&key, &mut buffer).unwrap()[0]
}
