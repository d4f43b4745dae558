//! Writes the files of a run: whole under other names first, then all renamed into place.

mod marks;
mod screens;

use std::fs::{self, File};
use std::io::{self, Read, Write};
use std::path::Path;

use tempfile::NamedTempFile;

use super::{Played, log, transcript};
use crate::notice::FileProblem;

/// What was said, for programs.
pub const TRANSCRIPT: &str = "transcript.jsonl";
/// What was pressed and said, for people.
pub const TRANSCRIPT_TEXT: &str = "transcript.txt";
/// The folder of pictures, one a line of the script.
pub(super) const SCREENS: &str = "screens";
/// The folder of what the printer put onto the sheets.
pub(super) const MARKS: &str = "marks";
/// The log of the booth.
pub const LOG: &str = "log.jsonl";

/// The files of a run, and the beginning by which each is known to be one.
const FILES: [(&str, &str); 3] =
    [(TRANSCRIPT, transcript::FORMAT), (TRANSCRIPT_TEXT, transcript::TITLE), (LOG, log::FORMAT)];

/// Nothing that was made by somebody else lies where a run writes.
pub(super) fn check(folder: &Path) -> Result<(), FileProblem> {
    let not_ours = |path: &Path| Err(FileProblem::NotOurFolder { path: path.to_owned() });
    match fs::metadata(folder) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(()),
        Ok(found) if found.is_dir() => {}
        Ok(_) | Err(_) => return not_ours(folder),
    }
    screens::check(&folder.join(SCREENS))?;
    marks::check(&folder.join(MARKS))?;
    for (name, beginning) in FILES {
        let path = folder.join(name);
        match fs::symlink_metadata(&path) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => {}
            Ok(found) if found.is_file() && begins_with(&path, beginning) => {}
            Ok(_) | Err(_) => return not_ours(&path),
        }
    }
    Ok(())
}

fn begins_with(path: &Path, beginning: &str) -> bool {
    let mut found = Vec::new();
    let read = File::open(path).and_then(|file| file.take(beginning.len() as u64).read_to_end(&mut found));
    read.is_ok() && found == beginning.as_bytes()
}

/// Writes a run. What an earlier run wrote and this one does not is taken away: it would belong to another log.
pub(super) fn write(folder: &Path, played: &Played) -> Result<(), FileProblem> {
    check(folder)?;
    let refused = |path: &Path, error: &io::Error| FileProblem::FileUnwritable {
        path: path.to_owned(),
        detail: error.to_string(),
    };
    fs::create_dir_all(folder).map_err(|error| refused(folder, &error))?;
    let (lines, text) = played.transcript.as_ref().map(|(lines, text)| (lines.as_str(), text.as_str())).unzip();
    let contents = [(TRANSCRIPT, lines), (TRANSCRIPT_TEXT, text), (LOG, played.log.as_deref())];
    let mut ready = Vec::new();
    for (name, content) in contents {
        let path = folder.join(name);
        let staged = content.map(|content| stage(folder, content.as_bytes())).transpose();
        ready.push((staged.map_err(|error| refused(&path, &error))?, path));
    }
    screens::write(&folder.join(SCREENS), &played.screens)?;
    marks::write(&folder.join(MARKS), &played.marks)?;
    for (staged, path) in ready {
        match staged {
            Some(file) => file.persist(&path).map(drop).map_err(|error| refused(&path, &error.error))?,
            None => match fs::remove_file(&path) {
                Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(refused(&path, &error)),
                Ok(()) | Err(_) => {}
            },
        }
    }
    Ok(())
}

/// Writes what was heard.
pub(super) fn write_audio(path: &Path, wav: &[u8]) -> Result<(), FileProblem> {
    let refused = |error: &io::Error| FileProblem::FileUnwritable { path: path.to_owned(), detail: error.to_string() };
    if path.exists() && !is_wav(path) {
        return Err(FileProblem::NotOurFolder { path: path.to_owned() });
    }
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let staged = stage(folder, wav).map_err(|error| refused(&error))?;
    staged.persist(path).map(drop).map_err(|error| refused(&error.error))
}

fn is_wav(path: &Path) -> bool {
    let mut begin = [0; 4];
    let read = File::open(path).and_then(|mut file| file.read_exact(&mut begin));
    read.is_ok() && begin == *b"RIFF"
}

fn stage(folder: &Path, content: &[u8]) -> io::Result<NamedTempFile> {
    let mut file = NamedTempFile::new_in(folder)?;
    file.write_all(content)?;
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        file.as_file().set_permissions(fs::Permissions::from_mode(0o644))?;
    }
    file.as_file().sync_all()?;
    Ok(file)
}
