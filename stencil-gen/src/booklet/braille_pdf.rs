//! `booklet.braille.<lang>.pdf`: Braille pages true to size, for presses and swell paper.

use ballot::{Length, Point, Size};

use crate::export::{fitting, stencil};
use crate::fonts;
use crate::layout::measures::{CELL_PITCH, DOT_PITCH, LINE_PITCH};
use crate::layout::{BrailleLine, Layer, TextLine};
use crate::pdf::{Document, Page as PdfPage, PageLayer, PdfError};

use super::{About, Page, Settings};

/// Beside the cells: room for a binding. 40 cells then take 280 of the 292 mm of Braille paper.
const SIDE: Length = Length::from_mm(20);
/// Above the first line: 25 lines then take the 279 mm of Braille paper.
const TOP: Length = Length::from_mm(15);
/// Below the last line: the print for sighted helpers stands here.
const BOTTOM: Length = Length::from_mm(14);
/// From the paper's edge to the print.
const PRINT_EDGE: Length = Length::from_mm(6);

/// The whole paper, so that a page of Braille needs no scaling.
pub(super) fn paper(settings: &Settings) -> Size {
    let times = |pitch: Length, count: usize| pitch * i64::try_from(count).unwrap_or(0);
    Size::new(SIDE * 2 + times(CELL_PITCH, settings.cells), TOP + BOTTOM + times(LINE_PITCH, settings.lines))
}

/// Writes the pages.
pub(super) fn pdf(about: &About, pages: &[Page], settings: &Settings) -> Result<Vec<u8>, PdfError> {
    let trim = paper(settings);
    let numbered = pages.iter().enumerate();
    let drawn = numbered.map(|(index, page)| PdfPage {
        trim,
        margin: Length::ZERO,
        bleed: Length::ZERO,
        layers: vec![print(about, trim, index + 1, pages.len()), dots(trim, page, settings.drawn_dot)],
    });
    let document = Document {
        title: about.title.clone(),
        language: about.language,
        date: about.date.clone(),
        pages: drawn.collect(),
    };
    document.to_bytes()
}

fn layer(layer: Layer, trim: Size) -> PageLayer {
    let canvas = PdfPage::canvas(trim, Length::ZERO);
    PageLayer { name: Some(layer.name()), ink: stencil::ink(layer), canvas, dot: None, text: Vec::new() }
}

fn dots(trim: Size, page: &Page, drawn_dot: Length) -> PageLayer {
    let mut layer = layer(Layer::Braille, trim);
    layer.dot = Some(drawn_dot);
    // A cell is drawn in the middle of its share of the page.
    let left = SIDE + (CELL_PITCH - DOT_PITCH).half();
    let mut top = TOP + (LINE_PITCH - DOT_PITCH * 2).half();
    for cells in &page.lines {
        let line = BrailleLine { origin: Point::new(left, top), cell_pitch: CELL_PITCH, cells: cells.clone() };
        layer.canvas.dots(line.dots());
        top += LINE_PITCH;
    }
    layer
}

/// A line of print for sighted helpers: which booklet, which page. A title that does not fit even
/// in small print stands on the first page in Braille and in the file's title only.
fn print(about: &About, trim: Size, number: usize, count: usize) -> PageLayer {
    let mut layer = layer(Layer::Print, trim);
    let font = fonts::regular();
    let (most, least) = (Length::from_um(2_500), Length::from_um(1_500));
    let pages = format!("{number} / {count}");
    let pages_width = font.width(&pages, most);
    let right = trim.width - SIDE - pages_width;
    let y = trim.height - PRINT_EDGE;
    let mut write = |x: Length, capital: Length, text: String| {
        layer.text.push(TextLine { baseline: Point::new(x, y), capital, bold: false, text });
    };
    let title = format!("{} · {}", about.running, about.language.code());
    let room = right - SIDE - Length::from_mm(4);
    let capital = fitting(font, &title, room, most, least);
    if font.width(&title, capital) <= room {
        write(SIDE, capital, title);
    }
    write(right, most, pages);
    layer
}
