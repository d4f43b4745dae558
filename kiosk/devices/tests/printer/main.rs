//! The booth's printer against a printer in this process, over a real line.

#![expect(
    clippy::panic,
    clippy::unwrap_used,
    reason = "the printer and the booth of a test: what fails in them fails the test"
)]

mod idle;
mod outcomes;
mod peer;
mod secrecy;

use std::sync::Arc;
use std::sync::mpsc::Receiver;
use std::time::{Duration, Instant};

use ballot::BallotForm;
use kiosk_devices::printer::{Marks, PrintOutcome, Printer, PrinterSettings, PrinterState};
use kiosk_devices::{Clock, DeviceEvent, Happened, Source, channel};
use zeroize::Zeroizing;

use peer::{OnPrint, Peer};

/// So many times as fast as life: what takes minutes at a printer takes seconds here.
const HASTE: u32 = 20;
/// No answer takes longer, on whatever machine.
const PATIENCE: Duration = Duration::from_secs(60);

struct FastClock(Instant);

impl Clock for FastClock {
    fn now_ms(&self) -> u64 {
        u64::try_from((self.0.elapsed() * HASTE).as_millis()).unwrap()
    }
}

fn form() -> Arc<BallotForm> {
    let text = include_str!("../../../../examples/forms/a5-7rows.toml");
    Arc::new(BallotForm::parse("a5-7rows.toml", text).unwrap())
}

fn marks(rows: &[u8]) -> Marks {
    Marks::new(form(), Zeroizing::new(rows.to_vec())).unwrap()
}

/// A booth with its printer.
struct Booth {
    printer: Printer,
    events: Receiver<DeviceEvent>,
}

impl Booth {
    fn at(peer: &Peer, more: &str) -> Self {
        let text = format!(
            "address = \"ipp://{}/ipp/print\"\n\
             paper = {{ smallest = [70.0, 70.0], largest = [220.0, 360.0], margin = 5.0 }}\n{more}\n\
             [[calibration]]\npage = [148.0, 210.0]\noffset_mm = [0.0, 0.0]\nrotation_mrad = 0.0\nskew_mrad = 0.0\n\
             scale = [1.0, 1.0]\n",
            peer.address
        );
        let settings: PrinterSettings = toml::from_str(&text).unwrap();
        let (sender, events) = channel();
        let printer = Printer::start(settings, Arc::new(FastClock(Instant::now())), sender).unwrap();
        Self { printer, events }
    }

    fn with(on_print: OnPrint) -> (Peer, Self) {
        let peer = Peer::start(on_print);
        let booth = Self::at(&peer, "");
        (peer, booth)
    }

    /// The next event that `wanted` knows.
    fn next<T>(&self, wanted: impl Fn(&Happened) -> Option<T>) -> T {
        let until = Instant::now() + PATIENCE;
        loop {
            let left = until.saturating_duration_since(Instant::now());
            let event = self.events.recv_timeout(left).expect("an event in time");
            assert_eq!(event.source, Source::Printer);
            if let Some(found) = wanted(&event.happened) {
                return found;
            }
        }
    }

    fn outcome(&self, number: u8) -> PrintOutcome {
        self.next(|happened| match happened {
            Happened::Printed { job, outcome, turn } => {
                assert_eq!(*job, number);
                assert!(self.printer.is_current(*turn));
                Some(*outcome)
            }
            _ => None,
        })
    }

    fn state(&self) -> PrinterState {
        self.next(|happened| if let Happened::Printer(state) = happened { Some(*state) } else { None })
    }

    fn print(&self, number: u8, rows: &[u8]) -> PrintOutcome {
        self.printer.print(number, marks(rows));
        self.outcome(number)
    }
}
