//! Numbers in Russian.

use ballot::Language;
use wording::{Form, RussianForm};

use super::Guess;
use super::letters::own_letters;
use super::number::is_range;
use super::token::{Token, skip_space};
use super::writer::Writer;

const HUNDREDS: [&str; 9] =
    ["сто", "двести", "триста", "четыреста", "пятьсот", "шестьсот", "семьсот", "восемьсот", "девятьсот"];

/// What the ordinals of whole hundreds begin with.
const HUNDREDTHS: [&str; 9] =
    ["сот", "двухсот", "трёхсот", "четырёхсот", "пятисот", "шестисот", "семисот", "восьмисот", "девятисот"];

/// Months as they follow a day.
const MONTHS: [&str; 12] = [
    "января",
    "февраля",
    "марта",
    "апреля",
    "мая",
    "июня",
    "июля",
    "августа",
    "сентября",
    "октября",
    "ноября",
    "декабря",
];

/// What an ordinal agrees with.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Agreement {
    Form(RussianForm),
    /// «первому».
    Dative,
    /// «первом».
    Prepositional,
    /// «первым».
    Instrumental,
    /// «первых».
    Plural,
}

/// The name of a month behind a day, counted from 1.
pub(super) fn month(month: usize) -> Option<&'static str> {
    MONTHS.get(month.checked_sub(1)?).copied()
}

/// The form of a noun behind a number.
pub(super) const fn plural(value: u64, [one, few, many]: [&str; 3]) -> &str {
    match (value % 100, value % 10) {
        (11..=14, _) => many,
        (_, 1) => one,
        (_, 2..=4) => few,
        _ => many,
    }
}

/// A number as counted, masculine.
pub(super) fn cardinal(value: u64) -> String {
    in_form(value, RussianForm::Plain)
}

fn in_form(value: u64, form: RussianForm) -> String {
    let mut words = Vec::new();
    let mut rest = value;
    for (size, names) in [
        (1_000_000_000, ["миллиард", "миллиарда", "миллиардов"]),
        (1_000_000, ["миллион", "миллиона", "миллионов"]),
        (1000, ["тысяча", "тысячи", "тысяч"]),
    ] {
        let count = rest / size;
        rest %= size;
        let own = if size == 1000 { RussianForm::Feminine } else { RussianForm::Plain };
        match count {
            0 => {}
            1 => words.push(names[0].to_owned()),
            _ => words.push(format!("{} {}", in_form(count, own), plural(count, names))),
        }
    }
    words.extend(hundred(rest, HUNDREDS).map(str::to_owned));
    if !rest.is_multiple_of(100) || value == 0 {
        words.push(small(rest % 100, form));
    }
    words.join(" ")
}

fn hundred(value: u64, names: [&'static str; 9]) -> Option<&'static str> {
    let index = usize::try_from(value % 1000 / 100).ok()?;
    names.get(index.checked_sub(1)?).copied()
}

fn small(value: u64, form: RussianForm) -> String {
    u8::try_from(value).map(|value| Form::Ru(form).spoken(value)).unwrap_or_default()
}

/// A place in a row; `None` for round numbers that no ballot has.
pub(super) fn ordinal(value: u64, agreement: Agreement) -> Option<String> {
    let (before, last) = if !value.is_multiple_of(100) || value == 0 {
        (value / 100 * 100, small_ordinal(value % 100, agreement))
    } else if !value.is_multiple_of(1000) {
        (value / 1000 * 1000, format!("{}{}", hundred(value, HUNDREDTHS)?, hard_ending(agreement)))
    } else if value < 100_000 {
        let count = value / 1000;
        let stem = if count == 1 { String::new() } else { small(count, RussianForm::Total).replace(' ', "") };
        (0, format!("{stem}тысячн{}", hard_ending(agreement)))
    } else {
        return None;
    };
    Some(if before == 0 { last } else { format!("{} {last}", cardinal(before)) })
}

fn small_ordinal(value: u64, agreement: Agreement) -> String {
    // «первого», «третьего»: the other cases differ behind the same vowel.
    let genitive = small(value, RussianForm::OrdinalGenitive);
    let stem = genitive.strip_suffix("го").unwrap_or(&genitive);
    let soft = stem.strip_suffix("ье").map(|stem| format!("{stem}ьи"));
    let thin = || soft.clone().or_else(|| Some(format!("{}ы", stem.strip_suffix('о')?))).unwrap_or_default();
    match agreement {
        Agreement::Form(form) => small(value, form),
        Agreement::Dative => format!("{stem}му"),
        Agreement::Prepositional => format!("{stem}м"),
        Agreement::Instrumental => format!("{}м", thin()),
        Agreement::Plural => format!("{}х", thin()),
    }
}

const fn hard_ending(agreement: Agreement) -> &'static str {
    use RussianForm as F;
    match agreement {
        Agreement::Form(F::OrdinalFeminine) => "ая",
        Agreement::Form(F::OrdinalNeuter) => "ое",
        Agreement::Form(F::OrdinalGenitive) => "ого",
        Agreement::Form(F::OrdinalFeminineAccusative) => "ую",
        Agreement::Form(F::OrdinalFeminineOblique) => "ой",
        Agreement::Form(
            F::Plain | F::Feminine | F::Neuter | F::FeminineAccusative | F::Total | F::TotalFeminine | F::Ordinal,
        ) => "ый",
        Agreement::Dative => "ому",
        Agreement::Prepositional => "ом",
        Agreement::Instrumental => "ым",
        Agreement::Plural => "ых",
    }
}

/// «3,5»: «три целых пять десятых».
pub(super) fn decimal(whole: u64, part: u64, digits: usize) -> Option<String> {
    let stem = match digits {
        1 => "десят",
        2 => "сот",
        3 => "тысячн",
        _ => return None,
    };
    let one = |value: u64| value % 10 == 1 && value % 100 != 11;
    let feminine = |value| in_form(value, RussianForm::Feminine);
    let units = if one(whole) { "целая" } else { "целых" };
    Some(format!("{} {units} {} {stem}{}", feminine(whole), feminine(part), if one(part) { "ая" } else { "ых" }))
}

/// Says a number and the ending that belongs to it.
pub(super) fn number<'a>(value: u64, rest: &'a [Token], writer: &mut Writer) -> &'a [Token] {
    if is_range(rest) {
        writer.guess(Guess::Number(value.to_string()));
        writer.words(&cardinal(value));
        return rest.get(1..).unwrap_or_default();
    }
    if let [hyphen, Token::Word(ending), after @ ..] = rest
        && hyphen.is_hyphen()
    {
        return with_ending(value, ending, after, writer);
    }
    let next = skip_space(rest);
    if let [Token::Word(word), ..] = next
        && let Some(agreement) = date_agreement(value, word, next)
        && let Some(words) = ordinal(value, agreement)
    {
        writer.words(&words);
        return year_sign(rest, writer);
    }
    writer.words(&cardinal(value));
    rest
}

fn with_ending<'a>(value: u64, ending: &str, after: &'a [Token], writer: &mut Writer) -> &'a [Token] {
    let genitive = || if value < 100 { small(value, RussianForm::Total) } else { cardinal(value) };
    let small_ending = ending.to_lowercase();
    match agreement(&small_ending, value, after) {
        Some(agreement) => {
            let words = ordinal(value, agreement).unwrap_or_else(|| {
                writer.guess(Guess::Number(format!("{value}-{ending}")));
                cardinal(value)
            });
            writer.words(&words);
        }
        // «5-ти», «2-х»: a cardinal in the genitive.
        None if matches!(small_ending.as_str(), "ти" | "и" | "ми" | "х" | "ух" | "ёх") => {
            writer.words(&genitive());
        }
        // «12-летний» is one word.
        None => {
            writer.guess(Guess::Number(format!("{value}-{ending}")));
            writer.words(&format!("{}{}", genitive().replace(' ', ""), own_letters(&small_ending, Language::Ru)));
        }
    }
    after
}

/// What an ending behind a hyphen agrees with; `None` where it is no ordinal's.
fn agreement(ending: &str, value: u64, after: &[Token]) -> Option<Agreement> {
    use RussianForm as F;
    Some(match ending {
        // «3-й кандидат», but «в 3-й строке».
        "й" | "ой" if is_feminine_next(after) => Agreement::Form(F::OrdinalFeminineOblique),
        "й" | "ой" | "ый" | "ий" => Agreement::Form(F::Ordinal),
        "я" | "ая" | "ья" => Agreement::Form(F::OrdinalFeminine),
        "е" | "ое" | "ье" => Agreement::Form(F::OrdinalNeuter),
        "го" | "ого" | "его" => Agreement::Form(F::OrdinalGenitive),
        "ю" | "ую" | "ью" => Agreement::Form(F::OrdinalFeminineAccusative),
        "му" | "ому" | "ему" => Agreement::Dative,
        "м" | "ом" | "ем" => Agreement::Prepositional,
        "х" | "ых" | "их" if ending != "х" || !(2..=4).contains(&value) => Agreement::Plural,
        _ => return None,
    })
}

/// Whether the noun behind is one of those cases of a feminine noun that «-й» stands for.
fn is_feminine_next(after: &[Token]) -> bool {
    let Some(Token::Word(word)) = skip_space(after).first() else { return false };
    word.to_lowercase().ends_with(['е', 'и', 'ы'])
}

/// A year or the day of a month.
fn date_agreement(value: u64, word: &str, next: &[Token]) -> Option<Agreement> {
    use RussianForm as F;
    let word = word.to_lowercase();
    let is_year = (1000..3000).contains(&value);
    match word.as_str() {
        "год" if is_year => Some(Agreement::Form(F::Ordinal)),
        "года" if is_year => Some(Agreement::Form(F::OrdinalGenitive)),
        "году" if is_year => Some(Agreement::Prepositional),
        "годом" if is_year => Some(Agreement::Instrumental),
        "г" if is_year && next.get(1).is_some_and(|token| token.is_sign('.')) => {
            Some(Agreement::Form(F::OrdinalGenitive))
        }
        month if (1..=31).contains(&value) && MONTHS.contains(&month) => Some(Agreement::Form(F::OrdinalGenitive)),
        _ => None,
    }
}

/// «г.» behind a year is «года».
fn year_sign<'a>(rest: &'a [Token], writer: &mut Writer) -> &'a [Token] {
    match skip_space(rest) {
        [Token::Word(word), Token::Sign('.'), after @ ..] if word.to_lowercase() == "г" => {
            writer.words("года");
            after
        }
        _ => rest,
    }
}

/// A date in digits: «двадцатого ноября две тысячи двадцать второго года».
pub(super) fn date(day: u64, month: &str, year: u64) -> Option<String> {
    let genitive = Agreement::Form(RussianForm::OrdinalGenitive);
    Some(format!("{} {month} {} года", ordinal(day, genitive)?, ordinal(year, genitive)?))
}
