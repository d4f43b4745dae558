//! `sticker.<row>.<lang>.pdf`: covers the window of a withdrawn row on a stencil that is already
//! made, and lays the new words exactly over the old line.
//!
//! The stencil it is for lies beside it and is proof-read first: columns, number, window and size of
//! print are taken from there, so that a sticker that does not fit is found.

use ballot::Status;

use wording::{Phrase, fill, phrase};

use super::super::expect::Wanted;
use super::super::finding::{CheckFinding, Found, Measured, OutOfPlace};
use super::super::ink::{Page, Paint, Words};
use super::super::outline;
use super::super::parts::{Parts, Set};
use super::super::plane::{Bounds, Spot};
use super::braille::{Lines, RowLine};
use super::guide::{GRAY, crop_marks};
use super::print::SAME;
use super::{EXACT, Facts, Places, Proof, RowFacts, Sheet};

/// How far a sticker holds on around the window, where the rows leave room (decision 0005).
const HOLD: f64 = 2.5;
/// From a line's middle to the outermost dot's edge, and from a dot's middle to the sticker's edge.
const HALF_LINE: f64 = 2.5 + 0.8;
const CLEAR: f64 = 0.8 + 4.8;
/// Between lines of two languages.
const LINE_PITCH: f64 = 10.0;
/// Beyond the window: its rim. The sticker begins at least so far from the card's edge.
const RIM: f64 = 3.0;
const EDGE: f64 = 0.5;
/// Rounding of its corners.
const ROUNDING: f64 = 1.0;
/// So near to a line's middle the print of that line has its own.
const LINE_OFF: f64 = 1.5;
/// Words for the maker: below the sticker, between them, and their capitals.
const NOTES: [f64; 3] = [5.0, 2.6, 1.4];

/// The stencil a sticker is for.
pub(in crate::check) struct Made<'a> {
    /// The stencil's file, as it lies beside the sticker, and its page.
    pub(in crate::check) file: &'a str,
    pub(in crate::check) page: &'a Page,
    /// What it had to be.
    pub(in crate::check) wanted: &'a Wanted<'a>,
}

/// Proof-reads the sticker for a row.
pub(in crate::check) fn read(page: &Page, file: &str, row: u32, made: &Made<'_>) -> Vec<Found> {
    let Made { wanted, .. } = made;
    let mut stencil = Proof { wanted, page: made.page, file: made.file, found: Vec::new(), facts: Facts::default() };
    let places = stencil.stencil();
    // What is wrong with the stencil is wrong with everything that is to fit it.
    let Some(places) = places.filter(|_| stencil.found.is_empty()) else { return stencil.found };
    let mut contest = wanted.contest.clone();
    contest.options.iter_mut().filter(|option| option.number == row).for_each(|option| {
        option.status = Status::Withdrawn;
    });
    let withdrawn = Wanted { contest: &contest, ..**wanted };
    let (area, fits) = area(page, row, wanted, &places);
    let page = moved(page, Spot::new(area.left, area.top));
    let mut proof = Proof { wanted: &withdrawn, page: &page, file, found: Vec::new(), facts: Facts::default() };
    proof.facts.rows.push(RowFacts { number: row, ..RowFacts::default() });
    if !fits {
        let (found, wanted) = (page.trim, [area.width(), area.height()]);
        let [found, wanted] = [found, wanted].map(super::lengths);
        proof.find(Some(row), None, CheckFinding::SizeWrong { what: Measured::Page, found, wanted });
    }
    proof.layers();
    proof.inks();
    proof.edge(area);
    let lines = proof.covered(row, &stencil.facts, &places, area);
    let windows: Vec<(u32, Bounds)> = places.windows.iter().filter(|(number, _)| *number == row).copied().collect();
    proof.print(Sheet { right: area.right, ..places.sheet }, &lines, &windows);
    proof.as_large_as(made.page, &places.lines);
    proof.words_for_the_maker(row, area);
    // Places are told on the page that is looked at.
    let own = |place: Spot| Spot::new(place.x - area.left, place.y - area.top);
    let mut found = proof.found;
    found.iter_mut().for_each(|found| found.place = found.place.map(own));
    found
}

/// What the sticker covers of the card, its left edge being as far from the right one as its page is
/// wide; and whether its height is right.
fn area(page: &Page, row: u32, wanted: &Wanted<'_>, places: &Places) -> (Bounds, bool) {
    let window = places.windows.iter().find(|(number, _)| *number == row);
    let window = window.map_or(Bounds::around(&[Spot::default()]), |(_, window)| *window);
    let squares = wanted.form.option_squares();
    let middle = |row: u32| {
        let index = usize::try_from(row).ok()?.checked_sub(1)?;
        squares.get(index).map(|square| square.center().y.mm())
    };
    let beside = [row.checked_sub(1), row.checked_add(1)].into_iter().flatten().filter_map(middle);
    let pitch = beside.map(|other| (other - middle(row).unwrap_or_default()).abs()).fold(f64::INFINITY, f64::min);
    let reach = (window.height() / 2.0 + HOLD).max(HALF_LINE + HOLD).min(pitch / 2.0);
    let [width, height] = page.trim;
    let (right, middle) = (window.right + RIM, window.center().y);
    let below = if wanted.languages.len() > 1 { LINE_PITCH } else { 0.0 };
    let area = Bounds { left: right - width, right, top: middle - reach, bottom: middle + below + reach };
    (area, (area.height() - height).abs() <= EXACT && window.width() > 0.0)
}

/// A page with everything on it moved.
fn moved(page: &Page, by: Spot) -> Page {
    let mut page = page.clone();
    let shifted = |spot: Spot| Spot::new(spot.x + by.x, spot.y + by.y);
    for shape in &mut page.shapes {
        for spot in shape.parts.iter_mut().flat_map(|part| &mut part.spots) {
            *spot = shifted(*spot);
        }
        shape.bounds = Bounds {
            left: shape.bounds.left + by.x,
            top: shape.bounds.top + by.y,
            right: shape.bounds.right + by.x,
            bottom: shape.bounds.bottom + by.y,
        };
    }
    for words in &mut page.texts {
        words.start = shifted(words.start);
        words.end_x += by.x;
    }
    page
}

impl Proof<'_> {
    /// One cut around it, with rounded corners; nothing to fold, to raise beside Braille, or to print
    /// but words.
    fn edge(&mut self, area: Bounds) {
        let page = self.page;
        let wanted = outline::rounded(area, ROUNDING);
        let mut cuts = page.on("Cut");
        let cut = cuts.next().filter(|cut| cut.paint == Paint::Stroke).and_then(|cut| cut.ring());
        let place = cut.map_or(Some(area.center()), |ring| outline::difference(ring, &wanted));
        if let Some(place) = place {
            self.find(None, Some(place), CheckFinding::OutlineWrong { detail: "Cut".to_owned() });
        }
        for shape in cuts.chain(page.on("Fold")).chain(page.on("Raised")).chain(page.on("Print")) {
            self.stray(shape.layer.as_deref(), shape.bounds.center());
        }
    }

    /// The row's lines, over those of the stencil, and nothing else in Braille.
    fn covered(&mut self, row: u32, made: &Facts, places: &Places, area: Bounds) -> Lines {
        let columns = places.lines.columns;
        let dots = self.dots();
        let mut slots = self.slots(places.sheet);
        slots.retain(|slot| slot.row == row);
        let (rows, others) = self.rows(&slots, &dots, columns);
        for dot in others {
            self.stray(Some("Braille"), dot.at);
        }
        let contest = self.wanted.contest;
        let option = contest.options.iter().find(|option| option.number == row);
        for line in &rows {
            if let Some((option, level)) = option.zip(made.level) {
                self.row_says(line, option, level, columns);
            }
            let covered = places.lines.rows.iter().find(|old| old.row == row && old.language == line.language);
            if covered.is_none_or(|old| old.number_at != line.number_at) {
                let place = Spot::new(columns.x(line.number_at.unwrap_or(line.start)), line.line.y);
                let finding = CheckFinding::RowMisplaced { row, what: OutOfPlace::NumberColumn };
                self.find(Some(row), Some(place), finding);
            }
        }
        // It begins as far before its first dot as a dot must be from an edge.
        let first = rows.iter().filter_map(first_cell).min().unwrap_or_default();
        let left = (columns.x(first) - CLEAR).max(EDGE);
        if (area.left - left).abs() > EXACT {
            let (found, wanted) = ([area.width(), area.height()], [area.right - left, area.height()]);
            let [found, wanted] = [found, wanted].map(super::lengths);
            self.find(Some(row), None, CheckFinding::SizeWrong { what: Measured::Page, found, wanted });
        }
        Lines { columns, headings: Vec::new(), rows }
    }

    /// Print is as large as in the rows of the stencil, which are all of one size.
    fn as_large_as(&mut self, made: &Page, lines: &Lines) {
        let page = self.page;
        let of_row = |words: &&Words| lines.rows.iter().any(|row| (words.middle() - row.line.y).abs() < LINE_OFF);
        let Some(capital) = made.texts_on("Print").find(of_row).map(|words| words.capital) else { return };
        for words in page.texts_on("Print") {
            if (capital - words.capital).abs() > SAME {
                let (text, found, wanted) = (words.text.clone(), super::length(words.capital), super::length(capital));
                self.find(None, Some(words.start), CheckFinding::PrintSize { text, found, wanted });
            }
        }
    }

    /// Crop marks around it and words below it, and nothing else.
    fn words_for_the_maker(&mut self, row: u32, area: Bounds) {
        let page = self.page;
        let mut parts = Parts::on(page, "Guide");
        for (from, to) in crop_marks(area) {
            self.taken(parts.line(GRAY, from, to), from);
        }
        let language = self.wanted.first_language();
        let [below, apart, capital] = NOTES;
        let texts = [
            fill(phrase(Phrase::StickerHow, language), &[("row", row.to_string())]),
            format!("{}. {}.", phrase(Phrase::FrontView, language), phrase(Phrase::PrintAt100, language)),
        ];
        for (index, text) in (0_u32..).zip(texts) {
            let set = Set::at(area.left, area.bottom + below + apart * f64::from(index), capital);
            self.taken(parts.words(GRAY, set, &text).is_some(), set.start);
        }
        let shapes = parts.shapes.iter().map(|shape| shape.bounds.center());
        let left: Vec<Spot> = shapes.chain(parts.words.iter().map(|words| words.start)).collect();
        for place in left {
            self.stray(Some("Guide"), place);
        }
    }
}

/// The first cell of a line with a dot in it.
fn first_cell(line: &RowLine) -> Option<usize> {
    line.line.cells.iter().position(|cell| *cell != super::super::reader::BLANK)
}
