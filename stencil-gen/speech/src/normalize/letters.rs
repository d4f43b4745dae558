//! Letters: their names, which a language has, and what stands for those it has not.

use ballot::Language;
use ballot::text::is_kazakh_letter;

/// Names of the letters of the Kazakh alphabet as they are said in initials, Russian letters as
/// Kazakh schools name them.
const KAZAKH: &[(char, &str)] = &[
    ('ә', "ә"),
    ('ғ', "ға"),
    ('қ', "қа"),
    ('ң', "ың"),
    ('ө', "ө"),
    ('ұ', "ұ"),
    ('ү', "ү"),
    ('һ', "һа"),
    ('і', "і"),
    ('й', "қысқа и"),
    ('ъ', "айыру белгісі"),
    ('ь', "жіңішкелік белгісі"),
    ('к', "ка"),
    ('ы', "ы"),
];

const RUSSIAN: &[(char, &str)] = &[
    ('а', "а"),
    ('б', "бэ"),
    ('в', "вэ"),
    ('г', "гэ"),
    ('д', "дэ"),
    ('е', "е"),
    ('ё', "ё"),
    ('ж', "жэ"),
    ('з', "зэ"),
    ('и', "и"),
    ('й', "и краткое"),
    ('к', "ка"),
    ('л', "эл"),
    ('м', "эм"),
    ('н', "эн"),
    ('о', "о"),
    ('п', "пэ"),
    ('р', "эр"),
    ('с', "эс"),
    ('т', "тэ"),
    ('у', "у"),
    ('ф', "эф"),
    ('х', "ха"),
    ('ц', "цэ"),
    ('ч', "чэ"),
    ('ш', "ша"),
    ('щ', "ща"),
    ('ъ', "твёрдый знак"),
    ('ы', "ы"),
    ('ь', "мягкий знак"),
    ('э', "э"),
    ('ю', "ю"),
    ('я', "я"),
];

/// Latin letters in Cyrillic, as names of parties are read in Kazakhstan.
const LATIN: &[(char, &str)] = &[
    ('a', "а"),
    ('b', "б"),
    ('c', "к"),
    ('d', "д"),
    ('e', "е"),
    ('f', "ф"),
    ('g', "г"),
    ('h', "х"),
    ('i', "и"),
    ('j', "ж"),
    ('k', "к"),
    ('l', "л"),
    ('m', "м"),
    ('n', "н"),
    ('o', "о"),
    ('p', "п"),
    ('q', "к"),
    ('r', "р"),
    ('s', "с"),
    ('t', "т"),
    ('u', "у"),
    ('v', "в"),
    ('w', "в"),
    ('x', "кс"),
    ('y', "й"),
    ('z', "з"),
    ('ə', "ә"),
    ('ğ', "ғ"),
    ('ñ', "ң"),
    ('ö', "ө"),
    ('ü', "ү"),
    ('ū', "ұ"),
    ('ş', "ш"),
    ('ı', "ы"),
];

/// Kazakh letters in Russian.
const KAZAKH_IN_RUSSIAN: &[(char, &str)] =
    &[('ә', "а"), ('ғ', "г"), ('қ', "к"), ('ң', "н"), ('ө', "о"), ('ұ', "у"), ('ү', "у"), ('һ', "х"), ('і', "и")];

/// Cyrillic letters in English, by the Russian ones the Kazakh letters stand for.
const CYRILLIC_IN_ENGLISH: &[(char, &str)] = &[
    ('а', "a"),
    ('б', "b"),
    ('в', "v"),
    ('г', "g"),
    ('д', "d"),
    ('е', "e"),
    ('ё', "yo"),
    ('ж', "zh"),
    ('з', "z"),
    ('и', "i"),
    ('й', "y"),
    ('к', "k"),
    ('л', "l"),
    ('м', "m"),
    ('н', "n"),
    ('о', "o"),
    ('п', "p"),
    ('р', "r"),
    ('с', "s"),
    ('т', "t"),
    ('у', "u"),
    ('ф', "f"),
    ('х', "kh"),
    ('ц', "ts"),
    ('ч', "ch"),
    ('ш', "sh"),
    ('щ', "shch"),
    ('ъ', ""),
    ('ы', "y"),
    ('ь', ""),
    ('э', "e"),
    ('ю', "yu"),
    ('я', "ya"),
];

fn find(table: &[(char, &'static str)], letter: char) -> Option<&'static str> {
    table.iter().find(|(own, _)| *own == letter).map(|(_, text)| *text)
}

/// A single letter in lower case; the first where lower case has several.
fn lower(letter: char) -> char {
    letter.to_lowercase().next().unwrap_or(letter)
}

/// Whether engines of `language` know the letter.
pub(super) fn is_own(letter: char, language: Language) -> bool {
    match language {
        Language::Kk => is_kazakh_letter(letter),
        Language::Ru => matches!(letter, 'А'..='я' | 'Ё' | 'ё'),
        Language::En => letter.is_ascii_alphabetic(),
    }
}

/// Whether a vowel is in the word, so that it can be said as one.
pub(super) fn has_vowel(word: &str) -> bool {
    word.chars().any(|letter| "аәеёиоөуұүыіэюяaeiouy".contains(lower(letter)))
}

/// The name of a letter, of another alphabet by the letter that stands for it. English engines say
/// single letters right by themselves.
pub(super) fn name(letter: char, language: Language) -> String {
    let own = own_letters(&lower(letter).to_string(), language);
    let known = |letter: char| match language {
        Language::Kk => find(KAZAKH, letter).or_else(|| find(RUSSIAN, letter)),
        Language::Ru => find(RUSSIAN, letter),
        Language::En => None,
    };
    let name = |letter: char| known(letter).map_or_else(|| letter.to_uppercase().to_string(), str::to_owned);
    own.chars().map(name).collect::<Vec<_>>().join(" ")
}

/// The names of all letters of a word.
pub(super) fn names(word: &str, language: Language) -> String {
    word.chars().map(|letter| name(letter, language)).collect::<Vec<_>>().join(" ")
}

/// The word in letters of `language`; letters of a third alphabet are left out. A capital stays one.
pub(super) fn own_letters(word: &str, language: Language) -> String {
    let in_cyrillic = |small| match language {
        Language::Kk | Language::En => None,
        Language::Ru => find(KAZAKH_IN_RUSSIAN, small),
    };
    let mut own = String::new();
    for letter in word.chars() {
        if is_own(letter, language) {
            own.push(letter);
            continue;
        }
        let small = lower(letter);
        let stand_in = match language {
            Language::Kk => find(LATIN, small).unwrap_or_default().to_owned(),
            Language::Ru => in_cyrillic(small)
                .or_else(|| find(LATIN, small))
                .unwrap_or_default()
                .chars()
                .map(|sign| find(KAZAKH_IN_RUSSIAN, sign).map_or_else(|| sign.to_string(), str::to_owned))
                .collect(),
            Language::En => {
                let russian = find(KAZAKH_IN_RUSSIAN, small).and_then(|text| text.chars().next()).unwrap_or(small);
                find(CYRILLIC_IN_ENGLISH, russian).unwrap_or_default().to_owned()
            }
        };
        if letter == small { own.push_str(&stand_in) } else { own.push_str(&capital(&stand_in)) }
    }
    own
}

/// The word with a capital at its beginning and small letters behind: engines spell words in capitals.
pub(super) fn capital(word: &str) -> String {
    let mut letters = word.chars();
    let first = letters.next().map(|letter| letter.to_uppercase().to_string()).unwrap_or_default();
    first + &letters.as_str().to_lowercase()
}
