//! The command line: arguments, summary and exit codes.

use std::ffi::OsString;
use std::io::{self, Write};

use ballot::Language;
use clap::error::ErrorKind;
use clap::{CommandFactory, Parser, Subcommand, ValueEnum};

use crate::notice::Notice;

mod booth;
mod calibrate;
#[cfg(feature = "replay")]
mod replay;
mod station;
mod training;
mod verify_log;

/// How a run ended, as the exit code says it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ending {
    /// All done.
    Done,
    /// What was checked is not as it should be.
    CheckFailed,
    /// An election, a package or a script is wrong; nothing was written.
    BadInput,
    /// A file could not be read or written, or the computer does not do what a booth needs.
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

/// The talking voting booth.
#[derive(Debug, Parser)]
#[command(name = "kiosk", version, about, max_term_width = 100, after_help = EXAMPLES)]
struct Cli {
    /// Language of messages: kk, ru or en. Without it LANG decides.
    #[arg(long, global = true, value_name = "LANGUAGE")]
    ui_language: Option<UiLanguage>,
    #[command(flatten)]
    booth: booth::BoothArgs,
    #[command(subcommand)]
    command: Option<Command>,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Play a written vote with a fake clock, and write down what the voter hears.
    #[cfg(feature = "replay")]
    #[command(after_help = replay::EXAMPLES)]
    Replay(replay::ReplayArgs),
    /// Check a booth's settings, or make the line with its PIN.
    #[command(after_help = station::EXAMPLES)]
    Station(station::StationArgs),
    /// Measure how the booth's printer prints on sheets of one size.
    #[command(after_help = calibrate::EXAMPLES)]
    Calibrate(calibrate::CalibrateArgs),
    /// Prove that a booth's log is whole.
    #[command(after_help = verify_log::EXAMPLES)]
    VerifyLog(verify_log::VerifyLogArgs),
}

#[cfg(feature = "replay")]
const EXAMPLES: &str = "\
Examples:
  The demonstration in a window; the PIN is 1234:
    kiosk --open

  A booth with its settings, and the election that its poll worker has taken from a memory stick:
    kiosk --station /etc/tandau/station.toml

  The same with a package for a demonstration:
    kiosk --station /etc/tandau/station.toml --package demo.tandau --trust demo.pub

  A whole vote in the demonstration election, written down in out/transcript.txt:
    kiosk replay examples/votes/2022-president.txt --out out

  The poll worker’s course, with what was done so far kept in a folder of the trainee’s:
    kiosk --training --package training.tandau --trust training.pub --record aigul

  A rehearsal for voters, who learn the keys and fill in a ballot for practice:
    kiosk --practice --open

  More: kiosk replay --help";

/// What there is not is not told of.
#[cfg(not(feature = "replay"))]
const EXAMPLES: &str = "\
Examples:
  A booth with its settings, and the election that its poll worker has taken from a memory stick:
    kiosk --station /etc/tandau/station.toml

  The same with a package for a demonstration:
    kiosk --station /etc/tandau/station.toml --package demo.tandau --trust demo.pub

  Are the settings right, is everything connected, and is the computer as a booth needs it?
    kiosk station --check /etc/tandau/station.toml";

#[derive(Clone, Copy, Debug, ValueEnum)]
enum UiLanguage {
    Kk,
    Ru,
    En,
}

/// Runs the program.
///
/// # Errors
///
/// When standard output or standard error cannot be written.
pub fn run(
    arguments: impl IntoIterator<Item = OsString>,
    out: &mut impl Write,
    err: &mut impl Write,
) -> io::Result<Ending> {
    let arguments: Vec<OsString> = arguments.into_iter().collect();
    let cli = match Cli::try_parse_from(&arguments) {
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
    let language = cli.ui_language.map_or_else(of_locale, |option| match option {
        UiLanguage::Kk => Language::Kk,
        UiLanguage::Ru => Language::Ru,
        UiLanguage::En => Language::En,
    });
    if cli.command.is_some() && cli.booth.any() {
        let conflict = Cli::command().error(ErrorKind::ArgumentConflict, "options of the booth stand before a command");
        write!(err, "{conflict}")?;
        return Ok(Ending::Usage);
    }
    match cli.command {
        #[cfg(feature = "replay")]
        Some(Command::Replay(args)) => replay::run(&args, language, out, err),
        Some(Command::Station(args)) => station::run(&args, language, out, err),
        Some(Command::Calibrate(args)) => calibrate::run(&args, language, out, err),
        Some(Command::VerifyLog(args)) => verify_log::run(&args, language, out, err),
        None => booth::run(&cli.booth, &arguments, language, err),
    }
}

/// Tells what is wrong, and how the run ends because of it.
///
/// # Errors
///
/// When `err` cannot be written.
pub fn refuse(err: &mut impl Write, language: Language, notices: &[Notice]) -> io::Result<Ending> {
    for notice in notices {
        writeln!(err, "{}", notice.explain(language))?;
    }
    let failed = !notices.is_empty() && notices.iter().all(Notice::is_of_the_system);
    Ok(if failed { Ending::Failed } else { Ending::BadInput })
}

/// The language of messages before the command line has been understood: for what goes wrong at the very start.
#[must_use]
pub fn language_of(arguments: &[OsString]) -> Language {
    let mut words = arguments.iter().filter_map(|argument| argument.to_str());
    let option = words.find_map(|word| word.strip_prefix("--ui-language"));
    let given = option.and_then(|rest| rest.strip_prefix('=').or_else(|| words.next()));
    match given {
        Some("kk") => Language::Kk,
        Some("ru") => Language::Ru,
        Some("en") => Language::En,
        _ => of_locale(),
    }
}

/// Whether these arguments start the booth itself, with its screen.
#[must_use]
pub fn has_screen(arguments: &[OsString]) -> bool {
    Cli::try_parse_from(arguments).is_ok_and(|cli| cli.command.is_none())
}

/// The language of the locale, else English.
fn of_locale() -> Language {
    wording::locale_language(|name| std::env::var(name).ok())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_command_line_is_well_formed() {
        Cli::command().debug_assert();
    }

    #[test]
    fn a_wrong_option_is_a_matter_of_usage_and_help_has_examples() {
        let run = |arguments: &[&str]| {
            let (mut out, mut err) = (Vec::new(), Vec::new());
            let ending = run(arguments.iter().map(OsString::from), &mut out, &mut err).unwrap();
            (ending, String::from_utf8(out).unwrap(), String::from_utf8(err).unwrap())
        };
        let (ending, out, err) = run(&["kiosk", "--no-such-option"]);
        assert_eq!((ending, out.is_empty(), err.is_empty()), (Ending::Usage, true, false));
        let replay = ["kiosk", "--open", "replay", "vote.txt", "--out", "out"];
        assert_eq!(run(&replay).0, Ending::Usage);
        let (ending, out, err) = run(&["kiosk", "--help"]);
        assert_eq!((ending, out.contains("Examples:"), err.is_empty()), (Ending::Done, true, true));
    }

    #[test]
    fn the_language_is_known_before_the_command_line_is_understood() {
        let of = |words: &[&str]| language_of(&words.iter().map(OsString::from).collect::<Vec<_>>());
        assert_eq!(of(&["kiosk", "--ui-language", "kk", "replay"]), Language::Kk);
        assert_eq!(of(&["kiosk", "replay", "--ui-language=ru", "--wrong"]), Language::Ru);
        assert_eq!(of(&["kiosk", "--ui-language", "de"]), of(&["kiosk"]));
    }
}
