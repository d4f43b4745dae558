//! The program's own format `election/1`. A key that it does not know is an error: a misspelt
//! `status` would let a withdrawn candidate stand.

use serde::Deserialize;

use super::{ListReader, MAX_FILE_MB, MAX_LIST_ROWS};
use crate::draft::{Draft, DraftContest, DraftOption, DraftText};
use crate::{NameParts, Place, Problem, ProblemKind};

/// The format this module reads, and `Election::to_json` writes.
pub(crate) const FORMAT: &str = "election/1";
/// The most of the reader's words that a message repeats.
const SHOWN_DETAIL: usize = 300;

/// The one key that every version has.
#[derive(Deserialize)]
struct AnyVersion {
    #[serde(default)]
    format: Option<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct ElectionFile {
    #[serde(rename = "format")]
    _format: String,
    #[serde(default)]
    id: Option<String>,
    #[serde(default)]
    date: Option<String>,
    #[serde(default)]
    title: Option<DraftText>,
    contests: Vec<ContestFile>,
    /// Where the list was taken from; for people.
    #[serde(default, rename = "sources")]
    _sources: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct ContestFile {
    id: String,
    #[serde(default)]
    title: Option<DraftText>,
    #[serde(default)]
    short_title: Option<DraftText>,
    #[serde(default)]
    question: Option<DraftText>,
    #[serde(default)]
    max_choices: Option<i64>,
    #[serde(default)]
    form: Option<String>,
    options: Vec<OptionFile>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct OptionFile {
    #[serde(default)]
    id: Option<String>,
    #[serde(default)]
    kind: Option<String>,
    #[serde(default)]
    status: Option<String>,
    name: DraftText,
    #[serde(default)]
    parts: Option<PartsFile>,
    #[serde(default)]
    short: Option<DraftText>,
    #[serde(default)]
    spoken: Option<DraftText>,
    #[serde(default)]
    detail: Option<DraftText>,
}

#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct PartsFile {
    #[serde(default)]
    kk: Option<NameParts>,
    #[serde(default)]
    ru: Option<NameParts>,
}

impl ListReader<'_> {
    /// Reads an election file into a draft.
    pub(super) fn json(&mut self, text: &str) -> Result<Draft, Problem> {
        // A row is an object, so more braces than this are no election but a flood of memory.
        if text.bytes().filter(|byte| *byte == b'{').count() > 4 * MAX_LIST_ROWS {
            return Err(self.problem(ProblemKind::TooLarge { limit_mb: MAX_FILE_MB }));
        }
        let syntax = |error: serde_json::Error| {
            let detail = error.to_string().chars().take(SHOWN_DETAIL).collect();
            self.problem(ProblemKind::Syntax { detail })
        };
        let version: AnyVersion = serde_json::from_str(text).map_err(syntax)?;
        if version.format.as_deref() != Some(FORMAT) {
            let found = version.format.unwrap_or_default().chars().take(SHOWN_DETAIL).collect();
            let kind = ProblemKind::UnknownFormat { found, expected: FORMAT.to_owned() };
            return Err(Problem::new(Place::file(self.file).column("format"), kind));
        }
        let file: ElectionFile = serde_json::from_str(text).map_err(syntax)?;
        let contests = file.contests.into_iter().enumerate();
        Ok(self.finish(Draft {
            file: String::new(),
            id: file.id,
            date: file.date,
            title: file.title.unwrap_or_default(),
            contests: contests.map(|(index, contest)| self.json_contest(index, contest)).collect(),
        }))
    }

    fn json_contest(&self, index: usize, file: ContestFile) -> DraftContest {
        let place = Place::file(self.file).column(&format!("contests[{index}]"));
        let options = (1..).zip(file.options);
        DraftContest {
            options: options.map(|(position, option)| json_option(&place, position, option)).collect(),
            id: file.id,
            title: file.title.unwrap_or_default(),
            short_title: file.short_title.unwrap_or_default(),
            question: file.question.unwrap_or_default(),
            max_choices: file.max_choices,
            form: file.form,
            place,
        }
    }
}

fn json_option(contest: &Place, position: u32, file: OptionFile) -> DraftOption {
    let path = contest.column.as_deref().unwrap_or_default();
    let column = format!("{path}.options[{}]", position.saturating_sub(1));
    let parts = file.parts.unwrap_or_default();
    DraftOption {
        place: Place { row: Some(position), ..contest.column(&column) },
        id: file.id,
        number: None,
        kind: file.kind,
        status: file.status,
        hidden: false,
        name: file.name,
        short: file.short.unwrap_or_default(),
        spoken: file.spoken.unwrap_or_default(),
        detail: file.detail.unwrap_or_default(),
        parts_kk: parts.kk,
        parts_ru: parts.ru,
    }
}
