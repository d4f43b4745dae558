//! The paths of files in a package, and which of them have a place there.

use crate::Language;
use crate::rules::is_plain_id;

/// The manifest.
pub(super) const MANIFEST: &str = "manifest.json";
/// The election.
pub(super) const ELECTION: &str = "election.json";
/// The most bytes of a path.
const LONGEST: usize = 200;

/// What a file of a package is, told by its path.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Role<'a> {
    Manifest,
    Election,
    /// A ballot form, with its identifier.
    Form(&'a str),
    /// A specimen ballot, with its contest's identifier.
    Specimen(&'a str),
    /// The list of clips in a language, or one of them.
    Speech,
}

/// Whether `path` names a file in the package and can name nothing else on any system: names that
/// may be folders' names, with single slashes between them.
pub(super) fn is_inside(path: &str) -> bool {
    path.len() <= LONGEST && path.split('/').all(is_plain_id) && unicode_normalization::is_nfc(path)
}

/// The role of the file at `path`; `None` where packages have no such file.
pub(super) fn role(path: &str) -> Option<Role<'_>> {
    let parts: Vec<&str> = path.split('/').collect();
    match parts.as_slice() {
        [MANIFEST] => Some(Role::Manifest),
        [ELECTION] => Some(Role::Election),
        ["forms", name] => Some(Role::Form(name.strip_suffix(".toml")?)),
        ["specimens", name] => Some(Role::Specimen(name.strip_suffix(".pdf")?)),
        ["speech", language, name] => {
            let known = [Language::Kk, Language::Ru, Language::En].iter().any(|own| own.code() == *language);
            (known && (*name == "index.json" || name.ends_with(".flac"))).then_some(Role::Speech)
        }
        _ => None,
    }
}

/// The path of a ballot form.
pub(super) fn form(id: &str) -> String {
    format!("forms/{id}.toml")
}

/// The path of a contest's specimen ballot.
#[must_use]
pub fn specimen(contest: &str) -> String {
    format!("specimens/{contest}.pdf")
}

/// The path of a file with speech: `index.json`, or a clip `NAME.flac`.
#[must_use]
pub fn speech(language: Language, name: &str) -> String {
    format!("speech/{}/{name}", language.code())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_plain_paths_lie_inside() {
        for path in ["manifest.json", "forms/a5.toml", "speech/kk/а1.flac", "forms/мәслихат.toml"] {
            assert!(is_inside(path), "{path}");
        }
        let long = "a".repeat(60);
        assert!(is_inside(&[&*long; 3].join("/")));
        let too_long = [&*long; 4].join("/");
        for path in [
            "",
            "/",
            "/a",
            "a/",
            "a//b",
            "..",
            "../a",
            "a/../b",
            ".",
            "./a",
            "a/.",
            "a\\b",
            "c:a",
            "a b",
            "a\0",
            "a\n",
            "nul",
            "a/con.toml",
            "и\u{306}",
            &too_long,
        ] {
            assert!(!is_inside(path), "{path:?}");
        }
    }

    #[test]
    fn a_path_tells_what_the_file_is() {
        assert_eq!(role("manifest.json"), Some(Role::Manifest));
        assert_eq!(role("election.json"), Some(Role::Election));
        assert_eq!(role(&form("a5")), Some(Role::Form("a5")));
        assert_eq!(role(&specimen("mayor")), Some(Role::Specimen("mayor")));
        assert_eq!(role(&speech(Language::Kk, "index.json")), Some(Role::Speech));
        assert_eq!(role(&speech(Language::En, "1.flac")), Some(Role::Speech));
        for path in ["a", "forms/a5", "forms/a/b.toml", "speech/de/1.flac", "speech/kk/1.wav", "speech/index.json"] {
            assert_eq!(role(path), None, "{path}");
        }
    }
}
