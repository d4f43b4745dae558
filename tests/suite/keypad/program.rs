//! The program `firmware-sim`, driven by lines as another program drives it, and the booth's driver at its link.

use std::io::{BufRead, BufReader, Write};
use std::path::{Path, PathBuf};
use std::process::{Child, ChildStdin, Command, Stdio};

use keypad_protocol::Key;
use kiosk_devices::LinkState;
use tempfile::TempDir;

use super::booth::Listener;

/// The program, running. Dropped, it is killed.
pub(crate) struct Program {
    pub(crate) child: Child,
    lines: Option<ChildStdin>,
    pub(crate) link: PathBuf,
}

impl Program {
    pub(crate) fn at(link: &Path) -> Self {
        let mut child = Command::new(env!("CARGO_BIN_EXE_firmware-sim-under-test"))
            .args(["--script", "-", "--ui-language", "en", "--link"])
            .arg(link)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .unwrap();
        let mut said = BufReader::new(child.stdout.take().unwrap()).lines();
        assert!(said.next().unwrap().unwrap().starts_with("/dev/pts/"));
        let link = PathBuf::from(said.next().unwrap().unwrap());
        let lines = child.stdin.take();
        Self { child, lines, link }
    }

    pub(crate) fn say(&mut self, line: &str) {
        writeln!(self.lines.as_mut().unwrap(), "{line}").unwrap();
    }

    /// Ends the script, and returns the exit code.
    fn end(mut self) -> Option<i32> {
        self.lines = None;
        self.child.wait().unwrap().code()
    }
}

impl Drop for Program {
    fn drop(&mut self) {
        // It may have ended already.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

pub(crate) fn folder() -> (TempDir, PathBuf) {
    let folder = tempfile::tempdir().unwrap();
    let link = folder.path().join("keypad");
    (folder, link)
}

#[test]
fn every_line_with_a_keys_name_is_heard_by_the_booth_as_that_key() {
    let (folder, link) = folder();
    let mut program = Program::at(&link);
    let listener = Listener::at(&program.link);
    listener.until_linked();
    program.say("wait linked 30s\nwait 50ms");
    Key::ALL.into_iter().for_each(|key| program.say(key.name()));
    program.say("help+select\nheadphones in");
    let mut wanted = Vec::new();
    for key in Key::ALL {
        wanted.push(format!("Pressed({key:?})"));
        wanted.extend((key != Key::Help).then(|| format!("Released({key:?})")));
    }
    let rest = ["Explained(Select)", "Headphones(true)"];
    wanted.extend(rest.map(str::to_owned));
    let mut told = listener.words_until("Headphones(true)");
    told.retain(|word| word != "Headphones(false)");
    assert_eq!(told, wanted);
    assert_eq!(program.end(), Some(0));
    assert_eq!(listener.until_link(LinkState::Lost).len(), 1);
    assert_eq!(folder.path().read_dir().unwrap().count(), 0);
}

#[test]
fn a_program_that_was_killed_and_started_again_is_found_under_its_link() {
    let (_folder, link) = folder();
    let killed = Program::at(&link);
    let listener = Listener::at(&link);
    listener.until_linked();
    drop(killed);
    listener.until_link(LinkState::Lost);
    let mut again = Program::at(&link);
    listener.until_linked();
    again.say("wait linked 30s\nwait 50ms\ndown");
    listener.words_until("Released(Down)");
    again.say("unplug");
    listener.until_link(LinkState::Lost);
    again.say("plug");
    listener.until_linked();
    assert_eq!(again.end(), Some(0));
}
