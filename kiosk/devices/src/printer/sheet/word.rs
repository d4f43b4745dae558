//! The word across a sheet that is no vote, in straight strokes: nothing that a booth for practice or training prints
//! can be taken for a ballot, not even on an official sheet.

use std::fmt;

use ballot::{BallotForm, Length};

use super::super::calibration::Calibration;
use super::super::pdf::{Drawing, STROKE_BYTES, WIDTH_BYTES};

/// The width of its strokes.
const STROKE: Length = Length::from_um(1_000);
/// From the paper's edges to the word.
const EDGE_MM: f64 = 10.0;
/// From the word to the squares: it must never look like a mark.
const CLEAR_MM: f64 = 6.0;
/// A part of a letter is no larger than this, and no smaller: a word that nobody can read warns nobody.
const PART_MM: std::ops::RangeInclusive<f64> = 0.5..=3.0;
/// From one letter to the next, and from one line to the next, in parts.
const ADVANCE: i8 = 5;
const LINE: i8 = 9;
/// Rows of a letter, the tail below it included.
const HEIGHT: f64 = 7.0;
/// Along the word and across it: a rise of 60°, so that no stroke lies as the lines and squares of a ballot do.
const ALONG: [f64; 2] = [0.5, -0.866];
const ACROSS: [f64; 2] = [0.866, 0.5];

/// What a sheet is for, as it stands across it in Kazakh and Russian.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Word {
    /// Voters practice.
    Practice,
    /// Poll workers learn.
    Training,
}

/// A stroke from one point to another, in parts of a letter of 4 × 6, from its top left corner.
type Stroke = [i8; 4];

impl Word {
    /// Both words.
    pub const ALL: [Self; 2] = [Self::Practice, Self::Training];

    /// The lines in capitals.
    const fn lines(self) -> [&'static str; 2] {
        match self {
            Self::Practice => ["ЖАТТЫҒУ", "ТРЕНИРОВКА"],
            Self::Training => ["ОҚЫТУ", "ОБУЧЕНИЕ"],
        }
    }

    /// All strokes, from the top left corner of the first line.
    fn strokes(self) -> impl Iterator<Item = [f64; 4]> {
        (0..).zip(self.lines()).flat_map(|(row, line): (i8, &str)| {
            (0..).zip(line.chars()).flat_map(move |(column, sign): (i8, char)| {
                let shift = move |x: i8, y: i8| (f64::from(x + column * ADVANCE), f64::from(y + row * LINE));
                letter(sign).iter().map(move |[x1, y1, x2, y2]| {
                    let ((x1, y1), (x2, y2)) = (shift(*x1, *y1), shift(*x2, *y2));
                    [x1, y1, x2, y2]
                })
            })
        })
    }

    /// Along and across, in parts.
    fn size(self) -> [f64; 2] {
        let letters = self.lines().iter().fold(0.0, |most: f64, line| {
            let count = line.chars().fold(0.0, |count, _| count + 1.0);
            most.max(count)
        });
        [letters * f64::from(ADVANCE) - 1.0, f64::from(LINE) + HEIGHT]
    }

    /// Room for it in a page's content.
    pub(super) fn bytes(self) -> usize {
        WIDTH_BYTES + self.strokes().count() * STROKE_BYTES
    }

    /// Draws it left of every square, as large as there is room.
    ///
    /// # Errors
    /// Where there is no room for a word that can be read: such a sheet must not be printed.
    pub(super) fn draw(self, drawing: &mut Drawing, form: &BallotForm, calibration: &Calibration) -> fmt::Result {
        let leftmost = form.squares.iter().map(|square| square.left).min().ok_or(fmt::Error)?;
        let room = [leftmost.mm() - CLEAR_MM - EDGE_MM, form.page.height.mm() - 2.0 * EDGE_MM];
        let [along, across] = self.size();
        let wide = along * ALONG[0] + across * ACROSS[0];
        let high = along * -ALONG[1] + across * ACROSS[1];
        let part = (room[0] / wide).min(room[1] / high).min(*PART_MM.end());
        if part < *PART_MM.start() {
            return Err(fmt::Error);
        }
        // The word's own top left corner lies at the left, below the middle: from there it rises.
        let left = EDGE_MM + (room[0] - part * wide) / 2.0;
        let top = EDGE_MM + (room[1] - part * high) / 2.0 + part * along * -ALONG[1];
        let place = |x: f64, y: f64| {
            calibration
                .drawn([left + part * (x * ALONG[0] + y * ACROSS[0]), top + part * (x * ALONG[1] + y * ACROSS[1])])
        };
        drawing.width(STROKE.mm())?;
        self.strokes().try_for_each(|[x1, y1, x2, y2]| drawing.stroke(place(x1, y1), place(x2, y2)))
    }
}

/// The strokes of a capital; none for a sign that no word has.
const fn letter(sign: char) -> &'static [Stroke] {
    match sign {
        'А' => &[[0, 6, 2, 0], [2, 0, 4, 6], [1, 4, 3, 4]],
        'Б' => &[[4, 0, 0, 0], [0, 0, 0, 6], [0, 3, 3, 3], [3, 3, 4, 4], [4, 4, 4, 5], [4, 5, 3, 6], [3, 6, 0, 6]],
        'В' => &[
            [0, 0, 0, 6],
            [0, 0, 3, 0],
            [3, 0, 4, 1],
            [4, 1, 4, 2],
            [4, 2, 3, 3],
            [0, 3, 3, 3],
            [3, 3, 4, 4],
            [4, 4, 4, 5],
            [4, 5, 3, 6],
            [3, 6, 0, 6],
        ],
        'Е' => &[[4, 0, 0, 0], [0, 0, 0, 6], [0, 6, 4, 6], [0, 3, 3, 3]],
        'Ж' => &[[2, 0, 2, 6], [0, 0, 4, 6], [4, 0, 0, 6]],
        'И' => &[[0, 0, 0, 6], [0, 6, 4, 0], [4, 0, 4, 6]],
        'К' => &[[0, 0, 0, 6], [4, 0, 0, 3], [0, 3, 4, 6]],
        'Қ' => &[[0, 0, 0, 6], [4, 0, 0, 3], [0, 3, 4, 6], [4, 6, 4, 7]],
        'Н' => &[[0, 0, 0, 6], [4, 0, 4, 6], [0, 3, 4, 3]],
        'О' => &[
            [1, 0, 3, 0],
            [3, 0, 4, 1],
            [4, 1, 4, 5],
            [4, 5, 3, 6],
            [3, 6, 1, 6],
            [1, 6, 0, 5],
            [0, 5, 0, 1],
            [0, 1, 1, 0],
        ],
        'Р' => &[[0, 0, 0, 6], [0, 0, 3, 0], [3, 0, 4, 1], [4, 1, 4, 2], [4, 2, 3, 3], [3, 3, 0, 3]],
        'Т' => &[[0, 0, 4, 0], [2, 0, 2, 6]],
        'У' => &[[0, 0, 2, 4], [4, 0, 1, 6]],
        'Ч' => &[[0, 0, 0, 3], [0, 3, 4, 3], [4, 0, 4, 6]],
        'Ы' => &[[0, 0, 0, 6], [0, 3, 2, 3], [2, 3, 2, 6], [2, 6, 0, 6], [4, 0, 4, 6]],
        'Ғ' => &[[0, 0, 0, 6], [0, 0, 4, 0], [-1, 3, 2, 3]],
        _ => &[],
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_letter_of_the_words_has_its_strokes_and_no_two_are_alike() {
        let mut letters: Vec<char> = Word::ALL.iter().flat_map(|word| word.lines()).flat_map(str::chars).collect();
        letters.sort_unstable();
        letters.dedup();
        for (index, sign) in letters.iter().enumerate() {
            assert!(!letter(*sign).is_empty(), "{sign}");
            assert!(letters[..index].iter().all(|other| letter(*other) != letter(*sign)), "{sign}");
        }
    }
}
