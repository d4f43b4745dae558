//! What is wrong with a lesson, or with what is to be made of it.

use ballot::Language;
use wording::{Code, Coded, language_name, values};

/// Why the materials were not made.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum MaterialsProblem {
    /// S630: a file that is no lesson or drill.
    Unreadable {
        /// What is wrong with it.
        detail: String,
    },
    /// S631: a folder without lessons.
    NoLessons,
    /// S632: a sign without a Braille cell, or one that the font lacks.
    UnknownSign {
        /// The sign.
        sign: char,
        /// Where it stands.
        text: String,
    },
    /// S633: the card does not fit one page.
    CardTooLong {
        /// Its language.
        language: Language,
    },
}

impl Coded for MaterialsProblem {
    fn code(&self) -> Code {
        match self {
            Self::Unreadable { .. } => Code::S630,
            Self::NoLessons => Code::S631,
            Self::UnknownSign { .. } => Code::S632,
            Self::CardTooLong { .. } => Code::S633,
        }
    }

    fn values(&self, reader: Language) -> Vec<(&'static str, String)> {
        match self {
            Self::Unreadable { detail } => values([("detail", detail)]),
            Self::NoLessons => Vec::new(),
            Self::UnknownSign { sign, text } => values([("sign", sign), ("text", text)]),
            Self::CardTooLong { language } => values([("language", &language_name(*language, reader))]),
        }
    }
}
