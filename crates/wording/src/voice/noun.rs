//! Nouns that follow a number.

use ballot::Language;

use crate::number::Form;

/// Which form of a noun a number asks for: the classes of Unicode CLDR for whole numbers.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Plural {
    /// «1 строка», «21 строка»; "1 row".
    One,
    /// «2 строки», «34 строки».
    Few,
    /// «5 строк», «11 строк»; "5 rows"; «5 қатар».
    Other,
}

impl Plural {
    /// The class of `number`.
    #[must_use]
    pub const fn of(number: u16, language: Language) -> Self {
        match language {
            Language::Kk => Self::Other,
            Language::En if number == 1 => Self::One,
            Language::En => Self::Other,
            Language::Ru => match (number % 10, number % 100) {
                (_, 11..=14) => Self::Other,
                (1, _) => Self::One,
                (2..=4, _) => Self::Few,
                _ => Self::Other,
            },
        }
    }

    /// The classes a language has.
    #[must_use]
    pub const fn all(language: Language) -> &'static [Self] {
        match language {
            Language::Kk => &[Self::Other],
            Language::En => &[Self::One, Self::Other],
            Language::Ru => &[Self::One, Self::Few, Self::Other],
        }
    }

    /// Its name in the catalog and in the ids of clips.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::One => "one",
            Self::Few => "few",
            Self::Other => "other",
        }
    }
}

/// A noun of a catalog.
#[derive(Debug, PartialEq, Eq)]
pub struct Noun {
    /// Its key.
    pub(super) key: &'static str,
    /// The form of the number before it: its gender, its case. The language is in it too.
    pub(super) number: Form,
    pub(super) one: &'static str,
    pub(super) few: &'static str,
    pub(super) other: &'static str,
}

impl Noun {
    /// The noun as a number of this class asks for it.
    #[must_use]
    pub const fn text(&self, plural: Plural) -> &'static str {
        match plural {
            Plural::One => self.one,
            Plural::Few => self.few,
            Plural::Other => self.other,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn russian_classes_are_those_of_cldr() {
        // one: i % 10 = 1 and i % 100 != 11; few: i % 10 = 2..4 and i % 100 != 12..14; else many.
        for number in 0..=1_000_u16 {
            let digits = format!("{number:04}");
            let teen = digits.as_bytes()[2] == b'1';
            let expected = match digits.as_bytes()[3] {
                b'1' if !teen => Plural::One,
                b'2' | b'3' | b'4' if !teen => Plural::Few,
                _ => Plural::Other,
            };
            assert_eq!(Plural::of(number, Language::Ru), expected, "{number}");
        }
    }

    #[test]
    fn english_has_one_and_other_and_kazakh_one_form_for_all() {
        for number in 0..=1_000 {
            assert_eq!(Plural::of(number, Language::Kk), Plural::Other);
            assert_eq!(Plural::of(number, Language::En) == Plural::One, number == 1);
        }
    }

    #[test]
    fn every_class_of_a_number_is_among_those_of_its_language() {
        for language in [Language::Kk, Language::Ru, Language::En] {
            let used = |plural: &Plural| (0..=30).any(|number| Plural::of(number, language) == *plural);
            assert!(Plural::all(language).iter().all(used));
            assert!((0..=30).all(|number| Plural::all(language).contains(&Plural::of(number, language))));
        }
    }
}
