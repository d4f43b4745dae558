//! Scans one after the other: what is believed of them, and what never is.

use keypad_protocol::{Key, KeySet};
use proptest::prelude::*;

use super::{DOUBT_OVER_MS, Settled, Settling};
use crate::contacts::Contacts;

fn keys<const N: usize>(keys: [Key; N]) -> KeySet {
    keys.into_iter().collect()
}

/// Scans one a millisecond, as for a filter that knows of no bounce. Answers what is believed after the last,
/// and how often doubt was told.
fn settle(scans: impl IntoIterator<Item = Contacts>) -> (KeySet, usize) {
    let mut settling = Settling::new();
    let mut settled = Settled { closed: KeySet::EMPTY, tell_doubt: false };
    let mut told = 0;
    for (scan, now_ms) in scans.into_iter().zip(1..) {
        settled = settling.take(&scan, settled.closed, now_ms, true);
        told += usize::from(settled.tell_doubt);
    }
    (settled.closed, told)
}

fn pressed(scans: &[KeySet]) -> (KeySet, usize) {
    settle(scans.iter().copied().map(Contacts::from_pressed))
}

#[test]
fn a_contact_counts_as_closed_after_two_scans_in_a_row() {
    let (up, down) = (KeySet::EMPTY, keys([Key::Up, Key::SwitchMove]));
    assert_eq!(pressed(&[down]), (up, 0));
    assert_eq!(pressed(&[down, up, down]), (up, 0));
    assert_eq!(pressed(&[down, down]), (down, 0));
    assert_eq!(pressed(&[down, down, up]), (up, 0), "one open scan is open: the filter sees to bounce");
}

#[test]
fn two_scans_in_the_same_millisecond_are_one() {
    let down = Contacts::from_pressed(keys([Key::Up]));
    let mut settling = Settling::new();
    let mut closed = |scan: &Contacts, now_ms, later| settling.take(scan, KeySet::EMPTY, now_ms, later).closed;
    for later in [true, false, false] {
        assert_eq!(closed(&down, 7, later), KeySet::EMPTY);
    }
    closed(&Contacts::OPEN, 7, false);
    assert_eq!(closed(&down, 8, true), KeySet::EMPTY, "open in one of them is open");
    assert_eq!(closed(&down, 9, true), keys([Key::Up]));
}

#[test]
fn one_closed_scan_keeps_a_key_down_that_bounces() {
    let down = keys([Key::Up]);
    let scan = Contacts::from_pressed(down);
    let mut settling = Settling::new();
    settling.take(&Contacts::OPEN, down, 1, true);
    assert_eq!(settling.take(&scan, down, 2, true).closed, down);
    let mut rested = Settling::new();
    assert_eq!(rested.take(&scan, KeySet::EMPTY, 2, true).closed, KeySet::EMPTY);
}

#[test]
fn a_third_corner_makes_no_press_and_is_told_once() {
    let two = keys([Key::Help, Key::Up]);
    let three = two.with(Key::Left);
    let (believed, told) = pressed(&[two, two, three, three, three, three]);
    assert_eq!((believed, told), (two, 1), "neither the third key nor its ghost");
}

#[test]
fn a_key_in_doubt_stays_unbelieved_until_it_comes_up() {
    let two = keys([Key::Help, Key::Up]);
    let three = two.with(Key::Left);
    let left = keys([Key::Left]);
    assert_eq!(pressed(&[two, two, three, three, left, left, left]).0, KeySet::EMPTY);
    assert_eq!(pressed(&[two, two, three, three, KeySet::EMPTY, left, left]).0, left);
}

#[test]
fn a_ghost_that_outlasts_its_rectangle_in_a_torn_scan_is_not_believed() {
    // The key at row 0, column 0 opens after row 1 was read and before row 0 is.
    let three = keys([Key::Help, Key::Up, Key::Left]);
    let mut torn = Contacts::from_pressed(three);
    torn.crossings = Contacts::from_pressed(keys([Key::Up, Key::Left, Key::Select])).crossings;
    torn.crossings = torn.crossings.but_not(Contacts::from_pressed(keys([Key::Help])).crossings);
    assert!(torn.reads(Key::Select) && !torn.reads(Key::Help));
    let whole = Contacts::from_pressed(three);
    let two = Contacts::from_pressed(keys([Key::Help, Key::Up]));
    let (believed, _) = settle([two, two, whole, whole, torn, torn]);
    assert_eq!(believed, keys([Key::Up]));
}

#[test]
fn doubt_is_told_again_only_after_it_was_over_for_longer_than_a_bounce() {
    let three = Contacts::from_pressed(keys([Key::Help, Key::Up, Key::Left]));
    let told = |rest: u64| {
        let rest = (0..rest).map(|_| Contacts::OPEN);
        settle([three, three].into_iter().chain(rest).chain([three, three])).1
    };
    assert_eq!((told(DOUBT_OVER_MS), told(DOUBT_OVER_MS + 1)), (1, 2));
}

#[test]
fn a_shorted_column_presses_nothing() {
    let shorted = Contacts { shorted_columns: 1, ..Contacts::from_pressed(keys([Key::Left])) };
    assert_eq!(settle([shorted, shorted, shorted]), (KeySet::EMPTY, 1));
    let up = Contacts { shorted_columns: 1, ..Contacts::from_pressed(keys([Key::Left, Key::Right])) };
    assert_eq!(settle([up, up, up]), (keys([Key::Right]), 1), "the other columns go on");
}

#[test]
fn an_unreadable_scan_changes_nothing_but_is_told() {
    let down = Contacts::from_pressed(keys([Key::Down]));
    let blind = Contacts::UNREADABLE;
    assert_eq!(settle([down, down, blind, blind, blind]), (keys([Key::Down]), 1));
    assert_eq!(settle([down, blind, blind, Contacts::OPEN]), (KeySet::EMPTY, 1));
    assert_eq!(settle([down, blind, down]), (KeySet::EMPTY, 0), "two scans in a row are two that could be read");
}

proptest! {
    #[test]
    fn what_is_believed_is_pressed_whatever_ghosts_there_are(
        sets in prop::collection::vec((0_u16..1 << 15, 1_usize..6), 1..40),
    ) {
        let mut settling = Settling::new();
        let mut now_ms = 0;
        let mut down = KeySet::EMPTY;
        for (bits, scans) in sets {
            let pressed: KeySet = Key::ALL.into_iter().filter(|key| bits & 1 << key.index() != 0).collect();
            for scan in 0..scans {
                now_ms += 1;
                let before = down;
                down = settling.take(&Contacts::from_pressed(pressed), before, now_ms, true).closed;
                for key in down.iter() {
                    prop_assert!(before.contains(key) || pressed.contains(key), "a ghost was believed");
                }
                for switch in [Key::SwitchMove, Key::SwitchSelect] {
                    prop_assert!(scan == 0 || down.contains(switch) == pressed.contains(switch), "switches have no ghosts");
                }
            }
        }
    }
}
