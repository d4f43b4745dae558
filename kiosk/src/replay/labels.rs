//! Finds what a finger touches by what is written on it.

use ballot::{Election, Language};
use kiosk_ui::{Spot, option_name, sentence, without_stop};
use voter_session::{Screen, ScreenItem, Target};
use wording::{Name, Part, Phrase, phrase};

use crate::notice::ScriptProblem;

/// What is written on the screen can be written in a script with or without the sign at its end; an option also by
/// its name alone.
pub(super) fn find(screen: &Screen, election: &Election, label: &str) -> Result<Target, ScriptProblem> {
    let items = || screen.items.iter().chain(&screen.buttons).filter(|item| item.enabled);
    let wanted = plain(label);
    let called = |item: &&ScreenItem| {
        plain(&sentence(&item.label, screen.hands, election)) == wanted
            || option_name(item, screen.hands, election).is_some_and(|name| plain(&name) == wanted)
    };
    let mut found: Vec<Target> = items().filter(called).map(|item| item.target).collect();
    let all = || all(screen, election);
    match (found.pop(), found.is_empty()) {
        (Some(target), true) => Ok(target),
        (Some(_), false) => Err(ScriptProblem::LabelTwice { label: label.to_owned(), labels: all() }),
        (None, _) => Err(unknown(screen, election, label)),
    }
}

/// The buttons that turn a page of several leaves, by what is written on them.
pub(super) fn turner(label: &str, language: Language) -> Option<Spot> {
    if label == phrase(Phrase::ScreenMore, language) {
        Some(Spot::More)
    } else if label == phrase(Phrase::ScreenAbove, language) {
        Some(Spot::Above)
    } else {
        None
    }
}

/// Nothing of that label can be touched now.
pub(super) fn unknown(screen: &Screen, election: &Election, label: &str) -> ScriptProblem {
    ScriptProblem::UnknownLabel { label: label.to_owned(), labels: all(screen, election) }
}

fn all(screen: &Screen, election: &Election) -> Vec<String> {
    let items = screen.items.iter().chain(&screen.buttons).filter(|item| item.enabled);
    items.map(|item| sentence(&item.label, screen.hands, election)).collect()
}

fn plain(text: &str) -> &str {
    without_stop(text)
}

/// The contest that a page is about, index from 0: the first contest its heading names.
pub(super) fn contest_of(screen: &Screen, election: &Election) -> Option<u8> {
    let segments = screen.heading.iter().flat_map(|line| line.voice.utterance(line.language, screen.hands, election));
    segments.into_iter().find_map(|segment| match segment.part() {
        Part::Name { name: Name::Contest(contest), .. } => Some(contest),
        Part::Name { .. } | Part::Phrase(_) | Part::Number { .. } | Part::Noun { .. } => None,
    })
}
