//! What a batch says while it works: a line that rewrites itself on a terminal, a line now and then
//! in a file.

use std::io::{self, Write};
use std::time::Duration;

use ballot::Language;
use wording::{Phrase, fill, phrase};

/// On a terminal the line is rewritten no more often than this.
const ON_TERMINAL: Duration = Duration::from_millis(200);
/// In a file there is a line no more often than this.
const IN_FILE: Duration = Duration::from_secs(10);

/// Tells how far a batch is. Time comes from outside.
#[derive(Debug)]
pub struct Progress {
    language: Language,
    terminal: bool,
    count: usize,
    done: usize,
    failed: usize,
    /// Ballots that took time, by which the rest is judged.
    made: u32,
    told: Option<Duration>,
    width: usize,
}

impl Progress {
    /// For a batch of `count` ballots, told to a terminal or to a file.
    #[must_use]
    pub const fn new(language: Language, terminal: bool, count: usize) -> Self {
        Self { language, terminal, count, done: 0, failed: 0, made: 0, told: None, width: 0 }
    }

    /// Takes in a ballot that ended `now`, since the batch began, and tells of it when it is time.
    ///
    /// # Errors
    ///
    /// When `err` cannot be written.
    pub fn ended(&mut self, err: &mut impl Write, now: Duration, failed: bool, before: bool) -> io::Result<()> {
        self.done = self.done.saturating_add(1);
        self.failed = self.failed.saturating_add(usize::from(failed));
        self.made = self.made.saturating_add(u32::from(!before));
        let pace = if self.terminal { ON_TERMINAL } else { IN_FILE };
        let is_time = self.told.is_none_or(|told| now.saturating_sub(told) >= pace);
        if !is_time && self.done < self.count {
            return Ok(());
        }
        self.told = Some(now);
        let values = [
            ("done", self.done.to_string()),
            ("count", self.count.to_string()),
            ("failed", self.failed.to_string()),
            ("left", self.left(now)),
        ];
        let line = fill(phrase(Phrase::BatchProgress, self.language), &values);
        if !self.terminal {
            return writeln!(err, "{line}");
        }
        let width = std::mem::replace(&mut self.width, line.chars().count());
        let blank = " ".repeat(width.saturating_sub(self.width));
        write!(err, "\r{line}{blank}")?;
        if self.done == self.count {
            writeln!(err)?;
        }
        err.flush()
    }

    /// Whether every ballot has ended.
    #[must_use]
    pub const fn is_over(&self) -> bool {
        self.done >= self.count
    }

    /// The time left, as hours, minutes and seconds.
    fn left(&self, now: Duration) -> String {
        let rest = u32::try_from(self.count.saturating_sub(self.done)).unwrap_or(u32::MAX);
        let each = now.checked_div(self.made).unwrap_or_default();
        let seconds = each.saturating_mul(rest).as_secs();
        format!("{}:{:02}:{:02}", seconds / 3600, seconds / 60 % 60, seconds % 60)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(terminal: bool, steps: &[(u64, bool)]) -> String {
        let mut progress = Progress::new(Language::En, terminal, 100);
        let mut err = Vec::new();
        for &(millis, before) in steps {
            progress.ended(&mut err, Duration::from_millis(millis), false, before).unwrap();
        }
        String::from_utf8(err).unwrap()
    }

    #[test]
    fn a_file_gets_a_line_now_and_then_with_the_time_left() {
        let steps: Vec<(u64, bool)> = (1..=40).map(|step| (step * 1000, false)).collect();
        let told = told(false, &steps);
        let lines: Vec<&str> = told.lines().collect();
        assert_eq!(lines.len(), 4, "{told}");
        // 31 of 100 in 31 seconds.
        assert_eq!(lines[3], "31 of 100 ballots; errors: 0; time left: 0:01:09");
        assert!(!told.contains('\r'));
    }

    #[test]
    fn a_terminal_gets_one_line_that_is_written_over() {
        let told = told(true, &[(0, false), (100, false), (300, false)]);
        assert_eq!(told.matches('\r').count(), 2, "{told:?}");
        assert!(!told.contains('\n'));
    }

    #[test]
    fn what_an_earlier_run_did_does_not_make_the_rest_look_quick() {
        let mut steps = vec![(0, true); 49];
        steps.push((10_000, false));
        assert!(told(false, &steps).ends_with("50 of 100 ballots; errors: 0; time left: 0:08:20\n"));
    }
}
