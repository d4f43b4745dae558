//! Whole votes, word for word. Read the snapshots as a voter would hear them. Renewed with `INSTA_UPDATE=always`.

use crate::desk::{Desk, example, five_contests};

const LANGUAGES: [&str; 3] = ["kk", "ru", "en"];

/// What a script of the examples sounds like.
fn heard(script: &str, language: &str, further: &[String]) -> String {
    let desk = Desk::new();
    let further: Vec<&str> = further.iter().map(String::as_str).collect();
    let output = desk.replay(&example(script, language), &further);
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    desk.read("out/transcript.txt")
}

#[test]
fn a_vote_in_one_contest_sounds_like_this() {
    for language in LANGUAGES {
        insta::assert_snapshot!(format!("one_contest_{language}"), heard("2022-president.txt", language, &[]));
    }
}

#[test]
fn a_vote_in_five_contests_sounds_like_this() {
    for language in LANGUAGES {
        let heard = heard("five-contests.txt", language, &five_contests());
        insta::assert_snapshot!(format!("five_contests_{language}"), heard);
    }
}

#[test]
fn a_vote_with_two_switches_sounds_like_this() {
    insta::assert_snapshot!(heard("five-contests-switches.txt", "en", &five_contests()));
}

#[test]
fn a_rehearsal_sounds_like_this() {
    for language in LANGUAGES {
        let heard = heard("practice.txt", language, &["--practice".to_owned()]);
        insta::assert_snapshot!(format!("practice_{language}"), heard);
    }
}
