//! Who may sign what.

use super::*;

fn open(bytes: &[u8], signature: &str, trusted: &TrustedKeys, wanted: Kind) -> Result<Package, PackageError> {
    Package::open(bytes.into(), Some(signature.as_bytes()), trusted, wanted)
}

/// [`contents`] as a package of another kind, and its trusted comment.
fn of_kind(kind: Kind) -> (Vec<u8>, Comment) {
    let contents = Contents { kind, ..contents() };
    (write(&contents).unwrap(), contents.comment())
}

#[test]
fn a_package_without_a_signature_is_refused() {
    let opened = Package::open(package().into(), None, &trusted(), Kind::Demo);
    assert_eq!(opened.unwrap_err(), PackageError::SignatureMissing);
    let opened = open(&package(), "", &trusted(), Kind::Demo);
    assert!(matches!(opened.unwrap_err(), PackageError::SignatureMalformed { .. }));
}

#[test]
fn a_signature_of_another_package_is_refused() {
    let other = write(&Contents { wording: "2".to_owned(), ..contents() }).unwrap();
    let signature = KEY.sign(&other, &comment()).unwrap();
    assert!(open(&other, &signature, &trusted(), Kind::Demo).is_ok());
    assert_eq!(open(&package(), &signature, &trusted(), Kind::Demo).unwrap_err(), PackageError::SignatureBad);
}

#[test]
fn a_signature_with_an_unknown_key_is_refused_even_under_a_trusted_identifier() {
    let (stranger, bytes) = (new_key(), package());
    let signature = stranger.sign(&bytes, &comment()).unwrap();
    let key = stranger.public().unwrap().id();
    let refused = open(&bytes, &signature, &trusted(), Kind::Demo).unwrap_err();
    assert_eq!(refused, PackageError::KeyNotTrusted { key, kind: Kind::Demo });
    assert!(open(&bytes, &signature, &TrustedKeys::default(), Kind::Demo).is_err());
    let posing = stranger.posing_as(&KEY).sign_bytes(&bytes, &comment().to_string()).unwrap();
    assert_eq!(open(&bytes, &posing, &trusted(), Kind::Demo).unwrap_err(), PackageError::SignatureBad);
}

#[test]
fn each_kind_is_opened_with_its_own_keys_and_as_itself_only() {
    let keys = Kind::ALL.map(|kind| (kind, new_key()));
    let mut trusted = TrustedKeys::default();
    for (kind, key) in &keys {
        trusted.trust(*kind, key.public().unwrap()).unwrap();
    }
    for (of_key, key) in &keys {
        for found in Kind::ALL {
            let (bytes, comment) = of_kind(found);
            let signature = key.sign(&bytes, &comment).unwrap();
            for wanted in Kind::ALL {
                let opened = open(&bytes, &signature, &trusted, wanted);
                let expected = if found != wanted {
                    Some(PackageError::WrongKind { found, wanted })
                } else if *of_key != wanted {
                    Some(PackageError::KeyNotTrusted { key: key.public().unwrap().id(), kind: wanted })
                } else {
                    None
                };
                assert_eq!(opened.err(), expected, "{of_key} {found} {wanted}");
            }
        }
    }
}

#[test]
fn a_trusted_comment_in_another_form_is_refused() {
    for text in
        ["", "timestamp:1\tfile:x", "kind=demo id=e date=2026-11-22 ", "kind=demo id=e", "kind=x id=e date=2026-11-22"]
    {
        let refused = open_signed_as(&package(), text).unwrap_err();
        let malformed =
            matches!(refused, PackageError::CommentMalformed { .. } | PackageError::SignatureMalformed { .. });
        assert!(malformed, "{text}: {refused:?}");
    }
    assert!(matches!(open_signed_as(&package(), "e").unwrap_err(), PackageError::CommentMalformed { .. }));
    assert!(open_signed_as(&package(), "kind=demo id=e date=2026-11-22").is_ok());
}

#[test]
fn a_trusted_comment_that_the_manifest_does_not_repeat_is_refused() {
    for text in ["kind=demo id=f date=2026-11-22", "kind=demo id=e date=2026-11-23"] {
        let refused = open_signed_as(&package(), text).unwrap_err();
        assert!(matches!(refused, PackageError::CommentDiffers { .. }), "{text}: {refused:?}");
    }
    let (bytes, _) = of_kind(Kind::Training);
    assert!(matches!(open_signed(&bytes).unwrap_err(), PackageError::CommentDiffers { .. }));
}

#[test]
fn the_signature_before_hashing_became_the_rule_is_refused() {
    let bytes = package();
    let signature = KEY.sign(&bytes, &comment()).unwrap();
    let (first, rest) = signature.split_once('\n').unwrap();
    let legacy = format!("{first}\n{}", rest.replacen("RU", "RW", 1));
    let refused = open(&bytes, &legacy, &trusted(), Kind::Demo).unwrap_err();
    assert!(matches!(refused, PackageError::SignatureMalformed { .. }));
}

#[test]
fn nothing_is_signed_that_would_not_open() {
    assert!(KEY.sign(&package(), &comment()).is_ok());
    let other = Comment { id: "other".to_owned(), ..comment() };
    assert!(matches!(KEY.sign(&package(), &other).unwrap_err(), PackageError::CommentDiffers { .. }));
    assert!(matches!(KEY.sign(b"text", &comment()).unwrap_err(), PackageError::ZipMalformed { .. }));
}

#[test]
fn a_reader_that_fails_and_a_file_too_large_are_refused() {
    use std::io::{self, Read};

    struct Broken;
    impl Read for Broken {
        fn read(&mut self, _: &mut [u8]) -> io::Result<usize> {
            Err(io::Error::other("unplugged"))
        }
    }
    let refused = crate::package::read_file(Broken).unwrap_err();
    assert_eq!(refused, PackageError::PackageUnreadable { detail: "unplugged".to_owned() });
    assert_eq!(&*crate::package::read_file(package().as_slice()).unwrap(), package().as_slice());
    let whole = package();
    let length = u64::try_from(whole.len()).unwrap();
    assert_eq!(&*crate::package::read_whole(whole.as_slice(), length).unwrap(), whole.as_slice());
    for other in [length - 1, length + 1] {
        let refused = crate::package::read_whole(whole.as_slice(), other).unwrap_err();
        assert!(matches!(refused, PackageError::PackageUnreadable { .. }), "{refused:?}");
    }
    let refused = crate::package::read_whole(io::repeat(0), u64::MAX).unwrap_err();
    assert!(matches!(refused, PackageError::PackageTooBig { .. }));
    // What never ends is read no further than a package can reach.
    let refused = crate::package::read_file(io::repeat(0)).unwrap_err();
    assert!(matches!(refused, PackageError::PackageTooBig { .. }));
    assert_eq!(crate::package::read_signature(io::repeat(b'a')).unwrap().len(), 4097);
}

#[test]
fn hashes_are_signed_in_minisigns_format_under_no_packages_comment() {
    let sums = "00  a.pdf\n".repeat(20_000);
    let text = KEY.sign_sums(sums.as_bytes(), "batch ballots=1").unwrap();
    let verified = |bytes: &[u8]| {
        let key = minisign_verify::PublicKey::from_base64(KEY.public().unwrap().as_str()).unwrap();
        key.verify(bytes, &minisign_verify::Signature::decode(&text).unwrap(), false).is_ok()
    };
    assert!(verified(sums.as_bytes()) && !verified(&sums.as_bytes()[1..]));
    assert!(text.contains("\ntrusted comment: batch ballots=1\n"), "{text}");
    for comment in [comment().to_string(), "two\nlines".to_owned()] {
        let refused = KEY.sign_sums(sums.as_bytes(), &comment);
        assert!(matches!(refused, Err(PackageError::CommentMalformed { .. })), "{comment}");
    }
}
