//! Files for machines that one program reads as another does not, or that hide what they hold.

use std::fs;

use super::desk::{Desk, codes_of, example, form};
use crate::layout::Settings;
use crate::make::{Formats, Wanted};
use ballot::Language;

/// No format but the one a test damages: every edit is followed by a check of the whole folder.
const NONE: Formats = Formats { png: false, booklet: None, svg: false, dxf: false, stl: false, dies: false };
const SVG: &str = "stencil.kk.svg";
const DXF: &str = "stencil.kk.dxf";
const STL: &str = "stencil.kk.stl";

/// The Kazakh stencil in the formats wanted.
fn president(formats: Formats) -> Desk {
    let wanted = Wanted::One(Language::Kk);
    Desk::with(&example("2022-president"), &[form("a5-7rows")], &Settings::default(), wanted, formats)
}

fn drawing_svg() -> Desk {
    president(Formats { svg: true, ..NONE })
}

fn drawing_dxf() -> Desk {
    president(Formats { dxf: true, ..NONE })
}

fn solid() -> Desk {
    president(Formats { stl: true, ..NONE })
}

/// The codes found with a file replaced, alike ones once; the file is put back.
fn found(desk: &Desk, file: &str, edited: &[u8]) -> Vec<&'static str> {
    let whole = fs::read(desk.file(file)).unwrap();
    assert_ne!(whole, edited);
    desk.replace(file, edited);
    let checked = desk.check();
    assert!(checked.found.iter().all(|found| found.file == file), "{:?}", checked.found);
    let codes = codes_of(&checked).into_iter().map(|(code, _)| code).collect();
    desk.replace(file, &whole);
    codes
}

/// The same for texts, of which each edit is found with these codes alone.
#[track_caller]
fn each(desk: &Desk, file: &str, codes: &[&str], edits: &[(&str, &str)]) {
    let text = fs::read_to_string(desk.file(file)).unwrap();
    for (from, to) in edits {
        assert!(text.contains(from), "{from}");
        assert_eq!(found(desk, file, text.replacen(from, to, 1).as_bytes()), codes, "{from} -> {to}");
    }
}

#[test]
fn a_dxf_that_says_a_thing_twice_or_in_another_place() {
    let desk = drawing_dxf();
    each(
        &desk,
        DXF,
        &["S301"],
        &[
            ("\n40\n0.8\n", "\n40\n0.8\n40\n0.6\n"),
            ("CIRCLE\n8\nBraille\n", "CIRCLE\n8\nBraille\n8\nCut\n"),
            ("SEQEND\n8\nCut\n", "SEQEND\n8\nCut\n8\nGuide\n"),
            ("POLYLINE\n8\nCut\n66\n1\n70\n1\n", "POLYLINE\n8\nCut\n66\n1\n70\n1\n70\n0\n"),
            ("\n2\nCut\n70\n0\n", "\n2\nCut\n70\n0\n70\n1\n"),
            ("9\n$INSUNITS\n70\n4\n", "9\n$INSUNITS\n70\n4\n9\n$INSUNITS\n70\n1\n"),
            ("9\n$INSUNITS\n70\n4\n", "9\n$INSUNITS\n70\n4\n70\n1\n"),
            ("9\n$MEASUREMENT", "9\n$LUNITS\n70\n4\n9\n$MEASUREMENT"),
            ("0\nENDSEC\n0\nEOF\n", "0\nEOF\n"),
            ("0\nENDSEC\n0\nEOF\n", "0\nENDSEC\n0\nEOF\n0\nEOF\n"),
            ("0\nENDSEC\n0\nEOF\n", "0\nENDSEC\n0\nSECTION\n2\nENTITIES\n0\nENDSEC\n0\nEOF\n"),
            ("\n49\n2\n", "\n49\n0.01\n"),
            ("\nBraille\n10\n", "\nBraille \n10\n"),
            ("\n40\n0.8\n", "\n40\n0.8\r0\n"),
            ("\n40\n0.8\n", "\n40\n8e-1\n"),
            ("\n40\n0.8\n", "\n+40\n0.8\n"),
            ("SEQEND\n8\nCut\n", "SEQEND\n8\nGuide\n"),
            ("66\n1\n70\n1\n10\n0\n", "66\n1\n70\n1\n10\n5\n"),
            ("DASHED\n70\n0\n", "DASHED\n70\n1\n"),
            ("$EXTMIN\n10\n0\n20\n0\n30\n0\n", "$EXTMIN\n10\n0\n20\n0\n30\n7\n"),
        ],
    );
    each(&desk, DXF, &["S311"], &[("\n62\n1\n", "\n62\n5\n"), ("\n62\n1\n6\nCONTINUOUS", "\n62\n1\n6\nDASHED")]);
}

#[test]
fn lines_beside_those_of_the_pdf_on_the_layer_for_the_maker() {
    let line = "0\nLINE\n8\nGuide\n10\n50\n20\n50\n30\n0\n11\n90\n21\n50\n31\n0\n";
    let end = "0\nENDSEC\n0\nEOF\n";
    each(&drawing_dxf(), DXF, &["S355"], &[(end, &format!("{line}{end}"))]);
    each(&drawing_svg(), SVG, &["S355"], &[("</g>\n</svg>", "<path d=\"M50 50L90 50\"/>\n</g>\n</svg>")]);
}

#[test]
fn an_svg_with_paint_that_is_not_seen() {
    let desk = drawing_svg();
    each(
        &desk,
        SVG,
        &["S311"],
        &[
            ("stroke=\"#ff0000\"", "stroke=\"#ffffff\""),
            ("stroke=\"#ff0000\"", "stroke=\"transparent\""),
            ("stroke=\"#ff0000\"", "stroke=\"#ff000000\""),
            ("stroke=\"#ff0000\"", "stroke=\"#0000ff\""),
            ("stroke-width=\"0.02\"", "stroke-width=\"0\""),
            ("stroke-dasharray=\"2 2\"", "stroke-dasharray=\"0 99\""),
            ("fill=\"#ff8000\"", "fill=\"white\""),
            ("<rect x", "<rect fill=\"#ffffff\" x"),
            ("fill=\"#808080\" stroke=\"none\" d", "fill=\"#ffffff\" stroke=\"none\" d"),
            ("<path fill-rule=\"evenodd\" d", "<path d"),
        ],
    );
    each(
        &desk,
        SVG,
        &["S301"],
        &[
            ("inkscape:label=\"Cut\"", "inkscape:label=\"Fold\""),
            ("<svg xmlns", "<!-- --><svg xmlns"),
            ("encoding=\"UTF-8\"", "encoding=\"KOI8-R\""),
            ("<g id=\"Cut\"", "<g opacity=\"0\" id=\"Cut\""),
            ("</title>\n<g", "</title>\nCut here\n<g"),
            ("cx=\"", "cx=\" "),
            (" lang=\"kk\"", " lang=\"ru\""),
        ],
    );
}

#[test]
fn the_two_lines_of_a_rim_in_two_paths_fill_the_window() {
    let desk = drawing_svg();
    let text = fs::read_to_string(desk.file(SVG)).unwrap();
    let line = text.lines().find(|line| line.contains("evenodd")).unwrap();
    let (first, second) = line.split_once('Z').unwrap();
    let two = format!("{first}Z\"/>\n<path fill-rule=\"evenodd\" d=\"{second}");
    assert_eq!(found(&desk, SVG, text.replacen(line, &two, 1).as_bytes()), ["S311"]);
}

/// The path whose words begin so, and where its data begins and ends.
fn outline<'t>(text: &'t str, words: &str) -> (&'t str, usize) {
    let at = text.find(&format!("aria-label=\"{words}")).unwrap();
    let start = at + text[at..].find(" d=\"").unwrap() + 4;
    let length = text[start..].find('"').unwrap();
    (&text[start..start + length], start)
}

#[test]
fn letters_of_an_svg_that_are_not_what_they_are_called() {
    let desk = drawing_svg();
    let text = fs::read_to_string(desk.file(SVG)).unwrap();
    let with = |words: &str, data: &str| {
        let (own, start) = outline(&text, words);
        let edited = format!("{}{data}{}", &text[..start], &text[start + own.len()..]);
        found(&desk, SVG, edited.as_bytes())
    };
    for words in ["1\"", "KZ"] {
        let own = outline(&text, words).0;
        // A bar of the same box.
        let numbers: Vec<f64> = own
            .split(|sign: char| !(sign.is_ascii_digit() || sign == '.'))
            .filter_map(|word| word.parse().ok())
            .collect();
        let side = |from: usize| numbers.iter().skip(from).step_by(2).copied();
        let (left, right) = (side(0).fold(f64::MAX, f64::min), side(0).fold(0.0, f64::max));
        let (top, bottom) = (side(1).fold(f64::MAX, f64::min), side(1).fold(0.0, f64::max));
        assert_eq!(with(words, &format!("M{left} {top}L{right} {top}L{right} {bottom}L{left} {bottom}Z")), ["S370"]);
        assert_eq!(with(words, &format!("{own}M10 10L11 10L11 11Z")), ["S370"]);
        // A corner that is moved, by more and by less than the tolerance.
        let moved = |by: f64| {
            let first = own[1..].split(' ').next().unwrap();
            own.replacen(first, &format!("{:.3}", first.parse::<f64>().unwrap() + by), 1)
        };
        assert_eq!(with(words, &moved(0.1)), ["S370"]);
        assert_eq!(with(words, &moved(0.02)), [""; 0]);
    }
    // Two numbers exchanged, each still called as before.
    let ((first, at), (second, to)) = (outline(&text, "1\""), outline(&text, "2\""));
    let middle = &text[at + first.len()..to];
    let edited = format!("{}{second}{middle}{first}{}", &text[..at], &text[to + second.len()..]);
    let codes = found(&desk, SVG, edited.as_bytes());
    assert!(codes.contains(&"S357") || codes.contains(&"S370"), "{codes:?}");
}

#[test]
fn words_for_the_maker_are_those_of_the_pdf() {
    let desk = drawing_svg();
    let text = fs::read_to_string(desk.file(SVG)).unwrap();
    let line = text.lines().rfind(|line| line.contains("fill=\"#808080\" stroke=\"none\" d")).unwrap();
    assert_eq!(found(&desk, SVG, text.replacen(line, "", 1).as_bytes()), ["S357"]);
    assert_eq!(found(&desk, SVG, text.replacen(line, &format!("{line}\n{line}"), 1).as_bytes()), ["S357"]);
    let end = text.find("</title>").unwrap();
    assert_eq!(found(&desk, SVG, format!("{}!{}", &text[..end], &text[end..]).as_bytes()), ["S357"]);
}

#[test]
fn a_solid_whose_normals_or_marks_say_something_else() {
    let dies = president(Formats { dies: true, ..NONE });
    let desk = solid();
    let whole = fs::read(desk.file(STL)).unwrap();
    for (desk, file) in [(&desk, STL), (&dies, "die.male.kk.stl"), (&dies, "die.female.kk.stl")] {
        let mut edited = fs::read(desk.file(file)).unwrap();
        // The sign of the first normal that points up or down.
        let at = (84..edited.len()).step_by(50).find(|at| edited[*at + 11] & 0x7f == 0x3f).unwrap();
        edited[at + 11] ^= 0x80;
        assert_eq!(found(desk, file, &edited), ["S359"], "{file}");
    }
    let mut none = whole.clone();
    none[84..96].fill(0);
    assert_eq!(found(&desk, STL, &none), ["S359"]);
    let mut marked = whole.clone();
    marked[84 + 48] = 1;
    assert_eq!(found(&desk, STL, &marked), ["S359"]);
    let mut colored = whole.clone();
    colored[40..46].copy_from_slice(b"COLOR=");
    assert_eq!(found(&desk, STL, &colored), ["S301"]);
}

/// An STL with every corner of its last body moved, normals put right.
fn last_body(bytes: &[u8], triangles: usize, change: impl Fn([f32; 3]) -> [f32; 3]) -> Vec<u8> {
    let mut edited = bytes.to_vec();
    let from = edited.len() - triangles * 50;
    for record in edited[from..].chunks_mut(50) {
        let number = |at: usize| f32::from_le_bytes(record[at..at + 4].try_into().unwrap());
        let corners = [12, 24, 36].map(|at| change([number(at), number(at + 4), number(at + 8)]));
        let less = |to: [f32; 3]| [0, 1, 2].map(|axis| f64::from(to[axis]) - f64::from(corners[0][axis]));
        let ([ux, uy, uz], [vx, vy, vz]) = (less(corners[1]), less(corners[2]));
        let normal = [uy * vz - uz * vy, uz * vx - ux * vz, ux * vy - uy * vx];
        let length = normal.iter().map(|side| side * side).sum::<f64>().sqrt();
        #[expect(clippy::cast_possible_truncation, reason = "what the format holds")]
        let normal = normal.map(|side| (side / length) as f32);
        let numbers = normal.into_iter().chain(corners.into_iter().flatten());
        record[..48].copy_from_slice(&numbers.flat_map(f32::to_le_bytes).collect::<Vec<_>>());
    }
    edited
}

#[test]
fn a_dot_of_a_solid_that_is_a_needle() {
    let desk = solid();
    let whole = fs::read(desk.file(STL)).unwrap();
    let same = last_body(&whole, 72, |corner| corner);
    desk.replace(STL, &same);
    assert_eq!(desk.codes(), []);
    // The rings between base and tip drawn toward the base's height: a spike on a disc.
    let needle = last_body(&whole, 72, |[x, y, z]| [x, y, if z > 1.01 && z < 1.49 { 1.01 } else { z }]);
    assert_eq!(found(&desk, STL, &needle), ["S354", "S359"]);
}
