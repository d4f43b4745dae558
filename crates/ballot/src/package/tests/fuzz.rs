//! Random changes, signed again by the trusted key, so that everything behind the signature is
//! reached: no panic, and what is taken is a package in its one form.

use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::{Index, select};

use super::*;

/// A change of some bytes.
#[derive(Clone, Debug)]
enum Edit {
    Set(Index, u8),
    Insert(Index, Vec<u8>),
    Remove(Index, usize),
    Copy(Index, Index, usize),
    Cut(Index),
}

fn edit() -> impl Strategy<Value = Edit> {
    let pieces =
        ["PK\x03\x04", "PK\x05\x06", "\0\0", "..", "/", "\\", "\"", "{", "[", "null", "99999999999", "\u{feff}"];
    prop_oneof![
        (any::<Index>(), any::<u8>()).prop_map(|(at, value)| Edit::Set(at, value)),
        (any::<Index>(), select(pieces.to_vec())).prop_map(|(at, piece)| Edit::Insert(at, piece.into())),
        (any::<Index>(), vec(any::<u8>(), 1..40)).prop_map(|(at, bytes)| Edit::Insert(at, bytes)),
        (any::<Index>(), 1..40usize).prop_map(|(at, count)| Edit::Remove(at, count)),
        (any::<Index>(), any::<Index>(), 1..80usize).prop_map(|(from, to, count)| Edit::Copy(from, to, count)),
        any::<Index>().prop_map(Edit::Cut),
    ]
}

fn apply(edits: &[Edit], bytes: &mut Vec<u8>) {
    for edit in edits {
        let length = bytes.len() + 1;
        match edit {
            Edit::Set(at, value) => {
                if let Some(byte) = bytes.get_mut(at.index(length)) {
                    *byte = *value;
                }
            }
            Edit::Insert(at, more) => drop(bytes.splice(at.index(length)..at.index(length), more.iter().copied())),
            Edit::Remove(at, count) => {
                let from = at.index(length);
                drop(bytes.drain(from..(from + count).min(bytes.len())));
            }
            Edit::Copy(from, to, count) => {
                let from = from.index(length);
                let piece = bytes[from..(from + count).min(bytes.len())].to_vec();
                drop(bytes.splice(to.index(length)..to.index(length), piece));
            }
            Edit::Cut(at) => bytes.truncate(at.index(length)),
        }
    }
}

/// A package that was taken is written in its one form, and all in it is as the manifest says.
fn check(bytes: &[u8]) -> Result<(), TestCaseError> {
    let Ok(opened) = open_signed(bytes) else { return Ok(()) };
    let files = opened.paths().map(|path| (path.to_owned(), opened.file(path).unwrap().to_vec())).collect();
    prop_assert_eq!(container::write(&files).unwrap(), bytes);
    let fits = |contest: &crate::Contest| {
        opened.form(contest).is_some_and(|form| form.option_squares().len() == contest.options.len())
    };
    let all_fit = opened.election().contests.iter().all(fits);
    prop_assert!(all_fit);
    Ok(())
}

/// Paths of all kinds, those of the package among them.
fn path() -> impl Strategy<Value = String> {
    prop_oneof![
        select(vec![
            "election.json",
            "manifest.json",
            "forms/f.toml",
            "forms/g.toml",
            "specimens/c.pdf",
            "speech/kk/1.flac"
        ])
        .prop_map(str::to_owned),
        "[a-zA-Zә./\\\\: \u{0}]{0,12}",
        "(forms|speech/kk|specimens)/[a-z.]{1,6}",
    ]
}

proptest! {
    #[test]
    fn a_container_with_random_changes_is_refused_or_right(edits in vec(edit(), 1..6)) {
        let mut bytes = package();
        apply(&edits, &mut bytes);
        check(&bytes)?;
    }

    #[test]
    fn files_with_random_changes_are_refused_or_right(
        which in any::<Index>(), edits in vec(edit(), 0..4),
        more in vec((path(), vec(any::<u8>(), 0..60)), 0..3), without in proptest::option::of(any::<Index>()),
    ) {
        let mut files = files();
        let chosen = files.keys().nth(which.index(files.len())).unwrap().clone();
        apply(&edits, files.get_mut(&chosen).unwrap());
        if let Some(without) = without {
            let gone = files.keys().nth(without.index(files.len())).unwrap().clone();
            files.remove(&gone);
        }
        files.extend(more);
        files.remove("manifest.json");
        check(&packed(files))?;
    }

    #[test]
    fn a_manifest_with_random_changes_is_refused_or_right(edits in vec(edit(), 1..5)) {
        let mut files = files();
        let mut manifest = manifest_of(&files);
        apply(&edits, &mut manifest);
        files.insert("manifest.json".to_owned(), manifest);
        check(&container::write(&files).unwrap())?;
    }

    #[test]
    fn a_signature_with_random_changes_is_refused_or_says_the_same(edits in vec(edit(), 1..4)) {
        let bytes = package();
        let mut signature = KEY.sign(&bytes, &comment()).unwrap().into_bytes();
        apply(&edits, &mut signature);
        if let Ok(opened) = Package::open(bytes.into(), Some(&signature), &trusted(), Kind::Demo) {
            prop_assert_eq!(opened.key(), &KEY.public().unwrap());
        }
    }

    #[test]
    fn any_bytes_are_refused(bytes in vec(any::<u8>(), 0..400)) {
        prop_assert!(open_signed(&bytes).is_err());
        let opened = Package::open(package().into(), Some(&bytes), &trusted(), Kind::Demo);
        prop_assert!(opened.is_err());
    }
}
