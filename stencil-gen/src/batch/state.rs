//! What became of a ballot, remembered beside the output (`.batch/NAME.json`, `batch-state/1`).
//!
//! A ballot is done when it was asked for with the same inputs, options and program, and its folder
//! holds the very files that were proof-read, and no other. The name alone says nothing.

use std::fs;
use std::path::Path;

use ballot::Language;
use serde::{Deserialize, Serialize};
use wording::{Coded, Severity};

use super::place::{Out, put};
use crate::check::Found;
use crate::folder;
use crate::notice::{FileProblem, Notice};

const FORMAT: &str = "batch-state/1";

/// A text in Kazakh, Russian and English.
pub type Words = [String; 3];

/// The languages of [`Words`].
pub const LANGUAGES: [Language; 3] = [Language::Kk, Language::Ru, Language::En];

/// What became of a ballot.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct State {
    format: String,
    /// Hash of everything that decides about its bytes.
    pub asked: String,
    /// What was made; nothing after an error.
    pub made: Option<Made>,
    /// What there is to tell.
    pub told: Vec<Told>,
}

/// A ballot that was made and proof-read.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Made {
    /// The contest, which is the name of the inner folder.
    pub contest: String,
    /// Its title.
    pub title: Words,
    /// The day of voting.
    pub date: String,
    /// Notches.
    pub notches: u8,
    /// The stencils' codes: `kk`, `ru` or `both`.
    pub stencils: Vec<String>,
    /// SHA-256 of `report.json`, which has that of every other file.
    pub report: String,
}

/// An error or a warning, in words.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Told {
    /// Its code.
    pub code: String,
    /// Whether the ballot was not made because of it.
    pub is_error: bool,
    /// Where.
    pub place: Words,
    /// What.
    pub text: Words,
    /// What to do.
    pub remedy: Words,
}

impl Told {
    /// A notice in words.
    #[must_use]
    pub fn of(notice: &Notice) -> Self {
        Self::coded(notice.coded(), LANGUAGES.map(|language| notice.place(language)))
    }

    /// A finding of the proof-reader in words.
    #[must_use]
    pub fn found(found: &Found) -> Self {
        let place = match found.row {
            Some(row) => format!("{}, {row}", found.file),
            None => found.file.clone(),
        };
        Self::coded(&found.finding, [place.clone(), place.clone(), place])
    }

    fn coded(coded: &dyn Coded, place: Words) -> Self {
        Self {
            code: coded.code().as_str().to_owned(),
            is_error: coded.code().severity() == Severity::Error,
            place,
            text: LANGUAGES.map(|language| wording::text(coded, language)),
            remedy: LANGUAGES.map(|language| wording::remedy(coded, language)),
        }
    }
}

impl State {
    /// What became of a ballot. The same words are told once.
    #[must_use]
    pub fn new(asked: String, made: Option<Made>, told: Vec<Told>) -> Self {
        let mut once: Vec<Told> = Vec::new();
        for told in told {
            if !once.contains(&told) {
                once.push(told);
            }
        }
        Self { format: FORMAT.to_owned(), asked, made, told: once }
    }

    /// What is remembered of a ballot, if anything is.
    #[must_use]
    pub fn read(out: &Out, name: &str) -> Option<Self> {
        let state: Self = serde_json::from_slice(&fs::read(out.memory(name)).ok()?).ok()?;
        (state.format == FORMAT).then_some(state)
    }

    /// Whether this is still so: asked for alike, and every file as it was proof-read.
    #[must_use]
    pub fn holds(&self, asked: &str, folder: &Path) -> bool {
        self.asked == asked
            && self.made.as_ref().is_some_and(|made| {
                folder::entries(folder) == [made.contest.as_str()]
                    && folder::is_whole(&folder.join(&made.contest), &made.report)
            })
    }

    /// Remembers it.
    ///
    /// # Errors
    ///
    /// [`FileProblem::Unwritable`].
    pub fn write(&self, out: &Out, name: &str) -> Result<(), FileProblem> {
        let path = out.memory(name);
        let written = put(&path.with_extension("new"), &path, |to| {
            serde_json::to_writer(&mut *to, self)?;
            to.write_all(b"\n")
        });
        written.map_err(|error| FileProblem::Unwritable { path, detail: error.to_string() })
    }

    /// How many errors and warnings there are.
    #[must_use]
    pub fn counts(&self) -> (usize, usize) {
        let errors = self.told.iter().filter(|told| told.is_error).count();
        (errors, self.told.len().saturating_sub(errors))
    }
}
