//! Puts an utterance together, segment by segment, as the generated templates say.

use ballot::{Election, Language};

use super::{Name, Noun, Part, Phrase, Plural, Segment, Utterance};
use crate::number::{Form, GREATEST};

/// An utterance in the making.
pub(super) struct Writer<'a> {
    language: Language,
    election: &'a Election,
    segments: Utterance,
}

impl<'a> Writer<'a> {
    pub(super) const fn new(language: Language, election: &'a Election) -> Self {
        Self { language, election, segments: Utterance::new() }
    }

    pub(super) fn phrase(&mut self, key: &'static str, piece: u8, text: &'static str, after: &'static str) {
        self.push(Part::Phrase(Phrase { language: self.language, key, piece, text }), after);
    }

    pub(super) fn name(&mut self, name: Name, after: &'static str) {
        let language = name.language(self.language, self.election);
        match (name.text(self.election), name.number()) {
            (Some(_), _) => self.push(Part::Name { name, language }, after),
            (None, Some(number)) => self.number(number, Form::plain(self.language), after),
            (None, None) => {}
        }
    }

    pub(super) fn number(&mut self, value: u16, form: Form, after: &'static str) {
        match u8::try_from(value) {
            Ok(value) if value <= GREATEST => self.push(Part::Number { value, form }, after),
            Ok(_) | Err(_) => self.digits(value, after),
        }
    }

    pub(super) fn count(&mut self, value: u16, noun: &'static Noun, after: &'static str) {
        self.number(value, noun.number, " ");
        self.push(Part::Noun { noun, plural: Plural::of(value, self.language) }, after);
    }

    pub(super) fn finish(mut self) -> Utterance {
        if let Some(last) = self.segments.pop() {
            self.segments.push(last.into_last());
        }
        self.segments
    }

    /// One clip a digit, from the first.
    fn digits(&mut self, value: u16, after: &'static str) {
        let form = Form::plain(self.language);
        for power in (0..=value.checked_ilog10().unwrap_or(0)).rev() {
            let digit = value / 10_u16.pow(power) % 10;
            let behind = if power == 0 { after } else { " " };
            if let Ok(value) = u8::try_from(digit) {
                self.push(Part::Number { value, form }, behind);
            }
        }
    }

    fn push(&mut self, part: Part, after: &'static str) {
        self.segments.push(Segment::new(part, after));
    }
}
