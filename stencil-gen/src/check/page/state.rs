//! The graphics state that `q` saves, and the text state.

use std::rc::Rc;

use super::super::ink::Ink;
use super::super::letters::Letters;
use super::super::plane::{Bounds, Matrix};

/// What `q` saves and `Q` brings back.
#[derive(Clone, Debug)]
pub(super) struct State {
    /// From the content's units to millimetres.
    pub(super) matrix: Matrix,
    pub(super) fill: Ink,
    pub(super) stroke: Ink,
    /// Nothing is drawn outside.
    pub(super) clip: Option<Bounds>,
    /// Width of lines, in the content's units.
    pub(super) width: f64,
    pub(super) dashed: bool,
    /// Whether inks lie over each other instead of taking each other's place.
    pub(super) overprint: bool,
    pub(super) font: Option<(Rc<Letters>, f64)>,
}

impl State {
    pub(super) fn new(matrix: Matrix) -> Self {
        Self {
            matrix,
            fill: Ink::BLACK,
            stroke: Ink::BLACK,
            clip: None,
            width: 1.0,
            dashed: false,
            overprint: false,
            font: None,
        }
    }

    /// Narrows what is drawn to a form's bounds.
    pub(super) fn clip(&mut self, [x1, y1, x2, y2]: [f64; 4]) {
        let corners = [(x1, y1), (x2, y1), (x2, y2), (x1, y2)].map(|(x, y)| self.matrix.apply(x, y));
        let bounds = Bounds::around(&corners);
        self.clip = Some(match self.clip {
            None => bounds,
            Some(outer) => Bounds {
                left: bounds.left.max(outer.left),
                top: bounds.top.max(outer.top),
                right: bounds.right.min(outer.right),
                bottom: bounds.bottom.min(outer.bottom),
            },
        });
    }
}

/// Where the next letter goes.
#[derive(Clone, Copy, Debug)]
pub(super) struct TextState {
    pub(super) line: Matrix,
    pub(super) at: Matrix,
    pub(super) leading: f64,
    /// Between its beginning and its end.
    pub(super) open: bool,
}

impl Default for TextState {
    fn default() -> Self {
        Self { line: Matrix::UNIT, at: Matrix::UNIT, leading: 0.0, open: false }
    }
}
