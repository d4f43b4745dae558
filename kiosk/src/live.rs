//! The booth at work: a real clock, a real window, real keypads.

mod booth;
mod devices;
mod over;
mod paper;
mod sound;
mod touch;
pub mod training;
mod typing;
mod watch;

use std::cell::RefCell;
use std::io;
use std::rc::Rc;
use std::sync::Arc;
use std::sync::mpsc::{Receiver, SyncSender};
use std::time::Duration;

use ballot::package::Kind;
use kiosk_devices::audio::ClipSource;
use kiosk_devices::{Clock, DeviceEvent, Happened, MonotonicClock, channel};
use kiosk_ui::{BoothUi, Desk, FaultPage};
use screen_fonts::Fonts;
use slint::{CloseRequestResponse, Timer, TimerMode};

use crate::booth::{Equipment, session};
use crate::load::Loaded;
use crate::notice::{Notice, StartProblem};
use crate::office::Office;
use crate::station::Station;
use crate::voice::FaultVoice;

use booth::{Booth, Parts};
use devices::Devices;
use paper::Paper;
use sound::Sound;
use touch::on_touch;
use watch::Watch;

/// What the window shows when it opens.
#[derive(Debug)]
pub enum Start {
    /// A booth for this election.
    Booth {
        /// The election.
        loaded: Box<Loaded>,
        /// A poll worker need not open it.
        open: bool,
    },
    /// Why there can be none, for a poll worker.
    Fault(FaultPage),
}

/// How a booth is opened.
#[derive(Debug)]
pub struct Opening<'a> {
    /// What its window shows.
    pub start: Start,
    /// What the booth was started for.
    pub kind: Kind,
    /// Its settings.
    pub station: &'a Station,
    /// Its devices for paper.
    pub equipment: &'a Equipment,
    /// Fail at the first contest, where it is a demonstration.
    pub rehearse_fault: bool,
    /// Needed as long as the window is there: a page may be the first to ask for a letter.
    pub fonts: Fonts,
}

/// How the window was left.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Left {
    /// A poll worker ended the program.
    Quit,
    /// A poll worker wants the program anew.
    Restart,
    /// It went away, and no poll worker asked for it.
    Gone,
}

thread_local! {
    /// The booth of this thread: device threads reach it through the window's event loop.
    static BOOTH: RefCell<Option<Rc<Live>>> = const { RefCell::new(None) };
}

/// The booth, its window and the timer that wakes it.
struct Live {
    booth: RefCell<Booth>,
    timer: Timer,
}

/// Opens the window and stays until a poll worker ends it.
///
/// # Errors
///
/// [`StartProblem`]: no window can be opened, or an election that no booth can offer.
pub fn run(opening: Opening<'_>) -> Result<Left, Notice> {
    let Opening { start, station, kind, equipment, rehearse_fault, fonts } = opening;
    let (sender, events) = channel();
    let (parts, start, unknown) = parts(start, station, kind, &sender)?;
    let (voter, fault, open) = match start {
        Start::Booth { loaded, open } => (Some((session(&loaded, equipment)?, loaded)), None, open),
        Start::Fault(fault) => (None, Some(Desk::Fault(fault, crate::booth::kind(kind))), false),
    };
    let booth = Booth::new(voter, fault, kind, station, parts);
    let live = Rc::new(Live { booth: RefCell::new(booth), timer: Timer::default() });
    BOOTH.set(Some(Rc::clone(&live)));
    connect(&live);
    listen(events);
    live.with(|booth| booth.begin(open, rehearse_fault, unknown));
    live.booth.borrow().ui().open().map_err(|error| no_window(&error))?;
    let watch = Watch::of_environment().map(watch::begin);
    slint::run_event_loop_until_quit().map_err(|error| no_window(&error))?;
    drop((watch, fonts));
    let left = live.booth.borrow().left();
    BOOTH.set(None);
    Ok(left.unwrap_or(Left::Gone))
}

/// Starts everything that a booth is made of. A log that cannot be kept is a fault like any other: it is shown, and
/// nobody votes. Tells also whether the last program ended under a voter.
fn parts(
    start: Start,
    station: &Station,
    kind: Kind,
    sender: &SyncSender<DeviceEvent>,
) -> Result<(Parts, Start, bool), Notice> {
    let clock: Arc<dyn Clock> = Arc::new(MonotonicClock::start());
    let no_thread = |error: io::Error| Notice::from(StartProblem::NoWindow { detail: error.to_string() });
    let ui = BoothUi::new(station.display, station.whole_screen).map_err(|error| no_window(&error))?;
    let devices = Devices::start(station, Arc::clone(&clock), sender).map_err(no_thread)?;
    let (voice, about, forms): (Option<Arc<dyn ClipSource>>, _, _) = match &start {
        Start::Booth { loaded, .. } => {
            (loaded.voice.clone().map(|voice| voice as _), Some(loaded.about()), loaded.forms.clone())
        }
        Start::Fault(_) => (Some(Arc::new(FaultVoice)), None, Vec::new()),
    };
    // A booth that cannot go on says its code, and no page.
    let speaks = voice.is_some() && about.is_some();
    let (office, start, unknown) = match Office::open(station, kind, about, speaks) {
        Ok((office, found)) => (office, start, found.session_unknown),
        Err(notice) => (Office::without_log(station, kind), Start::Fault(notice.page()), false),
    };
    let sound = Sound::start(voice, station, Arc::clone(&clock), sender).map_err(no_thread)?;
    let paper = Paper::start(&forms, kind, station, &clock, sender).map_err(no_thread)?;
    Ok((Parts { ui, devices, sound, paper, office, clock }, start, unknown))
}

fn no_window(error: &slint::PlatformError) -> StartProblem {
    StartProblem::NoWindow { detail: error.to_string() }
}

/// The window's events reach the booth; nothing closes it but the poll worker.
fn connect(live: &Rc<Live>) {
    let weak = Rc::downgrade(live);
    let booth = live.booth.borrow();
    booth.ui().on_event(move |event| {
        if let Some(live) = weak.upgrade() {
            live.with(|booth| booth.on_screen(event));
        }
    });
    booth.ui().window().on_close_requested(|| CloseRequestResponse::KeepWindowShown);
}

/// What devices tell reaches the booth in the window's own thread.
fn listen(events: Receiver<DeviceEvent>) {
    std::thread::spawn(move || {
        for event in events {
            let told = slint::invoke_from_event_loop(move || {
                let live = BOOTH.with_borrow(Clone::clone);
                if let Some(live) = live {
                    live.on_device(&event);
                }
            });
            if told.is_err() {
                return;
            }
        }
    });
}

impl Live {
    fn on_device(self: &Rc<Self>, event: &DeviceEvent) {
        if let Happened::Touch(touch) = event.happened {
            // It comes back as an event of the window, which finds the booth only if nobody else has it.
            let ui = self.booth.borrow().ui().clone();
            return on_touch(&ui, touch);
        }
        self.with(|booth| booth.on_device(event));
    }

    /// Does something with the booth, and sets the clock for what comes next.
    fn with(self: &Rc<Self>, act: impl FnOnce(&mut Booth)) {
        // The window may tell something while the booth is at it, such as its new size; that changes no vote.
        let Ok(mut booth) = self.booth.try_borrow_mut() else { return };
        act(&mut booth);
        if booth.left().is_some() {
            // Without a loop there is nothing left to quit.
            let _ = slint::quit_event_loop();
            return;
        }
        match booth.next_ms() {
            None => self.timer.stop(),
            Some(wait_ms) => {
                let weak = Rc::downgrade(self);
                self.timer.start(TimerMode::SingleShot, Duration::from_millis(wait_ms), move || {
                    if let Some(live) = weak.upgrade() {
                        live.with(Booth::on_time);
                    }
                });
            }
        }
    }
}

#[cfg(test)]
mod tests;
