//! Turns words into cells for the layout and gathers what it finds.

use ballot::Language;
use ballot::list::NameOrder;

use crate::braille::{self, Cell, Style};
use crate::fonts;

use super::{Finding, Settings};

/// Words to cells, and everything the layout has to say.
pub(super) struct Writer<'a> {
    settings: &'a Settings,
    findings: Vec<Finding>,
}

impl<'a> Writer<'a> {
    pub(super) fn new(settings: &'a Settings) -> Self {
        Self { settings, findings: Vec::new() }
    }

    /// A row's number in Braille.
    pub(super) fn number(&self, number: u32) -> Vec<Cell> {
        braille::number_with(&self.settings.table, number)
    }

    pub(super) fn name_order(&self) -> NameOrder {
        self.settings.name_order
    }

    /// Records a finding, once.
    pub(super) fn find(&mut self, finding: Finding) {
        if !self.findings.contains(&finding) {
            self.findings.push(finding);
        }
    }

    /// For a step that adds its findings itself.
    pub(super) fn findings(&mut self) -> &mut Vec<Finding> {
        &mut self.findings
    }

    pub(super) fn has_errors(&self) -> bool {
        self.findings.iter().any(Finding::is_error)
    }

    pub(super) fn into_findings(self) -> Vec<Finding> {
        self.findings
    }

    /// A text in Braille. A sign that Braille or the font does not know is recorded.
    pub(super) fn braille(&mut self, text: &str, language: Language) -> Result<Vec<Cell>, ()> {
        if let Some(sign) = fonts::bold().missing(text) {
            self.find(Finding::UnknownSign { sign, text: text.to_owned() });
            return Err(());
        }
        let style = Style { language: braille_language(language), capitals: self.settings.capitals };
        braille::translate_with(&self.settings.table, text, style).map_err(|unknown| {
            self.find(Finding::UnknownSign { sign: unknown.sign, text: text.to_owned() });
        })
    }
}

/// The Braille rules of a language.
pub(crate) const fn braille_language(language: Language) -> braille::Language {
    match language {
        Language::Kk => braille::Language::Kazakh,
        Language::Ru => braille::Language::Russian,
        Language::En => braille::Language::English,
    }
}
