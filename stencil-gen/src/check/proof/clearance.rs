//! Nothing that is cut, folded, glued or raised lies close to a dot.

use super::super::finding::{CheckFinding, length};
use super::super::ink::Shape;
use super::super::plane::{Bounds, Spot};
use super::lattice::Dot;
use super::{Proof, Sheet};

/// From a dot's edge to a cut, a fold, glue or anything raised: design §2, after ADA 703.3.2.
const LEAST: f64 = 4.8;
/// Radius of a raised dot at its base, however it is drawn.
const DOT_RADIUS: f64 = 0.8;
/// Rounding of places in a file.
const ROUNDING: f64 = 0.005;

impl Proof<'_> {
    pub(super) fn clearances(&mut self, sheet: Sheet, dots: &[Dot], outline: &Shape) {
        let page = self.page;
        // The strip glued at the left is the one closed line of the maker's layer.
        let glued = page.on("Guide").filter(|shape| shape.ring().is_some());
        let near = page.on("Cut").chain(page.on("Fold")).chain(page.on("Raised")).chain(glued);
        let edges: Vec<(Bounds, Vec<(Spot, Spot)>)> =
            near.map(|shape| (shape.bounds, shape.segments().collect())).collect();
        let reach = LEAST + DOT_RADIUS;
        for dot in dots {
            let close = edges.iter().filter(|(bounds, _)| around(bounds.grown(reach), dot.at));
            let distances = close.flat_map(|(_, lines)| lines).map(|(from, to)| dot.at.distance_to_segment(*from, *to));
            let clear = distances.fold(f64::INFINITY, f64::min) - DOT_RADIUS;
            if clear < LEAST - ROUNDING {
                let row = self.row_at(sheet, dot.at.y);
                let finding = CheckFinding::DotTooClose { found: length(clear.max(0.0)), wanted: length(LEAST) };
                self.find(row, Some(dot.at), finding);
            }
        }
        let off_card = |dot: &&Dot| !around(outline.bounds, dot.at);
        if let Some(dot) = dots.iter().find(off_card) {
            self.stray(Some("Braille"), dot.at);
        }
    }

    /// The row whose line a height belongs to.
    pub(super) fn row_at(&self, sheet: Sheet, y: f64) -> Option<u32> {
        let numbers = self.wanted.options().iter().map(|option| option.number);
        let far = |row: u32| self.row_y(sheet, row).map_or(f64::INFINITY, |middle| (middle - y).abs());
        numbers.min_by(|a, b| far(*a).total_cmp(&far(*b))).filter(|row| far(*row) < 5.0)
    }
}

fn around(bounds: Bounds, spot: Spot) -> bool {
    bounds.left <= spot.x && spot.x <= bounds.right && bounds.top <= spot.y && spot.y <= bounds.bottom
}
