//! A trainer's folder of drills, for the program that gives the course and the one that makes its voice: both read the same.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

/// The drills (`*.toml`) of a folder with the names of their files, in the order of these names.
///
/// # Errors
///
/// The folder or file that cannot be read, and the system's words.
pub fn drills_in(folder: &Path) -> Result<Vec<(String, String)>, (PathBuf, io::Error)> {
    let of = |path: &Path| {
        let path = path.to_owned();
        move |error| (path, error)
    };
    let entries = fs::read_dir(folder).map_err(of(folder))?;
    let mut files = Vec::new();
    for entry in entries {
        files.push(entry.map_err(of(folder))?.path());
    }
    files.retain(|path| path.extension().is_some_and(|ending| ending == "toml"));
    files.sort();
    let read = |path: PathBuf| {
        let text = fs::read_to_string(&path).map_err(of(&path))?;
        Ok((path.display().to_string(), text))
    };
    files.into_iter().map(read).collect()
}
