//! What is printed on a sheet: nothing but the marks, or the crosses of the calibration page; across a sheet that is no
//! vote a word besides.

mod crosses;
mod word;

use std::fmt;
use std::sync::Arc;

use ballot::{BallotForm, Length, Point, Rect, Size};
use zeroize::Zeroizing;

use super::calibration::Calibration;
use super::pdf::{Drawing, STROKE_BYTES, WIDTH_BYTES};

pub use crosses::calibration_page;
pub use word::Word;

/// The width of the mark's strokes: a broad ballpoint's.
const STROKE: Length = Length::from_um(600);
/// A mark is no larger than a hand would make it.
const MOST_MARK: Length = Length::from_mm(6);
/// From the mark to the square's edges, as a part of the square, one in so many.
const MARGIN_PART: i64 = 5;

/// The rows to mark on the sheet of one form. Overwritten when dropped; says nothing of itself.
pub struct Marks {
    form: Arc<BallotForm>,
    rows: Zeroizing<Vec<u8>>,
    word: Option<Word>,
}

impl fmt::Debug for Marks {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Marks(..)")
    }
}

/// A row that the form does not have, a spare one, or the same row twice. Which one is not said.
#[derive(Clone, Copy, Debug, Eq, PartialEq, thiserror::Error)]
#[error("the form has no such rows")]
pub struct NoSuchRow;

impl Marks {
    /// Marks in these rows, counted from 1; none for a sheet that stays blank.
    ///
    /// # Errors
    /// If one of them cannot be marked.
    pub fn new(form: Arc<BallotForm>, mut rows: Zeroizing<Vec<u8>>) -> Result<Self, NoSuchRow> {
        // In the order of the paper, so that two votes alike are the same file.
        rows.sort_unstable();
        let exist = rows.iter().all(|row| (1..=form.option_squares().len()).contains(&usize::from(*row)));
        let once = rows.windows(2).all(|pair| pair.first() != pair.last());
        if exist && once { Ok(Self { form, rows, word: None }) } else { Err(NoSuchRow) }
    }

    /// The same with a word across the sheet, where nothing is at stake.
    #[must_use]
    pub fn with_word(self, word: Option<Word>) -> Self {
        Self { word, ..self }
    }

    /// The paper.
    #[must_use]
    pub fn page(&self) -> Size {
        self.form.page
    }

    /// The form of the paper.
    #[must_use]
    pub fn form(&self) -> &BallotForm {
        &self.form
    }

    /// The page with the marks, as a PDF file, drawn so that this printer puts them into the squares. It is as long
    /// for a blank sheet as for any other of the same form.
    ///
    /// # Errors
    /// Never for a form that was read from a file: every stroke has its room. With a word, where the form has none for
    /// it.
    pub fn pdf(&self, calibration: &Calibration) -> Result<Zeroizing<Vec<u8>>, fmt::Error> {
        let squares = self.form.option_squares();
        let word = self.word.map_or(0, Word::bytes);
        let mut drawing = Drawing::new(self.form.page, WIDTH_BYTES + squares.len() * 2 * STROKE_BYTES + word);
        if let Some(word) = self.word {
            word.draw(&mut drawing, &self.form, calibration)?;
        }
        drawing.width(STROKE.mm())?;
        for row in self.rows.iter() {
            let mark = usize::from(*row).checked_sub(1).and_then(|index| mark_box(&self.form, index));
            let mark = mark.ok_or(fmt::Error)?;
            for (from, to) in strokes(mark) {
                drawing.stroke(calibration.drawn(from), calibration.drawn(to))?;
            }
        }
        drawing.finish()
    }
}

/// What the mark of an option covers, strokes' width and all: the same size in every row of a form.
pub(super) fn mark_box(form: &BallotForm, index: usize) -> Option<Rect> {
    let shorter = |square: &Rect| square.width().min(square.height());
    let least = form.option_squares().iter().map(shorter).min()?;
    let side = (least - least / MARGIN_PART * 2).min(MOST_MARK);
    form.option_squares().get(index).map(|square| Rect::around(square.center(), Size::new(side, side)))
}

/// A cross: the mark that is the same from every side, and whose middle is the square's.
fn strokes(mark: Rect) -> [([f64; 2], [f64; 2]); 2] {
    let ink = mark.grown(-STROKE.half(), -STROKE.half());
    let at = |x: Length, y: Length| {
        let point = Point::new(x, y);
        [point.x.mm(), point.y.mm()]
    };
    [(at(ink.left, ink.top), at(ink.right, ink.bottom)), (at(ink.left, ink.bottom), at(ink.right, ink.top))]
}

#[cfg(test)]
mod tests;
