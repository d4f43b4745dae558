//! The trainee's files: what was done so far, the certificate; and the trainer's roster, with consent alone.

use std::fs;
use std::path::{Path, PathBuf};

use ballot::Language;
use course::{CourseProblem, Grade, Library, Progress};

use super::paper;
use crate::desk::media;
use crate::desk::report;
use crate::notice::{FileProblem, Notice};

/// What was done so far, in the trainee's folder.
const PROGRESS: &str = "progress.json";
/// The certificate, beside it.
const CERTIFICATE: &str = "certificate.pdf";
/// No file of progress or roster is larger, in bytes.
const LARGEST: u64 = 1024 * 1024;
/// The first line of a roster.
const ROSTER: &str = "name,date,right,of,passed,minutes\n";

/// Keeps the files of one trainee.
#[derive(Clone, Debug, Default)]
pub struct Keeper {
    /// The trainee's folder; without one nothing is kept.
    folder: Option<PathBuf>,
    /// The trainee's name, for certificate and roster.
    name: Option<String>,
    /// The trainer's roster.
    roster: Option<PathBuf>,
    /// The day, `YYYY-MM-DD`.
    today: String,
    problems: Vec<Notice>,
}

impl Keeper {
    /// What is kept, and where.
    #[must_use]
    pub const fn new(folder: Option<PathBuf>, name: Option<String>, roster: Option<PathBuf>, today: String) -> Self {
        Self { folder, name, roster, today, problems: Vec::new() }
    }

    /// What was done so far; nothing where nothing was kept.
    ///
    /// # Errors
    ///
    /// The folder cannot be made, or the file there is none of ours. It is left as it is.
    pub fn progress(&self) -> Result<Progress, Notice> {
        let Some(folder) = &self.folder else { return Ok(Progress::default()) };
        let path = folder.join(PROGRESS);
        let unreadable = |path: &Path, error: &std::io::Error| {
            Notice::from(FileProblem::FileUnreadable { path: path.to_owned(), detail: error.to_string() })
        };
        fs::create_dir_all(folder).map_err(|error| {
            Notice::from(FileProblem::FileUnwritable { path: folder.clone(), detail: error.to_string() })
        })?;
        match read(&path) {
            Ok(Some(text)) => {
                let wrong = |problem: CourseProblem| Notice::Course { file: path.clone(), problem };
                Progress::from_json(&text).map_err(wrong)
            }
            Ok(None) => Ok(Progress::default()),
            Err(error) => Err(unreadable(&path, &error)),
        }
    }

    /// Whether the trainee is to be asked about the roster.
    pub(super) const fn has_roster(&self) -> bool {
        self.name.is_some() && self.roster.is_some()
    }

    /// Files that could not be written.
    pub(super) fn problems(&self) -> &[Notice] {
        &self.problems
    }

    /// Keeps what was done so far.
    pub(super) fn save(&mut self, progress: &Progress) {
        if let Some(folder) = &self.folder {
            let path = folder.join(PROGRESS);
            self.write(&path, progress.to_json().as_bytes());
        }
    }

    /// Writes the certificate of a course that was passed. Whether it is there.
    pub(super) fn certificate(&mut self, library: &Library, grade: &Grade, language: Language) -> bool {
        let Some(folder) = self.folder.clone().filter(|_| grade.is_passed()) else { return false };
        let text = paper::certificate(library, grade, self.name.as_deref(), &self.today, language);
        report::large_pdf(&text, language).is_ok_and(|pdf| self.write(&folder.join(CERTIFICATE), &pdf))
    }

    /// Writes the trainee into the roster, in place of an earlier line. Only ever called with consent.
    pub(super) fn roster(&mut self, grade: &Grade, progress: &Progress) {
        let (Some(name), Some(path)) = (self.name.clone(), self.roster.clone()) else { return };
        let name = cell(&name);
        let kept = match read(&path) {
            Ok(text) => text.unwrap_or_default(),
            Err(error) => {
                self.problems.push(FileProblem::FileUnreadable { path, detail: error.to_string() }.into());
                return;
            }
        };
        if !kept.is_empty() && !kept.starts_with(ROSTER) {
            self.problems.push(FileProblem::NotOurFolder { path }.into());
            return;
        }
        let begin = format!("{name},");
        let others = kept.strip_prefix(ROSTER).unwrap_or_default().lines().filter(|line| !line.starts_with(&begin));
        let mut text = ROSTER.to_owned();
        others.for_each(|line| text.extend([line, "\n"]));
        let (passed, minutes) = (if grade.is_passed() { "yes" } else { "no" }, progress.seconds().div_ceil(60));
        text.push_str(&format!("{name},{},{},{},{passed},{minutes}\n", self.today, grade.right, grade.of));
        self.write(&path, text.as_bytes());
    }

    fn write(&mut self, path: &Path, bytes: &[u8]) -> bool {
        let written = media::write(path, bytes);
        if let Err(error) = &written {
            let problem = FileProblem::FileUnwritable { path: path.to_owned(), detail: error.to_string() }.into();
            if !self.problems.contains(&problem) {
                self.problems.push(problem);
            }
        }
        written.is_ok()
    }
}

/// A text file; `None` where there is none.
fn read(path: &Path) -> std::io::Result<Option<String>> {
    let length = match fs::metadata(path) {
        Ok(data) => data.len(),
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(None),
        Err(error) => return Err(error),
    };
    if length > LARGEST {
        return Err(std::io::ErrorKind::FileTooLarge.into());
    }
    fs::read_to_string(path).map(Some)
}

/// A name as one cell: in quotes, and never taken for a formula by the program that opens the list.
fn cell(name: &str) -> String {
    let plain = name.trim().replace('"', "\"\"").replace(['\n', '\r'], " ");
    let guard = if plain.starts_with(['=', '+', '-', '@', '\t']) { "'" } else { "" };
    format!("\"{guard}{plain}\"")
}
