//! What stands on a stencil's page, damaged so that sizes, middles and hashes stay right.

use serde_json::Value;
use wording::Coded;

use super::desk::{Desk, example, form};
use crate::layout::Settings;
use crate::make::Wanted;

const KK: &str = "stencil.kk.pdf";
/// Marks of the layers' contents.
const CUT: &str = "h\ns\n";
const PRINT: &str = "0 0 0 1 K";
const GUIDE: &str = "0 0 0 0.6 K";
const RAISED: &str = " re\nf\n";

/// Codes and rows found in the stencil after an edit of one layer's content.
#[track_caller]
fn after(mark: &str, edit: impl Fn(&str) -> String) -> Vec<(&'static str, Option<u32>)> {
    let desk = Desk::president();
    edited(&desk, mark, edit)
}

#[track_caller]
fn edited(desk: &Desk, mark: &str, edit: impl Fn(&str) -> String) -> Vec<(&'static str, Option<u32>)> {
    desk.edit_content(KK, mark, |content| {
        let changed = edit(content);
        assert_ne!(changed, content);
        changed
    });
    let found = desk.check().found;
    // The proof sheet and the report tell of the replaced file as well.
    found.iter().filter(|found| found.file == KK).map(|found| (found.finding.code().as_str(), found.row)).collect()
}

/// A way from the top edge of the first window into it and back.
fn peninsula(content: &str, width: f64, depth: f64) -> String {
    let line = "483.307 460.63 l\n";
    let (left, right, bottom) = (473.0, 473.0 + width, 460.63 - depth);
    let way = format!("{left} 460.63 l\n{left} {bottom} l\n{right} {bottom} l\n{right} 460.63 l\n");
    content.replacen(line, &format!("{way}{line}"), 1)
}

#[test]
fn a_peninsula_over_the_square_of_a_window() {
    assert_eq!(after(CUT, |content| peninsula(content, 6.0, 15.0)), [("S367", Some(1))]);
    assert_eq!(after(CUT, |content| peninsula(content, 0.02, 15.0)), [("S367", Some(1))]);
    // 0.03 mm is less than a cutter can tell.
    assert_eq!(after(CUT, |content| peninsula(content, 6.0, 0.085)), []);
}

#[test]
fn a_window_with_square_corners_or_cut_twice() {
    let bare =
        |content: &str| content.replacen("484.872 460.63 486.142 459.36 486.142 457.795 c", "486.142 460.63 l", 1);
    assert_eq!(after(CUT, bare), [("S367", Some(1))]);
    let twice = |content: &str| {
        let window: String = content.split_inclusive("h\ns\n").skip(1).take(1).collect();
        format!("{content}{window}")
    };
    assert_eq!(after(CUT, twice), [("S323", None)]);
    let round_twice = |content: &str| {
        let window: String = content.split_inclusive("h\ns\n").skip(1).take(1).collect();
        let (start, rest) = window.split_once(" m\n").unwrap();
        let once = rest.strip_suffix("h\ns\n").unwrap();
        content.replacen(&window, &format!("{start} m\n{once}{once}h\ns\n"), 1)
    };
    assert!(after(CUT, round_twice).contains(&("S367", Some(1))));
}

#[test]
fn a_bite_out_of_the_card() {
    let bite = |by: f64| {
        move |content: &str| {
            let line = "555.591 36.85 l\n";
            content.replacen(line, &format!("555.591 400 l\n{} 390 l\n555.591 380 l\n{line}", 555.591 - by), 1)
        }
    };
    assert_eq!(after(CUT, bite(1.0)), [("S313", None)]);
    assert_eq!(after(CUT, bite(0.1)), []);
}

#[test]
fn a_rim_that_is_a_triangle_or_half_of_one() {
    let frame = "452.126 428.031 42.52 41.102 re\n";
    let triangle = "452.126 428.031 m\n494.646 428.031 l\n494.646 469.133 l\n452.126 469.133 l\n473 440 l\nh\n";
    assert!(after(PRINT, |content| content.replacen(frame, triangle, 1)).contains(&("S324", Some(1))));
    let narrow = "452.126 428.031 42.37 41.102 re\n";
    assert!(after(PRINT, |content| content.replacen(frame, narrow, 1)).contains(&("S324", Some(1))));
    let within = "452.126 428.031 42.42 41.102 re\n";
    assert_eq!(after(PRINT, |content| content.replacen(frame, within, 1)), []);
}

#[test]
fn a_ridge_without_height_or_of_another_shape() {
    let ridge = "494.646 287.717 15.591 2.835 re\n";
    let flat = "494.646 289.134 15.591 0 re\n";
    assert_eq!(after(RAISED, |content| content.replacen(ridge, flat, 1)), [("S325", Some(5))]);
    let triangle = "494.646 287.717 m\n510.237 287.717 l\n502 290.552 l\nh\n";
    assert_eq!(after(RAISED, |content| content.replacen(ridge, triangle, 1)), [("S325", Some(5))]);
    let within = "494.646 287.717 15.491 2.835 re\n";
    assert_eq!(after(RAISED, |content| content.replacen(ridge, within, 1)), []);
}

#[test]
fn a_withdrawn_rows_bar_without_width() {
    let mut election: Value = serde_json::from_str(&example("2022-president")).unwrap();
    election["contests"][0]["options"][2]["status"] = "withdrawn".into();
    let desk = Desk::new(&election.to_string(), &[form("a5-7rows")], &Settings::default(), Wanted::Both);
    assert_eq!(desk.codes(), []);
    // The bar is 7 mm wide and 2 mm high.
    let flat = |content: &str| {
        let bar = content.lines().find(|line| line.contains(" 19.843 5.669 re")).unwrap();
        content.replacen(bar, &bar.replace(" 19.843 ", " 0 "), 1)
    };
    assert!(edited(&desk, RAISED, flat).contains(&("S325", Some(3))));
}

#[test]
fn the_makers_layer_covers_nothing() {
    let has =
        |found: &[(&str, Option<u32>)], code: &str| assert!(found.iter().any(|(other, _)| *other == code), "{found:?}");
    let cover = |content: &str| format!("{content}0 0 0 0 k\n40 100 300 300 re\nf\n");
    let found = after(GUIDE, cover);
    has(&found, "S311");
    has(&found, "S316");
    let thick = |content: &str| format!("{content}0 0 0 0 K\n20 w\n40 440 m\n400 440 l S\n");
    has(&after(GUIDE, thick), "S301");
    let gray = |content: &str| format!("{content}40 440 m\n400 440 l S\n");
    assert_eq!(after(GUIDE, gray), [("S316", None)]);
    // A frame like a window's, where no window is.
    let frame = |content: &str| format!("{content}300 300 25 25 re\nS\n");
    has(&after(GUIDE, frame), "S316");
    let white_ruler = |content: &str| content.replacen("518.74 552.756 m", "0 0 0 0.1 K\n518.74 552.756 m", 1);
    has(&after(GUIDE, white_ruler), "S366");
}

#[test]
fn the_ruler_and_the_strip_are_where_they_belong() {
    let shorter = |content: &str| content.replacen("518.74 269.291 l", "518.74 272.126 l", 1);
    assert_eq!(after(GUIDE, shorter), [("S366", None), ("S316", None)]);
    let within = |content: &str| content.replacen("518.74 269.291 l", "518.74 269.391 l", 1);
    assert_eq!(after(GUIDE, within), []);
    let strip = |content: &str| {
        let strip = content.lines().find(|line| line.ends_with(" re")).unwrap().to_owned();
        let (x, rest) = strip.split_once(' ').unwrap();
        content.replacen(&strip, &format!("{} {rest}", x.parse::<f64>().unwrap() + 1.0), 1)
    };
    assert!(after(GUIDE, strip).contains(&("S316", None)));
}

#[test]
fn line_ends_joins_and_what_the_writer_never_draws() {
    for operator in ["2 J\n", "1 j\n", "30 M\n", "50 i\n"] {
        let found = after(CUT, |content| format!("{operator}{content}"));
        assert_eq!(found, [("S301", None)], "{operator}");
    }
}

#[test]
fn folds_are_dashed_as_folds_are() {
    for dashes in ["", "[0.5 20] 0 d", "[5.669 ] 3 d", "[20] 0 d"] {
        assert_eq!(after("5.669", |content| content.replace("[5.669 ] 0 d", dashes)), [("S301", None)], "{dashes}");
    }
    assert_eq!(after("5.669", |content| content.replace("[5.669 ] 0 d", "[5.4 5.9] 0 d")), []);
}

#[test]
fn an_ink_that_takes_the_place_of_the_print_under_it() {
    assert_eq!(after(CUT, |content| content.replace("/Over gs ", "")), [("S301", None)]);
}

#[test]
fn words_and_paths_that_viewers_draw_each_in_their_own_way() {
    const PAGE: &str = "/OC /Print BDC";
    let words = |from: &'static str, to: &'static str| {
        let found = after(PAGE, |content| content.replacen(from, to, 1));
        assert_eq!(found, [("S301", None)], "{to}");
    };
    words("BT\n", "");
    words("ET\n", "");
    words("BT\n", "BT\nq\n");
    words("BT\n", "BT\n10 10 m\n");
    words("BT\n", "10 10 m\nBT\n");
    words("BT\n", "/Span <</ActualText (x)>> BDC\nEMC\nBT\n");
    assert_eq!(after(PRINT, |content| format!("{content}10 10 m\n20 20 l\n")), [("S301", None)]);
}

#[test]
fn words_for_the_maker_in_white_or_of_a_voters_size() {
    let add = |ink: &str| {
        let text = format!("/OC /Guide BDC\n{ink} k\nBT\n/Bold 20 Tf\n60 300 Td\n<0010> Tj\nET\n");
        after("/OC /Print BDC", move |content| content.replacen("/OC /Guide BDC\n", &text, 1))
    };
    assert_eq!(add("0 0 0 0.6"), [("S316", None)]);
    assert_eq!(add("0 0 0 0"), [("S311", None), ("S316", None)]);
}
