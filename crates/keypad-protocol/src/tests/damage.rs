//! Frames with something wrong, one wrong thing at a time and many at random.

use proptest::test_runner::{Config, RngAlgorithm, TestRng, TestRunner};
use proptest::{prelude::*, strategy::ValueTree};

use super::{framed, read, samples};
use crate::{BoardMessage, Damage, Direction, HostMessage, KeySet, Message, frame::CRC};

/// Frames a body as [`encode`](crate::encode) does, with the right CRC, whatever is in it.
fn sealed(direction: Direction, message: &[u8]) -> Vec<u8> {
    let mut body = vec![direction.tag()];
    body.extend(message);
    body.extend(CRC.checksum(&body).to_le_bytes());
    stuffed(&body)
}

fn stuffed(body: &[u8]) -> Vec<u8> {
    let mut frame = vec![0; body.len() + body.len() / 254 + 3];
    let length = cobs::try_encode(body, &mut frame[1..]).unwrap();
    frame.truncate(length + 2);
    frame
}

fn every_change_is_noticed<M: Message + PartialEq + core::fmt::Debug>(messages: Vec<M>, next: &M) {
    for message in messages {
        let bytes = framed(&message);
        for place in 0..bytes.len() {
            for value in 0..=u8::MAX {
                if value == bytes[place] {
                    continue;
                }
                let mut line = bytes.clone();
                line[place] = value;
                line.extend(framed(next));
                let outcomes = read::<M>(&line);
                let accepted: Vec<&M> = outcomes.iter().filter_map(|outcome| outcome.as_ref().ok()).collect();
                // Between two frames stand two zeros. Where only one of them is changed, the other still parts them.
                let untouched = if place == bytes.len() - 1 { vec![&message, next] } else { vec![next] };
                assert!(
                    accepted == [next] || accepted == untouched,
                    "{message:?} with byte {place} as {value:#04x} was read as {outcomes:?}"
                );
            }
        }
    }
}

#[test]
fn no_single_changed_byte_makes_another_message_or_costs_the_next_one() {
    every_change_is_noticed(samples::from_board(), &BoardMessage::SessionEnded);
    every_change_is_noticed(samples::from_host(), &HostMessage::Heartbeat);
}

#[test]
fn a_dropped_or_a_doubled_byte_makes_no_other_message() {
    for message in samples::from_board() {
        let bytes = framed(&message);
        for place in 0..bytes.len() {
            let mut dropped = bytes.clone();
            dropped.remove(place);
            let mut doubled = bytes.clone();
            doubled.insert(place, bytes[place]);
            for mut line in [dropped, doubled] {
                line.extend(framed(&BoardMessage::SessionEnded));
                let outcomes = read::<BoardMessage>(&line);
                let others =
                    outcomes.iter().flatten().filter(|read| **read != message && **read != BoardMessage::SessionEnded);
                assert_eq!(others.count(), 0, "{message:?}, byte {place}: {outcomes:?}");
                assert_eq!(outcomes.last(), Some(&Ok(BoardMessage::SessionEnded)), "{message:?}, byte {place}");
            }
        }
    }
}

#[test]
fn each_damage_is_told_by_its_name() {
    let board = Direction::FromBoard;
    assert_eq!(read::<HostMessage>(&framed(&BoardMessage::SessionEnded)), [Err(Damage::Echo)]);
    assert_eq!(read::<BoardMessage>(&stuffed(&[1, 2, 3])), [Err(Damage::TooShort)]);
    assert_eq!(read::<BoardMessage>(&stuffed(&[0; 12])), [Err(Damage::Checksum)]);
    assert_eq!(read::<BoardMessage>(&[0, 9, 1, 0]), [Err(Damage::Stuffing)]);
    let mut long = vec![1; 5000];
    long.push(0);
    assert_eq!(read::<BoardMessage>(&long), [Err(Damage::TooLong)]);
    assert_eq!(read::<BoardMessage>(&sealed(board, &[99])), [Err(Damage::Content)]);
}

#[test]
fn a_right_checksum_does_not_excuse_a_wrong_message() {
    let board = Direction::FromBoard;
    // SessionEnded is message 5. With a byte after it, or its number in two bytes, it is not ours.
    assert_eq!(read::<BoardMessage>(&sealed(board, &[5])), [Ok(BoardMessage::SessionEnded)]);
    assert_eq!(read::<BoardMessage>(&sealed(board, &[5, 0])), [Err(Damage::Content)]);
    assert_eq!(read::<BoardMessage>(&sealed(board, &[0x85, 0])), [Err(Damage::Content)]);
    // A heartbeat whose set of stuck keys has a bit that is no key.
    let honest = BoardMessage::Heartbeat { next_sequence: 0, stuck: KeySet::ALL, headphones: false };
    assert_eq!(read::<BoardMessage>(&sealed(board, &[1, 0, 0xff, 0xff, 0x01, 0])), [Ok(honest)]);
    assert_eq!(read::<BoardMessage>(&sealed(board, &[1, 0, 0xff, 0xff, 0x03, 0])), [Err(Damage::Content)]);
}

/// What one frame suffers on the line.
#[derive(Clone, Debug)]
enum Fault {
    Change(usize, u8),
    Drop(usize),
    Insert(usize, u8),
    CutOff(usize),
    Garbage(Vec<u8>),
}

fn fault() -> impl Strategy<Value = Fault> {
    let at = 0_usize..64;
    prop_oneof![
        (at.clone(), 1_u8..).prop_map(|(at, by)| Fault::Change(at, by)),
        at.clone().prop_map(Fault::Drop),
        (at.clone(), any::<u8>()).prop_map(|(at, byte)| Fault::Insert(at, byte)),
        at.prop_map(Fault::CutOff),
        prop::collection::vec(any::<u8>(), 1..40).prop_map(Fault::Garbage),
    ]
}

fn suffer(frame: &mut Vec<u8>, fault: Fault) {
    match fault {
        Fault::Change(at, by) => {
            let at = at % frame.len();
            frame[at] ^= by;
        }
        Fault::Drop(at) => {
            frame.remove(at % frame.len());
        }
        Fault::Insert(at, byte) => frame.insert(at % frame.len(), byte),
        Fault::CutOff(at) => frame.truncate(at % frame.len()),
        Fault::Garbage(bytes) => *frame = bytes,
    }
}

/// Sends `frames` inputs, four in ten of them damaged. Answers how many messages were read that were not sent, and
/// how many sound frames were lost that do not stand beside a damaged one.
fn wrong_and_lost(frames: u16, runner: &mut TestRunner) -> (usize, usize) {
    let mut line = Vec::new();
    let mut damaged = vec![false; usize::from(frames)];
    let mut sent = Vec::new();
    for sequence in 0..frames {
        let plan = (samples::any_input(), prop::bool::weighted(0.4), fault());
        let (message, hit, fault) = plan.new_tree(runner).unwrap().current();
        let BoardMessage::Input { at_ms, input, .. } = message else { panic!("only inputs are drawn") };
        let message = BoardMessage::Input { sequence, at_ms, input };
        let mut frame = framed(&message);
        if hit {
            suffer(&mut frame, fault);
            damaged[usize::from(sequence)] = true;
        }
        line.extend(frame);
        sent.push(message);
    }
    let mut wrong = 0;
    let mut arrived = vec![false; usize::from(frames)];
    for message in read::<BoardMessage>(&line).into_iter().flatten() {
        let BoardMessage::Input { sequence, .. } = message else {
            wrong += 1;
            continue;
        };
        match sent.get(usize::from(sequence)) {
            Some(original) if *original == message => arrived[usize::from(sequence)] = true,
            _ => wrong += 1,
        }
    }
    let beside = |at: usize| damaged[at.saturating_sub(1)..(at + 2).min(damaged.len())].contains(&true);
    let lost = (0..arrived.len()).filter(|&at| !arrived[at] && !beside(at)).count();
    (wrong, lost)
}

/// Runs `frames` in batches that the sequence numbers can tell apart.
fn noisy_line(frames: u32) {
    let rng = TestRng::from_seed(RngAlgorithm::ChaCha, b"a keypad on a very long and bad ");
    let mut runner = TestRunner::new_with_rng(Config::default(), rng);
    for _ in 0..frames.div_ceil(10_000) {
        assert_eq!(wrong_and_lost(10_000, &mut runner), (0, 0));
    }
}

#[test]
fn on_a_bad_line_nothing_wrong_is_read_and_only_damaged_frames_are_lost() {
    noisy_line(20_000);
}

#[test]
#[ignore = "a million frames: make soak"]
fn on_a_bad_line_a_million_frames_long_nothing_wrong_is_read() {
    noisy_line(1_000_000);
}
