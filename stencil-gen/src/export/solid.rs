//! Closed bodies of triangles in whole micrometres, and the binary STL file they are written to.
//!
//! Bodies are made in the plan's coordinates as if y grew upward, z toward the reader; the writer
//! turns y over and every triangle with it.

use ballot::{Length, Point, Rect, Size};

pub(super) mod face;
pub(super) mod rings;

use face::Face;
use rings::{DOME_CIRCLE, circle, is_counterclockwise};

/// Why a body could not be made: a fault of the plan, not of the list.
#[derive(Debug, thiserror::Error)]
pub enum SolidError {
    /// Two outlines of a face cross or touch.
    #[error("outlines of a solid cross each other")]
    Crossing,
    /// A coordinate is beyond what the triangulation takes.
    #[error(transparent)]
    Coordinate(#[from] spade::InsertionError),
}

/// A corner in space.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Corner {
    pub(super) at: Point,
    pub(super) z: Length,
}

/// A triangle, counterclockwise seen from outside.
pub(super) type Triangle = [Corner; 3];

/// A closed body.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Body {
    pub(super) triangles: Vec<Triangle>,
}

/// How deep raised bodies are sunk into their plate, so that a slicer unites them.
const SUNK: Length = Length::from_um(200);
/// A dot's dome, from its base up: radius and height of each ring. The dome is the cap of a sphere
/// of radius 0.89 mm: Ø 1.6 at its base and 0.5 high, Marburg Medium.
pub(super) const DOME: [(Length, Length); 3] = [
    (Length::from_um(800), Length::ZERO),
    (Length::from_um(603), Length::from_um(264)),
    (Length::from_um(324), Length::from_um(439)),
];
/// Height of a dot.
pub(super) const DOME_HEIGHT: Length = Length::from_um(500);
/// How far a ridge's top is narrower on each side, so that it neither cuts a finger nor the card.
const RIDGE_TAPER: Length = Length::from_um(200);

/// A dome on a face at height `top`.
pub(super) fn dome(center: Point, top: Length) -> Body {
    let rings: Vec<Level> =
        DOME.iter().map(|(radius, height)| (circle(center, *radius, &DOME_CIRCLE), top + *height)).collect();
    let tip = |z| End::Tip(Corner { at: center, z });
    loft(tip(top - SUNK), &rings, tip(top + DOME_HEIGHT))
}

/// A tapering bar on a face at height `top`.
pub(super) fn ridge(base: Rect, top: Length, height: Length) -> Body {
    let narrow = base.grown(-RIDGE_TAPER, -RIDGE_TAPER);
    let rings = [(corners(base), top - SUNK), (corners(base), top), (corners(narrow), top + height)];
    loft(End::Flat, &rings, End::Flat)
}

/// A block below a face at height `face`, sunk into it.
pub(super) fn rail(base: Rect, face: Length, depth: Length) -> Body {
    let rings = [(corners(base), face - depth), (corners(base), face + SUNK)];
    loft(End::Flat, &rings, End::Flat)
}

/// A plate with openings through it and recesses in its upper face.
#[derive(Clone, Debug)]
pub(super) struct Plate {
    /// Its edge.
    pub(super) edge: Vec<Point>,
    /// Openings through it.
    pub(super) openings: Vec<Vec<Point>>,
    /// Convex recesses in its upper face.
    pub(super) recesses: Vec<Vec<Point>>,
    /// Height of its upper face; the lower one is at zero.
    pub(super) thickness: Length,
    /// Depth of the recesses.
    pub(super) depth: Length,
}

impl Plate {
    /// The plate as one body.
    pub(super) fn body(&self) -> Result<Body, SolidError> {
        let (low, high) = (Length::ZERO, self.thickness);
        let floor = high - self.depth;
        let mut body = Body::default();
        let through = std::iter::once(&self.edge).chain(&self.openings);
        for triangle in Face::new(through.clone())?.triangles() {
            body.flat(triangle, low, Side::Below);
        }
        for triangle in Face::new(through.chain(&self.recesses))?.triangles() {
            body.flat(triangle, high, Side::Above);
        }
        body.wall(&turned(&self.edge, true), low, high);
        for opening in &self.openings {
            body.wall(&turned(opening, false), low, high);
        }
        for recess in &self.recesses {
            body.wall(&turned(recess, false), floor, high);
            body.fan(&turned(recess, true), floor, Side::Above);
        }
        Ok(body)
    }
}

/// The ring counterclockwise or clockwise.
fn turned(ring: &[Point], counterclockwise: bool) -> Vec<Point> {
    if is_counterclockwise(ring) == counterclockwise { ring.to_vec() } else { ring.iter().rev().copied().collect() }
}

fn corners(rect: Rect) -> Vec<Point> {
    let at = Point::new;
    vec![at(rect.left, rect.top), at(rect.right, rect.top), at(rect.right, rect.bottom), at(rect.left, rect.bottom)]
}

/// A ring and its height.
type Level = (Vec<Point>, Length);

/// How a loft ends.
#[derive(Clone, Copy)]
enum End {
    /// With a face in its last ring.
    Flat,
    /// In a point.
    Tip(Corner),
}

/// The side a face is seen from.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Side {
    Above,
    Below,
}

/// A closed body through rings of equal counts, counterclockwise, from the lowest up.
fn loft(bottom: End, rings: &[Level], top: End) -> Body {
    let mut body = Body::default();
    for (end, level, side) in [(bottom, rings.first(), Side::Below), (top, rings.last(), Side::Above)] {
        match (end, level) {
            (End::Flat, Some((ring, z))) => body.fan(ring, *z, side),
            (End::Tip(tip), Some((ring, z))) => {
                for (a, b) in rings::edges(ring) {
                    body.push([Corner { at: a, z: *z }, Corner { at: b, z: *z }, tip], side);
                }
            }
            (_, None) => {}
        }
    }
    for (lower, upper) in rings.iter().zip(rings.iter().skip(1)) {
        body.band(lower, upper);
    }
    body
}

impl Body {
    /// Adds a triangle that is counterclockwise seen from above.
    fn push(&mut self, [a, b, c]: Triangle, side: Side) {
        self.triangles.push(if side == Side::Above { [a, b, c] } else { [a, c, b] });
    }

    fn flat(&mut self, triangle: [Point; 3], z: Length, side: Side) {
        self.push(triangle.map(|at| Corner { at, z }), side);
    }

    /// A convex face.
    fn fan(&mut self, ring: &[Point], z: Length, side: Side) {
        let Some(first) = ring.first() else { return };
        for (a, b) in ring.iter().skip(1).zip(ring.iter().skip(2)) {
            self.flat([*first, *a, *b], z, side);
        }
    }

    /// An upright wall with the material on the left of the ring.
    fn wall(&mut self, ring: &[Point], low: Length, high: Length) {
        self.band(&(ring.to_vec(), low), &(ring.to_vec(), high));
    }

    fn band(&mut self, (lower, low): &Level, (upper, high): &Level) {
        for ((a, b), (c, d)) in rings::edges(lower).zip(rings::edges(upper)) {
            let (a, b) = (Corner { at: a, z: *low }, Corner { at: b, z: *low });
            let (c, d) = (Corner { at: c, z: *high }, Corner { at: d, z: *high });
            self.triangles.extend([[a, b, d], [a, d, c]]);
        }
    }
}

/// Writes bodies as binary STL in millimetres, y upward from the bottom of a drawing of this size.
pub(super) fn stl(bodies: &[Body], size: Size) -> Vec<u8> {
    let triangles = || bodies.iter().flat_map(|body| &body.triangles);
    let count = triangles().count();
    let mut bytes = Vec::with_capacity(84 + 50 * count);
    // A binary file must not begin with "solid".
    bytes.extend_from_slice(b"Tandau stencil-gen, millimetres");
    bytes.resize(80, b' ');
    bytes.extend_from_slice(&u32::try_from(count).unwrap_or(u32::MAX).to_le_bytes());
    for [a, b, c] in triangles() {
        // Turning y over turns the triangle over; two corners change places.
        let corners = [a, c, b].map(|corner| [corner.at.x, size.height - corner.at.y, corner.z].map(Length::mm));
        for number in normal(corners).into_iter().chain(corners.into_iter().flatten()) {
            #[expect(clippy::cast_possible_truncation, reason = "millimetres to 0.1 µm are what the format holds")]
            bytes.extend_from_slice(&(number as f32).to_le_bytes());
        }
        bytes.extend_from_slice(&[0, 0]);
    }
    bytes
}

/// The unit normal of a triangle.
fn normal([a, b, c]: [[f64; 3]; 3]) -> [f64; 3] {
    let less = |[x, y, z]: [f64; 3]| [x - a[0], y - a[1], z - a[2]];
    let ([ux, uy, uz], [vx, vy, vz]) = (less(b), less(c));
    let [x, y, z] = [uy * vz - uz * vy, uz * vx - ux * vz, ux * vy - uy * vx];
    let length = (x * x + y * y + z * z).sqrt();
    [x / length, y / length, z / length]
}
