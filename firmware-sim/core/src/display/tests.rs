//! Every page in every language: nothing is cut, nothing is missing, and some of them as pictures.

use std::{
    collections::BTreeSet,
    convert::Infallible,
    format,
    string::{String, ToString},
    vec::Vec,
};

use embedded_graphics::{
    Pixel,
    draw_target::DrawTarget,
    geometry::{OriginDimensions, Point, Size},
    pixelcolor::BinaryColor,
};
use keypad_protocol::DisplayLanguage;

use super::{FONT, HEIGHT, LINE_LETTERS, PAGE_LINES, VerticalPosition, WIDTH, draw, lines, texts::texts};
use crate::screen::{Page, Screen};

const LANGUAGES: [DisplayLanguage; 3] = [DisplayLanguage::Kk, DisplayLanguage::Ru, DisplayLanguage::En];

const PAGES: [Page; 9] = [
    Page::NotConnected,
    Page::Closed,
    Page::Ready,
    Page::InSession,
    Page::CallPollWorker(0),
    Page::CallPollWorker(u16::MAX),
    Page::CallPollWorker(301),
    Page::SelfTest,
    Page::WrongVersion,
];

/// A display that remembers its pixels, and those that would have fallen off it.
#[derive(Default)]
struct Paper {
    ink: BTreeSet<(i32, i32)>,
    outside: usize,
}

impl OriginDimensions for Paper {
    fn size(&self) -> Size {
        Size::new(WIDTH, HEIGHT)
    }
}

impl DrawTarget for Paper {
    type Color = BinaryColor;
    type Error = Infallible;

    fn draw_iter<I: IntoIterator<Item = Pixel<BinaryColor>>>(&mut self, pixels: I) -> Result<(), Infallible> {
        for Pixel(Point { x, y }, color) in pixels {
            if !(0..WIDTH.cast_signed()).contains(&x) || !(0..HEIGHT.cast_signed()).contains(&y) {
                self.outside += 1;
            } else if color == BinaryColor::On {
                self.ink.insert((x, y));
            } else {
                self.ink.remove(&(x, y));
            }
        }
        Ok(())
    }
}

impl Paper {
    fn of(page: Page, language: DisplayLanguage) -> Self {
        let mut paper = Self::default();
        draw(&mut paper, &Screen { page, language }).unwrap();
        paper
    }

    /// Two pixels, one above the other, are one letter of the picture.
    fn picture(&self) -> String {
        let rows = (0..HEIGHT.cast_signed()).step_by(2).map(|y| {
            let row: String = (0..WIDTH.cast_signed())
                .map(|x| match (self.ink.contains(&(x, y)), self.ink.contains(&(x, y + 1))) {
                    (false, false) => ' ',
                    (true, false) => '\'',
                    (false, true) => '.',
                    (true, true) => ':',
                })
                .collect();
            format!("|{row}|\n")
        });
        rows.collect()
    }
}

fn screens() -> impl Iterator<Item = (Page, DisplayLanguage)> {
    PAGES.into_iter().flat_map(|page| LANGUAGES.map(|language| (page, language)))
}

#[test]
fn every_kazakh_russian_and_english_letter_has_a_glyph() {
    let cyrillic = "АӘБВГҒДЕЁЖЗИЙКҚЛМНҢОӨПРСТУҰҮФХҺЦЧШЩЪЫІЬЭЮЯ";
    let latin: String = ('A'..='Z').chain('a'..='z').chain('0'..='9').chain(".,-?!:".chars()).collect();
    let strict = FONT.with_ignore_unknown_chars(false);
    let has = |letter: char| {
        let size = strict.get_rendered_dimensions(letter, Point::zero(), VerticalPosition::Top);
        size.is_ok_and(|size| size.bounding_box.is_some() && size.advance.x == super::LETTER_WIDTH)
    };
    for letter in cyrillic.chars().chain(cyrillic.to_lowercase().chars()).chain(latin.chars()) {
        assert!(has(letter), "{letter}");
    }
    assert!(!has('№'), "the test can fail");
}

#[test]
fn no_page_cuts_a_word() {
    for (page, language) in screens() {
        let written: Vec<String> =
            lines(&Screen { page, language }).iter().map(|line| line.as_str().to_string()).collect();
        let mut wanted: Vec<String> = texts(page, language).iter().map(ToString::to_string).collect();
        if let Page::CallPollWorker(code) = page {
            wanted.push(format!("{} K{code}", if language == DisplayLanguage::En { "Code" } else { "Код" }));
        }
        assert_eq!(written, wanted, "a line was cut or left out");
        assert!(written.len() <= PAGE_LINES && written.iter().all(|line| line.chars().count() <= LINE_LETTERS));
        assert!(written.iter().all(|line| !line.is_empty()));
    }
}

#[test]
fn a_line_too_long_is_refused_whole() {
    use core::fmt::Write;
    let mut line = super::texts::lines(&Screen { page: Page::Closed, language: DisplayLanguage::Kk })
        .iter()
        .copied()
        .next()
        .unwrap();
    let before = line;
    assert!(line.write_str("Ұзын-сонар сөз").is_err());
    assert!(line == before);
}

#[test]
fn every_page_is_drawn_whole_and_differs_from_every_other() {
    let mut seen = BTreeSet::new();
    for (page, language) in screens() {
        let paper = Paper::of(page, language);
        assert_eq!(paper.outside, 0, "{page:?} {language:?} runs off the display");
        let letters: usize = lines(&Screen { page, language }).iter().map(|line| line.as_str().chars().count()).sum();
        assert!(paper.ink.len() > 4 * letters, "{page:?} {language:?} is missing letters");
        assert!(seen.insert(paper.picture()), "{page:?} {language:?} looks like another page");
    }
}

#[test]
fn what_was_on_the_display_before_is_gone() {
    let mut paper = Paper::of(Page::WrongVersion, DisplayLanguage::Kk);
    draw(&mut paper, &Screen { page: Page::InSession, language: DisplayLanguage::Kk }).unwrap();
    assert!(paper.ink == Paper::of(Page::InSession, DisplayLanguage::Kk).ink);
}

#[test]
fn the_pages_look_as_they_should() {
    insta::assert_snapshot!("ready_kk", Paper::of(Page::Ready, DisplayLanguage::Kk).picture());
    insta::assert_snapshot!("in_session_ru", Paper::of(Page::InSession, DisplayLanguage::Ru).picture());
    insta::assert_snapshot!("call_poll_worker_en", Paper::of(Page::CallPollWorker(301), DisplayLanguage::En).picture());
    insta::assert_snapshot!("wrong_version_kk", Paper::of(Page::WrongVersion, DisplayLanguage::Kk).picture());
}
