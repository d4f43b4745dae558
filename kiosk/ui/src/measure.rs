//! How much room words take, asked of the very engine that draws them.

use std::cell::RefCell;
use std::collections::HashMap;

use crate::ui;

/// Regular or bold.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) enum Weight {
    Regular,
    Bold,
}

/// Measures words, in logical pixels.
pub(crate) trait Ruler {
    /// The height of a text that is broken into lines at `width`.
    fn height(&self, text: &str, width: f32, letters: f32, weight: Weight) -> f32;

    /// The width of a text in one line.
    fn line(&self, text: &str, letters: f32, weight: Weight) -> f32;

    /// The width of the longest word.
    fn longest_word(&self, text: &str, letters: f32, weight: Weight) -> f32 {
        text.split_whitespace().map(|word| self.line(word, letters, weight)).fold(0.0, f32::max)
    }
}

/// So many measures are kept; then it begins anew.
const KEPT: usize = 1_000;

/// The ruler inside the window.
pub(crate) struct WindowRuler {
    window: slint::Weak<ui::Booth>,
    kept: RefCell<HashMap<(String, u32, u32, Weight), f32>>,
}

impl WindowRuler {
    pub(crate) fn new(window: slint::Weak<ui::Booth>) -> Self {
        Self { window, kept: RefCell::default() }
    }

    /// Forgets every text that was measured.
    pub(crate) fn forget(&self) {
        *self.kept.borrow_mut() = HashMap::new();
        if let Some(window) = self.window.upgrade() {
            window.set_ruler_text(slint::SharedString::new());
        }
    }

    fn measure(&self, text: &str, width: Option<f32>, letters: f32, weight: Weight) -> f32 {
        let key = (text.to_owned(), width.unwrap_or(-1.0).to_bits(), letters.to_bits(), weight);
        if let Some(kept) = self.kept.borrow().get(&key) {
            return *kept;
        }
        let Some(window) = self.window.upgrade() else { return 0.0 };
        window.set_ruler_text(text.into());
        window.set_ruler_letters(letters);
        window.set_ruler_weight(if weight == Weight::Bold { 700 } else { 400 });
        let measured = match width {
            Some(width) => {
                window.set_ruler_width(width);
                window.get_ruler_height()
            }
            None => window.get_ruler_line(),
        };
        let mut kept = self.kept.borrow_mut();
        if kept.len() >= KEPT {
            kept.clear();
        }
        kept.insert(key, measured);
        measured
    }
}

impl Ruler for WindowRuler {
    fn height(&self, text: &str, width: f32, letters: f32, weight: Weight) -> f32 {
        // A line that fits to the pixel must not be broken by rounding.
        self.measure(text, Some(width - 0.5), letters, weight)
    }

    fn line(&self, text: &str, letters: f32, weight: Weight) -> f32 {
        self.measure(text, None, letters, weight)
    }
}
