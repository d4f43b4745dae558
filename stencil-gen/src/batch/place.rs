//! The output folder of a batch: whose it is, what lies where, and who may write into it.

use std::fs::{self, File, TryLockError};
use std::io;
use std::path::{Path, PathBuf};

use super::problem::BatchProblem;
use crate::folder;
use crate::notice::{FileProblem, Notice};

/// What a batch remembers; its presence tells that a folder is a batch's.
const MEMORY: &str = ".batch";
/// Where the ballots' folders lie.
pub const STENCILS: &str = "stencils";
/// Files that say what all of it is. They are taken away first and written last: while they are
/// there they are true.
pub const ABOUT: [&str; 8] = [
    "SHA256SUMS",
    "SHA256SUMS.minisig",
    "order.csv",
    "order.xlsx",
    "summary.csv",
    "summary.en.html",
    "summary.kk.html",
    "summary.ru.html",
];

/// The output folder, held by this run alone.
#[derive(Debug)]
pub struct Out {
    path: PathBuf,
    _lock: File,
}

impl Out {
    /// Takes a folder that is empty, absent or of an earlier batch.
    ///
    /// # Errors
    ///
    /// [`BatchProblem::BatchFileTaken`], [`BatchProblem::BatchRunning`], [`FileProblem::Unwritable`].
    pub fn take(path: &Path) -> Result<Self, Notice> {
        let memory = path.join(MEMORY);
        let is_empty = fs::read_dir(path).is_ok_and(|mut entries| entries.next().is_none());
        if path.symlink_metadata().is_ok() && !is_empty && !memory.is_dir() {
            return Err(BatchProblem::BatchFileTaken { path: path.to_owned() }.of_all());
        }
        let unwritable = |error: io::Error| Notice::from(unwritable(path, &error));
        fs::create_dir_all(&memory).map_err(unwritable)?;
        fs::create_dir_all(path.join(STENCILS)).map_err(unwritable)?;
        let lock = File::create(memory.join("lock")).map_err(unwritable)?;
        match lock.try_lock() {
            Ok(()) => {}
            Err(TryLockError::WouldBlock) => {
                return Err(BatchProblem::BatchRunning { folder: path.to_owned() }.of_all());
            }
            Err(TryLockError::Error(error)) => return Err(unwritable(error)),
        }
        Ok(Self { path: path.to_owned(), _lock: lock })
    }

    /// Its path.
    #[must_use]
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// Where a ballot's folder lies.
    #[must_use]
    pub fn ballot(&self, name: &str) -> PathBuf {
        self.path.join(STENCILS).join(name)
    }

    /// Where it is remembered what became of a ballot.
    #[must_use]
    pub fn memory(&self, name: &str) -> PathBuf {
        self.path.join(MEMORY).join(format!("{name}.json"))
    }

    /// Takes away what says that all is done, and what a killed run left half done. `is_known` says
    /// which ballots this batch has; what is remembered of others is forgotten, but their stencils
    /// stay.
    ///
    /// # Errors
    ///
    /// [`FileProblem::Unwritable`].
    pub fn begin(&self, is_known: impl Fn(&str) -> bool) -> Result<(), FileProblem> {
        for name in ABOUT {
            let path = self.path.join(name);
            match fs::remove_file(&path) {
                Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(unwritable(&path, &error)),
                Ok(()) | Err(_) => {}
            }
        }
        for entry in names(&self.path.join(STENCILS)) {
            folder::remove_partial(&self.ballot(&entry)).map_err(|error| unwritable(&self.ballot(&entry), &error))?;
        }
        for entry in names(&self.path.join(MEMORY)) {
            let is_kept = entry == "lock" || entry.strip_suffix(".json").is_some_and(&is_known);
            if !is_kept {
                let path = self.path.join(MEMORY).join(&entry);
                fs::remove_file(&path).map_err(|error| unwritable(&path, &error))?;
            }
        }
        Ok(())
    }

    /// Folders of stencils that are none of this batch's.
    pub fn left(&self, is_known: impl Fn(&str) -> bool) -> Vec<String> {
        names(&self.path.join(STENCILS)).into_iter().filter(|name| !is_known(name)).collect()
    }

    /// Writes a file whole or not at all.
    ///
    /// # Errors
    ///
    /// [`FileProblem::Unwritable`].
    pub fn put(&self, name: &str, write: impl FnOnce(&mut dyn io::Write) -> io::Result<()>) -> Result<(), FileProblem> {
        let (fresh, path) = (self.path.join(MEMORY).join(format!("{name}.new")), self.path.join(name));
        put(&fresh, &path, write).map_err(|error| unwritable(&path, &error))
    }
}

/// Writes a file under another name first, so that under its own it is whole.
pub(super) fn put(
    fresh: &Path,
    path: &Path,
    write: impl FnOnce(&mut dyn io::Write) -> io::Result<()>,
) -> io::Result<()> {
    let mut file = io::BufWriter::new(File::create(fresh)?);
    write(&mut file)?;
    file.into_inner().map_err(io::IntoInnerError::into_error)?.sync_all()?;
    fs::rename(fresh, path)
}

/// The names in a folder, in order.
fn names(folder: &Path) -> Vec<String> {
    let entries = fs::read_dir(folder).into_iter().flatten().filter_map(Result::ok);
    let mut names: Vec<String> = entries.map(|entry| entry.file_name().to_string_lossy().into_owned()).collect();
    names.sort();
    names
}

fn unwritable(path: &Path, error: &io::Error) -> FileProblem {
    FileProblem::Unwritable { path: path.to_owned(), detail: error.to_string() }
}
