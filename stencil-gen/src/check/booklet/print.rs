//! `booklet.print.<lang>.pdf`: large print on A4, read line by line from top to bottom.

use super::super::finding::{CheckFinding, length};
use super::super::ink::{Ink, Page, Paint, Shape, Words};
use super::super::outline;
use super::super::plane::Bounds;
use super::Proof;
use super::matching::{self, Line, Script};
use super::wanted::{Kind, Part};

const A4: [f64; 2] = [210.0, 297.0];
const EXACT: f64 = 0.05;
/// The baseline of the foot, in mm from the top.
const FOOT: f64 = 279.0;
/// Words whose baselines differ by less stand on one line.
const ONE_LINE: f64 = 0.3;
/// From the paper's edge to the text, and thickness of a rule, in mm.
const MARGIN: f64 = 18.0;
const RULE: f64 = 1.2;
/// From one baseline to the next, in capitals of the lower line, at the least.
const CLEAR: f64 = 1.2;
/// Height of Noto Sans's capitals as a share of the size.
const CAPITAL: f64 = 0.714;
/// Some capitals are measured with their overshoot.
const SIZE_OFF: f64 = 0.02;
/// The range of large print in points; the foot's title has the least.
const LEAST: u32 = 18;
const MOST: u32 = 36;

/// Compares the pages with the parts.
pub(super) fn read(proof: &mut Proof<'_>, pages: &[Page], parts: &[Part], pt: u32) {
    let pt = pt.clamp(LEAST, MOST);
    let mut lines = Vec::new();
    for (number, page) in (1..).zip(pages) {
        proof.page_size(page, number, A4, EXACT);
        for words in &page.texts {
            if words.ink != Ink::BLACK {
                proof.find(number, Some(words.start), CheckFinding::InkWrong { layer: words.text.clone() });
            }
            proof.words(page, number, words);
        }
        for shape in &page.shapes {
            if !Proof::on_page(page, shape.bounds) {
                proof.off_page(number, shape.bounds.center(), String::new());
            } else if !is_rule(shape) || page.texts.iter().any(|words| covers(shape, words)) {
                let layer = proof.file.to_owned();
                proof.find(number, Some(shape.bounds.center()), CheckFinding::StrayShape { layer });
            }
        }
        crowded(proof, page, number);
        let (feet, body): (Vec<&Words>, Vec<&Words>) =
            page.texts.iter().partition(|words| words.start.y > FOOT - ONE_LINE);
        foot(proof, &feet, (number, pages.len()), pt);
        lines.extend(lines_of(body, number));
    }
    let compared = matching::compare(&lines, parts, Script::Print);
    proof.tell(compared.found);
    for (kind, lines) in &compared.agreed {
        let wanted = match kind {
            Kind::Heading => (pt * 5 / 4).min(MOST),
            Kind::Text | Kind::Row(_) | Kind::Detail(_) => pt,
        };
        for line in lines {
            for capital in &line.capitals {
                size(proof, line, *capital, wanted);
            }
        }
    }
}

/// Under a heading and over the foot: a thin black bar from margin to margin.
fn is_rule(shape: &Shape) -> bool {
    let [left, right] = [MARGIN, A4[0] - MARGIN];
    let wanted = Bounds { left, right, ..shape.bounds };
    shape.paint == Paint::Fill
        && shape.ink == Ink::BLACK
        && shape.bounds.height() < RULE + EXACT
        && shape.ring().is_some_and(|ring| outline::same(ring, &outline::rectangle(wanted)))
}

/// Whether a shape lies over letters, between baseline and capitals' tops.
fn covers(shape: &Shape, words: &Words) -> bool {
    let (shape, y) = (shape.bounds, words.start.y);
    shape.bottom > y - words.capital && shape.top < y && shape.right > words.start.x && shape.left < words.end_x
}

/// Lines that run into each other are no lines to read.
fn crowded(proof: &mut Proof<'_>, page: &Page, number: usize) {
    let mut words: Vec<&Words> = page.texts.iter().collect();
    words.sort_by(|a, b| a.start.y.total_cmp(&b.start.y));
    for (above, below) in words.iter().zip(words.iter().skip(1)) {
        let apart = below.start.y - above.start.y;
        let beside = apart < ONE_LINE;
        let clear = if beside {
            above.end_x <= below.start.x + ONE_LINE || below.end_x <= above.start.x + ONE_LINE
        } else {
            apart > below.capital * CLEAR
        };
        if !clear {
            proof.find(number, Some(below.start), CheckFinding::PrintMisplaced { text: below.text.clone() });
        }
    }
}

fn size(proof: &mut Proof<'_>, line: &Line, capital: f64, pt: u32) {
    let wanted = f64::from(pt) * 25.4 / 72.0 * CAPITAL;
    if (capital / wanted - 1.0).abs() > SIZE_OFF {
        let finding =
            CheckFinding::PrintSize { text: line.text.clone(), found: length(capital), wanted: length(wanted) };
        proof.find(if line.place.is_some() { 1 } else { 2 }, line.place, finding);
    }
}

/// The page's number at the right, the contest's title at the left where there is room.
fn foot(proof: &mut Proof<'_>, feet: &[&Words], (number, count): (usize, usize), pt: u32) {
    let mut feet = feet.to_vec();
    feet.sort_by(|a, b| a.start.x.total_cmp(&b.start.x));
    let texts: Vec<&str> = feet.iter().map(|words| words.text.as_str()).collect();
    let pages = format!("{number} / {count}");
    if texts != [pages.as_str()] && texts != [proof.running, pages.as_str()] {
        proof.foot(number, texts.join(" "));
        return;
    }
    for words in feet {
        let line = Line { text: words.text.clone(), ..Line::default() };
        size(proof, &line, words.capital, if words.text == pages { pt } else { LEAST });
    }
}

/// Words on one baseline are a line: a number and its name.
fn lines_of(mut words: Vec<&Words>, page: usize) -> Vec<Line> {
    words.sort_by(|a, b| a.start.y.total_cmp(&b.start.y));
    let mut rows: Vec<Vec<&Words>> = Vec::new();
    for word in words {
        match rows.last_mut() {
            Some(row) if row.first().is_some_and(|first| word.start.y - first.start.y < ONE_LINE) => row.push(word),
            _ => rows.push(vec![word]),
        }
    }
    let line = |mut row: Vec<&Words>| {
        row.sort_by(|a, b| a.start.x.total_cmp(&b.start.x));
        Line {
            text: row.iter().map(|words| words.text.replace('\u{a0}', " ")).collect::<Vec<_>>().join(" "),
            capitals: row.iter().map(|words| words.capital).collect(),
            place: row.first().map(|words| words.start).filter(|_| page == 1),
        }
    };
    rows.into_iter().map(line).collect()
}
