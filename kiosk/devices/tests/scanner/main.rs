//! The booth's scanner with the real `scanimage`: its backend `pnm` gives pictures of drawn sheets, `test` every fault.

#![expect(
    clippy::panic,
    clippy::unwrap_used,
    reason = "the scanner and the booth of a test: what fails in them fails the test"
)]

mod ends;
mod faults;
mod pictures;

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::mpsc::{Receiver, RecvTimeoutError};
use std::time::{Duration, Instant};

use ballot::BallotForm;
use kiosk_devices::scanner::{Reader, Scanner, ScannerSettings, ScannerState, ScannerTrouble};
use kiosk_devices::{DeviceEvent, Happened, MonotonicClock, Source, channel};
use tempfile::TempDir;
use voter_session::{ScanJob, ScanOutcome, ScanTask};

/// No answer takes longer, on whatever machine.
const PATIENCE: Duration = Duration::from_secs(60);
/// Long enough for SANE's test device, which takes a twentieth of a second.
const SHORT: Duration = Duration::from_secs(10);
const PROGRAM: &str = "/usr/bin/scanimage";

fn form() -> BallotForm {
    let text = include_str!("../../../../examples/forms/a5-7rows.toml");
    BallotForm::parse("a5-7rows.toml", text).unwrap()
}

/// SANE with the backend `name` alone, and a folder for what belongs to it.
struct Sane {
    folder: TempDir,
    device: &'static str,
}

impl Sane {
    fn new(device: &'static str) -> Self {
        assert!(Path::new(PROGRAM).exists(), "scripts/setup.sh test installs sane-utils");
        let folder = tempfile::tempdir().unwrap();
        let backend = device.split(':').next().unwrap();
        fs::write(folder.path().join("dll.conf"), format!("{backend}\n")).unwrap();
        // The backend's usual picture is cut at 200 mm; a sheet is longer.
        fs::write(folder.path().join("test.conf"), "number_of_devices 2\nmode Gray\ngeometry_max 400.0\n").unwrap();
        Self { folder, device }
    }

    fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    fn settings(&self, options: &[(&str, &str)]) -> ScannerSettings {
        ScannerSettings {
            device: self.device.to_owned(),
            resolution_dpi: 150,
            mode: None,
            source: None,
            area: None,
            timeout: Duration::from_secs(20),
            program: PathBuf::from(PROGRAM),
            config: Some(self.folder.path().to_owned()),
            options: options.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect(),
        }
    }

    /// How many programs scan with this folder as their settings. Those that only ask are not counted.
    fn scans(&self) -> usize {
        let folder = format!("SANE_CONFIG_DIR={}", self.folder.path().display());
        let has = |path: PathBuf, word: &str| {
            fs::read(path).is_ok_and(|bytes| bytes.split(|byte| *byte == 0).any(|one| one == word.as_bytes()))
        };
        let programs = fs::read_dir("/proc").unwrap().filter_map(Result::ok).map(|program| program.path());
        let ours = programs.filter(|program| has(program.join("environ"), &folder));
        ours.filter(|program| !has(program.join("cmdline"), "--dont-scan")).count()
    }
}

/// A scanner and what it tells.
struct Booth {
    scanner: Scanner,
    events: Receiver<DeviceEvent>,
}

impl Booth {
    fn new(settings: ScannerSettings, read: Reader) -> Self {
        let (sender, events) = channel();
        let scanner = Scanner::start(settings, read, Arc::new(MonotonicClock::start()), sender).unwrap();
        Self { scanner, events }
    }

    fn scan(&self, job: u8, task: ScanTask) {
        self.scanner.scan(ScanJob { number: job, task });
    }

    fn next(&self, patience: Duration) -> Option<Happened> {
        match self.events.recv_timeout(patience) {
            Ok(event) => {
                assert_eq!(event.source, Source::Scanner);
                Some(event.happened)
            }
            Err(RecvTimeoutError::Timeout) => None,
            Err(RecvTimeoutError::Disconnected) => panic!("the scanner's thread is gone"),
        }
    }

    /// The state told next, whatever is answered before.
    fn state(&self) -> ScannerState {
        let until = Instant::now() + PATIENCE;
        while Instant::now() < until {
            if let Some(Happened::Scanner(state)) = self.next(PATIENCE) {
                return state;
            }
        }
        panic!("no state was told")
    }

    /// The answer to a job, and what was read for it.
    fn answer(&self, job: u8) -> (Option<ScannerTrouble>, Option<ScanOutcome>) {
        let until = Instant::now() + PATIENCE;
        while Instant::now() < until {
            if let Some(Happened::Scanned { job: of, turn, trouble }) = self.next(PATIENCE) {
                assert_eq!(of, job);
                return (trouble, self.scanner.take(turn));
            }
        }
        panic!("no answer")
    }
}

impl Booth {
    /// The answer of SANE's own test device. It hangs now and then as it is let go of, once in 50 to 3,000 runs and the
    /// oftener the busier the machine is; then it is asked again.
    fn answer_of_the_test_device(&self) -> (Option<ScannerTrouble>, Option<ScanOutcome>) {
        for job in 1..4 {
            self.scan(job, ScanTask::Identify(0));
            let answer = self.answer(job);
            if answer.0 != Some(ScannerTrouble::Slow) {
                return answer;
            }
        }
        panic!("the test device hung three times")
    }
}

/// For tests in which no picture is looked at.
fn blind() -> Reader {
    Box::new(|_, _| ScanOutcome::Failed)
}

/// The trouble that a scan with these settings ends in.
fn trouble_of(settings: ScannerSettings) -> Option<ScannerTrouble> {
    let booth = Booth::new(settings, blind());
    booth.scan(9, ScanTask::Identify(0));
    let (trouble, read) = booth.answer(9);
    assert!(read == Some(ScanOutcome::Failed));
    trouble
}

/// The same of SANE's own test device.
fn trouble_of_the_test_device(settings: ScannerSettings) -> Option<ScannerTrouble> {
    let settings = ScannerSettings { timeout: SHORT, ..settings };
    let (trouble, read) = Booth::new(settings, blind()).answer_of_the_test_device();
    assert!(read == Some(ScanOutcome::Failed));
    trouble
}

/// A program of the test's own, for what no real one does.
fn script(sane: &Sane, lines: &str) -> ScannerSettings {
    use std::os::unix::fs::PermissionsExt;
    let path = sane.path("scan.sh");
    fs::write(&path, format!("#!/bin/sh\n{lines}\n")).unwrap();
    fs::set_permissions(&path, fs::Permissions::from_mode(0o755)).unwrap();
    ScannerSettings { program: path, options: BTreeMap::new(), ..sane.settings(&[]) }
}
