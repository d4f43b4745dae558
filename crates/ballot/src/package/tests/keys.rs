//! Keys: made, locked, opened, trusted.

use super::*;
use crate::package::PublicKey;
use crate::package::keys::{decode, encode};

#[test]
fn a_locked_key_opens_with_its_password_only() {
    let (file, public) = SecretKey::generate(Some("Құпия сөз")).unwrap();
    assert!(SecretKey::is_locked(&file));
    assert_eq!(SecretKey::open(&file, Some("Құпия сөз")).unwrap().public().unwrap(), public);
    assert_eq!(SecretKey::open(&file, Some("құпия сөз")).unwrap_err(), PackageError::PasswordWrong);
    assert_eq!(SecretKey::open(&file, None).unwrap_err(), PackageError::SecretKeyMalformed);
}

#[test]
fn a_key_without_a_password_opens_without_one() {
    let (file, public) = SecretKey::generate(None).unwrap();
    assert!(!SecretKey::is_locked(&file));
    assert_eq!(SecretKey::open(&file, None).unwrap().public().unwrap(), public);
    assert_eq!(SecretKey::open(&file, Some("x")).unwrap_err(), PackageError::SecretKeyMalformed);
}

#[test]
fn a_key_without_a_check_sum_opens_as_minisign_makes_it() {
    let (file, public) = SecretKey::generate(None).unwrap();
    let (words, line) = file.trim_end().split_once('\n').unwrap();
    let mut bytes = decode::<158>(line).unwrap();
    bytes[126..].fill(0);
    let with = |bytes: &[u8]| format!("{words}\n{}\n", encode(bytes).unwrap());
    assert_eq!(SecretKey::open(&with(&bytes), None).unwrap().public().unwrap(), public);
    // The public half still proves the secret one.
    bytes[62] ^= 1;
    assert_eq!(SecretKey::open(&with(&bytes), None).unwrap_err(), PackageError::SecretKeyMalformed);
}

#[test]
fn every_changed_letter_of_a_secret_key_is_refused() {
    let (file, _) = SecretKey::generate(None).unwrap();
    let from = file.find('\n').unwrap() + 1;
    for at in from..file.len() - 1 {
        let mut changed = file.clone().into_bytes();
        changed[at] = if changed[at] == b'B' { b'C' } else { b'B' };
        let changed = String::from_utf8(changed).unwrap();
        // Salt and limits mean nothing in a key without a password, nor does the name of the check sum.
        let unused = (from + 5..from + 72).contains(&at);
        assert!(unused || SecretKey::open(&changed, None).is_err(), "letter {at}");
    }
}

#[test]
fn nothing_of_a_secret_key_can_be_printed() {
    assert_eq!(format!("{:?}", *KEY), format!("SecretKey({})", KEY.public().unwrap().id()));
}

#[test]
fn a_public_key_is_read_as_a_line_or_as_a_file() {
    let key = KEY.public().unwrap();
    assert_eq!(key.as_str().parse::<PublicKey>().unwrap(), key);
    assert_eq!(key.file().parse::<PublicKey>().unwrap(), key);
    assert_eq!(key.id().len(), 16);
    // The example of minisign's manual.
    let known: PublicKey = "RWQf6LRCGA9i53mlYecO4IzT51TGPpvWucNSCh1CBM0QTaLn73Y7GFO3".parse().unwrap();
    assert_eq!(known.id(), "E7620F1842B4E81F");
    for text in ["", "RWQf", "RWQf6LRCGA9i53mlYecO4IzT51TGPpvWucNSCh1CBM0QTaLn73Y7GFO3=", "a\nb\nc"] {
        assert_eq!(text.parse::<PublicKey>().unwrap_err(), PackageError::PublicKeyMalformed, "{text}");
    }
    let two_lines = format!("some words\n{}", key.as_str());
    assert_eq!(two_lines.parse::<PublicKey>().unwrap_err(), PackageError::PublicKeyMalformed);
}

#[test]
fn a_key_is_trusted_for_one_kind_only() {
    let (first, second) = (KEY.public().unwrap(), new_key().public().unwrap());
    let mut trusted = TrustedKeys::default();
    trusted.trust(Kind::Training, first.clone()).unwrap();
    trusted.trust(Kind::Training, second.clone()).unwrap();
    assert_eq!(trusted.of(Kind::Training), [first.clone(), second]);
    assert!(trusted.of(Kind::Voting).is_empty());
    let refused = trusted.trust(Kind::Voting, first.clone()).unwrap_err();
    let wanted = PackageError::KeyOfTwoKinds { key: first.id(), first: Kind::Training, second: Kind::Voting };
    assert_eq!(refused, wanted);
    // The same key under another identifier, and another key under the same.
    let stranger = new_key();
    for posing in [KEY.posing_as(&stranger), stranger.posing_as(&KEY)] {
        let refused = trusted.trust(Kind::Voting, posing.public().unwrap()).unwrap_err();
        assert!(matches!(refused, PackageError::KeyOfTwoKinds { .. }));
    }
    assert!(trusted.of(Kind::Voting).is_empty());
    assert!(trusted.trust(Kind::Voting, stranger.public().unwrap()).is_ok());
}
