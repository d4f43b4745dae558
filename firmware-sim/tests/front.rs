//! The front on a real terminal of 80 × 24: keys go in, the screen is read.

use std::io::{Read, Write};
use std::os::fd::OwnedFd;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};
use std::{fs, thread};

use firmware_sim::script::SETTLE;
use keypad_protocol::{Input, Key, KeyEvent};
use rustix::fs::{Mode, OFlags};
use rustix::pty::{OpenptFlags, grantpt, openpt, ptsname, unlockpt};
use rustix::termios::{LocalModes, Winsize, tcgetattr, tcsetwinsize};

use crate::host::{Host, LIMIT, files, presses};

/// A terminal with the program on it.
struct Window {
    ours: fs::File,
    theirs: OwnedFd,
    screen: Arc<Mutex<vt100::Parser>>,
    child: Child,
}

impl Window {
    fn open(link: &Path) -> Self {
        let (ours, theirs) = terminal();
        let child = start(link, &theirs, &["--ctty"]);
        let screen = Arc::new(Mutex::new(vt100::Parser::new(24, 80, 0)));
        let (mut reader, parser) = (ours.try_clone().unwrap(), Arc::clone(&screen));
        thread::spawn(move || {
            let mut bytes = [0; 4096];
            while let Ok(count @ 1..) = reader.read(&mut bytes) {
                parser.lock().unwrap().process(&bytes[..count]);
            }
        });
        Self { ours, theirs, screen, child }
    }

    fn keys(&mut self, keys: &str) {
        self.ours.write_all(keys.as_bytes()).unwrap();
    }

    fn contents(&self) -> String {
        self.screen.lock().unwrap().screen().contents()
    }

    fn shows(&self, what: &str) {
        let end = Instant::now() + LIMIT;
        while Instant::now() < end {
            if self.contents().contains(what) {
                return;
            }
            thread::sleep(Duration::from_millis(5));
        }
        panic!("{what} never stood on\n{}", self.contents());
    }

    /// The exit code, once the program has given the terminal back.
    fn ended(mut self) -> Option<i32> {
        let code = self.child.wait().unwrap().code();
        let modes = tcgetattr(&self.theirs).unwrap().local_modes;
        assert!(modes.contains(LocalModes::ECHO | LocalModes::ICANON), "the terminal is still raw");
        let end = Instant::now() + LIMIT;
        while self.screen.lock().unwrap().screen().alternate_screen() && Instant::now() < end {
            thread::sleep(Duration::from_millis(5));
        }
        let parser = self.screen.lock().unwrap();
        assert!(!parser.screen().alternate_screen() && !parser.screen().hide_cursor());
        code
    }
}

/// A terminal of 80 × 24: our end and the program's.
fn terminal() -> (fs::File, OwnedFd) {
    let ours = openpt(OpenptFlags::RDWR | OpenptFlags::NOCTTY | OpenptFlags::CLOEXEC).unwrap();
    grantpt(&ours).unwrap();
    unlockpt(&ours).unwrap();
    let path = ptsname(&ours, Vec::new()).unwrap();
    let flags = OFlags::RDWR | OFlags::NOCTTY | OFlags::CLOEXEC;
    let theirs = rustix::fs::open(path.as_c_str(), flags, Mode::empty()).unwrap();
    resize(&theirs, 24, 80);
    (fs::File::from(ours), theirs)
}

/// The program on that terminal, in a session of its own. With `--ctty` the terminal is its controlling one, as in a
/// real window.
fn start(link: &Path, terminal: &OwnedFd, session: &[&str]) -> Child {
    let window = || Stdio::from(terminal.try_clone().unwrap());
    Command::new("setsid")
        .args(session)
        .args(["--wait", env!("CARGO_BIN_EXE_firmware-sim"), "--ui-language", "en", "--link"])
        .arg(link)
        .env("TERM", "xterm")
        .stdin(window())
        .stdout(window())
        .stderr(window())
        .spawn()
        .unwrap()
}

fn resize(terminal: &OwnedFd, rows: u16, columns: u16) {
    tcsetwinsize(terminal, Winsize { ws_row: rows, ws_col: columns, ws_xpixel: 0, ws_ypixel: 0 }).unwrap();
}

#[test]
fn the_keys_of_the_computer_press_the_boards_keys_and_the_screen_shows_the_link() {
    let folder = tempfile::tempdir().unwrap();
    let link = folder.path().join("keypad");
    let mut window = Window::open(&link);
    window.shows("No booth");
    let mut host = Host::open(&link);
    host.greet();
    window.shows("Booth is there");
    thread::sleep(2 * SETTLE);
    window.keys("8");
    assert_eq!(presses(&host.until_released(Key::Up)), [Key::Up]);
    window.shows("Released up");
    window.keys("\x1b[B");
    assert_eq!(presses(&host.until_released(Key::Down)), [Key::Down]);
    // k holds the next key down until k and the key again.
    window.keys("kl");
    host.inputs_until(Input::Key(KeyEvent::Held(Key::Language)));
    window.shows("[l 7]»language«");
    window.keys("kl");
    host.until_released(Key::Language);
    window.keys("p");
    host.inputs_until(Input::Headphones(true));
    window.shows("Headphones: in");
    // F3, F9, then all faults off.
    window.keys("\x1bOR\x1b[20~");
    window.shows("F3*lost");
    window.shows("F9*version 9");
    window.keys("x");
    window.shows("F3 lost");
    window.keys("u");
    window.shows("Unplugged");
    assert!(host.read_error().is_some());
    window.keys("u");
    window.shows("No booth");
    Host::open(&link).greet();
    window.keys("q");
    assert_eq!(window.ended(), Some(0));
    assert_eq!(files(folder.path()), [""; 0]);
}

/// A window that is closed sends a hang-up signal; a terminal behind a lost connection may send none.
#[test]
fn a_terminal_that_goes_away_ends_the_program_with_or_without_a_signal() {
    for session in [&["--ctty"][..], &[]] {
        let folder = tempfile::tempdir().unwrap();
        let link = folder.path().join("keypad");
        let (mut ours, theirs) = terminal();
        let mut child = start(&link, &theirs, session);
        drop(theirs);
        let (mut screen, mut bytes) = (vt100::Parser::new(24, 80, 0), [0; 4096]);
        while !screen.screen().contents().contains("No booth") {
            let count = ours.read(&mut bytes).unwrap();
            screen.process(&bytes[..count]);
        }
        drop(ours);
        let end = Instant::now() + LIMIT;
        while child.try_wait().unwrap().is_none() {
            if Instant::now() > end {
                child.kill().unwrap();
                panic!("the program outlives its terminal");
            }
            thread::sleep(Duration::from_millis(5));
        }
        assert_eq!(files(folder.path()), [""; 0]);
    }
}

#[test]
fn the_front_follows_the_size_of_its_window_and_ends_by_control_c() {
    let folder = tempfile::tempdir().unwrap();
    let mut window = Window::open(&folder.path().join("keypad"));
    window.shows("q: end");
    window.screen.lock().unwrap().screen_mut().set_size(10, 60);
    resize(&window.theirs, 10, 60);
    window.shows("at least 80 × 24");
    window.screen.lock().unwrap().screen_mut().set_size(50, 160);
    resize(&window.theirs, 50, 160);
    window.shows("▀");
    window.shows("q: end");
    window.keys("\x03");
    assert_eq!(window.ended(), Some(0));
    assert_eq!(files(folder.path()), [""; 0]);
}
