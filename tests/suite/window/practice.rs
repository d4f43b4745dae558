//! A rehearsal at a station: the real window shows what was rehearsed, and nothing of the election is touched.

use std::fs;

use tempfile::TempDir;

use super::kiosk::{Kiosk, replayed_with, station};

#[test]
fn a_rehearsal_at_a_station_shows_the_lesson_and_leaves_log_and_election_as_they_are() {
    let home = TempDir::new().unwrap();
    let at = |name: &str| home.path().join(name);
    // A log that somebody keeps, and an election that no rehearsal may read: it is none.
    fs::write(at("log.jsonl"), "the election's log\n").unwrap();
    fs::write(at("own.tandau"), "the election").unwrap();
    fs::create_dir(at("media")).unwrap();
    let path = |name: &str| at(name).display().to_string();
    let more = format!(
        "\n[log]\nfile = {:?}\n\n[package]\nfile = {:?}\nmedia = {:?}\n",
        path("log.jsonl"),
        path("own.tandau"),
        path("media")
    );
    let station = station(home.path(), None, &more);
    let before = ["log.jsonl", "own.tandau"].map(|name| fs::read(at(name)).unwrap());
    let replay = TempDir::new().unwrap();
    let drawn = replayed_with(replay.path(), "select\ndown\nselect\nleft\ndown\nup\n", &["--practice"]);
    let kiosk = Kiosk::start_at(home, &station, &["--practice", "--open"]);
    for (number, key) in ["Return", "Down", "Return", "Left", "Down", "Up"].into_iter().enumerate() {
        kiosk.key(key);
        kiosk.shows(&drawn[number], &format!("key {number}, {key}"));
    }
    // 1 of the menu ends the voter's session or pauses; whatever it is, it is noted nowhere.
    kiosk.poll_worker("1");
    let at = |name: &str| kiosk.folder.path().join(name);
    assert_eq!(before, ["log.jsonl", "own.tandau"].map(|name| fs::read(at(name)).unwrap()));
    assert_eq!(fs::read_dir(kiosk.folder.path()).unwrap().count(), 4, "the station, its log, its election, its media");
}
