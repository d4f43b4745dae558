//! Every example election comes out, with exactly the warnings it should have.

use std::collections::BTreeSet;
use std::fs;

use serde_json::Value;
use stencil_gen::cli::Ending;

use crate::run::{Desk, example};

fn report(desk: &Desk, contest: &str) -> Value {
    serde_json::from_slice(&fs::read(desk.path("out").join(contest).join("report.json")).unwrap()).unwrap()
}

/// Codes of a contest's warnings, list and stencils together.
fn codes(report: &Value) -> BTreeSet<String> {
    let of = |warnings: &Value| {
        let codes = warnings.as_array().unwrap().iter().map(|warning| warning["code"].as_str().unwrap().to_owned());
        codes.collect::<Vec<_>>()
    };
    let stencils = report["stencils"].as_array().unwrap().iter().flat_map(|stencil| of(&stencil["warnings"]));
    of(&report["warnings"]).into_iter().chain(stencils).collect()
}

fn set(codes: &[&str]) -> BTreeSet<String> {
    codes.iter().map(|code| (*code).to_owned()).collect()
}

fn levels(report: &Value) -> Vec<(String, String)> {
    let text = |value: &Value| value.as_str().unwrap().to_owned();
    let stencils = report["stencils"].as_array().unwrap().iter();
    stencils.map(|stencil| (text(&stencil["language"]), text(&stencil["level"]))).collect()
}

#[test]
fn the_2022_president_has_equal_names_in_each_language() {
    let desk = Desk::new();
    let outcome = desk.make(&example("2022-president"), &[]);
    assert_eq!(outcome.ending, Ending::Done, "{}", outcome.err);
    assert!(outcome.out.contains("stencil.kk.pdf") && outcome.out.contains("S221"), "{}", outcome.out);
    let report = report(&desk, "president");
    // Only one Kazakh patronymic is known: none is shown. All Russian ones are known.
    let expected = [("kk".to_owned(), "surname-and-given".to_owned()), ("ru".to_owned(), "full".to_owned())];
    assert_eq!(levels(&report), expected);
    assert_eq!(codes(&report), set(&["S221"]));
}

#[test]
fn the_2023_parties_have_their_full_names_on_a_wide_card() {
    let desk = Desk::new();
    assert_eq!(desk.make(&example("2023-parties"), &[]).ending, Ending::Done);
    let report = report(&desk, "parties");
    assert!(levels(&report).iter().all(|(_, level)| level == "full"));
    assert_eq!(codes(&report), set(&["S218"]));
}

#[test]
fn both_referendums_have_one_stencil_in_both_languages() {
    for name in ["2024-referendum-npp", "2026-referendum-constitution"] {
        let desk = Desk::new();
        assert_eq!(desk.make(&example(name), &[]).ending, Ending::Done, "{name}");
        let report = report(&desk, "referendum");
        assert_eq!(levels(&report), [("both".to_owned(), "full".to_owned())], "{name}");
        assert_eq!(codes(&report), set(&["S215"]), "{name}");
        assert!(report["stencils"][0]["headings"][0]["whole"].as_bool().unwrap(), "{name}: the whole question");
    }
}

#[test]
fn five_contests_of_2_8_17_43_and_6_rows_come_out_in_both_languages() {
    let desk = Desk::new();
    let outcome = desk.make(&example("synthetic-five-contests"), &["--max-sheet", "450x560"]);
    assert_eq!(outcome.ending, Ending::Done, "{}", outcome.err);
    let expected: [(&str, u64, &[&str]); 5] = [
        ("question", 2, &[]),
        ("parties", 8, &["S218"]),
        // 17 rows at 9.5 mm on A5: a tight pitch, squares of 6 mm, and no gap for the guide.
        ("district-1", 17, &["S210", "S217", "S220"]),
        // 43 rows on the 500 mm strip: squares of 6.5 mm.
        ("district-2", 43, &["S217"]),
        ("council", 6, &[]),
    ];
    for (contest, rows, warnings) in expected {
        let report = report(&desk, contest);
        assert_eq!(codes(&report), set(warnings), "{contest}");
        for stencil in report["stencils"].as_array().unwrap() {
            assert_eq!(stencil["rows"].as_array().unwrap().len() as u64, rows, "{contest}");
        }
        let languages: Vec<String> = levels(&report).into_iter().map(|(language, _)| language).collect();
        assert_eq!(languages, if contest == "question" { vec!["both"] } else { vec!["kk", "ru"] }, "{contest}");
    }
}

#[test]
fn against_a3_the_strip_is_refused_with_the_size_it_needs() {
    let desk = Desk::new();
    let outcome = desk.make(&example("synthetic-five-contests"), &[]);
    assert_eq!(outcome.ending, Ending::BadInput);
    assert!(outcome.err.contains("S140"), "{}", outcome.err);
    assert!(outcome.err.contains("171") && outcome.err.contains("515"), "{}", outcome.err);
    assert_eq!(desk.files("out"), [""; 0], "nothing is written");
}

#[test]
fn the_same_input_gives_the_same_bytes() {
    let (first, second) = (Desk::new(), Desk::new());
    for desk in [&first, &second] {
        assert_eq!(desk.make(&example("2022-president"), &[]).ending, Ending::Done);
    }
    let files = first.files("out");
    assert_eq!(files, second.files("out"));
    assert!(files.contains(&"president/stencil.kk.pdf".to_owned()), "{files:?}");
    for file in files {
        let read = |desk: &Desk| fs::read(desk.path("out").join(&file)).unwrap();
        assert!(read(&first) == read(&second), "{file}");
    }
}

#[test]
fn the_report_vouches_for_every_file_and_the_sources_are_byte_copies() {
    let desk = Desk::new();
    assert_eq!(desk.make(&example("2022-president"), &[]).ending, Ending::Done);
    let report = report(&desk, "president");
    let mut named: Vec<String> = report["files"].as_object().unwrap().keys().cloned().collect();
    named.push("report.json".to_owned());
    named.sort();
    assert_eq!(named, desk.files("out/president"));
    let copy = fs::read(desk.path("out/president/source/list/election.json")).unwrap();
    assert_eq!(copy, fs::read(example("2022-president")).unwrap());
}

#[test]
fn a_second_run_replaces_the_first_whole() {
    let desk = Desk::new();
    assert_eq!(desk.make(&example("2022-president"), &[]).ending, Ending::Done);
    assert_eq!(desk.make(&example("2022-president"), &["--language", "ru", "--formats", "pdf"]).ending, Ending::Done);
    let files = desk.files("out/president");
    assert!(files.contains(&"stencil.ru.pdf".to_owned()), "{files:?}");
    assert!(!files.iter().any(|file| file.contains(".kk.") || file.ends_with(".png")), "{files:?}");
}
