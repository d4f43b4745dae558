//! Every place of a vote at which a fault can strike, and how a voter comes there.

use ballot::Language;
use keypad_protocol::Key;

use super::super::booth::{Booth, contest, setup};
use crate::effect::Effect;
use crate::input::{Fault, Input, PollWorker, PrintOutcome, PrintTrouble, Reading, ScanOutcome, Seen, Target};
use crate::lesson::Progress;
use crate::overlay::{Instead, Overlay, StillThere};
use crate::setup::Way;
use crate::state::{KeyLesson, State, Step};

/// An enum with the list of all its variants.
macro_rules! listed {
    ($(#[$doc:meta])* $name:ident { $($variant:ident),* $(,)? }) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub(super) enum $name { $($variant),* }
        impl $name {
            pub(super) const ALL: &'static [Self] = &[$(Self::$variant),*];
        }
    };
}
pub(super) use listed;

listed! {
    /// A state, and within a sheet a step.
    Place {
        Closed, Open, LanguageChoice, KeyLesson, Welcome, Contest, Review, WayChoice, Identify, IdentifyAgain,
        Identifying, Take, Insert, MarkByHand, Feed, FeedAgain, Printing, Spoiled, Show, ReadBack, ReadBackAgain, Reading, Told, Fold, Done,
    }
}

listed! {
    /// What lies over it.
    Over { Nothing, Instead, SettingsMenu, Explain, Notice, StillThere, Paused }
}

/// The place of a state. A new state has none, and does not compile.
fn place_of(state: State) -> Place {
    match state {
        State::Closed(_) => Place::Closed,
        State::Open(_) => Place::Open,
        State::LanguageChoice(_) => Place::LanguageChoice,
        State::KeyLesson(_) => Place::KeyLesson,
        State::Welcome(_) => Place::Welcome,
        State::Contest(_) => Place::Contest,
        State::Review(_) => Place::Review,
        State::WayChoice(_) => Place::WayChoice,
        State::Done(_) => Place::Done,
        State::Sheet(sheet) => match sheet.step {
            Step::Identify(None) => Place::Identify,
            Step::Identify(Some(_)) => Place::IdentifyAgain,
            Step::Identifying => Place::Identifying,
            Step::Take => Place::Take,
            Step::Insert => Place::Insert,
            Step::MarkByHand => Place::MarkByHand,
            Step::Feed(None) => Place::Feed,
            Step::Feed(Some(_)) => Place::FeedAgain,
            Step::Printing => Place::Printing,
            Step::Spoiled => Place::Spoiled,
            Step::Show => Place::Show,
            Step::ReadBack { failed: false } => Place::ReadBack,
            Step::ReadBack { failed: true } => Place::ReadBackAgain,
            Step::Reading => Place::Reading,
            Step::Told => Place::Told,
            Step::Fold => Place::Fold,
        },
    }
}

fn over_of(overlay: Option<Overlay>) -> Over {
    match overlay {
        None => Over::Nothing,
        Some(Overlay::Instead(_)) => Over::Instead,
        Some(Overlay::SettingsMenu(_)) => Over::SettingsMenu,
        Some(Overlay::Explain(_)) => Over::Explain,
        Some(Overlay::Notice(_)) => Over::Notice,
        Some(Overlay::StillThere(_)) => Over::StillThere,
        Some(Overlay::Paused(_)) => Over::Paused,
    }
}

impl Over {
    /// Without a voter nothing lies over the page; only a contest has more options than can be chosen.
    pub(super) fn can_lie_on(self, place: Place) -> bool {
        match self {
            Self::Nothing => true,
            Self::Instead => place == Place::Contest,
            Self::SettingsMenu | Self::Explain | Self::Notice | Self::StillThere | Self::Paused => {
                !matches!(place, Place::Closed | Place::Open)
            }
        }
    }

    fn lie_on(self, booth: &mut Booth) {
        match self {
            Self::Nothing => {}
            Self::Instead => booth.session.lay(Overlay::Instead(Instead { focus: 0 })),
            Self::SettingsMenu => drop(booth.touch(Target::Settings)),
            Self::Explain => drop(booth.press(Key::Help)),
            // Of a device that no other trouble of the matrix is about.
            Self::Notice => drop(booth.give(Input::Fault(Fault::KeyStuck(Key::Curtain)))),
            Self::StillThere => {
                let question = StillThere { asked_ms: booth.now_ms, answer_ms: 30_000, focus: 0 };
                booth.session.lay(Overlay::StillThere(question));
            }
            Self::Paused => drop(booth.give(Input::PollWorker(PollWorker::Pause))),
        }
    }
}

/// A booth at this place, where a voter has chosen in both contests; and how many sheets were sent to the printer.
pub(super) fn at(place: Place, over: Over) -> (Booth, usize) {
    choosing(place, over, &[2])
}

/// The same with these rows chosen in the first contest.
pub(super) fn choosing(place: Place, over: Over, rows: &[u8]) -> (Booth, usize) {
    let ways = [Way::Guide, Way::Mark, Way::Companion];
    let scanner = !matches!(place, Place::Take | Place::Feed | Place::Show);
    let mut booth = Booth::open(setup(vec![contest(7, 2), contest(3, 1)], &ways, scanner));
    match place {
        Place::Closed => drop(booth.give(Input::PollWorker(PollWorker::Close))),
        Place::Open => {}
        _ => walk(&mut booth, place, rows),
    }
    assert_eq!(place_of(booth.session.state), place);
    over.lie_on(&mut booth);
    assert_eq!(over_of(booth.session.top()), over, "{place:?}");
    let sent = booth.effects.iter().filter(|effect| matches!(effect, Effect::Print(_))).count();
    (booth, sent)
}

fn walk(booth: &mut Booth, place: Place, rows: &[u8]) {
    booth.go_to_first_contest();
    rows.iter().for_each(|row| drop(booth.touch(Target::Option(*row))));
    booth.press(Key::Right);
    booth.touch(Target::Option(1));
    booth.keys(&[Key::Right, Key::Right]);
    // Everything is chosen; from here back to the pages before, or on to the paper.
    let back = match place {
        Place::WayChoice => return,
        Place::Review => 1,
        Place::Contest => 2,
        Place::Welcome | Place::KeyLesson => 4,
        Place::LanguageChoice => 5,
        Place::Closed
        | Place::Open
        | Place::Identify
        | Place::IdentifyAgain
        | Place::Identifying
        | Place::Take
        | Place::Insert
        | Place::MarkByHand
        | Place::Feed
        | Place::FeedAgain
        | Place::Printing
        | Place::Spoiled
        | Place::Show
        | Place::ReadBack
        | Place::ReadBackAgain
        | Place::Reading
        | Place::Told
        | Place::Fold
        | Place::Done => 0,
    };
    (0..back).for_each(|_| drop(booth.press(Key::Left)));
    if place == Place::KeyLesson {
        // A practice comes here from the welcome; a vote never does.
        booth.session.go(State::KeyLesson(KeyLesson { progress: Progress::start(Language::En) }));
    }
    if back == 0 {
        let way = match place {
            Place::Feed | Place::FeedAgain | Place::Printing | Place::Spoiled => Way::Mark,
            Place::Show => Way::Companion,
            _ => Way::Guide,
        };
        booth.touch(Target::Way(way));
        on_paper(booth, place);
    }
}

/// Step by step until the place is reached.
fn on_paper(booth: &mut Booth, place: Place) {
    for _ in 0..40 {
        let here = place_of(booth.session.state);
        if here == place {
            return;
        }
        let job = booth.session.clock.job;
        match here {
            Place::Identify if matches!(place, Place::Identifying | Place::IdentifyAgain) => {
                booth.touch(Target::Scan);
            }
            Place::Identifying => {
                booth.give(Input::Scanner { job, outcome: ScanOutcome::Identified(Seen::UpsideDown) });
            }
            Place::Feed => drop(booth.touch(Target::Print)),
            Place::Printing => {
                let trouble = PrintTrouble::Other;
                let outcome = match place {
                    Place::FeedAgain => PrintOutcome::NotPrinted(trouble),
                    _ => PrintOutcome::PerhapsPrinted(trouble),
                };
                booth.give(Input::Printer { job, outcome });
            }
            Place::ReadBack if matches!(place, Place::Reading | Place::Told | Place::ReadBackAgain) => {
                booth.touch(Target::Scan);
            }
            Place::Reading => {
                let marks = booth.chosen(0);
                let reading = Reading { contest: 0, marks, unclear: Vec::new() };
                let told = place == Place::Told;
                let outcome = if told { ScanOutcome::Read(reading) } else { ScanOutcome::Failed };
                booth.give(Input::Scanner { job, outcome });
            }
            _ => drop(booth.press(Key::Right)),
        }
    }
    panic!("{place:?} is not reached");
}
