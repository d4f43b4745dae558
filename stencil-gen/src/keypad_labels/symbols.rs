//! The raised symbols of the keys, as straight strokes in a square of 8 × 8 mm.

use ballot::{Length, Point};
use keypad_protocol::Key;

/// A stroke's two ends, in micrometres from the square's center.
pub type Stroke = ((i64, i64), (i64, i64));

/// An arrow that points up: a shaft and two strokes of its head.
const ARROW: [Stroke; 3] = [((0, 4000), (0, -4000)), ((0, -4000), (-3000, -1000)), ((0, -4000), (3000, -1000))];

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

/// The symbol of a key. No two are alike.
#[must_use]
pub fn symbol(key: Key) -> Vec<Stroke> {
    match key {
        Key::Up => ARROW.to_vec(),
        Key::Down => turned(&ARROW, |(x, y)| (x, -y)),
        Key::Left => turned(&ARROW, |(x, y)| (y, x)),
        Key::Right => turned(&ARROW, |(x, y)| (-y, x)),
        Key::Select => RING.to_vec(),
        Key::Help => question_mark(),
        Key::Repeat => open_ring_with_arrow(),
        Key::VolumeDown => vec![((-3600, 0), (3600, 0))],
        Key::VolumeUp => vec![((-3600, 0), (3600, 0)), ((0, -3600), (0, 3600))],
        Key::RateDown => turned(&chevrons(), |(x, y)| (-x, y)),
        Key::RateUp => chevrons(),
        Key::Language => vec![((-3600, -3000), (3600, -3000)), ((-3600, 0), (3600, 0)), ((-3600, 3000), (3600, 3000))],
        Key::Curtain => vec![
            ((-3600, -3600), (3600, -3600)),
            ((-3600, -3600), (-3600, 3600)),
            ((0, -3600), (0, 3600)),
            ((3600, -3600), (3600, 3600)),
        ],
        Key::SwitchMove => vec![((0, -3600), (0, 3600))],
        Key::SwitchSelect => vec![((-1800, -3600), (-1800, 3600)), ((1800, -3600), (1800, 3600))],
    }
}

/// A symbol's strokes on the sheet.
pub(super) fn placed(key: Key, center: Point) -> impl Iterator<Item = (Key, Point, Point)> {
    let at = move |(x, y)| Point::new(center.x + Length::from_um(x), center.y + Length::from_um(y));
    symbol(key).into_iter().map(move |(from, to)| (key, at(from), at(to)))
}

fn turned(strokes: &[Stroke], turn: impl Fn((i64, i64)) -> (i64, i64)) -> Vec<Stroke> {
    strokes.iter().map(|(from, to)| (turn(*from), turn(*to))).collect()
}

fn chevrons() -> Vec<Stroke> {
    [-3300, 500].into_iter().flat_map(|x| [((x, -3300), (x + 2800, 0)), ((x + 2800, 0), (x, 3300))]).collect()
}

fn question_mark() -> Vec<Stroke> {
    vec![
        ((-2600, -2200), (-1200, -3800)),
        ((-1200, -3800), (1200, -3800)),
        ((1200, -3800), (2600, -2200)),
        ((2600, -2200), (0, 300)),
        ((0, 300), (0, 1600)),
        ((0, 3700), (0, 3800)),
    ]
}

/// A ring without its upper right side, and the head of an arrow where it ends.
fn open_ring_with_arrow() -> Vec<Stroke> {
    let mut strokes: Vec<Stroke> =
        RING.iter().enumerate().filter(|(side, _)| *side != 1).map(|(_, stroke)| *stroke).collect();
    strokes.extend([((3600, -1500), (1300, -900)), ((3600, -1500), (3900, -3800))]);
    strokes
}
