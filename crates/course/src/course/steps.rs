//! Pages of lessons: read, answered, pressed; and from one to the next.

use keypad_protocol::Key;

use super::pages::key_name;
use super::{Course, Effect, Place, Stepping};
use crate::lesson::Does;
use crate::library::At;
use crate::progress::Record;
use crate::said::Said;

/// Hints in all: why it is wrong, what to think of, the very thing.
const LAST_HINT: u8 = 3;

impl Course {
    /// To a page of a lesson; first the answer to what led here.
    pub(super) fn go_to(&mut self, at: At, said: Vec<Said>) {
        self.progress.come_to(at, &self.library);
        self.effects.push(Effect::Save);
        let stepping = Stepping { at, mistakes: 0, hint: 0, began_ms: self.now_ms };
        self.go(Place::Step(stepping), said);
    }

    /// Right: the next page, where this one asks for nothing that was not given.
    pub(super) fn next_of_step(&mut self, at: At) {
        let Some((_, step)) = self.library.step(at) else { return };
        let asks = step.does.is_graded();
        if asks && (self.progress.of(at, &self.library).is_none() || !self.queue.is_empty()) {
            let hint = self.page_hint();
            return self.tell(hint);
        }
        if !asks {
            self.record(at, Record { passed: true, in_time: true, ..Record::default() });
        }
        self.go_on(at, Vec::new());
    }

    /// Whether the round key on the heading begins a drill.
    pub(super) fn offers_a_drill(&self) -> bool {
        let Place::Step(stepping) = &self.place else { return false };
        matches!(self.library.step(stepping.at).map(|(_, step)| &step.does), Some(Does::Drill { .. }))
    }

    /// The page after this one; after the last the result. Whoever repeats goes to the next that was not right.
    pub(super) fn go_on(&mut self, at: At, said: Vec<Said>) {
        if !self.queue.is_empty() {
            self.queue.retain(|queued| *queued != at);
            return self.on_with_the_queue(said);
        }
        let next = self.library.all().map(|(at, ..)| at).find(|next| *next > at);
        match next {
            Some(next) => self.go_to(next, said),
            None if self.start.roster && self.grade().is_passed() => self.go(Place::Consent, said),
            None => self.go(Place::Result, said),
        }
    }

    /// The next page that is to be repeated.
    pub(super) fn on_with_the_queue(&mut self, said: Vec<Said>) {
        match self.queue.first() {
            Some(at) => self.go_to(*at, said),
            None if self.start.roster && self.grade().is_passed() => self.go(Place::Consent, said),
            None => self.go(Place::Result, said),
        }
    }

    pub(super) fn before(&self, at: At) -> Option<At> {
        self.library.all().map(|(at, ..)| at).take_while(|before| *before < at).last()
    }

    /// Something was done to its end.
    pub(super) fn record(&mut self, at: At, record: Record) {
        self.progress.note(at, &self.library, record);
        self.effects.push(Effect::Save);
    }

    /// An answer to a question.
    pub(super) fn on_answer(&mut self, number: usize) {
        let library = self.library.clone();
        let Place::Step(stepping) = &mut self.place else { return };
        let Some((_, step)) = library.step(stepping.at) else { return };
        let Does::Ask { answers, hint, .. } = &step.does else { return };
        let Some(answer) = answers.get(number) else { return };
        if answer.right {
            return self.solved();
        }
        stepping.mistakes += 1;
        stepping.hint = (stepping.hint + 1).min(LAST_HINT);
        let level = stepping.hint;
        let words = &library.words;
        let mut said = vec![Said::from(&words.wrong)];
        said.extend(answer.why.as_ref().map(Said::from));
        if level >= 2 {
            said.extend([Said::from(&words.hint), Said::from(hint)]);
        }
        if level >= LAST_HINT {
            said.push(Said::from(&words.right_answer));
            said.extend(answers.iter().filter(|answer| answer.right).map(|answer| Said::from(&answer.text)));
        }
        self.tell(said);
    }

    /// A key on a page that waits for one.
    pub(super) fn on_pressed(&mut self, key: Key) {
        let library = self.library.clone();
        let Place::Step(stepping) = &mut self.place else { return };
        let Some((_, step)) = library.step(stepping.at) else { return };
        let Does::Press { key: wanted, hint, .. } = &step.does else { return };
        if key == *wanted {
            return self.solved();
        }
        stepping.mistakes += 1;
        stepping.hint = (stepping.hint + 1).min(LAST_HINT);
        let level = stepping.hint;
        let words = &library.words;
        let mut said = vec![Said::from(&words.wrong), (&words.you_pressed).into(), key_name(key).into()];
        if level >= 2 {
            said.extend([Said::from(&words.hint), Said::from(hint)]);
        }
        if level >= LAST_HINT {
            said.extend([Said::from(&words.wanted_key), Said::from(key_name(*wanted))]);
        }
        self.tell(said);
    }

    /// The question is answered, the key is found.
    fn solved(&mut self) {
        let Place::Step(stepping) = &self.place else { return };
        let Stepping { at, mistakes, hint, began_ms } = *stepping;
        let seconds = u32::try_from(self.now_ms.saturating_sub(began_ms) / 1_000).unwrap_or(u32::MAX);
        self.record(at, Record { times: 0, mistakes, hint, seconds, in_time: true, passed: mistakes == 0 });
        let said = vec![Said::from(&self.library.words.right)];
        self.go_on(at, said);
    }

    /// The help key: what helps here, one step further each time.
    pub(super) fn help(&mut self) {
        let library = self.library.clone();
        let words = &library.words;
        let said = match &mut self.place {
            Place::Step(stepping) => match library.step(stepping.at).map(|(_, step)| &step.does) {
                Some(Does::Ask { hint, .. } | Does::Press { hint, .. }) => {
                    stepping.hint = stepping.hint.max(2);
                    vec![Said::from(&words.hint), hint.into()]
                }
                Some(Does::Read { .. } | Does::Drill { .. }) | None => self.page_hint(),
            },
            Place::Drill(_) => return self.drill_hint(),
            Place::Language | Place::Menu | Place::Lessons | Place::Settings | Place::Result | Place::Consent => {
                self.page_hint()
            }
        };
        self.tell(said);
    }
}
