//! Where the time comes from.

use std::time::Instant;

/// A clock that only goes forward.
pub trait Clock: Send + Sync {
    /// Milliseconds since some moment before the program's first event.
    fn now_ms(&self) -> u64;
}

/// The machine's monotonic clock, from the moment it was made.
#[derive(Clone, Copy, Debug)]
pub struct MonotonicClock(Instant);

impl MonotonicClock {
    /// A clock that stands at 0 now.
    #[must_use]
    pub fn start() -> Self {
        Self(Instant::now())
    }
}

impl Clock for MonotonicClock {
    fn now_ms(&self) -> u64 {
        u64::try_from(self.0.elapsed().as_millis()).unwrap_or(u64::MAX)
    }
}
