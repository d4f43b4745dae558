//! Ridges right of the windows, by which rows can be counted without Braille.

use ballot::{Length, Point, Rect, Size};

use super::Finding;
use super::measures::{
    FLAP, RIDGE_EVERY, RIDGE_GAP, RIDGE_LENGTH_LEAST, RIDGE_LENGTH_MOST, RIDGE_MARGIN, RIDGE_ROOM, RIDGE_WIDTH, RIM,
};
use super::plan::{Drawn, Layer, Role, Shape};
use super::windows::Windows;

/// A raised bar where a withdrawn row's window would be, so that windows can still be counted.
pub(super) fn closed(windows: &Windows, wing: Length) -> Vec<Drawn> {
    let withdrawn = windows.rows.iter().filter(|window| !window.cut);
    let bar = |window: &super::Window| {
        let opening = window.opening.moved(Point::new(wing, FLAP));
        let size = Size::new(opening.width() - RIDGE_WIDTH * 2, RIDGE_WIDTH * 2);
        Drawn {
            layer: Layer::Raised,
            role: Role::ClosedWindow(window.row),
            shape: Shape::Bar(Rect::around(opening.center(), size)),
        }
    };
    withdrawn.map(bar).collect()
}

/// A ridge at every fifth row, two at the last row whatever it is.
pub(super) fn place(windows: &Windows, page: Size, wing: Length, findings: &mut Vec<Finding>) -> Vec<Drawn> {
    let right = windows.rows.iter().map(|window| window.opening.right).max().unwrap_or_default();
    let free = page.width - right;
    // Beside the rim where there is room, so that ink and ridge do not meet.
    let margin = if free < RIDGE_ROOM { RIDGE_MARGIN } else { RIM };
    let length = (free - margin - RIDGE_MARGIN).min(RIDGE_LENGTH_MOST);
    if length < RIDGE_LENGTH_LEAST {
        findings.push(Finding::RidgesOmitted { free });
        return Vec::new();
    }
    if free < RIDGE_ROOM {
        findings.push(Finding::RidgesCramped { free });
    }
    let left = wing + right + margin;
    let last = windows.rows.last().map(|window| window.row);
    let mut shapes = Vec::new();
    for window in &windows.rows {
        let y = FLAP + window.square.center().y;
        let apart = (RIDGE_GAP + RIDGE_WIDTH).half();
        let heights: &[Length] = if Some(window.row) == last {
            &[y - apart, y + apart]
        } else if window.row % RIDGE_EVERY == 0 {
            &[y]
        } else {
            &[]
        };
        for middle in heights {
            let rect = Rect::at(Point::new(left, *middle - RIDGE_WIDTH.half()), Size::new(length, RIDGE_WIDTH));
            shapes.push(Drawn { layer: Layer::Raised, role: Role::Ridge(window.row), shape: Shape::Bar(rect) });
        }
    }
    shapes
}
