//! What JPEG does to a gray image: blocks of eight by eight, their cosine parts rounded, after Annex K of ITU-T T.81.

use std::f32::consts::PI;

/// The luminance table of T.81, table K.1, at quality 50.
const ROUNDING: [f32; 64] = [
    16., 11., 10., 16., 24., 40., 51., 61., 12., 12., 14., 19., 26., 58., 60., 55., 14., 13., 16., 24., 40., 57., 69.,
    56., 14., 17., 22., 29., 51., 87., 80., 62., 18., 22., 37., 56., 68., 109., 103., 77., 24., 35., 55., 64., 81.,
    104., 113., 92., 49., 64., 78., 87., 103., 121., 120., 101., 72., 92., 95., 98., 112., 100., 103., 99.,
];

/// Rounds an image as JPEG of this quality (1 to 100) does. What is left over at the right and bottom stays.
pub(crate) fn round(light: &mut [f32], width: usize, quality: f32) {
    let factor = if quality < 50.0 { 50.0 / quality } else { 2.0 - quality / 50.0 };
    let height = light.len() / width;
    let mut cosine = [[0.0f32; 8]; 8];
    for (part, row) in cosine.iter_mut().enumerate() {
        for (place, slot) in row.iter_mut().enumerate() {
            let scale = if part == 0 { (1.0f32 / 8.0).sqrt() } else { 0.5 };
            *slot = scale * ((place as f32 * 2.0 + 1.0) * part as f32 * PI / 16.0).cos();
        }
    }
    let mut block = [[0.0f32; 8]; 8];
    for top in (0..height / 8 * 8).step_by(8) {
        for left in (0..width / 8 * 8).step_by(8) {
            for (y, row) in block.iter_mut().enumerate() {
                let start = (top + y) * width + left;
                for (slot, value) in row.iter_mut().zip(&light[start..start + 8]) {
                    *slot = value * 255.0 - 128.0;
                }
            }
            let mut parts = product(&cosine, &block, false);
            for (slot, step) in parts.iter_mut().flatten().zip(ROUNDING) {
                let step = (step * factor).max(1.0);
                *slot = (*slot / step).round() * step;
            }
            block = product(&cosine, &parts, true);
            for (y, row) in block.iter().enumerate() {
                let start = (top + y) * width + left;
                for (slot, value) in light[start..start + 8].iter_mut().zip(row) {
                    *slot = (value + 128.0) / 255.0;
                }
            }
        }
    }
}

/// The cosine parts of a block, or a block from its parts: C·B·Cᵀ or Cᵀ·B·C.
fn product(cosine: &[[f32; 8]; 8], block: &[[f32; 8]; 8], back: bool) -> [[f32; 8]; 8] {
    let c = |row: usize, column: usize| if back { cosine[column][row] } else { cosine[row][column] };
    let mut half = [[0.0f32; 8]; 8];
    for (row, line) in half.iter_mut().enumerate() {
        for (other, values) in block.iter().enumerate() {
            let factor = c(row, other);
            for (slot, value) in line.iter_mut().zip(values) {
                *slot += factor * value;
            }
        }
    }
    let mut whole = [[0.0f32; 8]; 8];
    for (line, values) in whole.iter_mut().zip(&half) {
        for (column, slot) in line.iter_mut().enumerate() {
            *slot = values.iter().enumerate().map(|(other, value)| value * c(column, other)).sum();
        }
    }
    whole
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_best_quality_changes_next_to_nothing_and_a_poor_one_something() {
        let picture: Vec<f32> = (0..64 * 64).map(|index| if index % 64 / 5 % 2 == 0 { 0.9 } else { 0.2 }).collect();
        let change = |quality| {
            let mut light = picture.clone();
            round(&mut light, 64, quality);
            light.iter().zip(&picture).map(|(one, other)| (one - other).abs()).fold(0.0f32, f32::max)
        };
        assert!(change(100.0) < 0.02, "{}", change(100.0));
        assert!((0.03..0.5).contains(&change(40.0)), "{}", change(40.0));
    }
}
