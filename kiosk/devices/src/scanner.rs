//! The scanner that looks at the voter's sheet before and after it is marked: SANE's `scanimage` as a program of its
//! own, started for each look.
//!
//! ```text
//! ScanTask ─▶ worker (thread) ─ program: scanimage ─ PNM by a pipe ─▶ Gray ─ Reader ─▶ slot ─▶ Scanner::take
//!                └ looks around, scanning nothing ─▶ watch ─▶ ready · trouble
//! ```
//!
//! No image touches a disk, and none outlives its reading. What was read waits in a slot and not in an event, so that
//! [`Scanner::forget`] reaches it. The program has ended, with all that it started, before anything is told.

mod program;
mod settings;
mod state;
mod worker;

use std::io;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::mpsc::{Sender, SyncSender, channel};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread::{self, JoinHandle};
use std::time::{Duration, Instant};

use sheet_image::Gray;
use voter_session::{ScanJob, ScanOutcome, ScanTask};

use crate::outlet::Outlet;
use crate::{Clock, DeviceEvent};

use worker::{Wish, Worker};

pub use settings::{ScannerSettings, SettingProblem};
pub use state::{ScannerState, ScannerTrouble};

/// What a picture is to the session: which sheet it shows, or what is marked on it.
pub type Reader = Box<dyn Fn(&Gray, ScanTask) -> ScanOutcome + Send>;

/// How long whoever wants everything overwritten waits for it.
const FORGET_WAIT: Duration = Duration::from_secs(4);
/// How often it is looked at meanwhile.
const LOOK: Duration = Duration::from_millis(2);

/// What the thread and its owner share.
#[derive(Default)]
struct Shared {
    /// Raised when everything is forgotten: what was ordered before is of nobody any more.
    turns: AtomicU64,
    /// The thread holds a picture, or may have something in the slot soon.
    busy: AtomicBool,
    /// What was read last, until it is taken.
    slot: Mutex<Option<ScanOutcome>>,
    stop: Arc<AtomicBool>,
}

impl Shared {
    fn is_turn(&self, turn: u64) -> bool {
        self.turns.load(Ordering::SeqCst) == turn
    }

    fn put(&self, outcome: Option<ScanOutcome>) {
        // A reading is overwritten when it is dropped.
        drop(std::mem::replace(&mut *self.slot.lock().unwrap_or_else(PoisonError::into_inner), outcome));
    }
}

/// The booth's scanner. Dropping it ends its thread.
///
/// That no scanner is there is no error: it is told as an event, and so is what comes later.
pub struct Scanner {
    wishes: Sender<Wish>,
    shared: Arc<Shared>,
    thread: Option<JoinHandle<()>>,
}

impl Scanner {
    /// Starts looking after a scanner. `read` is called in the scanner's own thread.
    ///
    /// # Errors
    /// If the system gives no thread.
    pub fn start(
        settings: ScannerSettings,
        read: Reader,
        clock: Arc<dyn Clock>,
        events: SyncSender<DeviceEvent>,
    ) -> io::Result<Self> {
        let (wishes, received) = channel();
        let shared = Arc::new(Shared::default());
        let outlet = Outlet::new(events, Arc::clone(&shared.stop));
        let worker = Worker::new(settings, read, Arc::clone(&shared), clock, outlet, received);
        let thread = thread::Builder::new().name("scanner".to_owned()).spawn(move || {
            // A closed channel means that nobody listens any more.
            let _ = worker.run();
        })?;
        Ok(Self { wishes, shared, thread: Some(thread) })
    }

    /// Looks at the sheet in the scanner; answered by [`Happened::Scanned`](crate::Happened::Scanned) with the job's
    /// number, once, unless everything is forgotten before.
    pub fn scan(&self, job: ScanJob) {
        let turn = self.shared.turns.load(Ordering::SeqCst);
        // The thread ends only with the program or with its listener.
        drop(self.wishes.send(Wish { job: job.number, task: job.task, turn }));
    }

    /// Takes what was read, for an answer of this `turn`. `None` where the answer is of a voter who is gone, and must
    /// not be given to the session.
    #[must_use]
    pub fn take(&self, turn: u64) -> Option<ScanOutcome> {
        if !self.shared.is_turn(turn) {
            return None;
        }
        let read = self.shared.slot.lock().unwrap_or_else(PoisonError::into_inner).take();
        Some(read.unwrap_or(ScanOutcome::Failed))
    }

    /// Stops a scan that is under way and overwrites what was read. Tells whether all is overwritten: `false` says
    /// that the thread is stuck, and that the program must end.
    #[must_use]
    pub fn forget(&self) -> bool {
        self.shared.turns.fetch_add(1, Ordering::SeqCst);
        let until = Instant::now() + FORGET_WAIT;
        while self.shared.busy.load(Ordering::SeqCst) {
            if Instant::now() >= until {
                return false;
            }
            thread::sleep(LOOK);
        }
        self.shared.put(None);
        true
    }
}

impl Drop for Scanner {
    fn drop(&mut self) {
        self.shared.stop.store(true, Ordering::SeqCst);
        self.shared.turns.fetch_add(1, Ordering::SeqCst);
        if let Some(thread) = self.thread.take() {
            // A thread that panicked has told so itself.
            drop(thread.join());
        }
        self.shared.put(None);
    }
}

/// Whether the scanner of these settings is there and takes them; nothing is scanned. For the check before the day:
/// while a booth has the scanner, it is busy.
///
/// # Errors
/// Why not.
pub fn ask(settings: &ScannerSettings) -> Result<(), ScannerTrouble> {
    match program::run(settings, program::Purpose::Look, &|| false) {
        Ok(_) => Ok(()),
        Err(program::Ended::Trouble(trouble)) => Err(trouble),
        Err(program::Ended::Stopped) => Err(ScannerTrouble::Silent),
    }
}
