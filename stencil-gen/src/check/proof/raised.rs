//! Ridges beside the windows, by which rows are counted.

use ballot::Status;

use super::super::finding::CheckFinding;
use super::super::ink::{Paint, Shape};
use super::super::outline;
use super::super::plane::{Bounds, Spot};
use super::{EXACT, Proof, Sheet};

/// Length and width of a ridge, and least distance between two (design §2).
const LEAST_LENGTH: f64 = 4.0;
const MOST_LENGTH: f64 = 8.0;
const WIDTH: f64 = 1.0;
const BETWEEN: f64 = 3.0;
/// From the window to a ridge: beside the rim, or 1 mm where less than 8 mm is free; and from there
/// to the fold (decision 0005).
const RIM: f64 = 3.0;
const EDGE: f64 = 1.0;
const ROOMY: f64 = 8.0;
/// What a window exceeds its square by at the sides.
const GROWTH: f64 = 0.5;
/// Below this room there are none (decision 0005).
const LEAST_ROOM: f64 = 6.0;
/// Rounding of lengths in a file.
const ROUNDING: f64 = 0.005;

impl Proof<'_> {
    pub(super) fn ridges(&mut self, sheet: Sheet) {
        let page = self.page;
        let (closed, ridges): (Vec<&Shape>, Vec<&Shape>) =
            page.on("Raised").partition(|shape| shape.bounds.center().x < self.leftmost_fold(sheet));
        self.closed_windows(sheet, &closed);
        let right = self.rightmost(sheet);
        let room = sheet.right - right;
        let [from, to] = across(right, room);
        let numbers: Vec<u32> = self.wanted.options().iter().map(|option| option.number).collect();
        let mut known = 0;
        for row in numbers {
            let Some(y) = self.row_y(sheet, row) else { continue };
            let wanted = if room < LEAST_ROOM - EXACT { 0 } else { self.wanted.ridges(row) };
            let beside: Vec<&&Shape> =
                ridges.iter().filter(|ridge| (ridge.bounds.center().y - y).abs() < 2.6).collect();
            known += beside.len();
            let right_place = match beside.as_slice() {
                [] => true,
                [one] => (one.bounds.center().y - y).abs() < EXACT,
                [one, other] => {
                    let (upper, lower) = if one.bounds.top < other.bounds.top { (one, other) } else { (other, one) };
                    let middle = f64::midpoint(upper.bounds.top, lower.bounds.bottom);
                    lower.bounds.top - upper.bounds.bottom > BETWEEN - EXACT && (middle - y).abs() < EXACT
                }
                _ => false,
            };
            let good = beside.iter().all(|ridge| {
                let middle = ridge.bounds.center().y;
                let (top, bottom) = (middle - WIDTH / 2.0, middle + WIDTH / 2.0);
                is_bar(ridge, Bounds { left: from, right: to, top, bottom })
            });
            let found = u32::try_from(beside.len()).unwrap_or(u32::MAX);
            if found != wanted || !right_place || !good {
                let place = Spot::new(f64::midpoint(right, sheet.right), y);
                self.find(Some(row), Some(place), CheckFinding::RidgesWrong { row, found, wanted });
            }
        }
        if known < ridges.len() {
            let place = ridges.first().map(|ridge| ridge.bounds.center()).unwrap_or_default();
            self.stray(Some("Raised"), place);
        }
    }

    /// A bar lies in the middle of every withdrawn row's place, and nowhere else (decision 0005).
    fn closed_windows(&mut self, sheet: Sheet, bars: &[&Shape]) {
        let form = self.wanted.form;
        let left = sheet.right - form.page.width.mm();
        let top = self.row_y(sheet, 1).unwrap_or_default()
            - form.option_squares().first().map(|square| square.center().y.mm()).unwrap_or_default();
        let mut known = 0;
        for (option, square) in self.wanted.options().iter().zip(form.option_squares()) {
            let center = Spot::new(left + square.center().x.mm(), top + square.center().y.mm());
            let here = bars.iter().filter(|bar| {
                // A ridge's width left free at both sides of what the window would be, two high.
                let (half, high) = (square.width().mm() / 2.0 + GROWTH - WIDTH, WIDTH);
                is_bar(
                    bar,
                    Bounds {
                        left: center.x - half,
                        right: center.x + half,
                        top: center.y - high,
                        bottom: center.y + high,
                    },
                )
            });
            let found = u32::try_from(here.count()).unwrap_or(u32::MAX);
            known += found;
            let wanted = u32::from(option.status == Status::Withdrawn);
            if found != wanted {
                self.find(
                    Some(option.number),
                    Some(center),
                    CheckFinding::RidgesWrong { row: option.number, found, wanted },
                );
            }
        }
        if let Some(bar) = bars.first().filter(|_| known < u32::try_from(bars.len()).unwrap_or(u32::MAX)) {
            self.stray(Some("Raised"), bar.bounds.center());
        }
    }

    /// Ridges lie right of every square, bars over squares.
    fn leftmost_fold(&self, sheet: Sheet) -> f64 {
        let form = self.wanted.form;
        let edges = form.option_squares().iter().map(|square| square.right.mm() - form.page.width.mm());
        sheet.right + edges.fold(f64::MAX, f64::min)
    }

    /// The right edge of the rightmost window, also of those that withdrawn rows would have.
    fn rightmost(&self, sheet: Sheet) -> f64 {
        let squares = self.wanted.form.option_squares().iter();
        let edges = squares.map(|square| sheet.right - self.wanted.form.page.width.mm() + square.right.mm() + GROWTH);
        edges.fold(0.0, f64::max)
    }
}

/// Where a ridge begins and ends.
fn across(right: f64, room: f64) -> [f64; 2] {
    let from = right + if room < ROOMY - ROUNDING { EDGE } else { RIM };
    [from, from + (right + room - EDGE - from).clamp(LEAST_LENGTH, MOST_LENGTH)]
}

/// A filled rectangle, this one.
fn is_bar(bar: &Shape, wanted: Bounds) -> bool {
    bar.paint == Paint::Fill && bar.ring().is_some_and(|ring| outline::same(ring, &outline::rectangle(wanted)))
}
