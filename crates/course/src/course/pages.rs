//! What each page shows and offers.

use ballot::Language;
use keypad_protocol::Key;
use wording::Voice;

use super::{Choice, Course, Look, Place};
use crate::lesson::Does;
use crate::library::At;
use crate::said::Said;

/// A page as it is shown.
#[derive(Clone, Debug, PartialEq)]
pub struct View {
    /// What it is about.
    pub title: Vec<Said>,
    /// What it says.
    pub lines: Vec<Said>,
    /// The answer to what was done last.
    pub answer: Vec<Said>,
    /// What can be chosen, with the language it is shown in.
    pub items: Vec<(Said, Language)>,
    /// What the finger is on: 0 the heading, then the items.
    pub focus: usize,
    /// What to do here.
    pub hint: Vec<Said>,
    /// Left leads somewhere.
    pub can_go_back: bool,
    /// Right leads somewhere.
    pub can_go_on: bool,
    /// Any key is an answer.
    pub wants_a_key: bool,
    /// The language of the page.
    pub language: Language,
}

/// Something that can be chosen.
pub(super) struct Item {
    pub(super) said: Said,
    pub(super) choice: Choice,
    /// Its own language, where that is not the page's.
    pub(super) language: Option<Language>,
}

impl Item {
    fn new(said: impl Into<Said>, choice: Choice) -> Self {
        Self { said: said.into(), choice, language: None }
    }
}

/// The keys of a keypad, as they are named to somebody who looks for one.
pub(super) const KEYS: [Key; 13] = [
    Key::Up,
    Key::Down,
    Key::Left,
    Key::Right,
    Key::Select,
    Key::Help,
    Key::Repeat,
    Key::VolumeDown,
    Key::VolumeUp,
    Key::RateDown,
    Key::RateUp,
    Key::Language,
    Key::Curtain,
];

impl Course {
    /// The page as it is shown now.
    #[must_use]
    pub fn view(&self) -> View {
        let items = self.items().into_iter().map(|item| (item.said, item.language.unwrap_or(self.language)));
        View {
            title: self.title(),
            lines: self.lines(),
            answer: self.answer.clone(),
            items: items.collect(),
            focus: self.focus,
            hint: self.page_hint(),
            can_go_back: !matches!(self.place, Place::Language | Place::Menu),
            can_go_on: self.can_go_on(),
            wants_a_key: self.wants_a_key(),
            language: self.language,
        }
    }

    fn title(&self) -> Vec<Said> {
        let words = &self.library.words;
        match &self.place {
            Place::Language => vec![(&words.language_question).into()],
            Place::Menu => vec![(&words.menu_title).into()],
            Place::Lessons => vec![(&words.choose_lesson).into()],
            Place::Settings => vec![Voice::SettingsHeading.into()],
            Place::Step(stepping) => self.lesson_title(stepping.at),
            Place::Drill(drilling) => {
                self.library.drills.get(drilling.drill).map(|drill| (&drill.title).into()).into_iter().collect()
            }
            Place::Result => vec![(&words.result_title).into()],
            Place::Consent => vec![(&words.consent_question).into()],
        }
    }

    /// The lesson, and which one it is.
    fn lesson_title(&self, at: At) -> Vec<Said> {
        let Some((lesson, _)) = self.library.step(at) else { return Vec::new() };
        let words = &self.library.words;
        if at.step > 0 {
            return vec![(&lesson.title).into()];
        }
        let number = |value: usize| Voice::SignDigit { value: u16::try_from(value).unwrap_or(u16::MAX) };
        vec![
            (&words.lesson).into(),
            number(at.lesson + 1).into(),
            (&words.lessons_in_all).into(),
            number(self.library.lessons.len()).into(),
            (&lesson.title).into(),
        ]
    }

    fn lines(&self) -> Vec<Said> {
        let words = &self.library.words;
        match &self.place {
            Place::Language | Place::Menu | Place::Lessons | Place::Settings | Place::Consent => Vec::new(),
            Place::Step(stepping) => {
                let Some((_, step)) = self.library.step(stepping.at) else { return Vec::new() };
                let text = match &step.does {
                    Does::Read { text } | Does::Press { text, .. } | Does::Drill { text, .. } => text,
                    Does::Ask { question, .. } => question,
                };
                let source = step.source.iter().flat_map(|source| [Said::from(&words.source), Said::from(source)]);
                std::iter::once(Said::from(text)).chain(source).collect()
            }
            Place::Drill(drilling) => self.drill_lines(drilling),
            Place::Result => self.result_lines(),
        }
    }

    fn result_lines(&self) -> Vec<Said> {
        let words = &self.library.words;
        let grade = self.grade();
        let number = |value: usize| Said::from(Voice::SignDigit { value: u16::try_from(value).unwrap_or(u16::MAX) });
        let stands = match (grade.undone.is_empty(), grade.is_passed()) {
            (false, _) => &words.result_undone,
            (true, true) => &words.result_passed,
            (true, false) => &words.result_not_yet,
        };
        let mut lines = vec![
            Said::from(stands),
            (&words.score_right).into(),
            number(grade.right),
            (&words.score_of).into(),
            number(grade.of),
        ];
        let weak = grade.weak();
        lines.push(if weak.is_empty() { (&words.nothing_weak).into() } else { (&words.weak).into() });
        lines.extend(
            weak.into_iter().filter_map(|lesson| self.library.lessons.get(lesson)).map(|lesson| (&lesson.title).into()),
        );
        lines
    }

    /// What can be chosen on the page.
    pub(super) fn page_items(&self) -> Vec<Item> {
        let words = &self.library.words;
        match &self.place {
            Place::Language => [
                (&words.language_kk, Language::Kk),
                (&words.language_ru, Language::Ru),
                (&words.language_en, Language::En),
            ]
            .map(|(said, language)| Item {
                said: said.into(),
                choice: Choice::Language(language),
                language: Some(language),
            })
            .into(),
            Place::Menu => self.menu(),
            Place::Lessons => {
                let lessons = self.library.lessons.iter().enumerate();
                let items = lessons.map(|(number, lesson)| Item::new(&lesson.title, Choice::Lesson(number)));
                items.chain([Item::new(&words.back_to_menu, Choice::Menu)]).collect()
            }
            Place::Settings => vec![
                Item::new(Voice::SetLargerText, Choice::Look(Look::Larger)),
                Item::new(Voice::SetSmallerText, Choice::Look(Look::Smaller)),
                Item::new(Voice::SetTheme, Choice::Look(Look::Contrast)),
                Item::new(&words.back_to_menu, Choice::Menu),
            ],
            Place::Step(stepping) => self.step_items(stepping.at),
            Place::Drill(drilling) => {
                let drill = self.library.drills.get(drilling.drill).filter(|_| drilling.ready);
                let actions = drill.into_iter().flat_map(|drill| drill.actions.iter().enumerate());
                actions.map(|(number, action)| Item::new(&action.text, Choice::Hand(number))).collect()
            }
            Place::Result => self.result_items(),
            Place::Consent => vec![
                Item::new(&words.consent_yes, Choice::Consent(true)),
                Item::new(&words.consent_no, Choice::Consent(false)),
            ],
        }
    }

    fn menu(&self) -> Vec<Item> {
        let words = &self.library.words;
        let new = self.progress.is_new();
        let begin = if new { Item::new(&words.begin, Choice::Begin) } else { Item::new(&words.go_on, Choice::GoOn) };
        let mut items = vec![begin, Item::new(&words.choose_lesson, Choice::Lessons)];
        if !new {
            items.push(Item::new(&words.see_result, Choice::Result));
        }
        items.push(Item::new(Voice::SettingsItem, Choice::Settings));
        items.push(Item::new(&words.stop, Choice::Stop));
        items
    }

    fn result_items(&self) -> Vec<Item> {
        let words = &self.library.words;
        let grade = self.grade();
        let mut items = Vec::new();
        if !grade.failed.is_empty() {
            items.push(Item::new(&words.repeat_failed, Choice::Repeat));
        }
        if grade.is_passed() {
            items.push(Item::new(&words.make_certificate, Choice::Certificate));
        }
        items.push(Item::new(&words.back_to_menu, Choice::Menu));
        items.push(Item::new(&words.stop, Choice::Stop));
        items
    }

    fn step_items(&self, at: At) -> Vec<Item> {
        let Some((_, step)) = self.library.step(at) else { return Vec::new() };
        match &step.does {
            Does::Read { .. } => Vec::new(),
            Does::Ask { answers, .. } => {
                let answers = answers.iter().enumerate();
                answers.map(|(number, answer)| Item::new(&answer.text, Choice::Answer(number))).collect()
            }
            // For a finger on the screen; the keypad's own keys do the same.
            Does::Press { .. } => KEYS.iter().map(|key| Item::new(key_name(*key), Choice::Key(*key))).collect(),
            Does::Drill { .. } => vec![Item::new(&self.library.words.drill_begin, Choice::BeginDrill)],
        }
    }

    /// What to do on the page.
    pub(super) fn page_hint(&self) -> Vec<Said> {
        let words = &self.library.words;
        let hint = match &self.place {
            Place::Language | Place::Menu | Place::Lessons | Place::Settings | Place::Result | Place::Consent => {
                &words.menu_hint
            }
            Place::Drill(drilling) if !drilling.ready => &words.booth_ready,
            Place::Drill(_) => &words.drill_hint,
            Place::Step(stepping) => match self.library.step(stepping.at).map(|(_, step)| &step.does) {
                None | Some(Does::Read { .. }) => &words.read_hint,
                Some(Does::Ask { .. }) => &words.ask_hint,
                Some(Does::Press { .. }) => &words.press_hint,
                Some(Does::Drill { .. }) => &words.menu_hint,
            },
        };
        vec![hint.into()]
    }

    /// Whether Right leads on from here.
    fn can_go_on(&self) -> bool {
        let Place::Step(stepping) = &self.place else { return matches!(self.place, Place::Language) };
        let graded = self.library.step(stepping.at).is_some_and(|(_, step)| step.does.is_graded());
        // What is repeated is done, not passed over.
        !graded || (self.queue.is_empty() && self.progress.of(stepping.at, &self.library).is_some())
    }

    /// Whether the page waits for one key, whichever it is.
    pub(super) fn wants_a_key(&self) -> bool {
        let Place::Step(stepping) = &self.place else { return false };
        matches!(self.library.step(stepping.at).map(|(_, step)| &step.does), Some(Does::Press { .. }))
    }
}

/// A key by its place and shape.
pub(super) const fn key_name(key: Key) -> Voice {
    match key {
        Key::Up => Voice::KeyUp,
        Key::Down => Voice::KeyDown,
        Key::Left => Voice::KeyLeft,
        Key::Right => Voice::KeyRight,
        Key::Select => Voice::KeySelect,
        Key::Help => Voice::KeyHelp,
        Key::Repeat => Voice::KeyRepeat,
        Key::VolumeDown => Voice::KeyVolumeDown,
        Key::VolumeUp => Voice::KeyVolumeUp,
        Key::RateDown => Voice::KeyRateDown,
        Key::RateUp => Voice::KeyRateUp,
        Key::Language => Voice::KeyLanguage,
        Key::Curtain => Voice::KeyCurtain,
        Key::SwitchMove => Voice::KeySwitchMove,
        Key::SwitchSelect => Voice::KeySwitchSelect,
    }
}
