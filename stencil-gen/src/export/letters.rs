//! Print as outlines: a laser cutter needs no fonts then.

use ballot::{Length, Point};
use ttf_parser::{Face, GlyphId, OutlineBuilder};

use crate::fonts;
use crate::layout::TextLine;

/// A line of print as SVG path data in millimetres, to be filled by the nonzero rule. Glyphs stand
/// where the PDF puts them: by their advances, without kerning.
pub(super) fn path(line: &TextLine) -> String {
    let font = if line.bold { fonts::bold() } else { fonts::regular() };
    let mut path = String::new();
    let Ok(face) = Face::parse(font.data, 0) else { return path };
    let em = font.em_for_capital(line.capital);
    let mut pen = 0;
    for (glyph, advance) in line.text.chars().filter_map(|sign| font.glyph(sign)) {
        let start = Point::new(line.baseline.x + em * pen / font.units_per_em(), line.baseline.y);
        let unit_mm = em.mm() / f64::from(face.units_per_em());
        face.outline_glyph(GlyphId(glyph), &mut Pen { path: &mut path, start, unit_mm });
        pen += advance;
    }
    path
}

/// Writes one glyph's curves.
struct Pen<'a> {
    path: &'a mut String,
    /// The glyph's origin.
    start: Point,
    /// Millimetres in a font unit.
    unit_mm: f64,
}

impl Pen<'_> {
    fn to(&mut self, command: char, points: &[(f32, f32)]) {
        self.path.push(command);
        for (index, (x, y)) in points.iter().enumerate() {
            let scaled = |units: f32| Length::from_mm_f64(f64::from(units) * self.unit_mm).unwrap_or_default();
            let (x, y) = (self.start.x + scaled(*x), self.start.y - scaled(*y));
            let gap = if index == 0 { "" } else { " " };
            self.path.push_str(&format!("{gap}{x} {y}"));
        }
    }
}

impl OutlineBuilder for Pen<'_> {
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
        self.path.push('Z');
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_capital_is_as_high_as_it_should_be_and_stands_on_its_baseline() {
        let baseline = Point::new(Length::from_mm(10), Length::from_mm(20));
        let line = TextLine { baseline, capital: Length::from_mm(5), bold: true, text: "Н".to_owned() };
        let path = path(&line);
        let heights: Vec<f64> =
            path.split(['M', 'L', 'Z']).filter_map(|point| point.split_once(' ')?.1.parse().ok()).collect();
        let least = heights.iter().copied().fold(f64::MAX, f64::min);
        let most = heights.iter().copied().fold(f64::MIN, f64::max);
        assert!((most - 20.0).abs() < 0.001 && (least - 15.0).abs() < 0.01, "{path}");
    }
}
