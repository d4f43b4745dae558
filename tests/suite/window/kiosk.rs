//! The program `kiosk` in a window, and the same vote as `kiosk replay` draws it.

use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::thread::sleep;
use std::time::{Duration, Instant};

use tempfile::TempDir;

use super::display::{Display, Screen};

/// Nothing takes this long on the busiest machine.
const LIMIT: Duration = Duration::from_secs(30);
/// How often the screen is looked at.
const LOOK: Duration = Duration::from_millis(60);
/// Longer than the double-strike filter.
pub(crate) const BETWEEN_KEYS: Duration = Duration::from_millis(150);

pub(crate) const PROGRAM: &str = env!("CARGO_BIN_EXE_kiosk-under-test");

/// The program with its window on a display of its own.
pub(crate) struct Kiosk {
    pub(crate) display: Display,
    pub(crate) child: Child,
    pub(crate) window: String,
    pub(crate) folder: TempDir,
}

/// A station with that display, if given a keypad at that port, and further sections.
pub(crate) fn station(folder: &Path, keypad: Option<&Path>, further: &str) -> PathBuf {
    let sample =
        std::fs::read_to_string(crate::window::kiosk::project("examples/stations/demonstration.toml")).unwrap();
    let mut text = sample.replace("[1280, 720]", "[1920, 1080]");
    assert!(text.contains("1080"), "the sample has another display");
    if let Some(port) = keypad {
        text.push_str(&format!("\n[keypad]\nserial = {:?}\n", port.display().to_string()));
    }
    text.push_str(further);
    let path = folder.join("station.toml");
    std::fs::write(&path, text).unwrap();
    path
}

/// A path below the project's folder.
pub(crate) fn project(path: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..").join(path)
}

impl Kiosk {
    /// Starts the program, and waits for its window.
    pub(crate) fn start(arguments: &[&str], keypad: Option<&Path>) -> Self {
        Self::start_with(arguments, keypad, "")
    }

    /// The same, at a station with further sections.
    pub(crate) fn start_with(arguments: &[&str], keypad: Option<&Path>, further: &str) -> Self {
        let folder = TempDir::new().unwrap();
        let station = station(folder.path(), keypad, further);
        Self::start_at(folder, &station, arguments)
    }

    /// The same with a station of the test's own.
    pub(crate) fn start_at(folder: TempDir, station: &Path, arguments: &[&str]) -> Self {
        let display = Display::start(1_920, 1_080);
        let child = Command::new(PROGRAM)
            .args(["--ui-language", "en", "--station"])
            .arg(station)
            .args(arguments)
            .env("DISPLAY", &display.name)
            .env_remove("WAYLAND_DISPLAY")
            // No font of the machine, and no setting of it: the program brings its own.
            .env_remove("FONTCONFIG_FILE")
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        let mut kiosk = Self { display, child, window: String::new(), folder };
        kiosk.find_window();
        kiosk
    }

    /// Waits for the window and its first picture.
    pub(crate) fn find_window(&mut self) {
        let display = &self.display;
        let mut window = String::new();
        until("a window", || {
            window = display.xdotool(&["search", "--onlyvisible", "--name", "dau"]).trim().to_owned();
            !window.is_empty()
        });
        self.window = window;
        self.display.xdotool(&["windowfocus", "--sync", &self.window]);
        // Keys that come before it is drawn wait, and come all at once.
        until("a picture in it", || !self.display.screen().is_blank());
    }

    /// Presses a key of the X keyboard.
    pub(crate) fn key(&self, name: &str) {
        self.display.xdotool(&["key", name]);
        sleep(BETWEEN_KEYS);
    }

    /// Waits until the screen shows just this picture.
    pub(crate) fn shows(&self, wanted: &Screen, what: &str) {
        let mut differs = usize::MAX;
        let end = Instant::now() + LIMIT;
        while Instant::now() < end {
            differs = self.display.screen().differs(wanted);
            if differs == 0 {
                return;
            }
            sleep(LOOK);
        }
        panic!("{what}: {differs} pixels differ");
    }

    /// What the program wrote to standard error, once it has ended; and its exit code.
    pub(crate) fn ended(mut self) -> (Option<i32>, String) {
        use std::io::Read as _;
        let mut status = None;
        until("the end of the program", || {
            status = self.child.try_wait().unwrap();
            status.is_some()
        });
        let mut told = String::new();
        self.child.stderr.take().unwrap().read_to_string(&mut told).unwrap();
        (status.and_then(|status| status.code()), told)
    }

    /// Enters the PIN and picks from the menu.
    pub(crate) fn poll_worker(&self, number: &str) {
        for key in ["F10", "1", "2", "3", "4", "Return", number] {
            self.key(key);
        }
    }
}

impl Drop for Kiosk {
    fn drop(&mut self) {
        // It may have ended already.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// Waits for something.
pub(crate) fn until(what: &str, mut there: impl FnMut() -> bool) {
    let end = Instant::now() + LIMIT;
    while !there() {
        assert!(Instant::now() < end, "never came: {what}");
        sleep(LOOK);
    }
}

/// The pictures that `kiosk replay` draws of a script, one a line.
pub(crate) fn replayed(folder: &Path, script: &str) -> Vec<Screen> {
    replayed_with(folder, script, &[])
}

/// The same, in a booth with something more.
pub(crate) fn replayed_with(folder: &Path, script: &str, further: &[&str]) -> Vec<Screen> {
    let path = folder.join("vote.txt");
    std::fs::write(&path, script).unwrap();
    let out = folder.join("replayed");
    let ran = Command::new(PROGRAM).arg("replay").arg(&path).arg("--out").arg(&out).args(further).output().unwrap();
    assert!(ran.status.success(), "{}", String::from_utf8_lossy(&ran.stderr));
    (1..=script.lines().count()).map(|line| Screen::of_png(&out.join(format!("screens/{line:03}.png")))).collect()
}
