//! `make`: a list in, a folder of stencils a contest out.

use std::path::{Path, PathBuf};

use ballot::list::ReadOptions;
use ballot::{BallotForm, Contest, Election, Language, Problem};

use crate::booklet::{self, BookletError};
use crate::diff;
use crate::export::{alignment, dies, dxf, preview, proof, report, specimen, stencil, stl, svg};
use crate::folder::{self, OutputFile, sha256};
use crate::input::{Ballot, Input};
use crate::layout::{Job, Laid, Layer, Role, Scope, Settings, StencilPlan, lay_out};
use crate::notice::{FileProblem, Notice};
use crate::source::{Earlier, Kept, OPTIONS, OptionsFile};

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
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Formats {
    /// PNG previews.
    pub png: bool,
    /// Booklets in the languages of the stencils, and how they are to be.
    pub booklet: Option<booklet::Settings>,
    /// SVG for laser cutters.
    pub svg: bool,
    /// DXF for cutters.
    pub dxf: bool,
    /// STL of the card for 3D printers.
    pub stl: bool,
    /// The pair of embossing dies, as STL and DXF; only for techniques that form between tools.
    pub dies: bool,
}

impl Formats {
    /// The names of the formats beside PDF and booklets that a technique is made in.
    fn names(self, settings: &Settings) -> Vec<String> {
        let dies = self.dies && settings.technique.profile().mirrored_tool;
        let all = [("dies", dies), ("dxf", self.dxf), ("png", self.png), ("stl", self.stl), ("svg", self.svg)];
        all.into_iter().filter(|(_, wanted)| *wanted).map(|(name, _)| name.to_owned()).collect()
    }
}

/// A contest whose stencils are laid out.
#[derive(Clone, Debug)]
pub struct LaidContest {
    /// The contest and its form.
    pub ballot: Ballot,
    /// The stencils.
    pub stencils: Vec<(Scope, Laid)>,
}

impl LaidContest {
    /// Whether every stencil has ridges.
    fn has_ridges(&self) -> bool {
        self.stencils
            .iter()
            .all(|(_, laid)| laid.plan.layer(Layer::Raised).any(|drawn| matches!(drawn.role, Role::Ridge(_))))
    }
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

/// Why a contest's files could not be drawn: faults of the program, not of the list.
#[derive(Debug, thiserror::Error)]
pub enum DrawError {
    /// A PDF could not be written.
    #[error(transparent)]
    Pdf(#[from] crate::pdf::PdfError),
    /// A booklet could not be written.
    #[error(transparent)]
    Booklet(#[from] BookletError),
    /// A preview could not be drawn.
    #[error(transparent)]
    Preview(#[from] preview::PreviewError),
    /// A solid could not be made.
    #[error(transparent)]
    Solid(#[from] stl::SolidError),
    /// The report could not be written.
    #[error(transparent)]
    Report(#[from] serde_json::Error),
}

/// Draws every file of a contest's folder, with stickers for an earlier run's stencils if one is
/// named, and tells what could not be made.
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
    earlier: Option<&Earlier>,
) -> Result<(Vec<OutputFile>, Vec<Notice>), DrawError> {
    let (election, contest, form) = (&input.election, &laid.ballot.contest, &laid.ballot.form);
    let mut report = report::report(election, contest, form, settings);
    report.warnings = input.warnings.iter().map(list_warning).collect();
    let mut files = Vec::new();
    for (scope, stencil) in &laid.stencils {
        let name = format!("stencil.{}", scope.code());
        let title = title(election, contest, *scope);
        let pdf = stencil::pdf(election, &title, *scope, &stencil.plan)?;
        files.extend(shapes(&title, *scope, &stencil.plan, settings, formats)?);
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
    files.extend(booklets(election, laid, settings, formats)?);
    let (stickers, notices) = match earlier {
        Some(earlier) => diff::stickers(election, earlier, &diff::newly_withdrawn(earlier, contest))?,
        None => (Vec::new(), Vec::new()),
    };
    files.extend(sources(input, laid, settings, options, (formats, &stickers))?);
    files.extend(stickers);
    files.extend(proofs(input, laid, settings, &files)?);
    files.sort_by(|a, b| a.name.cmp(&b.name));
    report.files = files.iter().map(|file| (file.name.clone(), sha256(&file.bytes))).collect();
    let mut bytes = serde_json::to_vec_pretty(&report)?;
    bytes.push(b'\n');
    files.push(OutputFile { name: "report.json".to_owned(), bytes });
    Ok((files, notices))
}

/// A proof sheet for each stencil, which vouches for the stencil and for what it was made from.
fn proofs(
    input: &Input,
    laid: &LaidContest,
    settings: &Settings,
    files: &[OutputFile],
) -> Result<Vec<OutputFile>, DrawError> {
    let mut proofs = Vec::new();
    for (scope, stencil) in &laid.stencils {
        let own = format!("stencil.{}.", scope.code());
        let vouched = files.iter().filter(|file| {
            file.name.starts_with(&own) && !file.name.ends_with(".png") || file.name.starts_with("source/")
        });
        let proof = proof::Proof {
            election: &input.election,
            contest: &laid.ballot.contest,
            form: &laid.ballot.form,
            scope: *scope,
            laid: stencil,
            capitals: settings.capitals,
            files: &vouched.map(|file| (file.name.clone(), sha256(&file.bytes))).collect(),
        };
        let name = format!("proof.{}.pdf", scope.code());
        proofs.push(OutputFile { name, bytes: proof::pdf(&proof)? });
    }
    Ok(proofs)
}

/// The booklets in the languages of the stencils.
fn booklets(
    election: &Election,
    laid: &LaidContest,
    making: &Settings,
    formats: Formats,
) -> Result<Vec<OutputFile>, BookletError> {
    let Some(settings) = formats.booklet else { return Ok(Vec::new()) };
    // What a booklet says of ridges must be so on the stencil.
    let ridges = settings.ridges && laid.has_ridges();
    let settings = booklet::Settings { ridges, drawn_dot: making.technique.profile().drawn_dot, ..settings };
    let languages = laid.stencils.iter().flat_map(|(scope, _)| scope.languages());
    let files = languages.map(|language| booklet::files(election, &laid.ballot.contest, *language, &settings));
    Ok(files.collect::<Result<Vec<_>, _>>()?.concat())
}

/// The plan in further formats.
fn shapes(
    title: &str,
    scope: Scope,
    plan: &StencilPlan,
    settings: &Settings,
    formats: Formats,
) -> Result<Vec<OutputFile>, DrawError> {
    let mut files = Vec::new();
    let mut add = |what: &str, kind: &str, bytes: Vec<u8>| {
        files.push(OutputFile { name: format!("{what}.{}.{kind}", scope.code()), bytes });
    };
    if formats.svg {
        add("stencil", "svg", svg::svg(plan, title, scope).into_bytes());
    }
    if formats.dxf {
        add("stencil", "dxf", dxf::dxf(plan).into_bytes());
    }
    if formats.stl {
        add("stencil", "stl", stl::stl(plan)?);
    }
    if formats.dies && settings.technique.profile().mirrored_tool {
        for side in dies::Side::ALL {
            let (die, what) = (dies::Die::new(plan, side), format!("die.{}", side.name()));
            add(&what, "dxf", die.dxf().into_bytes());
            add(&what, "stl", die.stl()?);
        }
    }
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
    (formats, stickers): (Formats, &[OutputFile]),
) -> Result<Vec<OutputFile>, DrawError> {
    let in_list = input.election.contests.iter().find(|contest| contest.id == laid.ballot.contest.id);
    let position = laid.ballot.contest.position;
    let form = &laid.ballot.form_file;
    let kept = OptionsFile::of(&Kept {
        list: &input.list_file.name,
        form: &form.name,
        contest: &laid.ballot.contest.id,
        options,
        wanted: match laid.stencils.as_slice() {
            [(Scope::One(language), _)] => Wanted::One(*language),
            _ => Wanted::Both,
        },
        settings,
        booklet: formats.booklet.as_ref(),
        formats: formats.names(settings),
        stickers: diff::sticker_names(stickers).map(str::to_owned).collect(),
        notches: in_list.is_none_or(|contest| contest.position != position).then_some(position),
    });
    let mut options = serde_json::to_vec_pretty(&kept)?;
    options.push(b'\n');
    let file = |folder: &str, name: &str, bytes: Vec<u8>| OutputFile { name: format!("source/{folder}{name}"), bytes };
    Ok(vec![
        file("list/", &input.list_file.name, input.list_file.bytes.clone()),
        file("form/", &form.name, form.bytes.clone()),
        file("", OPTIONS, options),
    ])
}

/// The folder of a contest.
#[must_use]
pub fn folder_of(out: &Path, contest: &Contest) -> PathBuf {
    out.join(&contest.id)
}

/// Folders of an earlier run in the same place whose contests this list does not have.
#[must_use]
pub fn other_folders(out: &Path, input: &Input) -> Vec<String> {
    let own = |path: &Path| input.ballots.iter().any(|ballot| folder_of(out, &ballot.contest) == *path);
    let entries = std::fs::read_dir(out).into_iter().flatten().filter_map(Result::ok).map(|entry| entry.path());
    let others = entries.filter(|path| !own(path) && folder::is_ours(path));
    let mut names: Vec<String> =
        others.filter_map(|path| Some(path.file_name()?.to_string_lossy().into_owned())).collect();
    names.sort();
    names
}

/// Refuses before any work when a folder of the run is not ours to replace.
///
/// # Errors
///
/// [`FileProblem::NotOurFolder`] for the first such folder.
pub fn check_folders(out: &Path, input: &Input) -> Result<(), FileProblem> {
    input.ballots.iter().try_for_each(|ballot| folder::check_free(&folder_of(out, &ballot.contest)))
}
