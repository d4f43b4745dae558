//! What can be wrong with a manifest, or with one ballot of a batch.

use std::path::PathBuf;

use ballot::{Language, Place};
use wording::{Code, Coded, values};

use crate::notice::Notice;

/// A problem of a batch.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum BatchProblem {
    /// S601: a number of copies that is none.
    CountWrong {
        /// What the cell says.
        found: String,
    },
    /// S602: an option of a row that cannot be read.
    CellWrong {
        /// What the cell says.
        found: String,
        /// What it may say.
        wanted: &'static str,
    },
    /// S603: an empty cell in a needed column.
    CellMissing {
        /// The column.
        column: &'static str,
    },
    /// S604: a stencil ordered twice for one station.
    OrderedTwice {
        /// The earlier row.
        row: u32,
    },
    /// S605: a list of several contests, and a row that names none.
    ContestNotNamed {
        /// The list's contests.
        contests: Vec<String>,
    },
    /// S606: a contest that the list does not have.
    NoSuchContest {
        /// The contest.
        contest: String,
        /// The list's contests.
        contests: Vec<String>,
    },
    /// S607: a fault of the program.
    BallotFault {
        /// Its own words.
        detail: String,
    },
    /// S608: two stencils of a station that cannot be told apart by touch.
    StationNotches {
        /// The station.
        station: String,
        /// The folder of the first.
        first: String,
        /// The folder of the next.
        second: String,
    },
    /// S609: another batch writes into the same folder.
    BatchRunning {
        /// The folder.
        folder: PathBuf,
    },
    /// S610: a column that a manifest needs.
    ManifestColumn {
        /// The column.
        column: &'static str,
        /// Headers that are not known.
        unknown: Vec<String>,
    },
    /// S611: stencils of earlier runs that the manifest does not have.
    FoldersLeft {
        /// Their folders.
        folders: Vec<String>,
    },
    /// S612: hashes that are not signed, as something is wrong.
    NotSigned {
        /// How many errors there are.
        count: usize,
    },
    /// S613: a folder of somebody else's.
    BatchFileTaken {
        /// The folder.
        path: PathBuf,
    },
}

/// A problem of a batch with its place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AtRow {
    /// The manifest's row, if it is about one.
    pub place: Place,
    /// What is wrong.
    pub problem: BatchProblem,
}

impl BatchProblem {
    /// The notice of this problem at a place of the manifest.
    #[must_use]
    pub fn at(self, place: Place) -> Notice {
        Notice::Batch(Box::new(AtRow { place, problem: self }))
    }

    /// The notice of this problem, which is about no single row.
    #[must_use]
    pub fn of_all(self) -> Notice {
        self.at(Place::default())
    }
}

impl Coded for BatchProblem {
    fn code(&self) -> Code {
        match self {
            Self::CountWrong { .. } => Code::S601,
            Self::CellWrong { .. } => Code::S602,
            Self::CellMissing { .. } => Code::S603,
            Self::OrderedTwice { .. } => Code::S604,
            Self::ContestNotNamed { .. } => Code::S605,
            Self::NoSuchContest { .. } => Code::S606,
            Self::BallotFault { .. } => Code::S607,
            Self::StationNotches { .. } => Code::S608,
            Self::BatchRunning { .. } => Code::S609,
            Self::ManifestColumn { .. } => Code::S610,
            Self::FoldersLeft { .. } => Code::S611,
            Self::NotSigned { .. } => Code::S612,
            Self::BatchFileTaken { .. } => Code::S613,
        }
    }

    fn values(&self, _: Language) -> Vec<(&'static str, String)> {
        match self {
            Self::CountWrong { found } => values([("found", found)]),
            Self::CellWrong { found, wanted } => values([("found", found), ("wanted", wanted)]),
            Self::CellMissing { column } => values([("column", column)]),
            Self::OrderedTwice { row } => values([("row", row)]),
            Self::ContestNotNamed { contests } => values([("contests", &contests.join(", "))]),
            Self::NoSuchContest { contest, contests } => {
                values([("contest", contest), ("contests", &contests.join(", "))])
            }
            Self::BallotFault { detail } => values([("detail", detail)]),
            Self::StationNotches { station, first, second } => {
                values([("station", station), ("first", first), ("second", second)])
            }
            Self::BatchRunning { folder } => values([("folder", &folder.display())]),
            Self::ManifestColumn { column, unknown } => {
                let unknown = if unknown.is_empty() { "–".to_owned() } else { unknown.join(" · ") };
                values([("column", column), ("unknown", &unknown)])
            }
            Self::FoldersLeft { folders } => values([("folders", &folders.join(", "))]),
            Self::NotSigned { count } => values([("count", count)]),
            Self::BatchFileTaken { path } => values([("path", &path.display())]),
        }
    }
}
