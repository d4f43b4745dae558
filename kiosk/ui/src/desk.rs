//! The poll worker's pages: the menu behind the PIN, and what is shown when the booth cannot go on.

use ballot::Language;
use voter_session::Settings;
use wording::{Code, Phrase, phrase};

use crate::content::{Choice, Content, DeskAction, Item, Press, Text, Tone};

/// Letters that are read from where the poll worker sits.
const LARGE: u8 = 2;

/// A page for poll workers.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Desk {
    /// What can be done now.
    Menu {
        /// In this order; [`DeskAction::Back`] comes last.
        actions: Vec<DeskAction>,
        /// In which language.
        language: Language,
    },
    /// The booth cannot go on.
    Fault(FaultPage),
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
        Desk::Menu { actions, language } => menu(actions, *language),
        Desk::Fault(fault) => of_fault(fault),
    }
}

fn empty(language: Language) -> Content {
    Content {
        banner: String::new(),
        head: Vec::new(),
        answer: String::new(),
        items: Vec::new(),
        hint: Vec::new(),
        buttons: Vec::new(),
        heading_focused: true,
        picture: false,
        curtain: false,
        settings: Settings::usual(language),
    }
}

fn menu(actions: &[DeskAction], language: Language) -> Content {
    let item = |(number, action): (usize, &DeskAction)| {
        let words = phrase(words_of(*action), language).to_owned();
        Item {
            spoken: words.clone(),
            words,
            note: String::new(),
            // The key of that digit does the same.
            number: number.to_string(),
            choice: Choice::Plain,
            chosen: false,
            focused: false,
            press: Press::Desk(*action),
        }
    };
    let title = Text { tone: Tone::Title, words: phrase(Phrase::DeskTitle, language).to_owned() };
    Content {
        head: vec![title],
        items: (1..).zip(actions).map(item).collect(),
        heading_focused: false,
        ..empty(language)
    }
}

const fn words_of(action: DeskAction) -> Phrase {
    match action {
        DeskAction::Open => Phrase::DeskOpen,
        DeskAction::Close => Phrase::DeskClose,
        DeskAction::Pause => Phrase::DeskPause,
        DeskAction::Resume => Phrase::DeskResume,
        DeskAction::EndSession => Phrase::DeskEndSession,
        DeskAction::Restart => Phrase::DeskRestart,
        DeskAction::Quit => Phrase::DeskQuit,
        DeskAction::Back => Phrase::DeskBack,
    }
}

/// For the voter first: whom to call. Then the code, and the words for the poll worker, in each language.
fn of_fault(fault: &FaultPage) -> Content {
    let call = [Language::Kk, Language::Ru, Language::En].map(|language| phrase(Phrase::FaultCall, language));
    let title = Text { tone: Tone::Title, words: call.join(" ") };
    let code = Text { tone: Tone::Status, words: fault.code.to_string() };
    let words = fault.words.iter().flat_map(|(text, remedy)| {
        [Text { tone: Tone::Text, words: text.clone() }, Text { tone: Tone::Hint, words: remedy.clone() }]
    });
    let head = [title, code].into_iter().chain(words).collect();
    let settings = Settings { text_size: LARGE, ..Settings::usual(Language::Kk) };
    Content { head, heading_focused: false, settings, ..empty(Language::Kk) }
}
