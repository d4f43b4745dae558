//! Light patches shut in by dark lines: what an empty square looks like to a machine.

use zeroize::Zeroizing;

use crate::image::Gray;

/// A run of light pixels of one row, `from..to`.
#[derive(Clone, Copy)]
pub(crate) struct Run {
    pub(crate) y: usize,
    pub(crate) from: usize,
    pub(crate) to: usize,
}

/// A light patch with no way out: its runs from top to bottom.
pub(crate) struct Hole {
    pub(crate) left: usize,
    pub(crate) right: usize,
    pub(crate) top: usize,
    pub(crate) bottom: usize,
    pub(crate) runs: Vec<Run>,
}

/// How much darker than its surroundings a line is, at least: gray levels, and a share of the surroundings. A thin line
/// blurred by a scanner keeps twice as much; the noise of a poor one stays below it.
const LEAST_LEVELS: u32 = 12;
const LEAST_PERCENT: u32 = 15;

/// All light patches whose width and height are between `least` and `most` pixels. A pixel is dark when it is darker
/// than the mean of the pixels up to `reach` away.
pub(crate) fn holes(image: &Gray, reach: usize, least: usize, most: usize) -> Vec<Hole> {
    // Sums of a window stay far below 2³² divided by a hundred.
    let reach = reach.min(150);
    let dark = dark_mask(image, reach);
    let runs = light_runs(image.width(), &dark);
    let mut patches = Patches::join(&runs);
    let mut found: Vec<Option<Hole>> = Vec::new();
    found.resize_with(runs.len(), || None);
    for (index, run) in runs.iter().enumerate() {
        let root = patches.root(index);
        let Some(slot) = found.get_mut(root) else { continue };
        let hole = slot.get_or_insert_with(|| Hole {
            left: run.from,
            right: run.to,
            top: run.y,
            bottom: run.y + 1,
            runs: Vec::new(),
        });
        hole.left = hole.left.min(run.from);
        hole.right = hole.right.max(run.to);
        hole.bottom = run.y + 1;
        // What has grown too large already is not kept.
        if hole.right - hole.left <= most && hole.bottom - hole.top <= most {
            hole.runs.push(*run);
        } else {
            hole.runs = Vec::new();
        }
    }
    let fits = |hole: &Hole| {
        let (width, height) = (hole.right - hole.left, hole.bottom - hole.top);
        (least..=most).contains(&width) && (least..=most).contains(&height)
    };
    found.into_iter().flatten().filter(fits).collect()
}

/// 1 where a pixel or one of its eight neighbors is dark, so that thin lines have no gaps. The outermost columns are
/// taken for light: no square is printed there.
fn dark_mask(image: &Gray, reach: usize) -> Zeroizing<Vec<u8>> {
    let (width, height) = (image.width(), image.height());
    let rows: Vec<&[u8]> = image.rows().collect();
    let mut mask = Zeroizing::new(vec![0u8; width * height]);
    let mut columns = Zeroizing::new(vec![0u32; width]);
    let mut sums = Zeroizing::new(vec![0u32; width + 1]);
    for row in rows.iter().take(reach) {
        add(&mut columns, row);
    }
    for (y, row) in rows.iter().enumerate() {
        if let Some(enters) = rows.get(y + reach) {
            add(&mut columns, enters);
        }
        if let Some(leaves) = y.checked_sub(reach + 1).and_then(|y| rows.get(y)) {
            for (column, value) in columns.iter_mut().zip(*leaves) {
                *column -= u32::from(*value);
            }
        }
        let lines = (y + reach + 1).min(height) - y.saturating_sub(reach);
        let mut sum = 0u32;
        for (slot, column) in sums.iter_mut().skip(1).zip(columns.iter()) {
            sum += column;
            *slot = sum;
        }
        let count = u32::try_from((2 * reach + 1) * lines).unwrap_or(u32::MAX);
        let windows = sums.iter().zip(sums.iter().skip(2 * reach + 1));
        for ((x, value), (before, after)) in row.iter().enumerate().skip(reach).zip(windows) {
            let (total, value) = (after - before, u32::from(*value));
            // Products instead of a mean: no division for every pixel.
            if (value + LEAST_LEVELS) * count < total && value * count * 100 < total * (100 - LEAST_PERCENT) {
                widen(&mut mask, width, x, y);
            }
        }
    }
    mask
}

fn add(columns: &mut [u32], row: &[u8]) {
    for (column, value) in columns.iter_mut().zip(row) {
        *column += u32::from(*value);
    }
}

/// Darkens a pixel and its neighbors.
fn widen(mask: &mut [u8], width: usize, x: usize, y: usize) {
    let (from, to) = (x.saturating_sub(1), (x + 2).min(width));
    for y in y.saturating_sub(1)..=y + 1 {
        if let Some(part) = mask.get_mut(y * width + from..y * width + to) {
            part.fill(1);
        }
    }
}

fn light_runs(width: usize, mask: &[u8]) -> Vec<Run> {
    let mut runs = Vec::new();
    for (y, row) in mask.chunks_exact(width).enumerate() {
        let mut from = None;
        for (x, dark) in row.iter().chain(&[1]).enumerate() {
            match (dark, from) {
                (0, None) => from = Some(x),
                (1, Some(start)) => {
                    runs.push(Run { y, from: start, to: x });
                    from = None;
                }
                _ => {}
            }
        }
    }
    runs
}

/// Which runs belong together: each points to an earlier one of its patch, the first to itself.
struct Patches(Vec<usize>);

impl Patches {
    fn join(runs: &[Run]) -> Self {
        let mut patches = Self((0..runs.len()).collect());
        let mut above = 0;
        for (index, run) in runs.iter().enumerate() {
            while let Some(other) = runs.get(above) {
                if other.y + 1 < run.y || (other.y + 1 == run.y && other.to <= run.from) {
                    above += 1;
                } else {
                    break;
                }
            }
            let mut touching = above;
            while let Some(other) = runs.get(touching).filter(|other| other.y + 1 == run.y && other.from < run.to) {
                patches.unite(index, touching);
                if other.to > run.to {
                    break;
                }
                touching += 1;
            }
        }
        patches
    }

    fn root(&mut self, mut index: usize) -> usize {
        while let Some(next) = self.0.get(index).copied().filter(|next| *next != index) {
            let beyond = self.0.get(next).copied().unwrap_or(next);
            if let Some(slot) = self.0.get_mut(index) {
                *slot = beyond;
            }
            index = beyond;
        }
        index
    }

    fn unite(&mut self, one: usize, other: usize) {
        let (one, other) = (self.root(one), self.root(other));
        if let Some(slot) = self.0.get_mut(one.max(other)) {
            *slot = one.min(other);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// White with dark frames `(left, top, side)`, two pixels thick; `gap` leaves one out of the first frame's top.
    fn picture(frames: &[(usize, usize, usize)], gap: usize) -> Gray {
        let mut pixels = vec![240u8; 200 * 200];
        for (number, &(left, top, side)) in frames.iter().enumerate() {
            for step in 0..side {
                for thick in 0..2 {
                    let skipped = number == 0 && (10..10 + gap).contains(&step);
                    if !skipped {
                        pixels[(top + thick) * 200 + left + step] = 60;
                    }
                    pixels[(top + side - 1 - thick) * 200 + left + step] = 60;
                    pixels[(top + step) * 200 + left + thick] = 60;
                    pixels[(top + step) * 200 + left + side - 1 - thick] = 60;
                }
            }
        }
        Gray::new(200, 200, pixels, None).unwrap()
    }

    #[test]
    fn frames_shut_in_what_is_light() {
        let found = holes(&picture(&[(20, 20, 40), (100, 90, 50)], 0), 15, 10, 80);
        let boxes: Vec<_> = found.iter().map(|hole| (hole.left, hole.top, hole.right, hole.bottom)).collect();
        // Two pixels of line and one by which lines are widened.
        assert_eq!(boxes, [(23, 23, 57, 57), (103, 93, 147, 137)]);
        assert_eq!(found[0].runs.len(), 34);
    }

    #[test]
    fn a_gap_of_two_pixels_is_closed_and_one_of_three_is_not() {
        assert_eq!(holes(&picture(&[(20, 20, 40)], 2), 15, 10, 80).len(), 1);
        assert_eq!(holes(&picture(&[(20, 20, 40)], 3), 15, 10, 80).len(), 0);
    }

    #[test]
    fn a_patch_with_arms_is_one_patch() {
        let mut pixels = vec![240u8; 200 * 200];
        for y in 60..140 {
            for x in 60..140 {
                let wall = !(64..136).contains(&x) || !(64..136).contains(&y) || (x % 20 < 4 && y < 125);
                if wall {
                    pixels[y * 200 + x] = 40;
                }
            }
        }
        let found = holes(&Gray::new(200, 200, pixels, None).unwrap(), 15, 10, 100);
        assert_eq!(found.len(), 1);
    }
}
