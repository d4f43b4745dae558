//! A script of keys, one a line, into a transcript: what was pressed, and what was said.

use std::fmt::Write;

use keypad_protocol::{Key, KeyEvent};

use super::booth::{Booth, speeches};
use crate::effect::{Effect, KeypadOrder, LogEntry};
use crate::input::{Fault, Input, PollWorker, PrintOutcome, PrintTrouble, Reading, ScanOutcome, Seen};

/// Runs a script and writes down what happens. A line is a key's name, `help+KEY`, or one of the words below.
pub(super) fn run(booth: &mut Booth, script: &str) -> String {
    let mut transcript = String::new();
    for line in script.lines().map(str::trim).filter(|line| !line.is_empty()) {
        let effects = event(booth, line);
        writeln!(transcript, "> {line}").unwrap();
        for effect in &effects {
            if let Some(text) = told(booth, effect) {
                writeln!(transcript, "  {text}").unwrap();
            }
        }
        if speeches(&effects).next().is_some() {
            booth.now_ms += 4_000;
            booth.give(Input::SpeechEnded);
        }
        booth.now_ms += 1_000;
    }
    transcript
}

fn told(booth: &Booth, effect: &Effect) -> Option<String> {
    match effect {
        Effect::Say(speech) => Some(booth.text(speech)),
        Effect::Print(job) => Some(format!("[print contest {} rows {:?}]", job.contest + 1, *job.rows)),
        Effect::Scan(job) => Some(format!("[{:?}]", job.task)),
        Effect::Wipe => Some("[wipe]".to_owned()),
        Effect::Log(LogEntry::SessionBegun) | Effect::Keypad(KeypadOrder::SetDisplay(_)) => None,
        Effect::Log(entry) => Some(format!("[log {entry:?}]")),
        Effect::Tone(_) | Effect::Hush | Effect::Show(_) | Effect::Keypad(_) => None,
    }
}

fn event(booth: &mut Booth, line: &str) -> Vec<Effect> {
    let job = booth.session.clock.job;
    let printer = |outcome| Input::Printer { job, outcome };
    let scanner = |outcome| Input::Scanner { job, outcome };
    let (word, rest) = line.split_once(' ').unwrap_or((line, ""));
    let input = match (word, rest) {
        ("wait", seconds) => return booth.wait(1_000 * seconds.parse::<u64>().unwrap()),
        ("headphones", way) => Input::Headphones(way == "in"),
        ("printer", "done") => printer(PrintOutcome::Printed),
        ("printer", "jam") => printer(PrintOutcome::NotPrinted(PrintTrouble::Jam)),
        ("printer", "unsure") => printer(PrintOutcome::PerhapsPrinted(PrintTrouble::Off)),
        ("scanner", "failed") => scanner(ScanOutcome::Failed),
        ("sheet", contest) => scanner(ScanOutcome::Identified(Seen::Sheet(contest.parse::<u8>().unwrap() - 1))),
        ("marks", rows) => {
            let (contest, rows) = rows.split_once(':').unwrap();
            let marks = rows.split_whitespace().map(|row| row.parse().unwrap()).collect();
            let contest = contest.parse::<u8>().unwrap() - 1;
            scanner(ScanOutcome::Read(Reading { contest, marks, unclear: Vec::new() }))
        }
        ("keypad", "lost") => Input::Fault(Fault::KeypadLost),
        ("keypad", "back") => Input::Fault(Fault::KeypadBack),
        ("poll-worker", "pause") => Input::PollWorker(PollWorker::Pause),
        ("poll-worker", "resume") => Input::PollWorker(PollWorker::Resume),
        (key, _) => match key.strip_prefix("help+") {
            Some(key) => Input::Key(KeyEvent::Explained(Key::from_name(key).unwrap())),
            None => Input::Key(KeyEvent::Pressed(Key::from_name(key).unwrap())),
        },
    };
    booth.give(input)
}
