//! `alignment.pdf`: the ballot's edge, squares and windows true to size between two rulers.

use ballot::{Language, Status};
use wording::{Phrase, fill, phrase};

use super::super::expect::opening;
use super::super::finding::{CheckFinding, Found};
use super::super::ink::{Ink, LINE, Page};
use super::super::outline::{rectangle, rounded};
use super::super::parts::{BLACK, Set, Tint};
use super::super::plane::{Bounds, Spot};
use super::super::source::Source;
use super::Sheet;

/// The rulers stand left of and above the ballot, the words below it.
const RULERS: f64 = 14.0;
const WORDS: f64 = 34.0;
const RIGHT: f64 = 6.0;
const MAGENTA: Tint = [0.0, 1.0, 0.0, 0.0];
/// Heights of capitals: what it is, how it is used, numbers beside squares and on rulers.
const WHAT: f64 = 1.7;
const HOW: f64 = 1.5;
const NUMBER: f64 = 2.0;
/// From the ballot's edge to the words, and after each paragraph.
const GAPS: [f64; 3] = [3.0, 0.8, 0.6];
const CENTIMETRE: f64 = 1.8;
/// Thickness of black lines.
const FINE: f64 = 0.15;

/// Proof-reads the alignment sheet.
pub(in crate::check) fn read(page: &Page, source: &Source, file: &str) -> Vec<Found> {
    let form = &source.form;
    let [width, height] = [form.page.width.mm(), form.page.height.mm()];
    let mut sheet = Sheet::new(page, file, [width + RULERS + RIGHT, height + RULERS + WORDS], line);
    let edge = Bounds { left: RULERS, top: RULERS, right: RULERS + width, bottom: RULERS + height };
    if !sheet.parts.ring(BLACK, &rectangle(edge)) {
        let finding = CheckFinding::OutlineWrong { detail: file.to_owned() };
        sheet.find(None, Some(edge.center()), finding);
    }
    sheet.squares(&form.squares, RULERS);
    sheet.corner(source, RULERS);
    windows(&mut sheet, source);
    for (number, square) in (1_u32..).zip(form.option_squares()) {
        let set = Set::at(RULERS + square.left.mm() - 7.0, RULERS + square.center().y.mm() + 1.0, NUMBER);
        sheet.words(Some(number), BLACK, set, &number.to_string());
    }
    ruler(&mut sheet, width, Spot::new, |mark, far| [mark - 1.0, far - 1.0]);
    ruler(&mut sheet, height, |along, across| Spot::new(across, along), |mark, far| [far - 5.0, mark + 1.0]);
    words(&mut sheet, source);
    sheet.end()
}

/// Black lines are as fine as a ruler's; the windows' are as on the stencil.
fn line(ink: &Ink) -> f64 {
    if *ink == Ink::BLACK { FINE } else { LINE }
}

fn windows(sheet: &mut Sheet<'_>, source: &Source) {
    for (index, option) in source.contest.options.iter().enumerate() {
        let Some((opening, radius)) = opening(&source.form, index, source.making.technique) else { continue };
        let wanted = Bounds::of(opening, RULERS, RULERS);
        if option.status == Status::Standing && !sheet.parts.ring(MAGENTA, &rounded(wanted, radius)) {
            let row = option.number;
            sheet.find(Some(row), Some(wanted.center()), CheckFinding::WindowMissing { row });
        }
    }
}

/// A mark each millimetre, longer ones at five and ten, and a number at each centimetre.
fn ruler(sheet: &mut Sheet<'_>, length: f64, at: fn(f64, f64) -> Spot, number: fn(f64, f64) -> [f64; 2]) {
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a page is a few hundred mm long")]
    let marks = (length + 1e-6).max(0.0) as u32;
    for mark in 0..=marks {
        let along = RULERS + f64::from(mark);
        let reach = match mark % 10 {
            0 => 4.0,
            5 => 3.0,
            _ => 2.0,
        };
        let (near, far) = (RULERS - 1.0, RULERS - 1.0 - reach);
        sheet.line(BLACK, at(along, near), at(along, far));
        if mark % 10 == 0 {
            let [x, y] = number(along, far);
            sheet.words(None, BLACK, Set::at(x, y, CENTIMETRE), &(mark / 10).to_string());
        }
    }
}

fn words(sheet: &mut Sheet<'_>, source: &Source) {
    let (form, contest) = (&source.form, &source.contest);
    let side = Language::ON_BALLOT
        .map(|language| fill(phrase(Phrase::SideOfSheet, language), &[("side", form.side.to_string())]))
        .join(" / ");
    let (title, id, size) = (&contest.title.ru, &form.id, form.page);
    let what = format!("{title} · {id} · {} × {} mm · {side}", size.width, size.height);
    let set = |y: f64, capital: f64| Set { start: Spot::new(RULERS, y), capitals: [capital; 2] };
    let mut y = sheet.paragraph(BLACK, set(RULERS + form.page.height.mm() + GAPS[0], WHAT), &what) + GAPS[1];
    for language in Language::ON_BALLOT {
        let how = format!("{}. {}", phrase(Phrase::PrintAt100, language), phrase(Phrase::AlignmentHow, language));
        y = sheet.paragraph(BLACK, set(y, HOW), &how) + GAPS[2];
    }
}
