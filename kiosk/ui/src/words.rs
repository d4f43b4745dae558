//! What is written on the screen for what is said.

use ballot::Election;
use voter_session::{Line, Screen, ScreenItem, Target};
use wording::{Hands, Name, Part, utterance_text};

/// A sentence as it is written.
#[must_use]
pub fn sentence(line: &Line, hands: Hands, election: &Election) -> String {
    utterance_text(&line.voice.utterance(line.language, hands, election), election)
}

/// The name of an option, without what is said of its place; `None` for what is no option.
#[must_use]
pub fn option_name(item: &ScreenItem, hands: Hands, election: &Election) -> Option<String> {
    let Target::Option(_) = item.target else { return None };
    let segments = item.label.voice.utterance(item.label.language, hands, election);
    let name =
        segments.iter().find(|segment| matches!(segment.part(), Part::Name { name: Name::Option { .. }, .. }))?;
    Some(name.text(election).into_owned())
}

/// All that is said of an item.
pub(crate) fn spoken(item: &ScreenItem, screen: &Screen, election: &Election) -> String {
    sentences(std::iter::once(&item.label).chain(&item.notes), screen.hands, election)
}

/// Sentences one after the other.
pub(crate) fn sentences<'a>(lines: impl IntoIterator<Item = &'a Line>, hands: Hands, election: &Election) -> String {
    let sentences: Vec<_> = lines.into_iter().map(|line| sentence(line, hands, election)).collect();
    sentences.join(" ")
}

/// A sentence as it stands on a button: without the sign at its end.
#[must_use]
pub fn without_stop(text: &str) -> &str {
    text.trim().trim_end_matches(['.', '…'])
}
