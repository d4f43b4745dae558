//! What comes by itself: the question whether the voter is there, reminders, ends.

use keypad_protocol::{Key, KeyEvent};

use super::booth::{Booth, contest, names_an_option, sentences, setup, speeches};
use crate::effect::{Effect, LogEntry};
use crate::input::{Fault, Input, PollWorker, Target};
use crate::setup::Way;

const MINUTE: u64 = 60_000;

fn at_a_choice() -> Booth {
    let mut booth = Booth::open(setup(vec![contest(7, 1)], &[Way::Guide], false));
    booth.go_to_first_contest();
    booth.keys(&[Key::Down, Key::Select]);
    booth.give(Input::SpeechEnded);
    booth
}

fn on_a_sheet() -> Booth {
    let mut booth = at_a_choice();
    booth.keys(&[Key::Right, Key::Right, Key::Right, Key::Right]);
    assert!(booth.hear(Key::Repeat).contains("Name 1: row 1."));
    booth.give(Input::SpeechEnded);
    booth
}

fn over(booth: &Booth) -> Option<&'static str> {
    booth.session.top().map(crate::overlay::Overlay::name)
}

#[test]
fn after_three_minutes_the_voter_is_asked_without_a_word_of_a_choice() {
    let mut booth = at_a_choice();
    assert!(speeches(&booth.wait(3 * MINUTE - 1)).next().is_none());
    let effects = booth.wait(1);
    assert!(booth.said(&effects).starts_with("Are you still there?"));
    let election = booth.election.clone();
    assert!(!sentences(&effects).into_iter().any(|line| names_an_option(line.voice, &election)));
    for key in [Key::Up, Key::Down, Key::Down, Key::Left, Key::Right, Key::Repeat, Key::Help, Key::VolumeUp] {
        let effects = booth.press(key);
        assert!(speeches(&effects).next().is_some());
        assert!(!sentences(&effects).into_iter().any(|line| names_an_option(line.voice, &election)), "{key:?}");
        assert_eq!(over(&booth), Some("StillThere"));
    }
}

#[test]
fn select_answers_and_the_choice_is_kept() {
    let mut booth = at_a_choice();
    booth.wait(3 * MINUTE);
    assert!(booth.hear(Key::Select).starts_with("You can go on. Name 1, 1 of 7. Chosen."));
    assert_eq!((over(&booth), booth.chosen(0)), (None, vec![1]));
}

#[test]
fn without_an_answer_everything_is_erased_after_30_seconds() {
    let mut booth = at_a_choice();
    booth.wait(3 * MINUTE);
    booth.wait(29_999);
    assert_eq!(booth.state(), "Contest");
    let effects = booth.wait(1);
    assert_eq!(booth.state(), "Open");
    assert!(effects.contains(&Effect::Wipe) && effects.contains(&Effect::Log(LogEntry::SessionAbandoned)));
    assert!(booth.session.vault.is_blank());
}

#[test]
fn the_voter_can_erase_everything_at_once() {
    let mut booth = at_a_choice();
    booth.wait(3 * MINUTE);
    let effects = booth.touch(Target::Erase);
    assert!(effects.contains(&Effect::Wipe));
    assert_eq!(booth.state(), "Open");
}

#[test]
fn who_is_being_told_something_long_is_not_asked_before_five_minutes() {
    let mut booth = at_a_choice();
    booth.press(Key::Repeat);
    booth.wait(5 * MINUTE - 1);
    assert_eq!(over(&booth), None);
    booth.wait(1);
    assert_eq!(over(&booth), Some("StillThere"));
    // The three minutes begin when the speech ends.
    let mut booth = at_a_choice();
    booth.press(Key::Repeat);
    booth.wait(MINUTE);
    booth.give(Input::SpeechEnded);
    booth.wait(3 * MINUTE - 1);
    assert_eq!(over(&booth), None);
    booth.wait(1);
    assert_eq!(over(&booth), Some("StillThere"));
}

#[test]
fn headphones_that_come_out_stop_the_voice_and_ask_after_20_seconds() {
    let mut booth = Booth::open(setup(vec![contest(7, 1)], &[Way::Guide], false));
    booth.give(Input::Headphones(true));
    booth.keys(&[Key::Right, Key::Right]);
    assert!(booth.give(Input::Headphones(false)).contains(&Effect::Hush));
    booth.wait(10_000);
    booth.press(Key::Down);
    booth.wait(19_999);
    assert_eq!(over(&booth), None);
    booth.wait(1);
    assert_eq!(over(&booth), Some("StillThere"));
    // Whoever answers goes on without them.
    booth.press(Key::Select);
    booth.give(Input::SpeechEnded);
    booth.wait(MINUTE);
    assert_eq!(over(&booth), None);
}

#[test]
fn headphones_that_go_in_again_say_where_the_voter_is() {
    let mut booth = at_a_choice();
    booth.give(Input::Headphones(true));
    booth.give(Input::Headphones(false));
    booth.wait(5_000);
    let effects = booth.give(Input::Headphones(true));
    assert!(booth.said(&effects).starts_with("Name 1, 1 of 7. Chosen."));
    booth.wait(MINUTE);
    assert_eq!(over(&booth), None);
}

#[test]
fn on_a_sheet_there_are_15_minutes_with_a_word_every_two() {
    let mut booth = on_a_sheet();
    let mut words = 0;
    for _ in 0..7 {
        booth.wait(2 * MINUTE - 1);
        let effects = booth.wait(1);
        words += speeches(&effects).count();
        assert!(booth.said(&effects).starts_with("Take your time."));
    }
    assert_eq!(words, 7);
    let effects = booth.wait(MINUTE);
    assert!(booth.said(&effects).starts_with("Are you still there?"));
}

#[test]
fn with_paper_in_hand_and_the_headphones_out_there_are_two_minutes_to_answer() {
    let mut booth = on_a_sheet();
    booth.give(Input::Headphones(true));
    booth.give(Input::Headphones(false));
    booth.wait(20_000);
    assert_eq!(over(&booth), Some("StillThere"));
    booth.wait(2 * MINUTE - 1);
    assert_eq!(booth.state(), "Sheet");
    booth.wait(1);
    assert_eq!(booth.state(), "Open");
}

#[test]
fn help_names_keys_and_does_nothing_until_help_again_or_20_seconds() {
    let mut booth = at_a_choice();
    booth.press(Key::Help);
    let before = (booth.session.state, booth.chosen(0), booth.session.settings, booth.session.vault.focus());
    for key in Key::ALL.into_iter().filter(|key| *key != Key::Help) {
        booth.wait(19_999);
        assert!(!booth.hear(key).is_empty());
        assert_eq!(over(&booth), Some("Explain"), "{key:?}");
    }
    assert_eq!(before, (booth.session.state, booth.chosen(0), booth.session.settings, booth.session.vault.focus()));
    assert!(booth.hear(Key::Help).starts_with("Help is over."));
    booth.press(Key::Help);
    let effects = booth.wait(20_000);
    assert!(booth.said(&effects).starts_with("Help is over."));
    assert_eq!(over(&booth), None);
}

#[test]
fn every_key_has_an_explanation_of_its_own_in_chords_too() {
    let mut booth = at_a_choice();
    let mut heard = std::collections::BTreeSet::new();
    for key in Key::ALL {
        let effects = booth.give(Input::Key(KeyEvent::Explained(key)));
        assert!(heard.insert(booth.said(&effects)), "{key:?}");
        assert_eq!((over(&booth), booth.chosen(0)), (None, vec![1]));
    }
}

#[test]
fn the_last_page_ends_by_itself_20_seconds_after_its_words() {
    let mut booth = on_a_sheet();
    booth.keys(&[Key::Right, Key::Right]);
    assert_eq!(booth.state(), "Done");
    booth.wait(8_000);
    booth.give(Input::SpeechEnded);
    booth.wait(19_999);
    assert_eq!(booth.state(), "Done");
    let effects = booth.wait(1);
    assert!(effects.contains(&Effect::Log(LogEntry::SessionEnded)));
    assert_eq!(booth.state(), "Open");
}

#[test]
fn a_key_that_is_held_or_let_go_does_nothing() {
    let mut booth = at_a_choice();
    for event in [KeyEvent::Held(Key::Select), KeyEvent::Released(Key::Select)] {
        assert!(booth.give(Input::Key(event)).is_empty());
    }
    booth.give(Input::PollWorker(PollWorker::EndSession));
    assert!(booth.give(Input::Key(KeyEvent::Released(Key::Down))).is_empty());
    assert_eq!(booth.state(), "Open");
}

#[test]
fn while_a_fault_is_mended_nobody_is_asked_and_while_paused_time_stands_still() {
    let mut booth = at_a_choice();
    booth.give(Input::Fault(Fault::KeypadLost));
    let effects = booth.wait(2 * MINUTE);
    assert!(booth.said(&effects).starts_with("Your choices are kept."));
    booth.wait(10 * MINUTE);
    assert_eq!(over(&booth), Some("Notice"));
    let effects = booth.give(Input::Fault(Fault::KeypadBack));
    assert!(booth.said(&effects).starts_with("The keypad works again. Name 1, 1 of 7. Chosen."));
    booth.give(Input::PollWorker(PollWorker::Pause));
    assert_eq!(booth.session.next_deadline_ms(), None);
    booth.wait(60 * MINUTE);
    booth.give(Input::PollWorker(PollWorker::Resume));
    assert_eq!((booth.chosen(0), over(&booth)), (vec![1], None));
}

#[test]
fn who_waits_for_a_poll_worker_may_put_the_headphones_down() {
    for mut booth in [at_a_choice(), on_a_sheet()] {
        booth.give(Input::Headphones(true));
        booth.give(Input::Fault(Fault::KeypadLost));
        booth.give(Input::Headphones(false));
        booth.wait(5 * MINUTE);
        assert_eq!(over(&booth), Some("Notice"));
    }
}

#[test]
fn a_pause_shows_nothing_of_the_vote() {
    let mut booth = at_a_choice();
    let effects = booth.give(Input::PollWorker(PollWorker::Pause));
    let election = booth.election.clone();
    assert!(!sentences(&effects).into_iter().any(|line| names_an_option(line.voice, &election)));
    assert!(!sentences(&booth.press(Key::Select)).into_iter().any(|line| names_an_option(line.voice, &election)));
}

#[test]
fn how_often_ticks_come_changes_nothing() {
    let mut often = on_a_sheet();
    let mut seldom = on_a_sheet();
    for _ in 0..20 * 60 {
        often.wait(1_000);
    }
    seldom.now_ms += 20 * MINUTE;
    seldom.give(Input::Tick);
    assert!(often.effects == seldom.effects);
    assert_eq!(seldom.state(), "Open");
}

#[test]
fn a_clock_that_goes_back_stands_still() {
    let mut booth = at_a_choice();
    booth.now_ms = 0;
    booth.press(Key::Down);
    assert!(booth.session.next_deadline_ms().unwrap() > 3 * MINUTE);
}
