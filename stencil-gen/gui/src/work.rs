//! Work that takes longer than the blink of an eye. It is done in a thread, can be stopped, and loses nothing: files
//! appear whole or not at all.

use std::io::{BufRead, BufReader, Write};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use ballot::list::ReadOptions;
use ballot::{Contest, Election, Place, Problem};
use stencil_gen::batch::state::Told;
use stencil_gen::check::{self, CheckError, Given};
use stencil_gen::export::preview::{self, Pixels};
use stencil_gen::export::stencil;
use stencil_gen::folder;
use stencil_gen::input::{self, Input, SourceFile};
use stencil_gen::layout::{Layer, Scope, Settings, StencilPlan};
use stencil_gen::make::{self, Formats, LaidContest};
use stencil_gen::measure::{self, MeasureProblem, Refusal};
use stencil_gen::notice::{FileProblem, Notice};
use wording::Phrase;

use crate::desk::{Measuring, Ready, form_id};

/// The most findings of the proof-reader that are told.
const FINDINGS: usize = 20;
/// How often a running program is looked at.
const LOOK: Duration = Duration::from_millis(50);

/// A piece of work.
pub enum Task {
    /// Measures a ballot.
    Measure {
        /// What of.
        measuring: Box<Measuring>,
        /// The contest that it is compared with.
        contest: Box<Contest>,
    },
    /// Draws a stencil as its PDF has it.
    Draw(Box<Drawing>),
    /// Makes and proof-reads stencils.
    Make(Box<Making>),
    /// Runs a command of `stencil-gen` in a program of its own.
    Run(Running),
}

/// A stencil to draw.
pub struct Drawing {
    /// The election.
    pub election: Election,
    /// Its language or languages.
    pub scope: Scope,
    /// The whole plan.
    pub plan: StencilPlan,
    /// The layers to show.
    pub layers: Vec<Layer>,
    /// Pixels in a millimetre.
    pub px_per_mm: f32,
}

/// Stencils to make.
pub struct Making {
    /// List and forms.
    pub input: Input,
    /// The stencils as laid out.
    pub contests: Vec<LaidContest>,
    /// How they are laid out.
    pub settings: Settings,
    /// How the list is read.
    pub options: ReadOptions,
    /// What is made.
    pub formats: Formats,
    /// The folder to write into.
    pub out: PathBuf,
}

/// A program to run.
pub struct Running {
    /// The program.
    pub program: PathBuf,
    /// Its arguments.
    pub arguments: Vec<String>,
    /// Files that it needs, written before and taken away after.
    pub files: Vec<SourceFile>,
    /// What it reads from its standard input; never shown.
    pub secret: Option<String>,
}

/// What became of a contest's folder.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Made {
    /// The folders.
    pub folders: Vec<PathBuf>,
    /// Stencils, dots and windows that were proof-read.
    pub stencils: usize,
    /// Dots.
    pub dots: usize,
    /// Windows.
    pub windows: usize,
    /// What there is to tell.
    pub told: Vec<Told>,
}

/// How a program ended.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Ran {
    /// Its exit code; none if it was stopped.
    pub code: Option<i32>,
    /// What it said.
    pub said: String,
}

/// What became of a piece of work.
pub enum Outcome {
    /// A ballot that was measured, or why not.
    Measured {
        /// The contest's identifier.
        contest: String,
        /// What was measured.
        measuring: Box<Measuring>,
        /// The form.
        result: Result<Box<Ready>, Notice>,
    },
    /// A picture.
    Drawn(Result<Pixels, Notice>),
    /// Finished stencils.
    Made(Result<Made, Vec<Told>>),
    /// A program's end.
    Ran(Result<Ran, Notice>),
    /// The clerk stopped it.
    Stopped,
}

/// What is told on the way.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Progress {
    /// What is being done.
    At(Phrase),
    /// What a program says.
    Said(String),
}

/// Does a piece of work, whatever happens in it.
pub fn carry_out(task: Task, stop: &AtomicBool, tell: &mut dyn FnMut(Progress)) -> Outcome {
    let after_a_fault = match &task {
        Task::Measure { measuring, contest } => Some((contest.id.clone(), measuring.clone())),
        Task::Draw(_) | Task::Make(_) | Task::Run(_) => None,
    };
    let (is_drawing, is_running) = (matches!(task, Task::Draw(_)), matches!(task, Task::Run(_)));
    let done = catch_unwind(AssertUnwindSafe(|| match task {
        Task::Measure { measuring, contest } => {
            tell(Progress::At(Phrase::GuiMeasuring));
            let id = contest.id.clone();
            let result = measured(&measuring, &contest);
            Outcome::Measured { contest: id, measuring, result }
        }
        Task::Draw(drawing) => Outcome::Drawn(drawn(*drawing)),
        Task::Make(making) => made(&making, stop, tell).map_or(Outcome::Stopped, Outcome::Made),
        Task::Run(running) => ran(&running, stop, tell),
    }));
    done.unwrap_or_else(|panic| {
        let words = panic.downcast_ref::<&str>().map(|words| (*words).to_owned());
        let words = words.or_else(|| panic.downcast_ref::<String>().cloned()).unwrap_or_else(|| "panic".to_owned());
        let notice = Notice::from(FileProblem::Fault { detail: words });
        match after_a_fault {
            Some((contest, measuring)) => Outcome::Measured { contest, measuring, result: Err(notice) },
            None if is_drawing => Outcome::Drawn(Err(notice)),
            None if is_running => Outcome::Ran(Err(notice)),
            None => Outcome::Made(Err(vec![Told::of(&notice)])),
        }
    })
}

fn measured(measuring: &Measuring, contest: &Contest) -> Result<Box<Ready>, Notice> {
    let path = &measuring.path;
    let file = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    let bytes = input::source(path)?.bytes;
    let id = form_id(path);
    let asked = measuring.answers.asked(&id, &file, Some(contest));
    let refused = |problem: MeasureProblem| Notice::Measure { file: file.clone(), problem };
    let measured = measure::measure(&bytes, &asked).map_err(|refusal| match refusal {
        Refusal::Pdf(problem) => refused(problem),
        Refusal::Form(problem) => Problem { place: Place { file: file.clone(), ..problem.place }, ..problem }.into(),
    })?;
    let picture = measure::picture(&bytes, &measured).map_err(refused)?;
    let count = measured.form.squares.len();
    let notices = match measured.names {
        Some(_) => Vec::new(),
        None => vec![refused(MeasureProblem::NamesNotCompared { count })],
    };
    Ok(Box::new(Ready {
        file: SourceFile { name: format!("{id}.toml"), bytes: measured.text.into_bytes() },
        form: measured.form,
        picture: Some(picture),
        names: measured.names,
        notices,
        source: (path.clone(), folder::sha256(&bytes)),
        measured: Some(measuring.clone()),
    }))
}

fn drawn(drawing: Drawing) -> Result<Pixels, Notice> {
    let Drawing { election, scope, mut plan, layers, px_per_mm } = drawing;
    plan.shapes.retain(|drawn| layers.contains(&drawn.layer));
    let fault = |detail: String| Notice::from(FileProblem::Fault { detail });
    let pdf = stencil::pdf(&election, &election.id, scope, &plan).map_err(|error| fault(error.to_string()))?;
    preview::pixels(&pdf, px_per_mm * 25.4).map_err(|error| fault(error.to_string()))
}

/// Draws, proof-reads and puts every contest, or nothing. `None` when the clerk stopped it.
fn made(making: &Making, stop: &AtomicBool, tell: &mut dyn FnMut(Progress)) -> Option<Result<Made, Vec<Told>>> {
    let Making { input, contests, settings, options, formats, out } = making;
    let one = |notice: Notice| vec![Told::of(&notice)];
    if let Err(problem) = make::check_folders(out, input) {
        return Some(Err(one(problem.into())));
    }
    let others = make::other_folders(out, input);
    let mut done = Made::default();
    let mut staged = Vec::new();
    for contest in contests {
        tell(Progress::At(Phrase::GuiMaking));
        if stop.load(Ordering::Relaxed) {
            return None;
        }
        let folder = make::folder_of(out, &contest.ballot.contest);
        let files = match make::draw(input, contest, settings, options, *formats, None) {
            Ok((files, notices)) => {
                done.told.extend(notices.iter().map(Told::of));
                files
            }
            Err(error) => return Some(Err(one(FileProblem::Fault { detail: error.to_string() }.into()))),
        };
        let ready = match folder::stage(&folder, &files) {
            Ok(ready) => ready,
            Err(problem) => return Some(Err(one(problem.into()))),
        };
        tell(Progress::At(Phrase::GuiChecking));
        if stop.load(Ordering::Relaxed) {
            return None;
        }
        if let Err(told) = prove(&ready.path(), &mut done) {
            return Some(Err(told));
        }
        staged.push((folder, ready));
    }
    for (folder, ready) in staged {
        if let Err(problem) = ready.put() {
            return Some(Err(one(problem.into())));
        }
        done.folders.push(folder);
    }
    if !others.is_empty() {
        done.told.push(Told::of(&FileProblem::OtherFolders { folders: others }.into()));
    }
    Some(Ok(done))
}

/// Proof-reads a folder that is not in its place yet.
fn prove(folder: &Path, done: &mut Made) -> Result<(), Vec<Told>> {
    match check::folder(folder, &Given::default()) {
        Ok(checked) if checked.found.is_empty() => {
            done.stencils += checked.stencils;
            done.dots += checked.dots;
            done.windows += checked.windows;
            Ok(())
        }
        Ok(checked) => Err(checked.found.into_iter().take(FINDINGS).map(|found| Told::found(&found)).collect()),
        Err(CheckError::Input(problems)) => {
            Err(problems.into_iter().map(|problem| Told::of(&problem.into())).collect())
        }
        Err(error) => Err(vec![Told::of(&FileProblem::Fault { detail: error.to_string() }.into())]),
    }
}

fn ran(running: &Running, stop: &AtomicBool, tell: &mut dyn FnMut(Progress)) -> Outcome {
    let fault = |error: std::io::Error| {
        let (program, detail) = (running.program.clone(), error.to_string());
        Outcome::Ran(Err(FileProblem::NoWindowProgram { program, detail }.into()))
    };
    match run(running, stop, tell) {
        Ok(Some(ran)) => Outcome::Ran(Ok(ran)),
        Ok(None) => Outcome::Stopped,
        Err(error) => fault(error),
    }
}

/// Runs a program to its end, or ends it when the clerk stops it: what it writes is whole or not there.
fn run(running: &Running, stop: &AtomicBool, tell: &mut dyn FnMut(Progress)) -> std::io::Result<Option<Ran>> {
    let folder = tempfile::tempdir()?;
    for file in &running.files {
        std::fs::write(folder.path().join(&file.name), &file.bytes)?;
    }
    let here = folder.path().display().to_string();
    let arguments = running.arguments.iter().map(|argument| argument.replace("{files}", &here));
    let (read, write) = std::io::pipe()?;
    let mut child = Command::new(&running.program)
        .args(arguments)
        .stdin(if running.secret.is_some() { Stdio::piped() } else { Stdio::null() })
        .stdout(write.try_clone()?)
        .stderr(write)
        .spawn()?;
    if let (Some(secret), Some(mut to)) = (&running.secret, child.stdin.take()) {
        // A program that does not ask for it may be gone already.
        let _ = writeln!(to, "{secret}");
    }
    let (send, said) = std::sync::mpsc::channel();
    let reader = std::thread::spawn(move || {
        for line in BufReader::new(read).lines().map_while(Result::ok) {
            let _ = send.send(line);
        }
    });
    let mut all = Vec::new();
    let status = loop {
        while let Ok(line) = said.try_recv() {
            tell(Progress::Said(line.clone()));
            all.push(line);
        }
        if stop.load(Ordering::Relaxed) {
            child.kill()?;
            child.wait()?;
            return Ok(None);
        }
        if let Some(status) = child.try_wait()? {
            break status;
        }
        std::thread::sleep(LOOK);
    };
    // Its last lines may still be on the way.
    let _ = reader.join();
    all.extend(said.try_iter());
    Ok(Some(Ran { code: status.code(), said: all.join("\n") }))
}
