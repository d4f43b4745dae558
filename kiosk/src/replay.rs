//! Plays a written vote: a real session with a fake clock and simulated devices, and what the voter hears as text.
//!
//! Nothing of a real vote ever comes here: packages of kind voting are refused.

mod booth;
mod face;
mod heard;
mod labels;
mod log;
mod output;
mod picture;
mod script;
mod transcript;

use std::path::Path;

use crate::booth::Equipment;
use crate::load::{self, Loaded};
use crate::notice::{FileProblem, Notice, ScriptProblem, StartProblem};

pub use output::{LOG, TRANSCRIPT, TRANSCRIPT_TEXT};
pub use script::{Script, Step};

use booth::Booth;

/// A script as played.
#[derive(Clone, Debug)]
pub struct Played {
    /// `log.jsonl`, unless the log goes on in a file of its own.
    pub log: Option<String>,
    /// `transcript.jsonl` and `transcript.txt`, if they were asked for.
    pub transcript: Option<(String, String)>,
    /// What the voter hears, as a WAV file, if it was asked for.
    pub audio: Option<Vec<u8>>,
    /// A PNG of the screen after each line, if a transcript was asked for.
    pub screens: Vec<Vec<u8>>,
    /// Numbers for the summary, if a transcript was asked for.
    pub counts: Option<Counts>,
    /// A voter is still in the booth.
    pub unfinished: bool,
    /// An earlier run with the same log ended under a voter: the booth was not open when the script began.
    pub unknown: bool,
    /// Pages that the printer put onto sheets, by the contest's identifier, if a transcript was asked for.
    pub marks: Vec<(String, Vec<u8>)>,
}

/// What is written down of a run besides its log.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Record {
    /// The transcript, the screens, and the numbers.
    pub transcript: bool,
    /// The sound. It needs a package with a voice.
    pub audio: bool,
}

impl Record {
    /// The log alone.
    pub const LOG: Self = Self { transcript: false, audio: false };
    /// Everything but the sound.
    pub const TRANSCRIPT: Self = Self { transcript: true, audio: false };
}

/// What a vote takes of its voter.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    /// Presses and touches.
    pub presses: u32,
    /// The same on the pages of each contest, by identifier.
    pub by_contest: Vec<(String, u32)>,
    /// Words heard to their end.
    pub words: u64,
    /// How long it all took.
    pub ms: u64,
}

/// Reads a script.
///
/// # Errors
///
/// The file cannot be read, or every line that is no event.
pub fn read_script(path: &Path) -> Result<Script, Vec<Notice>> {
    let text = load::text(path).map_err(|notice| vec![notice])?;
    Script::parse(path, &text)
}

/// Plays a script, and lets what is being said at its end be said. `log` is a log that goes on from run to run, as a
/// booth's does; `after_line` hears of each line that was played.
///
/// # Errors
///
/// [`StartProblem`], a log that cannot be kept, or the line that does not fit what is on the screen.
pub fn play(
    script: &Script,
    loaded: &Loaded,
    equipment: &Equipment,
    record: Record,
    log: Option<&Path>,
    mut after_line: impl FnMut(usize),
) -> Result<Played, Vec<Notice>> {
    if loaded.kind == ballot::package::Kind::Voting {
        return Err(vec![StartProblem::VotingRefused.into()]);
    }
    let folder = script.file.parent().unwrap_or(Path::new(""));
    let mut booth = Booth::open(loaded, equipment, record, folder, log).map_err(|notice| vec![notice])?;
    for step in &script.steps {
        booth.step(step).map_err(|problem| vec![script.notice(step.line, problem)])?;
        booth.check_log().map_err(|notice| vec![notice])?;
        after_line(step.line);
    }
    booth.end().map_err(|notice| vec![notice])
}

/// Whether the files of a run may be written here.
///
/// # Errors
///
/// [`FileProblem::NotOurFolder`] with the file that would be lost.
pub fn check_folder(folder: &Path) -> Result<(), FileProblem> {
    output::check(folder)
}

/// Writes the files of a run: all of them, or none.
///
/// # Errors
///
/// [`FileProblem`] when a file is not ours to replace or the disk refuses.
pub fn write(folder: &Path, played: &Played) -> Result<(), FileProblem> {
    output::write(folder, played)
}

/// Writes the sound of a run, if there is one. A file that is there is replaced only if it is a WAV file.
///
/// # Errors
///
/// [`FileProblem`] when a file is not ours to replace or the disk refuses.
pub fn write_audio(path: &Path, played: &Played) -> Result<(), FileProblem> {
    played.audio.as_deref().map_or(Ok(()), |wav| output::write_audio(path, wav))
}

impl Script {
    fn notice(&self, line: usize, problem: ScriptProblem) -> Notice {
        Notice::Script { file: self.file.clone(), line, problem }
    }
}
