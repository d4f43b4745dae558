//! A run's folder: every contest of its lists in a folder of its own name, and nothing beside them.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use ballot::Language;
use serde_json::Value;

use super::finding::{CheckFinding, Found};
use super::source::Source;
use super::{CheckError, Checked, about, report};

/// The folders at a path, before they are checked.
#[derive(Clone, Debug)]
pub struct Run {
    folders: Vec<PathBuf>,
    /// What lies beside them.
    strays: Vec<String>,
    /// The path is one contest's folder: what lies beside it is not looked at.
    is_contest: bool,
}

/// What a contest's folder says of its run.
#[derive(Clone, Debug)]
pub(super) struct About {
    contest: String,
    date: String,
    notches: u8,
    languages: Vec<Language>,
    /// Every contest of the list, and the list.
    contests: Vec<String>,
    list: Vec<u8>,
    /// The options that all contests of a run share.
    shared: BTreeMap<String, Value>,
}

/// Options that differ from contest to contest.
const OWN: [&str; 4] = ["contest", "form", "notches", "stickers"];

impl About {
    pub(super) fn new(source: &Source) -> Self {
        let told = source.told.as_object().into_iter().flatten();
        let shared = told.filter(|(key, _)| !OWN.contains(&key.as_str()));
        Self {
            contest: source.contest.id.clone(),
            date: source.election.date.clone(),
            notches: source.contest.position,
            languages: source.languages(),
            contests: source.election.contests.iter().map(|contest| contest.id.clone()).collect(),
            list: source.list.clone(),
            shared: shared.map(|(key, value)| (key.clone(), value.clone())).collect(),
        }
    }
}

/// A folder of its own with sources or a report. A link is none: what it leads to can change after
/// the check.
fn is_contest(folder: &Path) -> bool {
    let found = |name: &str| fs::symlink_metadata(folder.join(name));
    found("source").is_ok_and(|found| found.is_dir()) || found(report::FILE).is_ok_and(|found| found.is_file())
}

/// The contests' folders at a path: itself, or the folders in it.
///
/// # Errors
///
/// As [`Run::open`].
pub fn contest_folders(path: &Path) -> Result<Vec<PathBuf>, CheckError> {
    Run::open(path).map(|run| run.folders)
}

impl Run {
    /// Looks what there is to check at a path: one contest's folder, or a folder of such folders.
    ///
    /// # Errors
    ///
    /// [`CheckError`] when the path is no folder or holds no finished files.
    pub fn open(path: &Path) -> Result<Self, CheckError> {
        if is_contest(path) {
            return Ok(Self { folders: vec![path.to_owned()], strays: Vec::new(), is_contest: true });
        }
        let unreadable =
            |error: std::io::Error| CheckError::Unreadable { path: path.to_owned(), detail: error.to_string() };
        let (mut folders, mut strays) = (Vec::new(), Vec::new());
        for entry in fs::read_dir(path).map_err(unreadable)? {
            let entry = entry.map_err(unreadable)?;
            if entry.file_type().map_err(unreadable)?.is_dir() && is_contest(&entry.path()) {
                folders.push(entry.path());
            } else {
                strays.push(entry.file_name().to_string_lossy().into_owned());
            }
        }
        folders.sort();
        strays.sort();
        if folders.is_empty() {
            return Err(CheckError::NothingToCheck(path.to_owned()));
        }
        Ok(Self { folders, strays, is_contest: false })
    }

    /// The contests' folders.
    #[must_use]
    pub fn folders(&self) -> &[PathBuf] {
        &self.folders
    }

    /// What is wrong with the folders as a whole, after each was checked.
    #[must_use]
    pub fn compare(&self, checked: &[Checked]) -> Vec<Found> {
        let mut found: Vec<CheckFinding> =
            self.strays.iter().map(|name| CheckFinding::StrayEntry { name: name.clone() }).collect();
        let known: Vec<&About> = checked.iter().filter_map(|checked| checked.about.as_ref()).collect();
        for checked in checked {
            let Some(about) = &checked.about else { continue };
            let real = fs::canonicalize(&checked.folder).unwrap_or_else(|_| checked.folder.clone());
            let name = real.file_name().unwrap_or_default().to_string_lossy().into_owned();
            if name != about.contest {
                found.push(CheckFinding::FolderRenamed { name, contest: about.contest.clone() });
            }
        }
        if !self.is_contest {
            found.extend(missing(&known));
            found.extend(pairs(&known));
        }
        found.into_iter().map(|finding| about("", finding)).collect()
    }
}

/// Contests of a list that have no folder.
fn missing(known: &[&About]) -> Vec<CheckFinding> {
    let mut missing: Vec<&String> = known
        .iter()
        .flat_map(|about| about.contests.iter().map(move |contest| (about, contest)))
        .filter(|(about, contest)| !known.iter().any(|other| other.list == about.list && other.contest == **contest))
        .map(|(_, contest)| contest)
        .collect();
    missing.sort();
    missing.dedup();
    missing.into_iter().map(|contest| CheckFinding::ContestMissing { contest: contest.clone() }).collect()
}

/// Two contests that cannot be told apart, or that one run cannot have made.
fn pairs(known: &[&About]) -> Vec<CheckFinding> {
    let mut found = Vec::new();
    for (index, second) in known.iter().enumerate() {
        for first in known.iter().take(index) {
            let names = || (first.contest.clone(), second.contest.clone());
            // Round notches are Kazakh, square ones Russian.
            let shared = first.languages.iter().any(|language| second.languages.contains(language));
            if first.date == second.date && first.notches == second.notches && shared {
                let (first, second) = names();
                found.push(CheckFinding::NotchesAlike { first, second });
            }
            if first.list == second.list && first.shared != second.shared {
                let keys = first.shared.keys().chain(second.shared.keys());
                let mut keys: Vec<&str> =
                    keys.filter(|key| first.shared.get(*key) != second.shared.get(*key)).map(String::as_str).collect();
                keys.sort_unstable();
                keys.dedup();
                let (keys, (first, second)) = (keys.join(", "), names());
                found.push(CheckFinding::MadeDifferently { first, second, keys });
            }
        }
    }
    found
}
