//! Scripts: one event a line.

use std::path::{Path, PathBuf};

use keypad_protocol::Key;
use voter_session::{PollWorker, Seen};

use crate::notice::{Notice, ScriptProblem};

/// The longest time a script can name: a day.
const LONGEST_MS: u64 = 86_400_000;

/// A script as read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Script {
    /// Its file.
    pub file: PathBuf,
    /// Its events.
    pub steps: Vec<Step>,
}

/// A line with an event.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Step {
    /// The line, counted from 1.
    pub line: usize,
    /// As it is written, without its comment.
    pub text: String,
    /// What happens.
    pub event: Event,
}

/// What can happen.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Event {
    /// A key is pressed.
    Press(Key),
    /// Help and a key together.
    Explain(Key),
    /// A key stays down so many milliseconds.
    Hold(Key, u64),
    /// A finger on something of the screen.
    Touch(String),
    /// So many milliseconds pass.
    Wait(u64),
    /// Time passes until so many milliseconds after the beginning.
    WaitUntil(u64),
    /// Time passes until nothing is being said.
    WaitSpeech,
    /// The keypad's cable.
    Keypad {
        /// In the socket.
        plugged: bool,
    },
    /// The headphones' plug.
    Headphones {
        /// In the socket.
        plugged: bool,
    },
    /// A sheet of this contest lies in the scanner.
    Sheet {
        /// The contest's identifier or number.
        contest: String,
        /// How it lies there and what is on it, where that is on a scan.
        scan: Option<SheetScan>,
    },
    /// What a hand marked on the sheet in the scanner.
    Marks {
        /// Rows, counted from 1.
        rows: Vec<u8>,
        /// The marks are such that no program can be sure of them.
        unclear: bool,
    },
    /// How the sheet lies in the scanner.
    Lies(Seen),
    /// The scanner's cable.
    Scanner {
        /// It answers.
        well: bool,
    },
    /// The printer.
    Printer(PrinterEvent),
    /// A poll worker, by PIN.
    PollWorker(PollWorker),
}

/// A scan of a sheet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SheetScan {
    /// A PNM or PNG file, from the script's folder on.
    pub file: PathBuf,
    /// Its resolution, if it is known.
    pub dpi: Option<u16>,
}

/// What happens to the printer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PrinterEvent {
    /// It is ready.
    Ok,
    /// It has no sheet.
    OutOfPaper,
    /// The sheet is stuck.
    Jam,
    /// It is off.
    Off,
}

impl Script {
    /// Reads a script.
    ///
    /// # Errors
    ///
    /// Every line that is no event.
    pub fn parse(file: &Path, text: &str) -> Result<Self, Vec<Notice>> {
        let mut script = Self { file: file.to_owned(), steps: Vec::new() };
        let mut notices = Vec::new();
        for (line, text) in (1..).zip(text.trim_start_matches('\u{feff}').lines()) {
            let text = without_comment(text).trim().to_owned();
            if text.is_empty() {
                continue;
            }
            match event(&text) {
                Some(event) => script.steps.push(Step { line, text, event }),
                None => notices.push(script.notice(line, ScriptProblem::UnknownEvent { line: text })),
            }
        }
        if notices.is_empty() { Ok(script) } else { Err(notices) }
    }
}

/// The line up to a `#` that does not stand in quotes.
fn without_comment(line: &str) -> &str {
    let mut quoted = false;
    let end = line.find(|sign| {
        quoted ^= sign == '"';
        sign == '#' && !quoted
    });
    end.and_then(|end| line.get(..end)).unwrap_or(line)
}

/// The event of a line; `None` where it is written in any other way than the manual's.
fn event(line: &str) -> Option<Event> {
    if let Some((before, rest)) = line.split_once('"') {
        let (quoted, after) = rest.split_once('"')?;
        return with_quotes(before.trim(), quoted, after.trim());
    }
    let words: Vec<&str> = line.split_whitespace().collect();
    match words.as_slice() {
        ["hold", key, time] => Some(Event::Hold(Key::from_name(key)?, milliseconds(time)?)),
        ["wait", "speech"] => Some(Event::WaitSpeech),
        ["wait", "until", time] => Some(Event::WaitUntil(milliseconds(time)?)),
        ["wait", time] => Some(Event::Wait(milliseconds(time)?)),
        ["unplug", "keypad"] => Some(Event::Keypad { plugged: false }),
        ["plug", "keypad"] => Some(Event::Keypad { plugged: true }),
        ["headphones", "in"] => Some(Event::Headphones { plugged: true }),
        ["headphones", "out"] => Some(Event::Headphones { plugged: false }),
        ["sheet", contest] => Some(Event::Sheet { contest: (*contest).to_owned(), scan: None }),
        ["sheet", contest, file] => sheet_scan(contest, file, ""),
        ["sheet", contest, file, dpi] => sheet_scan(contest, file, dpi),
        ["printer", what] => printer(what).map(Event::Printer),
        ["scanner", "marks", rows @ ..] => Some(Event::Marks { rows: numbers(rows)?, unclear: false }),
        ["scanner", "unclear", rows @ ..] => Some(Event::Marks { rows: numbers(rows)?, unclear: true }),
        ["scanner", what] => scanner(what),
        [key] => match key.strip_prefix("help+") {
            Some(key) => Some(Event::Explain(Key::from_name(key)?)),
            None => Some(Event::Press(Key::from_name(key)?)),
        },
        _ => None,
    }
}

fn with_quotes(word: &str, quoted: &str, after: &str) -> Option<Event> {
    if let Some(contest) = word.strip_prefix("sheet ") {
        return sheet_scan(contest.trim(), quoted, after);
    }
    match (word, after) {
        ("touch", "") if !quoted.trim().is_empty() => Some(Event::Touch(quoted.trim().to_owned())),
        // The demonstration takes any PIN; a real one is in station.toml.
        ("poll-worker", action) if is_pin(quoted) => poll_worker(action).map(Event::PollWorker),
        _ => None,
    }
}

fn sheet_scan(contest: &str, file: &str, dpi: &str) -> Option<Event> {
    let is_one = |text: &str| !text.is_empty() && !text.contains(char::is_whitespace);
    let number = |text: &str| text.strip_suffix("dpi")?.parse().ok();
    let dpi = if dpi.is_empty() { None } else { Some(number(dpi)?) };
    let scan = SheetScan { file: PathBuf::from(file), dpi };
    (is_one(contest) && !file.trim().is_empty()).then(|| Event::Sheet { contest: contest.to_owned(), scan: Some(scan) })
}

fn is_pin(text: &str) -> bool {
    (4..=12).contains(&text.len()) && text.bytes().all(|sign| sign.is_ascii_digit())
}

fn poll_worker(action: &str) -> Option<PollWorker> {
    match action {
        "open" => Some(PollWorker::Open),
        "close" => Some(PollWorker::Close),
        // The PIN alone turns the screen to the poll worker.
        "pause" | "" => Some(PollWorker::Pause),
        "resume" => Some(PollWorker::Resume),
        "end" => Some(PollWorker::EndSession),
        _ => None,
    }
}

fn printer(what: &str) -> Option<PrinterEvent> {
    match what {
        "ok" => Some(PrinterEvent::Ok),
        "out-of-paper" => Some(PrinterEvent::OutOfPaper),
        "jam" => Some(PrinterEvent::Jam),
        "off" => Some(PrinterEvent::Off),
        _ => None,
    }
}

fn scanner(what: &str) -> Option<Event> {
    match what {
        "ok" => Some(Event::Scanner { well: true }),
        "lost" => Some(Event::Scanner { well: false }),
        "other-side" => Some(Event::Lies(Seen::OtherSide)),
        "upside-down" => Some(Event::Lies(Seen::UpsideDown)),
        "unknown" => Some(Event::Lies(Seen::Unknown)),
        _ => None,
    }
}

fn numbers(words: &[&str]) -> Option<Vec<u8>> {
    words.iter().map(|word| word.parse().ok().filter(|row| *row > 0)).collect()
}

/// `90s` or `500ms`.
fn milliseconds(text: &str) -> Option<u64> {
    let (number, factor) = match text.strip_suffix("ms") {
        Some(number) => (number, 1),
        None => (text.strip_suffix('s')?, 1_000),
    };
    let plain = !number.is_empty() && number.bytes().all(|sign| sign.is_ascii_digit());
    let ms = number.parse::<u64>().ok().filter(|_| plain)?.checked_mul(factor)?;
    (ms <= LONGEST_MS).then_some(ms)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn scanned(contest: &str, file: &str, dpi: Option<u16>) -> Event {
        Event::Sheet { contest: contest.to_owned(), scan: Some(SheetScan { file: file.into(), dpi }) }
    }

    fn only(line: &str) -> Option<Event> {
        let script = Script::parse(Path::new("vote.txt"), line).ok()?;
        match script.steps.as_slice() {
            [step] => Some(step.event.clone()),
            _ => None,
        }
    }

    #[test]
    fn every_key_is_an_event_by_its_name() {
        for key in Key::ALL {
            assert_eq!(only(key.name()), Some(Event::Press(key)));
            assert_eq!(only(&format!("help+{}", key.name())), Some(Event::Explain(key)));
            assert_eq!(only(&format!("hold {} 2s", key.name())), Some(Event::Hold(key, 2_000)));
        }
    }

    #[test]
    fn every_other_event_is_read() {
        for (line, event) in [
            ("touch \"Дайрабаев Жигули\"", Event::Touch("Дайрабаев Жигули".to_owned())),
            ("touch \"No # sign\"  # a comment", Event::Touch("No # sign".to_owned())),
            ("wait 90s", Event::Wait(90_000)),
            ("wait 500ms", Event::Wait(500)),
            ("wait 86400s", Event::Wait(LONGEST_MS)),
            ("wait speech", Event::WaitSpeech),
            ("wait until 300s", Event::WaitUntil(300_000)),
            ("unplug keypad", Event::Keypad { plugged: false }),
            ("  plug   keypad ", Event::Keypad { plugged: true }),
            ("headphones in", Event::Headphones { plugged: true }),
            ("headphones out", Event::Headphones { plugged: false }),
            ("sheet president", Event::Sheet { contest: "president".to_owned(), scan: None }),
            ("sheet 1 scan.pgm", scanned("1", "scan.pgm", None)),
            ("sheet 1 scan.pgm 300dpi", scanned("1", "scan.pgm", Some(300))),
            ("sheet 1 \"my scan.png\"", scanned("1", "my scan.png", None)),
            ("sheet 1 \"my scan.png\" 150dpi", scanned("1", "my scan.png", Some(150))),
            ("printer out-of-paper", Event::Printer(PrinterEvent::OutOfPaper)),
            ("scanner lost", Event::Scanner { well: false }),
            ("scanner upside-down", Event::Lies(Seen::UpsideDown)),
            ("scanner marks", Event::Marks { rows: vec![], unclear: false }),
            ("scanner unclear 1 4", Event::Marks { rows: vec![1, 4], unclear: true }),
            ("poll-worker \"1234\"", Event::PollWorker(PollWorker::Pause)),
            ("poll-worker \"123456789012\" end", Event::PollWorker(PollWorker::EndSession)),
        ] {
            assert_eq!(only(line), Some(event), "{line}");
        }
    }

    #[test]
    fn whatever_is_written_otherwise_is_refused_with_its_line() {
        for line in [
            "Down",
            "press down",
            "down down",
            "help+",
            "help + down",
            "hold down",
            "hold down 2",
            "touch Next",
            "touch \"\"",
            "touch \" \"",
            "touch \"a\" b",
            "touch \"a",
            "wait",
            "wait -1s",
            "wait 1.5s",
            "wait +1s",
            "wait s",
            "wait 86401s",
            "wait 99999999999999999999s",
            "wait until speech",
            "plug printer",
            "headphones \"in\"",
            "sheet",
            "sheet 1 image.png 300",
            "sheet 1 image.png dpi",
            "sheet 1 image.png 70000dpi",
            "sheet 1 image.png 300dpi now",
            "sheet 1 2 \"image.png\"",
            "sheet 1 \" \"",
            "sheet \"image.png\"",
            "printer on",
            "scanner marks 0",
            "scanner marks 256",
            "scanner marks one",
            "poll-worker 1234 open",
            "poll-worker \"123\" open",
            "poll-worker \"12a4\" open",
            "poll-worker \"1234\" vote",
            "poll-worker \"1234567890123\" open",
            "\"down\"",
        ] {
            let notices = Script::parse(Path::new("vote.txt"), &format!("down\n{line}\n")).unwrap_err();
            let problem = ScriptProblem::UnknownEvent { line: line.to_owned() };
            assert_eq!(notices, [Notice::Script { file: "vote.txt".into(), line: 2, problem }]);
            assert_eq!(notices[0].coded().code().as_str(), "K410");
        }
    }

    #[test]
    fn comments_and_empty_lines_are_no_events_but_count_as_lines() {
        let script = Script::parse(Path::new("v"), "\u{feff}# begins\n\ndown # first\n   \n#\nup\n").unwrap();
        let steps: Vec<_> = script.steps.iter().map(|step| (step.line, step.text.as_str())).collect();
        assert_eq!(steps, [(3, "down"), (6, "up")]);
    }
}
