//! The program itself: what it prints, how it ends, what a script does.

use std::fs;
use std::io::{BufRead, BufReader, Write};
use std::path::{Path, PathBuf};
use std::process::{Child, ChildStdout, Command, Output, Stdio};
use std::time::{Duration, Instant};

use firmware_sim::Picture;
use keypad_core::{Page, Screen};
use keypad_protocol::{DisplayLanguage, DisplayPage, HostMessage, Key};
use rustix::process::{Pid, Signal, kill_process};

use crate::host::{Host, LIMIT, files, presses};

/// The program, not yet started. Its messages are in English.
pub(crate) fn program(link: &Path) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_firmware-sim"));
    command.arg("--link").arg(link).args(["--ui-language", "en"]);
    command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped());
    command
}

/// A program that runs, and the two paths that it printed. Dropped, it is killed.
pub(crate) struct Running {
    pub(crate) child: Child,
    pub(crate) path: PathBuf,
    pub(crate) link: PathBuf,
    _out: BufReader<ChildStdout>,
}

impl Running {
    pub(crate) fn start(mut command: Command) -> Self {
        let mut child = command.spawn().unwrap();
        let mut out = BufReader::new(child.stdout.take().unwrap());
        let mut line = || {
            let mut line = String::new();
            out.read_line(&mut line).unwrap();
            PathBuf::from(line.trim_end())
        };
        let (path, link) = (line(), line());
        Self { child, path, link, _out: out }
    }

    pub(crate) fn signal(&self, signal: Signal) {
        kill_process(Pid::from_child(&self.child), signal).unwrap();
    }

    /// The exit code, or `None` after a signal's death.
    pub(crate) fn exit_code(&mut self) -> Option<i32> {
        let end = Instant::now() + LIMIT;
        while Instant::now() < end {
            if let Some(status) = self.child.try_wait().unwrap() {
                return status.code();
            }
            std::thread::sleep(Duration::from_millis(5));
        }
        panic!("the program does not end");
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        // It may have ended already.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

fn folder() -> (tempfile::TempDir, PathBuf) {
    let folder = tempfile::tempdir().unwrap();
    let link = folder.path().join("keypad");
    (folder, link)
}

/// Runs a script to its end.
fn play(folder: &Path, text: &str) -> Output {
    let file = folder.join("test.keys");
    fs::write(&file, text).unwrap();
    program(&folder.join("keypad")).arg("--script").arg(&file).output().unwrap()
}

fn text(bytes: &[u8]) -> &str {
    str::from_utf8(bytes).unwrap()
}

/// Whether the program's first message has this code.
fn says(output: &Output, code: &str) -> bool {
    text(&output.stderr).starts_with(&format!("{code}: "))
}

#[test]
fn without_a_terminal_it_prints_its_path_first_waits_and_leaves_no_link() {
    for signal in [Signal::TERM, Signal::INT, Signal::HUP] {
        let (folder, link) = folder();
        let mut running = Running::start(program(&link));
        assert!(running.path.starts_with("/dev/pts/") && running.path.exists(), "{:?}", running.path);
        assert_eq!(running.link, link);
        assert_eq!(fs::read_link(&link).unwrap(), running.path);
        Host::open(&link).greet();
        running.signal(signal);
        assert_eq!(running.exit_code(), Some(0));
        assert_eq!(files(folder.path()), [""; 0]);
    }
}

#[test]
fn a_second_program_on_the_link_of_a_living_one_is_refused_and_that_of_a_killed_one_taken_over() {
    let (_folder, link) = folder();
    let mut first = Running::start(program(&link));
    let second = program(&link).output().unwrap();
    assert_eq!(second.status.code(), Some(3));
    assert!(says(&second, "F120") && second.stdout.is_empty(), "{second:?}");
    assert_eq!(fs::read_link(&link).unwrap(), first.path);
    first.signal(Signal::KILL);
    assert_eq!(first.exit_code(), None);
    assert!(fs::symlink_metadata(&link).is_ok(), "a killed program cannot remove its link");
    let third = Running::start(program(&link));
    assert_eq!(fs::read_link(&link).unwrap(), third.path);
}

#[test]
fn a_script_presses_keys_unplugs_and_writes_the_display_that_the_booth_set() {
    let (folder, link) = folder();
    let picture = folder.path().join("display.png");
    let script = folder.path().join("test.keys");
    let lines = format!(
        "wait linked 30s  # the booth of this test\nup\nhelp+select\nhold down 100ms\nwait display ready 30s\n\
         expect linked\ndisplay {} x3\nunplug\nexpect unlinked\nwait 50ms\nplug\nwait linked 30s\nright\nwait 3s  # what was said is read before the end\n",
        picture.display()
    );
    fs::write(&script, lines).unwrap();
    let mut command = program(&link);
    command.arg("--script").arg(&script);
    let mut running = Running::start(command);
    let mut host = Host::open(&link);
    host.greet();
    assert_eq!(presses(&host.until_released(Key::Down)), [Key::Up, Key::Down]);
    host.send(&HostMessage::SetDisplay { page: DisplayPage::Ready, language: DisplayLanguage::En });
    assert!(host.read_error().is_some());
    let end = Instant::now() + LIMIT;
    while fs::metadata(&link).is_err() && Instant::now() < end {
        std::thread::sleep(Duration::from_millis(1));
    }
    let mut again = Host::open(&link);
    again.greet();
    assert_eq!(presses(&again.until_released(Key::Right)), [Key::Right]);
    assert_eq!(running.exit_code(), Some(0));
    assert_eq!(files(folder.path()), ["display.png", "test.keys"]);
    let ready = Picture::of(&Screen { page: Page::Ready, language: DisplayLanguage::En });
    assert_eq!(fs::read(&picture).unwrap(), ready.png(3).unwrap());
}

#[test]
fn every_wrong_line_is_told_with_file_and_line_and_nothing_is_done() {
    let (folder, _) = folder();
    let output = play(folder.path(), "up\nupp\n\nhold up\n# fine\nfault drop 300%\n");
    assert_eq!(output.status.code(), Some(2));
    assert_eq!(text(&output.stdout), "");
    let err = text(&output.stderr);
    for (line, code) in [(2, "F101"), (4, "F103"), (6, "F105")] {
        assert!(err.contains(&format!("test.keys:{line}: {code}: ")), "{err}");
    }
    assert_eq!(err.matches("What to do: ").count(), 3);
    assert_eq!(files(folder.path()), ["test.keys"]);
}

#[test]
fn what_is_expected_in_vain_ends_the_script_with_its_line() {
    let (folder, _) = folder();
    for (script, line, code, exit) in [
        ("expect display not-connected\nexpect linked\nup\n", 2, "F110", 1),
        ("wait session 20ms\n", 1, "F111", 1),
        ("plug\n", 1, "F125", 2),
        ("unplug\nunplug\n", 2, "F126", 2),
        ("display no/such/folder.png\n", 1, "F123", 3),
    ] {
        let output = play(folder.path(), script);
        let place = folder.path().join(format!("test.keys:{line}: {code}: "));
        assert!(text(&output.stderr).starts_with(&place.display().to_string()), "{output:?}");
        assert_eq!(output.status.code(), Some(exit), "{script}");
    }
    assert_eq!(files(folder.path()), ["test.keys"]);
}

#[test]
fn a_script_on_standard_input_is_done_line_by_line_and_its_end_is_the_end() {
    let (folder, link) = folder();
    let mut command = program(&link);
    command.args(["--script", "-"]).stdin(Stdio::piped());
    let mut running = Running::start(command);
    let mut host = Host::open(&link);
    host.greet();
    let mut input = running.child.stdin.take().unwrap();
    writeln!(input, "wait linked 30s\nleft").unwrap();
    assert_eq!(presses(&host.until_released(Key::Left)), [Key::Left]);
    drop(input);
    assert_eq!(running.exit_code(), Some(0));
    assert_eq!(files(folder.path()), [""; 0]);
}

#[test]
fn a_script_that_waits_is_interrupted_by_a_signal() {
    let (folder, link) = folder();
    let file = folder.path().join("long.keys");
    fs::write(&file, "wait 3600s\n").unwrap();
    let mut command = program(&link);
    command.arg("--script").arg(&file);
    let mut running = Running::start(command);
    running.signal(Signal::TERM);
    assert_eq!(running.exit_code(), Some(0));
    assert_eq!(files(folder.path()), ["long.keys"]);
}

#[test]
fn bad_usage_a_missing_script_and_a_foreign_file_each_have_their_exit_code() {
    let (folder, link) = folder();
    assert_eq!(program(&link).arg("--scrip").output().unwrap().status.code(), Some(64));
    let help = program(&link).arg("--help").output().unwrap();
    assert!(help.status.success() && text(&help.stdout).contains("fault bounce up 8ms"));
    let missing = program(&link).args(["--script", "no-such-file"]).output().unwrap();
    assert_eq!(missing.status.code(), Some(3));
    assert!(says(&missing, "F124"), "{missing:?}");
    fs::write(&link, "mine").unwrap();
    let foreign = program(&link).output().unwrap();
    assert_eq!(foreign.status.code(), Some(3));
    assert!(says(&foreign, "F121"), "{foreign:?}");
    assert_eq!(files(folder.path()), ["keypad"]);
}

#[test]
fn a_system_without_another_pseudo_terminal_is_told_and_leaves_no_link() {
    let (folder, link) = folder();
    // Standard input, output and error and the lock of the link: no descriptor is left for the line.
    let mut shell = Command::new("sh");
    shell.args(["-c", "ulimit -n 4; exec \"$0\" --link \"$1\" --ui-language en"]);
    let output = shell.arg(env!("CARGO_BIN_EXE_firmware-sim")).arg(&link).stdin(Stdio::null()).output().unwrap();
    assert!(says(&output, "F122") && output.status.code() == Some(3), "{output:?}");
    assert_eq!(files(folder.path()), [""; 0]);
}
