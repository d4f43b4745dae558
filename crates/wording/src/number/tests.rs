//! Every number in every form: read once in a snapshot, and held against rules that do not use
//! the tables.

use std::fmt::Write;

use super::*;

/// Vowels that ask for a front suffix, wherever they stand in the word.
const FRONT: [char; 5] = ['ә', 'е', 'ө', 'ү', 'і'];

fn forms() -> Vec<Form> {
    let kk = KazakhForm::NAMED.iter().map(|(_, form)| Form::Kk(*form));
    let ru = RussianForm::NAMED.iter().map(|(_, form)| Form::Ru(*form));
    let en = [EnglishForm::Plain, EnglishForm::Ordinal].map(Form::En);
    kk.chain(ru).chain(en).collect()
}

fn spoken(form: Form) -> impl Iterator<Item = String> {
    (0..=GREATEST).map(move |value| form.spoken(value))
}

fn last_word(words: &str) -> &str {
    words.rsplit(' ').next().unwrap()
}

#[test]
fn every_number_in_every_form() {
    for form in forms() {
        let mut table = String::new();
        for value in 0..=GREATEST {
            writeln!(table, "{}\t{}", form.shown(value), form.spoken(value)).unwrap();
        }
        insta::assert_snapshot!(format!("{:?}_{}", form.language(), form.name()), table);
    }
}

#[test]
fn no_two_numbers_sound_alike_in_one_form() {
    for form in forms() {
        let mut all: Vec<_> = spoken(form).collect();
        all.sort();
        all.dedup();
        assert_eq!(all.len(), 100, "{form:?}");
    }
}

#[test]
fn words_have_no_digits_up_to_99_and_digits_above() {
    for form in forms() {
        assert!(spoken(form).all(|words| words.chars().all(|sign| sign.is_alphabetic() || " -".contains(sign))));
        assert_eq!(form.spoken(100), "100");
        assert!(form.shown(100).starts_with("100"));
    }
}

#[test]
fn each_form_has_a_name_of_its_own() {
    for form in forms() {
        let same = |other: &&Form| other.language() == form.language() && other.name() == form.name();
        assert_eq!(forms().iter().filter(same).count(), 1, "{form:?}");
    }
}

#[test]
fn kazakh_ordinals_are_those_of_the_grammar_book() {
    let written = "нөлінші бірінші екінші үшінші төртінші бесінші алтыншы жетінші сегізінші тоғызыншы оныншы \
                   он_бірінші он_екінші он_үшінші он_төртінші он_бесінші он_алтыншы он_жетінші он_сегізінші \
                   он_тоғызыншы жиырмасыншы";
    let tens = "отызыншы қырқыншы елуінші алпысыншы жетпісінші сексенінші тоқсаныншы";
    let form = Form::Kk(KazakhForm::Ordinal);
    let first = (0..=20).map(|value| form.spoken(value).replace(' ', "_"));
    assert!(first.eq(written.split_whitespace()));
    assert!((3..=9).map(|ten| form.spoken(ten * 10)).eq(tens.split_whitespace()));
}

#[test]
fn kazakh_suffixes_follow_vowels_and_consonants() {
    for value in 0..=GREATEST {
        let plain = Form::Kk(KazakhForm::Plain).spoken(value);
        let word = last_word(&plain);
        let front = word.contains(FRONT);
        // «у» ends «елу» as a consonant does: «елудің».
        let vowel = word.ends_with(['а', 'е', 'ы', 'і']);
        let nasal = word.ends_with('н');
        let voiceless = word.ends_with(['ш', 'т', 'с', 'қ']);
        let either = |a: &'static str, b: &'static str| if front { a } else { b };
        let ablative = match (nasal, voiceless) {
            (true, _) => either("нен", "нан"),
            (_, true) => either("тен", "тан"),
            _ => either("ден", "дан"),
        };
        let genitive = match (vowel || nasal, voiceless) {
            (true, _) => either("нің", "ның"),
            (_, true) => either("тің", "тың"),
            _ => either("дің", "дың"),
        };
        let dative = if voiceless { either("ке", "қа") } else { either("ге", "ға") };
        let ordinal = either("нші", "ншы");
        for (form, suffix) in
            [(KazakhForm::Total, ablative), (KazakhForm::Genitive, genitive), (KazakhForm::Dative, dative)]
        {
            assert_eq!(Form::Kk(form).spoken(value), format!("{plain}{suffix}"));
            assert_eq!(Form::Kk(form).shown(value), format!("{value}-{suffix}"));
        }
        assert!(Form::Kk(KazakhForm::Ordinal).spoken(value).ends_with(ordinal), "{value}");
        let shown = ordinal.trim_start_matches('н');
        assert_eq!(Form::Kk(KazakhForm::Ordinal).shown(value), format!("{value}-{shown}"));
    }
}

#[test]
fn russian_ordinals_are_those_of_the_grammar_book() {
    let written = "нулевой первый второй третий четвёртый пятый шестой седьмой восьмой девятый десятый одиннадцатый \
                   двенадцатый тринадцатый четырнадцатый пятнадцатый шестнадцатый семнадцатый восемнадцатый \
                   девятнадцатый двадцатый";
    let tens = "тридцатый сороковой пятидесятый шестидесятый семидесятый восьмидесятый девяностый";
    let form = Form::Ru(RussianForm::Ordinal);
    assert!((0..=20).map(|value| form.spoken(value)).eq(written.split_whitespace()));
    assert!((3..=9).map(|ten| form.spoken(ten * 10)).eq(tens.split_whitespace()));
}

#[test]
fn russian_ordinals_agree_in_gender_and_case() {
    for value in 0..=GREATEST {
        let masculine = Form::Ru(RussianForm::Ordinal).spoken(value);
        let stem = masculine.strip_suffix("ый").or(masculine.strip_suffix("ой")).or(masculine.strip_suffix("ий"));
        let soft = masculine.ends_with("третий");
        for (form, hard, after_soft) in [
            (RussianForm::OrdinalFeminine, "ая", "ья"),
            (RussianForm::OrdinalNeuter, "ое", "ье"),
            (RussianForm::OrdinalGenitive, "ого", "ьего"),
            (RussianForm::OrdinalFeminineAccusative, "ую", "ью"),
            (RussianForm::OrdinalFeminineOblique, "ой", "ьей"),
        ] {
            let ending = if soft { after_soft } else { hard };
            assert_eq!(Form::Ru(form).spoken(value), format!("{}{ending}", stem.unwrap()));
            let letters = if form == RussianForm::OrdinalGenitive { 2 } else { 1 };
            let last: String = ending.chars().skip(ending.chars().count() - letters).collect();
            assert_eq!(Form::Ru(form).shown(value), format!("{value}-{last}"));
        }
        assert_eq!(Form::Ru(RussianForm::Ordinal).shown(value), format!("{value}-й"));
    }
}

#[test]
fn russian_genders_differ_in_one_and_two_only() {
    for value in 0..=GREATEST {
        let say = |form| Form::Ru(form).spoken(value);
        let plain = say(RussianForm::Plain);
        let with = |one: &str, two: &str| match (value % 10, value / 10) {
            (1 | 2, 1) => plain.clone(),
            (1, _) => format!("{}{one}", plain.strip_suffix("один").unwrap()),
            (2, _) => format!("{}{two}", plain.strip_suffix("два").unwrap()),
            _ => plain.clone(),
        };
        assert_eq!(say(RussianForm::Feminine), with("одна", "две"));
        assert_eq!(say(RussianForm::FeminineAccusative), with("одну", "две"));
        assert_eq!(say(RussianForm::Neuter), with("одно", "два"));
    }
}

#[test]
fn every_word_of_a_russian_total_stands_in_the_genitive() {
    let (units, tens) = (
        "ноля одного двух трёх четырёх пяти шести семи восьми девяти",
        "двадцати тридцати сорока пятидесяти шестидесяти семидесяти восьмидесяти девяноста",
    );
    for value in 0..=GREATEST {
        let words = Form::Ru(RussianForm::Total).spoken(value);
        let expected = match (value / 10, value % 10) {
            (0, unit) => units.split(' ').nth(usize::from(unit)).unwrap().to_owned(),
            (1, _) => Form::Ru(RussianForm::Plain).spoken(value).replace('ь', "и").replacen("восим", "восем", 1),
            (ten, unit) => {
                let ten = tens.split(' ').nth(usize::from(ten) - 2).unwrap();
                let unit = units.split(' ').nth(usize::from(unit)).filter(|_| unit != 0);
                unit.map_or_else(|| ten.to_owned(), |unit| format!("{ten} {unit}"))
            }
        };
        assert_eq!(words, expected, "{value}");
        let feminine = Form::Ru(RussianForm::TotalFeminine).spoken(value);
        assert_eq!(feminine.replace("одной", "одного"), words);
        assert_eq!(feminine.ends_with("одной"), words.ends_with("одного"));
    }
}

#[test]
fn english_digits_end_as_the_word_does() {
    for value in 0..=GREATEST {
        let word = Form::En(EnglishForm::Ordinal).spoken(value);
        let ending = word.chars().skip(word.chars().count() - 2).collect::<String>();
        assert_eq!(Form::En(EnglishForm::Ordinal).shown(value), format!("{value}{ending}"));
    }
}

#[test]
fn english_words_count_as_people_do() {
    let plain = Form::En(EnglishForm::Plain);
    let units = "one two three four five six seven eight nine";
    for (ten, begin) in (2..).zip("twenty thirty forty fifty sixty seventy eighty ninety".split(' ')) {
        assert_eq!(plain.spoken(ten * 10), begin);
        for (unit, end) in (1..).zip(units.split(' ')) {
            assert_eq!(plain.spoken(ten * 10 + unit), format!("{begin}-{end}"));
        }
    }
}
