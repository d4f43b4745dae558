//! Runs `stencil-gen` as a user would, in a folder of its own.

use std::ffi::OsString;
use std::fs;
use std::path::{Path, PathBuf};

use stencil_gen::cli::{self, Ending};
use tempfile::TempDir;

/// A folder of the test's own, gone when the test ends.
pub(crate) struct Desk {
    folder: TempDir,
}

/// What a run left behind.
pub(crate) struct Outcome {
    pub(crate) ending: Ending,
    pub(crate) out: String,
    pub(crate) err: String,
}

/// A path below the project's folder.
pub(crate) fn project(path: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..").join(path)
}

impl Desk {
    pub(crate) fn new() -> Self {
        Self { folder: TempDir::new().unwrap() }
    }

    pub(crate) fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    pub(crate) fn put(&self, name: &str, bytes: impl AsRef<[u8]>) -> PathBuf {
        let path = self.path(name);
        fs::write(&path, bytes).unwrap();
        path
    }

    /// Everything in the folder, with sizes left out.
    pub(crate) fn files(&self, below: &str) -> Vec<String> {
        let mut files = Vec::new();
        collect(&self.path(below), &self.path(below), &mut files);
        files.sort();
        files
    }

    /// `stencil-gen` with these arguments, messages in English.
    pub(crate) fn run<S: AsRef<std::ffi::OsStr>>(&self, arguments: &[S]) -> Outcome {
        let mut all: Vec<OsString> = vec!["stencil-gen".into(), "--ui-language".into(), "en".into()];
        all.extend(arguments.iter().map(|argument| argument.as_ref().to_owned()));
        let (mut out, mut err) = (Vec::new(), Vec::new());
        let ending = cli::run(all, &mut out, &mut err).unwrap();
        let text = |bytes| String::from_utf8(bytes).unwrap();
        Outcome { ending, out: text(out), err: text(err) }
    }

    /// `make` of a list with the example forms and further arguments, into `out`.
    pub(crate) fn make(&self, list: &Path, further: &[&str]) -> Outcome {
        let mut arguments: Vec<OsString> = vec!["make".into(), list.into(), "--out".into(), self.path("out").into()];
        arguments.extend(further.iter().map(OsString::from));
        for form in forms() {
            arguments.extend(["--form".into(), form.into_os_string()]);
        }
        self.run(&arguments)
    }
}

/// The example forms.
pub(crate) fn forms() -> Vec<PathBuf> {
    let mut forms: Vec<PathBuf> =
        fs::read_dir(project("examples/forms")).unwrap().map(|entry| entry.unwrap().path()).collect();
    forms.sort();
    forms
}

/// An example election's list.
pub(crate) fn example(name: &str) -> PathBuf {
    project("examples/elections").join(name).join("election.json")
}

fn collect(root: &Path, folder: &Path, files: &mut Vec<String>) {
    let Ok(entries) = fs::read_dir(folder) else { return };
    for entry in entries {
        let path = entry.unwrap().path();
        if path.is_dir() {
            collect(root, &path, files);
        } else {
            files.push(path.strip_prefix(root).unwrap().to_string_lossy().into_owned());
        }
    }
}
