//! Reads the clerk's files: a list and the ballot forms for its contests.

use std::fs;
use std::io::Read;
use std::path::{Path, PathBuf};

use ballot::list::{self, NameOrder, ReadOptions};
use ballot::{BallotForm, Contest, Election, Place, Problem, ProblemKind, rules};

use crate::notice::{FileProblem, Notice};

/// A form named on the command line: `[CONTEST=]FILE`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FormChoice {
    /// The contest it is for; `None` for every contest that asks for it or asks for none.
    pub contest: Option<String>,
    /// The file.
    pub path: PathBuf,
}

/// A file as read.
#[derive(Clone, Debug)]
pub struct SourceFile {
    /// Name without folders.
    pub name: String,
    /// Bytes.
    pub bytes: Vec<u8>,
}

/// A contest with its form.
#[derive(Clone, Debug)]
pub struct Ballot {
    /// The contest.
    pub contest: Contest,
    /// The form.
    pub form: BallotForm,
    /// The form's file.
    pub form_file: SourceFile,
}

/// Everything `make` works from.
#[derive(Clone, Debug)]
pub struct Input {
    /// The election.
    pub election: Election,
    /// The list's file.
    pub list_file: SourceFile,
    /// The contests with their forms, in list order.
    pub ballots: Vec<Ballot>,
    /// Warnings of the list.
    pub warnings: Vec<Problem>,
}

/// Reads a list and its forms.
///
/// # Errors
///
/// Every notice, errors and warnings, when at least one is an error.
pub fn read(list: &Path, forms: &[FormChoice], options: &ReadOptions) -> Result<Input, Vec<Notice>> {
    let list_file = source(list).map_err(|problem| vec![problem.into()])?;
    let forms = forms.iter().map(|choice| (choice.contest.clone(), source(&choice.path))).collect();
    read_given(list_file, forms, options)
}

/// Reads a list and its forms, each for the contest it is given for, that are already in memory.
///
/// # Errors
///
/// As [`read`].
pub fn read_sources(
    list_file: SourceFile,
    forms: Vec<(Option<String>, SourceFile)>,
    options: &ReadOptions,
) -> Result<Input, Vec<Notice>> {
    read_given(list_file, forms.into_iter().map(|(contest, form)| (contest, Ok(form))).collect(), options)
}

/// Forms with the contests they are for, or why they cannot be read.
type Given = Vec<(Option<String>, Result<SourceFile, FileProblem>)>;

fn read_given(list_file: SourceFile, forms: Given, options: &ReadOptions) -> Result<Input, Vec<Notice>> {
    let (election, problems) = read_rules(&list_file, options)
        .map_err(|problems| problems.into_iter().map(Notice::from).collect::<Vec<_>>())?;
    let mut notices: Vec<Notice> = problems.iter().cloned().map(Notice::from).collect();
    let wanted = forms.len();
    let given = read_forms(forms, &mut notices);
    let (Some(election), true) = (election, given.len() == wanted) else {
        return Err(notices);
    };
    let forms = given;
    notices.extend(misdirected(&forms, &election).map(Notice::from));
    let ballots: Vec<Ballot> = election
        .contests
        .iter()
        .filter_map(|contest| match form_for(contest, &forms, &list_file.name) {
            Ok((form, form_file)) => Some(Ballot { contest: contest.clone(), form, form_file }),
            Err(problem) => {
                notices.push(problem.into());
                None
            }
        })
        .collect();
    if notices.iter().any(Notice::is_error) {
        return Err(notices);
    }
    Ok(Input { election, list_file, ballots, warnings: problems })
}

/// Reads one contest of a list with its form, for a folder of an earlier run.
///
/// # Errors
///
/// As [`read`].
pub fn read_contest(
    list: &Path,
    form: &FormChoice,
    options: &ReadOptions,
    contest: &str,
) -> Result<Input, Vec<Notice>> {
    let list_file = source(list).map_err(|problem| vec![problem.into()])?;
    let reading = list::read(&list_file.name, &list_file.bytes, options);
    let checked = rules::check(reading.draft);
    let (form, form_file) = read_form(&form.path).map_err(|notice| vec![notice])?;
    let problems: Vec<Problem> = reading.problems.into_iter().chain(checked.problems).collect();
    let own = checked.election.and_then(|election| {
        let own = election.contests.iter().find(|own| own.id == contest)?.clone();
        Some((election, own))
    });
    match own {
        Some((election, own)) if !problems.iter().any(Problem::is_error) => {
            let ballots = vec![Ballot { contest: own, form, form_file }];
            Ok(Input { election, list_file, ballots, warnings: problems })
        }
        _ => Err(problems.into_iter().map(Notice::from).collect()),
    }
}

/// Why one ballot could not be read.
#[derive(Clone, Debug)]
pub enum Refused {
    /// Something is wrong with its list or form.
    Notices(Vec<Notice>),
    /// Which contest is meant is not said, or it is none of these, which the list has.
    Contest(Vec<String>),
}

/// Reads one contest of a list that may have others, with its form.
///
/// # Errors
///
/// [`Refused`].
pub fn read_one(
    list_file: SourceFile,
    form_file: SourceFile,
    options: &ReadOptions,
    contest: Option<&str>,
) -> Result<Input, Refused> {
    let (checked, problems) = match read_rules(&list_file, options) {
        Ok(read) => read,
        Err(problems) => return Err(Refused::Notices(problems.into_iter().map(Notice::from).collect())),
    };
    let told = || problems.iter().cloned().map(Notice::from);
    let refused = |notice: Notice| Refused::Notices(told().chain([notice]).collect());
    let Some(election) = checked.filter(|_| !problems.iter().any(Problem::is_error)) else {
        return Err(Refused::Notices(told().collect()));
    };
    let (form, file) = parse_form(form_file).map_err(refused)?;
    let own = match (contest, election.contests.as_slice()) {
        (None, [only]) => Some(only.clone()),
        (wanted, contests) => contests.iter().find(|own| Some(own.id.as_str()) == wanted).cloned(),
    };
    let Some(own) = own else {
        return Err(Refused::Contest(election.contests.into_iter().map(|contest| contest.id).collect()));
    };
    let given = [GivenForm { contest: Some(own.id.clone()), form, file }];
    let (form, form_file) = form_for(&own, &given, &list_file.name).map_err(|problem| refused(problem.into()))?;
    let ballots = vec![Ballot { contest: own, form, form_file }];
    Ok(Input { election, list_file, ballots, warnings: problems })
}

/// The election of a list, if its rules let it be one, and everything that was noticed; the error
/// is a file that could not be read as a list at all, and has no rows to complain about.
fn read_rules(list_file: &SourceFile, options: &ReadOptions) -> Result<(Option<Election>, Vec<Problem>), Vec<Problem>> {
    let reading = list::read(&list_file.name, &list_file.bytes, options);
    if reading.problems.iter().any(Problem::is_error) {
        return Err(reading.problems);
    }
    let checked = rules::check(reading.draft);
    let mut problems: Vec<Problem> = reading.problems.into_iter().chain(checked.problems).collect();
    // The alphabet's order is that of surnames; one-string names that begin otherwise have none.
    if options.name_order == NameOrder::GivenFirst {
        problems.retain(|problem| !matches!(problem.kind, ProblemKind::OutOfOrder { .. }));
    }
    Ok((checked.election, problems))
}

/// Reads a list without forms.
///
/// # Errors
///
/// As [`read`].
pub fn read_list(list: &Path, options: &ReadOptions) -> Result<Election, Vec<Notice>> {
    let list_file = source(list).map_err(|problem| vec![problem.into()])?;
    let reading = list::read(&list_file.name, &list_file.bytes, options);
    let checked = rules::check(reading.draft);
    let problems: Vec<Problem> = reading.problems.into_iter().chain(checked.problems).collect();
    match checked.election {
        Some(election) if !problems.iter().any(Problem::is_error) => Ok(election),
        _ => Err(problems.into_iter().map(Notice::from).collect()),
    }
}

/// A form with the contest it was given for.
struct GivenForm {
    contest: Option<String>,
    form: BallotForm,
    file: SourceFile,
}

fn read_forms(given: Given, notices: &mut Vec<Notice>) -> Vec<GivenForm> {
    let mut forms = Vec::new();
    for (contest, file) in given {
        match file.map_err(Notice::from).and_then(parse_form) {
            Ok((form, file)) => forms.push(GivenForm { contest, form, file }),
            Err(notice) => notices.push(notice),
        }
    }
    forms
}

/// Forms given for a contest that is not there, or for one that has a form already.
fn misdirected(forms: &[GivenForm], election: &Election) -> impl Iterator<Item = Problem> {
    forms.iter().enumerate().filter_map(|(index, given)| {
        let contest = given.contest.clone()?;
        let known = election.contests.iter().any(|own| own.id == contest);
        let again = forms.iter().take(index).any(|earlier| earlier.contest.as_ref() == Some(&contest));
        let kind = match (known, again) {
            (false, _) => ProblemKind::FormForNobody { contest },
            (true, true) => ProblemKind::FormTwice { contest },
            (true, false) => return None,
        };
        Some(Problem::new(Place::file(&given.file.name), kind))
    })
}

fn read_form(path: &Path) -> Result<(BallotForm, SourceFile), Notice> {
    parse_form(source(path)?)
}

/// Reads a form that is already in memory.
///
/// # Errors
///
/// What is wrong with it.
pub fn parse_form(file: SourceFile) -> Result<(BallotForm, SourceFile), Notice> {
    let text = String::from_utf8(file.bytes.clone()).map_err(|error| {
        let kind = ProblemKind::Syntax { detail: error.to_string() };
        Problem::new(Place::file(&file.name), kind)
    })?;
    let form = BallotForm::parse(&file.name, text.trim_start_matches('\u{feff}'))?;
    Ok((form, file))
}

/// The form for a contest: the one given for it by name, else the one whose identifier the list
/// asks for, else the only one given.
fn form_for(contest: &Contest, forms: &[GivenForm], list: &str) -> Result<(BallotForm, SourceFile), Problem> {
    let place = || Place::file(list).column("form");
    let by_name = forms.iter().find(|given| given.contest.as_deref() == Some(&contest.id));
    let free = || forms.iter().filter(|given| given.contest.is_none());
    let by_id = || free().find(|given| contest.form.as_deref() == Some(&given.form.id));
    let only = || {
        let mut free = free();
        free.next().filter(|_| free.next().is_none())
    };
    let Some(given) = by_name.or_else(by_id).or_else(only) else {
        return Err(Problem::new(place(), ProblemKind::NoForm { contest: contest.id.clone() }));
    };
    if let Some(wanted) = contest.form.as_ref().filter(|wanted| **wanted != given.form.id) {
        let kind = ProblemKind::OtherForm { wanted: wanted.clone(), given: given.form.id.clone() };
        return Err(Problem::new(place(), kind));
    }
    let (options, squares) = (contest.options.len(), given.form.option_squares().len());
    if options != squares {
        let place = Place::file(&given.file.name).column("squares");
        return Err(Problem::new(place, ProblemKind::OptionsAndSquares { options, squares }));
    }
    Ok((given.form.clone(), given.file.clone()))
}

/// No more of a file than this is read into memory.
const LARGEST_FILE: u64 = 16 * 1024 * 1024;

/// Reads a file.
///
/// # Errors
///
/// [`FileProblem::Unreadable`].
pub fn source(path: &Path) -> Result<SourceFile, FileProblem> {
    let unreadable = |detail: String| FileProblem::Unreadable { path: path.to_owned(), detail };
    let mut bytes = Vec::new();
    let file = fs::File::open(path).map_err(|error| unreadable(error.to_string()))?;
    // One byte more than the list reader takes, so that it is the one to say that a list is too large.
    file.take(LARGEST_FILE + 1).read_to_end(&mut bytes).map_err(|error| unreadable(error.to_string()))?;
    let name = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    Ok(SourceFile { name, bytes })
}
