//! One six-dot Braille cell.

use std::fmt;

/// Code point of the empty pattern; the 64 six-dot patterns follow it in the order of the bits.
const UNICODE_BASE: u32 = 0x2800;

/// One six-dot Braille cell; bit 0 is dot 1, bit 5 is dot 6. Dots 7 and 8 cannot be expressed.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Default)]
pub struct Cell(u8);

impl Cell {
    /// The cell without dots.
    pub const BLANK: Self = Self(0);

    /// Cell with the given dots. Numbers outside 1–6 are ignored; the tests check every table
    /// for them.
    #[must_use]
    pub const fn from_dots(dots: &[u8]) -> Self {
        let mut bits = 0;
        let mut rest = dots;
        while let [dot, tail @ ..] = rest {
            bits |= Self::bit(*dot);
            rest = tail;
        }
        Self(bits)
    }

    /// Cell of a Unicode Braille pattern; `None` for other characters and for patterns with
    /// dot 7 or 8.
    #[must_use]
    pub fn from_char(pattern: char) -> Option<Self> {
        let offset = u32::from(pattern).checked_sub(UNICODE_BASE)?;
        u8::try_from(offset).ok().filter(|bits| *bits < 64).map(Self)
    }

    /// Whether dot `n` (1–6) is raised.
    #[must_use]
    pub const fn has_dot(self, n: u8) -> bool {
        self.0 & Self::bit(n) != 0
    }

    /// The six bits, dot 1 lowest.
    #[must_use]
    pub const fn bits(self) -> u8 {
        self.0
    }

    /// The Unicode Braille pattern, U+2800 to U+283F.
    #[must_use]
    pub fn to_char(self) -> char {
        char::from_u32(UNICODE_BASE + u32::from(self.0)).unwrap_or('\u{2800}')
    }

    /// Numbers of the raised dots, ascending.
    pub fn dots(self) -> impl Iterator<Item = u8> {
        (1..=6).filter(move |dot| self.has_dot(*dot))
    }

    const fn bit(dot: u8) -> u8 {
        if dot >= 1 && dot <= 6 { 1 << (dot - 1) } else { 0 }
    }
}

/// Shows the pattern and its dots, as in `⠹ 1456`.
impl fmt::Debug for Cell {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} ", self.to_char())?;
        self.dots().try_for_each(|dot| write!(f, "{dot}"))
    }
}

/// Cells as Unicode Braille patterns, a blank being U+2800.
#[must_use]
pub fn to_unicode(cells: &[Cell]) -> String {
    cells.iter().map(|cell| cell.to_char()).collect()
}
