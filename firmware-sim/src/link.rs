//! The name that stays: a symbolic link to the pseudo-terminal of the moment, so that the booth finds the board
//! again after it was unplugged.
//!
//! A lock file beside the link says that its simulator lives. The system takes the lock away when a simulator
//! dies, so what a dead one left is replaced and what a living one holds is not.

use std::fs;
use std::io;
use std::os::fd::OwnedFd;
use std::path::{Path, PathBuf};

use rustix::fs::{FlockOperation, Mode, OFlags, flock, fstat, stat};
use rustix::io::Errno;

use crate::SimError;

/// Where Linux keeps pseudo-terminals. A link that leads elsewhere is none of ours.
const PSEUDO_TERMINALS: &str = "/dev/pts/";

/// How often the lock is tried again where another simulator is just going away.
const TRIES: usize = 20;

/// A link that belongs to this simulator. Dropped, it is gone.
#[derive(Debug)]
pub(crate) struct Link {
    path: PathBuf,
    lock_path: PathBuf,
    _lock: OwnedFd,
    target: Option<PathBuf>,
}

impl Link {
    /// Takes the link, without making it yet.
    pub(crate) fn claim(path: &Path) -> Result<Self, SimError> {
        let lock_path = beside(path, "lock").ok_or_else(|| SimError::LinkNotOurs { link: path.to_owned() })?;
        let lock = lock(path, &lock_path)?;
        let link = Self { path: path.to_owned(), lock_path, _lock: lock, target: None };
        link.check_place()?;
        Ok(link)
    }

    pub(crate) fn path(&self) -> &Path {
        &self.path
    }

    /// Lets the link lead to `target`: at any moment it leads to the old one or to the new one.
    pub(crate) fn point(&mut self, target: &Path) -> Result<(), SimError> {
        self.check_place()?;
        let unwritable = |error: io::Error| unwritable(&self.path, &error);
        let fresh = beside(&self.path, "new").ok_or_else(|| SimError::LinkNotOurs { link: self.path.clone() })?;
        // Left by a simulator that died in this very place; the lock says that nobody is using it.
        match fs::remove_file(&fresh) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(unwritable(error)),
            Ok(()) | Err(_) => {}
        }
        std::os::unix::fs::symlink(target, &fresh).map_err(unwritable)?;
        fs::rename(&fresh, &self.path).map_err(unwritable)?;
        self.target = Some(target.to_owned());
        Ok(())
    }

    /// Takes the link away while the board is unplugged: its number may become another program's terminal.
    pub(crate) fn clear(&mut self) {
        let Some(target) = self.target.take() else { return };
        if fs::read_link(&self.path).is_ok_and(|now| now == target) {
            // Nothing can be done about a link that cannot be removed; the next simulator replaces it.
            let _ = fs::remove_file(&self.path);
        }
    }

    /// Refuses to replace anything but the link of a simulator.
    fn check_place(&self) -> Result<(), SimError> {
        let ours = match fs::symlink_metadata(&self.path) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(()),
            Err(error) => return Err(unwritable(&self.path, &error)),
            Ok(_) => fs::read_link(&self.path).is_ok_and(|target| target.starts_with(PSEUDO_TERMINALS)),
        };
        if ours { Ok(()) } else { Err(SimError::LinkNotOurs { link: self.path.clone() }) }
    }
}

impl Drop for Link {
    fn drop(&mut self) {
        self.clear();
        let _ = fs::remove_file(&self.lock_path);
    }
}

/// `.NAME.suffix` in the folder of `path`.
fn beside(path: &Path, suffix: &str) -> Option<PathBuf> {
    let name = path.file_name()?.to_str()?;
    Some(path.with_file_name(format!(".{name}.{suffix}")))
}

fn unwritable(path: &Path, error: &io::Error) -> SimError {
    SimError::Unwritable { path: path.to_owned(), detail: error.to_string() }
}

/// Locks the lock file. A simulator that goes away removes its own, perhaps between our opening and locking it: only
/// a lock on the file that has the name now counts.
fn lock(link: &Path, path: &Path) -> Result<OwnedFd, SimError> {
    let failed = |error: Errno| unwritable(path, &error.into());
    for _ in 0..TRIES {
        let flags = OFlags::RDWR | OFlags::CREATE | OFlags::NOFOLLOW | OFlags::CLOEXEC;
        let file = rustix::fs::open(path, flags, Mode::RUSR | Mode::WUSR).map_err(failed)?;
        match flock(&file, FlockOperation::NonBlockingLockExclusive) {
            Ok(()) => {}
            Err(Errno::WOULDBLOCK) => return Err(SimError::LinkTaken { link: link.to_owned() }),
            Err(error) => return Err(failed(error)),
        }
        let held = fstat(&file).map_err(failed)?;
        if stat(path).is_ok_and(|named| (named.st_dev, named.st_ino) == (held.st_dev, held.st_ino)) {
            return Ok(file);
        }
    }
    Err(SimError::LinkTaken { link: link.to_owned() })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_living_simulators_link_is_not_taken_and_a_dropped_one_leaves_nothing() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("keypad");
        let mut first = Link::claim(&path).unwrap();
        first.point(Path::new("/dev/pts/9999")).unwrap();
        assert!(matches!(Link::claim(&path), Err(SimError::LinkTaken { .. })));
        assert_eq!(fs::read_link(&path).unwrap(), Path::new("/dev/pts/9999"));
        drop(first);
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 0);
        drop(Link::claim(&path).unwrap());
    }

    #[test]
    fn what_a_dead_simulator_left_is_replaced() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("keypad");
        std::os::unix::fs::symlink("/dev/pts/9999", &path).unwrap();
        std::os::unix::fs::symlink("/dev/pts/9999", beside(&path, "new").unwrap()).unwrap();
        fs::write(beside(&path, "lock").unwrap(), "").unwrap();
        let mut link = Link::claim(&path).unwrap();
        link.point(Path::new("/dev/pts/9998")).unwrap();
        assert_eq!(fs::read_link(&path).unwrap(), Path::new("/dev/pts/9998"));
    }

    #[test]
    fn a_file_or_a_link_of_somebody_else_is_left_alone() {
        let folder = tempfile::tempdir().unwrap();
        let (file, other) = (folder.path().join("file"), folder.path().join("other"));
        fs::write(&file, "mine").unwrap();
        std::os::unix::fs::symlink("/dev/ttyACM0", &other).unwrap();
        for path in [&file, &other] {
            assert!(matches!(Link::claim(path), Err(SimError::LinkNotOurs { .. })));
        }
        assert_eq!(fs::read_to_string(&file).unwrap(), "mine");
        assert_eq!(fs::read_link(&other).unwrap(), Path::new("/dev/ttyACM0"));
    }

    #[test]
    fn a_link_that_was_taken_over_meanwhile_is_not_removed() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("keypad");
        let mut link = Link::claim(&path).unwrap();
        link.point(Path::new("/dev/pts/9999")).unwrap();
        fs::remove_file(&path).unwrap();
        fs::write(&path, "mine").unwrap();
        assert!(matches!(link.point(Path::new("/dev/pts/9998")), Err(SimError::LinkNotOurs { .. })));
        drop(link);
        assert_eq!(fs::read_to_string(&path).unwrap(), "mine");
    }
}
