//! True-size sheets of Braille and raised-symbol labels for the voter's keypad and for a USB numeric keypad,
//! from the same list of keys that the firmware and the booth use.

mod draw;
mod place;
mod symbols;
#[cfg(test)]
mod tests;

use ballot::{Language, Length, Point, Rect, Size};
use keypad_protocol::{Key, NUMERIC_KEYPAD};
use wording::{Phrase, phrase};

use crate::braille::{self, Style, UnknownSign};
use crate::folder::OutputFile;
use crate::layout::{BrailleLine, Technique, TextLine};
use crate::pdf::PdfError;

pub use keypad_protocol::Stroke;
pub use symbols::symbol;

/// Which keypad.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Keypad {
    /// The voter's keypad: a label beside each key.
    Voter,
    /// A USB numeric keypad: a raised sign on each cap, and a card of Braille beside it.
    Numeric,
}

impl Keypad {
    /// Both.
    pub const ALL: [Self; 2] = [Self::Voter, Self::Numeric];

    /// The name of its sheet.
    #[must_use]
    pub const fn file_name(self) -> &'static str {
        match self {
            Self::Voter => "labels.keypad.pdf",
            Self::Numeric => "labels.numeric.pdf",
        }
    }
}

/// Why a sheet could not be made.
#[derive(Debug, thiserror::Error)]
pub enum LabelError {
    /// A word of the catalog has a sign without a Braille cell.
    #[error(transparent)]
    Sign(#[from] UnknownSign),
    /// The file could not be completed.
    #[error(transparent)]
    Pdf(#[from] PdfError),
}

/// A page as plain shapes, from its top-left corner, seen from the front.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct LabelSheet {
    /// What is cut out.
    pub cuts: Vec<Rect>,
    /// Raised Braille.
    pub braille: Vec<(Key, Language, BrailleLine)>,
    /// Raised lines, each with the key whose symbol it belongs to.
    pub raised: Vec<(Key, Point, Point)>,
    /// Ink on the labels.
    pub print: Vec<TextLine>,
    /// Words and lines for the maker.
    pub notes: Vec<TextLine>,
}

/// The sheet's size: A4.
pub const SHEET: Size = Size { width: Length::from_mm(210), height: Length::from_mm(297) };

/// The key's name as a label has it.
#[must_use]
pub const fn name(key: Key) -> Phrase {
    match key {
        Key::Up => Phrase::LabelUp,
        Key::Down => Phrase::LabelDown,
        Key::Left => Phrase::LabelLeft,
        Key::Right => Phrase::LabelRight,
        Key::Select => Phrase::LabelSelect,
        Key::Help => Phrase::LabelHelp,
        Key::Repeat => Phrase::LabelRepeat,
        Key::VolumeDown => Phrase::LabelVolumeDown,
        Key::VolumeUp => Phrase::LabelVolumeUp,
        Key::RateDown => Phrase::LabelRateDown,
        Key::RateUp => Phrase::LabelRateUp,
        Key::Language => Phrase::LabelLanguage,
        Key::Curtain => Phrase::LabelCurtain,
        Key::SwitchMove => Phrase::LabelSwitchMove,
        Key::SwitchSelect => Phrase::LabelSwitchSelect,
    }
}

/// Draws both sheets.
///
/// # Errors
/// [`LabelError`] when a word cannot be written in Braille or a file cannot be completed.
pub fn draw(languages: &[Language], technique: Technique) -> Result<Vec<OutputFile>, LabelError> {
    let one = |keypad: Keypad| {
        let bytes = draw::pdf(&sheets(keypad, languages)?, keypad, languages, technique)?;
        Ok(OutputFile { name: keypad.file_name().to_owned(), bytes })
    };
    Keypad::ALL.into_iter().map(one).collect()
}

/// Lays the pages of a sheet out.
///
/// # Errors
/// [`UnknownSign`] when a word of the catalog cannot be written in Braille.
pub fn sheets(keypad: Keypad, languages: &[Language]) -> Result<Vec<LabelSheet>, UnknownSign> {
    match keypad {
        Keypad::Voter => place::beside_keys(&Key::ALL, languages),
        Keypad::Numeric => place::on_caps(&NUMERIC_KEYPAD, languages),
    }
}

/// The key's name in Braille.
fn cells(key: Key, language: Language) -> Result<Vec<braille::Cell>, UnknownSign> {
    let style = Style::new(crate::layout::braille_language(language));
    braille::translate(phrase(name(key), language), style)
}
