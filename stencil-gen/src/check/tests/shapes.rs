//! The files for machines, whole and damaged. Hashes in the report are put right, so that only the
//! content tells.

use std::fs;

use ballot::{Length, Size};

use super::desk::{Desk, example, form};
use crate::check::{self, Given};
use crate::layout::{Settings, Technique};
use crate::make::{Formats, Wanted};

const ALL: Formats = Formats { png: false, booklet: None, svg: true, dxf: true, stl: true, dies: true };
const SVG: &str = "stencil.kk.svg";
const DXF: &str = "stencil.kk.dxf";
const STL: &str = "stencil.kk.stl";

fn wide() -> Settings {
    Settings { max_sheet: Size::new(Length::from_mm(450), Length::from_mm(560)), ..Settings::default() }
}

fn president() -> Desk {
    let settings = Settings::default();
    Desk::with(&example("2022-president"), &[form("a5-7rows")], &settings, Wanted::Both, ALL)
}

/// Whether the first line with a mark is edited in a way that is found, and with which codes.
fn codes(desk: &Desk, file: &str, edit: impl FnOnce(String) -> String) -> Vec<&'static str> {
    let whole = fs::read(desk.file(file)).unwrap();
    let text = String::from_utf8(whole.clone()).unwrap();
    let edited = edit(text.clone());
    assert_ne!(text, edited);
    found(desk, file, edited.as_bytes(), &whole)
}

/// The codes found with a file replaced, each only about that file; the file is put back.
fn found(desk: &Desk, file: &str, edited: &[u8], whole: &[u8]) -> Vec<&'static str> {
    desk.replace(file, edited);
    let checked = desk.check();
    assert!(checked.found.iter().all(|found| found.file == file), "{:?}", checked.found);
    let codes = desk.codes().into_iter().map(|(code, _)| code).collect();
    desk.replace(file, whole);
    codes
}

/// The bytes of an STL with every number changed.
fn moved(bytes: &[u8], change: impl Fn(usize, [f32; 3]) -> [f32; 3]) -> Vec<u8> {
    let mut edited = bytes.to_vec();
    for (index, triangle) in edited[84..].chunks_mut(50).enumerate() {
        for corner in triangle[12..48].chunks_mut(12) {
            let number = |at: usize| f32::from_le_bytes(corner[at..at + 4].try_into().unwrap());
            let new = change(index, [number(0), number(4), number(8)]);
            corner.copy_from_slice(&new.map(f32::to_le_bytes).concat());
        }
    }
    edited
}

/// An STL without the triangles from one on.
fn without(bytes: &[u8], from: usize, count: usize) -> Vec<u8> {
    let total = u32::from_le_bytes(bytes[80..84].try_into().unwrap());
    let mut edited = bytes[..80].to_vec();
    edited.extend((total - u32::try_from(count).unwrap()).to_le_bytes());
    edited.extend_from_slice(&bytes[84..84 + from * 50]);
    edited.extend_from_slice(&bytes[84 + (from + count) * 50..]);
    edited
}

fn triangles(bytes: &[u8]) -> usize {
    (bytes.len() - 84) / 50
}

/// Triangles of a dot's body.
const DOT: usize = 72;

#[test]
fn every_example_passes_in_every_format() {
    let film = Settings { technique: Technique::Film, ..wide() };
    let swell = Settings { technique: Technique::Swell, ..wide() };
    let cases = [
        ("2022-president", "a5-7rows", wide()),
        ("2022-president", "a4-7rows", wide()),
        ("2023-parties", "a5-8rows", film),
        ("2024-referendum-npp", "a5-2rows", swell),
    ];
    for (list, on, settings) in cases {
        let mut election: serde_json::Value = serde_json::from_str(&example(list)).unwrap();
        election["contests"][0]["form"] = serde_json::Value::Null;
        let desk = Desk::with(&election.to_string(), &[form(on)], &settings, Wanted::Both, ALL);
        assert_eq!(desk.check().found, [], "{list} {on}");
    }
}

#[test]
fn the_longest_ballots_pass_in_every_format() {
    let forms =
        ["a4-2rows", "a4-7rows", "a5-17rows", "a5-2rows", "a5-6rows", "a5-7rows", "a5-8rows", "strip-43rows"].map(form);
    let desk = Desk::with(&example("synthetic-five-contests"), &forms, &wide(), Wanted::Both, ALL);
    for folder in check::contest_folders(&desk.out()).unwrap() {
        assert_eq!(check::folder(&folder, &Given::default()).unwrap().found, [], "{}", folder.display());
    }
}

#[test]
fn a_withdrawn_row_passes_in_every_format() {
    let mut election: serde_json::Value = serde_json::from_str(&example("2022-president")).unwrap();
    election["contests"][0]["options"][2]["status"] = "withdrawn".into();
    let desk = Desk::with(&election.to_string(), &[form("a5-7rows")], &wide(), Wanted::Both, ALL);
    let for_machines = |file: &str| !file.ends_with(".pdf") && file != "report.json";
    let found = desk.check().found.into_iter().filter(|found| for_machines(&found.file));
    assert_eq!(found.collect::<Vec<_>>(), []);
}

/// Moves the x of one circle by 0.3 mm.
fn circle_moved(text: &str, which: usize, mark: &str, end: &str) -> String {
    let (at, _) = text.match_indices(mark).nth(which).unwrap();
    let start = at + mark.len();
    let length = text[start..].find(end).unwrap();
    let x: f64 = text[start..start + length].parse().unwrap();
    format!("{}{:.3}{}", &text[..start], x + 0.3, &text[start + length..])
}

#[test]
fn damage_to_an_svg() {
    let desk = president();
    assert_eq!(codes(&desk, SVG, |text| circle_moved(&text, 200, "cx=\"", "\"")), ["S356"]);
    let one = |text: &str, mark: &str| {
        let line = text.lines().rfind(|line| line.starts_with(mark)).unwrap().to_owned() + "\n";
        (text.replacen(&line, "", 1), text.replacen(&line, &line.repeat(2), 1), line)
    };
    assert_eq!(codes(&desk, SVG, |text| one(&text, "<circle").0), ["S354"]);
    assert_eq!(codes(&desk, SVG, |text| one(&text, "<circle").1), ["S355"]);
    // The last path is a window.
    assert_eq!(codes(&desk, SVG, |text| one(&text, "<path d").0), ["S354"]);
    assert_eq!(codes(&desk, SVG, |text| one(&text, "<rect").0), ["S354"]);
    assert_eq!(codes(&desk, SVG, |text| text.replace("r=\"0.8\"", "r=\"0.7\"")), ["S356"]);
    assert_eq!(
        codes(&desk, SVG, |text| text.replace("186.000mm", "184.140mm").replace("225.000mm", "222.750mm")),
        ["S312", "S353"]
    );
    assert_eq!(codes(&desk, SVG, |text| text.replace("186.000mm", "186.000px")), ["S312", "S353"]);
    assert_eq!(codes(&desk, SVG, |text| text.replace("\"Cut\"", "\"Cuts\"")), ["S310", "S354", "S355"]);
    assert_eq!(codes(&desk, SVG, |text| text.replace("aria-label=\"7\"", "aria-label=\"8\"")), ["S357"]);
    assert_eq!(codes(&desk, SVG, |text| text.replace("stroke=\"#ff0000\"", "stroke=\"none\"")), ["S311"]);
}

#[test]
fn an_svg_that_hides_or_moves_a_shape_is_refused() {
    let desk = president();
    for (from, to) in [
        ("<g id=\"Cut\"", "<g transform=\"scale(0.99)\" id=\"Cut\""),
        ("<circle ", "<circle style=\"display:none\" "),
        ("<g id=\"Cut\"", "<style>g{display:none}</style><g id=\"Cut\""),
        ("</svg>", ""),
        ("<circle ", "<use href=\"#dot\"/><circle "),
        ("http://www.w3.org/2000/svg", "http://www.w3.org/2001/svg"),
        ("A1 1 0 0 1", "A1 2 0 0 1"),
    ] {
        assert_eq!(codes(&desk, SVG, |text| text.replacen(from, to, 1)), ["S301"], "{to}");
    }
    // The long way round a corner.
    let long = codes(&desk, SVG, |text| text.replacen("A1 1 0 0 1", "A1 1 0 1 1", 1));
    assert!(!long.is_empty());
}

#[test]
fn damage_to_a_dxf() {
    let desk = president();
    let circle = "CIRCLE\n8\nBraille\n10\n";
    assert_eq!(codes(&desk, DXF, |text| circle_moved(&text, 100, circle, "\n")), ["S356"]);
    let removed = |text: String| {
        let (start, _) = text.match_indices("0\nCIRCLE\n").nth(100).unwrap();
        let length = text[start + 2..].find("\n0\nCIRCLE\n").unwrap() + 3;
        format!("{}{}", &text[..start], &text[start + length..])
    };
    assert_eq!(codes(&desk, DXF, removed), ["S354"]);
    assert_eq!(codes(&desk, DXF, |text| text.replace("$INSUNITS\n70\n4\n", "$INSUNITS\n70\n1\n")), ["S353"]);
    assert_eq!(codes(&desk, DXF, |text| text.replace("\n2\nCut\n", "\n2\nSchnitt\n")), ["S310"]);
    let renamed = codes(&desk, DXF, |text| text.replace("\nCut\n", "\nSchnitt\n"));
    assert_eq!(renamed, ["S310", "S354", "S355"]);
    assert_eq!(
        codes(&desk, DXF, |text| text.replace("\n2\nCut\n70\n0\n62\n1\n", "\n2\nCut\n70\n0\n62\n-1\n")),
        ["S310"]
    );
    assert_eq!(codes(&desk, DXF, |text| text.replacen("\n70\n1\n10\n", "\n70\n0\n10\n", 1)), ["S301"]);
    assert!(!codes(&desk, DXF, |text| text.replacen("\n42\n-0.4", "\n42\n0.4", 1)).is_empty());
    for length in [0, 1, 500, 2_000, 20_000] {
        let cut = codes(&desk, DXF, |text| text[..length].to_owned());
        assert_eq!(cut, ["S301"], "{length}");
    }
}

#[test]
fn damage_to_a_solid() {
    let desk = president();
    let whole = fs::read(desk.file(STL)).unwrap();
    let last = triangles(&whole) - DOT;
    let codes = |edited: &[u8]| found(&desk, STL, edited, &whole);
    assert_eq!(codes(&without(&whole, last, DOT)), ["S354"]);
    let nudged = |mm: f32| moved(&whole, |index, [x, y, z]| [if index >= last { x + mm } else { x }, y, z]);
    assert_eq!(codes(&nudged(0.3)), ["S356"]);
    assert_eq!(codes(&nudged(0.01)), [""; 0]);
    let lower = moved(&whole, |index, [x, y, z]| [x, y, if index >= last && z > 1.4 { z - 0.1 } else { z }]);
    assert_eq!(codes(&lower), ["S354", "S359"]);
    assert_eq!(codes(&without(&whole, last, 1)), ["S354", "S359"]);
    assert_eq!(codes(&whole[..whole.len() - 50]), ["S301"]);
    assert_eq!(codes(&whole[..40]), ["S301"]);
    assert!(codes(&moved(&whole, |_, place| place.map(|mm| mm * 0.99))).contains(&"S359"));
    // Inside out: left and right exchanged.
    assert!(codes(&moved(&whole, |_, [x, y, z]| [186.0 - x, y, z])).contains(&"S359"));
    let mut doubled = whole[..84].to_vec();
    doubled[80..84].copy_from_slice(&u32::try_from(triangles(&whole) + DOT).unwrap().to_le_bytes());
    doubled.extend_from_slice(&whole[84..]);
    let dot = moved(&whole, |_, [x, y, z]| [x + 10.0, y, z])[84 + last * 50..].to_vec();
    doubled.extend_from_slice(&dot);
    assert_eq!(codes(&doubled), ["S355"]);
}

#[test]
fn a_window_that_is_filled_in_a_solid() {
    let desk = president();
    let whole = fs::read(desk.file(STL)).unwrap();
    // The last window of the card, from its corners in x and y.
    let inside = |[x, y, _]: [f32; 3]| (152.4..161.6).contains(&x) && (225.0 - 165.6..225.0 - 156.4).contains(&y);
    let shrunk = moved(&whole, |_, at| {
        let [x, y, z] = at;
        if inside(at) { [157.0 + (x - 157.0) * 0.9, 64.0 + (y - 64.0) * 0.9, z] } else { at }
    });
    // The short edges of its rounded corners turn a little, and their normals do not.
    assert_eq!(found(&desk, STL, &shrunk, &whole), ["S356", "S359"]);
}

#[test]
fn damage_to_dies() {
    let desk = president();
    for kind in ["dxf", "stl"] {
        let (male, female) = (format!("die.male.kk.{kind}"), format!("die.female.kk.{kind}"));
        let [bumps, recesses] = [&male, &female].map(|file| fs::read(desk.file(file)).unwrap());
        assert_eq!(found(&desk, &female, &bumps, &recesses), ["S358"], "{kind}");
        assert_eq!(found(&desk, &male, &recesses, &bumps), ["S358"], "{kind}");
    }
    let circle = "CIRCLE\n8\nBraille\n10\n";
    for file in ["die.male.kk.dxf", "die.female.kk.dxf"] {
        assert_eq!(codes(&desk, file, |text| circle_moved(&text, 10, circle, "\n")), ["S356"]);
        assert_eq!(codes(&desk, file, |text| circle_moved(&text, 1, "CIRCLE\n8\nCut\n10\n", "\n")), ["S356"]);
    }
    // Turned over: left and right of every place exchanged, and with it the way round.
    let turned = |bytes: &[u8]| {
        let mut edited = moved(bytes, |_, [x, y, z]| [216.0 - x, y, z]);
        for triangle in edited[84..].chunks_mut(50) {
            let (second, third) = triangle[24..48].split_at_mut(12);
            second.swap_with_slice(third);
            // The normal is turned over with it.
            triangle[3] ^= 0x80;
        }
        edited
    };
    for file in ["die.male.kk.stl", "die.female.kk.stl"] {
        let whole = fs::read(desk.file(file)).unwrap();
        assert_eq!(found(&desk, file, &turned(&whole), &whole), ["S358"]);
        let deeper = moved(&whole, |_, [x, y, z]| [x, y, if (z - 3.4).abs() < 0.01 { 3.2 } else { z }]);
        let higher = moved(&deeper, |_, [x, y, z]| [x, y, if z > 4.4 { z + 0.2 } else { z }]);
        assert!(found(&desk, file, &higher, &whole).contains(&"S359"));
    }
}
