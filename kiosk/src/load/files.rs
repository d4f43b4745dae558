//! An election and its forms as files.

use std::ffi::OsStr;
use std::fs;
use std::io::Read;
use std::path::{Path, PathBuf};

use ballot::list::{self, ReadOptions};
use ballot::package::Kind;
use ballot::{BallotForm, Contest, Election, Place, Problem, ProblemKind, rules};

use super::{FormChoice, Loaded};
use crate::notice::{FileProblem, Notice};

/// No more of a file than this is read into memory.
const LARGEST_FILE: u64 = 16 * 1024 * 1024;

/// A form with the contest it was given for.
struct Given {
    contest: Option<String>,
    name: String,
    form: BallotForm,
}

/// Reads an election and finds the form of every contest.
pub(super) fn load(path: &Path, choices: &[FormChoice]) -> Result<Loaded, Vec<Notice>> {
    let bytes = bytes(path).map_err(|problem| vec![problem.into()])?;
    let election = election(&name(path), &bytes)?;
    let given = given(choices)?;
    let (mut forms, mut notices) = (Vec::new(), Vec::new());
    for contest in &election.contests {
        match form_for(contest, &given, &name(path)) {
            Ok(form) => forms.push(form),
            Err(problem) => notices.push(problem.into()),
        }
    }
    let nobody = given.iter().filter_map(|given| {
        let contest = given.contest.clone()?;
        let known = election.contests.iter().any(|own| own.id == contest);
        (!known).then(|| Problem::new(Place::file(&given.name), ProblemKind::FormForNobody { contest }))
    });
    notices.extend(nobody.map(Notice::from));
    if notices.is_empty() {
        Ok(Loaded { election, forms, kind: Kind::Demo, voice: None, signed: None })
    } else {
        Err(notices)
    }
}

/// Reads an election. Warnings are for whoever makes stencils of it; only errors are told.
pub(super) fn election(name: &str, bytes: &[u8]) -> Result<Election, Vec<Notice>> {
    let reading = list::read(name, bytes, &ReadOptions::default());
    let unread = reading.problems.iter().any(Problem::is_error);
    let mut problems = reading.problems;
    let mut election = None;
    // A file that could not be read as a list at all has no rows to complain about.
    if !unread {
        let checked = rules::check(reading.draft);
        problems.extend(checked.problems);
        election = checked.election;
    }
    problems.retain(Problem::is_error);
    match election {
        Some(election) if problems.is_empty() => Ok(election),
        _ if problems.is_empty() => Err(vec![Problem::new(Place::file(name), ProblemKind::NotAList).into()]),
        _ => Err(problems.into_iter().map(Notice::from).collect()),
    }
}

/// Reads the forms; of a folder every `*.toml`.
fn given(choices: &[FormChoice]) -> Result<Vec<Given>, Vec<Notice>> {
    let (mut given, mut notices) = (Vec::new(), Vec::new());
    for choice in choices {
        match forms_at(&choice.path) {
            Ok(paths) => {
                for path in paths {
                    match form(&path) {
                        Ok(form) => given.push(Given { contest: choice.contest.clone(), name: name(&path), form }),
                        Err(notice) => notices.push(notice),
                    }
                }
            }
            Err(problem) => notices.push(problem.into()),
        }
    }
    if notices.is_empty() { Ok(given) } else { Err(notices) }
}

fn forms_at(path: &Path) -> Result<Vec<PathBuf>, FileProblem> {
    if !path.is_dir() {
        return Ok(vec![path.to_owned()]);
    }
    let unreadable = |error: std::io::Error| unreadable(path, &error);
    let mut paths = Vec::new();
    for entry in fs::read_dir(path).map_err(unreadable)? {
        let path = entry.map_err(unreadable)?.path();
        if path.extension() == Some(OsStr::new("toml")) {
            paths.push(path);
        }
    }
    paths.sort();
    Ok(paths)
}

fn form(path: &Path) -> Result<BallotForm, Notice> {
    let text = text(path)?;
    Ok(BallotForm::parse(&name(path), text.trim_start_matches('\u{feff}'))?)
}

/// The form given for the contest by name, else the one whose identifier it asks for.
fn form_for(contest: &Contest, given: &[Given], list: &str) -> Result<BallotForm, Problem> {
    let by_name = given.iter().find(|given| given.contest.as_deref() == Some(&contest.id));
    let by_id = || given.iter().find(|given| given.contest.is_none() && contest.form.as_ref() == Some(&given.form.id));
    let Some(found) = by_name.or_else(by_id) else {
        let kind = ProblemKind::NoForm { contest: contest.id.clone() };
        return Err(Problem::new(Place::file(list).column("form"), kind));
    };
    let (options, squares) = (contest.options.len(), found.form.option_squares().len());
    if options != squares {
        let kind = ProblemKind::OptionsAndSquares { options, squares };
        return Err(Problem::new(Place::file(&found.name).column("squares"), kind));
    }
    Ok(found.form.clone())
}

/// A file's text.
pub(crate) fn text(path: &Path) -> Result<String, Notice> {
    String::from_utf8(bytes(path)?).map_err(|error| {
        Problem::new(Place::file(&name(path)), ProblemKind::Syntax { detail: error.to_string() }).into()
    })
}

fn bytes(path: &Path) -> Result<Vec<u8>, FileProblem> {
    let mut bytes = Vec::new();
    let read = fs::File::open(path).and_then(|file| file.take(LARGEST_FILE + 1).read_to_end(&mut bytes));
    match read {
        Ok(_) if bytes.len() as u64 <= LARGEST_FILE => Ok(bytes),
        Ok(_) => Err(FileProblem::FileUnreadable { path: path.to_owned(), detail: format!("> {LARGEST_FILE} B") }),
        Err(error) => Err(unreadable(path, &error)),
    }
}

fn unreadable(path: &Path, error: &std::io::Error) -> FileProblem {
    FileProblem::FileUnreadable { path: path.to_owned(), detail: error.to_string() }
}

/// The path with more at its end.
pub(super) fn beside(path: &Path, ending: &str) -> PathBuf {
    let mut beside = path.as_os_str().to_owned();
    beside.push(ending);
    beside.into()
}

fn name(path: &Path) -> String {
    path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default()
}
