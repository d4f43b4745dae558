//! The key lesson of a practice: each key is found, pressed, and does what it does in a vote. A key that is not asked
//! for is only named the first time, so that a hand that searches does no harm; from then on it does what it does
//! everywhere: right leaves a key out, left goes back to the one before.

use ballot::Language;
use keypad_protocol::Key;
use wording::{Hands, Voice};

use crate::effect::Line;
use crate::input::Target;
use crate::lesson::{Progress, Task};
use crate::machine::{Answer, Session, Then, explain};
use crate::overlay::{Explain, Overlay};
use crate::page::{Page, PageName};
use crate::settings::Change;
use crate::setup::Kind;
use crate::state::{KeyLesson, LanguageChoice, State, Welcome};

impl Session {
    /// What the voter comes to with a language: in a practice the keys are learnt first.
    pub(crate) fn after_language(&self) -> State {
        match self.setup.kind {
            Kind::Practice => State::KeyLesson(KeyLesson { progress: Progress::start(self.settings.language) }),
            Kind::Voting | Kind::Training | Kind::Demo => State::Welcome(Welcome),
        }
    }

    /// What left of the welcome leads back to.
    pub(crate) fn before_welcome(&self) -> State {
        match self.after_language() {
            State::Welcome(_) => State::LanguageChoice(LanguageChoice),
            lesson => lesson,
        }
    }

    /// A word before every page, so that nobody takes a practice for a vote.
    pub(crate) fn mark_of_kind(&self, language: Language) -> Option<Line> {
        match self.setup.kind {
            Kind::Practice => Some(Line { voice: Voice::MarkPractice, language }),
            Kind::Voting | Kind::Training | Kind::Demo => None,
        }
    }

    fn task(&self, progress: Progress) -> Option<Task> {
        progress.task(self.hands, self.settings.curtain)
    }

    /// Before the next key. The language that is spoken then is the one that the language key is to come back to.
    fn at(&self, progress: Progress) -> State {
        State::KeyLesson(KeyLesson { progress: progress.coming_home_to(self.settings.language) })
    }

    pub(crate) fn lesson_page(&self, lesson: KeyLesson) -> Page {
        let page = self.blank_page(PageName::KeyLesson).steps(true, true);
        let page = page.choice(Target::EndLesson, Voice::LessonEndItem);
        // Another pair of hands may have nothing left to find: right goes on then.
        let Some(task) = self.task(lesson.progress) else {
            return page.heading(Voice::LessonDone).hint(Voice::ChosenGoOn);
        };
        let (position, total) = Progress::position(task, self.hands);
        page.heading_if(lesson.progress.is_at_start(), Voice::LessonBegin)
            .heading(Voice::LessonHeading { position, total })
            .heading(find(task))
            .hint(Voice::LessonHint)
    }

    pub(crate) fn act_on_lesson(&mut self, target: Target) -> Answer {
        match target {
            Target::EndLesson => self.enter(State::Welcome(Welcome)),
            _ => self.stay(Then::Here),
        }
    }

    /// Right: this key is left out.
    pub(crate) fn next_of_lesson(&mut self, lesson: KeyLesson) -> Answer {
        match self.task(lesson.progress) {
            Some(task) => self.go_on_with(lesson.progress.after(task), vec![Voice::LessonLeftOut]),
            None => self.enter(State::Welcome(Welcome)),
        }
    }

    /// Left: the key before once more.
    pub(crate) fn previous_of_lesson(&mut self, lesson: KeyLesson) -> Answer {
        match lesson.progress.before(self.hands, self.settings.curtain) {
            Some(progress) => self.enter(self.at(progress)),
            None => self.enter(State::LanguageChoice(LanguageChoice)),
        }
    }

    /// What a key means to the lesson: found, or named for the first time. `None` where it does what it always does.
    pub(crate) fn press_in_lesson(&mut self, key: Key) -> Option<Answer> {
        let State::KeyLesson(KeyLesson { progress }) = self.state else { return None };
        if !self.overlays.is_empty() {
            return None;
        }
        match self.task(progress) {
            Some(task) if task.key() == key => Some(self.found(progress.naming(key), task)),
            Some(task) if self.hands == Hands::Keypad && moves(key) && !progress.has_named(key) => {
                self.state = State::KeyLesson(KeyLesson { progress: progress.naming(key) });
                Some(self.say_all([explain(key), find(task)], Then::Stay))
            }
            Some(_) | None => None,
        }
    }

    /// The key that was asked for does what it does, and the next one is asked for.
    fn found(&mut self, progress: Progress, task: Task) -> Answer {
        let key = task.key();
        let mut said = vec![Voice::LessonFound, explain(key)];
        if let Some(change) = change_of(key) {
            self.keep_the_finger(|session| session.settings.apply(change));
            if change == Change::Language && self.settings.language != progress.home {
                self.state = State::KeyLesson(KeyLesson { progress });
                let [now] = self.setting_now(change);
                return self.say_all([now, Voice::FindLanguageAgain], Then::Stay);
            }
            said.extend(self.setting_now(change));
        }
        if key == Key::Help {
            // What help is like is learnt in it; the next key is asked for when it is over.
            self.go(self.at(progress.after(task)));
            self.lay(Overlay::Explain(Explain { last_key_ms: self.clock.now_ms }));
            return self.say(Voice::LessonFound, Then::Enter);
        }
        self.go_on_with(progress.after(task), said)
    }

    /// To the next key, or to the ballot after the last.
    fn go_on_with(&mut self, progress: Progress, mut said: Vec<Voice>) -> Answer {
        let over = self.task(progress).is_none();
        self.go(if over { State::Welcome(Welcome) } else { self.at(progress) });
        if over {
            said.push(Voice::LessonDone);
        }
        self.say_all(said, Then::Enter)
    }
}

/// Keys that take a voter somewhere, or choose. The others may be pressed at any time.
const fn moves(key: Key) -> bool {
    matches!(key, Key::Up | Key::Down | Key::Left | Key::Right | Key::Select)
}

/// The setting that a key changes.
const fn change_of(key: Key) -> Option<Change> {
    match key {
        Key::VolumeDown => Some(Change::Softer),
        Key::VolumeUp => Some(Change::Louder),
        Key::RateDown => Some(Change::Slower),
        Key::RateUp => Some(Change::Faster),
        Key::Language => Some(Change::Language),
        Key::Curtain => Some(Change::Curtain),
        Key::Up
        | Key::Down
        | Key::Left
        | Key::Right
        | Key::Select
        | Key::Help
        | Key::Repeat
        | Key::SwitchMove
        | Key::SwitchSelect => None,
    }
}

/// What is to be found, and where: by place and by the sign that is felt on it, which are the same on every keypad.
const fn find(task: Task) -> Voice {
    match task {
        Task::LiftCurtain => Voice::FindCurtainAgain,
        Task::Find(key) => match key {
            Key::Up => Voice::FindUp,
            Key::Down => Voice::FindDown,
            Key::Left => Voice::FindLeft,
            Key::Right => Voice::FindRight,
            Key::Select => Voice::FindSelect,
            Key::Help => Voice::FindHelp,
            Key::Repeat => Voice::FindRepeat,
            Key::VolumeDown => Voice::FindVolumeDown,
            Key::VolumeUp => Voice::FindVolumeUp,
            Key::RateDown => Voice::FindRateDown,
            Key::RateUp => Voice::FindRateUp,
            Key::Language => Voice::FindLanguage,
            Key::Curtain => Voice::FindCurtain,
            Key::SwitchMove => Voice::FindSwitchMove,
            Key::SwitchSelect => Voice::FindSwitchSelect,
        },
    }
}
