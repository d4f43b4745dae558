//! Reflectance between 0 and 1 at the scanner's resolution, drawn on in millimetres of the sheet.

/// A place on the sheet, mm.
pub(crate) type Mm = (f64, f64);

/// An image being drawn, and where the sheet lies on it.
pub(crate) struct Canvas {
    pub(crate) width: usize,
    pub(crate) height: usize,
    pub(crate) light: Vec<f32>,
    /// Pixels for a millimetre to the right and down the sheet, and where the sheet's corner lies.
    pub(crate) right: Mm,
    pub(crate) down: Mm,
    pub(crate) origin: Mm,
}

impl Canvas {
    /// Where a place of the sheet lies on the image.
    pub(crate) fn place(&self, (x, y): Mm) -> Mm {
        (self.origin.0 + self.right.0 * x + self.down.0 * y, self.origin.1 + self.right.1 * x + self.down.1 * y)
    }

    /// Which place of the sheet a place of the image shows.
    pub(crate) fn back(&self, (x, y): Mm) -> Mm {
        let (dx, dy) = (x - self.origin.0, y - self.origin.1);
        let area = self.right.0 * self.down.1 - self.right.1 * self.down.0;
        ((dx * self.down.1 - dy * self.down.0) / area, (self.right.0 * dy - self.right.1 * dx) / area)
    }

    /// Pixels a millimetre.
    pub(crate) fn scale(&self) -> f64 {
        self.right.0.hypot(self.right.1)
    }

    /// A straight stroke with round ends that takes away the share `dark` of the light.
    pub(crate) fn stroke(&mut self, from: Mm, to: Mm, width_mm: f64, dark: f64) {
        let (a, b) = (self.place(from), self.place(to));
        let radius = width_mm * self.scale() / 2.0;
        let along = (b.0 - a.0, b.1 - a.1);
        let square = (along.0 * along.0 + along.1 * along.1).max(1e-9);
        let reach = radius + 1.0;
        let left = (a.0.min(b.0) - reach).max(0.0) as usize;
        let top = (a.1.min(b.1) - reach).max(0.0) as usize;
        let right = ((a.0.max(b.0) + reach).max(0.0) as usize).min(self.width);
        let bottom = ((a.1.max(b.1) + reach).max(0.0) as usize).min(self.height);
        for y in top..bottom {
            for x in left..right {
                let step = (x as f64 + 0.5 - a.0, y as f64 + 0.5 - a.1);
                let t = ((step.0 * along.0 + step.1 * along.1) / square).clamp(0.0, 1.0);
                let (dx, dy) = (step.0 - along.0 * t, step.1 - along.1 * t);
                let distance = (dx * dx + dy * dy).sqrt();
                let covered = (radius - distance + 0.5).clamp(0.0, (2.0 * radius).min(1.0));
                if covered > 0.0 {
                    // Ink over ink is little darker than ink.
                    let slot = &mut self.light[y * self.width + x];
                    *slot *= (1.0 - dark * covered) as f32;
                }
            }
        }
    }

    /// A line through several places.
    pub(crate) fn path(&mut self, places: &[Mm], width_mm: f64, dark: f64) {
        for pair in places.windows(2) {
            self.stroke(pair[0], pair[1], width_mm, dark);
        }
    }

    /// Gray values.
    pub(crate) fn finished(self) -> (usize, usize, Vec<u8>) {
        let pixels = self.light.iter().map(|light| (light * 255.0 + 0.5).clamp(0.0, 255.0) as u8).collect();
        (self.width, self.height, pixels)
    }
}
