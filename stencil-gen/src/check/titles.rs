//! What a file says of itself: its title and language, which viewers and screen readers announce
//! before anything on the page.

use ballot::Language;
use wording::{Phrase, phrase};

use super::expect::Wanted;
use super::finding::CheckFinding;
use super::ink::Page;

/// A stencil: the contest, and the election where that has another title.
pub(super) fn stencil(wanted: &Wanted<'_>) -> (String, Language) {
    let language = wanted.first_language();
    let (contest, election) = (wanted.contest.title.get(language), wanted.election.title.get(language));
    let title = if election == contest { contest.to_owned() } else { format!("{contest} – {election}") };
    (title, language)
}

/// A sticker for a stencil: the contest by its identifier, and the row.
pub(super) fn sticker(row: u32, wanted: &Wanted<'_>) -> (String, Language) {
    (format!("sticker – {} – {row}", wanted.contest.id), wanted.first_language())
}

/// A sheet: what it is, and the contest.
pub(super) fn sheet(what: Phrase, contest: &ballot::Contest, language: Language) -> (String, Language) {
    (format!("{} – {}", phrase(what, language), contest.title.get(language)), language)
}

/// The tag of a language in documents.
const fn tag(language: Language) -> &'static str {
    match language {
        Language::Kk => "kk-KZ",
        Language::Ru => "ru-KZ",
        Language::En => "en",
    }
}

/// What is wrong with a file's title and language.
pub(super) fn title_wrong(page: &Page, title: &str, language: Language) -> Option<CheckFinding> {
    let says = &page.says;
    let right = says.title == title && says.language == tag(language);
    (!right).then(|| CheckFinding::TitleWrong {
        found: format!("{} ({})", says.title, says.language),
        wanted: format!("{title} ({})", tag(language)),
    })
}
