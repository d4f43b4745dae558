//! Any bytes as a package that the right key has signed: no panic, and what opens was listed, hashed and checked. The
//! signature is made here, so that what stands behind it is reached.
#![no_main]

use std::collections::BTreeMap;
use std::sync::OnceLock;

use ballot::package::{Comment, Kind, Package, SecretKey, TrustedKeys};
use libfuzzer_sys::fuzz_target;
use sha2::{Digest as _, Sha256};
use tandau_fuzz::container;

/// A key of this run.
fn key() -> &'static SecretKey {
    static KEY: OnceLock<SecretKey> = OnceLock::new();
    KEY.get_or_init(|| {
        let (file, _) = SecretKey::generate(None).expect("a key without a password");
        SecretKey::open(&file, None).expect("a key that was just made")
    })
}

/// Signs, which opens too: an error is an answer, a panic is not.
fn open(bytes: &[u8]) {
    let comment = Comment::parse("kind=demo id=example date=2026-11-22").expect("a comment as packages have it");
    let Ok(signature) = key().sign(bytes, &comment) else { return };
    let trusted = TrustedKeys::only(Kind::Demo, key().public().expect("the key's other half"));
    let package = Package::open(bytes.into(), Some(signature.as_bytes()), &trusted, Kind::Demo).expect("it was opened");
    for contest in &package.election().contests {
        assert!(package.form(contest).is_some(), "a contest without a form");
    }
    for path in package.paths() {
        assert!(!path.contains("..") && !path.starts_with('/'), "{path}");
    }
    // Not for another kind, and not with a byte changed.
    assert!(Package::open(bytes.into(), Some(signature.as_bytes()), &trusted, Kind::Voting).is_err());
    let mut changed = bytes.to_vec();
    changed[0] ^= 1;
    assert!(Package::open(changed.into(), Some(signature.as_bytes()), &trusted, Kind::Demo).is_err());
}

/// Election, form and a further file, cut at zero bytes, with a manifest that is right about them.
fn listed(bytes: &[u8]) -> Vec<u8> {
    let mut parts = bytes.splitn(4, |byte| *byte == 0);
    let mut files = BTreeMap::new();
    for name in ["election.json", "forms/example.toml"] {
        files.insert(name.to_owned(), parts.next().unwrap_or_default().to_vec());
    }
    if let (Some(name), Some(content)) = (parts.next(), parts.next()) {
        files.insert(String::from_utf8_lossy(name).into_owned(), content.to_vec());
    }
    let list: Vec<_> = files
        .iter()
        .map(|(path, content)| {
            let sum: String = Sha256::digest(content).iter().map(|byte| format!("{byte:02x}")).collect();
            serde_json::json!({"path": path, "sha256": sum, "size": content.len()})
        })
        .collect();
    let manifest = serde_json::json!({"format": "package/1", "kind": "demo", "id": "example", "date": "2026-11-22",
        "program": "0.1.0", "wording": "1", "files": list});
    files.insert("manifest.json".to_owned(), manifest.to_string().into_bytes());
    container(&files)
}

fuzz_target!(|bytes: &[u8]| {
    open(bytes);
    open(&listed(bytes));
});
