//! The words of a line, one after the other.

use std::time::Duration;

use keypad_protocol::Key;

use super::ProblemKind;
use crate::Chance;

/// The longest time a line can name.
const LONGEST: Duration = Duration::from_secs(24 * 60 * 60);

/// What is left of a line. `example` is how such a line is written, for the message when it ends too early.
pub(super) struct Words<'line> {
    rest: std::str::SplitWhitespace<'line>,
    pub(super) example: &'static str,
}

impl<'line> Words<'line> {
    pub(super) fn of(text: &'line str) -> Self {
        Self { rest: text.split_whitespace(), example: "" }
    }

    pub(super) fn maybe(&mut self) -> Option<&'line str> {
        self.rest.next()
    }

    pub(super) fn word(&mut self) -> Result<&'line str, ProblemKind> {
        self.maybe().ok_or(ProblemKind::Incomplete { example: self.example })
    }

    pub(super) fn key(&mut self) -> Result<Key, ProblemKind> {
        key(self.word()?)
    }

    pub(super) fn time(&mut self) -> Result<Duration, ProblemKind> {
        time(self.word()?)
    }

    pub(super) fn maybe_time(&mut self) -> Result<Option<Duration>, ProblemKind> {
        self.maybe().map(time).transpose()
    }

    /// A time, or `off` as none at all.
    pub(super) fn time_or_off(&mut self) -> Result<u64, ProblemKind> {
        match self.word()? {
            "off" => Ok(0),
            word => time(word).map(whole_ms),
        }
    }

    /// A percentage, `off`, or `without` where the line ends.
    pub(super) fn chance(&mut self, without: Option<Chance>) -> Result<Chance, ProblemKind> {
        match (self.maybe(), without) {
            (None, Some(chance)) => Ok(chance),
            (None, None) => Err(ProblemKind::Incomplete { example: self.example }),
            (Some("off"), _) => Ok(Chance::NEVER),
            (Some(word), _) => chance(word).ok_or_else(|| ProblemKind::BadChance { word: word.to_owned() }),
        }
    }

    /// Nothing for on, or `off`.
    pub(super) fn on(&mut self) -> Result<bool, ProblemKind> {
        match self.maybe() {
            None => Ok(true),
            Some("off") => Ok(false),
            Some(word) => Err(unknown(word, "off")),
        }
    }

    pub(super) fn end(&mut self) -> Result<(), ProblemKind> {
        match self.maybe() {
            None => Ok(()),
            Some(word) => Err(ProblemKind::TooMuch { word: word.to_owned() }),
        }
    }
}

pub(super) fn unknown(word: &str, choices: &'static str) -> ProblemKind {
    ProblemKind::UnknownWord { word: word.to_owned(), choices }
}

pub(super) fn key(word: &str) -> Result<Key, ProblemKind> {
    Key::from_name(word).ok_or_else(|| ProblemKind::UnknownKey { word: word.to_owned() })
}

pub(super) fn whole_ms(time: Duration) -> u64 {
    u64::try_from(time.as_millis()).unwrap_or(u64::MAX)
}

/// `500ms`, `2s`, `1.5s`, to the millisecond and up to a day.
pub(super) fn time(word: &str) -> Result<Duration, ProblemKind> {
    let bad = || ProblemKind::BadTime { word: word.to_owned() };
    let time = if let Some(number) = word.strip_suffix("ms") {
        thousandths(number, 0)
    } else {
        word.strip_suffix('s').and_then(|number| thousandths(number, 3))
    };
    time.map(Duration::from_millis).filter(|time| *time <= LONGEST).ok_or_else(bad)
}

/// `5%`, `0.5%`, `100%`.
fn chance(word: &str) -> Option<Chance> {
    let hundredths = thousandths(word.strip_suffix('%')?, 2)?;
    u32::try_from(hundredths).ok().filter(|hundredths| *hundredths <= 10_000).map(Chance::from_hundredths)
}

/// A number with at most `places` digits after its point, without the point. No sign, no exponent.
fn thousandths(number: &str, places: usize) -> Option<u64> {
    let (whole, part) = number.split_once('.').unwrap_or((number, ""));
    let digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
    let point_is_right = part.len() <= places && !(number.contains('.') && part.is_empty());
    if whole.is_empty() || !digits(whole) || !digits(part) || !point_is_right {
        return None;
    }
    format!("{whole}{part:0<places$}").parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_are_read_to_the_millisecond_and_up_to_a_day() {
        for (word, ms) in
            [("0ms", 0), ("500ms", 500), ("2s", 2000), ("1.5s", 1500), ("0.001s", 1), ("86400s", 86_400_000)]
        {
            assert_eq!(time(word).unwrap(), Duration::from_millis(ms), "{word}");
        }
        for word in [
            "",
            "s",
            "ms",
            "5",
            "5m",
            "-1s",
            "1.s",
            ".5s",
            "1.5ms",
            "0.0001s",
            "86401s",
            "1e3s",
            "99999999999999999999s",
        ] {
            assert!(time(word).is_err(), "{word}");
        }
    }

    #[test]
    fn chances_are_read_to_a_hundredth_of_a_percent() {
        assert_eq!(chance("30%"), Some(Chance::percent(30)));
        assert_eq!(chance("0.05%"), Some(Chance::from_hundredths(5)));
        assert_eq!(chance("100%"), Some(Chance::ALWAYS));
        for word in ["", "%", "30", "101%", "100.01%", "0.001%", "-1%"] {
            assert_eq!(chance(word), None, "{word}");
        }
    }
}
