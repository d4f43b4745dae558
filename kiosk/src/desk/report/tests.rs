//! The report's pages, opened by another program's reader, in every language.

use ballot::Language;
use wording::Phrase;

use super::*;
use crate::desk::{Equipped, Outcome};
use crate::load::{Source, load};

const LANGUAGES: [Language; 3] = [Language::Kk, Language::Ru, Language::En];

fn report(kind: Report, language: Language) -> String {
    let about = load(&Source::Demo).unwrap().about();
    let mut readiness = Readiness::begin(Equipped { voice: true, printer: true, ..Equipped::default() });
    (0..7).for_each(|_| readiness.answer(Outcome::Well));
    let contents = Contents {
        report: kind,
        station: "Кабина 1",
        time: "2026-11-22 07:00",
        about: Some(&about),
        readiness: Some(&readiness),
        log: None,
    };
    text(&contents, language)
}

/// What another reader finds on the pages: its words, without regard to where a line ends.
fn read(pdf: &[u8]) -> String {
    let document = lopdf::Document::load_mem(pdf).unwrap();
    let pages: Vec<u32> = document.get_pages().into_keys().collect();
    document.extract_text(&pages).unwrap()
}

fn letters(text: &str) -> String {
    text.chars().filter(|sign| !sign.is_whitespace()).collect()
}

#[test]
fn every_letter_of_a_report_is_on_its_pages_in_every_language() {
    for language in LANGUAGES {
        for kind in [Report::Opening, Report::Closing] {
            let text = report(kind, language);
            let pdf = pdf(&text, language).unwrap();
            assert_eq!(letters(&read(&pdf)), letters(&text), "{language:?} {kind:?}");
            assert!(text.contains(wording::phrase(Phrase::BoothReportSignatures, language)));
        }
    }
}

#[test]
fn a_report_is_the_same_file_each_time_and_breaks_to_more_pages_when_it_is_long() {
    let text = report(Report::Closing, Language::Kk);
    assert_eq!(pdf(&text, Language::Kk).unwrap(), pdf(&text, Language::Kk).unwrap());
    let pages = |text: &str| lopdf::Document::load_mem(&pdf(text, Language::En).unwrap()).unwrap().get_pages().len();
    assert_eq!((pages("one line"), pages(&"a line\n".repeat(29)), pages(&"a line\n".repeat(90))), (1, 2, 4));
    let hash = "0123456789abcdef".repeat(4);
    let long = pdf(&hash, Language::En).unwrap();
    assert_eq!(letters(&read(&long)), hash, "a word longer than a line loses nothing");
}
