//! Finds out in which encoding a text is. A byte order mark and valid UTF-8 settle it; among the
//! encodings with one byte a sign, only the letters found can, and where they leave two readings
//! nothing is chosen: a wrong choice would print wrong names.

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};

use super::Encoding;
use crate::text::is_kazakh_letter;

/// What became of the bytes.
pub(super) enum Decoded {
    /// The text, beyond doubt or as the clerk said.
    Certain(String),
    /// The text, by the evidence of its letters.
    Inferred(String, Encoding),
    /// Several encodings are possible, or the one named is not.
    Unclear(Vec<Encoding>),
    /// No text at all.
    Binary,
}

/// Words of every ballot whose letters tell KZ-1048 from PT154, which have `ғ` and `ә` at the same
/// byte.
const TELLING_WORDS: [&str; 4] = ["барлығына", "мәжіліс", "мәслихат", "әкім"];

/// Marks that may touch a letter.
const MARKS: &str = "«»„“”’–—…№\u{a0}";

/// Decodes `bytes`, in the `named` encoding if there is one.
pub(super) fn decode(bytes: &[u8], named: Option<Encoding>) -> Decoded {
    if bytes.starts_with(b"%PDF") || bytes.starts_with(b"\xd0\xcf\x11\xe0") {
        return Decoded::Binary;
    }
    let marked =
        Encoding::ALL.into_iter().find(|encoding| !encoding.mark().is_empty() && bytes.starts_with(encoding.mark()));
    let decoded = match (marked, named) {
        (Some(marked), Some(named)) if marked != named => Decoded::Unclear(vec![marked]),
        (Some(encoding), _) => certain(bytes, encoding),
        (None, Some(encoding)) => as_named(bytes, encoding),
        (None, None) => by_content(bytes),
    };
    match decoded {
        Decoded::Certain(text) | Decoded::Inferred(text, _) if text.contains(is_binary) => Decoded::Binary,
        other => other,
    }
}

fn is_binary(sign: char) -> bool {
    sign.is_control() && !matches!(sign, '\t' | '\n' | '\r')
}

fn certain(bytes: &[u8], encoding: Encoding) -> Decoded {
    encoding.decode(bytes).map_or_else(|| Decoded::Unclear(possible(bytes)), Decoded::Certain)
}

/// Takes the clerk's word, unless the bytes are Kazakh or Russian in UTF-8: no text in an encoding
/// with one byte a sign happens to be that too.
fn as_named(bytes: &[u8], encoding: Encoding) -> Decoded {
    let utf8 = Encoding::Utf8.decode(bytes);
    let is_utf8 = utf8.is_some_and(|text| text.contains(is_kazakh_letter) && is_plausible(&text));
    if is_utf8 && Encoding::ONE_BYTE.contains(&encoding) {
        return Decoded::Unclear(vec![Encoding::Utf8]);
    }
    certain(bytes, encoding)
}

/// The encodings in which every byte means something.
fn possible(bytes: &[u8]) -> Vec<Encoding> {
    let means_something = |encoding: &Encoding| encoding.decode(bytes).is_some();
    let candidates = std::iter::once(Encoding::Utf8).chain(Encoding::ONE_BYTE);
    candidates.filter(means_something).collect()
}

fn by_content(bytes: &[u8]) -> Decoded {
    if bytes.contains(&0) {
        let text = bare_utf16(bytes).and_then(|encoding| encoding.decode(bytes));
        return text.map_or(Decoded::Binary, Decoded::Certain);
    }
    if bytes.iter().any(|byte| is_binary(char::from(*byte)) && byte.is_ascii()) {
        return Decoded::Binary;
    }
    let Some(utf8) = Encoding::Utf8.decode(bytes) else {
        return by_letters(bytes);
    };
    // A very short list in another encoding can happen to be valid UTF-8, of strange signs.
    let others = if is_plausible(&utf8) { Vec::new() } else { readings(bytes) };
    if others.is_empty() {
        return Decoded::Certain(utf8);
    }
    Decoded::Unclear(std::iter::once(Encoding::Utf8).chain(others.into_iter().map(|(encoding, _)| encoding)).collect())
}

/// UTF-16 without a mark: the header is in Latin letters, whose high bytes are all zero.
fn bare_utf16(bytes: &[u8]) -> Option<Encoding> {
    let (pairs, _) = bytes.get(..bytes.len().min(16))?.as_chunks::<2>();
    if pairs.iter().all(|[low, high]| *low != 0 && *high == 0) {
        Some(Encoding::Utf16Le)
    } else if pairs.iter().all(|[high, low]| *low != 0 && *high == 0) {
        Some(Encoding::Utf16Be)
    } else {
        None
    }
}

/// The encodings with one byte a sign in which the bytes look like Kazakh or Russian.
fn readings(bytes: &[u8]) -> Vec<(Encoding, String)> {
    let decoded = |encoding: Encoding| Some((encoding, encoding.decode(bytes)?));
    Encoding::ONE_BYTE.into_iter().filter_map(decoded).filter(|(_, text)| is_plausible(text)).collect()
}

fn by_letters(bytes: &[u8]) -> Decoded {
    let readings = readings(bytes);
    let agree = readings.windows(2).all(|pair| matches!(pair, [(_, one), (_, other)] if one == other));
    let is_russian = agree && readings.len() == Encoding::ONE_BYTE.len();
    if readings.is_empty() || (is_russian && is_other_cyrillic(bytes)) {
        return Decoded::Unclear(possible(bytes));
    }
    let telling: Vec<_> = readings.iter().filter(|(_, text)| has_telling_word(text)).collect();
    match (readings.as_slice(), telling.as_slice()) {
        ([(encoding, text), ..], _) if agree => Decoded::Inferred(text.clone(), *encoding),
        (_, [(encoding, text)]) => Decoded::Inferred(text.clone(), *encoding),
        _ => Decoded::Unclear(readings.into_iter().map(|(encoding, _)| encoding).collect()),
    }
}

fn has_telling_word(text: &str) -> bool {
    let text = text.to_lowercase();
    TELLING_WORDS.iter().any(|word| text.contains(word))
}

/// Whether every letter beyond ASCII is a Kazakh or Russian one, no other sign touches a letter,
/// and no word is written `иВАНОВ`, as KOI8 looks in Windows-1251.
fn is_plausible(text: &str) -> bool {
    let mut before = None;
    let mut signs = text.chars().peekable();
    while let Some(sign) = signs.next() {
        let after = signs.peek().copied();
        let touches_a_letter = [before, after].into_iter().flatten().any(char::is_alphabetic);
        let strange = !sign.is_ascii() && !is_kazakh_letter(sign);
        if strange && (sign.is_alphabetic() || (touches_a_letter && !MARKS.contains(sign))) {
            return false;
        }
        before = Some(sign);
    }
    !crate::text::words(text).any(has_swapped_case)
}

fn has_swapped_case(word: &str) -> bool {
    let mut letters = word.chars();
    letters.next().is_some_and(char::is_lowercase) && letters.clone().count() >= 2 && letters.all(char::is_uppercase)
}

/// Whether a detector of languages sees an encoding whose bytes are Russian letters in Windows-1251
/// too, only the wrong ones. It knows no Kazakh, so it is asked only about Russian.
fn is_other_cyrillic(bytes: &[u8]) -> bool {
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Deny);
    detector.feed(bytes, true);
    let guess = detector.guess(None, Utf8Detection::Deny);
    ["KOI8-U", "KOI8-R", "IBM866", "ISO-8859-5", "x-mac-cyrillic"].contains(&guess.name())
}
