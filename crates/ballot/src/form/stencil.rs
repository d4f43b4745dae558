//! What a ballot form alone decides about its stencil: for whoever makes the stencil, and for the voice that tells a hand
//! what it will find on it.

use crate::{BallotForm, Length, Rect};

/// From this distance between rows both languages share a row, so one stencil carries both (design, section 2).
pub const SHARED_ROW_PITCH: Length = Length::from_um(24_000);
/// A window exceeds its square by at most this on each side (design, section 2).
pub const WINDOW_GROWTH: Length = Length::from_um(500);
/// The least length of a ridge right of the windows (design, section 2).
pub const RIDGE_LENGTH_LEAST: Length = Length::from_um(4_000);
/// Free paper on both sides of a ridge, at least.
pub const RIDGE_MARGIN: Length = Length::from_um(1_000);

impl BallotForm {
    /// The least distance between the centers of two rows that follow each other; one row is far from all others.
    #[must_use]
    pub fn row_pitch(&self) -> Length {
        let squares = self.option_squares();
        let distance = |(above, below): (&Rect, &Rect)| below.center().y - above.center().y;
        let distances = squares.iter().zip(squares.iter().skip(1)).map(distance);
        distances.min().unwrap_or(Length::from_um(1_000_000))
    }

    /// One stencil carries both languages.
    #[must_use]
    pub fn shares_rows(&self) -> bool {
        self.row_pitch() >= SHARED_ROW_PITCH
    }

    /// The paper right of the windows.
    #[must_use]
    pub fn room_beside_windows(&self) -> Length {
        let right = self.option_squares().iter().map(|square| square.right).max().unwrap_or(self.page.width);
        self.page.width - right - WINDOW_GROWTH
    }

    /// The stencil has ridges beside its windows, by which a finger counts rows.
    #[must_use]
    pub fn has_ridges(&self) -> bool {
        self.room_beside_windows() >= RIDGE_LENGTH_LEAST + RIDGE_MARGIN * 2
    }
}
