//! The materials of the project's own course, and the rehearsal's paper: opened by other programs than made them.

use std::fs;
use std::path::Path;
use std::process::Command;

use stencil_gen::cli::Ending;

use crate::run::{Desk, project};

/// The text of a PDF as poppler reads it, its lines joined.
fn printed(pdf: &Path) -> String {
    let read = Command::new("pdftotext").arg("-layout").arg(pdf).arg("-").output();
    let read = read.expect("pdftotext is there: scripts/setup.sh test");
    let text = String::from_utf8(read.stdout).unwrap();
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[test]
fn the_course_of_the_project_comes_out_in_every_form_and_language() {
    let desk = Desk::new();
    let out = desk.path("out");
    let outcome =
        desk.run(&["materials".as_ref(), project("crates/course").as_os_str(), "--out".as_ref(), out.as_ref()]);
    assert_eq!(outcome.ending, Ending::Done, "{}", outcome.err);
    for (language, title, lead) in [
        ("kk", "Сөйлейтін кабина", "Бірінші болып сөйлеңіз."),
        ("ru", "Говорящая кабина", "Заговорите первым."),
        ("en", "The talking booth", "Speak first."),
    ] {
        for form in ["handbook", "handbook.large"] {
            let text = printed(&out.join(format!("{form}.{language}.pdf")));
            assert!(text.contains(title) && text.contains(lead), "{form} {language}");
            // The foot of every page has its number.
            assert!(text.contains("2 / "), "{form} {language}");
        }
        let page = fs::read_to_string(out.join(format!("html/{language}/01-meeting.html"))).unwrap();
        assert!(page.contains(lead), "{language}");
        let brf = fs::read_to_string(out.join(format!("handbook.{language}.brf"))).unwrap();
        let longest = brf.split(['\r', '\n', '\x0c']).map(str::len).max();
        assert!(longest <= Some(40) && brf.contains('\x0c'), "{language}: {longest:?}");
    }
}

#[test]
fn a_stencil_for_practice_says_so_in_print_and_braille() {
    let desk = Desk::new();
    let outcome = desk.make(&project("examples/practice/election.json"), &[]);
    assert_eq!(outcome.ending, Ending::Done, "{}", outcome.err);
    let report = fs::read_to_string(desk.path("out/practice/report.json")).unwrap();
    let report: serde_json::Value = serde_json::from_str(&report).unwrap();
    for (language, print, read) in
        [("kk", "Жаттығу бюллетені", "⠚⠁⠞⠞⠮⠻⠥"), ("ru", "Тренировочный бюллетень", "⠞⠗⠑⠝⠊⠗⠕⠺")]
    {
        let stencil = report["stencils"].as_array().unwrap().iter().find(|stencil| stencil["language"] == language);
        let heading = &stencil.unwrap()["headings"][0];
        assert!(heading["whole"].as_bool().unwrap(), "{heading}");
        let cells = heading["braille"].to_string();
        assert!(cells.contains(read), "{language}: {cells}");
        let text = printed(&desk.path(&format!("out/practice/stencil.{language}.pdf")));
        assert!(text.contains(print), "{language}: {text}");
        let specimen = printed(&desk.path("out/practice/specimen.pdf"));
        assert!(specimen.contains(print) && specimen.contains("ОБРАЗЕЦ"), "{specimen}");
    }
    // Nobody needs to be warned of it, and nothing about it is a trial of the proof-reader's patience.
    assert_eq!(desk.run(&["check", desk.path("out").to_str().unwrap()]).ending, Ending::Done);
}

#[test]
fn a_ballot_for_practice_gets_no_package_for_voting_and_a_vote_none_for_practice() {
    for (list, form, kind, code) in [
        ("examples/practice/election.json", "a5-6rows.toml", "voting", "S621"),
        ("examples/elections/2022-president/election.json", "a5-7rows.toml", "practice", "S620"),
    ] {
        let desk = Desk::new();
        let text = |path: &Path| path.to_str().unwrap().to_owned();
        let (list, form) = (text(&project(list)), text(&project("examples/forms").join(form)));
        let (key, out) = (text(&desk.path("no.key")), text(&desk.path("p.tandau")));
        let arguments =
            ["package", &list, "--form", &form, "--kind", kind, "--secret-key", &key, "--out", &out, "--no-speech"];
        let outcome = desk.run(&arguments);
        assert_eq!(outcome.ending, Ending::BadInput);
        assert!(outcome.err.contains(code) && !desk.path("p.tandau").exists(), "{}", outcome.err);
    }
}
