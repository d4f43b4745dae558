//! Booklets, whole and damaged. Only the content is checked here, without the report's hashes.

use std::collections::BTreeMap;
use std::fs;

use ballot::Language;
use serde_json::Value;
use wording::Coded;

use super::desk::{Desk, example, form, project};
use crate::booklet;
use crate::check::booklet as proof;
use crate::check::{Given, contest_folders, gather, source};
use crate::layout::Settings;
use crate::make::{Formats, Wanted};

mod damaged;

fn formats(booklet: booklet::Settings) -> Formats {
    Formats { booklet: Some(booklet), ..Formats::default() }
}

fn made(list: &str, form: &str, booklet: booklet::Settings) -> Desk {
    let settings = Settings { capitals: booklet.capitals, ..Settings::default() };
    Desk::with(list, &[form.to_owned()], &settings, Wanted::Both, formats(booklet))
}

/// A list with a withdrawn row and details.
fn list() -> Value {
    let mut election: Value = serde_json::from_str(&example("2022-president")).unwrap();
    let options = election["contests"][0]["options"].as_array_mut().unwrap();
    options[2]["status"] = "withdrawn".into();
    for (index, year) in [(0, 1972), (3, 1980), (5, 1984)] {
        options[index]["detail"] = serde_json::json!({
            "kk": format!("{year} жылы туған, «Жаңа жол» партиясы, мектеп мұғалімі (Семей)"),
            "ru": format!("{year} года рождения, партия «Новый путь», школьный учитель; г. Семей (IT-лицей № 8)"),
        });
    }
    election
}

fn president(list: &Value) -> Desk {
    made(&list.to_string(), &form("a5-7rows"), booklet::Settings::default())
}

/// The files of every contest, and what is found in its booklets alone.
fn content(desk: &Desk, damage: impl Fn(&mut BTreeMap<String, Vec<u8>>)) -> Vec<crate::check::Found> {
    let mut all = Vec::new();
    for folder in contest_folders(&desk.out()).unwrap() {
        let mut files = BTreeMap::new();
        gather(&folder, &folder, &mut files, &mut { usize::MAX }).unwrap();
        let source = source::read(&folder, &Given::default(), &mut Vec::new()).unwrap();
        damage(&mut files);
        all.extend(proof::check(&files, &source, None));
    }
    all
}

fn codes(found: &[crate::check::Found]) -> Vec<(&'static str, Option<u32>, &str)> {
    found.iter().map(|found| (found.finding.code().as_str(), found.row, found.file.as_str())).collect()
}

#[test]
fn the_table_of_ascii_braille_is_that_of_liblouis() {
    let table = fs::read_to_string(project("stencil-gen/data/braille/en-us-brf.tsv")).unwrap();
    let mut rows = 0;
    for line in table.lines().filter(|line| !line.starts_with("# ")) {
        let (dots, sign) = line.split_once('\t').unwrap();
        let bits: u32 =
            dots.chars().filter_map(|dot| dot.to_digit(10)).filter(|dot| *dot > 0).map(|dot| 1 << (dot - 1)).sum();
        assert_eq!(proof::cells::cell(sign.as_bytes()[0]), char::from_u32(0x2800 + bits), "{line}");
        rows += 1;
    }
    assert_eq!(rows, 64);
    assert_eq!((proof::cells::cell(b'\n'), proof::cells::cell(b'a')), (None, None));
}

#[test]
fn the_booklets_of_every_example_pass() {
    let mut forms: Vec<_> =
        fs::read_dir(project("examples/forms")).unwrap().map(|entry| entry.unwrap().path()).collect();
    forms.sort();
    let forms: Vec<String> = forms.into_iter().map(|path| fs::read_to_string(path).unwrap()).collect();
    let wide = ballot::Size::new(ballot::Length::from_mm(450), ballot::Length::from_mm(560));
    let settings = Settings { max_sheet: wide, ..Settings::default() };
    for entry in fs::read_dir(project("examples/elections")).unwrap() {
        let name = entry.unwrap().file_name().into_string().unwrap();
        for (cells, lines, print_pt) in [(40, 25, 24), (20, 10, 36), (31, 27, 18)] {
            let booklet = booklet::Settings { cells, lines, print_pt, ..booklet::Settings::default() };
            let desk = Desk::with(&example(&name), &forms, &settings, Wanted::Both, formats(booklet));
            assert_eq!(content(&desk, |_| {}), [], "{name} {cells}x{lines}");
        }
    }
}

#[test]
fn capitals_withdrawn_rows_and_details_pass_at_every_size() {
    let list = list().to_string();
    for (cells, lines, print_pt, capitals) in
        [(40, 25, 24, true), (20, 10, 36, true), (22, 12, 30, false), (42, 40, 18, false)]
    {
        let booklet = booklet::Settings { cells, lines, print_pt, capitals, ..booklet::Settings::default() };
        let desk = made(&list, &form("a5-7rows"), booklet);
        assert_eq!(content(&desk, |_| {}), [], "{cells}x{lines}");
        let whole = desk.check().found;
        assert!(!whole.iter().any(|found| found.file.starts_with("booklet.")), "{whole:?}");
    }
}

#[test]
fn a_booklet_that_is_missing_or_unwanted() {
    let desk = president(&list());
    fs::remove_file(desk.file("booklet.ru.pef")).unwrap();
    fs::write(desk.file("booklet.en.brf"), "").unwrap();
    let found = desk.check().found;
    let told = codes(&found);
    assert_eq!(told, [("S302", None, "booklet.ru.pef"), ("S303", None, "booklet.en.brf")]);
}

/// Every finding has its words: none of its placeholders is left open.
fn assert_in_words(found: &[crate::check::Found]) {
    for found in found {
        for language in [Language::Kk, Language::Ru, Language::En] {
            let words = found.explain(language);
            assert!(!words.contains(['{', '}']), "{words}");
        }
    }
}
