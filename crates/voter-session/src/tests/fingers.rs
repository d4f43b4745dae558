//! A finger on the stencil's right margin follows the words, and two switches choose every option within 15 actions.

use ballot::Status;
use keypad_protocol::Key;
use proptest::prelude::*;
use wording::Voice;

use super::booth::{Booth, contest, setup};
use crate::guide::way_to_window;
use crate::input::Target;
use crate::setup::{ContestSetup, Way};

/// What the margin has beside a row: design, section 2.
fn ridges_beside(row: usize, rows: usize) -> usize {
    if row == rows {
        2
    } else if row.is_multiple_of(5) {
        1
    } else {
        0
    }
}

/// The row whose window the finger comes to.
fn follow(contest: &ContestSetup, words: &[Voice]) -> Option<usize> {
    let rows = contest.rows.len();
    let has_window = |row: &usize| contest.rows[row - 1] == Status::Standing;
    let single = |row: &usize| contest.ridges && ridges_beside(*row, rows) == 1;
    match words[0] {
        Voice::PlaceFromTop { window } => (1..=rows).filter(has_window).nth(usize::from(window) - 1),
        Voice::PlaceBelowRidges { ridges, window } => {
            let passed = (1..=rows).filter(single).nth(usize::from(ridges) - 1)?;
            (passed + 1..=rows).filter(has_window).nth(usize::from(window) - 1)
        }
        Voice::PlaceAtRidge { ridge } => (1..=rows).filter(single).nth(usize::from(ridge) - 1),
        Voice::PlaceLast => Some(rows).filter(|_| contest.ridges),
        _ => None,
    }
}

proptest! {
    #[test]
    fn the_words_lead_a_finger_to_the_row_past_withdrawn_ones(
        withdrawn in prop::collection::vec(prop::bool::weighted(0.2), 1..=99),
        ridges: bool,
    ) {
        let status = |gone: &bool| if *gone { Status::Withdrawn } else { Status::Standing };
        let contest = ContestSetup { rows: withdrawn.iter().map(status).collect(), ridges, ..contest(1, 1) };
        for row in contest.row_numbers().filter(|row| contest.stands(*row)) {
            let words = way_to_window(&contest, row);
            prop_assert_eq!(follow(&contest, &words), Some(usize::from(row)));
        }
    }
}

#[test]
fn the_words_are_those_of_the_design() {
    let contest = contest(17, 1);
    assert_eq!(way_to_window(&contest, 12), [Voice::PlaceBelowRidges { ridges: 2, window: 2 }]);
    assert_eq!(way_to_window(&contest, 4), [Voice::PlaceFromTop { window: 4 }]);
    assert_eq!(way_to_window(&contest, 15), [Voice::PlaceAtRidge { ridge: 3 }]);
    assert_eq!(way_to_window(&contest, 17), [Voice::PlaceLast]);
}

#[test]
fn a_closed_window_on_the_way_is_told_and_not_counted() {
    let mut contest = contest(17, 1);
    contest.rows[10] = Status::Withdrawn;
    let words = way_to_window(&contest, 12);
    assert_eq!(words, [Voice::PlaceBelowRidges { ridges: 2, window: 1 }, Voice::PlaceBars]);
    assert_eq!(way_to_window(&contest, 13).len(), 2);
    assert_eq!(way_to_window(&contest, 10).len(), 1);
}

/// Presses the switch that moves until it is on the target. The number of presses.
fn move_to(booth: &mut Booth, target: Target) -> usize {
    for presses in 0..100 {
        if booth.session.focused().map(|item| item.target) == Some(target) {
            return presses;
        }
        booth.press(Key::SwitchMove);
    }
    panic!("two switches do not come there");
}

#[test]
fn two_switches_choose_any_of_43_options_within_15_actions() {
    let mut most = 0;
    for row in 1..=43u8 {
        let mut booth = Booth::open(setup(vec![contest(43, 1)], &[Way::Guide], false));
        booth.keys(&[Key::SwitchMove, Key::SwitchMove, Key::SwitchSelect, Key::SwitchSelect]);
        assert_eq!(booth.state(), "Contest");
        let mut actions = move_to(&mut booth, Target::Group((row - 1) / 5));
        booth.press(Key::SwitchSelect);
        actions += 1 + move_to(&mut booth, Target::Option(row));
        booth.press(Key::SwitchSelect);
        actions += 1;
        assert_eq!(booth.chosen(0), [row]);
        assert!(actions <= 15, "row {row}: {actions}");
        most = most.max(actions);
        move_to(&mut booth, Target::Key(Key::Right));
        booth.press(Key::SwitchSelect);
        assert_eq!(booth.state(), "Review");
    }
    assert_eq!(most, 14);
}

#[test]
fn few_options_are_not_put_in_blocks_and_blocks_say_what_is_chosen_in_them() {
    for (rows, blocks) in [(5, false), (6, true)] {
        let mut booth = Booth::open(setup(vec![contest(rows, 1)], &[Way::Guide], false));
        booth.keys(&[Key::SwitchMove, Key::SwitchMove, Key::SwitchSelect, Key::SwitchSelect, Key::SwitchMove]);
        let first = booth.session.focused().unwrap().target;
        assert_eq!(first, if blocks { Target::Group(0) } else { Target::Option(1) });
    }
    let mut booth = Booth::open(setup(vec![contest(11, 1)], &[Way::Guide], false));
    booth.keys(&[Key::SwitchMove, Key::SwitchMove, Key::SwitchMove, Key::SwitchMove, Key::SwitchSelect]);
    booth.press(Key::SwitchSelect);
    booth.keys(&[Key::SwitchMove, Key::SwitchMove, Key::SwitchMove, Key::SwitchSelect, Key::SwitchSelect]);
    assert_eq!(booth.chosen(0), [11]);
    move_to(&mut booth, Target::Groups);
    assert_eq!(booth.hear(Key::SwitchSelect), "Option 11. Chosen.");
    // Round the ring, past the heading, to the first block.
    move_to(&mut booth, Target::Settings);
    assert_eq!(booth.hear(Key::SwitchMove), "Options 1 to 5.");
}

#[test]
fn the_finger_stays_on_its_option_when_the_hands_change() {
    let mut booth = Booth::open(setup(vec![contest(43, 1)], &[Way::Guide], false));
    booth.go_to_first_contest();
    for _ in 0..17 {
        booth.press(Key::Down);
    }
    assert!(booth.hear(Key::SwitchMove).starts_with("Name 18, 18 of 43."));
    assert!(booth.hear(Key::Up).starts_with("Name 17, 17 of 43."));
}
