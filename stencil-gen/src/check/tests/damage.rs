//! Damage to finished files. Hashes in the report are put right, so that only the content tells.

use std::fs;

use super::desk::{Desk, example, form};
use crate::braille::{Cell, Table};
use crate::layout::Settings;
use crate::make::Wanted;

const KK: &str = "stencil.kk.pdf";
const RU: &str = "stencil.ru.pdf";

/// Codes of findings, without rows.
fn plain(desk: &Desk) -> Vec<&'static str> {
    let mut codes: Vec<_> = desk.codes().into_iter().map(|(code, _)| code).collect();
    codes.dedup();
    codes
}

/// Changes the numbers of a line of content.
fn shifted(line: &str, by: f64, every: usize, from: usize) -> String {
    let mut number = 0;
    let shift = |word: &str| match word.parse::<f64>() {
        Ok(value) => {
            number += 1;
            if (number - 1) % every == from { format!("{:.3}", value + by) } else { word.to_owned() }
        }
        Err(_) => word.to_owned(),
    };
    line.split(' ').map(shift).collect::<Vec<_>>().join(" ")
}

/// The dots' lines of the Braille layer, edited one by one.
fn edit_dot(desk: &Desk, file: &str, which: usize, edit: impl Fn(&str) -> String) {
    desk.edit_content(file, "/D Do", |content| {
        let mut dot = 0;
        let lines = content.lines().map(|line| {
            dot += usize::from(line.contains("/D Do"));
            if dot == which && line.contains("/D Do") { edit(line) } else { line.to_owned() }
        });
        lines.collect::<Vec<_>>().join("\n")
    });
}

/// The windows of the Cut layer, edited one by one; the first part is the outline.
fn edit_window(desk: &Desk, file: &str, which: usize, edit: impl Fn(&str) -> String) {
    desk.edit_content(file, "h\ns\n", |content| {
        let parts: Vec<&str> = content.split_inclusive("h\ns\n").collect();
        let part = |(index, part): (usize, &&str)| if index == which { edit(part) } else { (*part).to_owned() };
        parts.iter().enumerate().map(part).collect()
    });
}

#[test]
fn an_undamaged_folder_has_no_finding_even_after_its_pdf_was_saved_again() {
    let desk = Desk::president();
    assert_eq!(desk.codes(), []);
    desk.edit_pdf(KK, |_| {});
    assert_eq!(desk.codes(), []);
}

#[test]
fn a_dot_that_is_removed() {
    for which in [20, 150, 300, 500] {
        let desk = Desk::president();
        edit_dot(&desk, KK, which, |_| String::new());
        assert!(!desk.codes().is_empty(), "dot {which}");
    }
}

#[test]
fn a_dot_that_is_moved_by_0_3_mm_and_one_that_is_moved_by_less_than_the_tolerance() {
    let desk = Desk::president();
    edit_dot(&desk, KK, 200, |line| shifted(line, 0.3 * 72.0 / 25.4, 6, 4));
    assert_eq!(plain(&desk), ["S330"]);
    let desk = Desk::president();
    edit_dot(&desk, KK, 200, |line| shifted(line, 0.09 * 72.0 / 25.4, 6, 5));
    assert_eq!(plain(&desk), [""; 0]);
}

#[test]
fn two_names_that_are_swapped() {
    let desk = Desk::president();
    let list = example("2022-president");
    let mut election: serde_json::Value = serde_json::from_str(&list).unwrap();
    let options = election["contests"][0]["options"].as_array_mut().unwrap();
    for part in ["name", "parts", "short"] {
        let (first, second) = (options[0][part].clone(), options[1][part].clone());
        (options[0][part], options[1][part]) = (second, first);
    }
    let other = Desk::new(&election.to_string(), &[form("a5-7rows")], &Settings::default(), Wanted::Both);
    desk.replace(KK, &fs::read(other.file(KK)).unwrap());
    let codes = desk.codes();
    for wanted in [("S334", Some(1)), ("S334", Some(2)), ("S350", Some(1)), ("S350", Some(2))] {
        assert!(codes.contains(&wanted), "{codes:?}");
    }
}

#[test]
fn a_window_that_is_shifted_by_0_2_mm_and_one_within_the_tolerance() {
    let desk = Desk::president();
    let by = |mm: f64| {
        move |part: &str| {
            part.lines().map(|line| shifted(line, mm * 72.0 / 25.4, 2, 0)).collect::<Vec<_>>().join("\n") + "\n"
        }
    };
    edit_window(&desk, KK, 1, by(0.2));
    assert!(desk.codes().contains(&("S321", Some(1))), "{:?}", desk.codes());
    let desk = Desk::president();
    edit_window(&desk, KK, 1, by(0.015));
    assert_eq!(desk.codes(), []);
}

#[test]
fn a_window_that_is_missing() {
    let desk = Desk::president();
    edit_window(&desk, RU, 3, |_| String::new());
    assert!(desk.codes().contains(&("S320", Some(3))), "{:?}", desk.codes());
}

#[test]
fn a_letter_that_is_changed_in_braille() {
    let list = example("2022-president");
    let table = Table::standard().clone().with_entry('ж', Cell::from_dots(&[1, 3, 5]));
    let settings = Settings { table, ..Settings::default() };
    let other = Desk::new(&list, &[form("a5-7rows")], &settings, Wanted::Both);
    let desk = Desk::president();
    desk.replace(KK, &fs::read(other.file(KK)).unwrap());
    assert!(plain(&desk).contains(&"S334"), "{:?}", desk.codes());
    assert!(!plain(&desk).contains(&"S350"), "{:?}", desk.codes());
}

#[test]
fn a_letter_that_is_changed_in_print() {
    let desk = Desk::president();
    // The last code of the fifth shown text: the second row's name or number.
    desk.edit_content(KK, "/OC /Print BDC", |content| {
        let mut shown = 0;
        let lines = content.lines().map(|line| {
            shown += usize::from(line.ends_with("Tj"));
            if shown == 4 && line.ends_with("Tj") {
                let (codes, _) = line.split_once('>').unwrap();
                let other = if codes.ends_with("0010") { "0011" } else { "0010" };
                format!("{}{other}> Tj", &codes[..codes.len() - 4])
            } else {
                line.to_owned()
            }
        });
        lines.collect::<Vec<_>>().join("\n")
    });
    assert_eq!(plain(&desk), ["S350"]);
}

#[test]
fn a_cut_too_close_to_a_dot() {
    let desk = Desk::president();
    // The window's left edge goes 6 mm further left.
    edit_window(&desk, KK, 2, |part| {
        part.replace("460.63", "443.6").replace("461.9", "444.9").replace("463.465", "446.4")
    });
    assert!(desk.codes().contains(&("S332", Some(2))), "{:?}", desk.codes());
}

#[test]
fn a_row_at_another_level() {
    let mut election: serde_json::Value = serde_json::from_str(&example("2022-president")).unwrap();
    let option = &mut election["contests"][0]["options"][1];
    let parts = option["parts"]["ru"].clone();
    let name = option["name"]["ru"].as_str().unwrap().to_owned();
    let mut words = name.split(' ');
    let short = format!("{} {}", words.next().unwrap(), words.next().unwrap());
    option["name"]["ru"] = short.clone().into();
    if !parts.is_null() {
        option["parts"]["ru"]["patronymic"] = serde_json::Value::Null;
    }
    let desk = Desk::president();
    let level = |desk: &Desk| {
        let report: serde_json::Value = serde_json::from_slice(&fs::read(desk.file("report.json")).unwrap()).unwrap();
        report["stencils"][1]["level"].as_str().unwrap().to_owned()
    };
    assert_eq!(level(&desk), "full");
    // The finished file says one name shorter than the rest.
    let other = Desk::new(&only_short(&election), &[form("a5-7rows")], &Settings::default(), Wanted::Both);
    desk.replace(RU, &fs::read(other.file(RU)).unwrap());
    let codes = desk.codes();
    assert!(codes.contains(&("S337", Some(2))), "{codes:?}");
    assert!(!codes.iter().any(|(code, row)| *code == "S334" && *row != Some(2)), "{codes:?}");
}

/// A list whose full names are taken as they are: no candidate's name can be told apart into
/// parts, so none is unequal.
fn only_short(election: &serde_json::Value) -> String {
    let mut election = election.clone();
    for option in election["contests"][0]["options"].as_array_mut().unwrap() {
        if option["kind"] == "candidate" {
            option["kind"] = "party".into();
            option["parts"] = serde_json::Value::Null;
        }
    }
    election.to_string()
}

#[test]
fn a_page_that_is_scaled_to_99_percent() {
    let desk = Desk::president();
    desk.edit_content(KK, "/OC /Print BDC", |content| format!("0.99 0 0 0.99 0 0 cm\n{content}"));
    assert!(plain(&desk).contains(&"S312"), "{:?}", desk.codes());
    // With its boxes scaled as well, as a print program does it.
    let desk = Desk::president();
    desk.edit_content(KK, "/OC /Print BDC", |content| format!("0.99 0 0 0.99 0 0 cm\n{content}"));
    desk.edit_pdf(KK, |document| {
        let page = document.get_pages()[&1];
        let page = document.get_object_mut(page).unwrap().as_dict_mut().unwrap();
        for key in [b"MediaBox".as_slice(), b"TrimBox", b"CropBox", b"BleedBox"] {
            let sides = page.get(key).unwrap().as_array().unwrap().clone();
            let sides: Vec<lopdf::Object> =
                sides.iter().map(|side| lopdf::Object::Real(side.as_float().unwrap() * 0.99)).collect();
            page.set(key, sides);
        }
    });
    assert!(plain(&desk).contains(&"S312"), "{:?}", desk.codes());
}

#[test]
fn a_layer_that_is_renamed_or_hidden() {
    let renamed = |name: &'static str| {
        let desk = Desk::president();
        desk.edit_pdf(KK, |document| {
            for object in document.objects.values_mut() {
                let Ok(group) = object.as_dict_mut() else { continue };
                if group.get(b"Name").and_then(lopdf::Object::as_str).is_ok_and(|name| name == b"Cut") {
                    group.set("Name", lopdf::Object::string_literal(name));
                }
            }
        });
        plain(&desk)
    };
    assert!(renamed("Cutt").contains(&"S310"));
    assert_eq!(renamed("Cut"), [""; 0]);
    let desk = Desk::president();
    desk.edit_pdf(KK, |document| {
        let cut = document.objects.iter().find_map(|(id, object)| {
            let name = object.as_dict().ok()?.get(b"Name").ok()?.as_str().ok()?;
            (name == b"Cut").then_some(*id)
        });
        let cut = lopdf::Object::Reference(cut.unwrap());
        let catalog = document.catalog_mut().unwrap();
        let content = catalog.get_mut(b"OCProperties").unwrap().as_dict_mut().unwrap();
        content.get_mut(b"D").unwrap().as_dict_mut().unwrap().set("OFF", vec![cut]);
    });
    assert!(plain(&desk).contains(&"S310"));
}

#[test]
fn what_the_reader_cannot_read_is_a_finding() {
    let desk = Desk::president();
    desk.replace(KK, b"%PDF-1.6 nothing");
    assert!(plain(&desk).contains(&"S301"));
    let desk = Desk::president();
    desk.edit_content(KK, "/OC /Print BDC", |content| format!("0 0 10 10 re W n\n{content}"));
    assert!(plain(&desk).contains(&"S301"), "a clipping path can hide anything");
}

#[test]
fn a_glyph_with_the_shape_of_another_letter() {
    let desk = Desk::president();
    // The file says that two codes are each other's letters: text looks right to a search.
    desk.edit_content(KK, "beginbfchar", |map| {
        map.replace("<0012> <0061>", "<0012> <XXXX>").replace("<0013> <0062>", "<0013> <0061>").replace("XXXX", "0062")
    });
    assert!(plain(&desk).contains(&"S301"), "{:?}", desk.codes());
}
