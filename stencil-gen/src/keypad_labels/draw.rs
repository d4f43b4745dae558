//! A label sheet as PDF, on the layers and in the inks of the stencils.

use ballot::{Language, Length, Point};
use wording::{Phrase, phrase};

use super::{Keypad, LabelSheet, SHEET};
use crate::export::stencil::ink;
use crate::layout::{Layer, Technique};
use crate::pdf::{Document, Page, PageLayer, PdfError};

/// Rounding of a label's corners.
const CORNER: Length = Length::from_mm(1);
/// Width of a raised line.
const RAISED: Length = Length::from_um(1_200);
/// Labels belong to no election; their files carry the day this sheet was drawn up.
const DATE: &str = "2026-11-22";

pub(super) fn pdf(
    sheets: &[LabelSheet],
    keypad: Keypad,
    languages: &[Language],
    technique: Technique,
) -> Result<Vec<u8>, PdfError> {
    let language = languages.first().copied().unwrap_or(Language::Kk);
    let title = match keypad {
        Keypad::Voter => Phrase::LabelsKeypadTitle,
        Keypad::Numeric => Phrase::LabelsNumericTitle,
    };
    let page = |sheet| {
        let layers = Layer::ALL.into_iter().map(|layer| page_layer(sheet, layer, technique)).collect();
        Page { trim: SHEET, margin: Length::ZERO, bleed: Length::ZERO, layers }
    };
    let title = phrase(title, language).to_owned();
    Document { title, language, date: DATE.to_owned(), pages: sheets.iter().map(page).collect() }.to_bytes()
}

fn page_layer(sheet: &LabelSheet, layer: Layer, technique: Technique) -> PageLayer {
    let profile = technique.profile();
    let mut canvas = Page::canvas(SHEET, Length::ZERO);
    let (mut text, mut dot) = (Vec::new(), None);
    match layer {
        Layer::Cut => sheet.cuts.iter().for_each(|label| canvas.stroke_rounded(*label, CORNER)),
        Layer::Braille => {
            dot = Some(profile.drawn_dot);
            sheet.braille.iter().for_each(|(_, _, line)| canvas.dots(line.dots()));
        }
        Layer::Raised => {
            canvas.stroke_width(RAISED);
            canvas.operator("1 J 1 j");
            sheet.raised.iter().for_each(|(_, from, to)| canvas.line(*from, *to));
        }
        // On swell paper all ink swells.
        Layer::Print if profile.print => text.clone_from(&sheet.print),
        Layer::Guide => {
            ruler(&mut canvas);
            text.clone_from(&sheet.notes);
        }
        Layer::Print | Layer::Fold => canvas.operator(""),
    }
    PageLayer { name: Some(layer.name()), ink: ink(layer), canvas, dot, text }
}

/// A line of 100 mm at the bottom, with its ends marked.
fn ruler(canvas: &mut crate::pdf::Canvas) {
    let y = SHEET.height - Length::from_mm(8);
    let (left, right) = (Length::from_mm(10), Length::from_mm(110));
    canvas.line(Point::new(left, y), Point::new(right, y));
    for x in [left, right] {
        canvas.line(Point::new(x, y - Length::from_mm(2)), Point::new(x, y + Length::from_mm(2)));
    }
}
