//! Draws laid-out stencils and the sheets that go with them. Nothing here decides where a shape
//! lies: that is the layout's.

pub mod alignment;
pub mod dies;
pub mod dxf;
mod letters;
pub mod preview;
pub mod proof;
pub mod report;
mod solid;
pub mod specimen;
pub mod stencil;
pub mod stl;
pub mod svg;

#[cfg(test)]
mod tests;

use ballot::{Language, Length, Point, Rect, Size};

use crate::fonts;
use crate::layout::TextLine;
use crate::pdf::{Canvas, Ink, Page, PageLayer};

/// A plain page without layers: lines, bars and text in one ink.
struct Sheet {
    trim: Size,
    margin: Length,
    layers: Vec<PageLayer>,
}

impl Sheet {
    fn new(trim: Size, margin: Length) -> Self {
        Self { trim, margin, layers: Vec::new() }
    }

    /// The layer for an ink, added on top where it is not there yet.
    fn ink(&mut self, ink: Ink) -> &mut PageLayer {
        let at = self.layers.iter().position(|layer| layer.ink == ink).unwrap_or(self.layers.len());
        if at == self.layers.len() {
            let canvas = Page::canvas(self.trim, self.margin);
            self.layers.push(PageLayer { name: None, ink, canvas, dot: None, text: Vec::new() });
        }
        // The layer was found or has just been added.
        #[expect(clippy::indexing_slicing, reason = "`at` is in range by the lines above")]
        &mut self.layers[at]
    }

    fn canvas(&mut self, ink: Ink) -> &mut Canvas {
        &mut self.ink(ink).canvas
    }

    fn text(&mut self, ink: Ink, baseline: Point, capital: Length, bold: bool, text: &str) {
        let text = text.to_owned();
        self.ink(ink).text.push(TextLine { baseline, capital, bold, text });
    }

    /// Lines of words in a column, broken at spaces; returns the baseline below the last.
    fn paragraph(&mut self, ink: Ink, column: Rect, capital: Length, bold: bool, text: &str) -> Length {
        let font = if bold { fonts::bold() } else { fonts::regular() };
        let pitch = capital * 2;
        let mut y = column.top + capital;
        for line in broken(font, text, capital, column.width()) {
            self.text(ink, Point::new(column.left, y), capital, bold, &line);
            y += pitch;
        }
        y - capital
    }

    fn page(self) -> Page {
        Page { trim: self.trim, margin: self.margin, bleed: Length::ZERO, layers: self.layers }
    }
}

/// A text in lines that fit the width. A single word that does not fit stands alone.
pub(crate) fn broken(font: &fonts::Font, text: &str, capital: Length, width: Length) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    for word in text.split(' ') {
        match lines.last_mut() {
            Some(line) if font.width(&format!("{line} {word}"), capital) <= width => {
                line.push(' ');
                line.push_str(word);
            }
            _ => lines.push(word.to_owned()),
        }
    }
    lines
}

/// The largest size, in tenths of a millimetre, at which a text fits; never less than `least`.
pub(crate) fn fitting(font: &fonts::Font, text: &str, width: Length, most: Length, least: Length) -> Length {
    let mut capital = most;
    while capital > least && font.width(text, capital) > width {
        capital -= Length::from_um(100);
    }
    capital
}

/// A heading's language for document metadata.
fn first_language(languages: &[Language]) -> Language {
    languages.first().copied().unwrap_or(Language::Kk)
}
