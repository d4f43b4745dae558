//! What a booklet says, in words: the same for Braille and print.

use ballot::{BallotOption, Contest, Election, Language, Status};
use wording::{Phrase, fill, phrase};

use crate::layout::measures::RIDGE_EVERY;

/// A part of a booklet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Part {
    /// The election.
    Title(String),
    /// The day of voting.
    Day(String),
    /// The contest: the heading a finger looks for.
    Contest(String),
    /// The question of a referendum.
    Question(String),
    /// Running text.
    Paragraph(String),
    /// A heading inside the booklet.
    Heading(String),
    /// A row of the ballot.
    Row(Row),
}

/// A row of the ballot.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Row {
    /// Its number on the ballot and the stencil.
    pub(crate) number: u32,
    /// The full name; for a withdrawn option with the words for that.
    pub(crate) name: String,
    /// Details, where the list has them.
    pub(crate) detail: Option<String>,
}

/// Everything a booklet says, in order: first who is who, then how to mark, which readers of an
/// earlier booklet skip.
pub(super) fn parts(election: &Election, contest: &Contest, language: Language, ridges: bool) -> Vec<Part> {
    let title = contest.title.get(language).to_owned();
    let mut parts = Vec::new();
    let of_election = election.title.get(language);
    if of_election != title {
        parts.push(Part::Title(of_election.to_owned()));
    }
    let day = fill(phrase(Phrase::BookletDay, language), &[("date", date(&election.date, language))]);
    parts.extend([Part::Day(day), Part::Contest(title)]);
    let question = contest.question.as_ref().map(|question| question.get(language).to_owned());
    parts.extend(question.map(Part::Question));
    let heading = |key| Part::Heading(phrase(key, language).to_owned());
    parts.extend([Part::Paragraph(choices(contest, language)), heading(Phrase::BookletList)]);
    parts.extend(contest.options.iter().map(|option| Part::Row(row(option, language))));
    // Constitutional Law on Elections, Art. 42(2): any mark in the empty square to the right of
    // the name. A mark in pencil makes the ballot invalid.
    let mark = Part::Paragraph(phrase(Phrase::BookletMark, language).to_owned());
    let stencil = Part::Paragraph(on_the_stencil(contest, language, ridges));
    parts.extend([heading(Phrase::BookletHow), mark, stencil]);
    parts
}

/// The contest's title for the foot of a page: short where the list has a short one.
pub(super) fn running_title(contest: &Contest, language: Language) -> &str {
    contest.short_title.as_ref().unwrap_or(&contest.title).get(language)
}

/// How many may be chosen.
fn choices(contest: &Contest, language: Language) -> String {
    match contest.max_choices {
        0 | 1 => phrase(Phrase::BookletChooseOne, language).to_owned(),
        n => fill(phrase(Phrase::BookletChooseUpTo, language), &[("n", n.to_string())]),
    }
}

/// How the stencil counts its rows.
fn on_the_stencil(contest: &Contest, language: Language, ridges: bool) -> String {
    let rows = contest.options.len();
    let mut sentences = vec![
        fill(phrase(Phrase::BookletRows, language), &[("n", rows.to_string())]),
        phrase(Phrase::BookletWindows, language).to_owned(),
    ];
    if ridges {
        // The last row has its two ridges whatever it is: up to five rows have no others.
        let only_last = u32::try_from(rows).is_ok_and(|rows| rows <= RIDGE_EVERY);
        let key = if only_last { Phrase::BookletRidgesLast } else { Phrase::BookletRidges };
        sentences.push(phrase(key, language).to_owned());
    }
    sentences.join(" ")
}

fn row(option: &BallotOption, language: Language) -> Row {
    let name = option.name.get(language);
    let name = match option.status {
        Status::Standing => name.to_owned(),
        Status::Withdrawn => format!("{name} – {}", phrase(Phrase::Withdrawn, language)),
    };
    let detail = option.detail.as_ref().map(|detail| detail.get(language).to_owned());
    Row { number: option.number, name, detail }
}

/// A date as the language writes it; one that is not `YYYY-MM-DD` stays as it is.
fn date(date: &str, language: Language) -> String {
    match (language, date.split('-').collect::<Vec<_>>().as_slice()) {
        (Language::Kk | Language::Ru, [year, month, day]) => format!("{day}.{month}.{year}"),
        _ => date.to_owned(),
    }
}
