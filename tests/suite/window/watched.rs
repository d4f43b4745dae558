//! A service manager that watches the program, as the appliance's does.

use std::os::unix::net::UnixDatagram;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use super::display::Display;
use super::kiosk::{PROGRAM, station};

/// What a service manager hears, and nothing for longer than a program that is awake would be silent.
pub(crate) struct Manager {
    socket: UnixDatagram,
    folder: tempfile::TempDir,
}

impl Manager {
    /// How long a program may be silent before it is taken for dead.
    pub(crate) const LIMIT: Duration = Duration::from_secs(3);

    pub(crate) fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let socket = UnixDatagram::bind(folder.path().join("notify")).unwrap();
        Self { socket, folder }
    }

    /// Lets a program know of it.
    pub(crate) fn watches(&self, program: &mut Command) {
        program.env("NOTIFY_SOCKET", self.folder.path().join("notify"));
        program.env("WATCHDOG_USEC", Self::LIMIT.as_micros().to_string());
    }

    /// The next thing it hears, within `wait`.
    pub(crate) fn hears(&self, wait: Duration) -> Option<String> {
        let mut bytes = [0; 256];
        self.socket.set_read_timeout(Some(wait)).unwrap();
        let length = self.socket.recv(&mut bytes).ok()?;
        Some(String::from_utf8_lossy(bytes.get(..length)?).into_owned())
    }

    /// That it stands, and then three times that it is awake, in time each.
    pub(crate) fn hears_that_it_stands_and_is_awake(&self) {
        assert_eq!(self.hears(Duration::from_secs(30)).as_deref(), Some("READY=1\nWATCHDOG=1"));
        for _ in 0..3 {
            let begun = Instant::now();
            assert_eq!(self.hears(Self::LIMIT).as_deref(), Some("WATCHDOG=1"), "after {:?}", begun.elapsed());
        }
    }
}

#[test]
fn a_service_manager_hears_that_the_booth_stands_and_is_awake_and_of_a_program_that_hangs_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let display = Display::start(1_920, 1_080);
    let manager = Manager::new();
    let mut program = Command::new(PROGRAM);
    program.arg("--station").arg(station(folder.path(), None, "")).env("DISPLAY", &display.name);
    program.env_remove("WAYLAND_DISPLAY").env_remove("FONTCONFIG_FILE").stderr(Stdio::null());
    manager.watches(&mut program);
    let mut child = program.spawn().unwrap();
    manager.hears_that_it_stands_and_is_awake();
    let stop = |signal: &str| Command::new("kill").args([signal, &child.id().to_string()]).status().unwrap();
    assert!(stop("-STOP").success());
    // What was on its way when it was stopped.
    while manager.hears(Duration::from_millis(100)).is_some() {}
    assert_eq!(manager.hears(Manager::LIMIT * 2), None);
    child.kill().unwrap();
    child.wait().unwrap();
}

#[test]
fn a_display_that_goes_away_ends_the_program_with_a_code_for_whoever_starts_it_anew() {
    let folder = tempfile::tempdir().unwrap();
    let display = Display::start(1_920, 1_080);
    let manager = Manager::new();
    let mut program = Command::new(PROGRAM);
    program.args(["--ui-language", "en", "--station"]).arg(station(folder.path(), None, ""));
    program.env("DISPLAY", &display.name).env_remove("WAYLAND_DISPLAY").env_remove("FONTCONFIG_FILE");
    manager.watches(&mut program);
    let child = program.stderr(Stdio::piped()).spawn().unwrap();
    manager.hears_that_it_stands_and_is_awake();
    drop(display);
    let ended = child.wait_with_output().unwrap();
    let told = String::from_utf8_lossy(&ended.stderr).into_owned();
    assert!(!ended.status.success(), "{told}");
}
