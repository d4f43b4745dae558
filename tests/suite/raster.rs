//! Geometry holds in the raster: the finished file drawn at 600 dpi by two renderers, measured,
//! and compared with the form and with Marburg Medium, not with the program's plan.

use std::fs;
use std::path::PathBuf;

use ballot::BallotForm;
use stencil_gen::cli::Ending;

use crate::pdf_tools::{Patch, Picture, only_layer};
use crate::run::{Desk, example, project};

const DPI: u32 = 600;
/// From the page's edge to the blank's, and from the blank's top to the ballot's.
const MARGIN: f64 = 10.0;
const FLAP: f64 = 15.0;

fn stencil(desk: &Desk) -> PathBuf {
    let outcome = desk.make(&example("2022-president"), &["--language", "kk", "--formats", "pdf"]);
    assert_eq!(outcome.ending, Ending::Done, "{}", outcome.err);
    desk.path("out/president/stencil.kk.pdf")
}

fn pictures(desk: &Desk, layer: &str) -> [(&'static str, Picture); 2] {
    let pdf = desk.path(&format!("{layer}.pdf"));
    only_layer(&stencil(desk), layer, &pdf);
    [("poppler", Picture::by_poppler(&pdf, DPI)), ("hayro", Picture::by_hayro(&pdf, DPI))]
}

/// Neighbors at this distance along one axis, level along the other.
fn pitches(dots: &[Patch], nominal: f64, across: bool) -> Vec<f64> {
    let along = |dot: &Patch| if across { (dot.x, dot.y) } else { (dot.y, dot.x) };
    let mut found = Vec::new();
    for dot in dots {
        for other in dots {
            let ((a, level), (b, other_level)) = (along(dot), along(other));
            if (b - a - nominal).abs() < 0.3 && (level - other_level).abs() < 0.3 {
                found.push(b - a);
            }
        }
    }
    found
}

#[test]
fn dots_are_marburg_medium_in_both_renderers() {
    let desk = Desk::new();
    for (renderer, picture) in pictures(&desk, "Braille") {
        let dots = picture.patches();
        assert!(dots.len() > 300, "{renderer}: {} dots", dots.len());
        for dot in &dots {
            assert!((dot.diameter() - 1.6).abs() <= 0.05, "{renderer}: {dot:?}");
        }
        for (nominal, across) in [(2.5, true), (2.5, false), (6.0, true)] {
            let pitches = pitches(&dots, nominal, across);
            assert!(pitches.len() > 50, "{renderer}: {nominal}");
            assert!(pitches.iter().all(|pitch| (pitch - nominal).abs() <= 0.05), "{renderer}: {nominal}");
        }
    }
}

#[test]
fn windows_lie_over_the_squares_of_the_form_in_both_renderers() {
    let desk = Desk::new();
    let text = fs::read_to_string(project("examples/forms/a5-7rows.toml")).unwrap();
    let form = BallotForm::parse("a5-7rows.toml", &text).unwrap();
    for (renderer, picture) in pictures(&desk, "Cut") {
        let patches = picture.patches();
        let outline = patches.iter().max_by(|a, b| (a.right - a.left).total_cmp(&(b.right - b.left))).unwrap();
        // Half of the half-point line on either side of the cut.
        let line = 0.5 * 25.4 / 72.0;
        // The stencil registers at the ballot's top and right edges; the right flap is 15 mm wide.
        let right = outline.right - line / 2.0 - FLAP;
        assert!((outline.top + line / 2.0 - MARGIN).abs() <= 0.05, "{renderer}: {outline:?}");
        let mut windows: Vec<_> = patches.iter().filter(|patch| patch.right - patch.left < 20.0).collect();
        windows.sort_by(|a, b| a.top.total_cmp(&b.top));
        assert_eq!(windows.len(), 7, "{renderer}");
        for (window, square) in windows.iter().zip(&form.squares) {
            let (x, y) = window.middle();
            let from_right = form.page.width.mm() - square.center().x.mm();
            assert!((right - x - from_right).abs() <= 0.05, "{renderer}: {x} for {square:?}");
            assert!((y - MARGIN - FLAP - square.center().y.mm()).abs() <= 0.05, "{renderer}: {y} for {square:?}");
            let width = window.right - window.left - line;
            assert!((width - square.width().mm() - 1.0).abs() <= 0.1, "{renderer}: {width}");
        }
    }
}
