//! A PDF file of one page with strokes on it, in a buffer that never moves and is overwritten when dropped.

use std::fmt::{self, Write};

use ballot::Size;
use zeroize::Zeroizing;

/// PDF points in a millimetre.
const POINTS_A_MM: f64 = 72.0 / 25.4;
/// Room for everything around the page's content.
const FRAME: usize = 1_024;
/// A stroke takes no more bytes than this, on any page a form can have.
pub(super) const STROKE_BYTES: usize = 48;
/// So much the line's width takes.
pub(super) const WIDTH_BYTES: usize = 24;

/// Bytes with a fixed room: growing would leave a copy behind that nobody overwrites.
struct Buffer(Zeroizing<Vec<u8>>);

impl Buffer {
    fn of(room: usize) -> Self {
        Self(Zeroizing::new(Vec::with_capacity(room)))
    }
}

impl Write for Buffer {
    fn write_str(&mut self, text: &str) -> fmt::Result {
        if self.0.capacity() - self.0.len() < text.len() {
            return Err(fmt::Error);
        }
        self.0.extend_from_slice(text.as_bytes());
        Ok(())
    }
}

/// The strokes of one page. Lengths in millimetres from the page's top-left corner, y downward.
pub(super) struct Drawing {
    page: Size,
    content: Buffer,
    room: usize,
}

impl Drawing {
    /// An empty page with room for so many bytes of content.
    pub(super) fn new(page: Size, room: usize) -> Self {
        Self { page, content: Buffer::of(room), room }
    }

    /// Black lines of this width with round ends, from here on.
    pub(super) fn width(&mut self, width_mm: f64) -> fmt::Result {
        writeln!(self.content, "0 G 1 J {:.3} w", width_mm * POINTS_A_MM)
    }

    /// One straight stroke.
    pub(super) fn stroke(&mut self, [x1, y1]: [f64; 2], [x2, y2]: [f64; 2]) -> fmt::Result {
        let height = self.page.height.mm();
        let across = |mm: f64| mm * POINTS_A_MM;
        let up = |mm: f64| (height - mm) * POINTS_A_MM;
        writeln!(self.content, "{:.3} {:.3} m {:.3} {:.3} l S", across(x1), up(y1), across(x2), up(y2))
    }

    /// The file. It is as long as every other file with the same page and the same room, whatever is drawn.
    pub(super) fn finish(mut self) -> Result<Zeroizing<Vec<u8>>, fmt::Error> {
        while self.content.0.len() < self.room {
            self.content.write_str(" ")?;
        }
        let content = std::str::from_utf8(&self.content.0).map_err(|_| fmt::Error)?;
        let (width, height) = (self.page.width.mm() * POINTS_A_MM, self.page.height.mm() * POINTS_A_MM);
        let mut file = Buffer::of(self.room + FRAME);
        let mut places = [0; 4];
        file.write_str("%PDF-1.6\n")?;
        for (number, place) in (1..).zip(&mut places) {
            *place = file.0.len();
            writeln!(file, "{number} 0 obj")?;
            match number {
                // A printer that reads this preference does not fit the page to its paper.
                1 => file.write_str("<< /Type /Catalog /Pages 2 0 R /ViewerPreferences << /PrintScaling /None >> >>"),
                2 => file.write_str("<< /Type /Pages /Kids [3 0 R] /Count 1 >>"),
                3 => write!(
                    file,
                    "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 {width:.3} {height:.3}] /Resources << >> /Contents 4 0 R >>"
                ),
                _ => write!(file, "<< /Length {} >>\nstream\n{content}\nendstream", self.room),
            }?;
            file.write_str("\nendobj\n")?;
        }
        let table = file.0.len();
        file.write_str("xref\n0 5\n0000000000 65535 f \n")?;
        places.iter().try_for_each(|place| writeln!(file, "{place:010} 00000 n "))?;
        write!(file, "trailer\n<< /Size 5 /Root 1 0 R >>\nstartxref\n{table:010}\n%%EOF\n")?;
        Ok(file.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use ballot::Length;

    #[test]
    fn what_does_not_fit_is_refused_and_nothing_moves() {
        let mut drawing = Drawing::new(Size::new(Length::from_mm(148), Length::from_mm(210)), 2 * STROKE_BYTES);
        let place = drawing.content.0.as_ptr();
        for _ in 0..2 {
            drawing.stroke([147.999, 1.0], [1000.0, 0.001]).unwrap();
        }
        let more = (0..3).map(|_| drawing.stroke([147.999, 1.0], [1000.0, 0.001])).collect::<Vec<_>>();
        assert!(more.contains(&Err(fmt::Error)));
        assert_eq!(drawing.content.0.as_ptr(), place);
    }

    #[test]
    fn every_place_in_the_table_is_that_of_its_object() {
        let mut drawing = Drawing::new(Size::new(Length::from_mm(148), Length::from_mm(210)), 200);
        drawing.width(0.6).unwrap();
        drawing.stroke([10.0, 20.0], [30.0, 40.0]).unwrap();
        let file = drawing.finish().unwrap();
        let text = std::str::from_utf8(&file).unwrap();
        let table = text.find("xref\n").unwrap();
        assert!(text.contains(&format!("startxref\n{table:010}\n")));
        for (number, line) in text[table..].lines().skip(3).take(4).enumerate() {
            let place: usize = line[..10].parse().unwrap();
            assert!(text[place..].starts_with(&format!("{} 0 obj", number + 1)), "{line}");
        }
    }
}
