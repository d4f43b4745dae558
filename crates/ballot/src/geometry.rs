//! Points, sizes and rectangles in micrometres; y grows downward, as on paper.

use crate::Length;

/// A place on a sheet.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Point {
    /// From the left edge.
    pub x: Length,
    /// From the top edge.
    pub y: Length,
}

impl Point {
    /// The point at `x` from the left and `y` from the top.
    #[must_use]
    pub const fn new(x: Length, y: Length) -> Self {
        Self { x, y }
    }
}

/// Width and height.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Size {
    /// Width.
    pub width: Length,
    /// Height.
    pub height: Length,
}

impl Size {
    /// A size of `width` by `height`.
    #[must_use]
    pub const fn new(width: Length, height: Length) -> Self {
        Self { width, height }
    }

    /// The same sheet turned by a quarter.
    #[must_use]
    pub const fn turned(self) -> Self {
        Self { width: self.height, height: self.width }
    }
}

/// An upright rectangle.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Rect {
    /// Left edge.
    pub left: Length,
    /// Top edge.
    pub top: Length,
    /// Right edge.
    pub right: Length,
    /// Bottom edge.
    pub bottom: Length,
}

impl Rect {
    /// The rectangle of `size` whose top-left corner is `corner`.
    #[must_use]
    pub fn at(corner: Point, size: Size) -> Self {
        Self { left: corner.x, top: corner.y, right: corner.x + size.width, bottom: corner.y + size.height }
    }

    /// The rectangle of `size` around `center`; halves of an odd micrometre go to the right and bottom.
    #[must_use]
    pub fn around(center: Point, size: Size) -> Self {
        Self::at(Point::new(center.x - size.width.half(), center.y - size.height.half()), size)
    }

    /// Width.
    #[must_use]
    pub fn width(self) -> Length {
        self.right - self.left
    }

    /// Height.
    #[must_use]
    pub fn height(self) -> Length {
        self.bottom - self.top
    }

    /// Width and height.
    #[must_use]
    pub fn size(self) -> Size {
        Size::new(self.width(), self.height())
    }

    /// The middle, rounded toward the top left.
    #[must_use]
    pub fn center(self) -> Point {
        Point::new(self.left + self.width().half(), self.top + self.height().half())
    }

    /// Grown by `x` on the left and right and by `y` on the top and bottom.
    #[must_use]
    pub fn grown(self, x: Length, y: Length) -> Self {
        Self { left: self.left - x, top: self.top - y, right: self.right + x, bottom: self.bottom + y }
    }

    /// Moved by `by`.
    #[must_use]
    pub fn moved(self, by: Point) -> Self {
        Self { left: self.left + by.x, top: self.top + by.y, right: self.right + by.x, bottom: self.bottom + by.y }
    }

    /// Whether `other` lies wholly inside or on the edge.
    #[must_use]
    pub fn contains(self, other: Self) -> bool {
        self.left <= other.left && self.top <= other.top && self.right >= other.right && self.bottom >= other.bottom
    }

    /// Whether the two share more than an edge.
    #[must_use]
    pub fn overlaps(self, other: Self) -> bool {
        self.left < other.right && other.left < self.right && self.top < other.bottom && other.top < self.bottom
    }
}
