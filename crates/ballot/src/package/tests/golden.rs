//! The example in `docs/formats` is what the program writes and reads.

use std::fs;
use std::path::{Path, PathBuf};

use super::*;
use crate::package::PublicKey;

fn formats(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../docs/formats").join(name)
}

fn example() -> Contents {
    let form = fs::read(formats("form.toml")).unwrap();
    let election = election(&fs::read_to_string(formats("election.json")).unwrap());
    Contents { election, forms: vec![("example".to_owned(), form)], ..contents() }
}

#[test]
fn the_golden_package_is_written_and_opened() {
    let contents = example();
    let bytes = write(&contents).unwrap();
    if std::env::var_os("UPDATE_GOLDEN").is_some() {
        // The key that signs is thrown away: nobody can sign anything else with it.
        let key = new_key();
        fs::write(formats("example.tandau"), &bytes).unwrap();
        fs::write(formats("example.tandau.minisig"), key.sign(&bytes, &contents.comment()).unwrap()).unwrap();
        fs::write(formats("example.pub"), key.public().unwrap().file()).unwrap();
        let manifest = &bytes[container::read(&bytes).unwrap()["manifest.json"].clone()];
        fs::write(formats("manifest.json"), manifest).unwrap();
    }
    let golden = fs::read(formats("example.tandau")).unwrap();
    assert!(bytes == golden, "renew with UPDATE_GOLDEN=1");
    let key: PublicKey = fs::read_to_string(formats("example.pub")).unwrap().parse().unwrap();
    let signature = fs::read(formats("example.tandau.minisig")).unwrap();
    let trusted = TrustedKeys::only(Kind::Demo, key);
    let opened = Package::open(golden.into(), Some(&signature), &trusted, Kind::Demo).unwrap();
    assert_eq!(opened.election(), &contents.election);
    assert_eq!(&*opened.file("manifest.json").unwrap(), fs::read(formats("manifest.json")).unwrap());
}
