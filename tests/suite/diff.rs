//! `make --diff`: a candidate withdraws at midnight.

use std::fs;

use stencil_gen::cli::Ending;

use crate::run::{Desk, example};

const CHANGED: &str = "\"id\": \"4\", \"kind\": \"candidate\",";

#[test]
fn a_withdrawn_candidate_changes_the_stencils_and_gets_a_sticker() {
    let desk = Desk::new();
    assert_eq!(desk.make(&example("2022-president"), &[]).ending, Ending::Done);
    let list = fs::read_to_string(example("2022-president")).unwrap();
    assert!(list.contains(CHANGED));
    let list = desk.put("election.json", list.replace(CHANGED, &format!("{CHANGED} \"status\": \"withdrawn\",")));
    let old = desk.path("old");
    fs::rename(desk.path("out"), &old).unwrap();
    let outcome = desk.make(&list, &["--diff", old.to_str().unwrap()]);
    assert_eq!(outcome.ending, Ending::Done, "{}", outcome.err);
    let files = desk.files("out/president");
    assert!(
        files.contains(&"sticker.4.kk.pdf".to_owned()) && files.contains(&"sticker.4.ru.pdf".to_owned()),
        "{files:?}"
    );
    let line =
        |start: &str| outcome.out.lines().find(|line| line.trim().starts_with(start)).unwrap_or_default().to_owned();
    assert!(line("changed:").contains("stencil.kk.pdf"), "{}", outcome.out);
    assert!(line("unchanged:").contains("source/form/a5-7rows.toml"), "{}", outcome.out);
    assert!(line("Rows that differ:").ends_with(": 4"), "{}", outcome.out);
}

#[test]
fn without_a_change_nothing_differs_and_no_sticker_is_made() {
    let desk = Desk::new();
    assert_eq!(desk.make(&example("2022-president"), &[]).ending, Ending::Done);
    let out = desk.path("out");
    let outcome = desk.make(&example("2022-president"), &["--diff", out.to_str().unwrap()]);
    assert_eq!(outcome.ending, Ending::Done, "{}", outcome.err);
    assert!(!outcome.out.contains("changed: ") || outcome.out.contains("unchanged: "), "{}", outcome.out);
    assert!(!outcome.out.contains("Rows that differ"), "{}", outcome.out);
    assert!(!desk.files("out").iter().any(|file| file.contains("sticker")));
}

#[test]
fn folders_of_other_contests_are_told() {
    let desk = Desk::new();
    assert_eq!(desk.make(&example("2023-parties"), &["--formats", "pdf"]).ending, Ending::Done);
    let outcome = desk.make(&example("2022-president"), &["--formats", "pdf"]);
    assert!(outcome.out.contains("S222") && outcome.out.contains("parties"), "{}", outcome.out);
    let outcome =
        desk.make(&example("2023-parties"), &["--formats", "pdf", "--out", desk.path("own").to_str().unwrap()]);
    assert!(!outcome.out.contains("S222"), "{}", outcome.out);
}
