//! What the folders of a batch's ballots are called.

use std::collections::BTreeMap;
use std::path::Path;

use ballot::text;

use super::ballots::{Ballots, Said, Texts};
use crate::folder::sha256;

/// The most letters of a folder's name that come from the list's.
const LONGEST_STEM: usize = 64;

/// Gives each ballot a folder's name: its list's, with the contest where the list has several, and
/// with a hash of what it is made from where two would still be called alike. The name of a ballot
/// does not depend on the order of the rows.
pub(super) fn names_of(ballots: &Ballots) -> Texts {
    let names: Vec<[String; 3]> = ballots.said().map(|said| names(&said)).collect();
    let counts = [0, 1].map(|level| count(names.iter().filter_map(|names| names.get(level))));
    let alone = |counts: &BTreeMap<&str, usize>, name: &str| counts.get(name) == Some(&1);
    let [stems, contests] = &counts;
    let chosen: Vec<&String> = names
        .iter()
        .map(|[stem, contest, hash]| {
            let contest = if alone(contests, contest) { contest } else { hash };
            if alone(stems, stem) { stem } else { contest }
        })
        .collect();
    // The stem of one list can be that of another with its contest.
    let bearers = count(chosen.iter().copied());
    let mut texts = Texts::default();
    for (chosen, [_, _, hash]) in chosen.into_iter().zip(&names) {
        texts.push(if alone(&bearers, chosen) { chosen } else { hash });
    }
    texts
}

fn count<'a>(names: impl Iterator<Item = &'a String>) -> BTreeMap<&'a str, usize> {
    let mut counts = BTreeMap::new();
    names.for_each(|name| *counts.entry(name.as_str()).or_insert(0) += 1);
    counts
}

/// What a ballot's folder may be called, the shortest first.
fn names(said: &Said) -> [String; 3] {
    let Said { list, form, contest, own } = said;
    let list_path = Path::new(list);
    let stem = plain(&list_path.file_stem().map(|stem| stem.to_string_lossy().into_owned()).unwrap_or_default());
    let full = match contest {
        Some(contest) => format!("{stem}.{}", plain(contest)),
        None => stem.clone(),
    };
    let what = format!("{:?}", (list_path, Path::new(form), contest, own));
    let hash: String = sha256(what.as_bytes()).chars().take(16).collect();
    let hash = format!("{full}-{hash}");
    [stem, full, hash]
}

/// A name as a folder's: small letters and digits of any script, points, hyphens; no more.
fn plain(name: &str) -> String {
    let small = text::normalize(name).map(|(name, _)| name.to_lowercase()).unwrap_or_default();
    let fit = |sign: char| if sign.is_alphanumeric() || matches!(sign, '.' | '-' | '_') { sign } else { '-' };
    let name: String = small.chars().map(fit).take(LONGEST_STEM).collect();
    let name = name.trim_matches(['.', '-']);
    if name.is_empty() { "ballot".to_owned() } else { name.to_owned() }
}
