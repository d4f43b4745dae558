//! The sheets beside the stencils, damaged: the specimen, the alignment sheet, the sheet that is
//! signed, the preview.

use std::fs;

use lopdf::{Dictionary, Object};
use wording::Coded;

use super::desk::{Desk, example, form};
use crate::check::{Given, page, sheets, source};
use crate::export::specimen;
use crate::layout::Settings;
use crate::make::{Formats, Wanted};

/// Codes and rows found in one file after an edit of the content with a mark.
#[track_caller]
fn after(file: &str, mark: &str, edit: impl Fn(&str) -> String) -> Vec<(&'static str, Option<u32>)> {
    let desk = Desk::president();
    desk.edit_content(file, mark, |content| {
        let changed = edit(content);
        assert_ne!(changed, content);
        changed
    });
    about(&desk, file)
}

fn about(desk: &Desk, file: &str) -> Vec<(&'static str, Option<u32>)> {
    let found = desk.check().found;
    assert!(found.iter().all(|found| found.file == file), "{found:?}");
    found.iter().map(|found| (found.finding.code().as_str(), found.row)).collect()
}

/// Two shown texts in each other's place.
fn swapped(content: &str, one: usize, other: usize) -> String {
    let mut lines: Vec<&str> = content.lines().collect();
    let shown: Vec<usize> = (0..lines.len()).filter(|line| lines[*line].ends_with("Tj")).collect();
    lines.swap(shown[one], shown[other]);
    lines.join("\n") + "\n"
}

#[test]
fn two_names_of_the_specimen_are_swapped() {
    // After the words for specimen and the titles come the names, row by row.
    let found = after("specimen.pdf", "BT\n", |content| {
        let first = content.lines().filter(|line| line.ends_with("Tj")).count() - 2 - 14;
        swapped(content, first, first + 2)
    });
    for wanted in [("S363", Some(1)), ("S363", Some(2)), ("S316", None)] {
        assert!(found.contains(&wanted), "{found:?}");
    }
}

#[test]
fn the_specimen_says_that_it_is_one_and_nothing_more_is_on_it() {
    let found = after("specimen.pdf", "BT\n", |content| content.replacen("0 1 1 0 k", "0 0 0 0 k", 1));
    assert!(found.contains(&("S363", None)), "{found:?}");
    let found = after("specimen.pdf", "re\nS", |content| format!("{content}368 408 m\n391 430 l S\n"));
    assert_eq!(found, [("S316", None)], "a mark in a square would tell how to vote");
}

#[test]
fn the_alignment_sheet_shows_every_window_number_and_millimetre() {
    let file = "alignment.pdf";
    let found = after(file, "0 1 0 0 K", |content| content.replacen(" l\n", " l\n50 50 l\n", 1));
    assert_eq!(found, [("S320", Some(1)), ("S316", None)]);
    // The first numbers are the squares'.
    let found = after(file, "BT\n", |content| swapped(content, 0, 1));
    for wanted in [("S363", Some(1)), ("S363", Some(2))] {
        assert!(found.contains(&wanted), "{found:?}");
    }
    let found = after(file, "re\nS", |content| {
        let (before, last) = content.rsplit_once(" l S").unwrap();
        let (before, _) = before.rsplit_once(" m\n").unwrap();
        let (before, _) = before.rsplit_once('\n').unwrap();
        format!("{before}{last}")
    });
    assert_eq!(found, [("S366", None)], "a ruler without its last mark is a millimetre short");
}

#[test]
fn a_line_of_another_thickness() {
    for (file, mark, own, near) in [
        ("stencil.kk.pdf", "h\ns\n", "0.5 w\n", "0.504 w\n"),
        ("stencil.kk.pdf", "] 0 d", "0.5 w\n", "0.496 w\n"),
        (PROOF, " l S", "0.5 w\n", "0.504 w\n"),
        ("alignment.pdf", "0 1 0 0 K", "0.5 w\n", "0.504 w\n"),
        ("alignment.pdf", "0.425 w", "0.425 w\n", "0.429 w\n"),
        ("specimen.pdf", "0.992 w", "0.992 w\n", "0.988 w\n"),
    ] {
        let codes = |thickness: &str| after(file, mark, |content| content.replacen(own, thickness, 1));
        for other in ["0.06 w\n", "0.7 w\n"] {
            assert!(codes(other).iter().any(|(code, _)| *code == "S376"), "{file}: {other}");
        }
        assert_eq!(codes(near), [], "{file}: what rounding makes");
    }
}

#[test]
fn the_names_of_a_specimen_with_one_row_stand_on_it() {
    let desk = Desk::president();
    let mut source = source::read(&desk.contest(), &Given::default(), &mut Vec::new()).unwrap();
    source.contest.options.truncate(1);
    let alone = form("a5-7rows").replacen("rows = 7", "rows = 1", 1);
    source.form = ballot::BallotForm::parse("one.toml", &alone).unwrap();
    assert_eq!(source.form.option_squares().len(), 1);
    let pdf = specimen::pdf(&source.election, &source.contest, &source.form).unwrap();
    let page = page::pages(&pdf).unwrap().remove(0);
    let square = source.form.squares[0];
    for language in ballot::Language::ON_BALLOT {
        let name = source.contest.options[0].name.get(language);
        let words = page.texts.iter().find(|words| words.text == name).unwrap();
        assert!((words.start.y - square.center().y.mm()).abs() < square.height().mm() * 1.5, "{name}: {words:?}");
    }
    assert_eq!(sheets::specimen::read(&page, &source, "specimen.pdf"), []);
}

#[test]
fn the_large_words_of_a_specimen_run_through_no_square() {
    let desk = Desk::president();
    let mut source = source::read(&desk.contest(), &Given::default(), &mut Vec::new()).unwrap();
    let words_on_squares = |source: &source::Source, form: &ballot::BallotForm| {
        let pdf = specimen::pdf(&source.election, &source.contest, form).unwrap();
        let page = page::pages(&pdf).unwrap().remove(0);
        let words = page.texts.iter().filter(|words| words.capital > 2.8).map(|words| words.start).collect::<Vec<_>>();
        assert_eq!(words.len(), 2);
        let found = sheets::specimen::read(&page, source, "specimen.pdf");
        found.iter().filter(|found| words.iter().any(|start| found.place == Some(*start))).count()
    };
    // Rows down to the foot of the page leave the words no place below them.
    let text = form("a5-7rows").replacen("pitch = 14.0", "pitch = 22.5", 1);
    source.form = ballot::BallotForm::parse("f.toml", &text).unwrap();
    assert_eq!(words_on_squares(&source, &source.form), 0);
    // Squares further to the right let the words grow, into squares that stand where they belong.
    let text = text.replacen("first_center = [134.0", "first_center = [140.0", 1);
    let right = ballot::BallotForm::parse("r.toml", &text).unwrap();
    assert_ne!(right.squares, source.form.squares);
    assert!(words_on_squares(&source, &right) >= 1);
}

/// The first page of the proof sheet, by the size of its title.
const FIRST: &str = "/Bold 15.88 Tf";
const PROOF: &str = "proof.kk.pdf";

#[test]
fn a_name_on_the_sheet_that_is_signed_is_anothers() {
    // The names are the bold lines of running size: heading, then rows.
    let found = after(PROOF, FIRST, |content| {
        let mut lines: Vec<&str> = content.lines().collect();
        let names: Vec<usize> = (2..lines.len())
            .filter(|line| lines[*line].ends_with("Tj") && lines[line - 2].starts_with("/Bold 10.3"))
            .collect();
        lines.swap(names[1], names[2]);
        lines.join("\n") + "\n"
    });
    assert_eq!(found, [("S363", Some(1)), ("S363", Some(2))]);
}

#[test]
fn a_dot_on_the_sheet_that_is_signed_is_another() {
    // The first small disc of the page is a place without a dot: it becomes as large as the others.
    let found = after(PROOF, "1 0 0 1 53.15 671.386 cm", |content| {
        let small = content.lines().find(|line| line.starts_with("0.208 0 0 0.208 ")).unwrap();
        let large = small.replacen("0.208 0 0 0.208", "1 0 0 1", 1);
        content.replacen(small, &format!("q {large} Q\n{}", small.replace(" /D Do", "")), 1)
    });
    assert_eq!(found, [("S363", None)]);
}

#[test]
fn the_sheet_that_is_signed_vouches_for_another_file() {
    let desk = Desk::president();
    let other = Desk::new(
        &example("2022-president"),
        &[form("a5-7rows").replace("white", "green")],
        &Settings::default(),
        Wanted::Both,
    );
    desk.replace(PROOF, &fs::read(other.file(PROOF)).unwrap());
    let found = about(&desk, PROOF);
    assert!(found.contains(&("S364", None)), "{found:?}");
}

#[test]
fn the_sheet_that_is_signed_has_a_line_less_or_words_more() {
    let found = after(PROOF, FIRST, |content| {
        let title = content.lines().find(|line| line.ends_with("Tj")).unwrap();
        format!("{content}\nBT\n/Bold 15.88 Tf\n300 779.528 Td\n{title}\nET\n")
    });
    assert_eq!(found, [("S316", None)], "the title once more beside itself");
    let white = after(PROOF, FIRST, |content| content.replacen("0 0 0 1 k", "0 0 0 0 k", 1));
    assert!(white.contains(&("S363", Some(1))), "{white:?}");
}

fn with_pictures() -> Desk {
    let formats = Formats { png: true, ..Formats::default() };
    Desk::with(&example("2022-president"), &[form("a5-7rows")], &Settings::default(), Wanted::Both, formats)
}

#[test]
fn a_preview_of_another_stencil_or_with_hidden_parts() {
    let desk = with_pictures();
    assert_eq!(desk.codes(), []);
    let (kk, ru) = (fs::read(desk.file("stencil.kk.png")).unwrap(), fs::read(desk.file("stencil.ru.png")).unwrap());
    desk.replace("stencil.kk.png", &ru);
    assert_eq!(about(&desk, "stencil.kk.png"), [("S365", None)]);
    let end = kk.len() - 12;
    let text = [&kk[..end], &[0, 0, 0, 1], b"gAMAx\0\0\0\0", &kk[end..]].concat();
    desk.replace("stencil.kk.png", &text);
    assert_eq!(about(&desk, "stencil.kk.png"), [("S365", None)]);
    for broken in [&kk[..end], &kk[..40], b"", &[&kk[..], b"x"].concat()] {
        desk.replace("stencil.kk.png", broken);
        assert_eq!(about(&desk, "stencil.kk.png"), [("S365", None)]);
    }
    desk.replace("stencil.kk.png", &repainted(&kk, 200));
    assert_eq!(about(&desk, "stencil.kk.png"), [("S365", None)]);
    desk.replace("stencil.kk.png", &repainted(&kk, 250));
    assert_eq!(desk.codes(), [], "a shade that no eye sees");
}

/// A picture with one pixel of paper darker.
fn repainted(bytes: &[u8], shade: u8) -> Vec<u8> {
    let mut reader = png::Decoder::new(std::io::Cursor::new(bytes)).read_info().unwrap();
    let mut pixels = vec![0; reader.output_buffer_size().unwrap()];
    let frame = reader.next_frame(&mut pixels).unwrap();
    assert_eq!(pixels[300], 255);
    pixels[300] = shade;
    let mut out = Vec::new();
    let mut encoder = png::Encoder::new(&mut out, frame.width, frame.height);
    encoder.set_color(frame.color_type);
    encoder.write_header().unwrap().write_image_data(&pixels).unwrap();
    out
}

#[test]
fn the_title_and_the_language_of_each_file() {
    let retitle = |pdf: &mut lopdf::Document| {
        let info = pdf.trailer.get(b"Info").unwrap().as_reference().unwrap();
        let info: &mut Dictionary = pdf.get_object_mut(info).unwrap().as_dict_mut().unwrap();
        info.set("Title", Object::string_literal("Vote for 3"));
    };
    let relanguage =
        |pdf: &mut lopdf::Document| pdf.catalog_mut().unwrap().set("Lang", Object::string_literal("ru-KZ-x"));
    let formats = Formats { booklet: Some(crate::booklet::Settings::default()), ..Formats::default() };
    let names =
        ["stencil.kk.pdf", PROOF, "specimen.pdf", "alignment.pdf", "booklet.print.kk.pdf", "booklet.braille.ru.pdf"];
    let made = |name: &str, edit: &dyn Fn(&mut lopdf::Document)| {
        let desk =
            Desk::with(&example("2022-president"), &[form("a5-7rows")], &Settings::default(), Wanted::Both, formats);
        desk.edit_pdf(name, edit);
        let found = desk.check().found;
        assert!(
            found.iter().any(|found| found.file == name && found.finding.code().as_str() == "S361"),
            "{name}: {found:?}"
        );
    };
    for name in names {
        made(name, &retitle);
    }
    made("stencil.kk.pdf", &relanguage);
}

#[test]
fn a_large_print_booklet_with_something_over_its_words() {
    let file = "booklet.print.kk.pdf";
    let formats = Formats { booklet: Some(crate::booklet::Settings::default()), ..Formats::default() };
    let codes = |added: &str| {
        let list = example("2022-president");
        let desk = Desk::with(&list, &[form("a5-7rows")], &Settings::default(), Wanted::Both, formats);
        desk.edit_pdf(file, |document| {
            let rules = |object: &&mut Object| {
                let content = object.as_stream().ok().and_then(|stream| stream.decompressed_content().ok());
                content.is_some_and(|content| content.windows(5).any(|window| window == b" re\nf"))
            };
            let first = document.objects.values_mut().find(rules).unwrap().as_stream_mut().unwrap();
            let content = [&first.decompressed_content().unwrap(), added.as_bytes()].concat();
            first.dict.remove(b"Filter");
            first.set_content(content);
        });
        about(&desk, file)
    };
    assert_eq!(codes("\n0 0 0 0 k\n51 300 493 300 re\nf\n"), [("S316", None)]);
    // As thin as a rule, but through the letters of a line, or short.
    assert_eq!(codes("\n51.024 768 493.228 2 re\nf\n"), [("S316", None)]);
    assert_eq!(codes("\n51.024 400 40 2 re\nf\n"), [("S316", None)]);
}
