//! The command line: arguments, the three ways to run, messages and exit codes.

use std::ffi::OsString;
use std::fs;
use std::io::{self, IsTerminal, Write};
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{self, RecvTimeoutError};
use std::thread;
use std::time::Duration;

use ballot::Language;
use clap::{Parser, ValueEnum};
use signal_hook::consts::{SIGHUP, SIGINT, SIGTERM};
use wording::{Coded, Phrase, phrase};

use crate::script::{self, Action, Failure, Runner};
use crate::{Options, SimError, SimulatedBoard, front};

/// How often a program that only waits looks whether it is to stop.
const LOOK: Duration = Duration::from_millis(50);

/// How a run ended, as the exit code says it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ending {
    /// All done.
    Done,
    /// Something that a script expects is not so.
    CheckFailed,
    /// A script cannot be read.
    BadInput,
    /// A device or a file does not work.
    Failed,
    /// The command line is wrong.
    Usage,
}

impl Ending {
    /// The exit code.
    #[must_use]
    pub const fn code(self) -> u8 {
        match self {
            Self::Done => 0,
            Self::CheckFailed => 1,
            Self::BadInput => 2,
            Self::Failed => 3,
            Self::Usage => 64,
        }
    }
}

/// Lines of 80 signs at most: a window of that width breaks none of them.
const EXAMPLES: &str = "\
The first line of the output is the path of the pseudo-terminal, the second the
link that leads to it. The link stays the same when the board is unplugged and
plugged in again, so give the link to the booth.

On a terminal the keypad is drawn and the keys of the computer press its keys.
With no terminal it only waits; SIGTERM ends it. A script ends it at its own
end.

Examples:
  Try a booth by hand:
    firmware-sim --link /tmp/keypad

  Press keys from a file, the same faults each time:
    firmware-sim --link /tmp/keypad --script morning.keys --seed 7

  From another program, line by line:
    some-program | firmware-sim --script -

A script has one action a line; what stands after # is a comment:
  up                     tap a key: up, down, left, right, select, help, repeat,
                         volume-down, volume-up, rate-down, rate-up, language,
                         curtain, switch-move, switch-select
  help+up                the key while Help is down
  hold up 2s             press, and let go after two seconds
  down up / release up   put a finger on a key / take it off
  headphones in / out
  wait 500ms
  wait linked [30s]      also: unlinked, open, session, no-session, display PAGE
  expect display ready   fails unless it is so now; pages: not-connected, closed,
                         ready, session, call, call:301, self-test,
                         wrong-version
  fault bounce up 8ms    also: bounce all; off ends it
  fault stuck up [off]
  fault drop 30%         messages of the board are lost; drop-bytes loses bytes
  fault double [50%]     messages come twice; double-bytes doubles bytes
  fault corrupt 5%       bytes are changed
  fault delay 50ms
  fault flood 2s         garbage among the messages
  fault reset            the board's chip starts anew
  fault version 9        the board gets a program of another protocol version
  fault display [off]    the display takes nothing
  fault pins [off]       the pins cannot be read
  fault off              ends every fault
  unplug / plug
  display FILE.png [x8]  the display as a picture

Exit codes: 0 done, 1 something expected is not so, 2 the script is wrong,
3 a device or file does not work, 64 usage.";

/// The voter's keypad without hardware: its firmware behind a pseudo-terminal.
#[derive(Debug, Parser)]
#[command(name = "firmware-sim", version, about, after_help = EXAMPLES, max_term_width = 120)]
struct Cli {
    /// The link that leads to the pseudo-terminal. Without it: tandau-keypad in the runtime folder, or in /tmp.
    #[arg(long, value_name = "PATH")]
    link: Option<PathBuf>,
    /// Do what the file says, line by line, then end. "-" reads the lines from standard input as they come.
    #[arg(long, value_name = "FILE")]
    script: Option<PathBuf>,
    /// Decides every chance: bounce, lost and changed bytes.
    #[arg(long, default_value_t = 0)]
    seed: u64,
    /// Language of messages: kk, ru or en. Without it LANG decides.
    #[arg(long, value_name = "LANGUAGE")]
    ui_language: Option<UiLanguage>,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
enum UiLanguage {
    Kk,
    Ru,
    En,
}

fn ui_language(option: Option<UiLanguage>) -> Language {
    match option {
        Some(UiLanguage::Kk) => Language::Kk,
        Some(UiLanguage::Ru) => Language::Ru,
        Some(UiLanguage::En) => Language::En,
        None => wording::locale_language(|name| std::env::var(name).ok()),
    }
}

/// Runs the program with these arguments, the program's name first.
///
/// # Errors
/// Standard output, standard error or the terminal cannot be used.
pub fn run(
    arguments: impl IntoIterator<Item = OsString>,
    out: &mut impl Write,
    err: &mut impl Write,
) -> io::Result<Ending> {
    let cli = match Cli::try_parse_from(arguments) {
        Ok(cli) => cli,
        Err(error) if error.use_stderr() => {
            write!(err, "{error}")?;
            return Ok(Ending::Usage);
        }
        Err(help) => {
            write!(out, "{help}")?;
            return Ok(Ending::Done);
        }
    };
    let stop = Arc::new(AtomicBool::new(false));
    for signal in [SIGTERM, SIGINT, SIGHUP] {
        signal_hook::flag::register(signal, Arc::clone(&stop))?;
    }
    Run { language: ui_language(cli.ui_language), stop, out, err }.run(&cli)
}

struct Run<'a, O, E> {
    language: Language,
    stop: Arc<AtomicBool>,
    out: &'a mut O,
    err: &'a mut E,
}

impl<O: Write, E: Write> Run<'_, O, E> {
    fn run(mut self, cli: &Cli) -> io::Result<Ending> {
        let actions = match &cli.script {
            Some(path) if path.as_os_str() != "-" => match self.read(path)? {
                Ok(actions) => Some(actions),
                Err(ending) => return Ok(ending),
            },
            Some(_) | None => None,
        };
        let link = cli.link.clone().unwrap_or_else(Options::default_link);
        let board = match SimulatedBoard::start(&Options { link, seed: cli.seed }) {
            Ok(board) => board,
            Err(error) => return self.failed("", &error, Ending::Failed),
        };
        writeln!(self.out, "{}", board.path().unwrap_or_default().display())?;
        writeln!(self.out, "{}", board.link().display())?;
        self.out.flush()?;
        match (&cli.script, actions) {
            (Some(path), Some(actions)) => self.play(&board, &path.display().to_string(), &actions),
            (Some(_), None) => self.follow(&board),
            (None, _) if io::stdin().is_terminal() && io::stdout().is_terminal() => {
                front::run(&board, self.language, &self.stop)?;
                self.ended(&board)
            }
            (None, _) => {
                while !self.stop.load(Ordering::Relaxed) && board.is_running() {
                    thread::sleep(LOOK);
                }
                self.ended(&board)
            }
        }
    }

    /// Says it if the simulation ended by itself.
    fn ended(&mut self, board: &SimulatedBoard) -> io::Result<Ending> {
        if board.is_running() { Ok(Ending::Done) } else { self.failed("", &SimError::Stopped, Ending::Failed) }
    }

    /// Reads a whole script, so that one that is wrong anywhere does nothing.
    fn read(&mut self, path: &PathBuf) -> io::Result<Result<Vec<(usize, Action)>, Ending>> {
        let text = match fs::read_to_string(path) {
            Ok(text) => text,
            Err(error) => {
                let unreadable = SimError::Unreadable { path: path.clone(), detail: error.to_string() };
                return self.failed("", &unreadable, Ending::Failed).map(Err);
            }
        };
        match script::parse(&text) {
            Ok(actions) => Ok(Ok(actions)),
            Err(problems) => {
                for problem in &problems {
                    self.failed(&place(&path.display().to_string(), problem.line), &problem.kind, Ending::BadInput)?;
                }
                Ok(Err(Ending::BadInput))
            }
        }
    }

    fn play(&mut self, board: &SimulatedBoard, name: &str, actions: &[(usize, Action)]) -> io::Result<Ending> {
        let stop = Arc::clone(&self.stop);
        let runner = Runner::new(board, &stop);
        for (line, action) in actions {
            if let Some(ending) = self.act(&runner, &place(name, *line), action)? {
                return Ok(ending);
            }
        }
        Ok(Ending::Done)
    }

    /// Does what the lines on standard input say, each as it comes.
    fn follow(&mut self, board: &SimulatedBoard) -> io::Result<Ending> {
        let (sender, lines) = mpsc::channel();
        // The thread ends with the program: nothing can wake it from reading.
        thread::Builder::new()
            .name("script".to_owned())
            .spawn(move || io::stdin().lines().try_for_each(|line| sender.send(line).ok()))?;
        let stop = Arc::clone(&self.stop);
        let runner = Runner::new(board, &stop);
        let mut number = 0;
        while !stop.load(Ordering::Relaxed) {
            let text = match lines.recv_timeout(LOOK) {
                Ok(text) => text?,
                Err(RecvTimeoutError::Timeout) if board.is_running() => continue,
                Err(RecvTimeoutError::Timeout) => break,
                Err(RecvTimeoutError::Disconnected) => return Ok(Ending::Done),
            };
            number += 1;
            let ending = match script::line(&text) {
                Ok(None) => None,
                Ok(Some(action)) => self.act(&runner, &place("-", number), &action)?,
                Err(problem) => Some(self.failed(&place("-", number), &problem, Ending::BadInput)?),
            };
            if let Some(ending) = ending {
                return Ok(ending);
            }
        }
        self.ended(board)
    }

    /// Does one line. `Some` is the end of the run.
    fn act(&mut self, runner: &Runner<'_>, place: &str, action: &Action) -> io::Result<Option<Ending>> {
        let failure = match runner.act(action) {
            Ok(script::Ending::Done) => return Ok(None),
            Ok(script::Ending::Interrupted) => return Ok(Some(Ending::Done)),
            Err(failure) => failure,
        };
        let ending = match &failure {
            Failure::NotSo | Failure::NeverSo { .. } => Ending::CheckFailed,
            // A script that plugs in what is plugged in is wrong itself.
            Failure::Board(SimError::AlreadyPlugged | SimError::NotPlugged) => Ending::BadInput,
            Failure::Board(_) => Ending::Failed,
        };
        self.failed(place, &failure, ending).map(Some)
    }

    /// Says what is wrong and what to do about it.
    fn failed(&mut self, place: &str, problem: &dyn Coded, ending: Ending) -> io::Result<Ending> {
        let what_to_do = phrase(Phrase::WhatToDo, self.language);
        writeln!(self.err, "{place}{}: {}", problem.code(), wording::text(problem, self.language))?;
        writeln!(self.err, "  {what_to_do}: {}", wording::remedy(problem, self.language))?;
        Ok(ending)
    }
}

fn place(name: &str, line: usize) -> String {
    format!("{name}:{line}: ")
}
