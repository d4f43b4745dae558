//! What a list file says, before any rule has been applied: every text optional, every row with
//! the place it came from, so that a problem can be shown where it stands.

use crate::{NameParts, Place};

/// An election as read.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Draft {
    /// The list's file name, for messages.
    pub file: String,
    /// Identifier.
    pub id: Option<String>,
    /// Day of voting.
    pub date: Option<String>,
    /// Title.
    pub title: DraftText,
    /// Contests in file order.
    pub contests: Vec<DraftContest>,
}

/// A contest as read.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct DraftContest {
    /// Identifier.
    pub id: String,
    /// Where it stands.
    pub place: Place,
    /// Title.
    pub title: DraftText,
    /// Short title.
    pub short_title: DraftText,
    /// The question of a referendum.
    pub question: DraftText,
    /// How many may be chosen.
    pub max_choices: Option<i64>,
    /// Identifier of its ballot form.
    pub form: Option<String>,
    /// Rows in file order.
    pub options: Vec<DraftOption>,
}

/// A row as read.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct DraftOption {
    /// Where it stands.
    pub place: Place,
    /// Identifier, if the file has one.
    pub id: Option<String>,
    /// The number the file prints beside the row.
    pub number: Option<String>,
    /// Kind, as written.
    pub kind: Option<String>,
    /// Status, as written.
    pub status: Option<String>,
    /// Whether the row was hidden in the spreadsheet.
    pub hidden: bool,
    /// Full name.
    pub name: DraftText,
    /// Official short name.
    pub short: DraftText,
    /// How to say it.
    pub spoken: DraftText,
    /// Details.
    pub detail: DraftText,
    /// Kazakh name parts.
    pub parts_kk: Option<NameParts>,
    /// Russian name parts.
    pub parts_ru: Option<NameParts>,
}

/// A text as read; an empty cell is `None`.
#[derive(Clone, Debug, Default, PartialEq, Eq, serde::Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DraftText {
    /// Kazakh.
    #[serde(default)]
    pub kk: Option<String>,
    /// Russian.
    #[serde(default)]
    pub ru: Option<String>,
    /// English.
    #[serde(default)]
    pub en: Option<String>,
}

impl DraftText {
    /// Whether no language has a text.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.kk.is_none() && self.ru.is_none() && self.en.is_none()
    }
}
