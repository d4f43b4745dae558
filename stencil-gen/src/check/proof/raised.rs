//! Ridges beside the windows, by which rows are counted.

use ballot::Status;

use super::super::finding::CheckFinding;
use super::super::ink::{Paint, Shape};
use super::super::plane::{Bounds, Spot};
use super::{EXACT, Proof, Sheet};

/// Least length of a ridge, and least distance between two (design §2).
const LEAST_LENGTH: f64 = 4.0;
const BETWEEN: f64 = 3.0;
/// Below this room there are none (decision 0005).
const LEAST_ROOM: f64 = 6.0;

impl Proof<'_> {
    pub(super) fn ridges(&mut self, sheet: Sheet, windows: &[(u32, Bounds)]) {
        let page = self.page;
        let (closed, ridges): (Vec<&Shape>, Vec<&Shape>) =
            page.on("Raised").partition(|shape| shape.bounds.center().x < self.leftmost_fold(sheet));
        self.closed_windows(sheet, &closed);
        let right = self.rightmost(sheet, windows);
        let room = sheet.right - right;
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
                [one, other, ..] => {
                    let (upper, lower) = if one.bounds.top < other.bounds.top { (one, other) } else { (other, one) };
                    let middle = f64::midpoint(upper.bounds.top, lower.bounds.bottom);
                    lower.bounds.top - upper.bounds.bottom > BETWEEN - EXACT && (middle - y).abs() < EXACT
                }
            };
            let good = beside.iter().all(|ridge| is_ridge(ridge, right, sheet));
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
                let middle = bar.bounds.center();
                (middle.x - center.x).abs() < EXACT
                    && (middle.y - center.y).abs() < EXACT
                    && bar.paint == Paint::Fill
                    && bar.bounds.width() < square.width().mm() + 1.0
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
    fn rightmost(&self, sheet: Sheet, windows: &[(u32, Bounds)]) -> f64 {
        let squares = self.wanted.form.option_squares().iter();
        let edges = squares.map(|square| sheet.right - self.wanted.form.page.width.mm() + square.right.mm());
        windows.iter().map(|(_, window)| window.right).chain(edges).fold(0.0, f64::max)
    }
}

/// A filled bar across, between the windows and the fold.
fn is_ridge(ridge: &Shape, right: f64, sheet: Sheet) -> bool {
    let bounds = ridge.bounds;
    ridge.paint == Paint::Fill
        && bounds.width() > LEAST_LENGTH - EXACT
        && bounds.height() < 2.0
        && bounds.left > right
        && bounds.right < sheet.right
}
