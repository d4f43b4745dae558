//! A booth with a fake clock, and devices that answer as they are told.

use std::path::Path;

use ballot::list::{ReadOptions, read};
use ballot::rules::check;
use ballot::{BallotOption, Contest, Election, Language, OptionKind, Parts, Status, Text};
use keypad_protocol::{Key, KeyEvent};
use wording::{Name, Part, Voice, utterance_text};

use crate::effect::{Effect, Line, Speech};
use crate::input::{Input, PollWorker, Target};
use crate::machine::Session;
use crate::setup::{ContestSetup, Kind, Setup, Stencils, Way};

/// A session that is open, at a time that tests move.
pub(super) struct Booth {
    pub(super) session: Session,
    pub(super) election: Election,
    pub(super) now_ms: u64,
    /// All effects since the booth was opened.
    pub(super) effects: Vec<Effect>,
}

impl Booth {
    pub(super) fn open(setup: Setup) -> Self {
        let election = election_of(&setup);
        Self::with(setup, election)
    }

    /// A booth with a real election from the examples, in English unless changed.
    pub(super) fn example(name: &str, change: impl FnOnce(&mut Setup)) -> Self {
        let election = example(name);
        let mut setup = Setup::guiding(&election, Kind::Voting);
        setup.language = Language::En;
        change(&mut setup);
        Self::with(setup, election)
    }

    fn with(setup: Setup, election: Election) -> Self {
        let session = Session::new(setup).unwrap();
        let mut booth = Self { session, election, now_ms: 1_000, effects: Vec::new() };
        booth.give(Input::PollWorker(PollWorker::Open));
        booth
    }

    pub(super) fn give(&mut self, input: Input) -> Vec<Effect> {
        let effects = self.session.step(input, self.now_ms);
        self.effects.extend(effects.iter().cloned());
        effects
    }

    pub(super) fn press(&mut self, key: Key) -> Vec<Effect> {
        self.give(Input::Key(KeyEvent::Pressed(key)))
    }

    pub(super) fn keys(&mut self, keys: &[Key]) -> Vec<Effect> {
        keys.iter().flat_map(|key| self.press(*key)).collect()
    }

    pub(super) fn touch(&mut self, target: Target) -> Vec<Effect> {
        self.give(Input::Touch(target))
    }

    /// Time passes with a tick at each deadline, and one at the end.
    pub(super) fn wait(&mut self, ms: u64) -> Vec<Effect> {
        let end = self.now_ms + ms;
        let mut effects = Vec::new();
        while let Some(at) = self.session.next_deadline_ms().filter(|at| *at <= end) {
            self.now_ms = at;
            effects.extend(self.give(Input::Tick));
        }
        self.now_ms = end;
        effects.extend(self.give(Input::Tick));
        effects
    }

    /// Presses a key and gives what is said, as text.
    pub(super) fn hear(&mut self, key: Key) -> String {
        let effects = self.press(key);
        self.said(&effects)
    }

    /// The text of the last speech among these effects.
    pub(super) fn said(&self, effects: &[Effect]) -> String {
        speeches(effects).last().map(|speech| self.text(speech)).unwrap_or_default()
    }

    pub(super) fn text(&self, speech: &Speech) -> String {
        let line = |line: &Line| {
            let utterance = line.voice.utterance(line.language, speech.hands, &self.election);
            utterance_text(&utterance, &self.election)
        };
        speech.lines.iter().map(line).collect::<Vec<_>>().join(" ")
    }

    /// From an open booth to the first contest, in English.
    pub(super) fn go_to_first_contest(&mut self) -> String {
        self.keys(&[Key::Down, Key::Up, Key::Up, Key::Select]);
        self.hear(Key::Right)
    }

    pub(super) fn state(&self) -> &'static str {
        self.session.state.name()
    }

    pub(super) fn chosen(&self, contest: u8) -> Vec<u8> {
        self.session.vault.chosen(contest).collect()
    }
}

pub(super) fn speeches(effects: &[Effect]) -> impl Iterator<Item = &Speech> {
    effects.iter().filter_map(|effect| match effect {
        Effect::Say(speech) => Some(speech),
        _ => None,
    })
}

/// Every sentence that is said or shown.
pub(super) fn sentences(effects: &[Effect]) -> Vec<Line> {
    let mut lines = Vec::new();
    for effect in effects {
        match effect {
            Effect::Say(speech) => lines.extend(speech.lines.iter().cloned()),
            Effect::Show(screen) => {
                lines.extend(
                    [&screen.heading, &screen.status, &screen.answer, &screen.hint].into_iter().flatten().cloned(),
                );
                for item in screen.items.iter().chain(&screen.buttons) {
                    lines.push(item.label.clone());
                    lines.extend(item.notes.iter().cloned());
                }
            }
            _ => {}
        }
    }
    lines
}

/// Whether a sentence names an option.
pub(super) fn names_an_option(voice: Voice, election: &Election) -> bool {
    let option = |part| matches!(part, Part::Name { name: Name::Option { .. }, .. });
    voice.utterance(Language::En, wording::Hands::Keypad, election).iter().any(|segment| option(segment.part()))
}

pub(super) fn example(name: &str) -> Election {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../examples/elections").join(name);
    let bytes = std::fs::read(folder.join("election.json")).unwrap();
    let reading = read("election.json", &bytes, &ReadOptions::default());
    check(reading.draft).election.unwrap()
}

/// A contest of `rows` standing options.
pub(super) fn contest(rows: usize, max_choices: u8) -> ContestSetup {
    ContestSetup {
        rows: vec![Status::Standing; rows],
        max_choices,
        question: false,
        stencils: Stencils::OneEach,
        ridges: true,
        marked_corner: true,
        fits_printer: true,
        fits_scanner: true,
        alike: Vec::new(),
    }
}

pub(super) fn setup(contests: Vec<ContestSetup>, ways: &[Way], scanner: bool) -> Setup {
    Setup { contests, kind: Kind::Voting, ways: ways.to_vec(), scanner, language: Language::En }
}

/// An election that fits a setup: contests and options are called by their numbers.
fn election_of(setup: &Setup) -> Election {
    let name = |text: String| Text { kk: text.clone(), ru: text.clone(), en: Some(text) };
    let option = |row: usize, status: Status| BallotOption {
        id: row.to_string(),
        number: u32::try_from(row).unwrap(),
        kind: OptionKind::Candidate,
        status,
        name: name(format!("Name {row}")),
        short: None,
        parts: Parts::default(),
        spoken: None,
        detail: None,
    };
    let contest = |(index, contest): (usize, &ContestSetup)| Contest {
        id: format!("contest-{index}"),
        position: u8::try_from(index + 1).unwrap(),
        title: name(format!("Title {}", index + 1)),
        short_title: None,
        question: contest.question.then(|| name(format!("Question {}?", index + 1))),
        max_choices: u32::from(contest.max_choices),
        form: None,
        options: contest.rows.iter().enumerate().map(|(row, status)| option(row + 1, *status)).collect(),
    };
    Election {
        id: "test".to_owned(),
        date: "2026-11-20".to_owned(),
        title: name("Test election".to_owned()),
        contests: setup.contests.iter().enumerate().map(contest).collect(),
    }
}
