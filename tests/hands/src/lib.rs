//! Draws scans of marked ballot sheets from a seed: the hand, the pen, the paper, the scanner. Every test that reads
//! paper is tried on these; a new hand is a new variant of [`Hand`] with its strokes in `hand.rs`.
//!
//! The drawing knows nothing of the reader: what it says about a scan is what was drawn, and whether a person would
//! see it clearly.

#![forbid(unsafe_code)]
#![expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    clippy::indexing_slicing,
    reason = "a drawing tool for tests: pixels by the million, all numbers its own"
)]

mod canvas;
mod hand;
mod jpeg;
mod print;
mod scanner;

use ballot::BallotForm;
use fastrand::Rng;

pub use hand::{Hand, Pen};
pub use scanner::{Corner, Lid, Scanner};

/// A finished scan and the truth about it.
pub struct Scan {
    /// Pixels from left to right.
    pub width: usize,
    /// Pixels from top to bottom.
    pub height: usize,
    /// Gray values, row after row.
    pub pixels: Vec<u8>,
    /// Resolution.
    pub dpi: f64,
    /// Rows with ink in their square, counted from 1, rising.
    pub marked: Vec<u8>,
    /// A person sees at a glance which squares are marked and which are not.
    pub plain: bool,
    /// What was drawn with, for the message of a test that fails.
    pub recipe: Recipe,
}

/// Everything a scan is made from.
#[derive(Clone, Debug)]
pub struct Recipe {
    /// Seed of all that trembles.
    pub seed: u64,
    /// Row and hand; a square may be met by several.
    pub marks: Vec<(u8, Hand)>,
    /// What the marks are made with.
    pub pen: Pen,
    /// Names in one column or in two, one for each language.
    pub columns: u8,
    /// Lightness of the paper, 0 to 1.
    pub paper: f64,
    /// Thickness of the squares' lines, mm.
    pub line_mm: f64,
    /// How dark the print is, 0 to 1.
    pub print: f64,
    /// A round stamp and a signature below the rows or above them.
    pub stamped: bool,
    /// The marks stay inside a stencil's window: 0.5 mm larger than the square on each side.
    pub through_stencil: bool,
    /// Across the sheet, from the top as a share of its height.
    pub fold: Option<f64>,
    /// What the scanner does.
    pub scanner: Scanner,
}

impl Recipe {
    /// A clean upright scan at 150 dpi on a black lid without a mark.
    #[must_use]
    pub fn plain(seed: u64) -> Self {
        Self {
            seed,
            marks: Vec::new(),
            pen: Pen { width_mm: 0.45, dark: 0.8 },
            columns: 1,
            paper: 0.95,
            line_mm: 0.35,
            print: 0.85,
            stamped: false,
            through_stencil: true,
            fold: None,
            scanner: Scanner::clean(150.0),
        }
    }

    /// Anything that may come out of a booth, from a seed: any hand, pen, paper and scanner. The sheet lies upright in
    /// four of five.
    #[must_use]
    pub fn random(form: &BallotForm, seed: u64) -> Self {
        let mut rng = Rng::with_seed(seed);
        let rows = form.option_squares().len() as u8;
        let row = rng.u8(1..=rows);
        let mut marks = match rng.u8(0..20) {
            0..=2 => Vec::new(),
            3 => vec![(row, Hand::Scribble), (row % rows + 1, Hand::Tick)],
            4 => vec![(row, Hand::Cross), (row % rows + 1, Hand::Cross)],
            5 => vec![(row, Hand::Speck)],
            _ => vec![(row, rng.choice(Hand::CLEAR).unwrap_or(Hand::Tick))],
        };
        marks.dedup_by_key(|mark| mark.0);
        let faint = marks.iter().any(|(_, hand)| *hand == Hand::Faint);
        let dark = if faint { between(&mut rng, 0.34, 0.5) } else { between(&mut rng, 0.55, 0.92) };
        let stamped = rng.u8(0..3) == 0;
        Self {
            seed,
            marks,
            pen: Pen { width_mm: between(&mut rng, 0.32, 0.75), dark },
            columns: rng.u8(1..=2),
            paper: if rng.bool() { between(&mut rng, 0.9, 0.98) } else { between(&mut rng, 0.62, 0.9) },
            line_mm: between(&mut rng, 0.25, 0.55),
            print: between(&mut rng, 0.65, 0.95),
            stamped,
            through_stencil: rng.u8(0..3) > 0,
            fold: (rng.u8(0..4) == 0).then(|| between(&mut rng, 0.25, 0.75)),
            scanner: Scanner::random(&mut rng),
        }
    }
}

/// Draws the scan of a sheet of `form`.
#[must_use]
pub fn draw(form: &BallotForm, recipe: &Recipe) -> Scan {
    let mut rng = Rng::with_seed(recipe.seed ^ 0x5eed);
    let page = (form.page.width.mm(), form.page.height.mm());
    let mut canvas = scanner::paper(page, recipe, form, &mut rng);
    print::sheet(&mut canvas, form, recipe, &mut rng);
    let squares = form.option_squares();
    let mut marked = Vec::new();
    let mut plain = true;
    for (row, hand) in &recipe.marks {
        let square = squares[usize::from(*row) - 1];
        hand::mark(&mut canvas, square, *hand, recipe, &mut rng);
        marked.push(*row);
        plain &= hand.is_clear();
    }
    marked.sort_unstable();
    marked.dedup();
    scanner::seen(&mut canvas, recipe, &mut rng);
    let (width, height, pixels) = canvas.finished();
    Scan { width, height, pixels, dpi: recipe.scanner.dpi, marked, plain, recipe: recipe.clone() }
}

fn between(rng: &mut Rng, least: f64, most: f64) -> f64 {
    least + (most - least) * rng.f64()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn form() -> BallotForm {
        let text = "format = \"form/1\"\nid = \"a\"\npage = [148.0, 210.0]\n\
            squares = { size = [8.0, 8.0], first_center = [134.0, 62.0], pitch = 14.0, rows = 7 }\n";
        BallotForm::parse("a.toml", text).unwrap()
    }

    #[test]
    fn the_same_seed_draws_the_same_pixels() {
        let recipe = Recipe::random(&form(), 7);
        assert!(draw(&form(), &recipe).pixels == draw(&form(), &recipe).pixels);
        let other = Recipe::random(&form(), 8);
        assert!(draw(&form(), &recipe).pixels != draw(&form(), &other).pixels);
    }

    #[test]
    fn every_hand_leaves_ink_in_its_square() {
        let ink = |marks: Vec<(u8, Hand)>| {
            let scan = draw(&form(), &Recipe { marks, ..Recipe::plain(1) });
            scan.pixels.iter().map(|value| u64::from(255 - value)).sum::<u64>()
        };
        let empty = ink(vec![]);
        for hand in Hand::ALL {
            // A dark line of one pixel's width and 4 mm at the least; of a speck half of that.
            let least = if hand == Hand::Speck { 200 } else { 400 };
            assert!(ink(vec![(3, hand)]) > empty + least, "{hand:?}");
        }
    }
}
