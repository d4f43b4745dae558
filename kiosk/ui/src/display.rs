//! The real display, and how large things are on it.

/// A display: its size in millimetres and in pixels.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Display {
    /// Width of the picture in millimetres.
    pub width_mm: f32,
    /// Height of the picture in millimetres.
    pub height_mm: f32,
    /// Width in pixels.
    pub width_px: u32,
    /// Height in pixels.
    pub height_px: u32,
}

impl Default for Display {
    /// 15.6 inches, 1920 × 1080: the smallest common touch monitor for a table.
    fn default() -> Self {
        Self { width_mm: 344.0, height_mm: 193.5, width_px: 1920, height_px: 1080 }
    }
}

impl Display {
    /// Pixels in a millimetre: the smaller of both directions, so that nothing is larger than the display says. A
    /// display without pixels or size counts as 96 pixels an inch.
    #[must_use]
    pub fn px_per_mm(&self) -> f32 {
        // Pixels of any real display are exact in an f32.
        #[expect(clippy::cast_precision_loss, reason = "a display has fewer than 2^24 pixels a side")]
        let across = (self.width_px as f32 / self.width_mm, self.height_px as f32 / self.height_mm);
        let least = across.0.min(across.1);
        if least.is_finite() && least > 0.0 { least } else { 96.0 / 25.4 }
    }

    /// A pixel's width divided by its height; 1 for a square.
    #[must_use]
    #[expect(clippy::cast_precision_loss, reason = "a display has fewer than 2^24 pixels a side")]
    pub fn squareness(&self) -> f32 {
        (self.width_mm / self.width_px as f32) / (self.height_mm / self.height_px as f32)
    }
}

/// Heights of capitals in millimetres, by text size: 3.5–4.2, 4.8–5.6, 6.4–7.1, 8.5–9.0 (VVSG 2.0 7.1-G), and a fifth.
pub(crate) const CAPITALS_MM: [f32; 5] = [3.9, 5.0, 6.8, 8.8, 12.0];

/// Height of Inter's capitals in parts of its size; a test reads it from the font.
const CAPITAL_OF_SIZE: f32 = 0.727_5;

/// Lengths on the screen in logical pixels, for one text size.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Metrics {
    /// A millimetre.
    pub(crate) mm: f32,
    /// Size of letters.
    pub(crate) letters: f32,
}

impl Metrics {
    /// For a text size from 0 to 4; a larger one counts as 4.
    pub(crate) fn new(px_per_mm: f32, text_size: u8) -> Self {
        let capitals = CAPITALS_MM.get(usize::from(text_size)).or(CAPITALS_MM.last()).copied().unwrap_or(12.0);
        Self { mm: px_per_mm, letters: capitals / CAPITAL_OF_SIZE * px_per_mm }
    }

    /// The letters of what is not the voter's: the banner and the poll worker's button.
    pub(crate) fn small_letters(&self) -> f32 {
        Self::new(self.mm, 0).letters.min(self.letters)
    }

    pub(crate) fn of_mm(&self, mm: f32) -> f32 {
        self.mm * mm
    }

    /// From the edge of a box to its words.
    pub(crate) fn padding(&self) -> f32 {
        self.of_mm(2.5)
    }

    /// The smallest side of what can be touched: at least 12.7 mm (VVSG 2.0 7.2-I).
    pub(crate) fn target(&self) -> f32 {
        self.of_mm(13.0)
    }

    /// Between two things that can be touched: at least 2.54 mm (7.2-I), and room for the ring.
    pub(crate) fn gap(&self) -> f32 {
        self.of_mm(3.0)
    }

    /// Between two texts.
    pub(crate) fn text_gap(&self) -> f32 {
        self.of_mm(1.8)
    }

    /// From the edge of the display.
    pub(crate) fn margin(&self) -> f32 {
        self.of_mm(4.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn letters_are_as_large_as_the_standard_wants_on_the_real_display() {
        let wanted = [(3.5, 4.2), (4.8, 5.6), (6.4, 7.1), (8.5, 9.0), (12.0, 12.0)];
        let display = Display::default();
        for (size, (least, most)) in (0u8..).zip(wanted) {
            let letters_px = Metrics::new(display.px_per_mm(), size).letters;
            let capital_mm = letters_px * CAPITAL_OF_SIZE / display.px_per_mm();
            assert!((least - 1e-3..=most + 1e-3).contains(&capital_mm), "{size} {capital_mm}");
        }
    }

    #[test]
    fn a_display_of_no_size_is_taken_for_a_common_one() {
        let display = Display { width_mm: 0.0, height_mm: 0.0, width_px: 0, height_px: 0 };
        assert!((display.px_per_mm() - 96.0 / 25.4).abs() < 1e-6);
    }
}
