//! `make`: a list in, a folder of stencils a contest out.

use std::path::{Path, PathBuf};

use ballot::list::{Encoding, NameOrder, ReadOptions};
use ballot::{BallotForm, Contest, Election, Language, Problem};
use serde::Serialize;
use sha2::{Digest, Sha256};

use crate::export::{alignment, preview, report, specimen, stencil};
use crate::folder::{self, OutputFile};
use crate::input::{Ballot, Input};
use crate::layout::{Job, Laid, Scope, Settings, lay_out};
use crate::notice::{FileProblem, Notice};

/// Which languages are wanted.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Wanted {
    /// One language.
    One(Language),
    /// Kazakh and Russian, on one stencil where the rows are far enough apart.
    #[default]
    Both,
}

/// What to make beside the stencils.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Formats {
    /// PNG previews.
    pub png: bool,
}

/// A contest whose stencils are laid out.
#[derive(Clone, Debug)]
pub struct LaidContest {
    /// The contest and its form.
    pub ballot: Ballot,
    /// The stencils.
    pub stencils: Vec<(Scope, Laid)>,
}

/// Lays out every stencil of every contest.
///
/// # Errors
///
/// Every notice of the layout when at least one is an error.
pub fn lay_out_all(input: &Input, wanted: Wanted, settings: &Settings) -> Result<Vec<LaidContest>, Vec<Notice>> {
    let mut contests = Vec::new();
    let mut notices = Vec::new();
    for ballot in &input.ballots {
        let mut stencils = Vec::new();
        for scope in scopes(wanted, &ballot.form) {
            let job =
                Job { election: &input.election.id, contest: &ballot.contest, form: &ballot.form, scope, settings };
            let told = |finding| Notice::Layout { contest: ballot.contest.id.clone(), scope, finding };
            match lay_out(&job) {
                Ok(laid) => {
                    notices.extend(laid.warnings.iter().cloned().map(told));
                    stencils.push((scope, laid));
                }
                Err(findings) => notices.extend(findings.into_iter().map(told)),
            }
        }
        contests.push(LaidContest { ballot: ballot.clone(), stencils });
    }
    if notices.iter().any(Notice::is_error) { Err(notices) } else { Ok(contests) }
}

fn scopes(wanted: Wanted, form: &BallotForm) -> Vec<Scope> {
    match wanted {
        Wanted::One(language) => vec![Scope::One(language)],
        Wanted::Both => Scope::for_both(form).to_vec(),
    }
}

/// The command-line options that change what a list means, kept beside it so that `check` reads
/// the same election.
#[derive(Clone, Debug, Serialize)]
struct OptionsFile<'a> {
    format: &'static str,
    list: &'a str,
    form: &'a str,
    contest: &'a str,
    encoding: Option<String>,
    id: Option<&'a str>,
    date: Option<&'a str>,
    title_kk: Option<&'a str>,
    title_ru: Option<&'a str>,
    max_choices: Option<u32>,
    name_order: &'static str,
    language: &'static str,
    technique: &'static str,
    max_sheet_mm: [f64; 2],
    cell_pitch_mm: f64,
    tolerance_mm: f64,
    capitals: bool,
}

/// Why a contest's files could not be drawn: faults of the program, not of the list.
#[derive(Debug, thiserror::Error)]
pub enum DrawError {
    /// A PDF could not be written.
    #[error(transparent)]
    Pdf(#[from] crate::pdf::PdfError),
    /// A preview could not be drawn.
    #[error(transparent)]
    Preview(#[from] preview::PreviewError),
    /// The report could not be written.
    #[error(transparent)]
    Report(#[from] serde_json::Error),
}

/// Draws every file of a contest's folder.
///
/// # Errors
///
/// [`DrawError`] when a file cannot be completed.
pub fn draw(
    input: &Input,
    laid: &LaidContest,
    settings: &Settings,
    options: &ReadOptions,
    formats: Formats,
) -> Result<Vec<OutputFile>, DrawError> {
    let (election, contest, form) = (&input.election, &laid.ballot.contest, &laid.ballot.form);
    let mut report = report::report(election, contest, form, settings);
    report.warnings = input.warnings.iter().map(list_warning).collect();
    let mut files = Vec::new();
    for (scope, stencil) in &laid.stencils {
        let name = format!("stencil.{}", scope.code());
        let pdf = stencil::pdf(election, &title(election, contest, *scope), *scope, stencil)?;
        if formats.png {
            let picture = preview::png(&pdf, preview::PREVIEW_DPI)?;
            files.push(OutputFile { name: format!("{name}.png"), bytes: picture });
        }
        let file = format!("{name}.pdf");
        report.stencils.push(report::stencil(&file, *scope, contest, stencil));
        files.push(OutputFile { name: file, bytes: pdf });
    }
    if let Some((_, stencil)) = laid.stencils.first() {
        let bytes = alignment::pdf(election, contest, form, &stencil.windows)?;
        files.push(OutputFile { name: "alignment.pdf".to_owned(), bytes });
    }
    files.push(OutputFile { name: "specimen.pdf".to_owned(), bytes: specimen::pdf(election, contest, form)? });
    files.extend(sources(input, laid, settings, options)?);
    files.sort_by(|a, b| a.name.cmp(&b.name));
    report.files = files.iter().map(|file| (file.name.clone(), hex(&Sha256::digest(&file.bytes)))).collect();
    let mut bytes = serde_json::to_vec_pretty(&report)?;
    bytes.push(b'\n');
    files.push(OutputFile { name: "report.json".to_owned(), bytes });
    Ok(files)
}

fn title(election: &Election, contest: &Contest, scope: Scope) -> String {
    let language = scope.languages().first().copied().unwrap_or(Language::Kk);
    let (election, contest) = (election.title.get(language), contest.title.get(language));
    if election == contest { contest.to_owned() } else { format!("{contest} – {election}") }
}

fn list_warning(problem: &Problem) -> report::WarningReport {
    report::WarningReport::of(&problem.kind, Some(problem.place.to_string()))
}

/// Byte copies of the inputs, from which `check` starts.
fn sources(
    input: &Input,
    laid: &LaidContest,
    settings: &Settings,
    options: &ReadOptions,
) -> Result<Vec<OutputFile>, DrawError> {
    let form = &laid.ballot.form_file;
    let kept = OptionsFile {
        format: "make-options/1",
        list: &input.list_file.name,
        form: &form.name,
        contest: &laid.ballot.contest.id,
        encoding: options.encoding.map(|encoding: Encoding| encoding.to_string()),
        id: options.id.as_deref(),
        date: options.date.as_deref(),
        title_kk: options.title_kk.as_deref(),
        title_ru: options.title_ru.as_deref(),
        max_choices: options.max_choices,
        name_order: match options.name_order {
            NameOrder::SurnameFirst => "surname-first",
            NameOrder::GivenFirst => "given-first",
        },
        language: match laid.stencils.as_slice() {
            [(Scope::One(language), _)] => language.code(),
            _ => "both",
        },
        technique: settings.technique.name(),
        max_sheet_mm: [settings.max_sheet.width.mm(), settings.max_sheet.height.mm()],
        cell_pitch_mm: settings.cell_pitch.mm(),
        tolerance_mm: settings.budget.mm(),
        capitals: settings.capitals,
    };
    let mut options = serde_json::to_vec_pretty(&kept)?;
    options.push(b'\n');
    let file = |folder: &str, name: &str, bytes: Vec<u8>| OutputFile { name: format!("source/{folder}{name}"), bytes };
    Ok(vec![
        file("list/", &input.list_file.name, input.list_file.bytes.clone()),
        file("form/", &form.name, form.bytes.clone()),
        file("", "options.json", options),
    ])
}

/// Lower-case hexadecimal digits.
fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

/// The folder of a contest.
#[must_use]
pub fn folder_of(out: &Path, contest: &Contest) -> PathBuf {
    out.join(&contest.id)
}

/// Refuses before any work when a folder of the run is not ours to replace.
///
/// # Errors
///
/// [`FileProblem::NotOurFolder`] for the first such folder.
pub fn check_folders(out: &Path, input: &Input) -> Result<(), FileProblem> {
    input.ballots.iter().try_for_each(|ballot| folder::check_free(&folder_of(out, &ballot.contest)))
}
