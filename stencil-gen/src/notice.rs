//! What a run has to tell the clerk: a coded problem and the place it belongs to.

use std::fmt::Write as _;
use std::path::PathBuf;

use ballot::package::PackageError;
use ballot::{Language, Place, Problem};
use stencil_speech::problem::SpeechProblem;
use wording::{Code, Coded, Phrase, Severity, phrase};

use crate::batch::problem::AtRow;
use crate::layout::{Finding, Scope};
use crate::materials::MaterialsProblem;
use crate::measure::MeasureProblem;
use crate::packaging::{SheetBeyondPrinters, WrongMark};

/// A problem with reading or writing a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum FileProblem {
    /// S190: a file that cannot be read.
    Unreadable {
        /// The file.
        path: PathBuf,
        /// The system's words.
        detail: String,
    },
    /// S191: a file or folder that cannot be written.
    Unwritable {
        /// The file or folder.
        path: PathBuf,
        /// The system's words.
        detail: String,
    },
    /// S192: a file in the output folder that the program did not make, or that was changed since.
    NotOurFolder {
        /// The file, or the folder's place taken by something else.
        path: PathBuf,
    },
    /// S193: a key or package that would have to be overwritten.
    AlreadyThere {
        /// The file.
        path: PathBuf,
    },
    /// S640: the window's program cannot be started.
    NoWindowProgram {
        /// The program.
        program: PathBuf,
        /// The system's words.
        detail: String,
    },
    /// S641: no window can be opened.
    NoWindow {
        /// The window system's words.
        detail: String,
    },
    /// S642: a fault of the program in a piece of work of the window.
    Fault {
        /// What is known of it.
        detail: String,
    },
    /// S643: a file has changed since it was opened.
    Changed {
        /// The file.
        path: PathBuf,
    },
    /// S644: a file is open in another program.
    OpenElsewhere {
        /// The file.
        path: PathBuf,
    },
    /// S222: folders of contests that the list does not have, from an earlier run.
    OtherFolders {
        /// Their names.
        folders: Vec<String>,
    },
}

impl Coded for FileProblem {
    fn code(&self) -> Code {
        match self {
            Self::Unreadable { .. } => Code::S190,
            Self::Unwritable { .. } => Code::S191,
            Self::NotOurFolder { .. } => Code::S192,
            Self::AlreadyThere { .. } => Code::S193,
            Self::NoWindowProgram { .. } => Code::S640,
            Self::NoWindow { .. } => Code::S641,
            Self::Fault { .. } => Code::S642,
            Self::Changed { .. } => Code::S643,
            Self::OpenElsewhere { .. } => Code::S644,
            Self::OtherFolders { .. } => Code::S222,
        }
    }

    fn values(&self, _: Language) -> Vec<(&'static str, String)> {
        match self {
            Self::Unreadable { path, detail } | Self::Unwritable { path, detail } => {
                vec![("path", path.display().to_string()), ("detail", detail.clone())]
            }
            Self::NotOurFolder { path }
            | Self::AlreadyThere { path }
            | Self::Changed { path }
            | Self::OpenElsewhere { path } => vec![("path", path.display().to_string())],
            Self::NoWindowProgram { program, detail } => {
                vec![("program", program.display().to_string()), ("detail", detail.clone())]
            }
            Self::NoWindow { detail } | Self::Fault { detail } => vec![("detail", detail.clone())],
            Self::OtherFolders { folders } => vec![("folders", folders.join(", "))],
        }
    }
}

/// A problem with the password of a secret key.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PasswordProblem {
    /// P135: there is no password to be had.
    NoPassword {
        /// Why.
        detail: String,
    },
    /// P136: a new password entered in two different ways.
    PasswordsDiffer,
}

impl Coded for PasswordProblem {
    fn code(&self) -> Code {
        match self {
            Self::NoPassword { .. } => Code::P135,
            Self::PasswordsDiffer => Code::P136,
        }
    }

    fn values(&self, _: Language) -> Vec<(&'static str, String)> {
        match self {
            Self::NoPassword { detail } => vec![("detail", detail.clone())],
            Self::PasswordsDiffer => Vec::new(),
        }
    }
}

/// Something to tell, with its place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Notice {
    /// In a list or a form.
    Input(Problem),
    /// In the layout of a stencil.
    Layout {
        /// The contest's identifier.
        contest: String,
        /// The stencil's language or languages.
        scope: Scope,
        /// What was found.
        finding: Finding,
    },
    /// With a file.
    File(FileProblem),
    /// With a package or a key.
    Package {
        /// Its file.
        file: String,
        /// What is wrong.
        error: PackageError,
    },
    /// With a password.
    Password(PasswordProblem),
    /// With the voice of a package.
    Speech(SpeechProblem),
    /// With a sheet in the booths' printers.
    Sheet(SheetBeyondPrinters),
    /// With the mark of practice.
    Mark(WrongMark),
    /// With a lesson of the course, or what is made of it.
    Materials {
        /// The file.
        file: String,
        /// What is wrong.
        problem: MaterialsProblem,
    },
    /// With a drill of a trainer's.
    Course {
        /// The file.
        file: String,
        /// What is wrong.
        problem: course::CourseProblem,
    },
    /// With a batch.
    Batch(Box<AtRow>),
    /// With the PDF of a ballot that is measured.
    Measure {
        /// Its file.
        file: String,
        /// What is wrong, or asked.
        problem: MeasureProblem,
    },
}

impl From<Problem> for Notice {
    fn from(problem: Problem) -> Self {
        Self::Input(problem)
    }
}

impl From<PasswordProblem> for Notice {
    fn from(problem: PasswordProblem) -> Self {
        Self::Password(problem)
    }
}

impl From<FileProblem> for Notice {
    fn from(problem: FileProblem) -> Self {
        Self::File(problem)
    }
}

impl Notice {
    /// The coded problem.
    #[must_use]
    pub fn coded(&self) -> &dyn Coded {
        match self {
            Self::Input(problem) => &problem.kind,
            Self::Layout { finding, .. } => finding,
            Self::File(problem) => problem,
            Self::Package { error, .. } => error,
            Self::Sheet(problem) => problem,
            Self::Mark(wrong) => wrong,
            Self::Materials { problem, .. } => problem,
            Self::Course { problem, .. } => problem,
            Self::Password(problem) => problem,
            Self::Speech(problem) => problem,
            Self::Measure { problem, .. } => problem,
            Self::Batch(at) => &at.problem,
        }
    }

    /// Whether nothing may be written because of it.
    #[must_use]
    pub fn is_error(&self) -> bool {
        self.coded().code().severity() == Severity::Error
    }

    /// Where it stands, in words.
    #[must_use]
    pub fn place(&self, language: Language) -> String {
        match self {
            Self::Input(problem) => place(&problem.place, language),
            Self::Batch(at) => place(&at.place, language),
            Self::Layout { contest, scope, .. } => format!("{contest} ({})", scope.code()),
            Self::Package { file, .. }
            | Self::Measure { file, .. }
            | Self::Materials { file, .. }
            | Self::Course { file, .. } => file.clone(),
            Self::File(_) | Self::Password(_) | Self::Speech(_) | Self::Sheet(_) | Self::Mark(_) => String::new(),
        }
    }

    /// The whole notice for a person: code, place, text and remedy.
    #[must_use]
    pub fn explain(&self, language: Language) -> String {
        self.explain_at(&self.place(language), language)
    }

    /// The same with its place in other words, such as several places at once.
    #[must_use]
    pub fn explain_at(&self, place: &str, language: Language) -> String {
        let coded = self.coded();
        let word = if self.is_error() { Phrase::Error } else { Phrase::Warning };
        let mut lines = format!("{} {}", phrase(word, language), coded.code().as_str());
        if !place.is_empty() {
            // Writing to a string cannot fail.
            let _ = write!(lines, " · {place}");
        }
        let (text, remedy) = (wording::text(coded, language), wording::remedy(coded, language));
        let _ = write!(lines, "\n  {text}\n  {}: {remedy}", phrase(Phrase::WhatToDo, language));
        lines
    }
}

fn place(place: &Place, language: Language) -> String {
    let mut words = place.file.clone();
    if let Some(row) = place.row {
        let row = wording::fill(phrase(Phrase::PlaceRow, language), &[("row", row.to_string())]);
        let _ = write!(words, ", {row}");
    }
    if let Some(column) = &place.column {
        let column = wording::fill(phrase(Phrase::PlaceColumn, language), &[("column", column.clone())]);
        let _ = write!(words, ", {column}");
    }
    words
}
