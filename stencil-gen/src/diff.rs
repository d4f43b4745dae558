//! `make --diff OLD`: which files a new list changes, and stickers for stencils already made.

use std::collections::BTreeSet;
use std::fs;

use ballot::{Contest, Election, Status};

use crate::export::stencil;
use crate::folder::OutputFile;
use crate::layout::{Finding, sticker};
use crate::make::{self, DrawError, LaidContest};
use crate::notice::{FileProblem, Notice};
use crate::source::{EARLIER, Earlier};

/// What became of a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Change {
    /// New bytes.
    Changed,
    /// Not there before.
    Added,
    /// Not made any more.
    Removed,
    /// The same bytes.
    Same,
}

/// What a new list changes for one contest.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Difference {
    /// The contest's identifier.
    pub contest: String,
    /// Files with what became of them, by name.
    pub files: Vec<(String, Change)>,
    /// Rows whose words differ, withdrawn ones included.
    pub rows: Vec<u32>,
    /// Rows that stood before and are withdrawn now.
    pub withdrawn: Vec<u32>,
}

/// Compares a contest's new files with an earlier run's.
#[must_use]
pub fn compare(earlier: &Earlier, contest: &Contest, files: &[OutputFile]) -> Difference {
    let old_names: BTreeSet<String> = crate::folder::names_in(&earlier.folder).into_iter().collect();
    let names: BTreeSet<&str> =
        files.iter().map(|file| file.name.as_str()).chain(old_names.iter().map(String::as_str)).collect();
    let change = |name: &str| {
        let old = fs::read(earlier.folder.join(name)).ok();
        let new = files.iter().find(|file| file.name == name).map(|file| &file.bytes);
        match (old, new) {
            (Some(old), Some(new)) if old == *new => Change::Same,
            (Some(_), Some(_)) => Change::Changed,
            (None, _) => Change::Added,
            (Some(_), None) => Change::Removed,
        }
    };
    let old = earlier.input.ballots.first().map(|ballot| &ballot.contest);
    let differs = |option: &&ballot::BallotOption| {
        let before = old.and_then(|old| old.options.iter().find(|before| before.number == option.number));
        before != Some(*option)
    };
    Difference {
        contest: contest.id.clone(),
        files: names.into_iter().map(|name| (name.to_owned(), change(name))).collect(),
        rows: contest.options.iter().filter(differs).map(|option| option.number).collect(),
        withdrawn: newly_withdrawn(earlier, contest),
    }
}

/// Rows with the same name as before that stood then and are withdrawn now.
pub(crate) fn newly_withdrawn(earlier: &Earlier, contest: &Contest) -> Vec<u32> {
    let Some(old) = earlier.input.ballots.first().map(|ballot| &ballot.contest) else { return Vec::new() };
    let same = |(before, now): &(&ballot::BallotOption, &ballot::BallotOption)| {
        before.name == now.name && before.status == Status::Standing && now.status == Status::Withdrawn
    };
    old.options.iter().zip(&contest.options).filter(same).map(|(_, now)| now.number).collect()
}

/// Cover stickers for the earlier stencils with copies of those stencils and their sources, which
/// prove the stickers; and a notice for each row that can have none.
///
/// # Errors
///
/// [`DrawError`] when a sticker's file cannot be completed.
pub fn stickers(
    election: &Election,
    earlier: &Earlier,
    rows: &[u32],
) -> Result<(Vec<OutputFile>, Vec<Notice>), DrawError> {
    let (mut files, mut notices) = (Vec::new(), Vec::new());
    for row in rows {
        let mut input = earlier.input.clone();
        for option in input.ballots.iter_mut().flat_map(|ballot| &mut ballot.contest.options) {
            if option.number == *row {
                option.status = Status::Withdrawn;
            }
        }
        let lay = |input| make::lay_out_all(input, earlier.wanted, &earlier.settings).unwrap_or_default();
        for (made, new) in lay(&earlier.input).iter().zip(lay(&input)) {
            add((election, earlier), made, &new, *row, &mut files, &mut notices)?;
        }
    }
    if !files.is_empty() {
        let kept = earlier.sources.iter().cloned();
        files.extend(kept.map(|file| OutputFile { name: format!("{EARLIER}{}", file.name), ..file }));
    }
    Ok((files, notices))
}

/// The names of the stickers among the files that [`stickers`] gives.
pub(crate) fn sticker_names(files: &[OutputFile]) -> impl Iterator<Item = &str> {
    files.iter().map(|file| file.name.as_str()).filter(|name| name.starts_with("sticker."))
}

/// Adds an earlier stencil's file; what is wrong where it cannot be read.
fn keep(earlier: &Earlier, name: &str, files: &mut Vec<OutputFile>) -> Result<(), Notice> {
    let kept = format!("{EARLIER}{name}");
    if files.iter().any(|file| file.name == kept) {
        return Ok(());
    }
    let path = earlier.folder.join(name);
    match fs::read(&path) {
        Ok(bytes) => files.push(OutputFile { name: kept, bytes }),
        Err(error) => return Err(FileProblem::Unreadable { path, detail: error.to_string() }.into()),
    }
    Ok(())
}

fn add(
    (election, earlier): (&Election, &Earlier),
    made: &LaidContest,
    withdrawn: &LaidContest,
    row: u32,
    files: &mut Vec<OutputFile>,
    notices: &mut Vec<Notice>,
) -> Result<(), DrawError> {
    for ((scope, old), (_, new)) in made.stencils.iter().zip(&withdrawn.stencils) {
        match sticker(old, new, row, *scope) {
            Some(plan) => {
                // Without the stencil it is for, nobody could tell whether a sticker fits.
                if let Err(notice) = keep(earlier, &format!("stencil.{}.pdf", scope.code()), files) {
                    notices.push(notice);
                    continue;
                }
                let title = format!("sticker – {} – {row}", made.ballot.contest.id);
                let bytes = stencil::pdf(election, &title, *scope, &plan)?;
                files.push(OutputFile { name: format!("sticker.{row}.{}.pdf", scope.code()), bytes });
            }
            None => notices.push(Notice::Layout {
                contest: made.ballot.contest.id.clone(),
                scope: *scope,
                finding: Finding::StickerNotPossible { row },
            }),
        }
    }
    Ok(())
}
