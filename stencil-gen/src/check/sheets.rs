//! The sheets beside the stencils: the specimen, the alignment sheet and the sheet that is signed.
//! Everything that stands on them is accounted for, piece by piece.

use ballot::{Corner, CornerKind, Rect};

use super::finding::{CheckFinding, Found, Measured, length};
use super::ink::{Ink, Page, Words};
use super::outline::{circle, rectangle};
use super::parts::{BLACK, Parts, Set, Tint};
use super::plane::{Bounds, Spot};
use super::source::Source;

pub(super) mod alignment;
pub(super) mod signed;
pub(super) mod specimen;

/// Between edges measured and edges wanted, in mm.
const EXACT: f64 = 0.05;
/// The most findings that are told of one sheet.
const MOST: usize = 12;

/// One sheet under proof.
struct Sheet<'a> {
    file: &'a str,
    parts: Parts<'a>,
    /// Height of capitals of the paragraph taken last.
    last_capital: f64,
    found: Vec<Found>,
}

impl<'a> Sheet<'a> {
    /// Begins with the page's size and the thickness of its lines: that of each ink, in mm.
    fn new(page: &'a Page, file: &'a str, wanted: [f64; 2], line: fn(&Ink) -> f64) -> Self {
        let mut sheet = Self { file, parts: Parts::of(page), last_capital: 0.0, found: Vec::new() };
        if page.trim.iter().zip(&wanted).any(|(found, wanted)| (found - wanted).abs() > EXACT) {
            let lengths = |[width, height]: [f64; 2]| [length(width), length(height)];
            let finding =
                CheckFinding::SizeWrong { what: Measured::Page, found: lengths(page.trim), wanted: lengths(wanted) };
            sheet.find(None, None, finding);
        }
        let [width, height] = wanted;
        for words in &page.texts {
            sheet.true_shape(words);
            // What nobody would see says nothing.
            if !(0.0..=width).contains(&words.start.x) || !(0.0..=height).contains(&words.start.y) {
                sheet.stray(words.start);
            }
        }
        for shape in &page.shapes {
            let wanted = line(&shape.ink);
            if let Some(found) = shape.other_line(wanted) {
                let (layer, found, wanted) = (file.to_owned(), length(found), length(wanted));
                sheet.find(None, Some(shape.bounds.center()), CheckFinding::LineWidth { layer, found, wanted });
            }
        }
        if !page.layers.is_empty() || page.margin.iter().any(|margin| margin.abs() > EXACT) {
            sheet.stray(Spot::default());
        }
        sheet
    }

    fn find(&mut self, row: Option<u32>, place: Option<Spot>, finding: CheckFinding) {
        if self.found.len() < MOST {
            self.found.push(Found { file: self.file.to_owned(), row, place, finding });
        }
    }

    fn true_shape(&mut self, words: &Words) {
        if !words.true_shapes {
            let detail = format!("«{}»: letters of another shape", words.text);
            let finding = CheckFinding::FinishedUnreadable { file: self.file.to_owned(), detail };
            self.find(None, Some(words.start), finding);
        }
    }

    fn stray(&mut self, place: Spot) {
        self.find(None, Some(place), CheckFinding::StrayShape { layer: self.file.to_owned() });
    }

    /// Whatever is left over belongs to nothing.
    fn end(mut self) -> Vec<Found> {
        let shapes = self.parts.shapes.iter().map(|shape| shape.bounds.center());
        let left: Vec<Spot> = shapes.chain(self.parts.words.iter().map(|words| words.start)).collect();
        for place in left {
            self.stray(place);
        }
        self.found
    }

    /// Words in one place, or the words that stand there instead.
    fn words(&mut self, row: Option<u32>, tint: Tint, set: Set, text: &str) -> Option<&'a Words> {
        let taken = self.parts.words(tint, set, text);
        if taken.is_none() {
            let near = self.parts.words.iter().find(|words| words.start.distance(set.start) < set.capitals[0]);
            let found = near.map(|words| words.text.clone()).unwrap_or_default();
            self.find(row, Some(set.start), CheckFinding::SheetWordsWrong { found, wanted: text.to_owned() });
        }
        taken
    }

    /// A paragraph from a place on; gives where it ends.
    fn paragraph(&mut self, tint: Tint, set: Set, text: &str) -> f64 {
        let below = |words: &&&Words| words.start.y > set.start.y && (words.start.x - set.start.x).abs() < EXACT;
        let first = self.parts.words.iter().filter(below).min_by(|a, b| a.start.y.total_cmp(&b.start.y));
        self.last_capital = first.map_or(0.0, |words| words.capital);
        self.parts.paragraph(tint, set, text).unwrap_or_else(|found| {
            self.find(None, Some(set.start), CheckFinding::SheetWordsWrong { found, wanted: text.to_owned() });
            set.start.y
        })
    }

    fn line(&mut self, tint: Tint, from: Spot, to: Spot) {
        if !self.parts.line(tint, from, to) {
            self.find(None, Some(from), CheckFinding::MarkMissing { layer: self.file.to_owned() });
        }
    }

    /// The squares, spare ones too, the sheet's top-left corner lying at a distance from the page's.
    fn squares(&mut self, squares: &[Rect], margin: f64) {
        for (row, square) in (1..).zip(squares) {
            let wanted = Bounds::of(*square, margin, margin);
            if !self.parts.ring(BLACK, &rectangle(wanted)) {
                let finding = CheckFinding::SquareWrong { file: self.file.to_owned(), row };
                self.find(Some(row), Some(wanted.center()), finding);
            }
        }
    }

    /// The ballot's marked corner.
    fn corner(&mut self, source: &Source, margin: f64) {
        let right = margin + source.form.page.width.mm();
        match source.form.corner {
            Corner::Plain => {}
            Corner::Marked { kind: CornerKind::Cut, size, .. } => {
                self.line(BLACK, Spot::new(right - size.mm(), margin), Spot::new(right, margin + size.mm()));
            }
            Corner::Marked { kind: CornerKind::Hole, size, inset } => {
                let center = Spot::new(right - inset.mm(), margin + inset.mm());
                if !self.parts.ring(BLACK, &circle(center, size.mm() / 2.0)) {
                    self.find(None, Some(center), CheckFinding::MarkMissing { layer: self.file.to_owned() });
                }
            }
        }
    }
}
