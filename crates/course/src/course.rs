//! The machine that takes a trainee through the course: keys and time in, what is said, shown and done out.

mod drilling;
mod pages;
mod steps;

use std::sync::Arc;

use ballot::Language;
use keypad_protocol::Key;
use wording::Voice;

use crate::condition::Facts;
use crate::grade::Grade;
use crate::library::{At, Library};
use crate::progress::Progress;
use crate::said::Said;

use drilling::Drilling;
use pages::Item;
pub use pages::View;

/// How the course begins.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Start {
    /// The language until the trainee has chosen one.
    pub language: Language,
    /// The trainee's name is known and there is a roster: it is asked whether it may be written there.
    pub roster: bool,
}

/// Something that happened.
#[derive(Clone, Debug, PartialEq)]
pub enum Act {
    /// A key was pressed.
    Key(Key),
    /// An item of the page was touched, index from 0.
    Touch(usize),
    /// The booth of the drill is as it should be when the drill begins.
    Ready(Facts),
    /// The booth of the drill is so now.
    Facts(Facts),
    /// Everything was said.
    Ended,
    /// [`Course::next_deadline_ms`] has come.
    Tick,
    /// The certificate is written, or could not be.
    Certificate(bool),
    /// Out of everything, to the menu.
    Menu,
    /// A setting of the room is now so.
    Now(Voice),
}

/// How the screen is to look, one step.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Look {
    /// Larger letters.
    Larger,
    /// Smaller letters.
    Smaller,
    /// The next colors.
    Contrast,
}

/// Something to be done.
#[derive(Clone, Debug, PartialEq)]
pub enum Effect {
    /// Say this instead of what is being said, each in its language.
    Say(Vec<(Said, Language)>),
    /// The page has changed.
    Show,
    /// Make a booth ready for this drill, index from 0; answered by [`Act::Ready`].
    Begin {
        /// The drill.
        drill: usize,
    },
    /// These events happen at the booth; answered by [`Act::Facts`].
    Do(Vec<String>),
    /// The drill is over, the booth of it can go.
    End,
    /// Keep what was done so far.
    Save,
    /// Write the certificate; answered by [`Act::Certificate`].
    Certificate,
    /// Write the trainee into the roster: there is consent.
    Roster,
    /// Let the screen look otherwise; answered by [`Act::Now`].
    Look(Look),
    /// The trainee stops.
    Quit,
}

/// The course.
#[derive(Debug)]
pub struct Course {
    library: Arc<Library>,
    progress: Progress,
    start: Start,
    language: Language,
    place: Place,
    /// 0 the heading, then the items.
    focus: usize,
    /// The answer to what was done last; gone with the next input.
    answer: Vec<Said>,
    /// What is still to be repeated.
    queue: Vec<At>,
    /// Since when nothing was said and done.
    idle_from_ms: Option<u64>,
    now_ms: u64,
    effects: Vec<Effect>,
}

/// Where the trainee is.
#[derive(Debug)]
enum Place {
    Language,
    Menu,
    Lessons,
    Settings,
    Step(Stepping),
    Drill(Box<Drilling>),
    Result,
    Consent,
}

/// A page of a lesson.
#[derive(Clone, Copy, Debug)]
struct Stepping {
    at: At,
    mistakes: u32,
    /// Hints given, 0 to 3.
    hint: u8,
    began_ms: u64,
}

/// What can be chosen on a page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Choice {
    Language(Language),
    Begin,
    GoOn,
    Lessons,
    Lesson(usize),
    Repeat,
    Result,
    Certificate,
    Stop,
    Settings,
    Look(Look),
    Menu,
    Answer(usize),
    Key(Key),
    BeginDrill,
    Hand(usize),
    Consent(bool),
}

impl Course {
    /// A course that begins, or goes on. Call [`Course::begin`] for its first page.
    #[must_use]
    pub fn new(library: Arc<Library>, progress: Progress, start: Start) -> Self {
        let language = progress.language.unwrap_or(start.language);
        let place = if progress.language.is_some() { Place::Menu } else { Place::Language };
        Self {
            library,
            progress,
            start,
            language,
            place,
            focus: 0,
            answer: Vec::new(),
            queue: Vec::new(),
            idle_from_ms: None,
            now_ms: 0,
            effects: Vec::new(),
        }
    }

    /// The first page.
    pub fn begin(&mut self, now_ms: u64) -> Vec<Effect> {
        self.now_ms = now_ms;
        self.enter(Vec::new());
        std::mem::take(&mut self.effects)
    }

    /// Something happened at `now_ms`.
    pub fn step(&mut self, act: Act, now_ms: u64) -> Vec<Effect> {
        self.now_ms = self.now_ms.max(now_ms);
        match act {
            Act::Key(key) => self.on_key(key),
            Act::Touch(item) => self.on_touch(item),
            Act::Ready(facts) => self.on_ready(facts),
            Act::Facts(facts) => self.on_facts(facts),
            Act::Ended => self.idle_from_ms = Some(self.now_ms),
            Act::Tick => self.on_tick(),
            Act::Menu => self.leave(),
            Act::Now(voice) => self.tell(vec![voice.into()]),
            Act::Certificate(written) => {
                let words = &self.library.words;
                let said = if written { &words.certificate_made } else { &words.certificate_failed };
                self.tell(vec![said.into()]);
            }
        }
        std::mem::take(&mut self.effects)
    }

    /// What was done so far.
    #[must_use]
    pub const fn progress(&self) -> &Progress {
        &self.progress
    }

    /// How the trainee stands.
    #[must_use]
    pub fn grade(&self) -> Grade {
        Grade::of(&self.progress, &self.library)
    }

    /// The language of the page.
    #[must_use]
    pub const fn language(&self) -> Language {
        self.language
    }

    /// When [`Act::Tick`] is due.
    #[must_use]
    pub fn next_deadline_ms(&self) -> Option<u64> {
        let Place::Drill(drilling) = &self.place else { return None };
        drilling.hint_due_ms(self.idle_from_ms)
    }

    fn on_key(&mut self, key: Key) {
        self.answer.clear();
        self.idle_from_ms = None;
        if self.wants_a_key() {
            return self.on_pressed(key);
        }
        match key {
            Key::Up => self.turn(false),
            Key::Down | Key::SwitchMove => self.turn(true),
            Key::Select | Key::SwitchSelect => self.select(),
            Key::Right => self.next(),
            Key::Left => self.back(),
            Key::Repeat => self.say_page(),
            Key::Help => self.help(),
            Key::Language => {
                let next = match self.language {
                    Language::Kk => Language::Ru,
                    Language::Ru => Language::En,
                    Language::En => Language::Kk,
                };
                self.speak_in(next);
                self.say_page();
            }
            // The room's own: loudness, speed, curtain. It tells how they are now.
            Key::VolumeDown | Key::VolumeUp | Key::RateDown | Key::RateUp | Key::Curtain => {}
        }
    }

    fn on_touch(&mut self, item: usize) {
        self.answer.clear();
        self.idle_from_ms = None;
        let choice = self.items().get(item).map(|item| item.choice);
        if let Some(choice) = choice {
            self.focus = item + 1;
            self.choose(choice);
        }
    }

    /// The finger goes to the next item or the one before, round by the heading.
    fn turn(&mut self, down: bool) {
        let places = self.items().len() + 1;
        self.focus = if down { (self.focus + 1) % places } else { (self.focus + places - 1) % places };
        match self.focus.checked_sub(1).and_then(|item| self.items().into_iter().nth(item)) {
            None => self.say_page(),
            Some(item) => {
                let position = u16::try_from(self.focus).unwrap_or(u16::MAX);
                let total = u16::try_from(places - 1).unwrap_or(u16::MAX);
                let place = Voice::ItemPosition { position, total };
                // What it is comes first; that it is training, last.
                let language = item.language.unwrap_or(self.language);
                let training = Said::from(&self.library.words.training);
                self.effects.push(Effect::Show);
                self.say(vec![(item.said, language), (place.into(), self.language), (training, self.language)]);
            }
        }
    }

    fn select(&mut self) {
        let choice = self.focus.checked_sub(1).and_then(|item| self.items().get(item).map(|item| item.choice));
        match choice {
            Some(choice) => self.choose(choice),
            None if self.offers_a_drill() => self.begin_drill(),
            None => self.next(),
        }
    }

    fn choose(&mut self, choice: Choice) {
        if matches!(choice, Choice::Begin | Choice::GoOn | Choice::Lesson(_) | Choice::Menu) {
            self.queue.clear();
        }
        match choice {
            Choice::Language(language) => {
                self.speak_in(language);
                self.go(Place::Menu, vec![Said::from(&self.library.words.welcome)]);
            }
            Choice::Begin => self.go_to(At::default(), Vec::new()),
            Choice::GoOn => self.go_to(self.progress.at(&self.library), Vec::new()),
            Choice::Lessons => self.go(Place::Lessons, Vec::new()),
            Choice::Lesson(lesson) => self.go_to(At { lesson, step: 0 }, Vec::new()),
            Choice::Repeat => {
                self.queue = self.grade().failed;
                self.on_with_the_queue(Vec::new());
            }
            Choice::Result => self.go(Place::Result, Vec::new()),
            Choice::Certificate => self.effects.push(Effect::Certificate),
            Choice::Stop => {
                self.effects.push(Effect::Save);
                self.tell(vec![Said::from(&self.library.words.farewell)]);
                self.effects.push(Effect::Quit);
            }
            Choice::Settings => self.go(Place::Settings, Vec::new()),
            Choice::Look(look) => self.effects.push(Effect::Look(look)),
            Choice::Menu => self.go(Place::Menu, Vec::new()),
            Choice::Answer(answer) => self.on_answer(answer),
            Choice::Key(key) => self.on_pressed(key),
            Choice::BeginDrill => self.begin_drill(),
            Choice::Hand(action) => self.on_hand(action),
            Choice::Consent(given) => {
                let words = &self.library.words;
                let said = if given { &words.consent_kept } else { &words.consent_not_kept };
                let said = vec![Said::from(said)];
                if given {
                    self.effects.push(Effect::Roster);
                }
                self.go(Place::Result, said);
            }
        }
    }

    /// The next page, where this one wants nothing more.
    fn next(&mut self) {
        match &self.place {
            Place::Step(stepping) => {
                let at = stepping.at;
                self.next_of_step(at);
            }
            Place::Language => {
                let language = self.language;
                self.choose(Choice::Language(language));
            }
            Place::Menu | Place::Lessons | Place::Settings | Place::Drill(_) | Place::Result | Place::Consent => {
                let hint = self.page_hint();
                self.tell(hint);
            }
        }
    }

    fn back(&mut self) {
        match &self.place {
            Place::Language | Place::Menu => {
                let said = Said::from(&self.library.words.first_page);
                self.tell(vec![said]);
            }
            Place::Lessons | Place::Settings | Place::Result | Place::Consent => self.go(Place::Menu, Vec::new()),
            Place::Step(stepping) => match self.before(stepping.at) {
                Some(at) if self.queue.is_empty() => self.go_to(at, Vec::new()),
                _ => {
                    self.queue.clear();
                    self.go(Place::Menu, Vec::new());
                }
            },
            Place::Drill(drilling) => {
                let at = drilling.at;
                self.effects.push(Effect::End);
                let said = Said::from(&self.library.words.drill_left);
                self.go_to(at, vec![said]);
            }
        }
    }

    /// To the menu, from wherever the trainee is; a drill that goes on is left.
    fn leave(&mut self) {
        self.queue.clear();
        match self.place {
            Place::Language => {}
            Place::Drill(_) => {
                self.effects.push(Effect::End);
                let said = Said::from(&self.library.words.drill_left);
                self.go(Place::Menu, vec![said]);
            }
            Place::Menu | Place::Lessons | Place::Settings | Place::Step(_) | Place::Result | Place::Consent => {
                self.go(Place::Menu, Vec::new());
            }
        }
    }

    /// Another language, kept for the next day.
    fn speak_in(&mut self, language: Language) {
        self.language = language;
        if !matches!(self.place, Place::Language) || self.progress.language.is_some() {
            self.progress.language = Some(language);
        }
    }

    fn go(&mut self, place: Place, said: Vec<Said>) {
        if matches!(self.place, Place::Language) && !matches!(place, Place::Language) {
            self.progress.language = Some(self.language);
        }
        self.place = place;
        self.focus = 0;
        self.enter(said);
    }

    /// Shows the page and says it; first the answer to what led here.
    fn enter(&mut self, said: Vec<Said>) {
        self.answer = said;
        self.say_page();
    }

    /// An answer on the page that stays.
    fn tell(&mut self, said: Vec<Said>) {
        self.answer.clone_from(&said);
        self.effects.push(Effect::Show);
        let training = std::iter::once(Said::from(&self.library.words.training));
        let lines = training.chain(said).map(|said| (said, self.language)).collect();
        self.say(lines);
    }

    /// The whole page: that it is training, the answer to what was done, what it is about, what to do.
    fn say_page(&mut self) {
        self.effects.push(Effect::Show);
        let view = self.view();
        let training = std::iter::once(Said::from(&self.library.words.training));
        let words = training.chain(self.answer.clone()).chain(view.title).chain(view.lines);
        let mut lines: Vec<_> = words.map(|said| (said, self.language)).collect();
        if matches!(self.place, Place::Language) {
            // Whoever does not understand the others hears the own one.
            lines.extend(self.items().into_iter().map(|item| (item.said, item.language.unwrap_or(self.language))));
        }
        lines.extend(view.hint.into_iter().map(|said| (said, self.language)));
        self.say(lines);
    }

    fn say(&mut self, lines: Vec<(Said, Language)>) {
        self.idle_from_ms = None;
        self.effects.push(Effect::Say(lines));
    }

    fn items(&self) -> Vec<Item> {
        self.page_items()
    }
}
