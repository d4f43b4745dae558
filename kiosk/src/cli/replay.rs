//! `kiosk replay`.

use std::io::{self, Write};
use std::path::PathBuf;
use std::thread;
use std::time::Duration;

use ballot::Language;
use ballot::package::Kind;
use clap::{Args, ValueEnum};
use kiosk_devices::log::LogFault;
use voter_session::Way;
use wording::{Phrase, fill, phrase};

use super::{Ending, refuse};
use crate::booth::Equipment;
use crate::load::{FormChoice, Source, load};
use crate::notice::{Notice, StartProblem};
use crate::replay::{self, Played, Record, TRANSCRIPT_TEXT};

pub(super) const EXAMPLES: &str = "\
Examples:
  A whole vote in the demonstration election, written down in out/transcript.txt:
    kiosk replay examples/votes/2022-president.txt --out out

  Another election with its forms:
    kiosk replay examples/votes/five-contests.txt --out out --form examples/forms \\
        --election examples/elections/synthetic-five-contests/election.json

  A signed package of kind demo, in a booth with printer and scanner:
    kiosk replay vote.txt --package demo.tandau --trust demo.pub --ways mark,guide --scanner --out out

  A rehearsal: every key, then the ballot for practice:
    kiosk replay examples/votes/practice.txt --practice --out out

  A booth whose log goes on from run to run, a line each tenth of a second: to be killed under its voter, and started anew:
    kiosk replay vote.txt --out out --log booth.jsonl --pace 100

  What its voter hears, as sound:
    kiosk replay vote.txt --package demo.tandau --trust demo.pub --out out --audio out/vote.wav

A script has one event a line; the booth is open when it begins. What stands behind # is a comment.
  up down left right …      a press of the key of that name; it takes 0.2 s
  help+KEY                 the key is named
  hold KEY 2s              the key stays down
  touch \"LABEL\"            an item or button of the screen, as it is written there
  wait 90s | wait 500ms    time passes
  wait speech              … until nothing is being said
  wait until 300s          … until so long after the beginning
  unplug keypad | plug keypad | headphones in | headphones out
  sheet CONTEST            a sheet into the scanner, by the contest's identifier or number
  sheet CONTEST SCAN.pgm   … as it lies on a scan: a PNM or PNG file beside the script, looked at as the booth does
  sheet CONTEST SCAN.pgm 300dpi
  scanner ok|lost|other-side|upside-down|unknown | scanner marks 1 4 | scanner unclear 2
  printer ok|out-of-paper|jam|off
  poll-worker \"1234\" open|close|pause|resume|end

Exit codes: 0 done, 2 bad input (nothing is written), 3 a file could not be read or written, 64 usage.";

#[derive(Debug, Args)]
pub(super) struct ReplayArgs {
    /// The script: one event a line.
    script: PathBuf,
    /// The folder to write into. Files there are replaced only if this program made them.
    #[arg(long, value_name = "DIR")]
    out: PathBuf,
    /// A rehearsal for voters: the package is one of kind practice; without one, the ballot that comes with the program.
    #[arg(long, conflicts_with = "election")]
    practice: bool,
    /// A signed package of kind demo. Without one: the demonstration election.
    #[arg(long, value_name = "FILE", requires = "trust", conflicts_with = "election")]
    package: Option<PathBuf>,
    /// The public key to trust for it: the key itself, or its .pub file.
    #[arg(long, value_name = "KEY", requires = "package")]
    trust: Option<String>,
    /// An election as a file, unsigned.
    #[arg(long, value_name = "FILE", requires = "form")]
    election: Option<PathBuf>,
    /// A ballot form of that election, or a folder of forms.
    #[arg(long, value_name = "[CONTEST=]FORM", requires = "election", value_parser = form_choice)]
    form: Vec<FormChoice>,
    /// The ways to the paper, the usual one first.
    #[arg(long, value_enum, value_delimiter = ',', default_value = "guide", value_name = "WAYS")]
    ways: Vec<WayName>,
    /// The booth has a scanner.
    #[arg(long)]
    scanner: bool,
    /// Write what the voter would hear. It needs a package with a voice, and takes a while.
    #[arg(long, value_name = "FILE.wav", requires = "package")]
    audio: Option<PathBuf>,
    /// Write the log alone, and count nothing: as a booth does for a real vote.
    #[arg(long)]
    no_transcript: bool,
    /// Keep the log in this file, and go on with it from run to run. After a run that was killed under a voter the booth
    /// is closed until a poll worker opens it. The log of a booth at work is refused.
    #[arg(long, value_name = "FILE")]
    log: Option<PathBuf>,
    /// Let so much real time pass after each line, and print the line's number.
    #[arg(long, value_name = "MILLISECONDS", value_parser = clap::value_parser!(u64).range(0..=60_000))]
    pace: Option<u64>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum WayName {
    /// The voter's own hand, through the stencil.
    Guide,
    /// The printer.
    Mark,
    /// A person the voter trusts.
    Companion,
}

fn form_choice(text: &str) -> Result<FormChoice, String> {
    let choice = match text.split_once('=') {
        Some((contest, path)) => FormChoice { contest: Some(contest.to_owned()), path: path.into() },
        None => FormChoice { contest: None, path: text.into() },
    };
    if choice.path.as_os_str().is_empty() { Err("a form file is needed".to_owned()) } else { Ok(choice) }
}

impl ReplayArgs {
    fn source(&self) -> Source {
        match (&self.package, &self.trust, &self.election) {
            (Some(file), Some(trust), _) => {
                let kind = if self.practice { Kind::Practice } else { Kind::Demo };
                Source::Package { file: file.clone(), trust: trust.clone(), kind }
            }
            (_, _, Some(election)) => Source::Files { election: election.clone(), forms: self.form.clone() },
            _ if self.practice => Source::Practice,
            _ => Source::Demo,
        }
    }

    fn equipment(&self) -> Equipment {
        let mut ways = Vec::new();
        for name in &self.ways {
            let way = match name {
                WayName::Guide => Way::Guide,
                WayName::Mark => Way::Mark,
                WayName::Companion => Way::Companion,
            };
            if !ways.contains(&way) {
                ways.push(way);
            }
        }
        Equipment { ways, scanner: self.scanner, printer: None, scans: None }
    }
}

/// Runs the command.
pub(super) fn run(
    args: &ReplayArgs,
    language: Language,
    out: &mut impl Write,
    err: &mut impl Write,
) -> io::Result<Ending> {
    // A run that is drawn needs letters.
    let _fonts = match (!args.no_transcript).then(screen_fonts::ready).transpose() {
        Ok(fonts) => fonts,
        Err(error) => {
            return refuse(err, language, &[StartProblem::NoWindow { detail: error.to_string() }.into()]);
        }
    };
    match play(args, out) {
        Err(notices) => refuse(err, language, &notices),
        Ok(played) => {
            if played.unknown {
                writeln!(err, "{}", Notice::Log(LogFault::SessionUnknown).explain(language))?;
            }
            tell(args, &played, language, out)?;
            Ok(Ending::Done)
        }
    }
}

fn play(args: &ReplayArgs, out: &mut impl Write) -> Result<Played, Vec<Notice>> {
    let script = replay::read_script(&args.script)?;
    let loaded = load(&args.source())?;
    replay::check_folder(&args.out).map_err(|problem| vec![problem.into()])?;
    let record = Record { transcript: !args.no_transcript, audio: args.audio.is_some() };
    let pause = |line| {
        if let Some(pace) = args.pace {
            // Whoever does not read the numbers any more is told by nothing else either.
            drop(writeln!(out, "{line}").and_then(|()| out.flush()));
            thread::sleep(Duration::from_millis(pace));
        }
    };
    let played = replay::play(&script, &loaded, &args.equipment(), record, args.log.as_deref(), pause)?;
    replay::write(&args.out, &played).map_err(|problem| vec![problem.into()])?;
    if let Some(audio) = &args.audio {
        replay::write_audio(audio, &played).map_err(|problem| vec![problem.into()])?;
    }
    Ok(played)
}

/// What was played, in numbers. Without a transcript there are none: they say how many keys were pressed.
fn tell(args: &ReplayArgs, played: &Played, language: Language, out: &mut impl Write) -> io::Result<()> {
    let line = |key, values: &[(&'static str, String)]| fill(phrase(key, language), values);
    writeln!(out, "{}", phrase(Phrase::ReplayDone, language))?;
    let Some(counts) = &played.counts else { return Ok(()) };
    if played.unfinished {
        writeln!(out, "{}", phrase(Phrase::ReplayUnfinished, language))?;
    }
    writeln!(out, "{}", line(Phrase::ReplayPresses, &[("count", counts.presses.to_string())]))?;
    for (contest, count) in &counts.by_contest {
        let values = [("contest", contest.clone()), ("count", count.to_string())];
        writeln!(out, "  {}", line(Phrase::ReplayContest, &values))?;
    }
    writeln!(out, "{}", line(Phrase::ReplayWords, &[("count", counts.words.to_string())]))?;
    let tenths = counts.ms / 6_000;
    let minutes = format!("{}.{}", tenths / 10, tenths % 10);
    writeln!(out, "{}", line(Phrase::ReplayMinutes, &[("count", minutes)]))?;
    let file = args.out.join(TRANSCRIPT_TEXT).display().to_string();
    writeln!(out, "{}", line(Phrase::ReplayTranscript, &[("file", file)]))
}
