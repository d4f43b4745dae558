//! The course in a real window: its keys, its voice, its clock, and the line of the simulated board.

use std::cell::RefCell;
use std::rc::Rc;
use std::sync::Arc;
use std::sync::mpsc::Receiver;
use std::time::Duration;

use course::{Library, Progress};
use keypad_protocol::{Key, KeyEvent};
use kiosk_devices::audio::ClipSource;
use kiosk_devices::{Clock, DeviceEvent, Happened, MonotonicClock, Typed, channel};
use kiosk_ui::{BoothUi, Event, Press};
use screen_fonts::Fonts;
use slint::platform::Key as Sign;
use slint::{CloseRequestResponse, Timer, TimerMode};
use voter_session::Input;

use super::devices::Devices;
use super::no_window;
use super::sound::Sound;
use super::touch::on_touch;
use super::typing::Typing;
use crate::load::Loaded;
use crate::notice::{Notice, StartProblem};
use crate::station::Station;
use crate::training::{AirBoard, Happening, Keeper, Maker, Order, ProgramBoards, Room};

/// What the course is given with.
pub struct Lesson {
    /// Everything that is taught.
    pub library: Arc<Library>,
    /// The training election.
    pub loaded: Arc<Loaded>,
    /// What was done before.
    pub progress: Progress,
    /// The trainee's files.
    pub keeper: Keeper,
    /// Screen, keypad and sound.
    pub station: Station,
}

thread_local! {
    /// The course of this thread: device threads reach it through the window's event loop.
    static COURSE: RefCell<Option<Rc<Shown>>> = const { RefCell::new(None) };
}

/// The room with its window, its devices and the timer that wakes it.
struct Shown {
    inner: RefCell<Inner>,
    ui: BoothUi,
    timer: Timer,
}

struct Inner {
    room: Room,
    devices: Devices,
    typing: Typing,
    sound: Sound,
    clock: Arc<dyn Clock>,
    over: bool,
}

/// Opens the window and stays until the trainee stops. Comes back with what could not be written.
///
/// # Errors
///
/// [`StartProblem`]: no window can be opened.
pub fn run(lesson: Lesson, fonts: Fonts) -> Result<Vec<Notice>, Notice> {
    let Lesson { library, loaded, progress, keeper, station } = lesson;
    let no_thread = |error: std::io::Error| Notice::from(StartProblem::NoWindow { detail: error.to_string() });
    let clock: Arc<dyn Clock> = Arc::new(MonotonicClock::start());
    let (sender, events) = channel();
    let (board_sender, board_events) = channel();
    let ui = BoothUi::new(station.display, station.whole_screen).map_err(|error| no_window(&error))?;
    let devices = Devices::start(&station, Arc::clone(&clock), &sender).map_err(no_thread)?;
    let voice: Option<Arc<dyn ClipSource>> = loaded.voice.clone().map(|voice| voice as _);
    let sound = Sound::start(voice, &station, Arc::clone(&clock), &sender).map_err(no_thread)?;
    let (maker, no_board) = maker(&clock, board_sender);
    let room = Room::new(library, loaded, progress, station.language, keeper, maker);
    let typing = Typing::new(clock.now_ms());
    let inner = RefCell::new(Inner { room, devices, typing, sound, clock, over: false });
    let shown = Rc::new(Shown { inner, ui, timer: Timer::default() });
    COURSE.set(Some(Rc::clone(&shown)));
    connect(&shown);
    listen(events, false);
    listen(board_events, true);
    shown.with(|inner, now_ms| inner.room.begin(now_ms));
    shown.ui.open().map_err(|error| no_window(&error))?;
    drop(fonts);
    slint::run_event_loop_until_quit().map_err(|error| no_window(&error))?;
    COURSE.set(None);
    let written = shown.inner.borrow().room.problems().to_vec();
    Ok(no_board.into_iter().chain(written).collect())
}

/// The simulated board as a program, where it lies beside this one; a keypad of air where it does not start.
fn maker(clock: &Arc<dyn Clock>, events: std::sync::mpsc::SyncSender<DeviceEvent>) -> (Box<dyn Maker>, Option<Notice>) {
    let missing = || std::io::Error::from(std::io::ErrorKind::NotFound);
    let boards = ProgramBoards::beside().ok_or_else(missing).and_then(|program| {
        let boards = ProgramBoards { program, clock: Arc::clone(clock), events };
        boards.try_out().map(|()| boards)
    });
    match boards {
        Ok(boards) => (Box::new(boards), None),
        Err(error) => (Box::new(AirBoard), Some(StartProblem::BoardNotStarted { detail: error.to_string() }.into())),
    }
}

fn connect(shown: &Rc<Shown>) {
    let weak = Rc::downgrade(shown);
    shown.ui.on_event(move |event| {
        if let Some(shown) = weak.upgrade() {
            shown.on_screen(&event);
        }
    });
    // No vote is lost by closing it, and what was done is kept.
    shown.ui.window().on_close_requested(|| {
        let _ = slint::quit_event_loop();
        CloseRequestResponse::HideWindow
    });
}

/// What devices tell reaches the room in the window's own thread.
fn listen(events: Receiver<DeviceEvent>, of_the_board: bool) {
    std::thread::spawn(move || {
        for event in events {
            let told = slint::invoke_from_event_loop(move || {
                if let Some(shown) = COURSE.with_borrow(Clone::clone) {
                    shown.on_device(event, of_the_board);
                }
            });
            if told.is_err() {
                return;
            }
        }
    });
}

impl Shown {
    fn on_device(self: &Rc<Self>, event: DeviceEvent, of_the_board: bool) {
        if of_the_board {
            return self.with(|inner, now_ms| inner.room.step(Happening::Board(event), now_ms));
        }
        match &event.happened {
            Happened::Touch(touch) => on_touch(&self.ui, *touch),
            Happened::SpeechEnded(ticket) => {
                let ticket = *ticket;
                self.with(|inner, now_ms| {
                    let ended = inner.sound.ended(ticket);
                    if ended { inner.room.step(Happening::Ended, now_ms) } else { Vec::new() }
                });
            }
            // The same key where the keyboard is read beside the window.
            Happened::Typed(Typed::PollWorker) => {
                self.with(|inner, now_ms| inner.room.step(Happening::Menu, now_ms));
            }
            _ => {
                let input = self.inner.borrow_mut().devices.input(&event);
                if let Some(Input::Key(key)) = input {
                    self.on_key(key);
                }
            }
        }
    }

    fn on_screen(self: &Rc<Self>, event: &Event) {
        match event {
            Event::Pressed(Press::Course(item)) => {
                self.with(|inner, now_ms| inner.room.step(Happening::Touch(*item), now_ms));
            }
            Event::Pressed(Press::CourseKey(key)) => self.on_key(KeyEvent::Pressed(*key)),
            Event::PollWorker => self.with(|inner, now_ms| inner.room.step(Happening::Menu, now_ms)),
            Event::Key(sign, true) if is_menu(sign) => {
                self.with(|inner, now_ms| inner.room.step(Happening::Menu, now_ms));
            }
            Event::Key(sign, down) => {
                let told = {
                    let mut inner = self.inner.borrow_mut();
                    let now_ms = inner.clock.now_ms();
                    inner.typing.key(sign, *down, now_ms)
                };
                told.into_iter().for_each(|happened| self.on_typed(&happened));
                // What the filter holds back is told later.
                self.wake();
            }
            Event::Pressed(Press::Voter(_) | Press::Desk(_)) | Event::Turned(_) | Event::Pin(_) => {}
        }
    }

    fn on_typed(self: &Rc<Self>, happened: &Happened) {
        if let Happened::Key(key) = happened {
            self.on_key(*key);
        }
    }

    /// A key of the trainee's. On a page of several leaves it turns to the next first, as it does for a voter.
    fn on_key(self: &Rc<Self>, event: KeyEvent) {
        let any = self.inner.borrow().room.wants_a_key();
        let turned = match event {
            KeyEvent::Pressed(Key::Down | Key::SwitchMove) if !any => self.ui.turn(true),
            KeyEvent::Pressed(Key::Up) if !any => self.ui.turn(false),
            KeyEvent::Pressed(_) | KeyEvent::Released(_) | KeyEvent::Held(_) | KeyEvent::Explained(_) => false,
        };
        if !turned {
            self.with(|inner, now_ms| inner.room.step(Happening::Key(event), now_ms));
        }
    }

    fn on_time(self: &Rc<Self>) {
        let typed = {
            let mut inner = self.inner.borrow_mut();
            let now_ms = inner.clock.now_ms();
            inner.typing.pass(now_ms)
        };
        typed.into_iter().for_each(|happened| self.on_typed(&happened));
        self.with(|inner, now_ms| {
            if inner.sound.ends_at_ms().is_some_and(|at_ms| at_ms <= now_ms) {
                inner.sound.hush();
                return inner.room.step(Happening::Ended, now_ms);
            }
            inner.room.step(Happening::Time, now_ms)
        });
    }

    /// Does something in the room, carries out what it wants, and sets the clock for what comes next.
    fn with(self: &Rc<Self>, act: impl FnOnce(&mut Inner, u64) -> Vec<Order>) {
        // The window may tell something while the room is at it, such as its new size.
        let Ok(mut inner) = self.inner.try_borrow_mut() else { return };
        let now_ms = inner.clock.now_ms();
        let orders = act(&mut inner, now_ms);
        let mut pages = Vec::new();
        for order in orders {
            match order {
                Order::Say(utterance) => inner.sound.say_course(&utterance, now_ms),
                Order::Show(page) => pages.push(page),
                Order::Quit => inner.over = true,
            }
        }
        let over = inner.over;
        drop(inner);
        // The last page is the one that is there.
        if let Some(page) = pages.pop() {
            self.ui.show_course(&page);
        }
        if over {
            let _ = slint::quit_event_loop();
            return;
        }
        self.wake();
    }

    fn wake(self: &Rc<Self>) {
        let inner = self.inner.borrow();
        let next =
            [inner.typing.next_deadline_ms(), inner.sound.ends_at_ms(), inner.room.next_deadline_ms()].into_iter();
        match next.flatten().min() {
            None => self.timer.stop(),
            Some(at_ms) => {
                let weak = Rc::downgrade(self);
                let wait = Duration::from_millis(at_ms.saturating_sub(inner.clock.now_ms()));
                self.timer.start(TimerMode::SingleShot, wait, move || {
                    if let Some(shown) = weak.upgrade() {
                        shown.on_time();
                    }
                });
            }
        }
    }
}

/// F10: out of everything, to the menu.
fn is_menu(sign: &str) -> bool {
    sign.chars().eq([char::from(Sign::F10)])
}
