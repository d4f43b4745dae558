//! `stencil-gen batch`: the stencils of a whole country from one manifest.

use std::io::{self, IsTerminal, Write};
use std::path::{Path, PathBuf};
use std::thread;
use std::time::Instant;

use ballot::list::{self, ReadOptions};
use ballot::package::SecretKey;
use ballot::{Language, Problem};
use clap::Args;
use wording::{Phrase, fill, phrase};

use super::list_args::ListArgs;
use super::making::{Format, MakingArgs};
use super::password::PasswordArgs;
use super::{Ending, package, refuse, summary};
use crate::batch::place::Out;
use crate::batch::progress::Progress;
use crate::batch::work::program;
use crate::batch::{Batch, Ended, Making, Manifest};
use crate::batch::{manifest, memory};
use crate::input;
use crate::notice::Notice;

pub(super) const BATCH_EXAMPLES: &str = "\
The manifest is a table (CSV, XLSX, ODS) with a row for each ballot of each station. Columns:
  list, form, station, copies   needed; files are named from the manifest's own folder
  region                        for the summary
  contest                       which contest, where the list has several
  date, title_kk, title_ru, max_choices, encoding, name_order, language, notches
                                where a row differs from the command line

Examples:
  Every ballot of the country, two spares for a hundred, signed:
    stencil-gen batch country.xlsx --out country --date 2026-11-22 --spares 2 --key keys/stencils.key

  The same again after a power cut, or with two lists corrected: what is done is not made anew:
    stencil-gen batch country.xlsx --out country --date 2026-11-22 --spares 2 --key keys/stencils.key

  Prove that nothing was changed on the way to the print shop:
    cd country && minisign -Vm SHA256SUMS -p ../keys/stencils.pub && sha256sum --quiet -c SHA256SUMS

Writes stencils/NAME/CONTEST/ (as make does), order.csv and order.xlsx, summary.csv and a page in
three languages, and SHA256SUMS over all of it.

Exit codes: 0 done, 1 some ballots are not made or two stencils of a station feel alike, 2 the
manifest is wrong (nothing is made), 3 a file could not be read or written, 64 usage.";

#[derive(Debug, Args)]
pub(super) struct BatchArgs {
    /// The manifest: CSV, XLSX or ODS.
    manifest: PathBuf,
    /// The folder to write into: new, empty, or of an earlier batch.
    #[arg(long, value_name = "DIR")]
    out: PathBuf,
    /// Further files: png, booklet, svg, dxf, stl, dies. The PDF files are always made.
    #[arg(long, value_delimiter = ',', default_value = "booklet", value_name = "FORMATS")]
    formats: Vec<Format>,
    /// How many ballots are made at once, 1 to 256. Without it as many as the computer has cores.
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u16).range(1..=256))]
    jobs: Option<u16>,
    /// Spare stencils for each station, in percent of those ordered, rounded up.
    #[arg(long, default_value = "0", value_name = "PERCENT", value_parser = clap::value_parser!(u32).range(0..=100))]
    spares: u32,
    /// Sign the hashes of all files with this secret key, made by keygen or by minisign.
    #[arg(long, value_name = "FILE")]
    key: Option<PathBuf>,
    #[command(flatten)]
    password: PasswordArgs,
    #[command(flatten)]
    making: MakingArgs,
    #[command(flatten)]
    reading: ListArgs,
}

impl BatchArgs {
    pub(super) fn conflict(&self) -> Option<clap::Error> {
        self.making.conflict(&self.formats)
    }

    fn jobs(&self) -> usize {
        self.jobs.map_or_else(|| thread::available_parallelism().map_or(1, usize::from), usize::from)
    }
}

/// Runs the command.
pub(super) fn run(
    args: &BatchArgs,
    language: Language,
    out: &mut impl Write,
    err: &mut impl Write,
) -> io::Result<Ending> {
    memory::give_back_at_once();
    summary::progress(err, language, Phrase::BatchReading)?;
    let ready = match ready(args, language) {
        Ok(ready) => ready,
        Err(notices) => return refuse(err, language, &notices),
    };
    let Ready { manifest, making, key, place } = ready;
    let batch = Batch {
        manifest: &manifest,
        making: &making,
        out: &place,
        jobs: args.jobs(),
        spares: args.spares,
        key: key.as_ref(),
    };
    let mut progress = Progress::new(language, io::stderr().is_terminal(), manifest.ballots.len());
    let (start, mut spoken) = (Instant::now(), Ok(()));
    let mut told = |failed, before| {
        // A batch goes on when nobody listens any more.
        if spoken.is_ok() {
            spoken = progress.ended(&mut *err, start.elapsed(), failed, before);
            if progress.is_over() && spoken.is_ok() {
                spoken = summary::progress(&mut *err, language, Phrase::BatchFinishing);
            }
        }
    };
    let ended = batch.run(&mut told);
    match ended {
        Ok(ended) => {
            tell(args, &batch, &ended, key.as_ref(), language, out)?;
            if let Some(path) = ask(args, &manifest, &making.reading, &ended, language)? {
                writeln!(out, "{}", file(Phrase::BatchColumnsWritten, path, language))?;
            }
            Ok(if ended.errors > 0 { Ending::CheckFailed } else { Ending::Done })
        }
        Err(problem) => refuse(err, language, &[problem.into()]),
    }
}

/// A batch that can begin.
struct Ready {
    manifest: Manifest,
    making: Making,
    key: Option<SecretKey>,
    place: Out,
}

/// Reads everything that can be wrong before anything is written.
fn ready(args: &BatchArgs, language: Language) -> Result<Ready, Vec<Notice>> {
    let one = |notice: Notice| vec![notice];
    let source = input::source(&args.manifest).map_err(|problem| one(problem.into()))?;
    let reading = args.reading.reading().map_err(one)?;
    let folder = args.manifest.parent().unwrap_or(Path::new(""));
    // The memory that reading takes is left to the first thread that makes ballots.
    let read = thread::scope(|scope| {
        let read = scope.spawn(|| manifest::read(&source.name, &source.bytes, reading.encoding, folder));
        read.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic))
    })?;
    // A copy in this thread's own memory: that of the other is given back whole.
    let manifest = read.clone();
    drop((read, source));
    let key = args.key.as_deref().map(|key| package::secret_key(key, &args.password, language)).transpose();
    let making = Making {
        wanted: args.making.wanted(),
        settings: args.making.settings(reading.name_order),
        formats: args.making.formats(&args.formats),
        program: program(),
        reading,
    };
    Ok(Ready { manifest, making, key: key.map_err(one)?, place: Out::take(&args.out).map_err(one)? })
}

/// Tells how it ended and where to look.
fn tell(
    args: &BatchArgs,
    batch: &Batch<'_>,
    ended: &Ended,
    key: Option<&SecretKey>,
    language: Language,
    out: &mut impl Write,
) -> io::Result<()> {
    let notices: Vec<Notice> = ended.notices.iter().chain(&batch.manifest.warnings).cloned().collect();
    if !notices.is_empty() {
        summary::explain(out, language, &notices)?;
        writeln!(out)?;
    }
    let values = [
        ("good", ended.good.to_string()),
        ("count", batch.manifest.ballots.len().to_string()),
        ("failed", ended.failed.to_string()),
        ("warnings", ended.warnings.to_string()),
    ];
    writeln!(out, "{}", fill(phrase(Phrase::BatchDone, language), &values))?;
    if ended.before > 0 {
        let count = [("count", ended.before.to_string())];
        writeln!(out, "{}", fill(phrase(Phrase::BatchResumed, language), &count))?;
    }
    let page = format!("summary.{}.html", language.code());
    for (words, name) in
        [(Phrase::BatchSummary, page.as_str()), (Phrase::BatchOrder, "order.xlsx"), (Phrase::BatchHashes, "SHA256SUMS")]
    {
        writeln!(out, "{}", file(words, &args.out.join(name), language))?;
    }
    if let (Some(path), Some(key)) = (&ended.signature, key) {
        let key = key.public().map(|key| key.id()).unwrap_or_default();
        let values = [("file", path.display().to_string()), ("key", key)];
        writeln!(out, "{}", fill(phrase(Phrase::BatchSignature, language), &values))?;
    }
    Ok(())
}

fn file(words: Phrase, path: &Path, language: Language) -> String {
    fill(phrase(words, language), &[("file", path.display().to_string())])
}

/// Lists that are read again to name their columns.
const ASKED: usize = 50;

/// Writes the file of columns for the lists whose columns nobody knows.
fn ask<'a>(
    args: &'a BatchArgs,
    manifest: &Manifest,
    reading: &ReadOptions,
    ended: &Ended,
    language: Language,
) -> io::Result<Option<&'a Path>> {
    let ballots = ended.to_name.iter().filter_map(|at| manifest.ballots.get(*at)).take(ASKED);
    let lists = ballots.filter_map(|ballot| {
        let list = input::source(&ballot.list).ok()?;
        Some((ballot, list))
    });
    let problems: Vec<Problem> = lists
        .flat_map(|(ballot, list)| list::read(&list.name, &list.bytes, &ballot.own.reading(reading)).problems)
        .collect();
    args.reading.ask(problems.iter(), language)
}
