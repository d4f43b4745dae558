//! Which of the candidate forms lies on the image, and how. Places are guessed from squares and from the sheet's
//! outline; a guess counts only if the printed squares and the paper's edges are then found where it says.

mod proof;

use crate::boxes::{Boxed, boxes};
use crate::fit::{Lie, Placement, Pull};
use crate::image::Gray;
use crate::page::Outline;
use crate::plane::{Spot, quantile};
use crate::sheet::{Oblong, Sheet};

/// A form found on the image, its squares where they were seen.
pub(crate) struct Match {
    /// Index among the candidates.
    pub(crate) sheet: usize,
    pub(crate) lie: Lie,
    pub(crate) placement: Placement,
    /// The squares in the order of the form.
    pub(crate) squares: Vec<Located>,
    /// How many sides of its squares were seen.
    lines: usize,
    /// How many of the sheet's sides were seen.
    edges: usize,
    /// How far those lie from where they should, mm, root of the mean square.
    off: f64,
    /// Of the image in which it was found.
    scale: f64,
}

/// A square on the image.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Located {
    /// How far the form's square is moved to lie on the printed one, mm of the form.
    pub(crate) shift: Spot,
    /// At least three of its sides were seen.
    pub(crate) seen: bool,
    /// How many sides were.
    pub(crate) lines: usize,
}

/// What the image shows before any form is tried.
pub(crate) struct View<'a> {
    pub(crate) image: &'a Gray,
    /// Pixels a millimetre.
    pub(crate) scale: f64,
    boxes: Vec<Boxed>,
    outlines: [Outline; 2],
}

/// A guess where a form lies, with the number of squares that led to it.
struct Guess {
    lie: Lie,
    placement: Placement,
    agree: usize,
}

/// A page of more rectangles than this is no ballot.
const MOST_BOXES: usize = 200;
/// No more guesses are looked into for one form.
const MOST_GUESSES: usize = 48;
/// A rival must be worse by this, mm, to be of no account.
const CLEARLY: f64 = 0.5;
/// Or have fewer of the paper's sides where they should be, and not lie better by this, mm: one side or two can be a
/// line of text.
const FEWER: f64 = 0.4;
/// The same holds for a rival with so many fewer printed lines: two squares.
const MORE_LINES: usize = 8;
/// The outline may differ from the form's page by this, mm.
const PAGE_PLAY: f64 = 3.0;

impl<'a> View<'a> {
    pub(crate) fn new(image: &'a Gray, scale: f64, outlines: [Outline; 2]) -> Self {
        let mut boxes = boxes(image, scale);
        if boxes.len() > MOST_BOXES {
            boxes.clear();
        }
        Self { image, scale, boxes, outlines }
    }

    /// Whether an outline is that of the sheet, upright or sideways.
    pub(crate) fn is_as_large_as(&self, sheet: &Sheet) -> bool {
        [false, true]
            .into_iter()
            .any(|sideways| self.outlines.iter().any(|outline| self.fits(outline, sheet, sideways)))
    }

    fn fits(&self, outline: &Outline, sheet: &Sheet, sideways: bool) -> bool {
        let (width, height) = (outline.width / self.scale, outline.height / self.scale);
        let (width, height) = if sideways { (height, width) } else { (width, height) };
        (width - sheet.width).abs() <= PAGE_PLAY && (height - sheet.height).abs() <= PAGE_PLAY
    }

    /// How many printed rectangles have the size of the sheet's squares.
    pub(crate) fn squares_like(&self, sheet: &Sheet) -> usize {
        let alike = |found: &&Boxed| sheet.squares.iter().any(|square| self.is_like(found, square, false));
        self.boxes.iter().filter(alike).count()
    }

    fn is_like(&self, found: &Boxed, square: &Oblong, sideways: bool) -> bool {
        let (width, height) = (found.width / self.scale, found.height / self.scale);
        let (width, height) = if sideways { (height, width) } else { (width, height) };
        let near = |one: f64, other: f64| (one - other).abs() <= 0.35 + 0.04 * other;
        near(width, square.width) && near(height, square.height)
    }

    /// Every way in which this sheet can lie on the image, proven.
    pub(crate) fn matches(&self, index: usize, sheet: &Sheet) -> Vec<Match> {
        let mut guesses = self.guesses(sheet);
        guesses.sort_by_key(|guess| std::cmp::Reverse(guess.agree));
        guesses.truncate(MOST_GUESSES);
        let mut found: Vec<Match> = Vec::new();
        for guess in guesses {
            let Some(proven) = self.proven(index, sheet, &guess) else { continue };
            let same =
                |other: &Match| other.lie == proven.lie && self.is_same_place(&other.placement, &proven.placement);
            if !found.iter().any(same) {
                found.push(proven);
            }
        }
        found
    }

    fn is_same_place(&self, one: &Placement, other: &Placement) -> bool {
        (one.at(Spot::default()) - other.at(Spot::default())).length() < 2.0 * self.scale
    }

    fn guesses(&self, sheet: &Sheet) -> Vec<Guess> {
        let mut guesses = Vec::new();
        for lie in Lie::all() {
            self.guess_by_squares(sheet, lie, &mut guesses);
            guesses.extend(self.guesses_by_outline(sheet, lie));
        }
        guesses
    }

    fn guesses_by_outline<'s>(&'s self, sheet: &'s Sheet, lie: Lie) -> impl Iterator<Item = Guess> + 's {
        let fitting = self.outlines.iter().filter(move |outline| self.fits(outline, sheet, lie.is_sideways()));
        fitting.map(move |outline| {
            let middle = Spot::new(sheet.width / 2.0, sheet.height / 2.0);
            let placement = Placement::new(lie, outline.right, self.scale, middle, outline.middle);
            Guess { lie, placement, agree: 0 }
        })
    }

    /// Each rectangle may be each square of the same size; those guesses stay on which enough others agree.
    fn guess_by_squares(&self, sheet: &Sheet, lie: Lie, guesses: &mut Vec<Guess>) {
        let sideways = lie.is_sideways();
        let alike = |found: &&Boxed| sheet.squares.iter().any(|square| self.is_like(found, square, sideways));
        let fitting: Vec<&Boxed> = self.boxes.iter().filter(alike).collect();
        let Some(skew) = median_direction(&fitting) else { return };
        let needed = (sheet.squares.len() * 2).div_ceil(5).max(1);
        let first = guesses.len();
        for (found, square) in fitting.iter().flat_map(|found| sheet.squares.iter().map(move |square| (found, square)))
        {
            let placement = Placement::new(lie, skew, self.scale, square.middle(), found.middle);
            if !self.holds_page(&placement, sheet) {
                continue;
            }
            let pulls = self.agreeing(&placement, sheet, &fitting, square.middle());
            let agree = pulls.len() / 2;
            let Some(placement) = placement.pulled(&pulls).filter(|_| agree >= needed) else { continue };
            let known = guesses.iter().skip(first).any(|guess| self.is_same_place(&guess.placement, &placement));
            if !known {
                guesses.push(Guess { lie, placement, agree });
            }
        }
    }

    /// Whether the whole page lies on the image, but for what a scanner cuts off.
    fn holds_page(&self, placement: &Placement, sheet: &Sheet) -> bool {
        let play = 4.0 * self.scale;
        let (width, height) = (self.image.width() as f64 + play, self.image.height() as f64 + play);
        [(0.0, 0.0), (sheet.width, 0.0), (sheet.width, sheet.height), (0.0, sheet.height)].into_iter().all(|(x, y)| {
            let corner = placement.at(Spot::new(x, y));
            (-play..=width).contains(&corner.x) && (-play..=height).contains(&corner.y)
        })
    }

    /// Two pulls for each square beside which a rectangle lies.
    fn agreeing(&self, placement: &Placement, sheet: &Sheet, fitting: &[&Boxed], from: Spot) -> Vec<Pull> {
        let mut pulls = Vec::new();
        for square in &sheet.squares {
            let at = square.middle();
            let expected = placement.at(at);
            let play = (0.8 + 0.008 * (at - from).length()) * self.scale;
            let steps = fitting.iter().map(|found| found.middle - expected);
            let nearest = steps.min_by(|one, other| one.length().total_cmp(&other.length()));
            if let Some(step) = nearest.filter(|step| step.length() <= play) {
                let normals = [Spot::new(1.0, 0.0), Spot::new(0.0, 1.0)];
                pulls.extend(normals.map(|normal| Pull { at, normal, offset: step.dot(normal) }));
            }
        }
        pulls
    }
}

fn median_direction(boxes: &[&Boxed]) -> Option<Spot> {
    let mut slopes: Vec<f64> = boxes.iter().map(|found| found.right.y / found.right.x).collect();
    quantile(&mut slopes, 0.5).map(|slope| Spot::new(1.0, slope))
}

impl Match {
    /// Pixels a millimetre of the image in which it was found.
    pub(crate) const fn pixels_per_mm(&self) -> f64 {
        self.scale
    }

    /// One square alone may be another one of a sheet that is not mirrored at all, where the rest is under ink.
    pub(crate) fn has_two_squares(&self) -> bool {
        self.squares.iter().filter(|located| located.seen).count() >= 2
    }

    fn is_clearly_better(&self, other: &Self) -> bool {
        let more = self.edges > other.edges || self.lines >= other.lines + MORE_LINES;
        self.off + CLEARLY < other.off || (more && self.off <= other.off + FEWER)
    }

    /// Every row lies where the other match has it.
    fn has_rows_where(&self, other: &Self, sheets: &[Sheet]) -> bool {
        let middles = |one: &Self| -> Vec<Spot> {
            let squares = sheets.get(one.sheet).map(|sheet| sheet.squares.as_slice()).unwrap_or_default();
            squares.iter().map(|square| one.placement.at(square.middle())).collect()
        };
        let (own, others) = (middles(self), middles(other));
        own.len() == others.len()
            && own.iter().zip(&others).all(|(one, other)| (*one - *other).length() < 2.0 * self.scale)
    }
}

/// The best of all matches and those that cannot be told from it; `None` when they say different things.
pub(crate) fn best(mut matches: Vec<Match>, sheets: &[Sheet]) -> Option<Vec<Match>> {
    // What is seen is worth a little more than a good fit.
    let worth = |one: &Match| one.off - 0.1 * one.edges as f64 - 0.02 * one.lines as f64;
    matches.sort_by(|one, other| worth(one).total_cmp(&worth(other)));
    let first = matches.first()?;
    let form = sheets.get(first.sheet)?;
    let says_the_same = |other: &Match| {
        let alike = sheets.get(other.sheet).is_some_and(|sheet| sheet.looks_like(form));
        alike && other.lie == first.lie && first.has_rows_where(other, sheets)
    };
    let same: Vec<bool> = matches.iter().map(says_the_same).collect();
    let sure = same.iter().zip(&matches).all(|(same, other)| *same || first.is_clearly_better(other));
    sure.then(|| matches.into_iter().zip(same).filter(|(_, same)| *same).map(|(one, _)| one).collect())
}
