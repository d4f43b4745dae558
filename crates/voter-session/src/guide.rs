//! Where a window is, in words for a finger that comes down the stencil's right margin: ridges first, then windows.

use ballot::Status;
use wording::Voice;

use crate::setup::ContestSetup;

/// Every so many rows carry a ridge; the last row carries two whatever its number (design, section 2).
const RIDGE_EVERY: u8 = 5;

/// The way to the window of `row`, counted from 1. A withdrawn row has no window but keeps its ridge; in place of
/// its window is a raised bar, which the last sentence tells where a finger meets one on this way.
pub(crate) fn way_to_window(contest: &ContestSetup, row: u8) -> Vec<Voice> {
    let at_last = contest.ridges && row == contest.row_count();
    let ridges = if contest.ridges { row / RIDGE_EVERY } else { 0 };
    let on_ridge = contest.ridges && row.is_multiple_of(RIDGE_EVERY);
    let from = if on_ridge || at_last { row.saturating_sub(1) } else { ridges.saturating_mul(RIDGE_EVERY) };
    let windows = windows_between(contest, from, row);
    let place = if at_last {
        Voice::PlaceLast
    } else if on_ridge {
        Voice::PlaceAtRidge { ridge: u16::from(ridges) }
    } else if ridges == 0 {
        Voice::PlaceFromTop { window: windows }
    } else {
        Voice::PlaceBelowRidges { ridges: u16::from(ridges), window: windows }
    };
    let bars = (from.saturating_add(1)..row).any(|row| contest.status(row) == Some(Status::Withdrawn));
    std::iter::once(place).chain(bars.then_some(Voice::PlaceBars)).collect()
}

/// How many windows there are below row `from`, down to row `to`.
fn windows_between(contest: &ContestSetup, from: u8, to: u8) -> u16 {
    (from.saturating_add(1)..=to).filter(|row| contest.stands(*row)).fold(0, |count, _| count + 1)
}
