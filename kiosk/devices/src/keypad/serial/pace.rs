//! How much of the machine a babbling line may take.

use std::time::Duration;

/// A slice of time, in milliseconds.
const SLICE_MS: u64 = 50;
/// So many reads fit in one. A keypad needs a handful.
const READS: u32 = 64;

/// Counts reads, and asks for a pause where there are too many. What comes meanwhile waits in the
/// kernel, and the sender with it.
#[derive(Clone, Copy, Debug, Default, Eq, PartialEq)]
pub(super) struct Pace {
    slice: u64,
    reads: u32,
}

impl Pace {
    /// How long to pause after a read at `now_ms`.
    pub(super) fn after_read(&mut self, now_ms: u64) -> Duration {
        let slice = now_ms / SLICE_MS;
        if slice != self.slice {
            *self = Self { slice, reads: 0 };
        }
        self.reads += 1;
        if self.reads < READS {
            return Duration::ZERO;
        }
        Duration::from_millis((slice + 1) * SLICE_MS - now_ms)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_handful_of_reads_is_never_held_up() {
        let mut pace = Pace::default();
        assert!((0..READS - 1).all(|read| pace.after_read(1_000 + u64::from(read) / 2).is_zero()));
    }

    #[test]
    fn a_flood_is_read_in_slices() {
        let mut pace = Pace::default();
        let mut now_ms = 0;
        let mut reads = 0;
        while now_ms < 1_000 {
            reads += 1;
            now_ms += u64::try_from(pace.after_read(now_ms).as_millis()).unwrap();
        }
        assert_eq!(reads, 20 * READS);
    }
}
