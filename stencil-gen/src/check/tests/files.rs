//! Files that come and go, the report, the sources, the command line.

use std::ffi::OsString;
use std::fs;

use serde_json::Value;

use super::desk::{Desk, form};
use crate::check::{self, CheckError, Given};
use crate::cli::{self, Ending};

#[test]
fn a_file_changed_added_or_taken_away() {
    let desk = Desk::president();
    let mut bytes = fs::read(desk.file("specimen.pdf")).unwrap();
    bytes.extend_from_slice(b"\n");
    fs::write(desk.file("specimen.pdf"), bytes).unwrap();
    fs::write(desk.file("stencil.kk.svg"), "<svg/>").unwrap();
    fs::remove_file(desk.file("stencil.ru.pdf")).unwrap();
    let codes: Vec<_> = desk.codes().into_iter().map(|(code, _)| code).collect();
    for code in ["S302", "S303", "S304"] {
        assert!(codes.contains(&code), "{codes:?}");
    }
}

#[test]
fn a_list_or_form_given_must_be_the_copy_byte_for_byte() {
    let desk = Desk::president();
    let (list, other) = (desk.folder.path().join("election.json"), desk.folder.path().join("form1.toml"));
    let given = |form: Option<std::path::PathBuf>| Given { list: Some(list.clone()), form };
    assert_eq!(check::folder(&desk.contest(), &given(Some(other.clone()))).unwrap().found, []);
    fs::write(&other, form("a5-7rows") + "\n# another form\n").unwrap();
    let checked = check::folder(&desk.contest(), &given(Some(other))).unwrap();
    let codes: Vec<_> = checked.found.iter().map(|found| wording::Coded::code(&found.finding).as_str()).collect();
    assert_eq!(codes, ["S305"]);
}

/// Every leaf of a value, by its JSON pointer.
fn leaves(value: &Value, at: &str, all: &mut Vec<String>) {
    match value {
        Value::Object(map) => map.iter().for_each(|(key, value)| {
            leaves(value, &format!("{at}/{}", key.replace('~', "~0").replace('/', "~1")), all);
        }),
        Value::Array(items) => {
            (0..).zip(items).for_each(|(index, value): (usize, _)| leaves(value, &format!("{at}/{index}"), all));
        }
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => all.push(at.to_owned()),
    }
}

fn changed(value: &Value) -> Value {
    match value {
        Value::Bool(yes) => Value::Bool(!yes),
        Value::Number(number) => serde_json::json!(number.as_f64().unwrap() + 1.0),
        Value::String(text) => Value::String(format!("{text}x")),
        _ => Value::Bool(true),
    }
}

#[test]
fn any_edit_of_the_report_is_found() {
    let desk = Desk::president();
    let path = desk.file("report.json");
    let report: Value = serde_json::from_slice(&fs::read(&path).unwrap()).unwrap();
    let mut all = Vec::new();
    leaves(&report, "", &mut all);
    assert!(all.len() > 100);
    let mut unnoticed = Vec::new();
    for leaf in all {
        let mut edited = report.clone();
        let place = edited.pointer_mut(&leaf).unwrap();
        *place = changed(place);
        fs::write(&path, edited.to_string()).unwrap();
        if desk.codes().is_empty() {
            unnoticed.push(leaf);
        }
    }
    assert_eq!(unnoticed, [""; 0]);
}

#[test]
fn the_report_is_named_when_it_disagrees() {
    let desk = Desk::president();
    desk.edit_report(|report| report["stencils"][0]["level"] = "full".into());
    assert!(desk.codes().iter().all(|(code, _)| *code == "S306") && !desk.codes().is_empty());
    fs::write(desk.file("report.json"), "{").unwrap();
    assert_eq!(desk.codes(), [("S301", None)]);
}

#[test]
fn a_square_of_the_specimen_or_the_alignment_sheet_out_of_place() {
    for file in ["specimen.pdf", "alignment.pdf"] {
        let desk = Desk::president();
        desk.edit_content(file, "re\nS", |content| {
            let (before, last) = content.rsplit_once(" re\nS").unwrap();
            let (start, numbers) = before.rsplit_once('\n').unwrap();
            let x: f64 = numbers.split(' ').next().unwrap().parse().unwrap();
            let rest = numbers.split_once(' ').unwrap().1;
            format!("{start}\n{} {rest} re\nS{last}", x + 1.0)
        });
        let codes: Vec<_> = desk.codes().into_iter().map(|(code, _)| code).collect();
        assert!(codes.contains(&"S360"), "{file}: {codes:?}");
    }
}

fn run(arguments: &[&std::ffi::OsStr]) -> (Ending, String, String) {
    let start = ["stencil-gen", "--ui-language", "en", "check"].map(OsString::from);
    let all = start.into_iter().chain(arguments.iter().map(|argument| (*argument).to_owned()));
    let (mut out, mut err) = (Vec::new(), Vec::new());
    let ending = cli::run(all, &mut out, &mut err).unwrap();
    let text = |bytes| String::from_utf8(bytes).unwrap();
    (ending, text(out), text(err))
}

#[test]
fn the_command_tells_finds_and_draws() {
    let desk = Desk::president();
    let out = desk.out();
    let (ending, text, _) = run(&[out.as_os_str()]);
    assert_eq!(ending.code(), 0);
    assert!(text.contains("2 stencils"), "{text}");
    desk.edit_content("stencil.kk.pdf", "/D Do", |content| content.replacen("/D Do", "", 40));
    let spots = desk.folder.path().join("spots");
    let (ending, text, _) = run(&[out.as_os_str(), "--picture".as_ref(), spots.as_os_str()]);
    assert_eq!(ending.code(), 1);
    assert!(text.contains("S340") && text.contains("What to do"), "{text}");
    let picture = fs::read_dir(&spots).unwrap().next().unwrap().unwrap().path();
    assert!(fs::read(picture).unwrap().starts_with(b"\x89PNG"));
    let (ending, text, _) = run(&[desk.contest().as_os_str(), "--json".as_ref()]);
    let value: Value = serde_json::from_str(&text).unwrap();
    assert_eq!((ending.code(), &value["format"], &value["ok"]), (1, &"check/1".into(), &false.into()));
    assert_eq!(value["folders"][0]["findings"][0]["file"], "stencil.kk.pdf");
}

#[test]
fn what_is_no_finished_folder_is_bad_input() {
    let desk = Desk::president();
    let empty = tempfile::tempdir().unwrap();
    assert!(matches!(check::contest_folders(empty.path()), Err(CheckError::NothingToCheck(_))));
    assert_eq!(run(&[empty.path().as_os_str()]).0.code(), 2);
    fs::write(desk.file("source/list/election.json"), "{").unwrap();
    assert_eq!(run(&[desk.out().as_os_str()]).0.code(), 2);
    assert_eq!(run(&[desk.out().join("nowhere").as_os_str()]).0.code(), 3);
    assert_eq!(run(&[]).0.code(), 64);
}
