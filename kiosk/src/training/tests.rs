//! The whole course by keypad and speech, without a mistake and with every one of them. A trainee of these tests knows the
//! lessons and hears; nothing is known here that was not said.

mod counter;
mod faults;
mod records;
mod whole;

use std::sync::Arc;

use ballot::Language;
use ballot::package::Kind;
use course::{Action, Does, Drill, Library, Progress, Step};
use keypad_protocol::{Key, KeyEvent};

use super::*;
use crate::load::{Source, load};

/// What a trainee hears and does; the keys and the voice are all there is.
struct Trainee {
    room: Room,
    library: Arc<Library>,
    language: Language,
    now_ms: u64,
    /// What was said last.
    heard: String,
    /// Everything that was said.
    all: Vec<String>,
    pages: Vec<CoursePage>,
    quit: bool,
}

fn training() -> Arc<Loaded> {
    Arc::new(Loaded { kind: Kind::Training, ..load(&Source::Demo).unwrap() })
}

impl Trainee {
    fn begin(language: Language, progress: Progress, keeper: Keeper) -> Self {
        let library = Arc::new(super::library(&[]).unwrap());
        Self::in_room(library, language, progress, keeper)
    }

    fn in_room(library: Arc<Library>, language: Language, progress: Progress, keeper: Keeper) -> Self {
        let room = Room::new(Arc::clone(&library), training(), progress, language, keeper, Box::new(AirBoard));
        let mut trainee = Self {
            room,
            library,
            language,
            now_ms: 0,
            heard: String::new(),
            all: Vec::new(),
            pages: Vec::new(),
            quit: false,
        };
        let orders = trainee.room.begin(0);
        trainee.take(orders);
        trainee
    }

    fn take(&mut self, orders: Vec<Order>) {
        for order in orders {
            match order {
                Order::Say(utterance) => {
                    self.heard = utterance.text();
                    self.all.push(self.heard.clone());
                }
                Order::Show(page) => self.pages.push(*page),
                Order::Quit => self.quit = true,
            }
        }
    }

    fn step(&mut self, happening: Happening) {
        self.now_ms += 200;
        let orders = self.room.step(happening, self.now_ms);
        self.take(orders);
    }

    fn press(&mut self, key: Key) {
        self.step(Happening::Key(KeyEvent::Pressed(key)));
        self.step(Happening::Key(KeyEvent::Released(key)));
    }

    /// Goes down the list until the voice says this, and chooses it.
    fn choose(&mut self, text: &str) {
        self.find(text);
        self.press(Key::Select);
    }

    fn find(&mut self, text: &str) {
        for _ in 0..30 {
            self.press(Key::Down);
            if self.heard.starts_with(text) {
                return;
            }
        }
        panic!("never heard: {text}\nlast: {}", self.heard);
    }

    fn word(&self, of: impl Fn(&course::RoomWords) -> &course::Words) -> String {
        of(&self.library.words).get(self.language).to_owned()
    }

    /// The page that the trainee is on, by what was kept of it.
    fn at(&self) -> course::At {
        self.room.course().progress().at(&self.library)
    }

    fn page(&self) -> Step {
        self.library.step(self.at()).unwrap().1.clone()
    }

    /// Through the language page and into the course.
    fn enter(&mut self) {
        let name = self.word(|words| match self.language {
            Language::Kk => &words.language_kk,
            Language::Ru => &words.language_ru,
            Language::En => &words.language_en,
        });
        self.choose(&name);
        let begin = self.word(|words| &words.begin);
        self.choose(&begin);
    }

    fn is_over(&self) -> bool {
        let title = self.word(|words| &words.result_title);
        self.heard.contains(&title)
    }

    /// One page, done right. What it asks for was heard: a trainee who sees nothing has nothing else to go by.
    fn do_right(&mut self) {
        let does = self.page().does;
        let asked = match &does {
            Does::Read { text } | Does::Press { text, .. } | Does::Drill { text, .. } => text,
            Does::Ask { question, .. } => question,
        };
        assert!(self.heard.contains(asked.get(self.language)), "{:?}: {}", self.at(), self.heard);
        match does {
            Does::Read { .. } => self.press(Key::Right),
            Does::Press { key, .. } => self.press(key),
            Does::Ask { answers, .. } => {
                let right = answers.iter().find(|answer| answer.right).unwrap();
                self.choose(right.text.get(self.language));
            }
            Does::Drill { drill, .. } => {
                let drill = self.begin_drill(&drill);
                self.drill_right(&drill);
            }
        }
    }

    fn begin_drill(&mut self, id: &str) -> Drill {
        let drill = self.library.drill(id).unwrap().1.clone();
        self.press(Key::Select);
        assert!(self.heard.contains(drill.situation.get(self.language)), "{id}: {}", self.heard);
        drill
    }

    fn drill_right(&mut self, drill: &Drill) {
        for goal in &drill.goals {
            self.reach(drill, goal);
        }
        let done = self.word(|words| &words.drill_done);
        assert!(self.heard.contains(&done), "{}: {}", drill.id, self.heard);
    }

    /// Does what a goal asks for, and hears that it was right.
    fn reach(&mut self, drill: &Drill, goal: &course::Goal) {
        let action = action(drill, goal.actions.first().unwrap());
        self.choose(action.text.get(self.language));
        let right = self.word(|words| &words.right);
        assert!(self.heard.contains(action.answer.get(self.language)), "{}: {}", action.id, self.heard);
        assert!(self.heard.contains(&right), "{}: {}", action.id, self.heard);
    }
}

fn action<'a>(drill: &'a Drill, id: &str) -> &'a Action {
    drill.actions.iter().find(|action| action.id == id).unwrap()
}
