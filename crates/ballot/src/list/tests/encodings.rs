//! A name is read right or not at all: no encoding is ever chosen that the letters do not prove.

use proptest::prelude::*;

use super::*;

fn inferred(encoding: Encoding) -> ProblemKind {
    ProblemKind::EncodingInferred { encoding: encoding.to_string() }
}

fn candidates(bytes: &[u8]) -> Vec<String> {
    match only_problem(bytes) {
        ProblemKind::EncodingUnclear { candidates } => candidates,
        other => panic!("{other:?}"),
    }
}

fn named(encoding: Encoding) -> ReadOptions {
    ReadOptions { encoding: Some(encoding), ..ReadOptions::default() }
}

/// A list of the given names, each in both columns.
fn list(names: &[&str]) -> String {
    let rows: String = names.iter().map(|name| format!("{name};{name}\r\n")).collect();
    format!("name_kk;name_ru\r\n{rows}")
}

#[test]
fn every_encoding_gives_the_same_draft() {
    let text = delimited(&SAMPLE, ';');
    let expected = read_plain(text.as_bytes()).draft;
    for encoding in Encoding::ALL {
        let Some(bytes) = encode(encoding, &text) else {
            assert_eq!(encoding, Encoding::Windows1251);
            continue;
        };
        let marked = [encoding.mark(), &bytes].concat();
        for bytes in [&bytes, &marked] {
            let reading = read_plain(bytes);
            let one_byte = Encoding::ONE_BYTE.contains(&encoding);
            let warnings = if one_byte { vec![inferred(encoding)] } else { vec![] };
            assert_eq!(kinds(&reading), warnings, "{encoding}");
            assert_eq!(reading.draft, expected, "{encoding}");
            let reading = read("list.csv", bytes, &named(encoding));
            assert_eq!(kinds(&reading), []);
            assert_eq!(reading.draft, expected, "{encoding}");
        }
    }
}

#[test]
fn a_russian_list_needs_no_table_of_kazakh_letters() {
    let bytes = encode(Encoding::Windows1251, &delimited(&RUSSIAN, ';')).unwrap();
    let reading = read_plain(&bytes);
    assert_eq!(kinds(&reading), [inferred(Encoding::Windows1251)]);
    assert_eq!(reading.draft.contests[0].options[0].name.ru.as_deref(), Some("Иванов Иван"));
}

#[test]
fn kazakh_letters_settle_which_table_it_is() {
    for (encoding, name) in [
        (Encoding::Kz1048, "Тұрсынбекова"),
        (Encoding::Pt154, "Тұрсынбекова"),
        (Encoding::Kz1048, "Әсем"),
        (Encoding::Pt154, "Ғани"),
    ] {
        let reading = read_plain(&encode(encoding, &list(&[name, "Ким"])).unwrap());
        assert_eq!(kinds(&reading), [inferred(encoding)]);
        assert_eq!(reading.draft.contests[0].options[0].name.kk.as_deref(), Some(name));
    }
}

#[test]
fn letters_at_the_same_byte_are_not_guessed() {
    for (encoding, name) in [(Encoding::Kz1048, "Ғани"), (Encoding::Pt154, "Әсем")] {
        let bytes = encode(encoding, &list(&[name, "Қасым"])).unwrap();
        assert_eq!(candidates(&bytes), ["kz-1048", "pt154"]);
        let reading = read("list.csv", &bytes, &named(encoding));
        assert_eq!(reading.draft.contests[0].options[0].name.kk.as_deref(), Some(name));
    }
}

#[test]
fn a_word_of_every_ballot_tells_them_apart() {
    for encoding in [Encoding::Kz1048, Encoding::Pt154] {
        let bytes = encode(encoding, &list(&["Қасым", "Барлығына қарсымын"])).unwrap();
        let reading = read_plain(&bytes);
        assert_eq!(kinds(&reading), [inferred(encoding)]);
        assert_eq!(reading.draft.contests[0].options[1].name.kk.as_deref(), Some("Барлығына қарсымын"));
    }
}

#[test]
fn other_cyrillic_encodings_are_refused() {
    let text = list(&["Иванов Иван Иванович", "Петрова Анна Сергеевна", "Сидоренко Павел", "Против всех"]);
    for (name, text) in [("small", text.to_lowercase()), ("mixed", text.clone()), ("capital", text.to_uppercase())] {
        for encoding in [encoding_rs::KOI8_R, encoding_rs::IBM866, encoding_rs::ISO_8859_5] {
            let (bytes, _, _) = encoding.encode(&text);
            let reading = read_plain(&bytes);
            assert!(
                matches!(kinds(&reading).as_slice(), [ProblemKind::EncodingUnclear { .. }]),
                "{name} {}: {:?}",
                encoding.name(),
                reading.draft.contests
            );
        }
    }
}

#[test]
fn utf_8_with_one_broken_sign_is_refused() {
    let mut bytes = list(&["Тоқаев Қасым"]).into_bytes();
    bytes.truncate(bytes.len() - 3);
    assert!(!candidates(&bytes).contains(&"utf-8".to_owned()));
}

#[test]
fn an_encoding_that_cannot_be_is_refused_though_the_clerk_named_it() {
    let utf8 = list(&["Тоқаев"]);
    let refused = |bytes: &[u8], encoding| match kinds(&read("list.csv", bytes, &named(encoding))).as_slice() {
        [ProblemKind::EncodingUnclear { candidates }] => candidates.clone(),
        other => panic!("{other:?}"),
    };
    assert_eq!(refused(utf8.as_bytes(), Encoding::Kz1048), ["utf-8"]);
    assert_eq!(refused(format!("\u{feff}{utf8}").as_bytes(), Encoding::Windows1251), ["utf-8"]);
    assert_eq!(refused(b"name_kk;name_ru\r\n\x98;\x98\r\n", Encoding::Windows1251), ["pt154"]);
    assert_eq!(refused(b"name_kk;name_ru\r\n\xff;\xff\r\n", Encoding::Utf8).len(), 3);
}

#[test]
fn an_ascii_list_is_read_under_any_one_byte_name() {
    for encoding in Encoding::ONE_BYTE {
        assert_eq!(kinds(&read("list.csv", b"name_kk,name_ru\nA,B\n", &named(encoding))), []);
    }
}

proptest! {
    #[test]
    fn names_come_back_equal_or_the_clerk_is_asked(
        names in prop::collection::vec("[А-ЯЁӘҒҚҢӨҰҮҺІ][а-яёәғқңөұүһі]{3,9}( [А-ЯӘҒҚҢӨҰҮҺІ][а-яәғқңөұүһі]{3,9}){0,2}", 2..8)
    ) {
        let names: Vec<&str> = names.iter().map(String::as_str).collect();
        let text = list(&names);
        for encoding in Encoding::ALL {
            let Some(bytes) = encode(encoding, &text) else { continue };
            let told = read("list.csv", &bytes, &named(encoding));
            let asked = read_plain(&bytes);
            for reading in [told, asked] {
                if let [ProblemKind::EncodingUnclear { .. }] = kinds(&reading).as_slice() {
                    continue;
                }
                let options = reading.draft.contests[0].options.iter();
                let found: Vec<_> = options.map(|option| option.name.kk.clone().unwrap()).collect();
                prop_assert_eq!(&found, &names, "{}", encoding);
            }
        }
    }

    #[test]
    fn a_named_encoding_never_asks_back(name in "[А-ЯӘҒҚҢӨҰҮҺІ][а-яәғқңөұүһі]{3,9}") {
        for encoding in Encoding::ALL {
            let Some(bytes) = encode(encoding, &list(&[&name])) else { continue };
            prop_assert_eq!(kinds(&read("list.csv", &bytes, &named(encoding))), []);
        }
    }
}
