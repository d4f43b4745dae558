//! The password of a secret key: from a file, or asked for at the terminal. It is never shown.

use std::path::{Path, PathBuf};

use ballot::Language;
use clap::Args;
use wording::{Phrase, phrase};

use crate::notice::{FileProblem, Notice, PasswordProblem};

/// Where the password comes from.
#[derive(Debug, Args)]
pub(super) struct PasswordArgs {
    /// A file whose first line is the password of the secret key. Without it the program asks.
    #[arg(long, value_name = "FILE")]
    password_file: Option<PathBuf>,
}

impl PasswordArgs {
    pub(super) fn is_given(&self) -> bool {
        self.password_file.is_some()
    }

    /// The password of a key that is there.
    pub(super) fn existing(&self, language: Language) -> Result<String, Notice> {
        match &self.password_file {
            Some(file) => from_file(file, language),
            None => ask(Phrase::AskPassword, language),
        }
    }

    /// A password for a new key; at the terminal it is asked for twice.
    pub(super) fn new_one(&self, language: Language) -> Result<String, Notice> {
        if let Some(file) = &self.password_file {
            return from_file(file, language);
        }
        let password = ask(Phrase::AskNewPassword, language)?;
        let again = ask(Phrase::AskPasswordAgain, language)?;
        if password == again { Ok(password) } else { Err(PasswordProblem::PasswordsDiffer.into()) }
    }
}

fn from_file(path: &Path, language: Language) -> Result<String, Notice> {
    let text = std::fs::read_to_string(path).map_err(|error| {
        let (path, detail) = (path.to_owned(), error.to_string());
        Notice::from(FileProblem::Unreadable { path, detail })
    })?;
    not_empty(text.lines().next().unwrap_or_default().to_owned(), language)
}

fn ask(question: Phrase, language: Language) -> Result<String, Notice> {
    let no_password = |error: std::io::Error| PasswordProblem::NoPassword { detail: error.to_string() };
    let question = format!("{} ", phrase(question, language));
    not_empty(rpassword::prompt_password(question).map_err(no_password)?, language)
}

fn not_empty(password: String, language: Language) -> Result<String, Notice> {
    if password.is_empty() {
        let detail = phrase(Phrase::PasswordEmpty, language).to_owned();
        return Err(PasswordProblem::NoPassword { detail }.into());
    }
    Ok(password)
}
