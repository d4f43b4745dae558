//! A poll worker's day at the desk of the real program: an election from a memory stick, the check before opening, a
//! spoiled sheet, the closing, the reports and the log; and a log that somebody touched.

use std::fs;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::thread::sleep;
use std::time::Duration;

use ballot::list::{ReadOptions, read};
use ballot::package::{Contents, Kind, SecretKey, write};
use ballot::rules::check;
use tempfile::TempDir;

use super::kiosk::{Kiosk, PROGRAM, project, station, until};
use crate::keypad::program::{Program, folder};

/// The keys of the keypad, by the names of the simulated board's script.
const KEYS: [&str; 13] = [
    "up",
    "down",
    "left",
    "right",
    "select",
    "help",
    "repeat",
    "volume-down",
    "volume-up",
    "rate-down",
    "rate-up",
    "language",
    "curtain",
];

/// A signed package of kind demo at this path, with its signature beside it.
fn package(path: &Path, key: &SecretKey) {
    let bytes = fs::read(project("examples/elections/2022-president/election.json")).unwrap();
    let contents = Contents {
        kind: Kind::Demo,
        election: check(read("election.json", &bytes, &ReadOptions::default()).draft).election.unwrap(),
        forms: vec![("a5-7rows".to_owned(), fs::read(project("examples/forms/a5-7rows.toml")).unwrap())],
        files: Default::default(),
        program: "test".to_owned(),
        wording: "test".to_owned(),
    };
    let bytes = write(&contents).unwrap();
    fs::write(path.with_extension("tandau.minisig"), key.sign(&bytes, &contents.comment()).unwrap()).unwrap();
    fs::write(path, bytes).unwrap();
}

/// A station with a log, a place for memory sticks with one stick in it, and further lines.
fn with_log(folder: &Path, keypad: Option<&Path>, more: &str) -> PathBuf {
    let path = station(folder, keypad, "");
    let mut text = fs::read_to_string(&path).unwrap();
    text.push_str(&format!("\n[log]\nfile = {:?}\n{more}", folder.join("log.jsonl").display().to_string()));
    fs::write(&path, text).unwrap();
    path
}

fn events(log: &Path) -> Vec<String> {
    let text = fs::read_to_string(log).unwrap_or_default();
    let lines = text.lines().skip(1).filter_map(|line| serde_json::from_str::<serde_json::Value>(line).ok());
    lines.filter_map(|line| line.get("event")?.as_str().map(str::to_owned)).collect()
}

/// The page of the desk, then these of its numbers.
fn at_the_desk(kiosk: &Kiosk, numbers: &[&str]) {
    for key in ["F10", "1", "2", "3", "4", "Return"].iter().chain(numbers) {
        kiosk.key(key);
    }
}

#[test]
fn a_poll_worker_takes_an_election_checks_opens_closes_and_goes_home_with_reports_and_log() {
    let home = TempDir::new().unwrap();
    let at = |name: &str| home.path().join(name);
    fs::create_dir_all(at("media/stick")).unwrap();
    let (file, _) = SecretKey::generate(None).unwrap();
    let key = SecretKey::open(&file, None).unwrap();
    let public = key.public().unwrap().as_str().to_owned();
    package(&at("first.tandau"), &key);
    package(&at("media/stick/new.tandau"), &key);
    let (_folder, link) = folder();
    let mut keypad = Program::at(&link);
    let own = at("own.tandau").display().to_string();
    let more = format!(
        "\n[package]\nfile = {own:?}\nmedia = {:?}\n\n[trust]\ndemo = [{public:?}]\n",
        at("media").display().to_string()
    );
    let station = with_log(home.path(), Some(&keypad.link), &more);
    let (first, log, stick) = (at("first.tandau").display().to_string(), at("log.jsonl"), at("media/stick"));
    let taken = stick.join("new.tandau");
    let mut kiosk = Kiosk::start_at(home, &station, &["--package", &first, "--trust", &public]);
    keypad.say("wait linked 30s");
    let logged = |wanted: &[&str]| {
        until(&format!("{wanted:?}"), || {
            let events = events(&log);
            events.iter().skip(events.len().saturating_sub(wanted.len())).eq(wanted)
        });
    };
    logged(&["started", "package-loaded"]);
    // 3 looks for packages, 1 proves the one there is, 1 takes it: the program starts anew.
    at_the_desk(&kiosk, &["3", "1", "1"]);
    logged(&["started", "package-loaded", "started", "package-loaded"]);
    assert_eq!(fs::read(&own).unwrap(), fs::read(&taken).unwrap());
    kiosk.find_window();
    keypad.say("wait linked 30s");
    // 2 checks: clock and display by a yes, the keys by pressing them, the stencils by a yes.
    at_the_desk(&kiosk, &["2", "1", "1"]);
    for key in KEYS {
        keypad.say(key);
        sleep(Duration::from_millis(400));
    }
    kiosk.key("1");
    logged(&["package-loaded", "readiness-passed"]);
    // Back to the menu; 4 is the opening report, then back, and 1 opens.
    for key in ["1", "4", "1", "1"] {
        kiosk.key(key);
    }
    logged(&["readiness-passed", "opened"]);
    // A spoiled sheet, back to the menu, and closed.
    at_the_desk(&kiosk, &["1", "1", "2"]);
    logged(&["opened", "sheet-spoiled", "closed"]);
    at_the_desk(&kiosk, &["5", "1", "6", "1"]);
    logged(&["closed", "closing-report", "log-exported"]);
    reports_and_log_are_on(&stick);
    // 7 ends the program.
    kiosk.key("7");
    assert_eq!(kiosk.ended().0, Some(0));
}

/// The reports, as text and as pages, and a log that is whole and that the closing report binds.
fn reports_and_log_are_on(stick: &Path) {
    let written = fs::read_dir(stick).unwrap().map(|entry| entry.unwrap().path()).find(|path| path.is_dir()).unwrap();
    for (name, beginning) in [("opening", "%PDF-1.6"), ("closing", "%PDF-1.6")] {
        assert!(fs::read(written.join(format!("{name}.pdf"))).unwrap().starts_with(beginning.as_bytes()));
        assert!(!fs::read_to_string(written.join(format!("{name}.txt"))).unwrap().is_empty());
    }
    let copied = written.join("log.jsonl");
    assert!(events(&copied).ends_with(&["closed".to_owned(), "closing-report".to_owned()]));
    let verified = Command::new(PROGRAM).args(["--ui-language", "en", "verify-log"]).arg(&copied).output().unwrap();
    assert_eq!(verified.status.code(), Some(0));
    // What is printed and signed binds the log: an observer reads lines and hash off the paper and finds both told.
    let (told, paper) =
        (String::from_utf8(verified.stdout).unwrap(), fs::read_to_string(written.join("closing.txt")).unwrap());
    let bound = told.lines().find_map(|line| line.strip_prefix("On the closing report: ")).unwrap();
    let (lines, hash) = (bound.split(' ').next().unwrap(), bound.rsplit(' ').next().unwrap());
    assert!(paper.lines().any(|line| line.contains(hash) && line.contains(&format!(" {lines}"))), "{paper}{told}");
}

#[test]
fn a_log_that_is_touched_under_a_voter_leaves_its_code_on_the_screen_and_no_booth() {
    // A voter begins; or a poll worker pauses the booth under one.
    for paused in [false, true] {
        let home = TempDir::new().unwrap();
        let station = with_log(home.path(), None, "");
        let log = home.path().join("log.jsonl");
        let kiosk = Kiosk::start_at(home, &station, &["--open"]);
        until("an open booth", || events(&log).last().is_some_and(|event| event == "opened"));
        let touch = || fs::OpenOptions::new().append(true).open(&log).unwrap().write_all(b" ").unwrap();
        if paused {
            kiosk.key("Return");
            until("a session", || events(&log).last().is_some_and(|event| event == "session-begun"));
            touch();
            at_the_desk(&kiosk, &["1"]);
        } else {
            touch();
            kiosk.key("Return");
        }
        sleep(Duration::from_millis(500));
        let page = kiosk.display.screen();
        let first = page.rgb.first_chunk::<3>().copied();
        assert!(page.rgb.chunks(3).any(|pixel| pixel.first_chunk::<3>().copied() != first), "a blank display");
        // The voter's keys turn the page and back, and change nothing any more.
        for key in ["Return", "Down", "Up", "Right"] {
            kiosk.key(key);
        }
        kiosk.shows(&page, "the log's code");
        // Out of the booth there is a new start and the end: 2.
        at_the_desk(&kiosk, &["2"]);
        assert_eq!(kiosk.ended().0, Some(0));
        assert!(!events(&log).contains(&"paused".to_owned()));
    }
}

#[test]
fn a_program_killed_under_a_voter_starts_closed_and_says_so_until_a_poll_worker_comes() {
    let home = TempDir::new().unwrap();
    let station = with_log(home.path(), None, "");
    let log = home.path().join("log.jsonl");
    let mut kiosk = Kiosk::start_at(home, &station, &["--open"]);
    until("an open booth", || events(&log).last().is_some_and(|event| event == "opened"));
    for key in ["Return", "Down", "Return", "Right", "Down", "Return"] {
        kiosk.key(key);
    }
    kiosk.child.kill().unwrap();
    kiosk.child.wait().unwrap();
    let empty = TempDir::new().unwrap();
    let home = std::mem::replace(&mut kiosk.folder, empty);
    drop(kiosk);
    // Started as it is in a station: without --open.
    let kiosk = Kiosk::start_at(home, &station, &[]);
    until("the account of the voter", || {
        events(&log).ends_with(&["session-unknown".to_owned(), "started".to_owned(), "package-loaded".to_owned()])
    });
    let told = kiosk.display.screen();
    for key in ["Return", "Down", "Up", "Right"] {
        kiosk.key(key);
    }
    kiosk.shows(&told, "what a poll worker has to know");
    at_the_desk(&kiosk, &["1"]);
    until("an open booth again", || events(&log).last().is_some_and(|event| event == "opened"));
    assert_eq!(events(&log).iter().filter(|event| *event == "session-begun").count(), 1);
}
