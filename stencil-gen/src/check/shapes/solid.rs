//! Solids: the printed card, and what it shares with the dies.
//!
//! Each body is told by its shape, never by its place in the file: the plate is the largest, a dot
//! ends upward in a point, a ridge in a face, a rail hangs below.

use super::super::ink::Page;
use super::super::plane::{Bounds, Spot};
use super::Told;
use super::figure::{self, Figure, Kind};
use super::mesh::{Body, Mesh, spot};

/// Measures in µm (design §2, decision 0006).
const DOT_HEIGHT: i32 = 500;
const RIDGE_HEIGHT: i32 = 800;
const CARD: i32 = 1_000;
const RAIL_HEIGHT: i32 = 1_000;
/// Measures in mm.
const DOT: f64 = 1.6;
const RAIL: f64 = 3.0;
/// How much narrower a ridge's top may be on a side.
const TAPER: f64 = 0.2;
/// Volume in mm³ of a dot with what is sunk into the plate: a cap of Ø 1.6 and 0.5 high on a point.
const DOME: std::ops::RangeInclusive<f64> = 0.55..=0.72;
/// How far a shape of a solid may be from the PDF's, in mm; a point of a dot's rim lies within it.
pub(super) const EXACT: f64 = 0.02;
/// An arc in straight edges may be this far from the PDF's, in mm.
const ARCS: f64 = 0.04;

/// A solid's parts, as figures on the layers they stand for; y downward.
#[derive(Debug, Default)]
pub(super) struct Parts {
    /// Dots, ridges and rails.
    pub(super) raised: Vec<Figure>,
    pub(super) plate: Option<Body>,
    /// From the drawing's bottom to its top in mm.
    pub(super) height: f64,
}

impl Parts {
    /// The rims of the plate's level face at a height.
    pub(super) fn rims(&self, z: i32) -> Vec<Figure> {
        let rims = self.plate.as_ref().map(|plate| plate.rims(z)).unwrap_or_default();
        let down = |spots: Vec<Spot>| spots.iter().map(|at| Spot::new(at.x, self.height - at.y)).collect();
        rims.into_iter().map(|ring| Figure::ring("Cut", down(ring))).collect()
    }
}

/// Proves bodies closed and looks what each of them is. Dots and ridges stand on the plate and reach
/// into it, without coming out below.
pub(super) fn parts(mesh: &Mesh, height: f64, thickness: i32, ridge: i32, told: &mut Told<'_>) -> Parts {
    let down = |at: Spot| Spot::new(at.x, height - at.y);
    for at in mesh.open.iter().take(3) {
        told.solid(Some(down(*at)), "an edge that does not belong to two triangles".to_owned());
    }
    for at in mesh.turned.iter().take(3) {
        told.solid(Some(down(*at)), "a normal that is not its triangle's".to_owned());
    }
    let area = |body: &&Body| body.bounds.width() * body.bounds.height();
    let plate = mesh.bodies.iter().max_by(|a, b| area(a).total_cmp(&area(b)));
    let mut parts = Parts { height, plate: plate.cloned(), ..Parts::default() };
    for body in &mesh.bodies {
        let place = down(body.bounds.center());
        if body.volume() <= 0.0 {
            told.solid(Some(place), "a body that is inside out".to_owned());
        }
        if plate.is_some_and(|plate| std::ptr::eq(plate, body)) {
            if (body.low, body.high) != (0, thickness) {
                told.solid(None, format!("the plate reaches from {} to {} µm", body.low, body.high));
            }
            continue;
        }
        let sunk = (1..thickness).contains(&body.low);
        let on_top = body.corners_at(body.high);
        let flipped = Figure::rectangle("", body.bounds).placed(down);
        match on_top.as_slice() {
            [tip] if sunk && body.high == thickness + DOT_HEIGHT && is_dome(body, *tip, thickness) => {
                parts.raised.push(Figure::dot("Braille", down(*tip), DOT));
            }
            [_, _, _, _] if sunk && body.high == thickness + ridge && is_bar(body, thickness, &on_top) => {
                parts.raised.push(Figure { layer: "Raised".to_owned(), ..flipped });
            }
            [_, _, _, _]
                if body.low == -RAIL_HEIGHT
                    && (1..thickness).contains(&body.high)
                    && is_bar(body, body.high, &on_top) =>
            {
                parts.raised.push(Figure { layer: "Fold".to_owned(), ..flipped });
            }
            _ => told.solid(Some(place), format!("a body from {} to {} µm", body.low, body.high)),
        }
    }
    parts
}

/// A round base of a dot's size on the plate, under its tip; nothing beside it.
fn is_dome(body: &Body, tip: Spot, thickness: i32) -> bool {
    let base = body.corners_at(thickness);
    let radius = DOT / 2.0;
    base.len() >= 12
        && base.iter().all(|spot| (spot.distance(tip) - radius).abs() < EXACT)
        && DOME.contains(&body.volume())
        && body.triangles.iter().flatten().all(|[x, y, _]| spot(*x, *y).distance(tip) < radius + EXACT)
}

/// A block on four corners, upright from its lowest corners to `face` and tapering a little from there.
fn is_bar(body: &Body, face: i32, on_top: &[Spot]) -> bool {
    let at_corner = |bounds: Bounds, spots: &[Spot]| {
        spots.len() == 4
            && bounds.corners().iter().all(|corner| spots.iter().any(|spot| spot.distance(*corner) < EXACT))
    };
    let upright = [body.low, face].iter().all(|z| at_corner(body.bounds, &body.corners_at(*z)));
    let top = Bounds::around(on_top);
    let tapers = at_corner(top, on_top) && top.grown(TAPER + EXACT).contains(body.bounds, 0.0);
    let heights = body.triangles.iter().flatten().all(|[_, _, z]| [body.low, face, body.high].contains(z));
    let height = |from: i32, to: i32| f64::from(to - from) / 1000.0;
    let area = |bounds: Bounds| bounds.width() * bounds.height();
    let middle = f64::midpoint(top.width(), body.bounds.width()) * f64::midpoint(top.height(), body.bounds.height());
    let wanted = area(body.bounds) * height(body.low, face)
        + height(face, body.high) * (area(body.bounds) + 4.0 * middle + area(top)) / 6.0;
    upright && tapers && heights && (body.volume() - wanted).abs() < wanted * 0.02
}

/// Compares the printed card with the PDF.
pub(super) fn card(mesh: &Mesh, wanted: &[Figure], page: &Page, told: &mut Told<'_>) {
    let [_, height] = page.trim;
    let parts = parts(mesh, height, CARD, RIDGE_HEIGHT, told);
    let Some(outline) = outline(wanted) else { return };
    let rails = rails(wanted);
    let is_raised = |figure: &&Figure| figure.layer == "Raised" && figure.kind == Kind::Ring;
    let mut raised: Vec<Figure> = wanted.iter().filter(is_raised).cloned().collect();
    let dots = wanted.iter().filter(|figure| figure.kind == Kind::Dot);
    raised.extend(dots.map(|dot| Figure::dot("Braille", dot.bounds.center(), DOT)));
    raised.extend(rails.iter().map(|rail| Figure::rectangle("Fold", *rail)));
    told.figures(&raised, &parts.raised, EXACT);
    let windows: Vec<Figure> = wanted
        .iter()
        .filter(|figure| figure.layer == "Cut" && figure.kind == Kind::Ring && !std::ptr::eq(*figure, outline))
        .cloned()
        .collect();
    prism(&parts, &[0, CARD], told);
    for z in [0, CARD] {
        let mut rims = parts.rims(z);
        let edge = take_edge(&mut rims);
        // A window is open when both faces have it: the plate is upright between them.
        told.figures(&windows, &rims, EXACT);
        let edge = edge.map(|edge| edge.spots).unwrap_or_default();
        if let Some(place) = off_edge(&edge, outline, wanted) {
            told.solid(Some(place), "the plate's edge is not the card's".to_owned());
        }
    }
}

/// Takes the largest ring.
pub(super) fn take_edge(rims: &mut Vec<Figure>) -> Option<Figure> {
    let area = |index: &usize| rims.get(*index).map_or(0.0, |rim| rim.bounds.width() * rim.bounds.height());
    let largest = (0..rims.len()).max_by(|a, b| area(a).total_cmp(&area(b)))?;
    Some(rims.remove(largest))
}

/// The plate has corners at these heights only.
pub(super) fn prism(parts: &Parts, heights: &[i32], told: &mut Told<'_>) {
    let corners = parts.plate.iter().flat_map(|plate| plate.triangles.iter().flatten());
    if let Some([x, y, z]) = corners.into_iter().find(|[_, _, z]| !heights.contains(z)) {
        let place = spot(*x, *y);
        told.solid(Some(Spot::new(place.x, parts.height - place.y)), format!("a corner of the plate at {z} µm"));
    }
}

/// The card's outline: the largest ring that is cut.
pub(super) fn outline(wanted: &[Figure]) -> Option<&Figure> {
    let area = |figure: &&Figure| figure.bounds.width() * figure.bounds.height();
    let rings = wanted.iter().filter(|figure| figure.layer == "Cut" && figure.kind == Kind::Ring);
    rings.max_by(|a, b| area(a).total_cmp(&area(b)))
}

/// In place of the flaps: a strip along each fold, outside the ballot; and the guide.
fn rails(wanted: &[Figure]) -> Vec<Bounds> {
    let folds = wanted.iter().filter(|figure| figure.layer == "Fold");
    let beside = folds.map(|fold| {
        let bounds = fold.bounds;
        let level = bounds.height() < bounds.width();
        if level {
            Bounds { top: bounds.top - RAIL, ..bounds }
        } else {
            Bounds { right: bounds.right + RAIL, ..bounds }
        }
    });
    let guides = wanted.iter().filter(|figure| figure.layer == "Guide" && figure.kind == Kind::Ring);
    beside.chain(guides.map(|guide| guide.bounds)).collect()
}

/// A place where the plate's edge is neither the card's outline nor a rail's outer edge, or where
/// the outline of the card's face is not the plate's.
fn off_edge(edge: &[Spot], outline: &Figure, wanted: &[Figure]) -> Option<Spot> {
    let folds: Vec<Bounds> =
        wanted.iter().filter(|figure| figure.layer == "Fold").map(|figure| figure.bounds).collect();
    let strips = rails(wanted).into_iter().take(folds.len()).collect::<Vec<_>>();
    let on_strip = |at: &Spot| strips.iter().any(|strip| figure::to_ring(*at, &strip.corners()) < EXACT);
    let on_card = |at: &Spot, ring: &[Spot]| figure::to_ring(*at, ring) < ARCS;
    // Flaps are above the level fold and right of the upright one.
    let top = folds.iter().map(|fold| fold.top).fold(f64::INFINITY, f64::min);
    let right = folds.iter().map(|fold| fold.right).fold(0.0, f64::max);
    let left = folds.iter().map(|fold| fold.left).fold(f64::INFINITY, f64::min);
    let on_flap = |at: &&Spot| (at.y < top - EXACT && at.x > left - EXACT) || at.x > right + EXACT;
    let odd = edge.iter().find(|at| !on_card(at, &outline.spots) && !on_strip(at));
    let lost = || outline.spots.iter().filter(|at| !on_flap(at)).find(|at| !on_card(at, edge));
    let outer = Bounds::around(edge);
    let spread = strips.iter().any(|strip| !outer.contains(*strip, EXACT));
    odd.or_else(lost).copied().or_else(|| spread.then(|| outer.center()))
}
