//! What exporters ask of outlines: rounded rectangles, and the way round leg by leg.

use ballot::{Length, Point, Rect};

use super::plan::{Outline, Step};

impl Outline {
    /// A rectangle with rounded corners, clockwise from the left end of its top edge.
    #[must_use]
    pub fn rounded(rect: Rect, radius: Length) -> Self {
        let at = Point::new;
        let Rect { left, top, right, bottom } = rect;
        let quarter = |to, center| Step::Quarter { to, center };
        let steps = vec![
            Step::Line(at(right - radius, top)),
            quarter(at(right, top + radius), at(right - radius, top + radius)),
            Step::Line(at(right, bottom - radius)),
            quarter(at(right - radius, bottom), at(right - radius, bottom - radius)),
            Step::Line(at(left + radius, bottom)),
            quarter(at(left, bottom - radius), at(left + radius, bottom - radius)),
            Step::Line(at(left, top + radius)),
            quarter(at(left + radius, top), at(left + radius, top + radius)),
        ];
        Self { start: at(left + radius, top), steps }
    }

    /// A rectangle, clockwise from its top-left corner.
    #[must_use]
    pub fn rectangle(rect: Rect) -> Self {
        let at = Point::new;
        let Rect { left, top, right, bottom } = rect;
        let corners = [at(right, top), at(right, bottom), at(left, bottom), at(left, top)];
        Self { start: at(left, top), steps: corners.map(Step::Line).into() }
    }

    /// Each step with the point it starts from. Steps that stay where they are are left out.
    pub fn legs(&self) -> impl Iterator<Item = (Point, Step)> + '_ {
        let starts = std::iter::once(self.start).chain(self.steps.iter().map(Step::to));
        starts.zip(self.steps.iter().copied()).filter(|(from, step)| *from != step.to())
    }
}

impl Step {
    /// Where it ends.
    #[must_use]
    pub const fn to(&self) -> Point {
        match self {
            Self::Line(to) | Self::Quarter { to, .. } => *to,
        }
    }
}

/// Whether a quarter circle runs clockwise, as seen on paper.
#[must_use]
pub fn is_clockwise(from: Point, to: Point, center: Point) -> bool {
    let (a, b) = (from.x - center.x, from.y - center.y);
    let (c, d) = (to.x - center.x, to.y - center.y);
    // y grows downward, so that a positive cross product turns clockwise.
    a.um() * d.um() > b.um() * c.um()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_rounded_rectangle_runs_clockwise_and_closes() {
        let rect = Rect { right: Length::from_mm(9), bottom: Length::from_mm(8), ..Rect::default() };
        let outline = Outline::rounded(rect, Length::from_mm(1));
        let legs: Vec<_> = outline.legs().collect();
        assert_eq!(legs.len(), 8);
        assert_eq!(legs.last().unwrap().1.to(), outline.start);
        for (from, step) in legs {
            if let Step::Quarter { to, center } = step {
                assert!(is_clockwise(from, to, center) && !is_clockwise(to, from, center));
            }
        }
        // With corners as large as the sides allow, no leg of length zero is left.
        assert_eq!(Outline::rounded(rect, Length::from_mm(4)).legs().count(), 6);
    }
}
