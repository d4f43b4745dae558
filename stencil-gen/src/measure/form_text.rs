//! The form's file, as a clerk reads it on.

use std::fmt::Write as _;

use hayro::kurbo::{Point, Rect};
use sha2::{Digest, Sha256};

use super::drawn::Frame;
use super::{Asked, SizeFrom};

/// Squares that lie this near to an even column are written as one, in mm: a fifth of what may be lost in all.
const EVEN: f64 = 0.02;

/// What the file is written from.
pub(super) struct Facts<'a> {
    pub(super) asked: &'a Asked<'a>,
    pub(super) pdf: &'a [u8],
    pub(super) page: usize,
    pub(super) size_from: SizeFrom,
    pub(super) side: u8,
    pub(super) trim: Rect,
    pub(super) squares: &'a [Frame],
}

/// Writes the form.
pub(super) fn write(facts: &Facts<'_>) -> String {
    let Facts { asked, page, side, trim, .. } = facts;
    let squares: Vec<Rect> = facts.squares.iter().map(|frame| frame.rect - trim.origin().to_vec2()).collect();
    let hash: String = Sha256::digest(facts.pdf).iter().map(|byte| format!("{byte:02x}")).collect();
    let size_from = match facts.size_from {
        SizeFrom::TrimBox => "the page's TrimBox",
        SizeFrom::WholePage => "the whole page, its size confirmed on the command line",
        SizeFrom::CropMarks => "its crop marks, at the distance given on the command line",
        SizeFrom::Scan => "a real sheet, given on the command line; the scan is corrected by it",
    };
    // A name with a line break would end the comment.
    let file: String = asked.file.chars().filter(|sign| !sign.is_control()).collect();
    let line = facts.squares.iter().map(|frame| frame.line).fold(0.0, f64::max);
    let in_the_middle = "Squares are measured in the middle of their line";
    let (how, warning) = match facts.size_from {
        SizeFrom::Scan => (format!("{in_the_middle}, to about 0.2 mm."), "A scan shows one sheet"),
        SizeFrom::TrimBox | SizeFrom::WholePage | SizeFrom::CropMarks => {
            (format!("{in_the_middle}, which is {} mm thick.", number(line)), "A print file is no sheet")
        }
    };
    let mut text = String::new();
    // Writing to a string cannot fail.
    let _ = write!(
        text,
        "# A ballot form, measured by stencil-gen {version} on page {page} of {file}
# SHA-256 of that file: {hash}
# The sheet's size is that of {size_from}. {how}
# {warning}: compare with real, trimmed sheets before the print run, and say below how their corner is marked.
# The keys are explained in examples/forms/a5-7rows.toml.
format = \"form/1\"
id = {id}
page = [{width}, {height}]
side = {side}
{squares}
spare_squares = {spare}
corner = \"plain\"
paper = \"\"
",
        version = env!("CARGO_PKG_VERSION"),
        id = toml::Value::String(asked.id.clone()),
        width = number(trim.width()),
        height = number(trim.height()),
        squares = even(&squares).unwrap_or_else(|| each(&squares)),
        spare = asked.spare,
    );
    text
}

/// Squares that are evenly spaced and alike.
fn even(squares: &[Rect]) -> Option<String> {
    let (first, last) = (squares.first()?, squares.last()?);
    let gaps = u32::try_from(squares.len() - 1).ok().filter(|gaps| *gaps > 0)?;
    let pitch = (last.center().y - first.center().y) / f64::from(gaps);
    let size = first.size();
    let alike = (0_u32..).zip(squares).all(|(row, square)| {
        let wanted = first.center() + hayro::kurbo::Vec2::new(0.0, pitch * f64::from(row));
        let off = square.center() - wanted;
        let sides = square.size() - size;
        [off.x, off.y, sides.width, sides.height].iter().all(|off| off.abs() <= EVEN)
    });
    let Point { x, y } = first.center();
    alike.then(|| {
        format!(
            "squares = {{ size = [{}, {}], first_center = [{}, {}], pitch = {}, rows = {} }}",
            number(size.width),
            number(size.height),
            number(x),
            number(y),
            number(pitch),
            squares.len()
        )
    })
}

fn each(squares: &[Rect]) -> String {
    let one = |square: &Rect| {
        let numbers = [square.x0, square.y0, square.width(), square.height()].map(number);
        format!("    [{}],\n", numbers.join(", "))
    };
    format!("squares = [\n{}]", squares.iter().map(one).collect::<String>())
}

/// In millimetres to the micrometre, as `form/1` has them: with a point, and no more zeros than needed.
fn number(mm: f64) -> String {
    // A point's third decimal is 0.4 µm: what is left after rounding to 2 µm comes of the file's own rounding.
    let fine = format!("{mm:.3}");
    let short = fine.trim_end_matches('0');
    if short.ends_with('.') { format!("{short}0") } else { short.to_owned() }
}
