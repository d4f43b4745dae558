//! The poll worker's course as the kiosk gives it: pages on its screen, its voice, its keypad, and a booth of air in which
//! drills are done. Nothing here opens an election's log, a printer or a scanner.

mod board;
mod counter;
mod files;
mod line;
mod paper;
#[cfg(test)]
mod tests;
mod world;

use std::sync::Arc;

use ballot::Language;
use course::{Act, Course, CourseProblem, Effect, Library, Look, Progress, Said, Start};
use keypad_protocol::{Key, KeyEvent};
use kiosk_devices::DeviceEvent;
use kiosk_devices::audio::{ClipKey, Part, Talk};
use kiosk_ui::CoursePage;
use voter_session::{Change, Settings};
use wording::{Hands, Pause, Phrase, Voice, phrase};

use crate::load::Loaded;
use crate::notice::Notice;
use crate::voice::{no_election, parts};

pub use board::{AirBoard, Board, Maker, ProgramBoards};
pub use files::Keeper;
use world::World;

/// Something that happened in the room.
#[derive(Clone, Debug)]
pub enum Happening {
    /// The trainee's keypad or keyboard.
    Key(KeyEvent),
    /// An item of the page was touched, index from 0.
    Touch(usize),
    /// The key of the screen that leads out of everything.
    Menu,
    /// Everything was said.
    Ended,
    /// Time has come to something.
    Time,
    /// The board of the drill's booth tells something.
    Board(DeviceEvent),
}

/// What the room wants done.
#[derive(Clone, Debug, PartialEq)]
pub enum Order {
    /// Say this instead of what is being said.
    Say(Utterance),
    /// Show this page.
    Show(Box<CoursePage>),
    /// The trainee stops.
    Quit,
}

/// Sentences to be said one after the other.
#[derive(Clone, Debug, PartialEq)]
pub struct Utterance {
    /// What, and in which language.
    pub lines: Vec<(Said, Language)>,
    /// Loudness, as a voter's.
    pub volume: u8,
    /// Speed in percent of the recording.
    pub rate_percent: u16,
}

impl Utterance {
    /// As it is shown.
    #[must_use]
    pub fn text(&self) -> String {
        let texts: Vec<String> = self.lines.iter().map(|(said, language)| said.text(*language)).collect();
        texts.join(" ")
    }

    /// The clips that say it.
    #[must_use]
    pub fn talk(&self) -> Talk {
        let election = no_election();
        let of = |(said, language): &(Said, Language)| match said {
            Said::Words(words) => {
                vec![Part { clip: ClipKey::new(*language, words.id().to_owned()), pause: Pause::Sentence }]
            }
            Said::Voice(voice) => parts(&voice.utterance(*language, Hands::Keypad, &election), &election),
        };
        Talk { parts: self.lines.iter().flat_map(of).collect(), volume: self.volume, rate_percent: self.rate_percent }
    }
}

/// The room.
pub struct Room {
    library: Arc<Library>,
    course: Course,
    loaded: Arc<Loaded>,
    settings: Settings,
    world: Option<World>,
    maker: Box<dyn Maker>,
    keeper: Keeper,
    orders: Vec<Order>,
    now_ms: u64,
}

/// Everything that is taught here: the course of this program, and the drills of a trainer's folder.
///
/// # Errors
///
/// What is wrong with a file, beside its name.
pub fn library(added: &[(String, String)]) -> Result<Library, Notice> {
    let notice = |(file, problem): (String, CourseProblem)| Notice::Course { file: file.into(), problem };
    let mut library = Library::built_in().map_err(notice)?;
    for (file, text) in added {
        library.add_drill(text).map_err(|problem| notice((file.clone(), problem)))?;
    }
    library.check_events(|text| line::line(text).is_some()).map_err(notice)?;
    Ok(library)
}

impl Room {
    /// A room for one trainee.
    #[must_use]
    pub fn new(
        library: Arc<Library>,
        loaded: Arc<Loaded>,
        progress: Progress,
        language: Language,
        keeper: Keeper,
        maker: Box<dyn Maker>,
    ) -> Self {
        let start = Start { language, roster: keeper.has_roster() };
        let course = Course::new(Arc::clone(&library), progress, start);
        let settings = Settings::usual(course.language());
        Self { library, course, loaded, settings, world: None, maker, keeper, orders: Vec::new(), now_ms: 0 }
    }

    /// The first page.
    pub fn begin(&mut self, now_ms: u64) -> Vec<Order> {
        self.now_ms = now_ms;
        let effects = self.course.begin(now_ms);
        self.carry_out(effects);
        std::mem::take(&mut self.orders)
    }

    /// Something happened at `now_ms`.
    pub fn step(&mut self, happening: Happening, now_ms: u64) -> Vec<Order> {
        self.now_ms = self.now_ms.max(now_ms);
        match happening {
            Happening::Key(KeyEvent::Pressed(key)) => {
                let now = self.set(key);
                self.act(Act::Key(key));
                if let Some(now) = now {
                    self.act(Act::Now(now));
                }
            }
            Happening::Key(KeyEvent::Released(_) | KeyEvent::Held(_) | KeyEvent::Explained(_)) => {}
            Happening::Touch(item) => self.act(Act::Touch(item)),
            Happening::Menu => self.act(Act::Menu),
            Happening::Ended => self.act(Act::Ended),
            Happening::Board(event) => {
                if let Some(world) = &mut self.world {
                    world.on_board(&event, self.now_ms);
                }
            }
            Happening::Time => {}
        }
        self.look();
        if self.course.next_deadline_ms().is_some_and(|due_ms| due_ms <= self.now_ms) {
            self.act(Act::Tick);
        }
        std::mem::take(&mut self.orders)
    }

    /// When something is due.
    #[must_use]
    pub fn next_deadline_ms(&self) -> Option<u64> {
        let world = self.world.as_ref().and_then(World::next_deadline_ms);
        [world, self.course.next_deadline_ms()].into_iter().flatten().min()
    }

    /// The course.
    #[must_use]
    pub const fn course(&self) -> &Course {
        &self.course
    }

    /// Whether any key is an answer now, so that none of them turns the page.
    #[must_use]
    pub fn wants_a_key(&self) -> bool {
        self.course.view().wants_a_key
    }

    /// Files that could not be written.
    #[must_use]
    pub fn problems(&self) -> &[Notice] {
        self.keeper.problems()
    }

    fn act(&mut self, act: Act) {
        let effects = self.course.step(act, self.now_ms);
        self.carry_out(effects);
    }

    /// Loudness, speed and curtain are the trainee's to set at any moment, as a voter's are. How it is then, to be told.
    fn set(&mut self, key: Key) -> Option<Voice> {
        if self.wants_a_key() {
            return None;
        }
        let change = match key {
            Key::VolumeUp => Change::Louder,
            Key::VolumeDown => Change::Softer,
            Key::RateUp => Change::Faster,
            Key::RateDown => Change::Slower,
            Key::Curtain => Change::Curtain,
            Key::Up
            | Key::Down
            | Key::Left
            | Key::Right
            | Key::Select
            | Key::Help
            | Key::Repeat
            | Key::Language
            | Key::SwitchMove
            | Key::SwitchSelect => return None,
        };
        self.settings.apply(change);
        Some(self.settings.now(change))
    }

    /// Time passes in the booth of the drill; whatever has come of it is told.
    fn look(&mut self) {
        let Some(world) = &mut self.world else { return };
        world.pass(self.now_ms);
        if let Some(facts) = world.told() {
            let act = if world.begins() { Act::Ready(facts) } else { Act::Facts(facts) };
            self.act(act);
        }
    }

    fn carry_out(&mut self, effects: Vec<Effect>) {
        for effect in effects {
            match effect {
                Effect::Say(lines) => self.orders.push(Order::Say(Utterance {
                    lines,
                    volume: self.settings.volume,
                    rate_percent: self.settings.rate_percent(),
                })),
                Effect::Show => self.show(),
                Effect::Begin { drill } => self.begin_drill(drill),
                Effect::Do(lines) => {
                    if let Some(world) = &mut self.world {
                        world.plan(&lines, self.now_ms);
                    }
                    self.look();
                }
                Effect::End => self.world = None,
                Effect::Save => self.keeper.save(self.course.progress()),
                Effect::Certificate => {
                    let language = self.course.language();
                    let written = self.keeper.certificate(&self.library, &self.course.grade(), language);
                    self.act(Act::Certificate(written));
                }
                Effect::Roster => self.keeper.roster(&self.course.grade(), self.course.progress()),
                Effect::Look(look) => {
                    let change = match look {
                        Look::Larger => Change::LargerText,
                        Look::Smaller => Change::SmallerText,
                        Look::Contrast => Change::Theme,
                    };
                    self.settings.apply(change);
                    self.act(Act::Now(self.settings.now(change)));
                }
                Effect::Quit => self.orders.push(Order::Quit),
            }
        }
    }

    fn begin_drill(&mut self, drill: usize) {
        let Some(drill) = self.library.drills.get(drill) else { return };
        // A booth that cannot be made would leave the trainee with nothing: the page stays.
        self.world = World::new(&self.loaded, drill, self.maker.make(), self.now_ms);
        self.look();
    }

    fn show(&mut self) {
        let view = self.course.view();
        self.settings.language = view.language;
        let language = view.language;
        let text = |said: &[Said]| said.iter().map(|said| said.text(language)).collect::<Vec<_>>().join(" ");
        let sentence = |voice: Voice| Said::Voice(voice).text(language);
        let buttons = vec![
            (sentence(Voice::PreviousItem), Key::Left, view.can_go_back),
            (sentence(Voice::NextItem), Key::Right, view.can_go_on),
            (sentence(Voice::RepeatItem), Key::Repeat, true),
            (sentence(Voice::HelpItem), Key::Help, true),
            (sentence(Voice::CurtainLiftItem), Key::Curtain, true),
        ];
        let page = CoursePage {
            banner: format!("{}  {}", phrase(Phrase::BannerTraining, language), sentence(Voice::KindTraining)),
            title: text(&view.title),
            lines: lines(&view.lines, language),
            answer: text(&view.answer),
            items: view.items.iter().map(|(said, own)| said.text(*own)).collect(),
            focus: view.focus,
            hint: text(&view.hint),
            buttons,
            settings: self.settings,
        };
        self.orders.push(Order::Show(Box::new(page)));
    }
}

/// Each sentence as a line; a number stands behind what it counts.
fn lines(all: &[Said], language: Language) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    for said in all {
        let text = said.text(language);
        match (said, lines.last_mut()) {
            (Said::Voice(Voice::SignDigit { .. }), Some(last)) => last.extend([" ", &text]),
            _ => lines.push(text),
        }
    }
    lines
}
