//! `stencil-gen package`: makes a signed package, or proves one.

use std::fs::File;
use std::io::{self, Read, Write};
use std::path::{Path, PathBuf};
use std::str::FromStr;

use ballot::package::{self, ENDING, Kind, Package, PackageError, PublicKey, SecretKey, TrustedKeys};
use ballot::{Language, Length, Size};
use clap::error::ErrorKind;
use clap::{Args, CommandFactory};
use wording::{Phrase, fill, kind_name, phrase};

use super::list_args::ListArgs;
use super::password::PasswordArgs;
use super::speech::SpeechArgs;
use super::{Cli, Ending, form_choice, refuse, summary};
use crate::input::{self, FormChoice};
use crate::notice::{FileProblem, Notice};
use crate::packaging::{self, PackagingError, signature_path};

pub(super) const PACKAGE_EXAMPLES: &str = "\
Examples:
  The package for the booths, signed with the commission's key; the password is asked for:
    stencil-gen package election.json --form a5-7rows.toml --kind voting \\
        --secret-key keys/voting-2026.key --out 2026-president.tandau

  A package for training, of a list in XLSX:
    stencil-gen package list.xlsx --form a5-7rows.toml --date 2026-11-22 --kind training \\
        --title-kk \"Президент сайлауы\" --title-ru \"Выборы Президента\" \\
        --secret-key keys/training.key --out training.tandau

  The same after people have listened to every clip on the pages in 2026-president.speech:
    stencil-gen package election.json --form a5-7rows.toml --kind voting \\
        --recordings voices --signed-off aigul.json --signed-off sergey.json \\
        --secret-key keys/voting-2026.key --out 2026-president.tandau

  A package for training that speaks the drills of your own, too, those of kiosk --training --drills:
    stencil-gen package list.xlsx --form a5-7rows.toml --date 2026-11-22 --kind training --drills drills \\
        --title-kk \"Президент сайлауы\" --title-ru \"Выборы Президента\" \\
        --secret-key keys/training.key --out training.tandau

  The ballot for a rehearsal, which says in its title that it is one:
    stencil-gen package examples/practice/election.json --form examples/forms/a5-6rows.toml --kind practice \\
        --secret-key keys/practice.key --out practice.tandau

  Prove a package, as a booth does; minisign -Vm FILE -P KEY proves the signature alone:
    stencil-gen package --verify 2026-president.tandau --kind voting --public-key keys/voting-2026.pub

Writes FILE and beside it the signature FILE.minisig; in NAME.speech the pages to listen to what the booth
says, and the finished clips, so that only what changed is made anew. The same input, voices and key give the
same bytes.

Exit codes: 0 done, 1 the package is refused, 2 bad input (nothing is written), 3 a file could not be
read or written, 64 usage.";

#[derive(Debug, Args)]
pub(super) struct PackageArgs {
    /// The election: election.json, or a list in CSV, XLSX or ODS.
    #[arg(required_unless_present = "verify")]
    election: Option<PathBuf>,
    /// The ballot form (TOML), for one contest or for every contest that asks for it.
    #[arg(long, required_unless_present = "verify", value_name = "[CONTEST=]FORM", value_parser = form_choice)]
    form: Vec<FormChoice>,
    /// The package to write, NAME.tandau. Files that are there are never overwritten.
    #[arg(long, required_unless_present = "verify", value_name = "FILE")]
    out: Option<PathBuf>,
    /// What the package is for: voting, training, practice or demo.
    #[arg(long, value_parser = Kind::from_str)]
    kind: Kind,
    /// The secret key to sign with, made by keygen or by minisign.
    #[arg(long, required_unless_present = "verify", value_name = "KEY")]
    secret_key: Option<PathBuf>,
    #[command(flatten)]
    password: PasswordArgs,
    /// A package to prove instead of making one. Its signature must lie beside it.
    #[arg(long, value_name = "FILE", requires = "public_key",
          conflicts_with_all = ["election", "form", "out", "secret_key", "password_file"])]
    verify: Option<PathBuf>,
    /// The public key to prove it with: the line itself, or its .pub file.
    #[arg(long, value_name = "KEY", requires = "verify")]
    public_key: Option<String>,
    /// The largest sheet that the booths' printers take, in millimetres: `largest` of their station files. Contests with
    /// larger sheets are warned of; there the booth guides the voter's own hand.
    #[arg(long, value_name = "WxH", value_parser = sheet, default_value = "216x356")]
    printer_sheet: Size,
    #[command(flatten)]
    speech: SpeechArgs,
    #[command(flatten)]
    reading: ListArgs,
}

/// A size in millimetres, `WIDTHxHEIGHT`.
fn sheet(text: &str) -> Result<Size, String> {
    let read = |text: &str| text.parse().ok().and_then(Length::from_mm_f64).filter(|length| *length > Length::ZERO);
    let sides = text.split_once('x').and_then(|(width, height)| read(width).zip(read(height)));
    sides
        .map(|(width, height)| Size::new(width, height))
        .ok_or_else(|| "a size in millimetres, such as 216x356".to_owned())
}

impl PackageArgs {
    /// A name that no package has.
    pub(super) fn conflict(&self) -> Option<clap::Error> {
        let named = |path: &PathBuf| path.extension().is_some_and(|ending| ending == ENDING);
        let wrong = self.out.as_ref().is_some_and(|path| !named(path));
        wrong.then(|| Cli::command().error(ErrorKind::ValueValidation, format!("--out: a name that ends in .{ENDING}")))
    }
}

/// Runs the command.
pub(super) fn run(
    args: &PackageArgs,
    language: Language,
    out: &mut impl Write,
    err: &mut impl Write,
) -> io::Result<Ending> {
    match args {
        PackageArgs { verify: Some(file), public_key: Some(key), .. } => {
            prove(file, key, args.kind, language, out, err)
        }
        PackageArgs { election: Some(election), out: Some(to), secret_key: Some(key), .. } => {
            let make = Make { args, election, to, key };
            match make.run(language, out, err)? {
                Ok(()) => Ok(Ending::Done),
                Err(notices) => refuse(err, language, &notices),
            }
        }
        // The command line's own rules leave no other case.
        _ => Ok(Ending::Usage),
    }
}

/// What it takes to make a package.
struct Make<'a> {
    args: &'a PackageArgs,
    election: &'a Path,
    to: &'a Path,
    key: &'a Path,
}

impl Make<'_> {
    fn run(
        &self,
        language: Language,
        out: &mut impl Write,
        err: &mut impl Write,
    ) -> io::Result<Result<(), Vec<Notice>>> {
        summary::progress(err, language, Phrase::ReadingList)?;
        let options = match self.args.reading.reading() {
            Ok(options) => options,
            Err(notice) => return Ok(Err(vec![notice])),
        };
        let input = match input::read(self.election, &self.args.form, &options) {
            Ok(input) => input,
            Err(notices) => return Ok(Err(notices)),
        };
        // Before anybody listens to an hour of clips.
        if let Some(wrong) = packaging::wrong_mark(&input, self.args.kind) {
            return Ok(Err(vec![Notice::Mark(wrong)]));
        }
        let key = match secret_key(self.key, &self.args.password, language) {
            Ok(key) => key,
            Err(notice) => return Ok(Err(vec![notice])),
        };
        let voice = match self.args.speech.voice(&input.election, self.args.kind, self.to, language, err)? {
            Ok(voice) => voice,
            Err(notices) => return Ok(Err(notices)),
        };
        let signed = match packaging::sign(&input, self.args.kind, voice.pack.files, &key) {
            Ok(signed) => signed,
            Err(PackagingError::Package(error)) => return Ok(Err(vec![of(self.to, error)])),
            Err(PackagingError::Specimen(error)) => {
                let (path, detail) = (self.to.to_owned(), error.to_string());
                return Ok(Err(vec![FileProblem::Unwritable { path, detail }.into()]));
            }
        };
        let beside = signature_path(self.to);
        let files = [(self.to, signed.package.as_slice()), (&*beside, signed.signature.as_bytes())];
        if let Err(problem) = packaging::write_new(&files) {
            return Ok(Err(vec![problem.into()]));
        }
        // What is told is read from the disk.
        let proven =
            key.public().and_then(|key| open(self.to, &TrustedKeys::only(self.args.kind, key), self.args.kind));
        let package = match proven {
            Ok(package) => package,
            Err(error) => return Ok(Err(vec![of(self.to, error)])),
        };
        let values = [("file", self.to.display().to_string()), ("signature", beside.display().to_string())];
        writeln!(out, "{}", fill(phrase(Phrase::PackageWritten, language), &values))?;
        tell(&package, language, out)?;
        let beyond = packaging::beyond_printers(&input, self.args.printer_sheet).into_iter().map(Notice::Sheet);
        summary::warnings(out, language, &input, &[], voice.warnings.into_iter().chain(beyond).collect())?;
        Ok(Ok(()))
    }
}

/// Reads a secret key, and asks for its password if it has one.
pub(super) fn secret_key(key: &Path, password: &PasswordArgs, language: Language) -> Result<SecretKey, Notice> {
    let text = read_text(key)?;
    let locked = SecretKey::is_locked(&text);
    // A password that is given goes with a key that has one.
    let wanted = locked || password.is_given();
    let password = if wanted { Some(password.existing(language)?) } else { None };
    SecretKey::open(&text, password.as_deref()).map_err(|error| of(key, error))
}

/// Proves a package as a booth does.
fn prove(
    file: &Path,
    key: &str,
    kind: Kind,
    language: Language,
    out: &mut impl Write,
    err: &mut impl Write,
) -> io::Result<Ending> {
    let key = match public_key(key) {
        Ok(key) => key,
        Err(notice) => return refuse(err, language, &[notice]),
    };
    match open(file, &TrustedKeys::only(kind, key), kind) {
        Ok(package) => {
            let values = [("file", file.display().to_string())];
            writeln!(out, "{}", fill(phrase(Phrase::PackageProven, language), &values))?;
            tell(&package, language, out)?;
            Ok(Ending::Done)
        }
        Err(error) => {
            let unreadable = matches!(error, PackageError::PackageUnreadable { .. });
            summary::explain(err, language, &[of(file, error)])?;
            Ok(if unreadable { Ending::Failed } else { Ending::CheckFailed })
        }
    }
}

/// Opens a package and the signature beside it.
fn open(path: &Path, trusted: &TrustedKeys, kind: Kind) -> Result<Package, PackageError> {
    let unreadable = |error: io::Error| PackageError::PackageUnreadable { detail: error.to_string() };
    let bytes = package::read_file(File::open(path).map_err(unreadable)?)?;
    let signature = match File::open(signature_path(path)) {
        Ok(file) => Some(package::read_signature(file)?),
        Err(error) if error.kind() == io::ErrorKind::NotFound => None,
        Err(error) => return Err(unreadable(error)),
    };
    Package::open(bytes, signature.as_deref(), trusted, kind)
}

/// A key as given on the command line: its line, or the file it stands in.
fn public_key(given: &str) -> Result<PublicKey, Notice> {
    let path = Path::new(given);
    let text = if path.is_file() { read_text(path)? } else { given.to_owned() };
    text.parse().map_err(|error| of(path, error))
}

/// Reads a key's file.
fn read_text(path: &Path) -> Result<String, Notice> {
    const LARGEST: u64 = 4096;
    let mut text = String::new();
    let read = File::open(path).and_then(|file| file.take(LARGEST).read_to_string(&mut text));
    let unreadable = |error: io::Error| FileProblem::Unreadable { path: path.to_owned(), detail: error.to_string() };
    read.map_err(unreadable)?;
    Ok(text)
}

fn of(path: &Path, error: PackageError) -> Notice {
    Notice::Package { file: path.display().to_string(), error }
}

/// What a person compares: what it is, and the fingerprint.
fn tell(package: &Package, language: Language, out: &mut impl Write) -> io::Result<()> {
    let values = [
        ("title", package.election().title.get(language).to_owned()),
        ("date", package.date().to_owned()),
        ("kind", kind_name(package.kind(), language).to_owned()),
        ("contests", package.election().contests.len().to_string()),
        ("count", package.paths().count().to_string()),
        ("size", package.size().div_ceil(1000).to_string()),
    ];
    writeln!(out, "{}", fill(phrase(Phrase::PackageAbout, language), &values))?;
    let fingerprint = package.fingerprint();
    for (words, name, value) in [
        (Phrase::PackageFingerprint, "fingerprint", fingerprint.to_string()),
        (Phrase::PackageHash, "hash", fingerprint.hex()),
        (Phrase::PackageKey, "key", package.key().id()),
    ] {
        writeln!(out, "{}", fill(phrase(words, language), &[(name, value)]))?;
    }
    Ok(())
}
