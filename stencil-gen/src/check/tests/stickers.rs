//! Cover stickers for stencils that are already made, whole and damaged.

use std::fs;

use ballot::Language;
use serde_json::Value;

use super::desk::{Desk, codes_of, example, form};
use crate::layout::{Settings, Technique};
use crate::make::Wanted;

const KK: &str = "sticker.4.kk.pdf";
const RU: &str = "sticker.4.ru.pdf";

/// The list of an example with a row of its first contest withdrawn.
fn withdrawn(name: &str, row: usize) -> String {
    let mut election: Value = serde_json::from_str(&example(name)).unwrap();
    election["contests"][0]["options"][row - 1]["status"] = "withdrawn".into();
    election.to_string()
}

/// A contest made, and made again after a row was withdrawn.
fn covered(name: &str, on: &str, row: usize, settings: &Settings, wanted: Wanted) -> Desk {
    let earlier = Desk::new(&example(name), &[form(on)], settings, wanted);
    Desk::after(&earlier, &withdrawn(name, row), &form(on), settings, wanted)
}

fn president() -> Desk {
    covered("2022-president", "a5-7rows", 4, &Settings::default(), Wanted::Both)
}

/// The codes found; all of them in one file.
#[track_caller]
fn in_file(desk: &Desk, file: &str) -> Vec<&'static str> {
    let checked = desk.check();
    assert!(checked.found.iter().all(|found| found.file == file), "{:?}", checked.found);
    let mut codes: Vec<_> = codes_of(&checked).into_iter().map(|(code, _)| code).collect();
    codes.dedup();
    codes
}

/// What is found after an edit of the layer with a mark.
#[track_caller]
fn after(mark: &str, edit: impl Fn(&str) -> String) -> Vec<&'static str> {
    let desk = president();
    desk.edit_content(KK, mark, |content| {
        let changed = edit(content);
        assert_ne!(changed, content);
        changed
    });
    in_file(&desk, KK)
}

#[test]
fn stickers_fit_the_stencils_they_are_for() {
    let settings = Settings::default();
    for (name, on, rows) in [("2022-president", "a5-7rows", 1..=6), ("2023-parties", "a5-8rows", 1..=7)] {
        let mut stickers = 0;
        for row in rows {
            let desk = covered(name, on, row, &settings, Wanted::Both);
            // Where the words for withdrawn move other rows, there is none (S223).
            stickers += usize::from(desk.file(&format!("sticker.{row}.kk.pdf")).is_file());
            assert_eq!(desk.check().found, [], "{name}: {row}");
        }
        assert!(stickers >= 5, "{name}: {stickers}");
    }
    for technique in [Technique::Swell, Technique::Uv, Technique::Film] {
        let settings = Settings { technique, ..Settings::default() };
        let desk = covered("2022-president", "a5-7rows", 4, &settings, Wanted::One(Language::Ru));
        assert!(desk.file(RU).is_file());
        assert_eq!(desk.check().found, [], "{technique:?}");
    }
}

#[test]
fn a_sticker_of_another_row_or_language() {
    let desk = president();
    let other = covered("2022-president", "a5-7rows", 5, &Settings::default(), Wanted::Both);
    let (own, ru) = (fs::read(desk.file(KK)).unwrap(), fs::read(desk.file(RU)).unwrap());
    desk.replace(KK, &fs::read(other.file("sticker.5.kk.pdf")).unwrap());
    // The words may be the same: withdrawn.
    for wanted in ["S335", "S350", "S361", "S366"] {
        assert!(in_file(&desk, KK).contains(&wanted), "{:?}", desk.codes());
    }
    desk.replace(KK, &ru);
    assert!(in_file(&desk, KK).contains(&"S361"));
    desk.replace(KK, &own);
    assert_eq!(desk.codes(), []);
}

#[test]
fn every_dot_of_a_sticker_counts() {
    let place = "/D Do";
    let desk = president();
    let dots = std::cell::Cell::new(0);
    desk.edit_content(KK, place, |content| {
        dots.set(content.matches(place).count());
        content.to_owned()
    });
    let dots = dots.get();
    assert!(dots > 40, "{dots}");
    for which in (1..=dots).step_by(7) {
        let desk = president();
        desk.edit_content(KK, place, |content| without(content, which));
        assert_ne!(in_file(&desk, KK), [""; 0], "dot {which}");
    }
}

fn without(content: &str, which: usize) -> String {
    let mut dot = 0;
    let keep = |line: &&str| {
        dot += usize::from(line.contains("/D Do"));
        dot != which || !line.contains("/D Do")
    };
    content.lines().filter(keep).collect::<Vec<_>>().join("\n")
}

#[test]
fn a_sticker_that_covers_less_more_or_another_place() {
    // The outline's right side, half a millimetre and a hundredth inward.
    let narrower = |by: f64| {
        after("h\ns\n", move |content| {
            let numbers = content.split(' ').filter_map(|word| word.parse::<f64>().ok());
            let right = numbers.fold(0.0, f64::max);
            content.replace(&format!("{right} "), &format!("{:.3} ", right - by * 72.0 / 25.4))
        })
    };
    assert_eq!(narrower(0.5), ["S313"]);
    assert_eq!(narrower(0.01), [""; 0]);
    // All dots a cell to the right: the words then begin a cell too late.
    let shifted = after("/D Do", |content| {
        let first = content.lines().find(|line| line.contains("/D Do")).unwrap();
        let x: f64 = first.split(' ').nth(4).unwrap().parse().unwrap();
        content.replacen(&format!(" {x} "), &format!(" {:.3} ", x + 6.0 * 72.0 / 25.4), 1)
    });
    assert!(shifted.contains(&"S336"), "{shifted:?}");
}

#[test]
fn print_marks_and_shapes_of_a_sticker() {
    let lines = |content: &str| content.lines().map(str::to_owned).collect::<Vec<_>>();
    // Words of the row, and of the number.
    for which in [0, 1] {
        let found = after("BT\n", |content| {
            let mut lines = lines(content);
            let shown: Vec<usize> = (0..lines.len()).filter(|line| lines[*line].ends_with("Tj")).collect();
            let (one, other) = (shown[which], shown[1 - which]);
            lines[one] = lines[other].clone();
            lines.join("\n") + "\n"
        });
        assert!(found.contains(&"S350"), "{found:?}");
    }
    let sized = |share: f64| {
        after("BT\n", move |content| {
            let size = content.split_once("/Bold ").unwrap().1.split_once(' ').unwrap().0;
            let other = size.parse::<f64>().unwrap() * share;
            content.replacen(&format!("/Bold {size} "), &format!("/Bold {other:.3} "), 1)
        })
    };
    assert!(sized(1.1).contains(&"S352"));
    assert_eq!(sized(1.001), [""; 0]);
    // A window in the sticker, and a line less for the maker.
    let cut = after("h\ns\n", |content| format!("{content}60 40 20 10 re\ns\n"));
    assert_eq!(cut, ["S316"]);
    let mark = after(" l S", |content| content.replacen(" l S", " l n", 1));
    assert!(mark.contains(&"S301") || mark.contains(&"S366"), "{mark:?}");
}

#[test]
fn a_sticker_is_proven_against_the_very_stencil_it_is_for() {
    let desk = president();
    let earlier = "source/earlier/stencil.kk.pdf";
    let wide = Settings { cell_pitch: ballot::Length::from_um(6_200), ..Settings::default() };
    let other = Desk::new(&example("2022-president"), &[form("a5-7rows")], &wide, Wanted::Both);
    let own = fs::read(desk.file(earlier)).unwrap();
    desk.replace(earlier, &fs::read(other.file("stencil.kk.pdf")).unwrap());
    assert!(!in_file(&desk, earlier).is_empty());
    desk.replace(earlier, &own);
    assert_eq!(desk.codes(), []);
    fs::remove_file(desk.file(earlier)).unwrap();
    assert!(desk.codes().contains(&("S302", None)), "{:?}", desk.codes());
    fs::remove_file(desk.file("source/earlier/source/options.json")).unwrap();
    assert!(crate::check::folder(&desk.contest(), &crate::check::Given::default()).is_err());
}
