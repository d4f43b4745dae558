//! The words on the display. They stand here and not in the catalogs of `wording`, because the board has no
//! memory to spare for those and shows these pages when no booth is there to send it any.

use core::fmt::{self, Write};

use keypad_protocol::DisplayLanguage;

use super::{LINE_LETTERS, PAGE_LINES};
use crate::screen::{Page, Screen};

/// A line of a page.
#[derive(Clone, Copy, Eq, PartialEq)]
pub struct Line {
    bytes: [u8; 2 * LINE_LETTERS],
    length: usize,
}

/// The lines of a page, from the top.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub struct Lines {
    lines: [Line; PAGE_LINES],
    length: usize,
}

impl Line {
    const EMPTY: Self = Self { bytes: [0; 2 * LINE_LETTERS], length: 0 };

    /// The line's text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        self.bytes.get(..self.length).and_then(|bytes| core::str::from_utf8(bytes).ok()).unwrap_or("")
    }
}

impl fmt::Debug for Line {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(self.as_str(), f)
    }
}

impl Write for Line {
    /// Takes the whole of `text` or says it does not fit.
    fn write_str(&mut self, text: &str) -> fmt::Result {
        let end = self.length + text.len();
        if self.as_str().chars().count() + text.chars().count() > LINE_LETTERS {
            return Err(fmt::Error);
        }
        self.bytes.get_mut(self.length..end).ok_or(fmt::Error)?.copy_from_slice(text.as_bytes());
        self.length = end;
        Ok(())
    }
}

impl Lines {
    /// The lines, from the top.
    pub fn iter(&self) -> impl Iterator<Item = &Line> {
        self.lines.iter().take(self.length)
    }

    fn push(&mut self, text: fmt::Arguments<'_>) {
        if let Some(line) = self.lines.get_mut(self.length) {
            // A test writes every page in every language, with the longest code, and finds nothing cut.
            let _fits = line.write_fmt(text);
            self.length += 1;
        }
    }
}

/// The lines of `screen`.
#[must_use]
pub fn lines(screen: &Screen) -> Lines {
    let mut lines = Lines { lines: [Line::EMPTY; PAGE_LINES], length: 0 };
    for text in texts(screen.page, screen.language) {
        lines.push(format_args!("{text}"));
    }
    if let Page::CallPollWorker(code) = screen.page {
        let word = match screen.language {
            DisplayLanguage::Kk | DisplayLanguage::Ru => "Код",
            DisplayLanguage::En => "Code",
        };
        lines.push(format_args!("{word} K{code}"));
    }
    lines
}

/// The fixed lines of a page.
pub(super) const fn texts(page: Page, language: DisplayLanguage) -> &'static [&'static str] {
    let (kk, ru, en): (&[&str], &[&str], &[&str]) = match page {
        Page::NotConnected => (
            &["Кабинамен", "байланыс жоқ.", "Кабельді тексеріңіз."],
            &["Нет связи с кабиной.", "Проверьте кабель."],
            &["Not connected", "to the booth.", "Check the cable."],
        ),
        Page::Closed => (
            &["Кабина жабық.", "Күте тұрыңыз."],
            &["Кабина закрыта.", "Подождите."],
            &["The booth is closed.", "Please wait."],
        ),
        Page::Ready => (
            &["Бастау үшін", "кез келген", "пернені басыңыз."],
            &["Чтобы начать,", "нажмите любую", "клавишу."],
            &["To begin,", "press any key."],
        ),
        Page::InSession => (&["Дауыс беріліп жатыр."], &["Идёт голосование."], &["Voting in progress."]),
        Page::CallPollWorker(_) => {
            (&["Комиссия мүшесін", "шақырыңыз."], &["Позовите", "члена комиссии."], &["Please call", "a poll worker."])
        }
        Page::SelfTest => (
            &["Өзін-өзі тексеру.", "Пернелерге тимеңіз."],
            &["Самопроверка.", "Не трогайте клавиши."],
            &["Self-test.", "Do not touch a key."],
        ),
        Page::WrongVersion => (
            &["Пернетақта мен", "кабинаның", "бағдарлама нұсқалары", "сәйкес келмейді."],
            &["Версии программ", "клавиатуры и кабины", "не подходят", "друг к другу."],
            &["The programs of the", "keypad and the booth", "do not fit together."],
        ),
    };
    match language {
        DisplayLanguage::Kk => kk,
        DisplayLanguage::Ru => ru,
        DisplayLanguage::En => en,
    }
}
