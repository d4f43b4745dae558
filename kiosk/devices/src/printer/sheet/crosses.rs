//! The calibration page: five numbered crosses with the place each is meant to have, and two rulers.

use std::fmt;

use ballot::Size;
use zeroize::Zeroizing;

use super::super::calibration::Calibration;
use super::super::pdf::{Drawing, STROKE_BYTES};

/// Fine lines can be measured to a tenth of a millimetre.
const LINE_MM: f64 = 0.15;
/// Half a cross.
const ARM_MM: f64 = 5.0;
/// A digit's width and height, and from one to the next.
const DIGIT_MM: [f64; 3] = [1.6, 3.2, 2.4];
/// From a cross to what is written about it, toward the middle of the page.
const ASIDE_MM: [f64; 2] = [9.0, 8.0];
/// A ruler's length, as far as the page goes.
const RULER_MM: u32 = 100;
/// From the middle of the page to the rulers.
const RULER_ASIDE_MM: f64 = 25.0;
/// Strokes of the whole page, and some more.
const MOST_STROKES: usize = 700;

/// A page to print on blank paper of the ballot's size, drawn as this printer needs it: with
/// [`Calibration::exact`] to measure the printer, with what was measured to see whether it helps.
///
/// Beside each cross stand its number and, below, how many millimetres it is meant to be from the left edge and from
/// the upper edge.
///
/// # Errors
/// Never for a page that a form can have.
pub fn calibration_page(page: Size, calibration: &Calibration) -> Result<Zeroizing<Vec<u8>>, fmt::Error> {
    let mut pen = Pen { drawing: Drawing::new(page, MOST_STROKES * STROKE_BYTES), calibration };
    pen.drawing.width(LINE_MM)?;
    let middle = [page.width.mm() / 2.0, page.height.mm() / 2.0];
    for (number, cross) in (1u32..).zip(Calibration::crosses(page)) {
        let [x, y] = [cross.x.mm(), cross.y.mm()];
        pen.line([x - ARM_MM, y], [x + ARM_MM, y])?;
        pen.line([x, y - ARM_MM], [x, y + ARM_MM])?;
        let left = if x > middle[0] { x - ASIDE_MM[0] - 6.0 * DIGIT_MM[2] } else { x + ASIDE_MM[0] };
        let top = if y > middle[1] { y - ASIDE_MM[1] - 2.5 * DIGIT_MM[1] } else { y + ASIDE_MM[1] };
        pen.number([left, top], &number.to_string())?;
        let place = format!("{x:.1} {y:.1}").replace(".0", "");
        pen.number([left, top + 1.5 * DIGIT_MM[1]], &place)?;
    }
    let long = |side: f64| (0..=RULER_MM).rev().step_by(10).find(|mm| f64::from(*mm) <= side - 30.0).unwrap_or(0);
    let (across, down) = (long(page.width.mm()), long(page.height.mm()));
    let start = [middle[0] - f64::from(across) / 2.0, middle[1] - RULER_ASIDE_MM];
    pen.ruler(start, [1.0, 0.0], across)?;
    let start = [middle[0] + RULER_ASIDE_MM, middle[1] - f64::from(down) / 2.0];
    pen.ruler(start, [0.0, 1.0], down)?;
    pen.drawing.finish()
}

struct Pen<'a> {
    drawing: Drawing,
    calibration: &'a Calibration,
}

impl Pen<'_> {
    fn line(&mut self, from: [f64; 2], to: [f64; 2]) -> fmt::Result {
        self.drawing.stroke(self.calibration.drawn(from), self.calibration.drawn(to))
    }

    /// Ticks at every millimetre, longer ones at five and ten.
    fn ruler(&mut self, [x, y]: [f64; 2], [right, down]: [f64; 2], long_mm: u32) -> fmt::Result {
        let end = f64::from(long_mm);
        self.line([x, y], [x + right * end, y + down * end])?;
        for mm in 0..=long_mm {
            let tick = if mm % 10 == 0 { 4.0 } else { 1.5 + f64::from(u8::from(mm % 5 == 0)) };
            let at = [x + right * f64::from(mm), y + down * f64::from(mm)];
            self.line(at, [at[0] + down * tick, at[1] + right * tick])?;
        }
        Ok(())
    }

    /// Digits as strokes, so that the page needs no font.
    fn number(&mut self, [mut x, y]: [f64; 2], text: &str) -> fmt::Result {
        let [width, height, step] = DIGIT_MM;
        for sign in text.chars() {
            let half = height / 2.0;
            let corners = [
                [x, y],
                [x + width, y],
                [x, y + half],
                [x + width, y + half],
                [x, y + height],
                [x + width, y + height],
            ];
            for [from, to] in segments(sign) {
                if let (Some(from), Some(to)) = (corners.get(usize::from(*from)), corners.get(usize::from(*to))) {
                    self.line(*from, *to)?;
                }
            }
            if sign == '.' {
                self.line([x, y + height - 0.2], [x, y + height])?;
            }
            x += if sign == '.' { step / 2.0 } else { step };
        }
        Ok(())
    }
}

/// Seven strokes make every digit. Corners: 0 and 1 above, 2 and 3 in the middle, 4 and 5 below.
const fn segments(digit: char) -> &'static [[u8; 2]] {
    match digit {
        '0' => &[[0, 1], [1, 5], [5, 4], [4, 0]],
        '1' => &[[1, 5]],
        '2' => &[[0, 1], [1, 3], [3, 2], [2, 4], [4, 5]],
        '3' => &[[0, 1], [1, 5], [5, 4], [2, 3]],
        '4' => &[[0, 2], [2, 3], [1, 5]],
        '5' => &[[1, 0], [0, 2], [2, 3], [3, 5], [5, 4]],
        '6' => &[[1, 0], [0, 4], [4, 5], [5, 3], [3, 2]],
        '7' => &[[0, 1], [1, 5]],
        '8' => &[[0, 1], [1, 5], [5, 4], [4, 0], [2, 3]],
        '9' => &[[3, 2], [2, 0], [0, 1], [1, 5], [5, 4]],
        _ => &[],
    }
}
