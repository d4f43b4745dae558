//! Writes the files of a run: whole under other names first, then all renamed into place.

mod screens;

use std::fs::{self, File};
use std::io::{self, BufRead, BufReader, Read, Write};
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
/// The log of the booth.
pub const LOG: &str = "log.jsonl";

/// The files of a run, and the first line by which each is known to be one.
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
    for (name, first_line) in FILES {
        let path = folder.join(name);
        match fs::symlink_metadata(&path) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => {}
            Ok(found) if found.is_file() && begins_with(&path, first_line) => {}
            Ok(_) | Err(_) => return not_ours(&path),
        }
    }
    Ok(())
}

fn begins_with(path: &Path, first_line: &str) -> bool {
    let mut line = String::new();
    let most = first_line.len() as u64 + 2;
    let read = File::open(path).and_then(|file| BufReader::new(file.take(most)).read_line(&mut line));
    read.is_ok() && line.strip_suffix('\n') == Some(first_line)
}

/// Writes a run. A transcript of an earlier run that this one does not write is taken away: it would belong to
/// another log.
pub(super) fn write(folder: &Path, played: &Played) -> Result<(), FileProblem> {
    check(folder)?;
    let refused = |path: &Path, error: &io::Error| FileProblem::FileUnwritable {
        path: path.to_owned(),
        detail: error.to_string(),
    };
    fs::create_dir_all(folder).map_err(|error| refused(folder, &error))?;
    let (lines, text) = played.transcript.as_ref().map(|(lines, text)| (lines.as_str(), text.as_str())).unzip();
    let contents = [(TRANSCRIPT, lines), (TRANSCRIPT_TEXT, text), (LOG, Some(played.log.as_str()))];
    let mut ready = Vec::new();
    for (name, content) in contents {
        let path = folder.join(name);
        let staged = content.map(|content| stage(folder, content.as_bytes())).transpose();
        ready.push((staged.map_err(|error| refused(&path, &error))?, path));
    }
    screens::write(&folder.join(SCREENS), &played.screens)?;
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
