//! The lines of a drill: events of the booth, as in scripts, and what somebody does at its desk.

use kiosk_ui::DeskAction;

use crate::event::{Event, event};
use crate::pin::is_pin;

/// What a line says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Line {
    /// An event of the booth.
    Booth(Event),
    /// Something done at the desk.
    Desk(Deed),
}

/// What a line says; `None` where it is written in any other way than the manual's.
pub(super) fn line(text: &str) -> Option<Line> {
    event(text).map(Line::Booth).or_else(|| deed(text).map(Line::Desk))
}

/// What these lines say.
pub(super) fn lines(texts: &[String]) -> impl Iterator<Item = Line> {
    texts.iter().filter_map(|text| line(text))
}

/// What somebody does at the desk.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Deed {
    /// The poll worker's key, then this PIN.
    Pin(String),
    /// Something that the page offers.
    Act(DeskAction),
    /// Before the drill: the booth has no election yet.
    NoElection,
}

fn deed(line: &str) -> Option<Deed> {
    let words: Vec<&str> = line.split_whitespace().collect();
    match words.as_slice() {
        ["no", "election"] => Some(Deed::NoElection),
        ["pin", quoted] => {
            let pin = quoted.strip_prefix('"')?.strip_suffix('"')?;
            is_pin(pin).then(|| Deed::Pin(pin.to_owned()))
        }
        ["desk", "package", number] => {
            let place = number.parse::<u8>().ok()?.checked_sub(1)?;
            Some(Deed::Act(DeskAction::Medium(place)))
        }
        ["desk", action] => action_of(action).map(Deed::Act),
        _ => None,
    }
}

fn action_of(name: &str) -> Option<DeskAction> {
    Some(match name {
        "open" => DeskAction::Open,
        "close" => DeskAction::Close,
        "pause" => DeskAction::Pause,
        "resume" => DeskAction::Resume,
        "end" => DeskAction::EndSession,
        "restart" => DeskAction::Restart,
        "back" => DeskAction::Back,
        "load" => DeskAction::Load,
        "take" => DeskAction::Take,
        "check" => DeskAction::Ready,
        "yes" => DeskAction::Yes,
        "no" => DeskAction::No,
        "opening-report" => DeskAction::OpeningReport,
        "closing-report" => DeskAction::ClosingReport,
        "copy-log" => DeskAction::ExportLog,
        "print" => DeskAction::Print,
        "spoiled" => DeskAction::Spoiled,
        _ => return None,
    })
}
