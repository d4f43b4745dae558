//! Numbers that come twice, late, or not at all.

use crate::{Arrival, SequenceTracker};

#[test]
fn numbers_in_order_are_next_across_the_wrap() {
    let mut tracker = SequenceTracker::starting_at(u16::MAX - 1);
    for sequence in [u16::MAX - 1, u16::MAX, 0, 1] {
        assert_eq!(tracker.input(sequence), Arrival::Next, "{sequence}");
    }
}

#[test]
fn a_number_seen_before_is_doubled() {
    let mut tracker = SequenceTracker::starting_at(10);
    assert_eq!(tracker.input(10), Arrival::Next);
    assert_eq!(tracker.input(10), Arrival::Doubled);
    assert_eq!(tracker.input(11), Arrival::Next);
    assert_eq!(tracker.input(10), Arrival::Doubled);
}

#[test]
fn a_gap_says_how_many_were_lost() {
    let mut tracker = SequenceTracker::starting_at(0);
    assert_eq!(tracker.input(3), Arrival::After { lost: 3 });
    assert_eq!(tracker.input(4), Arrival::Next);
}

#[test]
fn a_heartbeat_tells_of_a_lost_last_input_once() {
    let mut tracker = SequenceTracker::starting_at(0);
    assert_eq!(tracker.input(0), Arrival::Next);
    assert_eq!(tracker.heartbeat(1), 0);
    assert_eq!(tracker.heartbeat(3), 2);
    assert_eq!(tracker.heartbeat(3), 0);
    assert_eq!(tracker.input(3), Arrival::Next);
}

#[test]
fn an_old_heartbeat_changes_nothing() {
    let mut tracker = SequenceTracker::starting_at(100);
    assert_eq!(tracker.heartbeat(98), 0);
    assert_eq!(tracker.input(100), Arrival::Next);
}
