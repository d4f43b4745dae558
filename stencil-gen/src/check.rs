//! `check`: proves finished files against their list and form.
//!
//! The proof-reader trusts nothing. It reads the inputs again, opens the finished files with a
//! PDF reader, a geometry and a Braille table of its own, and shares nothing with `layout`,
//! `export`, `braille`, `pdf` or `fonts`; a test holds that. `report.json` is read only to prove
//! that it agrees.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use ballot::{Language, Problem};
use wording::Phrase;

mod booklet;
mod expect;
mod finding;
mod finding_words;
mod fold;
mod ink;
mod letters;
mod outline;
mod page;
mod parts;
pub mod picture;
mod plane;
mod preview;
mod proof;
mod reader;
mod report;
mod run;
mod shapes;
mod sheets;
mod source;
mod strict;
mod titles;
mod tokens;

#[cfg(test)]
mod tests;

pub use booklet::BookletFinding;
pub use expect::Level;
pub use finding::{CheckFinding, Found, Measured, Notches, OutOfPlace, ReportPart, ReportValue};
pub use plane::{Bounds, Spot};
pub use run::{Run, contest_folders};
pub use source::Given;

use expect::Wanted;
use ink::Page;
use proof::Facts;
use source::Source;

/// Why a folder cannot be checked at all.
#[derive(Debug, thiserror::Error)]
pub enum CheckError {
    /// A file or folder that the system does not let us read.
    #[error("{}: {detail}", .path.display())]
    Unreadable {
        /// The file or folder.
        path: PathBuf,
        /// The system's words.
        detail: String,
    },
    /// A folder without finished files.
    #[error("{}: no finished files", .0.display())]
    NothingToCheck(PathBuf),
    /// A list, a form or options that cannot be read as such.
    #[error("{0:?}")]
    Input(Vec<Problem>),
}

impl From<Problem> for CheckError {
    fn from(problem: Problem) -> Self {
        Self::Input(vec![problem])
    }
}

/// What a check found.
#[derive(Clone, Debug, Default)]
pub struct Checked {
    /// The contest's folder.
    pub folder: PathBuf,
    /// Everything that is wrong, in the order of the files.
    pub found: Vec<Found>,
    /// How many stencils were proof-read.
    pub stencils: usize,
    /// How many dots they have.
    pub dots: usize,
    /// How many windows they have.
    pub windows: usize,
    /// The languages of the stencils.
    pub languages: Vec<Language>,
    about: Option<run::About>,
}

/// A folder of more bytes is none that `make` filled.
const LARGEST_FOLDER: usize = 256 * 1024 * 1024;
/// Folders in folders in folders: more is a trap.
const DEEPEST_FOLDER: usize = 8;

/// Proof-reads a contest's folder.
///
/// # Errors
///
/// [`CheckError`] when the inputs cannot be read; whatever is wrong with finished files is a
/// finding.
pub fn folder(folder: &Path, given: &Given) -> Result<Checked, CheckError> {
    let mut files = BTreeMap::new();
    let mut room = LARGEST_FOLDER;
    gather(folder, folder, &mut files, &mut room)?;
    let mut found = Vec::new();
    let source = source::read(folder, given, &mut found)?;
    let (more, stencils, dots, windows) = files_of(&files, &source);
    found.extend(more);
    let (languages, about) = (source.languages(), Some(run::About::new(&source)));
    Ok(Checked { folder: folder.to_owned(), found, stencils, dots, windows, languages, about })
}

/// Every file below a folder, by its name with `/`. Links, pipes and devices are no finished files,
/// and `room` is how many more bytes there may be.
fn gather(
    root: &Path,
    folder: &Path,
    files: &mut BTreeMap<String, Vec<u8>>,
    room: &mut usize,
) -> Result<(), CheckError> {
    let unreadable =
        |error: std::io::Error| CheckError::Unreadable { path: folder.to_owned(), detail: error.to_string() };
    for entry in fs::read_dir(folder).map_err(unreadable)? {
        let entry = entry.map_err(unreadable)?;
        let path = entry.path();
        let too_large = |path: &Path| CheckError::Unreadable { path: path.to_owned(), detail: "too large".to_owned() };
        if entry.file_type().map_err(unreadable)?.is_dir() {
            if path.components().count() > root.components().count() + DEEPEST_FOLDER {
                return Err(too_large(&path));
            }
            let before = files.len();
            gather(root, &path, files, room)?;
            if files.len() == before {
                // An empty folder is told as a file too many.
                files.insert(format!("{}/", name_in(root, &path)), Vec::new());
            }
        } else {
            let name = name_in(root, &path);
            let bytes = source::read_file(&path)?;
            // An empty file takes room as well.
            *room = room.checked_sub(bytes.len().max(1024)).ok_or_else(|| too_large(&path))?;
            files.insert(name, bytes);
        }
    }
    Ok(())
}

/// A file's name in the folder, with `/`.
fn name_in(root: &Path, path: &Path) -> String {
    path.strip_prefix(root).unwrap_or(path).to_string_lossy().replace('\\', "/")
}

/// A stencil as read, for the comparison with the report.
struct ReadStencil<'a> {
    code: &'static str,
    wanted: Wanted<'a>,
    facts: Facts,
    has_guide: bool,
    sound: bool,
}

/// Proof-reads files in memory: findings, and how many stencils, dots and windows there were.
fn files_of(files: &BTreeMap<String, Vec<u8>>, source: &Source) -> (Vec<Found>, usize, usize, usize) {
    let mut found = Vec::new();
    let mut stencils = Vec::new();
    let known = source.files();
    for code in source.stencils() {
        let Some(wanted) = source.wanted(code) else { continue };
        stencils.extend(stencil(files, code, wanted, &known, &mut found));
    }
    let sheets = [
        ("specimen.pdf", sheets::specimen::read as SheetCheck, Phrase::Specimen, Language::Kk),
        ("alignment.pdf", sheets::alignment::read, Phrase::AlignmentTitle, Language::Ru),
    ];
    for (name, check, what, language) in sheets {
        if let Some(page) = one_page(files, name, &mut found) {
            let (title, language) = titles::sheet(what, &source.contest, language);
            found.extend(titles::title_wrong(&page, &title, language).map(|finding| about(name, finding)));
            found.extend(check(&page, source, name));
        }
    }
    found.extend(stickers(files, source));
    found.extend(check_report(files, source, &stencils));
    found.extend(booklet::check(files, source, ridges(&stencils)));
    found.extend(file_set(files, source));
    once_each(&mut found);
    let dots = stencils.iter().map(|stencil| stencil.facts.dots).sum();
    let windows = stencils.iter().flat_map(|stencil| &stencil.facts.rows).filter(|row| row.window.is_some()).count();
    (found, stencils.len(), dots, windows)
}

/// Whether the stencils have ridges: where they are sound, the room beside their windows tells.
fn ridges(stencils: &[ReadStencil<'_>]) -> Option<bool> {
    let room = |stencil: &ReadStencil<'_>| {
        let edges = stencil.facts.rows.iter().filter_map(|row| row.window).map(|window| window.right);
        stencil.wanted.form.page.width.mm() - edges.fold(0.0, f64::max)
    };
    let known = !stencils.is_empty() && stencils.iter().all(|stencil| stencil.sound);
    known.then(|| stencils.iter().all(|stencil| room(stencil) >= report::RIDGE_ROOM))
}

type SheetCheck = fn(&Page, &Source, &str) -> Vec<Found>;

/// Proof-reads one stencil with the files that must agree with it.
fn stencil<'a>(
    files: &BTreeMap<String, Vec<u8>>,
    code: &'static str,
    wanted: Wanted<'a>,
    known: &BTreeSet<String>,
    found: &mut Vec<Found>,
) -> Option<ReadStencil<'a>> {
    let name = format!("stencil.{code}.pdf");
    let page = one_page(files, &name, found)?;
    let (title, language) = titles::stencil(&wanted);
    found.extend(titles::title_wrong(&page, &title, language).map(|finding| about(&name, finding)));
    let (more, facts) = proof::read(&page, &wanted, &name);
    // A sheet about a wrong stencil is not to be signed whatever it says.
    // Neither does what is compared with its PDF say anything.
    let sound = more.is_empty();
    found.extend(more);
    found.extend(preview(files, code));
    if sound {
        found.extend(shapes::compare(files, code, &title, &page));
        found.extend(signed(files, known, &wanted, &facts));
    }
    let has_guide = page.on("Guide").any(|shape| shape.ring().is_some());
    Some(ReadStencil { code, wanted, facts, has_guide, sound })
}

/// Proof-reads the stickers for stencils of an earlier run, against those stencils.
fn stickers(files: &BTreeMap<String, Vec<u8>>, source: &Source) -> Vec<Found> {
    let mut found = Vec::new();
    let Some(earlier) = &source.earlier else { return found };
    for (row, code) in source.stickers() {
        let (name, made) = (source::sticker_name(row, code), format!("{}stencil.{code}.pdf", source::EARLIER));
        let Some(wanted) = earlier.wanted(code) else { continue };
        let pages = one_page(files, &name, &mut found).zip(one_page(files, &made, &mut found));
        let Some((page, stencil)) = pages else { continue };
        let (title, language) = titles::sticker(row, &wanted);
        found.extend(titles::title_wrong(&page, &title, language).map(|finding| about(&name, finding)));
        let made = proof::sticker::Made { file: &made, page: &stencil, wanted: &wanted };
        found.extend(proof::sticker::read(&page, &name, row, &made));
    }
    found
}

/// A preview, if there is one, shows its PDF.
fn preview(files: &BTreeMap<String, Vec<u8>>, code: &str) -> Option<Found> {
    let (picture, pdf) = (format!("stencil.{code}.png"), format!("stencil.{code}.pdf"));
    let shows = preview::shows(files.get(&picture)?, files.get(&pdf)?);
    (!shows).then(|| about(&picture, CheckFinding::PictureDiffers { file: picture.clone() }))
}

/// Proof-reads the sheet that is signed for a stencil.
fn signed(
    files: &BTreeMap<String, Vec<u8>>,
    known: &BTreeSet<String>,
    wanted: &Wanted<'_>,
    facts: &Facts,
) -> Vec<Found> {
    let mut found = Vec::new();
    let name = format!("proof.{}.pdf", wanted.code());
    if let Some(pages) = all_pages(files, &name, &mut found) {
        let (title, language) = titles::sheet(Phrase::ProofTitle, wanted.contest, wanted.first_language());
        let wrong = pages.first().and_then(|page| titles::title_wrong(page, &title, language));
        found.extend(wrong.map(|finding| about(&name, finding)));
        found.extend(sheets::signed::read(&pages, &sheets::signed::Signed { wanted, facts, files, known }, &name));
    }
    found
}

fn about(file: &str, finding: CheckFinding) -> Found {
    Found { file: file.to_owned(), row: None, place: None, finding }
}

/// The pages of a file, or the finding that says why there are none.
fn all_pages(files: &BTreeMap<String, Vec<u8>>, name: &str, found: &mut Vec<Found>) -> Option<Vec<Page>> {
    let Some(bytes) = files.get(name) else {
        found.push(about(name, CheckFinding::FileMissing { file: name.to_owned() }));
        return None;
    };
    page::pages(bytes).map_err(|detail| found.push(about(name, CheckFinding::unreadable(name, detail)))).ok()
}

/// The only page of a file, or the finding that says why there is none.
fn one_page(files: &BTreeMap<String, Vec<u8>>, name: &str, found: &mut Vec<Found>) -> Option<Page> {
    let mut pages = all_pages(files, name, found)?;
    if pages.len() != 1 {
        let detail = format!("{} pages", pages.len());
        found.push(about(name, CheckFinding::FinishedUnreadable { file: name.to_owned(), detail }));
        return None;
    }
    pages.pop()
}

/// Files that list and options do not call for, and those that are missing.
fn file_set(files: &BTreeMap<String, Vec<u8>>, source: &Source) -> Vec<Found> {
    let wanted = source.files();
    let missing = wanted.iter().filter(|name| !files.contains_key(*name));
    let missing = missing.map(|file| about(file, CheckFinding::FileMissing { file: file.clone() }));
    let extra = files.keys().filter(|name| !wanted.contains(*name));
    missing.chain(extra.map(|file| about(file, CheckFinding::FileUnlisted { file: file.clone() }))).collect()
}

/// A file that is missing or too many is told once, whoever looked for it.
fn once_each(found: &mut Vec<Found>) {
    let mut seen = Vec::new();
    found.retain(|found| {
        let is_file = matches!(found.finding, CheckFinding::FileMissing { .. } | CheckFinding::FileUnlisted { .. });
        let again = is_file && seen.contains(found);
        if is_file && !again {
            seen.push(found.clone());
        }
        !again
    });
}

fn check_report(files: &BTreeMap<String, Vec<u8>>, source: &Source, stencils: &[ReadStencil<'_>]) -> Vec<Found> {
    let Some(bytes) = files.get(report::FILE) else {
        return vec![about(report::FILE, CheckFinding::FileMissing { file: report::FILE.to_owned() })];
    };
    let value = match serde_json::from_slice(bytes) {
        Ok(report::Unique(value)) => value,
        Err(error) => {
            let finding = CheckFinding::FinishedUnreadable { file: report::FILE.to_owned(), detail: error.to_string() };
            return vec![about(report::FILE, finding)];
        }
    };
    let read: Vec<report::Stencil<'_>> = stencils
        .iter()
        .map(|stencil| report::Stencil {
            code: stencil.code,
            wanted: &stencil.wanted,
            facts: &stencil.facts,
            has_guide: stencil.has_guide,
            sound: stencil.sound,
        })
        .collect();
    report::compare(&value, source, &read, files)
}
