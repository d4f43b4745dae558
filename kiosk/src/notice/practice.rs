//! A ballot for practice in a package for voting, or the other way round.

use ballot::Language;
use ballot::practice::PracticeFault;
use wording::{Code, Coded, language_name, values};

/// Why a package does not go with what it is for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PracticeProblem(PracticeFault);

impl From<PracticeFault> for PracticeProblem {
    fn from(fault: PracticeFault) -> Self {
        Self(fault)
    }
}

impl Coded for PracticeProblem {
    /// K500: a ballot for practice that is not marked as one. K501: one that is, in a package for voting.
    fn code(&self) -> Code {
        match self.0 {
            PracticeFault::Unmarked { .. } => Code::K500,
            PracticeFault::Marked { .. } => Code::K501,
        }
    }

    fn values(&self, reader: Language) -> Vec<(&'static str, String)> {
        match &self.0 {
            PracticeFault::Unmarked { contest, language } => {
                values([("contest", contest), ("language", &language_name(*language, reader))])
            }
            PracticeFault::Marked { contest } => values([("contest", contest)]),
        }
    }
}
