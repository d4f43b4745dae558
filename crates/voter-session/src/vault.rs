//! The one page of memory that holds what a voter chose. It is locked, so that it never reaches a disk, and
//! overwritten when the voter leaves and when the program ends.
//!
//! Where the voter's finger is, and what a scanner read, say nearly as much as the choice; they lie here too.

use std::fmt;

use region::LockGuard;
use zeroize::Zeroize;

use crate::setup::{ContestSetup, SetupError};

/// The most contests of an election.
pub(crate) const MOST_CONTESTS: usize = 5;
/// The most rows of a ballot.
pub(crate) const MOST_ROWS: usize = 99;

/// A flag for every row: not chosen is 0.
type Rows = [u8; MOST_ROWS];

/// Aligned to and as long as a page, so that nothing else shares it.
#[repr(C, align(4096))]
struct Page {
    chosen: [Rows; MOST_CONTESTS],
    read: Rows,
    wanted: u8,
    focus: u8,
    group: u8,
}

impl Page {
    const EMPTY: Self =
        Self { chosen: [[0; MOST_ROWS]; MOST_CONTESTS], read: [0; MOST_ROWS], wanted: 0, focus: 0, group: 0 };

    fn wipe(&mut self) {
        self.chosen.zeroize();
        self.read.zeroize();
        self.wanted.zeroize();
        self.focus.zeroize();
        self.group.zeroize();
    }
}

/// What the scanner saw in a square.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Ink {
    /// A mark.
    Mark,
    /// Something that may be a mark.
    Unclear,
}

/// Why a row was not chosen.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Refusal {
    /// The ballot has no such row.
    NoSuchRow,
    /// The option has withdrawn.
    Withdrawn,
    /// As many as allowed are chosen.
    Full,
}

/// The locked page. It cannot be copied, shown or written out.
pub(crate) struct Vault {
    // Dropped before the page: unlocked while the memory is still ours, and only after it was overwritten.
    _lock: LockGuard,
    page: Box<Page>,
}

impl Vault {
    /// An empty page, locked.
    ///
    /// # Errors
    ///
    /// [`SetupError::Memory`] where the system does not let the page be locked.
    pub(crate) fn new() -> Result<Self, SetupError> {
        let page = Box::new(Page::EMPTY);
        let lock =
            region::lock(std::ptr::from_ref::<Page>(&page), size_of::<Page>()).map_err(|_| SetupError::Memory)?;
        Ok(Self { _lock: lock, page })
    }

    /// Forgets everything.
    pub(crate) fn wipe(&mut self) {
        self.page.wipe();
    }

    fn rows(&self, contest: u8) -> &[u8] {
        self.page.chosen.get(usize::from(contest)).map_or(&[], |rows| rows.as_slice())
    }

    fn flag(&mut self, contest: u8, row: u8) -> Option<&mut u8> {
        self.page.chosen.get_mut(usize::from(contest))?.get_mut(usize::from(row).checked_sub(1)?)
    }

    /// The chosen rows of a contest in ballot order.
    pub(crate) fn chosen(&self, contest: u8) -> impl Iterator<Item = u8> {
        (1..).zip(self.rows(contest)).filter(|(_, flag)| **flag != 0).map(|(row, _)| row)
    }

    /// How many rows of a contest are chosen.
    pub(crate) fn count(&self, contest: u8) -> u8 {
        self.chosen(contest).fold(0, |count, _| count + 1)
    }

    /// Whether the row is chosen.
    pub(crate) fn has(&self, contest: u8, row: u8) -> bool {
        self.chosen(contest).any(|chosen| chosen == row)
    }

    /// Chooses a row. This is the only way for a row into the page, so more than allowed cannot be there.
    pub(crate) fn choose(&mut self, contest: u8, row: u8, setup: &ContestSetup) -> Result<(), Refusal> {
        if setup.status(row).is_none() {
            return Err(Refusal::NoSuchRow);
        }
        if !setup.stands(row) {
            return Err(Refusal::Withdrawn);
        }
        if !self.has(contest, row) && self.count(contest) >= setup.max_choices {
            return Err(Refusal::Full);
        }
        let flag = self.flag(contest, row).ok_or(Refusal::NoSuchRow)?;
        *flag = 1;
        Ok(())
    }

    /// Takes a row back.
    pub(crate) fn take_back(&mut self, contest: u8, row: u8) {
        if let Some(flag) = self.flag(contest, row) {
            flag.zeroize();
        }
    }

    /// The row the voter wants although no more can be chosen, or 0.
    pub(crate) fn wanted(&self) -> u8 {
        self.page.wanted
    }

    /// Keeps the row the voter wants; 0 forgets it.
    pub(crate) fn set_wanted(&mut self, row: u8) {
        self.page.wanted = row;
    }

    /// Where the voter's finger is on the page: 0 the heading, then the items.
    pub(crate) fn focus(&self) -> u8 {
        self.page.focus
    }

    /// Moves the finger.
    pub(crate) fn set_focus(&mut self, focus: u8) {
        self.page.focus = focus;
    }

    /// The group of options that two switches have entered, counted from 1; 0 none.
    pub(crate) fn group(&self) -> u8 {
        self.page.group
    }

    /// Enters a group, or leaves it with 0.
    pub(crate) fn set_group(&mut self, group: u8) {
        self.page.group = group;
    }

    /// Keeps what the scanner read. Rows beyond [`MOST_ROWS`] have no place: the caller refuses such a reading.
    pub(crate) fn set_read(&mut self, marks: &[u8], unclear: &[u8]) {
        self.page.read.zeroize();
        let inks = marks.iter().map(|row| (row, 1)).chain(unclear.iter().map(|row| (row, 2)));
        for (row, ink) in inks {
            if let Some(cell) = usize::from(*row).checked_sub(1).and_then(|row| self.page.read.get_mut(row)) {
                *cell = ink;
            }
        }
    }

    /// The rows in which the scanner saw ink.
    pub(crate) fn read(&self) -> impl Iterator<Item = (u8, Ink)> {
        let ink = |flag: u8| if flag == 1 { Ink::Mark } else { Ink::Unclear };
        (1..).zip(&self.page.read).filter(|(_, flag)| **flag != 0).map(move |(row, flag)| (row, ink(*flag)))
    }

    /// Whether nothing is left, for tests.
    #[cfg(test)]
    pub(crate) fn is_blank(&self) -> bool {
        let page = &self.page;
        page.chosen.iter().chain([&page.read]).flatten().all(|byte| *byte == 0)
            && (page.wanted, page.focus, page.group) == (0, 0, 0)
    }
}

impl Drop for Vault {
    fn drop(&mut self) {
        self.wipe();
    }
}

impl fmt::Debug for Vault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Vault(..)")
    }
}
