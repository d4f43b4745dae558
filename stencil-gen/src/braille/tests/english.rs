//! English against liblouis's golden file, and read back.

use super::super::*;

const EN: Style = Style::new(Language::English);

fn golden() -> impl Iterator<Item = (&'static str, &'static str)> {
    let lines = include_str!("../../../data/braille/golden-en.tsv").lines().filter(|line| !line.starts_with('#'));
    lines.map(|line| {
        let mut fields = line.split('\t').skip(1);
        (fields.next().unwrap(), fields.next().unwrap())
    })
}

#[test]
fn english_equals_liblouis_on_every_golden_line() {
    assert!(golden().count() > 700);
    for (print, braille) in golden() {
        let own = translate(print, EN).unwrap_or_else(|unknown| panic!("{print}: {unknown}"));
        assert_eq!(to_unicode(&own), braille, "{print}");
    }
}

#[test]
fn english_reads_back() {
    for (print, _) in golden() {
        let cells = translate(print, EN).unwrap();
        assert_eq!(back_translate(&cells, EN).unwrap(), fold_for_reading(print, EN).unwrap());
    }
}

#[test]
fn a_letter_after_a_number_and_a_stop_is_no_digit() {
    let en = |text| to_unicode(&translate(text, EN).unwrap());
    assert_eq!(en("5.a"), "⠼⠑⠲⠰⠁");
    assert_eq!(en("5. a"), "⠼⠑⠲⠀⠁");
    assert_eq!(en("1 000"), "⠼⠁⠀⠼⠚⠚⠚");
    assert_eq!(en("(\"b\")"), "⠐⠣⠦⠃⠴⠐⠜");
}

#[test]
fn signs_outside_the_english_table_are_errors() {
    for sign in "қ₸№ñ½\u{7}".chars() {
        let text = format!("ab{sign}");
        assert_eq!(translate(&text, EN), Err(UnknownSign { sign, position: 2 }), "{sign:?}");
    }
}
