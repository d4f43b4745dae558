//! The sound device: opened, watched, and opened again from a thread of its own until it is back.

mod device;
#[cfg(test)]
pub(super) mod tests;

use std::any::Any;
use std::fmt;
use std::io;
use std::sync::atomic::{AtomicU8, AtomicU32, AtomicU64, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError, TryLockError};
use std::thread::{self, JoinHandle};
use std::time::Duration;

use super::mixer::Mixer;
use crate::outlet::{Closed, Outlet};
use crate::{Clock, Happened, SoundState, Source};

pub use device::SoundDevice;

/// Frames in one period of the device: with it a key is heard some 20 ms later, and no frame comes too late.
const PERIOD_FRAMES: u32 = 512;
/// Where frames still come too late, periods become longer, up to this.
const LONGEST_PERIOD: u32 = 2_048;
/// How often a device that is not there is looked for, in milliseconds: sound is back within a second.
const RETRY_MS: u64 = 500;
/// And after [`MANY`] times in vain: the system's sound library writes a line each time.
const LATER_MS: u64 = 2_000;
/// So many times in vain are many.
const MANY: u32 = 60;
/// A device that has taken no frame for so long is gone, in milliseconds.
const STALL_MS: u64 = 1_500;
/// So many frames too late within [`STORM_MS`] are a storm.
const STORM: u32 = 20;
/// The time in which they are counted, in milliseconds.
const STORM_MS: u64 = 1_000;
/// After a storm the device has to play so long until it counts as ready again, in milliseconds.
const CALM_MS: u64 = 5_000;
/// How often the device is looked after.
const NAP: Duration = Duration::from_millis(20);

/// What the device's thread, the speaker's and the watching one share.
pub(super) struct Feed {
    mixer: Mutex<Mixer>,
    /// Frames the device has taken.
    taken: AtomicU64,
    /// How often frames came too late.
    late: AtomicU32,
    /// Why the device has given up: 0 while it has not.
    failed: AtomicU8,
    /// Which ears hear it.
    side: AtomicU8,
}

/// Which ears hear what is played.
#[derive(Clone, Copy, Debug, Default, Eq, PartialEq)]
pub enum Side {
    /// Both: a voter may wear one side only.
    #[default]
    Both,
    /// The left one, for a check of the headphones.
    Left,
    /// The right one.
    Right,
}

impl Side {
    /// Whether a channel of a device is heard, counted from 0. A device of one channel has no sides.
    const fn hears(self, channel: usize, channels: usize) -> bool {
        match self {
            Self::Both => true,
            Self::Left => channel == 0 || channels < 2,
            Self::Right => channel == 1 || channels < 2,
        }
    }
}

impl fmt::Debug for Feed {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Feed(..)")
    }
}

impl Feed {
    pub(super) fn new(mixer: Mixer) -> Arc<Self> {
        Arc::new(Self {
            mixer: Mutex::new(mixer),
            taken: AtomicU64::new(0),
            late: AtomicU32::new(0),
            failed: AtomicU8::new(0),
            side: AtomicU8::new(0),
        })
    }

    /// Frames for the device. It never waits: while the mixer is being wiped there is silence.
    pub(super) fn play(&self, frames: &mut [f32]) {
        match self.mixer.try_lock() {
            Ok(mut mixer) => mixer.render(frames),
            Err(TryLockError::Poisoned(poisoned)) => poisoned.into_inner().render(frames),
            Err(TryLockError::WouldBlock) => frames.fill(0.0),
        }
        self.taken.fetch_add(frames.len() as u64, Ordering::Relaxed);
    }

    /// The mixer, for whoever can wait.
    pub(super) fn mixer(&self) -> MutexGuard<'_, Mixer> {
        self.mixer.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Frames the device has taken so far.
    pub(super) fn taken(&self) -> u64 {
        self.taken.load(Ordering::Relaxed)
    }

    pub(super) fn set_side(&self, side: Side) {
        let number = match side {
            Side::Both => 0,
            Side::Left => 1,
            Side::Right => 2,
        };
        self.side.store(number, Ordering::Relaxed);
    }

    pub(super) fn side(&self) -> Side {
        match self.side.load(Ordering::Relaxed) {
            1 => Side::Left,
            2 => Side::Right,
            _ => Side::Both,
        }
    }

    /// A frame came too late.
    pub(super) fn was_late(&self) {
        self.late.fetch_add(1, Ordering::Relaxed);
    }

    /// The device has given up.
    pub(super) fn fail(&self, state: SoundState) {
        self.failed.store(1 + FAILURES.iter().position(|&known| known == state).map_or(0, as_u8), Ordering::Relaxed);
    }

    fn failed(&self) -> Option<SoundState> {
        let number = self.failed.swap(0, Ordering::Relaxed).checked_sub(1)?;
        FAILURES.get(usize::from(number)).copied()
    }
}

/// The ways a device gives up.
const FAILURES: [SoundState; 4] =
    [SoundState::Lost, SoundState::Busy, SoundState::NotPermitted, SoundState::Unsuitable];

fn as_u8(position: usize) -> u8 {
    u8::try_from(position).unwrap_or(0)
}

/// Opens a device.
pub(super) trait Opener: Send + 'static {
    /// A stream that takes frames from `feed` until it is dropped.
    fn open(&mut self, feed: &Arc<Feed>, period_frames: u32) -> Result<Box<dyn Any>, SoundState>;
}

/// Starts the thread that keeps the device open. It ends when the outlet is stopped.
pub(super) fn keep_open(
    opener: impl Opener,
    feed: Arc<Feed>,
    clock: Arc<dyn Clock>,
    outlet: Outlet,
) -> io::Result<JoinHandle<()>> {
    let keeper = Keeper { feed, clock, outlet, told: None, was_ready: false, in_vain: 0, period_frames: PERIOD_FRAMES };
    thread::Builder::new().name("sound device".to_owned()).spawn(move || {
        // A closed channel means that nobody listens any more.
        let _ = keeper.run(opener);
    })
}

struct Keeper {
    feed: Arc<Feed>,
    clock: Arc<dyn Clock>,
    outlet: Outlet,
    told: Option<SoundState>,
    was_ready: bool,
    in_vain: u32,
    period_frames: u32,
}

impl Keeper {
    fn run(mut self, mut opener: impl Opener) -> Result<(), Closed> {
        while !self.outlet.stopped() {
            self.feed.failed();
            match opener.open(&self.feed, self.period_frames) {
                Ok(stream) => {
                    self.in_vain = 0;
                    let ended = self.watch()?;
                    drop(stream);
                    let Some(state) = ended else { return Ok(()) };
                    self.tell(state)?;
                }
                Err(state) => {
                    self.in_vain = self.in_vain.saturating_add(1);
                    self.tell(state)?;
                }
            }
            self.rest();
        }
        Ok(())
    }

    /// Watches an open device until it fails (why) or the thread is to end (`None`).
    fn watch(&mut self) -> Result<Option<SoundState>, Closed> {
        let opened_ms = self.clock.now_ms();
        let mut storm = Storm { since_ms: opened_ms, late: self.feed.late.load(Ordering::Relaxed) };
        let (mut taken, mut taken_ms) = (self.feed.taken(), opened_ms);
        loop {
            thread::sleep(NAP);
            if self.outlet.stopped() {
                return Ok(None);
            }
            let now_ms = self.clock.now_ms();
            if let Some(state) = self.feed.failed() {
                return Ok(Some(state));
            }
            if storm.rages(now_ms, self.feed.late.load(Ordering::Relaxed)) {
                self.period_frames = (self.period_frames * 2).min(LONGEST_PERIOD);
                return Ok(Some(SoundState::Stuttering));
            }
            let stalled = taken == self.feed.taken();
            if !stalled {
                (taken, taken_ms) = (self.feed.taken(), now_ms);
                let calm_ms = if self.told == Some(SoundState::Stuttering) { CALM_MS } else { 0 };
                if now_ms - opened_ms >= calm_ms {
                    self.was_ready = true;
                    self.tell(SoundState::Ready)?;
                }
            } else if now_ms - taken_ms > STALL_MS {
                return Ok(Some(SoundState::Lost));
            }
        }
    }

    /// Tells a state that was not told last. So a device that fails again and again is told of once.
    fn tell(&mut self, state: SoundState) -> Result<(), Closed> {
        let absent = matches!(state, SoundState::Absent | SoundState::Lost);
        let state = match (absent, self.was_ready) {
            (true, true) => SoundState::Lost,
            (true, false) => SoundState::Absent,
            (false, _) => state,
        };
        if self.told == Some(state) {
            return Ok(());
        }
        self.told = Some(state);
        self.outlet.send(self.clock.now_ms(), Source::Sound, Happened::Sound(state))
    }

    fn rest(&self) {
        let until_ms = self.clock.now_ms() + if self.in_vain < MANY { RETRY_MS } else { LATER_MS };
        while self.clock.now_ms() < until_ms && !self.outlet.stopped() {
            thread::sleep(NAP);
        }
    }
}

/// Counts late frames.
struct Storm {
    since_ms: u64,
    late: u32,
}

impl Storm {
    fn rages(&mut self, now_ms: u64, late: u32) -> bool {
        let rages = late.wrapping_sub(self.late) >= STORM;
        if now_ms - self.since_ms >= STORM_MS {
            *self = Self { since_ms: now_ms, late };
        }
        rages
    }
}
