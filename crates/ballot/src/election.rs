//! A checked election: what [`crate::rules::check`] lets through.

mod json;

use serde::{Deserialize, Serialize};

use crate::{Language, Text};

/// An election or referendum: the contests a voter receives sheets for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Election {
    /// Identifier, also used in file names.
    pub id: String,
    /// Day of voting as `YYYY-MM-DD`.
    pub date: String,
    /// Title.
    pub title: Text,
    /// One to five contests, in the order of the list.
    pub contests: Vec<Contest>,
}

/// One race, and so one sheet of paper.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Contest {
    /// Identifier, also the name of the output folder.
    pub id: String,
    /// Position among the election's contests, from 1 to 5; the count of notches on the stencil.
    pub position: u8,
    /// Title.
    pub title: Text,
    /// A short title for where the full one does not fit.
    pub short_title: Option<Text>,
    /// The question of a referendum.
    pub question: Option<Text>,
    /// How many options a voter may mark.
    pub max_choices: u32,
    /// Identifier of the ballot form the list asks for.
    pub form: Option<String>,
    /// The rows, in ballot order. A row's number is its position, counted from 1.
    pub options: Vec<BallotOption>,
}

/// One row of the ballot.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BallotOption {
    /// Identifier, unique in its contest.
    pub id: String,
    /// Row number on the ballot, counted from 1.
    pub number: u32,
    /// What the row offers.
    pub kind: OptionKind,
    /// Whether the row can be marked.
    pub status: Status,
    /// Full name.
    pub name: Text,
    /// Official short name.
    pub short: Option<Text>,
    /// A candidate's name in its parts, per language, where the list gives them.
    pub parts: Parts,
    /// How to say the name where spelling misleads a speech engine.
    pub spoken: Option<Text>,
    /// Further details for the booklet.
    pub detail: Option<Text>,
}

/// A candidate's name parts in each language of the ballot.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Parts {
    /// Kazakh parts.
    pub kk: Option<NameParts>,
    /// Russian parts.
    pub ru: Option<NameParts>,
}

impl Parts {
    /// The parts given for `language`; none are kept for English.
    #[must_use]
    pub fn get(&self, language: Language) -> Option<&NameParts> {
        match language {
            Language::Kk => self.kk.as_ref(),
            Language::Ru => self.ru.as_ref(),
            Language::En => None,
        }
    }
}

/// Surname, given name and patronymic.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct NameParts {
    /// Surname.
    pub surname: String,
    /// Given name.
    pub given: String,
    /// Patronymic, where there is one.
    #[serde(default)]
    pub patronymic: Option<String>,
}

/// What a row offers.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum OptionKind {
    /// A person.
    Candidate,
    /// A political party.
    Party,
    /// An answer to a referendum's question.
    Answer,
    /// The row "against all".
    AgainstAll,
}

/// Whether a row can be marked.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Status {
    /// The option stands.
    #[default]
    Standing,
    /// The option has withdrawn; the row keeps its place and number and gets no window.
    Withdrawn,
}
