//! Tests of Braille: cells, table and single rules here, oracles and reading in their own files.

mod english;
mod oracle;
mod reading;

use std::collections::BTreeSet;

use super::table::{self, Kind};
use super::*;

const KK: Style = Style::new(Language::Kazakh);
const RU: Style = Style::new(Language::Russian);

fn kk(text: &str) -> String {
    to_unicode(&translate(text, KK).unwrap())
}

fn ru(text: &str) -> String {
    to_unicode(&translate(text, RU).unwrap())
}

/// Cells from Unicode Braille; a plain space stands for a blank.
fn cells(braille: &str) -> Vec<Cell> {
    braille.chars().map(|ch| if ch == ' ' { Cell::BLANK } else { Cell::from_char(ch).unwrap() }).collect()
}

fn dots(digits: &str) -> Cell {
    Cell::from_dots(&digits.bytes().map(|digit| digit - b'0').collect::<Vec<_>>())
}

#[test]
fn a_cell_keeps_its_dots_and_its_pattern() {
    for bits in 0..64_u32 {
        let pattern = char::from_u32(0x2800 + bits).unwrap();
        let cell = Cell::from_char(pattern).unwrap();
        assert_eq!(cell.to_char(), pattern);
        assert_eq!(u32::from(cell.bits()), bits);
        assert_eq!(Cell::from_dots(&cell.dots().collect::<Vec<_>>()), cell);
        assert!((1..=6).all(|dot| cell.has_dot(dot) == (bits >> (dot - 1) & 1 == 1)));
    }
    assert_eq!(format!("{:?}", dots("1456")), "⠹ 1456");
}

#[test]
fn dots_seven_and_eight_do_not_exist() {
    assert_eq!(Cell::from_dots(&[0, 7, 8, 255]), Cell::BLANK);
    assert!(!Cell::from_dots(&[1, 2, 3, 4, 5, 6]).has_dot(7));
    for other in ['\u{27FF}', '\u{2840}', '\u{28FF}', '\u{2900}', 'a', ' ', '\u{0}', '\u{10FFFF}'] {
        assert_eq!(Cell::from_char(other), None, "{other:?}");
    }
}

#[test]
fn every_table_dot_is_between_one_and_six_and_ascending() {
    let letters = table::letters().map(|letter| letter.dots);
    let digits = table::DIGITS.iter().map(|(_, dots)| *dots);
    let marks = table::MARKS.iter().map(|(_, dots)| *dots);
    let double = table::DOUBLE_MARKS.iter().flat_map(|(_, pair)| *pair);
    for dots in letters.chain(digits).chain(marks).chain(double) {
        assert!(dots.iter().all(|dot| (1..=6).contains(dot)), "{dots:?}");
        assert!(dots.is_sorted_by(|a, b| a < b), "{dots:?}");
    }
}

#[test]
fn the_42_cyrillic_letters_have_42_patterns() {
    let letters: Vec<_> = table::RUSSIAN.iter().chain(&table::KAZAKH).collect();
    let patterns: BTreeSet<_> = letters.iter().map(|letter| Cell::from_dots(letter.dots)).collect();
    assert_eq!((letters.len(), patterns.len()), (42, 42));
    assert!(!patterns.contains(&Cell::BLANK));
}

#[test]
fn every_pair_of_cases_is_one_letter() {
    for letter in table::letters() {
        assert_eq!(letter.upper.to_lowercase().collect::<String>(), letter.lower.to_string());
    }
}

#[test]
fn the_nine_kazakh_letters_are_written_in_capitals_too() {
    assert_eq!(kk("ӘҒҚҢӨҰҮҺІ"), "⠜⠻⠹⠩⠣⠬⠌⠧⠽");
    assert_eq!(kk("әғқңөұүһі"), "⠜⠻⠹⠩⠣⠬⠌⠧⠽");
}

#[test]
fn names_and_answers_are_written_as_known() {
    assert_eq!(kk("Тоқаев Қасым-Жомарт Кемелұлы"), "⠞⠕⠹⠁⠑⠺⠀⠹⠁⠎⠮⠍⠤⠚⠕⠍⠁⠗⠞⠀⠅⠑⠍⠑⠇⠬⠇⠮");
    assert_eq!(kk("Барлығына қарсымын"), "⠃⠁⠗⠇⠮⠻⠮⠝⠁⠀⠹⠁⠗⠎⠮⠍⠮⠝");
    assert_eq!(ru("Против всех"), "⠏⠗⠕⠞⠊⠺⠀⠺⠎⠑⠓");
    assert_eq!(kk("партия \"Respublica\""), "⠏⠁⠗⠞⠊⠫⠀⠦⠨⠗⠑⠎⠏⠥⠃⠇⠊⠉⠁⠴");
    assert_eq!(kk("№ 12"), "⠝⠼⠁⠃");
}

#[test]
fn brackets_follow_the_language() {
    assert_eq!(kk("(өзін-өзі ұсыну)"), "⠶⠣⠵⠽⠝⠤⠣⠵⠽⠀⠬⠎⠮⠝⠥⠶");
    assert_eq!(kk("(2-тур)"), "⠣⠼⠃⠤⠞⠥⠗⠜");
    assert_eq!(ru("согласен (-на)"), "⠎⠕⠛⠇⠁⠎⠑⠝⠀⠣⠤⠝⠁⠜");
}

#[test]
fn a_number_has_one_sign_and_its_digits() {
    for n in [0, 1, 9, 10, 43, 102, 1_234_567_890, u32::MAX] {
        assert_eq!(number(n), translate(&n.to_string(), KK).unwrap());
    }
    assert_eq!(to_unicode(&number(12)), "⠼⠁⠃");
}

#[test]
fn capitals_are_marked_only_when_asked_for() {
    let capitals = |text| to_unicode(&translate(text, KK.with_capitals()).unwrap());
    assert_eq!(kk("Әуез ҚР"), "⠜⠥⠑⠵⠀⠹⠗");
    assert_eq!(capitals("Әуез ҚР"), "⠘⠜⠥⠑⠵⠀⠘⠘⠹⠗");
    assert_eq!(capitals("Қ. К."), "⠘⠹⠲⠀⠘⠅⠲");
    assert_eq!(capitals("әқ"), "⠜⠹");
}

#[test]
fn every_quotation_mark_has_a_direction() {
    for text in ["«Ауыл»", "\"Ауыл\"", "“Ауыл”", "„Ауыл“", "„Ауыл”"] {
        assert_eq!(kk(text), "⠦⠁⠥⠮⠇⠴", "{text}");
    }
    assert_eq!(kk("\"Ауыл\", \"Ақ жол\""), "⠦⠁⠥⠮⠇⠴⠂⠦⠁⠹⠀⠚⠕⠇⠴");
    assert_eq!(kk("„а “б” в“"), "⠦⠁⠀⠦⠃⠴⠀⠺⠴");
}

#[test]
fn each_sign_of_the_table_is_written_and_nothing_else() {
    for (sign, kind, sign_cells) in Table::standard().entries() {
        let written = translate(&sign.to_string(), RU).unwrap();
        assert!(written.ends_with(sign_cells), "{sign:?}");
        let signs_before = usize::from(kind == Kind::Digit || kind.is_latin());
        assert_eq!(written.len(), sign_cells.len() + signs_before, "{sign:?}");
    }
}

#[test]
fn signs_without_a_rule_are_errors_with_their_place() {
    let strange = "₸😀єїґўӹ\u{301}\u{306}\u{200B}\u{FEFF}\u{AD}\u{0}\u{7}\u{7F}\u{85}əƏ²½١§#&*@_[]{}\\|~^<>°‘‹›\
                   \u{212A}\u{2800}\u{2801}\u{202E}İıßéöŞҗ";
    for sign in strange.chars() {
        let text = format!("Иә {sign} жоқ");
        assert_eq!(translate(&text, KK), Err(UnknownSign { sign, position: 3 }), "{sign:?}");
        assert_eq!(translate(&text, RU), Err(UnknownSign { sign, position: 3 }), "{sign:?}");
        assert_eq!(fold_for_reading(&text, KK), Err(UnknownSign { sign, position: 3 }));
    }
}

#[test]
fn the_error_names_the_sign_and_its_place() {
    let error = translate("12 000 ₸", KK).unwrap_err();
    assert_eq!(error.to_string(), "no Braille cell for '₸' (U+20B8), character 8 of the text");
}

#[test]
fn every_other_character_of_the_first_plane_is_refused_without_a_panic() {
    let forms = "\t\n\u{B}\u{C}\r\u{A0}\u{2028}\u{2029}\u{202F}\u{205F}’ʼ…\"“”„";
    let spaces_and_dashes = |ch: char| matches!(ch, '\u{2000}'..='\u{200A}' | '\u{2010}'..='\u{2015}');
    let mut refused = 0;
    for ch in (0..=0xFFFF).filter_map(char::from_u32) {
        let known = Table::standard().kind(ch).is_some() || forms.contains(ch) || spaces_and_dashes(ch);
        match translate(&format!("а{ch}5"), KK) {
            Ok(written) => assert!(known && written.len() >= 3, "{ch:?}"),
            Err(error) => {
                assert!(!known, "{ch:?}");
                assert_eq!(error, UnknownSign { sign: ch, position: 1 });
                refused += 1;
            }
        }
    }
    assert!(refused > 60_000);
}

#[test]
fn an_altered_table_changes_the_letter_in_both_cases_and_nothing_else() {
    let altered = Table::standard().clone().with_entry('қ', dots("123456"));
    for (text, braille) in [("қ", "⠿"), ("Қ", "⠿"), ("к", "⠅")] {
        assert_eq!(translate_with(&altered, text, KK).unwrap(), cells(braille));
    }
    let unknown = Table::standard().clone().with_entry('₸', dots("1"));
    assert!(translate_with(&unknown, "₸", KK).is_err());
}

#[test]
fn no_text_is_no_cells() {
    assert_eq!(translate("", KK), Ok(Vec::new()));
    assert_eq!(back_translate(&[], KK), Ok(String::new()));
}
