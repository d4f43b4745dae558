//! The sheet on the page: where it is trimmed, and its true size.

use ballot::Size;
use hayro::kurbo::Rect;

use super::marks::Marks;
use super::reader::Leaf;
use super::{MeasureProblem, SizeFrom};

/// A size agrees with another up to this, in mm.
const SAME: f64 = 0.2;
/// The widths that ballots have had: A5, A4, and both on their sides.
const WIDTHS: [f64; 3] = [148.0, 210.0, 297.0];
/// And how near to them a file is that was not scaled, in mm.
const USUAL: f64 = 0.5;
/// Lengths from A5 on its side to the longest strip.
const LENGTHS: std::ops::RangeInclusive<f64> = 147.5..=500.5;

/// Where the sheet lies on the page, and what says so.
pub(super) fn trim(page: &Leaf, given: Option<Size>) -> Result<(Rect, SizeFrom), MeasureProblem> {
    let given = given.map(|size| (size.width.mm(), size.height.mm()));
    let marks = Marks::of(page);
    let found = match (page.trim, given) {
        (Some(trim), _) => (trim, SizeFrom::TrimBox),
        (None, Some(given)) => stated(page, &marks, given)?,
        (None, None) => {
            let likely = marks.innermost(page.media).unwrap_or(page.crop);
            return Err(MeasureProblem::SizeNotStated { width: mm(likely.width()), height: mm(likely.height()) });
        }
    };
    let (trim, _) = found;
    let (width, height) = (mm(trim.width()), mm(trim.height()));
    match given {
        Some(given) if !is_size(trim, given) => {
            let given = format!("{}x{}", mm(given.0), mm(given.1));
            return Err(MeasureProblem::SizeDiffers { width, height, given });
        }
        None if !is_usual(trim) => return Err(MeasureProblem::SizeUnusual { width, height }),
        Some(_) | None => {}
    }
    if found.1 == SizeFrom::TrimBox && marks.deny(trim) {
        return Err(MeasureProblem::MarksDiffer { width, height });
    }
    Ok(found)
}

/// Without a TrimBox: the page or what is shown of it, if it is of the size given, else crop marks at that distance.
fn stated(page: &Leaf, marks: &Marks, given: (f64, f64)) -> Result<(Rect, SizeFrom), MeasureProblem> {
    if let Some(whole) = [page.media, page.crop].into_iter().find(|whole| is_size(*whole, given)) {
        return Ok((whole, SizeFrom::WholePage));
    }
    if let Some(marked) = marks.sheet(given.0, given.1) {
        return Ok((marked, SizeFrom::CropMarks));
    }
    let likely = marks.innermost(page.media).unwrap_or(page.media);
    Err(MeasureProblem::SizeDiffers {
        width: mm(likely.width()),
        height: mm(likely.height()),
        given: format!("{}x{}", mm(given.0), mm(given.1)),
    })
}

fn is_size(rect: Rect, (width, height): (f64, f64)) -> bool {
    (rect.width() - width).abs() <= SAME && (rect.height() - height).abs() <= SAME
}

fn is_usual(rect: Rect) -> bool {
    WIDTHS.iter().any(|width| (rect.width() - width).abs() <= USUAL) && LENGTHS.contains(&rect.height())
}

/// A length for people and for the command line.
pub(super) fn mm(length: f64) -> String {
    let text = format!("{length:.1}");
    text.strip_suffix(".0").map_or_else(|| text.clone(), str::to_owned)
}
