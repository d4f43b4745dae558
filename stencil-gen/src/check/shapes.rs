//! The files for machines: `stencil.<lang>.svg`, `.dxf` and `.stl`, and the pair of dies.
//!
//! The PDF has been proven against list and form, so that each of them need only hold what the PDF
//! holds: the same dots, windows, folds and words, in millimetres, each where the PDF has it.

use std::collections::BTreeMap;

use super::finding::{CheckFinding, Found, Measured, length};
use super::ink::Page;
use super::plane::{Bounds, Spot};

mod arc;
mod dies;
mod dxf;
mod figure;
mod mesh;
mod path;
mod solid;
mod svg;

use figure::{Figure, Kind};

/// The layers of a drawing, in the order of the alphabet (design §2).
const LAYERS: [&str; 6] = ["Braille", "Cut", "Fold", "Guide", "Print", "Raised"];
/// The most findings of one code that are told of one file.
const MOST_ALIKE: usize = 12;
/// How far a shape of a drawing may be from the PDF's, in mm.
const EXACT: f64 = 0.01;
/// Shapes farther apart are not taken for the same one.
const SAME: f64 = 2.0;

/// A drawing as read, in mm from the top-left corner of the blank.
#[derive(Clone, Debug, Default)]
struct Drawing {
    size: [f64; 2],
    /// The unit by the file's own word, if it is not the millimetre.
    other_unit: Option<String>,
    /// Its layers as named, sorted; those that are off or frozen in parentheses.
    layers: Vec<String>,
    figures: Vec<Figure>,
    words: Vec<Words>,
    /// Layers drawn with the wrong paint.
    inks: Vec<String>,
}

/// A line of print: where it stands, and what it says.
#[derive(Clone, Debug)]
struct Words {
    bounds: Bounds,
    text: String,
}

/// Compares the further files of one stencil with its PDF.
pub(super) fn compare(files: &BTreeMap<String, Vec<u8>>, code: &str, page: &Page) -> Vec<Found> {
    let wanted = figure::of(page);
    let mut found = Vec::new();
    for (kind, read) in [("svg", svg::read as Read), ("dxf", dxf::read)] {
        let name = format!("stencil.{code}.{kind}");
        let Some(bytes) = files.get(&name) else { continue };
        let mut told = Told::new(&name);
        match read(bytes) {
            Ok(drawing) => {
                told.drawing(&drawing, page.trim);
                let print = kind == "svg";
                let kept: Vec<Figure> =
                    wanted.iter().filter(|figure| print || figure.layer != "Print").cloned().collect();
                told.figures(&kept, &drawing.figures, EXACT);
                told.words(page, &drawing.words, print);
            }
            Err(detail) => told.unreadable(detail),
        }
        found.extend(told.found);
    }
    let name = format!("stencil.{code}.stl");
    if let Some(bytes) = files.get(&name) {
        let mut told = Told::new(&name);
        match mesh::read(bytes) {
            Ok(mesh) => solid::card(&mesh, &wanted, page, &mut told),
            Err(detail) => told.unreadable(detail),
        }
        found.extend(told.found);
    }
    found.extend(dies::compare(files, code, &wanted, page));
    found
}

type Read = fn(&[u8]) -> Result<Drawing, String>;

/// What is told of one file.
struct Told<'a> {
    file: &'a str,
    found: Vec<Found>,
}

impl<'a> Told<'a> {
    const fn new(file: &'a str) -> Self {
        Self { file, found: Vec::new() }
    }

    /// Records a finding; of many alike the first ones are enough.
    fn find(&mut self, place: Option<Spot>, finding: CheckFinding) {
        let kind = std::mem::discriminant(&finding);
        let alike = self.found.iter().filter(|found| std::mem::discriminant(&found.finding) == kind);
        if alike.count() < MOST_ALIKE {
            self.found.push(Found { file: self.file.to_owned(), row: None, place, finding });
        }
    }

    fn unreadable(&mut self, detail: String) {
        self.find(None, CheckFinding::FinishedUnreadable { file: self.file.to_owned(), detail });
    }

    fn solid(&mut self, place: Option<Spot>, detail: String) {
        self.find(place, CheckFinding::SolidWrong { detail });
    }

    /// Unit, size, layers and paint.
    fn drawing(&mut self, drawing: &Drawing, size: [f64; 2]) {
        if let Some(found) = &drawing.other_unit {
            self.find(None, CheckFinding::UnitWrong { found: found.clone() });
        }
        if drawing.size.iter().zip(&size).any(|(found, wanted)| (found - wanted).abs() > EXACT) {
            let lengths = |[width, height]: [f64; 2]| [length(width), length(height)];
            let (found, wanted) = (lengths(drawing.size), lengths(size));
            self.find(None, CheckFinding::SizeWrong { what: Measured::Page, found, wanted });
        }
        if drawing.layers != LAYERS {
            let finding = CheckFinding::LayersWrong { wanted: LAYERS.join(", "), found: drawing.layers.join(", ") };
            self.find(None, finding);
        }
        for layer in &drawing.inks {
            self.find(None, CheckFinding::InkWrong { layer: layer.clone() });
        }
    }

    /// Every figure of the PDF is in the file, and no other.
    fn figures(&mut self, wanted: &[Figure], found: &[Figure], exact: f64) {
        let mut free: Vec<&Figure> = found.iter().collect();
        let mut open: Vec<&Figure> = Vec::new();
        for figure in wanted {
            match free.iter().position(|other| figure.off(other) <= exact) {
                Some(index) => drop(free.remove(index)),
                None => open.push(figure),
            }
        }
        for figure in open {
            let off = |index: &usize| free.get(*index).map_or(f64::INFINITY, |other| figure.off(other));
            let nearest = (0..free.len()).min_by(|a, b| off(a).total_cmp(&off(b)));
            let layer = figure.layer.clone();
            match nearest.map(|index| (index, off(&index))).filter(|(_, by)| *by <= SAME) {
                Some((index, by)) => {
                    let place = free.remove(index).bounds.center();
                    self.find(Some(place), CheckFinding::ShapeDiffers { layer, by: length(by) });
                }
                None => self.find(Some(figure.bounds.center()), CheckFinding::ShapeMissing { layer }),
            }
        }
        for figure in free {
            // Hairlines for the maker's eye are neither cut nor raised.
            if figure.kind == Kind::Line && figure.layer == "Guide" {
                continue;
            }
            let layer = figure.layer.clone();
            self.find(Some(figure.bounds.center()), CheckFinding::ShapeUnexpected { layer });
        }
    }

    /// The same words where the PDF has them; a file for cutters has none.
    fn words(&mut self, page: &Page, words: &[Words], print: bool) {
        let mut free: Vec<&Words> = words.iter().collect();
        for line in page.texts_on("Print").filter(|_| print) {
            // A letter's side bearings, and what hangs below the baseline.
            let bearing = line.capital / 3.0;
            let near = |words: &&Words| {
                let below = words.bounds.bottom - line.start.y;
                (words.bounds.left - line.start.x).abs() < bearing
                    && (-0.1..line.capital / 2.0).contains(&below)
                    && words.bounds.top > line.start.y - line.capital * 1.6
            };
            let long = |words: &&Words| (words.bounds.right - line.end_x).abs() < bearing;
            let own = free.iter().position(near).map(|index| free.remove(index));
            let said = own.filter(long).map_or("", |words| words.text.as_str());
            if said != line.text {
                let (found, wanted) = (said.to_owned(), line.text.clone());
                self.find(Some(line.start), CheckFinding::WordsDiffer { found, wanted });
            }
        }
        for words in free {
            let (found, wanted) = (words.text.clone(), String::new());
            self.find(Some(words.bounds.center()), CheckFinding::WordsDiffer { found, wanted });
        }
    }
}
