//! Every change of a byte and every truncation, under the old signature and under a new one.

use super::*;
use crate::package::contents as behind;

/// What a byte is changed to: its lowest bit, its highest, all of them; in a long run everything.
fn masks() -> Vec<u8> {
    if is_soak() { (1..=255).collect() } else { vec![0x01, 0x80, 0xff] }
}

fn signature() -> String {
    KEY.sign(&package(), &comment()).unwrap()
}

#[test]
fn the_package_and_its_signature_are_taken_as_they_are() {
    let bytes = package();
    let opened = Package::open(bytes.as_slice().into(), Some(signature().as_bytes()), &trusted(), Kind::Demo).unwrap();
    assert_eq!(opened.election(), &contents().election);
    assert_eq!(opened.paths().collect::<Vec<_>>(), ["election.json", "forms/f.toml", "manifest.json"]);
    assert_eq!(&*opened.file("forms/f.toml").unwrap(), FORM.as_bytes());
    assert!(opened.file("forms/g.toml").is_none());
    assert_eq!(opened.form(&opened.election().contests[0]).unwrap().id, "f");
    assert_eq!((opened.kind(), opened.id(), opened.date()), (Kind::Demo, "e", "2026-11-22"));
    assert_eq!((opened.program(), opened.wording(), opened.size()), ("0.1.0", "1", bytes.len()));
    assert_eq!(opened.key(), &KEY.public().unwrap());
    assert_eq!(opened.fingerprint(), crate::package::Fingerprint::of(&bytes));
}

#[test]
fn the_same_contents_and_key_give_the_same_bytes() {
    assert_eq!(package(), package());
    assert_eq!(signature(), signature());
}

#[test]
fn every_changed_byte_of_a_package_breaks_its_signature() {
    let (bytes, signature, trusted) = (package(), signature(), trusted());
    for at in 0..bytes.len() {
        for mask in [0x01, 0x80] {
            let mut changed = bytes.clone();
            changed[at] ^= mask;
            let opened = Package::open(changed.into(), Some(signature.as_bytes()), &trusted, Kind::Demo);
            assert_eq!(opened.unwrap_err(), PackageError::SignatureBad, "byte {at}");
        }
    }
}

#[test]
fn every_changed_byte_of_a_package_is_found_behind_the_signature_too() {
    let bytes = package();
    for at in 0..bytes.len() {
        for mask in masks() {
            let mut changed = bytes.clone();
            changed[at] ^= mask;
            assert!(behind::read(&changed, &comment()).is_err(), "byte {at} ^ {mask:02x}");
        }
    }
}

#[test]
fn every_truncated_package_is_refused_and_so_is_one_with_more_bytes() {
    let (bytes, signature, trusted) = (package(), signature(), trusted());
    let longer = [bytes.as_slice(), &[0]].concat();
    let shorter = (0..bytes.len()).map(|length| bytes[..length].to_vec());
    for other in shorter.chain([longer]) {
        assert!(behind::read(&other, &comment()).is_err(), "{}", other.len());
        let opened = Package::open(other.into(), Some(signature.as_bytes()), &trusted, Kind::Demo);
        assert_eq!(opened.unwrap_err(), PackageError::SignatureBad);
    }
}

#[test]
fn every_changed_byte_of_a_signature_is_refused_but_in_the_words_nobody_signs() {
    let (bytes, signature, trusted): (std::sync::Arc<[u8]>, _, _) = (package().into(), signature(), trusted());
    let words = "untrusted comment: ".len()..signature.find('\n').unwrap();
    for at in 0..signature.len() {
        for mask in masks() {
            let mut changed = signature.clone().into_bytes();
            changed[at] ^= mask;
            let opened = Package::open(bytes.clone(), Some(&changed), &trusted, Kind::Demo);
            // A change in the unsigned words is refused or means nothing.
            assert!(opened.is_err() || words.contains(&at), "byte {at} ^ {mask:02x}");
        }
    }
}

#[test]
fn every_truncated_signature_is_refused_and_so_is_one_with_more_bytes() {
    let (bytes, signature, trusted): (std::sync::Arc<[u8]>, _, _) = (package().into(), signature(), trusted());
    let shorter = (0..signature.len()).map(|length| signature[..length].to_owned());
    let longer = ["\n", " ", "\r\n", "a"].map(|more| format!("{signature}{more}"));
    let other_lines = [signature.replace('\n', "\r\n"), signature.replacen('\n', "\n\n", 1)];
    for other in shorter.chain(longer).chain(other_lines) {
        let opened = Package::open(bytes.clone(), Some(other.as_bytes()), &trusted, Kind::Demo);
        assert!(matches!(opened.unwrap_err(), PackageError::SignatureMalformed { .. }), "{other:?}");
    }
}
