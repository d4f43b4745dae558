//! Vector drawing as PDF operators, from micrometres with y downward.

use ballot::{Length, Point, Rect};

use crate::layout::{Outline, Step};

/// Drawing operators for one layer of one page.
#[derive(Clone, Debug)]
pub struct Canvas {
    bytes: Vec<u8>,
    /// Where the drawing's origin lies on the page, from the page's top-left corner.
    origin: Point,
    page_height: Length,
}

/// Thousandths of a point in a length, rounded to the nearest (0.35 µm).
pub(super) fn millipoints(length: Length) -> i64 {
    let scaled = length.um() * 360;
    (scaled + if scaled < 0 { -63 } else { 63 }) / 127
}

/// The control points of a quarter circle lie at this share of the radius: 0.5523.
fn control(radius: Length) -> Length {
    Length::from_um(radius.um() * 5_523 / 10_000)
}

impl Canvas {
    /// An empty canvas whose drawings start at `origin` on a page of this height.
    #[must_use]
    pub fn new(origin: Point, page_height: Length) -> Self {
        Self { bytes: Vec::with_capacity(4096), origin, page_height }
    }

    /// The operators.
    #[must_use]
    pub fn into_bytes(self) -> Vec<u8> {
        self.bytes
    }

    /// The operators so far.
    #[must_use]
    pub fn bytes(&self) -> &[u8] {
        &self.bytes
    }

    /// Whether nothing was drawn.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.bytes.is_empty()
    }

    /// Strokes a closed outline.
    pub fn stroke_outline(&mut self, outline: &Outline) {
        self.outline(outline);
        self.operator("s");
    }

    /// Fills a closed outline.
    pub fn fill_outline(&mut self, outline: &Outline) {
        self.outline(outline);
        self.operator("f");
    }

    /// Strokes a rectangle with rounded corners.
    pub fn stroke_rounded(&mut self, rect: Rect, radius: Length) {
        self.outline(&Outline::rounded(rect, radius));
        self.operator("s");
    }

    /// Fills the band between a rectangle and a rounded one inside it.
    pub fn fill_frame(&mut self, outer: Rect, inner: Rect, radius: Length) {
        self.rectangle(outer);
        self.outline(&Outline::rounded(inner, radius));
        self.operator("f*");
    }

    /// Fills a rectangle.
    pub fn fill_bar(&mut self, rect: Rect) {
        self.rectangle(rect);
        self.operator("f");
    }

    /// Strokes a rectangle.
    pub fn stroke_bar(&mut self, rect: Rect) {
        self.rectangle(rect);
        self.operator("S");
    }

    /// Strokes a straight line.
    pub fn line(&mut self, from: Point, to: Point) {
        self.point(from);
        self.operator("m");
        self.point(to);
        self.operator("l S");
    }

    /// Places the dot form at each center. Each place is given from the one before: steps between
    /// dots repeat, which packs far better than places on the page. Steps are differences of
    /// rounded places, so that rounding does not add up.
    pub fn dots(&mut self, centers: impl IntoIterator<Item = Point>) {
        let (mut x, mut y) = (0, 0);
        self.operator("q");
        for center in centers {
            let next_x = millipoints(self.origin.x + center.x);
            let next_y = millipoints(self.page_height - self.origin.y - center.y);
            self.step(next_x - x, next_y - y);
            (x, y) = (next_x, next_y);
        }
        self.operator("Q");
    }

    /// Places the dot form at each center, drawn at `share` thousandths of its size.
    ///
    /// Steps are counted in the shrunken form's units from the first center on, each a difference
    /// of rounded places, so that rounding does not add up.
    pub fn shrunken_dots(&mut self, share: i64, centers: impl IntoIterator<Item = Point>) {
        let mut centers = centers.into_iter();
        let Some(first) = centers.next().filter(|_| share > 0) else { return };
        self.operator("q");
        for part in [share, 0, 0, share] {
            number(&mut self.bytes, part);
            self.bytes.push(b' ');
        }
        self.point(first);
        self.operator("cm /D Do");
        let (mut x, mut y) = (0, 0);
        for center in centers {
            let next_x = millipoints(center.x - first.x) * 1000 / share;
            let next_y = millipoints(first.y - center.y) * 1000 / share;
            self.step(next_x - x, next_y - y);
            (x, y) = (next_x, next_y);
        }
        self.operator("Q");
    }

    /// One dot, so far from the one before in thousandths of a point.
    fn step(&mut self, x: i64, y: i64) {
        self.bytes.extend_from_slice(b"1 0 0 1 ");
        number(&mut self.bytes, x);
        self.bytes.push(b' ');
        number(&mut self.bytes, y);
        self.bytes.extend_from_slice(b" cm /D Do\n");
    }

    /// Sets the stroke's width.
    pub fn stroke_width(&mut self, width: Length) {
        self.length(width);
        self.operator("w");
    }

    /// Dashes of this length from here on.
    pub fn dashes(&mut self, dash: Length) {
        self.bytes.push(b'[');
        self.length(dash);
        self.operator("] 0 d");
    }

    /// Raw operators, for colors and graphics states.
    pub fn operator(&mut self, operator: &str) {
        self.bytes.extend_from_slice(operator.as_bytes());
        self.bytes.push(b'\n');
    }

    fn outline(&mut self, outline: &Outline) {
        self.point(outline.start);
        self.operator("m");
        let mut at = outline.start;
        for step in &outline.steps {
            match step {
                Step::Line(to) => {
                    self.point(*to);
                    self.operator("l");
                    at = *to;
                }
                Step::Quarter { to, center } => {
                    self.quarter(at, *to, *center);
                    at = *to;
                }
            }
        }
        self.operator("h");
    }

    /// A quarter circle as one Bézier curve (off by at most 0.03 % of the radius).
    fn quarter(&mut self, from: Point, to: Point, center: Point) {
        // Seen from the center, the control points lie along the tangents at both ends.
        let toward = |end: Point, other: Point| {
            let (dx, dy) = (other.x - center.x, other.y - center.y);
            let part = |d: Length| if d.um() < 0 { -control(-d) } else { control(d) };
            Point::new(end.x + part(dx), end.y + part(dy))
        };
        self.point(toward(from, to));
        self.point(toward(to, from));
        self.point(to);
        self.operator("c");
    }

    fn rectangle(&mut self, rect: Rect) {
        self.point(Point::new(rect.left, rect.bottom));
        self.length(rect.width());
        self.length(rect.height());
        self.operator("re");
    }

    fn point(&mut self, at: Point) {
        self.length(self.origin.x + at.x);
        self.length(self.page_height - self.origin.y - at.y);
    }

    fn length(&mut self, length: Length) {
        number(&mut self.bytes, millipoints(length));
        self.bytes.push(b' ');
    }
}

/// A circle of this diameter around the origin: the dot form.
#[must_use]
pub fn circle(diameter: Length) -> Vec<u8> {
    let mut canvas = Canvas::new(Point::default(), Length::ZERO);
    canvas.fill_outline(&circle_outline(Point::default(), diameter.half()));
    canvas.into_bytes()
}

/// A circle as four quarters.
#[must_use]
pub fn circle_outline(center: Point, radius: Length) -> Outline {
    let at = |x: i64, y: i64| Point::new(center.x + radius * x, center.y + radius * y);
    let steps = [at(0, 1), at(-1, 0), at(0, -1), at(1, 0)].map(|to| Step::Quarter { to, center });
    Outline { start: at(1, 0), steps: steps.to_vec() }
}

/// Writes thousandths as a decimal number without trailing zeros.
pub(super) fn number(bytes: &mut Vec<u8>, thousandths: i64) {
    if thousandths < 0 {
        bytes.push(b'-');
    }
    let digits = thousandths.unsigned_abs();
    let mut whole = [0; 20];
    let mut length = 0;
    let mut rest = digits / 1000;
    for (place, byte) in whole.iter_mut().rev().zip(1..) {
        *place = ascii_digit(rest % 10);
        length = byte;
        rest /= 10;
        if rest == 0 {
            break;
        }
    }
    bytes.extend(whole.iter().skip(whole.len() - length));
    let decimals = [digits / 100 % 10, digits / 10 % 10, digits % 10];
    let kept = decimals.iter().rposition(|digit| *digit != 0).map_or(0, |last| last + 1);
    if kept > 0 {
        bytes.push(b'.');
        bytes.extend(decimals.iter().take(kept).map(|digit| ascii_digit(*digit)));
    }
}

fn ascii_digit(digit: u64) -> u8 {
    b'0' + u8::try_from(digit).unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(canvas: Canvas) -> String {
        String::from_utf8(canvas.into_bytes()).unwrap()
    }

    #[test]
    fn a_line_is_in_points_from_the_bottom_of_the_page() {
        let mut canvas = Canvas::new(Point::default(), Length::from_um(25_400));
        canvas.line(Point::default(), Point::new(Length::from_um(25_400), Length::from_um(12_700)));
        assert_eq!(text(canvas), "0 72 m\n72 36 l S\n");
    }

    #[test]
    fn a_length_is_rounded_to_a_thousandth_of_a_point() {
        assert_eq!(millipoints(Length::from_um(1_600)), 4_535);
        assert_eq!(millipoints(Length::from_um(-1_600)), -4_535);
        let mut bytes = Vec::new();
        number(&mut bytes, -4_530);
        assert_eq!(bytes, b"-4.53");
        for (thousandths, text) in [(0, "0"), (7, "0.007"), (1_000, "1"), (702_992, "702.992"), (10_050, "10.05")] {
            bytes.clear();
            number(&mut bytes, thousandths);
            assert_eq!(String::from_utf8(bytes.clone()).unwrap(), text);
        }
    }

    #[test]
    fn dots_are_placed_from_one_another_without_adding_up_rounding() {
        let mut canvas = Canvas::new(Point::default(), Length::ZERO);
        canvas.dots((1..=400).map(|step| Point::new(Length::from_um(2_500 * step), Length::ZERO)));
        let steps = text(canvas);
        let x: f64 = steps.lines().filter_map(|line| line.split(' ').nth(4)?.parse::<f64>().ok()).sum();
        assert!((x - 1000.0 * 72.0 / 25.4).abs() < 0.000_5, "{x}");
    }

    #[test]
    fn shrunken_dots_stand_where_they_are_wanted_however_small_they_are() {
        for share in [1_000, 417, 208, 20] {
            let mut canvas = Canvas::new(Point::default(), Length::ZERO);
            canvas.shrunken_dots(share, (1..=400).map(|step| Point::new(Length::from_um(1_503 * step), Length::ZERO)));
            let steps = text(canvas);
            let moved = |line: &str| line.split(' ').nth(4)?.parse::<f64>().ok();
            let mut lines = steps.lines().skip(1);
            let mut x = lines.next().and_then(moved).unwrap();
            for (step, by) in (2..).zip(lines.filter_map(moved)) {
                x += by * f64::from(i32::try_from(share).unwrap()) / 1000.0;
                let wanted = 1.503 * f64::from(step) * 72.0 / 25.4;
                assert!((x - wanted).abs() < 0.002, "{share}: dot {step} at {x} in place of {wanted}");
            }
        }
    }

    #[test]
    fn the_dot_form_is_four_quarters() {
        let circle = String::from_utf8(circle(Length::from_um(1_600))).unwrap();
        assert_eq!(circle.matches('c').count(), 4);
        assert!(circle.starts_with("2.268 0 m"));
    }
}
