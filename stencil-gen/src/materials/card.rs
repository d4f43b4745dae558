//! The card that hangs beside the booth: one page in each language, out of `docs/manual/card.md`.

use ballot::Language;
use wording::{Phrase, phrase};

use crate::booklet::{About, Part};

/// Where the card stands, for messages.
pub(super) const FILE: &str = "docs/manual/card.md";
const CARD: &str = include_str!("../../../docs/manual/card.md");

/// What the card is about.
pub(super) fn about(language: Language, date: &str) -> About {
    let title = phrase(Phrase::MaterialsCard, language).to_owned();
    About {
        running: title.clone(),
        title,
        identifier: format!("urn:tandau:card:{}", language.code()),
        date: date.to_owned(),
        language,
    }
}

/// The card: its title, and each paragraph under the words that it begins with.
pub(super) fn parts(language: Language) -> Vec<Part> {
    let title = phrase(Phrase::MaterialsCard, language).to_owned();
    std::iter::once(Part::Contest(title)).chain(paragraphs(section(CARD, language)).flat_map(of_paragraph)).collect()
}

const fn name(language: Language) -> &'static str {
    match language {
        Language::Kk => "Қазақша",
        Language::Ru => "Русский",
        Language::En => "English",
    }
}

/// What stands under the language's heading, up to the next one.
fn section(card: &str, language: Language) -> &str {
    let mut sections = card.split("\n## ").skip(1);
    sections.find_map(|section| section.strip_prefix(name(language))).unwrap_or_default()
}

/// Paragraphs of one line each, without the signs of the markup.
fn paragraphs(section: &str) -> impl Iterator<Item = String> {
    let joined = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ").replace('`', "");
    section.split("\n\n").map(joined).filter(|text| !text.is_empty())
}

/// "**Morning.** Plug in …" is a heading and what belongs under it.
fn of_paragraph(text: String) -> Vec<Part> {
    match text.strip_prefix("**").and_then(|rest| rest.split_once("**")) {
        Some((lead, rest)) => {
            vec![Part::Heading(lead.trim_end_matches('.').to_owned()), Part::Paragraph(rest.trim().to_owned())]
        }
        None => vec![Part::Paragraph(text)],
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_language_has_the_same_headings_and_no_markup_is_left() {
        for language in [Language::Kk, Language::Ru, Language::En] {
            let parts = parts(language);
            let headings = parts.iter().filter(|part| matches!(part, Part::Heading(_))).count();
            assert_eq!((headings, parts.len()), (5, 11), "{language:?}");
            for text in parts.iter().flat_map(super::super::paper::texts) {
                assert!(!text.contains(['*', '`', '#']) && !text.is_empty(), "{text}");
            }
        }
    }
}
