//! Every example election passes, however it is made.

use std::fs;

use ballot::{Length, Size};

use super::desk::{Desk, example, form, project};
use crate::check::{self, Given};
use crate::layout::{Settings, Technique};
use crate::make::Wanted;

fn all_forms() -> Vec<String> {
    let mut paths: Vec<_> =
        fs::read_dir(project("examples/forms")).unwrap().map(|entry| entry.unwrap().path()).collect();
    paths.sort();
    paths.into_iter().map(|path| fs::read_to_string(path).unwrap()).collect()
}

/// Checks every folder; gives how many stencils there were.
fn passes(desk: &Desk, what: &str) -> usize {
    let folders = check::contest_folders(&desk.out()).unwrap();
    let mut stencils = 0;
    for folder in folders {
        let checked = check::folder(&folder, &Given::default()).unwrap();
        assert_eq!(checked.found, [], "{what}: {}", folder.display());
        stencils += checked.stencils;
    }
    stencils
}

fn wide() -> Settings {
    Settings { max_sheet: Size::new(Length::from_mm(450), Length::from_mm(560)), ..Settings::default() }
}

#[test]
fn every_example_election_passes() {
    let elections = [
        ("2022-president", 2),
        ("2023-parties", 2),
        ("2024-referendum-npp", 1),
        ("2026-referendum-constitution", 1),
        ("synthetic-five-contests", 9),
    ];
    for (name, stencils) in elections {
        let desk = Desk::new(&example(name), &all_forms(), &wide(), Wanted::Both);
        assert_eq!(passes(&desk, name), stencils, "{name}");
    }
}

#[test]
fn every_technique_and_setting_passes() {
    let mut settings: Vec<Settings> =
        Technique::ALL.into_iter().map(|technique| Settings { technique, ..wide() }).collect();
    settings.push(Settings { capitals: true, ..wide() });
    settings.push(Settings { cell_pitch: Length::from_um(6_200), ..wide() });
    settings.push(Settings { max_sheet: Size::new(Length::from_mm(210), Length::from_mm(297)), ..wide() });
    settings.push(Settings { max_sheet: Size::new(Length::from_mm(172), Length::from_mm(297)), ..wide() });
    for settings in settings {
        for (list, forms) in [("2022-president", "a5-7rows"), ("2023-parties", "a5-8rows")] {
            let desk = Desk::new(&example(list), &[form(forms)], &settings, Wanted::Both);
            assert_eq!(passes(&desk, &format!("{list} {settings:?}")), 2);
        }
    }
}

#[test]
fn a_withdrawn_candidate_passes_on_every_kind_of_stencil() {
    let mut election: serde_json::Value = serde_json::from_str(&example("2022-president")).unwrap();
    election["contests"][0]["options"][2]["status"] = "withdrawn".into();
    election["contests"][0]["form"] = serde_json::Value::Null;
    let close =
        form("a5-7rows").replace("size = [8.0, 8.0]", "size = [6.0, 6.0]").replace("pitch = 14.0", "pitch = 8.0");
    for (form, stencils) in [(form("a5-7rows"), 2), (form("a4-7rows"), 1), (close, 2)] {
        let desk = Desk::new(&election.to_string(), std::slice::from_ref(&form), &Settings::default(), Wanted::Both);
        assert_eq!(passes(&desk, &form), stencils);
    }
}

#[test]
fn rows_8_mm_apart_and_a_punched_corner_pass() {
    let mut election: serde_json::Value = serde_json::from_str(&example("2022-president")).unwrap();
    election["contests"][0]["form"] = serde_json::Value::Null;
    let election = election.to_string();
    let close =
        form("a5-7rows").replace("size = [8.0, 8.0]", "size = [6.0, 6.0]").replace("pitch = 14.0", "pitch = 8.0");
    let hole =
        form("a5-7rows").replace("\"cut\", at = \"top-right\", size = 8.0", "\"hole\", at = \"top-right\", size = 7.0");
    for form in [close, hole] {
        let desk = Desk::new(&election, std::slice::from_ref(&form), &Settings::default(), Wanted::Both);
        assert_eq!(passes(&desk, &form), 2);
    }
}

#[test]
fn the_proof_reader_shares_nothing_with_the_writer() {
    let mut paths = vec![project("stencil-gen/src/check.rs")];
    let mut folders = vec![project("stencil-gen/src/check")];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            match (path.is_dir(), path.ends_with("tests")) {
                (true, false) => folders.push(path),
                (true, true) => {}
                (false, _) if path.ends_with("tests.rs") => {}
                (false, _) => paths.push(path),
            }
        }
    }
    assert!(paths.len() > 20);
    for path in paths {
        let text = fs::read_to_string(&path).unwrap();
        for module in ["layout", "export", "braille", "pdf", "fonts", "make", "notice", "input", "booklet"] {
            let (used, printer) = (format!("crate::{module}"), "printpdf::");
            assert!(!text.contains(&used) && !text.contains(printer), "{}: {module}", path.display());
        }
    }
}
