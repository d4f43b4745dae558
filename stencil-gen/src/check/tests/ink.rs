//! Each rule of a stencil: damage to the page as read that triggers it.

use std::sync::LazyLock;

use wording::Coded;

use super::desk::Desk;
use crate::check::expect::Wanted;
use crate::check::ink::{Ink, Page};
use crate::check::plane::{Bounds, Spot};
use crate::check::source::{self, Source};
use crate::check::{Found, Given, page, proof};

/// A finished page and its sources.
struct Sample {
    source: Source,
    page: Page,
}

static SAMPLE: LazyLock<Sample> = LazyLock::new(|| {
    let desk = Desk::president();
    let source = source::read(&desk.contest(), &Given::default(), &mut Vec::new()).unwrap();
    let page = page::pages(&std::fs::read(desk.file("stencil.kk.pdf")).unwrap()).unwrap().remove(0);
    Sample { source, page }
});

fn read(page: &Page, source: &Source) -> Vec<Found> {
    let languages = Wanted::languages("kk").unwrap();
    let wanted = Wanted {
        election: &source.election,
        contest: &source.contest,
        form: &source.form,
        languages,
        making: source.making,
    };
    proof::read(page, &wanted, "stencil.kk.pdf").0
}

/// The codes found after an edit of the page.
fn after(edit: impl Fn(&mut Page)) -> Vec<&'static str> {
    let mut page = SAMPLE.page.clone();
    edit(&mut page);
    let mut codes: Vec<_> = read(&page, &SAMPLE.source).iter().map(|found| found.finding.code().as_str()).collect();
    codes.dedup();
    codes
}

fn shift(page: &mut Page, shape: usize, x: f64, y: f64) {
    let shape = &mut page.shapes[shape];
    for spot in shape.parts.iter_mut().flat_map(|part| &mut part.spots) {
        *spot = Spot::new(spot.x + x, spot.y + y);
    }
    shape.bounds = Bounds::around(shape.parts.iter().flat_map(|part| &part.spots));
}

fn places(layer: &str) -> Vec<usize> {
    let shapes = SAMPLE.page.shapes.iter().enumerate();
    shapes.filter(|(_, shape)| shape.layer.as_deref() == Some(layer)).map(|(place, _)| place).collect()
}

#[test]
fn the_sample_has_nothing_wrong() {
    assert_eq!(after(|_| {}), [""; 0]);
}

#[test]
fn every_single_dot_is_missed_when_it_is_gone() {
    let dots = places("Braille");
    assert!(dots.len() > 400);
    for dot in dots {
        assert_ne!(after(|page| drop(page.shapes.remove(dot))), [""; 0], "dot {dot}");
    }
}

#[test]
fn every_single_dot_is_noticed_when_it_is_moved() {
    for dot in places("Braille") {
        for (x, y) in [(0.3, 0.0), (0.0, -0.3)] {
            assert!(after(|page| shift(page, dot, x, y)).contains(&"S330"), "dot {dot}");
        }
    }
}

#[test]
fn every_dot_that_is_added_between_cells_is_a_stray() {
    let dot = places("Braille")[0];
    let add = |x: f64, y: f64| {
        after(|page| {
            let copy = page.shapes[dot].clone();
            page.shapes.push(copy);
            let last = page.shapes.len() - 1;
            shift(page, last, x, y);
        })
    };
    assert!(add(1.2, 1.2).contains(&"S330"));
    // In the gap between the heading and the rows.
    assert!(!add(0.0, 33.0).is_empty());
}

#[test]
fn each_rule_of_shapes_has_a_case() {
    let (cut, dot, fold, ridge) = (places("Cut"), places("Braille")[9], places("Fold")[0], places("Raised")[0]);
    let (outline, window) = (cut[0], cut[1]);
    let rim = places("Print")[0];
    let grow = |page: &mut Page, shape: usize, by: f64| {
        let center = page.shapes[shape].bounds.center();
        for spot in page.shapes[shape].parts.iter_mut().flat_map(|part| &mut part.spots) {
            *spot = Spot::new(center.x + (spot.x - center.x) * by, center.y + (spot.y - center.y) * by);
        }
        let spots = page.shapes[shape].parts.iter().flat_map(|part| &part.spots);
        page.shapes[shape].bounds = Bounds::around(spots);
    };
    let has = |code: &str, codes: Vec<&'static str>| assert!(codes.contains(&code), "{code}: {codes:?}");
    has("S311", after(|page| page.shapes[window].ink = Ink::BLACK));
    has("S311", after(|page| page.shapes[dot].ink = Ink::Spot("Braille".into(), 0.5)));
    has("S312", after(|page| page.trim[0] += 1.0));
    has("S312", after(|page| shift(page, fold, 0.0, 0.2)));
    has("S313", after(|page| drop(page.shapes.remove(fold))));
    has("S314", after(|page| corner(page, outline)));
    has("S315", after(|page| page.shapes[outline].parts[0].spots.retain(|spot| !in_notch(*spot))));
    has("S316", after(|page| page.shapes[dot].layer = None));
    has("S322", after(|page| grow(page, window, 0.85)));
    has("S322", after(|page| grow(page, window, 1.05)));
    has("S323", after(|page| page.shapes.push(copy_at(page, window, -60.0))));
    has("S324", after(|page| drop(page.shapes.remove(rim))));
    has("S324", after(|page| grow(page, rim, 0.9)));
    has("S325", after(|page| drop(page.shapes.remove(ridge))));
    has("S325", after(|page| shift(page, ridge, 0.0, 0.3)));
    has("S331", after(|page| grow(page, dot, 1.1)));
    assert_eq!(after(|page| grow(page, dot, 1.02)), [""; 0]);
    has("S332", after(|page| shift(page, ridge, -26.0, 0.0)));
}

fn copy_at(page: &Page, shape: usize, x: f64) -> crate::check::ink::Shape {
    let mut copy = Page { shapes: vec![page.shapes[shape].clone()], ..Page::default() };
    shift(&mut copy, 0, x, 0.0);
    copy.shapes.remove(0)
}

/// Cuts the corner 1 mm deeper: both ends of the 45° line move.
fn corner(page: &mut Page, outline: usize) {
    let spots = &mut page.shapes[outline].parts[0].spots;
    let place = (0..spots.len() - 1).find(|place| {
        let (a, b) = (spots[*place], spots[place + 1]);
        (b.x - a.x - (b.y - a.y)).abs() < 0.01 && (b.x - a.x).abs() > 5.0
    });
    let place = place.unwrap();
    spots[place].x -= 1.0;
    spots[place + 1].y += 1.0;
}

/// The part of the outline that dips into the bottom edge.
fn in_notch(spot: Spot) -> bool {
    spot.y > 215.0 && spot.y < 224.9 && spot.x > 30.0 && spot.x < 60.0
}

/// The middle of a row's line on the sample.
fn row_y(row: usize) -> f64 {
    15.0 + SAMPLE.source.form.squares[row - 1].center().y.mm()
}

fn is_braille(shape: &crate::check::ink::Shape) -> bool {
    shape.layer.as_deref() == Some("Braille")
}

/// Moves a row's dots together.
fn shift_row(page: &mut Page, row: usize, x: f64, y: f64) {
    for shape in 0..page.shapes.len() {
        let bounds = page.shapes[shape].bounds;
        if is_braille(&page.shapes[shape]) && (bounds.center().y - row_y(row)).abs() < 3.0 {
            shift(page, shape, x, y);
        }
    }
}

#[test]
fn each_rule_of_braille_lines_has_a_case() {
    let has = |code: &str, codes: Vec<&'static str>| assert!(codes.contains(&code), "{code}: {codes:?}");
    let of_row = |y: f64, shape: &crate::check::ink::Shape| (shape.bounds.center().y - y).abs() < 3.0;
    has("S333", after(|page| page.shapes.retain(|shape| !(is_braille(shape) && of_row(row_y(3), shape)))));
    // A row a little lower, as one: its place is wrong, its words are not.
    assert_eq!(after(|page| shift_row(page, 3, 0.0, 0.4)), ["S336"]);
    assert_eq!(after(|page| shift_row(page, 3, 0.0, 0.09)), [""; 0]);
    // A row a cell to the right: off its margin and its column.
    has("S336", after(|page| shift_row(page, 3, 6.0, 0.0)));
    has("S335", after(|page| swap_rows(page, row_y(2), row_y(3))));
    let in_heading = |shape: &crate::check::ink::Shape| is_braille(shape) && shape.bounds.center().y < row_y(1) - 20.0;
    has("S340", after(|page| page.shapes.retain(|shape| !in_heading(shape))));
}

#[test]
fn each_rule_of_print_has_a_case() {
    let name = SAMPLE.page.texts.iter().position(|words| (words.middle() - row_y(2)).abs() < 1.0).unwrap();
    let heading = SAMPLE.page.texts.iter().position(|words| words.layer.as_deref() == Some("Print")).unwrap();
    let has = |code: &str, codes: Vec<&'static str>| assert!(codes.contains(&code), "{code}: {codes:?}");
    has("S340", after(|page| page.texts[heading].text.push('.')));
    has("S350", after(|page| page.texts[name].text.push('.')));
    has("S350", after(|page| drop(page.texts.remove(name))));
    has("S351", after(|page| page.texts[name].start.x += 0.4));
    has("S351", after(|page| page.texts[name].end_x += 100.0));
    assert_eq!(after(|page| page.texts[name].start.x += 0.2), [""; 0]);
    has("S352", after(|page| page.texts[name].capital -= 0.1));
    has("S316", after(|page| page.texts[name].layer = Some("Cut".into())));
}

/// Two rows' Braille in each other's place, numbers and all.
fn swap_rows(page: &mut Page, one: f64, other: f64) {
    for shape in 0..page.shapes.len() {
        if page.shapes[shape].layer.as_deref() != Some("Braille") {
            continue;
        }
        let y = page.shapes[shape].bounds.center().y;
        if (y - one).abs() < 3.0 {
            shift(page, shape, 0.0, other - one);
        } else if (y - other).abs() < 3.0 {
            shift(page, shape, 0.0, one - other);
        }
    }
}

#[test]
fn a_level_that_the_list_does_not_allow() {
    let desk = Desk::president();
    let page = page::pages(&std::fs::read(desk.file("stencil.ru.pdf")).unwrap()).unwrap().remove(0);
    let codes = |source: &Source| {
        let languages = Wanted::languages("ru").unwrap();
        let wanted = Wanted {
            election: &source.election,
            contest: &source.contest,
            form: &source.form,
            languages,
            making: source.making,
        };
        let found = proof::read(&page, &wanted, "stencil.ru.pdf").0;
        found.iter().map(|found| found.finding.code().as_str()).collect::<Vec<_>>()
    };
    let mut source = SAMPLE.source.clone();
    assert_eq!(codes(&source), [""; 0]);
    // The same full names, but the list says that one of them has no patronymic.
    let name = source.contest.options[0].name.ru.clone();
    let (surname, given) = name.split_once(' ').unwrap();
    let parts = ballot::NameParts { surname: surname.into(), given: given.into(), patronymic: None };
    source.contest.options[0].parts.ru = Some(parts);
    assert_eq!(codes(&source), ["S338"]);
}

#[test]
fn two_rows_that_read_alike() {
    let mut page = SAMPLE.page.clone();
    let y = |row: usize| 15.0 + SAMPLE.source.form.squares[row].center().y.mm();
    let is_braille = |shape: &crate::check::ink::Shape| shape.layer.as_deref() == Some("Braille");
    page.shapes.retain(|shape| !is_braille(shape) || (shape.bounds.center().y - y(1)).abs() > 3.0);
    for shape in places("Braille") {
        if (SAMPLE.page.shapes[shape].bounds.center().y - y(0)).abs() < 3.0 {
            let mut one = Page { shapes: vec![SAMPLE.page.shapes[shape].clone()], ..Page::default() };
            shift(&mut one, 0, 0.0, 14.0);
            page.shapes.push(one.shapes.remove(0));
        }
    }
    let codes: Vec<_> = read(&page, &SAMPLE.source).iter().map(|found| found.finding.code().as_str()).collect();
    assert!(codes.contains(&"S339") && codes.contains(&"S334") && codes.contains(&"S335"), "{codes:?}");
}
