//! What a page of the screen shows, before anything has a place on it.

use keypad_protocol::Key;
use voter_session::{Settings, Target};

/// What a touch stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Press {
    /// Something of the voter's page.
    Voter(Target),
    /// Something of the poll worker's menu.
    Desk(DeskAction),
    /// An item of a page of the course, index from 0.
    Course(usize),
    /// A button on a page of the course, which does what the key does.
    CourseKey(Key),
}

/// What a poll worker can do after the PIN.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DeskAction {
    /// Open the booth to voters.
    Open,
    /// Close it.
    Close,
    /// Stop everything for a while.
    Pause,
    /// Go on.
    Resume,
    /// End the voter's session.
    EndSession,
    /// Start the program anew, as it was started.
    Restart,
    /// End the program.
    Quit,
    /// Back: to the menu, or to the voter's page.
    Back,
    /// Look for an election on memory sticks.
    Load,
    /// The package of this place in the list.
    Medium(u8),
    /// Take the package that was shown.
    Take,
    /// Check the booth before it is opened.
    Ready,
    /// It is as it should be.
    Yes,
    /// It is not.
    No,
    /// Write the report before opening.
    OpeningReport,
    /// Write the report after closing.
    ClosingReport,
    /// Copy the log.
    ExportLog,
    /// Print the report that was written.
    Print,
    /// A sheet was spoiled.
    Spoiled,
    /// Say the page aloud.
    Speak,
}

/// How a text looks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Tone {
    Title,
    Text,
    Status,
    Answer,
    Hint,
}

/// A text of a page.
#[derive(Clone, PartialEq, Eq)]
pub(crate) struct Text {
    pub(crate) tone: Tone,
    pub(crate) words: String,
}

/// Which sign stands before an item.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Choice {
    /// One of several can be chosen.
    One,
    /// Several can be chosen.
    Several,
    /// It does something at once.
    Plain,
}

/// Something of a page that can be touched.
#[derive(Clone, PartialEq, Eq)]
pub(crate) struct Item {
    pub(crate) words: String,
    pub(crate) note: String,
    /// The row's number on the ballot; empty where there is none.
    pub(crate) number: String,
    /// What a screen reader says: all that is spoken of it.
    pub(crate) spoken: String,
    pub(crate) choice: Choice,
    pub(crate) chosen: bool,
    pub(crate) focused: bool,
    pub(crate) press: Press,
}

/// A button below the page; one that does nothing here keeps its place and is not drawn.
#[derive(Clone, PartialEq, Eq)]
pub(crate) struct Button {
    pub(crate) words: String,
    pub(crate) focused: bool,
    pub(crate) enabled: bool,
    pub(crate) press: Press,
}

/// A page.
#[derive(Clone, PartialEq, Eq)]
pub(crate) struct Content {
    /// Which page it is: another one begins at its first part.
    pub(crate) banner: String,
    pub(crate) head: Vec<Text>,
    pub(crate) answer: String,
    /// The head says the same: where that is in sight, nothing moves under a finger that touches twice.
    pub(crate) answer_in_head: bool,
    pub(crate) items: Vec<Item>,
    pub(crate) hint: Vec<Text>,
    pub(crate) buttons: Vec<Button>,
    pub(crate) heading_focused: bool,
    /// The keypad is drawn.
    pub(crate) picture: bool,
    /// The key of the picture that is named or to be found.
    pub(crate) named: Option<Key>,
    /// The screen is blank but for its buttons.
    pub(crate) curtain: bool,
    pub(crate) settings: Settings,
}

impl Content {
    /// The page is shown from its begin: the finger is on its heading, or nowhere.
    pub(crate) fn at_heading(&self) -> bool {
        let on_button = self.buttons.iter().any(|button| button.focused);
        self.heading_focused || (self.focused_item().is_none() && !on_button)
    }

    /// The items under the finger; of a whole block the first.
    pub(crate) fn focused_item(&self) -> Option<usize> {
        self.items.iter().position(|item| item.focused)
    }
}
