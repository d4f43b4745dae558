//! What is said: names first, hints last, a hint only once in a session and on Repeat.

use wording::Voice;

use super::{Answer, Session, Then};
use crate::effect::{Effect, Line, Speech};
use crate::page::Page;
use crate::state::State;

impl Session {
    /// A sentence in the voter's language.
    pub(crate) fn line(&self, voice: Voice) -> Line {
        Line { voice, language: self.settings.language }
    }

    /// An answer of one sentence.
    pub(crate) fn say(&self, voice: Voice, then: Then) -> Answer {
        self.say_all([voice], then)
    }

    /// An answer of several.
    pub(crate) fn say_all(&self, voices: impl IntoIterator<Item = Voice>, then: Then) -> Answer {
        Answer { said: voices.into_iter().map(|voice| self.line(voice)).collect(), then }
    }

    /// An answer without words of its own.
    pub(crate) fn stay(&self, then: Then) -> Answer {
        self.say_all([], then)
    }

    /// Shows and says an answer. Every input of a voter ends here, so nothing is done in silence.
    pub(crate) fn answer(&mut self, answer: Answer) {
        if answer.said.is_empty() && answer.then == Then::Stay {
            return;
        }
        let page = self.page();
        let mut lines = answer.said.clone();
        let mut here = match answer.then {
            Then::Stay => Vec::new(),
            Then::Enter => self.entry(&page),
            Then::Here => self.here(&page),
            Then::Item => self.item(&page),
            Then::Back => self.back(&page),
        };
        lines.extend(self.mark_before(answer.then));
        lines.append(&mut here);
        let screen = self.screen_with(answer.said);
        self.emit(Effect::Show(Box::new(screen)));
        self.speak(lines);
    }

    /// The word that this is practice, before a page that the voter comes to or asks for again. The language page has it
    /// in every language, the key lesson at its beginning; what lies over a page is not the place for it.
    fn mark_before(&self, then: Then) -> Option<Line> {
        let of_page = match then {
            Then::Enter | Then::Here => self.overlays.is_empty(),
            Then::Stay | Then::Item | Then::Back => false,
        };
        let wanted = match self.state {
            State::Closed(_) | State::Open(_) | State::LanguageChoice(_) => false,
            State::KeyLesson(lesson) => lesson.progress.is_at_start(),
            State::Welcome(_)
            | State::Contest(_)
            | State::Review(_)
            | State::WayChoice(_)
            | State::Sheet(_)
            | State::Done(_) => true,
        };
        self.mark_of_kind(self.settings.language).filter(|_| of_page && wanted)
    }

    fn speak(&mut self, lines: Vec<Line>) {
        if lines.is_empty() {
            return;
        }
        self.clock.speech_began();
        let speech = Speech {
            lines,
            hands: self.hands,
            volume: self.settings.volume,
            rate_percent: self.settings.rate_percent(),
        };
        self.emit(Effect::Say(speech));
    }

    /// Says one sentence over what is going on, and shows nothing new.
    pub(crate) fn remind(&mut self, voice: Voice) {
        let line = self.line(voice);
        self.speak(vec![line]);
    }

    /// The voter comes to a page. Where the finger is already on an item, that is said too.
    fn entry(&mut self, page: &Page) -> Vec<Line> {
        let known = usize::from(page.title_known);
        let mut lines: Vec<Line> = page.heading.iter().skip(known).chain(&page.status).cloned().collect();
        if let Some(item) = self.focused() {
            lines.extend(item.lines().cloned());
        }
        if !page.hint.is_empty() && self.first_time(page.hint_id) {
            lines.extend(page.hint.iter().cloned());
        }
        lines
    }

    /// The voter asks where this is.
    fn here(&mut self, page: &Page) -> Vec<Line> {
        let standing = page.status.iter().chain(&page.nothing_yet);
        match self.focused() {
            None => {
                self.first_time(page.hint_id);
                page.heading.iter().chain(standing).chain(&page.hint).cloned().collect()
            }
            Some(item) => {
                let title = page.heading.first().filter(|_| page.titled);
                let on: Vec<&Line> = page.go_on.as_ref().map_or_else(|| page.hint.iter().collect(), |line| vec![line]);
                let hint = page.item_hint.iter().filter(|_| !item.withdrawn);
                // "Chosen." after the name says the one choice already.
                let standing = standing.filter(|_| !(item.chosen && page.status.len() == 1));
                let lines = item.lines().chain(title).chain(standing).chain(hint).chain(on);
                lines.cloned().collect()
            }
        }
    }

    /// The finger has moved.
    fn item(&mut self, page: &Page) -> Vec<Line> {
        let Some(item) = self.focused() else {
            return page.heading.iter().chain(&page.status).cloned().collect();
        };
        let mut lines: Vec<Line> = item.lines().cloned().collect();
        if let Some(hint) = page.item_hint.as_ref().filter(|_| !item.withdrawn && !item.chosen)
            && self.first_time(ITEM_HINTS + page.hint_id)
        {
            lines.push(hint.clone());
        }
        lines.extend(item.after);
        lines
    }

    /// The voter comes back from somewhere else.
    fn back(&self, page: &Page) -> Vec<Line> {
        let Some(item) = self.focused() else { return page.heading.clone() };
        item.lines().chain(&page.go_on).cloned().collect()
    }

    /// Whether this hint has not been said yet; from now on it has.
    fn first_time(&mut self, hint: u8) -> bool {
        let bit = 1u64.checked_shl(u32::from(hint)).unwrap_or(0);
        let first = self.heard & bit == 0;
        self.heard |= bit;
        first
    }

    /// The hints said in this session, for tests.
    #[cfg(test)]
    pub(crate) const fn hints_heard(&self) -> u64 {
        self.heard
    }

    pub(super) fn forget_hints(&mut self) {
        self.heard = 0;
    }
}

/// The bits of hints on items begin here; those of pages are below.
const ITEM_HINTS: u8 = 32;
