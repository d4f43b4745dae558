//! Writes contests' folders: each whole in a temporary folder first, then all renamed into place.

use std::collections::BTreeMap;
use std::fs;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use sha2::{Digest, Sha256};
use tempfile::TempDir;

use crate::notice::FileProblem;

/// A file to write, with its path inside the folder.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OutputFile {
    /// Path inside the folder, with `/` between names.
    pub name: String,
    /// Bytes.
    pub bytes: Vec<u8>,
}

/// The file by which a folder is known to be one of ours; it names every other file with its hash.
pub const REPORT: &str = "report.json";
/// How temporary folders begin; the process's number follows.
const PARTIAL: &str = ".partial-";

/// Lower-case hexadecimal SHA-256.
#[must_use]
pub fn sha256(bytes: &[u8]) -> String {
    Sha256::digest(bytes).iter().map(|byte| format!("{byte:02x}")).collect()
}

/// Whether a folder may be written: it is not there, is empty, or holds exactly what this program
/// made, unchanged.
///
/// # Errors
///
/// [`FileProblem::NotOurFolder`] with the first file that would be lost.
pub fn check_free(folder: &Path) -> Result<(), FileProblem> {
    let not_ours = |file: &Path| FileProblem::NotOurFolder { path: file.to_owned() };
    match fs::symlink_metadata(folder) {
        Err(_) => return Ok(()),
        Ok(found) if !found.is_dir() => return Err(not_ours(folder)),
        Ok(_) => {}
    }
    let files = files_below(folder);
    let known = known_files(folder).unwrap_or_default();
    for file in files {
        let name = file.strip_prefix(folder).unwrap_or(&file).to_string_lossy().replace('\\', "/");
        let ours = name == REPORT && !known.is_empty()
            || known.get(&name).is_some_and(|hash| fs::read(&file).is_ok_and(|bytes| sha256(&bytes) == *hash));
        if !ours {
            return Err(not_ours(&file));
        }
    }
    Ok(())
}

/// Whether a folder is one that this program made, changed or not.
#[must_use]
pub fn is_ours(folder: &Path) -> bool {
    known_files(folder).is_some()
}

/// The files that a folder's report vouches for, with their hashes.
fn known_files(folder: &Path) -> Option<BTreeMap<String, String>> {
    #[derive(serde::Deserialize)]
    struct Known {
        files: BTreeMap<String, String>,
    }
    let report = fs::read(folder.join(REPORT)).ok()?;
    serde_json::from_slice::<Known>(&report).ok().map(|known| known.files)
}

/// The names of what lies in a folder, in order.
#[must_use]
pub fn entries(folder: &Path) -> Vec<String> {
    let entries = fs::read_dir(folder).into_iter().flatten().filter_map(Result::ok);
    let mut names: Vec<String> = entries.map(|entry| entry.file_name().to_string_lossy().into_owned()).collect();
    names.sort();
    names
}

/// Whether a folder holds its report, of this hash, and every file that the report vouches for, as
/// they were written, and nothing else.
#[must_use]
pub fn is_whole(folder: &Path, report: &str) -> bool {
    let is_report = fs::read(folder.join(REPORT)).is_ok_and(|bytes| sha256(&bytes) == report);
    let known = known_files(folder).unwrap_or_default();
    is_report && check_free(folder).is_ok() && files_below(folder).len() == known.len().saturating_add(1)
}

/// Removes the temporary folders in `parent`, whoever left them.
///
/// # Errors
///
/// The system's.
pub fn remove_partial(parent: &Path) -> io::Result<()> {
    let partial = entries(parent).into_iter().filter(|name| name.starts_with(PARTIAL));
    partial.map(|name| parent.join(name)).try_for_each(fs::remove_dir_all)
}

/// The names of a folder's files, as they stand in its report.
#[must_use]
pub fn names_in(folder: &Path) -> Vec<String> {
    let name = |file: PathBuf| Some(file.strip_prefix(folder).ok()?.to_string_lossy().replace('\\', "/"));
    files_below(folder).into_iter().filter_map(name).collect()
}

fn files_below(folder: &Path) -> Vec<PathBuf> {
    let Ok(entries) = fs::read_dir(folder) else { return Vec::new() };
    let mut files = Vec::new();
    for path in entries.filter_map(|entry| entry.ok().map(|entry| entry.path())) {
        let is_folder = fs::symlink_metadata(&path).is_ok_and(|found| found.is_dir());
        if is_folder {
            files.extend(files_below(&path));
        } else {
            files.push(path);
        }
    }
    files.sort();
    files
}

/// A folder that is written but not yet in its place.
#[derive(Debug)]
pub struct Staged {
    temporary: TempDir,
    folder: PathBuf,
}

/// Writes the files of `folder` into a temporary folder beside it.
///
/// # Errors
///
/// [`FileProblem`] when the folder is not ours to replace or the disk refuses.
pub fn stage(folder: &Path, files: &[OutputFile]) -> Result<Staged, FileProblem> {
    check_free(folder)?;
    let unwritable = |error: io::Error| refused(folder, &error);
    let parent = folder.parent().filter(|parent| !parent.as_os_str().is_empty()).unwrap_or(Path::new("."));
    fs::create_dir_all(parent).map_err(unwritable)?;
    remove_leftovers(parent);
    let prefix = format!("{PARTIAL}{}-", std::process::id());
    let temporary = tempfile::Builder::new().prefix(&prefix).tempdir_in(parent).map_err(unwritable)?;
    // The folder inside has ordinary permissions; the temporary one around it is private.
    let fresh = temporary.path().join("new");
    fs::create_dir(&fresh).map_err(unwritable)?;
    for file in files {
        write_file(&fresh.join(&file.name), &file.bytes).map_err(unwritable)?;
    }
    Ok(Staged { temporary, folder: folder.to_owned() })
}

impl Staged {
    /// Where the files lie until then.
    #[must_use]
    pub fn path(&self) -> PathBuf {
        self.temporary.path().join("new")
    }

    /// Puts the folder into its place. Whatever happens, the place holds the earlier folder or the
    /// new one, whole.
    ///
    /// # Errors
    ///
    /// [`FileProblem`] when the disk refuses.
    pub fn put(self) -> Result<(), FileProblem> {
        let (fresh, old) = (self.temporary.path().join("new"), self.temporary.path().join("old"));
        replace(&self.folder, &fresh, &old).map_err(|error| refused(&self.folder, &error))
    }
}

/// Puts files into a folder that may hold others: each is written under a temporary name and then renamed, so that
/// none is ever half there.
///
/// # Errors
///
/// [`FileProblem::Unwritable`]; files put before stay.
pub fn put_files(folder: &Path, files: &[OutputFile]) -> Result<(), FileProblem> {
    fs::create_dir_all(folder).map_err(|error| refused(folder, &error))?;
    for file in files {
        let path = folder.join(&file.name);
        let unwritable = |error: &io::Error| refused(&path, error);
        let temporary = folder.join(format!("{PARTIAL}{}-{}", std::process::id(), file.name));
        let put = write_file(&temporary, &file.bytes).and_then(|()| fs::rename(&temporary, &path));
        if let Err(error) = put {
            let _ = fs::remove_file(&temporary);
            return Err(unwritable(&error));
        }
    }
    Ok(())
}

fn refused(folder: &Path, error: &io::Error) -> FileProblem {
    FileProblem::Unwritable { path: folder.to_owned(), detail: error.to_string() }
}

/// Temporary folders whose process is gone were left by a run that was killed.
fn remove_leftovers(parent: &Path) {
    let Ok(entries) = fs::read_dir(parent) else { return };
    for path in entries.filter_map(|entry| entry.ok().map(|entry| entry.path())) {
        let name = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
        let process = name.strip_prefix(PARTIAL).and_then(|rest| rest.split('-').next()).map(str::parse::<u32>);
        if let Some(Ok(process)) = process
            && Path::new("/proc/self").exists()
            && !Path::new(&format!("/proc/{process}")).exists()
        {
            // A leftover that cannot be removed does no harm.
            let _ = fs::remove_dir_all(path);
        }
    }
}

fn write_file(path: &Path, bytes: &[u8]) -> io::Result<()> {
    if let Some(parent) = path.parent() {
        fs::create_dir_all(parent)?;
    }
    let mut file = fs::File::create(path)?;
    file.write_all(bytes)?;
    file.sync_all()
}

/// Puts `fresh` in the place of `folder`; an earlier folder comes back if that fails.
fn replace(folder: &Path, fresh: &Path, old: &Path) -> io::Result<()> {
    let earlier = folder.exists();
    if earlier {
        fs::rename(folder, old)?;
    }
    let moved = fs::rename(fresh, folder);
    if moved.is_err() && earlier {
        fs::rename(old, folder)?;
    }
    moved
}

#[cfg(test)]
mod tests {
    use super::*;

    fn file(name: &str, text: &str) -> OutputFile {
        OutputFile { name: name.into(), bytes: text.into() }
    }

    /// Files with a report that vouches for them.
    fn with_report(files: &[OutputFile]) -> Vec<OutputFile> {
        let hashes: BTreeMap<_, _> = files.iter().map(|file| (&file.name, sha256(&file.bytes))).collect();
        let report = serde_json::json!({ "files": hashes }).to_string();
        files.iter().cloned().chain([file("report.json", &report)]).collect()
    }

    fn write(folder: &Path, files: &[OutputFile]) -> Result<(), FileProblem> {
        stage(folder, &with_report(files))?.put()
    }

    #[test]
    fn a_second_run_replaces_the_first_and_leaves_nothing_else() {
        let dir = tempfile::tempdir().unwrap();
        let folder = dir.path().join("out/president");
        write(&folder, &[file("a.pdf", "1"), file("old.pdf", "x")]).unwrap();
        write(&folder, &[file("a.pdf", "2"), file("source/list.csv", "y")]).unwrap();
        assert_eq!(fs::read_to_string(folder.join("a.pdf")).unwrap(), "2");
        assert!(!folder.join("old.pdf").exists());
        assert_eq!(fs::read_dir(folder.parent().unwrap()).unwrap().count(), 1);
    }

    #[test]
    fn nothing_is_in_place_before_everything_is_written() {
        let dir = tempfile::tempdir().unwrap();
        let folder = dir.path().join("president");
        let staged = stage(&folder, &with_report(&[file("a.pdf", "1")])).unwrap();
        assert!(!folder.exists());
        staged.put().unwrap();
        assert!(folder.join("a.pdf").exists());
    }

    #[test]
    fn a_file_that_somebody_added_or_changed_is_never_lost() {
        let dir = tempfile::tempdir().unwrap();
        let folder = dir.path().join("president");
        for (name, text) in [("notes.txt", "mine"), ("scans/1.png", "x"), ("a.pdf", "changed by hand")] {
            write(&folder, &[file("a.pdf", "1")]).unwrap();
            let path = folder.join(name);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(&path, text).unwrap();
            assert_eq!(write(&folder, &[file("a.pdf", "2")]), Err(FileProblem::NotOurFolder { path: path.clone() }));
            assert_eq!(fs::read_to_string(&path).unwrap(), text);
            fs::remove_dir_all(&folder).unwrap();
        }
    }

    #[test]
    fn a_folder_of_somebody_elses_is_left_alone() {
        let dir = tempfile::tempdir().unwrap();
        let folder = dir.path().join("photos");
        fs::create_dir(&folder).unwrap();
        fs::write(folder.join("cat.jpg"), "x").unwrap();
        let path = folder.join("cat.jpg");
        assert_eq!(write(&folder, &[file("a.pdf", "1")]), Err(FileProblem::NotOurFolder { path }));
        assert_eq!(fs::read_dir(&folder).unwrap().count(), 1);
    }

    #[test]
    fn what_a_killed_run_left_is_removed_by_the_next() {
        let dir = tempfile::tempdir().unwrap();
        // No process has this number: it is beyond the largest that Linux gives.
        fs::create_dir_all(dir.path().join(".partial-4194305-abc/new")).unwrap();
        fs::create_dir_all(dir.path().join(format!(".partial-{}-abc", std::process::id()))).unwrap();
        write(&dir.path().join("president"), &[file("a.pdf", "1")]).unwrap();
        let mut left: Vec<_> = fs::read_dir(dir.path()).unwrap().map(|entry| entry.unwrap().file_name()).collect();
        left.sort();
        assert_eq!(left.len(), 2, "{left:?}");
        assert!(left[0].to_string_lossy().contains(&std::process::id().to_string()), "a live run is left alone");
    }

    #[test]
    fn a_disk_that_refuses_leaves_the_earlier_folder() {
        let dir = tempfile::tempdir().unwrap();
        let folder = dir.path().join("president");
        write(&folder, &[file("a.pdf", "1")]).unwrap();
        // A file whose parent is a file cannot be written.
        let broken = [file("a.pdf", "2"), file("a.pdf/inside", "x")];
        assert!(matches!(write(&folder, &broken), Err(FileProblem::Unwritable { .. })));
        assert_eq!(fs::read_to_string(folder.join("a.pdf")).unwrap(), "1");
        assert_eq!(fs::read_dir(dir.path()).unwrap().count(), 1);
    }
}
