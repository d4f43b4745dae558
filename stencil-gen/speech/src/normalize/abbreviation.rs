//! Initials, abbreviations, Roman numerals.

use ballot::Language;
use wording::RussianForm;

use super::letters::{has_vowel, is_own, name, names, own_letters};
use super::token::{Token, skip_space};
use super::writer::Writer;
use super::{Guess, english, kazakh, russian};

/// Abbreviations that end in a point, and their words. `true`: they can stand for other words, too.
type Shortened = &'static [(&'static str, &'static str, bool)];

const KAZAKH: Shortened = &[
    ("ж", "жыл", true),
    ("қ", "қаласы", true),
    ("обл", "облысы", false),
    ("көш", "көшесі", false),
    ("т", "тағы", true),
    ("б", "басқа", true),
];

const RUSSIAN: Shortened = &[
    ("г", "города", true),
    ("гг", "годов", true),
    ("обл", "области", true),
    ("ул", "улица", true),
    ("им", "имени", false),
    ("т", "так", true),
    ("д", "далее", true),
    ("др", "другие", true),
];

const ENGLISH: Shortened = &[
    ("No", "number", false),
    ("Mr", "Mister", false),
    ("Mrs", "Missis", false),
    ("Dr", "Doctor", false),
    ("St", "Saint", true),
];

/// Abbreviations in capitals that are said in words or are a word themselves.
const KAZAKH_CAPITALS: &[(&str, &str)] = &[
    ("ЖСН", "жэ эс эн"),
    ("БСН", "бэ эс эн"),
    ("ОСК", "Орталық сайлау комиссиясы"),
    ("АЭС", "а э эс"),
    ("АҚШ", "а қа ша"),
    ("БҰҰ", "бэ ұ ұ"),
    ("АҚ", "акционерлік қоғам"),
    ("ЖШС", "жэ ша эс"),
];

const RUSSIAN_CAPITALS: &[(&str, &str)] = &[
    ("ИИН", "и и эн"),
    ("БИН", "бин"),
    ("ЦИК", "цик"),
    ("АЭС", "а э эс"),
    ("США", "сэ ша а"),
    ("ООН", "о о эн"),
    ("АО", "а о"),
    ("ТОО", "тэ о о"),
];

/// Reads an initial, an abbreviation or a Roman numeral and says it. `None` where there is none.
pub(super) fn read<'a>(tokens: &'a [Token], writer: &mut Writer) -> Option<&'a [Token]> {
    let (first, rest) = tokens.split_first()?;
    let word = first.word()?;
    let language = writer.language();
    republic(word, rest, writer)
        .or_else(|| capitals(word, rest, writer))
        .or_else(|| initial(word, rest, writer))
        .or_else(|| shortened(word, rest, writer))
        .or_else(|| roman(word, rest, writer))
        .or_else(|| unknown(word, language).then(|| spell(word, rest, writer)))
}

/// «ҚР» and «РК»: the country's name, in the case that its place asks for.
fn republic<'a>(word: &str, rest: &'a [Token], writer: &mut Writer) -> Option<&'a [Token]> {
    match (writer.language(), word) {
        (Language::Kk, "ҚР") => {}
        (Language::Ru, "РК") => {
            // Behind the noun that it belongs to: «Президент РК».
            let owner = if writer.at_start() {
                "Республика Казахстан"
            } else {
                "Республики Казахстан"
            };
            writer.guess(Guess::Abbreviation(word.to_owned()));
            writer.words(owner);
            return Some(rest);
        }
        (Language::Kk | Language::Ru | Language::En, _) => return None,
    }
    if let [hyphen, Token::Word(ending), after @ ..] = rest
        && hyphen.is_hyphen()
    {
        let case = match ending.as_str() {
            "ның" | "сының" => "ның",
            "да" | "нда" | "сында" => "нда",
            "дан" | "нан" | "сынан" => "нан",
            "ға" | "на" | "сына" => "на",
            "ны" | "сын" | "ды" => "н",
            "дағы" | "ндағы" => "ндағы",
            "мен" | "сымен" => "мен",
            _ => return None,
        };
        writer.words(&format!("Қазақстан Республикасы{case}"));
        return Some(after);
    }
    let owns = matches!(skip_space(rest), [Token::Word(_), ..]);
    writer.guess(Guess::Abbreviation(word.to_owned()));
    writer.words(if owns {
        "Қазақстан Республикасының"
    } else {
        "Қазақстан Республикасы"
    });
    Some(rest)
}

fn capitals<'a>(word: &str, rest: &'a [Token], writer: &mut Writer) -> Option<&'a [Token]> {
    let table = match writer.language() {
        Language::Kk => KAZAKH_CAPITALS,
        Language::Ru => RUSSIAN_CAPITALS,
        Language::En => return None,
    };
    let (_, words) = table.iter().find(|(short, _)| *short == word)?;
    writer.words(words);
    Some(rest)
}

/// A capital and a point, or a capital alone behind a name: «Тоқаев Қ. К.».
fn initial<'a>(word: &str, rest: &'a [Token], writer: &mut Writer) -> Option<&'a [Token]> {
    let mut letters = word.chars().filter(|letter| letter.is_alphabetic());
    let letter = letters.next().filter(|letter| letter.is_uppercase())?;
    let after = match rest {
        _ if letters.next().is_some() => return None,
        [Token::Sign('.'), after @ ..] => after,
        // «В» before a word is a preposition; Kazakh has no word of one consonant.
        _ if has_vowel(word) || writer.language() == Language::En => return None,
        _ if writer.language() == Language::Ru && matches!(skip_space(rest), [Token::Word(_), ..]) => return None,
        _ => rest,
    };
    if !is_own(letter, writer.language()) {
        writer.guess(Guess::Foreign(word.to_owned()));
    }
    writer.words(&name(letter, writer.language()));
    Some(after)
}

fn shortened<'a>(word: &str, rest: &'a [Token], writer: &mut Writer) -> Option<&'a [Token]> {
    let table = match writer.language() {
        Language::Kk => KAZAKH,
        Language::Ru => RUSSIAN,
        Language::En => ENGLISH,
    };
    let [Token::Sign('.'), after @ ..] = rest else { return None };
    let (short, words, unsure) = table.iter().find(|(short, ..)| *short == word)?;
    if *unsure {
        writer.guess(Guess::Abbreviation(format!("{short}.")));
    }
    writer.words(words);
    Some(after)
}

/// «XXI ғасыр», «VIII созыв»: an ordinal. English reads a numeral of two letters or more.
fn roman<'a>(word: &str, rest: &'a [Token], writer: &mut Writer) -> Option<&'a [Token]> {
    let value = roman_value(word)?;
    let words = match writer.language() {
        Language::Kk => kazakh::ordinal(value),
        Language::Ru => russian::ordinal(value, russian::Agreement::Form(RussianForm::Ordinal))?,
        Language::En if word.len() > 1 => english::cardinal(value),
        Language::En => return None,
    };
    writer.guess(Guess::Number(word.to_owned()));
    writer.words(&words);
    Some(rest)
}

/// The value of a Roman numeral that is written as Romans would, up to 89.
fn roman_value(word: &str) -> Option<u64> {
    const UNITS: [&str; 10] = ["", "I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX"];
    const TENS: [&str; 9] = ["", "X", "XX", "XXX", "XL", "L", "LX", "LXX", "LXXX"];
    let numerals = (1..=89_usize).find(|value| {
        let (tens, units) = (TENS.get(value / 10), UNITS.get(value % 10));
        tens.zip(units).is_some_and(|(tens, units)| word.strip_prefix(tens) == Some(units))
    });
    numerals.and_then(|value| u64::try_from(value).ok())
}

/// Whether a word cannot be said as one: two letters or more, no vowel among them.
fn unknown(word: &str, language: Language) -> bool {
    let own = own_letters(word, language);
    own.chars().filter(|letter| letter.is_alphabetic()).count() > 1 && !has_vowel(&own)
}

fn spell<'a>(word: &str, rest: &'a [Token], writer: &mut Writer) -> &'a [Token] {
    writer.guess(Guess::Abbreviation(word.to_owned()));
    writer.words(&names(word, writer.language()));
    rest
}
