//! Samples on their way from the speaker's thread to the device's, without a lock. Whoever waits for samples gets
//! none; whoever has too many keeps them. What was taken, cut off or dropped is overwritten.

use std::sync::Arc;
use std::sync::atomic::{AtomicI16, AtomicUsize, Ordering, compiler_fence};

/// Room for samples, a power of two: a third of a second, three times what the speaker runs ahead, because what is
/// cut off takes room until the mixer has faded it.
const ROOM: usize = 1 << 14;

/// Positions count all samples there ever were; the slot of a sample is its position within [`ROOM`].
struct Ring {
    slots: Box<[AtomicI16]>,
    written: AtomicUsize,
    read: AtomicUsize,
    /// Everything before this position is stale.
    cut: AtomicUsize,
}

impl Ring {
    fn slot(&self, position: usize) -> Option<&AtomicI16> {
        self.slots.get(position % ROOM)
    }

    /// The samples between two positions.
    fn between(begin: usize, end: usize) -> usize {
        end.wrapping_sub(begin)
    }

    /// Takes the sample at the reader's position and overwrites it.
    fn take(&self) -> Option<i16> {
        let read = self.read.load(Ordering::Relaxed);
        let sample = self.slot(read)?.swap(0, Ordering::Relaxed);
        self.read.store(read.wrapping_add(1), Ordering::Release);
        Some(sample)
    }

    /// Whether the reader stands before the cut.
    fn is_cut(&self) -> bool {
        let ahead = Self::between(self.read.load(Ordering::Relaxed), self.cut.load(Ordering::Acquire));
        (1..=ROOM).contains(&ahead)
    }
}

impl Drop for Ring {
    fn drop(&mut self) {
        self.slots.iter().for_each(|slot| slot.store(0, Ordering::Relaxed));
        // Keeps the stores, though nobody reads them any more.
        compiler_fence(Ordering::SeqCst);
    }
}

/// The speaker's end.
pub(in crate::audio) struct Writer(Arc<Ring>);

/// The mixer's end.
pub(in crate::audio) struct Reader(Arc<Ring>);

/// A new, empty ring.
pub(in crate::audio) fn ring() -> (Writer, Reader) {
    let ring = Arc::new(Ring {
        slots: std::iter::repeat_with(AtomicI16::default).take(ROOM).collect(),
        written: AtomicUsize::new(0),
        read: AtomicUsize::new(0),
        cut: AtomicUsize::new(0),
    });
    (Writer(Arc::clone(&ring)), Reader(ring))
}

impl Writer {
    /// So many samples find room.
    pub(in crate::audio) fn room(&self) -> usize {
        ROOM - Ring::between(self.0.read.load(Ordering::Acquire), self.0.written.load(Ordering::Relaxed)).min(ROOM)
    }

    /// So many samples wait that are not cut off.
    pub(in crate::audio) fn ahead(&self) -> usize {
        let begin = if self.0.is_cut() { &self.0.cut } else { &self.0.read };
        Ring::between(begin.load(Ordering::Relaxed), self.0.written.load(Ordering::Relaxed))
    }

    /// Where the next sample will stand.
    pub(in crate::audio) fn position(&self) -> usize {
        self.0.written.load(Ordering::Relaxed)
    }

    /// Whether the mixer has taken everything before `position`.
    pub(in crate::audio) fn has_sounded(&self, position: usize) -> bool {
        let read = self.0.read.load(Ordering::Acquire);
        // Positions are compared by their distance, so that they may wrap.
        Ring::between(position, read) < usize::MAX / 2
    }

    /// Writes one sample; `false` where there is no room.
    pub(in crate::audio) fn write(&self, sample: i16) -> bool {
        let written = self.0.written.load(Ordering::Relaxed);
        let Some(slot) = self.0.slot(written).filter(|_| self.room() > 0) else { return false };
        slot.store(sample, Ordering::Relaxed);
        self.0.written.store(written.wrapping_add(1), Ordering::Release);
        true
    }

    /// Cuts off everything written so far.
    pub(in crate::audio) fn cut(&self) {
        self.0.cut.store(self.0.written.load(Ordering::Relaxed), Ordering::Release);
    }
}

impl Reader {
    /// Whether something was cut off that is still here.
    pub(super) fn is_cut(&self) -> bool {
        self.0.is_cut()
    }

    /// The next sample, unless none is there.
    pub(super) fn next(&self) -> Option<i16> {
        let (read, written) = (self.0.read.load(Ordering::Relaxed), self.0.written.load(Ordering::Acquire));
        if read == written { None } else { self.0.take() }
    }

    /// The next sample of what was cut off.
    pub(super) fn stale(&self) -> Option<i16> {
        if self.0.is_cut() { self.0.take() } else { None }
    }

    /// Overwrites what was cut off.
    pub(super) fn skip_to_cut(&self) {
        while self.stale().is_some() {}
    }

    /// Overwrites everything.
    pub(super) fn wipe(&self) {
        while self.next().is_some() {}
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    use std::thread;

    #[test]
    fn a_million_samples_cross_between_two_threads_in_order() {
        let (writer, reader) = ring();
        let sender = thread::spawn(move || {
            for number in 0..1_000_000_u32 {
                while !writer.write((number % 30_000) as i16) {
                    thread::yield_now();
                }
            }
        });
        for number in 0..1_000_000_u32 {
            let sample = loop {
                match reader.next() {
                    Some(sample) => break sample,
                    None => thread::yield_now(),
                }
            };
            assert_eq!(u32::try_from(sample).unwrap(), number % 30_000);
        }
        sender.join().unwrap();
        assert_eq!(reader.next(), None);
    }

    #[test]
    fn a_full_ring_takes_no_more_and_loses_nothing() {
        let (writer, reader) = ring();
        let number = |position: usize| i16::try_from(position % 1_000).unwrap();
        assert!((0..ROOM).all(|position| writer.write(number(position))));
        assert!(!writer.write(1) && writer.room() == 0);
        assert!((0..ROOM).all(|position| reader.next() == Some(number(position))));
        assert_eq!(writer.room(), ROOM);
    }

    #[test]
    fn what_is_behind_a_cut_stays_and_what_is_before_it_does_not_count() {
        let (writer, reader) = ring();
        assert!((1..=9).all(|sample| writer.write(sample)));
        writer.cut();
        assert!(writer.write(77) && reader.is_cut());
        assert_eq!((writer.ahead(), reader.stale()), (1, Some(1)));
        reader.skip_to_cut();
        assert_eq!((reader.next(), reader.next(), reader.is_cut()), (Some(77), None, false));
    }

    #[test]
    fn samples_that_were_taken_cut_off_or_wiped_are_overwritten() {
        let (writer, reader) = ring();
        assert!((1..=30).all(|sample| writer.write(sample)));
        assert_eq!(reader.next(), Some(1));
        writer.cut();
        assert!((31..=40).all(|sample| writer.write(sample)));
        reader.skip_to_cut();
        reader.wipe();
        assert!(reader.0.slots.iter().all(|slot| slot.load(Ordering::Relaxed) == 0));
    }
}
