//! Whether Kazakh and Russian are exchanged: a whole stencil in the wrong place would otherwise
//! pass every other rule.

use super::Rules;
use super::option::{AGAINST_ALL_KK, AGAINST_ALL_RU};
use super::texts::field_place;
use crate::{Language, Place, ProblemKind, Text, text};

impl Rules {
    /// Checks the texts of one `field`, each with the place it belongs to; told once.
    pub(super) fn check_languages(&mut self, contest: &str, field: &str, texts: &[(&Place, &Text)]) {
        let misplaced = texts.iter().find_map(|(place, text)| Some((*place, misplaced_against_all(text)?)));
        if let Some((place, language)) = misplaced.or_else(|| exchanged(texts)) {
            let kind = ProblemKind::SwappedLanguages { contest: contest.to_owned() };
            self.report(field_place(place, field, language), kind);
        }
    }
}

/// The language in which the row "against all" has the words of the other.
fn misplaced_against_all(name: &Text) -> Option<Language> {
    if text::fold(&name.kk) == AGAINST_ALL_RU {
        Some(Language::Kk)
    } else if text::fold(&name.ru) == AGAINST_ALL_KK {
        Some(Language::Ru)
    } else {
        None
    }
}

/// The first text whose Russian has Kazakh letters and whose Kazakh has none, where no other
/// Kazakh text has any either: one Russian name with a Kazakh letter is no exchange.
fn exchanged<'a>(texts: &[(&'a Place, &Text)]) -> Option<(&'a Place, Language)> {
    if texts.iter().any(|(_, text)| text::has_kazakh_only_letter(&text.kk)) {
        return None;
    }
    let is_exchanged = |text: &Text| !text.kk.is_empty() && text::has_kazakh_only_letter(&text.ru);
    texts.iter().find(|(_, text)| is_exchanged(text)).map(|(place, _)| (*place, Language::Kk))
}
