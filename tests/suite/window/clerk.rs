//! The clerk's window as it stands on a desk: the real program in a real window of an X server, files given to it as a
//! file manager does, real keys.

use std::fs;
use std::process::{Child, Command, Stdio};
use std::thread::sleep;
use std::time::Duration;

use tempfile::TempDir;

use super::display::{Display, Screen};
use super::kiosk::{BETWEEN_KEYS, project, until};

const PROGRAM: &str = env!("CARGO_BIN_EXE_stencil-gui-under-test");

struct Clerk {
    display: Display,
    child: Child,
    home: TempDir,
}

impl Clerk {
    fn start(files: &[&str], (width, height): (u32, u32)) -> Self {
        let (home, display) = (TempDir::new().unwrap(), Display::start(width, height));
        let election = fs::read_to_string(project("examples/elections/2022-president/election.json")).unwrap();
        fs::write(home.path().join("president.json"), election).unwrap();
        fs::copy(project("examples/forms/a5-7rows.toml"), home.path().join("a5-7rows.toml")).unwrap();
        fs::copy(project("examples/lists/2022-president.csv"), home.path().join("president.csv")).unwrap();
        let child = Command::new(PROGRAM)
            .args(["--ui-language", "ru"])
            .args(files.iter().map(|file| home.path().join(file)))
            .env("DISPLAY", &display.name)
            .env("XDG_CONFIG_HOME", home.path().join("settings"))
            .env_remove("WAYLAND_DISPLAY")
            // No font of the machine, and no setting of it: the program brings its own.
            .env_remove("FONTCONFIG_FILE")
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        let clerk = Self { display, child, home };
        let mut window = String::new();
        until("a window", || {
            window = clerk.display.xdotool(&["search", "--onlyvisible", "--name", "dau"]).trim().to_owned();
            !window.is_empty()
        });
        clerk.display.xdotool(&["windowfocus", "--sync", &window]);
        sleep(Duration::from_millis(500));
        clerk
    }

    fn key(&self, name: &str) -> Screen {
        self.display.xdotool(&["key", name]);
        sleep(BETWEEN_KEYS * 3);
        self.display.screen()
    }
}

impl Drop for Clerk {
    fn drop(&mut self) {
        // It may have ended already.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

#[test]
fn a_list_and_a_form_given_to_the_program_are_finished_stencils_by_keys_alone() {
    let clerk = Clerk::start(&["president.json", "a5-7rows.toml"], (1_280, 900));
    let first = clerk.display.screen();
    // The window opens at the ballot; Enter goes on to the stencil, the proof and the making.
    for _ in 0..3 {
        clerk.key("Return");
    }
    let making = clerk.display.screen();
    assert!(first.differs(&making) > 1_000, "the page is another");
    let done = || clerk.home.path().join("president-stencils/president/report.json").exists();
    assert!(!done(), "nothing is made before somebody asks for it");
    clerk.key("Return");
    until("finished stencils", done);
}

#[test]
fn from_a_table_to_finished_stencils_by_keys_alone() {
    // The ballot comes first, as a file manager may give them.
    let mut clerk = Clerk::start(&["a5-7rows.toml", "president.csv"], (1_280, 900));
    // Past two buttons to what the table does not say: day and titles.
    for _ in 0..3 {
        clerk.key("Tab");
    }
    for (at, text) in ["22.11.2026", "Президент сайлауы", "Выборы Президента"].into_iter().enumerate()
    {
        if at > 0 {
            clerk.key("Tab");
        }
        clerk.display.xdotool(&["type", "--delay", "60", text]);
    }
    // Enter leaves the field for the ballot's page, which takes the field away; then on to the last step and its work.
    for _ in 0..5 {
        clerk.key("Return");
        sleep(Duration::from_millis(500));
    }
    assert!(clerk.child.try_wait().unwrap().is_none(), "the window is still there");
    until("finished stencils", || clerk.home.path().join("president-stencils/president/report.json").exists());
}

#[test]
fn a_window_that_cannot_be_opened_is_told_by_its_code() {
    let ran = Command::new(PROGRAM)
        .args(["--ui-language", "en"])
        .env("DISPLAY", ":no-such-display")
        .env_remove("WAYLAND_DISPLAY")
        .output()
        .unwrap();
    let told = String::from_utf8_lossy(&ran.stderr).into_owned();
    assert_eq!(ran.status.code(), Some(3), "{told}");
    assert!(told.contains("S641"), "{told}");
}
