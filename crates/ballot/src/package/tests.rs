//! Packages made, changed in every way, and refused.

mod changes;
mod containers;
mod contents;
mod fuzz;
mod golden;
mod keys;
mod signatures;

use std::collections::BTreeMap;
use std::sync::LazyLock;

use super::manifest::About;
use super::{Comment, Contents, Kind, Package, PackageError, SecretKey, TrustedKeys, container, manifest, write};
use crate::Election;
use crate::list::{self, ReadOptions};
use crate::rules;

/// The key of these tests, made anew in every run.
static KEY: LazyLock<SecretKey> = LazyLock::new(new_key);

fn new_key() -> SecretKey {
    let (file, _) = SecretKey::generate(None).unwrap();
    SecretKey::open(&file, None).unwrap()
}

/// Whoever trusts [`KEY`] for demonstrations.
fn trusted() -> TrustedKeys {
    TrustedKeys::only(Kind::Demo, KEY.public().unwrap())
}

/// The smallest election there is, and its form.
const ELECTION: &str = r#"{"format":"election/1","id":"e","date":"2026-11-22","title":{"kk":"Үй","ru":"Дом"},
"contests":[{"id":"c","title":{"kk":"Үй","ru":"Дом"},"form":"f","options":[
{"kind":"answer","name":{"kk":"Иә","ru":"Да"}},{"kind":"answer","name":{"kk":"Жоқ","ru":"Нет"}}]}]}"#;
const FORM: &str = "format=\"form/1\"\nid=\"f\"\npage=[148.0,210.0]\n\
    squares={size=[8.0,8.0],first_center=[134.0,62.0],pitch=14.0,rows=2}\n";

fn election(json: &str) -> Election {
    let checked = rules::check(list::read("election.json", json.as_bytes(), &ReadOptions::default()).draft);
    checked.election.unwrap_or_else(|| panic!("{:?}", checked.problems))
}

fn contents() -> Contents {
    Contents {
        kind: Kind::Demo,
        election: election(ELECTION),
        forms: vec![("f".to_owned(), FORM.into())],
        files: BTreeMap::new(),
        program: "0.1.0".to_owned(),
        wording: "1".to_owned(),
    }
}

/// The package of [`contents`].
fn package() -> Vec<u8> {
    write(&contents()).unwrap()
}

/// The files of [`package`] but the manifest, to be changed.
fn files() -> BTreeMap<String, Vec<u8>> {
    let bytes = package();
    let mut files: BTreeMap<String, Vec<u8>> =
        container::read(&bytes).unwrap().into_iter().map(|(path, range)| (path, bytes[range].to_vec())).collect();
    files.remove("manifest.json");
    files
}

fn comment() -> Comment {
    contents().comment()
}

/// The manifest that belongs to these files.
fn manifest_of(files: &BTreeMap<String, Vec<u8>>) -> Vec<u8> {
    manifest::write(&About { comment: &comment(), program: "0.1.0", wording: "1" }, files).unwrap()
}

/// A container of these files, with the manifest that belongs to them.
fn packed(mut files: BTreeMap<String, Vec<u8>>) -> Vec<u8> {
    let manifest = manifest_of(&files);
    files.insert("manifest.json".to_owned(), manifest);
    container::write(&files).unwrap()
}

/// Opens what the trusted key has signed, whatever it is.
fn open_signed(bytes: &[u8]) -> Result<Package, PackageError> {
    open_signed_as(bytes, &comment().to_string())
}

fn open_signed_as(bytes: &[u8], comment: &str) -> Result<Package, PackageError> {
    let signature = KEY.sign_bytes(bytes, comment).unwrap();
    Package::open(bytes.into(), Some(signature.as_bytes()), &trusted(), Kind::Demo)
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8(bytes.to_vec()).unwrap()
}

/// Why a package is refused although the trusted key signed it.
fn refused(bytes: &[u8]) -> PackageError {
    open_signed(bytes).unwrap_err()
}

/// Whether this is a long run.
fn is_soak() -> bool {
    std::env::var("PROPTEST_CASES").is_ok_and(|cases| cases.parse::<u64>().is_ok_and(|cases| cases > 1000))
}
