//! The signs of the keys, as straight strokes: raised on the labels, drawn on the screen. One table for both.

use crate::Key;

/// A stroke's two ends, in micrometres from the middle of a square of 8 × 8 mm; x to the right, y down.
pub type Stroke = ((i32, i32), (i32, i32));

/// An arrow: a shaft and two strokes of its head.
const UP: [Stroke; 3] = [((0, 4000), (0, -4000)), ((0, -4000), (-3000, -1000)), ((0, -4000), (3000, -1000))];
const DOWN: [Stroke; 3] = [((0, -4000), (0, 4000)), ((0, 4000), (-3000, 1000)), ((0, 4000), (3000, 1000))];
const LEFT: [Stroke; 3] = [((4000, 0), (-4000, 0)), ((-4000, 0), (-1000, -3000)), ((-4000, 0), (-1000, 3000))];
const RIGHT: [Stroke; 3] = [((-4000, 0), (4000, 0)), ((4000, 0), (1000, -3000)), ((4000, 0), (1000, 3000))];
/// Eight sides of a ring, as near to round as a finger can tell at this size.
const RING: [Stroke; 8] = [
    ((-1500, -3600), (1500, -3600)),
    ((1500, -3600), (3600, -1500)),
    ((3600, -1500), (3600, 1500)),
    ((3600, 1500), (1500, 3600)),
    ((1500, 3600), (-1500, 3600)),
    ((-1500, 3600), (-3600, 1500)),
    ((-3600, 1500), (-3600, -1500)),
    ((-3600, -1500), (-1500, -3600)),
];
const QUESTION: [Stroke; 6] = [
    ((-2600, -2200), (-1200, -3800)),
    ((-1200, -3800), (1200, -3800)),
    ((1200, -3800), (2600, -2200)),
    ((2600, -2200), (0, 300)),
    ((0, 300), (0, 1600)),
    ((0, 3700), (0, 3800)),
];
/// A ring without its upper right side, and the head of an arrow where it ends.
const OPEN_RING: [Stroke; 9] = [
    ((-1500, -3600), (1500, -3600)),
    ((3600, -1500), (3600, 1500)),
    ((3600, 1500), (1500, 3600)),
    ((1500, 3600), (-1500, 3600)),
    ((-1500, 3600), (-3600, 1500)),
    ((-3600, 1500), (-3600, -1500)),
    ((-3600, -1500), (-1500, -3600)),
    ((3600, -1500), (1300, -900)),
    ((3600, -1500), (3900, -3800)),
];
const MINUS: [Stroke; 1] = [((-3600, 0), (3600, 0))];
const PLUS: [Stroke; 2] = [((-3600, 0), (3600, 0)), ((0, -3600), (0, 3600))];
const CHEVRONS_BACK: [Stroke; 4] =
    [((3300, -3300), (500, 0)), ((500, 0), (3300, 3300)), ((-500, -3300), (-3300, 0)), ((-3300, 0), (-500, 3300))];
const CHEVRONS: [Stroke; 4] =
    [((-3300, -3300), (-500, 0)), ((-500, 0), (-3300, 3300)), ((500, -3300), (3300, 0)), ((3300, 0), (500, 3300))];
/// Three lines, as of a text.
const LINES: [Stroke; 3] = [((-3600, -3000), (3600, -3000)), ((-3600, 0), (3600, 0)), ((-3600, 3000), (3600, 3000))];
/// A rod and what hangs from it.
const CURTAIN: [Stroke; 4] = [
    ((-3600, -3600), (3600, -3600)),
    ((-3600, -3600), (-3600, 3600)),
    ((0, -3600), (0, 3600)),
    ((3600, -3600), (3600, 3600)),
];
const ONE: [Stroke; 1] = [((0, -3600), (0, 3600))];
const TWO: [Stroke; 2] = [((-1800, -3600), (-1800, 3600)), ((1800, -3600), (1800, 3600))];

impl Key {
    /// The strokes of the key's sign. No two keys have the same.
    #[must_use]
    pub const fn symbol(self) -> &'static [Stroke] {
        match self {
            Self::Up => &UP,
            Self::Down => &DOWN,
            Self::Left => &LEFT,
            Self::Right => &RIGHT,
            Self::Select => &RING,
            Self::Help => &QUESTION,
            Self::Repeat => &OPEN_RING,
            Self::VolumeDown => &MINUS,
            Self::VolumeUp => &PLUS,
            Self::RateDown => &CHEVRONS_BACK,
            Self::RateUp => &CHEVRONS,
            Self::Language => &LINES,
            Self::Curtain => &CURTAIN,
            Self::SwitchMove => &ONE,
            Self::SwitchSelect => &TWO,
        }
    }
}
