//! Any bytes on the keypad's line: no panic, nothing read that would not be written so, and in step at the next frame.
#![no_main]

use crc::{CRC_32_ISO_HDLC, Crc};
use keypad_protocol::{BoardMessage, Decoder, HostMessage, Message, Outcome, encode};
use libfuzzer_sys::fuzz_target;

fn listen<M: Message + PartialEq + std::fmt::Debug>(line: &[u8], next: &M) {
    let mut decoder = Decoder::<M>::new();
    let mut rest = line;
    loop {
        match decoder.feed(rest) {
            Outcome::Incomplete => break,
            Outcome::Damaged { rest: after, .. } => rest = after,
            Outcome::Message { message, rest: after } => {
                let frame = encode(&message).expect("a message that was read can be written");
                let stuffed = &frame.as_bytes()[1..];
                let read = &rest[..rest.len() - after.len()];
                assert!(read.ends_with(stuffed) || stuffed.ends_with(read), "{message:?} was read from {read:02x?}");
                rest = after;
            }
        }
    }
    let frame = encode(next).expect("a message of ours can be written");
    let mut last = None;
    let mut rest = frame.as_bytes();
    loop {
        match decoder.feed(rest) {
            Outcome::Incomplete => break,
            Outcome::Damaged { rest: after, .. } => rest = after,
            Outcome::Message { message, rest: after } => {
                last = Some(message);
                rest = after;
            }
        }
    }
    assert_eq!(last.as_ref(), Some(next), "the frame after the noise is lost");
}

/// The bytes as a message with the right CRC, so that what stands behind the CRC is reached too.
fn sealed(direction: u8, message: &[u8]) -> Vec<u8> {
    let mut body = vec![direction];
    body.extend(message);
    body.extend(Crc::<u32>::new(&CRC_32_ISO_HDLC).checksum(&body).to_le_bytes());
    [&[0], cobs::encode_vec(&body).as_slice(), &[0]].concat()
}

fuzz_target!(|line: &[u8]| {
    listen::<BoardMessage>(&sealed(0xb0, line), &BoardMessage::SessionEnded);
    listen::<HostMessage>(&sealed(0x70, line), &HostMessage::Heartbeat);
    listen::<BoardMessage>(line, &BoardMessage::SessionEnded);
    listen::<HostMessage>(line, &HostMessage::Heartbeat);
});
