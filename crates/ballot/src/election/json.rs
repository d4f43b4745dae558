//! Writes an election as `election/1`, in one way only.

use serde::Serialize;

use super::{BallotOption, Contest, Election, NameParts, OptionKind, Parts, Status};
use crate::Text;
use crate::list::ELECTION_FORMAT;

#[derive(Serialize)]
struct ElectionFile<'a> {
    format: &'static str,
    id: &'a str,
    date: &'a str,
    title: &'a Text,
    contests: Vec<ContestFile<'a>>,
}

#[derive(Serialize)]
struct ContestFile<'a> {
    id: &'a str,
    title: &'a Text,
    #[serde(skip_serializing_if = "Option::is_none")]
    short_title: Option<&'a Text>,
    #[serde(skip_serializing_if = "Option::is_none")]
    question: Option<&'a Text>,
    max_choices: u32,
    #[serde(skip_serializing_if = "Option::is_none")]
    form: Option<&'a str>,
    options: Vec<OptionFile<'a>>,
}

#[derive(Serialize)]
struct OptionFile<'a> {
    id: &'a str,
    kind: OptionKind,
    status: Status,
    name: &'a Text,
    #[serde(skip_serializing_if = "Option::is_none")]
    parts: Option<PartsFile<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    short: Option<&'a Text>,
    #[serde(skip_serializing_if = "Option::is_none")]
    spoken: Option<&'a Text>,
    #[serde(skip_serializing_if = "Option::is_none")]
    detail: Option<&'a Text>,
}

#[derive(Serialize)]
struct PartsFile<'a> {
    #[serde(skip_serializing_if = "Option::is_none")]
    kk: Option<&'a NameParts>,
    #[serde(skip_serializing_if = "Option::is_none")]
    ru: Option<&'a NameParts>,
}

impl Election {
    /// The election as a file `election/1`; read again and checked, it is the same election.
    #[must_use]
    pub fn to_json(&self) -> String {
        let file = ElectionFile {
            format: ELECTION_FORMAT,
            id: &self.id,
            date: &self.date,
            title: &self.title,
            contests: self.contests.iter().map(contest).collect(),
        };
        // Strings and numbers only: nothing that JSON could not hold.
        serde_json::to_string_pretty(&file).unwrap_or_default() + "\n"
    }
}

fn contest(contest: &Contest) -> ContestFile<'_> {
    ContestFile {
        id: &contest.id,
        title: &contest.title,
        short_title: contest.short_title.as_ref(),
        question: contest.question.as_ref(),
        max_choices: contest.max_choices,
        form: contest.form.as_deref(),
        options: contest.options.iter().map(option).collect(),
    }
}

fn option(option: &BallotOption) -> OptionFile<'_> {
    let Parts { kk, ru } = &option.parts;
    let parts = PartsFile { kk: kk.as_ref(), ru: ru.as_ref() };
    OptionFile {
        id: &option.id,
        kind: option.kind,
        status: option.status,
        name: &option.name,
        parts: (kk.is_some() || ru.is_some()).then_some(parts),
        short: option.short.as_ref(),
        spoken: option.spoken.as_ref(),
        detail: option.detail.as_ref(),
    }
}

#[cfg(test)]
mod tests {
    use crate::list::{self, ReadOptions};
    use crate::{Election, Problem, rules};

    fn read(text: &str) -> Election {
        let reading = list::read("election.json", text.as_bytes(), &ReadOptions::default());
        assert!(!reading.problems.iter().any(Problem::is_error), "{:?}", reading.problems);
        rules::check(reading.draft).election.unwrap()
    }

    #[test]
    fn every_example_reads_the_same_after_it_was_written() {
        for text in [
            include_str!("../../../../docs/formats/election.json"),
            include_str!("../../../../examples/elections/2022-president/election.json"),
            include_str!("../../../../examples/elections/2023-parties/election.json"),
            include_str!("../../../../examples/elections/2024-referendum-npp/election.json"),
            include_str!("../../../../examples/elections/2026-referendum-constitution/election.json"),
            include_str!("../../../../examples/elections/synthetic-five-contests/election.json"),
        ] {
            let election = read(text);
            let written = election.to_json();
            assert_eq!(read(&written), election);
            assert_eq!(read(&written).to_json(), written);
        }
    }

    #[test]
    fn nothing_of_the_fullest_example_is_left_out() {
        let written = read(include_str!("../../../../docs/formats/election.json")).to_json();
        for word in ["short_title", "withdrawn", "patronymic", "detail", "Against all", "\"form\": \"example\""] {
            assert!(written.contains(word), "{word}");
        }
    }
}
