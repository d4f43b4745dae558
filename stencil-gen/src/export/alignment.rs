//! `alignment.pdf`: the ballot's outline, squares and windows true to size between two rulers, to
//! be laid over a real ballot against the light before anything is cut.

use ballot::{BallotForm, Contest, Corner, CornerKind, Election, Language, Length, Point, Rect, Size};
use wording::{Phrase, phrase};

use crate::layout::Windows;
use crate::pdf::{Document, Ink, PdfError, circle_outline};

use super::Sheet;

/// Room for the rulers at the left and top, and for the words at the bottom.
const RULERS: Length = Length::from_mm(14);
const WORDS: Length = Length::from_mm(34);
const LEFT_OVER: Length = Length::from_mm(6);
const WINDOW: Ink = Ink::Process([0, 100, 0, 0]);

/// Writes the alignment sheet of a contest.
///
/// # Errors
///
/// [`PdfError`] when the file cannot be completed.
pub fn pdf(election: &Election, contest: &Contest, form: &BallotForm, windows: &Windows) -> Result<Vec<u8>, PdfError> {
    let trim = Size::new(form.page.width + RULERS + LEFT_OVER, form.page.height + RULERS + WORDS);
    let mut sheet = Sheet::new(trim, Length::ZERO);
    let at = Point::new(RULERS, RULERS);
    outline(&mut sheet, form, at);
    for square in &form.squares {
        sheet.canvas(Ink::Black).stroke_bar(square.moved(at));
    }
    for window in windows.rows.iter().filter(|window| window.cut) {
        sheet.canvas(WINDOW).stroke_rounded(window.opening.moved(at), window.radius);
    }
    for (number, square) in (1..).zip(form.option_squares()) {
        let below =
            Point::new(RULERS + square.left - Length::from_mm(7), RULERS + square.center().y + Length::from_mm(1));
        sheet.text(Ink::Black, below, Length::from_mm(2), false, &format!("{number}"));
    }
    ruler(&mut sheet, form.page.width, true);
    ruler(&mut sheet, form.page.height, false);
    words(&mut sheet, contest, form);
    let document = Document {
        title: format!("{} – {}", phrase(Phrase::AlignmentTitle, Language::Ru), contest.title.ru),
        language: Language::Ru,
        date: election.date.clone(),
        pages: vec![sheet.page()],
    };
    document.to_bytes()
}

/// The ballot's edge and its marked corner.
fn outline(sheet: &mut Sheet, form: &BallotForm, at: Point) {
    let page = Rect::at(at, form.page);
    let canvas = sheet.canvas(Ink::Black);
    canvas.stroke_width(Length::from_um(150));
    canvas.stroke_bar(page);
    match form.corner {
        Corner::Plain => {}
        Corner::Marked { kind: CornerKind::Cut, size, .. } => {
            canvas.line(Point::new(page.right - size, page.top), Point::new(page.right, page.top + size));
        }
        Corner::Marked { kind: CornerKind::Hole, size, inset } => {
            canvas.stroke_outline(&circle_outline(Point::new(page.right - inset, page.top + inset), size.half()));
        }
    }
}

/// A millimetre ruler along the top or the left edge, numbered in centimetres.
fn ruler(sheet: &mut Sheet, length: Length, along_top: bool) {
    let millimetre = Length::from_mm(1);
    let marks = i64::try_from(length.times(millimetre)).unwrap_or(0);
    for mark in 0..=marks {
        let along = RULERS + millimetre * mark;
        let reach = match mark % 10 {
            0 => 4,
            5 => 3,
            _ => 2,
        };
        let (near, far) = (RULERS - millimetre, RULERS - millimetre * (1 + reach));
        let (from, to) = if along_top {
            (Point::new(along, near), Point::new(along, far))
        } else {
            (Point::new(near, along), Point::new(far, along))
        };
        sheet.canvas(Ink::Black).line(from, to);
        if mark % 10 == 0 {
            let number = (mark / 10).to_string();
            let baseline = if along_top {
                Point::new(along - millimetre, far - millimetre)
            } else {
                Point::new(far - millimetre * 5, along + millimetre)
            };
            sheet.text(Ink::Black, baseline, Length::from_um(1_800), false, &number);
        }
    }
}

fn words(sheet: &mut Sheet, contest: &Contest, form: &BallotForm) {
    let width = form.page.width;
    let mut y = RULERS + form.page.height + Length::from_mm(3);
    let capital = Length::from_um(1_700);
    let side = [Language::Kk, Language::Ru]
        .map(|language| wording::fill(phrase(Phrase::SideOfSheet, language), &[("side", form.side.to_string())]));
    let what = format!(
        "{} · {} · {} × {} mm · {}",
        contest.title.ru,
        form.id,
        form.page.width,
        form.page.height,
        side.join(" / ")
    );
    let column = |top| Rect { left: RULERS, top, right: RULERS + width, bottom: top };
    y = sheet.paragraph(Ink::Black, column(y), capital, true, &what) + Length::from_um(800);
    for language in [Language::Kk, Language::Ru] {
        let how = format!("{}. {}", phrase(Phrase::PrintAt100, language), phrase(Phrase::AlignmentHow, language));
        y = sheet.paragraph(Ink::Black, column(y), Length::from_um(1_500), false, &how) + Length::from_um(600);
    }
}
