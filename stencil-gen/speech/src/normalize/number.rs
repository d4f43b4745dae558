//! Numbers: their digits, and what stands behind them.

use ballot::Language;

use super::token::{Token, skip_space};
use super::writer::{Writer, sign_words};
use super::{Guess, date, english, kazakh, russian};

/// The greatest number that is said in words; a greater one is said digit by digit.
const GREATEST: u64 = 999_999_999_999;

/// Reads a number with what belongs to it and says it. `None` where there is no number.
pub(super) fn read<'a>(tokens: &'a [Token], writer: &mut Writer) -> Option<&'a [Token]> {
    tokens.first()?.digits()?;
    if let Some(rest) = date::read(tokens, writer) {
        return Some(rest);
    }
    let after_number_sign = writer.last_word() == sign_words('№', writer.language()).unwrap_or_default();
    let (digits, rest) = grouped(tokens, writer.language());
    let Some(value) = value(&digits) else {
        writer.guess(Guess::Number(digits.clone()));
        for digit in digits.chars().filter_map(|digit| digit.to_digit(10)) {
            writer.words(&cardinal(u64::from(digit), writer.language()));
        }
        return Some(rest);
    };
    if let Some((fraction, rest)) = fraction(rest) {
        writer.words(&decimal(value, fraction, writer.language()));
        return Some(percent(rest, None, writer));
    }
    if skip_space(rest).first().is_some_and(|token| token.is_sign('%')) {
        writer.words(&cardinal(value, writer.language()));
        return Some(percent(rest, Some(value), writer));
    }
    let left = match writer.language() {
        Language::Kk => kazakh::number(value, rest, writer),
        Language::Ru => russian::number(value, rest, writer),
        Language::En => english::number(value, rest, writer),
    };
    // «№ 1 бір мандатты»: without a pause the two numbers become one.
    if after_number_sign && matches!(left, [Token::Space, Token::Word(_), ..]) {
        writer.pause(',');
    }
    Some(left)
}

/// A number as counted.
pub(super) fn cardinal(value: u64, language: Language) -> String {
    match language {
        Language::Kk => kazakh::cardinal(value),
        Language::Ru => russian::cardinal(value),
        Language::En => english::cardinal(value),
    }
}

/// Whether what follows is the second number of a range, as in «5–7» and «5-7».
pub(super) fn is_range(rest: &[Token]) -> bool {
    matches!(rest, [dash, Token::Digits(_), ..] if dash.is_hyphen() || dash.is_sign('–') || dash.is_sign('—'))
}

/// The number that digits mean; `None` where they are a code: a zero before others, or too many.
fn value(digits: &str) -> Option<u64> {
    let value = digits.parse().ok()?;
    (value <= GREATEST && (digits.len() == 1 || !digits.starts_with('0'))).then_some(value)
}

/// Digits in groups of three as one number: «1 000 000», in English "1,000,000".
fn grouped(tokens: &[Token], language: Language) -> (String, &[Token]) {
    let (mut digits, mut rest) = match tokens {
        [Token::Digits(first), rest @ ..] => (first.clone(), rest),
        _ => (String::new(), tokens),
    };
    if digits.len() > 3 || digits.starts_with('0') {
        return (digits, rest);
    }
    while let [between, Token::Digits(group), after @ ..] = rest {
        let parts = *between == Token::Space || (language == Language::En && between.is_sign(','));
        if !parts || group.len() != 3 {
            break;
        }
        digits.push_str(group);
        rest = after;
    }
    (digits, rest)
}

/// The digits behind a decimal sign, unless more of them follow, as in a date or a version.
fn fraction(rest: &[Token]) -> Option<(&str, &[Token])> {
    let [Token::Sign('.' | ','), Token::Digits(digits), after @ ..] = rest else { return None };
    let goes_on = matches!(after, [Token::Sign('.' | ','), Token::Digits(_), ..]);
    (!goes_on).then_some((digits.as_str(), after))
}

fn decimal(whole: u64, fraction: &str, language: Language) -> String {
    let part: u64 = fraction.parse().unwrap_or_default();
    let digits = || fraction.chars().filter_map(|digit| Some(cardinal(u64::from(digit.to_digit(10)?), language)));
    let by_digits = |sign| format!("{} {sign} {}", cardinal(whole, language), digits().collect::<Vec<_>>().join(" "));
    match language {
        Language::Kk => kazakh::decimal(whole, part, fraction.len()).unwrap_or_else(|| by_digits("үтір")),
        Language::Ru => russian::decimal(whole, part, fraction.len()).unwrap_or_else(|| by_digits("запятая")),
        Language::En => by_digits("point"),
    }
}

/// The percent sign, if it is there. `value` is `None` behind a decimal fraction.
fn percent<'a>(rest: &'a [Token], value: Option<u64>, writer: &mut Writer) -> &'a [Token] {
    let [token, after @ ..] = skip_space(rest) else { return rest };
    if !token.is_sign('%') {
        return rest;
    }
    writer.words(match (writer.language(), value) {
        (Language::Kk, _) => "пайыз",
        (Language::En, _) => "percent",
        (Language::Ru, None) => "процента",
        (Language::Ru, Some(value)) => russian::plural(value, ["процент", "процента", "процентов"]),
    });
    after
}
