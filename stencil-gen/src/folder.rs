//! Writes a contest's folder all at once: a temporary folder beside it, then a rename.

use std::fs;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use crate::notice::FileProblem;

/// A file to write, with its path inside the folder.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OutputFile {
    /// Path inside the folder, with `/` between names.
    pub name: String,
    /// Bytes.
    pub bytes: Vec<u8>,
}

/// The file by which a folder is known to be one of ours.
const MARK: &str = "report.json";

/// Whether a folder may be written: it is not there, is empty, or is one that this program made.
///
/// # Errors
///
/// [`FileProblem::NotOurFolder`] when it holds other files.
pub fn check_free(folder: &Path) -> Result<(), FileProblem> {
    let not_ours = || FileProblem::NotOurFolder { path: folder.to_owned() };
    match fs::symlink_metadata(folder) {
        Err(_) => Ok(()),
        Ok(found) if !found.is_dir() => Err(not_ours()),
        Ok(_) => {
            let empty = fs::read_dir(folder).is_ok_and(|mut entries| entries.next().is_none());
            if empty || folder.join(MARK).is_file() { Ok(()) } else { Err(not_ours()) }
        }
    }
}

/// Writes the files into `folder`, replacing an earlier run. Whatever happens, the folder is
/// either the earlier one or the new one, whole.
///
/// # Errors
///
/// [`FileProblem`] when the folder is not ours or the disk refuses.
pub fn write(folder: &Path, files: &[OutputFile]) -> Result<(), FileProblem> {
    check_free(folder)?;
    let unwritable = |error: io::Error| FileProblem::Unwritable { path: folder.to_owned(), detail: error.to_string() };
    let parent = folder.parent().filter(|parent| !parent.as_os_str().is_empty()).unwrap_or(Path::new("."));
    fs::create_dir_all(parent).map_err(unwritable)?;
    let staged = tempfile::Builder::new().prefix(".partial-").tempdir_in(parent).map_err(unwritable)?;
    // The folder inside has ordinary permissions; the temporary one around it is private.
    let fresh = staged.path().join("new");
    fs::create_dir(&fresh).map_err(unwritable)?;
    for file in files {
        write_file(&fresh.join(&file.name), &file.bytes).map_err(unwritable)?;
    }
    replace(folder, &fresh, &staged.path().join("old")).map_err(unwritable)
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
    let earlier: Option<PathBuf> = folder.exists().then(|| old.to_owned());
    if let Some(old) = &earlier {
        fs::rename(folder, old)?;
    }
    let moved = fs::rename(fresh, folder);
    if let (Err(_), Some(old)) = (&moved, &earlier) {
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

    #[test]
    fn a_second_run_replaces_the_first_and_leaves_nothing_else() {
        let dir = tempfile::tempdir().unwrap();
        let folder = dir.path().join("out/president");
        write(&folder, &[file("report.json", "1"), file("old.pdf", "x")]).unwrap();
        write(&folder, &[file("report.json", "2"), file("source/list.csv", "y")]).unwrap();
        assert_eq!(fs::read_to_string(folder.join("report.json")).unwrap(), "2");
        assert!(!folder.join("old.pdf").exists());
        assert_eq!(fs::read_dir(folder.parent().unwrap()).unwrap().count(), 1);
    }

    #[test]
    fn a_folder_with_other_files_is_left_alone() {
        let dir = tempfile::tempdir().unwrap();
        let folder = dir.path().join("photos");
        fs::create_dir(&folder).unwrap();
        fs::write(folder.join("cat.jpg"), "x").unwrap();
        let refused = write(&folder, &[file("report.json", "1")]);
        assert_eq!(refused, Err(FileProblem::NotOurFolder { path: folder.clone() }));
        assert_eq!(fs::read_dir(&folder).unwrap().count(), 1);
    }

    #[test]
    fn a_disk_that_refuses_leaves_the_earlier_folder() {
        let dir = tempfile::tempdir().unwrap();
        let folder = dir.path().join("president");
        write(&folder, &[file("report.json", "1")]).unwrap();
        // A file whose parent is a file cannot be written.
        let broken = [file("report.json", "2"), file("report.json/inside", "x")];
        assert!(matches!(write(&folder, &broken), Err(FileProblem::Unwritable { .. })));
        assert_eq!(fs::read_to_string(folder.join("report.json")).unwrap(), "1");
        assert_eq!(fs::read_dir(dir.path()).unwrap().count(), 1);
    }
}
