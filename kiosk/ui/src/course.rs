//! A page of the poll worker's course, in words that were made before. That it is training stands above all of it.

use keypad_protocol::Key;
use voter_session::Settings;
use wording::{Phrase, phrase};

use crate::content::{Button, Choice, Content, Item, Press, Text, Tone};
use crate::words::without_stop;

/// A page of the course.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CoursePage {
    /// What stands above every page: that nothing here is a vote.
    pub banner: String,
    /// What it is about.
    pub title: String,
    /// What it says.
    pub lines: Vec<String>,
    /// The answer to what was done last.
    pub answer: String,
    /// What can be chosen.
    pub items: Vec<String>,
    /// What the finger is on: 0 the heading, then the items.
    pub focus: usize,
    /// What to do here.
    pub hint: String,
    /// What stands on the buttons, with the key that does the same, and whether it does something here.
    pub buttons: Vec<(String, Key, bool)>,
    /// Letters, colors, language, curtain.
    pub settings: Settings,
}

/// The content of a page of the course.
pub(crate) fn content(page: &CoursePage) -> Content {
    let buttons = page.buttons.iter().map(|(words, key, enabled)| Button {
        words: without_stop(words).to_owned(),
        focused: false,
        enabled: *enabled,
        press: Press::CourseKey(*key),
    });
    let base = Content {
        banner: page.banner.clone(),
        head: Vec::new(),
        answer: String::new(),
        answer_in_head: false,
        items: Vec::new(),
        hint: Vec::new(),
        buttons: Vec::new(),
        heading_focused: page.focus == 0,
        picture: false,
        named: None,
        curtain: page.settings.curtain,
        settings: page.settings,
    };
    if page.settings.curtain {
        let words = phrase(Phrase::BannerTraining, page.settings.language).to_owned();
        let lift = buttons.filter(|button| button.press == Press::CourseKey(Key::Curtain)).collect();
        return Content { banner: words, buttons: lift, ..base };
    }
    let item = |(number, words): (usize, &String)| Item {
        spoken: words.clone(),
        words: without_stop(words).to_owned(),
        note: String::new(),
        number: number.to_string(),
        choice: Choice::Plain,
        chosen: false,
        focused: page.focus == number,
        press: Press::Course(number - 1),
    };
    let title = Text { tone: Tone::Title, words: page.title.clone() };
    let lines = page.lines.iter().map(|line| Text { tone: Tone::Text, words: line.clone() });
    Content {
        head: std::iter::once(title).chain(lines).collect(),
        answer: page.answer.clone(),
        items: (1..).zip(&page.items).map(item).collect(),
        hint: vec![Text { tone: Tone::Hint, words: page.hint.clone() }],
        buttons: buttons.filter(|button| button.press != Press::CourseKey(Key::Curtain)).collect(),
        ..base
    }
}
