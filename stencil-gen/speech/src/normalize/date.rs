//! Dates and times in digits.

use ballot::Language;

use super::token::Token;
use super::writer::Writer;
use super::{english, kazakh, number, russian};

/// Reads `20.11.2022`, `2022-11-20` or `08:30` and says it. `None` where the tokens are none of these.
pub(super) fn read<'a>(tokens: &'a [Token], writer: &mut Writer) -> Option<&'a [Token]> {
    if let [Token::Digits(hour), Token::Sign(':'), Token::Digits(minute), rest @ ..] = tokens {
        return time(hour, minute, writer).map(|()| rest);
    }
    let [Token::Digits(first), one, Token::Digits(middle), two, Token::Digits(last), rest @ ..] = tokens else {
        return None;
    };
    let (day, year) = if one.is_sign('.') && two.is_sign('.') {
        (first, last)
    } else if one.is_hyphen() && two.is_hyphen() {
        (last, first)
    } else {
        return None;
    };
    if day.len() > 2 || middle.len() > 2 || year.len() != 4 {
        return None;
    }
    let (day, month, year) = (day.parse().ok()?, middle.parse().ok()?, year.parse().ok()?);
    writer.words(&date(day, month, year, writer.language()).filter(|_| (1..=31).contains(&day))?);
    Some(rest)
}

fn date(day: u64, month: usize, year: u64, language: Language) -> Option<String> {
    match language {
        Language::Kk => Some(kazakh::date(day, kazakh::month(month)?, year)),
        Language::Ru => russian::date(day, russian::month(month)?, year),
        Language::En => Some(english::date(day, english::month(month)?, year)),
    }
}

/// A time of the day with two digits for the minutes.
fn time(hour: &str, minute: &str, writer: &mut Writer) -> Option<()> {
    let (hour_value, minute_value) = (hour.parse().ok()?, minute.parse().ok()?);
    if hour.len() > 2 || minute.len() != 2 || hour_value > 24 || minute_value > 59 {
        return None;
    }
    let say = |value| number::cardinal(value, writer.language());
    let zero = say(0);
    let minutes = match minute_value {
        0 => format!("{zero} {zero}"),
        1..=9 => format!("{zero} {}", say(minute_value)),
        _ => say(minute_value),
    };
    let words = format!("{} {minutes}", say(hour_value));
    writer.words(&words);
    Some(())
}
