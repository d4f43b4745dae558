//! Crop marks: short lines in pairs, outside the sheet, in line with its edges.

use hayro::kurbo::Rect;

use super::reader::Leaf;

/// How long a mark is, in mm.
const LENGTH: std::ops::RangeInclusive<f64> = 1.5..=20.0;
/// The two marks of an edge lie at opposite ends of the page, in line, and at least this far apart, in mm.
const IN_LINE: f64 = 0.15;
const APART: f64 = 85.0;
/// The distance between marks agrees with a length up to this, in mm.
const AGREE: f64 = 0.3;
/// Marks for something else than this trim, such as the bleed, may lie this far from its edges, in mm.
const NEAR: f64 = 12.0;

/// Where marks stand: places from the left, and from the top.
#[derive(Debug, Default)]
pub(super) struct Marks {
    across: Vec<f64>,
    down: Vec<f64>,
}

impl Marks {
    pub(super) fn of(page: &Leaf) -> Self {
        let mut marks = Self::default();
        let mut places = [Vec::new(), Vec::new()];
        for line in page.lines().filter(|line| LENGTH.contains(&line.length())) {
            let middle = line.middle();
            let [upright, level] = &mut places;
            if line.is_level() {
                level.push((middle.y, middle.x));
            } else {
                upright.push((middle.x, middle.y));
            }
        }
        let [upright, level] = places;
        marks.across = paired(upright);
        marks.down = paired(level);
        marks
    }

    /// The only sheet of this size that has all four edges marked.
    pub(super) fn sheet(&self, width: f64, height: f64) -> Option<Rect> {
        let (left, right) = only_pair(&self.across, width)?;
        let (top, bottom) = only_pair(&self.down, height)?;
        Some(Rect::new(left, top, right, bottom))
    }

    /// The sheet between the innermost marks, for a question.
    pub(super) fn innermost(&self, page: Rect) -> Option<Rect> {
        let middle = page.center();
        let inner = |places: &[f64], middle: f64| {
            let before = places.iter().copied().filter(|place| *place < middle).fold(f64::NEG_INFINITY, f64::max);
            let after = places.iter().copied().filter(|place| *place > middle).fold(f64::INFINITY, f64::min);
            (before.is_finite() && after.is_finite()).then_some((before, after))
        };
        let (left, right) = inner(&self.across, middle.x)?;
        let (top, bottom) = inner(&self.down, middle.y)?;
        Some(Rect::new(left, top, right, bottom))
    }

    /// Whether marks near this sheet's edges say that it lies elsewhere.
    pub(super) fn deny(&self, sheet: Rect) -> bool {
        let denied = |places: &[f64], edge: f64, outward: f64| {
            // Between the edge and as far as marks reach there are some, and none is the edge's own.
            let beside: Vec<f64> = places.iter().map(|place| (place - edge) * outward).collect();
            let near = beside.iter().any(|off| (-NEAR..=NEAR).contains(off));
            near && !beside.iter().any(|off| off.abs() <= AGREE)
        };
        denied(&self.across, sheet.x0, -1.0)
            || denied(&self.across, sheet.x1, 1.0)
            || denied(&self.down, sheet.y0, -1.0)
            || denied(&self.down, sheet.y1, 1.0)
    }
}

/// The places at which two lines stand in line with each other and far apart.
fn paired(mut lines: Vec<(f64, f64)>) -> Vec<f64> {
    lines.sort_by(|a, b| a.0.total_cmp(&b.0).then(a.1.total_cmp(&b.1)));
    let mut found: Vec<f64> = Vec::new();
    for group in lines.chunk_by(|a, b| b.0 - a.0 <= IN_LINE) {
        let least = group.iter().fold(f64::INFINITY, |least, line| least.min(line.1));
        let most = group.iter().fold(f64::NEG_INFINITY, |most, line| most.max(line.1));
        // A third line between the two is a column of a table, not a mark.
        let between = group.iter().any(|line| line.1 > least + NEAR && line.1 < most - NEAR);
        if most - least >= APART && !between {
            found.push(group.iter().map(|line| line.0).sum::<f64>() / count(group.len()));
        }
    }
    found
}

fn count(number: usize) -> f64 {
    u32::try_from(number).map_or(f64::INFINITY, f64::from)
}

/// The only two places that are this far apart.
fn only_pair(places: &[f64], apart: f64) -> Option<(f64, f64)> {
    let pairs = places.iter().flat_map(|from| places.iter().map(move |to| (*from, *to)));
    let mut fitting = pairs.filter(|(from, to)| (to - from - apart).abs() <= AGREE);
    fitting.next().filter(|_| fitting.next().is_none())
}
