//! Looks whether a form lies where it was guessed to.

use crate::edges::{Care, Edge, edges};
use crate::fit::{Lie, Placement, Pull};
use crate::plane::{Spot, quantile};
use crate::sheet::{Oblong, Sheet};
use crate::trace::{Search, sides};

use super::{Guess, Located, Match, View};

/// A side of a square counts as seen when this share of it is.
const SIDE_SEEN: f64 = 0.7;
/// The paper's edge may lie so far from where the squares say, mm: trimming, scale across, a border cut by the scanner.
const EDGE_PLAY: f64 = 1.6;

impl View<'_> {
    /// Looks whether the guess is true: paper's edges, then every square, then the edges again, then what should not
    /// be there.
    pub(super) fn proven(&self, index: usize, sheet: &Sheet, guess: &Guess) -> Option<Match> {
        let page = (sheet.width, sheet.height);
        let around = edges(self.image, &guess.placement, page, Care { reach: 3.0, places: 24 });
        if !is_settled(&around) {
            return None;
        }
        let mut placement = guess.placement;
        if guess.agree == 0 {
            let pull = |edge: &Edge| Pull { at: edge.at, normal: edge.outward, offset: edge.offset * self.scale };
            placement = placement.pulled(&around.iter().flatten().map(pull).collect::<Vec<_>>())?;
        }
        let first = if guess.agree == 0 { 1.6 } else { 1.0 };
        let (_, pulls) = self.squares(sheet, &placement, first);
        placement = placement.pulled(&pulls)?;
        let (squares, pulls) = self.squares(sheet, &placement, 0.7);
        placement = placement.pulled(&pulls).unwrap_or(placement);
        let (squares, _) = if pulls.is_empty() { (squares, pulls) } else { self.squares(sheet, &placement, 0.6) };
        if !self.are_there(sheet, &placement, &squares) {
            return None;
        }
        let around = edges(self.image, &placement, page, Care { reach: 2.4, places: 40 });
        let offsets: Vec<f64> = around.iter().flatten().map(|edge| edge.offset).collect();
        if !is_settled(&around) || offsets.iter().any(|offset| offset.abs() > EDGE_PLAY) {
            return None;
        }
        if self.has_more_squares(sheet, &placement, guess.lie) {
            return None;
        }
        let lines = squares.iter().map(|located| located.lines).sum();
        let off = (offsets.iter().map(|offset| offset * offset).sum::<f64>() / offsets.len() as f64).sqrt();
        Some(Match {
            sheet: index,
            lie: guess.lie,
            placement,
            squares,
            lines,
            edges: offsets.len(),
            off,
            scale: self.scale,
        })
    }

    /// Whether a square of the sheet may be printed, or full of ink, where the outline alone puts it: then a page that
    /// was not proven is still no other side.
    pub(crate) fn may_bear_squares(&self, sheet: &Sheet) -> bool {
        Lie::all().flat_map(|lie| self.guesses_by_outline(sheet, lie)).any(|guess| {
            let (squares, _) = self.squares(sheet, &guess.placement, 1.6);
            let mut places = sheet.squares.iter().zip(squares);
            places.any(|(square, located)| located.seen || self.is_covered(square, &guess.placement))
        })
    }

    /// All squares are printed there. One of a few, or a fifth of many, may be hidden, but only under ink: an empty
    /// place where a square should be belongs to another form.
    fn are_there(&self, sheet: &Sheet, placement: &Placement, squares: &[Located]) -> bool {
        let hidden: Vec<&Oblong> =
            sheet.squares.iter().zip(squares).filter(|(_, located)| !located.seen).map(|(square, _)| square).collect();
        // Letters can look like three sides of a square, but not like four.
        let whole = squares.iter().filter(|located| located.lines == 4).count();
        if whole * 2 < squares.len() {
            return false;
        }
        let most = (sheet.squares.len() / 5).max(usize::from(sheet.squares.len() > 1));
        hidden.len() <= most && hidden.into_iter().all(|square| self.is_covered(square, placement))
    }

    /// More than a fifth of a square is much darker than the lightest tenth around it: more than letters cover.
    fn is_covered(&self, square: &Oblong, placement: &Placement) -> bool {
        let place = |index: i32, most: f64, from: f64| from + (f64::from(index) + 0.5) / 20.0 * most;
        let mut values: Vec<f64> = (-5..25)
            .flat_map(|y| (-5..25).map(move |x| (x, y)))
            .map(|(x, y)| {
                let mm = Spot::new(place(x, square.width, square.left), place(y, square.height, square.top));
                self.image.sample(placement.at(mm))
            })
            .collect();
        let paper = quantile(&mut values, 0.9).unwrap_or(0.0);
        // The square itself is four ninths of what was measured.
        let dark = values.iter().filter(|value| **value < paper * 0.7).count();
        dark * 9 * 9 > values.len() * 4 * 2
    }

    /// Every square of the sheet, searched for up to `reach` mm around, and the pulls of the sides that were seen.
    fn squares(&self, sheet: &Sheet, placement: &Placement, reach: f64) -> (Vec<Located>, Vec<Pull>) {
        let search = Search { reach: (reach * self.scale).max(3.0), tolerance: (0.15 * self.scale).max(0.7) };
        let mut pulls = Vec::new();
        let mut located = Vec::with_capacity(sheet.squares.len());
        for square in &sheet.squares {
            let corners = square.corners();
            let [a, b, c, d] = corners;
            let middles = [(a, b), (b, c), (c, d), (d, a)].map(|(from, to)| (from + to) * 0.5);
            let found = sides(self.image, corners.map(|corner| placement.at(corner)), search);
            let mut own = Vec::with_capacity(8);
            for (at, side) in middles.into_iter().zip(found) {
                if let Some(side) = side.filter(|side| side.coverage >= SIDE_SEEN) {
                    own.push(Pull { at, normal: side.normal, offset: side.offset });
                }
            }
            located.push(self.located(&own, placement));
            pulls.append(&mut own);
        }
        (located, pulls)
    }

    /// The mean of what opposite sides say; sides that disagree have found something else.
    fn located(&self, own: &[Pull], placement: &Placement) -> Located {
        let (right, down) = placement.directions();
        let along = |direction: Spot| {
            let mut steps: Vec<f64> = own
                .iter()
                .filter(|pull| pull.normal.dot(direction).abs() > 0.5)
                .map(|pull| pull.offset * pull.normal.dot(direction) / self.scale)
                .collect();
            let apart = steps.iter().copied().fold(f64::NEG_INFINITY, f64::max)
                - steps.iter().copied().fold(f64::INFINITY, f64::min);
            let agree = apart < 0.5;
            quantile(&mut steps, 0.5)
                .filter(|_| agree)
                .map(|step| (step, steps.iter().sum::<f64>() / steps.len() as f64))
        };
        let (across, below) = (along(right), along(down));
        let seen = own.len() >= 3 && across.is_some() && below.is_some();
        let mean = |step: Option<(f64, f64)>| step.filter(|_| seen).map_or(0.0, |(_, mean)| mean);
        Located { shift: Spot::new(mean(across), mean(below)), seen, lines: own.len() }
    }

    /// Whether the column goes on where this form ends: then it is another form.
    fn has_more_squares(&self, sheet: &Sheet, placement: &Placement, lie: Lie) -> bool {
        let strange = self.boxes.iter().any(|found| {
            let place = placement.back(found.middle);
            let beside = |square: &Oblong| (square.middle().x - place.x).abs() < 1.5;
            let own = |square: &Oblong| (square.middle() - place).length() < 1.5;
            let alike =
                sheet.squares.iter().any(|square| self.is_like(found, square, lie.is_sideways()) && beside(square));
            alike && !sheet.squares.iter().any(own)
        });
        strange || sheet.beyond().into_iter().any(|square| self.is_printed(&square, placement))
    }

    /// A whole square, marked or not, is printed there.
    fn is_printed(&self, square: &Oblong, placement: &Placement) -> bool {
        let search = Search { reach: self.scale.max(3.0), tolerance: (0.15 * self.scale).max(0.7) };
        let found = sides(self.image, square.corners().map(|corner| placement.at(corner)), search);
        found.into_iter().all(|side| side.is_some_and(|side| side.coverage >= 0.7))
    }
}

/// Two sides that meet are seen: the place is settled in both directions.
fn is_settled([top, right, bottom, left]: &[Option<Edge>; 4]) -> bool {
    (top.is_some() || bottom.is_some()) && (left.is_some() || right.is_some())
}
