//! The catalog of strings, and how their placeholders are filled.

use ballot::{Language, Length};

use crate::Words;
use crate::template::pieces;

include!(concat!(env!("OUT_DIR"), "/phrases.rs"));

/// The string in `language`, its placeholders unfilled.
#[must_use]
pub const fn phrase(key: Phrase, language: Language) -> &'static str {
    key.entry().get(language)
}

/// The template with each `{name}` replaced by its value. A placeholder without a value stays as
/// it is, and braces inside a value mean nothing.
#[must_use]
pub fn fill(template: &str, values: &[(&str, String)]) -> String {
    let mut filled = String::with_capacity(template.len());
    for (text, placeholder) in pieces(template) {
        filled.push_str(text);
        let Some(name) = placeholder else { continue };
        match values.iter().find(|(key, _)| *key == name) {
            Some((_, value)) => filled.push_str(value),
            None => filled.extend(["{", name, "}"]),
        }
    }
    filled
}

/// The name of `named` as texts in `language` take it: an adverb in Kazakh, the word in
/// «на … языке» in Russian.
#[must_use]
pub const fn language_name(named: Language, language: Language) -> &'static str {
    let key = match named {
        Language::Kk => Phrase::LanguageKazakh,
        Language::Ru => Phrase::LanguageRussian,
        Language::En => Phrase::LanguageEnglish,
    };
    phrase(key, language)
}

/// The language of messages where none was asked for: the locale's, else English. `variable` answers what an
/// environment variable is set to, as `std::env::var` does.
#[must_use]
pub fn locale_language(variable: impl Fn(&str) -> Option<String>) -> Language {
    let set = |name: &&str| variable(name).filter(|value| !value.is_empty());
    let locale = ["LC_ALL", "LC_MESSAGES", "LANG"].iter().find_map(set).unwrap_or_default();
    match locale.get(..2) {
        Some("kk") => Language::Kk,
        Some("ru") => Language::Ru,
        _ => Language::En,
    }
}

/// A length as millimetres without the unit, with the decimal sign of the language.
#[must_use]
pub fn millimetres(length: Length, language: Language) -> String {
    let number = length.to_string();
    match language {
        Language::Kk | Language::Ru => number.replace('.', ","),
        Language::En => number,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_placeholder_takes_its_value() {
        let values = [("count", "5".to_owned()), ("folder", "out".to_owned())];
        assert_eq!(fill(phrase(Phrase::WroteFiles, Language::En), &values), "5 files in out");
        assert_eq!(fill(phrase(Phrase::WroteFiles, Language::Kk), &values), "out қалтасында 5 файл бар");
    }

    #[test]
    fn the_locale_that_counts_most_decides_and_an_empty_one_does_not_count() {
        let language = |set: &[(&str, &str)]| {
            locale_language(|name| set.iter().find(|(key, _)| *key == name).map(|(_, value)| (*value).to_owned()))
        };
        assert_eq!(language(&[]), Language::En);
        assert_eq!(language(&[("LANG", "kk_KZ.UTF-8")]), Language::Kk);
        assert_eq!(language(&[("LANG", "kk_KZ.UTF-8"), ("LC_MESSAGES", "ru_RU.UTF-8")]), Language::Ru);
        assert_eq!(language(&[("LANG", "ru_RU.UTF-8"), ("LC_ALL", "")]), Language::Ru);
        assert_eq!(language(&[("LANG", "ru_RU.UTF-8"), ("LC_ALL", "C")]), Language::En);
    }

    #[test]
    fn braces_in_a_value_are_not_placeholders() {
        let values = [("a", "{b}".to_owned()), ("b", "wrong".to_owned())];
        assert_eq!(fill("{a} and {c} and }{", &values), "{b} and {c} and }{");
    }

    #[test]
    fn lengths_carry_the_decimal_sign_of_the_language() {
        let pitch = Length::from_um(9500);
        assert_eq!(millimetres(pitch, Language::En), "9.5");
        assert_eq!(millimetres(pitch, Language::Ru), "9,5");
        assert_eq!(millimetres(pitch, Language::Kk), "9,5");
        assert_eq!(millimetres(Length::from_mm(148), Language::Kk), "148");
    }

    #[test]
    fn words_put_into_braille_are_plain_letters() {
        for key in [Phrase::Withdrawn, Phrase::WithdrawnShort] {
            for language in [Language::Kk, Language::Ru, Language::En] {
                assert!(phrase(key, language).chars().all(|sign| sign.is_alphabetic() || sign == ' '));
            }
        }
    }
}
