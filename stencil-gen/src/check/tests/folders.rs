//! Files and folders that are missing, too many, exchanged, or no plain ones.

use std::ffi::{OsStr, OsString};
use std::fs;
use std::path::Path;

use serde_json::Value;
use wording::Coded;

use super::desk::{Desk, example, form};
use crate::check::{self, Checked, Given, Run, gather};
use crate::cli::{self, Ending};
use crate::layout::{Settings, Technique};
use crate::make::{Formats, Wanted};

const ALL: Formats = Formats { png: false, booklet: None, svg: true, dxf: true, stl: true, dies: true };

fn run(arguments: &[&OsStr]) -> (Ending, String, String) {
    let start = ["stencil-gen", "--ui-language", "en", "check"].map(OsString::from);
    let all = start.into_iter().chain(arguments.iter().map(|argument| (*argument).to_owned()));
    let (mut out, mut err) = (Vec::new(), Vec::new());
    let ending = cli::run(all, &mut out, &mut err).unwrap();
    (ending, String::from_utf8(out).unwrap(), String::from_utf8(err).unwrap())
}

/// Takes a file away as somebody would who also puts the report right.
fn take(desk: &Desk, name: &str) {
    fs::remove_file(desk.file(name)).unwrap();
    desk.edit_report(|report| {
        report["files"].as_object_mut().unwrap().remove(name);
    });
}

fn told(desk: &Desk) -> Vec<(&'static str, String)> {
    desk.check().found.iter().map(|found| (found.finding.code().as_str(), found.file.clone())).collect()
}

#[test]
fn a_file_of_a_format_that_was_asked_for_is_missed_even_where_the_report_is_silent() {
    let formats = Formats { booklet: Some(crate::booklet::Settings::default()), png: true, ..ALL };
    let settings = Settings::default();
    let desk = Desk::with(&example("2022-president"), &[form("a5-7rows")], &settings, Wanted::Both, formats);
    assert_eq!(desk.check().found, []);
    for name in [
        "die.female.kk.stl",
        "stencil.ru.svg",
        "stencil.kk.stl",
        "stencil.kk.dxf",
        "stencil.kk.png",
        "booklet.braille.ru.pdf",
        "proof.kk.pdf",
        "specimen.pdf",
    ] {
        let bytes = fs::read(desk.file(name)).unwrap();
        take(&desk, name);
        assert!(told(&desk).contains(&("S302", name.to_owned())), "{name}: {:?}", told(&desk));
        desk.replace(name, &bytes);
    }
    assert_eq!(desk.check().found, []);
}

#[test]
fn a_file_that_nobody_asked_for_is_refused_even_where_the_report_lists_it() {
    let desk = Desk::president();
    let stencil = fs::read(desk.file("stencil.kk.pdf")).unwrap();
    for name in ["PRINT ME.pdf", "stencil.both.svg", "stencil.kk.svg", "sticker.3.kk.pdf", "booklet.kk.brf"] {
        desk.replace(name, &stencil);
        // A PDF that calls itself SVG is unreadable besides.
        let codes: Vec<_> = told(&desk).into_iter().filter(|(code, _)| *code != "S301").collect();
        assert_eq!(codes, [("S303", name.to_owned())]);
        take(&desk, name);
    }
    fs::create_dir(desk.file("source/list/old")).unwrap();
    assert_eq!(told(&desk), [("S303", "source/list/old/".to_owned())]);
    desk.replace("source/list/old/list.csv", b"1");
    assert_eq!(told(&desk), [("S303", "source/list/old/list.csv".to_owned())]);
}

#[test]
fn options_that_make_cannot_have_written() {
    let desk = Desk::president();
    let path = desk.file("source/options.json");
    let whole = fs::read_to_string(&path).unwrap();
    let options: Value = serde_json::from_str(&whole).unwrap();
    for (key, value) in [
        ("language", "en".into()),
        ("formats", serde_json::json!(["pdf"])),
        ("formats", serde_json::json!(["svg", "svg"])),
        ("notches", 6.into()),
        ("stickers", serde_json::json!(["sticker.3.kk.pdf"])),
        ("more", true.into()),
    ] {
        let mut edited = options.clone();
        edited[key] = value;
        fs::write(&path, edited.to_string()).unwrap();
        assert!(check::folder(&desk.contest(), &Given::default()).is_err(), "{key}");
    }
    fs::write(&path, whole.replacen('{', "{\"language\": \"kk\",", 1)).unwrap();
    assert!(check::folder(&desk.contest(), &Given::default()).is_err(), "a key twice");
}

fn five() -> Desk {
    let forms: Vec<String> =
        ["a4-2rows", "a4-7rows", "a5-17rows", "a5-2rows", "a5-6rows", "a5-7rows", "a5-8rows", "strip-43rows"]
            .map(form)
            .to_vec();
    let mm = ballot::Length::from_mm;
    let settings = Settings { max_sheet: ballot::Size::new(mm(450), mm(560)), ..Settings::default() };
    Desk::new(&example("synthetic-five-contests"), &forms, &settings, Wanted::Both)
}

/// The findings about a folder of contests as a whole, in words.
fn of_run(out: &Path) -> Vec<(&'static str, String)> {
    let run = Run::open(out).unwrap();
    let checked: Vec<Checked> =
        run.folders().iter().map(|folder| check::folder(folder, &Given::default()).unwrap()).collect();
    let found = run.compare(&checked);
    let words = |finding| wording::text(finding, ballot::Language::En);
    found.iter().map(|found| (found.finding.code().as_str(), words(&found.finding))).collect()
}

fn only<const N: usize>(out: &Path, codes: [&str; N]) {
    let found = of_run(out);
    assert_eq!(found.iter().map(|(code, _)| *code).collect::<Vec<_>>(), codes, "{found:?}");
}

#[test]
fn contests_folders_are_all_there_by_their_names_and_nothing_beside_them() {
    let desk = five();
    let out = desk.out();
    only(&out, []);
    let names: Vec<String> = check::contest_folders(&out)
        .unwrap()
        .iter()
        .map(|folder| folder.file_name().unwrap().to_string_lossy().into_owned())
        .collect();
    let (first, second) = (out.join(&names[0]), out.join(&names[1]));
    let aside = desk.folder.path().join("aside");
    // Exchanged.
    fs::rename(&first, &aside).unwrap();
    fs::rename(&second, &first).unwrap();
    fs::rename(&aside, &second).unwrap();
    only(&out, ["S373", "S373"]);
    assert_eq!(run(&[first.as_os_str()]).0, Ending::CheckFailed);
    fs::rename(&first, &aside).unwrap();
    fs::rename(&second, &first).unwrap();
    fs::rename(&aside, &second).unwrap();
    // Missing.
    fs::rename(&first, &aside).unwrap();
    only(&out, ["S372"]);
    // Without what makes it a contest's folder: never passed over.
    fs::rename(&aside, &first).unwrap();
    fs::rename(first.join("source"), desk.folder.path().join("source")).unwrap();
    assert_eq!(run(&[out.as_os_str()]).0, Ending::BadInput);
    fs::remove_file(first.join("report.json")).unwrap();
    only(&out, ["S371", "S372"]);
    let (ending, text, _) = run(&[out.as_os_str()]);
    assert_eq!(ending, Ending::CheckFailed);
    assert!(text.contains("S371") && text.contains(&names[0]), "{text}");
}

#[test]
fn a_file_or_a_link_beside_contests_folders() {
    let desk = Desk::president();
    let out = desk.out();
    only(&out, []);
    fs::write(out.join("PRINT ME.pdf"), b"%PDF").unwrap();
    only(&out, ["S371"]);
    fs::remove_file(out.join("PRINT ME.pdf")).unwrap();
    #[cfg(unix)]
    {
        // A copy of a good folder behind a link, which can be exchanged after the check.
        let elsewhere = desk.folder.path().join("elsewhere");
        fs::rename(desk.contest(), &elsewhere).unwrap();
        std::os::unix::fs::symlink(&elsewhere, out.join("president")).unwrap();
        assert!(Run::open(&out).is_err());
        assert_eq!(run(&[out.as_os_str()]).0, Ending::BadInput);
    }
}

/// A second list's contest beside the first's.
fn beside(desk: &Desk, notches: Option<u8>, settings: &Settings, wanted: Wanted) {
    let mut election: Value = serde_json::from_str(&example("2022-president")).unwrap();
    election["contests"][0]["id"] = "other".into();
    let other = Desk::noted(&election.to_string(), &form("a5-7rows"), settings, wanted, notches);
    fs::rename(other.contest(), desk.out().join("other")).unwrap();
}

#[test]
fn contests_of_one_day_have_different_notches() {
    let desk = Desk::president();
    beside(&desk, None, &Settings::default(), Wanted::Both);
    only(&desk.out(), ["S375"]);
    let desk = Desk::president();
    beside(&desk, Some(2), &Settings::default(), Wanted::Both);
    only(&desk.out(), []);
    // Other settings are as free as the list.
    let desk = Desk::president();
    let film = Settings { technique: Technique::Film, ..Settings::default() };
    beside(&desk, Some(5), &film, Wanted::One(ballot::Language::Kk));
    only(&desk.out(), []);
}

#[test]
fn contests_of_one_list_are_made_alike() {
    let desk = five();
    let two = Settings { capitals: true, ..Settings::default() };
    let forms = ["a4-2rows", "a4-7rows", "a5-17rows", "a5-2rows", "a5-6rows", "a5-7rows", "a5-8rows", "strip-43rows"];
    let mm = ballot::Length::from_mm;
    let two = Settings { max_sheet: ballot::Size::new(mm(450), mm(560)), ..two };
    let kk = Wanted::One(ballot::Language::Kk);
    let other = Desk::new(&example("synthetic-five-contests"), &forms.map(form), &two, kk);
    let folders = check::contest_folders(&desk.out()).unwrap();
    let name = folders[0].file_name().unwrap();
    fs::remove_dir_all(&folders[0]).unwrap();
    fs::rename(other.out().join(name), &folders[0]).unwrap();
    let found = of_run(&desk.out());
    assert_eq!(found.len(), 4, "{found:?}");
    assert!(found.iter().all(|(code, words)| *code == "S374" && words.contains("capitals, language")), "{found:?}");
}

#[test]
fn a_folder_or_file_of_no_plausible_size() {
    let desk = Desk::president();
    let mut files = std::collections::BTreeMap::new();
    let whole = desk.contest();
    assert!(gather(&whole, &whole, &mut files, &mut { 20_000_000 }).is_ok());
    assert!(gather(&whole, &whole, &mut files, &mut { 100_000 }).is_err());
    let large = fs::File::create(desk.file("stencil.kk.svg")).unwrap();
    large.set_len(64 * 1024 * 1024).unwrap();
    assert!(check::folder(&whole, &Given::default()).is_ok());
    large.set_len(64 * 1024 * 1024 + 1).unwrap();
    assert!(check::folder(&whole, &Given::default()).is_err());
    fs::remove_file(desk.file("stencil.kk.svg")).unwrap();
    let deep = whole.join("a/b/c/d/e/f/g/h/i/j");
    fs::create_dir_all(deep).unwrap();
    assert!(check::folder(&whole, &Given::default()).is_err());
}

#[cfg(unix)]
#[test]
fn a_pipe_among_the_finished_files_or_for_the_list() {
    let desk = Desk::president();
    let pipe = desk.file("stencil.kk.svg");
    assert!(std::process::Command::new("mkfifo").arg(&pipe).status().unwrap().success());
    assert!(check::folder(&desk.contest(), &Given::default()).is_err());
    let list = desk.folder.path().join("list");
    fs::rename(&pipe, &list).unwrap();
    let given = Given { list: Some(list), form: None };
    assert!(check::folder(&desk.contest(), &given).is_err());
    assert_eq!(desk.codes(), []);
}

#[test]
fn findings_are_told_before_a_picture_that_cannot_be_written() {
    let desk = Desk::president();
    desk.edit_content("stencil.kk.pdf", "/D Do", |content| content.replacen("/D Do", "", 40));
    let file = desk.folder.path().join("spots");
    fs::write(&file, "in the way").unwrap();
    let out = desk.out();
    let (ending, text, err) = run(&[out.as_os_str(), "--picture".as_ref(), file.as_os_str()]);
    assert_eq!(ending, Ending::Failed);
    assert!(text.contains("S340") && err.contains("spots"), "{text}{err}");
    let (_, text, _) = run(&[out.as_os_str(), "--json".as_ref(), "--picture".as_ref(), file.as_os_str()]);
    let value: Value = serde_json::from_str(&text).unwrap();
    assert!(!value["folders"][0]["findings"].as_array().unwrap().is_empty());
}

#[test]
fn many_findings_alike_are_counted() {
    let desk = Desk::president();
    desk.edit_content("stencil.kk.pdf", "/D Do", |content| {
        let mut dot = 0;
        let lines = content.lines().map(|line| {
            dot += 1;
            if line.contains("/D Do") && dot % 3 == 0 { line.replacen("/D Do", "", 1) } else { line.to_owned() }
        });
        lines.collect::<Vec<_>>().join("\n")
    });
    let (_, text, _) = run(&[desk.out().as_os_str()]);
    let counts = desk.check().found.iter().filter(|found| found.finding.code().as_str() == "S334").count();
    let shown = text.matches("Error S334").count();
    assert_eq!(shown, counts.min(12), "{text}");
    assert_eq!(text.contains("more findings S334"), counts > 12);
}

#[test]
fn the_golden_example_of_the_json() {
    let read = |name: &str| fs::read_to_string(super::desk::project("docs/formats").join(name)).unwrap();
    let formats = Formats { png: true, ..Formats::default() };
    let settings = Settings::default();
    let desk = Desk::with(&read("election.json"), &[read("form.toml")], &settings, Wanted::Both, formats);
    fs::remove_file(desk.file("stencil.ru.png")).unwrap();
    desk.edit_report(|report| report["stencils"][0]["rows"][0]["window_mm"][0] = 130.5.into());
    let contest = desk.contest();
    fs::rename(&contest, contest.with_file_name("akim")).unwrap();
    let (_, text, _) = run(&[desk.out().as_os_str(), "--json".as_ref()]);
    let text = text.replace(&*desk.out().to_string_lossy(), "out");
    let path = super::desk::project("docs/formats/check.json");
    if std::env::var_os("UPDATE_GOLDEN").is_some() {
        fs::write(&path, &text).unwrap();
    }
    assert_eq!(text, fs::read_to_string(&path).unwrap());
}

#[test]
fn the_json_has_one_shape_for_one_folder_and_for_many() {
    let desk = five();
    let out = desk.out();
    let keys = |value: &Value| value.as_object().unwrap().keys().cloned().collect::<Vec<_>>();
    let one = check::contest_folders(&out).unwrap()[0].clone();
    let [many, one] = [out.as_os_str(), one.as_os_str()].map(|path| {
        let (ending, text, _) = run(&[path, "--json".as_ref()]);
        assert_eq!(ending, Ending::Done);
        serde_json::from_str::<Value>(&text).unwrap()
    });
    assert_eq!(keys(&many), keys(&one));
    assert_eq!(keys(&many), ["findings", "folders", "format", "ok"]);
    assert_eq!((many["folders"].as_array().unwrap().len(), one["folders"].as_array().unwrap().len()), (5, 1));
}
