//! The pages of the stencil and of the proof.

use ::ballot::Language;
use slint::{Image, Model, ModelRc, Rgb8Pixel, SharedPixelBuffer, VecModel};
use stencil_gen::braille::{self, Cell, Style, back_translate, to_unicode};
use stencil_gen::layout::{Layer, Scope};
use wording::{Phrase, fill, phrase};

use super::{MARGIN_MM, model};
use crate::cells;
use crate::desk::{Desk, Shown, Step};
use crate::ui;

/// Guide dots lead to the number and are not read.
const GUIDE_DOT: Cell = Cell::from_dots(&[5]);

#[expect(clippy::cast_precision_loss, reason = "a picture has fewer than 2^24 pixels a side")]
pub(super) fn stencil(clerk: &ui::Clerk<'_>, desk: &Desk) {
    let language = desk.language;
    let names = |layer: Layer| match layer {
        Layer::Cut => Phrase::GuiLayerCut,
        Layer::Fold => Phrase::GuiLayerFold,
        Layer::Braille => Phrase::GuiLayerBraille,
        Layer::Raised => Phrase::GuiLayerRaised,
        Layer::Print => Phrase::GuiLayerPrint,
        Layer::Guide => Phrase::GuiLayerGuide,
    };
    let layers = Layer::ALL
        .map(|layer| ui::LayerView { name: phrase(names(layer), language).into(), on: desk.layers.contains(&layer) });
    clerk.set_layers(model(&clerk.get_layers(), layers.to_vec()));
    clerk.set_mm(desk.px_per_mm);
    clerk.set_whole(desk.whole.is_some());
    clerk.set_explained(desk.explained().into());
    if let Some((x, y)) = desk.pointer {
        clerk.set_pointer_x((x + MARGIN_MM) * desk.scale());
        clerk.set_pointer_y((y + MARGIN_MM) * desk.scale());
    }
    let stencils = desk.stencils();
    clerk.set_several_stencils(stencils.len() > 1);
    let shown = stencils.get(desk.shown);
    clerk.set_stencil_line(shown.map(|shown| about(shown, language)).unwrap_or_default().into());
    clerk.set_has_stencil(desk.picture.is_some());
    if let Some(pixels) = desk.picture.as_ref().filter(|_| clerk.get_drawn() != desk.drawn) {
        clerk.set_drawn(desk.drawn);
        clerk.set_stencil_width(pixels.width as f32);
        clerk.set_stencil_height(pixels.height as f32);
        let buffer = SharedPixelBuffer::<Rgb8Pixel>::clone_from_slice(&pixels.rgb, pixels.width, pixels.height);
        clerk.set_stencil(Image::from_rgb8(buffer));
    }
    if desk.step == Step::Proof {
        let lines: Vec<ui::ProofLine> = shown.map(proof).unwrap_or_default();
        let before = clerk.get_proof();
        let same =
            |a: &ui::ProofLine, b: &ui::ProofLine| (&a.print, &a.cells, &a.reads) == (&b.print, &b.cells, &b.reads);
        if before.row_count() != lines.len() || !before.iter().zip(&lines).all(|(a, b)| same(&a, b)) {
            clerk.set_proof(ModelRc::new(VecModel::from(lines)));
        }
    }
}

/// Contest, language and level of a stencil.
fn about(shown: &Shown<'_>, language: Language) -> String {
    let written = if language == Language::Ru { Language::Ru } else { Language::Kk };
    let scope = match shown.scope {
        Scope::One(Language::Kk) => Phrase::GuiInKazakh,
        Scope::One(Language::Ru) => Phrase::GuiInRussian,
        Scope::One(Language::En) => Phrase::GuiInEnglish,
        Scope::Both => Phrase::GuiBothLanguages,
    };
    let values = [
        ("contest", shown.contest.title.get(written).to_owned()),
        ("language", phrase(scope, language).to_owned()),
        ("level", phrase(shown.laid.level.phrase(), language).to_owned()),
    ];
    fill(phrase(Phrase::GuiStencilOf, language), &values)
}

/// Print, Braille and what it reads as, line by line.
#[expect(clippy::cast_precision_loss, reason = "a picture has fewer than 2^24 pixels a side")]
fn proof(shown: &Shown<'_>) -> Vec<ui::ProofLine> {
    let line = |print: String, cells: &[Cell], language: Language, heading: bool| ui::ProofLine {
        print: print.into(),
        braille: cells::picture(cells),
        cells: to_unicode(cells).into(),
        reads: read(cells, language).into(),
        share: 1.0,
        heading,
    };
    let headings = shown.laid.headings.iter().flat_map(|heading| {
        heading.lines.iter().enumerate().map(move |(at, cells)| {
            let print = if at == 0 { heading.text.clone() } else { "…".to_owned() };
            line(print, cells, heading.language, true)
        })
    });
    let rows = shown.laid.rows.iter().flat_map(|row| {
        let option = shown.contest.options.iter().find(|option| option.number == row.row);
        row.texts.iter().map(move |text| {
            let name = option.map(|option| option.name.get(text.language)).unwrap_or_default();
            // A name that had to become shorter is shown with what became of it.
            let shortened = if name == text.text { String::new() } else { format!(" → {}", text.text) };
            line(format!("{}. {name}{shortened}", row.row), &text.cells, text.language, false)
        })
    });
    let mut lines: Vec<ui::ProofLine> = headings.chain(rows).collect();
    let width = |line: &ui::ProofLine| line.braille.size().width.max(1);
    let widest = lines.iter().map(width).max().unwrap_or(1);
    for line in &mut lines {
        line.share = width(line) as f32 / widest as f32;
    }
    lines
}

/// What a reader makes of the cells; a question mark where nobody can read them.
fn read(cells: &[Cell], language: Language) -> String {
    let style = Style::new(match language {
        Language::Kk => braille::Language::Kazakh,
        Language::Ru => braille::Language::Russian,
        Language::En => braille::Language::English,
    });
    // Guide dots or blanks lead to the number.
    let parts = cells.split(|cell| *cell == GUIDE_DOT).filter(|part| !part.is_empty());
    let read =
        parts.map(|part| back_translate(part, style).map_or_else(|_| "?".to_owned(), |text| text.trim().to_owned()));
    let read = read.flat_map(|text| text.split("  ").map(|part| part.trim().to_owned()).collect::<Vec<_>>());
    read.filter(|text| !text.is_empty()).collect::<Vec<_>>().join(" … ")
}
