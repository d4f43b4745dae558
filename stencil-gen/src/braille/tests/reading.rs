//! Back-translation: what was written is what is read.

use super::oracle::{GOLDEN, rows, style};
use super::*;

fn read(braille: &str, style: Style) -> String {
    back_translate(&cells(braille), style).unwrap()
}

fn assert_reads_back(text: &str, style: Style) {
    let written = translate(text, style).unwrap();
    let expected = fold_for_reading(text, style).unwrap();
    let braille = to_unicode(&written);
    assert_eq!(back_translate(&written, style).as_ref(), Ok(&expected), "{text:?} {braille}");
}

#[test]
fn every_unambiguous_golden_line_reads_back() {
    let mut lines = 0;
    for row in rows(GOLDEN).filter(|row| row.get(3) != Some(&"ambiguous")) {
        assert_reads_back(row[1], style(row[0]));
        lines += 1;
    }
    assert!(lines > 4000, "{lines}");
}

#[test]
fn the_fold_keeps_what_braille_keeps() {
    let folds = [
        ("Тоқаев Қасым-Жомарт", "тоқаев қасым-жомарт"),
        ("Иә,  қабылдаймын", "иә, қабылдаймын"),
        ("а,б;в", "а, б; в"),
        ("1, 2; 3,5", "1, 2; 3,5"),
        ("\"AMANAT\" партиясы", "«Amanat» партиясы"),
        ("New Generation", "New Generation"),
        ("№ 5, 12Б", "№5, 12Б"),
        ("Бұл – бюллетень…", "бұл- бюллетень..."),
        ("50 %", "50%"),
        ("1+2", "1 +2"),
        ("— иә", "-иә"),
    ];
    for (text, fold) in folds {
        assert_eq!(fold_for_reading(text, KK).unwrap(), fold);
        assert_reads_back(text, KK);
    }
}

#[test]
fn the_fold_with_capitals_keeps_capitals() {
    let folds = [
        ("Әуез ҚР", "Әуез ҚР"),
        ("ЖСДПның", "ЖСДПНЫҢ"),
        ("АБвГд", "АБВГд"),
        ("iPhone AMANAT", "iPhone Amanat"),
        ("5Аб 5аБВ", "5Аб 5аБВ"),
    ];
    for (text, fold) in folds {
        assert_eq!(fold_for_reading(text, KK.with_capitals()).unwrap(), fold);
        assert_reads_back(text, KK.with_capitals());
    }
}

#[test]
fn cells_without_a_meaning_are_errors_with_their_place() {
    for braille in ["⠁⠿", "⠁⠈", "⠁⠸", "⠁⠼", "⠁⠼⠲", "⠁⠘", "⠁⠐⠲", "⠁⠘⠘⠲", "⠁⠨⠲", "⠁⠠", "⠁⠠⠲", "⠁⠰⠁"]
    {
        let error = back_translate(&cells(braille), KK).unwrap_err();
        assert_eq!(error.position, 1, "{braille}");
        assert_eq!(error.cell, cells(braille)[1]);
    }
}

#[test]
fn cells_with_two_meanings_are_read_by_their_place() {
    assert_eq!(read("⠝⠼⠑", KK), "№5");
    assert_eq!(read("⠁⠝⠼⠑", KK), "ан5");
    assert_eq!(read("⠣⠼⠃⠜", KK), "(2)");
    assert_eq!(read("⠣⠵⠽⠝", KK), "өзін");
    assert_eq!(read("⠶⠜⠶", KK), "(ә)");
    assert_eq!(read("⠣⠤⠝⠁⠜", RU), "(-на)");
    assert_eq!(read("⠼⠁⠜", KK), "1)");
    assert_eq!(read("⠼⠁⠐⠜", KK), "1ә");
    assert_eq!(read("⠼⠁⠠⠲", KK), "1.");
}

#[test]
fn a_text_that_reads_differently_can_be_noticed() {
    for (text, style) in [("н5", KK), ("Әділет", RU), ("№ а", KK)] {
        let written = translate(text, style).unwrap();
        let expected = fold_for_reading(text, style).unwrap();
        assert_ne!(back_translate(&written, style), Ok(expected), "{text}");
    }
}

#[test]
fn an_altered_table_is_noticed_for_every_letter() {
    for letter in table::RUSSIAN.iter().chain(&table::KAZAKH) {
        let text = format!("а{}а", letter.lower);
        for bits in 0..64 {
            let cell = Cell::from_char(char::from_u32(0x2800 + bits).unwrap()).unwrap();
            let altered = Table::standard().clone().with_entry(letter.lower, cell);
            let written = translate_with(&altered, &text, KK).unwrap();
            let same = back_translate(&written, KK).as_ref() == Ok(&text);
            assert_eq!(same, cell == Cell::from_dots(letter.dots), "{letter:?} {cell:?}");
        }
    }
}

#[test]
fn every_sequence_of_two_cells_is_read_or_refused_without_a_panic() {
    let all: Vec<Cell> = (0..64).filter_map(|n| char::from_u32(0x2800 + n)).filter_map(Cell::from_char).collect();
    for language in [KK, RU, KK.with_capitals()] {
        for first in &all {
            for second in &all {
                if let Ok(text) = back_translate(&[*first, *second], language) {
                    assert!(!text.is_empty());
                }
            }
        }
    }
}

/// A small linear congruential generator: the same texts on every machine.
struct Dice(u64);

impl Dice {
    fn roll(&mut self, sides: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(self.0 >> 33).unwrap() % sides
    }

    fn pick(&mut self, signs: &str) -> char {
        signs.chars().nth(self.roll(signs.chars().count())).unwrap()
    }

    fn word(&mut self, signs: &str) -> String {
        (0..=self.roll(7)).map(|_| self.pick(signs)).collect()
    }

    fn piece(&mut self, style: Style) -> String {
        let small = "абвгдеёжзийклмнопрстуфхцчшщъыьэюя";
        let kazakh = if style.language == Language::Kazakh { "әғқңөұүһіӘҒҚҢӨҰҮҺІ" } else { "" };
        let letters = format!("{small}{}{kazakh}", small.to_uppercase());
        let latin = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ";
        match self.roll(12) {
            0 => format!("№ {}", self.word("0123456789")),
            1 => self.word("0123456789"),
            2 => format!("{}{}", self.word("0123456789"), self.word(&letters)),
            3 => self.word(latin),
            4 => format!("{}{}", self.word(latin), self.word(&letters)),
            5 => format!("«{}»", self.word(&letters)),
            6 => format!("\"{} {}\"", self.word(latin), self.word(&letters)),
            7 => format!("({} {})", self.word("бвгіяАҚ"), self.word("бвгяАҚі")),
            8 => format!("{}-{}", self.word(&letters), self.word(&letters)),
            9 => format!("{},{}", self.word("0123456789"), self.word("0123456789")),
            10 => format!("{}/{}%", self.word(latin), self.word("0123456789")),
            _ => self.word(&letters),
        }
    }
}

#[test]
fn random_texts_read_back() {
    let mut dice = Dice(2026);
    for style in [KK, RU, KK.with_capitals(), RU.with_capitals()] {
        for _ in 0..3000 {
            let mut text = dice.piece(style);
            for _ in 0..dice.roll(5) {
                text.push_str(["", ".", ",", ";", ":", "!", "?", " –", "…"][dice.roll(9)]);
                text.push(' ');
                text.push_str(&dice.piece(style));
            }
            assert_reads_back(&text, style);
        }
    }
}
