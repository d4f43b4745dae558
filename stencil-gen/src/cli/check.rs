//! `stencil-gen check`: the proof-reader at the command line.

use std::collections::BTreeMap;
use std::fs;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use ballot::Language;
use clap::Args;
use serde_json::json;
use wording::{Code, Coded, Phrase, fill, phrase};

use super::{Ending, summary};
use crate::check::{self, CheckError, Checked, Found, Given, Run, picture};
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

/// The most findings of one code about one file that are told one by one.
const SHOWN: usize = 12;

/// Runs the command: every folder is checked, whatever becomes of another.
pub(super) fn run(
    args: &CheckArgs,
    language: Language,
    out: &mut impl Write,
    err: &mut impl Write,
) -> io::Result<Ending> {
    let run = match Run::open(&args.dir) {
        Ok(run) => run,
        Err(error) => return refuse(error, language, err),
    };
    let given = Given { list: args.list.clone(), form: args.form.clone() };
    let mut ending = Ending::Done;
    let (mut told, mut all) = (Vec::new(), Vec::new());
    for folder in run.folders() {
        let values = [("folder", folder.display().to_string())];
        writeln!(err, "{}", fill(phrase(Phrase::CheckingFolder, language), &values))?;
        let checked = match check::folder(folder, &given) {
            Ok(checked) => checked,
            Err(error) => {
                ending = worse(ending, refuse(error, language, err)?);
                continue;
            }
        };
        let (pictures, problem) = pictures(&checked, args.picture.as_deref());
        if args.json {
            told.push(as_json(&checked, &pictures, language));
        } else {
            tell(out, &checked, &pictures, language)?;
        }
        if !checked.found.is_empty() {
            ending = worse(ending, Ending::CheckFailed);
        }
        if let Some(problem) = problem {
            ending = worse(ending, unwritable(problem, language, err)?);
        }
        all.push(checked);
    }
    let of_run = run.compare(&all);
    if !of_run.is_empty() {
        ending = worse(ending, Ending::CheckFailed);
    }
    if args.json {
        let value = json!({
            "format": "check/1",
            "ok": ending == Ending::Done,
            "folders": told,
            "findings": of_run.iter().map(|found| finding_as_json(found, None, language)).collect::<Vec<_>>(),
        });
        writeln!(out, "{value:#}")?;
    } else {
        for found in &of_run {
            writeln!(out, "{}", found.explain(language))?;
        }
        if !of_run.is_empty() {
            let count = [("count", of_run.len().to_string())];
            writeln!(out, "{}", fill(phrase(Phrase::CheckFailed, language), &count))?;
        }
    }
    Ok(ending)
}

/// The worse of two endings: what could not be read or written hides what else is wrong.
fn worse(a: Ending, b: Ending) -> Ending {
    if a.code() < b.code() { b } else { a }
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

/// Draws the spot of each finding that is told; gives the pictures' paths, one a finding, and why
/// they could not be written.
fn pictures(checked: &Checked, folder: Option<&Path>) -> (Vec<Option<PathBuf>>, Option<FileProblem>) {
    let mut paths = vec![None; checked.found.len()];
    let Some(folder) = folder else { return (paths, None) };
    let unwritable = |path: &Path, error: &io::Error| {
        Some(FileProblem::Unwritable { path: path.to_owned(), detail: error.to_string() })
    };
    if let Err(error) = fs::create_dir_all(folder) {
        return (paths, unwritable(folder, &error));
    }
    let contest = checked.folder.file_name().unwrap_or_default().to_string_lossy().into_owned();
    for (number, (found, path)) in (1..).zip(checked.found.iter().zip(&mut paths)) {
        if earlier_alike(checked, number - 1) >= SHOWN {
            continue;
        }
        let pdf = fs::read(checked.folder.join(&found.file)).unwrap_or_default();
        let Some(bytes) = picture::png(&pdf, found) else { continue };
        let file = folder.join(format!("{contest}.{number:02}.{}.png", found.finding.code().as_str()));
        if let Err(error) = fs::write(&file, bytes) {
            return (paths, unwritable(&file, &error));
        }
        *path = Some(file);
    }
    (paths, None)
}

/// How many findings before this one have its code and file.
fn earlier_alike(checked: &Checked, index: usize) -> usize {
    let Some(found) = checked.found.get(index) else { return 0 };
    let same = |other: &&Found| other.file == found.file && other.finding.code() == found.finding.code();
    checked.found.iter().take(index).filter(same).count()
}

fn tell(out: &mut impl Write, checked: &Checked, pictures: &[Option<PathBuf>], language: Language) -> io::Result<()> {
    let mut counts: BTreeMap<(&str, Code), usize> = BTreeMap::new();
    for (found, picture) in checked.found.iter().zip(pictures) {
        let count = counts.entry((&found.file, found.finding.code())).or_default();
        *count += 1;
        if *count > SHOWN {
            continue;
        }
        writeln!(out, "{}", found.explain(language))?;
        if let Some(path) = picture {
            let values = [("file", path.display().to_string())];
            writeln!(out, "  {}", fill(phrase(Phrase::PictureAt, language), &values))?;
        }
    }
    for ((file, code), count) in counts.into_iter().filter(|(_, count)| *count > SHOWN) {
        let values = [("count", (count - SHOWN).to_string()), ("code", code.to_string()), ("file", file.to_owned())];
        writeln!(out, "{}", fill(phrase(Phrase::MoreFindings, language), &values))?;
    }
    let (key, values) = if checked.found.is_empty() {
        let counts = [("stencils", checked.stencils), ("dots", checked.dots), ("windows", checked.windows)];
        let mut values = counts.map(|(name, count)| (name, count.to_string())).to_vec();
        // A language that nobody made is seen here, if nowhere else.
        let languages = checked.languages.iter().map(|language| language.code().to_uppercase());
        values.push(("languages", languages.collect::<Vec<_>>().join(", ")));
        (Phrase::CheckPassed, values)
    } else {
        (Phrase::CheckFailed, vec![("count", checked.found.len().to_string())])
    };
    writeln!(out, "{}", fill(phrase(key, language), &values))
}

fn as_json(checked: &Checked, pictures: &[Option<PathBuf>], language: Language) -> serde_json::Value {
    let told = checked.found.iter().zip(pictures);
    let findings: Vec<_> = told.map(|(found, picture)| finding_as_json(found, picture.as_deref(), language)).collect();
    json!({
        "folder": checked.folder.display().to_string(),
        "ok": checked.found.is_empty(),
        "languages": checked.languages.iter().map(|language| language.code()).collect::<Vec<_>>(),
        "stencils": checked.stencils,
        "dots": checked.dots,
        "windows": checked.windows,
        "findings": findings,
    })
}

fn finding_as_json(found: &Found, picture: Option<&Path>, language: Language) -> serde_json::Value {
    let thousandth = |mm: f64| (mm * 1000.0).round() / 1000.0;
    json!({
        "code": found.finding.code().as_str(),
        "file": found.file,
        "row": found.row,
        "place_mm": found.place.map(|place| [thousandth(place.x), thousandth(place.y)]),
        "text": wording::text(&found.finding, language),
        "remedy": wording::remedy(&found.finding, language),
        "picture": picture.map(|path| path.display().to_string()),
    })
}
