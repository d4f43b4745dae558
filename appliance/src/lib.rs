//! What the programs are made of: every crate with its license, its source and its checksum, judged by `deny.toml` and
//! written down as a bill of materials. `system/` and `debian/` beside it are what is installed with them.
#![forbid(unsafe_code)]

pub mod graph;
pub mod license;
pub mod lock;
pub mod rules;
pub mod sbom;
pub mod texts;

use std::io;
use std::path::PathBuf;

use thiserror::Error;

/// Why nothing can be said.
#[derive(Debug, Error)]
pub enum Problem {
    /// Cargo does not answer.
    #[error("cargo metadata failed: {0}")]
    Cargo(String),
    /// What Cargo or a file says cannot be understood.
    #[error("{file}: {detail}")]
    Unreadable {
        /// The file, or the program that answered.
        file: String,
        /// What is wrong with it.
        detail: String,
    },
    /// There is no such program in the workspace.
    #[error("the workspace has no program {0}")]
    NoSuchProgram(String),
    /// A file cannot be read or written.
    #[error("{path}: {error}")]
    File {
        /// The file.
        path: PathBuf,
        /// The system's words.
        error: io::Error,
    },
}

impl Problem {
    pub(crate) fn file(path: impl Into<PathBuf>) -> impl FnOnce(io::Error) -> Self {
        let path = path.into();
        move |error| Self::File { path, error }
    }
}
