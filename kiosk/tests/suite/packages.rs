//! Signed packages: only those of kind demo, only with the key that was named.

use std::fs;
use std::path::PathBuf;

use ballot::list::{ReadOptions, read};
use ballot::package::{Contents, Kind, SecretKey, write};
use ballot::rules::check;

use crate::desk::{Desk, project, text};

/// Writes a signed package of the 2022 election, and gives it and the public key.
fn package(desk: &Desk, kind: Kind, key: &SecretKey) -> (PathBuf, String) {
    let bytes = fs::read(project("examples/elections/2022-president/election.json")).unwrap();
    let election = check(read("election.json", &bytes, &ReadOptions::default()).draft).election.unwrap();
    let form = fs::read(project("examples/forms/a5-7rows.toml")).unwrap();
    let contents = Contents {
        kind,
        election,
        forms: vec![("a5-7rows".to_owned(), form)],
        files: Default::default(),
        program: "test".to_owned(),
        wording: "test".to_owned(),
    };
    let bytes = write(&contents).unwrap();
    let name = format!("{kind}.tandau");
    desk.put(&format!("{name}.minisig"), key.sign(&bytes, &contents.comment()).unwrap());
    (desk.put(&name, bytes), key.public().unwrap().as_str().to_owned())
}

fn key() -> SecretKey {
    let (file, _) = SecretKey::generate(None).unwrap();
    SecretKey::open(&file, None).unwrap()
}

#[test]
fn a_package_of_kind_demo_is_played_as_the_demonstration_is() {
    let desk = Desk::new();
    let key = key();
    let (package, public) = package(&desk, Kind::Demo, &key);
    let script = "down\ndown\nselect\nwait speech\n";
    let output = desk.replay(script, &["--package", package.to_str().unwrap(), "--trust", &public]);
    assert!(output.status.success(), "{}", text(&output.stderr));
    let of_package = desk.read("out/transcript.jsonl");
    assert!(desk.replay(script, &[]).status.success());
    assert_eq!(desk.read("out/transcript.jsonl"), of_package);
    // The key's own file does as well.
    let public = desk.put("demo.pub", key.public().unwrap().file());
    let further = ["--package", package.to_str().unwrap(), "--trust", public.to_str().unwrap()];
    assert!(desk.replay(script, &further).status.success());
}

#[test]
fn a_package_of_a_real_voting_is_refused_whatever_key_is_trusted() {
    let desk = Desk::new();
    let (voting, public) = package(&desk, Kind::Voting, &key());
    let output = desk.replay("down\n", &["--package", voting.to_str().unwrap(), "--trust", &public]);
    assert_eq!(output.status.code(), Some(2));
    assert!(text(&output.stderr).contains("K420"), "{}", text(&output.stderr));
    assert!(!desk.path("out").exists());
}

#[test]
fn other_packages_are_refused_by_their_own_codes() {
    let desk = Desk::new();
    let key = key();
    let (demo, public) = package(&desk, Kind::Demo, &key);
    let (training, _) = package(&desk, Kind::Training, &key);
    let other = self::key().public().unwrap();
    let demo = demo.to_str().unwrap();
    let code = |package: &str, trust: &str| {
        let output = desk.replay("down\n", &["--package", package, "--trust", trust]);
        let err = text(&output.stderr).to_owned();
        (output.status.code().unwrap(), err.split_whitespace().nth(1).unwrap_or_default().to_owned())
    };
    assert_eq!(code(training.to_str().unwrap(), &public), (2, "P106".to_owned()));
    assert_eq!(code(demo, other.as_str()), (2, "P105".to_owned()));
    assert_eq!(code("missing.tandau", &public), (3, "P101".to_owned()));
    let mut bytes = fs::read(demo).unwrap();
    *bytes.last_mut().unwrap() ^= 1;
    fs::write(demo, bytes).unwrap();
    assert_eq!(code(demo, &public), (2, "P104".to_owned()));
    fs::remove_file(desk.path("demo.tandau.minisig")).unwrap();
    assert_eq!(code(demo, &public), (2, "P102".to_owned()));
}
