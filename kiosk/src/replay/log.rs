//! The log of a played booth: the very log of a booth at work, with the clock of the script.

use std::fs::{self, File};
use std::io::Read;
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use kiosk_devices::log::{Event, Granularity, Log, LogFault, LogSettings, Timestamp, WallClock, verify};
use tempfile::TempDir;
use voter_session::LogEntry;

use crate::load::About;
use crate::notice::{FileProblem, Notice};

/// The name of its file.
const NAME: &str = "log.jsonl";
/// What a played log begins with: no booth's own log is ever taken for one.
pub(super) const FORMAT: &str = r#"{"format":"log/1","program":"replay "#;

/// The clock of the script: the day of the election, or where an earlier run came to.
struct ScriptClock {
    begin_s: u64,
    now_ms: Arc<AtomicU64>,
}

impl WallClock for ScriptClock {
    fn unix_s(&self) -> u64 {
        self.begin_s + self.now_ms.load(Ordering::Relaxed) / 1_000
    }
}

/// The log of the booth that a script plays in.
pub(super) struct PlayedLog {
    log: Log,
    now_ms: Arc<AtomicU64>,
    /// Why nothing more can be written.
    fault: Option<LogFault>,
    /// A log of this run alone lies here.
    own: Option<TempDir>,
}

impl PlayedLog {
    /// Begins a log of this run alone, or goes on with that of earlier runs. Tells whether the last of them ended under
    /// a voter.
    pub(super) fn open(kept: Option<&Path>, about: About) -> Result<(Self, bool), Notice> {
        let own = kept.is_none().then(tempfile::tempdir).transpose().map_err(|error| {
            let (path, detail) = (std::env::temp_dir(), error.to_string());
            FileProblem::FileUnwritable { path, detail }
        })?;
        let path = match (kept, &own) {
            (None, Some(own)) => own.path().join(NAME),
            (kept, _) => kept.map(Path::to_owned).unwrap_or_default(),
        };
        if !is_ours(&path) {
            return Err(FileProblem::NotOurFolder { path }.into());
        }
        let now_ms = Arc::new(AtomicU64::new(0));
        let clock = ScriptClock { begin_s: begin_s(&path, &about.date), now_ms: Arc::clone(&now_ms) };
        let program = format!("replay {}", env!("CARGO_PKG_VERSION"));
        let settings = LogSettings { path, granularity: Granularity::default(), program };
        let (mut log, found) = Log::open(&settings, Box::new(clock)).map_err(Notice::Log)?;
        let About { kind, id, fingerprint, .. } = about;
        log.write(Event::PackageLoaded { kind, id, fingerprint }).map_err(Notice::Log)?;
        Ok((Self { log, now_ms, fault: None, own }, found.session_unknown))
    }

    /// Writes an entry. That it cannot be written ends the run: see [`Self::fault`].
    pub(super) fn write(&mut self, entry: LogEntry, now_ms: u64) {
        self.now_ms.store(now_ms, Ordering::Relaxed);
        if let Err(fault) = self.log.write(entry) {
            self.fault.get_or_insert(fault);
        }
    }

    /// Why nothing more can be written, if that is so.
    pub(super) fn fault(&mut self) -> Option<LogFault> {
        self.fault.take()
    }

    /// The log of this run alone, as text; nothing where it goes on elsewhere.
    pub(super) fn text(&self) -> Result<Option<String>, Notice> {
        let Some(_) = &self.own else { return Ok(None) };
        let path = self.log.path();
        let unreadable = |detail: String| FileProblem::FileUnreadable { path: path.to_owned(), detail }.into();
        fs::read_to_string(path).map(Some).map_err(|error| unreadable(error.to_string()))
    }
}

/// Whether a file is a played log, the torn beginning of one, or not there yet.
fn is_ours(path: &Path) -> bool {
    let Ok(file) = File::open(path) else { return !path.exists() };
    let mut begin = Vec::new();
    let read = file.take(FORMAT.len() as u64).read_to_end(&mut begin);
    read.is_ok() && FORMAT.as_bytes().starts_with(&begin)
}

/// Where the clock of a run begins, in seconds since 1970.
fn begin_s(path: &Path, date: &str) -> u64 {
    let day = format!("{date}T00:00:00Z").parse::<Timestamp>().unwrap_or_default();
    let last = verify(path).ok().and_then(|report| report.last);
    last.unwrap_or_default().max(day).unix_s()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::load::{Source, load};

    fn about() -> About {
        load(&Source::Demo).unwrap().about()
    }

    #[test]
    fn a_log_goes_on_where_an_earlier_run_came_to_and_tells_of_a_voter_left_there() {
        let desk = tempfile::tempdir().unwrap();
        let path = desk.path().join("booth.jsonl");
        let (mut log, unknown) = PlayedLog::open(Some(&path), about()).unwrap();
        assert!(!unknown && log.text().unwrap().is_none());
        log.write(LogEntry::Opened, 0);
        log.write(LogEntry::SessionBegun, 3_600_000);
        assert!(log.fault().is_none());
        drop(log);
        let (log, unknown) = PlayedLog::open(Some(&path), about()).unwrap();
        assert!(unknown);
        drop(log);
        let text = fs::read_to_string(&path).unwrap();
        assert!(text.contains(r#""time":"2022-11-20T01:00:00Z","event":"session-unknown""#), "{text}");
        assert!(verify(&path).unwrap().is_sound());
    }

    #[test]
    fn the_log_of_a_booth_at_work_is_never_touched() {
        let desk = tempfile::tempdir().unwrap();
        let path = desk.path().join("log.jsonl");
        for (bytes, ours) in [
            (r#"{"format":"log/1","program":"0.1.0","granularity_min":1"#, false),
            (r#"{"format":"log/1","program":"replay 0.1.0","#, true),
            (r#"{"format":"log/1","pro"#, true),
            ("a letter", false),
        ] {
            fs::write(&path, bytes).unwrap();
            assert_eq!(is_ours(&path), ours, "{bytes}");
            if !ours {
                assert!(PlayedLog::open(Some(&path), about()).is_err());
                assert_eq!(fs::read_to_string(&path).unwrap(), bytes);
            }
        }
    }
}
