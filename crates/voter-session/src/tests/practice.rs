//! Practice: the key lesson, and the word that this is no vote.

use std::collections::BTreeSet;

use ballot::Language;
use keypad_protocol::Key;
use proptest::prelude::*;
use wording::{Hands, Voice};

use super::booth::{Booth, contest, setup, speeches};
use super::walks::{Hand, to_the_end};
use crate::effect::{Effect, Line, LogEntry};
use crate::input::Target;
use crate::lesson::tasks;
use crate::page::PageName;
use crate::setup::{Kind, Setup, Way};
use crate::state::State;

fn practice() -> Setup {
    Setup { kind: Kind::Practice, ..setup(vec![contest(6, 1)], &[Way::Guide], false) }
}

/// A booth whose voter has just chosen English.
fn at_the_lesson() -> Booth {
    let mut booth = Booth::open(practice());
    booth.keys(&[Key::Down, Key::Up, Key::Up, Key::Select]);
    assert_eq!((booth.state(), booth.session.settings.language), ("KeyLesson", Language::En));
    booth
}

fn task(booth: &Booth) -> Option<Key> {
    let State::KeyLesson(lesson) = booth.session.state else { return None };
    let curtain = booth.session.settings.curtain;
    lesson.progress.task(booth.session.hands, curtain).map(crate::lesson::Task::key)
}

/// Presses whatever is asked for until the lesson is over; gives what was said.
fn learn(booth: &mut Booth) -> Vec<String> {
    let mut said = Vec::new();
    for _ in 0..40 {
        let Some(key) = task(booth) else { return said };
        said.push(booth.hear(key));
        if booth.session.screen().page == PageName::Explain {
            said.push(booth.hear(Key::Help));
        }
    }
    panic!("the lesson has no end");
}

#[test]
fn whoever_presses_what_is_asked_for_has_every_key_and_comes_to_the_welcome() {
    let mut booth = at_the_lesson();
    let before = booth.session.settings;
    let said = learn(&mut booth);
    assert_eq!(booth.state(), "Welcome");
    assert_eq!(booth.session.settings, before, "what was changed to try was changed back");
    for words in
        ["The down arrow.", "The round key", "The louder key.", "Volume", "The language key.", "The screen is blank."]
    {
        assert!(said.iter().any(|text| text.contains(words)), "{words}: {said:#?}");
    }
    assert!(
        said.first().is_some_and(|text| text.starts_with("Found. The down arrow.") && text.contains("Key 2 of 13."))
    );
    assert!(said.last().is_some_and(|text| text.contains("Now comes the practice ballot.")), "{said:#?}");
}

#[test]
fn the_screen_and_two_switches_have_a_lesson_of_their_own() {
    let mut booth = Booth::open(practice());
    booth.touch(Target::Begin);
    booth.touch(Target::Language(Language::En));
    for key in [Key::Repeat, Key::Help, Key::Help, Key::Left, Key::Right] {
        assert_eq!(booth.state(), "KeyLesson");
        booth.touch(Target::Key(key));
    }
    assert_eq!((booth.state(), booth.session.hands), ("Welcome", Hands::Touch));

    let mut booth = Booth::open(practice());
    booth.keys(&[Key::SwitchMove, Key::SwitchMove, Key::SwitchSelect]);
    assert_eq!(booth.state(), "KeyLesson");
    booth.keys(&[Key::SwitchMove, Key::SwitchSelect]);
    assert_eq!((booth.state(), booth.session.hands), ("Welcome", Hands::Switches));
}

#[test]
fn a_key_that_is_not_asked_for_is_named_once_and_then_does_what_it_does() {
    let mut booth = at_the_lesson();
    assert_eq!(
        booth.hear(Key::Right),
        "The right arrow. Goes to the next step. Find the down arrow: it is below the \
                                        round key in the middle. Press it."
    );
    assert_eq!(task(&booth), Some(Key::Down));
    assert!(booth.hear(Key::Right).starts_with("Left out. Key 2 of 13."));
    assert_eq!(task(&booth), Some(Key::Up));
    booth.keys(&[Key::Left, Key::Left]);
    assert_eq!(task(&booth), Some(Key::Down), "the key before once more");
    booth.press(Key::Left);
    assert_eq!(booth.state(), "LanguageChoice");
}

#[test]
fn the_lesson_can_be_left_at_once_and_come_back_to() {
    let mut booth = at_the_lesson();
    booth.keys(&[Key::Down, Key::Down, Key::Select, Key::Select]);
    assert_eq!(booth.state(), "Welcome");
    booth.press(Key::Left);
    assert_eq!((booth.state(), task(&booth)), ("KeyLesson", Some(Key::Down)));
}

#[test]
fn loudness_speed_repeat_and_help_work_before_their_turn() {
    let mut booth = at_the_lesson();
    let volume = booth.session.settings.volume;
    booth.keys(&[Key::VolumeUp, Key::Repeat]);
    assert_eq!((booth.session.settings.volume, task(&booth)), (volume + 1, Some(Key::Down)));
    assert!(booth.hear(Key::Help).starts_with("Help."));
    assert!(booth.hear(Key::Down).starts_with("The down arrow."), "named, not found");
    booth.press(Key::Help);
    assert_eq!(task(&booth), Some(Key::Down));
}

#[test]
fn the_language_key_is_pressed_until_the_voters_own_language_is_back() {
    let mut booth = at_the_lesson();
    while task(&booth) != Some(Key::Language) {
        booth.keys(&[Key::Right]);
    }
    for (language, again) in [(Language::Kk, true), (Language::Ru, true), (Language::En, false)] {
        booth.press(Key::Language);
        assert_eq!((booth.session.settings.language, task(&booth) == Some(Key::Language)), (language, again));
    }
}

#[test]
fn a_curtain_that_is_down_is_asked_to_be_lifted_and_may_stay() {
    let mut booth = at_the_lesson();
    while task(&booth) != Some(Key::Curtain) {
        booth.press(Key::Right);
    }
    booth.press(Key::Curtain);
    assert_eq!((booth.session.settings.curtain, task(&booth)), (true, Some(Key::Curtain)));
    let mut lifted = at_the_lesson();
    while task(&lifted) != Some(Key::Curtain) {
        lifted.press(Key::Right);
    }
    lifted.keys(&[Key::Curtain, Key::Curtain]);
    assert_eq!((lifted.session.settings.curtain, lifted.state()), (false, "Welcome"));
    booth.press(Key::Right);
    assert_eq!((booth.session.settings.curtain, booth.state()), (true, "Welcome"));
}

#[test]
fn a_vote_has_no_lesson_and_is_never_called_practice() {
    for kind in [Kind::Voting, Kind::Training, Kind::Demo] {
        let mut booth = Booth::open(Setup { kind, ..practice() });
        booth.go_to_first_contest();
        assert_eq!(booth.state(), "Contest");
        to_the_end(&mut booth, Hand { go: Key::Down, choose: Key::Select, arrows: true });
        let marks = |line: &Line| matches!(line.voice, Voice::MarkPractice | Voice::KindPractice | Voice::DonePractice);
        assert!(!super::booth::sentences(&booth.effects).iter().any(marks), "{kind:?}");
    }
}

#[test]
fn practice_is_said_before_every_page_and_shown_on_every_screen() {
    let mut booth = at_the_lesson();
    learn(&mut booth);
    let mut pages = BTreeSet::new();
    for _ in 0..12 {
        let effects = booth.press(Key::Right);
        if !booth.session.in_session() {
            break;
        }
        let said = booth.said(&effects);
        let page = format!("{:?}", booth.session.screen().page);
        assert!(said.contains("Practice. "), "{page}: {said}");
        pages.insert(page);
    }
    let wanted = ["Contest", "Done", "Review", "Sheet"].map(str::to_owned);
    assert_eq!(pages, BTreeSet::from(wanted));
    let kinds = booth.effects.iter().filter_map(|effect| match effect {
        Effect::Show(screen) => Some(screen.kind),
        _ => None,
    });
    assert!(kinds.into_iter().all(|kind| kind == Kind::Practice));
}

#[test]
fn the_end_of_a_practice_sends_nobody_to_the_ballot_box() {
    let mut booth = at_the_lesson();
    to_the_end(&mut booth, Hand { go: Key::Down, choose: Key::Select, arrows: true });
    let said = booth.hear(Key::Repeat);
    assert!(said.contains("does not go into the ballot box"), "{said}");
}

proptest! {
    #[test]
    fn whatever_was_pressed_the_lesson_still_has_every_key_once(
        keys in prop::collection::vec(prop::sample::select(Key::ALL.to_vec()), 0..40),
    ) {
        let mut booth = at_the_lesson();
        for key in keys {
            let (before, plain) = (task(&booth), booth.session.overlays.is_empty());
            let effects = booth.press(key);
            // Whoever leaves the last page has heard everything.
            let over = effects.iter().any(|effect| matches!(effect, Effect::Log(LogEntry::SessionEnded)));
            prop_assert!(over || speeches(&effects).next().is_some());
            // A found key is never the one that is asked for next.
            let plain = plain && booth.session.overlays.is_empty();
            if plain && before == Some(key) && key != Key::Language && key != Key::Curtain {
                prop_assert_ne!(task(&booth), Some(key));
            }
        }
        booth.wait(20_000);
        if booth.session.overlays.is_empty() && booth.state() == "KeyLesson" {
            learn(&mut booth);
            prop_assert_eq!(booth.state(), "Welcome");
        }
    }
}

#[test]
fn every_pair_of_hands_is_asked_for_what_it_has() {
    for hands in Hands::ALL {
        let asked: Vec<Key> = tasks(hands).iter().map(|task| task.key()).collect();
        assert!(!asked.is_empty());
        assert_eq!(asked.contains(&Key::SwitchMove), hands == Hands::Switches);
    }
}
