//! Texts as a list gives them: spaces repaired, and the traces of a wrong keyboard layout or a
//! wrong encoding found before they cost a vote.

use unicode_normalization::UnicodeNormalization;

/// The Kazakh alphabet in its order. It contains every Russian letter.
pub const KAZAKH_ALPHABET: &str = "аәбвгғдеёжзийкқлмнңоөпрстуұүфхһцчшщъыіьэюя";

/// Its letters that Russian has not, in both cases.
const KAZAKH_ONLY: &str = "ӘәҒғҚқҢңӨөҰұҮүҺһІі";

/// Latin letters that look like a letter of the Kazakh alphabet.
const LATIN_LOOK_ALIKES: &str = "ABCEHIKMOPTXYaceiopxyhƏə";

/// Marks with a Braille cell of their own, and the forms of print brought to them.
const MARKS: &str = " .,;:?!-–—‒―()«»\"„“”'’\u{2bc}…№+=/%";

/// Brings a text to Unicode form NFC with single plain spaces and none at the ends.
///
/// Signs without a width (byte order mark, soft hyphen, marks of direction) go, but the zero-width
/// space parts words and so becomes a space. The two hyphens of word processors (U+2010, U+2011)
/// become the hyphen of the keyboard. The flag says whether something nobody sees had to be
/// repaired: a sign without a width, or a space doubled, at an end, or of another kind, such as the
/// no-break space and the line break. `None` when nothing is left.
#[must_use]
pub fn normalize(raw: &str) -> Option<(String, bool)> {
    let mut text = String::with_capacity(raw.len());
    let mut repaired = raw.contains(has_no_width);
    let mut space = false;
    for sign in raw.chars().filter(|sign| !has_no_width(*sign)).nfc() {
        if sign.is_whitespace() || sign == ZERO_WIDTH_SPACE {
            repaired |= sign != ' ' || space || text.is_empty();
            space = true;
            continue;
        }
        if space && !text.is_empty() {
            text.push(' ');
        }
        space = false;
        text.push(if matches!(sign, '\u{2010}' | '\u{2011}') { '-' } else { sign });
    }
    (!text.is_empty()).then_some((text, repaired || space))
}

/// Where a line may break although no space is seen.
const ZERO_WIDTH_SPACE: char = '\u{200b}';

/// Whether `sign` leaves no trace on paper: joiners, marks of direction, variation selectors.
const fn has_no_width(sign: char) -> bool {
    matches!(
        sign,
        '\u{ad}' | '\u{34f}' | '\u{61c}' | '\u{180e}' | '\u{200c}'..='\u{200f}' | '\u{202a}'..='\u{202e}'
            | '\u{2060}'..='\u{206f}' | '\u{fe00}'..='\u{fe0f}' | '\u{feff}'
    )
}

/// The words of a text: runs of letters and digits.
pub fn words(text: &str) -> impl Iterator<Item = &str> {
    text.split(|sign: char| !sign.is_alphanumeric()).filter(|word| !word.is_empty())
}

/// Whether `sign` is a letter of the Kazakh alphabet, in either case.
#[must_use]
pub fn is_kazakh_letter(sign: char) -> bool {
    matches!(sign, 'А'..='я' | 'Ё' | 'ё') || KAZAKH_ONLY.contains(sign)
}

/// Whether a text has a letter that Kazakh has and Russian has not.
#[must_use]
pub fn has_kazakh_only_letter(text: &str) -> bool {
    text.contains(|sign| KAZAKH_ONLY.contains(sign))
}

/// Whether Braille has a cell for `sign`: Kazakh, Russian and Latin letters, digits and the marks
/// that names and titles need.
#[must_use]
pub fn is_known_sign(sign: char) -> bool {
    is_kazakh_letter(sign) || sign.is_ascii_alphanumeric() || MARKS.contains(sign)
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Script {
    Cyrillic,
    Latin,
    Greek,
}

impl Script {
    const ALL: [Self; 3] = [Self::Cyrillic, Self::Latin, Self::Greek];

    fn of(sign: char) -> Option<Self> {
        match sign {
            _ if !sign.is_alphabetic() => None,
            '\u{400}'..='\u{52f}' | '\u{1c80}'..='\u{1c8f}' | '\u{a640}'..='\u{a69f}' => Some(Self::Cyrillic),
            '\u{41}'..='\u{2af}' | '\u{1e00}'..='\u{1eff}' | '\u{ff21}'..='\u{ff5a}' => Some(Self::Latin),
            '\u{370}'..='\u{3ff}' | '\u{1f00}'..='\u{1fff}' => Some(Self::Greek),
            _ => None,
        }
    }

    const fn name(self) -> &'static str {
        match self {
            Self::Cyrillic => "Cyrillic",
            Self::Latin => "Latin",
            Self::Greek => "Greek",
        }
    }
}

/// The letters of `word` that belong to another script than most of it, each once; none when the
/// word keeps to one script. Where two scripts are even, the Cyrillic letters are taken as meant.
#[must_use]
pub fn mixed_script(word: &str) -> Vec<char> {
    let count = |script| word.chars().filter(|sign| Script::of(*sign) == Some(script)).count();
    let Some(own) = Script::ALL.into_iter().rev().max_by_key(|script| count(*script)) else {
        return Vec::new();
    };
    distinct(word.chars().filter(|sign| Script::of(*sign).is_some_and(|script| script != own)))
}

/// The letters of `word` when all of them are Latin and look like Kazakh or Russian ones, such as
/// the initial `A` or the whole of `COCTAB`; else none.
#[must_use]
pub fn latin_look_alikes(word: &str) -> Vec<char> {
    let letters = || word.chars().filter(|sign| sign.is_alphabetic());
    if letters().all(|sign| LATIN_LOOK_ALIKES.contains(sign)) { distinct(letters()) } else { Vec::new() }
}

/// Whether a digit stands where a letter is meant, as in `0ралулы`: a single `0` or `3` between two
/// Cyrillic letters, or beside one in a word of three or more. `А3`, `30-й` and `2030` have none.
#[must_use]
pub fn has_digit_for_letter(text: &str) -> bool {
    words(text).any(|word| {
        let is_letter = |sign: Option<char>| sign.and_then(Script::of) == Some(Script::Cyrillic);
        let is_digit = |sign: Option<char>| sign.is_some_and(|sign| sign.is_ascii_digit());
        let letters = word.chars().filter(|sign| is_letter(Some(*sign))).count();
        word.match_indices(['0', '3']).any(|(place, digit)| {
            let before = word.get(..place).and_then(|before| before.chars().next_back());
            let after = word.get(place + digit.len()..).and_then(|after| after.chars().next());
            let touching = usize::from(is_letter(before)) + usize::from(is_letter(after));
            !is_digit(before) && !is_digit(after) && (touching == 2 || (touching == 1 && letters >= 3))
        })
    })
}

fn distinct(letters: impl Iterator<Item = char>) -> Vec<char> {
    let mut found = Vec::new();
    for letter in letters {
        if !found.contains(&letter) {
            found.push(letter);
        }
    }
    found
}

/// Letters with their script and code point: `i (Latin, U+0069), h (Latin, U+0068)`.
#[must_use]
pub fn describe(letters: &[char]) -> String {
    let one = |letter: &char| {
        let script = Script::of(*letter).map_or("other", Script::name);
        format!("{letter} ({script}, U+{:04X})", u32::from(*letter))
    };
    letters.iter().map(one).collect::<Vec<_>>().join(", ")
}

/// The first word in which a letter was lost in saving and became `?` or U+FFFD.
///
/// In running text a question mark may follow a word; a `name` has none after a letter.
#[must_use]
pub fn lost_letter(text: &str, name: bool) -> Option<&str> {
    text.split(' ').find(|word| word.contains('\u{fffd}') || has_stray_mark(word, name))
}

/// Whether a run of question marks stands before a letter, or in a name after one, or is a word
/// by itself: `?????`.
fn has_stray_mark(word: &str, name: bool) -> bool {
    let (mut after_letter, mut run) = (false, 0_usize);
    for sign in word.chars().map(Some).chain([None]) {
        if sign == Some('?') {
            run += 1;
            continue;
        }
        let before_letter = sign.is_some_and(char::is_alphabetic);
        if run > 0 && (before_letter || (name && after_letter) || (run > 1 && !after_letter)) {
            return true;
        }
        (after_letter, run) = (before_letter, 0);
    }
    false
}

/// A text reduced to what tells two names apart: small letters, `ё` as `е`, no quotation marks.
#[must_use]
pub fn fold(text: &str) -> String {
    let kept = text.chars().filter(|sign| !"«»\"„“”'’.".contains(*sign));
    kept.flat_map(char::to_lowercase).map(|sign| if sign == 'ё' { 'е' } else { sign }).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spaces_are_repaired_and_the_repair_is_told() {
        let repaired = |text: &str| Some((text.to_owned(), true));
        assert_eq!(normalize(" Тоқаев"), repaired("Тоқаев"));
        assert_eq!(normalize("Тоқаев "), repaired("Тоқаев"));
        assert_eq!(normalize("Тоқаев\u{a0}Қ."), repaired("Тоқаев Қ."));
        assert_eq!(normalize("Тоқаев  Қ."), repaired("Тоқаев Қ."));
        assert_eq!(normalize("Тоқаев\r\nҚ."), repaired("Тоқаев Қ."));
        assert_eq!(normalize("Тоқаев\u{200b}Қ."), repaired("Тоқаев Қ."));
        assert_eq!(normalize("Тоқаев Қ."), Some(("Тоқаев Қ.".to_owned(), false)));
    }

    #[test]
    fn what_nobody_sees_is_taken_out_and_told() {
        for sign in ['\u{ad}', '\u{feff}', '\u{200d}', '\u{200e}', '\u{202e}', '\u{2066}', '\u{61c}', '\u{fe0f}'] {
            assert_eq!(normalize(&format!("Бай{sign}тақ")), Some(("Байтақ".to_owned(), true)), "{sign:?}");
        }
        assert_eq!(normalize("Байтақ\u{200b}"), Some(("Байтақ".to_owned(), true)));
        assert_eq!(normalize("Байтақ"), Some(("Байтақ".to_owned(), false)));
    }

    #[test]
    fn another_form_of_the_same_letter_is_no_repair() {
        let quiet = |text: &str| Some((text.to_owned(), false));
        assert_eq!(normalize("и\u{306}"), quiet("й"));
        assert_eq!(normalize("Қасым\u{2011}Жомарт"), quiet("Қасым-Жомарт"));
        assert_eq!(normalize(" \u{a0}\u{200b}"), None);
    }

    #[test]
    fn a_foreign_letter_inside_a_word_is_named() {
        assert_eq!(describe(&mixed_script("Бiрлiк")), "i (Latin, U+0069)");
        assert_eq!(describe(&mixed_script("Гауhар")), "h (Latin, U+0068)");
        assert_eq!(describe(&mixed_script("Əсем")), "Ə (Latin, U+018F)");
        assert_eq!(describe(&mixed_script("АMANAT")), "А (Cyrillic, U+0410)");
        assert_eq!(describe(&mixed_script("Αсан")), "Α (Greek, U+0391)");
        assert_eq!(describe(&mixed_script("Дa")), "a (Latin, U+0061)");
    }

    #[test]
    fn a_word_of_one_script_is_not_mixed() {
        for word in ["Бірлік", "AMANAT", "Respublica", "Гауһар", "А5", "2026"] {
            assert_eq!(mixed_script(word), [], "{word}");
        }
    }

    #[test]
    fn a_whole_word_of_latin_look_alikes_is_found() {
        assert_eq!(latin_look_alikes("COCTAB").len(), 5);
        assert_eq!(latin_look_alikes("A"), ['A']);
        assert_eq!(latin_look_alikes("AMANAT"), []);
        assert_eq!(latin_look_alikes("2026"), []);
        assert_eq!(latin_look_alikes("СОСТАВ"), []);
    }

    #[test]
    fn a_digit_in_place_of_a_letter_is_found() {
        for name in ["Абден 0ралулы", "партия «3арница»", "П0беда", "С0н", "Маслов0", "Әбден 3ейнолла"]
        {
            assert!(has_digit_for_letter(name), "{name}");
        }
        for name in ["партия «А3»", "30-й созыв", "2030 жыл", "2030жыл", "3D", "CO3R", "3 жол", "5арал", "Заря", ""]
        {
            assert!(!has_digit_for_letter(name), "{name}");
        }
    }

    #[test]
    fn a_question_mark_in_place_of_a_letter_is_found() {
        assert_eq!(lost_letter("Иә, То?аев", false), Some("То?аев"));
        assert_eq!(lost_letter("?асым", false), Some("?асым"));
        assert_eq!(lost_letter("«?асым»", false), Some("«?асым»"));
        assert_eq!(lost_letter("Саты?", true), Some("Саты?"));
        assert_eq!(lost_letter("????? жол", false), Some("?????"));
        assert_eq!(lost_letter("То\u{fffd}аев", true), Some("То\u{fffd}аев"));
    }

    #[test]
    fn a_question_that_ends_in_its_mark_has_lost_nothing() {
        assert_eq!(lost_letter("Келісесіз бе?", false), None);
        assert_eq!(lost_letter("«Келісесіз бе?»", false), None);
        assert_eq!(lost_letter("Неужели??", false), None);
    }

    #[test]
    fn the_alphabet_is_the_letters_and_the_letters_are_the_alphabet() {
        assert_eq!(KAZAKH_ALPHABET.chars().count(), 42);
        let letters = ('\0'..='\u{ffff}').filter(|sign| is_kazakh_letter(*sign)).count();
        assert_eq!(letters, 2 * 42);
        assert!(KAZAKH_ALPHABET.chars().all(is_kazakh_letter));
        assert!(KAZAKH_ALPHABET.to_uppercase().chars().all(is_kazakh_letter));
    }

    #[test]
    fn names_that_read_alike_fold_alike() {
        assert_eq!(fold("Партия «Ауыл»"), fold("партия \"АУЫЛ\""));
        assert_eq!(fold("Семёнов"), fold("СЕМЕНОВ"));
        assert_ne!(fold("Ким А"), fold("Ким Б"));
    }
}
