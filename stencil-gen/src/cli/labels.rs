//! The `labels` command.

use std::io::{self, Write};
use std::path::PathBuf;

use ballot::Language;
use clap::{Args, ValueEnum};
use wording::{Phrase, fill, phrase};

use super::{Ending, summary};
use crate::folder;
use crate::keypad_labels;
use crate::layout::Technique;

pub(super) const LABELS_EXAMPLES: &str = "\
Examples:
  Labels in Kazakh and Russian for both keypads:
    stencil-gen labels --out labels

  In three languages, for swell paper:
    stencil-gen labels --out labels --language kk,ru,en --technique swell

Exit codes: 0 done, 3 a file could not be read or written, 64 usage.";

#[derive(Debug, Args)]
pub(super) struct LabelsArgs {
    /// The folder to write into: labels.keypad.pdf and labels.numeric.pdf.
    #[arg(long, value_name = "DIR")]
    out: PathBuf,
    /// The languages, one line of Braille each, in this order.
    #[arg(long, value_enum, value_delimiter = ',', default_value = "kk,ru")]
    language: Vec<LabelLanguage>,
    /// How the labels are made: emboss, uv, swell or film.
    #[arg(long, default_value = "uv")]
    technique: Technique,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum LabelLanguage {
    Kk,
    Ru,
    En,
}

impl From<LabelLanguage> for Language {
    fn from(language: LabelLanguage) -> Self {
        match language {
            LabelLanguage::Kk => Self::Kk,
            LabelLanguage::Ru => Self::Ru,
            LabelLanguage::En => Self::En,
        }
    }
}

/// Draws the sheets and puts them into their folder.
pub(super) fn run(
    args: &LabelsArgs,
    language: Language,
    out: &mut impl Write,
    err: &mut impl Write,
) -> io::Result<Ending> {
    let mut languages: Vec<Language> = Vec::new();
    for wanted in args.language.iter().copied().map(Language::from) {
        if !languages.contains(&wanted) {
            languages.push(wanted);
        }
    }
    let files = match keypad_labels::draw(&languages, args.technique) {
        Ok(files) => files,
        Err(error) => {
            writeln!(err, "{error}")?;
            return Ok(Ending::Failed);
        }
    };
    if let Err(problem) = folder::put_files(&args.out, &files) {
        summary::refusal(err, language, &[problem.into()])?;
        return Ok(Ending::Failed);
    }
    let paths: Vec<String> = files.iter().map(|file| args.out.join(&file.name).display().to_string()).collect();
    writeln!(out, "{}", fill(phrase(Phrase::LabelsWritten, language), &[("files", paths.join(", "))]))?;
    Ok(Ending::Done)
}

#[cfg(test)]
mod tests {
    use std::ffi::OsString;

    use super::*;

    fn run(arguments: &[&str]) -> (Ending, String) {
        let (mut out, mut err) = (Vec::new(), Vec::new());
        let ending = crate::cli::run(arguments.iter().map(OsString::from), &mut out, &mut err).unwrap();
        out.extend(err);
        (ending, String::from_utf8(out).unwrap())
    }

    #[test]
    fn both_sheets_are_written_beside_what_the_folder_holds() {
        let dir = tempfile::tempdir().unwrap();
        std::fs::write(dir.path().join("notes.txt"), "mine").unwrap();
        let out = dir.path().to_str().unwrap();
        let (ending, said) = run(&["stencil-gen", "labels", "--out", out, "--language", "ru,kk,ru"]);
        assert_eq!(ending, Ending::Done, "{said}");
        let mut names: Vec<_> = std::fs::read_dir(out).unwrap().map(|entry| entry.unwrap().file_name()).collect();
        names.sort();
        assert_eq!(names, ["labels.keypad.pdf", "labels.numeric.pdf", "notes.txt"]);
        assert!(said.contains("labels.keypad.pdf"));
    }

    #[test]
    fn a_folder_that_cannot_be_is_told_with_its_code() {
        let dir = tempfile::tempdir().unwrap();
        let file = dir.path().join("file");
        std::fs::write(&file, "").unwrap();
        let (ending, said) = run(&["stencil-gen", "labels", "--out", file.join("in").to_str().unwrap()]);
        assert_eq!(ending, Ending::Failed);
        assert!(said.contains("S191"), "{said}");
    }
}
