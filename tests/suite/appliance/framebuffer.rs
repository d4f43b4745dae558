//! The appliance's program on a framebuffer that is a file (`framebuffer.c`).

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::Duration;

use tempfile::TempDir;

use crate::window::display::Screen;
use crate::window::kiosk::{station, until};
use crate::window::watched::Manager;

const WIDTH: u32 = 1_920;
const HEIGHT: u32 = 1_080;

/// The appliance's program.
pub(super) fn program() -> PathBuf {
    PathBuf::from(std::env::var_os("TANDAU_APPLIANCE_KIOSK").expect("scripts/appliance.sh sets TANDAU_APPLIANCE_KIOSK"))
}

/// A booth on a display of its own.
pub(super) struct Booth {
    child: Child,
    folder: TempDir,
}

impl Booth {
    /// Starts the program, and waits for its first picture.
    pub(super) fn start(arguments: &[&str], keypad: Option<&Path>, manager: Option<&Manager>) -> Self {
        let folder = TempDir::new().unwrap();
        let library = library(folder.path());
        fs::write(folder.path().join("display"), vec![0; (WIDTH * HEIGHT * 4) as usize]).unwrap();
        let mut command = Command::new(program());
        command.args(["--ui-language", "en", "--station"]).arg(station(folder.path(), keypad, "")).args(arguments);
        command.env("SLINT_BACKEND", "linuxkms-software").env("SLINT_BACKEND_LINUXFB", "1");
        command.env("LD_PRELOAD", library).env("TANDAU_FRAMEBUFFER", folder.path().join("display"));
        command.env_remove("DISPLAY").env_remove("WAYLAND_DISPLAY").env_remove("FONTCONFIG_FILE");
        if let Some(manager) = manager {
            manager.watches(&mut command);
        }
        let child = command.stderr(Stdio::null()).spawn().unwrap();
        let booth = Self { child, folder };
        until("a first picture", || booth.is_drawn());
        booth
    }

    pub(super) fn folder(&self) -> &Path {
        self.folder.path()
    }

    /// The words it was started with.
    pub(super) fn command_line(&self) -> String {
        let words = fs::read(format!("/proc/{}/cmdline", self.child.id())).unwrap_or_default();
        String::from_utf8_lossy(&words).into_owned()
    }

    fn screen(&self) -> Screen {
        // Blue, green, red, and a byte that means nothing.
        let bytes = fs::read(self.folder.path().join("display")).unwrap();
        let rgb = bytes.chunks_exact(4).flat_map(|pixel| pixel.iter().take(3).rev().copied().collect::<Vec<_>>());
        Screen { width: WIDTH, height: HEIGHT, rgb: rgb.collect() }
    }

    /// Whether anything is on the display: two different pixels.
    pub(super) fn is_drawn(&self) -> bool {
        let screen = self.screen();
        let first = screen.rgb.first_chunk::<3>();
        screen.rgb.chunks_exact(3).any(|pixel| pixel.first_chunk::<3>() != first)
    }

    /// Waits until the display shows just this picture.
    pub(super) fn shows(&self, wanted: &Screen, what: &str) {
        let end = std::time::Instant::now() + Duration::from_secs(30);
        let mut differs = usize::MAX;
        while std::time::Instant::now() < end {
            differs = self.screen().differs(wanted);
            if differs == 0 {
                return;
            }
            std::thread::sleep(Duration::from_millis(60));
        }
        panic!("{what}: {differs} pixels differ");
    }
}

impl Drop for Booth {
    fn drop(&mut self) {
        // It may have ended already.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// The framebuffer, compiled.
fn library(folder: &Path) -> PathBuf {
    let source = Path::new(env!("CARGO_MANIFEST_DIR")).join("suite/appliance/framebuffer.c");
    let library = folder.join("framebuffer.so");
    let built =
        Command::new("cc").args(["-shared", "-fPIC", "-O1", "-o"]).arg(&library).arg(source).arg("-ldl").status();
    assert!(built.expect("a C compiler is there: scripts/setup.sh core").success());
    library
}
