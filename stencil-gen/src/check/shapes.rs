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
mod glyphs;
mod mesh;
mod path;
mod solid;
mod svg;

use figure::Figure;

/// The layers of a drawing, in the order of the alphabet (design §2).
const LAYERS: [&str; 6] = ["Braille", "Cut", "Fold", "Guide", "Print", "Raised"];
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
    /// Its title and language, where the format has them.
    title: Option<String>,
    language: Option<String>,
}

/// A line of print: where it stands, what it draws, and what it says of itself.
#[derive(Clone, Debug)]
struct Words {
    layer: String,
    bounds: Bounds,
    text: String,
    parts: Vec<path::Part>,
}

/// Compares the further files of one stencil with its PDF.
pub(super) fn compare(files: &BTreeMap<String, Vec<u8>>, code: &str, title: &str, page: &Page) -> Vec<Found> {
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
                if print {
                    told.words(page, &drawing.words);
                    told.title(&drawing, title, code);
                }
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

    fn find(&mut self, place: Option<Spot>, finding: CheckFinding) {
        self.found.push(Found { file: self.file.to_owned(), row: None, place, finding });
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
            let layer = figure.layer.clone();
            self.find(Some(figure.bounds.center()), CheckFinding::ShapeUnexpected { layer });
        }
    }

    /// The same words where the PDF has them, drawn as the published font draws them.
    fn words(&mut self, page: &Page, words: &[Words]) {
        let mut free: Vec<&Words> = words.iter().collect();
        for line in page.texts_on("Print").chain(page.texts_on("Guide")) {
            let on_layer = |words: &&Words| line.layer.as_ref() == Some(&words.layer);
            let drawn = |words: &&Words| on_layer(words) && glyphs::draw(&words.parts, line);
            let near = |words: &&Words| {
                on_layer(words)
                    && words.bounds.left < line.end_x
                    && words.bounds.right > line.start.x
                    && (words.bounds.bottom - line.start.y).abs() < line.capital
            };
            let own = free.iter().position(drawn);
            let is_drawn = own.is_some();
            let own = own.or_else(|| free.iter().position(near)).map(|index| free.remove(index));
            let said = own.map_or("", |words| words.text.as_str());
            if said != line.text {
                let (found, wanted) = (said.to_owned(), line.text.clone());
                self.find(Some(line.start), CheckFinding::WordsDiffer { found, wanted });
            } else if !is_drawn {
                self.find(Some(line.start), CheckFinding::LettersDiffer { text: line.text.clone() });
            }
        }
        for words in free {
            let (found, wanted) = (words.text.clone(), String::new());
            self.find(Some(words.bounds.center()), CheckFinding::WordsDiffer { found, wanted });
        }
    }

    /// The title that drawing programs show, and the language in which it is read out.
    fn title(&mut self, drawing: &Drawing, wanted: &str, code: &str) {
        let found = drawing.title.clone().unwrap_or_default();
        if found != wanted {
            self.find(None, CheckFinding::WordsDiffer { found, wanted: wanted.to_owned() });
        }
        let language = if code == "ru" { "ru" } else { "kk" };
        if drawing.language.as_deref() != Some(language) {
            self.unreadable(format!("lang: {}", drawing.language.clone().unwrap_or_default()));
        }
    }
}
