//! Segments of an utterance: each is one whole clip, with the signs that stand behind it.

use std::borrow::Cow;
use std::fmt;

use ballot::{Election, Language};

use super::{Name, Noun, Plural};
use crate::number::Form;

/// What is said and shown at one time.
pub type Utterance = Vec<Segment>;

/// One clip of an utterance.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct Segment {
    part: Part,
    after: &'static str,
    last: bool,
}

/// What a clip is made of.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Part {
    /// Words of a catalog.
    Phrase(Phrase),
    /// A name of the election.
    Name {
        /// Which.
        name: Name,
        /// The language it is said in.
        language: Language,
    },
    /// A number from 0 to 99.
    Number {
        /// The number.
        value: u8,
        /// Its form, and so its language.
        form: Form,
    },
    /// The noun behind a number.
    Noun {
        /// The noun.
        noun: &'static Noun,
        /// In the form that the number asks for.
        plural: Plural,
    },
}

/// A piece of a template, between placeholders.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct Phrase {
    /// The language of the catalog.
    pub language: Language,
    /// The key, with its variant: `contest_hint.touch`.
    pub key: &'static str,
    /// Which piece of the template, counted from 0.
    pub piece: u8,
    /// The words, shown and spoken alike.
    pub text: &'static str,
}

/// How long to wait behind a segment.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Pause {
    /// The sentence goes on.
    None,
    /// A comma, a colon, a dash.
    Clause,
    /// The end of a sentence, or of the utterance.
    Sentence,
}

impl Segment {
    pub(super) const fn new(part: Part, after: &'static str) -> Self {
        Self { part, after, last: false }
    }

    /// The same as the end of an utterance.
    pub(super) const fn into_last(self) -> Self {
        Self { last: true, ..self }
    }

    /// What it is made of.
    #[must_use]
    pub const fn part(&self) -> Part {
        self.part
    }

    /// The language it is said in.
    #[must_use]
    pub const fn language(&self) -> Language {
        match self.part {
            Part::Phrase(phrase) => phrase.language,
            Part::Name { language, .. } => language,
            Part::Number { form, .. } => form.language(),
            Part::Noun { noun, .. } => noun.number.language(),
        }
    }

    /// The text as shown, without the signs behind it. A name is lent by the election, never copied: which one it is may
    /// follow from a choice.
    #[must_use]
    pub fn text<'a>(&self, election: &'a Election) -> Cow<'a, str> {
        match self.part {
            // Print writes «7-қатар»: before a hyphen of the template the digits stand alone.
            Part::Number { value, .. } if self.after.starts_with('-') => value.to_string().into(),
            Part::Number { value, form } => form.shown(value).into(),
            Part::Name { name, language } => {
                name.text(election).map(|text| text.get(language)).unwrap_or_default().into()
            }
            Part::Phrase(phrase) => phrase.text.into(),
            Part::Noun { noun, plural } => noun.text(plural).into(),
        }
    }

    /// The words a speech engine or a person says for it.
    #[must_use]
    pub fn spoken(&self, election: &Election) -> String {
        match self.part {
            Part::Name { name, language } => name.spoken(language, election).unwrap_or_default(),
            Part::Phrase(phrase) => phrase.text.to_owned(),
            Part::Number { value, form } => form.spoken(value),
            Part::Noun { noun, plural } => noun.text(plural).to_owned(),
        }
    }

    /// The id of its clip, unique in its language, fit for the name of a file.
    #[must_use]
    pub fn clip_id(&self, election: &Election) -> String {
        match self.part {
            Part::Name { name, .. } => name.clip_id(election).unwrap_or_default(),
            Part::Phrase(Phrase { key, piece, .. }) => format!("voice.{key}.{piece}"),
            Part::Number { value, form } => format!("number.{}.{value:02}", form.name()),
            Part::Noun { noun, plural } => format!("noun.{}.{}", noun.key, plural.name()),
        }
    }

    /// How long to wait behind it, by the signs that end it.
    #[must_use]
    pub fn pause(&self, election: &Election) -> Pause {
        let text = self.text(election);
        let signs = text.chars().rev().take_while(|sign| !sign.is_alphanumeric()).chain(self.after.chars());
        let pauses = signs.map(|sign| match sign {
            '.' | '!' | '?' | '…' => Pause::Sentence,
            ',' | ';' | ':' | '–' | '—' => Pause::Clause,
            _ => Pause::None,
        });
        pauses.chain(self.last.then_some(Pause::Sentence)).max().unwrap_or(Pause::None)
    }
}

/// The text of segments one after the other: what the screen shows and the transcript prints.
#[must_use]
pub fn utterance_text(segments: &[Segment], election: &Election) -> String {
    let mut text = String::new();
    for segment in segments {
        text.push_str(&segment.text(election));
        text.push_str(segment.after);
        if segment.last {
            text.push(' ');
        }
    }
    text.truncate(text.trim_end().len());
    text
}

/// Only the kind of clip: which one it is may follow from a choice.
impl fmt::Debug for Segment {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(&self.part, f)
    }
}

impl fmt::Debug for Part {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Phrase(_) => "Phrase",
            Self::Name { .. } => "Name",
            Self::Number { .. } => "Number",
            Self::Noun { .. } => "Noun",
        })
    }
}
