//! Numbers in Russian. A cardinal declines every word («двадцати семи»), an ordinal only its last
//! («двадцать седьмая»).

use crate::form::RussianForm;

/// How the ordinal of a word ends.
#[derive(Clone, Copy)]
enum Ending {
    /// «первый», «пятый».
    Hard,
    /// «второй», «шестой»: the ending is stressed.
    Stressed,
    /// «третий», «третья».
    Soft,
}
use Ending::{Hard, Soft, Stressed};

struct Word {
    value: u8,
    nominative: &'static str,
    genitive: &'static str,
    stem: &'static str,
    ending: Ending,
}

const fn word(value: u8, nominative: &'static str, genitive: &'static str, stem: &'static str, ending: Ending) -> Word {
    Word { value, nominative, genitive, stem, ending }
}

/// 0 to 19, then 20, 30 … 90, in the masculine; 1 and 2 have genders of their own.
const WORDS: &[Word] = &[
    word(0, "ноль", "ноля", "нулев", Stressed),
    word(1, "один", "одного", "перв", Hard),
    word(2, "два", "двух", "втор", Stressed),
    word(3, "три", "трёх", "трет", Soft),
    word(4, "четыре", "четырёх", "четвёрт", Hard),
    word(5, "пять", "пяти", "пят", Hard),
    word(6, "шесть", "шести", "шест", Stressed),
    word(7, "семь", "семи", "седьм", Stressed),
    word(8, "восемь", "восьми", "восьм", Stressed),
    word(9, "девять", "девяти", "девят", Hard),
    word(10, "десять", "десяти", "десят", Hard),
    word(11, "одиннадцать", "одиннадцати", "одиннадцат", Hard),
    word(12, "двенадцать", "двенадцати", "двенадцат", Hard),
    word(13, "тринадцать", "тринадцати", "тринадцат", Hard),
    word(14, "четырнадцать", "четырнадцати", "четырнадцат", Hard),
    word(15, "пятнадцать", "пятнадцати", "пятнадцат", Hard),
    word(16, "шестнадцать", "шестнадцати", "шестнадцат", Hard),
    word(17, "семнадцать", "семнадцати", "семнадцат", Hard),
    word(18, "восемнадцать", "восемнадцати", "восемнадцат", Hard),
    word(19, "девятнадцать", "девятнадцати", "девятнадцат", Hard),
    word(20, "двадцать", "двадцати", "двадцат", Hard),
    word(30, "тридцать", "тридцати", "тридцат", Hard),
    word(40, "сорок", "сорока", "сороков", Stressed),
    word(50, "пятьдесят", "пятидесяти", "пятидесят", Hard),
    word(60, "шестьдесят", "шестидесяти", "шестидесят", Hard),
    word(70, "семьдесят", "семидесяти", "семидесят", Hard),
    word(80, "восемьдесят", "восьмидесяти", "восьмидесят", Hard),
    word(90, "девяносто", "девяноста", "девяност", Hard),
];

fn find(value: u8) -> Option<&'static Word> {
    WORDS.iter().find(|word| word.value == value)
}

impl Word {
    fn in_form(&self, form: RussianForm) -> String {
        use RussianForm as F;
        let [masculine, feminine, neuter, genitive, accusative, oblique] = self.ending.all();
        match (form, self.value) {
            (F::Feminine, 1) => "одна".to_owned(),
            (F::FeminineAccusative, 1) => "одну".to_owned(),
            (F::Neuter, 1) => "одно".to_owned(),
            (F::TotalFeminine, 1) => "одной".to_owned(),
            (F::Feminine | F::FeminineAccusative, 2) => "две".to_owned(),
            (F::Plain | F::Feminine | F::Neuter | F::FeminineAccusative, _) => self.nominative.to_owned(),
            (F::Total | F::TotalFeminine, _) => self.genitive.to_owned(),
            (F::Ordinal, _) => format!("{}{masculine}", self.stem),
            (F::OrdinalFeminine, _) => format!("{}{feminine}", self.stem),
            (F::OrdinalNeuter, _) => format!("{}{neuter}", self.stem),
            (F::OrdinalGenitive, _) => format!("{}{genitive}", self.stem),
            (F::OrdinalFeminineAccusative, _) => format!("{}{accusative}", self.stem),
            (F::OrdinalFeminineOblique, _) => format!("{}{oblique}", self.stem),
        }
    }

    /// A ten before a unit.
    const fn before_a_unit(&self, form: RussianForm) -> &'static str {
        match form {
            RussianForm::Total | RussianForm::TotalFeminine => self.genitive,
            RussianForm::Plain
            | RussianForm::Feminine
            | RussianForm::Neuter
            | RussianForm::FeminineAccusative
            | RussianForm::Ordinal
            | RussianForm::OrdinalFeminine
            | RussianForm::OrdinalNeuter
            | RussianForm::OrdinalGenitive
            | RussianForm::OrdinalFeminineAccusative
            | RussianForm::OrdinalFeminineOblique => self.nominative,
        }
    }
}

impl Ending {
    /// Masculine, feminine and neuter nominative, masculine genitive, feminine accusative, other
    /// feminine cases.
    const fn all(self) -> [&'static str; 6] {
        match self {
            Self::Hard => ["ый", "ая", "ое", "ого", "ую", "ой"],
            Self::Stressed => ["ой", "ая", "ое", "ого", "ую", "ой"],
            Self::Soft => ["ий", "ья", "ье", "ьего", "ью", "ьей"],
        }
    }
}

/// The number in words; none above 99.
pub(super) fn words(value: u8, form: RussianForm) -> Option<String> {
    if let Some(word) = find(value) {
        return Some(word.in_form(form));
    }
    let (tens, unit) = (find(value / 10 * 10)?, find(value % 10)?);
    Some(format!("{} {}", tens.before_a_unit(form), unit.in_form(form)))
}

/// What stands behind the digits of an ordinal: a hyphen and its last letter, or last two where
/// the last is a vowel after a consonant.
pub(super) const fn ending(value: u8, form: RussianForm) -> &'static str {
    match form {
        _ if value > super::GREATEST => "",
        RussianForm::Plain
        | RussianForm::Feminine
        | RussianForm::Neuter
        | RussianForm::FeminineAccusative
        | RussianForm::Total
        | RussianForm::TotalFeminine => "",
        RussianForm::Ordinal | RussianForm::OrdinalFeminineOblique => "-й",
        RussianForm::OrdinalFeminine => "-я",
        RussianForm::OrdinalNeuter => "-е",
        RussianForm::OrdinalGenitive => "-го",
        RussianForm::OrdinalFeminineAccusative => "-ю",
    }
}
