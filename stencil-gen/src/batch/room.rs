//! How much is at work at once. What two large ballots take together decides how much memory a batch needs, and whether
//! two meet is chance: so a ballot waits until there is room for it.

use std::sync::{Condvar, Mutex, MutexGuard, PoisonError};

/// The rows for which there is room, of all ballots at work. A ballot that has more is let in alone.
const ROWS_OF_EACH: usize = 24;

/// The room of a batch.
#[derive(Debug)]
pub(super) struct Room {
    rows: usize,
    at_work: Mutex<usize>,
    freed: Condvar,
    /// One waits in it at a time, so that small ballots do not pass a large one for ever.
    door: Mutex<()>,
}

/// A ballot's part of the room, given back when this is dropped.
#[derive(Debug)]
pub(super) struct Taken<'a> {
    room: &'a Room,
    rows: usize,
}

impl Room {
    /// Room for so many ballots of usual length.
    pub(super) const fn new(jobs: usize) -> Self {
        let rows = ROWS_OF_EACH.saturating_mul(jobs);
        Self { rows, at_work: Mutex::new(0), freed: Condvar::new(), door: Mutex::new(()) }
    }

    /// Waits until there is room for a ballot of so many rows.
    pub(super) fn take(&self, rows: usize) -> Taken<'_> {
        let door = self.door.lock().unwrap_or_else(PoisonError::into_inner);
        let is_full = |at_work: &mut usize| *at_work > 0 && at_work.saturating_add(rows) > self.rows;
        let mut at_work = self.freed.wait_while(self.at_work(), is_full).unwrap_or_else(PoisonError::into_inner);
        *at_work = at_work.saturating_add(rows);
        drop((at_work, door));
        Taken { room: self, rows }
    }

    // A panic beside it changes nothing about the number.
    fn at_work(&self) -> MutexGuard<'_, usize> {
        self.at_work.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Drop for Taken<'_> {
    fn drop(&mut self) {
        let mut at_work = self.room.at_work();
        *at_work = at_work.saturating_sub(self.rows);
        drop(at_work);
        self.room.freed.notify_all();
    }
}

#[cfg(test)]
mod tests {
    use std::sync::atomic::{AtomicUsize, Ordering};
    use std::thread;

    use super::*;

    #[test]
    fn no_more_rows_are_at_work_than_there_is_room_for_but_a_large_ballot_alone() {
        let room = Room::new(2);
        let (rows, most, alone) = (AtomicUsize::new(0), AtomicUsize::new(0), AtomicUsize::new(0));
        thread::scope(|scope| {
            for thread in 0..4_usize {
                let (room, rows, most, alone) = (&room, &rows, &most, &alone);
                scope.spawn(move || {
                    for ballot in 0..200_usize {
                        // From 1 to 60 rows, which is more than the whole room.
                        let own = 1 + (ballot * 7 + thread * 13) % 60;
                        let taken = room.take(own);
                        let now = rows.fetch_add(own, Ordering::SeqCst) + own;
                        if own > room.rows {
                            assert_eq!(now, own, "not alone");
                            alone.fetch_add(1, Ordering::SeqCst);
                        } else {
                            most.fetch_max(now, Ordering::SeqCst);
                        }
                        thread::yield_now();
                        rows.fetch_sub(own, Ordering::SeqCst);
                        drop(taken);
                    }
                });
            }
        });
        assert!(most.into_inner() <= room.rows && alone.into_inner() > 0);
        assert_eq!(*room.at_work(), 0);
    }
}
