//! Non-interference: nothing outside the voter's ears, and nothing after the voter left, depends on the keys.

use std::vec::Vec;

use keypad_protocol::{Beep, DisplayLanguage, DisplayPage, DoubleStrike, HostMessage, Key, KeySet, encode};
use proptest::prelude::*;

use super::bench::Bench;
use crate::screen::Page;

/// Contacts that stay for some milliseconds: any at all, and mostly few.
fn contacts() -> impl Strategy<Value = Vec<(KeySet, u64)>> {
    let keys = prop_oneof![
        3 => Just(KeySet::EMPTY),
        6 => prop::sample::select(Key::ALL.to_vec()).prop_map(|key| KeySet::EMPTY.with(key)),
        1 => prop::collection::vec(prop::sample::select(Key::ALL.to_vec()), 0..6)
            .prop_map(|keys| keys.into_iter().collect()),
    ];
    let stay = prop_oneof![4 => 1_u64..15, 4 => 15_u64..400, 1 => 400_u64..25_000];
    prop::collection::vec((keys, stay), 0..60)
}

/// What the booth may say in a session and the session goes on, and bytes nobody sent.
fn talk() -> impl Strategy<Value = Vec<u8>> {
    let filter = prop::sample::select(DoubleStrike::ALL.to_vec()).prop_map(HostMessage::SetFilter);
    let page = prop_oneof![Just(DisplayPage::Ready), any::<u16>().prop_map(DisplayPage::CallPollWorker)];
    let display = page.prop_map(|page| HostMessage::SetDisplay { page, language: DisplayLanguage::En });
    let beep = prop::sample::select([Beep::Here, Beep::Ready, Beep::Fault].to_vec()).prop_map(HostMessage::Beep);
    let message = prop_oneof![
        filter,
        display,
        beep,
        Just(HostMessage::RunSelfTest),
        Just(HostMessage::Heartbeat),
        Just(HostMessage::BeginSession { first_sequence: 1000 }),
    ];
    prop_oneof![
        4 => message.prop_map(|message| encode(&message).unwrap().as_bytes().to_vec()),
        1 => prop::collection::vec(any::<u8>(), 0..60),
    ]
}

/// A session of `length_ms` with these keys and this talk, up to the answer to its end.
fn session(length_ms: u64, contacts: &[(KeySet, u64)], talk: &[Vec<u8>], end: KeySet) -> Bench {
    let mut bench = Bench::in_session();
    let over = bench.now_ms + length_ms;
    let mut talk = talk.iter();
    for (pressed, stay_ms) in contacts {
        bench.pressed = *pressed;
        // Not after the end: of a flood in one millisecond the board does not answer all.
        if bench.now_ms < over
            && let Some(bytes) = talk.next()
        {
            bench.say_bytes(bytes);
        }
        for _ in 0..*stay_ms {
            if bench.now_ms >= over {
                break;
            }
            bench.run(1);
            assert!(bench.screen.page == Page::InSession && bench.screen.language == DisplayLanguage::Kk);
            assert!(bench.tone.is_none());
        }
    }
    bench.run(over - bench.now_ms);
    bench.pressed = end;
    bench.say_bytes(&[0]);
    bench.say(HostMessage::EndSession);
    bench.sent.clear();
    bench.run(1);
    bench
}

proptest! {
    // A case is three sessions of up to forty seconds, and half a minute after each.
    #![proptest_config(ProptestConfig { cases: ProptestConfig::default().cases / 10, ..ProptestConfig::default() })]

    #[test]
    fn after_a_session_the_board_is_as_after_any_other_of_its_length(
        length_ms in 0_u64..40_000,
        first in contacts(),
        second in contacts(),
        first_talk in prop::collection::vec(talk(), 0..30),
        second_talk in prop::collection::vec(talk(), 0..30),
        end in prop_oneof![Just(KeySet::EMPTY), Just(KeySet::EMPTY.with(Key::Select)), Just(KeySet::ALL)],
    ) {
        let mut first = session(length_ms, &first, &first_talk, end);
        let mut second = session(length_ms, &second, &second_talk, end);
        let mut blank = session(length_ms, &[], &[], end);
        prop_assert!(first.state == second.state && first.state == blank.state, "the board remembers");
        // And what it says and shows from then on, the next voter's first keys included.
        for bench in [&mut first, &mut second, &mut blank] {
            bench.run(25_000);
            bench.pressed = KeySet::EMPTY;
            bench.run(500);
            bench.strike(Key::Up, 100);
            bench.sent.drain(..first_answer(&bench.sent));
        }
        prop_assert!(first.sent == second.sent && first.sent == blank.sent, "the board tells");
        prop_assert!(first.state == second.state && first.state == blank.state);
        prop_assert!(first.screen == second.screen && first.tone == second.tone);
    }
}

/// Where the answer to the session's end begins: inputs of its last millisecond stand before it.
fn first_answer(sent: &[u8]) -> usize {
    let answer = encode(&keypad_protocol::BoardMessage::SessionEnded).unwrap();
    let answer = answer.as_bytes();
    sent.windows(answer.len()).position(|window| window == answer).unwrap()
}

#[test]
fn a_session_that_ends_in_doubt_is_forgotten_too() {
    let corners: KeySet = [Key::Up, Key::Select, Key::Left].into_iter().collect();
    let long = session(500, &[(corners, 500)], &[], corners);
    let sudden = session(500, &[], &[], corners);
    assert!(long.state == sudden.state);
}

#[test]
fn the_comparison_sees_a_board_that_remembers() {
    let idle = Bench::in_session();
    let mut used = Bench::in_session();
    used.pressed = KeySet::EMPTY.with(Key::Up);
    used.run(100);
    used.pressed = KeySet::EMPTY;
    used.run(1000);
    let mut later = idle;
    later.run(1100);
    assert!(used.state != later.state, "within the session it does");
}

#[test]
fn nothing_printed_says_which_key() {
    let mut bench = Bench::in_session();
    let idle = std::format!("{:?}", bench.state);
    bench.pressed = KeySet::EMPTY.with(Key::Select);
    bench.run(100);
    assert_eq!(std::format!("{:?}", bench.state), idle);
}
