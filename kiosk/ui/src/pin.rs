//! The page where a poll worker enters the PIN.

use ballot::Language;
use voter_session::Kind;
use wording::{Phrase, phrase};

use crate::display::Metrics;
use crate::measure::{Ruler, Weight};
use crate::ui;
use crate::voter::kind_words;

/// A key of the PIN page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PinKey {
    /// A digit, 0 to 9.
    Digit(u8),
    /// Takes the last digit back.
    Erase,
    /// The PIN is whole.
    Enter,
    /// Back to the voter's page.
    Cancel,
}

/// What the page shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PinView {
    /// How many digits have been typed.
    pub typed: usize,
    /// The last PIN was wrong, or there is a wait.
    pub message: Option<Phrase>,
    /// In which language.
    pub language: Language,
    /// What is at stake: stands above the page where it is no real vote.
    pub kind: Kind,
}

/// The keys as they lie: a telephone's digits, and a fourth column for what is done with them.
pub(crate) const KEYS: [(PinKey, u8, u8); 13] = [
    (PinKey::Digit(1), 0, 0),
    (PinKey::Digit(2), 1, 0),
    (PinKey::Digit(3), 2, 0),
    (PinKey::Digit(4), 0, 1),
    (PinKey::Digit(5), 1, 1),
    (PinKey::Digit(6), 2, 1),
    (PinKey::Digit(7), 0, 2),
    (PinKey::Digit(8), 1, 2),
    (PinKey::Digit(9), 2, 2),
    (PinKey::Digit(0), 1, 3),
    (PinKey::Erase, 3, 0),
    (PinKey::Cancel, 3, 2),
    (PinKey::Enter, 3, 3),
];

fn label(key: PinKey, language: Language) -> String {
    match key {
        PinKey::Digit(digit) => digit.to_string(),
        PinKey::Erase => phrase(Phrase::PinErase, language).to_owned(),
        PinKey::Enter => phrase(Phrase::PinEnter, language).to_owned(),
        PinKey::Cancel => phrase(Phrase::PinCancel, language).to_owned(),
    }
}

/// Fills the page in for a window of that size in logical pixels.
pub(crate) fn fill(adapter: &ui::PinAdapter, view: &PinView, window: (f32, f32), metrics: &Metrics, ruler: &dyn Ruler) {
    let (margin, gap, row) = (metrics.margin(), metrics.gap(), metrics.target());
    let width = window.0 - 2.0 * margin;
    let at = |y: f32, height: f32| ui::Place { x: margin, y, width, height };
    let line = 1.4 * metrics.letters;
    let title = phrase(Phrase::PinTitle, view.language);
    let banner = kind_words(view.kind).map(|(word, _)| phrase(word, view.language)).unwrap_or_default();
    let banner_height = if banner.is_empty() { 0.0 } else { 1.6 * metrics.small_letters() };
    let top = if banner.is_empty() { margin } else { margin + banner_height + gap };
    let title_height = ruler.height(title, width, metrics.letters, Weight::Bold);
    let message = view.message.map(|message| phrase(message, view.language)).unwrap_or_default();
    let below_title = top + title_height + gap;
    let keys_top = below_title + line + gap + 2.0 * line + gap;
    adapter.set_title(title.into());
    adapter.set_title_place(at(top, title_height));
    adapter.set_banner(banner.into());
    adapter.set_banner_place(at(margin, banner_height));
    adapter.set_dots("•".repeat(view.typed).into());
    adapter.set_dots_place(at(below_title, line));
    adapter.set_message(message.into());
    adapter.set_message_place(at(below_title + line + gap, 2.0 * line));
    let side = widest(view.language, metrics, ruler);
    let digit = row.max(metrics.of_mm(20.0));
    let height = ((window.1 - margin - keys_top - 3.0 * gap) / 4.0).clamp(row, digit);
    let left = (window.0 - (3.0 * digit + side + 3.0 * gap)) / 2.0;
    let face = |(key, column, line): (PinKey, u8, u8)| {
        let label = label(key, view.language);
        let wide = if column == 3 { side } else { digit };
        let inner = wide - 2.0 * metrics.of_mm(1.0);
        ui::KeyFace {
            label_height: ruler.height(&label, inner, metrics.letters, Weight::Regular),
            label: label.into(),
            spoken: slint::SharedString::new(),
            x: left + f32::from(column) * (digit + gap),
            y: keys_top + f32::from(line) * (height + gap),
            width: wide,
            height,
            focused: false,
            small: false,
        }
    };
    adapter.set_keys(slint::ModelRc::new(slint::VecModel::from(KEYS.map(face).to_vec())));
    adapter.set_shown(true);
}

/// The width of the keys with words on them.
fn widest(language: Language, metrics: &Metrics, ruler: &dyn Ruler) -> f32 {
    let words = [PinKey::Erase, PinKey::Enter, PinKey::Cancel].map(|key| label(key, language));
    let widest = words.iter().map(|words| ruler.longest_word(words, metrics.letters, Weight::Regular));
    widest.fold(metrics.target(), f32::max) + 2.0 * metrics.padding()
}
