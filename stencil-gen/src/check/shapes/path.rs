//! Path data of an SVG file: absolute moves, lines, circle arcs and curves.

use super::super::plane::Spot;
use super::arc;

/// A part of a path.
#[derive(Clone, Debug, Default)]
pub(super) struct Part {
    /// Its places; of curves the control points too, so that the box is never too small.
    pub(super) spots: Vec<Spot>,
    pub(super) closed: bool,
    pub(super) curves: bool,
    /// Its commands in order.
    pub(super) commands: String,
}

/// Reads path data.
pub(super) fn read(data: &str) -> Result<Vec<Part>, String> {
    let mut rest = data;
    let mut parts: Vec<Part> = Vec::new();
    while let Some(command) = rest.chars().next() {
        let body = rest.get(command.len_utf8()..).unwrap_or_default();
        let end = body.find(|sign: char| sign.is_ascii_alphabetic()).unwrap_or(body.len());
        let (numbers, after) = body.split_at(end);
        let numbers: Result<Vec<f64>, String> =
            numbers.split([' ', ',']).filter(|word| !word.is_empty()).map(super::svg::number).collect();
        step(command, &numbers?, &mut parts)?;
        rest = after;
    }
    Ok(parts)
}

fn step(command: char, numbers: &[f64], parts: &mut Vec<Part>) -> Result<(), String> {
    let odd = || format!("path command {command} {numbers:?}");
    if let ('M', [x, y]) = (command, numbers) {
        parts.push(Part { spots: vec![Spot::new(*x, *y)], commands: "M".to_owned(), ..Part::default() });
        return Ok(());
    }
    let part = parts.last_mut().filter(|part| !part.closed).ok_or_else(odd)?;
    let from = part.spots.last().copied().ok_or_else(odd)?;
    part.commands.push(command);
    match (command, numbers) {
        ('L', [x, y]) => part.spots.push(Spot::new(*x, *y)),
        ('Q', [a, b, x, y]) => {
            part.curves = true;
            part.spots.extend([Spot::new(*a, *b), Spot::new(*x, *y)]);
        }
        ('C', [a, b, c, d, x, y]) => {
            part.curves = true;
            part.spots.extend([Spot::new(*a, *b), Spot::new(*c, *d), Spot::new(*x, *y)]);
        }
        // What is neither 0 nor 1 is no flag, and programs stop reading there.
        ('A', [rx, ry, _, large, sweep, x, y])
            if (rx - ry).abs() < 1e-9 && [large, sweep].iter().all(|flag| **flag == 0.0 || **flag == 1.0) =>
        {
            let to = Spot::new(*x, *y);
            let bulge = arc::svg_bulge(from, to, *rx, *large > 0.5, *sweep > 0.5).ok_or_else(odd)?;
            part.spots.extend(arc::bulged(from, to, bulge));
        }
        ('Z', []) => part.closed = true,
        _ => return Err(odd()),
    }
    Ok(())
}
