//! The booth's screen drawn into memory, and a finger that touches it.

use std::cell::RefCell;
use std::rc::Rc;

use ballot::Election;
use keypad_protocol::{Key, KeyEvent};
use kiosk_ui::{BoothUi, Display, Event, Picture, Press, Spot, headless};
use voter_session::{Input, Screen};

use crate::notice::StartProblem;

/// Stands in every picture, so that a later run knows it as one of its own.
pub(super) const MADE_BY: (&str, &str) = ("Software", "kiosk replay");

/// A screen in memory.
pub(super) struct Face {
    ui: BoothUi,
    events: Rc<RefCell<Vec<Event>>>,
    pictures: Vec<Vec<u8>>,
}

impl Face {
    pub(super) fn new() -> Result<Self, StartProblem> {
        let display = Display::default();
        // Another run in this thread has set it up before.
        drop(headless(&display));
        let no_screen = |error: slint::PlatformError| StartProblem::NoWindow { detail: error.to_string() };
        let ui = BoothUi::new(display, false).map_err(no_screen)?;
        let events = Rc::new(RefCell::new(Vec::new()));
        let told = Rc::clone(&events);
        ui.on_event(move |event| told.borrow_mut().push(event));
        ui.open().map_err(no_screen)?;
        Ok(Self { ui, events, pictures: Vec::new() })
    }

    pub(super) fn show(&self, screen: &Screen, election: &Election) {
        self.ui.show(screen, election);
    }

    pub(super) fn forget(&self) {
        self.ui.forget();
    }

    /// Whether a key turned to another leaf of what the finger is on.
    pub(super) fn turns(&self, event: KeyEvent) -> bool {
        match event {
            KeyEvent::Pressed(Key::Down | Key::SwitchMove) => self.ui.turn(true),
            KeyEvent::Pressed(Key::Up) => self.ui.turn(false),
            KeyEvent::Pressed(_) | KeyEvent::Released(_) | KeyEvent::Held(_) | KeyEvent::Explained(_) => false,
        }
    }

    /// Touches something; what the session is told of it, or `None` where it is not on the screen.
    pub(super) fn touch(&self, spot: Spot) -> Option<Vec<Input>> {
        if !self.ui.touch(spot) {
            return None;
        }
        let events: Vec<Event> = self.events.borrow_mut().drain(..).collect();
        let input = |event| match event {
            Event::Pressed(Press::Voter(target)) => Some(Input::Touch(target)),
            Event::Turned(turned) => Some(Input::Turned(turned)),
            Event::Pressed(Press::Desk(_) | Press::Course(_) | Press::CourseKey(_))
            | Event::PollWorker
            | Event::Pin(_)
            | Event::Key(..) => None,
        };
        Some(events.into_iter().filter_map(input).collect())
    }

    /// Draws the screen as it is now.
    pub(super) fn draw(&mut self) {
        // A picture that cannot be made is missing from the folder, and the numbers of the others tell it.
        let png = self.ui.picture().ok().and_then(|picture| png(&picture).ok());
        self.pictures.push(png.unwrap_or_default());
    }

    pub(super) fn into_pictures(self) -> Vec<Vec<u8>> {
        self.pictures
    }
}

/// The picture as PNG, without its alpha: a screen has none.
fn png(picture: &Picture) -> Result<Vec<u8>, png::EncodingError> {
    let mut bytes = Vec::new();
    let mut encoder = png::Encoder::new(&mut bytes, picture.width, picture.height);
    encoder.set_color(png::ColorType::Rgb);
    encoder.set_compression(png::Compression::Balanced);
    encoder.add_text_chunk(MADE_BY.0.to_owned(), MADE_BY.1.to_owned())?;
    let mut writer = encoder.write_header()?;
    let rgb: Vec<u8> = picture.rgba.chunks_exact(4).flat_map(|pixel| pixel.iter().take(3)).copied().collect();
    writer.write_image_data(&rgb)?;
    writer.finish()?;
    Ok(bytes)
}
