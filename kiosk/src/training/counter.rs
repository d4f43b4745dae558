//! The poll worker's desk in the booth of a drill: the real desk with the real office behind it. Log, memory stick and
//! the place of the booth's election are in a folder of the drill's own, which goes with it.

use std::fs;
use std::path::PathBuf;
use std::sync::Arc;

use ballot::Language;
use ballot::package::{Fingerprint, Kind};
use course::Drill;
use keypad_protocol::KeyEvent;
use kiosk_devices::log::Granularity;
use kiosk_devices::printer::PrinterTrouble;
use kiosk_ui::FaultPage;
use tempfile::TempDir;
use voter_session::{LogEntry, PollWorker};
use wording::Coded as _;

use super::line::Deed;
use crate::desk::{Desk, Done, Order, Proven, Readiness, Standing};
use crate::load::{About, Loaded};
use crate::office::{Noted, Office, printer_words};
use crate::pin::{PinHash, Tries, Try};
use crate::station::{LogFile, OwnPackage, Station};

/// What the package on the memory stick is called.
const PACKAGE: &str = "training.tandau";
/// Where the memory stick is in the drill's folder.
const MEDIA: &str = "media";
const STICK: &str = "media/stick";
/// Salt is for a PIN that is a secret; this one stands in the drill.
const SALT: [u8; 16] = [0; 16];
/// The PIN of every drill.
const PIN: &str = "1234";

/// What of the booth the desk depends on.
#[derive(Clone, Copy)]
pub(super) struct Around {
    pub(super) standing: Standing,
    pub(super) printer: Option<PrinterTrouble>,
    pub(super) language: Language,
}

/// What the desk leaves to the booth.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Wish {
    /// An action of the session's.
    Session(PollWorker),
    /// The report on paper; answered by [`Counter::printed`].
    Paper,
}

/// The desk, and what lies behind it.
pub(super) struct Counter {
    loaded: Arc<Loaded>,
    station: Station,
    /// It has a printer, a scanner.
    devices: (bool, bool),
    office: Office,
    pin: PinHash,
    tries: Tries,
    /// Where somebody is at it.
    desk: Option<Desk>,
    readiness: Option<Readiness>,
    election: bool,
    folder: TempDir,
}

impl Counter {
    /// The desk of a drill's booth, which has its election; `None` where the computer has no room for the drill's folder.
    pub(super) fn new(loaded: &Arc<Loaded>, drill: &Drill) -> Option<Self> {
        let printer = drill.ways.iter().any(|way| way != "guide");
        let folder = tempfile::tempdir().ok()?;
        fs::create_dir_all(folder.path().join(STICK)).ok()?;
        let own = OwnPackage { file: folder.path().join(PACKAGE), media: folder.path().join(MEDIA) };
        let log = LogFile { file: folder.path().join("log.jsonl"), granularity: Granularity::default() };
        let station = Station { package: Some(own), log: Some(log), ..Station::demonstration().ok()? };
        let mut counter = Self {
            loaded: Arc::clone(loaded),
            office: Office::without_log(&station, Kind::Training),
            station,
            devices: (printer, drill.scanner),
            pin: PinHash::of(PIN, SALT)?,
            tries: Tries::default(),
            desk: None,
            readiness: None,
            election: true,
            folder,
        };
        counter.begin_anew().then_some(counter)
    }

    /// The program begins anew, with the election that the booth has. Whether its log can be kept.
    fn begin_anew(&mut self) -> bool {
        (self.desk, self.readiness) = (None, None);
        // The log is closed first: no two programs have it open.
        self.office = Office::without_log(&self.station, Kind::Training);
        // Whatever the election was made for, here it is training.
        let about = self.election.then(|| About { kind: Kind::Training, ..self.loaded.about() });
        let Ok((office, _)) = Office::open(&self.station, Kind::Training, about, true) else { return false };
        let (printer, scanner) = self.devices;
        self.office = office.with_paper(printer, scanner);
        true
    }

    #[cfg(test)]
    pub(super) fn folder(&self) -> &std::path::Path {
        self.folder.path()
    }

    /// How it is, for a drill's goals.
    pub(super) fn facts(&self) -> course::AtDesk {
        let below = |folder: PathBuf| fs::read_dir(folder).into_iter().flatten().flatten();
        // The booth makes a folder of its own on the stick.
        let files = below(self.folder.path().join(STICK)).flat_map(|folder| below(folder.path()));
        let mut stick: Vec<String> = files.filter_map(|file| file.file_name().into_string().ok()).collect();
        stick.sort();
        course::AtDesk {
            page: self.desk.as_ref().map(|desk| desk.page_name().to_owned()),
            election: self.election,
            checked: self.readiness.as_ref().is_some_and(|check| check.is_over() && check.is_well()),
            stick,
        }
    }

    /// An entry of the session's for the drill's log. One that cannot be written is missed when the log is copied.
    pub(super) fn log(&mut self, entry: LogEntry) {
        let _ = self.office.log(entry);
    }

    /// A key of the voter's keypad. Whether somebody is at the desk: then its check hears the key, and nobody else.
    pub(super) fn key(&mut self, event: KeyEvent, around: Around) -> bool {
        let Some(desk) = &mut self.desk else { return false };
        if let KeyEvent::Pressed(key) = event {
            let orders = desk.key(key).unwrap_or_default();
            self.carry_out(&orders, around);
        }
        true
    }

    /// Somebody does something at the desk: what is left to the booth.
    pub(super) fn act(&mut self, deed: &Deed, around: Around, now_ms: u64) -> Vec<Wish> {
        match deed {
            Deed::NoElection => {
                self.election = false;
                self.begin_anew();
                Vec::new()
            }
            Deed::Pin(pin) => {
                self.open(pin, around, now_ms);
                Vec::new()
            }
            Deed::Act(action) => {
                let orders = self.desk.as_mut().map(|desk| desk.act(*action)).unwrap_or_default();
                self.carry_out(&orders, around)
            }
        }
    }

    fn open(&mut self, pin: &str, around: Around, now_ms: u64) {
        if self.desk.is_some() {
            return;
        }
        if self.tries.give(&self.pin, pin, now_ms) != Try::Right {
            return self.note(Noted::WrongPin);
        }
        let standing = if self.election { around.standing } else { Standing::Out };
        let desk = Desk::new(standing, self.office.equipped(), around.language);
        self.desk = Some(desk.with_readiness(self.readiness.clone()));
    }

    fn carry_out(&mut self, orders: &[Order], around: Around) -> Vec<Wish> {
        if let Some(desk) = &self.desk {
            self.readiness = desk.readiness().cloned();
        }
        orders.iter().filter_map(|order| self.carry_out_order(order, around)).collect()
    }

    fn carry_out_order(&mut self, order: &Order, around: Around) -> Option<Wish> {
        let done = match order {
            Order::Session(action) => return Some(Wish::Session(*action)),
            Order::Print => return Some(Wish::Paper),
            Order::Leave => return self.leave(),
            Order::Take => {
                self.election = true;
                return self.restart();
            }
            Order::Restart => return self.restart(),
            Order::Quit => {
                self.note(Noted::Stopped);
                return self.leave();
            }
            // The voice is the course's own.
            Order::Speak(_) | Order::Ear(_) => return None,
            Order::Spoiled => return self.noted(Noted::Spoiled),
            Order::Passed => return self.noted(Noted::Passed),
            Order::Look => Done::Found(vec![PathBuf::from(PACKAGE)]),
            Order::Prove(_) => Done::Proven(Box::new(self.proven(around.language))),
            Order::Facts => {
                let printer = around.printer.map(|trouble| printer_words(trouble, around.language));
                self.tell(Done::Printer(printer.unwrap_or_default()));
                Done::Clock(self.office.clock())
            }
            Order::Report(report) => self.office.report(*report, self.readiness.as_ref(), around.language),
            Order::ExportLog => self.office.export_log(),
        };
        self.tell(done);
        None
    }

    /// What came of [`Wish::Paper`].
    pub(super) fn printed(&mut self, trouble: Option<PrinterTrouble>) {
        let failed = |trouble: PrinterTrouble| Done::Failed(Box::new(FaultPage::of(trouble.fault().code())));
        self.tell(trouble.map_or(Done::Printed, failed));
    }

    fn tell(&mut self, done: Done) {
        if let Some(desk) = &mut self.desk {
            desk.done(done);
        }
    }

    fn leave(&mut self) -> Option<Wish> {
        self.desk = None;
        None
    }

    fn restart(&mut self) -> Option<Wish> {
        self.begin_anew();
        None
    }

    fn note(&mut self, noted: Noted) {
        let _ = self.office.note(noted);
    }

    fn noted(&mut self, noted: Noted) -> Option<Wish> {
        self.note(noted);
        None
    }

    /// The package on the stick is the course's own, which was proven when the course began. The invented election of a
    /// course without a package has the signs of its name.
    fn proven(&self, language: Language) -> Proven {
        let About { title, date, id, fingerprint, .. } = self.loaded.about();
        let kind = wording::kind_name(Kind::Training, language).to_owned();
        let fingerprint = fingerprint.unwrap_or_else(|| Fingerprint::of(id.as_bytes()));
        Proven { about: vec![title.get(language).to_owned(), date, kind], fingerprint }
    }
}
