//! The course at a station: killed, it goes on where it was, and nothing of the election is touched.

use std::fs;
use std::path::Path;
use std::thread::sleep;
use std::time::Duration;

use tempfile::TempDir;

use super::display::Screen;
use super::kiosk::{Kiosk, station, until};

/// Longer than a page takes to be drawn.
const DRAWN: Duration = Duration::from_millis(300);

/// The screen, once it stands still.
fn still(kiosk: &Kiosk) -> Screen {
    let mut last = kiosk.display.screen();
    until("a screen that stands still", || {
        sleep(DRAWN);
        let now = kiosk.display.screen();
        let same = now.differs(&last) == 0;
        last = now;
        same
    });
    last
}

/// What was done so far, as it is kept.
fn progress(record: &Path) -> String {
    fs::read_to_string(record.join("progress.json")).unwrap_or_default()
}

#[test]
fn a_course_that_is_killed_goes_on_where_it_was_and_leaves_log_and_election_as_they_are() {
    let home = TempDir::new().unwrap();
    let path = |name: &str| home.path().join(name);
    fs::write(path("log.jsonl"), "the election's log\n").unwrap();
    fs::write(path("own.tandau"), "the election").unwrap();
    fs::create_dir(path("media")).unwrap();
    let text = |name: &str| path(name).display().to_string();
    let more = format!(
        "\n[log]\nfile = {:?}\n\n[package]\nfile = {:?}\nmedia = {:?}\n",
        text("log.jsonl"),
        text("own.tandau"),
        text("media")
    );
    let (station, record) = (station(home.path(), None, &more), path("aigul"));
    let kept = ["log.jsonl", "own.tandau"].map(path);
    let before = kept.clone().map(|file| fs::read(file).unwrap());
    let arguments = ["--training", "--record", record.to_str().unwrap()];

    let mut kiosk = Kiosk::start_at(home, &station, &arguments);
    // The language, the course, two pages read, then a question answered wrong.
    for key in ["Right", "Down", "Return", "Right", "Right"] {
        kiosk.key(key);
    }
    until("the question", || progress(&record).contains("\"first-words\""));
    let question = still(&kiosk);
    for key in ["Down", "Return"] {
        kiosk.key(key);
    }
    until("the answer to the mistake", || kiosk.display.screen().differs(&question) > 0);
    kiosk.child.kill().unwrap();
    kiosk.child.wait().unwrap();
    let home = std::mem::replace(&mut kiosk.folder, TempDir::new().unwrap());
    drop(kiosk);

    let kiosk = Kiosk::start_at(home, &station, &arguments);
    still(&kiosk);
    for key in ["Down", "Return"] {
        kiosk.key(key);
    }
    kiosk.shows(&question, "the question once more");
    let done = progress(&record);
    assert!(done.contains("\"meeting.guide\"") && !done.contains("\"meeting.first-words\""), "{done}");
    assert_eq!(before, kept.map(|file| fs::read(file).unwrap()));
    let files = |folder: &Path| fs::read_dir(folder).unwrap().count();
    // Station, log, election, media, and what is the trainee's.
    assert_eq!((files(kiosk.folder.path()), files(&record)), (5, 1));
}
