//! The rules a list must meet before anything is made from it. All of them are applied, so that a
//! clerk sees every problem at once; a list with any error gives no election.

mod contest;
mod languages;
mod option;
mod order;
mod texts;

#[cfg(test)]
mod tests;

use std::collections::BTreeSet;

use crate::draft::{Draft, DraftContest};
use crate::{Election, Place, Problem, ProblemKind};

pub use option::is_against_all_name;
use texts::{Role, Texts, is_blank};

/// The most contests that an election can have; each has its own count of notches.
const MOST_CONTESTS: usize = 5;
/// The fewest and the most rows of a ballot.
const ROWS: std::ops::RangeInclusive<usize> = 2..=99;
/// The most letters of an identifier.
const LONGEST_ID: usize = 64;

/// What the rules found.
#[derive(Clone, Debug)]
pub struct Checked {
    /// The election, if no problem is an error.
    pub election: Option<Election>,
    /// Errors and warnings, in the order of the list.
    pub problems: Vec<Problem>,
}

/// Applies every rule to a draft that was read without an error.
#[must_use]
pub fn check(draft: Draft) -> Checked {
    let mut rules = Rules { texts: Texts::default() };
    let election = rules.election(draft);
    let problems = rules.texts.problems;
    let election = (!problems.iter().any(Problem::is_error)).then_some(election);
    Checked { election, problems }
}

/// Applies the rules and collects what they find.
struct Rules {
    texts: Texts,
}

impl Rules {
    fn report(&mut self, place: Place, kind: ProblemKind) {
        self.texts.problems.push(Problem::new(place, kind));
    }

    fn election(&mut self, draft: Draft) -> Election {
        let place = election_place(&draft);
        let at = |key: &str| place.column(key);
        let id = self.plain_id(at("id"), draft.id.unwrap_or_default());
        let date = draft.date.unwrap_or_default().trim().to_owned();
        if !is_date(&date) {
            self.report(at("date"), ProblemKind::BadDate { found: date.clone() });
        }
        // Where the first contest has no title either, the missing one is told there.
        let first = draft.contests.first();
        if is_blank(&draft.title) && first.is_none_or(|contest| !is_blank(&contest.title)) {
            self.report(at("title"), ProblemKind::MissingTitle);
        }
        // A title taken over from the first contest is checked there.
        let mut elsewhere = Texts::default();
        let is_taken_over = first.is_some_and(|contest| contest.title == draft.title);
        let texts = if is_taken_over { &mut elsewhere } else { &mut self.texts };
        let title = texts.required_or_told(&place, "title", &draft.title, Role::Text);
        self.check_count(at("contests"), &draft.contests);
        let mut ids = BTreeSet::new();
        let mut contests = Vec::new();
        for (position, contest) in (1..).zip(draft.contests) {
            if !ids.insert(contest.id.to_lowercase()) {
                self.report(contest.place.clone(), ProblemKind::DuplicateId { id: contest.id.clone() });
            }
            contests.push(self.contest(position, contest));
        }
        Election { id, date, title, contests }
    }

    fn check_count(&mut self, place: Place, contests: &[DraftContest]) {
        let found = contests.len();
        if found == 0 {
            let kind = ProblemKind::OptionCount { found: 0, least: *ROWS.start(), most: *ROWS.end() };
            self.report(place, kind);
        } else if found > MOST_CONTESTS {
            self.report(place, ProblemKind::TooManyContests { found });
        }
    }

    fn plain_id(&mut self, place: Place, id: String) -> String {
        if !is_plain_id(&id) {
            self.report(place, ProblemKind::BadId { id: id.clone() });
        }
        id
    }
}

/// Where the election's own texts stand: in JSON they have a path, though an empty one.
fn election_place(draft: &Draft) -> Place {
    let is_json = draft.contests.iter().any(|contest| contest.place.column.is_some());
    Place { column: is_json.then(String::new), ..Place::file(&draft.file) }
}

/// Whether `id` can name a folder on any system: up to 64 letters, digits, `-`, `_` and `.`, with
/// a letter, digit or `_` first and no `.` last, and no name that Windows keeps for devices.
#[must_use]
pub fn is_plain_id(id: &str) -> bool {
    let fits = (1..=LONGEST_ID).contains(&id.chars().count());
    let plain = id.chars().all(|sign| sign.is_alphanumeric() || matches!(sign, '-' | '_' | '.'));
    fits && plain && !id.starts_with(['.', '-']) && !id.ends_with('.') && !is_device(id)
}

/// Whether Windows takes `id`, with any ending, for a device.
fn is_device(id: &str) -> bool {
    let stem = id.split('.').next().unwrap_or_default().to_ascii_lowercase();
    let numbered = ["com", "lpt"].iter().find_map(|device| stem.strip_prefix(device));
    matches!(stem.as_str(), "con" | "prn" | "aux" | "nul")
        || numbered
            .is_some_and(|number| matches!(number.as_bytes(), [b'0'..=b'9']) || matches!(number, "¹" | "²" | "³"))
}

/// Whether `text` is a day of the calendar as `YYYY-MM-DD`.
pub(crate) fn is_date(text: &str) -> bool {
    let shape = text.bytes().enumerate().all(|(index, byte)| match index {
        4 | 7 => byte == b'-',
        _ => byte.is_ascii_digit(),
    });
    let mut numbers = text.split('-').map(str::parse::<u16>);
    let (Some(Ok(year)), Some(Ok(month)), Some(Ok(day))) = (numbers.next(), numbers.next(), numbers.next()) else {
        return false;
    };
    let is_leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
    let days = match month {
        1 | 3 | 5 | 7 | 8 | 10 | 12 => 31,
        4 | 6 | 9 | 11 => 30,
        2 if is_leap => 29,
        2 => 28,
        _ => 0,
    };
    shape && text.len() == 10 && (1..=days).contains(&day)
}
