//! Keys and packages, made and proven at the command line.

use std::fs;
use std::path::Path;

use ballot::package::{Kind, Package, TrustedKeys};
use stencil_gen::cli::Ending;

use crate::run::{Desk, Outcome, example, project};

impl Desk {
    /// A key without a password, `NAME.key` and `NAME.pub`.
    fn key(&self, name: &str) {
        let out = self.path(name);
        let outcome = self.run(&["keygen".as_ref(), "--no-password".as_ref(), "--out".as_ref(), out.as_os_str()]);
        assert_eq!(outcome.ending, Ending::Done, "{}", outcome.err);
    }

    /// `package` of the 2022 example with further arguments.
    fn package(&self, key: &str, out: &str, kind: &str, further: &[&str]) -> Outcome {
        let (list, form) = (example("2022-president"), project("examples/forms/a5-7rows.toml"));
        let (key, out) = (self.path(key), self.path(out));
        let text = |path: &Path| path.to_str().unwrap().to_owned();
        let mut arguments =
            vec!["package".to_owned(), "--no-speech".to_owned(), text(&list), "--form".to_owned(), text(&form)];
        arguments.extend(["--kind", kind, "--secret-key"].map(str::to_owned));
        arguments.extend([text(&key), "--out".to_owned(), text(&out)]);
        arguments.extend(further.iter().map(|word| (*word).to_owned()));
        self.run(&arguments)
    }

    fn verify(&self, file: &str, key: &str, kind: &str) -> Outcome {
        let file = self.path(file).to_str().unwrap().to_owned();
        self.run(&["package", "--verify", &file, "--public-key", key, "--kind", kind])
    }

    fn public(&self, key: &str) -> String {
        self.path(key).to_str().unwrap().to_owned()
    }
}

#[test]
fn a_package_is_made_and_proven_and_tells_its_fingerprint() {
    let desk = Desk::new();
    desk.key("k");
    let made = desk.package("k.key", "p.tandau", "voting", &[]);
    assert_eq!(made.ending, Ending::Done, "{}", made.err);
    let proven = desk.verify("p.tandau", &desk.public("k.pub"), "voting");
    assert_eq!(proven.ending, Ending::Done, "{}", proven.err);
    // The same with the key itself, as it stands in the second line of its file.
    let line = fs::read_to_string(desk.path("k.pub")).unwrap().lines().nth(1).unwrap().to_owned();
    let again = desk.verify("p.tandau", &line, "voting");
    assert_eq!(again.out, proven.out);
    let bytes = fs::read(desk.path("p.tandau")).unwrap();
    let signature = fs::read(desk.path("p.tandau.minisig")).unwrap();
    let trusted = TrustedKeys::only(Kind::Voting, line.parse().unwrap());
    let package = Package::open(bytes.into(), Some(&signature), &trusted, Kind::Voting).unwrap();
    for told in [&made.out, &proven.out] {
        assert!(told.contains(&package.fingerprint().to_string()), "{told}");
        assert!(told.contains(&package.fingerprint().hex()) && told.contains(&package.key().id()), "{told}");
    }
    assert_eq!(package.wording(), wording::VERSION);
    let paths: Vec<_> = package.paths().collect();
    assert_eq!(paths, ["election.json", "forms/a5-7rows.toml", "manifest.json", "specimens/president.pdf"]);
    assert_eq!(package.election().contests[0].options.len(), 7);
}

#[test]
fn the_same_election_and_key_give_the_same_files() {
    let desk = Desk::new();
    desk.key("k");
    for name in ["a.tandau", "b.tandau"] {
        assert_eq!(desk.package("k.key", name, "demo", &[]).ending, Ending::Done);
    }
    let read = |name: &str| fs::read(desk.path(name)).unwrap();
    assert_eq!(read("a.tandau"), read("b.tandau"));
    assert_eq!(read("a.tandau.minisig"), read("b.tandau.minisig"));
    // Over itself, too: nothing would change.
    assert_eq!(desk.package("k.key", "a.tandau", "demo", &[]).ending, Ending::Done);
}

#[test]
fn another_package_is_never_put_over_one_that_is_there() {
    let desk = Desk::new();
    desk.key("k");
    assert_eq!(desk.package("k.key", "a.tandau", "demo", &[]).ending, Ending::Done);
    let before = fs::read(desk.path("a.tandau")).unwrap();
    let refused = desk.package("k.key", "a.tandau", "demo", &["--date", "2026-11-22"]);
    assert_eq!(refused.ending, Ending::Failed);
    assert!(refused.err.contains("S193"), "{}", refused.err);
    assert_eq!(fs::read(desk.path("a.tandau")).unwrap(), before);
    assert_eq!(desk.files(".").len(), 4);
}

#[test]
fn a_secret_key_is_for_its_owner_only_and_never_overwritten() {
    let desk = Desk::new();
    desk.key("k");
    let secret = fs::read(desk.path("k.key")).unwrap();
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        assert_eq!(fs::metadata(desk.path("k.key")).unwrap().permissions().mode() & 0o777, 0o600);
        assert_eq!(fs::metadata(desk.path("k.pub")).unwrap().permissions().mode() & 0o777, 0o644);
    }
    for left in ["k.key", "k.pub"] {
        let out = desk.path("k");
        let again = desk.run(&["keygen".as_ref(), "--no-password".as_ref(), "--out".as_ref(), out.as_os_str()]);
        assert_eq!(again.ending, Ending::Failed);
        assert!(again.err.contains("S193") && again.err.contains(left), "{}", again.err);
        assert_eq!(fs::read(desk.path("k.key")).unwrap_or_else(|_| secret.clone()), secret);
        let _ = fs::remove_file(desk.path("k.key"));
    }
}

#[test]
fn a_locked_key_signs_with_its_password_only() {
    let desk = Desk::new();
    let right = desk.put("right", "Құпия сөз\n").to_str().unwrap().to_owned();
    let wrong = desk.put("wrong", "құпия сөз\n").to_str().unwrap().to_owned();
    let empty = desk.put("empty", "\n").to_str().unwrap().to_owned();
    let out = desk.public("k");
    assert_eq!(desk.run(&["keygen", "--out", &out, "--password-file", &right]).ending, Ending::Done);
    for (password, code) in [(&wrong, "P133"), (&empty, "P135")] {
        let refused = desk.package("k.key", "p.tandau", "demo", &["--password-file", password]);
        assert_eq!(refused.ending, Ending::BadInput);
        assert!(refused.err.contains(code), "{}", refused.err);
        assert!(!desk.path("p.tandau").exists());
    }
    assert_eq!(desk.package("k.key", "p.tandau", "demo", &["--password-file", &right]).ending, Ending::Done);
    assert_eq!(desk.verify("p.tandau", &desk.public("k.pub"), "demo").ending, Ending::Done);
    // A public key does not sign.
    let refused = desk.package("k.pub", "q.tandau", "demo", &[]);
    assert!(refused.err.contains("P132"), "{}", refused.err);
}

#[test]
fn a_package_is_refused_with_its_code() {
    let desk = Desk::new();
    desk.key("k");
    desk.key("other");
    assert_eq!(desk.package("k.key", "p.tandau", "training", &[]).ending, Ending::Done);
    let key = desk.public("k.pub");
    let refused = |file: &str, key: &str, kind: &str, code: &str, ending: Ending| {
        let outcome = desk.verify(file, key, kind);
        assert_eq!(outcome.ending, ending, "{code}: {}", outcome.err);
        assert!(outcome.err.contains(code) && outcome.out.is_empty(), "{}", outcome.err);
    };
    refused("p.tandau", &key, "voting", "P106", Ending::CheckFailed);
    refused("p.tandau", &desk.public("other.pub"), "training", "P105", Ending::CheckFailed);
    refused("p.tandau", "RWQ", "training", "P130", Ending::BadInput);
    refused("q.tandau", &key, "training", "P101", Ending::Failed);
    let mut bytes = fs::read(desk.path("p.tandau")).unwrap();
    desk.put("q.tandau", &bytes);
    refused("q.tandau", &key, "training", "P102", Ending::CheckFailed);
    bytes[100] ^= 1;
    desk.put("q.tandau", &bytes);
    fs::copy(desk.path("p.tandau.minisig"), desk.path("q.tandau.minisig")).unwrap();
    refused("q.tandau", &key, "training", "P104", Ending::CheckFailed);
    desk.put("q.tandau.minisig", "RUQ");
    refused("q.tandau", &key, "training", "P103", Ending::CheckFailed);
    assert_eq!(desk.verify("p.tandau", &key, "training").ending, Ending::Done);
}

#[test]
fn a_list_that_make_refuses_gives_no_package() {
    let desk = Desk::new();
    desk.key("k");
    let list = desk.put("list.csv", "name_kk;name_ru\nИә;Да\nИә;Нет\n").to_str().unwrap().to_owned();
    let form = project("examples/forms/a5-2rows.toml").to_str().unwrap().to_owned();
    let (key, out) = (desk.public("k.key"), desk.public("p.tandau"));
    let arguments =
        ["package", "--no-speech", &list, "--form", &form, "--kind", "demo", "--secret-key", &key, "--out", &out];
    let titles = ["--date", "2026-11-22", "--title-kk", "Әкім", "--title-ru", "Аким"];
    let refused = desk.run(&[&arguments[..], &titles].concat());
    assert_eq!(refused.ending, Ending::BadInput);
    assert!(refused.err.contains("S112"), "{}", refused.err);
    desk.put("list.csv", "kind;name_kk;name_ru\nanswer;Иә;Да\nanswer;Жоқ;Нет\n");
    let made = desk.run(&[&arguments[..], &titles].concat());
    assert_eq!(made.ending, Ending::Done, "{}", made.err);
    assert_eq!(desk.verify("p.tandau", &desk.public("k.pub"), "demo").ending, Ending::Done);
}

#[test]
fn a_package_has_the_ending_of_a_package() {
    let desk = Desk::new();
    desk.key("k");
    assert_eq!(desk.package("k.key", "p.zip", "demo", &[]).ending, Ending::Usage);
    assert_eq!(desk.package("k.key", "p.tandau", "test", &[]).ending, Ending::Usage);
    assert_eq!(desk.package("k.key", "p.tandau", "demo", &[]).ending, Ending::Done);
}

#[test]
fn a_voice_without_its_engine_gives_no_package() {
    let desk = Desk::new();
    desk.key("k");
    let line = |language: &str| {
        format!(
            "[{language}]\nname = \"none\"\ncommand = [\"no-such-engine-anywhere\", \"{{text}}\", \"{{out}}\"]\nversion = [\"no-such-engine-anywhere\"]\n"
        )
    };
    let engines = format!("format = \"speech-engines/1\"\n{}{}{}", line("kk"), line("ru"), line("en"));
    let engines = desk.put("engines.toml", &engines).to_str().unwrap().to_owned();
    let (list, form) = (example("2022-president"), project("examples/forms/a5-7rows.toml"));
    let (list, form) = (list.to_str().unwrap(), form.to_str().unwrap());
    let (key, out) = (desk.public("k.key"), desk.public("p.tandau"));
    let arguments =
        ["package", list, "--form", form, "--kind", "demo", "--secret-key", &key, "--out", &out, "--engines", &engines];
    let refused = desk.run(&arguments);
    assert_eq!(refused.ending, Ending::BadInput);
    assert!(refused.err.contains("S403"), "{}", refused.err);
    assert!(!Path::new(&out).exists() && !desk.path("p.tandau.minisig").exists());
}
