//! What bad input gets: a code, a place, what to do, and nothing written.

use std::fs;
use std::process::Output;

use crate::desk::{Desk, five_contests, project, text};

fn refused(output: &Output, exit: i32, words: &[&str]) {
    let err = text(&output.stderr);
    assert_eq!(output.status.code(), Some(exit), "{err}");
    assert!(output.stdout.is_empty());
    for word in words {
        assert!(err.contains(word), "{word}: {err}");
    }
}

#[test]
fn an_unknown_line_is_refused_with_its_place_and_nothing_is_written() {
    let desk = Desk::new();
    let output = desk.replay("down\nfly\nselect\njump\n", &[]);
    refused(&output, 2, &["K410", "vote.txt:2", "vote.txt:4", "“fly”", "What to do: "]);
    assert!(!desk.path("out").exists());
}

#[test]
fn an_unknown_label_is_refused_with_the_labels_there_are() {
    let desk = Desk::new();
    let output = desk.replay("touch \"Бастау\"\ntouch \"Deutsch\"\n", &[]);
    refused(&output, 2, &["K411", "vote.txt:2", "“Deutsch”", "\"English.\"", "\"Русский.\"", "\"Қазақша.\""]);
    assert!(!desk.path("out").exists());
    assert!(desk.replay("touch \"Бастау\"\ntouch \"English\"\n", &[]).status.success());
}

#[test]
fn a_label_that_two_things_have_is_refused() {
    let election = fs::read_to_string(project("examples/elections/2022-president/election.json")).unwrap();
    let desk = Desk::new();
    // The second option gets the label of the button.
    let same = election.replace("Ауесбаев Нурлан Сатыбалдыулы", "Дальше");
    let same =
        same.replace("{\"surname\": \"Ауесбаев\", \"given\": \"Нурлан\", \"patronymic\": \"Сатыбалдыулы\"}", "null");
    for (election, code) in [(same, Some("K412")), (election, None)] {
        let election = desk.put("election.json", election);
        let form = project("examples/forms/a5-7rows.toml");
        let script = "touch \"Бастау\"\ntouch \"Русский\"\ntouch \"Дальше\"\ntouch \"Дальше\"\n";
        let further = ["--election", election.to_str().unwrap(), "--form", form.to_str().unwrap()];
        let output = desk.replay(script, &further);
        match code {
            Some(code) => refused(&output, 2, &[code, "vote.txt:4"]),
            None => assert!(output.status.success(), "{}", text(&output.stderr)),
        }
    }
}

#[test]
fn a_time_that_is_over_is_refused() {
    let desk = Desk::new();
    refused(&desk.replay("wait 2s\nwait until 1s\n", &[]), 2, &["K413", "vote.txt:2", "1s"]);
    assert!(desk.replay("wait 2s\nwait until 2s\n", &[]).status.success());
}

#[test]
fn a_sheet_of_no_contest_is_refused() {
    let desk = Desk::new();
    refused(&desk.replay("sheet 2\n", &["--scanner"]), 2, &["K414", "vote.txt:1", "president"]);
    assert!(desk.replay("sheet 1\nsheet president\n", &["--scanner"]).status.success());
}

#[test]
fn messages_come_in_the_language_that_is_asked_for() {
    let desk = Desk::new();
    let script = desk.put("vote.txt", "fly\n");
    for (language, words) in [("kk", "Мұндай оқиға жоқ"), ("ru", "Такого события нет"), ("en", "no such event")]
    {
        let path = script.to_str().unwrap();
        let output = std::process::Command::new(env!("CARGO_BIN_EXE_kiosk"))
            .args(["replay", path, "--out", "out", "--ui-language", language])
            .output()
            .unwrap();
        assert!(text(&output.stderr).contains(words), "{language}");
    }
}

#[test]
fn files_that_cannot_be_read_are_of_another_kind_than_files_that_are_wrong() {
    let desk = Desk::new();
    refused(&desk.run(&["replay", "no-script.txt", "--out", "out"]), 3, &["S190", "no-script.txt"]);
    let five = five_contests();
    let without_form = ["--election", &five[1], "--form", "no-form.toml"];
    refused(&desk.replay("down\n", &without_form), 3, &["S190", "no-form.toml"]);
    let other = project("examples/forms/a5-7rows.toml");
    refused(
        &desk.replay("down\n", &["--election", &five[1], "--form", other.to_str().unwrap()]),
        2,
        &["election.json"],
    );
    let broken = desk.put("broken.json", "{\"format\": \"election/1\"");
    refused(&desk.replay("down\n", &["--election", broken.to_str().unwrap(), "--form", &five[3]]), 2, &["broken.json"]);
    assert!(!desk.path("out").exists());
}

#[test]
fn files_of_somebody_else_are_never_replaced_and_those_of_an_earlier_run_are() {
    let desk = Desk::new();
    assert!(desk.replay("down\n", &[]).status.success());
    let first = desk.read("out/transcript.txt");
    desk.put("out/notes.txt", "mine");
    assert!(desk.replay("down\ndown\n", &[]).status.success());
    assert_ne!(desk.read("out/transcript.txt"), first);
    desk.put("out/transcript.txt", "my own notes\n");
    let log = desk.read("out/log.jsonl");
    refused(&desk.replay("wait 300s\ndown\n", &[]), 3, &["S192", "transcript.txt"]);
    assert_eq!((desk.read("out/transcript.txt").as_str(), desk.read("out/log.jsonl")), ("my own notes\n", log));
    fs::remove_file(desk.path("out/transcript.txt")).unwrap();
    assert!(desk.replay("down\n", &["--no-transcript"]).status.success());
    let mut left: Vec<_> = fs::read_dir(desk.path("out")).unwrap().map(|entry| entry.unwrap().file_name()).collect();
    left.sort();
    assert_eq!(left, ["log.jsonl", "notes.txt"], "the transcript of the other run is gone");
}

#[test]
fn a_folder_that_cannot_be_written_is_told() {
    let desk = Desk::new();
    desk.put("out", "a file");
    refused(&desk.replay("down\n", &[]), 3, &["S192"]);
}

#[test]
fn a_booth_without_a_display_says_so_and_ends() {
    let mut booth = std::process::Command::new(env!("CARGO_BIN_EXE_kiosk"));
    booth.args(["--open", "--ui-language", "en"]).env_remove("DISPLAY").env_remove("WAYLAND_DISPLAY");
    let ran = booth.output().unwrap();
    let told = String::from_utf8(ran.stderr).unwrap();
    assert_eq!((ran.status.code(), told.contains("K425")), (Some(3), true), "{told}");
}

#[test]
fn a_station_file_is_checked_with_its_devices() {
    let check = |text: &str| {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("station.toml");
        std::fs::write(&path, text).unwrap();
        let mut kiosk = std::process::Command::new(env!("CARGO_BIN_EXE_kiosk"));
        let ran = kiosk.args(["--ui-language", "en", "station", "--check"]).arg(&path).output().unwrap();
        let told = String::from_utf8(ran.stdout).unwrap() + &String::from_utf8(ran.stderr).unwrap();
        (ran.status.code(), told)
    };
    let sample = include_str!("../../../examples/stations/booth.toml");
    // Everybody knows the sample's PIN.
    let (code, told) = check(sample);
    assert_eq!((code, told.contains("K437") && told.contains("K523")), (Some(2), true), "{told}");
    let own = kiosk::pin::PinHash::of("2468", [3; 16]).unwrap().to_string();
    let lines: Vec<String> = sample
        .lines()
        .map(|line| if line.starts_with("pin = ") { format!("pin = \"{own}\"") } else { line.to_owned() })
        .collect();
    let (code, told) = check(&lines.join("\n"));
    assert_eq!((code, told.contains("K437"), told.contains("K523")), (Some(3), true, false), "{told}");
    let (code, told) = check(include_str!("../../../examples/stations/demonstration.toml"));
    assert_eq!((code, told.contains("344 × 193.5 mm")), (Some(0), true), "{told}");
    let (code, told) = check(&sample.replace("language", "langage"));
    assert_eq!((code, told.contains("K430") && told.contains("Line 9")), (Some(2), true), "{told}");
}

#[test]
fn a_log_is_proven_and_one_with_a_changed_byte_is_not() {
    let verify = |text: &str| {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("log.jsonl");
        std::fs::write(&path, text).unwrap();
        let mut kiosk = std::process::Command::new(env!("CARGO_BIN_EXE_kiosk"));
        let ran = kiosk.args(["--ui-language", "en", "verify-log"]).arg(&path).output().unwrap();
        (ran.status.code(), String::from_utf8(ran.stdout).unwrap(), String::from_utf8(ran.stderr).unwrap())
    };
    let log = include_str!("../../../docs/formats/log.jsonl");
    let (code, told, _) = verify(log);
    assert_eq!((code, told.contains("The log is whole.")), (Some(0), true), "{told}");
    let (code, told, refused) = verify(&log.replacen("\"opened\"", "\"closed\"", 1));
    assert_eq!((code, refused.contains("K350")), (Some(1), true), "{told}{refused}");
    assert!(!told.contains("whole"));
}
