//! `stencil.<lang>.pdf`: the plan on layers and spot colors.

use ballot::{Election, Length, Point, Size};

use crate::layout::{BrailleLine, Drawn, Layer, Scope, Shape, StencilPlan};
use crate::pdf::{Canvas, Document, Ink, Page, PageLayer, PdfError};

/// Room around the card for crop marks, on every side of the page.
pub const MARGIN: Length = Length::from_mm(10);
/// How far ink may go beyond the card.
const BLEED: Length = Length::from_mm(3);

/// Writes a stencil, or a sticker for one, as PDF.
///
/// # Errors
///
/// [`PdfError`] when the file cannot be completed.
pub fn pdf(election: &Election, title: &str, scope: Scope, plan: &StencilPlan) -> Result<Vec<u8>, PdfError> {
    let document = Document {
        title: title.to_owned(),
        language: super::first_language(scope.languages()),
        date: election.date.clone(),
        pages: vec![page(plan)],
    };
    document.to_bytes()
}

/// The plan as a page: one layer of the page for each layer of the plan, empty ones too, so that
/// every file has the same names.
fn page(plan: &StencilPlan) -> Page {
    let layers = Layer::ALL.into_iter().map(|layer| page_layer(plan, layer)).collect();
    Page { trim: plan.blank, margin: MARGIN, bleed: BLEED, layers }
}

/// Ink of a layer: spot colors named like the layers, black print, a gray the maker can drop.
pub(crate) const fn ink(layer: Layer) -> Ink {
    match layer {
        Layer::Cut => Ink::Spot("Cut", [0, 100, 0, 0]),
        Layer::Fold => Ink::Spot("Fold", [100, 0, 0, 0]),
        Layer::Braille => Ink::Spot("Braille", [0, 50, 100, 0]),
        Layer::Raised => Ink::Spot("Raised", [100, 0, 100, 0]),
        Layer::Print => Ink::Black,
        Layer::Guide => Ink::Process([0, 0, 0, 60]),
    }
}

fn page_layer(plan: &StencilPlan, layer: Layer) -> PageLayer {
    let mut canvas = Page::canvas(plan.blank, MARGIN);
    let mut text = Vec::new();
    match layer {
        Layer::Fold => canvas.dashes(Length::from_mm(2)),
        Layer::Guide => crop_marks(&mut canvas, plan.blank),
        // An empty layer still draws nothing visible, so that its name and spot color exist.
        Layer::Cut | Layer::Braille | Layer::Raised | Layer::Print => canvas.operator(""),
    }
    for drawn in plan.layer(layer) {
        draw(&mut canvas, drawn, &mut text);
    }
    let dot = (layer == Layer::Braille).then_some(plan.drawn_dot);
    PageLayer { name: Some(layer.name()), ink: ink(layer), canvas, dot, text }
}

fn draw(canvas: &mut Canvas, drawn: &Drawn, text: &mut Vec<crate::layout::TextLine>) {
    match &drawn.shape {
        Shape::Outline(outline) => canvas.stroke_outline(outline),
        Shape::Rounded { rect, radius } => canvas.stroke_rounded(*rect, *radius),
        Shape::Frame { outer, inner, radius } => canvas.fill_frame(*outer, *inner, *radius),
        Shape::Bar(rect) if drawn.layer == Layer::Guide => canvas.stroke_bar(*rect),
        Shape::Bar(rect) => canvas.fill_bar(*rect),
        Shape::Line { from, to } => canvas.line(*from, *to),
        Shape::Braille(line) => braille(canvas, line),
        Shape::Text(line) => text.push(line.clone()),
    }
}

fn braille(canvas: &mut Canvas, line: &BrailleLine) {
    canvas.dots(line.dots());
}

/// Marks at the card's corners, outside the bleed.
fn crop_marks(canvas: &mut Canvas, card: Size) {
    let (near, far) = (Length::from_mm(4), Length::from_mm(9));
    for x in [Length::ZERO, card.width] {
        for (from, to) in [(-far, -near), (card.height + near, card.height + far)] {
            canvas.line(Point::new(x, from), Point::new(x, to));
        }
    }
    for y in [Length::ZERO, card.height] {
        for (from, to) in [(-far, -near), (card.width + near, card.width + far)] {
            canvas.line(Point::new(from, y), Point::new(to, y));
        }
    }
}
