//! What a finding about the report says: which part of it, and what stands there.

use ballot::Language;
use serde_json::Value;
use wording::{Phrase, fill, millimetres, phrase};

use super::super::finding::length;

/// A part of the report, in the reader's words.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ReportPart {
    /// The format's name and version, and the program's.
    Program,
    /// Identifier and date.
    Election,
    /// Title, choices, notches.
    Contest,
    /// The ballot form.
    Form,
    /// Technique and measures.
    Making,
    /// Warnings of the list or of a stencil.
    Warnings,
    /// Which stencils there are.
    Stencils,
    /// Size of the card or its wing.
    Size,
    /// The level taken, and those tried.
    Level,
    /// The headings.
    Headings,
    /// What stays open of a square.
    OpenShare,
    /// A row's window.
    Window,
    /// A row's words, Braille, level or status.
    Words,
    /// Entries that no report has.
    Entries,
}

impl ReportPart {
    pub(in super::super) const fn phrase(self) -> Phrase {
        match self {
            Self::Program => Phrase::ReportProgram,
            Self::Election => Phrase::ReportElection,
            Self::Contest => Phrase::ReportContest,
            Self::Form => Phrase::ReportForm,
            Self::Making => Phrase::ReportMaking,
            Self::Warnings => Phrase::ReportWarnings,
            Self::Stencils => Phrase::ReportStencils,
            Self::Size => Phrase::ReportSize,
            Self::Level => Phrase::ReportLevel,
            Self::Headings => Phrase::ReportHeadings,
            Self::OpenShare => Phrase::ReportOpenShare,
            Self::Window => Phrase::ReportWindow,
            Self::Words => Phrase::ReportWords,
            Self::Entries => Phrase::ReportEntries,
        }
    }
}

/// What stands there.
#[derive(Clone, Debug, PartialEq)]
pub enum ReportValue {
    /// Words as they stand.
    Text(String),
    /// Lengths in mm.
    Lengths(Vec<f64>),
    /// A window: x, y, width, height in mm.
    Window([f64; 4]),
    /// Nothing.
    Nothing,
}

impl ReportValue {
    /// A value of the report; numbers of places and sizes are lengths.
    pub(super) fn of(value: &Value, part: ReportPart) -> Self {
        let numbers: Option<Vec<f64>> = match value {
            Value::Array(items) => items.iter().map(Value::as_f64).collect(),
            Value::Number(number) => number.as_f64().map(|number| vec![number]),
            _ => None,
        };
        match (value, numbers, part) {
            (Value::Null, ..) => Self::Nothing,
            (Value::String(text), ..) => Self::Text(text.clone()),
            (_, Some(numbers), ReportPart::Window) => match numbers.try_into() {
                Ok(window) => Self::Window(window),
                Err(numbers) => Self::Lengths(numbers),
            },
            (_, Some(numbers), ReportPart::Size) => Self::Lengths(numbers),
            _ => Self::Text(value.to_string()),
        }
    }

    /// In the reader's words.
    #[must_use]
    pub fn words(&self, language: Language) -> String {
        let mm = |number: f64| millimetres(length((number * 1000.0).round() / 1000.0), language);
        match self {
            Self::Text(text) => text.clone(),
            Self::Nothing => "–".to_owned(),
            Self::Lengths(lengths) => {
                let lengths: Vec<String> = lengths.iter().map(|length| mm(*length)).collect();
                fill(phrase(Phrase::ReportLengths, language), &[("lengths", lengths.join(" × "))])
            }
            Self::Window([x, y, width, height]) => {
                let values = [("x", mm(*x)), ("y", mm(*y)), ("width", mm(*width)), ("height", mm(*height))];
                fill(phrase(Phrase::ProofWindow, language), &values)
            }
        }
    }
}
