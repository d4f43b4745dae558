//! Equality with liblouis 3.24.0: its own Kazakh tests, the golden file and the list of the
//! differences. `scripts/braille_golden.py --check` compares the files with a live liblouis.

use std::collections::BTreeSet;

use serde_json::Value;

use super::*;

pub(super) const GOLDEN: &str = include_str!("../../../data/braille/golden.tsv");
const DIFFERENCES: &str = include_str!("../../../data/braille/differences.tsv");
const KK_YAML: &str = include_str!("../../../data/braille/kk-yaml-tests.json");

/// Rows of a file with tabs, without its heading.
pub(super) fn rows(file: &str) -> impl Iterator<Item = Vec<&str>> {
    file.lines().filter(|line| !line.starts_with("# ")).map(|line| line.split('\t').collect())
}

pub(super) fn style(tag: &str) -> Style {
    match tag {
        "kk" => KK,
        "ru" => RU,
        "ru-caps" => RU.with_capitals(),
        other => panic!("unknown language {other}"),
    }
}

fn kk_yaml() -> Value {
    serde_json::from_str(KK_YAML).unwrap()
}

#[test]
fn every_golden_line_is_written_as_liblouis_writes_it() {
    let mut lines = 0;
    for row in rows(GOLDEN) {
        let written = translate(row[1], style(row[0])).unwrap();
        assert_eq!(to_unicode(&written), row[2], "{row:?}");
        lines += 1;
    }
    assert!(lines > 4000, "{lines}");
}

#[test]
fn the_golden_file_has_every_letter_in_both_cases() {
    let used: BTreeSet<char> = rows(GOLDEN).filter(|row| row[0] == "kk").flat_map(|row| row[1].chars()).collect();
    for letter in table::RUSSIAN.iter().chain(&table::KAZAKH) {
        assert!(used.contains(&letter.upper) && used.contains(&letter.lower), "{letter:?}");
    }
}

#[test]
fn the_listed_differences_are_ours_and_real() {
    let mut lines = 0;
    for row in rows(DIFFERENCES) {
        let written = translate(row[1], style(row[0])).unwrap();
        assert_eq!(to_unicode(&written), row[2], "{row:?}");
        assert_ne!(row[2], row[3], "no difference: {row:?}");
        assert!(!row[4].is_empty(), "no reason: {row:?}");
        lines += 1;
    }
    assert!(lines > 0);
}

#[test]
fn the_kazakh_tests_of_liblouis_pass() {
    let yaml = kk_yaml();
    let tests = yaml["tests"].as_array().unwrap();
    for test in tests {
        let print = test["print"].as_str().unwrap();
        assert_eq!(translate(print, KK).unwrap(), cells(test["braille"].as_str().unwrap()));
    }
    assert_eq!(tests.len(), 6);
}

#[test]
fn every_space_is_one_blank() {
    let yaml = kk_yaml();
    let spaces = yaml["space_tests"].as_array().unwrap();
    for pair in spaces {
        let print = pair[0].as_str().unwrap();
        assert_eq!(translate(print, KK).unwrap(), [Cell::BLANK], "{print:?}");
        assert_eq!(kk(&format!("а{print}б")), "⠁⠀⠃");
    }
    assert_eq!(spaces.len(), 6);
    assert_eq!(kk("а \t\r\n\u{A0} б"), "⠁⠀⠃");
}

#[test]
fn each_letter_digit_and_mark_has_the_dots_of_the_sources() {
    let yaml = kk_yaml();
    let listed = |name: &str| yaml[name].as_object().unwrap().clone();
    let dots_of = |value: &Value| dots(value.as_str().unwrap());
    let mut letters = 0;
    for (letter, value) in listed("russian_letters").iter().chain(&listed("kazakh_letters")) {
        for form in [letter.to_lowercase(), letter.to_uppercase()] {
            assert_eq!(translate(&form, KK).unwrap(), [dots_of(value)], "{form}");
            assert_eq!(translate(&form, RU).unwrap(), [dots_of(value)], "{form}");
        }
        letters += 1;
    }
    assert_eq!(letters, 42);
    for (digit, value) in &listed("digits") {
        let sign = dots_of(&yaml["number_sign"]);
        assert_eq!(translate(digit, KK).unwrap(), [sign, dots_of(value)], "{digit}");
    }
    for (mark, value) in &listed("marks") {
        assert_eq!(translate(mark, KK).unwrap(), [dots_of(value)], "{mark}");
    }
}
