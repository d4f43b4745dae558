//! Events of a booth, as they are written in scripts and drills: one a line.

use std::path::PathBuf;

use keypad_protocol::Key;
use voter_session::{PollWorker, Seen};

/// The longest time that an event can take: a day.
const LONGEST_MS: u64 = 86_400_000;

/// What can happen.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Event {
    /// A key is pressed.
    Press(Key),
    /// Help and a key together.
    Explain(Key),
    /// A key stays down so many milliseconds.
    Hold(Key, u64),
    /// A key is stuck, or comes up again.
    Stuck(Key, bool),
    /// The sound device is gone, or back.
    Sound {
        /// It plays.
        well: bool,
    },
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

/// The event of a line; `None` where it is written in any other way than the manual's.
#[must_use]
pub fn event(line: &str) -> Option<Event> {
    if let Some((before, rest)) = line.split_once('"') {
        let (quoted, after) = rest.split_once('"')?;
        return with_quotes(before.trim(), quoted, after.trim());
    }
    let words: Vec<&str> = line.split_whitespace().collect();
    match words.as_slice() {
        ["hold", key, time] => Some(Event::Hold(Key::from_name(key)?, milliseconds(time)?)),
        ["stuck", key] => Some(Event::Stuck(Key::from_name(key)?, true)),
        ["free", key] => Some(Event::Stuck(Key::from_name(key)?, false)),
        ["sound", "lost"] => Some(Event::Sound { well: false }),
        ["sound", "ok"] => Some(Event::Sound { well: true }),
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
