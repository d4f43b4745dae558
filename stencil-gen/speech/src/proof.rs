//! The page on which people listen to every clip and sign it off. One file that needs no network:
//! it can be carried to whoever speaks the language best.

use ballot::{Election, Language};
use ct_codecs::{Base64, Encoder};
use serde::Serialize;
use wording::{Clip, Phrase, Speaker, clip_path, fill, phrase};

use crate::normalize::Guess;
use crate::pack::{Pack, PackedClip};
use crate::quality::Doubt;

const PAGE: &str = include_str!("proof/page.html");
const STYLE: &str = include_str!("proof/page.css");
const SCRIPT: &str = include_str!("proof/page.js");

#[derive(Serialize)]
struct Data<'a> {
    election: &'a str,
    words: Words,
    clips: Vec<Row<'a>>,
}

/// The words that the script writes.
#[derive(Serialize)]
struct Words {
    play: &'static str,
    good: &'static str,
    wrong: &'static str,
    open: &'static str,
    doubt: &'static str,
    text: &'static str,
    said: &'static str,
    by: &'static str,
    state: &'static str,
    count: &'static str,
    not_kept: &'static str,
    other_file: &'static str,
}

#[derive(Serialize)]
struct Row<'a> {
    language: &'static str,
    id: &'a str,
    text: &'a str,
    said: &'a str,
    by: String,
    doubts: Vec<String>,
    sha256: &'a str,
    flac: String,
}

/// The page of a pack in the reader's language, with the clips of the languages in `spoken`, the
/// doubtful first. The same pack, the same bytes.
#[must_use]
pub fn page(pack: &Pack, election: &Election, reader: Language, spoken: &[Language]) -> String {
    let title = fill(phrase(Phrase::ListenTitle, reader), &[("election", election.title.get(reader).to_owned())]);
    let clips = pack.clips.iter().filter(|packed| spoken.contains(&packed.clip.language));
    let mut rows: Vec<(bool, Row<'_>)> = clips.map(|clip| row(pack, clip, reader)).collect();
    // A stable sort: within both parts the order stays that of the pack.
    rows.sort_by_key(|(sure, _)| *sure);
    let clips = rows.into_iter().map(|(_, row)| row).collect();
    let data = Data { election: &election.id, words: words(reader), clips };
    // Nothing in a text can end the script that carries it.
    let data = serde_json::to_string(&data).unwrap_or_default().replace('<', "\\u003c");
    let say = |key| escape(phrase(key, reader));
    // The places stand between at-signs; what is put there is not searched for places again.
    let pieces = PAGE.split('@').enumerate().map(|(number, piece)| match (number % 2, piece) {
        (0, text) => text.to_owned(),
        (_, "language") => reader.code().to_owned(),
        (_, "title") => escape(&title),
        (_, "how") => say(Phrase::ListenHow),
        (_, "reviewer") => say(Phrase::ListenReviewer),
        (_, "show") => say(Phrase::ListenShow),
        (_, "show_all") => say(Phrase::ListenShowAll),
        (_, "show_doubtful") => say(Phrase::ListenShowDoubtful),
        (_, "show_open") => say(Phrase::ListenShowOpen),
        (_, "save") => say(Phrase::ListenSave),
        (_, "load") => say(Phrase::ListenLoad),
        (_, "style") => STYLE.to_owned(),
        (_, "script") => SCRIPT.to_owned(),
        (_, "data") => data.clone(),
        (_, other) => format!("@{other}@"),
    });
    pieces.collect()
}

fn words(reader: Language) -> Words {
    let say = |key| phrase(key, reader);
    Words {
        play: say(Phrase::ListenPlay),
        good: say(Phrase::ListenGood),
        wrong: say(Phrase::ListenWrong),
        open: say(Phrase::ListenOpen),
        doubt: say(Phrase::ListenDoubt),
        text: say(Phrase::ListenText),
        said: say(Phrase::ListenSaid),
        by: say(Phrase::ListenBy),
        state: say(Phrase::ListenState),
        count: say(Phrase::ListenCount),
        not_kept: say(Phrase::ListenNotKept),
        other_file: say(Phrase::ListenOtherFile),
    }
}

/// A row, and whether nothing about it is doubtful.
fn row<'a>(pack: &'a Pack, packed: &'a PackedClip, reader: Language) -> (bool, Row<'a>) {
    let PackedClip { clip: Clip { language, id, text, .. }, said, by, doubts, sha256, .. } = packed;
    let flac = pack.files.get(&clip_path(*language, id)).map(Vec::as_slice).unwrap_or_default();
    let by = match by {
        Speaker::Engine(name) => name.clone(),
        Speaker::Recording(file) => fill(phrase(Phrase::ListenRecording, reader), &[("file", file.clone())]),
    };
    let row = Row {
        language: language.code(),
        id,
        text,
        said,
        by,
        doubts: doubts.iter().map(|doubt| doubt_words(doubt, reader)).collect(),
        sha256,
        flac: Base64::encode_to_string(flac).unwrap_or_default(),
    };
    (doubts.is_empty(), row)
}

/// A doubt in words, for pages and lists.
#[must_use]
pub fn doubt_words(doubt: &Doubt, reader: Language) -> String {
    let key = match doubt {
        Doubt::TooShort => Phrase::DoubtTooShort,
        Doubt::TooLong => Phrase::DoubtTooLong,
        Doubt::Loudness => Phrase::DoubtLoudness,
        Doubt::Clipped => Phrase::DoubtClipped,
        Doubt::Limited => Phrase::DoubtLimited,
        Doubt::LateOnset => Phrase::DoubtLateOnset,
        Doubt::Pause => Phrase::DoubtPause,
        Doubt::Guessed(Guess::Abbreviation(_)) => Phrase::DoubtAbbreviation,
        Doubt::Guessed(Guess::Foreign(_)) => Phrase::DoubtForeign,
        Doubt::Guessed(Guess::Number(_)) => Phrase::DoubtNumber,
        Doubt::Guessed(Guess::Sign(_)) => Phrase::DoubtSign,
    };
    match doubt {
        Doubt::Guessed(guess) => fill(phrase(key, reader), &[("text", guess.to_string())]),
        Doubt::TooShort
        | Doubt::TooLong
        | Doubt::Loudness
        | Doubt::Clipped
        | Doubt::Limited
        | Doubt::LateOnset
        | Doubt::Pause => phrase(key, reader).to_owned(),
    }
}

/// A text inside of HTML.
fn escape(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}
