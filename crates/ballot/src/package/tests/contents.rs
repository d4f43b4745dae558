//! Well-formed containers with contents that no booth may take up, and the codes they are refused
//! with.

use super::*;
use crate::{Problem, ProblemKind};

/// A package whose election is `ELECTION` with a text replaced.
fn with_election(from: &str, to: &str) -> Vec<u8> {
    let mut files = files();
    let changed = text(&files["election.json"]).replace(from, to);
    assert_ne!(changed.as_bytes(), files["election.json"]);
    files.insert("election.json".to_owned(), changed.into());
    packed(files)
}

/// A package whose form is `FORM` with a text replaced.
fn with_form(from: &str, to: &str) -> Vec<u8> {
    let mut files = files();
    assert!(FORM.contains(from));
    files.insert("forms/f.toml".to_owned(), FORM.replace(from, to).into());
    packed(files)
}

/// A package whose manifest has a text replaced.
fn with_manifest(from: &str, to: &str) -> Vec<u8> {
    let mut files = files();
    let manifest = text(&manifest_of(&files));
    assert!(manifest.contains(from), "{from}");
    files.insert("manifest.json".to_owned(), manifest.replacen(from, to, 1).into());
    container::write(&files).unwrap()
}

#[test]
fn a_file_that_nobody_asks_for_is_refused() {
    let with = |path: &str| {
        let mut files = files();
        files.insert(path.to_owned(), FORM.replace("\"f\"", "\"g\"").into());
        packed(files)
    };
    for path in ["readme.txt", "forms/g.toml", "specimens/d.pdf", "speech/de/1.flac", "speech/kk/1.wav", "a/b/c/d"] {
        assert_eq!(refused(&with(path)), PackageError::ExtraEntry { path: path.to_owned() });
    }
    for path in ["specimens/c.pdf", "speech/kk/1.flac", "speech/ru/index.json"] {
        assert!(open_signed(&with(path)).unwrap().file(path).is_some(), "{path}");
    }
    // In the package, but not in the manifest.
    let mut unlisted = files();
    let manifest = manifest_of(&unlisted);
    unlisted.insert("specimens/c.pdf".to_owned(), Vec::new());
    unlisted.insert("manifest.json".to_owned(), manifest);
    let refused = refused(&container::write(&unlisted).unwrap());
    assert_eq!(refused, PackageError::ExtraEntry { path: "specimens/c.pdf".to_owned() });
}

#[test]
fn a_file_that_is_missing_is_told() {
    let mut without = files();
    let missing = |path: &str| PackageError::MissingEntry { path: path.to_owned() };
    assert_eq!(refused(&container::write(&without).unwrap()), missing("manifest.json"));
    let manifest = manifest_of(&without);
    without.remove("forms/f.toml");
    without.insert("manifest.json".to_owned(), manifest);
    assert_eq!(refused(&container::write(&without).unwrap()), missing("forms/f.toml"));
    let mut files = files();
    files.remove("election.json");
    assert_eq!(refused(&packed(files)), missing("election.json"));
    assert_eq!(refused(&container::write(&BTreeMap::new()).unwrap()), missing("manifest.json"));
}

#[test]
fn a_file_other_than_the_manifest_says_is_refused() {
    let size = files()["forms/f.toml"].len();
    let differs = PackageError::HashDiffers { path: "forms/f.toml".to_owned() };
    assert_eq!(refused(&with_manifest(&format!("\"size\": {size}"), &format!("\"size\": {}", size + 1))), differs);
    let mut changed = files();
    let manifest = manifest_of(&changed);
    changed.insert("forms/f.toml".to_owned(), FORM.replace("14.0", "14.1").into());
    changed.insert("manifest.json".to_owned(), manifest);
    assert_eq!(refused(&container::write(&changed).unwrap()), differs);
}

#[test]
fn a_manifest_that_is_not_as_it_must_be_is_refused() {
    assert!(open_signed(&with_manifest("\"program\"", " \"program\"")).is_ok());
    for (from, to) in [
        ("\"kind\"", "\"sort\""),
        ("\"demo\"", "\"test\""),
        ("\"program\"", "\"extra\": 1,\n\"program\""),
        ("\"program\"", "\"kind\": \"demo\",\n\"program\""),
        ("\"0.1.0\"", "\"0.1.0\\n\""),
        ("\"1\"", "\"\""),
        ("\"size\": ", "\"size\": -"),
        ("}\n", "}\n}\n"),
    ] {
        let refused = refused(&with_manifest(from, to));
        assert!(matches!(refused, PackageError::ManifestMalformed { .. }), "{to}: {refused:?}");
    }
    let found =
        |found: &str| PackageError::ManifestVersion { found: found.to_owned(), expected: "package/1".to_owned() };
    assert_eq!(refused(&with_manifest("package/1", "package/2")), found("package/2"));
    assert_eq!(refused(&with_manifest("\"format\"", "\"Format\"")), found(""));
    let mut listed = files();
    let manifest = text(&manifest_of(&listed)).replacen("forms/f.toml", "manifest.json", 1);
    listed.remove("forms/f.toml");
    listed.insert("manifest.json".to_owned(), manifest.into());
    let refused = refused(&container::write(&listed).unwrap());
    assert_eq!(refused, PackageError::ExtraEntry { path: "manifest.json".to_owned() });
}

#[test]
fn a_manifest_or_form_beyond_its_limit_is_refused() {
    let spaces = |count: usize| " ".repeat(count);
    let mut long = files();
    let manifest = manifest_of(&long);
    let fill = |to: usize| [spaces(to - manifest.len()).as_bytes(), &manifest].concat();
    for (length, fits) in [(manifest::MAX_MANIFEST, true), (manifest::MAX_MANIFEST + 1, false)] {
        long.insert("manifest.json".to_owned(), fill(length));
        let opened = open_signed(&container::write(&long).unwrap());
        assert_eq!(opened.is_ok(), fits);
        assert!(fits || matches!(opened.unwrap_err(), PackageError::PackageTooBig { .. }));
    }
    for (length, fits) in [(1024 * 1024, true), (1024 * 1024 + 1, false)] {
        let mut files = files();
        files.insert("forms/f.toml".to_owned(), format!("{FORM}#{}", spaces(length - FORM.len() - 1)).into());
        let opened = open_signed(&packed(files));
        assert_eq!(opened.is_ok(), fits);
        assert!(fits || matches!(opened.unwrap_err(), PackageError::PackageTooBig { .. }));
    }
}

#[test]
fn an_election_with_an_error_or_with_something_to_repair_is_refused() {
    let kind_of = |from: &str, to: &str| match refused(&with_election(from, to)) {
        PackageError::ElectionInvalid { problem } => problem.kind,
        other => panic!("{other:?}"),
    };
    assert!(open_signed(&with_election("\"Үй\"", "\"Әй\"")).is_ok());
    assert!(matches!(kind_of("\"Жоқ\"", "\"Иә\""), ProblemKind::DuplicateName { .. }));
    assert!(matches!(kind_of("\"Жоқ\"", "\"Жо  қ\""), ProblemKind::SpacesRepaired { .. }));
    assert!(matches!(kind_of("\"status\"", "\"stat\""), ProblemKind::Syntax { .. }));
    assert!(matches!(kind_of("election/1", "election/2"), ProblemKind::UnknownFormat { .. }));
    assert_eq!(kind_of("{\n  \"format\"", " {\n  \"format\""), ProblemKind::NotAList);
    let other = refused(&with_election("\"id\": \"e\"", "\"id\": \"other\""));
    assert!(matches!(other, PackageError::ElectionDiffers { .. }));
    let other = refused(&with_election("2026-11-22", "2026-11-29"));
    assert!(matches!(other, PackageError::ElectionDiffers { .. }));
}

#[test]
fn a_list_of_another_format_or_encoding_is_no_election() {
    let utf_16: Vec<u8> = ELECTION.encode_utf16().flat_map(u16::to_le_bytes).collect();
    for bytes in [[b"\xff\xfe".as_slice(), &utf_16].concat(), package(), b"\xef\xbb\xbf{}".to_vec(), b"{\xff".to_vec()]
    {
        let mut files = files();
        files.insert("election.json".to_owned(), bytes);
        let PackageError::ElectionInvalid { problem } = refused(&packed(files)) else { panic!() };
        assert_eq!(problem.kind, ProblemKind::NotAList);
    }
}

#[test]
fn a_form_that_is_missing_or_does_not_fit_is_told() {
    let missing = PackageError::FormMissing { contest: "c".to_owned() };
    assert_eq!(refused(&with_election("\"form\": \"f\"", "\"form\": \"g\"")), missing);
    assert_eq!(refused(&with_election(",\n      \"form\": \"f\"", "")), missing);
    let kind_of = |bytes: &[u8]| match refused(bytes) {
        PackageError::FormInvalid { problem } => problem.kind,
        other => panic!("{other:?}"),
    };
    assert!(open_signed(&with_form("rows=2", "rows=3}\nspare_squares=1#")).is_ok());
    assert!(matches!(
        kind_of(&with_form("rows=2", "rows=3")),
        ProblemKind::OptionsAndSquares { options: 2, squares: 3 }
    ));
    assert!(matches!(kind_of(&with_form("id=\"f\"", "id=\"g\"")), ProblemKind::OtherForm { .. }));
    assert!(matches!(kind_of(&with_form("rows=2", "rows=0")), ProblemKind::FormValue { .. }));
    assert!(matches!(kind_of(&with_form("page", "size")), ProblemKind::Syntax { .. }));
    let mut files = files();
    files.insert("forms/f.toml".to_owned(), vec![0xff]);
    assert!(matches!(kind_of(&packed(files)), ProblemKind::Syntax { .. }));
}

#[test]
fn a_package_that_would_be_refused_is_not_written() {
    let with_form = |id: &str, form: &str| {
        let mut contents = contents();
        contents.forms.push((id.to_owned(), form.into()));
        write(&contents)
    };
    assert!(with_form("f", FORM).is_ok());
    assert_eq!(with_form("f", "other").unwrap_err(), PackageError::FormsClash { form: "f".to_owned() });
    assert!(matches!(with_form("g", FORM).unwrap_err(), PackageError::ExtraEntry { .. }));
    let problem = write(&Contents { forms: Vec::new(), ..contents() }).unwrap_err();
    assert_eq!(problem, PackageError::FormMissing { contest: "c".to_owned() });
    let mut repaired = contents();
    repaired.election.title.kk = "Үй ".to_owned();
    let PackageError::ElectionInvalid { problem } = write(&repaired).unwrap_err() else { panic!() };
    let Problem { place, kind } = *problem;
    assert!(matches!(kind, ProblemKind::SpacesRepaired { .. }) && place.file == "election.json");
}
