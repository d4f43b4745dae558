//! A hundredth of a country through `batch`, each ballot proof-read twice.

use std::collections::BTreeSet;
use std::ffi::OsString;
use std::fs;

use stencil_gen::check::{self, Given};
use stencil_gen::cli::{self, Ending};
use tandau_tests::country;

use crate::run::Desk;

/// Of 3,500 and 10,000 in `make bench`.
const BALLOTS: usize = 35;
const SEED: u64 = 2026;

#[test]
fn a_hundredth_of_a_country_is_made_and_stands_the_check() {
    let desk = Desk::new();
    country::write(&desk.path("country"), BALLOTS, SEED).unwrap();
    let mut arguments: Vec<OsString> =
        vec!["stencil-gen".into(), "batch".into(), desk.path("country/country.csv").into()];
    arguments.extend(["--out".into(), desk.path("out").into()]);
    arguments.extend(country::OPTIONS.iter().map(OsString::from));
    let (mut out, mut err) = (Vec::new(), Vec::new());
    let ending = cli::run(arguments, &mut out, &mut err).unwrap();
    let summary = || fs::read_to_string(desk.path("out/summary.csv")).unwrap_or_default();
    assert_eq!(ending, Ending::Done, "{}{}", String::from_utf8_lossy(&err), summary());
    let made = fs::read_dir(desk.path("out/stencils")).unwrap().count();
    assert_eq!(made, BALLOTS);
    // The longest of them once more, as a print shop would.
    let longest = (0..BALLOTS)
        .max_by_key(|ballot| fs::metadata(desk.path(&format!("country/lists/d{ballot:05}.csv"))).unwrap().len());
    let name = format!("d{:05}", longest.unwrap());
    let checked = check::folder(&desk.path(&format!("out/stencils/{name}/{name}")), &Given::default()).unwrap();
    assert!(checked.found.is_empty() && checked.stencils == 2);
}

#[test]
fn a_country_has_ballots_of_every_length_and_is_the_same_for_a_seed() {
    let desk = Desk::new();
    let ballots = 3_500;
    country::write(&desk.path("a"), ballots, SEED).unwrap();
    let manifest = fs::read_to_string(desk.path("a/country.csv")).unwrap();
    let form = |line: &str| line.split(';').nth(3).unwrap().to_owned();
    let forms: BTreeSet<String> = manifest.lines().skip(1).map(form).collect();
    assert_eq!(forms.len(), country::ROWS.count());
    assert_eq!(manifest.lines().count(), ballots + 1);
    country::write(&desk.path("b"), 50, SEED).unwrap();
    country::write(&desk.path("c"), 50, SEED + 1).unwrap();
    let list = |folder: &str| fs::read_to_string(desk.path(&format!("{folder}/lists/d00049.csv"))).unwrap();
    assert_eq!(list("a"), list("b"));
    assert_ne!(list("a"), list("c"));
}
