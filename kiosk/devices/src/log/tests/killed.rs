//! A writer killed at any instant: every line it was told to be on the disk is there.

use std::io::{BufRead, BufReader, Write};
use std::process::{Command, Stdio};
use std::thread;
use std::time::Duration;

use wording::Code;

use super::{Desk, Event, Granularity, Log, LogSettings, events, verify};
use crate::log::SystemClock;

#[test]
fn ten_kills_lose_nothing_that_was_told_to_be_written() {
    kill(10);
}

#[test]
#[ignore = "two hundred kills; make soak runs them"]
fn soak_of_two_hundred_kills() {
    kill(200);
}

fn kill(times: u32) {
    let desk = Desk::new();
    let mut random = fastrand::Rng::new();
    let seed = random.get_seed();
    let mut lines = 0;
    for run in 0..times {
        let mut child = Command::new(std::env::current_exe().unwrap())
            .args(["--exact", "--ignored", "--nocapture", "log::tests::killed::writes_until_it_is_killed"])
            .env("LOG_AT", desk.path())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        let mut told = BufReader::new(child.stdout.take().unwrap()).lines().map(Result::unwrap);
        told.find(|line| line.contains("begin")).unwrap();
        let reader =
            thread::spawn(move || told.filter_map(|line| line.strip_prefix("wrote ").map(str::to_owned)).collect());
        thread::sleep(Duration::from_micros(random.u64(0..40_000)));
        child.kill().unwrap();
        child.wait().unwrap();
        let told: Vec<String> = reader.join().unwrap();
        let report = verify(&desk.path()).unwrap();
        // A torn line is all that may be wrong.
        assert!(
            report.findings.iter().all(|finding| finding.what == crate::log::What::Torn),
            "{seed} {run}: {report:?}"
        );
        lines = check(&desk, &told, lines).unwrap_or_else(|what| panic!("seed {seed}, run {run}: {what}"));
    }
}

/// How long the log is now; an error where a line is missing or the session's state is wrong.
fn check(desk: &Desk, told: &[String], before: usize) -> Result<usize, String> {
    let text = String::from_utf8_lossy(&desk.bytes()).into_owned();
    let whole = text.matches('\n').count();
    let log = events_of(&text);
    let here = log.get(before.saturating_sub(1)..).unwrap_or_default();
    let mut rest = here.iter();
    if !told.iter().all(|event| rest.any(|found| found == event)) {
        return Err(format!("told {told:?}, found {here:?}"));
    }
    let last = log.iter().rev().find(|event| !event.starts_with("fault"));
    let (_, found) = desk.open().map_err(|fault| format!("{fault:?}"))?;
    let open = last.is_some_and(|event| event == "session-begun");
    if found.session_unknown != open && found.torn.is_none() {
        return Err(format!("left open: {open}, found: {found:?}"));
    }
    let report = verify(&desk.path()).map_err(|fault| format!("{fault:?}"))?;
    if !report.is_sound() || events(&desk.path()).len() < whole {
        return Err(format!("{report:?}"));
    }
    Ok(usize::try_from(report.lines).unwrap())
}

fn events_of(text: &str) -> Vec<String> {
    let whole = text.split_inclusive('\n').filter(|line| line.ends_with('\n')).skip(1);
    let lines = whole.filter_map(|line| serde_json::from_str::<serde_json::Value>(line).ok());
    lines.filter_map(|line| line["event"].as_str().map(str::to_owned)).collect()
}

#[test]
#[ignore = "started by the tests above, and killed"]
fn writes_until_it_is_killed() {
    let Some(path) = std::env::var_os("LOG_AT") else { return };
    let settings = LogSettings { path: path.into(), granularity: Granularity::default(), program: "0.1.0".to_owned() };
    let mut out = std::io::stdout();
    writeln!(out, "begin").unwrap();
    let (mut log, _) = Log::open(&settings, Box::new(SystemClock)).unwrap();
    let round = [Event::Opened, Event::SessionBegun, Event::Fault(Code::K320), Event::SessionEnded, Event::Closed];
    let names = ["opened", "session-begun", "", "session-ended", "closed"];
    loop {
        for (event, name) in round.iter().zip(names) {
            log.write(event.clone()).unwrap();
            if !name.is_empty() {
                writeln!(out, "wrote {name}").unwrap();
            }
        }
    }
}
