//! What engines stumble over, and what they are given instead.

use ballot::Language::{self, En, Kk, Ru};

use super::*;

#[track_caller]
fn said(language: Language, cases: &[(&str, &str)]) {
    for (text, expected) in cases {
        assert_eq!(normalize(text, language).text, *expected, "{text}");
    }
}

/// The guesses, printed.
fn guesses(text: &str, language: Language) -> Vec<String> {
    normalize(text, language).guesses.iter().map(|guess| format!("{guess:?}")).collect()
}

#[test]
fn kazakh_ordinals_are_said_in_full() {
    said(
        Kk,
        &[
            ("3-ші", "үшінші"),
            ("6-шы қатар", "алтыншы қатар"),
            ("40-шы", "қырқыншы"),
            ("7-қатар", "жетінші қатар"),
            ("100-ші", "жүзінші"),
            ("2000-шы", "екі мыңыншы"),
            ("125-ші", "жүз жиырма бесінші"),
        ],
    );
}

#[test]
fn kazakh_case_endings_join_the_word_of_the_number() {
    said(
        Kk,
        &[("7-ден 10-ға дейін", "жетіден онға дейін"), ("30-дың", "отыздың"), ("5-те", "бесте"), ("2-еу", "екіеу")],
    );
}

#[test]
fn kazakh_numbers_percents_and_fractions_are_words() {
    said(
        Kk,
        &[
            ("50%", "елу пайыз"),
            ("50 %", "елу пайыз"),
            ("3,5%", "үш бүтін оннан бес пайыз"),
            ("0", "нөл"),
            ("1 000 000", "бір миллион"),
            ("1500", "мың бес жүз"),
            ("№ 5", "нөмір бес"),
            ("№5-ші", "нөмір бесінші"),
            ("№ 1 бір мандатты округ", "нөмір бір, бір мандатты округ"),
        ],
    );
}

#[test]
fn kazakh_years_and_dates_are_ordinals() {
    said(
        Kk,
        &[
            ("2022 жылғы 20 қараша", "екі мың жиырма екінші жылғы жиырмасыншы қараша"),
            ("2026 ж.", "екі мың жиырма алтыншы жыл"),
            ("20 қарашада", "жиырмасыншы қарашада"),
            ("5 жыл", "бес жыл"),
            ("20.11.2022", "екі мың жиырма екінші жылғы жиырмасыншы қараша"),
            ("2027-06-06", "екі мың жиырма жетінші жылғы алтыншы маусым"),
        ],
    );
}

#[test]
fn kazakh_abbreviations_and_initials_are_words_or_letters() {
    said(
        Kk,
        &[
            ("ҚР Президентін сайлау", "Қазақстан Республикасының Президентін сайлау"),
            ("ҚР-да", "Қазақстан Республикасында"),
            ("ҚР", "Қазақстан Республикасы"),
            ("ЖСН", "жэ эс эн"),
            ("Л. Тоқаев", "эл Тоқаев"),
            ("Тоқаев Қ. К.", "Тоқаев қа ка"),
            ("Ким Л", "Ким эл"),
            ("ҒҒТП", "ға ға тэ пэ"),
        ],
    );
}

#[test]
fn russian_ordinals_agree_with_their_ending_and_noun() {
    said(
        Ru,
        &[
            ("3-й", "третий"),
            ("3-й кандидат", "третий кандидат"),
            ("в 3-й строке", "в третьей строке"),
            ("3-я строка", "третья строка"),
            ("3-е место", "третье место"),
            ("с 3-го", "с третьего"),
            ("к 3-му", "к третьему"),
            ("в 3-м", "в третьем"),
            ("21-ю", "двадцать первую"),
            ("90-х", "девяностых"),
            ("2-х", "двух"),
            ("5-ти", "пяти"),
            ("100-й", "сотый"),
            ("1000-я", "тысячная"),
            ("2000-й", "двухтысячный"),
            ("12-летний", "двенадцатилетний"),
        ],
    );
}

#[test]
fn russian_numbers_percents_and_fractions_are_words() {
    said(
        Ru,
        &[
            ("1%", "один процент"),
            ("2%", "два процента"),
            ("50 %", "пятьдесят процентов"),
            ("11%", "одиннадцать процентов"),
            ("3,5 %", "три целых пять десятых процента"),
            ("1,1", "одна целая одна десятая"),
            ("21 000", "двадцать одна тысяча"),
            ("2 000 000", "два миллиона"),
            ("№ 31", "номер тридцать один"),
            ("округ № 1, Алматы", "округ номер один, Алматы"),
        ],
    );
}

#[test]
fn russian_dates_are_in_the_genitive_and_years_ordinals() {
    said(
        Ru,
        &[
            ("20 ноября 2022 года", "двадцатого ноября две тысячи двадцать второго года"),
            ("20 ноября 2022 г.", "двадцатого ноября две тысячи двадцать второго года"),
            ("в 2026 году", "в две тысячи двадцать шестом году"),
            ("2023 год", "две тысячи двадцать третий год"),
            ("06.06.2027", "шестого июня две тысячи двадцать седьмого года"),
            ("в 08:00", "в восемь ноль ноль"),
            ("5 лет", "пять лет"),
        ],
    );
}

#[test]
fn russian_abbreviations_and_initials_are_words_or_letters() {
    said(
        Ru,
        &[
            ("Президент РК", "Президент Республики Казахстан"),
            ("ИИН", "и и эн"),
            ("Иванов Л. Й.", "Иванов эл и краткое"),
            ("В городе", "В городе"),
            ("акима г. Алматы", "акима города Алматы"),
            ("XXI век", "двадцать первый век"),
            ("МВД", "эм вэ дэ"),
        ],
    );
}

#[test]
fn english_numbers_dates_and_ordinals_are_words() {
    said(
        En,
        &[
            ("3rd row", "third row"),
            ("22nd", "twenty-second"),
            ("112th", "one hundred and twelfth"),
            ("50%", "fifty percent"),
            ("1,000", "one thousand"),
            ("3.5", "three point five"),
            ("20 November 2022", "the twentieth of November twenty twenty-two"),
            ("November 20, 2022", "November the twentieth, twenty twenty-two"),
            ("2005", "two thousand and five"),
            ("1905", "nineteen oh five"),
            ("2027-06-06", "the sixth of June twenty twenty-seven"),
            ("No. 5", "number five"),
            ("don't", "don't"),
        ],
    );
}

#[test]
fn quotes_dashes_and_brackets_become_pauses_or_nothing() {
    said(Ru, &[("Партия «Ауыл»", "Партия Ауыл"), ("Да – согласен", "Да, согласен"), ("Ким (Алматы).", "Ким, Алматы.")]);
    said(Kk, &[("«Байтақ» жасылдар", "Байтақ жасылдар"), ("Қасым-Жомарт", "Қасым-Жомарт"), ("Күтіңіз…", "Күтіңіз.")]);
    said(
        Ru,
        &[
            ("Да,  нет ;", "Да, нет;"),
            ("Выбрано: ", "Выбрано:"),
            ("Ким (Алматы)", "Ким, Алматы"),
            ("Да –", "Да"),
            ("А/Б", "А бэ"),
        ],
    );
}

#[test]
fn no_engine_is_given_a_command() {
    said(En, &[("[[hello]]", "hello"), ("-x evil", "x evil"), ("<mark/>", "mark"), ("--", "")]);
    assert_eq!(as_given("-f [[x]]\n <b>").text, "f x b");
    assert_eq!(as_given("Ай Ти").text, "Ай Ти");
}

#[test]
fn words_in_capitals_are_not_spelled() {
    said(Kk, &[("ТОҚАЕВ ҚАСЫМ", "Тоқаев Қасым")]);
    said(Ru, &[("МЕДВЕДЕВ", "Медведев")]);
    said(En, &[("the CEC", "the CEC"), ("WARNING", "Warning")]);
}

#[test]
fn letters_that_a_language_does_not_have_are_written_in_its_own_and_told() {
    said(Ru, &[("Тоқаев Әлия", "Токаев Алия"), ("AMANAT", "Аманат"), ("Ким L.", "Ким эл")]);
    said(Kk, &[("AMANAT", "Аманат"), ("Respublica", "Республика")]);
    said(En, &[("Тоқаев", "Tokaev"), ("Жұмабай", "Zhumabay")]);
    assert_eq!(guesses("Тоқаев", Ru), [r#"Foreign("Тоқаев")"#]);
    assert_eq!(guesses("партиясы AMANAT", Kk), [r#"Foreign("AMANAT")"#]);
    assert!(guesses("Тоқаев", Kk).is_empty());
}

#[test]
fn what_the_rules_are_not_sure_of_is_told() {
    assert_eq!(guesses("5–7", Ru), [r#"Number("5")"#]);
    assert_eq!(guesses("007", Kk), [r#"Number("007")"#]);
    assert_eq!(guesses("☺", En), ["Sign('☺')"]);
    assert_eq!(guesses("МВД и ГРЭС", Ru), [r#"Abbreviation("МВД")"#, r#"Abbreviation("ГРЭС")"#]);
    assert_eq!(guesses("г. Алматы", Ru), [r#"Abbreviation("г.")"#]);
    assert!(guesses("20 ноября 2022 года, 50 %, № 5, Ким А. Б.", Ru).is_empty());
}

#[test]
fn words_come_out_as_they_went_in() {
    for (language, text) in [
        (Kk, "Барлығына қарсымын"),
        (Ru, "Выберите не больше одного."),
        (En, "You can choose one."),
        (Kk, "Тоқаев Қасым-Жомарт Кемелұлы"),
    ] {
        assert_eq!(normalize(text, language), Said { text: text.to_owned(), guesses: Vec::new() });
    }
}

#[test]
fn what_was_said_once_is_said_the_same_again() {
    for language in [Kk, Ru, En] {
        for text in ["7-қатар, 50 %", "Тоқаев Қ. К.", "20 ноября 2022 г.", "ҚР-да № 5", "3rd, 1,000"]
        {
            let once = normalize(text, language).text;
            assert_eq!(normalize(&once, language).text, once, "{text}");
        }
    }
}

#[test]
fn no_digit_and_no_strange_sign_is_left_in_any_number() {
    for language in [Kk, Ru, En] {
        for value in (0_u64..2300).chain([10_000, 100_000, 123_456, 1_000_000, 21_000_021, 999_999_999_999]) {
            for text in [value.to_string(), format!("{value}-ші"), format!("{value}-я"), format!("{value}%")] {
                let said = normalize(&text, language).text;
                let strange = |sign: char| !(sign.is_alphabetic() || sign == ' ' || sign == '-');
                assert!(!said.is_empty() && !said.contains(strange) && !said.contains("  "), "{text}: {said}");
            }
        }
    }
}
