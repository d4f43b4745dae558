//! Finds what a finger touches by what is written on it.

use ballot::Election;
use voter_session::{Screen, ScreenItem, Target};
use wording::{Name, Part};

use super::transcript::shown;
use crate::notice::ScriptProblem;

/// What is written on the screen can be written in a script with or without the sign at its end; an option also by
/// its name alone.
pub(super) fn find(screen: &Screen, election: &Election, label: &str) -> Result<Target, ScriptProblem> {
    let items = || screen.items.iter().chain(&screen.buttons).filter(|item| item.enabled);
    let wanted = plain(label);
    let called = |item: &&ScreenItem| {
        plain(&shown(&item.label, screen.hands, election)) == wanted
            || option_name(item, screen, election).is_some_and(|name| plain(&name) == wanted)
    };
    let mut found: Vec<Target> = items().filter(called).map(|item| item.target).collect();
    let all = || items().map(|item| shown(&item.label, screen.hands, election)).collect();
    match (found.pop(), found.is_empty()) {
        (Some(target), true) => Ok(target),
        (Some(_), false) => Err(ScriptProblem::LabelTwice { label: label.to_owned(), labels: all() }),
        (None, _) => Err(ScriptProblem::UnknownLabel { label: label.to_owned(), labels: all() }),
    }
}

fn plain(text: &str) -> &str {
    text.trim().trim_end_matches(['.', '…'])
}

fn option_name(item: &ScreenItem, screen: &Screen, election: &Election) -> Option<String> {
    let Target::Option(_) = item.target else { return None };
    let segments = item.label.voice.utterance(item.label.language, screen.hands, election);
    let name =
        segments.iter().find(|segment| matches!(segment.part(), Part::Name { name: Name::Option { .. }, .. }))?;
    Some(name.text(election))
}

/// The contest that a page is about, index from 0: the first contest its heading names.
pub(super) fn contest_of(screen: &Screen, election: &Election) -> Option<u8> {
    let segments = screen.heading.iter().flat_map(|line| line.voice.utterance(line.language, screen.hands, election));
    segments.into_iter().find_map(|segment| match segment.part() {
        Part::Name { name: Name::Contest(contest), .. } => Some(contest),
        Part::Name { .. } | Part::Phrase(_) | Part::Number { .. } | Part::Noun { .. } => None,
    })
}
