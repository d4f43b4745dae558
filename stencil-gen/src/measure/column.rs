//! Which boxes of a page are the ballot's squares: one column of one size.

use ballot::Size;
use hayro::kurbo::Rect;

use super::drawn::Frame;
use super::reader::{Document, Leaf};
use super::sheet::mm;
use super::{Asked, MeasureProblem};

/// Boxes of one column differ by no more in their sides and in the places of their middles, in mm.
const SIZE: f64 = 0.2;
const SHIFT: f64 = 0.5;
/// A size given for squares is met up to this, in mm.
const GIVEN: f64 = 0.3;
/// A distance that differs so much from the usual one is a missing row, or one too many.
const UNEVEN: f64 = 1.6;
/// A picture of so much of the sheet is a scan of it.
const SCAN: f64 = 0.5;

/// The page that carries the squares: the one asked for, or the only one with boxes in a column.
pub(super) fn page<'a>(document: &'a Document, asked: &Asked<'_>) -> Result<&'a Leaf, MeasureProblem> {
    let with_column = |page: &&Leaf| {
        let sheet = page.trim.unwrap_or(page.media);
        columns(page, sheet, asked.square).iter().any(|column| column.len() > 1)
    };
    let mut pages: Vec<&Leaf> = match document.pages.as_slice() {
        [only] => vec![only],
        all => all.iter().filter(with_column).collect(),
    };
    let numbers = |pages: &[&Leaf]| pages.iter().map(|page| page.number.to_string()).collect::<Vec<_>>().join(", ");
    match (pages.pop(), pages.is_empty()) {
        (Some(page), true) => Ok(page),
        (Some(page), false) => {
            pages.push(page);
            Err(MeasureProblem::SeveralPages { pages: numbers(&pages) })
        }
        (None, _) => {
            let all: Vec<&Leaf> = document.pages.iter().collect();
            Err(match all.iter().find(|page| is_scan(page, page.trim.unwrap_or(page.media))) {
                Some(scan) => MeasureProblem::OnlyPicture { page: scan.number.to_string() },
                None => MeasureProblem::NoSquares { page: numbers(&all) },
            })
        }
    }
}

/// The squares, from top to bottom, where they lie on the page.
pub(super) fn squares(page: &Leaf, sheet: Rect, asked: &Asked<'_>) -> Result<Vec<Frame>, MeasureProblem> {
    let mut found = columns(page, sheet, asked.square);
    let lone = asked.contest.is_some_and(|contest| contest.options.len() + asked.spare == 1);
    if !lone && found.iter().any(|column| column.len() > 1) {
        // Beside a column, a box alone is the frame of something else.
        found.retain(|column| column.len() > 1);
    }
    let page_number = page.number.to_string();
    let Some(column) = found.pop() else {
        return Err(if is_scan(page, sheet) {
            MeasureProblem::OnlyPicture { page: page_number }
        } else {
            MeasureProblem::NoSquares { page: page_number }
        });
    };
    if !found.is_empty() {
        found.push(column);
        return Err(several(&found, sheet));
    }
    if let [only] = column.as_slice()
        && !lone
    {
        let (x, y) = (mm(only.rect.x0 - sheet.x0), mm(only.rect.y0 - sheet.y0));
        return Err(MeasureProblem::OneSquare { place: format!("{x}, {y}") });
    }
    Ok(column)
}

/// Boxes by size and column, each from top to bottom.
fn columns(page: &Leaf, sheet: Rect, square: Option<Size>) -> Vec<Vec<Frame>> {
    let wanted = |frame: &&Frame| {
        sheet.union(frame.rect) == sheet
            && square.is_none_or(|size| {
                let off = [frame.rect.width() - size.width.mm(), frame.rect.height() - size.height.mm()];
                off.iter().all(|off| off.abs() <= GIVEN)
            })
    };
    let mut columns: Vec<Vec<Frame>> = Vec::new();
    for frame in page.frames.iter().filter(wanted) {
        let alike = |column: &&mut Vec<Frame>| column.first().is_some_and(|first| belongs(frame.rect, first.rect));
        match columns.iter_mut().find(alike) {
            Some(column) => column.push(*frame),
            None => columns.push(vec![*frame]),
        }
    }
    columns
}

fn belongs(rect: Rect, first: Rect) -> bool {
    is_alike(rect, first) && (rect.center().x - first.center().x).abs() <= SHIFT
}

fn is_alike(rect: Rect, first: Rect) -> bool {
    (rect.width() - first.width()).abs() <= SIZE && (rect.height() - first.height()).abs() <= SIZE
}

/// The question that several columns are.
fn several(columns: &[Vec<Frame>], sheet: Rect) -> MeasureProblem {
    let firsts: Vec<Rect> = columns.iter().filter_map(|column| column.first()).map(|frame| frame.rect).collect();
    let alike = firsts.iter().zip(firsts.iter().skip(1)).all(|(a, b)| is_alike(*a, *b));
    if alike {
        return MeasureProblem::SeveralColumns { count: columns.len() };
    }
    let described = columns.iter().zip(firsts).map(|(column, first)| {
        let (width, height) = (mm(first.width()), mm(first.height()));
        let right = mm(sheet.x1 - first.x1);
        format!("{} × {width}x{height} (→| {right})", column.len())
    });
    MeasureProblem::SeveralSizes { sizes: described.collect::<Vec<_>>().join("; ") }
}

fn is_scan(page: &Leaf, sheet: Rect) -> bool {
    page.ink.pictures.iter().any(|picture| picture.intersect(sheet).area() >= sheet.area() * SCAN)
}

/// Squares without a gap among them that a row could have fallen out of. Only asked where no list tells how many
/// there are.
pub(super) fn even(squares: &[Frame]) -> Result<(), MeasureProblem> {
    let centers = squares.iter().map(|frame| frame.rect.center().y);
    let pitches: Vec<f64> = centers.clone().skip(1).zip(centers).map(|(below, above)| below - above).collect();
    let mut sorted = pitches.clone();
    sorted.sort_by(f64::total_cmp);
    let Some(usual) = sorted.get(sorted.len() / 2) else { return Ok(()) };
    let uneven = pitches.iter().position(|pitch| *pitch > usual * UNEVEN || *pitch < usual / UNEVEN);
    uneven.map_or(Ok(()), |index| Err(MeasureProblem::Uneven { row: index + 1 }))
}
