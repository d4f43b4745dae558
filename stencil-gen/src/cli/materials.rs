//! The `materials` command.

use std::io::{self, Write};
use std::path::PathBuf;

use ballot::Language;
use clap::Args;
use wording::{Phrase, fill, phrase};

use super::{Ending, refuse};
use crate::folder;
use crate::materials;
use crate::notice::Notice;

pub(super) const MATERIALS_EXAMPLES: &str = "\
Examples:
  Handbook, large print, Braille, the card for the wall, and pages for a browser, out of the course's lessons:
    stencil-gen materials crates/course --out out/materials

Writes for each language handbook.LANG.pdf, handbook.large.LANG.pdf, handbook.LANG.brf and .pef, card.LANG.pdf and .brf,
and html/LANG/. The same course and day give the same bytes.

Exit codes: 0 done, 2 a lesson cannot be used (nothing is written), 3 a file could not be read or written, 64 usage.";

#[derive(Debug, Args)]
pub(super) struct MaterialsArgs {
    /// The folder of the course, with lessons and drills in it.
    course: PathBuf,
    /// The folder to write into. It is replaced only if this program made it.
    #[arg(long, value_name = "DIR")]
    out: PathBuf,
    /// The day of the edition, for the files' dates.
    #[arg(long, value_name = "YYYY-MM-DD", value_parser = day, default_value = "2026-11-22")]
    date: String,
}

fn day(text: &str) -> Result<String, String> {
    let parts: Vec<&str> = text.split('-').collect();
    let digits = |part: &str, count| part.len() == count && part.bytes().all(|sign| sign.is_ascii_digit());
    match parts.as_slice() {
        [year, month, day] if digits(year, 4) && digits(month, 2) && digits(day, 2) => Ok(text.to_owned()),
        _ => Err("a day, such as 2026-11-22".to_owned()),
    }
}

/// Makes the files and puts them into their folder.
pub(super) fn run(
    args: &MaterialsArgs,
    language: Language,
    out: &mut impl Write,
    err: &mut impl Write,
) -> io::Result<Ending> {
    let put = || -> Result<usize, Notice> {
        folder::check_free(&args.out)?;
        let files = materials::files(&args.course, &args.date)?;
        folder::stage(&args.out, &files)?.put()?;
        Ok(files.len())
    };
    match put() {
        Ok(count) => {
            let values = [("count", count.to_string()), ("folder", args.out.display().to_string())];
            writeln!(out, "{}", fill(phrase(Phrase::WroteFiles, language), &values))?;
            Ok(Ending::Done)
        }
        Err(notice) => refuse(err, language, &[notice]),
    }
}
