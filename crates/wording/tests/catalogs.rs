//! The build script's own reader of the voice catalogs: what it takes, and what stops the build.

#![expect(unreachable_pub, reason = "the forms are public types of the crate")]

#[path = "../src/form.rs"]
mod form;
#[path = "../build/grammar.rs"]
mod grammar;
#[path = "../src/template.rs"]
mod template;
#[path = "../build/voice.rs"]
mod voice;
#[path = "../build/voice_code.rs"]
mod voice_code;

use grammar::{Piece, Slot, pieces};
use voice::Catalog;

const NOUNS: [&str; 3] = [
    "row = { other = 'қатар' }",
    "row = { number = 'feminine', one = 'строка', few = 'строки', other = 'строк' }",
    "row = { one = 'row', other = 'rows' }",
];

/// The code made of three catalogs with these phrases in Kazakh, Russian and English.
fn build(phrases: [&str; 3]) -> Result<String, String> {
    build_with(NOUNS, phrases)
}

fn build_with(nouns: [&str; 3], phrases: [&str; 3]) -> Result<String, String> {
    let ([kk, ru, en], [kk_phrases, ru_phrases, en_phrases]) = (nouns, phrases);
    let (kk, ru, en) = (catalog(kk, kk_phrases)?, catalog(ru, ru_phrases)?, catalog(en, en_phrases)?);
    let voices = voice::check(&kk, &ru, &en)?;
    voice_code::voice_enum(&voices).map_err(|error| error.to_string())
}

fn catalog(nouns: &str, phrases: &str) -> Result<Catalog, String> {
    toml::from_str(&format!("[nouns]\n{nouns}\n[phrases]\n{phrases}")).map_err(|error| error.to_string())
}

/// Why these phrases stop the build; nothing if they do not.
fn refusal(phrases: [&str; 3]) -> String {
    build(phrases).err().unwrap_or_default()
}

fn piece<'a>(slot: Slot<'a>, after: &'a str) -> Piece<'a> {
    Piece { slot, after }
}

#[test]
fn a_template_falls_into_clips_at_its_placeholders() {
    let expected = [
        piece(Slot::Words("Contest"), " "),
        piece(Slot::Number { field: "position", form: "plain" }, " "),
        piece(Slot::Words("of"), " "),
        piece(Slot::Number { field: "total", form: "total" }, ". "),
        piece(Slot::Name { field: "contest" }, "."),
    ];
    assert_eq!(pieces("Contest {position} of {total:total}. {contest}.").unwrap(), expected);
}

#[test]
fn signs_that_stand_alone_are_no_clip_and_those_of_a_sentence_stay_with_their_words() {
    let expected = [
        piece(Slot::Words("Взято:"), " «"),
        piece(Slot::Name { field: "option" }, "». "),
        piece(Slot::Words("Дальше – «вправо»."), ""),
    ];
    assert_eq!(pieces("Взято: «{option}». Дальше – «вправо».").unwrap(), expected);
    let expected = [
        piece(Slot::Words("«Төмен» перне:"), " "),
        piece(Slot::Name { field: "option" }, ". "),
        piece(Slot::Words("«Вниз»."), ""),
    ];
    assert_eq!(pieces("«Төмен» перне: {option}. «Вниз».").unwrap(), expected);
    let expected = [
        piece(Slot::Number { field: "row", form: "ordinal" }, "-"),
        piece(Slot::Words("қатар,"), " "),
        piece(Slot::Count { field: "n", noun: "row" }, "…"),
    ];
    assert_eq!(pieces("{row:ordinal}-қатар, {n:count row}…").unwrap(), expected);
}

#[test]
fn templates_that_cannot_be_said_are_refused() {
    for wrong in [
        "",
        " Begins with a space",
        "«{option}» begins with a sign",
        "Two {option}{contest} together",
        "An open {option",
        "A closed option}",
        "An empty {}",
        "A {Capital}",
        "A {form:of two words}",
        "A name {option:ordinal} with a form",
        "A name {option:count row} with a noun",
        "Two\nlines",
    ] {
        assert!(pieces(wrong).is_err(), "{wrong}");
    }
    assert_eq!(pieces("A {other:name}.").unwrap()[1].slot, Slot::Name { field: "other" });
}

#[test]
fn three_catalogs_that_agree_become_code() {
    let code = build([
        "a = '{n:count row} {option}'\n'a@touch' = 'Б'",
        "a = '{option} {n:count row}'\n'a@touch' = 'В'",
        "a = '{option}: {n:ordinal}'\n'a@touch' = 'T'",
    ])
    .unwrap();
    for wanted in [
        "n: u16",
        "option: Name",
        "(Language::En, Hands::Keypad | Hands::Switches)",
        "(Language::Ru, Hands::Touch)",
        "to.phrase(\"a.touch\", 0, \"В\", \"\");",
        "to.count(n, KK_ROW, \" \");",
        "to.number(n, Form::En(EnglishForm::Ordinal), \"\");",
    ] {
        assert!(code.contains(wanted), "{wanted}\n{code}");
    }
}

#[test]
fn a_key_that_one_language_lacks_stops_the_build() {
    assert_eq!(refusal(["", "a = 'б'", "a = 'b'"]), "voice/kk.toml: a: it is missing");
    assert_eq!(refusal(["a = 'б'", "", "a = 'b'"]), "voice/ru.toml: a: it is missing");
    assert_eq!(refusal(["a = 'б'", "a = 'б'", ""]), "voice/en.toml: a is missing, Kk has it");
    let variant = "a = 'b'\n'a@touch' = 'c'";
    assert_eq!(refusal([variant, "a = 'б'", variant]), "voice/ru.toml: a@touch: it is missing");
}

#[test]
fn a_placeholder_that_one_language_lacks_stops_the_build() {
    for other in ["a = 'Б {n}'", "a = 'Б {m} {n}'", "a = 'Б'", "a = 'Б {m:name}'"] {
        assert!(refusal([other, "a = 'Б {m}'", "a = 'B {m}'"]).starts_with("voice/kk.toml: a: not the"), "{other}");
        assert!(refusal(["a = 'Б {m}'", other, "a = 'B {m}'"]).starts_with("voice/ru.toml: a: not the"), "{other}");
    }
    let both = "a = '{m} and {m:name}'";
    assert!(refusal([both, both, both]).ends_with("{m} is a name and a number"));
}

#[test]
fn a_form_or_noun_that_a_language_does_not_have_stops_the_build() {
    let russian = "a = '{n:feminine}'";
    assert_eq!(refusal([russian; 3]), "voice/kk.toml: a: kk has no form of numbers named \"feminine\"");
    let plain = "a = '{n}'";
    assert_eq!(refusal([plain, plain, russian]), "voice/en.toml: a: en has no form of numbers named \"feminine\"");
    assert!(build([plain, russian, plain]).is_ok());
    assert_eq!(refusal(["a = '{n:count hole}'"; 3]), "voice/kk.toml: a: [nouns] has no hole");
}

#[test]
fn a_noun_without_a_form_that_its_language_needs_stops_the_build() {
    let [kk, ru, en] = NOUNS;
    for wrong in [
        ["row = { one = 'a', other = 'b' }", ru, en],
        [kk, "row = { one = 'а', other = 'б' }", en],
        [kk, "row = { number = 'ablative', one = 'а', few = 'б', other = 'в' }", en],
        [kk, ru, "row = { other = 'rows' }"],
        [kk, ru, "row = { one = 'row', few = 'rows', other = 'rows' }"],
        [kk, ru, "row = { one = 'row', other = '' }"],
    ] {
        let refusal = build_with(wrong, [""; 3]).unwrap_err();
        assert!(refusal.starts_with("voice/") && refusal.contains("[nouns] row"), "{wrong:?}: {refusal}");
    }
}

#[test]
fn a_variant_needs_a_base_and_no_more_placeholders_than_it() {
    assert_eq!(refusal(["'a@touch' = 'b'"; 3]), "voice/en.toml: a@touch has no base a");
    let wrong = "a = 'b'\n'a@switch' = 'b {n}'";
    assert_eq!(refusal([wrong; 3]), "voice/en.toml: a@switch has a placeholder that a has not");
    for wrong in ["'a@foot' = 'b'", "'a@' = 'b'", "'A' = 'b'", "'a-b' = 'b'", "'1a' = 'b'", "'a@touch@switch' = 'b'"] {
        assert!(refusal([wrong; 3]).contains("is no key"), "{wrong}");
    }
}
