//! What the layout has to say about a stencil. Errors stop it, warnings stand in the report.
//! Texts and remedies in three languages are in `docs/codes.toml`.

use ballot::{Language, Length};

/// Something a clerk must know about one stencil.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Finding {
    /// S115: a sign that no Braille table knows.
    UnknownSign {
        /// The sign.
        sign: char,
        /// The text it stands in.
        text: String,
    },
    /// S140: the ballot and its flaps are larger than the largest sheet.
    SheetTooSmall {
        /// Width of the sheet that is needed.
        width: Length,
        /// Height of the sheet that is needed.
        height: Length,
    },
    /// S141: rows too close for any Braille.
    RowsTooClose {
        /// The smallest distance between two rows.
        pitch: Length,
    },
    /// S142: neither the full heading nor a short title fits above the rows.
    HeadingTooLong {
        /// The language of the heading.
        language: Language,
        /// How many Braille lines there are for it.
        lines: usize,
    },
    /// S143: a row that must be in full does not fit beside its window.
    RowDoesNotFit {
        /// Row number.
        row: u32,
        /// What must stand there.
        text: String,
        /// Width of the sheet that would hold it.
        width: Length,
    },
    /// S144: a window shifted by the tolerance would reach another square.
    WindowReachesNeighbor {
        /// Row number.
        row: u32,
        /// Paper between the two squares.
        gap: Length,
        /// The tolerance budget.
        budget: Length,
    },
    /// S145: a row too near the top or bottom edge for its Braille.
    RowAtEdge {
        /// Row number.
        row: u32,
    },
    /// S146: two rows that must be in full read alike in Braille.
    RowsReadAlike {
        /// The first row's number.
        first: u32,
        /// The second row's number.
        second: u32,
    },
    /// S147: a cell that cannot be placed because window and edge leave no room for the number.
    NoRoomForNumber {
        /// Row number.
        row: u32,
    },
    /// S148: a window nearer to the fold at the right than the technique can cut.
    WindowAtFold {
        /// Row number.
        row: u32,
        /// What is left; negative where the window goes beyond.
        free: Length,
        /// What the technique needs.
        least: Length,
    },
    /// S149: a window where the card's corner is cut away.
    WindowAtCorner {
        /// Row number.
        row: u32,
    },
    /// S207: candidates' one-string names were split into their parts.
    NameSplit {
        /// Row number, and the words taken as surname and given name.
        names: Vec<(u32, [String; 2])>,
    },
    /// S210: rows closer than a Braille line, within Marburg's tolerance.
    TightRows {
        /// The smallest distance between two rows.
        pitch: Length,
    },
    /// S211: no level with names fits; the stencil has numbers only.
    NumbersOnly {
        /// The wing that would hold the names.
        wing: Length,
        /// The width of the sheet it needs.
        width: Length,
    },
    /// S212: rows too close for full lines; numbers only, in two columns.
    Staggered {
        /// The smallest distance between two rows.
        pitch: Length,
    },
    /// S213: the short title stands for a heading that does not fit.
    HeadingShortened {
        /// The heading's language.
        language: Language,
    },
    /// S214: little room for the ridges right of the windows.
    RidgesCramped {
        /// What is free.
        free: Length,
    },
    /// S215: the ballot's corner is plain.
    PlainCorner,
    /// S216: the ballot's own squares leave less between windows than the technique wants.
    NarrowStrip {
        /// The first such row.
        row: u32,
        /// What the squares leave.
        gap: Length,
        /// What the technique wants.
        wanted: Length,
    },
    /// S217: less than 70 % of a square stays open when everything is off by the tolerance.
    SquareCovered {
        /// The row with the least.
        row: u32,
        /// Share of the square that stays open.
        percent: u32,
    },
    /// S218: a card wider than 300 mm.
    WideCard {
        /// Width of the card without its flap.
        width: Length,
    },
    /// S219: no room for ridges.
    RidgesOmitted {
        /// What is free.
        free: Length,
    },
    /// S220: no room for the guide at the left.
    GuideOmitted,
    /// S223: no sticker can cover this row of the stencils already made.
    StickerNotPossible {
        /// Row number.
        row: u32,
    },
    /// S221: some candidates have a patronymic in the list and this one has none, so that full
    /// names would not treat all alike.
    UnequalNames {
        /// Row number.
        row: u32,
        /// The name as the list has it.
        name: String,
    },
}

impl Finding {
    /// Whether this stops the stencil.
    #[must_use]
    pub const fn is_error(&self) -> bool {
        match self {
            Self::UnknownSign { .. }
            | Self::SheetTooSmall { .. }
            | Self::RowsTooClose { .. }
            | Self::HeadingTooLong { .. }
            | Self::RowDoesNotFit { .. }
            | Self::WindowReachesNeighbor { .. }
            | Self::RowAtEdge { .. }
            | Self::RowsReadAlike { .. }
            | Self::NoRoomForNumber { .. }
            | Self::WindowAtFold { .. }
            | Self::WindowAtCorner { .. } => true,
            Self::NameSplit { .. }
            | Self::TightRows { .. }
            | Self::NumbersOnly { .. }
            | Self::Staggered { .. }
            | Self::HeadingShortened { .. }
            | Self::RidgesCramped { .. }
            | Self::PlainCorner
            | Self::NarrowStrip { .. }
            | Self::SquareCovered { .. }
            | Self::WideCard { .. }
            | Self::RidgesOmitted { .. }
            | Self::GuideOmitted
            | Self::UnequalNames { .. }
            | Self::StickerNotPossible { .. } => false,
        }
    }
}
