//! What the display shows: pages, never text from outside, so that nothing about a vote can stand on it.

use keypad_protocol::{DisplayLanguage, DisplayPage};

/// What the display shows, and in which language.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub struct Screen {
    /// What.
    pub page: Page,
    /// In which language.
    pub language: DisplayLanguage,
}

/// A page of the display.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Page {
    /// No booth has said hello, or it has fallen silent.
    NotConnected,
    /// The booth is closed to voters.
    Closed,
    /// The booth is open: any key begins.
    Ready,
    /// A voter is at the booth. The same whatever the voter does.
    InSession,
    /// A poll worker is needed; the number of the code, shown as `K301`.
    CallPollWorker(u16),
    /// The board tests itself: hands off.
    SelfTest,
    /// The booth's program speaks another major version of the protocol.
    WrongVersion,
}

impl From<DisplayPage> for Page {
    fn from(page: DisplayPage) -> Self {
        match page {
            DisplayPage::Closed => Self::Closed,
            DisplayPage::Ready => Self::Ready,
            DisplayPage::CallPollWorker(code) => Self::CallPollWorker(code),
        }
    }
}
