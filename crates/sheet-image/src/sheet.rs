//! What the booth asks: which sheet is it, and what is marked on it.

use ballot::{BallotForm, Rect};

use crate::answer::{Identified, Marks, ReadBack, Turn};
use crate::boxes::workable;
use crate::image::Gray;
use crate::ink;
use crate::matching::{Match, View, best};
use crate::page;
use crate::plane::Spot;

/// One ballot form to look for, in millimetres.
#[derive(Clone, Debug)]
pub struct Sheet {
    pub(crate) width: f64,
    pub(crate) height: f64,
    /// Spare ones last.
    pub(crate) squares: Vec<Oblong>,
    options: usize,
}

/// A square of a form, mm.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Oblong {
    pub(crate) left: f64,
    pub(crate) top: f64,
    pub(crate) width: f64,
    pub(crate) height: f64,
}

/// Squares and pages of two forms that differ by less than this look the same to a scanner, mm.
const ALIKE: f64 = 1.0;
/// The image on which a sheet's outline is looked for has about so many pixels along its longer side.
const OUTLINE_PIXELS: usize = 1200;

impl From<&Rect> for Oblong {
    fn from(rect: &Rect) -> Self {
        Self { left: rect.left.mm(), top: rect.top.mm(), width: rect.width().mm(), height: rect.height().mm() }
    }
}

impl Oblong {
    pub(crate) fn middle(&self) -> Spot {
        Spot::new(self.left + self.width / 2.0, self.top + self.height / 2.0)
    }

    /// From the top left, clockwise.
    pub(crate) fn corners(&self) -> [Spot; 4] {
        let (right, bottom) = (self.left + self.width, self.top + self.height);
        [(self.left, self.top), (right, self.top), (right, bottom), (self.left, bottom)].map(|(x, y)| Spot::new(x, y))
    }

    fn moved(&self, step: Spot) -> Self {
        Self { left: self.left + step.x, top: self.top + step.y, ..*self }
    }
}

impl Sheet {
    /// The side of a form that carries its squares.
    #[must_use]
    pub fn new(form: &BallotForm) -> Self {
        Self {
            width: form.page.width.mm(),
            height: form.page.height.mm(),
            squares: form.squares.iter().map(Oblong::from).collect(),
            options: form.option_squares().len(),
        }
    }

    /// The page's size.
    pub(crate) fn longer(&self) -> f64 {
        self.width.max(self.height)
    }

    /// Nothing that a scanner sees tells the two apart.
    #[must_use]
    pub fn looks_like(&self, other: &Self) -> bool {
        let near = |one: f64, other: f64| (one - other).abs() < ALIKE;
        let same = |(one, other): (&Oblong, &Oblong)| {
            (one.middle() - other.middle()).length() < ALIKE
                && near(one.width, other.width)
                && near(one.height, other.height)
        };
        near(self.width, other.width)
            && near(self.height, other.height)
            && self.squares.len() == other.squares.len()
            && self.squares.iter().zip(&other.squares).all(same)
    }

    /// Where one more square would be printed above the first and below the last, if the page has room.
    pub(crate) fn beyond(&self) -> Vec<Oblong> {
        let ends = [(self.squares.first(), self.squares.get(1)), {
            let mut backward = self.squares.iter().rev();
            (backward.next(), backward.next())
        }];
        let next = |(end, neighbor): (Option<&Oblong>, Option<&Oblong>)| {
            let (end, neighbor) = (end?, neighbor?);
            Some(end.moved(end.middle() - neighbor.middle()))
        };
        let inside = |square: &Oblong| square.top > 1.0 && square.top + square.height < self.height - 1.0;
        ends.into_iter().filter_map(next).filter(inside).collect()
    }
}

/// What was made of an image.
enum Looked {
    /// The sheet, or several that look alike, with the image in which it was found and its pixels a millimetre.
    Found(Vec<Match>),
    /// A page as large as these sheets, with nothing where their squares would be.
    Blank(Vec<usize>),
    /// A page as large as a sheet, with something where squares would be that may be squares full of ink.
    Filled,
    /// Several things at once, or too little of one.
    Unsure,
    Nothing,
}

/// Which of `candidates` lies on the scanner, and how. An empty sheet is expected; marks do not matter unless they
/// hide squares.
#[must_use]
pub fn identify(image: &Gray, candidates: &[Sheet]) -> Identified {
    match look(image, candidates).0 {
        Looked::Nothing => Identified::Unknown,
        Looked::Unsure | Looked::Filled => Identified::Unsure,
        Looked::Blank(sheets) => Identified::OtherSide { sheets },
        Looked::Found(matches) => {
            let sheets = indices(&matches);
            match matches.first() {
                Some(first) if first.lie.mirrored && !first.has_two_squares() => Identified::Unsure,
                Some(first) if first.lie.mirrored => Identified::Mirrored { sheets },
                Some(first) => Identified::Sheet { sheets, turn: Turn::from_quarters(first.lie.quarters) },
                None => Identified::Unknown,
            }
        }
    }
}

/// What is marked on the sheet of `candidates` that is expected: its index. The other candidates are needed to notice
/// that another sheet lies there. A sheet that lies turned is read all the same.
#[must_use]
pub fn read_back(image: &Gray, candidates: &[Sheet], expected: usize) -> ReadBack {
    let (looked, scale) = look(image, candidates);
    let matches = match looked {
        Looked::Nothing => return ReadBack::Unknown,
        Looked::Unsure | Looked::Filled => return ReadBack::Unsure,
        Looked::Blank(sheets) if sheets.contains(&expected) => return ReadBack::OtherSide,
        Looked::Blank(_) => return ReadBack::Unknown,
        Looked::Found(matches) => matches,
    };
    let sheets = indices(&matches);
    let (Some(found), Some(sheet)) = (matches.into_iter().find(|one| one.sheet == expected), candidates.get(expected))
    else {
        return ReadBack::OtherSheet { sheets };
    };
    if found.lie.mirrored {
        return if found.has_two_squares() { ReadBack::Mirrored } else { ReadBack::Unsure };
    }
    let turn = Turn::from_quarters(found.lie.quarters);
    match ink::marks(image, &found, sheet, scale) {
        Some(rows) => read(&rows, sheet.options, turn),
        None => ReadBack::Unsure,
    }
}

/// Rows out of squares. Ink in a spare square belongs to no option, and what it does to the vote is not ours to say.
fn read(inks: &[ink::Ink], options: usize, turn: Turn) -> ReadBack {
    if inks.iter().skip(options).any(|ink| *ink != ink::Ink::None) {
        return ReadBack::Unsure;
    }
    let rows = |wanted: ink::Ink| {
        let numbered = (1u8..).zip(inks.iter().take(options));
        numbered.filter(move |(_, ink)| **ink == wanted).map(|(row, _)| row).collect()
    };
    ReadBack::Read(Marks { marks: rows(ink::Ink::Mark), unclear: rows(ink::Ink::Unclear), turn })
}

fn indices(matches: &[Match]) -> Vec<usize> {
    let mut sheets: Vec<usize> = matches.iter().map(|found| found.sheet).collect();
    sheets.sort_unstable();
    sheets.dedup();
    sheets
}

/// Looks with the scanner's resolution; without one, with each resolution at which the outline is one of the pages.
/// The number is how many pixels of the image a millimetre has.
fn look(image: &Gray, candidates: &[Sheet]) -> (Looked, f64) {
    if let Some(dpi) = image.dpi() {
        return (look_at(image, candidates, dpi), dpi / 25.4);
    }
    let factor = image.width().max(image.height()) / OUTLINE_PIXELS;
    let outlines = page::outlines(&image.shrunk(factor));
    let longer = outlines.map(|outline| outline.width.max(outline.height) * factor.max(1) as f64);
    let mut tried: Vec<f64> = Vec::new();
    let mut answers = Vec::new();
    for (sheet, longer) in candidates.iter().flat_map(|sheet| longer.map(|longer| (sheet, longer))) {
        let dpi = longer / sheet.longer() * 25.4;
        if !(70.0..=1300.0).contains(&dpi) || tried.iter().any(|other| (other / dpi - 1.0).abs() < 0.01) {
            continue;
        }
        tried.push(dpi);
        match look_at(image, candidates, dpi) {
            // Without the resolution any sheet of paper is as large as the form's.
            Looked::Nothing | Looked::Blank(_) | Looked::Filled => {}
            Looked::Unsure => return (Looked::Unsure, dpi / 25.4),
            found @ Looked::Found(_) => answers.push((found, dpi / 25.4)),
        }
    }
    match answers.pop() {
        Some(answer) if answers.is_empty() => answer,
        Some((_, scale)) => (Looked::Unsure, scale),
        None => (Looked::Nothing, 1.0),
    }
}

fn look_at(image: &Gray, candidates: &[Sheet], dpi: f64) -> Looked {
    let (small, scale) = workable(image, dpi);
    let image = small.as_ref().unwrap_or(image);
    let view = View::new(image, scale, page::outlines(image));
    let mut matches = Vec::new();
    for (index, sheet) in candidates.iter().enumerate() {
        matches.extend(view.matches(index, sheet));
    }
    if !matches.is_empty() {
        return best(matches, candidates).map_or(Looked::Unsure, Looked::Found);
    }
    let as_large: Vec<(usize, &Sheet)> =
        candidates.iter().enumerate().filter(|(_, sheet)| view.is_as_large_as(sheet)).collect();
    // Squares that fit a form in size but in nothing else are another election's.
    if as_large.is_empty() || as_large.iter().any(|(_, sheet)| view.squares_like(sheet) > 0) {
        Looked::Nothing
    } else if as_large.iter().any(|(_, sheet)| view.may_bear_squares(sheet)) {
        Looked::Filled
    } else {
        Looked::Blank(as_large.into_iter().map(|(index, _)| index).collect())
    }
}
