//! Squares however they are drawn, and boxes that nobody sees.

use super::*;

/// A way to draw a square.
type Way = (&'static str, fn([f64; 4]) -> String);

fn assert_found(ways: &[Way]) {
    for (what, draw) in ways {
        assert_measured(&pdf(&[plain(148.0, 210.0, &each(draw))]), &asked(), what);
    }
}

#[test]
fn a_square_is_found_whatever_path_it_is() {
    assert_found(&[
        ("a rectangle", stroked),
        ("a closed path", |[x, y, w, h]| format!("{x} {y} m {} {y} l {} {} l {x} {} l s", x + w, x + w, y + h, y + h)),
        ("a path back to its start", |[x, y, w, h]| {
            format!("{x} {y} m {x} {} l {} {} l {} {y} l {x} {y} l S", y + h, x + w, y + h, x + w)
        }),
    ]);
}

#[test]
fn a_square_is_found_in_its_four_lines() {
    assert_found(&[
        ("four lines", |[x, y, w, h]| {
            let (right, low) = (x + w, y + h);
            format!(
                "{x} {y} m {right} {y} l S {right} {y} m {right} {low} l S {right} {low} m {x} {low} l S {x} {low} m {x} {y} l S"
            )
        }),
        ("four lines of one path", |[x, y, w, h]| {
            let (right, low) = (x + w, y + h);
            format!(
                "{x} {y} m {right} {y} l {x} {low} m {right} {low} l {x} {y} m {x} {low} l {right} {y} m {right} {low} l S"
            )
        }),
        ("four lines that overlap at the corners", |[x, y, w, h]| {
            let (right, low) = (x + w, y + h);
            format!(
                "{} {y} m {} {y} l S {} {low} m {} {low} l S {x} {} m {x} {} l S {right} {} m {right} {} l S",
                x - 0.15,
                right + 0.15,
                x - 0.15,
                right + 0.15,
                y - 0.15,
                low + 0.15,
                y - 0.15,
                low + 0.15
            )
        }),
        ("four thin areas", |[x, y, w, h]| {
            format!(
                "{x} {} {w} 0.3 re f {x} {} {w} 0.3 re f {} {y} 0.3 {h} re f {} {y} 0.3 {h} re f",
                y - 0.15,
                y + h - 0.15,
                x - 0.15,
                x + w - 0.15
            )
        }),
    ]);
}

#[test]
fn a_square_is_found_as_an_area_and_as_a_letter() {
    assert_found(&[
        ("an area with a hole", |[x, y, w, h]| {
            format!(
                "{} {} {} {} re {} {} {} {} re f*",
                x - 0.2,
                y - 0.2,
                w + 0.4,
                h + 0.4,
                x + 0.2,
                y + 0.2,
                w - 0.4,
                h - 0.4
            )
        }),
        ("an area with a hole drawn the other way round", |[x, y, w, h]| {
            let (a, b, c, d) = (x + 0.2, y + 0.2, x + w - 0.2, y + h - 0.2);
            format!("{} {} {} {} re {a} {b} m {a} {d} l {c} {d} l {c} {b} l h f", x - 0.2, y - 0.2, w + 0.4, h + 0.4)
        }),
        ("round corners", |[x, y, w, h]| {
            let (right, low, r) = (x + w, y + h, 1.0);
            format!(
                "{} {y} m {} {y} l {right} {y} {right} {} v {right} {} l {right} {low} {} {low} v {} {low} l {x} {low} {x} {} v {x} {} l {x} {y} {} {y} v h S",
                x + r,
                right - r,
                y + r,
                low - r,
                right - r,
                x + r,
                low - r,
                y + r,
                x + r
            )
        }),
        ("filled white and stroked", |[x, y, w, h]| format!("1 g {x} {y} {w} {h} re B")),
        ("a letter", |[x, y, w, _]| {
            // Its line is a twentieth of the letter wide, and the letter reaches to the line's outer edge.
            let size = w / 0.95;
            let off = (size - w) / 2.0;
            format!("BT /B {size} Tf 1 0 0 -1 {} {} Tm (a) Tj ET", x - off, y + w + off)
        }),
    ]);
}

#[test]
fn a_solid_area_and_one_with_a_filled_hole_are_no_squares() {
    for draw in [
        |[x, y, w, h]: [f64; 4]| format!("{x} {y} {w} {h} re f"),
        // Drawn the same way round, the second rectangle is no hole.
        |[x, y, w, h]: [f64; 4]| format!("{x} {y} {w} {h} re {} {} {} {} re f", x + 0.4, y + 0.4, w - 0.8, h - 0.8),
        |[x, y, w, h]: [f64; 4]| format!("{x} {y} m {} {y} l {} {} l S", x + w, x + w, y + h),
    ] {
        assert_eq!(code(&pdf(&[plain(148.0, 210.0, &each(draw))]), &asked()), "S509");
    }
}

#[test]
fn boxes_that_nobody_sees_are_not_there() {
    let hidden = [
        ("white", "1 G ", ""),
        ("faint", "/Faint gs ", ""),
        ("cut off", "0 0 100 210 re W n ", ""),
        ("on a hidden layer", "/OC /H BDC ", " EMC"),
    ];
    for (what, before, after) in hidden {
        let page = |before: &str, after: &str| {
            let boxes = SQUARES.map(|[x, y, ..]| format!("{} {y} 5 5 re S", x - 20.0)).join(" ");
            pdf(&[plain(148.0, 210.0, &format!("q {before} 0.3 w {boxes}{after} Q\n{}", each(stroked)))])
        };
        assert_measured(&page(before, after), &asked(), what);
        // The near miss: without the hiding they are a second column of boxes.
        assert_eq!(code(&page("", ""), &asked()), "S511", "{what}");
    }
}

#[test]
fn what_is_drawn_over_is_not_there_and_what_is_drawn_under_does_not_matter() {
    let page =
        |before: &str, after: &str| pdf(&[plain(148.0, 210.0, &format!("{before} 0 g {} {after}", each(stroked)))]);
    let paper = "1 g 0 0 148 210 re f";
    let picture = "q 148 0 0 210 0 0 cm /P Do Q";
    assert_measured(&page(paper, ""), &asked(), "white under it");
    assert_measured(&page(picture, ""), &asked(), "a picture under it");
    assert_eq!(code(&page("", paper), &asked()), "S509");
    assert_eq!(code(&page("", picture), &asked()), "S510");
    // White over the inside alone leaves the line.
    let insides = SQUARES.map(|[x, y, w, h]| format!("1 g {x} {y} {w} {h} re f")).join(" ");
    assert_measured(&page("", &insides), &asked(), "white in it");
}

#[test]
fn boxes_outside_the_trimmed_sheet_are_not_there() {
    let leaf = plain(170.0, 210.0, &(each(stroked) + &SQUARES.map(|[_, y, ..]| format!("155 {y} 8 8 re S")).join(" ")));
    let boxes = boxed("MediaBox", [0.0, 0.0, 170.0, 210.0]) + &boxed("TrimBox", [0.0, 0.0, 148.0, 210.0]);
    assert_measured(&pdf(&[Leaf { boxes, ..leaf }]), &asked(), "a color bar");
}

#[test]
fn a_frame_of_something_else_does_not_stand_in_the_way() {
    let stamp = "20 180 20 20 re S ";
    assert_measured(&pdf(&[plain(148.0, 210.0, &(each(stroked) + stamp))]), &asked(), "a frame for a stamp");
}
