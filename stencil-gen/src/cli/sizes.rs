//! Sizes on the command line.

use ballot::{Length, Size};

use crate::booklet;
use crate::layout::measures::{CELL_PITCH, CELL_PITCH_MOST};

/// `A4`, or `WIDTHxHEIGHT` in millimetres.
///
/// # Errors
///
/// What is to be written.
pub fn sheet(text: &str) -> Result<Size, String> {
    let named = [("A5", 148, 210), ("A4", 210, 297), ("A3", 297, 420), ("A2", 420, 594), ("A1", 594, 841)];
    if let Some((_, width, height)) = named.into_iter().find(|(name, ..)| name.eq_ignore_ascii_case(text)) {
        return Ok(Size::new(Length::from_mm(width), Length::from_mm(height)));
    }
    let wrong = || "A5, A4, A3, A2, A1 or WIDTHxHEIGHT in millimetres, such as 450x560".to_owned();
    let (width, height) = text.split_once(['x', 'X', '×', 'х']).ok_or_else(wrong)?;
    let side = |text: &str| {
        let length = text.trim().parse().ok().and_then(Length::from_mm_f64);
        length.filter(|length| (Length::from_mm(90)..=Length::from_mm(2000)).contains(length))
    };
    match (side(width), side(height)) {
        (Some(width), Some(height)) => Ok(Size::new(width, height)),
        _ => Err(wrong()),
    }
}

/// A square, `WIDTHxHEIGHT` in millimetres.
///
/// # Errors
///
/// What is to be written.
pub fn square(text: &str) -> Result<Size, String> {
    let side = |text: &str| {
        let length = text.trim().parse().ok().and_then(Length::from_mm_f64);
        length.filter(|length| (Length::from_mm(3)..=Length::from_mm(30)).contains(length))
    };
    let sides = text.split_once(['x', 'X', '×', 'х']).and_then(|(width, height)| Some((side(width)?, side(height)?)));
    let wrong = || "WIDTHxHEIGHT in millimetres, 3 to 30, such as 8x8".to_owned();
    sides.map(|(width, height)| Size::new(width, height)).ok_or_else(wrong)
}

/// The distance between cells.
pub(super) fn cell_pitch(text: &str) -> Result<Length, String> {
    between(text, CELL_PITCH, CELL_PITCH_MOST)
}

/// The tolerance budget.
pub(super) fn tolerance(text: &str) -> Result<Length, String> {
    between(text, Length::from_um(500), Length::from_um(4_000))
}

/// A Braille page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct BookletPage {
    /// Cells of a line.
    pub(super) cells: usize,
    /// Lines of a page.
    pub(super) lines: usize,
}

/// The Braille page of a booklet: `40x25`.
pub(super) fn booklet_page(text: &str) -> Result<BookletPage, String> {
    let (cells, lines) = (booklet::Settings::CELLS, booklet::Settings::LINES);
    let sides = text.split_once(['x', 'X', '×', 'х']);
    let read = |text: &str| text.trim().parse::<usize>().ok();
    let page = sides.and_then(|(cells, lines)| Some(BookletPage { cells: read(cells)?, lines: read(lines)? }));
    page.filter(|page| cells.contains(&page.cells) && lines.contains(&page.lines)).ok_or_else(|| {
        let (few, many) = ((cells.start(), lines.start()), (cells.end(), lines.end()));
        format!("CELLSxLINES from {}x{} to {}x{}, such as 40x25", few.0, few.1, many.0, many.1)
    })
}

/// The size of a booklet's print.
pub(super) fn booklet_pt(text: &str) -> Result<u32, String> {
    let sizes = booklet::Settings::PRINT_PT;
    let pt = text.parse().ok().filter(|pt| sizes.contains(pt));
    pt.ok_or_else(|| format!("a whole number of points from {} to {}", sizes.start(), sizes.end()))
}

fn between(text: &str, least: Length, most: Length) -> Result<Length, String> {
    let length = text.replace(',', ".").parse().ok().and_then(Length::from_mm_f64);
    length
        .filter(|length| (least..=most).contains(length))
        .ok_or_else(|| format!("a number of millimetres from {least} to {most}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sheet_has_a_name_or_two_sides() {
        assert_eq!(sheet("a3"), Ok(Size::new(Length::from_mm(297), Length::from_mm(420))));
        assert_eq!(sheet("450x560"), Ok(Size::new(Length::from_mm(450), Length::from_mm(560))));
        assert!(sheet("450").is_err() && sheet("0x10").is_err() && sheet("NaNx500").is_err());
    }

    #[test]
    fn a_booklet_is_within_its_ranges() {
        assert_eq!(booklet_page("20x10"), Ok(BookletPage { cells: 20, lines: 10 }));
        assert_eq!(booklet_page("42×40"), Ok(BookletPage { cells: 42, lines: 40 }));
        assert!(["19x25", "43x25", "40x9", "40x41", "40", "x", ""].iter().all(|page| booklet_page(page).is_err()));
        assert_eq!((booklet_pt("18"), booklet_pt("36")), (Ok(18), Ok(36)));
        assert!(booklet_pt("17").is_err() && booklet_pt("37").is_err() && booklet_pt("24.5").is_err());
    }

    #[test]
    fn a_cell_pitch_is_within_the_standards() {
        assert_eq!(cell_pitch("6,2"), Ok(Length::from_um(6_200)));
        assert!(cell_pitch("5.9").is_err() && cell_pitch("6.201").is_err());
    }
}
