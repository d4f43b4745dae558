//! Arcs as short lines, by halving: no trigonometry, the same on every machine.

use super::super::plane::Spot;

/// Times an arc is halved: sixteen lines.
const HALVINGS: u32 = 4;

/// The places on an arc after `from`, with `to`. The bulge is the arc's height over half its chord,
/// positive to the right of the way from `from` to `to` with y downward.
pub(super) fn bulged(from: Spot, to: Spot, bulge: f64) -> Vec<Spot> {
    let mut spots = Vec::new();
    halve(from, to, bulge, HALVINGS, &mut spots);
    spots.push(to);
    spots
}

fn halve(from: Spot, to: Spot, bulge: f64, times: u32, spots: &mut Vec<Spot>) {
    if times == 0 || bulge == 0.0 {
        return;
    }
    let middle = Spot::new(
        f64::midpoint(from.x, to.x) - (to.y - from.y) / 2.0 * bulge,
        f64::midpoint(from.y, to.y) + (to.x - from.x) / 2.0 * bulge,
    );
    // tan(a / 8) from tan(a / 4).
    let half = ((1.0 + bulge * bulge).sqrt() - 1.0) / bulge;
    halve(from, middle, half, times - 1, spots);
    spots.push(middle);
    halve(middle, to, half, times - 1, spots);
}

/// The bulge of an SVG arc of a circle; none where the circle is too small.
pub(super) fn svg_bulge(from: Spot, to: Spot, radius: f64, large: bool, sweep: bool) -> Option<f64> {
    let half = from.distance(to) / 2.0;
    if half == 0.0 || radius < half - 0.001 {
        return None;
    }
    let deep = (radius * radius - half * half).max(0.0).sqrt();
    let height = if large { radius + deep } else { radius - deep };
    // Clockwise to the eye, the arc lies left of its way: negative.
    Some(if sweep { -height / half } else { height / half })
}
