//! Print in drawings for machines: outlines that must be the published font's, glyph by glyph.
//!
//! What a path says of itself is for screen readers; a laser engraves what it draws.

use ttf_parser::{Face, OutlineBuilder};

use super::super::ink::Words;
use super::super::letters::REFERENCES;
use super::super::plane::Spot;
use super::path::Part;

/// How far a point of a letter may be from where the PDF has it, in mm.
const EXACT: f64 = 0.03;

/// Whether paths draw these words of the PDF, in one of the published fonts.
pub(super) fn draw(parts: &[Part], words: &Words) -> bool {
    REFERENCES.iter().filter_map(|font| outlines(words, font)).any(|wanted| same(parts, &wanted))
}

fn same(found: &[Part], wanted: &[Part]) -> bool {
    let near = |(a, b): (&Spot, &Spot)| a.distance(*b) <= EXACT;
    let part = |(found, wanted): (&Part, &Part)| {
        found.commands == wanted.commands
            && found.spots.len() == wanted.spots.len()
            && found.spots.iter().zip(&wanted.spots).all(near)
    };
    found.len() == wanted.len() && found.iter().zip(wanted).all(part)
}

/// The outlines of words where the PDF has them; `None` where the font lacks a letter.
fn outlines(words: &Words, font: &[u8]) -> Option<Vec<Part>> {
    let face = Face::parse(font, 0).ok()?;
    let glyphs: Option<Vec<_>> = words.text.chars().map(|sign| face.glyph_index(sign)).collect();
    let glyphs = glyphs?;
    let advance = |glyph| f64::from(face.glyph_hor_advance(glyph).unwrap_or_default());
    let units: f64 = glyphs.iter().map(|glyph| advance(*glyph)).sum();
    // Capitals are measured by whatever letters there are; the line's length tells the size exactly.
    let unit = (words.end_x - words.start.x) / units;
    let mut pen = Pen { parts: Vec::new(), start: words.start, unit };
    for glyph in glyphs {
        face.outline_glyph(glyph, &mut pen);
        pen.start.x += advance(glyph) * unit;
    }
    Some(pen.parts)
}

/// Collects outlines in millimetres.
struct Pen {
    parts: Vec<Part>,
    /// The glyph's origin.
    start: Spot,
    /// Millimetres in a font unit.
    unit: f64,
}

impl Pen {
    fn to(&mut self, command: char, points: &[(f32, f32)]) {
        let place = |(x, y): &(f32, f32)| {
            Spot::new(self.start.x + f64::from(*x) * self.unit, self.start.y - f64::from(*y) * self.unit)
        };
        let spots: Vec<Spot> = points.iter().map(place).collect();
        if command == 'M' {
            self.parts.push(Part::default());
        }
        if let Some(part) = self.parts.last_mut() {
            part.commands.push(command);
            part.spots.extend(spots);
        }
    }
}

impl OutlineBuilder for Pen {
    fn move_to(&mut self, x: f32, y: f32) {
        self.to('M', &[(x, y)]);
    }

    fn line_to(&mut self, x: f32, y: f32) {
        self.to('L', &[(x, y)]);
    }

    fn quad_to(&mut self, x1: f32, y1: f32, x: f32, y: f32) {
        self.to('Q', &[(x1, y1), (x, y)]);
    }

    fn curve_to(&mut self, x1: f32, y1: f32, x2: f32, y2: f32, x: f32, y: f32) {
        self.to('C', &[(x1, y1), (x2, y2), (x, y)]);
    }

    fn close(&mut self) {
        self.to('Z', &[]);
    }
}
