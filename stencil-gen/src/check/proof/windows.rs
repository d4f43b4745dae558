//! Windows: one over every square that can be marked, true to its place, and no other.

use ballot::Status;

use super::super::expect::opening;
use super::super::finding::{CheckFinding, length};
use super::super::ink::{Paint, Shape};
use super::super::outline;
use super::super::plane::{Bounds, Spot, inside};
use super::{EXACT, Proof, RowFacts, Sheet};

/// A window exceeds its square by at most this on a side, rounding included.
const GROWTH: f64 = 0.5 + 0.02;
/// Width of the rim around a window.
const RIM: f64 = 3.0;

impl Proof<'_> {
    /// Compares windows with squares; gives each row's window.
    pub(super) fn windows(&mut self, sheet: Sheet, outline: &Shape) -> Vec<(u32, Bounds)> {
        let page = self.page;
        let cuts = page.on("Cut").filter(|shape| !std::ptr::eq(*shape, outline));
        let mut free: Vec<&Shape> = Vec::new();
        for shape in cuts {
            if shape.ring().is_some() && shape.paint == Paint::Stroke {
                free.push(shape);
            } else {
                self.stray(Some("Cut"), shape.bounds.center());
            }
        }
        let form = self.wanted.form;
        let mut windows = Vec::new();
        for (index, (option, square)) in self.wanted.contest.options.iter().zip(form.option_squares()).enumerate() {
            let (left, top) = (sheet.right - form.page.width.mm(), sheet.top);
            let square = Bounds::of(*square, left, top);
            let wanted = opening(form, index, self.wanted.making.technique);
            let mut facts = RowFacts { number: option.number, ..RowFacts::default() };
            if option.status == Status::Standing {
                let near = |shape: &&Shape| shape.bounds.center().distance(square.center());
                let nearest = (0..free.len()).min_by(|a, b| {
                    let [a, b] = [a, b].map(|index| free.get(*index).map_or(f64::INFINITY, near));
                    a.total_cmp(&b)
                });
                let within = square.width().min(square.height()) / 2.0;
                let nearest = nearest.filter(|index| free.get(*index).is_some_and(|shape| near(shape) < within));
                if let Some(window) = nearest.map(|index| free.remove(index)) {
                    self.window(option.number, window, square);
                    if let Some((wanted, radius)) = wanted {
                        self.window_shape(option.number, window, Bounds::of(wanted, left, top), radius);
                        windows.push((option.number, window.bounds, radius));
                    }
                    facts.window = Some(moved(window.bounds, -sheet.left, -sheet.top));
                } else {
                    let finding = CheckFinding::WindowMissing { row: option.number };
                    self.find(Some(option.number), Some(square.center()), finding);
                }
            }
            self.facts.rows.push(facts);
        }
        for shape in free {
            self.find(None, Some(shape.bounds.center()), CheckFinding::WindowUnexpected);
        }
        self.rims(&windows);
        windows.into_iter().map(|(row, window, _)| (row, window)).collect()
    }

    /// As large as the square, the strip and the technique make it, and a rounded rectangle all the
    /// way round.
    fn window_shape(&mut self, row: u32, window: &Shape, wanted: Bounds, radius: f64) {
        let (found, sizes) = (window.bounds, [wanted.width(), wanted.height()]);
        let off = |(found, wanted): (&f64, &f64)| (found - wanted).abs() > EXACT;
        let known = self
            .found
            .iter()
            .any(|found| found.row == Some(row) && matches!(found.finding, CheckFinding::WindowSize { .. }));
        if [found.width(), found.height()].iter().zip(&sizes).any(off) {
            if !known {
                self.find(Some(row), Some(found.center()), CheckFinding::WindowSize { row });
            }
            return;
        }
        // Compared with itself moved to its place, so that a window that is off is not told twice.
        let ring = window.ring().unwrap_or_default();
        if let Some(place) = outline::difference(ring, &outline::rounded(found, radius)) {
            self.find(Some(row), Some(place), CheckFinding::WindowShape { row });
        }
    }

    fn window(&mut self, row: u32, window: &Shape, square: Bounds) {
        let center = window.bounds.center();
        let by = center.distance(square.center());
        if by > EXACT {
            self.find(Some(row), Some(center), CheckFinding::WindowShifted { row, by: length(by) });
        }
        let ring = window.ring().unwrap_or_default();
        // The corner itself may lie on the rounding: a hundredth inward it must be in the open.
        let corners_open = square.grown(-0.01).corners().iter().all(|corner| inside(*corner, ring));
        let outer = square.grown(GROWTH);
        if !corners_open || !window.bounds.contains(square, 0.005) || !outer.contains(window.bounds, 0.0) {
            self.find(Some(row), Some(center), CheckFinding::WindowSize { row });
        }
    }

    /// A frame of print around each window, half of the strip wide where a neighbor is near.
    fn rims(&mut self, windows: &[(u32, Bounds, f64)]) {
        let page = self.page;
        let mut frames: Vec<&Shape> = page.on("Print").collect();
        if !self.wanted.making.print {
            return self.no_print();
        }
        for (row, window, radius) in windows {
            let gap = |other: &Bounds| (window.top - other.bottom).max(other.top - window.bottom);
            let beside = |above: bool| {
                let others = windows.iter().map(|(_, other, _)| other);
                let others =
                    others.filter(|other| if above { other.bottom <= window.top } else { other.top >= window.bottom });
                others.map(|other| gap(other) / 2.0).fold(RIM, f64::min)
            };
            let outer = Bounds {
                left: window.left - RIM,
                right: window.right + RIM,
                top: window.top - beside(true),
                bottom: window.bottom + beside(false),
            };
            let wanted = [outline::rectangle(outer), outline::rounded(*window, *radius)];
            if let Some(index) = frames.iter().position(|shape| is_frame(shape, &wanted)) {
                frames.remove(index);
            } else {
                self.find(Some(*row), Some(window.center()), CheckFinding::RimWrong { row: *row });
            }
        }
        for shape in frames {
            self.stray(Some("Print"), shape.bounds.center());
        }
    }

    /// Where ink swells, any print is one too many.
    fn no_print(&mut self) {
        let page = self.page;
        for shape in page.on("Print") {
            self.stray(Some("Print"), shape.bounds.center());
        }
    }
}

/// A full ring: two closed lines with ink between them.
fn is_frame(shape: &Shape, wanted: &[Vec<Spot>; 2]) -> bool {
    shape.paint == Paint::FillEvenOdd
        && shape.parts.len() == wanted.len()
        && shape.parts.iter().zip(wanted).all(|(part, wanted)| part.closed && outline::same(&part.spots, wanted))
}

fn moved(bounds: Bounds, x: f64, y: f64) -> Bounds {
    Bounds { left: bounds.left + x, top: bounds.top + y, right: bounds.right + x, bottom: bounds.bottom + y }
}
