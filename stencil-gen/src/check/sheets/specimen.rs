//! `specimen.pdf`: the ballot's side with the squares, each name beside its square in both
//! languages, marked as a specimen.

use ballot::{BallotForm, Language, Rect};
use wording::{Phrase, phrase};

use super::super::expect::least_pitch;
use super::super::finding::Found;
use super::super::ink::{Page, Words};
use super::super::parts::{BLACK, Set, Tint};
use super::super::plane::Spot;
use super::super::source::Source;
use super::Sheet;

/// From the paper's edge to the words.
const EDGE: f64 = 10.0;
/// The foot of the last words is so far from the bottom at the least.
const FOOT: f64 = 3.0;
/// The words for specimen at the top, and large below the rows.
const RED: Tint = [0.0, 1.0, 1.0, 0.0];
const PALE: Tint = [0.0, 0.35, 0.35, 0.0];
/// Heights of capitals, from the least to the most.
const MARK: [f64; 2] = [1.0, 2.5];
const TITLE: [f64; 2] = [1.2, 2.8];
const NAME: [f64; 2] = [0.9, 2.6];
const LARGE: [f64; 2] = [2.0, 9.0];
/// Letters such as «ц» reach so far below their line, in heights of capitals.
const DESCENT: f64 = 0.35;
/// Thickness of the lines of squares.
const SQUARE_LINE: f64 = 0.35;

/// Proof-reads the specimen.
pub(in crate::check) fn read(page: &Page, source: &Source, file: &str) -> Vec<Found> {
    let (form, contest) = (&source.form, &source.contest);
    let mut sheet = Sheet::new(page, file, [form.page.width.mm(), form.page.height.mm()], |_| SQUARE_LINE);
    sheet.squares(&form.squares, 0.0);
    sheet.corner(source, 0.0);
    let pitch = share(form);
    for (option, square) in contest.options.iter().zip(form.option_squares()) {
        let capitals = [NAME[0], (pitch / 5.0).clamp(NAME[0], NAME[1])];
        for (language, shift) in [(Language::Kk, -pitch / 20.0), (Language::Ru, pitch * 0.35)] {
            let start = Spot::new(EDGE, square.center().y.mm() + shift);
            sheet.words(Some(option.number), BLACK, Set { start, capitals }, option.name.get(language));
        }
    }
    overprint(&mut sheet, source);
    heading(&mut sheet, source);
    sheet.end()
}

/// The height a row's names may take: up to the next row, or for a row alone three squares.
fn share(form: &BallotForm) -> f64 {
    match form.option_squares() {
        [only] => only.height().mm() * 3.0,
        _ => least_pitch(form),
    }
}

/// The words for specimen in both languages, then the title or the question.
fn heading(sheet: &mut Sheet<'_>, source: &Source) {
    let contest = &source.contest;
    let line = Language::ON_BALLOT.map(|language| phrase(Phrase::Specimen, language)).join(" · ");
    // The line stands as far below the edge as its capitals are high.
    let capital = sheet.parts.words.iter().find(|words| words.text == line).map_or(MARK[1], |words| words.capital);
    let capital = capital.clamp(MARK[0], MARK[1]);
    sheet.words(None, RED, Set::at(EDGE, EDGE + capital, capital), &line);
    let mut y = EDGE + capital * 3.0;
    for language in Language::ON_BALLOT {
        let title = contest.title.get(language);
        let text = contest.question.as_ref().map_or(title, |question| question.get(language));
        let end = sheet.paragraph(BLACK, Set { start: Spot::new(EDGE, y), capitals: TITLE }, text);
        // Half a capital between the languages; both are of one size.
        y = end + sheet.last_capital / 2.0;
    }
}

/// Whether words reach a square, with the parts of letters below their line: there they would look like a mark.
fn touches(words: &Words, square: &Rect) -> bool {
    let (above, below) = (words.start.y - words.capital, words.start.y + words.capital * DESCENT);
    let beside = words.end_x < square.left.mm() || words.start.x > square.right.mm();
    !beside && above <= square.bottom.mm() && below >= square.top.mm()
}

/// The words for specimen large below the rows and again at the foot.
fn overprint(sheet: &mut Sheet<'_>, source: &Source) {
    let height = source.form.page.height.mm();
    let last = source.form.squares.last().map_or(0.0, |square| square.bottom.mm());
    // Each line stands two heights of its capitals above the next, where there is no more room.
    let mut lowest = height - FOOT;
    for (language, capitals) in Language::ON_BALLOT.into_iter().zip([0.0, 2.0]).rev() {
        let text = phrase(Phrase::Specimen, language);
        let found = sheet.parts.words.iter().find(|words| words.text == text);
        let capital = found.map_or(LARGE[1], |words| words.capital).clamp(LARGE[0], LARGE[1]);
        let y = (f64::midpoint(last, height) + capital * capitals).min(lowest);
        lowest = y - capital * 2.0;
        let taken = sheet.words(None, PALE, Set::at(EDGE, y, capital), text);
        if let Some(words) = taken.filter(|words| source.form.squares.iter().any(|square| touches(words, square))) {
            sheet.stray(words.start);
        }
    }
}
