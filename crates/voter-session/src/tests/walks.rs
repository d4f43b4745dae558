//! Any input at any time: what must always hold, and that there is always a way to the end.

use std::collections::BTreeSet;

use ballot::Status;
use keypad_protocol::{Key, KeyEvent};
use proptest::prelude::*;
use proptest::strategy::ValueTree;

use super::booth::{Booth, contest, names_an_option, sentences, setup, speeches};
use super::diagram;
use crate::effect::Effect;
use crate::input::{
    Fault, Input, PollWorker, PrintOutcome, PrintTrouble, Reading, ScanOutcome, Seen, SoundTrouble, Target,
};
use crate::overlay::Overlay;
use crate::page::PageName;
use crate::setup::{Kind, Setup, Way};
use crate::state::{Done, Open, State};

/// An event before it is known where the booth is.
type Draw = (u8, u8);

fn setups() -> impl Strategy<Value = Setup> {
    let row = prop::bool::weighted(0.15);
    let one =
        (prop::collection::vec(row, 2..=43), 1..=4u8, any::<[bool; 4]>()).prop_map(|(rows, most, [a, b, c, d])| {
            let mut contest = contest(rows.len(), most.min(u8::try_from(rows.len()).unwrap()));
            for (row, gone) in contest.rows.iter_mut().zip(rows).skip(1) {
                *row = if gone { Status::Withdrawn } else { Status::Standing };
            }
            (contest.question, contest.ridges, contest.fits_printer, contest.fits_scanner) = (a, b, c, d);
            contest
        });
    let ways = prop::sample::subsequence(vec![Way::Guide, Way::Mark, Way::Companion], 1..=3);
    let kind = prop_oneof![3 => Just(Kind::Voting), 1 => Just(Kind::Practice)];
    (prop::collection::vec(one, 1..=5), ways, any::<bool>(), kind)
        .prop_map(|(contests, ways, scanner, kind)| Setup { kind, ..setup(contests, &ways, scanner) })
}

fn draws(most: usize) -> impl Strategy<Value = Vec<Draw>> {
    // Small numbers are the keys that move a voter on, so that walks get somewhere.
    prop::collection::vec((prop_oneof![4 => 0..6u8, 2 => any::<u8>()], any::<u8>()), 0..most)
}

fn event(booth: &Booth, (kind, value): Draw) -> Input {
    let key = Key::ALL[usize::from(value) % Key::ALL.len()];
    let job = booth.session.clock.job.wrapping_sub(value / 200);
    match booth.session.state {
        State::Closed(_) if value % 4 == 0 => return Input::PollWorker(PollWorker::Open),
        State::Open(_) if value % 64 == 1 => return Input::PollWorker(PollWorker::Close),
        _ => {}
    }
    let trouble = [PrintTrouble::NoSheet, PrintTrouble::Jam, PrintTrouble::Off, PrintTrouble::Other];
    let trouble = trouble[usize::from(value) % 4];
    match kind {
        0 | 6..=20 => Input::Key(KeyEvent::Pressed(Key::Down)),
        1 | 21..=35 => Input::Key(KeyEvent::Pressed(Key::Select)),
        2 | 36..=50 => Input::Key(KeyEvent::Pressed(Key::Right)),
        3 | 51..=110 => Input::Key(KeyEvent::Pressed(key)),
        4 | 111..=140 => touch(booth, value),
        5 | 141..=150 => Input::Printer { job, outcome: PrintOutcome::Printed },
        151..=155 => Input::Printer { job, outcome: PrintOutcome::NotPrinted(trouble) },
        156..=160 => Input::Printer { job, outcome: PrintOutcome::PerhapsPrinted(trouble) },
        161..=175 => Input::Scanner { job, outcome: ScanOutcome::Identified(Seen::Sheet(value % 5)) },
        176..=180 => Input::Scanner { job, outcome: ScanOutcome::Failed },
        181..=190 => {
            let reading = Reading { contest: value % 5, marks: vec![value % 50], unclear: vec![value / 5] };
            Input::Scanner { job, outcome: ScanOutcome::Read(reading) }
        }
        191..=200 => Input::Key(KeyEvent::Explained(key)),
        201..=205 => Input::Headphones(value % 2 == 0),
        206..=225 => Input::Fault(match value % 12 {
            0 => Fault::KeypadLost,
            1 => Fault::KeypadBack,
            2 => Fault::KeysLost,
            3 => Fault::KeysUnclear,
            4 => Fault::KeyStuck(key),
            5 => Fault::KeyFreed(key),
            6 => Fault::Printer(trouble),
            7 => Fault::PrinterReady,
            8 => Fault::ScannerLost,
            9 => Fault::ScannerBack,
            10 => Fault::Sound(SoundTrouble::Lost),
            _ => Fault::SoundBack,
        }),
        226..=235 => Input::SpeechEnded,
        236..=240 => Input::PollWorker(match value % 8 {
            0 => PollWorker::Close,
            1 | 2 => PollWorker::Open,
            3 | 4 => PollWorker::Pause,
            5 | 6 => PollWorker::Resume,
            _ => PollWorker::EndSession,
        }),
        241..=255 => Input::Tick,
    }
}

/// A target of the screen, or one that is not there.
fn touch(booth: &Booth, value: u8) -> Input {
    let screen = booth.session.screen();
    let targets: Vec<Target> = screen.items.iter().chain(&screen.buttons).map(|item| item.target).collect();
    let elsewhere = [Target::Option(value), Target::Print, Target::ChooseInstead, Target::Erase, Target::Group(value)];
    let all: Vec<Target> = targets.into_iter().chain(elsewhere).collect();
    Input::Touch(all[usize::from(value) % all.len()])
}

/// Time that passes before an event: mostly little, sometimes much.
fn pause((kind, value): Draw) -> u64 {
    match (kind, value) {
        (241..=250, value) => u64::from(value) * 1_000,
        (251..=255, value) => u64::from(value) * 5_000,
        (_, value) => u64::from(value) * 10,
    }
}

/// What holds after every input.
fn check(booth: &Booth, input: &Input, before: &Before, effects: &[Effect]) {
    let session = &booth.session;
    for (index, contest) in (0..).zip(&session.setup.contests) {
        let chosen = booth.chosen(index);
        assert!(chosen.len() <= usize::from(contest.max_choices));
        assert!(chosen.iter().all(|row| contest.stands(*row)), "a withdrawn row is chosen");
    }
    assert!(usize::from(session.focus()) <= session.ring().len());
    let (state, clock) = (booth.state(), session.clock);
    assert!(session.next_deadline_ms().is_none_or(|at| at > booth.now_ms), "{state} {clock:?}");
    if !session.in_session() {
        nothing_is_left(booth);
    }
    let acts = matches!(input, Input::Key(KeyEvent::Pressed(_) | KeyEvent::Explained(_)) | Input::Touch(_));
    if acts && session.in_session() {
        assert!(speeches(effects).any(|speech| !speech.lines.is_empty()), "silent in {state}");
        assert!(effects.iter().any(is_show));
    }
    // Explain mode: but for Help and the touch of its button nothing is done.
    if before.explaining && matches!(session.top(), Some(Overlay::Explain(_))) && acts {
        assert_eq!(before.vote, Before::vote(booth));
    }
    check_words(booth, effects);
}

const fn is_show(effect: &Effect) -> bool {
    matches!(effect, Effect::Show(_))
}

/// What holds of everything said and shown.
fn check_words(booth: &Booth, effects: &[Effect]) {
    for speech in speeches(effects) {
        assert!(!booth.text(speech).is_empty());
    }
    if matches!(booth.session.top(), Some(Overlay::StillThere(_) | Overlay::Paused(_) | Overlay::Notice(_))) {
        let since = effects.iter().rposition(is_show).map_or(&[][..], |at| &effects[at..]);
        let told = sentences(since).into_iter().any(|line| names_an_option(line.voice, &booth.election));
        assert!(!told, "a choice is told over the vote");
    }
    for effect in effects {
        if let Effect::Show(screen) = effect {
            let empty = screen.items.is_empty() && screen.heading.is_empty() && screen.answer.is_empty();
            assert!(!screen.curtain || empty);
        }
    }
}

/// What explain mode must not change.
struct Before {
    explaining: bool,
    vote: String,
}

impl Before {
    fn of(booth: &Booth) -> Self {
        Self { explaining: matches!(booth.session.top(), Some(Overlay::Explain(_))), vote: Self::vote(booth) }
    }

    fn vote(booth: &Booth) -> String {
        let chosen: Vec<_> = (0..5).map(|contest| booth.chosen(contest)).collect();
        let session = &booth.session;
        format!("{chosen:?} {:?} {:?} {:?} {}", session.state, session.settings, session.sheets, session.clock.job)
    }
}

/// The machine is as one that no voter has used.
fn nothing_is_left(booth: &Booth) {
    let session = &booth.session;
    let fresh = Booth::open(session.setup.clone()).session;
    assert!(session.vault.is_blank());
    assert!(session.overlays.is_empty());
    assert_eq!((session.settings, session.hands), (fresh.settings, fresh.hands));
    assert_eq!((session.sheets, session.way), (fresh.sheets, fresh.way));
    assert_eq!(session.hints_heard(), fresh.hints_heard());
    let clock = crate::machine::Clock { now_ms: 0, ..session.clock };
    assert_eq!(clock, crate::machine::Clock { now_ms: 0, ..fresh.clock });
}

fn walk(booth: &mut Booth, draws: &[Draw]) -> BTreeSet<(String, String)> {
    let mut arrows = BTreeSet::new();
    for draw in draws {
        let from = booth.state();
        booth.now_ms += pause(*draw);
        booth.give(Input::Tick);
        let timed = booth.state();
        let before = Before::of(booth);
        let input = event(booth, *draw);
        let effects = booth.give(input.clone());
        check(booth, &input, &before, &effects);
        // A poll worker who closes the booth under a voter goes by Open.
        let by = if booth.state() == "Closed" { "Open" } else { timed };
        for (from, to) in [(from, timed), (timed, by), (by, booth.state())] {
            if from != to {
                arrows.insert((from.to_owned(), to.to_owned()));
            }
        }
    }
    arrows
}

/// The keys of one pair of hands.
#[derive(Clone, Copy)]
pub(super) struct Hand {
    pub(super) go: Key,
    pub(super) choose: Key,
    pub(super) arrows: bool,
}

/// Goes to the end as a voter would who listens, without any other key.
pub(super) fn to_the_end(booth: &mut Booth, hand: Hand) {
    for _ in 0..400 {
        let page = booth.session.screen().page;
        let job = booth.session.clock.job;
        match (page, booth.session.state) {
            (_, State::Closed(_)) => drop(booth.give(Input::PollWorker(PollWorker::Open))),
            (PageName::Paused, _) => drop(booth.give(Input::PollWorker(PollWorker::Resume))),
            (PageName::StillThere | PageName::Notice, _) => seek(booth, hand, Target::GoOn),
            (PageName::Instead, _) => seek(booth, hand, Target::Keep),
            (PageName::SettingsMenu, _) => seek(booth, hand, Target::GoOn),
            (PageName::Explain, _) => drop(booth.wait(20_000)),
            (_, State::Open(Open)) => drop(booth.press(hand.go)),
            (_, State::Done(Done { .. })) => return,
            (_, State::Sheet(sheet)) if sheet.step.waits() => {
                booth.give(Input::Printer { job, outcome: PrintOutcome::Printed });
                booth.give(Input::Scanner { job, outcome: ScanOutcome::Failed });
            }
            (PageName::Sheet, _) if offers(booth, Target::Print) => seek(booth, hand, Target::Print),
            (PageName::Sheet, _) if offers(booth, Target::NewSheet) => seek(booth, hand, Target::NewSheet),
            _ if hand.arrows => drop(booth.press(Key::Right)),
            _ => seek(booth, hand, Target::Key(Key::Right)),
        }
    }
    panic!("no way to the end from {}", booth.state());
}

fn offers(booth: &Booth, target: Target) -> bool {
    booth.session.ring().iter().any(|item| item.target == target)
}

fn seek(booth: &mut Booth, hand: Hand, target: Target) {
    for _ in 0..120 {
        if booth.session.hands == wording::Hands::Switches && hand.arrows {
            booth.press(hand.go);
        }
        if booth.session.focused().map(|item| item.target) == Some(target) {
            booth.press(hand.choose);
            return;
        }
        booth.press(hand.go);
    }
    panic!("the finger does not come there");
}

proptest! {
    #[test]
    fn whatever_happens_the_rules_hold(setup in setups(), draws in draws(150)) {
        let mut booth = Booth::open(setup);
        walk(&mut booth, &draws);
    }

    #[test]
    fn from_anywhere_the_keypad_and_two_switches_lead_to_the_end(setup in setups(), draws in draws(60)) {
        for hand in [
            Hand { go: Key::Down, choose: Key::Select, arrows: true },
            Hand { go: Key::SwitchMove, choose: Key::SwitchSelect, arrows: false },
        ] {
            let mut booth = Booth::open(setup.clone());
            walk(&mut booth, &draws);
            to_the_end(&mut booth, hand);
        }
    }
}

#[test]
fn walks_go_along_every_arrow_of_the_diagram_and_no_other() {
    let mut runner = proptest::test_runner::TestRunner::deterministic();
    let mut walked = BTreeSet::new();
    for _ in 0..600 {
        let (setup, draws) = (setups(), draws(150));
        let setup = setup.new_tree(&mut runner).unwrap().current();
        let draws = draws.new_tree(&mut runner).unwrap().current();
        let mut booth = Booth::open(setup);
        walked.extend(walk(&mut booth, &draws));
    }
    let drawn: BTreeSet<_> = diagram::arrows().into_iter().filter(|(from, to)| from != to).collect();
    let only = |one: &BTreeSet<(String, String)>, other| one.difference(other).cloned().collect::<Vec<_>>();
    assert_eq!((only(&walked, &drawn), only(&drawn, &walked)), (Vec::new(), Vec::new()), "(not drawn, not walked)");
}
