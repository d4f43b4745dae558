//! The thread that looks: one picture at a time, read at once and overwritten; a look around in between.

use std::sync::Arc;
use std::sync::atomic::Ordering;
use std::sync::mpsc::{Receiver, RecvTimeoutError};
use std::time::Duration;

use sheet_image::Gray;
use voter_session::{ScanOutcome, ScanTask};

use super::program::{Ended, Purpose, run};
use super::settings::ScannerSettings;
use super::state::{ScannerState, ScannerTrouble};
use super::{Reader, Shared};
use crate::outlet::{Closed, Outlet};
use crate::{Clock, Happened, Source};

/// How often a scanner that is well is looked at, in milliseconds: opening one makes some of them move.
const WELL_MS: u64 = 60_000;
/// And one that is not.
const TROUBLE_MS: u64 = 5_000;
/// How long the thread sleeps at most: so long an order waits.
const NAP: Duration = Duration::from_millis(50);

/// What the thread is asked for: one look.
pub(super) struct Wish {
    pub(super) job: u8,
    pub(super) task: ScanTask,
    /// Between which two of all the times that everything was forgotten.
    pub(super) turn: u64,
}

/// What the thread owns.
pub(super) struct Worker {
    settings: ScannerSettings,
    read: Reader,
    shared: Arc<Shared>,
    clock: Arc<dyn Clock>,
    outlet: Outlet,
    wishes: Receiver<Wish>,
    told: Option<ScannerState>,
    look_ms: u64,
}

impl Worker {
    pub(super) fn new(
        settings: ScannerSettings,
        read: Reader,
        shared: Arc<Shared>,
        clock: Arc<dyn Clock>,
        outlet: Outlet,
        wishes: Receiver<Wish>,
    ) -> Self {
        Self { settings, read, shared, clock, outlet, wishes, told: None, look_ms: 0 }
    }

    pub(super) fn run(mut self) -> Result<(), Closed> {
        while !self.outlet.stopped() {
            match self.wishes.recv_timeout(NAP) {
                Ok(wish) => self.scan(&wish)?,
                Err(RecvTimeoutError::Timeout) => {}
                Err(RecvTimeoutError::Disconnected) => return Err(Closed),
            }
            if self.clock.now_ms() >= self.look_ms {
                self.look_around()?;
            }
        }
        Ok(())
    }

    /// Looks, and puts what was read where it is fetched. Whoever forgets everything waits for as long as this is busy.
    fn scan(&mut self, wish: &Wish) -> Result<(), Closed> {
        self.shared.busy.store(true, Ordering::SeqCst);
        let found = self.picture(wish).map(|image| (self.read)(&image, wish.task));
        let trouble = match found {
            Ok(outcome) if self.shared.is_turn(wish.turn) => {
                self.shared.put(Some(outcome));
                None
            }
            Ok(_) | Err(Ended::Stopped) => None,
            Err(Ended::Trouble(trouble)) => {
                self.shared.put(Some(ScanOutcome::Failed));
                Some(trouble)
            }
        };
        self.shared.busy.store(false, Ordering::SeqCst);
        if !self.shared.is_turn(wish.turn) {
            return Ok(());
        }
        let happened = Happened::Scanned { job: wish.job, turn: wish.turn, trouble };
        self.outlet.send(self.clock.now_ms(), Source::Scanner, happened)?;
        match trouble {
            None => self.tell(ScannerState::Ready),
            Some(_) => {
                // Whether the scanner itself is at fault shows at the next look.
                self.look_ms = 0;
                Ok(())
            }
        }
    }

    fn picture(&self, wish: &Wish) -> Result<Gray, Ended> {
        let unwanted = || !self.shared.is_turn(wish.turn) || self.outlet.stopped();
        if unwanted() {
            return Err(Ended::Stopped);
        }
        let bytes = run(&self.settings, Purpose::Scan, &unwanted)?;
        let dpi = f64::from(self.settings.resolution_dpi);
        Gray::from_pnm(&bytes, Some(dpi)).map_err(|_| ScannerTrouble::Unreadable.into())
    }

    fn look_around(&mut self) -> Result<(), Closed> {
        let state = match run(&self.settings, Purpose::Look, &|| self.outlet.stopped()) {
            Ok(_) => ScannerState::Ready,
            Err(Ended::Trouble(trouble)) => ScannerState::Trouble(trouble),
            Err(Ended::Stopped) => return Err(Closed),
        };
        self.tell(state)
    }

    /// Tells every change, and when to look again.
    fn tell(&mut self, state: ScannerState) -> Result<(), Closed> {
        let now_ms = self.clock.now_ms();
        self.look_ms = now_ms + if state == ScannerState::Ready { WELL_MS } else { TROUBLE_MS };
        if self.told == Some(state) {
            return Ok(());
        }
        self.told = Some(state);
        self.outlet.send(now_ms, Source::Scanner, Happened::Scanner(state))
    }
}
