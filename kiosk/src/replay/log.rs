//! The log of the booth: types and codes, to the minute, and nothing that follows from a choice.

use serde_json::json;
use voter_session::LogEntry;

/// The first line of `log.jsonl`.
pub(super) const FORMAT: &str = r#"{"format":"replay-log/1"}"#;

/// The lines written so far.
pub(super) struct Log {
    lines: Vec<String>,
}

impl Log {
    pub(super) fn new() -> Self {
        Self { lines: vec![FORMAT.to_owned()] }
    }

    /// Writes an entry. Only the minute is kept: the second at which a fault was met inside a session would tell how
    /// fast its voter was.
    pub(super) fn write(&mut self, entry: LogEntry, now_ms: u64) {
        let minute = now_ms / 60_000;
        let line = match entry {
            LogEntry::Fault(code) => json!({ "minute": minute, "event": "fault", "code": format!("K{code}") }),
            LogEntry::Opened => json!({ "minute": minute, "event": "opened" }),
            LogEntry::Closed => json!({ "minute": minute, "event": "closed" }),
            LogEntry::SessionBegun => json!({ "minute": minute, "event": "session-begun" }),
            LogEntry::SessionEnded => json!({ "minute": minute, "event": "session-ended" }),
            LogEntry::SessionAbandoned => json!({ "minute": minute, "event": "session-abandoned" }),
            LogEntry::SessionEndedByPollWorker => json!({ "minute": minute, "event": "session-ended-by-poll-worker" }),
            LogEntry::Paused => json!({ "minute": minute, "event": "paused" }),
            LogEntry::Resumed => json!({ "minute": minute, "event": "resumed" }),
        };
        self.lines.push(line.to_string());
    }

    /// `log.jsonl`.
    pub(super) fn json_lines(&self) -> String {
        self.lines.iter().map(|line| format!("{line}\n")).collect()
    }
}
