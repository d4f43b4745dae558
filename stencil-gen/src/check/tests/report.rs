//! The report under strict comparison: nothing in it that is not so, nothing beside it.

use std::fs;

use serde_json::{Value, json};
use wording::Coded;

use super::desk::{Desk, example, form};
use crate::layout::Settings;
use crate::make::Wanted;

/// One-string names, of which one says less, on a card too small for names: warnings of many kinds.
fn split() -> Desk {
    let mut election: Value = serde_json::from_str(&example("2022-president")).unwrap();
    for option in election["contests"][0]["options"].as_array_mut().unwrap() {
        option.as_object_mut().unwrap().remove("parts");
    }
    Desk::new(&election.to_string(), &[form("a5-7rows")], &Settings::default(), Wanted::Both)
}

fn small() -> Desk {
    let mm = ballot::Length::from_mm;
    let settings = Settings { max_sheet: ballot::Size::new(mm(172), mm(297)), ..Settings::default() };
    let mut election: Value = serde_json::from_str(&example("2022-president")).unwrap();
    let first = election["contests"][0]["options"][0].as_object_mut().unwrap();
    first.remove("parts");
    let name = "Абдрахманов-Абдрахманов Абдрахман Абдрахманович";
    first.insert("name".to_owned(), json!({ "kk": name, "ru": name }));
    Desk::new(&election.to_string(), &[form("a5-7rows")], &settings, Wanted::Both)
}

fn report(desk: &Desk) -> Value {
    serde_json::from_slice(&fs::read(desk.file("report.json")).unwrap()).unwrap()
}

/// Every edit of the report is found as S306, and the report as it was is right.
#[track_caller]
fn each(desk: &Desk, edits: &[&dyn Fn(&mut Value)]) {
    assert_eq!(desk.codes(), []);
    let whole = fs::read(desk.file("report.json")).unwrap();
    for (number, edit) in edits.iter().enumerate() {
        desk.edit_report(edit);
        assert_ne!(report(desk), serde_json::from_slice::<Value>(&whole).unwrap(), "edit {number}");
        let codes = desk.codes();
        assert!(!codes.is_empty() && codes.iter().all(|(code, _)| *code == "S306"), "edit {number}: {codes:?}");
        fs::write(desk.file("report.json"), &whole).unwrap();
    }
}

#[test]
fn a_warning_about_another_row_or_name() {
    let desk = split();
    let codes: Vec<String> = report(&desk)["stencils"][0]["warnings"]
        .as_array()
        .unwrap()
        .iter()
        .map(|warning| warning["code"].as_str().unwrap().to_owned())
        .collect();
    assert!(codes.contains(&"S207".to_owned()), "{codes:?}");
    assert_eq!(codes.iter().filter(|code| *code == "S207").count(), 1);
    let text = |report: &mut Value, from: &str, to: &str| {
        for warning in report["stencils"][0]["warnings"].as_array_mut().unwrap() {
            warning["text"] = warning["text"].as_str().unwrap().replacen(from, to, 1).into();
        }
    };
    each(
        &desk,
        &[
            &|report| text(report, "1: ", "2: "),
            &|report| text(report, " + ", " - "),
            &|report| report["stencils"][0]["warnings"][0]["place"] = "list, row 1".into(),
            &|report| {
                let warnings = report["stencils"][0]["warnings"].as_array_mut().unwrap();
                warnings.push(warnings[0].clone());
            },
            &|report| report["stencils"][0]["warnings"] = json!([]),
            &|report| report["stencils"][0]["warnings"] = Value::Null,
        ],
    );
}

#[test]
fn a_wing_or_a_level_that_was_not_tried_so() {
    let desk = small();
    let tried = report(&desk)["stencils"][0]["levels_tried"].clone();
    assert!(tried.as_array().unwrap().iter().any(|trial| trial["outcome"] == "too-long"), "{tried}");
    let trial = |report: &mut Value, outcome: &str, edit: &dyn Fn(&mut Value)| {
        let trials = report["stencils"][0]["levels_tried"].as_array_mut().unwrap();
        edit(trials.iter_mut().find(|trial| trial["outcome"] == outcome).unwrap());
    };
    each(
        &desk,
        &[
            &|report| trial(report, "too-long", &|trial| trial["rows"] = json!([99])),
            &|report| trial(report, "too-long", &|trial| trial["rows"] = json!([])),
            &|report| trial(report, "too-long", &|trial| trial["cells"] = json!([5, 9])),
            &|report| trial(report, "too-long", &|trial| trial["cells"] = json!([400, 9])),
            &|report| trial(report, "too-long", &|trial| trial["outcome"] = "alike".into()),
            &|report| trial(report, "too-long", &|trial| trial["more"] = true.into()),
            &|report| trial(report, "taken", &|trial| trial["rows"] = json!([1])),
            &|report| {
                let warnings = report["stencils"][0]["warnings"].as_array_mut().unwrap();
                let wing = warnings.iter_mut().find(|warning| warning["code"] == "S211").unwrap();
                let text = wing["text"].as_str().unwrap().replacen("A wing of ", "A wing of 1", 1);
                wing["text"] = text.into();
            },
        ],
    );
}

#[test]
fn entries_that_no_report_has_and_other_programs() {
    let desk = Desk::president();
    each(
        &desk,
        &[
            &|report| report["approved"] = true.into(),
            &|report| report["stencils"][0]["approved"] = true.into(),
            &|report| report["stencils"][0]["rows"][0]["note"] = "wait".into(),
            &|report| report["contest"]["note"] = "wait".into(),
            &|report| report["program"] = "other 1.0.0".into(),
            &|report| report["program"] = "stencil-gen 0.1".into(),
            &|report| report["program"] = "stencil-gen 0.1.0 (print twice)".into(),
            &|report| drop(report.as_object_mut().unwrap().remove("program")),
            &|report| report["stencils"][0]["headings"][0]["whole"] = false.into(),
            &|report| report["stencils"].as_array_mut().unwrap().swap(0, 1),
        ],
    );
    desk.edit_report(|report| report["program"] = "stencil-gen 12.0.3".into());
    assert_eq!(desk.codes(), []);
    let text = fs::read_to_string(desk.file("report.json")).unwrap();
    fs::write(desk.file("report.json"), text.replacen('{', "{\"format\": \"report/1\",", 1)).unwrap();
    assert_eq!(desk.codes(), [("S301", None)]);
}

#[test]
fn a_moved_window_in_the_report_is_one_finding_in_words() {
    let desk = Desk::president();
    desk.edit_report(|report| {
        for side in 0..4 {
            let mm = report["stencils"][1]["rows"][2]["window_mm"][side].as_f64().unwrap();
            report["stencils"][1]["rows"][2]["window_mm"][side] = json!(mm + 1.25);
        }
    });
    let found = desk.check().found;
    assert_eq!(found.len(), 1, "{found:?}");
    assert_eq!((found[0].finding.code().as_str(), found[0].row), ("S306", Some(3)));
    let words = wording::text(&found[0].finding, ballot::Language::Ru);
    assert!(words.contains("stencil.ru.pdf") && words.contains("мм вправо"), "{words}");
    assert!(!words.contains("window_mm") && !words.contains('['), "{words}");
}

#[test]
fn a_stencil_that_cannot_be_read_is_told_once() {
    let desk = Desk::president();
    desk.replace("stencil.kk.pdf", b"%PDF-1.6 nothing");
    assert_eq!(desk.codes(), [("S301", None)]);
    let words = desk.check().found[0].explain(ballot::Language::Kk);
    assert!(words.contains("әзірлеушілерге"), "{words}");
}
