//! Where the cells of a row lie, and how wide the card must be for them.

use ballot::{BallotForm, Length, Size};

use super::Finding;
use super::measures::{CLEARANCE, CLEARANCE_ROOMY, DOT_PITCH, DOT_RADIUS, FLAP, WING_LEAST};
use super::windows::Windows;

/// The room a form leaves for cells left of its windows, for any wing.
#[derive(Clone, Copy, Debug)]
pub(super) struct Room {
    /// Left edge of the leftmost window, in the form's coordinates.
    window_left: Length,
    cell_pitch: Length,
    /// The widest wing the sheet allows.
    wing_most: Length,
    /// Blank width for a wing of nothing.
    base: Length,
}

/// The cells of a stencil's rows, in the blank's coordinates.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Columns {
    /// Width of the wing.
    pub(super) wing: Length,
    /// Center of dot 1 of the first cell.
    pub(super) first_x: Length,
    /// Distance between cells.
    pub(super) cell_pitch: Length,
    /// Cells in a row, the number's included.
    pub(super) cells: usize,
}

impl Columns {
    /// Center of dot 1 of cell `index`.
    pub(super) fn x(&self, index: usize) -> Length {
        self.first_x + self.cell_pitch * i64::try_from(index).unwrap_or(0)
    }

    /// Center of the rightmost dot a row can have.
    pub(super) fn last_dot_x(&self) -> Length {
        self.x(self.cells.saturating_sub(1)) + DOT_PITCH
    }
}

impl Room {
    /// Measures the room, or says how large a sheet the ballot and its flaps need.
    pub(super) fn measure(
        form: &BallotForm,
        windows: &Windows,
        max_sheet: Size,
        cell_pitch: Length,
    ) -> Result<Self, Finding> {
        let base = form.page.width + FLAP;
        let height = form.page.height + FLAP;
        let wing =
            |sheet: Size| (sheet.height >= height).then(|| sheet.width - base).filter(|wing| *wing >= WING_LEAST);
        let wing_most = [max_sheet, max_sheet.turned()].into_iter().filter_map(wing).max();
        let window_left = windows.rows.iter().map(|window| window.opening.left).min();
        match (wing_most, window_left) {
            (Some(wing_most), Some(window_left)) => Ok(Self { window_left, cell_pitch, wing_most, base }),
            _ => Err(Finding::SheetTooSmall { width: base + WING_LEAST, height }),
        }
    }

    /// How many cells fit with a wing, at the least clearances.
    fn cells(&self, wing: Length) -> usize {
        let first_to_last = self.window_left + wing - self.around_cells();
        if first_to_last < Length::ZERO { 0 } else { first_to_last.times(self.cell_pitch) + 1 }
    }

    /// What one cell and the least clearances take.
    fn around_cells(&self) -> Length {
        CLEARANCE * 2 + DOT_RADIUS * 2 + DOT_PITCH
    }

    /// How many cells fit with the widest wing.
    pub(super) fn cells_most(&self) -> usize {
        self.cells(self.wing_most)
    }

    /// The narrowest wing that holds so many cells, in whole millimetres.
    pub(super) fn wing_for(&self, cells: usize) -> Length {
        let steps = i64::try_from(cells.saturating_sub(1)).unwrap_or(i64::from(u32::MAX));
        let needed = self.around_cells() + self.cell_pitch * steps - self.window_left;
        needed.round_up_to(Length::from_mm(1)).max(WING_LEAST)
    }

    /// The blank's width with a wing.
    pub(super) fn blank_width(&self, wing: Length) -> Length {
        self.base + wing
    }

    /// Places the cells for the narrowest card that holds `needed` of them. What is left over
    /// goes between the number and the window until that is roomy, then to the left margin.
    pub(super) fn columns(&self, needed: usize) -> Columns {
        let wing = self.wing_for(needed).min(self.wing_most);
        let wanted = CLEARANCE_ROOMY - CLEARANCE;
        let mut cells = self.cells(wing).max(needed);
        let mut slack = self.slack(wing, cells);
        if slack < wanted && cells > needed {
            cells -= 1;
            slack += self.cell_pitch;
        }
        let shift = slack.clamp(Length::ZERO, wanted);
        let last_dot = wing + self.window_left - CLEARANCE - shift - DOT_RADIUS;
        let steps = i64::try_from(cells.saturating_sub(1)).unwrap_or(0);
        Columns { wing, first_x: last_dot - DOT_PITCH - self.cell_pitch * steps, cell_pitch: self.cell_pitch, cells }
    }

    fn slack(&self, wing: Length, cells: usize) -> Length {
        let steps = i64::try_from(cells.saturating_sub(1)).unwrap_or(0);
        self.window_left + wing - self.around_cells() - self.cell_pitch * steps
    }
}
