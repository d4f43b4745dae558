//! Puts a page's texts and items onto the screen, in as many parts ("leaves") as it takes at the voter's text size.
//! Nothing is ever cut: what does not fit goes on in the next leaf, a long text at a blank.
//!
//! One leaf if all fits. Else the texts stay and the items turn, if there is room for some of them. Else the texts
//! have leaves of their own, and the items follow.

mod leaves;
mod set;

use std::ops::RangeInclusive;

use crate::content::{Content, Tone};
use crate::display::Metrics;
use crate::measure::Ruler;

pub(crate) use set::number_width;

use leaves::{Fill, height_of, placed};
use set::Setter;

/// The room for a page, in logical pixels.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Room {
    pub(crate) width: f32,
    pub(crate) height: f32,
    /// What the turning buttons beside the page take, gap included, where there are any.
    pub(crate) rail: f32,
}

/// What a piece is of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    Text(Tone),
    /// The item of that index, from its begin or a part of it.
    Item {
        index: usize,
        /// Its words begin here.
        first: bool,
    },
}

/// A text or an item, or a part of one too large for a leaf.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Piece {
    pub(crate) kind: Kind,
    pub(crate) y: f32,
    pub(crate) height: f32,
    pub(crate) words: String,
    pub(crate) words_height: f32,
    pub(crate) note: String,
    pub(crate) note_height: f32,
}

/// A place on the page.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Place {
    pub(crate) x: f32,
    pub(crate) y: f32,
    pub(crate) width: f32,
    pub(crate) height: f32,
}

/// What is on the screen at once.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Leaf {
    pub(crate) pieces: Vec<Piece>,
    pub(crate) picture: Option<Place>,
}

impl Leaf {
    /// The items that begin here.
    pub(crate) fn items(&self) -> impl Iterator<Item = usize> + '_ {
        self.pieces.iter().filter_map(|piece| match piece.kind {
            Kind::Item { index, first: true } => Some(index),
            Kind::Item { .. } | Kind::Text(_) => None,
        })
    }

    fn holds(&self, item: usize) -> bool {
        self.pieces.iter().any(|piece| matches!(piece.kind, Kind::Item { index, .. } if index == item))
    }
}

/// A page in leaves.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Flow {
    pub(crate) leaves: Vec<Leaf>,
    /// The leaves of what the finger is on: shown from the first; Down and Up turn them before they move the finger.
    pub(crate) own: RangeInclusive<usize>,
    /// How wide the pieces are.
    pub(crate) width: f32,
}

/// The page in leaves.
pub(crate) fn flow(content: &Content, room: Room, metrics: &Metrics, ruler: &dyn Ruler) -> Flow {
    if content.picture {
        return with_picture(content, room, metrics, ruler);
    }
    let whole = Setter { content, width: room.width, height: room.height, metrics, ruler };
    let all: Vec<Piece> = [whole.top(whole.news()), whole.items(), whole.hint()].concat();
    if height_of(&all, metrics) <= room.height {
        return Flow {
            leaves: vec![Leaf { pieces: placed(all, metrics), picture: None }],
            own: 0..=0,
            width: room.width,
        };
    }
    let setter = Setter { width: room.width - room.rail, ..whole };
    let leaves = turning_items(&setter);
    let (leaves, own) = match leaves {
        Some(leaves) => {
            let own = shown(content, &leaves);
            (leaves, own..=own)
        }
        None => texts_then_items(&setter),
    };
    Flow { leaves, own, width: setter.width }
}

/// The leaf to show where each thing is on one leaf.
fn shown(content: &Content, leaves: &[Leaf]) -> usize {
    if content.at_heading() {
        return 0;
    }
    let of_item = content.focused_item().and_then(|item| leaves.iter().position(|leaf| leaf.holds(item)));
    // On a button below the page: its end is nearest.
    of_item.unwrap_or(leaves.len().saturating_sub(1))
}

/// The texts stay, the items turn; `None` where there would be no room for some items at once.
fn turning_items(setter: &Setter) -> Option<Vec<Leaf>> {
    let metrics = setter.metrics;
    let (top, items, bottom) = (setter.top(setter.news()), setter.items(), setter.hint());
    if items.is_empty() || items.len() != setter.content.items.len() {
        return None;
    }
    let fixed: f32 = height_of(&top, metrics) + height_of(&bottom, metrics) + 2.0 * metrics.gap();
    let tallest = items.iter().map(|piece| piece.height).fold(0.0, f32::max);
    let some = (3.0 * (tallest + metrics.gap())).min(height_of(&items, metrics));
    if setter.height - fixed < some {
        return None;
    }
    Some(Fill { top, bottom, height: setter.height, metrics }.leaves(items))
}

/// Leaves of texts, then leaves of items; what was just answered stays in sight where it can.
fn texts_then_items(setter: &Setter) -> (Vec<Leaf>, RangeInclusive<usize>) {
    let metrics = setter.metrics;
    let content = setter.content;
    let fill = |top: Vec<Piece>| Fill { top, bottom: Vec::new(), height: setter.height, metrics };
    let answer = setter.answer();
    let items = setter.items();
    let with_items = content.focused_item().is_some();
    let texts = [setter.head(), setter.hint()].concat();
    let heading = if with_items { texts } else { [answer.clone(), texts].concat() };
    let mut leaves = fill(Vec::new()).leaves(heading);
    let of_heading = leaves.len();
    let tallest = items.iter().map(|piece| piece.height).fold(0.0, f32::max);
    let room = |pinned: &[Piece]| height_of(pinned, metrics) + metrics.gap() + tallest <= setter.height;
    let title: Vec<Piece> = setter.head().into_iter().take(1).collect();
    let named = [title.clone(), answer.clone()].concat();
    let low = height_of(&title, metrics) <= setter.height / 4.0;
    let pinned = if low && room(&named) { Some(named) } else { room(&answer).then(|| answer.clone()) };
    let answer_apart = if with_items && pinned.is_none() { fill(Vec::new()).leaves(answer) } else { Vec::new() };
    leaves.extend(fill(pinned.unwrap_or_default()).leaves(items));
    let Some(item) = content.focused_item() else {
        let on_button = if content.answer.is_empty() || of_heading < leaves.len() { leaves.len() - 1 } else { 0 };
        let own = if content.at_heading() { 0..=of_heading.saturating_sub(1) } else { on_button..=on_button };
        return (leaves, own);
    };
    let first = leaves.iter().position(|leaf| leaf.holds(item)).unwrap_or(0);
    let last = leaves.iter().rposition(|leaf| leaf.holds(item)).unwrap_or(first);
    let apart = answer_apart.iter().filter(|leaf| !leaf.pieces.is_empty()).count();
    leaves.splice(first..first, answer_apart.into_iter().filter(|leaf| !leaf.pieces.is_empty()));
    (leaves, first..=last + apart)
}

/// The words at the left and the keypad at the right; where the letters are too large for that, the keypad has a leaf
/// of its own, with the answer.
fn with_picture(content: &Content, room: Room, metrics: &Metrics, ruler: &dyn Ruler) -> Flow {
    let half = (room.width - metrics.gap()) / 2.0;
    let setter = Setter { content, width: half, height: room.height, metrics, ruler };
    let beside: Vec<Piece> = [setter.top(setter.answer()), setter.items(), setter.hint()].concat();
    if height_of(&beside, metrics) <= room.height {
        let picture = Place { x: half + metrics.gap(), y: 0.0, width: half, height: room.height };
        let leaf = Leaf { pieces: placed(beside, metrics), picture: Some(picture) };
        return Flow { leaves: vec![leaf], own: 0..=0, width: half };
    }
    let setter = Setter { width: room.width - room.rail, ..setter };
    let (mut leaves, _) = texts_then_items(&setter);
    let answer = setter.answer();
    let above = if answer.is_empty() { 0.0 } else { height_of(&answer, metrics) + metrics.gap() };
    let (answer, above) = if above <= room.height / 2.0 { (answer, above) } else { (Vec::new(), 0.0) };
    let picture = Place { x: 0.0, y: above, width: setter.width, height: room.height - above };
    leaves.push(Leaf { pieces: placed(answer, metrics), picture: Some(picture) });
    let own = if content.answer.is_empty() { 0 } else { leaves.len() - 1 };
    Flow { leaves, own: own..=own, width: setter.width }
}

#[cfg(test)]
mod tests;
