//! Loudness by ITU-R BS.1770-4: K-weighting, blocks of 400 ms, two gates.

use std::f64::consts::PI;

/// Loudness in LUFS of one channel.
pub(super) fn measure(samples: &[f64], rate_hz: f64) -> f64 {
    let squares: Vec<f64> = weighted(samples, rate_hz).into_iter().map(|sample| sample * sample).collect();
    // Gates need several blocks; in a word of half a second they would keep what suits them.
    if length(squares.len()) < rate_hz {
        return lufs(mean(&squares));
    }
    let blocks = blocks(&squares, rate_hz);
    let above = |gate: f64| blocks.iter().copied().filter(|block| lufs(*block) > gate).collect::<Vec<_>>();
    let relative = lufs(mean(&above(-70.0))) - 10.0;
    lufs(mean(&above(relative.max(-70.0))))
}

fn lufs(mean_square: f64) -> f64 {
    -0.691 + 10.0 * mean_square.log10()
}

fn mean(values: &[f64]) -> f64 {
    values.iter().sum::<f64>() / length(values.len()).max(1.0)
}

fn length(count: usize) -> f64 {
    f64::from(u32::try_from(count).unwrap_or(u32::MAX))
}

/// The mean squares of blocks of 400 ms, one every 100 ms.
fn blocks(squares: &[f64], rate_hz: f64) -> Vec<f64> {
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a tenth of a sampling rate")]
    let step = (rate_hz / 10.0).round() as usize;
    squares.windows(4 * step).step_by(step).map(mean).collect()
}

/// The filter of the head and the high-pass, for any rate, after the analog prototypes of BS.1770's
/// coefficients at 48 kHz.
fn weighted(samples: &[f64], rate_hz: f64) -> Vec<f64> {
    let shelf = {
        let k = (PI * 1_681.974_450_955_533 / rate_hz).tan();
        let (q, high) = (0.707_175_236_955_419_6, 10.0_f64.powf(3.999_843_853_973_347 / 20.0));
        let band = high.powf(0.499_666_774_154_541_6);
        let a0 = 1.0 + k / q + k * k;
        Biquad {
            b: [(high + band * k / q + k * k) / a0, 2.0 * (k * k - high) / a0, (high - band * k / q + k * k) / a0],
            a: [2.0 * (k * k - 1.0) / a0, (1.0 - k / q + k * k) / a0],
        }
    };
    let high_pass = {
        let k = (PI * 38.135_470_876_024_44 / rate_hz).tan();
        let q = 0.500_327_037_323_877_3;
        let a0 = 1.0 + k / q + k * k;
        Biquad { b: [1.0, -2.0, 1.0], a: [2.0 * (k * k - 1.0) / a0, (1.0 - k / q + k * k) / a0] }
    };
    high_pass.filter(&shelf.filter(samples))
}

struct Biquad {
    b: [f64; 3],
    a: [f64; 2],
}

impl Biquad {
    fn filter(&self, samples: &[f64]) -> Vec<f64> {
        let ([b0, b1, b2], [a1, a2]) = (self.b, self.a);
        let (mut x1, mut x2, mut y1, mut y2) = (0.0, 0.0, 0.0, 0.0);
        let next = |&x: &f64| {
            let y = b0 * x + b1 * x1 + b2 * x2 - a1 * y1 - a2 * y2;
            (x2, x1, y2, y1) = (x1, x, y1, y);
            y
        };
        samples.iter().map(next).collect()
    }
}
