//! What can be compared: dots, closed lines and straight lines, each on its layer.

use super::super::ink::{Page, Paint, Part};
use super::super::plane::{Bounds, Spot};

/// Arcs come as short lines in every format, each in its own: so far may these be apart, in mm.
const ARCS: f64 = 0.03;

/// What a figure is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    Dot,
    Ring,
    Line,
}

/// A figure in mm, y downward.
#[derive(Clone, Debug)]
pub(super) struct Figure {
    pub(super) layer: String,
    pub(super) kind: Kind,
    /// The box around it; a dot's tells its center and size.
    pub(super) bounds: Bounds,
    /// A ring's corners or a line's ends.
    pub(super) spots: Vec<Spot>,
}

impl Figure {
    pub(super) fn dot(layer: &str, center: Spot, diameter: f64) -> Self {
        let bounds = Bounds { left: center.x, top: center.y, right: center.x, bottom: center.y };
        let bounds = bounds.grown(diameter / 2.0);
        Self { layer: layer.to_owned(), kind: Kind::Dot, bounds, spots: Vec::new() }
    }

    pub(super) fn ring(layer: &str, spots: Vec<Spot>) -> Self {
        Self { layer: layer.to_owned(), kind: Kind::Ring, bounds: Bounds::around(&spots), spots }
    }

    pub(super) fn rectangle(layer: &str, bounds: Bounds) -> Self {
        Self::ring(layer, bounds.corners().to_vec())
    }

    pub(super) fn line(layer: &str, from: Spot, to: Spot) -> Self {
        let spots = vec![from, to];
        Self { layer: layer.to_owned(), kind: Kind::Line, bounds: Bounds::around(&spots), spots }
    }

    /// The same figure with every place moved or mirrored, without change of size.
    pub(super) fn placed(&self, place: impl Fn(Spot) -> Spot) -> Self {
        let corners = self.bounds.corners().map(&place);
        let spots = self.spots.iter().copied().map(&place).collect();
        Self { layer: self.layer.clone(), kind: self.kind, bounds: Bounds::around(&corners), spots }
    }

    /// How far it is from another, edge by edge; infinite for another kind or layer.
    pub(super) fn off(&self, other: &Self) -> f64 {
        if self.kind != other.kind || self.layer != other.layer {
            return f64::INFINITY;
        }
        let off = self.bounds.off(other.bounds);
        if off > super::SAME {
            return off;
        }
        match self.kind {
            Kind::Dot => off,
            // Falling and rising lines have the same box.
            Kind::Line => {
                let [a, b] = [self, other].map(|line| line.spots.first().copied().zip(line.spots.last().copied()));
                let (Some((a, b)), Some((c, d))) = (a, b) else { return f64::INFINITY };
                a.distance(c).max(b.distance(d)).min(a.distance(d).max(b.distance(c)))
            }
            Kind::Ring => {
                let way = apart(&self.spots, &other.spots).max(apart(&other.spots, &self.spots));
                off.max(if way <= ARCS { 0.0 } else { way })
            }
        }
    }
}

/// The farthest that any corner of one ring is from the other ring.
pub(super) fn apart(spots: &[Spot], ring: &[Spot]) -> f64 {
    spots.iter().map(|spot| to_ring(*spot, ring)).fold(0.0, f64::max)
}

/// How far a place is from a ring.
pub(super) fn to_ring(spot: Spot, ring: &[Spot]) -> f64 {
    let next = ring.iter().cycle().skip(1);
    ring.iter().zip(next).map(|(from, to)| spot.distance_to_segment(*from, *to)).fold(f64::INFINITY, f64::min)
}

/// The figures of a stencil's page. Crop marks lie beside the blank, where machines have nothing.
pub(super) fn of(page: &Page) -> Vec<Figure> {
    let mut figures = Vec::new();
    let [right, bottom] = page.trim;
    let beside = |bounds: Bounds| {
        bounds.right < 0.5 || bounds.bottom < 0.5 || bounds.left > right - 0.5 || bounds.top > bottom - 0.5
    };
    for shape in &page.shapes {
        let Some(layer) = shape.layer.as_deref() else { continue };
        if layer == "Guide" && beside(shape.bounds) {
            continue;
        }
        if layer == "Braille"
            && let Some(diameter) = shape.disc()
        {
            figures.push(Figure::dot(layer, shape.bounds.center(), diameter));
            continue;
        }
        for part in &shape.parts {
            let closed = part.closed || matches!(shape.paint, Paint::Fill | Paint::FillEvenOdd);
            if closed {
                figures.push(Figure::ring(layer, part.spots.clone()));
            } else {
                figures.extend(lines(layer, part));
            }
        }
    }
    figures
}

fn lines<'a>(layer: &'a str, part: &'a Part) -> impl Iterator<Item = Figure> + 'a {
    let ends = part.spots.iter().zip(part.spots.iter().skip(1));
    ends.map(move |(from, to)| Figure::line(layer, *from, *to))
}
