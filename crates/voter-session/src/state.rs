//! The states of the booth and what lies over them. Their names are those of `docs/session.md`; a test compares them.
//! No state holds a choice or where the finger is: both lie in the vault.

use crate::input::{PrintTrouble, Seen};
use crate::lesson::Progress;
use crate::setup::Way;

/// The names of all states, in the order of a vote.
pub const STATES: [&str; 10] =
    ["Closed", "Open", "LanguageChoice", "KeyLesson", "Welcome", "Contest", "Review", "WayChoice", "Sheet", "Done"];

/// The names of all overlays, from the lowest to the highest.
pub const OVERLAYS: [&str; 6] = ["Instead", "SettingsMenu", "Explain", "Notice", "StillThere", "Paused"];

/// Where the booth is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum State {
    Closed(Closed),
    Open(Open),
    LanguageChoice(LanguageChoice),
    KeyLesson(KeyLesson),
    Welcome(Welcome),
    Contest(Contest),
    Review(Review),
    WayChoice(WayChoice),
    Sheet(Sheet),
    Done(Done),
}

impl State {
    /// The name in [`STATES`].
    #[cfg_attr(not(test), expect(dead_code, reason = "the diagram is compared with it"))]
    pub(crate) const fn name(self) -> &'static str {
        match self {
            Self::Closed(Closed) => "Closed",
            Self::Open(Open) => "Open",
            Self::LanguageChoice(LanguageChoice) => "LanguageChoice",
            Self::KeyLesson(_) => "KeyLesson",
            Self::Welcome(Welcome) => "Welcome",
            Self::Contest(_) => "Contest",
            Self::Review(Review) => "Review",
            Self::WayChoice(WayChoice) => "WayChoice",
            Self::Sheet(_) => "Sheet",
            Self::Done(_) => "Done",
        }
    }

    /// Whether a voter is in the booth.
    pub(crate) const fn in_session(self) -> bool {
        match self {
            Self::Closed(Closed) | Self::Open(Open) => false,
            Self::LanguageChoice(_)
            | Self::KeyLesson(_)
            | Self::Welcome(_)
            | Self::Contest(_)
            | Self::Review(_)
            | Self::WayChoice(_)
            | Self::Sheet(_)
            | Self::Done(_) => true,
        }
    }
}

/// No voter can begin.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Closed;

/// Waits for a voter: any key, or headphones.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Open;

/// The voter picks a language.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct LanguageChoice;

/// Practice: each key is found and pressed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct KeyLesson {
    /// How far the voter is.
    pub(crate) progress: Progress,
}

/// What this is, and how the keys work.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Welcome;

/// One contest with its options.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Contest {
    /// Index from 0.
    pub(crate) contest: u8,
    /// Came from the review and goes back there.
    pub(crate) from_review: bool,
}

/// All choices once more.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Review;

/// Which way to the paper.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct WayChoice;

/// One sheet on its way.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Sheet {
    /// Index from 0.
    pub(crate) contest: u8,
    /// How this sheet is marked.
    pub(crate) way: Way,
    /// How far it is.
    pub(crate) step: Step,
}

/// A step of a sheet.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Step {
    /// The scanner will look which sheet it is; what it saw last.
    Identify(Option<Look>),
    /// It is looking.
    Identifying,
    /// Guide: sheet and stencil in hand.
    Take,
    /// Guide: the sheet into the stencil.
    Insert,
    /// Guide: row and window.
    MarkByHand,
    /// Mark: the sheet into the printer; what went wrong last.
    Feed(Option<PrintTrouble>),
    /// Mark: the printer has it.
    Printing,
    /// Mark: nobody knows what is on the sheet.
    Spoiled,
    /// Companion: row and window for another person.
    Show,
    /// The scanner will read what is on the sheet; whether it failed before.
    ReadBack {
        /// It failed before.
        failed: bool,
    },
    /// It is reading.
    Reading,
    /// What the scanner read.
    Told,
    /// Out of the stencil or printer, and folded.
    Fold,
}

impl Step {
    /// A device is at work and the voter waits for it.
    pub(crate) const fn waits(self) -> bool {
        match self {
            Self::Identifying | Self::Printing | Self::Reading => true,
            Self::Identify(_)
            | Self::Take
            | Self::Insert
            | Self::MarkByHand
            | Self::Feed(_)
            | Self::Spoiled
            | Self::Show
            | Self::ReadBack { .. }
            | Self::Told
            | Self::Fold => false,
        }
    }
}

/// What the scanner said of a sheet that was not the right one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Look {
    /// It saw this.
    Saw(Seen),
    /// It could not look.
    Failed,
}

/// The voter takes the sheets to the ballot box.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Done {
    /// When the voter came here, in milliseconds.
    pub(crate) since_ms: u64,
}

/// How far the sheet of a contest is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum SheetStatus {
    /// In the voter's hand.
    #[default]
    Held,
    /// The voter has no such sheet.
    Missing,
    /// Sent to the printer, or finished by hand: nothing of it can be changed in the booth.
    Finished,
}
