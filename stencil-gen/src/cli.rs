//! The command line: arguments, progress, summary and exit codes.

use std::ffi::OsString;
use std::io::{self, Write};
use std::path::PathBuf;

use ballot::Language;
use ballot::list::ReadOptions;
use clap::error::ErrorKind;
use clap::{Args, CommandFactory, Parser, Subcommand, ValueEnum};
use stencil_speech::problem::SpeechProblem;

mod batch;
mod check;
mod gui;
mod keygen;
mod labels;
mod list_args;
mod making;
mod materials;
mod measure;
mod notches;
mod package;
mod password;
pub mod sizes;
mod speech;
mod summary;

use making::{Format, MakingArgs};

use crate::diff;
use crate::folder;
use crate::input::{self, FormChoice, Input};
use crate::layout::Settings;
use crate::make::{self, DrawError, Formats, LaidContest, Wanted};
use crate::notice::{FileProblem, Notice};
use crate::source::{self, Earlier};

/// How a run ended, as the exit code says it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ending {
    /// All done.
    Done,
    /// Finished files are not as they should be.
    CheckFailed,
    /// The list, a form or what they ask for is wrong; nothing was written.
    BadInput,
    /// A file could not be read or written.
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

/// Braille and tactile stencils of ballots, from candidate lists.
#[derive(Debug, Parser)]
#[command(name = "stencil-gen", version, about, max_term_width = 100)]
struct Cli {
    /// Language of messages: kk, ru or en. Without it LANG decides.
    #[arg(long, global = true, value_name = "LANGUAGE")]
    ui_language: Option<UiLanguage>,
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Make the stencils of every contest of a list.
    #[command(after_help = MAKE_EXAMPLES)]
    Make(Box<MakeArgs>),
    /// Make the stencils of a whole country from a manifest.
    #[command(after_help = batch::BATCH_EXAMPLES)]
    Batch(Box<batch::BatchArgs>),
    /// Prove finished files against their list and form.
    #[command(after_help = check::CHECK_EXAMPLES)]
    Check(check::CheckArgs),
    /// Measure a ballot's print-ready PDF: where its squares lie.
    #[command(after_help = measure::MEASURE_EXAMPLES)]
    Measure(Box<measure::MeasureArgs>),
    /// Make true-size labels, in Braille and raised symbols, for the keypads.
    #[command(after_help = labels::LABELS_EXAMPLES)]
    Labels(labels::LabelsArgs),
    /// Make the handbook, the card and the pages of the poll worker's course.
    #[command(after_help = materials::MATERIALS_EXAMPLES)]
    Materials(materials::MaterialsArgs),
    /// Make the keys that packages are signed and proven with.
    #[command(after_help = keygen::KEYGEN_EXAMPLES)]
    Keygen(keygen::KeygenArgs),
    /// Put an election into a signed package for a booth, or prove one.
    #[command(after_help = package::PACKAGE_EXAMPLES)]
    Package(Box<package::PackageArgs>),
    /// Open the window, for those who use no terminal.
    Gui(gui::GuiArgs),
}

const MAKE_EXAMPLES: &str = "\
Examples:
  A list in CSV, XLSX or ODS, and the ballot it is for:
    stencil-gen make list.xlsx --form a5-7rows.toml --out out --date 2026-11-22 \\
        --title-kk \"Президент сайлауы\" --title-ru \"Выборы Президента\"

  An election of several contests, each with its own form:
    stencil-gen make election.json --form president=a5-7rows.toml --form maslikhat=a5-17rows.toml --out out

  On a larger sheet, for swell paper, in Russian only:
    stencil-gen make election.json --form strip.toml --out out --max-sheet 450x560 \\
        --technique swell --language ru

Exit codes: 0 done, 2 bad input (nothing is written), 3 a file could not be read or written, 64 usage.";

#[derive(Debug, Args)]
struct MakeArgs {
    /// The candidate list: CSV, XLSX, ODS, or election.json.
    list: PathBuf,
    /// The ballot form (TOML), for one contest or for every contest that asks for it.
    #[arg(long, required = true, value_name = "[CONTEST=]FORM", value_parser = form_choice)]
    form: Vec<FormChoice>,
    /// The folder to write into; each contest gets a folder in it.
    #[arg(long, value_name = "DIR")]
    out: PathBuf,
    /// Further files: png (previews), booklet (who is who, in Braille and large print), svg and dxf
    /// (cutters), stl (the card for a 3D printer), dies (the embossing pair, for emboss and film).
    /// The PDF files are always made.
    #[arg(long, value_delimiter = ',', default_value = "png,booklet", value_name = "FORMATS")]
    formats: Vec<Format>,
    #[command(flatten)]
    reading: list_args::ListArgs,
    /// Notches of a contest, 1 to 5, where they are not its place in the list: contests of one day
    /// that come from several lists must differ.
    #[arg(long, value_name = "[CONTEST=]N", value_parser = notches::choice)]
    notches: Vec<notches::Choice>,
    /// An earlier output folder: say which files change, and make cover stickers for stencils
    /// already made where a row was withdrawn since.
    #[arg(long, value_name = "OLD")]
    diff: Option<PathBuf>,
    #[command(flatten)]
    making: MakingArgs,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
enum UiLanguage {
    Kk,
    Ru,
    En,
}

fn form_choice(text: &str) -> Result<FormChoice, String> {
    let choice = match text.split_once('=') {
        Some((contest, path)) => FormChoice { contest: Some(contest.to_owned()), path: path.into() },
        None => FormChoice { contest: None, path: text.into() },
    };
    if choice.path.as_os_str().is_empty() { Err("a form file is needed".to_owned()) } else { Ok(choice) }
}

impl MakeArgs {
    fn settings(&self) -> Settings {
        self.making.settings(self.reading.options().name_order)
    }

    fn formats(&self) -> Formats {
        self.making.formats(&self.formats)
    }

    /// A wish that the technique cannot meet.
    fn conflict(&self) -> Option<clap::Error> {
        self.making.conflict(&self.formats)
    }

    const fn wanted(&self) -> Wanted {
        self.making.wanted()
    }
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
    let language = ui_language(cli.ui_language);
    match cli.command {
        Command::Make(args) => {
            if let Some(error) = args.conflict() {
                write!(err, "{error}")?;
                return Ok(Ending::Usage);
            }
            Make { args: *args, language, out, err }.run()
        }
        Command::Batch(args) => {
            if let Some(error) = args.conflict() {
                write!(err, "{error}")?;
                return Ok(Ending::Usage);
            }
            batch::run(&args, language, out, err)
        }
        Command::Check(args) => check::run(&args, language, out, err),
        Command::Measure(args) => measure::run(&args, language, out, err),
        Command::Labels(args) => labels::run(&args, language, out, err),
        Command::Materials(args) => materials::run(&args, language, out, err),
        Command::Keygen(args) => keygen::run(&args, language, out, err),
        Command::Package(args) => {
            if let Some(error) = args.conflict() {
                write!(err, "{error}")?;
                return Ok(Ending::Usage);
            }
            package::run(&args, language, out, err)
        }
        Command::Gui(args) => gui::run(&args, language, err),
    }
}

/// The language of messages: the option, else the locale's, else English.
fn ui_language(option: Option<UiLanguage>) -> Language {
    match option {
        Some(UiLanguage::Kk) => Language::Kk,
        Some(UiLanguage::Ru) => Language::Ru,
        Some(UiLanguage::En) => Language::En,
        None => wording::locale_language(|name| std::env::var(name).ok()),
    }
}

/// Tells why nothing was written.
fn refuse(err: &mut impl Write, language: Language, notices: &[Notice]) -> io::Result<Ending> {
    summary::refusal(err, language, notices)?;
    let of_a_file =
        |notice: &Notice| matches!(notice, Notice::File(_) | Notice::Speech(SpeechProblem::SpeechFolder { .. }));
    let failed = notices.iter().filter(|notice| notice.is_error()).all(of_a_file);
    Ok(if failed { Ending::Failed } else { Ending::BadInput })
}

/// A run of `make`.
struct Make<'a, O, E> {
    args: MakeArgs,
    language: Language,
    out: &'a mut O,
    err: &'a mut E,
}

impl<O: Write, E: Write> Make<'_, O, E> {
    fn run(&mut self) -> io::Result<Ending> {
        let options = match self.args.reading.reading() {
            Ok(options) => options,
            Err(notice) => return self.refuse(&[notice]),
        };
        let settings = self.args.settings();
        summary::progress(self.err, self.language, wording::Phrase::ReadingList)?;
        let mut input = match input::read(&self.args.list, &self.args.form, &options) {
            Ok(input) => input,
            Err(notices) => return self.refuse(&notices),
        };
        if !self.args.notches.is_empty()
            && let Err(words) = notches::set(&mut input, &self.args.notches)
        {
            write!(self.err, "{}", Cli::command().error(ErrorKind::ValueValidation, words))?;
            return Ok(Ending::Usage);
        }
        if let Err(problem) = make::check_folders(&self.args.out, &input) {
            return self.refuse(&[problem.into()]);
        }
        summary::progress(self.err, self.language, wording::Phrase::LayingOut)?;
        let contests = match make::lay_out_all(&input, self.args.wanted(), &settings) {
            Ok(contests) => contests,
            Err(notices) => {
                let all: Vec<Notice> = input.warnings.iter().cloned().map(Notice::from).chain(notices).collect();
                return self.refuse(&all);
            }
        };
        self.write(&input, &contests, &settings, &options)
    }

    /// Draws and writes folder by folder, then tells what there is.
    fn write(
        &mut self,
        input: &Input,
        contests: &[LaidContest],
        settings: &Settings,
        options: &ReadOptions,
    ) -> io::Result<Ending> {
        summary::progress(self.err, self.language, wording::Phrase::Drawing)?;
        let others = make::other_folders(&self.args.out, input);
        let formats = self.args.formats();
        let mut staged = Vec::new();
        let (mut differences, mut told) = (Vec::new(), Vec::new());
        for contest in contests {
            let earlier = match self.earlier(contest) {
                Ok(earlier) => earlier,
                Err(notices) => return self.refuse(&notices),
            };
            let drawn = make::draw(input, contest, settings, options, formats, earlier.as_ref());
            let (files, notices) = match drawn {
                Ok(drawn) => drawn,
                Err(error) => return self.fail(&error),
            };
            told.extend(notices);
            differences.extend(earlier.map(|earlier| diff::compare(&earlier, &contest.ballot.contest, &files)));
            let folder = make::folder_of(&self.args.out, &contest.ballot.contest);
            match folder::stage(&folder, &files) {
                Ok(ready) => staged.push((contest, folder, files.len(), ready)),
                Err(problem) => return self.refuse(&[problem.into()]),
            }
        }
        summary::progress(self.err, self.language, wording::Phrase::CheckingWritten)?;
        for (contest, _, _, ready) in &staged {
            if !check::proves(&ready.path(), &contest.ballot.contest.id, self.language, self.err)? {
                return Ok(Ending::CheckFailed);
            }
        }
        for (contest, folder, count, ready) in staged {
            if let Err(problem) = ready.put() {
                return self.refuse(&[problem.into()]);
            }
            summary::contest(self.out, self.language, contest, &folder, count)?;
        }
        if let Some(old) = &self.args.diff {
            summary::differences(self.out, self.language, old, &differences)?;
        }
        if !others.is_empty() {
            told.push(FileProblem::OtherFolders { folders: others }.into());
        }
        summary::warnings(self.out, self.language, input, contests, told)?;
        Ok(Ending::Done)
    }

    /// The earlier run to compare a contest with, if one was named.
    fn earlier(&self, contest: &LaidContest) -> Result<Option<Earlier>, Vec<Notice>> {
        self.args.diff.as_ref().map(|old| source::earlier(old, &contest.ballot.contest.id)).transpose()
    }

    fn refuse(&mut self, notices: &[Notice]) -> io::Result<Ending> {
        let ending = refuse(self.err, self.language, notices)?;
        let problems = notices.iter().filter_map(|notice| match notice {
            Notice::Input(problem) => Some(problem),
            _ => None,
        });
        if let Some(path) = self.args.reading.ask(problems, self.language)? {
            let values = [("file", path.display().to_string())];
            writeln!(
                self.err,
                "{}",
                wording::fill(wording::phrase(wording::Phrase::BatchColumnsWritten, self.language), &values)
            )?;
        }
        Ok(ending)
    }

    /// A fault of the program itself; nothing of this contest was written.
    fn fail(&mut self, error: &DrawError) -> io::Result<Ending> {
        writeln!(self.err, "{error}")?;
        Ok(Ending::Failed)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_command_line_is_well_formed_and_its_defaults_are_the_layouts() {
        Cli::command().debug_assert();
        let cli = Cli::parse_from(["stencil-gen", "make", "list.csv", "--form", "a.toml", "--out", "out"]);
        let Command::Make(args) = cli.command else { panic!("make") };
        let (settings, own) = (args.settings(), Settings::default());
        assert_eq!((settings.cell_pitch, settings.budget), (own.cell_pitch, own.budget));
        assert_eq!((settings.max_sheet, settings.technique), (own.max_sheet, own.technique));
        assert!(!settings.capitals);
        let formats = args.formats();
        assert!(formats.png && formats.booklet == Some(crate::booklet::Settings::default()));
        assert!(!formats.svg && !formats.dxf && !formats.stl && !formats.dies);
    }

    #[test]
    fn a_wrong_option_is_a_matter_of_usage() {
        let (mut out, mut err) = (Vec::new(), Vec::new());
        let run = |arguments: &[&str], out: &mut Vec<u8>, err: &mut Vec<u8>| {
            run(arguments.iter().map(OsString::from), out, err).unwrap()
        };
        assert_eq!(run(&["stencil-gen", "make"], &mut out, &mut err), Ending::Usage);
        assert!(!err.is_empty() && out.is_empty());
        let make = ["stencil-gen", "make", "list.csv", "--form", "a.toml", "--out", "out", "--formats", "svg,dies"];
        let mut swell = make.to_vec();
        swell.extend(["--technique", "swell"]);
        assert_eq!(run(&swell, &mut out, &mut err), Ending::Usage);
        assert!(String::from_utf8_lossy(&err).contains("swell needs no dies"));
        assert_eq!(run(&["stencil-gen", "make", "--help"], &mut out, &mut err), Ending::Done);
        assert!(String::from_utf8(out).unwrap().contains("Examples:"));
    }

    #[test]
    fn a_form_can_be_given_for_one_contest() {
        let choice = form_choice("president=forms/a5.toml").unwrap();
        assert_eq!(choice.contest.as_deref(), Some("president"));
        assert_eq!(form_choice("forms/a5.toml").unwrap().contest, None);
        assert!(form_choice("president=").is_err());
    }
}
