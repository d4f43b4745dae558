//! Numbers in Kazakh.

use wording::{Form, KazakhForm};

use super::Guess;
use super::number::is_range;
use super::token::{Token, skip_space};
use super::writer::Writer;

/// The ordinals of the words above ninety-nine.
const GREAT_ORDINALS: &[(&str, &str)] =
    &[("жүз", "жүзінші"), ("мың", "мыңыншы"), ("миллион", "миллионыншы"), ("миллиард", "миллиардыншы")];

/// Case endings as print joins them to digits with a hyphen: «7-ден», «50-ге».
const ENDINGS: &[&str] = &[
    "ға", "ге", "қа", "ке", "на", "не", "да", "де", "та", "те", "нда", "нде", "дан", "ден", "тан", "тен", "нан", "нен",
    "ның", "нің", "дың", "дің", "тың", "тің", "ны", "ні", "ды", "ді", "ты", "ті", "мен", "бен", "пен", "сы", "сі", "ы",
    "і", "дағы", "дегі", "тағы", "тегі", "лық", "лік", "дық", "дік", "тық", "тік", "ау", "еу",
];

/// The endings of ordinals, as they are written and as they are written out by mistake.
const ORDINAL_ENDINGS: &[&str] = &["шы", "ші", "ншы", "нші", "ыншы", "інші"];

/// The months; a case ending may follow.
const MONTHS: [&str; 12] = [
    "қаңтар",
    "ақпан",
    "наурыз",
    "сәуір",
    "мамыр",
    "маусым",
    "шілде",
    "тамыз",
    "қыркүйек",
    "қазан",
    "қараша",
    "желтоқсан",
];

/// The name of a month, counted from 1.
pub(super) fn month(month: usize) -> Option<&'static str> {
    MONTHS.get(month.checked_sub(1)?).copied()
}

/// A number as counted: «екі мың жиырма алты».
pub(super) fn cardinal(value: u64) -> String {
    let mut words = Vec::new();
    let mut rest = value;
    for (size, name) in [(1_000_000_000, "миллиард"), (1_000_000, "миллион"), (1000, "мың"), (100, "жүз")]
    {
        let count = rest / size;
        rest %= size;
        match count {
            0 => {}
            // «бір» is not said before «мың» and «жүз».
            1 if size <= 1000 => words.push(name.to_owned()),
            _ => words.push(format!("{} {name}", cardinal(count))),
        }
    }
    if rest > 0 || value == 0 {
        words.push(small(rest, KazakhForm::Plain));
    }
    words.join(" ")
}

/// A place in a row: only the last word takes the ending.
pub(super) fn ordinal(value: u64) -> String {
    let (great, last) = (value / 100 * 100, value % 100);
    match (great, last) {
        (0, _) => small(last, KazakhForm::Ordinal),
        (_, 0) => {
            let words = cardinal(value);
            let (before, last) = words.rsplit_once(' ').map_or(("", words.as_str()), |(before, last)| (before, last));
            let ordinal = GREAT_ORDINALS.iter().find(|(plain, _)| *plain == last).map_or(last, |(_, ordinal)| *ordinal);
            format!("{before} {ordinal}").trim_start().to_owned()
        }
        _ => format!("{} {}", cardinal(great), small(last, KazakhForm::Ordinal)),
    }
}

fn small(value: u64, form: KazakhForm) -> String {
    u8::try_from(value).map(|value| Form::Kk(form).spoken(value)).unwrap_or_default()
}

/// «3,5»: «үш бүтін оннан бес».
pub(super) fn decimal(whole: u64, part: u64, digits: usize) -> Option<String> {
    let of = match digits {
        1 => "оннан",
        2 => "жүзден",
        3 => "мыңнан",
        _ => return None,
    };
    Some(format!("{} бүтін {of} {}", cardinal(whole), cardinal(part)))
}

/// Says a number and the ending or noun that belongs to it.
pub(super) fn number<'a>(value: u64, rest: &'a [Token], writer: &mut Writer) -> &'a [Token] {
    if is_range(rest) {
        writer.guess(Guess::Number(value.to_string()));
        writer.words(&cardinal(value));
        return rest.get(1..).unwrap_or_default();
    }
    match rest {
        [hyphen, Token::Word(word), after @ ..] if hyphen.is_hyphen() => {
            let small = word.to_lowercase();
            if ORDINAL_ENDINGS.contains(&small.as_str()) {
                writer.words(&ordinal(value));
                after
            } else if ENDINGS.contains(&small.as_str()) {
                writer.words(&format!("{}{small}", cardinal(value)));
                after
            } else {
                // «7-қатар» is «жетінші қатар»: the hyphen stands for the ending.
                writer.words(&ordinal(value));
                rest.get(1..).unwrap_or_default()
            }
        }
        _ if is_date_word(value, skip_space(rest)) => {
            writer.words(&ordinal(value));
            year_word(rest, writer)
        }
        _ => {
            writer.words(&cardinal(value));
            rest
        }
    }
}

/// Whether a year or the day of a month is meant: «2022 жылғы», «20 қараша».
fn is_date_word(value: u64, next: &[Token]) -> bool {
    let Some(Token::Word(word)) = next.first() else { return false };
    let word = word.to_lowercase();
    let year = (1000..3000).contains(&value) && (word.starts_with("жыл") || is_year_sign(&word, next));
    let day = (1..=31).contains(&value) && MONTHS.iter().any(|month| word.starts_with(month));
    year || day
}

fn is_year_sign(word: &str, next: &[Token]) -> bool {
    word == "ж" && next.get(1).is_some_and(|token| token.is_sign('.'))
}

/// «ж.» behind a year is «жыл».
fn year_word<'a>(rest: &'a [Token], writer: &mut Writer) -> &'a [Token] {
    match skip_space(rest) {
        [Token::Word(word), Token::Sign('.'), after @ ..] if word.to_lowercase() == "ж" => {
            writer.words("жыл");
            after
        }
        _ => rest,
    }
}

/// A date in digits: «екі мың жиырма екінші жылғы жиырмасыншы қараша».
pub(super) fn date(day: u64, month: &str, year: u64) -> String {
    format!("{} жылғы {} {month}", ordinal(year), ordinal(day))
}
