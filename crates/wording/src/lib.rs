//! The words of the programs in Kazakh, Russian and English: the table of codes with what is wrong
//! and what to do ([`text`], [`remedy`]), and the catalog of all other strings ([`phrase`]).
//!
//! Both are data: `docs/codes.toml` and `catalog/*.toml`, made into enums by the build script.
#![forbid(unsafe_code)]

mod catalog;
mod codes;
mod packages;
mod problems;
mod template;

pub use catalog::{Phrase, VERSION, fill, language_name, millimetres, phrase};
pub use codes::{Audience, Code, Coded, Severity, remedy, text, values};
pub use packages::kind_name;

use ballot::Language;

/// A text in the three languages of the programs.
#[derive(Debug)]
pub(crate) struct Words {
    kk: &'static str,
    ru: &'static str,
    en: &'static str,
}

impl Words {
    const fn get(&self, language: Language) -> &'static str {
        match language {
            Language::Kk => self.kk,
            Language::Ru => self.ru,
            Language::En => self.en,
        }
    }
}
