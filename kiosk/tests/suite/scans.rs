//! Sheets as they lie on a scan, through the very reading that the booth does: what the voter hears, and what of it
//! stays.

use ballot::BallotForm;
use hands::{Hand, Recipe, draw};
use kiosk::load::{Source, load};

use crate::desk::{Desk, project, text};

/// To the scanner with option 2 chosen, for the language after so many presses.
fn to_the_scanner(presses: usize) -> String {
    let language = "down\n".repeat(presses);
    format!("headphones in\nwait speech\n{language}select\nright\ndown\ndown\nselect\nright\nright\nwait speech\n")
}

/// A look at the sheet on a scan.
fn look(scan: &str) -> String {
    format!("sheet 1 {scan}.pgm 150dpi\nselect\nwait 2s\nwait speech\n")
}

const TO_THE_END: &str = "right\nright\nright\nwait speech\n";

/// Puts the scan of a sheet onto the desk.
fn put(desk: &Desk, name: &str, form: &BallotForm, of: impl FnOnce(&mut Recipe)) {
    let mut recipe = Recipe::plain(11);
    of(&mut recipe);
    let scan = draw(form, &recipe);
    let header = format!("P5\n{} {}\n255\n", scan.width, scan.height);
    desk.put(&format!("{name}.pgm"), [header.as_bytes(), &scan.pixels].concat());
}

fn form(id: &str) -> BallotForm {
    BallotForm::parse(id, &std::fs::read_to_string(project(&format!("examples/forms/{id}.toml"))).unwrap()).unwrap()
}

/// A desk with every scan that the tests look at.
fn desk() -> Desk {
    let desk = Desk::new();
    let own = load(&Source::Demo).unwrap().forms.remove(0);
    put(&desk, "other", &form("a5-8rows"), |_| ());
    put(&desk, "upside-down", &own, |recipe| recipe.scanner.quarters = 2);
    put(&desk, "sideways", &own, |recipe| recipe.scanner.quarters = 1);
    put(&desk, "mirrored", &own, |recipe| recipe.scanner.mirrored = true);
    put(&desk, "blank", &own, |_| ());
    put(&desk, "clear", &own, |recipe| recipe.marks = vec![(2, Hand::Cross)]);
    put(&desk, "wrong", &own, |recipe| recipe.marks = vec![(5, Hand::Tick)]);
    put(&desk, "two", &own, |recipe| recipe.marks = vec![(2, Hand::Cross), (5, Hand::Cross)]);
    put(&desk, "doubtful", &own, |recipe| recipe.marks = vec![(2, Hand::Speck)]);
    desk
}

fn replayed(desk: &Desk, script: &str) {
    let output = desk.replay(script, &["--scanner"]);
    assert!(output.status.success(), "{}", text(&output.stderr));
}

#[test]
fn a_vote_with_a_scanner_sounds_like_this() {
    let desk = desk();
    for (presses, language) in [(1, "kk"), (2, "ru"), (3, "en")] {
        let before: String = ["other", "upside-down", "sideways", "mirrored", "blank"].map(look).concat();
        let after: Vec<String> = ["blank", "two", "doubtful", "wrong", "other", "clear"].map(look).to_vec();
        let marking = "right\nright\nright\nwait speech\n";
        // Left leads from what was read back to the scanner; from a failure one is there already.
        let readings = after.iter().enumerate().map(|(index, look)| match index {
            0 | 5 => look.clone(),
            _ => format!("left\n{look}"),
        });
        let script = to_the_scanner(presses) + &before + marking + &readings.collect::<String>() + TO_THE_END;
        replayed(&desk, &script);
        insta::assert_snapshot!(format!("scanner_{language}"), desk.read("out/transcript.txt"));
    }
}

#[test]
fn nothing_of_what_was_read_is_in_the_log() {
    let desk = desk();
    let logs = ["blank", "clear", "wrong", "two", "doubtful"].map(|sheet| {
        let marking = "right\nright\nright\nwait speech\n";
        let read = format!("sheet 1 {sheet}.pgm 150dpi\nselect\nwait 60s\n");
        let script = to_the_scanner(3) + &look("blank") + marking + &read + TO_THE_END + "wait 120s\n";
        replayed(&desk, &script);
        let words = desk.read("out/transcript.txt");
        assert!(
            words.contains("On the paper") || words.contains("no mark on the paper") || words.contains("Not clear")
        );
        desk.read("out/log.jsonl")
    });
    assert!(logs.iter().all(|log| *log == logs[0]), "{logs:?}");
}

#[test]
fn a_scan_without_a_resolution_is_known_by_the_sheets_outline() {
    let desk = desk();
    let script = to_the_scanner(3) + "sheet 1 \"blank.pgm\"\nselect\nwait 2s\nwait speech\n";
    replayed(&desk, &script);
    assert!(desk.read("out/transcript.txt").contains("This is the right ballot."));
}

#[test]
fn a_file_that_is_no_scan_is_refused_and_nothing_is_written() {
    let desk = desk();
    desk.put("words.pgm", "P5 is no picture");
    for (line, words) in [
        ("sheet 1 words.pgm", "words.pgm"),
        ("sheet 1 none.pgm", "none.pgm"),
        ("sheet 1 blank.pgm 20dpi", "between 50 and 2400"),
    ] {
        let output = desk.replay(&format!("down\n{line}\n"), &["--scanner"]);
        let err = text(&output.stderr);
        assert_eq!(output.status.code(), Some(2), "{err}");
        assert!(err.contains("K415") && err.contains("vote.txt:2") && err.contains(words), "{err}");
        assert!(!desk.path("out").exists());
    }
    assert!(desk.replay("down\nsheet 1 blank.pgm\n", &["--scanner"]).status.success());
}
