//! The measures of the stencil, each with its source. All in micrometres.

use ballot::Length;

/// Between dot centers in a cell, across and down: Marburg Medium, ČSN EN ISO 17351.
pub const DOT_PITCH: Length = Length::from_um(2_500);
/// Between cells: Marburg Medium 6.0; a setting up to 6.2 meets ADA 703.3.1 as well.
pub const CELL_PITCH: Length = Length::from_um(6_000);
/// The widest cell pitch the setting allows.
pub const CELL_PITCH_MOST: Length = Length::from_um(6_200);
/// Between Braille lines: Marburg Medium.
pub const LINE_PITCH: Length = Length::from_um(10_000);
/// The least line pitch in Marburg's tolerance (10.1 − 9 %).
pub const LINE_PITCH_LEAST: Length = Length::from_um(9_200);
/// The least row pitch at which numbers in two columns and the ridges keep apart.
pub const ROW_PITCH_LEAST: Length = Length::from_um(6_000);
/// Radius of a raised dot at its base: Ø 1.6, Marburg Medium.
pub const DOT_RADIUS: Length = Length::from_um(800);
/// From a dot's edge to any cut, fold, glue or other raised thing, never less: ADA 703.3.2.
pub const CLEARANCE: Length = Length::from_um(4_800);
/// The same where there is room: ADA 703.3.2.
pub const CLEARANCE_ROOMY: Length = Length::from_um(9_500);

/// Depth of the flaps at the top and right.
pub const FLAP: Length = Length::from_mm(15);
/// How far the ends of a flap slant in, so that the two do not meet when folded.
pub const FLAP_SLANT: Length = Length::from_mm(3);
/// The least wing: the guide at the left stands on it.
pub const WING_LEAST: Length = Length::from_mm(8);
/// Width of the guide strip glued behind the wing.
pub const GUIDE_WIDTH: Length = Length::from_mm(6);
/// The least length of a guide strip that still steadies the sheet.
pub const GUIDE_LENGTH_LEAST: Length = Length::from_mm(10);
/// Beyond this a card does not lie well on a booth's table.
pub const WIDE_CARD: Length = Length::from_mm(300);
/// Rounding of the card's free corners.
pub const CARD_CORNER_RADIUS: Length = Length::from_mm(3);
/// How much further than the ballot's own corner the card's corner is cut away.
pub const CORNER_FURTHER: Length = Length::from_mm(8);
/// The card's cut where the ballot's corner is plain.
pub const CORNER_PLAIN: Length = Length::from_mm(12);

pub use ballot::stencil::{RIDGE_LENGTH_LEAST, RIDGE_MARGIN, WINDOW_GROWTH};
/// Rounding of a window's corners where the window exceeds the square enough.
pub const WINDOW_RADIUS: Length = Length::from_mm(1);
/// Rounding that never covers a square's corner, however little the window exceeds it.
pub const WINDOW_RADIUS_LEAST: Length = Length::from_um(500);
/// Trim, fold, paper and play together.
pub const BUDGET: Length = Length::from_um(1_500);
/// Share of a square that should stay open when everything is off by the budget.
pub const OPEN_PERCENT: i64 = 70;
/// Width of the black rim around a window.
pub const RIM: Length = Length::from_mm(3);

/// Least height of capitals: 10 point print, VVSG 2.0 7.1-I.
pub const CAPITAL_LEAST: Length = Length::from_um(3_500);
/// Greatest height of capitals over a Braille line.
pub const CAPITAL_MOST: Length = Length::from_um(5_000);

/// Greatest length of a ridge.
pub const RIDGE_LENGTH_MOST: Length = Length::from_mm(8);
/// Thickness of a ridge.
pub const RIDGE_WIDTH: Length = Length::from_mm(1);
/// Between the two ridges of the last row.
pub const RIDGE_GAP: Length = Length::from_mm(3);
/// Every so many rows carry a ridge.
pub const RIDGE_EVERY: u32 = 5;
/// Room right of the windows below which ridges are cramped.
pub const RIDGE_ROOM: Length = Length::from_mm(8);

/// Width of a notch, and twice the radius of a round one.
pub const NOTCH_WIDTH: Length = Length::from_mm(8);
/// Depth of a notch.
pub const NOTCH_DEPTH: Length = Length::from_mm(4);
/// From the ballot's left edge to the first notch's center.
pub const NOTCH_FIRST: Length = Length::from_mm(14);
/// Between the centers of notches.
pub const NOTCH_PITCH: Length = Length::from_mm(14);

/// Fewest blank cells that guide dots fill: a blank, three dots, a blank.
pub const GUIDE_DOTS_FROM: usize = 5;
/// Blank cells between the two number columns of a staggered stencil.
pub const STAGGER_GAP: usize = 2;
/// How far the Russian line of a shared row is indented.
pub const SECOND_LANGUAGE_INDENT: usize = 2;
