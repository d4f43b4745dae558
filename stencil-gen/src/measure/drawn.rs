//! Takes down what a page draws: frames, straight lines, letters, and what covers them.

use hayro::hayro_interpret::font::{Glyph, GlyphRun};
use hayro::hayro_interpret::hayro_cmap::BfString;
use hayro::hayro_interpret::{
    BlendMode, ClipPath, Device, DrawMode, DrawProps, FillRule, Image, ImageDrawProps, Paint, SoftMask,
};
use hayro::kurbo::{Affine, BezPath, Point, Rect, Shape};

use super::outline::{self, Part, Segment};

/// More of anything on one page is no ballot.
const MOST: usize = 200_000;
/// Lighter than this (white is 1) or fainter than this (opaque is 1), nobody sees a line.
const LIGHTEST: f32 = 0.9;
const FAINTEST: f32 = 0.3;
/// The thickest line of a square, and the most that the thickness differs from side to side, in mm.
const THICKEST: f64 = 2.5;
const UNEVEN: f64 = 0.15;
/// The least side of a letter that can be a square, in mm.
const LEAST_SIGN: f64 = 2.5;
/// What is cut off by so much is still there whole, in mm.
const CLIPPED: f64 = 0.3;
/// More parts in one path are a drawing, and no squares.
const MOST_PARTS: usize = 2_000;

/// A hollow box.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Frame {
    /// In the middle of its line.
    pub(super) rect: Rect,
    /// How thick its line is.
    pub(super) line: f64,
}

/// A letter.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Letter {
    pub(super) text: String,
    /// The left end of its baseline.
    pub(super) at: Point,
    /// The size of its font.
    pub(super) size: f64,
}

/// A thing with its place in the order of drawing.
type Drawn<T> = (usize, T);

/// What a page draws, in mm from the top left corner of what is shown of it.
#[derive(Debug)]
pub(super) struct Ink {
    pub(super) frames: Vec<Drawn<Frame>>,
    pub(super) segments: Vec<Drawn<Segment>>,
    pub(super) letters: Vec<Drawn<Letter>>,
    pub(super) pictures: Vec<Rect>,
    covers: Vec<Drawn<Rect>>,
    clips: Vec<Rect>,
    veils: Vec<f32>,
    order: usize,
    pub(super) too_much: bool,
}

impl Ink {
    pub(super) const fn new() -> Self {
        Self {
            frames: Vec::new(),
            segments: Vec::new(),
            letters: Vec::new(),
            pictures: Vec::new(),
            covers: Vec::new(),
            clips: Vec::new(),
            veils: Vec::new(),
            order: 0,
            too_much: false,
        }
    }

    /// Leaves out what something drawn later lies over.
    pub(super) fn uncovered(mut self) -> Self {
        let covers = std::mem::take(&mut self.covers);
        let hidden = |order: usize, rect: Rect| {
            covers.iter().any(|(later, cover)| *later > order && cover.union(rect) == *cover)
        };
        self.frames.retain(|(order, frame)| !hidden(*order, frame.rect.inflate(frame.line / 2.0, frame.line / 2.0)));
        self.segments.retain(|(order, line)| !hidden(*order, Rect::from_points(line.from, line.to)));
        self.letters.retain(|(order, letter)| !hidden(*order, Rect::from_points(letter.at, letter.at)));
        self
    }

    /// Whether there is room for more; the number of the next thing.
    fn next(&mut self) -> Option<usize> {
        self.order += 1;
        self.too_much |= self.order > MOST;
        (!self.too_much).then_some(self.order)
    }

    fn shows(&self, rect: Rect) -> bool {
        let veil: f32 = self.veils.iter().product();
        let inside = |clip: &Rect| clip.inflate(CLIPPED, CLIPPED).union(rect) == clip.inflate(CLIPPED, CLIPPED);
        veil > FAINTEST && self.clips.iter().all(inside)
    }

    fn add_frame(&mut self, rect: Rect, line: f64) {
        if self.shows(rect)
            && let Some(order) = self.next()
        {
            self.frames.push((order, Frame { rect, line }));
        }
    }

    fn add_segment(&mut self, segment: Option<Segment>) {
        if let Some(segment) = segment.filter(|line| self.shows(Rect::from_points(line.from, line.to)))
            && let Some(order) = self.next()
        {
            self.segments.push((order, segment));
        }
    }

    fn stroke(&mut self, parts: &[Part], width: f64) {
        for part in parts {
            match part.rectangle(false) {
                Some(rect) => self.add_frame(rect, width),
                None => part.lines().for_each(|(from, to)| self.add_segment(Segment::upright(from, to, width))),
            }
        }
    }

    /// A filled path: a frame where a rectangle has a hole of its own shape, a line where it is thin.
    fn fill(&mut self, parts: &[Part], rule: FillRule) {
        if parts.len() > MOST_PARTS {
            return;
        }
        let boxes: Vec<_> = parts.iter().map(|part| (part.rectangle(true), part.is_clockwise())).collect();
        for (rect, clockwise) in &boxes {
            let Some(outer) = rect else { continue };
            let hole = boxes.iter().find_map(|(hole, other)| {
                let line = border(*outer, (*hole)?)?;
                (rule == FillRule::EvenOdd || other != clockwise).then_some(line)
            });
            match hole {
                Some(line) => self.add_frame(outer.inset(-line / 2.0), line),
                None => self.add_segment(thin(*outer)),
            }
        }
    }

    fn cover(&mut self, rect: Rect) {
        // Cut off, it covers less.
        let rect = self.clips.iter().fold(rect, |rect, clip| rect.intersect(*clip));
        if self.veils.iter().all(|veil| *veil >= 1.0)
            && let Some(order) = self.next()
        {
            self.covers.push((order, rect));
        }
    }

    fn path(&mut self, path: &BezPath, props: &DrawProps<'_>, mode: &DrawMode) {
        let parts = outline::parts(&(props.transform * path));
        let seen = visible(&props.paint);
        match mode {
            DrawMode::Stroke(stroke) if seen => {
                self.stroke(&parts, f64::from(stroke.line_width) * scale(props.transform));
            }
            DrawMode::Fill(rule) => self.filled(&parts, *rule, props, seen),
            DrawMode::FillAndStroke(rule, stroke) => {
                self.filled(&parts, *rule, props, seen);
                if seen {
                    self.stroke(&parts, f64::from(stroke.line_width) * scale(props.transform));
                }
            }
            DrawMode::Stroke(_) | DrawMode::Invisible => {}
        }
    }

    fn filled(&mut self, parts: &[Part], rule: FillRule, props: &DrawProps<'_>, seen: bool) {
        if let [only] = parts
            && opaque(&props.paint)
            && props.blend_mode == BlendMode::Normal
            && props.soft_mask.is_none()
            && let Some(rect) = only.rectangle(true)
        {
            self.cover(rect);
        }
        if seen {
            self.fill(parts, rule);
        }
    }

    fn glyph(&mut self, glyph: &Glyph<'_>, transform: Affine, props: &DrawProps<'_>) {
        let at = transform * Point::ZERO;
        let size = (transform * Point::new(0.0, 1000.0)).distance(at);
        if let Some(text) = glyph.as_unicode()
            && self.shows(Rect::from_points(at, at))
            && let Some(order) = self.next()
        {
            let text = match text {
                BfString::Char(sign) => sign.to_string(),
                BfString::String(text) => text,
            };
            self.letters.push((order, Letter { text, at, size }));
        }
        if let Glyph::Outline(glyph) = glyph
            && size >= LEAST_SIGN
        {
            let path = transform * glyph.outline();
            let bounds = path.bounding_box();
            if bounds.width() >= LEAST_SIGN && bounds.height() >= LEAST_SIGN && visible(&props.paint) {
                self.fill(&outline::parts(&path), FillRule::NonZero);
            }
        }
    }
}

/// How thick a frame of these two rectangles is; `None` where they are none.
fn border(outer: Rect, inner: Rect) -> Option<f64> {
    let sides = [inner.x0 - outer.x0, inner.y0 - outer.y0, outer.x1 - inner.x1, outer.y1 - inner.y1];
    let (least, most) =
        sides.iter().fold((f64::MAX, f64::MIN), |(least, most), side| (least.min(*side), most.max(*side)));
    (least > 0.01 && most <= THICKEST && most - least <= UNEVEN).then(|| sides.iter().sum::<f64>() / 4.0)
}

/// A filled rectangle as a line.
fn thin(rect: Rect) -> Option<Segment> {
    let (width, height) = (rect.width(), rect.height());
    let middle = rect.center();
    if height <= THICKEST && width > height * 2.0 {
        Segment::upright(Point::new(rect.x0, middle.y), Point::new(rect.x1, middle.y), height)
    } else if width <= THICKEST && height > width * 2.0 {
        Segment::upright(Point::new(middle.x, rect.y0), Point::new(middle.x, rect.y1), width)
    } else {
        None
    }
}

fn scale(transform: Affine) -> f64 {
    transform.determinant().abs().sqrt()
}

fn visible(paint: &Paint<'_>) -> bool {
    match paint {
        Paint::Color(color) => {
            let [red, green, blue, alpha] = color.to_rgba().components();
            // Rec. 709, near enough to tell ink from none.
            alpha > FAINTEST && 0.2126 * red + 0.7152 * green + 0.0722 * blue < LIGHTEST
        }
        Paint::Pattern(_) => true,
    }
}

fn opaque(paint: &Paint<'_>) -> bool {
    match paint {
        Paint::Color(color) => {
            let [.., alpha] = color.to_rgba().components();
            alpha >= 0.999
        }
        Paint::Pattern(_) => false,
    }
}

impl<'a> Device<'a> for Ink {
    fn draw_path(&mut self, path: &BezPath, props: DrawProps<'a>, mode: &DrawMode) {
        if !self.too_much {
            self.path(path, &props, mode);
        }
    }

    fn push_clip_path(&mut self, clip: &ClipPath) {
        self.clips.push(clip.path.bounding_box());
    }

    fn push_transparency_group(&mut self, opacity: f32, _: Option<SoftMask<'a>>, _: BlendMode) {
        self.veils.push(opacity);
    }

    fn draw_glyph_run(&mut self, run: &GlyphRun<'_, 'a>, props: DrawProps<'a>, mode: &DrawMode) {
        if matches!(mode, DrawMode::Invisible) || !visible(&props.paint) {
            return;
        }
        for glyph in run.glyphs() {
            if self.too_much {
                return;
            }
            let transform = props.transform * glyph.transform();
            self.glyph(glyph, transform, &props);
            if let Glyph::Type3(drawn) = &**glyph {
                drawn.interpret(self, props.transform, glyph.transform(), &props.paint);
            }
        }
    }

    fn draw_image(&mut self, image: Image<'a, '_>, props: ImageDrawProps<'a>) {
        let (width, height) = (f64::from(image.width()), f64::from(image.height()));
        let rect = props.transform.transform_rect_bbox(Rect::new(0.0, 0.0, width, height));
        if self.next().is_some() {
            self.pictures.push(rect);
        }
        // What lies under a picture cannot be vouched for.
        if matches!(image, Image::Raster(_)) {
            self.cover(rect);
        }
    }

    fn pop_clip(&mut self) {
        self.clips.pop();
    }

    fn pop_transparency_group(&mut self) {
        self.veils.pop();
    }
}
