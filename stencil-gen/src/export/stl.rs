//! `stencil.<lang>.stl`: the front card for a 3D printer or a model shop.
//!
//! A printed plate does not fold, so that it has rails on its back in place of the flaps: the sheet
//! stops at their inner edges, which are the folds. Windows, corner and notches are the card's. The
//! plate, each rail, each ridge and each dot are closed bodies of their own; rails, ridges and dots
//! are sunk 0.2 mm into the plate, slicers unite them. The front is upward (+z), the plate's back is
//! at z = 0, x and y are those of the DXF.

use ballot::{Length, Point, Rect};

use crate::layout::{Layer, Outline, Role, Shape, StencilPlan, Step};

use super::solid::rings::flattened;
use super::solid::{self, Body, Plate};

pub use super::solid::SolidError;

/// Thickness of the plate: stiff across the widest card in five layers of 0.2 mm, and thin enough
/// for a pen to reach the paper at the window's edge.
const THICKNESS: Length = Length::from_mm(1);
/// Width of a rail, and how far the plate goes beyond the fold to carry it.
const RAIL_WIDTH: Length = Length::from_mm(3);
/// Height of a rail: ten sheets of paper cannot slip under it, and the pen still reaches the paper
/// through plate and rail together.
const RAIL_HEIGHT: Length = Length::from_mm(1);
/// Height of a ridge: above the dots, so that it is not read as one.
const RIDGE_HEIGHT: Length = Length::from_um(800);

/// Writes a stencil's card as binary STL.
///
/// # Errors
///
/// [`SolidError`] when outlines of the plan cross.
pub fn stl(plan: &StencilPlan) -> Result<Vec<u8>, SolidError> {
    Ok(solid::stl(&bodies(plan)?, plan.blank))
}

/// The plate first, then rails, ridges and dots in the plan's order.
pub(super) fn bodies(plan: &StencilPlan) -> Result<Vec<Body>, SolidError> {
    let (plate, rails) = plate(plan);
    let mut bodies = vec![plate.body()?];
    bodies.extend(rails.into_iter().map(|rail| solid::rail(rail, Length::ZERO, RAIL_HEIGHT)));
    bodies.extend(bars(plan, Layer::Raised).map(|bar| solid::ridge(bar, THICKNESS, RIDGE_HEIGHT)));
    let dots = plan.braille().flat_map(|(_, line)| line.dots());
    bodies.extend(dots.map(|dot| solid::dome(dot, THICKNESS)));
    Ok(bodies)
}

/// The bars of a layer.
pub(super) fn bars(plan: &StencilPlan, layer: Layer) -> impl Iterator<Item = Rect> + '_ {
    plan.layer(layer).filter_map(|drawn| match drawn.shape {
        Shape::Bar(rect) => Some(rect),
        Shape::Outline(_)
        | Shape::Rounded { .. }
        | Shape::Frame { .. }
        | Shape::Line { .. }
        | Shape::Braille(_)
        | Shape::Text(_) => None,
    })
}

/// The plate with its openings, and the rails behind it: one along each fold, and the guide strip.
pub(super) fn plate(plan: &StencilPlan) -> (Plate, Vec<Rect>) {
    let (mut edge, mut openings, mut rails) = (Vec::new(), Vec::new(), Vec::new());
    for drawn in plan.layer(Layer::Cut) {
        match (&drawn.shape, drawn.role) {
            (Shape::Outline(outline), Role::Outline) => {
                let (outline, stops) = without_flaps(plan, outline);
                edge = flattened(&outline);
                rails = stops;
            }
            (Shape::Outline(outline), _) => openings.push(flattened(outline)),
            (Shape::Rounded { rect, radius }, _) => openings.push(flattened(&Outline::rounded(*rect, *radius))),
            (Shape::Frame { .. } | Shape::Bar(_) | Shape::Line { .. } | Shape::Braille(_) | Shape::Text(_), _) => {}
        }
    }
    rails.extend(bars(plan, Layer::Guide));
    (Plate { edge, openings, recesses: Vec::new(), thickness: THICKNESS, depth: Length::ZERO }, rails)
}

/// The outline with a strip as wide as a rail in place of each flap, and these strips.
///
/// A flap is what the outline encloses between the two ends of a fold; folds run the same way round
/// as the outline.
fn without_flaps(plan: &StencilPlan, outline: &Outline) -> (Outline, Vec<Rect>) {
    let folds: Vec<(Point, Point)> = plan
        .layer(Layer::Fold)
        .filter_map(|drawn| if let Shape::Line { from, to } = drawn.shape { Some((from, to)) } else { None })
        .collect();
    let (mut steps, mut strips) = (Vec::new(), Vec::new());
    let mut until: Option<Point> = None;
    for (from, step) in outline.legs() {
        if until.is_none()
            && let Some((_, to)) = folds.iter().find(|(start, _)| *start == from)
        {
            let (near, far) = (outward(from, from, *to), outward(*to, from, *to));
            steps.extend([near, far, *to].map(Step::Line));
            strips.push(spanned(from, far));
            until = Some(*to);
        }
        match until {
            Some(end) if step.to() == end => until = None,
            Some(_) => {}
            None => steps.push(step),
        }
    }
    (Outline { start: outline.start, steps }, strips)
}

/// A point moved outward from an edge of a clockwise outline, by a rail's width.
fn outward(point: Point, from: Point, to: Point) -> Point {
    let by = |way: Length| RAIL_WIDTH * way.um().signum();
    Point::new(point.x + by(to.y - from.y), point.y - by(to.x - from.x))
}

/// The rectangle between two opposite corners.
fn spanned(a: Point, b: Point) -> Rect {
    Rect { left: a.x.min(b.x), right: a.x.max(b.x), top: a.y.min(b.y), bottom: a.y.max(b.y) }
}
