//! What a line of a script means.

use keypad_core::Page;
use keypad_protocol::Key;

use super::words::{Words, key, time, unknown, whole_ms};
use super::{Action, Condition, PATIENCE, ProblemKind, TAP};
use crate::{Chance, Fault, MAX_SCALE};

const CONDITIONS: &str = "linked, unlinked, open, session, no-session, display PAGE";
const PAGES: &str = "not-connected, closed, ready, session, call, call:301, self-test, wrong-version";
const FAULTS: &str = "bounce, stuck, drop, double, corrupt, drop-bytes, double-bytes, delay, flood, reset, version, \
                      display, pins, off";

/// How large a pixel of the display is in a picture where the line does not say.
const SCALE: u32 = 4;

/// One line. What stands after `#` is a comment.
pub(super) fn line(text: &str) -> Result<Option<Action>, ProblemKind> {
    let text = text.split('#').next().unwrap_or_default();
    let mut words = Words::of(text);
    let Some(first) = words.maybe() else { return Ok(None) };
    let action = action(first, &mut words)?;
    words.end()?;
    Ok(Some(action))
}

fn action(first: &str, words: &mut Words<'_>) -> Result<Action, ProblemKind> {
    // `down up` puts a finger on a key, `down` alone taps the key Down.
    let Some(example) = example(first) else { return named_key(first) };
    words.example = example;
    Ok(match first {
        "hold" => Action::Tap(words.key()?, words.time()?),
        "down" => match words.maybe() {
            None => Action::Tap(Key::Down, TAP),
            Some(word) => Action::Press(key(word)?),
        },
        "release" => Action::Release(words.key()?),
        "headphones" => Action::Headphones(match words.word()? {
            "in" => true,
            "out" => false,
            word => return Err(unknown(word, "in, out")),
        }),
        "wait" => wait(words)?,
        "expect" => {
            let word = words.word()?;
            Action::Expect(condition(word, words)?.ok_or_else(|| unknown(word, CONDITIONS))?)
        }
        "fault" => Action::Fault(fault(words)?),
        "unplug" => Action::Unplug,
        "plug" => Action::Plug,
        "display" => display(words)?,
        _ => return Err(ProblemKind::UnknownAction { word: first.to_owned() }),
    })
}

/// How a line with this first word is written; `None` where no action has the name.
fn example(first: &str) -> Option<&'static str> {
    Some(match first {
        "hold" => "hold up 2s",
        "down" => "down up",
        "release" => "release up",
        "headphones" => "headphones in",
        "wait" => "wait 500ms, wait linked, wait session 30s",
        "expect" => "expect display ready",
        "fault" => "fault drop 30%",
        "unplug" => "unplug",
        "plug" => "plug",
        "display" => "display picture.png",
        _ => return None,
    })
}

/// `up`, or `help+up`.
fn named_key(first: &str) -> Result<Action, ProblemKind> {
    match first.split_once('+') {
        Some(("help", explained)) => Ok(Action::Explain(key(explained)?)),
        Some((other, _)) => Err(unknown(other, "help")),
        None => Key::from_name(first)
            .map(|key| Action::Tap(key, TAP))
            .ok_or_else(|| ProblemKind::UnknownAction { word: first.to_owned() }),
    }
}

fn wait(words: &mut Words<'_>) -> Result<Action, ProblemKind> {
    let word = words.word()?;
    if let Some(condition) = condition(word, words)? {
        return Ok(Action::WaitFor(condition, words.maybe_time()?.unwrap_or(PATIENCE)));
    }
    if word.starts_with(|sign: char| sign.is_ascii_digit()) {
        time(word).map(Action::Wait)
    } else {
        Err(unknown(word, CONDITIONS))
    }
}

fn condition(word: &str, words: &mut Words<'_>) -> Result<Option<Condition>, ProblemKind> {
    Ok(Some(match word {
        "linked" => Condition::Linked,
        "unlinked" => Condition::Unlinked,
        "open" => Condition::Open,
        "session" => Condition::Session,
        "no-session" => Condition::NoSession,
        "display" => page(words)?,
        _ => return Ok(None),
    }))
}

fn page(words: &mut Words<'_>) -> Result<Condition, ProblemKind> {
    Ok(Condition::Shows(match words.word()? {
        "not-connected" => Page::NotConnected,
        "closed" => Page::Closed,
        "ready" => Page::Ready,
        "session" => Page::InSession,
        "self-test" => Page::SelfTest,
        "wrong-version" => Page::WrongVersion,
        "call" => return Ok(Condition::Calls),
        word => {
            let number = word.strip_prefix("call:").and_then(|number| number.parse().ok());
            Page::CallPollWorker(number.ok_or_else(|| unknown(word, PAGES))?)
        }
    }))
}

fn fault(words: &mut Words<'_>) -> Result<Fault, ProblemKind> {
    words.example = FAULTS;
    let kind = words.word()?;
    words.example = match kind {
        "bounce" => "fault bounce up 8ms",
        "stuck" => "fault stuck up",
        "drop" => "fault drop 30%",
        "corrupt" => "fault corrupt 5%",
        "drop-bytes" => "fault drop-bytes 1%",
        "delay" => "fault delay 50ms",
        "flood" => "fault flood 2s",
        "version" => "fault version 9",
        _ => "fault off",
    };
    Ok(match kind {
        "bounce" => {
            let key = match words.word()? {
                "all" => None,
                word => Some(key(word)?),
            };
            Fault::Bounce { key, ms: words.time_or_off()? }
        }
        "stuck" => Fault::Stuck { key: words.key()?, on: words.on()? },
        "drop" => Fault::Drop(words.chance(None)?),
        "double" => Fault::Double(words.chance(Some(Chance::ALWAYS))?),
        "corrupt" => Fault::Corrupt(words.chance(None)?),
        "drop-bytes" => Fault::DropBytes(words.chance(None)?),
        "double-bytes" => Fault::DoubleBytes(words.chance(Some(Chance::ALWAYS))?),
        "delay" => Fault::Delay { ms: words.time_or_off()? },
        "flood" => Fault::Flood { ms: whole_ms(words.time()?) },
        "reset" => Fault::Reset,
        "version" => Fault::Version(match words.word()? {
            "off" => None,
            word => Some(word.parse().map_err(|_| unknown(word, "0 … 255, off"))?),
        }),
        "display" => Fault::Display { on: words.on()? },
        "pins" => Fault::Pins { on: words.on()? },
        "off" => Fault::Off,
        word => return Err(unknown(word, FAULTS)),
    })
}

fn display(words: &mut Words<'_>) -> Result<Action, ProblemKind> {
    let file = words.word()?.into();
    let scale = match words.maybe() {
        None => SCALE,
        Some(word) => {
            let number = word.strip_prefix('x').and_then(|number| number.parse().ok());
            number.filter(|scale| (1..=MAX_SCALE).contains(scale)).ok_or_else(|| unknown(word, "x1 … x32"))?
        }
    };
    Ok(Action::Display(file, scale))
}

#[cfg(test)]
mod tests {
    use std::path::PathBuf;
    use std::time::Duration;

    use super::*;

    fn ms(ms: u64) -> Duration {
        Duration::from_millis(ms)
    }

    #[test]
    fn every_action_is_read() {
        let lines = [
            ("up", Action::Tap(Key::Up, TAP)),
            ("down", Action::Tap(Key::Down, TAP)),
            ("  switch-select # the second", Action::Tap(Key::SwitchSelect, TAP)),
            ("hold up 2s", Action::Tap(Key::Up, ms(2000))),
            ("down up", Action::Press(Key::Up)),
            ("down down", Action::Press(Key::Down)),
            ("release up", Action::Release(Key::Up)),
            ("help+up", Action::Explain(Key::Up)),
            ("headphones in", Action::Headphones(true)),
            ("headphones out", Action::Headphones(false)),
            ("wait 500ms", Action::Wait(ms(500))),
            ("wait linked", Action::WaitFor(Condition::Linked, PATIENCE)),
            ("wait session 30s", Action::WaitFor(Condition::Session, ms(30_000))),
            ("wait display closed 1s", Action::WaitFor(Condition::Shows(Page::Closed), ms(1000))),
            ("expect display ready", Action::Expect(Condition::Shows(Page::Ready))),
            ("expect display call", Action::Expect(Condition::Calls)),
            ("expect display call:301", Action::Expect(Condition::Shows(Page::CallPollWorker(301)))),
            ("fault bounce up 8ms", Action::Fault(Fault::Bounce { key: Some(Key::Up), ms: 8 })),
            ("fault bounce all off", Action::Fault(Fault::Bounce { key: None, ms: 0 })),
            ("fault stuck up", Action::Fault(Fault::Stuck { key: Key::Up, on: true })),
            ("fault stuck up off", Action::Fault(Fault::Stuck { key: Key::Up, on: false })),
            ("fault drop 30%", Action::Fault(Fault::Drop(Chance::percent(30)))),
            ("fault double", Action::Fault(Fault::Double(Chance::ALWAYS))),
            ("fault corrupt 5%", Action::Fault(Fault::Corrupt(Chance::percent(5)))),
            ("fault drop-bytes off", Action::Fault(Fault::DropBytes(Chance::NEVER))),
            ("fault double-bytes 0.5%", Action::Fault(Fault::DoubleBytes(Chance::from_hundredths(50)))),
            ("fault delay 50ms", Action::Fault(Fault::Delay { ms: 50 })),
            ("fault flood 2s", Action::Fault(Fault::Flood { ms: 2000 })),
            ("fault reset", Action::Fault(Fault::Reset)),
            ("fault version 9", Action::Fault(Fault::Version(Some(9)))),
            ("fault version off", Action::Fault(Fault::Version(None))),
            ("fault display", Action::Fault(Fault::Display { on: true })),
            ("fault pins off", Action::Fault(Fault::Pins { on: false })),
            ("fault off", Action::Fault(Fault::Off)),
            ("unplug", Action::Unplug),
            ("plug", Action::Plug),
            ("display now.png", Action::Display(PathBuf::from("now.png"), SCALE)),
            ("display now.png x8", Action::Display(PathBuf::from("now.png"), 8)),
        ];
        for (text, action) in lines {
            assert_eq!(line(text).unwrap(), Some(action), "{text}");
        }
        assert_eq!(line("   # only a comment").unwrap(), None);
    }

    #[test]
    fn every_key_is_an_action_by_its_name() {
        for key in Key::ALL {
            assert_eq!(line(key.name()).unwrap(), Some(Action::Tap(key, TAP)));
        }
    }

    #[test]
    fn each_wrong_line_is_told_by_what_is_wrong_with_it() {
        let word = |word: &str| word.to_owned();
        let lines = [
            ("upp", ProblemKind::UnknownAction { word: word("upp") }),
            ("hold upp 2s", ProblemKind::UnknownKey { word: word("upp") }),
            ("help+upp", ProblemKind::UnknownKey { word: word("upp") }),
            ("hold up", ProblemKind::Incomplete { example: "hold up 2s" }),
            ("fault", ProblemKind::Incomplete { example: FAULTS }),
            ("fault delay", ProblemKind::Incomplete { example: "fault delay 50ms" }),
            ("hold up 2", ProblemKind::BadTime { word: word("2") }),
            ("wait 2", ProblemKind::BadTime { word: word("2") }),
            ("wait linked 2", ProblemKind::BadTime { word: word("2") }),
            ("fault drop 30", ProblemKind::BadChance { word: word("30") }),
            ("wait lined", ProblemKind::UnknownWord { word: word("lined"), choices: CONDITIONS }),
            ("expect 500ms", ProblemKind::UnknownWord { word: word("500ms"), choices: CONDITIONS }),
            ("expect display redy", ProblemKind::UnknownWord { word: word("redy"), choices: PAGES }),
            ("fault brake up", ProblemKind::UnknownWord { word: word("brake"), choices: FAULTS }),
            ("fault version 256", ProblemKind::UnknownWord { word: word("256"), choices: "0 … 255, off" }),
            ("headphones on", ProblemKind::UnknownWord { word: word("on"), choices: "in, out" }),
            ("select+up", ProblemKind::UnknownWord { word: word("select"), choices: "help" }),
            ("display a.png x33", ProblemKind::UnknownWord { word: word("x33"), choices: "x1 … x32" }),
            ("up down", ProblemKind::TooMuch { word: word("down") }),
            ("wait linked 2s now", ProblemKind::TooMuch { word: word("now") }),
        ];
        for (text, kind) in lines {
            assert_eq!(line(text).unwrap_err(), kind, "{text}");
        }
    }
}
