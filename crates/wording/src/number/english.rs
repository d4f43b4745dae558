//! Numbers in English.

use crate::form::EnglishForm;

/// Each word as counted and as a place in a row: 0 to 19, then 20, 30 … 90.
const WORDS: &[(u8, &str, &str)] = &[
    (0, "zero", "zeroth"),
    (1, "one", "first"),
    (2, "two", "second"),
    (3, "three", "third"),
    (4, "four", "fourth"),
    (5, "five", "fifth"),
    (6, "six", "sixth"),
    (7, "seven", "seventh"),
    (8, "eight", "eighth"),
    (9, "nine", "ninth"),
    (10, "ten", "tenth"),
    (11, "eleven", "eleventh"),
    (12, "twelve", "twelfth"),
    (13, "thirteen", "thirteenth"),
    (14, "fourteen", "fourteenth"),
    (15, "fifteen", "fifteenth"),
    (16, "sixteen", "sixteenth"),
    (17, "seventeen", "seventeenth"),
    (18, "eighteen", "eighteenth"),
    (19, "nineteen", "nineteenth"),
    (20, "twenty", "twentieth"),
    (30, "thirty", "thirtieth"),
    (40, "forty", "fortieth"),
    (50, "fifty", "fiftieth"),
    (60, "sixty", "sixtieth"),
    (70, "seventy", "seventieth"),
    (80, "eighty", "eightieth"),
    (90, "ninety", "ninetieth"),
];

/// The number in words; none above 99.
pub(super) fn words(value: u8, form: EnglishForm) -> Option<String> {
    let find = |value| WORDS.iter().find(|(number, ..)| *number == value);
    let word = |(_, plain, ordinal): &(u8, &'static str, &'static str)| match form {
        EnglishForm::Plain => *plain,
        EnglishForm::Ordinal => *ordinal,
    };
    if let Some(row) = find(value) {
        return Some(word(row).to_owned());
    }
    let (_, tens, _) = find(value / 10 * 10)?;
    Some(format!("{tens}-{}", word(find(value % 10)?)))
}

/// What stands behind the digits.
pub(super) const fn ending(value: u8, form: EnglishForm) -> &'static str {
    match (form, value % 100, value % 10) {
        (EnglishForm::Plain, ..) => "",
        (EnglishForm::Ordinal, 11..=13, _) => "th",
        (EnglishForm::Ordinal, _, 1) => "st",
        (EnglishForm::Ordinal, _, 2) => "nd",
        (EnglishForm::Ordinal, _, 3) => "rd",
        (EnglishForm::Ordinal, ..) => "th",
    }
}
