//! What the program has to tell whoever starts it: a coded problem and the place it belongs to.

mod missing;
mod practice;

use std::fmt::Write as _;
use std::path::PathBuf;

use ballot::package::PackageError;
use ballot::{Language, Place, Problem};
use course::CourseProblem;
use kiosk_devices::Fault;
use kiosk_devices::log::LogFault;
use kiosk_devices::printer::CalibrationProblem;
use kiosk_ui::FaultPage;
use wording::{Code, Coded, Phrase, fill, language_name, phrase, values};

pub use missing::Missing;
pub use practice::PracticeProblem;

/// A problem with reading or writing a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum FileProblem {
    /// S190: a file that cannot be read.
    FileUnreadable {
        /// The file.
        path: PathBuf,
        /// The system's words.
        detail: String,
    },
    /// S191: a file or folder that cannot be written.
    FileUnwritable {
        /// The file or folder.
        path: PathBuf,
        /// The system's words.
        detail: String,
    },
    /// S192: a file in the output folder that the program did not make.
    NotOurFolder {
        /// The file, or the folder's place taken by something else.
        path: PathBuf,
    },
}

impl Coded for FileProblem {
    fn code(&self) -> Code {
        match self {
            Self::FileUnreadable { .. } => Code::S190,
            Self::FileUnwritable { .. } => Code::S191,
            Self::NotOurFolder { .. } => Code::S192,
        }
    }

    fn values(&self, _: Language) -> Vec<(&'static str, String)> {
        match self {
            Self::FileUnreadable { path, detail } | Self::FileUnwritable { path, detail } => {
                values([("path", &path.display()), ("detail", detail)])
            }
            Self::NotOurFolder { path } => values([("path", &path.display())]),
        }
    }
}

/// Why a booth cannot be started.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum StartProblem {
    /// K420: a package of kind voting, where only others may be played.
    VotingRefused,
    /// K421: more contests than a booth can offer.
    ContestsBeyondBooth {
        /// How many there are.
        count: usize,
    },
    /// K422: rows or choices that a booth cannot offer.
    RowsBeyondBooth {
        /// The contest's identifier.
        contest: String,
    },
    /// K423: the page for a voter's choices cannot be locked.
    MemoryNotLocked,
    /// K424: other programs could read the booth's memory.
    NotProtected {
        /// The system's words.
        detail: String,
    },
    /// K425: no window can be opened.
    NoWindow {
        /// The system's words.
        detail: String,
    },
    /// K426: a sound file is asked for, and the election has no clips.
    NoVoice,
    /// K427: the booth has no election yet.
    NoElection,
    /// K460: the simulated board of the drills does not start; they go on without it.
    BoardNotStarted {
        /// The system's words.
        detail: String,
    },
    /// K520: the screen went away, and no poll worker asked for it.
    ScreenGone,
    /// K499: what the program itself should have prevented.
    ProgramFault,
}

impl Coded for StartProblem {
    fn code(&self) -> Code {
        match self {
            Self::VotingRefused => Code::K420,
            Self::ContestsBeyondBooth { .. } => Code::K421,
            Self::RowsBeyondBooth { .. } => Code::K422,
            Self::MemoryNotLocked => Code::K423,
            Self::NotProtected { .. } => Code::K424,
            Self::NoWindow { .. } => Code::K425,
            Self::NoVoice => Code::K426,
            Self::NoElection => Code::K427,
            Self::BoardNotStarted { .. } => Code::K460,
            Self::ScreenGone => Code::K520,
            Self::ProgramFault => Code::K499,
        }
    }

    fn values(&self, _: Language) -> Vec<(&'static str, String)> {
        match self {
            Self::VotingRefused
            | Self::MemoryNotLocked
            | Self::NoVoice
            | Self::NoElection
            | Self::ScreenGone
            | Self::ProgramFault => Vec::new(),
            Self::ContestsBeyondBooth { count } => values([("count", count)]),
            Self::RowsBeyondBooth { contest } => values([("contest", contest)]),
            Self::NotProtected { detail } | Self::NoWindow { detail } | Self::BoardNotStarted { detail } => {
                values([("detail", detail)])
            }
        }
    }
}

/// What is wrong with a station file, or with what it names.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum StationProblem {
    /// K430: it is no TOML, or has a key that there is not.
    Unreadable {
        /// The line, counted from 1.
        line: usize,
        /// The parser's words.
        detail: String,
    },
    /// K431: another format, or another version.
    OtherFormat {
        /// What it says.
        found: String,
    },
    /// K432: a language that there is not.
    NoSuchLanguage {
        /// What it says.
        found: String,
    },
    /// K433: a size that no display has.
    NoSuchDisplay,
    /// K434: the PIN's hash is none.
    PinUnreadable,
    /// K435: a public key that is none.
    KeyUnreadable {
        /// What it says.
        key: String,
    },
    /// K436: a key for two kinds of packages.
    KeyOfTwoKinds {
        /// The key.
        key: String,
    },
    /// K437: a device that is not there.
    PortMissing {
        /// Its path.
        port: String,
    },
    /// K442: a way to the paper that there is not, or one without what it needs.
    NoSuchWay {
        /// What it says.
        found: String,
    },
    /// K440: a rounding of times that there is not.
    NoSuchGranularity {
        /// What it says, in minutes.
        found: u8,
    },
    /// K441: a time zone that there is not.
    NoSuchTimeZone {
        /// What it says, in hours.
        found: String,
    },
    /// K439: a loudness that no headphones have.
    NoSuchLoudness {
        /// What it says.
        found: String,
    },
    /// K438: what was typed is no PIN.
    NoPin,
    /// K521: the computer can move this program's memory to a disk.
    MaySwap,
    /// K522: what is on a memory stick could be run.
    MediaRunnable {
        /// Where the stick is.
        folder: String,
    },
    /// K523: the PIN is that of the sample.
    KnownPin,
    /// K524: what goes to the printer is written into a file.
    PrinterLogged {
        /// The settings of the program that does it.
        file: String,
    },
    /// K330, K360 and on: the scanner is not there, or not as the settings say.
    Scanner(Fault),
}

impl Coded for StationProblem {
    fn code(&self) -> Code {
        match self {
            Self::Unreadable { .. } => Code::K430,
            Self::OtherFormat { .. } => Code::K431,
            Self::NoSuchLanguage { .. } => Code::K432,
            Self::NoSuchDisplay => Code::K433,
            Self::PinUnreadable => Code::K434,
            Self::KeyUnreadable { .. } => Code::K435,
            Self::KeyOfTwoKinds { .. } => Code::K436,
            Self::PortMissing { .. } => Code::K437,
            Self::NoPin => Code::K438,
            Self::MaySwap => Code::K521,
            Self::MediaRunnable { .. } => Code::K522,
            Self::KnownPin => Code::K523,
            Self::PrinterLogged { .. } => Code::K524,
            Self::Scanner(fault) => fault.code(),
            Self::NoSuchLoudness { .. } => Code::K439,
            Self::NoSuchWay { .. } => Code::K442,
            Self::NoSuchGranularity { .. } => Code::K440,
            Self::NoSuchTimeZone { .. } => Code::K441,
        }
    }

    fn values(&self, language: Language) -> Vec<(&'static str, String)> {
        match self {
            Self::Scanner(fault) => fault.values(language),
            Self::Unreadable { line, detail } => values([("line", line), ("detail", detail)]),
            Self::OtherFormat { found }
            | Self::NoSuchLanguage { found }
            | Self::NoSuchLoudness { found }
            | Self::NoSuchWay { found }
            | Self::NoSuchTimeZone { found } => values([("found", found)]),
            Self::NoSuchGranularity { found } => values([("found", found)]),
            Self::KeyUnreadable { key } | Self::KeyOfTwoKinds { key } => values([("key", key)]),
            Self::PortMissing { port } => values([("port", port)]),
            Self::MediaRunnable { folder } => values([("folder", folder)]),
            Self::PrinterLogged { file } => values([("file", file)]),
            Self::NoSuchDisplay | Self::PinUnreadable | Self::NoPin | Self::MaySwap | Self::KnownPin => Vec::new(),
        }
    }
}

/// What is wrong with the voice of a package.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum VoiceProblem {
    /// P122: the list of clips cannot be read.
    IndexUnreadable {
        /// The language of the list.
        language: Language,
        /// What is wrong.
        detail: String,
    },
    /// P123: clips that the election needs are not there, or were spoken for other words.
    Missing {
        /// How many.
        count: usize,
        /// The language of the first.
        language: Language,
        /// What the first should say.
        text: String,
    },
    /// P124: a clip that cannot be played.
    Damaged {
        /// Its language.
        language: Language,
        /// What it should say.
        text: String,
    },
    /// P125: there is no voice at all.
    None,
}

impl Coded for VoiceProblem {
    fn code(&self) -> Code {
        match self {
            Self::IndexUnreadable { .. } => Code::P122,
            Self::Missing { .. } => Code::P123,
            Self::Damaged { .. } => Code::P124,
            Self::None => Code::P125,
        }
    }

    fn values(&self, reader: Language) -> Vec<(&'static str, String)> {
        match self {
            Self::IndexUnreadable { language, detail } => {
                values([("language", &language_name(*language, reader)), ("detail", detail)])
            }
            Self::Missing { count, language, text } => {
                values([("count", count), ("language", &language_name(*language, reader)), ("text", text)])
            }
            Self::Damaged { language, text } => {
                values([("language", &language_name(*language, reader)), ("text", text)])
            }
            Self::None => Vec::new(),
        }
    }
}

/// What is wrong with a line of a script.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ScriptProblem {
    /// K410: no event is written like this.
    UnknownEvent {
        /// The line.
        line: String,
    },
    /// K411: nothing of this name can be touched now.
    UnknownLabel {
        /// The label.
        label: String,
        /// What can be touched.
        labels: Vec<String>,
    },
    /// K412: several things have this name.
    LabelTwice {
        /// The label.
        label: String,
        /// What can be touched.
        labels: Vec<String>,
    },
    /// K413: a time that lies before the line.
    TimeIsOver {
        /// The time, as it is written.
        time: String,
    },
    /// K414: the election has no such contest.
    UnknownSheet {
        /// The contest, as it is written.
        contest: String,
        /// The identifiers there are.
        contests: Vec<String>,
    },
    /// K415: a file that is no scan.
    ScanNotRead {
        /// The file.
        path: PathBuf,
        /// What is wrong with it.
        detail: String,
    },
}

impl Coded for ScriptProblem {
    fn code(&self) -> Code {
        match self {
            Self::UnknownEvent { .. } => Code::K410,
            Self::UnknownLabel { .. } => Code::K411,
            Self::LabelTwice { .. } => Code::K412,
            Self::TimeIsOver { .. } => Code::K413,
            Self::UnknownSheet { .. } => Code::K414,
            Self::ScanNotRead { .. } => Code::K415,
        }
    }

    fn values(&self, _: Language) -> Vec<(&'static str, String)> {
        match self {
            Self::UnknownEvent { line } => values([("line", line)]),
            Self::UnknownLabel { label, labels } | Self::LabelTwice { label, labels } => {
                values([("label", label), ("labels", &quoted(labels))])
            }
            Self::TimeIsOver { time } => values([("time", time)]),
            Self::UnknownSheet { contest, contests } => {
                values([("contest", contest), ("contests", &contests.join(", "))])
            }
            Self::ScanNotRead { path, detail } => values([("path", &path.display()), ("detail", detail)]),
        }
    }
}

fn quoted(labels: &[String]) -> String {
    labels.iter().map(|label| format!("\"{label}\"")).collect::<Vec<_>>().join(", ")
}

/// Something to tell, with its place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Notice {
    /// In an election or a form.
    Input(Problem),
    /// With a file.
    File(FileProblem),
    /// A package that is refused.
    Package {
        /// The package, or the public key.
        path: PathBuf,
        /// Why.
        error: PackageError,
    },
    /// A package that is refused for its voice.
    Voice {
        /// The package.
        path: PathBuf,
        /// Why.
        problem: VoiceProblem,
    },
    /// A package whose ballot does not go with what it is for.
    Practice {
        /// The package.
        path: PathBuf,
        /// What is wrong.
        fault: PracticeProblem,
    },
    /// With the booth's log.
    Log(LogFault),
    /// The booth does not have it.
    Missing(Missing),
    /// The crosses of a calibration page, as they were measured.
    Calibration(CalibrationProblem),
    /// Why there can be no booth.
    Start(StartProblem),
    /// In a booth's settings.
    Station {
        /// The station file.
        path: PathBuf,
        /// What is wrong.
        problem: StationProblem,
    },
    /// In the data of the course.
    Course {
        /// The file.
        file: PathBuf,
        /// What is wrong.
        problem: CourseProblem,
    },
    /// In a script.
    Script {
        /// The script's file.
        file: PathBuf,
        /// The line, counted from 1.
        line: usize,
        /// What is wrong.
        problem: ScriptProblem,
    },
}

impl From<Problem> for Notice {
    fn from(problem: Problem) -> Self {
        Self::Input(problem)
    }
}

impl From<FileProblem> for Notice {
    fn from(problem: FileProblem) -> Self {
        Self::File(problem)
    }
}

impl From<StartProblem> for Notice {
    fn from(problem: StartProblem) -> Self {
        Self::Start(problem)
    }
}

impl Notice {
    /// The coded problem.
    #[must_use]
    pub fn coded(&self) -> &dyn Coded {
        match self {
            Self::Input(problem) => &problem.kind,
            Self::File(problem) => problem,
            Self::Package { error, .. } => error,
            Self::Voice { problem, .. } => problem,
            Self::Practice { fault, .. } => fault,
            Self::Log(fault) => fault,
            Self::Missing(missing) => missing,
            Self::Calibration(problem) => problem,
            Self::Start(problem) => problem,
            Self::Station { problem, .. } => problem,
            Self::Script { problem, .. } => problem,
            Self::Course { problem, .. } => problem,
        }
    }

    /// Whether a file or the computer is at fault, and not what was written by somebody.
    #[must_use]
    pub fn is_of_the_system(&self) -> bool {
        match self {
            Self::File(_) | Self::Log(_) => true,
            Self::Package { error, .. } => matches!(error, PackageError::PackageUnreadable { .. }),
            Self::Start(problem) => match problem {
                StartProblem::MemoryNotLocked
                | StartProblem::NotProtected { .. }
                | StartProblem::NoWindow { .. }
                | StartProblem::ScreenGone
                | StartProblem::ProgramFault => true,
                StartProblem::VotingRefused
                | StartProblem::NoVoice
                | StartProblem::NoElection
                | StartProblem::BoardNotStarted { .. }
                | StartProblem::ContestsBeyondBooth { .. }
                | StartProblem::RowsBeyondBooth { .. } => false,
            },
            Self::Station { problem, .. } => {
                matches!(
                    problem,
                    StationProblem::PortMissing { .. }
                        | StationProblem::Scanner(_)
                        | StationProblem::MaySwap
                        | StationProblem::MediaRunnable { .. }
                        | StationProblem::PrinterLogged { .. }
                )
            }
            Self::Input(_)
            | Self::Course { .. }
            | Self::Script { .. }
            | Self::Voice { .. }
            | Self::Practice { .. }
            | Self::Missing(_)
            | Self::Calibration(_) => false,
        }
    }

    fn place(&self, language: Language) -> String {
        match self {
            Self::Input(problem) => place(&problem.place, language),
            Self::File(_) | Self::Log(_) | Self::Start(_) | Self::Missing(_) | Self::Calibration(_) => String::new(),
            Self::Package { path, .. }
            | Self::Station { path, .. }
            | Self::Voice { path, .. }
            | Self::Practice { path, .. } => path.display().to_string(),
            Self::Course { file, .. } => file.display().to_string(),
            Self::Script { file, line, .. } => format!("{}:{line}", file.display()),
        }
    }

    /// The notice as a page of the booth's screen, in all languages.
    #[must_use]
    pub fn page(&self) -> FaultPage {
        let coded = self.coded();
        let words = |language| (wording::text(coded, language), wording::remedy(coded, language));
        FaultPage { code: coded.code(), words: [Language::Kk, Language::Ru, Language::En].map(words).to_vec() }
    }

    /// The whole notice for a person: code, place, text and remedy.
    #[must_use]
    pub fn explain(&self, language: Language) -> String {
        let coded = self.coded();
        let place = self.place(language);
        written(coded.code(), &place, &wording::text(coded, language), &wording::remedy(coded, language), language)
    }
}

/// A code without anything to fill in, for a person.
#[must_use]
pub fn told(code: Code, language: Language) -> String {
    written(code, "", code.text(language), code.remedy(language), language)
}

fn written(code: Code, place: &str, text: &str, remedy: &str, language: Language) -> String {
    let between = if place.is_empty() { "" } else { " · " };
    let (error, what_to_do) = (phrase(Phrase::Error, language), phrase(Phrase::WhatToDo, language));
    format!("{error} {code}{between}{place}\n  {text}\n  {what_to_do}: {remedy}")
}

fn place(place: &Place, language: Language) -> String {
    let mut words = place.file.clone();
    if let Some(row) = place.row {
        // Writing to a string cannot fail.
        let _ = write!(words, ", {}", fill(phrase(Phrase::PlaceRow, language), &[("row", row.to_string())]));
    }
    if let Some(column) = &place.column {
        let _ = write!(words, ", {}", fill(phrase(Phrase::PlaceColumn, language), &[("column", column.clone())]));
    }
    words
}
