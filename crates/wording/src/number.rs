//! Numbers from 0 to 99 as they are said, in words, and as they are shown, in digits.

mod english;
mod kazakh;
mod russian;
#[cfg(test)]
mod tests;

use ballot::Language;

use crate::form::{EnglishForm, KazakhForm, RussianForm};

/// The greatest number that is said as one clip. Greater ones are said digit by digit.
pub(crate) const GREATEST: u8 = 99;

/// The form of a number, in its language.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Form {
    /// Kazakh.
    Kk(KazakhForm),
    /// Russian.
    Ru(RussianForm),
    /// English.
    En(EnglishForm),
}

impl Form {
    /// The number as counted, with nothing around it.
    #[must_use]
    pub const fn plain(language: Language) -> Self {
        match language {
            Language::Kk => Self::Kk(KazakhForm::Plain),
            Language::Ru => Self::Ru(RussianForm::Plain),
            Language::En => Self::En(EnglishForm::Plain),
        }
    }

    /// The language it belongs to.
    #[must_use]
    pub const fn language(self) -> Language {
        match self {
            Self::Kk(_) => Language::Kk,
            Self::Ru(_) => Language::Ru,
            Self::En(_) => Language::En,
        }
    }

    /// Its name in the catalog and in the ids of clips.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Kk(form) => name(KazakhForm::NAMED, &form),
            Self::Ru(form) => name(RussianForm::NAMED, &form),
            Self::En(form) => name(EnglishForm::NAMED, &form),
        }
    }

    /// The number in words. Digits where it is greater than 99.
    #[must_use]
    pub fn spoken(self, value: u8) -> String {
        let words = match self {
            Self::Kk(form) => kazakh::words(value, form),
            Self::Ru(form) => russian::words(value, form),
            Self::En(form) => english::words(value, form),
        };
        words.unwrap_or_else(|| value.to_string())
    }

    /// The number in digits, with the ending that print gives it.
    #[must_use]
    pub fn shown(self, value: u8) -> String {
        let ending = match self {
            Self::Kk(form) => kazakh::ending(value, form),
            Self::Ru(form) => russian::ending(value, form).to_owned(),
            Self::En(form) => english::ending(value, form).to_owned(),
        };
        format!("{value}{ending}")
    }
}

fn name<F: PartialEq>(named: &[(&'static str, F)], form: &F) -> &'static str {
    named.iter().find(|(_, other)| other == form).map_or("", |(name, _)| name)
}
