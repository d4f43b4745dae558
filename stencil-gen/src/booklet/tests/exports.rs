//! Booklet files: BRF against liblouis's table, PEF through an XML reader, print by its widths.

use std::collections::BTreeMap;

use ballot::Length;
use quick_xml::events::Event;

use super::*;
use crate::booklet::{braille_pdf, brf, pef, print_pdf};
use crate::fonts;

/// The display statements of liblouis.
const EN_US_BRF: &str = include_str!("../../../data/braille/en-us-brf.tsv");

fn golden() -> BTreeMap<Cell, char> {
    let lines = EN_US_BRF.lines().filter(|line| !line.starts_with("# "));
    let pair = |line: &str| {
        let (dots, sign) = line.split_once('\t').unwrap();
        let dots: Vec<u8> = dots.bytes().map(|digit| digit - b'0').collect();
        (Cell::from_dots(&dots), sign.chars().next().unwrap())
    };
    lines.map(pair).collect()
}

fn about(election: &Election, contest: &Contest) -> About {
    About::of(election, contest, Language::Ru)
}

#[test]
fn all_64_cells_have_the_signs_of_liblouis() {
    let golden = golden();
    assert_eq!(golden.len(), 64);
    for (cell, sign) in golden {
        assert_eq!(char::from(brf::ascii(cell)), sign, "{cell:?}");
    }
}

#[test]
fn a_small_booklet_as_brf() {
    let bytes = brf::bytes(&made(&small(), Language::Kk, &Settings { lines: 14, ..Settings::default() }));
    let brf = String::from_utf8(bytes).unwrap();
    assert!(brf.is_ascii() && !brf.contains(|sign: char| sign.is_ascii_lowercase()) && !brf.contains(" \r"));
    assert_eq!(brf.matches('\n').count(), brf.matches("\r\n").count());
    insta::assert_snapshot!(brf.replace("\r\n", "\n").replace('\x0c', "<form feed>"));
}

#[test]
fn brf_and_pef_hold_the_same_cells() {
    let contest = large();
    let mut election = election(&contest);
    let settings = Settings { cells: 30, lines: 20, ..Settings::default() };
    let pages = made(&contest, Language::Ru, &settings);
    election.title = text("", "Выборы & <другое>");
    let xml = pef::xml(&about(&election, &contest), &pages, &settings);
    let (rows, metadata) = read_pef(&xml);
    let by_sign: BTreeMap<char, Cell> = golden().into_iter().map(|(cell, sign)| (sign, cell)).collect();
    let brf = String::from_utf8(brf::bytes(&pages)).unwrap();
    let of_brf: Vec<Vec<String>> = brf
        .split('\x0c')
        .map(|page| page.lines().map(|line| line.chars().map(|sign| by_sign[&sign].to_char()).collect()).collect())
        .collect();
    assert_eq!(rows, of_brf);
    assert_eq!(metadata["format"], "application/x-pef+xml");
    assert_eq!(metadata["identifier"], "urn:tandau:sample:council:ru");
    assert_eq!((metadata["language"].as_str(), metadata["date"].as_str()), ("ru", "2026-11-22"));
    assert_eq!(metadata["title"], "Брошюра: Выборы депутатов районного маслихата");
    assert!(xml.contains(r#"<volume cols="30" rows="20" rowgap="0" duplex="false">"#));
}

#[test]
fn a_title_with_markup_stays_text() {
    let mut contest = small();
    contest.title = text("", "Выборы «А» & <Б>");
    let xml = pef::xml(&about(&election(&contest), &contest), &[], &Settings::default());
    assert_eq!(read_pef(&xml).1["title"], "Брошюра: Выборы «А» & <Б>");
}

/// Rows page by page, and the metadata by name.
fn read_pef(xml: &str) -> (Vec<Vec<String>>, BTreeMap<String, String>) {
    let mut reader = quick_xml::Reader::from_str(xml);
    let (mut pages, mut metadata, mut open) = (Vec::<Vec<String>>::new(), BTreeMap::new(), Vec::<String>::new());
    let mut words = String::new();
    loop {
        match reader.read_event().unwrap() {
            Event::Start(start) => {
                open.push(start.name().as_ref().to_owned());
                words.clear();
                if open.last().is_some_and(|last| last == "page") {
                    pages.push(Vec::new());
                }
            }
            Event::Empty(_) => pages.last_mut().unwrap().push(String::new()),
            Event::Text(text) => words.push_str(&text),
            Event::GeneralRef(entity) => words.push(match &*entity {
                "amp" => '&',
                "lt" => '<',
                "gt" => '>',
                other => panic!("{other:?}"),
            }),
            Event::End(end) => {
                let ended = open.pop().unwrap();
                assert_eq!(ended, end.name().as_ref());
                if ended == "row" {
                    pages.last_mut().unwrap().push(words.clone());
                } else if let Some(key) = ended.strip_prefix("dc:") {
                    metadata.insert(key.to_owned(), words.clone());
                }
            }
            Event::Eof => break,
            _ => {}
        }
    }
    assert!(open.is_empty());
    (pages, metadata)
}

#[test]
fn the_default_braille_page_fits_braille_paper() {
    let paper = braille_pdf::paper(&Settings::default());
    assert_eq!((paper.width, paper.height), (Length::from_mm(280), Length::from_mm(279)));
}

#[test]
fn print_of_every_size_stays_within_its_margins() {
    let mut long = large();
    long.options[6].name = text(&"Ұзынсөз".repeat(9), &"Длинноеслово".repeat(6));
    long.options[7].detail = Some(text(&"1984 жылы туған, мектеп мұғалімі. ".repeat(30), "да"));
    for pt in 18..=36 {
        for language in LANGUAGES {
            let parts = text::parts(&election(&long), &long, language, true);
            let pages = print_pdf::pages(&parts, pt);
            assert!(pages.len() > 1);
            for line in pages.iter().flatten() {
                for text in &line.line.texts {
                    let font = if text.bold { fonts::bold() } else { fonts::regular() };
                    let right = text.baseline.x + font.width(&text.text, text.capital);
                    assert!(right <= print_pdf::text_width() && text.baseline.x >= Length::ZERO, "{pt}: {text:?}");
                    let bottom = Length::from_um(line.from_top) + text.baseline.y + text.capital / 3;
                    assert!(bottom <= print_pdf::text_height(pt), "{pt}: {text:?}");
                    // Points of 1/72 inch: nothing is smaller than the setting.
                    assert!(font.em_for_capital(text.capital) >= Length::from_um(i64::from(pt) * 25_400 / 72 - 5));
                }
            }
        }
    }
}

#[test]
fn print_holds_every_word_in_order() {
    for (pt, contest) in [(18, large()), (36, large()), (24, small())] {
        let parts = text::parts(&election(&contest), &contest, Language::Kk, true);
        let lines = print_pdf::pages(&parts, pt).into_iter().flatten().flat_map(|line| line.line.texts);
        let printed: String = lines.map(|text| text.text).collect::<String>().replace([' ', '-'], "");
        let mut rest = printed.as_str();
        for option in &contest.options {
            let row = format!("{}.{}", option.number, option.name.kk).replace([' ', '-'], "");
            rest = rest.split_once(&row).unwrap_or_else(|| panic!("{row} at {pt} in {rest}")).1;
        }
    }
}

#[test]
fn four_files_are_the_same_every_time() {
    let contest = small();
    let mut election = election(&contest);
    election.title = text("Мәслихаттар сайлауы", "Выборы маслихатов");
    for language in LANGUAGES {
        let files = || super::files(&election, &contest, language, &Settings::default()).unwrap();
        let (first, second) = (files(), files());
        assert_eq!(first, second);
        let names: Vec<_> = first.iter().map(|file| file.name.as_str()).collect();
        let code = language.code();
        let expected = [
            format!("booklet.{code}.brf"),
            format!("booklet.{code}.pef"),
            format!("booklet.braille.{code}.pdf"),
            format!("booklet.print.{code}.pdf"),
        ];
        assert_eq!(names, expected);
    }
}

#[test]
fn braille_pdf_has_its_layers_and_its_spot_color() {
    let contest = small();
    let pages = made(&contest, Language::Ru, &Settings::default());
    let pdf = braille_pdf::pdf(&about(&election(&contest), &contest), &pages, &Settings::default()).unwrap();
    let document = lopdf::Document::load_mem(&pdf).unwrap();
    assert_eq!(document.get_pages().len(), pages.len());
    let all = format!("{:?}", document.objects);
    for name in ["Separation", "Braille", "Print"] {
        assert!(all.contains(name), "{name}");
    }
}
