//! The transcript: what happened and what was said, for programs and for people.

use std::fmt::Write as _;

use ballot::{Election, Language};
use kiosk_ui::sentence;
use serde_json::json;
use voter_session::Speech;

use crate::speech::{Part, in_one_language};

/// The first line of `transcript.jsonl`.
pub(super) const FORMAT: &str = r#"{"format":"transcript/1"}"#;
/// The first line of `transcript.txt`.
pub(super) const TITLE: &str = "# Tañdau: kiosk replay. Nothing here is a vote.";

/// What has happened so far.
#[derive(Default)]
pub(super) struct Transcript {
    entries: Vec<Entry>,
    /// The first entry of what is being said.
    saying: usize,
}

enum Entry {
    /// A line of the script, or something the booth did.
    Event { at_ms: u64, text: String },
    /// Speech.
    Said(Said),
}

struct Said {
    at_ms: u64,
    end_ms: u64,
    language: Language,
    text: String,
    complete: bool,
}

impl Entry {
    /// When what belongs to it begins.
    const fn followed_at_ms(&self) -> u64 {
        match self {
            Self::Event { at_ms, .. } => *at_ms,
            Self::Said(said) => said.end_ms,
        }
    }
}

impl Transcript {
    pub(super) fn event(&mut self, at_ms: u64, text: String) {
        self.entries.push(Entry::Event { at_ms, text });
    }

    /// Speech that begins. Until it is cut off it counts as heard.
    pub(super) fn say(&mut self, speech: &Speech, parts: &[Part], election: &Election) {
        self.saying = self.entries.len();
        for (lines, part) in in_one_language(&speech.lines).zip(parts) {
            let texts: Vec<_> = lines.iter().map(|line| sentence(line, speech.hands, election)).collect();
            let language = lines.first().map_or(Language::En, |line| line.language);
            let said = Said { at_ms: part.at_ms, end_ms: part.end_ms, language, text: texts.join(" "), complete: true };
            self.entries.push(Entry::Said(said));
        }
    }

    /// What is being said is cut off here.
    pub(super) fn cut(&mut self, now_ms: u64) {
        for entry in self.entries.iter_mut().skip(self.saying) {
            if let Entry::Said(said) = entry {
                said.complete = said.end_ms <= now_ms;
                // What was not begun has no length, and its time is that of the cut.
                said.at_ms = said.at_ms.min(now_ms);
                said.end_ms = said.end_ms.min(now_ms);
            }
        }
        self.saying = self.entries.len();
    }

    /// What is being said has ended now, a little earlier or later than was reckoned.
    pub(super) fn ended(&mut self, now_ms: u64) {
        if let Some(Entry::Said(said)) =
            self.entries.iter_mut().skip(self.saying).rfind(|entry| matches!(entry, Entry::Said(_)))
        {
            said.end_ms = now_ms;
        }
        self.saying = self.entries.len();
    }

    /// The words that were heard to their end.
    pub(super) fn words(&self) -> u64 {
        let of = |entry: &Entry| match entry {
            Entry::Said(Said { complete: true, text, .. }) => text.split_whitespace().count() as u64,
            Entry::Said(_) | Entry::Event { .. } => 0,
        };
        self.entries.iter().map(of).sum()
    }

    /// `transcript.jsonl`: one line for each piece of speech in one language.
    pub(super) fn json_lines(&self) -> String {
        let mut lines = format!("{FORMAT}\n");
        for entry in &self.entries {
            let Entry::Said(Said { at_ms, end_ms, language, text, complete }) = entry else { continue };
            let lang = language.code();
            let line = json!({ "at_ms": at_ms, "end_ms": end_ms, "lang": lang, "text": text, "complete": complete });
            // Writing to a string cannot fail.
            let _ = writeln!(lines, "{line}");
        }
        lines
    }

    /// `transcript.txt`: what was pressed, and below it what was said; the time stands beside what came by itself.
    /// What was cut off ends in a dash.
    pub(super) fn text(&self) -> String {
        let mut lines = format!("{TITLE}\n\n");
        let mut last_ms = None;
        for entry in &self.entries {
            let _ = match entry {
                Entry::Event { at_ms, text } => writeln!(lines, "{} {text}", time(*at_ms)),
                Entry::Said(said) => {
                    let time = if last_ms == Some(said.at_ms) { String::new() } else { time(said.at_ms) };
                    let cut = if said.complete { "" } else { " —" };
                    writeln!(lines, "{time:8}   {}  {}{cut}", said.language.code(), said.text)
                }
            };
            last_ms = Some(entry.followed_at_ms());
        }
        lines
    }
}

/// Minutes, seconds, tenths.
fn time(ms: u64) -> String {
    format!("{:>3}:{:02}.{}", ms / 60_000, ms / 1_000 % 60, ms / 100 % 10)
}

#[cfg(test)]
mod tests {
    use voter_session::Line;
    use wording::{Hands, Voice};

    use super::*;
    use crate::load::{Source, load};

    #[test]
    fn what_is_cut_off_ends_there_and_what_was_not_begun_was_never_heard() {
        let election = load(&Source::Demo).unwrap().election;
        let line = |language| Line { voice: Voice::OpenHeading, language };
        let lines = [Language::Kk, Language::Ru, Language::En].map(line).into();
        let speech = Speech { lines, hands: Hands::Keypad, volume: 5, rate_percent: 100 };
        let part = |at_ms, end_ms| Part { at_ms, end_ms };
        let mut transcript = Transcript::default();
        transcript.event(0, "> down".to_owned());
        transcript.say(&speech, &[part(0, 1_000), part(1_000, 2_000), part(2_000, 3_000)], &election);
        transcript.cut(1_500);
        transcript.cut(9_000);
        let mut times = Vec::new();
        for line in transcript.json_lines().lines().skip(1) {
            let value: serde_json::Value = serde_json::from_str(line).unwrap();
            times.push((
                value["at_ms"].as_u64().unwrap(),
                value["end_ms"].as_u64().unwrap(),
                value["complete"] == true,
            ));
        }
        assert_eq!(times, [(0, 1_000, true), (1_000, 1_500, false), (1_500, 1_500, false)]);
        let kazakh = sentence(&line(Language::Kk), Hands::Keypad, &election);
        assert_eq!(transcript.words(), kazakh.split_whitespace().count() as u64);
        let text = transcript.text();
        assert!(text.contains("  0:00.0 > down\n           kk  ") && text.matches(" —\n").count() == 2, "{text}");
    }
}
