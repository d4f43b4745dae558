//! Scripts: one event a line.

use std::path::{Path, PathBuf};

use crate::event::{Event, event};
use crate::notice::{Notice, ScriptProblem};

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

#[cfg(test)]
mod tests {
    use keypad_protocol::Key;
    use voter_session::{PollWorker, Seen};

    use super::*;
    use crate::event::{PrinterEvent, SheetScan};

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
            ("wait 86400s", Event::Wait(86_400_000)),
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
            ("stuck up", Event::Stuck(Key::Up, true)),
            ("free up", Event::Stuck(Key::Up, false)),
            ("sound lost", Event::Sound { well: false }),
            ("sound ok", Event::Sound { well: true }),
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
            "stuck",
            "sound off",
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
