//! Bad input: an error with its code and place, exit 2, and no file written.

use std::fs;

use stencil_gen::cli::Ending;

use crate::run::{Desk, example, project};

const TITLES: [&str; 6] = ["--title-kk", "Сайлау", "--title-ru", "Выборы", "--date", "2026-11-22"];
const FORM: &str = "examples/forms/a5-2rows.toml";

/// Runs `make` on a list's bytes with the form of two rows.
fn make(name: &str, bytes: &[u8]) -> (Ending, String, Vec<String>) {
    let desk = Desk::new();
    let list = desk.put(name, bytes);
    let form = project(FORM);
    let out = desk.path("out");
    let mut arguments = vec!["make", list.to_str().unwrap(), "--form", form.to_str().unwrap()];
    arguments.extend(["--out", out.to_str().unwrap()]);
    arguments.extend(TITLES);
    let outcome = desk.run(&arguments);
    (outcome.ending, outcome.err, desk.files("out"))
}

fn refused(name: &str, bytes: &[u8], code: &str) {
    let (ending, err, files) = make(name, bytes);
    assert_eq!(ending, Ending::BadInput, "{name}: {err}");
    assert!(err.contains(code), "{name}: {err}");
    assert!(err.contains("What to do"), "{name}: {err}");
    assert_eq!(files, [""; 0], "{name}");
}

const GOOD: &str = "number;kind;name_kk;name_ru\n1;answer;Иә, келісемін;Да, согласен\n2;answer;Жоқ;Нет\n";

#[test]
fn a_good_list_goes_through() {
    let (ending, err, files) = make("list.csv", GOOD.as_bytes());
    assert_eq!(ending, Ending::Done, "{err}");
    assert!(files.contains(&"list/report.json".to_owned()), "{files:?}");
}

#[test]
fn what_is_not_a_list_is_refused() {
    refused("empty.csv", b"", "S101");
    refused("spaces.csv", b" \n\n \t", "S101");
    refused("picture.csv", b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\0", "S101");
    refused("old.xls", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1 old excel", "S101");
    refused("truncated.xlsx", b"PK\x03\x04\x14\0\0\0\x08\0broken", "S102");
    refused("list.json", b"{ \"format\": \"election/1\", ", "S106");
    refused("list.json", b"{ \"format\": \"election/9\", \"contests\": [] }", "S1");
}

#[test]
fn ten_megabytes_of_noise_are_refused() {
    let mut state = 0x2545_f491_4f6c_dd1d_u64;
    let mut noise = Vec::with_capacity(10 << 20);
    while noise.len() < 10 << 20 {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        noise.extend_from_slice(&state.to_le_bytes());
    }
    refused("noise.csv", &noise, "S101");
    refused("noise.xlsx", &noise, "S101");
    let text: Vec<u8> = noise.iter().map(|byte| b'a' + byte % 26).collect();
    refused("noise.txt", &text, "S105");
}

#[test]
fn rows_are_told_by_file_row_and_column() {
    let broken = GOOD.replace("Жоқ", "Жо?қ");
    refused("list.csv", broken.as_bytes(), "S114");
    let (_, err, _) = make("list.csv", broken.as_bytes());
    assert!(err.contains("list.csv") && err.contains('3') && err.contains("name_kk"), "{err}");
    refused("list.csv", GOOD.replace(";Нет", ";").as_bytes(), "S110");
    refused("list.csv", GOOD.replace("Жоқ", "Жoқ").as_bytes(), "S113");
    refused("list.csv", GOOD.replace("2;answer", "2;candidat").as_bytes(), "S111");
}

#[test]
fn a_form_for_another_ballot_is_refused() {
    refused("list.csv", format!("{GOOD}3;against_all;Барлығына қарсымын;Против всех\n").as_bytes(), "S135");
    let desk = Desk::new();
    let form = project(FORM);
    let arguments = |list: &std::path::Path| {
        ["make", list.to_str().unwrap(), "--form", form.to_str().unwrap(), "--out", desk.path("out").to_str().unwrap()]
            .map(str::to_owned)
    };
    let outcome = desk.run(&arguments(&example("2022-president")));
    assert_eq!(outcome.ending, Ending::BadInput);
    assert!(outcome.err.contains("S137"), "{}", outcome.err);
    assert_eq!(desk.files("out"), [""; 0]);
}

#[test]
fn a_form_that_no_contest_wants_is_not_swallowed() {
    let desk = Desk::new();
    let (list, form) = (desk.put("list.csv", GOOD), project(FORM));
    let run = |contests: &[&str]| {
        let out = desk.path("out");
        let forms: Vec<String> = contests.iter().map(|contest| format!("{contest}={}", form.display())).collect();
        let mut arguments = vec!["make", list.to_str().unwrap(), "--out", out.to_str().unwrap()];
        for form in &forms {
            arguments.extend(["--form", form.as_str()]);
        }
        arguments.extend(TITLES);
        let outcome = desk.run(&arguments);
        (outcome.ending, outcome.err)
    };
    assert_eq!(run(&["list"]).0, Ending::Done);
    for (contests, code) in [(["list", "lisst"], "S138"), (["list", "list"], "S139")] {
        let (ending, err) = run(&contests);
        assert_eq!(ending, Ending::BadInput, "{err}");
        assert!(err.contains(code), "{err}");
    }
}

#[test]
fn a_form_file_that_is_not_there_is_a_matter_of_the_disk() {
    let desk = Desk::new();
    let list = desk.put("list.csv", GOOD);
    let (form, out) = (desk.path("missing.toml"), desk.path("out"));
    let mut arguments = vec!["make", list.to_str().unwrap(), "--form", form.to_str().unwrap()];
    arguments.extend(["--out", out.to_str().unwrap()]);
    arguments.extend(TITLES);
    let outcome = desk.run(&arguments);
    assert_eq!(outcome.ending, Ending::Failed, "{}", outcome.err);
    assert!(!outcome.err.contains("S136"), "{}", outcome.err);
}

#[test]
fn a_broken_form_is_refused_with_the_key() {
    let desk = Desk::new();
    let list = desk.put("list.csv", GOOD);
    let good = fs::read_to_string(project(FORM)).unwrap();
    let cases = [
        ("page = [148.0", "page = [14.8", "S130", "page"),
        ("format = \"form/1\"", "format = \"form/2\"", "S107", "format"),
        ("side = 2", "sied = 2", "S106", "form.toml"),
    ];
    for (from, to, code, place) in cases {
        assert!(good.contains(from), "{from}");
        let form = desk.put("form.toml", good.replace(from, to));
        let out = desk.path("out");
        let mut arguments = vec!["make", list.to_str().unwrap(), "--form", form.to_str().unwrap()];
        arguments.extend(["--out", out.to_str().unwrap()]);
        arguments.extend(TITLES);
        let outcome = desk.run(&arguments);
        assert_eq!(outcome.ending, Ending::BadInput, "{}", outcome.err);
        assert!(outcome.err.contains(code) && outcome.err.contains(place), "{}", outcome.err);
    }
    assert_eq!(desk.files("out"), [""; 0]);
}

#[test]
fn files_that_are_not_there_and_folders_that_are_not_ours_are_a_matter_of_the_disk() {
    let desk = Desk::new();
    let outcome = desk.make(&desk.path("missing.csv"), &[]);
    assert_eq!(outcome.ending, Ending::Failed);
    assert!(outcome.err.contains("S190"), "{}", outcome.err);
    let file = desk.put("file", "x");
    let (list, form) = (desk.put("list.csv", GOOD), project(FORM));
    let mut arguments = vec!["make", list.to_str().unwrap(), "--form", form.to_str().unwrap()];
    arguments.extend(["--out", file.to_str().unwrap()]);
    arguments.extend(TITLES);
    let outcome = desk.run(&arguments);
    assert_eq!(outcome.ending, Ending::Failed);
    let code = "S191";
    assert!(outcome.err.contains(code), "{}", outcome.err);
    fs::create_dir_all(desk.path("out/president")).unwrap();
    desk.put("out/president/photo.jpg", "x");
    let outcome = desk.make(&example("2022-president"), &[]);
    assert_eq!(outcome.ending, Ending::Failed);
    assert!(outcome.err.contains("S192"), "{}", outcome.err);
    assert_eq!(desk.files("out"), ["president/photo.jpg"]);
}

#[test]
fn messages_come_in_three_languages() {
    let desk = Desk::new();
    let list = desk.put("list.csv", GOOD.replace("Жоқ", "Жо?қ"));
    let form = project(FORM);
    let say = |language| {
        let out = desk.path("out");
        let mut arguments = vec!["make", list.to_str().unwrap(), "--form", form.to_str().unwrap()];
        arguments.extend(["--out", out.to_str().unwrap()]);
        arguments.extend(TITLES);
        let all = ["stencil-gen", "--ui-language", language].into_iter().chain(arguments);
        let mut err = Vec::new();
        stencil_gen::cli::run(all.map(std::ffi::OsString::from), &mut Vec::new(), &mut err).unwrap();
        String::from_utf8(err).unwrap()
    };
    assert!(say("kk").contains("Не істеу керек"), "{}", say("kk"));
    assert!(say("ru").contains("Что сделать"), "{}", say("ru"));
    assert!(say("en").contains("What to do"), "{}", say("en"));
}
