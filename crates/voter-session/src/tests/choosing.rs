//! Choosing, taking back, and what is refused.

use ballot::Status;
use keypad_protocol::Key;

use super::booth::{Booth, contest, setup};
use crate::input::Target;
use crate::setup::{Setup, SetupError, Way};

fn booth(rows: usize, max_choices: u8) -> Booth {
    let mut booth = Booth::open(setup(vec![contest(rows, max_choices), contest(2, 1)], &[Way::Guide], false));
    booth.go_to_first_contest();
    booth
}

#[test]
fn who_knows_the_row_needs_as_many_presses_as_its_number_and_two() {
    for row in 1..=43 {
        let mut booth = booth(43, 1);
        for _ in 0..row {
            booth.press(Key::Down);
        }
        booth.press(Key::Select);
        booth.press(Key::Right);
        assert_eq!(booth.chosen(0), [row]);
        assert!(booth.said(&booth.effects).contains("Title 2"), "row {row}");
    }
}

#[test]
fn names_come_first_and_hints_only_the_first_time() {
    let mut booth = booth(7, 1);
    assert_eq!(booth.hear(Key::Down), "Name 1, 1 of 7. To choose, press the round key.");
    assert_eq!(booth.hear(Key::Down), "Name 2, 2 of 7.");
    assert_eq!(booth.hear(Key::Select), "Chosen: Name 2. To go on, press right.");
    booth.press(Key::Down);
    assert_eq!(booth.hear(Key::Up), "Name 2, 2 of 7. Chosen.");
    assert!(booth.hear(Key::Repeat).contains("To take it back, press the round key."));
    booth.press(Key::Up);
    assert!(booth.hear(Key::Repeat).contains("To choose, press the round key."));
}

#[test]
fn the_ring_goes_round_by_the_heading() {
    let mut booth = booth(3, 1);
    assert_eq!(booth.hear(Key::Up), "Settings. To choose, press the round key.");
    assert!(booth.hear(Key::Up).starts_with("I have no ballot"));
    booth.press(Key::Down);
    assert!(booth.hear(Key::Down).starts_with("Contest 1 of 2. Title 1."));
}

#[test]
fn a_second_press_takes_the_choice_back() {
    let mut booth = booth(7, 1);
    booth.keys(&[Key::Down, Key::Select]);
    assert_eq!(booth.hear(Key::Select), "Taken back: Name 1. You can choose one.");
    assert!(booth.chosen(0).is_empty());
}

#[test]
fn another_choice_is_refused_and_keeping_is_one_press() {
    let mut booth = booth(7, 1);
    booth.keys(&[Key::Down, Key::Select, Key::Down]);
    let question = booth.hear(Key::Select);
    assert!(
        question.starts_with("You have already chosen Name 1. You can choose only one. Keep Name 1."),
        "{question}"
    );
    assert_eq!(booth.chosen(0), [1]);
    assert!(booth.hear(Key::Select).starts_with("Kept: Name 1."));
    assert_eq!(booth.chosen(0), [1]);
    booth.keys(&[Key::Select, Key::Down]);
    assert!(booth.hear(Key::Select).starts_with("Chosen: Name 2."));
    assert_eq!(booth.chosen(0), [2]);
}

#[test]
fn one_too_many_of_several_names_what_is_chosen_and_changes_nothing() {
    let mut booth = booth(7, 2);
    booth.keys(&[Key::Down, Key::Select, Key::Down]);
    assert!(booth.hear(Key::Select).ends_with("You have chosen as many as you can. To go on, press right."));
    booth.press(Key::Down);
    let refused = booth.hear(Key::Select);
    for part in ["Chosen: Name 1.", "Chosen: Name 2.", "Name 3: to choose this one, first take another one back."] {
        assert!(refused.contains(part), "{refused}");
    }
    booth.press(Key::Select);
    assert_eq!(booth.chosen(0), [1, 2]);
    assert_eq!(booth.session.vault.wanted(), 0);
    booth.touch(Target::ChooseInstead);
    assert_eq!(booth.chosen(0), [1, 2]);
}

#[test]
fn how_many_more_is_said_in_words() {
    let mut booth = booth(7, 3);
    booth.press(Key::Down);
    assert_eq!(booth.hear(Key::Select), "Chosen: Name 1. You can choose 2 more.");
    booth.press(Key::Down);
    assert_eq!(booth.hear(Key::Select), "Chosen: Name 2. You can choose one more.");
}

#[test]
fn a_withdrawn_option_is_said_and_refused() {
    let mut contests = vec![contest(4, 1)];
    contests[0].rows[1] = Status::Withdrawn;
    let mut booth = Booth::open(setup(contests, &[Way::Guide], false));
    assert!(booth.go_to_first_contest().contains("Withdrawn among them: 1."));
    booth.press(Key::Down);
    assert_eq!(booth.hear(Key::Down), "Name 2, 2 of 4. Withdrawn. It cannot be chosen.");
    assert_eq!(booth.hear(Key::Select), "Name 2 does not stand any more and cannot be chosen.");
    assert!(booth.chosen(0).is_empty());
}

#[test]
fn an_empty_contest_is_said_when_left_and_shown_at_review() {
    let mut booth = booth(3, 1);
    assert!(booth.hear(Key::Right).starts_with("You chose nothing here: Title 1."));
    let review = booth.hear(Key::Right);
    assert!(review.contains("Title 1: nothing chosen. The ballot will stay without a mark."), "{review}");
    assert!(review.ends_with("press right to go on to the paper."), "{review}");
}

#[test]
fn the_review_leads_into_a_contest_and_both_ways_back() {
    for back in [Key::Left, Key::Right] {
        let mut booth = booth(3, 1);
        booth.keys(&[Key::Down, Key::Select, Key::Right, Key::Right]);
        assert_eq!(booth.state(), "Review");
        booth.keys(&[Key::Down, Key::Select]);
        assert_eq!(booth.state(), "Contest");
        booth.press(back);
        assert_eq!(booth.state(), "Review");
    }
}

#[test]
fn a_sheet_that_is_missing_is_left_out_until_the_voter_chooses_there_after_all() {
    let mut booth = booth(2, 1);
    booth.keys(&[Key::Down, Key::Down, Key::Down]);
    assert!(booth.hear(Key::Select).starts_with("Noted: you have no ballot"));
    assert!(booth.hear(Key::Repeat).contains("You said that you have no ballot"));
    booth.keys(&[Key::Up]);
    assert!(booth.hear(Key::Select).contains("Noted: you have a ballot for this."));
}

#[test]
fn what_no_ballot_can_be_is_refused() {
    let refused = |change: fn(&mut Setup)| {
        let mut setup = setup(vec![contest(3, 1)], &[Way::Guide], false);
        change(&mut setup);
        crate::Session::new(setup).err()
    };
    assert_eq!(refused(|_| {}), None);
    assert_eq!(refused(|setup| setup.contests.clear()), Some(SetupError::Contests));
    assert_eq!(refused(|setup| setup.contests = vec![contest(2, 1); 6]), Some(SetupError::Contests));
    assert_eq!(refused(|setup| setup.contests = vec![contest(99, 99); 5]), None);
    let rows = Some(SetupError::Rows { contest: 1 });
    assert_eq!(refused(|setup| setup.contests[0] = contest(100, 1)), rows);
    assert_eq!(refused(|setup| setup.contests[0] = contest(0, 1)), rows);
    assert_eq!(refused(|setup| setup.contests[0].max_choices = 0), rows);
    assert_eq!(refused(|setup| setup.contests[0].max_choices = 4), rows);
    assert_eq!(refused(|setup| setup.contests[0].rows = vec![Status::Withdrawn; 3]), rows);
    assert_eq!(refused(|setup| setup.ways.clear()), Some(SetupError::Ways));
    assert_eq!(refused(|setup| setup.ways.push(Way::Guide)), Some(SetupError::Ways));
}
