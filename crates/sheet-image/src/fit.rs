//! Where the form lies on the image: a turn, perhaps a mirror, and a scale for each direction.

use crate::plane::Spot;

/// Maps millimetres of the form to pixels.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Placement {
    /// Pixels for one millimetre to the right on the form.
    right: Spot,
    /// Pixels for one millimetre down the form.
    down: Spot,
    /// Where the form's top-left corner lies.
    origin: Spot,
}

/// How a sheet can lie: so many quarters clockwise, after being mirrored left to right.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Lie {
    pub(crate) quarters: u8,
    pub(crate) mirrored: bool,
}

impl Lie {
    /// All eight.
    pub(crate) fn all() -> impl Iterator<Item = Self> {
        [false, true].into_iter().flat_map(|mirrored| (0..4).map(move |quarters| Self { quarters, mirrored }))
    }

    /// Width and height change places.
    pub(crate) const fn is_sideways(self) -> bool {
        self.quarters % 2 == 1
    }
}

/// Something measured: a place of the form lies `offset` pixels further along `normal` than the placement says.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Pull {
    pub(crate) at: Spot,
    pub(crate) normal: Spot,
    pub(crate) offset: f64,
}

/// How exact one measurement is, in millimetres.
const EXACT: f64 = 0.1;
/// How far scales and skew may be expected to move: feed rollers slip by some thousandths.
const STRETCH: f64 = 0.004;
const SKEW: f64 = 0.03;

impl Placement {
    /// A form lying like `lie`, skewed by `skew` (a unit step that is "right" without skew), so that `at` of the form
    /// lies on `spot`.
    pub(crate) fn new(lie: Lie, skew: Spot, scale: f64, at: Spot, spot: Spot) -> Self {
        let mut right = skew.unit() * scale;
        for _ in 0..lie.quarters {
            right = right.turned();
        }
        let down = right.turned();
        let right = if lie.mirrored { right * -1.0 } else { right };
        Self { right, down, origin: spot - right * at.x - down * at.y }
    }

    /// Where a place of the form lies on the image.
    pub(crate) fn at(&self, mm: Spot) -> Spot {
        self.origin + self.right * mm.x + self.down * mm.y
    }

    /// Where a place of the image lies on the form; the form's origin where the placement has no extent.
    pub(crate) fn back(&self, spot: Spot) -> Spot {
        let step = spot - self.origin;
        let area = self.right.x * self.down.y - self.right.y * self.down.x;
        if area.abs() < f64::EPSILON {
            return Spot::default();
        }
        let x = (step.x * self.down.y - step.y * self.down.x) / area;
        let y = (self.right.x * step.y - self.right.y * step.x) / area;
        Spot::new(x, y)
    }

    /// Pixels a millimetre, the mean of both directions.
    pub(crate) fn scale(&self) -> f64 {
        f64::midpoint(self.right.length(), self.down.length())
    }

    /// The directions of the form on the image.
    pub(crate) fn directions(&self) -> (Spot, Spot) {
        (self.right.unit(), self.down.unit())
    }

    /// Moved, turned and stretched so that the pulls are as short as they can be. What the pulls do not settle stays
    /// as it was: a single column of squares says little about the scale across.
    pub(crate) fn pulled(&self, pulls: &[Pull]) -> Option<Self> {
        let count = pulls.len() as f64;
        if pulls.is_empty() {
            return None;
        }
        let sum = pulls.iter().fold(Spot::default(), |sum, pull| sum + pull.at);
        let center = sum * (1.0 / count);
        let weight = 1.0 / (EXACT * self.scale()).max(f64::EPSILON);
        let mut rows = [[0.0; 6]; 5];
        for pull in pulls {
            let from = pull.at - center;
            let (along, below) = (pull.normal.dot(self.right), pull.normal.dot(self.down));
            let turn = below * from.x - along * from.y;
            let line = [along * from.x, below * from.y, turn, pull.normal.x, pull.normal.y, pull.offset];
            for (row, one) in rows.iter_mut().zip(line) {
                for (slot, other) in row.iter_mut().zip(line) {
                    *slot += one * other * weight * weight;
                }
            }
        }
        let before = [STRETCH.powi(-2), STRETCH.powi(-2), SKEW.powi(-2), 1e-9, 1e-9];
        for (index, (row, known)) in rows.iter_mut().zip(before).enumerate() {
            if let Some(slot) = row.get_mut(index) {
                *slot += known;
            }
        }
        let [wider, longer, turn, x, y] = solved(rows)?;
        let right = self.right * (1.0 + wider) + self.down * turn;
        let down = self.down * (1.0 + longer) - self.right * turn;
        let origin = self.at(center) + Spot::new(x, y) - right * center.x - down * center.y;
        Some(Self { right, down, origin })
    }
}

/// Five linear equations, each with its right-hand side last, made from a sum of squares, so that no pivot has to be
/// looked for.
fn solved(mut rows: [[f64; 6]; 5]) -> Option<[f64; 5]> {
    for column in 0..5 {
        let pivot = *rows.get(column)?;
        let value = *pivot.get(column)?;
        if value.abs() < 1e-12 {
            return None;
        }
        for (index, row) in rows.iter_mut().enumerate() {
            let factor = if index == column { 1.0 - 1.0 / value } else { row.get(column)? / value };
            for (slot, other) in row.iter_mut().zip(pivot) {
                *slot -= factor * other;
            }
        }
    }
    Some(rows.map(|[.., last]| last))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn near(one: Spot, other: Spot, tolerance: f64) -> bool {
        (one - other).length() < tolerance
    }

    #[test]
    fn each_lie_puts_the_forms_corner_where_it_belongs() {
        let corner = |quarters, mirrored| {
            let lie = Lie { quarters, mirrored };
            // The middle of a form of 100 by 200 mm lies in the middle of the image.
            let middle = Spot::new(500.0, 500.0);
            Placement::new(lie, Spot::new(1.0, 0.0), 2.0, Spot::new(50.0, 100.0), middle).at(Spot::default())
        };
        assert!(near(corner(0, false), Spot::new(400.0, 300.0), 1e-9));
        assert!(near(corner(1, false), Spot::new(700.0, 400.0), 1e-9));
        assert!(near(corner(2, false), Spot::new(600.0, 700.0), 1e-9));
        assert!(near(corner(3, false), Spot::new(300.0, 600.0), 1e-9));
        assert!(near(corner(0, true), Spot::new(600.0, 300.0), 1e-9));
    }

    #[test]
    fn a_place_goes_to_the_image_and_back() {
        for lie in Lie::all() {
            let placement = Placement::new(lie, Spot::new(1.0, 0.05), 6.0, Spot::default(), Spot::new(300.0, 40.0));
            let place = Spot::new(134.0, 62.0);
            assert!(near(placement.back(placement.at(place)), place, 1e-9), "{lie:?}");
        }
    }

    #[test]
    fn pulls_find_shift_skew_and_the_scale_along_the_column() {
        let lie = Lie { quarters: 1, mirrored: false };
        let guess = Placement::new(lie, Spot::new(1.0, 0.0), 6.0, Spot::default(), Spot::new(900.0, 10.0));
        let truth = Placement::new(lie, Spot::new(1.0, 0.02), 6.03, Spot::default(), Spot::new(903.0, 8.0));
        let column = (0..7).map(|row| Spot::new(134.0, 62.0 + 14.0 * f64::from(row)));
        let pulls: Vec<_> = column
            .flat_map(|at| {
                let step = truth.at(at) - guess.at(at);
                [Spot::new(1.0, 0.0), Spot::new(0.0, 1.0)].map(|normal| Pull { at, normal, offset: step.dot(normal) })
            })
            .collect();
        let found = guess.pulled(&pulls).unwrap();
        for at in [Spot::new(134.0, 62.0), Spot::new(134.0, 146.0)] {
            assert!(near(found.at(at), truth.at(at), 0.3), "{:?}", found.at(at) - truth.at(at));
        }
        // Across the sheet the scale is still the guess's.
        assert!(near(found.at(Spot::new(0.0, 62.0)), truth.at(Spot::new(0.0, 62.0)), 134.0 * 0.03 + 0.5));
        assert!(guess.pulled(&[]).is_none());
    }
}
