//! What a booklet must say, in order, derived from the list and the catalog alone.

use ballot::{BallotOption, Contest, Election, Language, Status};
use wording::{Phrase, fill, phrase};

/// What a part of the booklet is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// Titles, rules, the question.
    Text,
    /// The contest's title and the headings, which print sets larger.
    Heading,
    /// A row: its number, a full stop, its full name.
    Row(u32),
    /// A row's detail.
    Detail(u32),
}

/// A part: what is said in one go, from the beginning of a line to the end of one.
#[derive(Clone, Debug)]
pub(super) struct Part {
    pub(super) kind: Kind,
    /// What it may say. More than one only where the stencil decides.
    pub(super) texts: Vec<String>,
}

impl Part {
    fn new(kind: Kind, text: impl Into<String>) -> Self {
        Self { kind, texts: vec![text.into()] }
    }

    /// The text for people.
    pub(super) fn shown(&self) -> &str {
        self.texts.first().map_or("", String::as_str)
    }
}

/// Every part in order.
pub(super) fn parts(election: &Election, contest: &Contest, language: Language, ridges: Option<bool>) -> Vec<Part> {
    let say = |key| phrase(key, language);
    let (whole, title) = (election.title.get(language), contest.title.get(language));
    let mut parts = Vec::new();
    if whole != title {
        parts.push(Part::new(Kind::Text, whole));
    }
    let day = [("date", day(&election.date))];
    parts.push(Part::new(Kind::Text, fill(say(Phrase::BookletDay), &day)));
    parts.push(Part::new(Kind::Heading, title));
    parts.extend(contest.question.iter().map(|question| Part::new(Kind::Text, question.get(language))));
    let choices = if contest.max_choices > 1 {
        fill(say(Phrase::BookletChooseUpTo), &[("n", contest.max_choices.to_string())])
    } else {
        say(Phrase::BookletChooseOne).to_owned()
    };
    parts.extend([Part::new(Kind::Text, choices), Part::new(Kind::Heading, say(Phrase::BookletList))]);
    parts.extend(contest.options.iter().flat_map(|option| row(option, language)));
    parts.push(Part::new(Kind::Heading, say(Phrase::BookletHow)));
    parts.push(Part::new(Kind::Text, say(Phrase::BookletMark)));
    parts.push(Part { kind: Kind::Text, texts: stencil(contest, language, ridges) });
    parts
}

/// The contest's title for the foot of a page.
pub(super) fn running(contest: &Contest, language: Language) -> &str {
    contest.short_title.as_ref().unwrap_or(&contest.title).get(language)
}

fn row(option: &BallotOption, language: Language) -> Vec<Part> {
    let (number, name) = (option.number, option.name.get(language));
    let text = match option.status {
        Status::Standing => format!("{number}. {name}"),
        Status::Withdrawn => format!("{number}. {name} – {}", phrase(Phrase::Withdrawn, language)),
    };
    let detail = option.detail.as_ref().map(|detail| Part::new(Kind::Detail(number), detail.get(language)));
    std::iter::once(Part::new(Kind::Row(number), text)).chain(detail).collect()
}

/// How the stencil counts its rows: where its rim has no room for ridges, without them.
fn stencil(contest: &Contest, language: Language, has_ridges: Option<bool>) -> Vec<String> {
    let say = |key| phrase(key, language);
    let rows = contest.options.len();
    let ridges = if rows > 5 { Phrase::BookletRidges } else { Phrase::BookletRidgesLast };
    let count = fill(say(Phrase::BookletRows), &[("n", rows.to_string())]);
    let plain = format!("{count} {}", say(Phrase::BookletWindows));
    let explained = format!("{plain} {}", say(ridges));
    match has_ridges {
        Some(true) => vec![explained],
        Some(false) => vec![plain],
        None => vec![explained, plain],
    }
}

/// A day of the calendar as Kazakh and Russian write it.
fn day(date: &str) -> String {
    let parts: Vec<&str> = date.split('-').collect();
    if let [year, month, day] = parts.as_slice() { format!("{day}.{month}.{year}") } else { date.to_owned() }
}
