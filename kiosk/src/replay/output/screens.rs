//! The folder of pictures: `screens/001.png` and on, one for each line of the script.

use std::fs::{self, File};
use std::io::{self, Read};
use std::path::Path;

use super::stage;
use crate::notice::FileProblem;
use crate::replay::face::MADE_BY;

/// So far into a picture stands what made it.
const HEAD: u64 = 128;

/// Only pictures of an earlier run lie there.
pub(super) fn check(folder: &Path) -> Result<(), FileProblem> {
    check_all(folder, is_ours)
}

/// Everything in the folder, if there is one, is `ours`.
pub(super) fn check_all(folder: &Path, ours: fn(&Path) -> bool) -> Result<(), FileProblem> {
    let not_ours = |path: &Path| Err(FileProblem::NotOurFolder { path: path.to_owned() });
    match fs::symlink_metadata(folder) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(()),
        Ok(found) if found.is_dir() => {}
        Ok(_) | Err(_) => return not_ours(folder),
    }
    let Ok(entries) = fs::read_dir(folder) else { return not_ours(folder) };
    for entry in entries {
        let Ok(entry) = entry else { return not_ours(folder) };
        if !ours(&entry.path()) {
            return not_ours(&entry.path());
        }
    }
    Ok(())
}

fn is_ours(path: &Path) -> bool {
    let stem = path.file_stem().and_then(|stem| stem.to_str()).unwrap_or_default();
    let named = stem.len() >= 3 && stem.bytes().all(|digit| digit.is_ascii_digit());
    let png = path.extension().is_some_and(|extension| extension == "png");
    let plain = fs::symlink_metadata(path).is_ok_and(|found| found.is_file());
    named && png && plain && made_by_us(path).unwrap_or(false)
}

fn made_by_us(path: &Path) -> io::Result<bool> {
    let mut head = Vec::new();
    File::open(path)?.take(HEAD).read_to_end(&mut head)?;
    let mark = format!("tEXt{}\0{}", MADE_BY.0, MADE_BY.1);
    Ok(head.windows(mark.len()).any(|window| window == mark.as_bytes()))
}

/// Writes the pictures, and takes away those of an earlier run that had more lines.
pub(super) fn write(folder: &Path, pictures: &[Vec<u8>]) -> Result<(), FileProblem> {
    let named = (1..).zip(pictures).map(|(number, picture)| (format!("{number:03}.png"), picture.as_slice()));
    write_all(folder, named.collect())
}

/// Writes these files in place of all that were in the folder; without files there is no folder.
pub(super) fn write_all(folder: &Path, files: Vec<(String, &[u8])>) -> Result<(), FileProblem> {
    let refused =
        |error: &io::Error| FileProblem::FileUnwritable { path: folder.to_owned(), detail: error.to_string() };
    clear(folder).map_err(|error| refused(&error))?;
    if files.is_empty() {
        return Ok(());
    }
    fs::create_dir_all(folder).map_err(|error| refused(&error))?;
    for (name, content) in files {
        let staged = stage(folder, content).map_err(|error| refused(&error))?;
        staged.persist(folder.join(name)).map_err(|error| refused(&error.error))?;
    }
    Ok(())
}

fn clear(folder: &Path) -> io::Result<()> {
    match fs::remove_dir_all(folder) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => Err(error),
        Ok(()) | Err(_) => Ok(()),
    }
}
