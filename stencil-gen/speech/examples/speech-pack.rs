//! Makes the speech pack of an election, to try engines and recordings:
//! `cargo run -p stencil-speech --example speech-pack -- ELECTION.json --out DIR
//! [--engines FILE] [--recordings DIR] [--cache DIR] [--threads N]`.

use std::io::Write;
use std::path::{Path, PathBuf};
use std::time::Instant;
use std::{env, fs, io};

use anyhow::{Context, Result, bail};
use ballot::list::{self, ReadOptions};
use ballot::{Election, Language, rules};
use stencil_speech::engine::{Engines, Recordings};
use stencil_speech::pack::{Making, Pack, Progress};
use stencil_speech::proof;

struct Arguments {
    election: PathBuf,
    out: PathBuf,
    engines: Option<PathBuf>,
    recordings: Option<PathBuf>,
    cache: Option<PathBuf>,
    threads: usize,
}

fn arguments() -> Result<Arguments> {
    let mut given = env::args_os().skip(1);
    let election = given.next().context("which election?")?.into();
    let threads = std::thread::available_parallelism().map_or(1, usize::from);
    let mut arguments =
        Arguments { election, out: PathBuf::new(), engines: None, recordings: None, cache: None, threads };
    while let Some(option) = given.next() {
        let value = PathBuf::from(given.next().context("an option without its value")?);
        match option.to_str() {
            Some("--out") => arguments.out = value,
            Some("--engines") => arguments.engines = Some(value),
            Some("--recordings") => arguments.recordings = Some(value),
            Some("--cache") => arguments.cache = Some(value),
            Some("--threads") => arguments.threads = value.to_str().context("--threads")?.parse()?,
            _ => bail!("unknown option: {}", option.display()),
        }
    }
    anyhow::ensure!(!arguments.out.as_os_str().is_empty(), "--out is missing");
    Ok(arguments)
}

fn read_election(path: &Path) -> Result<Election> {
    let name = path.to_string_lossy();
    let reading = list::read(&name, &fs::read(path)?, &ReadOptions::default());
    let checked = rules::check(reading.draft);
    let is_error = reading.problems.iter().any(ballot::Problem::is_error);
    let election = checked.election.filter(|_| !is_error);
    election.with_context(|| format!("{:?} {:?}", reading.problems, checked.problems))
}

fn engines(file: Option<&Path>) -> Result<Engines> {
    let Some(file) = file else { return Ok(Engines::usual()?) };
    let folder = file.parent().unwrap_or(Path::new(""));
    Ok(Engines::open(&fs::read_to_string(file)?, folder)?)
}

fn main() -> Result<()> {
    let arguments = arguments()?;
    let election = read_election(&arguments.election)?;
    let engines = engines(arguments.engines.as_deref())?;
    let recordings = arguments.recordings.as_deref().map(Recordings::open).transpose()?.unwrap_or_default();
    let (cache, threads) = (arguments.cache.as_deref(), arguments.threads);
    let making = Making { engines: &engines, recordings: &recordings, cache, threads };
    let start = Instant::now();
    let mut shown = |Progress { done, all }: Progress| {
        if done % 100 == 0 || done == all {
            // Whoever closed the terminal does not need the progress.
            let _ = writeln!(io::stderr(), "{done} / {all}");
        }
    };
    let pack = match making.pack(&election, &mut shown) {
        Ok(pack) => pack,
        Err(problems) => {
            for problem in &problems {
                let texts = [wording::text(problem, Language::En), wording::remedy(problem, Language::En)];
                writeln!(io::stderr(), "{}: {}", wording::Coded::code(problem), texts.join(" "))?;
            }
            bail!("no pack");
        }
    };
    let seconds = start.elapsed().as_secs_f64();
    write_all(&pack, &election, &arguments.out)?;
    report(&pack, seconds)
}

fn write_all(pack: &Pack, election: &Election, out: &Path) -> Result<()> {
    for (path, bytes) in &pack.files {
        let path = out.join(path);
        fs::create_dir_all(path.parent().unwrap_or(out))?;
        fs::write(path, bytes)?;
    }
    for language in [Language::Kk, Language::Ru, Language::En] {
        // A page for those who speak the language, in their language.
        let page = proof::page(pack, election, language, &[language]);
        fs::write(out.join(format!("proof.{}.html", language.code())), page)?;
    }
    Ok(())
}

fn report(pack: &Pack, seconds: f64) -> Result<()> {
    let mut out = io::stdout().lock();
    for clip in pack.clips.iter().filter(|clip| !clip.doubts.is_empty()) {
        let doubts: Vec<_> = clip.doubts.iter().map(|doubt| proof::doubt_words(doubt, Language::En)).collect();
        let (place, said) = (format!("{}/{}", clip.clip.language.code(), clip.clip.id), &clip.said);
        writeln!(out, "{place}: {} ({said:?}, {:?})", doubts.join("; "), clip.measures)?;
    }
    let bytes: usize = pack.files.values().map(Vec::len).sum();
    let doubtful = pack.clips.iter().filter(|clip| !clip.doubts.is_empty()).count();
    let speech_s: u32 = pack.clips.iter().map(|clip| clip.measures.duration_ms).sum::<u32>() / 1000;
    writeln!(out, "{} clips, {} from the cache, {doubtful} doubtful", pack.clips.len(), pack.from_cache)?;
    writeln!(out, "{speech_s} s of speech, {} KB, made in {seconds:.1} s", bytes / 1024)?;
    Ok(())
}
