//! Files of lessons, drills and progress that are wrong, each by its code.

use course::{Drill, Lesson, Library, Progress};
use wording::Coded as _;

const LESSON: &str = include_str!("../../lessons/01-meeting.toml");
const DRILL: &str = include_str!("../../drills/keypad-out.toml");

fn lesson(from: &str, to: &str) -> String {
    assert!(LESSON.contains(from), "{from}");
    Lesson::parse(&LESSON.replacen(from, to, 1)).err().map(|problem| problem.code().to_string()).unwrap_or_default()
}

fn drill(from: &str, to: &str) -> String {
    assert!(DRILL.contains(from), "{from}");
    let mut library = Library::built_in().unwrap();
    let added = library.add_drill(&DRILL.replacen(from, to, 1));
    added.err().map(|problem| problem.code().to_string()).unwrap_or_default()
}

#[test]
fn a_lesson_is_read_and_one_with_anything_wrong_is_refused_by_its_code() {
    assert_eq!(lesson("minutes = 4", "minutes = 5"), "");
    assert_eq!(lesson("minutes = 4", "minutes = "), "K450");
    assert_eq!(lesson("minutes = 4", "minutes = 4\nseconds = 1"), "K450");
    assert_eq!(lesson("lesson/1", "lesson/2"), "K451");
    assert_eq!(lesson("title.en = \"Meeting", "title.en = \" Meeting"), "K452");
    assert_eq!(lesson("right = true", "right = false"), "K453");
    assert_eq!(lesson("id = \"guide\"", "id = \"speak\""), "K457");
    assert_eq!(lesson("id = \"guide\"", "id = \"Guide\""), "K458");
    assert_eq!(lesson("minutes = 4", "minutes = 6"), "K458");
}

#[test]
fn a_text_may_be_600_characters_long_and_no_more() {
    let of = |length: usize| {
        let text = "a".repeat(length);
        let begin = "text.en = \"Speak first.";
        let line = LESSON.lines().find(|line| line.starts_with(begin)).unwrap();
        Lesson::parse(&LESSON.replacen(line, &format!("text.en = \"{text}\""), 1)).is_ok()
    };
    assert!(of(600) && !of(601) && !of(0));
}

#[test]
fn a_drill_of_a_trainers_takes_the_place_of_that_name_and_one_with_anything_wrong_is_refused() {
    assert_eq!(drill("seconds = 60", "seconds = 300"), "");
    assert_eq!(drill("seconds = 60", "seconds = 301"), "K458");
    assert_eq!(drill("drill/1", "drill/2"), "K451");
    assert_eq!(drill("\"K302\"", "\"K999\""), "K458");
    assert_eq!(drill("\"tell-voter\"]", "\"tell-nobody\"]"), "K454");
    assert_eq!(drill("\"page contest\"", "\"page nowhere\""), "K458");
    let of_desk = ["desk menu", "no-desk", "election", "checked", "on-stick opening.pdf"];
    assert!(of_desk.iter().all(|line| drill("\"page contest\"", &format!("\"{line}\"")).is_empty()));
    for line in ["desk", "desk nowhere", "on-stick", "on-stick votes.csv", "checked twice"] {
        assert_eq!(drill("\"page contest\"", &format!("\"{line}\"")), "K458", "{line}");
    }
}

#[test]
fn a_new_drill_becomes_a_page_of_its_own() {
    let mut library = Library::built_in().unwrap();
    let pages = library.all().count();
    library.add_drill(&DRILL.replacen("id = \"keypad-out\"", "id = \"keypad-again\"", 1)).unwrap();
    assert_eq!(library.all().count(), pages + 1);
    assert!(library.drill("keypad-again").is_some() && library.drill("keypad-out").is_some());
}

#[test]
fn a_line_that_is_no_event_and_a_drill_that_there_is_not_are_told() {
    let library = Library::built_in().unwrap();
    assert_eq!(library.check_events(|_| true), Ok(()));
    let (file, problem) = library.check_events(|line| line != "unplug keypad").unwrap_err();
    assert_eq!((file.as_str(), problem.code().as_str()), ("keypad-out", "K456"));
    let keys = [("keys.toml", include_str!("../../lessons/08-faults-keys.toml"))];
    let (file, problem) = Library::read(&keys, &[]).unwrap_err();
    assert_eq!((file.as_str(), problem.code().as_str()), ("keys.toml", "K455"));
    let (file, problem) = Library::read(&[keys[0], keys[0]], &[]).unwrap_err();
    assert_eq!((file.as_str(), problem.code().as_str()), ("keys.toml", "K457"));
}

#[test]
fn every_prefix_of_a_file_is_read_or_refused_without_harm() {
    let hands = include_str!("../../drills/hands.toml");
    for (at, _) in DRILL.char_indices().step_by(7) {
        let _ = Drill::parse(&DRILL[..at], &Default::default());
    }
    for (at, _) in LESSON.char_indices().step_by(7) {
        let _ = Lesson::parse(&LESSON[..at]);
    }
    assert!(hands.starts_with('#'));
}

#[test]
fn the_golden_file_of_progress_is_what_is_kept() {
    let golden = include_str!("../../../../docs/formats/progress.json");
    let progress = Progress::from_json(golden).unwrap();
    let library = Library::built_in().unwrap();
    assert_eq!(progress.at(&library), course::At { lesson: 0, step: 3 });
    assert_eq!(course::Grade::of(&progress, &library).right, 1);
    assert_eq!(progress.to_json(), golden);
}

#[test]
fn progress_reads_back_as_it_was_kept_and_anything_else_is_refused() {
    let progress = Progress::default();
    assert_eq!(Progress::from_json(&progress.to_json()), Ok(progress.clone()));
    let json = progress.to_json();
    for wrong in [json.replace("course/1", "course/2"), json[..json.len() - 3].to_owned(), "{}".to_owned()] {
        let refused = Progress::from_json(&wrong).unwrap_err();
        assert_eq!(refused.code().as_str(), "K459", "{wrong}");
    }
}
