//! Whether beside each square stands the name that the list has in that row.

use ballot::{Contest, Language};
use hayro::kurbo::Point;
use unicode_normalization::UnicodeNormalization;

use super::MeasureProblem;
use super::drawn::{Frame, Letter};
use super::reader::Leaf;

/// Letters whose middles differ by less than this share of their size stand on one line.
const ONE_LINE: f64 = 0.6;
/// From a letter's baseline to its middle, as a share of its size.
const MIDDLE: f64 = 0.35;
/// A message shows no more letters of a row.
const SHOWN: usize = 120;

/// What stands beside one square.
struct Row {
    /// As it was drawn, letters and digits only.
    drawn: String,
    /// As it is read, line by line.
    read: String,
    /// With everything else, for a message.
    shown: String,
}

/// Compares names with rows, in both languages.
pub(super) fn compare(page: &Leaf, squares: &[Frame], spare: usize, contest: &Contest) -> Result<(), MeasureProblem> {
    let options = contest.options.len();
    if squares.len() != options + spare {
        return Err(MeasureProblem::CountDiffers { squares: squares.len(), options: options + spare });
    }
    let rows = rows(page, squares);
    for (index, (option, row)) in contest.options.iter().zip(&rows).enumerate() {
        if row.drawn.is_empty() {
            return Err(MeasureProblem::NamesAreShapes { row: index + 1 });
        }
        for language in Language::ON_BALLOT {
            let name = option.name.get(language);
            if row.has(name) {
                continue;
            }
            let number = index + 1;
            let name = name.to_owned();
            return Err(match rows.iter().position(|row| row.has(&name)) {
                Some(other) => MeasureProblem::NameElsewhere { row: number, name, other: other + 1 },
                None => MeasureProblem::NameNotThere { row: number, name, text: row.shown.clone() },
            });
        }
    }
    Ok(())
}

impl Row {
    fn of(mut letters: Vec<&Letter>) -> Self {
        let drawn: String = letters.iter().map(|letter| letter.text.as_str()).collect();
        letters.sort_by(|a, b| middle(a).y.total_cmp(&middle(b).y));
        let mut read = String::new();
        for line in letters.chunk_by_mut(|a, b| middle(b).y - middle(a).y <= a.size.min(b.size) * ONE_LINE) {
            line.sort_by(|a, b| a.at.x.total_cmp(&b.at.x));
            read.extend(line.iter().map(|letter| letter.text.as_str()));
            read.push(' ');
        }
        let shown = read.trim().chars().take(SHOWN).collect();
        Self { drawn: plain(&drawn), read: plain(&read), shown }
    }

    fn has(&self, name: &str) -> bool {
        let name = plain(name);
        self.drawn.contains(&name) || self.read.contains(&name)
    }
}

/// Letters and digits alone, small: blanks, hyphens and quotation marks are drawn in many ways.
fn plain(text: &str) -> String {
    text.nfc().filter(|sign| sign.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

fn middle(letter: &Letter) -> Point {
    Point::new(letter.at.x, letter.at.y - letter.size * MIDDLE)
}

/// The letters left of each square, halfway to its neighbors.
fn rows(page: &Leaf, squares: &[Frame]) -> Vec<Row> {
    let centers: Vec<f64> = squares.iter().map(|frame| frame.rect.center().y).collect();
    let own = |index: usize| squares.get(index).map_or(0.0, |frame| frame.rect.height() * 1.5);
    let half = |index: usize, other: Option<usize>| {
        let distance = other.and_then(|other| Some((centers.get(other)? - centers.get(index)?).abs() / 2.0));
        distance.unwrap_or_else(|| own(index))
    };
    let row = |(index, frame): (usize, &Frame)| {
        let (before, after) = (index.checked_sub(1), Some(index + 1).filter(|next| *next < squares.len()));
        let above = half(index, before.or(after));
        let below = half(index, after.or(before));
        let center = frame.rect.center().y;
        let letters = page.ink.letters.iter().map(|(_, letter)| letter).filter(|letter| {
            let middle = middle(letter);
            middle.x < frame.rect.x0 && middle.y >= center - above && middle.y < center + below
        });
        Row::of(letters.collect())
    };
    squares.iter().enumerate().map(row).collect()
}
