//! Written votes from the first key to the last.

use serde_json::Value;

use crate::desk::{Desk, example, five_contests, text};

/// The lines of a file of JSON lines, without the first, which names the format.
fn json_lines(desk: &Desk, name: &str) -> Vec<Value> {
    desk.read(name).lines().skip(1).map(|line| serde_json::from_str(line).unwrap()).collect()
}

/// What the log says after its beginning: that the program was started, and with which election.
fn events(desk: &Desk) -> Vec<String> {
    let all = json_lines(desk, "out/log.jsonl");
    let mut events: Vec<String> = all.iter().map(|line| line["event"].as_str().unwrap().to_owned()).collect();
    assert_eq!(events.drain(..2).collect::<Vec<_>>(), ["started", "package-loaded"]);
    events
}

fn said(desk: &Desk) -> Vec<String> {
    json_lines(desk, "out/transcript.jsonl").iter().map(|line| line["text"].as_str().unwrap().to_owned()).collect()
}

#[test]
fn every_finished_vote_of_the_examples_ends_in_an_open_booth() {
    let five = five_contests();
    let five: Vec<&str> = five.iter().map(String::as_str).collect();
    for (name, further) in [
        ("2022-president.txt", &[] as &[&str]),
        ("blank.txt", &[]),
        ("five-contests.txt", &five),
        ("five-contests-switches.txt", &five),
        ("practice.txt", &["--practice"]),
    ] {
        let desk = Desk::new();
        let output = desk.replay(&example(name, "en"), further);
        assert_eq!(output.status.code(), Some(0), "{name}: {}", text(&output.stderr));
        assert_eq!(events(&desk), ["opened", "session-begun", "session-ended"], "{name}");
        assert!(output.stderr.is_empty() && !text(&output.stdout).contains("still in the booth"), "{name}");
    }
}

#[test]
fn a_voter_who_knows_the_choice_needs_its_row_and_two_presses_more() {
    let desk = Desk::new();
    let five = five_contests();
    let five: Vec<&str> = five.iter().map(String::as_str).collect();
    let output = desk.replay(&example("five-contests.txt", "en"), &five);
    let summary = text(&output.stdout);
    for line in ["question: 3", "parties: 5", "district-1: 11", "district-2: 5", "council: 6"] {
        assert!(summary.contains(&format!("  {line}\n")), "{summary}");
    }
}

#[test]
fn a_keypad_that_comes_back_finds_the_choice_and_nothing_pressed_meanwhile() {
    let desk = Desk::new();
    assert!(desk.replay(&example("keypad-unplugged.txt", "en"), &[]).status.success());
    assert_eq!(events(&desk), ["opened", "session-begun", "fault", "session-ended"]);
    let again = said(&desk).iter().filter(|text| text.contains("Әуесбаев Нұрлан, 2 of 7. Chosen.")).count();
    assert_eq!(again, 2, "when the keypad is back and on Repeat: {:?}", said(&desk));
}

#[test]
fn a_voter_who_goes_away_is_asked_and_then_everything_is_erased() {
    let desk = Desk::new();
    assert!(desk.replay(&example("idle.txt", "en"), &[]).status.success());
    assert_eq!(events(&desk), ["opened", "session-begun", "session-abandoned", "session-begun"]);
    let transcript = desk.read("out/transcript.txt");
    let (before, after) = transcript.split_once("[wipe]").unwrap();
    assert!(before.contains("Chosen: Әуесбаев") && !after.contains("Әуесбаев"));
}

#[test]
fn the_transcript_has_times_that_follow_each_other_and_fourteen_characters_a_second() {
    let desk = Desk::new();
    assert!(
        desk.replay("down\nwait 1s\nrepeat\nwait speech\ndown\nwait speech\nselect\nwait 1s\nup\nwait speech\n", &[])
            .status
            .success()
    );
    let lines = json_lines(&desk, "out/transcript.jsonl");
    let mut last = 0;
    for line in &lines {
        let (at, end) = (line["at_ms"].as_u64().unwrap(), line["end_ms"].as_u64().unwrap());
        assert!(last <= at && at <= end, "{line}");
        last = end;
        let characters = line["text"].as_str().unwrap().chars().count() as u64;
        if line["complete"] == true {
            assert!((end - at).abs_diff(characters * 1_000 / 14) <= 1_000, "{line}");
        }
    }
    let length = |line: &Value| line["end_ms"].as_u64().unwrap() - line["at_ms"].as_u64().unwrap();
    let cut: Vec<u64> = lines.iter().filter(|line| line["complete"] == false).map(length).collect();
    assert_eq!(cut, [1_200, 0, 0, 1_200], "the first of three languages, then the welcome");
}

#[test]
fn a_demonstration_says_so_in_every_language() {
    for (language, words) in [("kk", "Бұл – көрсетілім"), ("ru", "Это демонстрация"), ("en", "This is a demonstration")]
    {
        let desk = Desk::new();
        assert!(desk.replay(&example("blank.txt", language), &[]).status.success());
        let said = said(&desk);
        assert_eq!(said.iter().filter(|text| text.contains(words)).count(), 1, "{language}: {said:?}");
    }
}

#[test]
fn a_rehearsal_says_that_it_is_one_and_its_log_too() {
    for (language, mark, no_vote) in [
        ("kk", "Жаттығу. ", "Мұнда шын дауыс берілмейді"),
        ("ru", "Тренировка. ", "Здесь Вы не голосуете"),
        ("en", "Practice. ", "Nothing here is a vote"),
    ] {
        let desk = Desk::new();
        let output = desk.replay(&example("practice.txt", language), &["--practice"]);
        assert!(output.status.success(), "{}", text(&output.stderr));
        let said = said(&desk);
        // The ballot, the review, the sheet's steps and the end each begin with it, after what was answered.
        assert!(said.iter().filter(|text| text.contains(mark)).count() >= 9, "{language}: {said:#?}");
        assert!(said.iter().any(|text| text.contains(no_vote)), "{language}");
        assert!(desk.read("out/log.jsonl").contains("\"practice\""));
    }
    // The demonstration's ballot is none for practice, and the other way round.
    let desk = Desk::new();
    let both = ["--practice", "--election", "e.json", "--form", "f.toml"];
    assert_eq!(desk.replay("down\n", &both).status.code(), Some(64));
}

#[test]
fn what_is_printed_in_a_rehearsal_is_crossed_by_a_word() {
    let desk = Desk::new();
    let script = "down\ndown\ndown\nselect\ndown\ndown\nselect\nselect\nright\ndown\nselect\nright\nright\n\
                  sheet practice\nselect\nwait 10s\nwait speech\n";
    let output = desk.replay(script, &["--practice", "--ways", "mark"]);
    assert!(output.status.success(), "{}", text(&output.stderr));
    let page = desk.read("out/marks/practice.pdf");
    let strokes = page.matches(" l S").count();
    assert!(strokes > 50, "a mark of two strokes, and the word: {strokes} in {}", desk.read("out/transcript.txt"));
}

#[test]
fn a_finger_finds_things_by_what_is_written_on_them() {
    let desk = Desk::new();
    let script = "touch \"Бастау.\"\ntouch \"English\"\ntouch \"Next\"\ntouch \"Дайрабаев Жигули\"\nwait speech\n";
    let output = desk.replay(script, &[]);
    assert!(output.status.success(), "{}", text(&output.stderr));
    assert!(said(&desk).last().unwrap().starts_with("Chosen: Дайрабаев Жигули."));
    assert!(text(&output.stdout).contains("  president: 1\n"));
}

#[test]
fn a_sheet_goes_through_scanner_and_printer_and_is_read_back() {
    let desk = Desk::new();
    let script = "headphones in\ndown\ndown\ndown\nselect\nright\ndown\ndown\nselect\nright\nright\n\
                  sheet president\nselect\nwait 5s\nselect\nwait 10s\nselect\nwait 3s\nwait speech\n";
    let output = desk.replay(script, &["--ways", "mark", "--scanner"]);
    assert!(output.status.success(), "{}", text(&output.stderr));
    let transcript = desk.read("out/transcript.txt");
    assert!(transcript.contains("[print president]") && transcript.matches("[scan]").count() == 2, "{transcript}");
    let told = said(&desk).pop().unwrap();
    assert!(told.contains("Әуесбаев Нұрлан"), "{told}");
    // The page that marked the sheet: a cross of two strokes. A run without a print takes it away.
    let page = desk.read("out/marks/president.pdf");
    assert!(page.starts_with("%PDF-") && page.matches(" l S").count() == 2, "{page}");
    // The script that says what a hand marked instead is not told the same.
    let other = script.replace("wait 10s\n", "wait 10s\nscanner marks 3\n");
    assert!(desk.replay(&other, &["--ways", "mark", "--scanner"]).status.success());
    assert_ne!(said(&desk).pop().unwrap(), told);
    assert!(desk.replay("down\n", &[]).status.success());
    assert!(!desk.path("out/marks").exists());
}
