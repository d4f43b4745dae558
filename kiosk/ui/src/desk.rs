//! The poll worker's pages: the menu behind the PIN, and what is shown when the booth cannot go on.

use ballot::Language;
use voter_session::{Kind, Settings};
use wording::{Code, Phrase, phrase};

use crate::content::{Choice, Content, DeskAction, Item, Press, Text, Tone};
use crate::voter::kind_words;

/// Letters that are read from where the poll worker sits.
const LARGE: u8 = 2;

/// A page for poll workers.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Desk {
    /// A page behind the PIN.
    Page(DeskPage),
    /// The booth cannot go on; what it was started for.
    Fault(FaultPage, Kind),
}

/// A page behind the PIN, in words that were made before.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DeskPage {
    /// What it is about.
    pub title: String,
    /// What it says.
    pub lines: Vec<String>,
    /// What can be done: the words, and the action.
    pub items: Vec<(String, DeskAction)>,
    /// In which language.
    pub language: Language,
    /// What is at stake: stands above the page where it is no real vote.
    pub kind: Kind,
}

/// Why the booth cannot go on, in words that were made before.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FaultPage {
    /// The code, and what is wrong and what to do in each language.
    pub code: Code,
    /// Text and remedy, in Kazakh, Russian and English.
    pub words: Vec<(String, String)>,
}

impl FaultPage {
    /// What is wrong, and what to do, in one language.
    #[must_use]
    pub fn words_in(&self, language: Language) -> (String, String) {
        let place = match language {
            Language::Kk => 0,
            Language::Ru => 1,
            Language::En => 2,
        };
        self.words.get(place).cloned().unwrap_or_default()
    }

    /// The page of a code that has nothing to fill in.
    #[must_use]
    pub fn of(code: Code) -> Self {
        let words = |language| (code.text(language).to_owned(), code.remedy(language).to_owned());
        Self { code, words: [Language::Kk, Language::Ru, Language::En].map(words).to_vec() }
    }
}

/// The content of a poll worker's page.
pub(crate) fn content(desk: &Desk) -> Content {
    match desk {
        Desk::Page(page) => of_page(page),
        Desk::Fault(fault, kind) => of_fault(fault, *kind),
    }
}

fn empty(language: Language) -> Content {
    Content {
        banner: String::new(),
        head: Vec::new(),
        answer: String::new(),
        answer_in_head: false,
        items: Vec::new(),
        hint: Vec::new(),
        buttons: Vec::new(),
        heading_focused: true,
        picture: false,
        named: None,
        curtain: false,
        settings: Settings::usual(language),
    }
}

fn of_page(page: &DeskPage) -> Content {
    let item = |(number, (words, action)): (usize, &(String, DeskAction))| Item {
        spoken: words.clone(),
        words: words.clone(),
        note: String::new(),
        // The key of that digit does the same; there is none for the tenth.
        number: if number < 10 { number.to_string() } else { String::new() },
        choice: Choice::Plain,
        chosen: false,
        focused: false,
        press: Press::Desk(*action),
    };
    let title = Text { tone: Tone::Title, words: page.title.clone() };
    let lines = page.lines.iter().map(|line| Text { tone: Tone::Text, words: line.clone() });
    Content {
        banner: kind_words(page.kind).map(|(word, _)| phrase(word, page.language).to_owned()).unwrap_or_default(),
        head: std::iter::once(title).chain(lines).collect(),
        items: (1..).zip(&page.items).map(item).collect(),
        heading_focused: false,
        ..empty(page.language)
    }
}

/// For the voter first: whom to call. Then the code, and the words for the poll worker, in each language.
fn of_fault(fault: &FaultPage, kind: Kind) -> Content {
    const ALL: [Language; 3] = [Language::Kk, Language::Ru, Language::En];
    let banner = kind_words(kind).map(|(word, _)| ALL.map(|language| phrase(word, language)).join("  "));
    let call = ALL.map(|language| phrase(Phrase::FaultCall, language));
    let title = Text { tone: Tone::Title, words: call.join(" ") };
    let code = Text { tone: Tone::Status, words: fault.code.to_string() };
    let words = fault.words.iter().flat_map(|(text, remedy)| {
        [Text { tone: Tone::Text, words: text.clone() }, Text { tone: Tone::Hint, words: remedy.clone() }]
    });
    let head = [title, code].into_iter().chain(words).collect();
    let settings = Settings { text_size: LARGE, ..Settings::usual(Language::Kk) };
    let banner = banner.unwrap_or_default();
    Content { banner, head, heading_focused: false, settings, ..empty(Language::Kk) }
}
