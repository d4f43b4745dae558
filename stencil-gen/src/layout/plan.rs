//! A stencil as plain shapes in micrometres on named layers. Exporters only draw it.
//!
//! Coordinates run from the top-left corner of the blank (the card with its flaps unfolded),
//! seen from the front; y grows downward.

use std::fmt;

use ballot::{Language, Length, Point, Rect, Size};

use crate::braille::{self, Cell};

use super::measures::DOT_PITCH;

/// The layers, with the same names in every format.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Layer {
    /// Cut through.
    Cut,
    /// Fold back.
    Fold,
    /// Raised Braille dots.
    Braille,
    /// Other raised shapes.
    Raised,
    /// Ink on the front.
    Print,
    /// For the maker only: neither printed nor cut on the finished face.
    Guide,
}

impl Layer {
    /// Every layer, in drawing order from the bottom.
    pub const ALL: [Self; 6] = [Self::Print, Self::Guide, Self::Fold, Self::Raised, Self::Braille, Self::Cut];

    /// The layer's name.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Cut => "Cut",
            Self::Fold => "Fold",
            Self::Braille => "Braille",
            Self::Raised => "Raised",
            Self::Print => "Print",
            Self::Guide => "Guide",
        }
    }
}

/// What a shape is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Role {
    /// The blank's outline with notches and corner.
    Outline,
    /// A flap's fold.
    Flap,
    /// The opening over a row's square.
    Window(u32),
    /// The black rim of a window.
    Rim(u32),
    /// A row's line in a language.
    Row(u32, Language),
    /// A row's printed number.
    Number(u32),
    /// A line of the heading.
    Heading(Language),
    /// A ridge right of a row's window.
    Ridge(u32),
    /// The raised bar in the place of a withdrawn row's window.
    ClosedWindow(u32),
    /// Where the guide strip is glued on the back.
    GuideStrip,
    /// The 100 mm ruler.
    Ruler,
    /// Words for the maker.
    Note,
}

/// A shape on a layer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Drawn {
    /// The layer.
    pub layer: Layer,
    /// What it is for.
    pub role: Role,
    /// The shape.
    pub shape: Shape,
}

/// A plain shape.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Shape {
    /// A closed outline.
    Outline(Outline),
    /// A rectangle with rounded corners.
    Rounded {
        /// The rectangle.
        rect: Rect,
        /// The corners' radius.
        radius: Length,
    },
    /// A filled band between two rectangles; the inner one has rounded corners.
    Frame {
        /// Outer edge.
        outer: Rect,
        /// Inner edge.
        inner: Rect,
        /// Radius of the inner corners.
        radius: Length,
    },
    /// A filled bar.
    Bar(Rect),
    /// A straight line.
    Line {
        /// Start.
        from: Point,
        /// End.
        to: Point,
    },
    /// A line of Braille.
    Braille(BrailleLine),
    /// A line of print.
    Text(TextLine),
}

/// A closed outline of straight lines and quarter circles.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Outline {
    /// Where it starts and ends.
    pub start: Point,
    /// The way round.
    pub steps: Vec<Step>,
}

/// One step of an outline.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Step {
    /// A straight line.
    Line(Point),
    /// A quarter circle to `to` around `center`.
    Quarter {
        /// Where it ends.
        to: Point,
        /// Its center.
        center: Point,
    },
}

/// A line of Braille cells.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BrailleLine {
    /// Center of dot 1 of the first cell.
    pub origin: Point,
    /// Distance between cells.
    pub cell_pitch: Length,
    /// The cells, blanks included.
    pub cells: Vec<Cell>,
}

impl BrailleLine {
    /// The centers of all dots.
    pub fn dots(&self) -> impl Iterator<Item = Point> + '_ {
        (0i64..).zip(&self.cells).flat_map(move |(index, cell)| {
            let left = self.origin.x + self.cell_pitch * index;
            cell.dots().map(move |dot| {
                let (column, row) = if dot > 3 { (1, i64::from(dot) - 4) } else { (0, i64::from(dot) - 1) };
                Point::new(left + DOT_PITCH * column, self.origin.y + DOT_PITCH * row)
            })
        })
    }
}

/// A line of print.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TextLine {
    /// Left end of the baseline.
    pub baseline: Point,
    /// Height of a capital letter.
    pub capital: Length,
    /// Bold or regular.
    pub bold: bool,
    /// The words.
    pub text: String,
}

/// A whole stencil.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StencilPlan {
    /// Size of the blank.
    pub blank: Size,
    /// Where the ballot's top-left corner lies.
    pub sheet_at: Point,
    /// Size of the ballot.
    pub sheet: Size,
    /// Diameter at which dots are drawn.
    pub drawn_dot: Length,
    /// The shapes.
    pub shapes: Vec<Drawn>,
}

impl StencilPlan {
    /// The shapes of one layer, in order.
    pub fn layer(&self, layer: Layer) -> impl Iterator<Item = &Drawn> {
        self.shapes.iter().filter(move |drawn| drawn.layer == layer)
    }

    /// Every Braille line with its role.
    pub fn braille(&self) -> impl Iterator<Item = (Role, &BrailleLine)> {
        self.shapes.iter().filter_map(|drawn| drawn.shape.braille().map(|line| (drawn.role, line)))
    }
}

impl Shape {
    /// The line of Braille, if it is one.
    #[must_use]
    pub const fn braille(&self) -> Option<&BrailleLine> {
        match self {
            Self::Braille(line) => Some(line),
            Self::Outline(_)
            | Self::Rounded { .. }
            | Self::Frame { .. }
            | Self::Bar(_)
            | Self::Line { .. }
            | Self::Text(_) => None,
        }
    }

    /// Height of the middle of a line of Braille.
    pub(super) fn braille_center_y(&self) -> Option<Length> {
        self.braille().map(|line| line.origin.y + DOT_PITCH)
    }
}

impl fmt::Display for StencilPlan {
    /// One line a shape, for snapshots and for eyes.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "blank {} x {}", self.blank.width, self.blank.height)?;
        writeln!(f, "sheet {} x {} at {}", self.sheet.width, self.sheet.height, Xy(self.sheet_at))?;
        writeln!(f, "dot {}", self.drawn_dot)?;
        for drawn in &self.shapes {
            writeln!(f, "{} {:?}: {}", drawn.layer.name(), drawn.role, drawn.shape)?;
        }
        Ok(())
    }
}

impl fmt::Display for Shape {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Outline(outline) => {
                write!(f, "from {}", Xy(outline.start))?;
                for step in &outline.steps {
                    match step {
                        Step::Line(to) => write!(f, " line {}", Xy(*to))?,
                        Step::Quarter { to, center } => write!(f, " quarter {} around {}", Xy(*to), Xy(*center))?,
                    }
                }
                Ok(())
            }
            Self::Rounded { rect, radius } => write!(f, "{} r {radius}", Box(*rect)),
            Self::Frame { outer, inner, .. } => write!(f, "{} around {}", Box(*outer), Box(*inner)),
            Self::Bar(rect) => write!(f, "{}", Box(*rect)),
            Self::Line { from, to } => write!(f, "{} to {}", Xy(*from), Xy(*to)),
            Self::Braille(line) => {
                write!(f, "at {} every {}: {}", Xy(line.origin), line.cell_pitch, braille::to_unicode(&line.cells))
            }
            Self::Text(line) => write!(f, "at {} capitals {}: {}", Xy(line.baseline), line.capital, line.text),
        }
    }
}

/// A point as text.
struct Xy(Point);

impl fmt::Display for Xy {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "({} {})", self.0.x, self.0.y)
    }
}

/// A rectangle as text: its corner and size.
struct Box(Rect);

impl fmt::Display for Box {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "({} {}) {} x {}", self.0.left, self.0.top, self.0.width(), self.0.height())
    }
}
