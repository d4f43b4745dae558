//! Numbers in English.

use wording::{EnglishForm, Form};

use super::Guess;
use super::number::is_range;
use super::token::{Token, skip_space};
use super::writer::Writer;

const MONTHS: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];

/// The name of a month, counted from 1.
pub(super) fn month(month: usize) -> Option<&'static str> {
    MONTHS.get(month.checked_sub(1)?).copied()
}

/// A number as counted.
pub(super) fn cardinal(value: u64) -> String {
    in_form(value, EnglishForm::Plain)
}

/// A place in a row: only the last word takes the ending.
pub(super) fn ordinal(value: u64) -> String {
    in_form(value, EnglishForm::Ordinal)
}

fn in_form(value: u64, form: EnglishForm) -> String {
    let mut words = Vec::new();
    let mut rest = value;
    let sizes = [(1_000_000_000, "billion"), (1_000_000, "million"), (1000, "thousand"), (100, "hundred")];
    for (size, name) in sizes {
        let count = rest / size;
        rest %= size;
        if count > 0 {
            let ending = if rest == 0 && form == EnglishForm::Ordinal { "th" } else { "" };
            words.push(format!("{} {name}{ending}", cardinal(count)));
        }
    }
    if rest > 0 || value == 0 {
        if value > 100 {
            words.push("and".to_owned());
        }
        words.push(small(rest, form));
    }
    words.join(" ")
}

fn small(value: u64, form: EnglishForm) -> String {
    u8::try_from(value).map(|value| Form::En(form).spoken(value)).unwrap_or_default()
}

/// A year: "twenty twenty-two", "nineteen oh five", "two thousand and five".
pub(super) fn year(value: u64) -> String {
    let (century, rest) = (value / 100, value % 100);
    match (century % 10, rest) {
        (0, 0..=9) => cardinal(value),
        (_, 0) => format!("{} hundred", cardinal(century)),
        (_, 1..=9) => format!("{} oh {}", cardinal(century), cardinal(rest)),
        _ => format!("{} {}", cardinal(century), cardinal(rest)),
    }
}

/// Says a number and the ending that belongs to it.
pub(super) fn number<'a>(value: u64, rest: &'a [Token], writer: &mut Writer) -> &'a [Token] {
    if is_range(rest) {
        writer.guess(Guess::Number(value.to_string()));
        writer.words(&cardinal(value));
        writer.words("to");
        return rest.get(1..).unwrap_or_default();
    }
    let is_day = (1..=31).contains(&value);
    let is_month = |word: &str| MONTHS.contains(&word);
    match rest {
        [Token::Word(ending), after @ ..] if is_ordinal_ending(ending) => {
            writer.words(&ordinal(value));
            after
        }
        _ if is_day && is_month(writer.last_word()) => {
            writer.words(&format!("the {}", ordinal(value)));
            rest
        }
        _ if is_day && skip_space(rest).first().and_then(Token::word).is_some_and(is_month) => {
            writer.words(&format!("the {} of", ordinal(value)));
            rest
        }
        _ => {
            let words = if (1900..2100).contains(&value) { year(value) } else { cardinal(value) };
            writer.words(&words);
            rest
        }
    }
}

fn is_ordinal_ending(word: &str) -> bool {
    ["st", "nd", "rd", "th"].contains(&word.to_lowercase().as_str())
}

/// A date in digits: "the twentieth of November twenty twenty-two".
pub(super) fn date(day: u64, month: &str, value: u64) -> String {
    format!("the {} of {month} {}", ordinal(day), year(value))
}
