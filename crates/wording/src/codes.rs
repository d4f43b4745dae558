//! The codes, and what anything with a code can say about itself.

use std::collections::BTreeSet;
use std::fmt::{self, Display};

use ballot::Language;

use crate::template::pieces;
use crate::{Words, fill};

include!(concat!(env!("OUT_DIR"), "/codes.rs"));

/// One table of `docs/codes.toml`.
#[derive(Debug)]
pub(crate) struct Entry {
    code: &'static str,
    name: &'static str,
    severity: Severity,
    audience: Audience,
    drill: Option<&'static str>,
    text: Words,
    remedy: Words,
}

/// What a code means for the work.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Severity {
    /// The work stops; nothing is written.
    Error,
    /// The work goes on; the report says it.
    Warning,
}

/// Who meets a code.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Audience {
    /// Staff of the CEC, who make stencils and packages.
    Clerk,
    /// Members of the precinct commission, who set up the booth, and those who train them.
    PollWorker,
}

impl Code {
    /// The code as shown: `S101`.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        self.entry().code
    }

    /// The name of the variant that carries this code.
    #[must_use]
    pub const fn name(self) -> &'static str {
        self.entry().name
    }

    /// Whether the work stops.
    #[must_use]
    pub const fn severity(self) -> Severity {
        self.entry().severity
    }

    /// Who meets it.
    #[must_use]
    pub const fn audience(self) -> Audience {
        self.entry().audience
    }

    /// The lesson of the training module that practices it.
    #[must_use]
    pub const fn drill(self) -> Option<&'static str> {
        self.entry().drill
    }

    /// What is wrong, with placeholders unfilled.
    #[must_use]
    pub const fn text(self, language: Language) -> &'static str {
        self.entry().text.get(language)
    }

    /// What to change and where, with placeholders unfilled.
    #[must_use]
    pub const fn remedy(self, language: Language) -> &'static str {
        self.entry().remedy.get(language)
    }

    /// The placeholders of its text and remedy, the same in every language.
    #[must_use]
    pub fn placeholders(self) -> BTreeSet<&'static str> {
        let of = |template| pieces(template).filter_map(|(_, name)| name);
        of(self.text(Language::En)).chain(of(self.remedy(Language::En))).collect()
    }
}

impl Display for Code {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

/// Something with a code: a problem, a finding, a fault.
pub trait Coded {
    /// Its code.
    fn code(&self) -> Code;

    /// What its code's placeholders stand for: all of them, and no other.
    fn values(&self, language: Language) -> Vec<(&'static str, String)>;
}

/// What is wrong.
#[must_use]
pub fn text(coded: &dyn Coded, language: Language) -> String {
    fill(coded.code().text(language), &coded.values(language))
}

/// What to change, and where.
#[must_use]
pub fn remedy(coded: &dyn Coded, language: Language) -> String {
    fill(coded.code().remedy(language), &coded.values(language))
}

/// Placeholders and what they stand for, as [`Coded::values`] returns them.
#[must_use]
pub fn values<const N: usize>(pairs: [(&'static str, &dyn Display); N]) -> Vec<(&'static str, String)> {
    pairs.map(|(name, value)| (name, value.to_string())).into()
}
