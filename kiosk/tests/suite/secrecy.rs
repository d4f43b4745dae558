//! Non-interference of the whole program: of two finished votes with the same beginning and end, nothing that
//! outlives them tells one from the other. The transcript is left out, as it is in a booth.

use std::fmt::Write as _;
use std::fs;
use std::os::unix::fs::MetadataExt;
use std::process::Command;

use crate::desk::{Desk, five_contests, text};

/// Rows to choose in each contest.
type Choices = Vec<Vec<u8>>;

/// Everything that a vote leaves behind.
#[derive(Debug, PartialEq, Eq)]
struct Traces {
    out: Vec<u8>,
    err: Vec<u8>,
    exit: Option<i32>,
    /// Path, mode, size and bytes of every file below the working, output and temporary folders.
    files: Vec<(String, u32, u64, Vec<u8>)>,
}

/// A booth to vote in.
struct Polling {
    contests: usize,
    arguments: Vec<String>,
    /// The keys of one sheet, and how many seconds each is given.
    sheet: &'static [(&'static str, u64)],
    /// The second at which the sheets begin.
    sheets_at_s: u64,
}

impl Polling {
    fn one(arguments: &[&str], sheet: &'static [(&'static str, u64)]) -> Self {
        let arguments = arguments.iter().map(|&word| word.to_owned()).collect();
        Self { contests: 1, arguments, sheet, sheets_at_s: 170 }
    }

    fn five() -> Self {
        Self { contests: 5, arguments: five_contests().to_vec(), sheet: GUIDED, sheets_at_s: 170 }
    }

    /// A whole vote. `noise` are keys that choose nothing, pressed in every contest.
    fn script(&self, choices: &Choices, noise: &[&str]) -> String {
        let mut script = "down\ndown\nselect\nright\n".to_owned();
        for contest in 0..self.contests {
            for key in noise {
                let _ = writeln!(script, "{key}");
            }
            let mut at = 0;
            for row in choices.get(contest).into_iter().flatten() {
                script.push_str(&"down\n".repeat(usize::from(row - at)));
                script.push_str("select\n");
                at = *row;
            }
            script.push_str("right\n");
        }
        let mut now_s = self.sheets_at_s;
        let _ = writeln!(script, "wait until {now_s}s\nright");
        for _ in 0..self.contests {
            for (key, seconds) in self.sheet {
                now_s += seconds;
                let _ = writeln!(script, "wait until {now_s}s\n{key}");
            }
        }
        let _ = writeln!(script, "wait until {}s\nright", now_s + 5);
        script
    }

    fn vote(&self, choices: &Choices, noise: &[&str]) -> Traces {
        let desk = Desk::new();
        let script = desk.put("script/vote.txt", self.script(choices, noise));
        for folder in ["work", "temporary", "home"] {
            fs::create_dir(desk.path(folder)).unwrap();
        }
        let output = Command::new(env!("CARGO_BIN_EXE_kiosk"))
            .arg("replay")
            .arg(script)
            .args(["--out", "out", "--no-transcript", "--ui-language", "en"])
            .args(&self.arguments)
            .current_dir(desk.path("work"))
            .env("TMPDIR", desk.path("temporary"))
            .env("HOME", desk.path("home"))
            .output()
            .unwrap();
        let mut files = Vec::new();
        for folder in ["work", "temporary", "home"] {
            gather(&desk.path(""), &desk.path(folder), &mut files);
        }
        files.sort();
        Traces { out: output.stdout, err: output.stderr, exit: output.status.code(), files }
    }
}

/// Take, into the stencil, mark, fold.
const GUIDED: &[(&str, u64)] = &[("right", 2), ("right", 2), ("right", 20), ("right", 2)];
/// Into the printer, fold.
const PRINTED: &[(&str, u64)] = &[("select", 2), ("right", 20)];

fn gather(root: &std::path::Path, folder: &std::path::Path, files: &mut Vec<(String, u32, u64, Vec<u8>)>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        let found = fs::symlink_metadata(&path).unwrap();
        let name = path.strip_prefix(root).unwrap().to_str().unwrap().to_owned();
        if found.is_dir() {
            files.push((name, found.mode(), 0, Vec::new()));
            gather(root, &path, files);
        } else {
            files.push((name, found.mode(), found.size(), fs::read(&path).unwrap()));
        }
    }
}

fn blank(polling: &Polling) -> Traces {
    let blank = polling.vote(&vec![], &[]);
    assert_eq!(blank.exit, Some(0), "{}", text(&blank.err));
    let names: Vec<_> = blank.files.iter().map(|(name, ..)| name.as_str()).collect();
    assert_eq!(names, ["work/out", "work/out/log.jsonl"]);
    let log = text(&blank.files[1].3);
    assert!(log.contains("session-begun") && log.contains("session-ended\""), "{log}");
    blank
}

#[test]
fn the_blank_vote_leaves_the_same_as_every_option_of_the_demonstration() {
    let by_printer = ["--ways", "mark"];
    for polling in [Polling::one(&[], GUIDED), Polling::one(&by_printer, PRINTED)] {
        let blank = blank(&polling);
        for row in 1..=7 {
            assert_eq!(polling.vote(&vec![vec![row]], &[]), blank, "row {row}");
        }
    }
}

#[test]
fn the_blank_vote_leaves_the_same_as_every_option_of_five_contests() {
    let polling = Polling::five();
    let blank = blank(&polling);
    for (contest, rows) in [2, 8, 17, 43, 6].into_iter().enumerate() {
        for row in 1..=rows {
            let mut choices = vec![vec![]; 5];
            choices[contest] = vec![row];
            assert_eq!(polling.vote(&choices, &[]), blank, "contest {contest} row {row}");
        }
    }
}

#[test]
fn any_votes_with_any_number_of_keys_leave_the_same() {
    let polling = Polling::five();
    let blank = blank(&polling);
    // 200 in `make soak`.
    let cases: u64 = std::env::var("KIOSK_VOTES").ok().and_then(|cases| cases.parse().ok()).unwrap_or(12);
    const NOISE: [&str; 9] = [
        "repeat",
        "volume-up",
        "volume-down",
        "rate-up",
        "language",
        "curtain",
        "help\nright\nhelp",
        "help+left",
        "down\nselect\nselect\nup",
    ];
    for case in 1..=cases {
        let mut random = case.wrapping_mul(0x9E37_79B9_7F4A_7C15);
        let mut next = |below: u64| {
            // xorshift64 (Marsaglia 2003).
            random ^= random << 13;
            random ^= random >> 7;
            random ^= random << 17;
            random % below
        };
        let mut choices = Choices::new();
        for (rows, most) in [(2, 1), (8, 1), (17, 1), (43, 1), (6, 3)] {
            let mut chosen: Vec<u8> = (0..next(most + 1)).map(|_| u8::try_from(1 + next(rows)).unwrap()).collect();
            chosen.sort_unstable();
            chosen.dedup();
            choices.push(chosen);
        }
        let noise: Vec<&str> = (0..next(7)).map(|_| NOISE[usize::try_from(next(9)).unwrap()]).collect();
        assert_eq!(polling.vote(&choices, &noise), blank, "case {case}");
    }
}

#[test]
fn the_comparison_sees_a_vote_that_ends_at_another_time() {
    let polling = Polling::one(&[], GUIDED);
    let later = Polling { sheets_at_s: 230, ..Polling::one(&[], GUIDED) };
    let (one, other) = (polling.vote(&vec![vec![1]], &[]), later.vote(&vec![vec![1]], &["repeat"]));
    assert_eq!((one.exit, other.exit), (Some(0), Some(0)));
    assert_ne!(one, other);
}
