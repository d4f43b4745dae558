//! The voter's page: from the session's screen to what is shown.

use ballot::{Election, Language};
use keypad_protocol::Key;
use voter_session::{Kind, Line, PageName, Screen, ScreenItem, Target};
use wording::{Hands, Phrase, Voice, phrase};

use crate::content::{Button, Choice, Content, Item, Press, Text, Tone};
use crate::words::{option_name, sentence, sentences, spoken, without_stop};

/// The content of a screen.
pub(crate) fn content(screen: &Screen, election: &Election) -> Content {
    let text = |tone| move |line: &Line| Text { tone, words: sentence(line, screen.hands, election) };
    let mut head: Vec<Text> = screen.heading.iter().map(text(Tone::Text)).collect();
    if let Some(title) = head.first_mut() {
        title.tone = Tone::Title;
    }
    // The review's items say what its voice says of them.
    let status = match screen.page {
        PageName::Review => String::new(),
        _ => sentences(&screen.status, screen.hands, election),
    };
    match head.last_mut() {
        // How things stand goes on in the line that says how many there are to choose from.
        Some(last) if last.tone == Tone::Text && screen.page == PageName::Contest => {
            last.words = format!("{} {status}", last.words);
        }
        _ if status.is_empty() => {}
        _ => head.push(Text { tone: Tone::Status, words: status }),
    }
    Content {
        banner: banner(screen.kind, screen.settings.language, screen, election),
        head,
        answer: sentences(&screen.answer, screen.hands, election),
        answer_in_head: in_head(screen),
        items: screen.items.iter().map(|item| shown(item, screen, election)).collect(),
        hint: screen.hint.iter().map(text(Tone::Hint)).collect(),
        buttons: screen.buttons.iter().map(|item| button(item, screen, election)).collect(),
        heading_focused: screen.heading_focused,
        picture: with_keypad(screen),
        named: with_keypad(screen).then(|| named(screen)).flatten(),
        curtain: screen.curtain,
        settings: screen.settings,
    }
}

/// Whether the keypad is drawn beside the words: where keys are explained, and where a hand on the keypad is to find them.
fn with_keypad(screen: &Screen) -> bool {
    let lesson = screen.page == PageName::KeyLesson && screen.hands == Hands::Keypad;
    !screen.curtain && (screen.page == PageName::Explain || lesson)
}

/// The key that is to be found, or that was just named.
fn named(screen: &Screen) -> Option<Key> {
    let heading = screen.heading.iter().filter(|_| screen.page == PageName::KeyLesson);
    heading.chain(&screen.answer).find_map(|line| key_of(line.voice))
}

/// The key that a sentence asks for or explains.
const fn key_of(voice: Voice) -> Option<Key> {
    Some(match voice {
        Voice::FindUp | Voice::ExplainUp => Key::Up,
        Voice::FindDown | Voice::ExplainDown => Key::Down,
        Voice::FindLeft | Voice::ExplainLeft => Key::Left,
        Voice::FindRight | Voice::ExplainRight => Key::Right,
        Voice::FindSelect | Voice::ExplainSelect => Key::Select,
        Voice::FindHelp | Voice::ExplainHelp => Key::Help,
        Voice::FindRepeat | Voice::ExplainRepeat => Key::Repeat,
        Voice::FindVolumeDown | Voice::ExplainVolumeDown => Key::VolumeDown,
        Voice::FindVolumeUp | Voice::ExplainVolumeUp => Key::VolumeUp,
        Voice::FindRateDown | Voice::ExplainRateDown => Key::RateDown,
        Voice::FindRateUp | Voice::ExplainRateUp => Key::RateUp,
        Voice::FindLanguage | Voice::FindLanguageAgain | Voice::ExplainLanguage => Key::Language,
        Voice::FindCurtain | Voice::FindCurtainAgain | Voice::ExplainCurtain => Key::Curtain,
        _ => return None,
    })
}

/// Whether the head of a contest's page says all that was answered: what is chosen. How to go on is its hint.
fn in_head(screen: &Screen) -> bool {
    let known = |line: &Line| screen.status.contains(line) || line.voice == Voice::ChosenGoOn;
    screen.page == PageName::Contest && screen.answer.iter().all(known)
}

/// What is at stake, in a word and in a sentence; nothing where it is a real vote.
pub(crate) const fn kind_words(kind: Kind) -> Option<(Phrase, Voice)> {
    match kind {
        Kind::Voting => None,
        Kind::Training => Some((Phrase::BannerTraining, Voice::KindTraining)),
        Kind::Practice => Some((Phrase::BannerPractice, Voice::KindPractice)),
        Kind::Demo => Some((Phrase::BannerDemo, Voice::KindDemo)),
    }
}

/// What is at stake, on every page where it is no real vote.
fn banner(kind: Kind, language: Language, screen: &Screen, election: &Election) -> String {
    let Some((short, voice)) = kind_words(kind) else { return String::new() };
    if screen.curtain {
        return phrase(short, language).to_owned();
    }
    format!("{}  {}", phrase(short, language), sentence(&Line { voice, language }, screen.hands, election))
}

fn shown(item: &ScreenItem, screen: &Screen, election: &Election) -> Item {
    let name = option_name(item, screen.hands, election);
    let position = |line: &Line| match &line.voice {
        Voice::ItemPosition { position, .. } => Some(position.to_string()),
        _ => None,
    };
    // The number stands before the item; where it is spoken as a sentence, the screen needs no sentence.
    let number = match item.target {
        Target::Option(row) => row.to_string(),
        _ => item.notes.iter().find_map(position).unwrap_or_default(),
    };
    // What is chosen has its sign, so that a row stays as high as it was.
    let notes = item.notes.iter().filter(|line| position(line).is_none() && line.voice != Voice::ChosenMark);
    let choice = match item.target {
        // What is withdrawn cannot be chosen and has no sign to choose it by.
        Target::Option(_) if item.withdrawn => Choice::Plain,
        Target::Option(_) if screen.several => Choice::Several,
        Target::Option(_) => Choice::One,
        _ => Choice::Plain,
    };
    let label = || without_stop(&sentence(&item.label, screen.hands, election)).to_owned();
    Item {
        words: name.unwrap_or_else(label),
        note: sentences(notes, screen.hands, election),
        number,
        spoken: spoken(item, screen, election),
        choice,
        chosen: item.chosen,
        focused: item.focused,
        press: Press::Voter(item.target),
    }
}

fn button(item: &ScreenItem, screen: &Screen, election: &Election) -> Button {
    Button {
        words: without_stop(&sentence(&item.label, screen.hands, election)).to_owned(),
        focused: item.focused,
        enabled: item.enabled,
        press: Press::Voter(item.target),
    }
}
