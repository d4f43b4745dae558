//! The languages of the ballot, and texts that exist in them.

use serde::{Deserialize, Serialize};

/// Kazakh, Russian or English.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Language {
    /// Kazakh, the state language.
    Kk,
    /// Russian.
    Ru,
    /// English.
    En,
}

impl Language {
    /// The two languages a ballot is printed in: Constitutional Law on Elections, Art. 37(2).
    pub const ON_BALLOT: [Self; 2] = [Self::Kk, Self::Ru];

    /// The two-letter code used in file names and formats.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Kk => "kk",
            Self::Ru => "ru",
            Self::En => "en",
        }
    }
}

/// A text in the languages of the ballot.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Text {
    /// Kazakh.
    pub kk: String,
    /// Russian.
    pub ru: String,
    /// English, where there is one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub en: Option<String>,
}

impl Text {
    /// The text in `language`; where there is no English, the Kazakh form stands for it.
    #[must_use]
    pub fn get(&self, language: Language) -> &str {
        match language {
            Language::Kk => &self.kk,
            Language::Ru => &self.ru,
            Language::En => self.en.as_deref().unwrap_or(&self.kk),
        }
    }
}
