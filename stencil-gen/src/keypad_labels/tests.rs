//! Labels measured on the plan and read back from the finished file.

use ballot::{Language, Length, Point, Rect};
use keypad_protocol::Key;
use wording::phrase;

use super::{Keypad, SHEET, cells, draw, name, sheets, symbol};
use crate::braille;
use crate::layout::Technique;
use crate::layout::measures::{CLEARANCE, DOT_RADIUS};

const ALL: [&[Language]; 4] =
    [&[Language::Kk], &[Language::Ru], &[Language::Kk, Language::Ru], &[Language::Kk, Language::Ru, Language::En]];

const LANGUAGES: [Language; 3] = [Language::Kk, Language::Ru, Language::En];

fn holds(label: &Rect, point: Point) -> bool {
    label.contains(Rect { left: point.x, right: point.x, top: point.y, bottom: point.y })
}

/// Every page of every sheet.
fn pages() -> impl Iterator<Item = (Keypad, super::LabelSheet)> {
    let of = |keypad, languages| sheets(keypad, languages).unwrap().into_iter().map(move |page| (keypad, page));
    Keypad::ALL.into_iter().flat_map(move |keypad| ALL.into_iter().flat_map(move |languages| of(keypad, languages)))
}

/// From a point to a stroke, in whole micrometres, rounded down.
fn distance(point: Point, from: Point, to: Point) -> Length {
    let (px, py) = ((point.x - from.x).um(), (point.y - from.y).um());
    let (dx, dy) = ((to.x - from.x).um(), (to.y - from.y).um());
    let along = (px * dx + py * dy).clamp(0, dx * dx + dy * dy);
    let square = dx * dx + dy * dy;
    let (nx, ny) = if square == 0 { (px, py) } else { (px - dx * along / square, py - dy * along / square) };
    Length::from_um((nx * nx + ny * ny).isqrt())
}

#[test]
fn every_dot_keeps_its_distance_from_cuts_and_symbols() {
    let stroke = Length::from_um(600);
    for (keypad, sheet) in pages() {
        for (key, _, line) in &sheet.braille {
            for dot in line.dots() {
                let label = sheet.cuts.iter().find(|label| holds(label, dot)).expect("a dot lies on a label");
                let edge = [dot.x - label.left, label.right - dot.x, dot.y - label.top, label.bottom - dot.y];
                let nearest = edge.into_iter().min().unwrap();
                assert!(nearest - DOT_RADIUS >= CLEARANCE, "{keypad:?} {key:?}: a cut at {nearest}");
                for (_, from, to) in &sheet.raised {
                    let off = distance(dot, *from, *to);
                    assert!(off - DOT_RADIUS - stroke >= CLEARANCE, "{keypad:?} {key:?}: a symbol at {off}");
                }
            }
        }
    }
}

#[test]
fn labels_do_not_overlap_and_stay_on_the_sheet() {
    let page = Rect::at(Point::new(Length::ZERO, Length::ZERO), SHEET);
    for (keypad, sheet) in pages() {
        for (index, label) in sheet.cuts.iter().enumerate() {
            assert!(label.left > page.left && label.top > page.top, "{keypad:?}");
            assert!(
                label.right < page.right && label.bottom < page.bottom - Length::from_mm(12),
                "{keypad:?}: {label:?}"
            );
            for other in &sheet.cuts[index + 1..] {
                let apart = label.right < other.left
                    || other.right < label.left
                    || label.bottom < other.top
                    || other.bottom < label.top;
                assert!(apart, "{keypad:?}: {label:?} and {other:?}");
            }
        }
        for (_, from, to) in &sheet.raised {
            assert!(sheet.cuts.iter().any(|label| holds(label, *from) && holds(label, *to)), "{keypad:?}");
        }
        let notes_end = sheet.notes.last().unwrap().baseline.y;
        assert!(
            sheet.cuts.iter().all(|label| label.top > notes_end + Length::from_mm(1)),
            "{keypad:?}: notes over labels"
        );
    }
}

#[test]
fn every_key_has_a_label_in_every_language() {
    let sheet = sheets(Keypad::Voter, &LANGUAGES).unwrap().remove(0);
    for key in Key::ALL {
        for language in LANGUAGES {
            let (_, _, line) = sheet.braille.iter().find(|(k, l, _)| (*k, *l) == (key, language)).unwrap();
            assert_eq!(line.cells, cells(key, language).unwrap());
            let back =
                braille::back_translate(&line.cells, braille::Style::new(crate::layout::braille_language(language)));
            assert_eq!(back.unwrap(), phrase(name(key), language), "{key:?}");
        }
        assert!(sheet.raised.iter().any(|(raised, _, _)| *raised == key), "{key:?} has no symbol");
    }
}

#[test]
fn no_two_symbols_are_alike_and_none_leaves_its_square() {
    for (index, key) in Key::ALL.into_iter().enumerate() {
        for ((x1, y1), (x2, y2)) in symbol(key) {
            assert!([x1, y1, x2, y2].into_iter().all(|at| at.abs() <= 4_000), "{key:?}");
        }
        for other in &Key::ALL[index + 1..] {
            assert_ne!(symbol(key), symbol(*other), "{key:?} and {other:?}");
        }
    }
}

#[test]
fn the_five_of_a_numeric_keypad_keeps_its_bump() {
    let pages = sheets(Keypad::Numeric, &[Language::Kk]).unwrap();
    assert_eq!(pages[0].cuts.len(), keypad_protocol::NUMERIC_KEYPAD.len() - 1);
    assert_eq!(pages[1].cuts.len(), 1);
}

/// The centers of dots in a finished file, in micrometres from the top left: the places where the dot's form is drawn.
fn dots_in(bytes: &[u8]) -> Vec<(i64, i64)> {
    let mut document = lopdf::Document::load_mem(bytes).unwrap();
    document.decompress();
    let contents = document.objects.values().filter_map(|object| object.as_stream().ok()).map(|stream| &stream.content);
    let drawings: Vec<_> =
        contents.map(|content| String::from_utf8_lossy(content)).filter(|content| content.contains("/D Do")).collect();
    let (mut x, mut y, mut dots) = (0.0, 0.0, Vec::new());
    let um = |points: f64| (points * 25_400.0 / 72.0).round();
    for line in drawings.iter().flat_map(|drawing| drawing.lines()) {
        let words: Vec<&str> = line.split_whitespace().collect();
        match words.as_slice() {
            ["q"] => (x, y) = (0.0, 0.0),
            ["1", "0", "0", "1", right, up, "cm", "/D", "Do"] => {
                x += right.parse::<f64>().unwrap();
                y += up.parse::<f64>().unwrap();
                #[expect(clippy::cast_possible_truncation, reason = "a place on a sheet")]
                dots.push((um(x) as i64, 297_000 - um(y) as i64));
            }
            _ => {}
        }
    }
    dots
}

#[test]
fn the_files_hold_every_dot_of_the_plan_at_its_place() {
    for keypad in Keypad::ALL {
        let languages = [Language::Kk, Language::Ru];
        let files = draw(&languages, Technique::Emboss).unwrap();
        let file = files.iter().find(|file| file.name == keypad.file_name()).unwrap();
        let found = dots_in(&file.bytes);
        let planned: Vec<(i64, i64)> = sheets(keypad, &languages)
            .unwrap()
            .iter()
            .flat_map(|page| &page.braille)
            .flat_map(|(_, _, line)| line.dots().map(|dot| (dot.x.um(), dot.y.um())).collect::<Vec<_>>())
            .collect();
        assert_eq!(found.len(), planned.len(), "{keypad:?}");
        for (dot, plan) in found.iter().zip(&planned) {
            assert!((dot.0 - plan.0).abs() <= 5 && (dot.1 - plan.1).abs() <= 5, "{keypad:?}: {dot:?} for {plan:?}");
        }
    }
}
