//! A drill as it runs: the trainee's hands, what the booth becomes of it, hints, the end.

use super::{Course, Effect, Place};
use crate::condition::Facts;
use crate::drill::Drill;
use crate::lesson::Does;
use crate::library::At;
use crate::progress::Record;
use crate::said::Said;
use crate::watch::{Told, Watch};

/// Silence after which a drill helps unasked, in milliseconds.
const HELP_AFTER_MS: u64 = 30_000;
/// Unasked, no further hint is given: the very thing to do is told to whoever asks, or errs.
const LAST_UNASKED: u8 = 2;

/// A drill that goes on.
#[derive(Debug)]
pub(super) struct Drilling {
    /// The page it belongs to.
    pub(super) at: At,
    /// Which drill, index from 0.
    pub(super) drill: usize,
    /// Which of its codes, index from 0.
    code: usize,
    /// The booth is made ready, and the time runs.
    pub(super) ready: bool,
    began_ms: u64,
    watch: Watch,
    facts: Facts,
    /// What is said of an action once the booth has carried it out.
    pending: Option<Pending>,
}

#[derive(Debug)]
struct Pending {
    said: Vec<Said>,
    reads_screen: bool,
}

impl Drilling {
    /// When help comes unasked.
    pub(super) fn hint_due_ms(&self, idle_from_ms: Option<u64>) -> Option<u64> {
        let may = self.ready && self.watch.hint_level() < LAST_UNASKED;
        idle_from_ms.filter(|_| may).map(|from_ms| from_ms + HELP_AFTER_MS)
    }
}

impl Course {
    /// Begins the drill of this page. Each time it meets the next of its codes.
    pub(super) fn begin_drill(&mut self) {
        let Place::Step(stepping) = &self.place else { return };
        let at = stepping.at;
        let Some(Does::Drill { drill, .. }) = self.library.step(at).map(|(_, step)| &step.does) else { return };
        let Some((drill, data)) = self.library.drill(drill) else { return };
        let times = self.progress.of(at, &self.library).map_or(0, |record| record.times);
        let code = usize::try_from(times).unwrap_or_default() % data.codes.len().max(1);
        let drilling = Drilling {
            at,
            drill,
            code,
            ready: false,
            began_ms: self.now_ms,
            watch: Watch::default(),
            facts: Facts::default(),
            pending: None,
        };
        self.place = Place::Drill(Box::new(drilling));
        self.focus = 0;
        self.effects.push(Effect::Show);
        self.effects.push(Effect::Begin { drill });
    }

    /// The code that the drill meets this time, for whoever makes its booth ready.
    #[must_use]
    pub fn drill_code(&self) -> Option<wording::Code> {
        let Place::Drill(drilling) = &self.place else { return None };
        self.library.drills.get(drilling.drill)?.codes.get(drilling.code).copied()
    }

    /// The booth is ready: it begins.
    pub(super) fn on_ready(&mut self, facts: Facts) {
        let Place::Drill(drilling) = &mut self.place else { return };
        drilling.ready = true;
        drilling.began_ms = self.now_ms;
        drilling.facts = facts;
        self.enter(Vec::new());
    }

    /// What the drill's page says: the situation, and after it what was done last says itself as an answer.
    pub(super) fn drill_lines(&self, drilling: &Drilling) -> Vec<Said> {
        let drill = self.library.drills.get(drilling.drill).filter(|_| drilling.ready);
        drill.map(|drill| Said::from(&drill.situation)).into_iter().collect()
    }

    /// The trainee does something with the hands.
    pub(super) fn on_hand(&mut self, number: usize) {
        let library = self.library.clone();
        let Place::Drill(drilling) = &mut self.place else { return };
        let Some(drill) = library.drills.get(drilling.drill) else { return };
        let Some(action) = drill.actions.get(number) else { return };
        let words = &library.words;
        match drilling.watch.act(drill, action) {
            None => {}
            Some(Told::Right(action)) => {
                let said = vec![Said::from(&words.right), (&action.answer).into()];
                drilling.pending = Some(Pending { said, reads_screen: action.reads_screen });
                self.effects.push(Effect::Do(action.does.clone()));
            }
            Some(Told::Harmless(action)) => {
                drilling.pending =
                    Some(Pending { said: vec![(&action.answer).into()], reads_screen: action.reads_screen });
                self.effects.push(Effect::Do(Vec::new()));
            }
            Some(Told::Again(action)) => {
                let said = vec![Said::from(&words.done_before), (&action.answer).into()];
                drilling.pending = Some(Pending { said, reads_screen: action.reads_screen });
                self.effects.push(Effect::Do(Vec::new()));
            }
            Some(Told::Mistake(_, why, hint)) => {
                let why = why.map_or_else(|| Said::from(&words.not_yet), Said::from);
                let said = vec![(&words.wrong).into(), why, (&words.hint).into(), hint.into()];
                self.tell(said);
            }
        }
    }

    /// The booth has become so.
    pub(super) fn on_facts(&mut self, facts: Facts) {
        let library = self.library.clone();
        let Place::Drill(drilling) = &mut self.place else { return };
        let Some(drill) = library.drills.get(drilling.drill) else { return };
        if !drilling.ready {
            return;
        }
        drilling.facts = facts;
        let mut reached = false;
        while drilling.watch.look(drill, &drilling.facts) {
            reached = true;
        }
        let done = drilling.watch.is_done(drill);
        let code = drill.codes.get(drilling.code).copied();
        let said = drilling.pending.take().map(|Pending { mut said, reads_screen }| {
            if reads_screen {
                said.extend(library.screen_words(&drilling.facts, code));
            }
            said
        });
        match (done, said) {
            (true, said) => self.drill_over(said.unwrap_or_default()),
            (false, Some(said)) => self.tell(said),
            (false, None) if reached => self.tell(vec![(&library.words.right).into()]),
            (false, None) => {}
        }
    }

    fn drill_over(&mut self, mut said: Vec<Said>) {
        let library = self.library.clone();
        let Place::Drill(drilling) = &self.place else { return };
        let Some(drill) = library.drills.get(drilling.drill) else { return };
        let record = record_of(drilling, drill, self.now_ms);
        let at = drilling.at;
        let words = &library.words;
        said.push((&words.drill_done).into());
        said.push(if record.passed { (&words.drill_clean).into() } else { (&words.drill_repeat).into() });
        if !record.in_time {
            said.push((&words.drill_slow).into());
        }
        self.effects.push(Effect::End);
        self.record(at, record);
        self.go_on(at, said);
    }

    /// The help key in a drill: one hint further each time.
    pub(super) fn drill_hint(&mut self) {
        let library = self.library.clone();
        let Place::Drill(drilling) = &mut self.place else { return };
        let Some(drill) = library.drills.get(drilling.drill).filter(|_| drilling.ready) else { return };
        if let Some(hint) = drilling.watch.hint(drill) {
            let said = vec![Said::from(&library.words.hint), hint.into()];
            self.tell(said);
        }
    }

    /// Nothing was done for long.
    pub(super) fn on_tick(&mut self) {
        let Place::Drill(drilling) = &self.place else { return };
        let due = drilling.hint_due_ms(self.idle_from_ms).is_some_and(|due_ms| due_ms <= self.now_ms);
        if due {
            self.drill_hint();
        }
    }
}

fn record_of(drilling: &Drilling, drill: &Drill, now_ms: u64) -> Record {
    let seconds = u32::try_from(now_ms.saturating_sub(drilling.began_ms) / 1_000).unwrap_or(u32::MAX);
    let (mistakes, hint) = (drilling.watch.mistakes(), drilling.watch.worst_hint());
    Record { times: 0, mistakes, hint, seconds, in_time: seconds <= drill.seconds, passed: mistakes == 0 && hint < 3 }
}

impl crate::library::Library {
    /// What somebody reads at the booth: its code with what it says, and what is on the screen.
    fn screen_words(&self, facts: &Facts, code: Option<wording::Code>) -> Vec<Said> {
        let mut said = vec![Said::from(&self.words.booth_says)];
        let number = code.and_then(|code| code.as_str().get(1..)?.parse().ok());
        if let Some(code) = number {
            said.push(wording::Voice::CodeK { code }.into());
        }
        let words = code.and_then(|code| self.codes.get(&code));
        said.extend(words.into_iter().flat_map(|words| words.text.iter().chain(&words.remedy)).map(Said::from));
        said.extend(facts.screen.iter().cloned());
        said
    }
}
