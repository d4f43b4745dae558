//! What is printed and stamped on a sheet: a heading, names, squares; a stamp and a signature.

use ballot::BallotForm;
use fastrand::Rng;

use crate::canvas::{Canvas, Mm};
use crate::{Recipe, between};

/// From the sheet's edge to the first letter, mm.
const MARGIN: f64 = 10.0;

pub(crate) fn sheet(canvas: &mut Canvas, form: &BallotForm, recipe: &Recipe, rng: &mut Rng) {
    let (width, height) = (form.page.width.mm(), form.page.height.mm());
    // A side without squares has its title at the head and nothing else.
    let first = form.squares.first().map_or(50.0, |square| square.top.mm());
    // A heading in both languages: fewer letters where there is less room.
    let mut y = 12.0;
    while y + 7.0 < first {
        let end = width - MARGIN - between(rng, 0.0, 50.0);
        words(canvas, (MARGIN, y), end, 2.8, recipe.print, rng);
        y += 5.6;
    }
    for square in &form.squares {
        let (left, top) = (square.left.mm(), square.top.mm());
        let (right, bottom) = (square.right.mm(), square.bottom.mm());
        let corners = [(left, top), (right, top), (right, bottom), (left, bottom), (left, top)];
        canvas.path(&corners, recipe.line_mm, recipe.print);
        let capital = (square.height().mm() / 3.0).min(2.6);
        let end = left - 5.0 - between(rng, 0.0, 30.0);
        let middle = square.center().y.mm();
        if recipe.columns == 2 {
            let half = f64::midpoint(MARGIN, end);
            words(canvas, (MARGIN, middle), half - 3.0, capital, recipe.print, rng);
            words(canvas, (half + 3.0, middle), end, capital, recipe.print, rng);
        } else {
            words(canvas, (MARGIN, middle - capital * 0.6), end, capital, recipe.print, rng);
            words(canvas, (MARGIN, middle + capital), end - 10.0, capital * 0.8, recipe.print, rng);
        }
    }
    if recipe.stamped {
        let last = form.squares.last().map_or(0.0, |square| square.bottom.mm());
        let below = height - last;
        let y = if below > 45.0 { last + below / 2.0 } else { first / 2.0 };
        stamp(canvas, (between(rng, 35.0, width - 70.0), y), (below.max(first) / 2.0 - 6.0).min(17.0), rng);
        signature(canvas, (between(rng, 20.0, 60.0), y), rng);
    }
}

/// Words of letters made of strokes, from a place to the right until `end`.
fn words(canvas: &mut Canvas, (mut x, middle): Mm, end: f64, capital: f64, dark: f64, rng: &mut Rng) {
    let (top, bottom) = (middle - capital / 2.0, middle + capital / 2.0);
    let line = capital * 0.16;
    while x + capital < end {
        let width = capital * between(rng, 0.5, 0.75);
        let right = x + width;
        // Uprights, bars and bowls, as letters have them.
        canvas.stroke((x, top), (x, bottom), line, dark);
        match rng.u8(0..6) {
            0 => canvas.path(&[(x, top), (right, top), (right, bottom)], line, dark),
            1 => canvas.path(&[(x, bottom), (right, top), (right, bottom)], line, dark),
            2 => canvas.path(&[(right, top), (x, middle), (right, bottom)], line, dark),
            3 => {
                let bowl =
                    [(x, top), (right - width * 0.2, top), (right, middle), (right - width * 0.2, bottom), (x, bottom)];
                canvas.path(&bowl, line, dark);
            }
            4 => canvas.path(&[(x, middle), (right, middle), (right, bottom)], line, dark),
            _ => canvas.path(&[(x, bottom), (right, bottom)], line, dark),
        }
        x = right + capital * if rng.u8(0..8) == 0 { 0.9 } else { 0.28 };
    }
}

/// Two circles with letters between them and a rectangle inside.
fn stamp(canvas: &mut Canvas, (x, y): Mm, radius: f64, rng: &mut Rng) {
    let dark = between(rng, 0.35, 0.6);
    for share in [1.0, 0.72] {
        let places: Vec<Mm> = (0..=48)
            .map(|step| {
                let angle = f64::from(step) / 48.0 * std::f64::consts::TAU;
                (x + radius * share * angle.cos(), y + radius * share * angle.sin())
            })
            .collect();
        canvas.path(&places, 0.5, dark);
    }
    for step in 0..30 {
        let angle = f64::from(step) / 30.0 * std::f64::consts::TAU;
        let at = |share: f64| (x + radius * share * angle.cos(), y + radius * share * angle.sin());
        canvas.stroke(at(0.78), at(0.94), 0.4, dark);
    }
    let half = radius * 0.3;
    let corners = [(x - half, y - half), (x + half, y - half), (x + half, y + half * 0.6), (x - half, y + half * 0.6)];
    canvas.path(&corners, 0.4, dark);
}

fn signature(canvas: &mut Canvas, (x, y): Mm, rng: &mut Rng) {
    let places: Vec<Mm> = (0..60)
        .map(|step| {
            let t = f64::from(step) / 60.0;
            let loops = (t * 40.0).sin() * 4.0 * (1.0 - t) + between(rng, -0.3, 0.3);
            (x + t * 30.0 + (t * 40.0).cos() * 1.5, y + loops)
        })
        .collect();
    canvas.path(&places, 0.4, 0.7);
}
