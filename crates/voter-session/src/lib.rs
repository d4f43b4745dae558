//! Everything a voter meets in the booth, as a pure machine: an input and the time go in, effects come out.
//! There is no screen, clock, sound or file in it; `docs/session.md` draws its states.
//!
//! [`Session::new`] takes what the booth offers ([`Setup`]); [`Session::step`] takes an [`Input`] and gives
//! [`Effect`]s to be carried out in order; [`Session::next_deadline_ms`] says when to come with [`Input::Tick`].
#![forbid(unsafe_code)]

mod effect;
mod guide;
mod input;
mod lesson;
mod machine;
mod overlay;
mod page;
mod pages;
mod ring;
mod screen;
mod settings;
mod setup;
mod state;
mod vault;

pub use effect::{Effect, KeypadOrder, Line, LogEntry, PrintJob, ScanJob, ScanTask, Speech, Tone};
pub use input::{
    Fault, Input, PollWorker, PrintOutcome, PrintTrouble, Reading, ScanOutcome, Seen, SoundTrouble, Target, Turned,
};
pub use machine::{Session, timing};
pub use page::PageName;
pub use screen::{Screen, ScreenItem};
pub use settings::{Change, Settings, TEXT_SIZES, THEMES, Theme};
pub use setup::{ContestSetup, Kind, Setup, SetupError, Stencils, Way};
pub use state::{OVERLAYS, STATES};

#[cfg(test)]
mod tests;
