//! How the booth of a drill is, and what a goal asks of it.

use crate::problem::CourseProblem;
use crate::said::Said;

/// How the booth is.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Facts {
    /// The page: `open`, `contest`, `sheet`, `notice` and so on.
    pub page: String,
    /// A voter is in it.
    pub in_session: bool,
    /// The keypad answers, and no key of it is stuck.
    pub keypad: bool,
    /// The headphones are plugged in.
    pub headphones: bool,
    /// The printer is ready.
    pub printer: bool,
    /// The scanner answers.
    pub scanner: bool,
    /// The voice can be heard.
    pub sound: bool,
    /// The poll worker's desk.
    pub desk: AtDesk,
    /// What the booth's screen says, its title first.
    pub screen: Vec<Said>,
}

/// How the poll worker's desk is.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct AtDesk {
    /// Its page, while it is open.
    pub page: Option<String>,
    /// The booth has an election.
    pub election: bool,
    /// The check before opening was passed.
    pub checked: bool,
    /// The files that the booth wrote onto the memory stick.
    pub stick: Vec<String>,
}

/// Something that is so at the booth.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Condition {
    /// The page has this name.
    Page(String),
    /// It has another.
    NotPage(String),
    /// There is no voter.
    NoSession,
    /// The keypad answers.
    Keypad,
    /// The headphones are in.
    Headphones,
    /// The printer is ready.
    Printer,
    /// The scanner answers.
    Scanner,
    /// The voice can be heard.
    Sound,
    /// The desk is open, on this page.
    Desk(String),
    /// The desk is not open.
    NoDesk,
    /// The booth has an election.
    Election,
    /// The check before opening was passed.
    Checked,
    /// This file is on the memory stick.
    OnStick(String),
}

/// The pages of a booth, as conditions name them.
const PAGES: [&str; 15] = [
    "closed",
    "open",
    "language-choice",
    "welcome",
    "contest",
    "review",
    "way-choice",
    "sheet",
    "done",
    "instead",
    "settings-menu",
    "explain",
    "notice",
    "still-there",
    "paused",
];

/// The pages of its desk.
const DESK_PAGES: [&str; 9] =
    ["menu", "waiting", "packages", "package", "check", "written", "printed", "spoiled", "failed"];

/// The files that its desk writes.
const FILES: [&str; 5] = ["opening.txt", "opening.pdf", "closing.txt", "closing.pdf", "log.jsonl"];

impl Condition {
    pub(crate) fn parse(text: &str) -> Result<Self, CourseProblem> {
        let words: Vec<&str> = text.split_whitespace().collect();
        Ok(match words.as_slice() {
            ["page", page] if PAGES.contains(page) => Self::Page((*page).to_owned()),
            ["not-page", page] if PAGES.contains(page) => Self::NotPage((*page).to_owned()),
            ["no-session"] => Self::NoSession,
            ["keypad"] => Self::Keypad,
            ["headphones"] => Self::Headphones,
            ["printer"] => Self::Printer,
            ["scanner"] => Self::Scanner,
            ["sound"] => Self::Sound,
            ["desk", page] if DESK_PAGES.contains(page) => Self::Desk((*page).to_owned()),
            ["no-desk"] => Self::NoDesk,
            ["election"] => Self::Election,
            ["checked"] => Self::Checked,
            ["on-stick", file] if FILES.contains(file) => Self::OnStick((*file).to_owned()),
            _ => return Err(CourseProblem::NoSuchName { found: text.to_owned() }),
        })
    }

    /// Whether it is so.
    #[must_use]
    pub fn holds(&self, facts: &Facts) -> bool {
        match self {
            Self::Page(page) => facts.page == *page,
            Self::NotPage(page) => facts.page != *page,
            Self::NoSession => !facts.in_session,
            Self::Keypad => facts.keypad,
            Self::Headphones => facts.headphones,
            Self::Printer => facts.printer,
            Self::Scanner => facts.scanner,
            Self::Sound => facts.sound,
            Self::Desk(page) => facts.desk.page.as_ref() == Some(page),
            Self::NoDesk => facts.desk.page.is_none(),
            Self::Election => facts.desk.election,
            Self::Checked => facts.desk.checked,
            Self::OnStick(file) => facts.desk.stick.contains(file),
        }
    }
}
