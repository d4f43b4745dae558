//! `--notches`: contests from several lists must be told apart by touch.

use crate::input::{Ballot, Input};

/// Notches named on the command line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Choice {
    contest: Option<String>,
    count: u8,
}

pub(super) fn choice(text: &str) -> Result<Choice, String> {
    let (contest, count) = match text.split_once('=') {
        Some((contest, count)) => (Some(contest.to_owned()), count),
        None => (None, text),
    };
    let count = count.parse().ok().filter(|count| (1..=5).contains(count));
    count.map(|count| Choice { contest, count }).ok_or_else(|| "1 to 5 notches".to_owned())
}

/// Gives contests their notches; the error says which two contests could not be told apart, or
/// which one is not in the list.
pub(super) fn set(input: &mut Input, choices: &[Choice]) -> Result<(), String> {
    for Choice { contest, count } in choices {
        let ids: Vec<String> = input.ballots.iter().map(|ballot| ballot.contest.id.clone()).collect();
        let own = input.ballots.iter_mut().filter(|ballot| contest.as_ref().is_none_or(|id| *id == ballot.contest.id));
        let mut set = 0;
        for ballot in own {
            ballot.contest.position = *count;
            set += 1;
        }
        if set == 0 {
            let named = contest.clone().unwrap_or_default();
            return Err(format!("--notches {named}={count}: the list has {}", ids.join(", ")));
        }
    }
    for (index, ballot) in input.ballots.iter().enumerate() {
        let same = |other: &&Ballot| other.contest.position == ballot.contest.position;
        if let Some(other) = input.ballots.iter().take(index).find(same) {
            let (first, second) = (&other.contest.id, &ballot.contest.id);
            return Err(format!("--notches: {first} and {second} would have the same notches"));
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use std::ffi::OsString;

    use ballot::list::ReadOptions;

    use super::*;
    use crate::cli::{Ending, run};
    use crate::input::{self, FormChoice};

    #[test]
    fn notches_can_be_given_for_a_list_or_for_a_contest() {
        assert_eq!(super::choice("3"), Ok(Choice { contest: None, count: 3 }));
        assert_eq!(super::choice("senate=5"), Ok(Choice { contest: Some("senate".to_owned()), count: 5 }));
        for wrong in ["0", "6", "senate=", "senate=x", ""] {
            assert!(super::choice(wrong).is_err(), "{wrong}");
        }
        let project = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
        let path = |below: &str| project.join(below).to_string_lossy().into_owned();
        let out = tempfile::tempdir().unwrap();
        let (list, form) = (path("docs/formats/election.json"), path("docs/formats/form.toml"));
        let make = |choices: &[&str]| {
            let mut all = vec!["stencil-gen", "make", &list, "--form", &form, "--formats", "pdf", "--out"];
            let folder = out.path().to_string_lossy().into_owned();
            all.push(&folder);
            choices.iter().for_each(|choice| all.extend(["--notches", *choice]));
            run(all.iter().map(OsString::from), &mut Vec::new(), &mut Vec::new()).unwrap()
        };
        assert_eq!(make(&["other=2"]), Ending::Usage);
        assert_eq!(make(&["mayor=4"]), Ending::Done);
        let report = std::fs::read_to_string(out.path().join("mayor/report.json")).unwrap();
        assert!(report.contains("\"notches\": 4"), "{report}");
    }

    #[test]
    fn two_contests_of_a_run_never_get_the_same_notches() {
        let list = concat!(env!("CARGO_MANIFEST_DIR"), "/../examples/elections/synthetic-five-contests/election.json");
        let forms: Vec<FormChoice> = std::fs::read_dir(concat!(env!("CARGO_MANIFEST_DIR"), "/../examples/forms"))
            .unwrap()
            .map(|entry| FormChoice { contest: None, path: entry.unwrap().path() })
            .collect();
        let mut input = input::read(list.as_ref(), &forms, &ReadOptions::default()).unwrap();
        let id = input.ballots[0].contest.id.clone();
        let choice = |contest: Option<&str>, count| Choice { contest: contest.map(str::to_owned), count };
        assert!(set(&mut input, &[choice(Some(&id), 1)]).is_ok());
        assert!(set(&mut input, &[choice(Some(&id), 2)]).is_err());
        assert!(set(&mut input, &[choice(None, 1)]).is_err());
    }
}
