//! Pieces one below the other, leaf after leaf.

use super::{Kind, Leaf, Piece};
use crate::content::Tone;
use crate::display::Metrics;

/// Fills leaves with pieces between what stays on every leaf.
pub(super) struct Fill<'a> {
    pub(super) top: Vec<Piece>,
    pub(super) bottom: Vec<Piece>,
    pub(super) height: f32,
    pub(super) metrics: &'a Metrics,
}

impl Fill<'_> {
    /// The leaves; none where there are no pieces.
    pub(super) fn leaves(&self, pieces: Vec<Piece>) -> Vec<Leaf> {
        let mut leaves = Vec::new();
        let mut open: Vec<Piece> = Vec::new();
        for piece in pieces {
            open.push(piece);
            if open.len() > 1 && height_of(&self.leaf(&open), self.metrics) > self.height {
                let next = open.split_off(open.len() - 1);
                leaves.push(self.close(&open));
                open = next;
            }
        }
        if !open.is_empty() {
            leaves.push(self.close(&open));
        }
        leaves
    }

    fn leaf(&self, pieces: &[Piece]) -> Vec<Piece> {
        [&self.top, pieces, &self.bottom].concat()
    }

    fn close(&self, pieces: &[Piece]) -> Leaf {
        Leaf { pieces: placed(self.leaf(pieces), self.metrics), picture: None }
    }
}

/// The height of pieces one below the other.
pub(super) fn height_of(pieces: &[Piece], metrics: &Metrics) -> f32 {
    let gaps: f32 = pieces.windows(2).map(|pair| gap(pair, metrics)).sum();
    pieces.iter().map(|piece| piece.height).sum::<f32>() + gaps
}

/// The pieces one below the other.
pub(super) fn placed(mut pieces: Vec<Piece>, metrics: &Metrics) -> Vec<Piece> {
    let gaps: Vec<f32> = pieces.windows(2).map(|pair| gap(pair, metrics)).chain([0.0]).collect();
    let mut y = 0.0;
    for (piece, gap) in pieces.iter_mut().zip(gaps) {
        piece.y = y;
        y += piece.height + gap;
    }
    pieces
}

/// Between a piece and the next: room for the ring wherever it can be around one of them.
fn gap(pair: &[Piece], metrics: &Metrics) -> f32 {
    let plain = |piece: &Piece| matches!(piece.kind, Kind::Text(Tone::Text | Tone::Status | Tone::Hint));
    if pair.iter().all(plain) { metrics.text_gap() } else { metrics.gap() }
}
