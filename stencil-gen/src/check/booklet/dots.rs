//! `booklet.braille.<lang>.pdf`: dots on paper, back into pages of cells.

use super::super::finding::{CheckFinding, length};
use super::super::ink::{Ink, Page};
use super::super::plane::Spot;
use super::super::reader::BLANK;
use super::Proof;
use super::cells::Lines;

/// Marburg Medium: between dots, cells and lines, in mm.
const DOT_PITCH: f64 = 2.5;
const CELL_PITCH: f64 = 6.0;
const LINE_PITCH: f64 = 10.0;
/// Around the cells: left and right, top, bottom.
const SIDE: f64 = 20.0;
const TOP: f64 = 15.0;
const BOTTOM: f64 = 14.0;
/// How far a dot may be from its place, how much its diameter may differ, and a page.
const OFF: f64 = 0.1;
const DIAMETER: f64 = 0.05;
const EXACT: f64 = 0.05;

/// The pages' cells, `dot` being the diameter drawn.
pub(super) fn pages(proof: &mut Proof<'_>, pages: &[Page], size: [usize; 2], dot: f64) -> Vec<Lines> {
    let count = pages.len();
    (1..).zip(pages).map(|(number, page)| one(proof, page, (number, count), (size, dot))).collect()
}

fn one(proof: &mut Proof<'_>, page: &Page, (number, count): (usize, usize), (size, dot): ([usize; 2], f64)) -> Lines {
    let [cells, lines] = size;
    let wanted = [SIDE * 2.0 + CELL_PITCH * float(cells), TOP + BOTTOM + LINE_PITCH * float(lines)];
    proof.page_size(page, number, wanted, EXACT);
    if page.layers != ["Braille", "Print"] || !page.hidden.is_empty() {
        let finding = CheckFinding::LayersWrong { wanted: "Braille, Print".to_owned(), found: page.layers.join(", ") };
        proof.find(number, None, finding);
    }
    print(proof, page, (number, count));
    let mut grid = vec![vec![0_u32; cells]; lines];
    for shape in &page.shapes {
        let at = shape.bounds.center();
        let on_layer = shape.layer.as_deref() == Some("Braille");
        let Some(diameter) = shape.disc().filter(|_| on_layer) else {
            let layer = shape.layer.clone().unwrap_or_default();
            proof.find(number, Some(at), CheckFinding::StrayShape { layer });
            continue;
        };
        if !shape.ink.is_spot("Braille") {
            proof.find(number, Some(at), CheckFinding::InkWrong { layer: "Braille".to_owned() });
        }
        if (diameter - dot).abs() > DIAMETER {
            proof.find(number, Some(at), CheckFinding::DotSize { found: length(diameter), wanted: length(dot) });
        }
        if let Err(by) = put(at, &mut grid) {
            proof.find(number, Some(at), CheckFinding::DotStray { by: length(by) });
        }
    }
    grid.iter().map(|line| line_of(line)).collect()
}

/// The line of print for helpers: letters of true shape, the page's number at the end.
fn print(proof: &mut Proof<'_>, page: &Page, (number, count): (usize, usize)) {
    for words in &page.texts {
        if words.layer.as_deref() != Some("Print") || words.ink != Ink::BLACK {
            proof.find(number, Some(words.start), CheckFinding::InkWrong { layer: "Print".to_owned() });
        }
        proof.words(page, number, words);
    }
    let wanted = format!("{number} / {count}");
    let title = format!("{} · {}", proof.running, proof.language.code());
    let mut texts: Vec<&str> = page.texts.iter().map(|words| words.text.as_str()).collect();
    texts.sort_by_key(|text| *text != title);
    if texts != [title.as_str(), wanted.as_str()] && texts != [wanted.as_str()] {
        proof.foot(number, texts.join(", "));
    }
}

/// Sets a dot; the error is how far it is from its place, or from the last cell.
fn put(at: Spot, grid: &mut [Vec<u32>]) -> Result<(), f64> {
    let (left, top) = (SIDE + (CELL_PITCH - DOT_PITCH) / 2.0, TOP + (LINE_PITCH - DOT_PITCH * 2.0) / 2.0);
    let (cell, column, dx) = nearest(at.x - left, CELL_PITCH, 2);
    let (line, level, dy) = nearest(at.y - top, LINE_PITCH, 3);
    let off = dx.hypot(dy);
    let place = usize::try_from(line).ok().zip(usize::try_from(cell).ok());
    let slot = place.and_then(|(line, cell)| grid.get_mut(line)?.get_mut(cell));
    let bit = 1 << (level + column * 3);
    match slot {
        // A dot drawn twice is one too many.
        Some(slot) if off <= OFF && *slot & bit == 0 => *slot |= bit,
        Some(slot) => {
            *slot |= bit;
            return Err(off);
        }
        None => return Err(CELL_PITCH.max(off)),
    }
    Ok(())
}

/// The nearest place on one axis: cell, dot in the cell, distance.
fn nearest(from: f64, pitch: f64, dots: u32) -> (i64, u32, f64) {
    let place = |dot: u32| {
        let from = from - DOT_PITCH * f64::from(dot);
        let cell = (from / pitch).round();
        #[expect(clippy::cast_possible_truncation, reason = "a page has few cells")]
        (cell as i64, dot, from - cell * pitch)
    };
    let places = (0..dots).map(place);
    places.min_by(|a, b| a.2.abs().total_cmp(&b.2.abs())).unwrap_or((-1, 0, pitch))
}

fn line_of(cells: &[u32]) -> String {
    let pattern = |bits: &u32| char::from_u32(u32::from(BLANK) + bits).unwrap_or(BLANK);
    cells.iter().map(pattern).collect::<String>().trim_end_matches(BLANK).to_owned()
}

fn float(count: usize) -> f64 {
    u32::try_from(count).map_or(f64::INFINITY, f64::from)
}
