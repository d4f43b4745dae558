//! What the folders of a batch's ballots are called.

use std::collections::HashMap;
use std::path::Path;

use ballot::text;

use super::ballots::{Ballots, Said, Texts};
use super::{Hash, hash};
use crate::folder::sha256;

/// The most letters of a folder's name that come from the list's.
const LONGEST_STEM: usize = 64;

/// Gives each ballot a folder's name: its list's, with the contest where the list has several, and
/// with a hash of what it is made from where two would still be called alike. The name of a ballot
/// does not depend on the order of the rows.
pub(super) fn names_of(ballots: &Ballots) -> Texts {
    // Names are made anew each time they are looked at: those of a country would weigh.
    let [mut stems, mut contests, mut bearers] = [(); 3].map(|()| Counts::default());
    for [stem, contest, _] in ballots.said().map(|said| names(&said)) {
        stems.add(&stem);
        contests.add(&contest);
    }
    let choose = |[stem, contest, hash]: [String; 3]| {
        let chosen = if contests.is_one(&contest) { contest } else { hash.clone() };
        (if stems.is_one(&stem) { stem } else { chosen }, hash)
    };
    ballots.said().for_each(|said| bearers.add(&choose(names(&said)).0));
    // The stem of one list can be that of another with its contest.
    let mut texts = Texts::default();
    for (chosen, hash) in ballots.said().map(|said| choose(names(&said))) {
        texts.push(if bearers.is_one(&chosen) { &chosen } else { &hash });
    }
    texts
}

/// How often each name stands, by a hash that no two names share.
#[derive(Default)]
struct Counts(HashMap<Hash, u32>);

impl Counts {
    fn add(&mut self, name: &str) {
        let count = self.0.entry(hash(name)).or_insert(0);
        *count = count.saturating_add(1);
    }

    fn is_one(&self, name: &str) -> bool {
        self.0.get(&hash(name)) == Some(&1)
    }
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
