//! `stencil-gen keygen`: the keys of packages.

use std::io::{self, Write};
use std::path::{Path, PathBuf};

use ballot::Language;
use ballot::package::{PublicKey, SecretKey};
use clap::Args;
use wording::{Phrase, fill, phrase};

use super::password::PasswordArgs;
use super::{Ending, refuse};
use crate::notice::{FileProblem, Notice};
use crate::packaging::{write_new, write_secret};

pub(super) const KEYGEN_EXAMPLES: &str = "\
Examples:
  The key that the commission signs voting packages with; the password is asked for:
    stencil-gen keygen --out keys/voting-2026

  A key for the training of poll workers, without a password:
    stencil-gen keygen --out keys/training --no-password

Writes NAME.key (the secret key: whoever has it can make packages that booths trust) and NAME.pub (the
public key: for everybody). Both are in minisign's format. Make a key of its own for each kind of package.

Exit codes: 0 done, 2 bad input, 3 a file could not be read or written, 64 usage.";

#[derive(Debug, Args)]
pub(super) struct KeygenArgs {
    /// Path and name of the two files, without their endings. Files that are there are never
    /// overwritten.
    #[arg(long, value_name = "NAME")]
    out: PathBuf,
    /// Do not lock the secret key with a password. For demonstration and training only.
    #[arg(long, conflicts_with = "password_file")]
    no_password: bool,
    #[command(flatten)]
    password: PasswordArgs,
}

/// Runs the command.
pub(super) fn run(
    args: &KeygenArgs,
    language: Language,
    out: &mut impl Write,
    err: &mut impl Write,
) -> io::Result<Ending> {
    let path = |ending: &str| {
        let mut path = args.out.clone().into_os_string();
        path.push(ending);
        PathBuf::from(path)
    };
    let (secret, public) = (path(".key"), path(".pub"));
    let key = match make(args, language, &secret, &public) {
        Ok(key) => key,
        Err(notice) => return refuse(err, language, &[notice]),
    };
    let mut tell = |words, name, value: String| writeln!(out, "{}", fill(phrase(words, language), &[(name, value)]));
    tell(Phrase::KeySecret, "file", secret.display().to_string())?;
    if args.no_password {
        tell(Phrase::KeyUnlocked, "", String::new())?;
    }
    tell(Phrase::KeyPublic, "file", public.display().to_string())?;
    tell(Phrase::PackageKey, "key", key.id())?;
    tell(Phrase::KeyLine, "key", key.as_str().to_owned())?;
    Ok(Ending::Done)
}

fn make(args: &KeygenArgs, language: Language, secret: &Path, public: &Path) -> Result<PublicKey, Notice> {
    // Before anybody is asked for a password.
    if let Some(path) = [secret, public].into_iter().find(|path| path.symlink_metadata().is_ok()) {
        return Err(FileProblem::AlreadyThere { path: path.to_owned() }.into());
    }
    let password = if args.no_password { None } else { Some(args.password.new_one(language)?) };
    let (text, key) = SecretKey::generate(password.as_deref())
        .map_err(|error| Notice::Package { file: secret.display().to_string(), error })?;
    write_secret(secret, &text)?;
    write_new(&[(public, key.file().as_bytes())])?;
    Ok(key)
}
