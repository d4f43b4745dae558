//! Ballots drawn in every way that a print shop may draw them, and in some that it must not.

mod boxes;
mod damage;
mod examples;
mod others;
mod questions;
mod scans;
mod sheets;
mod writing;

use std::fmt::Write as _;

use ballot::Contest;
use wording::Coded;

use super::{Asked, MeasureProblem, Measured, Refusal, measure};

/// Points in a millimetre.
const K: f64 = 72.0 / 25.4;

/// A page: what stands in its dictionary, and its content.
struct Leaf {
    boxes: String,
    content: String,
}

/// A whole file, written by hand. Font `/F` is Helvetica, font `/B` has a square for the letter `a`, picture `/P` is gray,
/// layer `/H` is hidden.
fn pdf(leaves: &[Leaf]) -> Vec<u8> {
    let square = "1000 0 0 0 1000 1000 d1 0 0 1000 1000 re 50 50 900 900 re f*";
    let mut objects = vec![
        "<< /Type /Catalog /Pages 2 0 R /OCProperties << /OCGs [7 0 R] /D << /OFF [7 0 R] >> >> >>".to_owned(),
        String::new(),
        "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>".to_owned(),
        "<< /Type /Font /Subtype /Type3 /FontBBox [0 0 1000 1000] /FontMatrix [0.001 0 0 0.001 0 0] /FirstChar 97 \
         /LastChar 97 /Widths [1000] /CharProcs << /uni25A1 5 0 R >> /Resources << >> \
         /Encoding << /Type /Encoding /Differences [97 /uni25A1] >> >>"
            .to_owned(),
        stream("", square),
        stream("/Type /XObject /Subtype /Image /Width 1 /Height 1 /ColorSpace /DeviceGray /BitsPerComponent 8", "x"),
        "<< /Type /OCG /Name (hidden) >>".to_owned(),
    ];
    let mut kids = String::new();
    for leaf in leaves {
        let number = objects.len() + 1;
        let _ = write!(kids, "{number} 0 R ");
        objects.push(format!(
            "<< /Type /Page /Parent 2 0 R {} /Contents {} 0 R /Resources << /Font << /F 3 0 R /B 4 0 R >> \
             /XObject << /P 6 0 R >> /Properties << /H 7 0 R >> /ExtGState << /Faint << /CA 0.1 /ca 0.1 >> >> >> >>",
            leaf.boxes,
            number + 1
        ));
        objects.push(stream("", &leaf.content));
    }
    objects[1] = format!("<< /Type /Pages /Kids [{kids}] /Count {} >>", leaves.len());
    let (mut file, mut places) = ("%PDF-1.7\n".to_owned(), Vec::new());
    for (number, object) in (1..).zip(&objects) {
        places.push(file.len());
        let _ = write!(file, "{number} 0 obj\n{object}\nendobj\n");
    }
    let table = file.len();
    let _ = write!(file, "xref\n0 {}\n0000000000 65535 f \n", objects.len() + 1);
    for place in places {
        let _ = writeln!(file, "{place:010} 00000 n ");
    }
    let _ = write!(file, "trailer\n<< /Size {} /Root 1 0 R >>\nstartxref\n{table}\n%%EOF\n", objects.len() + 1);
    file.into_bytes()
}

fn stream(keys: &str, content: &str) -> String {
    format!("<< {keys} /Length {} >>\nstream\n{content}\nendstream", content.len())
}

/// A page box in points from millimetres.
fn boxed(name: &str, [left, bottom, right, top]: [f64; 4]) -> String {
    format!("/{name} [{} {} {} {}] ", left * K, bottom * K, right * K, top * K)
}

/// A page of this size that is trimmed nowhere else, drawn on in millimetres from its top left corner.
fn plain(width: f64, height: f64, marks: &str) -> Leaf {
    let whole = [0.0, 0.0, width, height];
    let content = format!("{K} 0 0 {} 0 {} cm {marks}", -K, height * K);
    Leaf { boxes: boxed("MediaBox", whole) + &boxed("TrimBox", whole), content }
}

/// The squares of the tests: seven of 8 mm, from 130 mm and 58 mm, every 14 mm.
const SQUARES: [[f64; 4]; 7] = {
    let mut squares = [[130.0, 58.0, 8.0, 8.0]; 7];
    let mut row = 0;
    while row < 7 {
        squares[row][1] += 14.0 * row as f64;
        row += 1;
    }
    squares
};

/// Draws each square.
fn each(draw: impl Fn([f64; 4]) -> String) -> String {
    "0.3 w ".to_owned() + &SQUARES.map(draw).join("\n") + "\n"
}

/// As a stroked rectangle.
fn stroked([x, y, width, height]: [f64; 4]) -> String {
    format!("{x} {y} {width} {height} re S")
}

/// Words in Helvetica.
fn words(x: f64, y: f64, text: &str) -> String {
    format!("BT /F 4 Tf 1 0 0 -1 {x} {y} Tm ({text}) Tj ET\n")
}

/// What the tests know of their ballots.
fn asked() -> Asked<'static> {
    Asked { id: "measured".to_owned(), file: "ballot.pdf".to_owned(), side: Some(2), ..Asked::default() }
}

/// Measured, the squares must be those that were drawn.
fn assert_measured(pdf: &[u8], asked: &Asked<'_>, what: &str) -> Measured {
    let measured = measure(pdf, asked).unwrap_or_else(|refusal| panic!("{what}: {refusal:?}"));
    assert_eq!(measured.form.squares.len(), SQUARES.len(), "{what}");
    for (square, [x, y, width, height]) in measured.form.squares.iter().zip(SQUARES) {
        let found = [square.left, square.top, square.right, square.bottom].map(ballot::Length::mm);
        for (found, drawn) in found.into_iter().zip([x, y, x + width, y + height]) {
            assert!((found - drawn).abs() <= 0.02, "{what}: {found} instead of {drawn}");
        }
    }
    measured
}

fn problem(pdf: &[u8], asked: &Asked<'_>) -> MeasureProblem {
    match measure(pdf, asked) {
        Err(Refusal::Pdf(problem)) => problem,
        other => panic!("{other:?}"),
    }
}

fn code(pdf: &[u8], asked: &Asked<'_>) -> &'static str {
    problem(pdf, asked).code().as_str()
}

/// A contest with these names, the same in both languages.
fn contest(names: &[&str]) -> Contest {
    let json = example("2022-president");
    let reading = ballot::list::read("election.json", json.as_bytes(), &ballot::list::ReadOptions::default());
    let mut contest = ballot::rules::check(reading.draft).election.unwrap().contests.remove(0);
    let first = contest.options[0].clone();
    contest.options = names
        .iter()
        .map(|name| {
            let mut option = first.clone();
            option.name = ballot::Text { kk: (*name).to_owned(), ru: (*name).to_owned(), en: None };
            option
        })
        .collect();
    contest
}

const NAMES: [&str; 7] = ["Berg Anna", "Dahl Ole", "Eng-Lie Kari", "Foss Nils", "Haug Siri", "Lund Per", "Against all"];

/// The squares with names beside them.
fn named(names: &[&str]) -> String {
    let lines = SQUARES.iter().zip(names).map(|([_, y, ..], name)| words(15.0, y + 5.0, name));
    each(stroked) + &lines.collect::<String>()
}

/// The list of an example election.
fn example(name: &str) -> String {
    std::fs::read_to_string(project("examples/elections").join(name).join("election.json")).unwrap()
}

/// A path below the project's folder.
fn project(path: &str) -> std::path::PathBuf {
    std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("..").join(path)
}
