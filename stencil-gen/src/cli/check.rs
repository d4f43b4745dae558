//! `stencil-gen check`: the proof-reader at the command line.

use std::fs;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use ballot::Language;
use clap::Args;
use serde_json::json;
use wording::{Coded, Phrase, fill, phrase};

use super::{Ending, summary};
use crate::check::{self, CheckError, Checked, Given, picture};
use crate::notice::{FileProblem, Notice};

pub(super) const CHECK_EXAMPLES: &str = "\
Examples:
  Every contest of a run, against the copies of list and form in its folders:
    stencil-gen check out

  One contest, against the commission's own list and form, with a picture of each finding:
    stencil-gen check out/president --list list.xlsx --form a5-7rows.toml --picture spots

  For another program:
    stencil-gen check out/president --json

Exit codes: 0 all is as it should be, 1 something is not, 2 the folder or the list cannot be read as
such, 3 a file could not be read or written, 64 usage.";

#[derive(Debug, Args)]
pub(super) struct CheckArgs {
    /// A contest's folder, or a folder of such folders.
    dir: PathBuf,
    /// The list to check against, in the place of the copy in the folder, which must equal it.
    #[arg(long, value_name = "LIST")]
    list: Option<PathBuf>,
    /// The form to check against, in the place of the copy in the folder, which must equal it.
    #[arg(long, value_name = "FORM")]
    form: Option<PathBuf>,
    /// Write the findings as JSON.
    #[arg(long)]
    json: bool,
    /// Write a picture of each finding's spot into this folder.
    #[arg(long, value_name = "DIR")]
    picture: Option<PathBuf>,
}

/// Runs the command.
pub(super) fn run(
    args: &CheckArgs,
    language: Language,
    out: &mut impl Write,
    err: &mut impl Write,
) -> io::Result<Ending> {
    let folders = match check::contest_folders(&args.dir) {
        Ok(folders) => folders,
        Err(error) => return refuse(error, language, err),
    };
    let given = Given { list: args.list.clone(), form: args.form.clone() };
    let mut all_right = true;
    let mut told = Vec::new();
    for folder in folders {
        let values = [("folder", folder.display().to_string())];
        writeln!(err, "{}", fill(phrase(Phrase::CheckingFolder, language), &values))?;
        let checked = match check::folder(&folder, &given) {
            Ok(checked) => checked,
            Err(error) => return refuse(error, language, err),
        };
        all_right &= checked.found.is_empty();
        let pictures = match pictures(&checked, args.picture.as_deref()) {
            Ok(pictures) => pictures,
            Err(problem) => return unwritable(problem, language, err),
        };
        if args.json {
            told.push(as_json(&checked, &pictures, language));
        } else {
            tell(out, &checked, &pictures, language)?;
        }
    }
    if args.json {
        // One folder is an object, several are a list of them.
        let value = if told.len() == 1 { told.remove(0) } else { json!(told) };
        writeln!(out, "{value:#}")?;
    }
    Ok(if all_right { Ending::Done } else { Ending::CheckFailed })
}

/// Proof-reads a folder that is written but not yet in its place; tells what is wrong.
pub(super) fn proves(folder: &Path, contest: &str, language: Language, err: &mut impl Write) -> io::Result<bool> {
    match check::folder(folder, &Given::default()) {
        Ok(checked) => {
            if !checked.found.is_empty() {
                writeln!(err, "\n{contest}")?;
                let pictures = vec![None; checked.found.len()];
                tell(err, &checked, &pictures, language)?;
            }
            Ok(checked.found.is_empty())
        }
        Err(error) => refuse(error, language, err).map(|_| false),
    }
}

fn refuse(error: CheckError, language: Language, err: &mut impl Write) -> io::Result<Ending> {
    match error {
        CheckError::Unreadable { path, detail } => unwritable(FileProblem::Unreadable { path, detail }, language, err),
        CheckError::NothingToCheck(folder) => {
            let values = [("folder", folder.display().to_string())];
            writeln!(err, "{}", fill(phrase(Phrase::NotMadeByMake, language), &values))?;
            Ok(Ending::BadInput)
        }
        CheckError::Input(problems) => {
            let notices: Vec<Notice> = problems.into_iter().map(Notice::from).collect();
            summary::explain(err, language, &notices)?;
            Ok(Ending::BadInput)
        }
    }
}

fn unwritable(problem: FileProblem, language: Language, err: &mut impl Write) -> io::Result<Ending> {
    writeln!(err, "{}", Notice::from(problem).explain(language))?;
    Ok(Ending::Failed)
}

/// Draws each finding's spot; gives the pictures' paths, one a finding.
fn pictures(checked: &Checked, folder: Option<&Path>) -> Result<Vec<Option<PathBuf>>, FileProblem> {
    let Some(folder) = folder else { return Ok(vec![None; checked.found.len()]) };
    let unwritable = |error: io::Error| FileProblem::Unwritable { path: folder.to_owned(), detail: error.to_string() };
    fs::create_dir_all(folder).map_err(unwritable)?;
    let contest = checked.folder.file_name().unwrap_or_default().to_string_lossy().into_owned();
    let mut paths = Vec::new();
    for (number, found) in (1..).zip(&checked.found) {
        let pdf = fs::read(checked.folder.join(&found.file)).unwrap_or_default();
        let Some(bytes) = picture::png(&pdf, found) else {
            paths.push(None);
            continue;
        };
        let name = format!("{contest}.{number:02}.{}.png", found.finding.code().as_str());
        let path = folder.join(name);
        fs::write(&path, bytes).map_err(unwritable)?;
        paths.push(Some(path));
    }
    Ok(paths)
}

fn tell(out: &mut impl Write, checked: &Checked, pictures: &[Option<PathBuf>], language: Language) -> io::Result<()> {
    for (found, picture) in checked.found.iter().zip(pictures) {
        writeln!(out, "{}", found.explain(language))?;
        if let Some(path) = picture {
            let values = [("file", path.display().to_string())];
            writeln!(out, "  {}", fill(phrase(Phrase::PictureAt, language), &values))?;
        }
    }
    let (key, values) = if checked.found.is_empty() {
        let counts = [("stencils", checked.stencils), ("dots", checked.dots), ("windows", checked.windows)];
        (Phrase::CheckPassed, counts.map(|(name, count)| (name, count.to_string())).to_vec())
    } else {
        (Phrase::CheckFailed, vec![("count", checked.found.len().to_string())])
    };
    writeln!(out, "{}", fill(phrase(key, language), &values))
}

fn as_json(checked: &Checked, pictures: &[Option<PathBuf>], language: Language) -> serde_json::Value {
    let findings: Vec<_> = checked
        .found
        .iter()
        .zip(pictures)
        .map(|(found, picture)| {
            let tenth = |mm: f64| (mm * 1000.0).round() / 1000.0;
            json!({
                "code": found.finding.code().as_str(),
                "stencil": found.file,
                "row": found.row,
                "place_mm": found.place.map(|place| [tenth(place.x), tenth(place.y)]),
                "text": wording::text(&found.finding, language),
                "remedy": wording::remedy(&found.finding, language),
                "picture": picture.as_ref().map(|path| path.display().to_string()),
            })
        })
        .collect();
    json!({
        "format": "check/1",
        "ok": checked.found.is_empty(),
        "folder": checked.folder.display().to_string(),
        "findings": findings,
    })
}
