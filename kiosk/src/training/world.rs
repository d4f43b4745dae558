//! The booth in which a drill is done: the real session with a training election, and devices of air or the simulated
//! board. It has a clock of its own.

use std::collections::VecDeque;

use ballot::Language;
use course::{Drill, Facts, Said};
use keypad_protocol::{Key, KeyEvent};
use kiosk_devices::DeviceEvent;
use voter_session::{Effect, Fault, Input, Kind, PollWorker, PrintOutcome, Screen, Session, SoundTrouble, Way};

use super::board::Board;
use super::counter::{Around, Counter, Wish};
use super::line::{Deed, Line, line, lines};
use crate::air::{Printer, Scanner};
use crate::booth::{Equipment, setup};
use crate::desk::Standing;
use crate::event::{Event, PrinterEvent};
use crate::load::Loaded;
use crate::reading::Sheets;
use crate::speech::Speaking;

/// From one press to the next.
const PRESS_MS: u64 = 200;
/// A board that has not told what it was sent is not waited for longer.
const PATIENCE_MS: u64 = 5_000;

/// The booth of a drill.
pub(super) struct World {
    loaded: std::sync::Arc<Loaded>,
    session: Session,
    board: Box<dyn Board>,
    printer: Printer,
    scanner: Scanner,
    /// The poll worker's desk, where the drill is done at it.
    counter: Option<Counter>,
    speaking: Speaking,
    /// Its own clock.
    now_ms: u64,
    /// The trainee's clock.
    real_ms: u64,
    /// Its clock goes on with the trainee's.
    lives: bool,
    screen: Option<Box<Screen>>,
    state: State,
    /// What is still to happen.
    plan: VecDeque<Line>,
    later: Vec<(u64, Vec<Line>)>,
    began: bool,
    /// The first facts are those of a booth that has been made ready.
    first: bool,
    /// The board owes an answer until then.
    patience_ms: Option<u64>,
    changed: bool,
}

/// How its devices are.
#[derive(Clone, Copy)]
struct State {
    keypad: bool,
    stuck: bool,
    headphones: bool,
    printer: bool,
    scanner: bool,
    sound: bool,
}

impl World {
    /// A booth made ready for the drill: open, with what happened before. `None` where the computer does not lock memory,
    /// the election is none that a booth can offer, or there is no room for the desk's folder.
    pub(super) fn new(
        loaded: &std::sync::Arc<Loaded>,
        drill: &Drill,
        board: Box<dyn Board>,
        now_ms: u64,
    ) -> Option<Self> {
        let ways = drill.ways.iter().map(|way| match way.as_str() {
            "mark" => Way::Mark,
            "companion" => Way::Companion,
            _ => Way::Guide,
        });
        let equipment = Equipment { ways: ways.collect(), scanner: drill.scanner, printer: None, scans: None };
        let mut setup = setup(loaded, &equipment);
        // Whatever the election was made for, here it is training, on every screen and in every greeting.
        setup.kind = Kind::Training;
        let at_desk = drill.events().any(|text| matches!(line(text), Some(Line::Desk(_))));
        let counter = if at_desk { Some(Counter::new(loaded, drill)?) } else { None };
        let mut world = Self {
            loaded: std::sync::Arc::clone(loaded),
            session: Session::new(setup).ok()?,
            board,
            printer: Printer::default(),
            scanner: Scanner::new(Sheets::new(&loaded.forms)),
            counter,
            speaking: Speaking::default(),
            now_ms,
            real_ms: now_ms,
            lives: drill.time_passes,
            screen: None,
            state: State { keypad: true, stuck: false, headphones: false, printer: true, scanner: true, sound: true },
            plan: lines(&drill.before).chain(lines(&drill.fault)).collect(),
            later: drill.later.iter().map(|of| (u64::from(of.after_s) * 1_000, lines(&of.does).collect())).collect(),
            began: false,
            first: true,
            patience_ms: None,
            changed: true,
        };
        world.give(Input::PollWorker(PollWorker::Open));
        world.go_on();
        Some(world)
    }

    /// These events happen next.
    pub(super) fn plan(&mut self, does: &[String], now_ms: u64) {
        self.plan.extend(lines(does));
        self.changed = true;
        self.pass(now_ms);
    }

    /// Time has come to `now_ms` of the trainee's clock.
    pub(super) fn pass(&mut self, now_ms: u64) {
        self.come_to(now_ms);
        if self.patience_ms.is_some_and(|until_ms| until_ms <= now_ms) {
            self.board.give_up();
            self.patience_ms = None;
        }
        self.go_on();
    }

    /// The trainee's clock stands at `now_ms`.
    fn come_to(&mut self, now_ms: u64) {
        let passed_ms = now_ms.saturating_sub(self.real_ms);
        self.real_ms += passed_ms;
        if self.lives && self.began {
            self.advance(self.now_ms + passed_ms);
        }
    }

    /// The board tells something.
    pub(super) fn on_board(&mut self, event: &DeviceEvent, now_ms: u64) {
        self.come_to(now_ms);
        for input in self.board.told(event) {
            match input {
                Input::Fault(Fault::KeypadLost) => self.state.keypad = false,
                Input::Fault(Fault::KeypadBack) => self.state.keypad = true,
                _ => {}
            }
            self.give(input);
        }
        self.changed = true;
        self.go_on();
    }

    /// The folder of the drill's desk.
    #[cfg(test)]
    pub(super) fn folder(&self) -> Option<&std::path::Path> {
        self.counter.as_ref().map(Counter::folder)
    }

    /// When something is due on the trainee's clock.
    pub(super) fn next_deadline_ms(&self) -> Option<u64> {
        let own = self.next_ms().filter(|_| self.lives);
        let own = own.map(|at_ms| self.real_ms + at_ms.saturating_sub(self.now_ms));
        [own, self.patience_ms].into_iter().flatten().min()
    }

    /// How the booth is, where that may have changed and nothing is on its way.
    pub(super) fn told(&mut self) -> Option<Facts> {
        if !self.changed || !self.plan.is_empty() || !self.board.is_settled() {
            return None;
        }
        self.changed = false;
        Some(self.facts())
    }

    /// Whether these are the first facts; asked once.
    pub(super) fn begins(&mut self) -> bool {
        let first = std::mem::take(&mut self.first);
        if first {
            let now_ms = self.now_ms;
            self.later.iter_mut().for_each(|(at_ms, _)| *at_ms += now_ms);
            self.began = true;
        }
        first
    }

    /// How the booth is, whatever is still on its way.
    pub(super) fn facts(&self) -> Facts {
        let State { keypad, stuck, headphones, printer, scanner, sound } = self.state;
        let screen = self.session.screen();
        Facts {
            page: page_name(&screen),
            in_session: self.session.in_session(),
            keypad: keypad && !stuck,
            headphones,
            printer,
            scanner,
            sound,
            desk: self.counter.as_ref().map(Counter::facts).unwrap_or_default(),
            screen: screen
                .heading
                .iter()
                .filter(|line| is_plain(&line.voice))
                .map(|line| Said::Voice(line.voice))
                .collect(),
        }
    }

    /// Carries out what is planned, as far as the board has told what it was sent.
    fn go_on(&mut self) {
        while self.board.is_settled() {
            let Some(next) = self.plan.pop_front() else { break };
            // Each time anew: a check of every key is many answers of the board.
            self.patience_ms = None;
            self.changed = true;
            match next {
                Line::Booth(event) => self.happen(&event),
                Line::Desk(deed) => self.at_desk(&deed),
            }
        }
        self.patience_ms = match (self.board.is_settled(), self.patience_ms) {
            (true, _) => None,
            (false, Some(until_ms)) => Some(until_ms),
            (false, None) => Some(self.real_ms + PATIENCE_MS),
        };
    }

    fn around(&self) -> Around {
        let page = self.session.screen().page;
        Around {
            standing: Standing::of(Some(page), self.session.in_session()),
            printer: self.printer.trouble(),
            language: self.language(),
        }
    }

    fn at_desk(&mut self, deed: &Deed) {
        let around = self.around();
        let wishes = self.counter.as_mut().map(|counter| counter.act(deed, around, self.now_ms));
        for wish in wishes.unwrap_or_default() {
            match wish {
                Wish::Session(action) => self.give(Input::PollWorker(action)),
                Wish::Paper => self.printer.start_report(self.now_ms),
            }
        }
    }

    /// Whether the desk hears the key; the session does not hear it then.
    fn is_heard_at_desk(&mut self, input: &Input) -> bool {
        let Input::Key(event) = input else { return false };
        let around = self.around();
        self.counter.as_mut().is_some_and(|counter| counter.key(*event, around))
    }

    fn happen(&mut self, event: &Event) {
        match event {
            Event::Press(key) => self.press(*key),
            Event::Wait(ms) => self.wait(*ms),
            Event::Keypad { plugged } => {
                let inputs = self.board.plug(*plugged);
                if !inputs.is_empty() {
                    self.state.keypad = *plugged;
                }
                inputs.into_iter().for_each(|input| self.give(input));
            }
            Event::Headphones { plugged } => {
                self.state.headphones = *plugged;
                self.give(Input::Headphones(*plugged));
            }
            Event::Stuck(key, stuck) => {
                self.state.stuck = *stuck;
                self.give(Input::Fault(if *stuck { Fault::KeyStuck(*key) } else { Fault::KeyFreed(*key) }));
            }
            Event::Sound { well } => {
                self.state.sound = *well;
                self.give(Input::Fault(if *well { Fault::SoundBack } else { Fault::Sound(SoundTrouble::Lost) }));
            }
            Event::Sheet { contest, scan: None } => {
                let number = contest.parse::<u8>().ok().and_then(|number| number.checked_sub(1));
                self.scanner.put(voter_session::Seen::Sheet(number.unwrap_or(0)));
            }
            Event::Marks { rows, unclear } => self.scanner.mark(rows, *unclear),
            Event::Lies(seen) => self.scanner.put(*seen),
            Event::Scanner { well } => {
                self.state.scanner = *well;
                let input = self.scanner.connect(*well);
                self.give(input);
            }
            Event::Printer(event) => {
                self.state.printer = *event == PrinterEvent::Ok;
                if let Some(input) = self.printer.event(*event) {
                    self.give(input);
                }
            }
            Event::PollWorker(action) => self.give(Input::PollWorker(*action)),
            // Drills need none of these: their booth is a machine, and its screen is not drawn.
            Event::Explain(_)
            | Event::Hold(..)
            | Event::Touch(_)
            | Event::WaitUntil(_)
            | Event::WaitSpeech
            | Event::Sheet { scan: Some(_), .. } => {}
        }
    }

    fn press(&mut self, key: Key) {
        if !self.state.keypad {
            return;
        }
        for event in [KeyEvent::Pressed(key), KeyEvent::Released(key)] {
            if let Some(input) = self.board.key(event) {
                self.give(input);
            }
        }
        self.wait(PRESS_MS);
    }

    fn wait(&mut self, ms: u64) {
        self.advance(self.now_ms + ms);
    }

    fn next_ms(&self) -> Option<u64> {
        let later = self.later.iter().map(|(at_ms, _)| *at_ms).filter(|_| self.began).min();
        let printer = [self.printer.done_at_ms(), self.printer.report_done_at_ms()].into_iter();
        let devices = printer.chain([self.scanner.done_at_ms()]).flatten();
        let session = [self.speaking.ends_at_ms(), self.session.next_deadline_ms()].into_iter().flatten();
        devices.chain(session).chain(later).min()
    }

    /// Lets time pass: devices answer, speech ends, deadlines come, each at its own time.
    fn advance(&mut self, to_ms: u64) {
        while let Some(at_ms) = self.next_ms().filter(|at_ms| *at_ms <= to_ms) {
            self.now_ms = self.now_ms.max(at_ms);
            let due = |at: Option<u64>| at.is_some_and(|due_ms| due_ms <= at_ms);
            let input = if due(self.printer.done_at_ms()) {
                self.printer.finish()
            } else if due(self.printer.report_done_at_ms()) {
                self.report_is_out();
                None
            } else if due(self.scanner.done_at_ms()) {
                self.scanner.finish(&self.printer)
            } else if due(self.speaking.ends_at_ms()) {
                self.speaking.stop();
                Some(Input::SpeechEnded)
            } else if due(self.session.next_deadline_ms()) {
                Some(Input::Tick)
            } else {
                self.happen_later(at_ms);
                None
            };
            if let Some(input) = input {
                self.changed |= !matches!(input, Input::SpeechEnded | Input::Tick);
                if matches!(
                    input,
                    Input::Printer { outcome: PrintOutcome::NotPrinted(_) | PrintOutcome::PerhapsPrinted(_), .. }
                ) {
                    self.state.printer = false;
                }
                self.give(input);
            }
        }
        self.now_ms = self.now_ms.max(to_ms);
    }

    fn report_is_out(&mut self) {
        let trouble = self.printer.finish_report();
        if let Some(counter) = &mut self.counter {
            counter.printed(trouble);
        }
        self.changed = true;
    }

    fn happen_later(&mut self, at_ms: u64) {
        let (due, later) = std::mem::take(&mut self.later).into_iter().partition(|(due_ms, _)| *due_ms <= at_ms);
        self.later = later;
        let due: Vec<(u64, Vec<Line>)> = due;
        self.plan.extend(due.into_iter().flat_map(|(_, events)| events));
        self.go_on();
    }

    fn give(&mut self, input: Input) {
        if self.is_heard_at_desk(&input) {
            return;
        }
        let before = self.session.screen().page;
        for effect in self.session.step(input, self.now_ms) {
            match effect {
                Effect::Say(speech) => {
                    self.speaking.begin(&speech, &self.loaded.election, None, self.now_ms);
                }
                Effect::Hush => self.speaking.stop(),
                Effect::Show(screen) => self.screen = Some(screen),
                Effect::Print(job) => self.printer.start(job, self.now_ms),
                Effect::Scan(job) => self.scanner.start(job, self.now_ms),
                Effect::Wipe => {
                    self.printer.wipe();
                    self.scanner.wipe();
                }
                Effect::Keypad(order) => {
                    let language = self.language();
                    self.board.order(order, language);
                }
                // Nothing of training stands in an election's log. The desk's own goes with the drill.
                Effect::Log(entry) => {
                    if let Some(counter) = &mut self.counter {
                        counter.log(entry);
                    }
                }
                Effect::Tone(_) => {}
            }
        }
        self.changed |= self.session.screen().page != before;
    }

    fn language(&self) -> Language {
        self.screen.as_ref().map_or(Language::Kk, |screen| screen.settings.language)
    }
}

/// The page's name as conditions of drills have it.
fn page_name(screen: &Screen) -> String {
    let name = format!("{:?}", screen.page);
    let mut words = String::new();
    for sign in name.chars() {
        if sign.is_uppercase() && !words.is_empty() {
            words.push('-');
        }
        words.extend(sign.to_lowercase());
    }
    words
}

/// Whether no name of an election stands in the sentence: a trainee is not read somebody's choice.
fn is_plain(voice: &wording::Voice) -> bool {
    let election = crate::voice::no_election();
    let utterance = voice.utterance(Language::En, wording::Hands::Keypad, &election);
    !utterance.iter().any(|segment| matches!(segment.part(), wording::Part::Name { .. }))
}
