//! Runs `kiosk` as a user would, in a folder of its own.

use std::ffi::OsStr;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use tempfile::TempDir;

/// A folder of the test's own, gone when the test ends.
pub(crate) struct Desk {
    folder: TempDir,
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
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(&path, bytes).unwrap();
        path
    }

    pub(crate) fn read(&self, name: &str) -> String {
        fs::read_to_string(self.path(name)).unwrap()
    }

    /// The program itself with these arguments, messages in English.
    pub(crate) fn run<S: AsRef<OsStr>>(&self, arguments: &[S]) -> Output {
        let mut command = Command::new(env!("CARGO_BIN_EXE_kiosk"));
        command.args(["--ui-language", "en"]).args(arguments).current_dir(self.folder.path());
        command.output().unwrap()
    }

    /// `replay` of a script into `out`, with further arguments.
    pub(crate) fn replay(&self, script: &str, further: &[&str]) -> Output {
        let script = self.put("vote.txt", script);
        let mut arguments = vec!["replay".into(), script.into_os_string(), "--out".into(), "out".into()];
        arguments.extend(further.iter().map(Into::into));
        self.run(&arguments)
    }
}

pub(crate) fn text(bytes: &[u8]) -> &str {
    std::str::from_utf8(bytes).unwrap()
}

/// A path below the project's folder.
pub(crate) fn project(path: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..").join(path)
}

/// The arguments for the election with five contests.
pub(crate) fn five_contests() -> [String; 4] {
    let path = |path| project(path).to_str().unwrap().to_owned();
    let election = path("examples/elections/synthetic-five-contests/election.json");
    ["--election".to_owned(), election, "--form".to_owned(), path("examples/forms")]
}

/// A script of the examples, with the first language replaced by another.
pub(crate) fn example(name: &str, language: &str) -> String {
    let script = fs::read_to_string(project("examples/votes").join(name)).unwrap();
    let line = script.lines().find(|line| line.ends_with("# Kazakh is the first language")).unwrap();
    let key = line.split_whitespace().next().unwrap();
    let presses = match language {
        "kk" => 1,
        "ru" => 2,
        _ => 3,
    };
    script.replacen(line, &vec![key; presses].join("\n"), 1)
}
