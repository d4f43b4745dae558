//! The two sheets beside the stencils: the specimen and the alignment sheet.

use ballot::Rect;

use super::finding::{CheckFinding, Found, Measured, length};
use super::ink::{Page, Paint, Shape};
use super::plane::Bounds;
use super::source::Source;

/// Between edges measured and edges wanted, in mm.
const EXACT: f64 = 0.05;
/// The alignment sheet has its rulers left of and above the ballot.
const RULERS: f64 = 14.0;

/// The specimen: a page of the ballot's size with its squares in place.
pub(super) fn specimen(page: &Page, source: &Source, file: &str) -> Vec<Found> {
    let mut found = Vec::new();
    let wanted = [source.form.page.width.mm(), source.form.page.height.mm()];
    let near = page.trim.iter().zip(&wanted).all(|(found, wanted)| (found - wanted).abs() <= EXACT);
    if !near {
        let lengths = |[width, height]: [f64; 2]| [length(width), length(height)];
        let finding =
            CheckFinding::SizeWrong { what: Measured::Page, found: lengths(page.trim), wanted: lengths(wanted) };
        found.push(Found { file: file.to_owned(), row: None, place: None, finding });
    }
    squares(page, &source.form.squares, 0.0, file, &mut found);
    found
}

/// The alignment sheet: the ballot's edge and squares, true to size, beside the rulers.
pub(super) fn alignment(page: &Page, source: &Source, file: &str) -> Vec<Found> {
    let mut found = Vec::new();
    let edge = Bounds {
        left: RULERS,
        top: RULERS,
        right: RULERS + source.form.page.width.mm(),
        bottom: RULERS + source.form.page.height.mm(),
    };
    if !rectangles(page).any(|shape| shape.bounds.off(edge) <= EXACT) {
        let finding = CheckFinding::OutlineWrong { detail: file.to_owned() };
        found.push(Found { file: file.to_owned(), row: None, place: Some(edge.center()), finding });
    }
    squares(page, &source.form.squares, RULERS, file, &mut found);
    found
}

fn rectangles(page: &Page) -> impl Iterator<Item = &Shape> {
    page.shapes.iter().filter(|shape| shape.paint == Paint::Stroke && shape.ring().is_some_and(|ring| ring.len() == 4))
}

fn squares(page: &Page, squares: &[Rect], margin: f64, file: &str, found: &mut Vec<Found>) {
    for (row, square) in (1..).zip(squares) {
        let wanted = Bounds::of(*square, margin, margin);
        if !rectangles(page).any(|shape| shape.bounds.off(wanted) <= EXACT) {
            let finding = CheckFinding::SquareWrong { file: file.to_owned(), row };
            found.push(Found { file: file.to_owned(), row: Some(row), place: Some(wanted.center()), finding });
        }
    }
    // A rectangle of a square's size where none belongs would teach the wrong place.
    let of_size = |shape: &&Shape| {
        squares.iter().any(|square| {
            (shape.bounds.width() - square.width().mm()).abs() < EXACT
                && (shape.bounds.height() - square.height().mm()).abs() < EXACT
        })
    };
    let count = rectangles(page).filter(of_size).count();
    if count > squares.len() {
        let finding = CheckFinding::StrayShape { layer: file.to_owned() };
        found.push(Found { file: file.to_owned(), row: None, place: None, finding });
    }
}
