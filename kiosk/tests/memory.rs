//! What is left of a voter in the memory of the process. One test: others beside it would move the memory about.
#![expect(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test that meets something unexpected is to stop")]

use std::fs::{self, File};
use std::ops::Range;
use std::os::unix::fs::FileExt;
use std::path::Path;

use keypad_protocol::{Key, KeyEvent};
use kiosk::booth::{Equipment, session};
use kiosk::load::{Loaded, Source, load};
use kiosk::replay::{Record, Script, play};
use voter_session::{Effect, Input, PollWorker, Session};

/// A name that stands nowhere else, disguised so that this test does not find itself.
const DISGUISED: [u8; 48] =
    *b"\x31\x3f\x34\x2c\x38\x39\x29\x3e\x37\x2e\x38\x28\x3d\x38\x39\x35\x35\x39\x32\x39\x29\x35\x38\x2e\
    \x3e\x32\x2c\x2c\x2e\x38\x2e\x2e\x34\x38\x32\x38\x29\x3f\x30\x35\x3f\x29\x3e\x2e\x30\x29\x2d\x3c";
/// What stands before it. So long a text is rare: freed memory that held it is not soon used for another.
const LEAD: usize = 700;
const MASK: u8 = 0x5a;

/// The rows of what is chosen lie here: from smaps, where a locked page is a mapping of its own.
fn locked() -> Vec<Range<u64>> {
    let (mut found, mut range) = (Vec::new(), 0..0);
    for line in fs::read_to_string("/proc/self/smaps").unwrap().lines() {
        if let Some(parsed) = mapping(line) {
            range = parsed;
        }
        if line.starts_with("VmFlags:") && line.split_whitespace().any(|flag| flag == "lo") {
            found.push(range.clone());
        }
    }
    found
}

/// The addresses of a line of maps or smaps.
fn mapping(line: &str) -> Option<Range<u64>> {
    let (from, to) = line.split_whitespace().next()?.split_once('-')?;
    Some(u64::from_str_radix(from, 16).ok()?..u64::from_str_radix(to, 16).ok()?)
}

fn locked_kb() -> u64 {
    let status = fs::read_to_string("/proc/self/status").unwrap();
    let line = status.lines().find(|line| line.starts_with("VmLck:")).unwrap();
    line.split_whitespace().nth(1).unwrap().parse().unwrap()
}

fn page(range: &Range<u64>) -> Vec<u8> {
    let mut bytes = vec![0; usize::try_from(range.end - range.start).unwrap()];
    File::open("/proc/self/mem").unwrap().read_exact_at(&mut bytes, range.start).unwrap();
    bytes
}

/// How often the name stands in the memory of this process.
fn copies() -> usize {
    let memory = File::open("/proc/self/mem").unwrap();
    let mut buffer = vec![0u8; 1 << 20];
    let own = buffer.as_ptr() as u64..buffer.as_ptr() as u64 + buffer.len() as u64;
    let mut found = 0;
    for line in fs::read_to_string("/proc/self/maps").unwrap().lines() {
        let range = mapping(line).unwrap();
        if !line.split_whitespace().nth(1).unwrap().starts_with("rw") {
            continue;
        }
        let mut at = range.start;
        while at < range.end {
            let length = usize::try_from((range.end - at).min(buffer.len() as u64)).unwrap();
            // Guard pages and the like cannot be read.
            if memory.read_exact_at(&mut buffer[..length], at).is_ok() {
                let here = |index: &usize| {
                    let address = at + *index as u64;
                    !own.contains(&address)
                        && DISGUISED.iter().zip(&buffer[*index..]).all(|(wanted, byte)| wanted ^ MASK == *byte)
                };
                found += (0..length.saturating_sub(DISGUISED.len() - 1)).filter(here).count();
            }
            // What stands across the border of two pieces is seen with the second.
            at += if length < buffer.len() { length as u64 } else { (length - DISGUISED.len() + 1) as u64 };
        }
    }
    found
}

/// The demonstration with one candidate of that name.
fn loaded() -> Loaded {
    let mut loaded = load(&Source::Demo).unwrap();
    let name: Vec<u8> = std::iter::repeat_n(b'-', LEAD).chain(DISGUISED.map(|byte| byte ^ MASK)).collect();
    loaded.election.contests[0].options[2].name.kk = String::from_utf8(name).unwrap();
    loaded
}

fn press(session: &mut Session, keys: &[Key]) -> Vec<Effect> {
    keys.iter().flat_map(|key| session.step(Input::Key(KeyEvent::Pressed(*key)), 1_000)).collect()
}

fn choices_lie_in_one_locked_page_that_is_blank_before_and_after() {
    let loaded = loaded();
    let before = locked_kb();
    let mut session = session(&loaded, &Equipment::default()).unwrap();
    assert_eq!(locked_kb() - before, 4);
    let locked = locked();
    assert_eq!(locked.len(), 1);
    let _ = session.step(Input::PollWorker(PollWorker::Open), 0);
    assert!(page(&locked[0]).iter().all(|byte| *byte == 0));
    let _ = press(&mut session, &[Key::Down, Key::Down, Key::Select, Key::Right, Key::Down]);
    // One for the finger on the first option; one more when it is chosen.
    assert_eq!(page(&locked[0]).iter().filter(|byte| **byte != 0).count(), 1);
    let _ = press(&mut session, &[Key::Select]);
    assert_eq!(page(&locked[0]).iter().filter(|byte| **byte != 0).count(), 2);
    let effects = session.step(Input::PollWorker(PollWorker::EndSession), 2_000);
    assert!(effects.contains(&Effect::Wipe));
    assert!(page(&locked[0]).iter().all(|byte| *byte == 0));
    drop(session);
    assert_eq!(locked_kb(), before);
}

fn no_name_that_was_chosen_said_or_shown_is_left_behind() {
    let loaded = loaded();
    assert_eq!(copies(), 1, "in the election");
    let choose = "down\ndown\nselect\nright\ndown\ndown\ndown\nselect\n";
    let whole = "repeat\nwait speech\nright\nwait speech\nright\nright\nright\nwait speech\nright\nright\nright\n";
    let script = |rest: &str| Script::parse(Path::new("vote.txt"), &format!("{choose}{rest}")).unwrap();
    // The name is the last thing said before a poll worker ends the session: little comes after to hide a copy.
    for rest in [whole, "poll-worker \"1234\" end\n", "repeat\npoll-worker \"1234\" end\n"] {
        let played = play(&script(rest), &loaded, &Equipment::default(), Record::LOG, None, |_| {}).unwrap();
        assert!(!played.unfinished);
        assert_eq!(copies(), 1, "in the election, after {rest}");
    }
    // The search does find what is kept: a transcript names the candidate many times.
    let played = play(&script(whole), &loaded, &Equipment::default(), Record::TRANSCRIPT, None, |_| {}).unwrap();
    assert!(copies() > 5);
    drop(played);
}

#[test]
fn nothing_of_a_voter_is_left_in_memory() {
    choices_lie_in_one_locked_page_that_is_blank_before_and_after();
    no_name_that_was_chosen_said_or_shown_is_left_behind();
}
