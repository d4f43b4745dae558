//! Proof-reads one stencil: what every part of it must be, against what stands on the page.

use super::expect::{Level, Wanted};
use super::finding::{CheckFinding, Found, length};
use super::ink::{Ink, LINE, Page, Shape};
use super::plane::{Bounds, Spot};

mod braille;
mod card;
mod clearance;
mod guide;
mod headings;
mod lattice;
mod levels;
mod print;
mod raised;
pub(super) mod sticker;
mod windows;

/// The layers of a stencil (design §2), in the order of the alphabet.
const LAYERS: [&str; 6] = ["Braille", "Cut", "Fold", "Guide", "Print", "Raised"];
/// The most lines of one layer: 43 windows with their roundings take less.
const MOST_LINES: usize = 5_000;
/// How far a measured edge may be from where it should be, in mm.
const EXACT: f64 = 0.05;

/// What a stencil was found to say, for the comparison with its report.
#[derive(Clone, Debug, Default)]
pub(super) struct Facts {
    /// Size of the card in mm.
    pub(super) blank: [f64; 2],
    /// Width of the wing in mm.
    pub(super) wing: f64,
    /// The level of its rows.
    pub(super) level: Option<Level>,
    /// Its headings.
    pub(super) headings: Vec<HeadingFacts>,
    /// Its rows.
    pub(super) rows: Vec<RowFacts>,
    /// How many dots it has.
    pub(super) dots: usize,
}

/// A heading as found.
#[derive(Clone, Debug)]
pub(super) struct HeadingFacts {
    pub(super) language: ballot::Language,
    pub(super) text: String,
    pub(super) whole: bool,
    /// Its lines as Unicode Braille.
    pub(super) braille: Vec<String>,
}

/// A row as found.
#[derive(Clone, Debug, Default)]
pub(super) struct RowFacts {
    pub(super) number: u32,
    /// Language, words and Unicode Braille of its lines.
    pub(super) lines: Vec<(ballot::Language, String, String)>,
    /// The window in the sheet's coordinates.
    pub(super) window: Option<Bounds>,
}

/// Where the ballot lies on the card, as the folds and the outline show it.
#[derive(Clone, Copy, Debug)]
struct Sheet {
    left: f64,
    top: f64,
    right: f64,
    bottom: f64,
}

/// One stencil under proof.
struct Proof<'a> {
    wanted: &'a Wanted<'a>,
    page: &'a Page,
    file: &'a str,
    found: Vec<Found>,
    facts: Facts,
}

/// Where the parts of a stencil lie on its card, as far as a sticker must fit them.
struct Places {
    sheet: Sheet,
    lines: braille::Lines,
    windows: Vec<(u32, Bounds)>,
}

/// Proof-reads a stencil's page.
pub(super) fn read(page: &Page, wanted: &Wanted<'_>, file: &str) -> (Vec<Found>, Facts) {
    let mut proof = Proof { wanted, page, file, found: Vec::new(), facts: Facts::default() };
    proof.stencil();
    (proof.found, proof.facts)
}
impl Proof<'_> {
    /// Proof-reads the whole page; where it lies, if that much could be read.
    fn stencil(&mut self) -> Option<Places> {
        let page = self.page;
        self.layers();
        self.inks();
        // A page with so many of them is no stencil, and would take long.
        let many = |layer: &str, most: usize| page.on(layer).flat_map(Shape::segments).nth(most).is_some();
        if many("Cut", MOST_LINES) || many("Raised", MOST_LINES) || many("Guide", MOST_LINES) {
            self.stray(Some("Cut"), Spot::default());
            return None;
        }
        let (sheet, outline) = self.card()?;
        let windows = self.windows(sheet, outline);
        let dots = self.dots();
        let lines = self.braille(sheet, &dots);
        self.clearances(sheet, &dots, outline);
        self.ridges(sheet);
        self.print(sheet, &lines, &windows);
        self.guide(sheet, outline, &lines);
        Some(Places { sheet, lines, windows })
    }

    fn find(&mut self, row: Option<u32>, place: Option<Spot>, finding: CheckFinding) {
        self.found.push(Found { file: self.file.to_owned(), row, place, finding });
    }

    /// The six layers by name, all of them shown.
    fn layers(&mut self) {
        let hidden = self.page.hidden.iter().map(|layer| format!("({layer})"));
        let shown = self.page.layers.iter().filter(|layer| !self.page.hidden.contains(layer)).cloned();
        let found: Vec<String> = shown.chain(hidden).collect();
        if found != LAYERS {
            let finding = CheckFinding::LayersWrong { wanted: LAYERS.join(", "), found: found.join(", ") };
            self.find(None, None, finding);
        }
    }

    /// Every shape and word is on a layer, in the ink of that layer.
    fn inks(&mut self) {
        let page = self.page;
        for shape in &page.shapes {
            self.ink(shape.layer.as_deref(), &shape.ink, shape.bounds.center());
            if let Some(found) = shape.other_line(LINE) {
                let layer = shape.layer.clone().unwrap_or_default();
                let finding = CheckFinding::LineWidth { layer, found: length(found), wanted: length(LINE) };
                self.find(None, Some(shape.bounds.center()), finding);
            }
        }
        for words in &page.texts {
            match words.layer.as_deref() {
                Some("Print" | "Guide") => self.ink(words.layer.as_deref(), &words.ink, words.start),
                other => self.stray(other, words.start),
            }
            if !words.true_shapes {
                let detail = format!("«{}»: letters of another shape", words.text);
                let finding = CheckFinding::FinishedUnreadable { file: self.file.to_owned(), detail };
                self.find(None, Some(words.start), finding);
            }
        }
    }

    fn ink(&mut self, layer: Option<&str>, ink: &Ink, place: Spot) {
        let right = match layer {
            Some(name @ ("Cut" | "Fold" | "Braille" | "Raised")) => ink.is_spot(name),
            Some("Print") => *ink == Ink::BLACK,
            Some("Guide") => ink.is_tint(guide::GRAY),
            other => return self.stray(other, place),
        };
        if !right {
            self.find(None, Some(place), CheckFinding::InkWrong { layer: layer.unwrap_or_default().to_owned() });
        }
    }

    fn stray(&mut self, layer: Option<&str>, place: Spot) {
        let layer = layer.unwrap_or("?").to_owned();
        self.find(None, Some(place), CheckFinding::StrayShape { layer });
    }

    /// The middle of a row's first line on the card.
    fn row_y(&self, sheet: Sheet, row: u32) -> Option<f64> {
        let index = usize::try_from(row).ok()?.checked_sub(1)?;
        self.wanted.form.option_squares().get(index).map(|square| sheet.top + square.center().y.mm())
    }
}

/// A width and a height for a finding.
fn lengths([width, height]: [f64; 2]) -> [ballot::Length; 2] {
    [length(width), length(height)]
}
