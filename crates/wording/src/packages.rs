//! The codes of packages that are refused, and of keys.

use ballot::package::{Kind, PackageError};
use ballot::{Language, Problem};

use crate::{Code, Coded, Phrase, phrase, values};

/// The name of a kind of package.
#[must_use]
pub const fn kind_name(kind: Kind, language: Language) -> &'static str {
    let key = match kind {
        Kind::Voting => Phrase::KindVoting,
        Kind::Training => Phrase::KindTraining,
        Kind::Practice => Phrase::KindPractice,
        Kind::Demo => Phrase::KindDemo,
    };
    phrase(key, language)
}

impl Coded for PackageError {
    fn code(&self) -> Code {
        match self {
            Self::PackageUnreadable { .. } => Code::P101,
            Self::SignatureMissing => Code::P102,
            Self::SignatureMalformed { .. } => Code::P103,
            Self::SignatureBad => Code::P104,
            Self::KeyNotTrusted { .. } => Code::P105,
            Self::WrongKind { .. } => Code::P106,
            Self::CommentMalformed { .. } => Code::P107,
            Self::CommentDiffers { .. } => Code::P108,
            Self::PackageTooBig { .. } => Code::P109,
            Self::ZipMalformed { .. } => Code::P110,
            Self::PathOutside { .. } => Code::P111,
            Self::DuplicateEntry { .. } => Code::P112,
            Self::ExtraEntry { .. } => Code::P113,
            Self::MissingEntry { .. } => Code::P114,
            Self::HashDiffers { .. } => Code::P115,
            Self::ManifestMalformed { .. } => Code::P116,
            Self::ManifestVersion { .. } => Code::P117,
            Self::ElectionInvalid { .. } => Code::P118,
            Self::ElectionDiffers { .. } => Code::P119,
            Self::FormMissing { .. } => Code::P120,
            Self::FormInvalid { .. } => Code::P121,
            Self::PublicKeyMalformed => Code::P130,
            Self::KeyOfTwoKinds { .. } => Code::P131,
            Self::SecretKeyMalformed => Code::P132,
            Self::PasswordWrong => Code::P133,
            Self::FormsClash { .. } => Code::P134,
        }
    }

    fn values(&self, language: Language) -> Vec<(&'static str, String)> {
        let name = |kind: &Kind| kind_name(*kind, language);
        match self {
            Self::SignatureMissing
            | Self::SignatureBad
            | Self::PublicKeyMalformed
            | Self::SecretKeyMalformed
            | Self::PasswordWrong => Vec::new(),
            Self::PackageUnreadable { detail } | Self::ManifestMalformed { detail } => values([("detail", detail)]),
            Self::SignatureMalformed { detail } => values([("detail", detail)]),
            Self::KeyNotTrusted { key, kind } => values([("key", key), ("kind", &name(kind))]),
            Self::WrongKind { found, wanted } => values([("found", &name(found)), ("wanted", &name(wanted))]),
            Self::CommentMalformed { comment } => values([("comment", comment)]),
            Self::CommentDiffers { comment, manifest } => values([("comment", comment), ("manifest", manifest)]),
            Self::PackageTooBig { what, limit_kb } => values([("what", what), ("limit_kb", limit_kb)]),
            Self::ZipMalformed { at, detail } => values([("at", at), ("detail", detail)]),
            Self::PathOutside { path }
            | Self::DuplicateEntry { path }
            | Self::ExtraEntry { path }
            | Self::MissingEntry { path }
            | Self::HashDiffers { path } => values([("path", path)]),
            Self::ManifestVersion { found, expected } => values([("found", found), ("expected", expected)]),
            Self::ElectionInvalid { problem } | Self::FormInvalid { problem } => inner(problem, language),
            Self::ElectionDiffers { manifest, election } => values([("manifest", manifest), ("election", election)]),
            Self::FormMissing { contest } => values([("contest", contest)]),
            Self::KeyOfTwoKinds { key, first, second } => {
                values([("key", key), ("first", &name(first)), ("second", &name(second))])
            }
            Self::FormsClash { form } => values([("form", form)]),
        }
    }
}

/// A problem of a list or form that makes a package unfit, in its own words.
fn inner(problem: &Problem, language: Language) -> Vec<(&'static str, String)> {
    let text = format!("{}: {}", problem.kind.code(), crate::text(&problem.kind, language));
    values([("place", &problem.place), ("problem", &text)])
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use ballot::{Place, ProblemKind};

    use super::*;
    use crate::{Severity, remedy, text};

    const LANGUAGES: [Language; 3] = [Language::Kk, Language::Ru, Language::En];

    fn errors() -> Vec<PackageError> {
        let word = || "manifest".to_owned();
        let problem = || Box::new(Problem::new(Place::row("election.json", 2), ProblemKind::SecondAgainstAll));
        vec![
            PackageError::PackageUnreadable { detail: word() },
            PackageError::SignatureMissing,
            PackageError::SignatureMalformed { detail: "size" },
            PackageError::SignatureBad,
            PackageError::KeyNotTrusted { key: word(), kind: Kind::Voting },
            PackageError::WrongKind { found: Kind::Training, wanted: Kind::Voting },
            PackageError::CommentMalformed { comment: word() },
            PackageError::CommentDiffers { comment: word(), manifest: word() },
            PackageError::PackageTooBig { what: word(), limit_kb: 8 },
            PackageError::ZipMalformed { at: 30, detail: "name" },
            PackageError::PathOutside { path: word() },
            PackageError::DuplicateEntry { path: word() },
            PackageError::ExtraEntry { path: word() },
            PackageError::MissingEntry { path: word() },
            PackageError::HashDiffers { path: word() },
            PackageError::ManifestMalformed { detail: word() },
            PackageError::ManifestVersion { found: word(), expected: word() },
            PackageError::ElectionInvalid { problem: problem() },
            PackageError::ElectionDiffers { manifest: word(), election: word() },
            PackageError::FormMissing { contest: word() },
            PackageError::FormInvalid { problem: problem() },
            PackageError::PublicKeyMalformed,
            PackageError::KeyOfTwoKinds { key: word(), first: Kind::Practice, second: Kind::Demo },
            PackageError::SecretKeyMalformed,
            PackageError::PasswordWrong,
            PackageError::FormsClash { form: word() },
        ]
    }

    #[test]
    fn every_refusal_supplies_exactly_the_placeholders_of_its_code() {
        for error in errors() {
            for language in LANGUAGES {
                let values = error.values(language);
                let names: BTreeSet<_> = values.iter().map(|(name, _)| *name).collect();
                assert_eq!(names, error.code().placeholders(), "{error:?}");
                assert_eq!(names.len(), values.len(), "{error:?}");
                for filled in [text(&error, language), remedy(&error, language)] {
                    assert!(!filled.contains(['{', '}']), "{filled}");
                }
            }
        }
    }

    #[test]
    fn every_refusal_has_the_name_of_its_code_and_is_an_error() {
        for error in errors() {
            let debug = format!("{error:?}");
            assert_eq!(debug.split(' ').next(), Some(error.code().name()));
            assert_eq!(error.code().severity(), Severity::Error, "{debug}");
        }
    }

    #[test]
    fn the_refusals_above_are_all_there_are() {
        let seen: BTreeSet<_> = errors().iter().map(PackageError::code).collect();
        // What is wrong with a package's voice is for the booth to say.
        let of_voice = Code::P122..=Code::P125;
        let of_packages = |code: &&Code| (Code::P101..=Code::P134).contains(*code) && !of_voice.contains(*code);
        assert_eq!(seen, Code::ALL.iter().filter(of_packages).copied().collect());
    }

    #[test]
    fn an_error_inside_the_election_is_told_with_its_code_and_place() {
        let problem = Problem::new(Place::row("election.json", 2), ProblemKind::SecondAgainstAll);
        let refusal = PackageError::ElectionInvalid { problem: Box::new(problem) };
        let told = text(&refusal, Language::En);
        assert!(told.contains("S116") && told.contains("election.json:2"), "{told}");
    }
}
