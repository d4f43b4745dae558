//! Memory sticks: packages that lie on them, and what the booth writes to them.

use std::ffi::OsStr;
use std::fs::{self, File};
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};

use ballot::package::ENDING;
use tempfile::NamedTempFile;

use crate::notice::FileProblem;

/// So many packages are offered; whoever has more has the wrong stick.
const MOST: usize = 8;

/// The packages in the folder where memory sticks appear, and in the folders of the sticks themselves.
#[must_use]
pub fn packages(media: &Path) -> Vec<PathBuf> {
    let mut found: Vec<PathBuf> =
        sticks(media).iter().flat_map(|stick| entries(stick)).filter(|path| is_package(path)).collect();
    found.sort();
    found.dedup();
    found.truncate(MOST);
    found
}

/// The folder itself and the folders in it, two deep: `/media/NAME` and `/media/USER/NAME`.
fn sticks(media: &Path) -> Vec<PathBuf> {
    let below = |folder: &PathBuf| entries(folder).into_iter().filter(|path| path.is_dir()).collect::<Vec<_>>();
    let first = below(&media.to_owned());
    let second: Vec<_> = first.iter().flat_map(below).collect();
    std::iter::once(media.to_owned()).chain(first).chain(second).collect()
}

fn entries(folder: &Path) -> Vec<PathBuf> {
    // A folder that cannot be read has nothing to offer.
    let entries = fs::read_dir(folder).into_iter().flatten().flatten();
    entries.map(|entry| entry.path()).collect()
}

fn is_package(path: &Path) -> bool {
    path.is_file() && path.extension() == Some(OsStr::new(ENDING))
}

/// Writes files into a new folder of this name on the first memory stick that takes them. Tells where they are.
///
/// # Errors
///
/// [`FileProblem::FileUnwritable`] with the words of the last stick; without a stick, with the folder where they appear.
pub fn write_to_stick(media: &Path, name: &str, files: &[(&str, &[u8])]) -> Result<PathBuf, FileProblem> {
    let refused = |path: &Path, error: &io::Error| FileProblem::FileUnwritable {
        path: path.to_owned(),
        detail: error.to_string(),
    };
    let mut problem = refused(media, &io::ErrorKind::NotFound.into());
    for stick in sticks(media).iter().skip(1) {
        let folder = stick.join(name);
        match write_all(&folder, files) {
            Ok(()) => return Ok(folder),
            Err(error) => problem = refused(&folder, &error),
        }
    }
    Err(problem)
}

fn write_all(folder: &Path, files: &[(&str, &[u8])]) -> io::Result<()> {
    fs::create_dir_all(folder)?;
    for (name, bytes) in files {
        write(&folder.join(name), bytes)?;
    }
    // The stick may be pulled out as soon as the page says so.
    File::open(folder)?.sync_all()
}

/// Writes a file whole, in the place of an earlier one.
///
/// # Errors
///
/// The system's own.
pub fn write(path: &Path, bytes: &[u8]) -> io::Result<()> {
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let mut file = NamedTempFile::new_in(folder)?;
    file.write_all(bytes)?;
    file.as_file().sync_all()?;
    file.persist(path).map(drop).map_err(|error| error.error)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn packages_are_found_on_sticks_wherever_the_system_shows_them() {
        let media = tempfile::tempdir().unwrap();
        for path in ["a.tandau", "stick/b.tandau", "user/stick/c.tandau", "stick/notes.txt", "user/s/deep/d.tandau"] {
            let path = media.path().join(path);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(&path, b"").unwrap();
        }
        fs::create_dir(media.path().join("folder.tandau")).unwrap();
        let found = packages(media.path());
        let names: Vec<_> =
            found.iter().map(|path| path.strip_prefix(media.path()).unwrap().to_str().unwrap()).collect();
        assert_eq!(names, ["a.tandau", "stick/b.tandau", "user/stick/c.tandau"]);
        assert_eq!(packages(Path::new("/nowhere")), Vec::<PathBuf>::new());
    }

    #[test]
    fn files_go_whole_to_a_stick_and_without_one_it_is_said() {
        let media = tempfile::tempdir().unwrap();
        let none = write_to_stick(media.path(), "booth", &[("a", b"1")]).unwrap_err();
        assert!(matches!(none, FileProblem::FileUnwritable { path, .. } if path == media.path()));
        fs::create_dir(media.path().join("stick")).unwrap();
        for content in [b"1", b"2"] {
            let folder = write_to_stick(media.path(), "booth", &[("a", content), ("b", b"")]).unwrap();
            assert_eq!(folder, media.path().join("stick/booth"));
            assert_eq!(fs::read(folder.join("a")).unwrap(), content);
        }
        assert_eq!(fs::read_dir(media.path().join("stick/booth")).unwrap().count(), 2, "nothing half-written is left");
    }
}
