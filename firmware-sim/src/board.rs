//! A simulated board that runs by itself, as a handle.

use std::path::{Path, PathBuf};
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::thread::{self, JoinHandle};
use std::time::{Duration, Instant};

use keypad_protocol::Key;

use crate::link::Link;
use crate::simulation::Simulation;
use crate::{Fault, SimError, Snapshot, Status};

/// One turn of the board's loop.
const TICK: Duration = Duration::from_millis(1);

/// How many turns are made up for when the machine was busy, so that a key held for 40 ms is read 40 times. Beyond
/// that the board's clock stands still: it must not miss heartbeats that it had no time to read.
const CATCH_UP_TICKS: u32 = 100;

/// How much longer than it should take a wait for the board's own clock goes on.
const PATIENCE: Duration = Duration::from_secs(10);

/// What a simulated board begins with.
#[derive(Clone, Debug)]
pub struct Options {
    /// The link that leads to the pseudo-terminal of the moment.
    pub link: PathBuf,
    /// Decides every chance: bounce, lost and changed bytes, garbage.
    pub seed: u64,
}

impl Options {
    /// A board behind `link`, with seed 0.
    #[must_use]
    pub const fn at(link: PathBuf) -> Self {
        Self { link, seed: 0 }
    }

    /// The link where none is given: `tandau-keypad` in the user's runtime folder, or in `/tmp`.
    #[must_use]
    pub fn default_link() -> PathBuf {
        let runtime = std::env::var_os("XDG_RUNTIME_DIR").map(PathBuf::from).filter(|path| path.is_absolute());
        runtime.unwrap_or_else(|| PathBuf::from("/tmp")).join("tandau-keypad")
    }
}

struct Shared {
    state: Mutex<Running>,
    ticked: Condvar,
}

struct Running {
    simulation: Simulation,
    stop: bool,
    stopped: bool,
}

impl Shared {
    /// The state. A panic in the middle of a tick is told by `stopped`.
    fn lock(&self) -> MutexGuard<'_, Running> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// A board that runs in a thread of its own, behind a pseudo-terminal. Dropped, it is unplugged and its link is gone.
///
/// ```no_run
/// use std::time::Duration;
/// use firmware_sim::{Options, SimulatedBoard};
/// use keypad_protocol::Key;
///
/// let board = SimulatedBoard::start(&Options::at("/tmp/keypad-of-a-test".into()))?;
/// // … the booth opens /tmp/keypad-of-a-test …
/// board.wait_until(Duration::from_secs(10), |status| status.linked())?;
/// board.tap(Key::Down, Duration::from_millis(80))?;
/// # Ok::<(), firmware_sim::SimError>(())
/// ```
pub struct SimulatedBoard {
    shared: Arc<Shared>,
    link: PathBuf,
    worker: Option<JoinHandle<()>>,
}

impl SimulatedBoard {
    /// Plugs a new board in.
    ///
    /// # Errors
    /// [`SimError::LinkTaken`], [`SimError::LinkNotOurs`], [`SimError::Unwritable`] or
    /// [`SimError::NoPseudoTerminal`]; then nothing has changed.
    pub fn start(options: &Options) -> Result<Self, SimError> {
        let link = Link::claim(&options.link)?;
        let path = link.path().to_owned();
        let simulation = Simulation::new(link, options.seed)?;
        let state = Mutex::new(Running { simulation, stop: false, stopped: false });
        let shared = Arc::new(Shared { state, ticked: Condvar::new() });
        let of_worker = Arc::clone(&shared);
        let worker = thread::Builder::new()
            .name("keypad".to_owned())
            .spawn(move || run(&of_worker))
            .map_err(|error| SimError::NoPseudoTerminal { detail: error.to_string() })?;
        Ok(Self { shared, link: path, worker: Some(worker) })
    }

    /// The link, which stays the same however often the board is unplugged.
    #[must_use]
    pub fn link(&self) -> &Path {
        &self.link
    }

    /// The pseudo-terminal of the moment; `None` while the board is unplugged.
    #[must_use]
    pub fn path(&self) -> Option<PathBuf> {
        self.snapshot().path
    }

    /// The state of the board.
    #[must_use]
    pub fn status(&self) -> Status {
        self.shared.lock().simulation.status()
    }

    /// The state of the board and everything around it, its display included.
    #[must_use]
    pub fn snapshot(&self) -> Snapshot {
        self.shared.lock().simulation.snapshot()
    }

    /// Whether the simulation goes on. It ends by itself only by a fault of its own.
    #[must_use]
    pub fn is_running(&self) -> bool {
        !self.shared.lock().stopped
    }

    /// Puts a finger on the key.
    pub fn press(&self, key: Key) {
        let simulation = &mut self.shared.lock().simulation;
        let next_ms = simulation.clock_ms() + 1;
        simulation.keys.press(key, next_ms);
    }

    /// Takes the finger off the key.
    pub fn release(&self, key: Key) {
        let simulation = &mut self.shared.lock().simulation;
        let next_ms = simulation.clock_ms() + 1;
        simulation.keys.release(key, next_ms);
    }

    /// Whether a finger is on the key.
    #[must_use]
    pub fn is_down(&self, key: Key) -> bool {
        self.shared.lock().simulation.keys.fingers().contains(key)
    }

    /// Lets every stuck key come up.
    pub fn free_keys(&self) {
        let simulation = &mut self.shared.lock().simulation;
        Key::ALL.into_iter().for_each(|key| simulation.keys.set_stuck(key, false));
    }

    /// Presses the key and lets it go after `hold` (to the millisecond) of the board's clock, without waiting for it.
    pub fn strike(&self, key: Key, hold: Duration) {
        let simulation = &mut self.shared.lock().simulation;
        let next_ms = simulation.clock_ms() + 1;
        simulation.keys.strike(key, next_ms, whole_ms(hold));
    }

    /// Presses the key, lets it go after `hold` of the board's clock, and waits until it is up again.
    ///
    /// # Errors
    /// [`SimError::Stopped`] or [`SimError::WaitedInVain`].
    pub fn tap(&self, key: Key, hold: Duration) -> Result<(), SimError> {
        self.strike(key, hold);
        self.run_for(hold + 2 * TICK)
    }

    /// Plugs headphones in (`true`) or out.
    pub fn set_headphones(&self, plugged: bool) {
        self.shared.lock().simulation.set_headphones(plugged);
    }

    /// Begins a fault, or ends it.
    pub fn fault(&self, fault: Fault) {
        self.shared.lock().simulation.fault(fault);
    }

    /// Pulls the board out. When this returns, the booth's reads fail, and path and link are gone.
    ///
    /// # Errors
    /// [`SimError::NotPlugged`].
    pub fn unplug(&self) -> Result<(), SimError> {
        self.shared.lock().simulation.unplug()
    }

    /// Plugs the board in again, as after power-up. When this returns, the link leads to it.
    ///
    /// # Errors
    /// [`SimError::AlreadyPlugged`], or what [`SimulatedBoard::start`] says.
    pub fn plug(&self) -> Result<(), SimError> {
        self.shared.lock().simulation.plug()
    }

    /// Waits until `wanted` holds at the end of a millisecond, and returns the state that fulfilled it.
    ///
    /// # Errors
    /// [`SimError::WaitedInVain`] after `limit`, [`SimError::Stopped`] if the simulation has stopped.
    pub fn wait_until(&self, limit: Duration, mut wanted: impl FnMut(&Status) -> bool) -> Result<Status, SimError> {
        let end = Instant::now() + limit;
        let mut running = self.shared.lock();
        loop {
            let status = running.simulation.status();
            if wanted(&status) {
                return Ok(status);
            }
            if running.stopped {
                return Err(SimError::Stopped);
            }
            let left = end.saturating_duration_since(Instant::now());
            if left.is_zero() {
                return Err(SimError::WaitedInVain { limit_ms: whole_ms(limit) });
            }
            running = self.shared.ticked.wait_timeout(running, left).unwrap_or_else(PoisonError::into_inner).0;
        }
    }

    /// Waits until the board's own clock has gone on by `time`.
    ///
    /// # Errors
    /// [`SimError::Stopped`]; [`SimError::WaitedInVain`] on a machine far too busy to simulate.
    pub fn run_for(&self, time: Duration) -> Result<(), SimError> {
        let until_ms = self.status().clock_ms.saturating_add(whole_ms(time));
        self.wait_until(time.saturating_mul(2) + PATIENCE, |status| status.clock_ms >= until_ms).map(|_| ())
    }
}

impl Drop for SimulatedBoard {
    fn drop(&mut self) {
        self.shared.lock().stop = true;
        if let Some(worker) = self.worker.take() {
            // A worker that panicked has said so; the link goes with `shared` either way.
            let _ = worker.join();
        }
    }
}

impl std::fmt::Debug for SimulatedBoard {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "SimulatedBoard({})", self.link.display())
    }
}

/// Whole milliseconds, rounded down.
fn whole_ms(time: Duration) -> u64 {
    u64::try_from(time.as_millis()).unwrap_or(u64::MAX)
}

/// Tells those who wait that the worker has ended, by a panic too.
struct Ended<'shared>(&'shared Shared);

impl Drop for Ended<'_> {
    fn drop(&mut self) {
        self.0.lock().stopped = true;
        self.0.ticked.notify_all();
    }
}

fn run(shared: &Shared) {
    let _ended = Ended(shared);
    let mut next = Instant::now() + TICK;
    loop {
        let now = Instant::now();
        let late = now.saturating_duration_since(next);
        if late > TICK * CATCH_UP_TICKS {
            next = now.checked_sub(TICK * CATCH_UP_TICKS).unwrap_or(now);
        }
        let mut running = shared.lock();
        if running.stop {
            return;
        }
        while next <= now {
            running.simulation.tick();
            next += TICK;
        }
        drop(running);
        shared.ticked.notify_all();
        thread::sleep(next.saturating_duration_since(Instant::now()));
    }
}

#[cfg(test)]
mod tests {
    use wording::Coded;

    use super::*;

    #[test]
    fn a_simulation_that_has_ended_is_told_and_nobody_waits_for_it() {
        let folder = tempfile::tempdir().unwrap();
        let board = SimulatedBoard::start(&Options::at(folder.path().join("k"))).unwrap();
        assert!(board.is_running());
        board.shared.lock().stop = true;
        let waited = board.run_for(Duration::from_secs(3600)).unwrap_err();
        assert_eq!((waited.code().as_str(), waited), ("F128", SimError::Stopped));
        assert!(!board.is_running());
    }
}
