//! The reader against liblouis's golden file, and against itself.

use std::collections::BTreeMap;

use ballot::Language;

use super::super::fold::{Style, fold};
use super::super::reader::read;
use super::super::sheets::signed::reads_as;
use crate::braille::{self, Cell};

const GOLDEN: &str = include_str!("../../../data/braille/golden.tsv");
const DIFFERENCES: &str = include_str!("../../../data/braille/differences.tsv");

fn style(language: &str) -> Style {
    let (language, capitals) = match language {
        "kk" => (Language::Kk, false),
        "ru" => (Language::Ru, false),
        "ru-caps" => (Language::Ru, true),
        other => panic!("{other}"),
    };
    Style { language, capitals }
}

/// Language, print and cells of every line.
fn lines(table: &'static str) -> impl Iterator<Item = (Style, &'static str, Vec<char>)> {
    let lines = table.lines().filter(|line| !line.starts_with('#'));
    lines.map(|line| {
        let fields: Vec<&str> = line.split('\t').collect();
        (style(fields[0]), fields[1], fields[2].chars().collect())
    })
}

#[test]
fn every_golden_line_reads_as_its_print() {
    let mut wrong = Vec::new();
    for (style, print, cells) in lines(GOLDEN).chain(lines(DIFFERENCES)) {
        let (read, wanted) = (read(&cells, style.language), fold(print, style));
        if read.as_ref() != Ok(&wanted) {
            wrong.push(format!("{print:?}: {read:?}, not {wanted:?}"));
        }
    }
    assert!(wrong.is_empty(), "{} lines, such as {:#?}", wrong.len(), &wrong[..wrong.len().min(30)]);
}

#[test]
fn what_the_signed_sheet_says_a_line_reads_as_is_what_it_reads_as_here() {
    let mut wrong = Vec::new();
    for (style, print, cells) in lines(GOLDEN).chain(lines(DIFFERENCES)) {
        let language =
            if style.language == Language::Ru { braille::Language::Russian } else { braille::Language::Kazakh };
        let own = braille::Style { language, capitals: style.capitals };
        let text: String = cells.iter().collect();
        let parts = text.split('⠐').filter(|part| !part.is_empty());
        let said = parts.map(|part| {
            let cells: Vec<Cell> = part.chars().filter_map(Cell::from_char).collect();
            braille::back_translate(&cells, own).map_or("?".to_owned(), |text| text.trim().to_owned())
        });
        let said = said.collect::<Vec<_>>().join(" … ");
        if !reads_as(&said, &text, style) {
            wrong.push(format!("{print:?}: {text} {said:?}"));
        }
        assert!(!reads_as(&format!("{said}а"), &text, style), "{print}");
    }
    assert!(wrong.is_empty(), "{} lines, such as {:#?}", wrong.len(), &wrong[..wrong.len().min(40)]);
}

#[test]
fn no_two_different_cells_of_the_golden_file_read_alike() {
    for language in [Language::Kk, Language::Ru] {
        let mut known: BTreeMap<String, Vec<char>> = BTreeMap::new();
        for (_, print, cells) in lines(GOLDEN).filter(|(style, ..)| style.language == language) {
            let text = read(&cells, language).unwrap();
            let earlier = known.entry(text).or_insert_with(|| cells.clone());
            assert_eq!(*earlier, cells, "{print}");
        }
    }
}

#[test]
fn each_letter_digit_and_mark_has_a_cell_of_its_own() {
    let mut known = BTreeMap::new();
    for pattern in '\u{2801}'..='\u{283f}' {
        if let Ok(text) = read(&[pattern], Language::Kk) {
            assert_eq!(known.insert(text.clone(), pattern), None, "{text}");
        }
    }
    let alphabet = "аәбвгғдеёжзийкқлмнңоөпрстуұүфхһцчшщъыіьэюя";
    assert!(alphabet.chars().all(|letter| known.contains_key(&letter.to_string())));
    let digits: Vec<String> = "⠁⠃⠉⠙⠑⠋⠛⠓⠊⠚".chars().map(|cell| read(&['⠼', cell], Language::Kk).unwrap()).collect();
    assert_eq!(digits.concat(), "1234567890");
}
