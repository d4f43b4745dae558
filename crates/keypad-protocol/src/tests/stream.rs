//! Frames in one piece, in pieces, and several at once.

use proptest::prelude::*;

use super::{framed, read, read_all, samples};
use crate::{BoardMessage, Decoder, HostMessage, MAX_FRAME, Outcome};

#[test]
fn every_message_comes_back_as_it_was_sent() {
    for message in samples::from_board() {
        assert_eq!(read::<BoardMessage>(&framed(&message)), [Ok(message)]);
    }
    for message in samples::from_host() {
        assert_eq!(read::<HostMessage>(&framed(&message)), [Ok(message)]);
    }
}

#[test]
fn the_longest_message_leaves_room_in_a_frame() {
    let longest = samples::from_board().iter().map(|message| framed(message).len()).max().unwrap();
    assert!(longest <= MAX_FRAME - 8, "{longest} of {MAX_FRAME} bytes");
}

#[test]
fn zeros_stand_at_both_ends_of_a_frame_and_nowhere_else() {
    for message in samples::from_board() {
        let bytes = framed(&message);
        let zeros = bytes.iter().enumerate().filter(|(_, byte)| **byte == 0).map(|(at, _)| at);
        assert_eq!(zeros.collect::<Vec<_>>(), [0, bytes.len() - 1]);
    }
}

#[test]
fn a_truncated_frame_is_nothing_yet_and_the_rest_completes_it() {
    for message in samples::from_board() {
        let bytes = framed(&message);
        for cut in 0..bytes.len() {
            let (first, second) = bytes.split_at(cut);
            let mut decoder = Decoder::new();
            assert_eq!(decoder.feed(first), Outcome::Incomplete, "cut at {cut}");
            assert_eq!(decoder.feed(second), Outcome::Message { message, rest: &[] }, "cut at {cut}");
        }
    }
}

#[test]
fn a_frame_cut_off_for_good_does_not_take_the_next_one_with_it() {
    for message in samples::from_board() {
        let bytes = framed(&message);
        for cut in 1..bytes.len() {
            let mut line = bytes[..cut].to_vec();
            line.extend(&bytes);
            let outcomes = read::<BoardMessage>(&line);
            assert_eq!(outcomes.last(), Some(&Ok(message)), "cut at {cut}");
            // Cut just before its closing zero, the next frame's opening zero closes it.
            let whole = if cut == bytes.len() - 1 { 2 } else { 1 };
            assert_eq!(outcomes.iter().filter(|outcome| outcome.is_ok()).count(), whole, "cut at {cut}");
        }
    }
}

#[test]
fn each_outcome_gives_back_the_bytes_after_it() {
    let heartbeat = framed(&HostMessage::Heartbeat);
    let mut line = heartbeat.clone();
    line.extend([1, 2, 3, 0]);
    line.extend(&heartbeat);
    let mut decoder = Decoder::<HostMessage>::new();
    let Outcome::Message { rest, .. } = decoder.feed(&line) else { panic!("no message") };
    assert_eq!(rest, &line[heartbeat.len()..]);
    let Outcome::Damaged { rest, .. } = decoder.feed(rest) else { panic!("no damage") };
    assert_eq!(rest, heartbeat);
}

proptest! {
    #[test]
    fn any_split_of_any_frames_gives_the_same_messages(
        messages in prop::collection::vec(samples::any_input(), 1..8),
        cuts in prop::collection::vec(1_usize..9, 1..200),
    ) {
        let line: Vec<u8> = messages.iter().flat_map(framed).collect();
        let mut decoder = Decoder::new();
        let mut read = vec![];
        let mut rest = line.as_slice();
        for cut in cuts.iter().cycle() {
            let (piece, after) = rest.split_at((*cut).min(rest.len()));
            read.extend(read_all(&mut decoder, piece));
            rest = after;
            if rest.is_empty() {
                break;
            }
        }
        prop_assert_eq!(read, messages.into_iter().map(Ok).collect::<Vec<_>>());
    }

    #[test]
    fn garbage_is_never_a_message_and_the_next_frame_is_read(
        garbage in prop::collection::vec(any::<u8>(), 0..300),
        message in samples::any_input(),
    ) {
        let mut line = garbage;
        line.extend(framed(&message));
        let outcomes = read::<BoardMessage>(&line);
        prop_assert_eq!(outcomes.last(), Some(&Ok(message)));
        prop_assert!(outcomes[..outcomes.len() - 1].iter().all(Result::is_err));
    }
}
