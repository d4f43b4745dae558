//! `specimen.pdf`: the ballot's side with the squares, true to size, marked as a specimen.

use ballot::{BallotForm, Contest, Corner, CornerKind, Election, Language, Length, Point, Rect};
use wording::{Phrase, phrase};

use crate::fonts;
use crate::pdf::{Document, Ink, PdfError, circle_outline};

use super::{Sheet, fitting};

/// From the paper's edge to the words.
const EDGE: Length = Length::from_mm(10);

/// Writes the specimen of a contest's ballot.
///
/// # Errors
///
/// [`PdfError`] when the file cannot be completed.
pub fn pdf(election: &Election, contest: &Contest, form: &BallotForm) -> Result<Vec<u8>, PdfError> {
    let mut sheet = Sheet::new(form.page, Length::ZERO);
    heading(&mut sheet, contest, form);
    // Under the names, where rows reach down to the foot.
    overprint(&mut sheet, form);
    squares(&mut sheet, contest, form);
    corner(&mut sheet, form);
    let document = Document {
        title: format!("{} – {}", phrase(Phrase::Specimen, Language::Kk), contest.title.kk),
        language: Language::Kk,
        date: election.date.clone(),
        pages: vec![sheet.page()],
    };
    document.to_bytes()
}

fn heading(sheet: &mut Sheet, contest: &Contest, form: &BallotForm) {
    let words = [Language::Kk, Language::Ru].map(|language| phrase(Phrase::Specimen, language));
    let line = words.join(" · ");
    let width = form.page.width - EDGE * 2 - Length::from_mm(8);
    let capital = fitting(fonts::bold(), &line, width, Length::from_um(2_500), Length::from_um(1_000));
    let tint = Ink::Process([0, 100, 100, 0]);
    sheet.text(tint, Point::new(EDGE, EDGE + capital), capital, true, &line);
    let below = form.squares.first().map_or(form.page.height, |square| square.top - Length::from_mm(2));
    let top = EDGE + capital * 3;
    let mut capital = Length::from_um(2_800);
    let text = |language| {
        let title = contest.title.get(language);
        contest.question.as_ref().map_or(title, |question| question.get(language)).to_owned()
    };
    // Smaller until both languages end above the first square.
    while capital > Length::from_um(1_200) {
        let lines: usize = Language::ON_BALLOT
            .iter()
            .map(|language| super::broken(fonts::bold(), &text(*language), capital, width).len())
            .sum();
        let needed = capital * 2 * i64::try_from(lines).unwrap_or(0) + capital;
        if top + needed <= below {
            break;
        }
        capital -= Length::from_um(100);
    }
    let mut y = top;
    for language in Language::ON_BALLOT {
        let column = Rect { left: EDGE, top: y, right: EDGE + width, bottom: below };
        y = sheet.paragraph(Ink::Black, column, capital, true, &text(language)) + capital.half();
    }
}

fn squares(sheet: &mut Sheet, contest: &Contest, form: &BallotForm) {
    sheet.canvas(Ink::Black).stroke_width(Length::from_um(350));
    for square in &form.squares {
        sheet.canvas(Ink::Black).stroke_bar(*square);
    }
    let pitch = share(form);
    for (option, square) in contest.options.iter().zip(&form.squares) {
        let width = square.left - EDGE - Length::from_mm(4);
        let center = square.center().y;
        let most = (pitch / 5).min(Length::from_um(2_600));
        for (language, shift) in [(Language::Kk, -pitch / 20), (Language::Ru, pitch * 7 / 20)] {
            let name = option.name.get(language);
            let bold = language == Language::Kk;
            let font = if bold { fonts::bold() } else { fonts::regular() };
            let capital = fitting(font, name, width, most, Length::from_um(900));
            sheet.text(Ink::Black, Point::new(EDGE, center + shift), capital, bold, name);
        }
    }
}

/// A row's share of the page's height: where there is one row alone, three times its square's.
fn share(form: &BallotForm) -> Length {
    match form.option_squares() {
        [only] => only.height() * 3,
        _ => form.row_pitch(),
    }
}

/// The word for specimen large below the rows and again at the foot, where trimming cannot take it
/// all away. It ends left of every square: where no paper is free below the rows, it would look like a mark.
fn overprint(sheet: &mut Sheet, form: &BallotForm) {
    let words = [Language::Kk, Language::Ru].map(|language| phrase(Phrase::Specimen, language));
    let leftmost = form.squares.iter().map(|square| square.left).min();
    let width = leftmost.map_or(form.page.width - EDGE * 2, |left| left - EDGE - Length::from_mm(4));
    let tint = Ink::Process([0, 35, 35, 0]);
    let last = form.squares.last().map_or(Length::ZERO, |square| square.bottom);
    // From the foot up, so that the words do not run into each other where there is little room.
    let mut lowest = form.page.height - Length::from_mm(3);
    for (index, word) in words.iter().enumerate().rev() {
        let capital = fitting(fonts::bold(), word, width, Length::from_mm(9), Length::from_mm(2));
        let middle = (last + form.page.height).half() + capital * i64::try_from(index * 2).unwrap_or(0);
        let line = middle.min(lowest);
        sheet.text(tint, Point::new(EDGE, line), capital, true, word);
        lowest = line - capital * 2;
    }
}

/// The marked corner, as the print run has it.
fn corner(sheet: &mut Sheet, form: &BallotForm) {
    let right = form.page.width;
    match form.corner {
        Corner::Plain => {}
        Corner::Marked { kind: CornerKind::Cut, size, .. } => {
            sheet.canvas(Ink::Black).line(Point::new(right - size, Length::ZERO), Point::new(right, size));
        }
        Corner::Marked { kind: CornerKind::Hole, size, inset } => {
            let center = Point::new(right - inset, inset);
            sheet.canvas(Ink::Black).stroke_outline(&circle_outline(center, size.half()));
        }
    }
}
