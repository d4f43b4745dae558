//! What the crate answers. Answers with rows in them are overwritten when dropped and say nothing in `Debug`.

use std::fmt;

use zeroize::Zeroize;

/// How a sheet lies on the image.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Turn {
    /// Its head is up.
    Upright,
    /// Its head is at the right.
    Right,
    /// Its head is down.
    UpsideDown,
    /// Its head is at the left.
    Left,
}

impl Turn {
    pub(crate) const fn from_quarters(quarters: u8) -> Self {
        match quarters % 4 {
            0 => Self::Upright,
            1 => Self::Right,
            2 => Self::UpsideDown,
            _ => Self::Left,
        }
    }
}

/// Which sheet lies on the scanner. `sheets` are indices of the candidates, rising; several where forms look alike.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Identified {
    /// The side with the squares of this sheet, or of one of these.
    Sheet {
        /// Which it can be; never empty.
        sheets: Vec<usize>,
        /// How it lies.
        turn: Turn,
    },
    /// A page as large as these sheets, without a square of theirs: their other side, or paper that is no ballot.
    OtherSide {
        /// Which it can be; never empty.
        sheets: Vec<usize>,
    },
    /// The image is mirrored: the scanner is set up wrongly. Nothing is read from such an image.
    Mirrored {
        /// Which it can be; never empty.
        sheets: Vec<usize>,
    },
    /// None of the candidates.
    Unknown,
    /// It can be several things at once. Look again.
    Unsure,
}

/// What a marked sheet shows.
#[derive(Clone, PartialEq, Eq)]
pub enum ReadBack {
    /// The expected sheet, and the ink in its squares.
    Read(Marks),
    /// Another of the candidates.
    OtherSheet {
        /// Which it can be; never empty.
        sheets: Vec<usize>,
    },
    /// A page as large as the expected sheet, without its squares.
    OtherSide,
    /// The image is mirrored: the scanner is set up wrongly.
    Mirrored,
    /// None of the candidates.
    Unknown,
    /// It can be several things at once, or a spare square has ink in it. Look again, or say that it is doubtful.
    Unsure,
}

impl fmt::Debug for ReadBack {
    /// Says what kind of answer it is and no row.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Read(_) => "Read(..)",
            Self::OtherSheet { .. } => "OtherSheet(..)",
            Self::OtherSide => "OtherSide",
            Self::Mirrored => "Mirrored",
            Self::Unknown => "Unknown",
            Self::Unsure => "Unsure",
        })
    }
}

/// The rows with ink in their squares, counted from 1; rising, no row twice.
#[derive(Clone, PartialEq, Eq)]
pub struct Marks {
    /// Rows with a mark.
    pub marks: Vec<u8>,
    /// Rows with something that may be a mark.
    pub unclear: Vec<u8>,
    /// How the sheet lies.
    pub turn: Turn,
}

/// What the rows come to. No advice about the vote: an election commission decides what counts.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Verdict {
    /// No ink in any square.
    Empty,
    /// One clear mark, in this row.
    One(u8),
    /// Clear marks in more than one row, and nothing doubtful.
    Several,
    /// Something that may be a mark.
    Doubtful,
}

impl Marks {
    /// What the rows come to.
    #[must_use]
    pub fn verdict(&self) -> Verdict {
        match (self.marks.as_slice(), self.unclear.as_slice()) {
            ([], []) => Verdict::Empty,
            ([row], []) => Verdict::One(*row),
            (_, []) => Verdict::Several,
            _ => Verdict::Doubtful,
        }
    }
}

impl fmt::Debug for Marks {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Marks(..)")
    }
}

impl fmt::Debug for Verdict {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Verdict(..)")
    }
}

impl Drop for Marks {
    fn drop(&mut self) {
        self.marks.zeroize();
        self.unclear.zeroize();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn marks(marks: &[u8], unclear: &[u8]) -> Marks {
        Marks { marks: marks.to_vec(), unclear: unclear.to_vec(), turn: Turn::Upright }
    }

    #[test]
    fn anything_doubtful_makes_the_whole_doubtful() {
        assert!(marks(&[], &[]).verdict() == Verdict::Empty);
        assert!(marks(&[3], &[]).verdict() == Verdict::One(3));
        assert!(marks(&[3, 4], &[]).verdict() == Verdict::Several);
        assert!(marks(&[3], &[4]).verdict() == Verdict::Doubtful);
        assert!(marks(&[], &[4]).verdict() == Verdict::Doubtful);
    }

    #[test]
    fn no_row_shows_in_debug() {
        let read = ReadBack::Read(marks(&[7], &[9]));
        let text = format!("{read:?} {:?} {:?}", marks(&[7], &[9]), Verdict::One(7));
        assert!(!text.contains(['7', '9']), "{text}");
    }
}
