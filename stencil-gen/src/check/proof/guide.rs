//! The maker's layer: crop marks, the ruler, the strip to glue on and the words for the maker, each
//! in its place and ink, and nothing else. What stood here in another place could cover what a
//! voter reads.

use ballot::Language;
use wording::{Phrase, phrase};

use super::super::finding::CheckFinding;
use super::super::ink::{Shape, Words};
use super::super::outline::rectangle;
use super::super::parts::{Parts, Set, Tint};
use super::super::plane::{Bounds, Spot};
use super::braille::Lines;
use super::{EXACT, Proof, Sheet};

/// The maker's gray.
pub(super) const GRAY: Tint = [0.0, 0.0, 0.0, 0.6];
/// From the card's edge to the near and the far end of a crop mark.
const CROP: [f64; 2] = [4.0, 9.0];
/// How far the ends of a flap slant in.
const SLANT: f64 = 3.0;
/// The ruler: from the fold to it, and from the flap's end to its zero.
const RULER: [f64; 2] = [2.0, 6.0];
/// The strip: width, distance from the ballot's edge, least length, and from the card's ends.
const STRIP: f64 = 6.0;
const PLAY: f64 = 0.5;
const LEAST_STRIP: f64 = 10.0;
const ENDS: f64 = 3.0;
/// From the middle of a Braille line to the strip: a cell's half, a dot, the clearance.
const REACH: f64 = 2.5 + 0.8 + 4.8;
/// Lengths that rounding in a file may make one or the other.
const ROUNDING: f64 = 0.02;
/// Heights of capitals: beside the strip, on the ruler, and of the notes from the least.
const STRIP_WORDS: f64 = 1.5;
const RULER_WORDS: f64 = 1.4;
const NOTES: [f64; 2] = [0.8, 1.7];

impl Proof<'_> {
    pub(super) fn guide(&mut self, sheet: Sheet, outline: &Shape, lines: &Lines) {
        let page = self.page;
        let mut parts = Parts::on(page, "Guide");
        let card = outline.bounds;
        let corner = self.wanted.corner();
        for (from, to) in crop_marks(card) {
            self.taken(parts.line(GRAY, from, to), from);
        }
        // A hole's cut may be rounded up: the ruler goes with the cut that is there.
        let legs = outline.segments().find_map(|(from, to)| {
            let legs = (from.x - to.x).abs();
            let there = (from.y.min(to.y) - sheet.top).abs() < EXACT && (from.x.max(to.x) - sheet.right).abs() < EXACT;
            (there && legs > 1.0).then_some(legs)
        });
        let legs = legs.unwrap_or(corner[0]);
        self.ruler(sheet, legs, &mut parts);
        self.strip(sheet, lines, &mut parts);
        self.notes(sheet, &mut parts);
        for shape in parts.shapes {
            self.stray(Some("Guide"), shape.bounds.center());
        }
        for words in parts.words {
            self.stray(Some("Guide"), words.start);
        }
    }

    pub(super) fn taken(&mut self, there: bool, place: Spot) {
        if !there {
            self.find(None, Some(place), CheckFinding::MarkMissing { layer: "Guide".to_owned() });
        }
    }

    /// 100 mm on the right flap, with a mark each centimetre and a number each five.
    fn ruler(&mut self, sheet: Sheet, corner: f64, parts: &mut Parts<'_>) {
        let (x, y) = (sheet.right + RULER[0], sheet.top + corner + SLANT + RULER[1]);
        let at = |down: f64| Spot::new(x, y + down);
        self.taken(parts.line(GRAY, at(0.0), at(100.0)), at(0.0));
        for centimetre in 0..=10_u32 {
            let (from, long) = (at(f64::from(centimetre) * 10.0), centimetre % 5 == 0);
            let to = Spot::new(x + if long { 4.0 } else { 2.0 }, from.y);
            self.taken(parts.line(GRAY, from, to), from);
            if long {
                let text = if centimetre == 10 { "100 mm".to_owned() } else { (centimetre * 10).to_string() };
                let set = Set::at(x + 4.4, from.y + 0.7, RULER_WORDS);
                self.taken(parts.words(GRAY, set, &text).is_some(), from);
            }
        }
    }

    /// The strip stands where no line of Braille is near: below the rows if there is room, else in
    /// the longest gap (decision 0005).
    fn strip(&mut self, sheet: Sheet, lines: &Lines, parts: &mut Parts<'_>) {
        let (choices, must) = strips(sheet, lines);
        let right = sheet.left - PLAY;
        let found = choices.iter().find(|[top, bottom]| {
            let bounds = Bounds { left: right - STRIP, right, top: *top, bottom: *bottom };
            parts.ring(GRAY, &rectangle(bounds))
        });
        if let Some([top, _]) = found {
            let set = Set::at(sheet.left + 1.0, top + STRIP_WORDS + 1.0, STRIP_WORDS);
            let text = phrase(Phrase::GuideHere, self.wanted.first_language());
            self.taken(parts.words(GRAY, set, text).is_some(), set.start);
        } else if must {
            self.taken(false, Spot::new(right, sheet.bottom - ENDS));
        }
    }

    /// What it is and how it is made, on the top flap.
    fn notes(&mut self, sheet: Sheet, parts: &mut Parts<'_>) {
        let wanted = self.wanted;
        let technique = wanted.making.technique;
        let what = format!(
            "{} / {} / {} / {} / {} · {}",
            wanted.election.id,
            wanted.contest.id,
            wanted.code(),
            wanted.form.id,
            technique.name(),
            phrase(technique.material(), wanted.first_language())
        );
        let pairs = [
            [Phrase::FrontView, Phrase::PrintAt100],
            [Phrase::OrderOfWork, Phrase::Tolerance],
            [Phrase::FoldBack, Phrase::HardBoardBallpoint],
        ];
        let line = |[first, second]: [Phrase; 2]| {
            let said = |language: &Language| format!("{}. {}.", phrase(first, *language), phrase(second, *language));
            wanted.languages.iter().map(said).collect::<Vec<_>>().join("  ")
        };
        let mut capitals = NOTES;
        for (index, text) in (0_u32..).zip(std::iter::once(what).chain(pairs.map(line))) {
            let start = Spot::new(sheet.left + SLANT + 2.0, 3.6 + 3.0 * f64::from(index));
            let found: Option<&Words> = parts.words(GRAY, Set { start, capitals }, &text);
            // All are as high as the first.
            capitals = found.map_or(capitals, |words| [words.capital; 2]);
            self.taken(found.is_some(), start);
        }
    }
}

/// Two marks at each end of each of the card's edges.
pub(super) fn crop_marks(card: Bounds) -> Vec<(Spot, Spot)> {
    let [near, far] = CROP;
    let ends = |low: f64, high: f64| [[low - far, low - near], [high + near, high + far]];
    let upright = [card.left, card.right]
        .into_iter()
        .flat_map(|x| ends(card.top, card.bottom).map(|[from, to]| (Spot::new(x, from), Spot::new(x, to))));
    let level = [card.top, card.bottom]
        .into_iter()
        .flat_map(|y| ends(card.left, card.right).map(|[from, to]| (Spot::new(from, y), Spot::new(to, y))));
    upright.chain(level).collect()
}

/// Where the strip may begin and end, and whether there must be one. There is one place, but for
/// gaps that are as long as each other.
fn strips(sheet: Sheet, lines: &Lines) -> (Vec<[f64; 2]>, bool) {
    let mut middles: Vec<f64> =
        lines.headings.iter().map(|line| line.y).chain(lines.rows.iter().map(|row| row.line.y)).collect();
    middles.sort_by(f64::total_cmp);
    let bottom = sheet.bottom - ENDS;
    let starts = std::iter::once(sheet.top + ENDS).chain(middles.iter().map(|middle| middle + REACH));
    let ends = middles.iter().map(|middle| middle - REACH).chain(std::iter::once(bottom));
    let gaps: Vec<[f64; 2]> = starts
        .zip(ends)
        .map(|(start, end)| [start, end])
        .filter(|[start, end]| end - start > LEAST_STRIP - ROUNDING)
        .collect();
    let must = gaps.iter().any(|[start, end]| end - start > LEAST_STRIP + ROUNDING);
    let last = gaps.iter().find(|[start, end]| *end >= bottom && end - start > LEAST_STRIP + ROUNDING);
    if let Some(last) = last {
        return (vec![*last], must);
    }
    let longest = gaps.iter().map(|[start, end]| end - start).fold(0.0, f64::max);
    let choices = gaps.into_iter().filter(|[start, end]| *end >= bottom || end - start > longest - ROUNDING);
    (choices.collect(), must)
}
