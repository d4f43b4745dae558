//! One scripted timeline for each rule, with the one that just misses it.

use std::vec::Vec;

use keypad_protocol::{DoubleStrike, Key, KeyEvent, KeySet};

use super::timeline::Timeline;
use crate::{Filtered, HELD_MS, KeyFilter, STUCK_MS};

const END: u64 = 100_000;

fn pressed(key: Key) -> Filtered {
    Filtered::Key(KeyEvent::Pressed(key))
}

fn released(key: Key) -> Filtered {
    Filtered::Key(KeyEvent::Released(key))
}

fn held(key: Key) -> Filtered {
    Filtered::Key(KeyEvent::Held(key))
}

fn explained(key: Key) -> Filtered {
    Filtered::Key(KeyEvent::Explained(key))
}

/// Plays one key, its contact turning after each of the gaps.
fn play(key: Key, gaps: &[u64]) -> Vec<(u64, Filtered)> {
    play_with(DoubleStrike::Tenth, &[(key, gaps)])
}

fn play_with(filter: DoubleStrike, keys: &[(Key, &[u64])]) -> Vec<(u64, Filtered)> {
    let keys: Vec<(Key, Vec<u64>)> = keys.iter().map(|(key, gaps)| (*key, gaps.to_vec())).collect();
    let timeline = Timeline::from_gaps(&keys);
    assert_eq!(timeline.down_at(0), KeySet::EMPTY);
    timeline.tell(filter, END)
}

#[test]
fn a_press_is_told_at_once_and_its_release_eleven_milliseconds_late() {
    assert_eq!(play(Key::Up, &[1000, 200]), [(1000, pressed(Key::Up)), (1211, released(Key::Up))]);
}

#[test]
fn bounce_of_up_to_ten_milliseconds_neither_doubles_nor_releases() {
    let bounces = [1000, 1, 10, 3, 10, 300, 10, 2, 7, 1, 10, 4];
    let let_go = bounces.iter().sum::<u64>() + 11;
    assert_eq!(play(Key::Up, &bounces), [(1000, pressed(Key::Up)), (let_go, released(Key::Up))]);
}

#[test]
fn a_contact_open_for_eleven_milliseconds_is_let_go() {
    assert_eq!(play(Key::Up, &[1000, 200, 10, 200])[1], (1421, released(Key::Up)), "ten are a bounce");
    assert_eq!(play(Key::Up, &[1000, 200, 11, 200])[1], (1211, released(Key::Up)));
}

#[test]
fn a_press_within_the_double_strike_time_is_dropped_whole() {
    for filter in DoubleStrike::ALL {
        let told = |second_after: u64| {
            let told = play_with(filter, &[(Key::Up, &[1000, 30, second_after - 30, 400])]);
            told.iter().filter(|(_, told)| *told == pressed(Key::Up)).count()
        };
        assert_eq!((told(filter.ms() - 1), told(filter.ms())), (1, 2), "{filter:?}");
        let released_once = play_with(filter, &[(Key::Up, &[1000, 30, filter.ms() - 31, 400])]);
        assert_eq!(released_once, [(1000, pressed(Key::Up)), (1041, released(Key::Up))]);
    }
}

#[test]
fn a_press_within_half_the_time_after_a_release_is_dropped() {
    for filter in DoubleStrike::ALL {
        let presses = |rest: u64| {
            let told = play_with(filter, &[(Key::Up, &[1000, 5000, rest, 400])]);
            told.iter().filter(|(_, told)| *told == pressed(Key::Up)).count()
        };
        assert_eq!((presses(filter.ms() / 2 - 1), presses(filter.ms() / 2)), (1, 2), "{filter:?}");
    }
}

#[test]
fn dropped_strikes_do_not_prolong_the_time() {
    // A trembling hand: strikes of 20 ms, 30 ms apart from start to start plus a rest that lets go.
    let told = play(Key::Select, &[1000, 20, 13, 20, 13, 20, 14, 20]);
    assert_eq!(
        told,
        [
            (1000, pressed(Key::Select)),
            (1031, released(Key::Select)),
            (1100, pressed(Key::Select)),
            (1131, released(Key::Select))
        ]
    );
}

#[test]
fn other_keys_are_not_affected_by_a_double_strike() {
    let told = play_with(DoubleStrike::Second, &[(Key::Up, &[1000, 30]), (Key::Down, &[1040, 30])]);
    assert_eq!(told[1..3], [(1040, pressed(Key::Down)), (1041, released(Key::Up))]);
}

#[test]
fn a_key_held_for_ten_seconds_is_one_press() {
    let told = play(Key::Down, &[1000, 10_000]);
    assert_eq!(told, [(1000, pressed(Key::Down)), (1000 + HELD_MS, held(Key::Down)), (11_011, released(Key::Down))]);
    assert_eq!(play(Key::Down, &[1000, HELD_MS - 1]).len(), 2, "not held a millisecond before");
}

#[test]
fn a_key_down_for_twenty_seconds_is_stuck_until_it_comes_up() {
    let just_not = play(Key::Down, &[1000, STUCK_MS - 1]);
    assert_eq!(just_not.last(), Some(&(1000 + STUCK_MS + 10, released(Key::Down))));
    let told = play(Key::Down, &[1000, STUCK_MS + 5000, 1000, 50]);
    let freed = 1000 + STUCK_MS + 5000 + 11;
    assert_eq!(
        told[2..],
        [
            (1000 + STUCK_MS, Filtered::Stuck(Key::Down)),
            (freed, Filtered::Freed(Key::Down)),
            (freed + 989, pressed(Key::Down)),
            (freed + 1050, released(Key::Down)),
        ]
    );
}

#[test]
fn the_stuck_keys_can_be_asked_for() {
    let mut filter = KeyFilter::new();
    let down = KeySet::EMPTY.with(Key::Left);
    filter.update(KeySet::EMPTY, 0);
    filter.update(down, 1000);
    filter.update(down, 20_999);
    assert_eq!(filter.stuck(), KeySet::EMPTY);
    filter.update(down, 21_000);
    assert_eq!(filter.stuck(), down);
    filter.update(KeySet::EMPTY, 30_000);
    filter.update(KeySet::EMPTY, 30_011);
    assert_eq!(filter.stuck(), KeySet::EMPTY);
}

#[test]
fn help_alone_is_told_when_it_comes_up_however_long_it_was_held() {
    assert_eq!(play(Key::Help, &[1000, 50]), [(1061, pressed(Key::Help))]);
    assert_eq!(play(Key::Help, &[1000, STUCK_MS - 1]), [(1000 + STUCK_MS + 10, pressed(Key::Help))]);
}

#[test]
fn a_key_under_help_is_explained_and_nothing_else() {
    let told = play_with(DoubleStrike::Tenth, &[(Key::Help, &[1000, 5000]), (Key::Select, &[1500, 3000])]);
    assert_eq!(told, [(1500, explained(Key::Select))]);
}

#[test]
fn a_key_pressed_in_the_same_moment_as_help_is_explained() {
    let told = play_with(DoubleStrike::Tenth, &[(Key::Help, &[1000, 500]), (Key::Down, &[1000, 100])]);
    assert_eq!(told, [(1000, explained(Key::Down))]);
}

#[test]
fn a_key_still_down_after_help_came_up_stays_silent() {
    let told = play_with(DoubleStrike::Tenth, &[(Key::Help, &[1000, 500]), (Key::Down, &[1200, 4000, 500, 100])]);
    assert_eq!(told, [(1200, explained(Key::Down)), (5700, pressed(Key::Down)), (5811, released(Key::Down))]);
}

#[test]
fn help_after_a_key_that_is_already_down_leaves_that_key_its_press() {
    let told = play_with(DoubleStrike::Tenth, &[(Key::Down, &[1000, 500]), (Key::Help, &[1200, 100])]);
    assert_eq!(told, [(1000, pressed(Key::Down)), (1311, pressed(Key::Help)), (1511, released(Key::Down))]);
}

#[test]
fn a_key_pressed_while_help_bounces_is_still_explained() {
    let told = play_with(DoubleStrike::Tenth, &[(Key::Help, &[1000, 300, 10, 300]), (Key::Down, &[1305, 100])]);
    assert_eq!(told, [(1305, explained(Key::Down))]);
}

#[test]
fn help_struck_twice_is_one_help_but_still_explains() {
    let told = play_with(DoubleStrike::Half, &[(Key::Help, &[1000, 50, 100, 2000]), (Key::Select, &[1400, 100])]);
    assert_eq!(told, [(1061, pressed(Key::Help)), (1400, explained(Key::Select))]);
}

#[test]
fn exploring_the_keys_with_a_finger_on_help_never_makes_help_stuck() {
    let left = [15_000, 100, 15_000, 100, 15_000, 100];
    let told = play_with(DoubleStrike::Tenth, &[(Key::Help, &[1000, 60_000]), (Key::Left, &left)]);
    let explained_times = told.iter().filter(|(_, told)| *told == explained(Key::Left)).count();
    assert_eq!((explained_times, told.len()), (3, 3));
}

#[test]
fn a_stuck_help_no_longer_explains() {
    let told = play_with(DoubleStrike::Tenth, &[(Key::Help, &[1000, 60_000]), (Key::Left, &[21_500, 100])]);
    assert_eq!(
        told,
        [
            (1000 + STUCK_MS, Filtered::Stuck(Key::Help)),
            (21_500, pressed(Key::Left)),
            (21_611, released(Key::Left)),
            (61_011, Filtered::Freed(Key::Help)),
        ]
    );
}

#[test]
fn keys_down_at_the_first_look_count_only_after_they_came_up() {
    let mut filter = KeyFilter::new();
    let down = KeySet::EMPTY.with(Key::Up);
    assert!(filter.update(down, 5_000_000).is_empty(), "not pressed, and not stuck since the clock began");
    assert!(filter.update(KeySet::EMPTY, 5_000_100).is_empty());
    assert_eq!(filter.update(down, 5_000_111).len(), 1);
}

#[test]
fn forgetting_leaves_nothing_but_the_time() {
    let mut used = KeyFilter::new();
    used.set_double_strike(DoubleStrike::Second);
    let keys = [KeySet::EMPTY, KeySet::EMPTY.with(Key::Up), KeySet::ALL, KeySet::EMPTY.with(Key::Help)];
    for (down, now) in keys.into_iter().zip([0, 1000, 2000, 40_000]) {
        used.update(down, now);
    }
    let mut idle = KeyFilter::new();
    idle.update(KeySet::EMPTY, 40_000);
    assert!(used != idle);
    used.forget();
    idle.forget();
    assert!(used == idle);
}

#[test]
fn after_forgetting_a_held_key_counts_only_after_it_came_up() {
    let mut filter = KeyFilter::new();
    let down = KeySet::EMPTY.with(Key::Select);
    filter.update(KeySet::EMPTY, 0);
    filter.update(down, 1000);
    filter.forget();
    assert!(filter.update(down, 1001).is_empty());
    assert!(filter.update(KeySet::EMPTY, 1100).is_empty(), "its release is not told");
    assert!(filter.update(down, 1110).is_empty(), "a bounce after ten milliseconds");
    assert!(filter.update(KeySet::EMPTY, 1200).is_empty());
    assert_eq!(filter.update(down, 1211).iter().next(), Some(pressed(Key::Select)));
}

#[test]
fn time_that_goes_back_stands_still() {
    let mut filter = KeyFilter::new();
    filter.update(KeySet::EMPTY, 100);
    filter.update(KeySet::EMPTY, 1000);
    let down = KeySet::EMPTY.with(Key::Down);
    assert_eq!(filter.update(down, 5).iter().next(), Some(pressed(Key::Down)));
    assert_eq!(filter.next_deadline_ms(), Some(1000 + HELD_MS));
    assert!(filter.update(down, 0).is_empty());
}

#[test]
fn time_that_jumps_to_its_end_tells_each_thing_once() {
    let mut filter = KeyFilter::new();
    filter.update(KeySet::EMPTY, 0);
    filter.update(KeySet::EMPTY, 100);
    filter.update(KeySet::ALL.without(Key::Help), 200);
    let told = filter.update(KeySet::ALL.without(Key::Help), u64::MAX);
    assert_eq!(told.len(), 2 * 14, "held and stuck, each of the keys but Help");
    assert!(filter.update(KeySet::ALL.without(Key::Help), u64::MAX).is_empty());
}

#[test]
fn a_release_and_a_new_press_between_two_looks_are_told_in_order() {
    let mut filter = KeyFilter::new();
    let down = KeySet::EMPTY.with(Key::Down);
    for (contacts, now) in [(KeySet::EMPTY, 0), (KeySet::EMPTY, 100), (down, 1000), (KeySet::EMPTY, 1200)] {
        filter.update(contacts, now);
    }
    let told: Vec<Filtered> = filter.update(down, 1800).into_iter().collect();
    assert_eq!(told, [released(Key::Down), pressed(Key::Down)]);
}

#[test]
fn two_keys_at_once_are_two_presses() {
    let told = play_with(DoubleStrike::Tenth, &[(Key::Left, &[1000, 100]), (Key::Up, &[1000, 120])]);
    assert_eq!(told[..2], [(1000, pressed(Key::Up)), (1000, pressed(Key::Left))]);
    assert_eq!(told.len(), 4);
}

#[test]
fn the_keys_down_are_those_that_are_not_surely_up() {
    let mut filter = KeyFilter::new();
    assert_eq!(filter.down(), KeySet::ALL, "nothing is known of any");
    let down = KeySet::EMPTY.with(Key::Down);
    for (contacts, now, expected) in [
        (KeySet::EMPTY, 0, KeySet::ALL),
        (KeySet::EMPTY, 11, KeySet::EMPTY),
        (down, 100, down),
        (KeySet::EMPTY, 200, down),
        (KeySet::EMPTY, 210, down),
        (KeySet::EMPTY, 211, KeySet::EMPTY),
    ] {
        filter.update(contacts, now);
        assert_eq!(filter.down(), expected, "at {now} ms");
    }
}
