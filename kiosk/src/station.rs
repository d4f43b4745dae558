//! `station.toml`: what is particular to one booth, and the check of it before the day.

mod file;

use std::path::{Path, PathBuf};

use ballot::Language;
use ballot::package::{Kind, PublicKey};
use kiosk_devices::audio::{Calibration, SoundDevice};
use kiosk_devices::keypad::hid::HidSettings;
use kiosk_devices::log::Granularity;
use kiosk_devices::printer::PrinterSettings;
use kiosk_devices::scanner::{self, ScannerSettings};
use kiosk_ui::Display;
use voter_session::Way;

use crate::load;
use crate::notice::{Notice, StationProblem};
use crate::pin::PinHash;

/// A booth's settings.
#[derive(Clone, Debug)]
pub struct Station {
    /// What the booth is called in reports.
    pub name: String,
    /// The language before a voter has chosen one.
    pub language: Language,
    /// How far the station's time is ahead of UTC, in minutes.
    pub utc_offset_min: i32,
    /// The display.
    pub display: Display,
    /// The window covers the whole screen.
    pub whole_screen: bool,
    /// The port of the voter's keypad, if it has one.
    pub serial: Option<PathBuf>,
    /// The USB devices that are listened to directly; `None` where the window system brings their keys.
    pub usb: Option<HidSettings>,
    /// What plays the voice.
    pub sound: SoundDevice,
    /// How loud the headphones are.
    pub calibration: Calibration,
    /// The log; `None` where nothing is at stake.
    pub log: Option<LogFile>,
    /// The ways to the paper, the usual one first.
    pub ways: Vec<Way>,
    /// The printer that marks sheets.
    pub printer: Option<PrinterSettings>,
    /// The scanner that looks at sheets.
    pub scanner: Option<ScannerSettings>,
    /// The election that the booth has taken, and where memory sticks appear; `None` where a package is named each time.
    pub package: Option<OwnPackage>,
    /// What opens the poll worker's pages.
    pub pin: PinHash,
    /// Keys to trust, each for one kind of package.
    pub trusted: Vec<(Kind, PublicKey)>,
}

/// Where a booth keeps its log.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LogFile {
    /// The file. Its folder must be there.
    pub file: PathBuf,
    /// Times are rounded down to this.
    pub granularity: Granularity,
}

/// Where a booth keeps its election.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OwnPackage {
    /// The package; its signature lies beside it. There is none before the first was taken.
    pub file: PathBuf,
    /// The folder in which memory sticks appear.
    pub media: PathBuf,
}

impl Station {
    /// The booth of the demonstration: a window on a desktop, a PIN that everybody knows.
    ///
    /// # Errors
    ///
    /// Never on a sound build: a test makes it.
    pub fn demonstration() -> Result<Self, Notice> {
        Self::parse(Path::new("demonstration"), include_str!("../../examples/stations/demonstration.toml"))
    }

    /// The booth whose own settings cannot be read: the whole screen, and a PIN that nobody has.
    #[must_use]
    pub fn locked() -> Self {
        Self {
            name: String::new(),
            language: Language::Kk,
            utc_offset_min: 0,
            display: Display::default(),
            whole_screen: true,
            serial: None,
            usb: None,
            sound: SoundDevice::Usual,
            calibration: Calibration::usual(),
            log: None,
            ways: vec![Way::Guide],
            printer: None,
            scanner: None,
            package: None,
            pin: PinHash::of_nobody(),
            trusted: Vec::new(),
        }
    }

    /// Reads a file.
    ///
    /// # Errors
    ///
    /// The file cannot be read, or the first thing in it that is wrong.
    pub fn read(path: &Path) -> Result<Self, Notice> {
        Self::parse(path, &load::text(path)?)
    }

    /// Reads a file's text; `path` is what it is called when it is wrong.
    ///
    /// # Errors
    ///
    /// The first thing in it that is wrong.
    pub fn parse(path: &Path, text: &str) -> Result<Self, Notice> {
        file::parse(text).map_err(|problem| Notice::Station { path: path.to_owned(), problem })
    }

    /// What of the booth is not there now, though the settings name it. A scanner is asked, which takes seconds.
    #[must_use]
    pub fn missing(&self) -> Vec<StationProblem> {
        let port = self.serial.iter().filter(|port| !port.exists());
        let port = port.map(|port| StationProblem::PortMissing { port: port.display().to_string() });
        let folder = self.usb.iter().filter(|usb| !usb.folder.is_dir());
        let folder = folder.map(|usb| StationProblem::PortMissing { port: usb.folder.display().to_string() });
        let asked = self.scanner.iter().filter_map(|settings| scanner::ask(settings).err());
        let scanner = asked.map(|trouble| StationProblem::Scanner(trouble.fault()));
        port.chain(folder).chain(scanner).collect()
    }
}

#[cfg(test)]
mod tests;
