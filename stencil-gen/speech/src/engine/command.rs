//! An engine that is a program of its own, started once for each clip. Nothing of an election's
//! text reaches a shell, and no program runs longer than its time.

use std::ffi::OsStr;
use std::fmt::Write as _;
use std::fs::{self, File};
use std::io::{self, Read, Seek};
use std::os::unix::process::CommandExt;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, ExitStatus, Stdio};
use std::time::{Duration, Instant};

use sha2::{Digest, Sha256};

use super::{Sound, SpeechEngine, wave};
use crate::problem::SpeechProblem;

/// The most of an engine's own words that a message repeats, in bytes.
const SHOWN_WORDS: u64 = 300;
/// How often a running program is looked at. Clips of espeak-ng take 10 to 20 ms.
const LOOK: Duration = Duration::from_millis(1);

/// The places in a command.
const OUT: &str = "{out}";
const TEXT: &str = "{text}";
const TEXT_FILE: &str = "{text_file}";

/// A program that writes a WAV file for a text.
#[derive(Debug)]
pub struct CommandEngine {
    name: String,
    command: Vec<String>,
    limit: Duration,
    identity: String,
}

impl CommandEngine {
    /// An engine of this command; `version` is a command that prints its version, `files` are the
    /// files of its voice.
    ///
    /// # Errors
    ///
    /// The command has no place for the sound; the program or a file is not there.
    pub fn open(
        name: String,
        command: Vec<String>,
        version: &[String],
        files: &[PathBuf],
        limit: Duration,
    ) -> Result<Self, SpeechProblem> {
        let malformed = |detail: &str| SpeechProblem::EnginesMalformed { detail: format!("{name}: {detail}") };
        if !command.iter().skip(1).any(|part| part.contains(OUT)) {
            return Err(malformed("{out} is missing in command"));
        }
        let absent = |program: &str| SpeechProblem::EngineAbsent { engine: name.clone(), program: program.to_owned() };
        let mut hash = Sha256::new();
        for program in [command.first(), version.first()].into_iter().flatten() {
            find_program(program).ok_or_else(|| absent(program))?;
        }
        for part in &command {
            hash.update(part.as_bytes());
            hash.update([0]);
        }
        if let [program, arguments @ ..] = version {
            let run = run(program, arguments, None, limit).map_err(|_| absent(program))?;
            hash.update(run.ok_or_else(|| absent(program))?.words);
        }
        for file in files {
            let mut bytes = File::open(file).map_err(|_| absent(&file.display().to_string()))?;
            io::copy(&mut bytes, &mut HashWriter(&mut hash)).map_err(|_| absent(&file.display().to_string()))?;
        }
        let identity = hex(&hash.finalize());
        Ok(Self { name, command, limit, identity })
    }

    fn failed(&self, clip: &str, detail: impl Into<String>) -> SpeechProblem {
        SpeechProblem::EngineFailed { engine: self.name.clone(), clip: clip.to_owned(), detail: detail.into() }
    }

    /// The command with its places filled.
    fn arguments(&self, text: &str, text_file: &Path, out: &Path) -> Option<(String, Vec<String>)> {
        let (text_file, out) = (text_file.to_str()?, out.to_str()?);
        // The text comes last: nothing in it can be taken for a place.
        let fill = |part: &String| part.replace(OUT, out).replace(TEXT_FILE, text_file).replace(TEXT, text);
        let (program, arguments) = self.command.split_first()?;
        Some((program.clone(), arguments.iter().map(fill).collect()))
    }
}

impl SpeechEngine for CommandEngine {
    fn name(&self) -> &str {
        &self.name
    }

    fn identity(&self) -> &str {
        &self.identity
    }

    fn speak(&self, text: &str, clip: &str) -> Result<Sound, SpeechProblem> {
        let folder = tempfile::tempdir().map_err(|error| SpeechProblem::folder(std::env::temp_dir(), &error))?;
        let (text_file, out) = (folder.path().join("text.txt"), folder.path().join("clip.wav"));
        fs::write(&text_file, format!("{text}\n")).map_err(|error| SpeechProblem::folder(&text_file, &error))?;
        let paths = self.arguments(text, &text_file, &out);
        let (program, arguments) = paths.ok_or_else(|| self.failed(clip, "a path that is not UTF-8"))?;
        let by_input = !self.command.iter().any(|part| part.contains(TEXT) || part.contains(TEXT_FILE));
        let run =
            run(&program, &arguments, by_input.then_some(text_file.as_path()), self.limit).map_err(
                |error| match error.kind() {
                    io::ErrorKind::NotFound => SpeechProblem::EngineAbsent { engine: self.name.clone(), program },
                    _ => self.failed(clip, error.to_string()),
                },
            )?;
        let Some(Run { status, words }) = run else {
            let limit_s = u32::try_from(self.limit.as_secs()).unwrap_or(u32::MAX);
            return Err(SpeechProblem::EngineHung { engine: self.name.clone(), clip: clip.to_owned(), limit_s });
        };
        if !status.success() {
            return Err(self.failed(clip, format!("{status}. {}", String::from_utf8_lossy(&words).trim())));
        }
        let bytes = fs::read(&out).map_err(|error| self.failed(clip, format!("WAV: {error}")))?;
        wave::read(&bytes).map_err(|detail| self.failed(clip, format!("WAV: {detail}")))
    }
}

/// How a program ended.
struct Run {
    status: ExitStatus,
    /// The beginning of what it wrote on standard output and error.
    words: Vec<u8>,
}

/// Runs a program; `None` when it did not end in time and was stopped with all that it started.
fn run(program: &str, arguments: &[String], input: Option<&Path>, limit: Duration) -> io::Result<Option<Run>> {
    // A file and not a pipe: a program that writes much would wait for a reader for ever.
    let mut words = tempfile::tempfile()?;
    let stdin = input.map_or_else(|| Ok(Stdio::null()), |path| File::open(path).map(Stdio::from))?;
    let mut command = Command::new(program);
    command.args(arguments.iter().map(OsStr::new)).stdin(stdin).process_group(0);
    command.stdout(words.try_clone()?).stderr(words.try_clone()?);
    let Some(status) = wait(&mut command.spawn()?, limit)? else { return Ok(None) };
    words.rewind()?;
    let mut shown = Vec::new();
    words.take(SHOWN_WORDS).read_to_end(&mut shown)?;
    Ok(Some(Run { status, words: shown }))
}

fn wait(child: &mut Child, limit: Duration) -> io::Result<Option<ExitStatus>> {
    let start = Instant::now();
    loop {
        if let Some(status) = child.try_wait()? {
            return Ok(Some(status));
        }
        if start.elapsed() >= limit {
            let group = i32::try_from(child.id()).ok().and_then(rustix::process::Pid::from_raw);
            if let Some(group) = group {
                // It may have ended by itself in between: then there is nothing to stop.
                let _ = rustix::process::kill_process_group(group, rustix::process::Signal::KILL);
            }
            child.wait()?;
            return Ok(None);
        }
        std::thread::sleep(LOOK);
    }
}

/// Where a program lies: at its path, or in a folder of `PATH`.
fn find_program(program: &str) -> Option<PathBuf> {
    let is_file = |path: &PathBuf| path.is_file();
    if program.contains('/') {
        return Some(PathBuf::from(program)).filter(is_file);
    }
    std::env::split_paths(&std::env::var_os("PATH")?).map(|folder| folder.join(program)).find(is_file)
}

struct HashWriter<'a>(&'a mut Sha256);

impl io::Write for HashWriter<'_> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.update(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// Bytes as hexadecimal digits.
pub(crate) fn hex(bytes: &[u8]) -> String {
    bytes.iter().fold(String::new(), |mut digits, byte| {
        // A string takes every write.
        let _ = write!(digits, "{byte:02x}");
        digits
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn engine(command: &[&str]) -> Result<CommandEngine, SpeechProblem> {
        let command = command.iter().map(|part| (*part).to_owned()).collect();
        CommandEngine::open("e".into(), command, &[], &[], Duration::from_secs(1))
    }

    fn speak(command: &[&str]) -> Result<Sound, SpeechProblem> {
        engine(command).unwrap().speak("Сәлем", "kk/a")
    }

    #[test]
    fn an_absent_engine_is_known_before_it_is_asked_to_speak() {
        let absent = |program: &str| SpeechProblem::EngineAbsent { engine: "e".into(), program: program.into() };
        assert_eq!(engine(&["no-such-program", "{out}"]).unwrap_err(), absent("no-such-program"));
        assert_eq!(engine(&["/no/such", "{out}"]).unwrap_err(), absent("/no/such"));
        assert!(engine(&["sh", "{out}"]).is_ok());
        let no_file = CommandEngine::open(
            "e".into(),
            vec!["sh".into(), "{out}".into()],
            &[],
            &["/no/voice".into()],
            Duration::from_secs(1),
        );
        assert_eq!(no_file.unwrap_err(), absent("/no/voice"));
        assert!(matches!(engine(&["sh"]), Err(SpeechProblem::EnginesMalformed { .. })));
    }

    #[test]
    fn an_engine_that_hangs_is_stopped_with_all_that_it_started() {
        let folder = tempfile::tempdir().unwrap();
        let sign = folder.path().join("late");
        let script = format!("(sleep 2; touch {}) & sleep 30; : {{out}}", sign.display());
        let start = Instant::now();
        let hung = SpeechProblem::EngineHung { engine: "e".into(), clip: "kk/a".into(), limit_s: 1 };
        assert_eq!(speak(&["sh", "-c", &script]), Err(hung));
        std::thread::sleep(Duration::from_millis(2500).saturating_sub(start.elapsed()));
        assert!(!sign.exists());
    }

    #[test]
    fn an_engine_that_fails_is_told_in_its_own_words() {
        let Err(SpeechProblem::EngineFailed { detail, .. }) =
            speak(&["sh", "-c", "echo 'no voice' >&2; exit 3; {out}"])
        else {
            panic!("it failed");
        };
        assert!(detail.contains("no voice") && detail.contains('3'), "{detail}");
        let words = "head -c 9999999 /dev/zero >&2; exit 1; : {out}";
        assert!(matches!(speak(&["sh", "-c", words]), Err(SpeechProblem::EngineFailed { .. })));
    }

    #[test]
    fn an_engine_without_a_sound_file_or_with_a_broken_one_has_failed() {
        for script in ["true {out}", "echo RIFF > {out}", "head -c 60 /dev/zero > {out}"] {
            let Err(SpeechProblem::EngineFailed { detail, .. }) = speak(&["sh", "-c", script]) else {
                panic!("{script}");
            };
            assert!(detail.starts_with("WAV: "), "{script}: {detail}");
        }
    }

    #[test]
    fn the_text_reaches_the_engine_by_file_by_argument_and_by_input_and_never_a_shell() {
        let text = "$(touch x) `id` ; «{out}» ' \" {text_file}";
        let folder = tempfile::tempdir().unwrap();
        let seen = folder.path().join("seen");
        let path = seen.to_str().unwrap();
        let by_file = ["sh", "-c", "cat \"$1\" > \"$2\"; : {out}", "_", "{text_file}", path];
        let by_argument = ["sh", "-c", "printf '%s\\n' \"$1\" > \"$2\"; : {out}", "_", "{text}", path];
        let by_input = ["sh", "-c", "cat > \"$1\"; : {out}", "_", path];
        for command in [&by_file[..], &by_argument, &by_input] {
            let _ = fs::remove_file(&seen);
            engine(command).unwrap().speak(text, "kk/a").unwrap_err();
            assert_eq!(fs::read_to_string(&seen).unwrap(), format!("{text}\n"), "{command:?}");
        }
    }

    #[test]
    fn the_identity_follows_command_version_and_files() {
        let folder = tempfile::tempdir().unwrap();
        let voice = folder.path().join("voice");
        let identity = |command: &str, version: &str, content: &str| {
            fs::write(&voice, content).unwrap();
            let command = vec![command.to_owned(), "{out}".to_owned()];
            let version = ["echo".to_owned(), version.to_owned()];
            let engine = CommandEngine::open(
                "e".into(),
                command,
                &version,
                std::slice::from_ref(&voice),
                Duration::from_secs(5),
            );
            engine.unwrap().identity().to_owned()
        };
        let first = identity("sh", "1", "a");
        assert_eq!(identity("sh", "1", "a"), first);
        assert_ne!(identity("cat", "1", "a"), first);
        assert_ne!(identity("sh", "2", "a"), first);
        assert_ne!(identity("sh", "1", "b"), first);
    }
}
