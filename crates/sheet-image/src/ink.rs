//! Is there ink in a square? Measured against the paper inside the same square and against the noise of the scan.

use zeroize::Zeroizing;

use crate::image::Gray;
use crate::matching::Match;
use crate::plane::{Spot, quantile, whole};
use crate::sheet::{Oblong, Sheet};

/// What is in a square.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Ink {
    /// Paper.
    None,
    /// Something that may be a mark.
    Unclear,
    /// A mark.
    Mark,
}

/// Between two measured places, mm.
const STEP: f64 = 0.085;
/// From the middle of the printed line to where ink is looked for, mm: half a line, and the blur of a scanner.
const INSET: f64 = 0.55;
/// Ink darker than the paper by this share is surely ink; darker by the lower share it may be.
const SURELY: f64 = 0.17;
const PERHAPS: f64 = 0.085;
/// As many times the noise as well.
const SURELY_NOISE: f64 = 6.0;
const PERHAPS_NOISE: f64 = 4.5;
/// Patches smaller than this are dust, mm².
const DUST: f64 = 0.08;
/// A mark has this much sure ink, mm²: a dot of a ballpoint pressed down and moved a little.
const MARK: f64 = 0.8;
/// Or this much, drawn out to this length, mm: a thin stroke.
const STROKE: (f64, f64) = (0.45, 2.0);
/// Paper of one square is at most so much darker than that of the others, as a share, unless ink covers it.
const PAPER_SPREAD: f64 = 0.85;
/// Scans at more than this are averaged first: the grain of paper is no ink.
const INK_DPI: f64 = 300.0;

/// The places measured in one square, as light as paper at 1 and darker below.
struct Patch {
    across: usize,
    values: Zeroizing<Vec<f64>>,
    /// The lighter part of the patch.
    paper: f64,
    /// How far the lighter half spreads.
    noise: f64,
}

/// What is in each square of the form; `None` when the paper cannot be told from ink. `scale` is in pixels of `image`
/// a millimetre.
pub(crate) fn marks(image: &Gray, found: &Match, sheet: &Sheet, scale: f64) -> Option<Vec<Ink>> {
    let (small, factor) = image.at_least(INK_DPI, scale * 25.4);
    let fine = small.as_ref().unwrap_or(image);
    // The match was made on an image of another size.
    let zoom = scale / factor as f64 / found.pixels_per_mm();
    let squares = sheet.squares.iter().zip(&found.squares);
    let patches: Vec<Patch> = squares
        .map(|(square, located)| patch(fine, square, |mm| found.placement.at(mm + located.shift) * zoom))
        .collect();
    let paper = quantile(&mut patches.iter().map(|patch| patch.paper).collect::<Vec<_>>(), 0.6)?;
    let noise = quantile(&mut patches.iter().map(|patch| patch.noise).collect::<Vec<_>>(), 0.4)?;
    // A scan on which paper is nearly black shows nothing.
    (paper > 60.0).then(|| patches.iter().map(|patch| patch.ink(paper, noise)).collect())
}

fn patch(image: &Gray, square: &Oblong, place: impl Fn(Spot) -> Spot) -> Patch {
    let (width, height) = (square.width - 2.0 * INSET, square.height - 2.0 * INSET);
    let (across, down) = (whole(width / STEP).max(3), whole(height / STEP).max(3));
    let corner = Spot::new(square.left + INSET, square.top + INSET);
    let mut values = Zeroizing::new(Vec::with_capacity(across * down));
    for y in 0..down {
        for x in 0..across {
            let step = Spot::new((x as f64 + 0.5) * width / across as f64, (y as f64 + 0.5) * height / down as f64);
            values.push(image.sample(place(corner + step)));
        }
    }
    let smooth = smoothed(&values, across);
    let mut sorted = Zeroizing::new(smooth.to_vec());
    let paper = quantile(&mut sorted, 0.8).unwrap_or(0.0);
    let middle = quantile(&mut sorted, 0.6).unwrap_or(0.0);
    // Between the two quantiles lie 0.588 standard deviations.
    Patch { across, values: smooth, paper, noise: (paper - middle) / 0.588 }
}

/// Each value the mean of itself and its neighbors: a quarter of a millimetre.
fn smoothed(values: &[f64], across: usize) -> Zeroizing<Vec<f64>> {
    let rows: Vec<&[f64]> = values.chunks_exact(across).collect();
    let mut result = Zeroizing::new(Vec::with_capacity(values.len()));
    for y in 0..rows.len() {
        let near = rows.get(y.saturating_sub(1)..(y + 2).min(rows.len())).unwrap_or_default();
        for x in 0..across {
            let part = x.saturating_sub(1)..(x + 2).min(across);
            let count = (near.len() * part.len()) as f64;
            let sum: f64 = near.iter().filter_map(|row| row.get(part.clone())).flatten().sum();
            result.push(sum / count);
        }
    }
    result
}

impl Patch {
    fn ink(&self, paper: f64, noise: f64) -> Ink {
        // Where most of a square is covered its lighter part is ink too; then the other squares say what paper is.
        let own = if self.paper >= paper * PAPER_SPREAD { self.paper } else { paper };
        let surely = own * (1.0 - SURELY.max(SURELY_NOISE * noise / own));
        let perhaps = own * (1.0 - PERHAPS.max(PERHAPS_NOISE * noise / own));
        let (sure, longest) = self.patches(surely);
        let (all, _) = self.patches(perhaps);
        if sure >= MARK || (sure >= STROKE.0 && longest >= STROKE.1) {
            Ink::Mark
        } else if all < DUST {
            Ink::None
        } else {
            Ink::Unclear
        }
    }

    /// The area darker than `limit` in patches that are no dust, mm², and the length of the longest of them, mm.
    fn patches(&self, limit: f64) -> (f64, f64) {
        let mut dark: Zeroizing<Vec<bool>> = Zeroizing::new(self.values.iter().map(|value| *value < limit).collect());
        let (mut total, mut longest) = (0.0, 0.0f64);
        for start in 0..dark.len() {
            if !dark.get(start).copied().unwrap_or(false) {
                continue;
            }
            let (count, extent) = flood(&mut dark, self.across, start);
            let area = count as f64 * STEP * STEP;
            if area >= DUST {
                total += area;
                longest = longest.max(extent * STEP);
            }
        }
        (total, longest)
    }
}

/// Takes one connected patch away: how many places it has, and the diagonal of what stands around it.
fn flood(dark: &mut [bool], across: usize, start: usize) -> (usize, f64) {
    let mut open = vec![start];
    let (mut count, mut left, mut right, mut top, mut bottom) = (0, usize::MAX, 0, usize::MAX, 0);
    while let Some(at) = open.pop() {
        let Some(slot) = dark.get_mut(at).filter(|slot| **slot) else { continue };
        *slot = false;
        count += 1;
        let (x, y) = (at % across, at / across);
        (left, right, top, bottom) = (left.min(x), right.max(x), top.min(y), bottom.max(y));
        for row in y.saturating_sub(1)..=y + 1 {
            for column in x.saturating_sub(1)..=(x + 1).min(across - 1) {
                open.push(row * across + column);
            }
        }
    }
    (count, ((right - left + 1) as f64).hypot((bottom - top + 1) as f64))
}
