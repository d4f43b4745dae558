//! The specimens of all examples, measured, are the forms they came from.

use ballot::list::{self, ReadOptions};
use ballot::{BallotForm, Election, rules};

use super::*;
use crate::export::specimen;

/// Every contest of every example with its form.
pub(super) fn all() -> Vec<(Election, Contest, BallotForm)> {
    let mut found = Vec::new();
    let mut folders: Vec<_> =
        std::fs::read_dir(project("examples/elections")).unwrap().map(|entry| entry.unwrap().path()).collect();
    folders.sort();
    for folder in folders {
        let json = std::fs::read(folder.join("election.json")).unwrap();
        let reading = list::read("election.json", &json, &ReadOptions::default());
        let election = rules::check(reading.draft).election.unwrap();
        for contest in &election.contests {
            let id = contest.form.clone().unwrap();
            let text = std::fs::read_to_string(project("examples/forms").join(format!("{id}.toml"))).unwrap();
            found.push((election.clone(), contest.clone(), BallotForm::parse("form.toml", &text).unwrap()));
        }
    }
    assert!(found.len() >= 9);
    found
}

/// Measures a specimen with its list and compares it with the form it was made from.
pub(super) fn assert_form(file: &[u8], contest: &Contest, form: &BallotForm, asked: &Asked<'_>) {
    let asked = Asked { side: Some(form.side), spare: form.spare_squares, contest: Some(contest), ..asked.clone() };
    let measured = measure(file, &asked).unwrap_or_else(|refusal| panic!("{}: {refusal:?}", contest.id));
    assert_eq!(measured.form.squares.len(), form.squares.len());
    assert_eq!((measured.form.side, measured.names), (form.side, Some(contest.options.len())));
    let mut worst: f64 = 0.0;
    for (found, drawn) in measured.form.squares.iter().zip(&form.squares) {
        let edges = |rect: &ballot::Rect| [rect.left, rect.top, rect.right, rect.bottom].map(ballot::Length::mm);
        for (found, drawn) in edges(found).into_iter().zip(edges(drawn)) {
            worst = worst.max((found - drawn).abs());
        }
    }
    assert!(worst <= 0.1, "{}: {worst}", contest.id);
    for (found, drawn) in [(measured.form.page.width, form.page.width), (measured.form.page.height, form.page.height)] {
        assert!((found - drawn).abs().mm() <= 0.05, "{}", contest.id);
    }
}

#[test]
fn every_examples_specimen_gives_its_form_back() {
    for (election, contest, form) in all() {
        let file = specimen::pdf(&election, &contest, &form).unwrap();
        assert_form(&file, &contest, &form, &asked());
    }
}

#[test]
fn a_specimen_of_another_contest_is_not_taken_for_this_one() {
    let all = all();
    for (election, contest, form) in &all {
        let file = specimen::pdf(election, contest, form).unwrap();
        for (_, other, _) in all.iter().filter(|(_, other, _)| {
            other.options.iter().map(|option| &option.name).ne(contest.options.iter().map(|option| &option.name))
        }) {
            let asked = Asked { contest: Some(other), ..asked() };
            assert!(["S516", "S518"].contains(&code(&file, &asked)), "{} {}", contest.id, other.id);
        }
    }
}
