//! Nothing that outlives the session tells one vote from another.

use keypad_protocol::Key;
use proptest::prelude::*;

use super::booth::{Booth, contest, setup};
use crate::effect::{Effect, LogEntry};
use crate::input::{Input, PrintOutcome, Reading, ScanOutcome, Seen, Target};
use crate::setup::{Setup, Way};
use crate::state::{State, Step};

/// What leaves the booth, apart from what is heard, seen and on the paper.
fn traces(effects: &[Effect]) -> Vec<String> {
    let trace = |effect: &Effect| match effect {
        Effect::Say(_) | Effect::Tone(_) | Effect::Show(_) => None,
        Effect::Print(job) => Some(format!("Print {} {}", job.number, job.contest)),
        Effect::Scan(job) => Some(format!("{job:?}")),
        Effect::Hush | Effect::Wipe | Effect::Log(_) | Effect::Keypad(_) => Some(format!("{effect:?}")),
    };
    effects.iter().filter_map(trace).collect()
}

/// Votes from the first key to the end: these rows, and `noise` other keys before each step.
fn vote(setup: &Setup, way: Way, choices: &[(u8, u8)], noise: &[Key]) -> Booth {
    let mut booth = Booth::open(setup.clone());
    booth.go_to_first_contest();
    for contest in 0..setup.contest_count() {
        booth.keys(noise);
        for (_, row) in choices.iter().filter(|(of, _)| *of == contest) {
            booth.touch(Target::Option(*row));
        }
        booth.press(Key::Right);
    }
    booth.press(Key::Right);
    booth.touch(Target::Way(way));
    for _ in 0..100 {
        booth.keys(noise);
        match booth.session.state {
            State::Sheet(sheet) => step(&mut booth, sheet.contest, sheet.step),
            State::Done(_) => break,
            _ => panic!("not on the way to the paper"),
        }
    }
    booth.press(Key::Right);
    assert!(matches!(booth.effects.last(), Some(Effect::Show(_))));
    booth
}

fn step(booth: &mut Booth, contest: u8, step: Step) {
    let job = booth.session.clock.job;
    match step {
        Step::Identifying => {
            booth.give(Input::Scanner { job, outcome: ScanOutcome::Identified(Seen::Sheet(contest)) });
        }
        Step::Printing => {
            booth.give(Input::Printer { job, outcome: PrintOutcome::Printed });
        }
        Step::Reading => {
            let marks = booth.chosen(contest);
            let reading = Reading { contest, marks, unclear: Vec::new() };
            booth.give(Input::Scanner { job, outcome: ScanOutcome::Read(reading) });
        }
        Step::Identify(_) | Step::ReadBack { .. } => {
            booth.touch(Target::Scan);
        }
        Step::Feed(_) => {
            booth.touch(Target::Print);
        }
        Step::Take | Step::Insert | Step::MarkByHand | Step::Show | Step::Told | Step::Fold => {
            booth.press(Key::Right);
        }
        Step::Spoiled => panic!("nothing went wrong"),
    }
}

fn elections() -> Vec<(Setup, Way)> {
    let ways = [Way::Guide, Way::Mark, Way::Companion];
    let mut contests = vec![contest(43, 1), contest(2, 1), contest(17, 3), contest(8, 1)];
    contests[1].question = true;
    contests[3].fits_printer = false;
    ways.into_iter()
        .flat_map(|way| [true, false].map(|scanner| (setup(contests.clone(), &ways, scanner), way)))
        .collect()
}

#[test]
fn the_blank_vote_leaves_the_same_traces_as_every_option_of_every_contest() {
    for (setup, way) in elections() {
        let blank = traces(&vote(&setup, way, &[], &[]).effects);
        assert_eq!(blank.iter().filter(|trace| trace.contains("SessionEnded")).count(), 1);
        for contest in 0..setup.contest_count() {
            for row in setup.contest(contest).unwrap().row_numbers() {
                let voted = vote(&setup, way, &[(contest, row)], &[]);
                assert_eq!(traces(&voted.effects), blank, "contest {contest} row {row}");
            }
        }
    }
}

#[test]
fn how_many_keys_were_pressed_leaves_no_trace() {
    let (setup, way) = elections().remove(2);
    let blank = traces(&vote(&setup, way, &[], &[]).effects);
    let noise = [Key::Repeat, Key::Down, Key::VolumeUp, Key::Language, Key::Help, Key::Left, Key::Help, Key::Up];
    let full = [(0, 43), (1, 1), (2, 4), (2, 5), (2, 6), (3, 8)];
    assert_eq!(traces(&vote(&setup, way, &full, &noise).effects), blank);
}

#[test]
fn what_can_be_printed_by_mistake_tells_nothing() {
    let (setup, way) = elections().remove(2);
    let shown = |choices: &[(u8, u8)]| {
        let booth = vote(&setup, way, choices, &[]);
        let screen = booth.session.screen();
        format!("{:?} {:?} {screen:?} {:?}", booth.effects, booth.session, booth.session.vault)
    };
    assert_eq!(shown(&[(0, 1), (2, 3)]), shown(&[(0, 42), (2, 17)]));
    let reading = |row| ScanOutcome::Read(Reading { contest: 0, marks: vec![row], unclear: vec![] });
    let input = |row| format!("{:?} {:?}", reading(row), Input::Scanner { job: 1, outcome: reading(row) });
    assert_eq!(input(1), input(2));
    assert_eq!(format!("{:?}", Input::Touch(Target::Option(1))), format!("{:?}", Input::Touch(Target::Keep)));
}

#[test]
fn keys_that_are_lost_or_stuck_are_not_logged() {
    use crate::input::Fault;
    let mut booth = Booth::open(setup(vec![contest(3, 1)], &[Way::Guide], false));
    booth.press(Key::Down);
    for fault in [Fault::KeysLost, Fault::KeysUnclear, Fault::KeyStuck(Key::Down), Fault::KeyFreed(Key::Down)] {
        let effects = booth.give(Input::Fault(fault));
        assert!(effects.iter().any(|effect| matches!(effect, Effect::Say(_))));
        assert!(!effects.iter().any(|effect| matches!(effect, Effect::Log(_) | Effect::Keypad(_))));
    }
    let effects = booth.give(Input::Fault(Fault::KeypadLost));
    assert!(effects.contains(&Effect::Log(LogEntry::Fault(302))));
}

proptest! {
    #[test]
    fn any_two_votes_leave_the_same_traces(
        which in 0..6usize,
        choices in prop::collection::vec((0..4u8, 1..=43u8), 0..12),
        noise in prop::collection::vec(prop::sample::select(
            vec![Key::Repeat, Key::Down, Key::Up, Key::VolumeUp, Key::RateDown, Key::Curtain, Key::Language]), 0..6),
    ) {
        let (setup, way) = elections().remove(which);
        // A curtain that is down at a touch would swallow it; the voter's noise lifts it again.
        let lifts = noise.iter().filter(|key| **key == Key::Curtain).count() % 2;
        let noise: Vec<Key> = noise.into_iter().chain(std::iter::repeat_n(Key::Curtain, lifts)).collect();
        let unique = |(contest, row): &(u8, u8)| {
            setup.contest(*contest).is_some_and(|setup| setup.stands(*row)) && (*contest == 2 || *row <= 2)
        };
        let mut choices: Vec<(u8, u8)> = choices.into_iter().filter(unique).collect();
        choices.sort_unstable();
        choices.dedup_by_key(|(contest, _)| *contest);
        let blank = traces(&vote(&setup, way, &[], &[]).effects);
        prop_assert_eq!(traces(&vote(&setup, way, &choices, &noise).effects), blank);
    }
}
