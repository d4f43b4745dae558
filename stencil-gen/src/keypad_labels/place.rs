//! Where labels lie on their sheet.

use ballot::{Language, Length, Point, Rect};
use keypad_protocol::{Cap, Key};
use wording::{Phrase, phrase};

use super::{LabelSheet, SHEET, cells, name, symbols};
use crate::braille::{self, UnknownSign};
use crate::fonts;
use crate::layout::measures::{CELL_PITCH, CLEARANCE, DOT_PITCH, DOT_RADIUS, LINE_PITCH};
use crate::layout::{BrailleLine, TextLine};

/// Around the sheet.
const MARGIN: Length = Length::from_mm(10);
/// Where the first label begins: below the words for the maker.
const TOP: Length = Length::from_mm(34);
/// Between labels, for the knife.
const GAP: Length = Length::from_mm(4);
/// From a cut to the center of a symbol: half its square, half its stroke and 2 mm to hold on.
const SYMBOL_IN: Length = Length::from_um(6_600);
/// Half of a symbol's square and of its stroke.
const SYMBOL_REACH: Length = Length::from_um(4_600);
/// From a cut to the first line's middle: clearance, a dot, and half a cell.
const LINE_IN: Length = Length::from_um(4_800 + 800 + 2_500);
/// The side of a sign on a key cap: caps are 12 to 14 mm wide at the top.
const CAP: Length = Length::from_mm(12);
/// The width of a keyboard's raster.
const CAP_PITCH: Length = Length::from_um(19_050);
/// Capitals of the flat print, 10 point (VVSG 2.0 7.1-I).
const CAPITAL: Length = Length::from_um(3_500);

/// A label beside each key: symbol at the left, then a line for each language.
pub(super) fn beside_keys(keys: &[Key], languages: &[Language]) -> Result<Vec<LabelSheet>, UnknownSign> {
    let mut sheet = LabelSheet {
        notes: notes(Phrase::LabelsKeypadTitle, Phrase::LabelsKeypadHow, languages),
        ..LabelSheet::default()
    };
    let height = lines_height(languages.len());
    let from_left = SYMBOL_IN + SYMBOL_REACH + CLEARANCE + DOT_RADIUS;
    let mut at = Point::new(MARGIN, TOP);
    for &key in keys {
        let lines =
            languages.iter().map(|&language| Ok((language, cells(key, language)?))).collect::<Result<Vec<_>, _>>()?;
        let longest = lines.iter().map(|(_, cells)| cells.len()).max().unwrap_or_default();
        let width = from_left + braille_width(longest) + DOT_RADIUS + CLEARANCE;
        if at.x + width > SHEET.width - MARGIN {
            at = Point::new(MARGIN, at.y + height + GAP);
        }
        let label = Rect { left: at.x, top: at.y, right: at.x + width, bottom: at.y + height };
        sheet.cuts.push(label);
        sheet.raised.extend(symbols::placed(key, Point::new(label.left + SYMBOL_IN, label.center().y)));
        for (line, (language, cells)) in (0_i64..).zip(lines) {
            let middle = Point::new(label.left + from_left, label.top + LINE_IN + LINE_PITCH * line);
            put_line(&mut sheet, key, language, middle, cells, phrase(name(key), language));
        }
        at.x = label.right + GAP;
    }
    Ok(vec![sheet])
}

/// A page with a raised sign for each cap, laid out as the keypad is, and a page a language with a card that says in
/// Braille what each cap does.
pub(super) fn on_caps(caps: &[(Cap, Key)], languages: &[Language]) -> Result<Vec<LabelSheet>, UnknownSign> {
    let page = || LabelSheet {
        notes: notes(Phrase::LabelsNumericTitle, Phrase::LabelsNumericHow, languages),
        ..LabelSheet::default()
    };
    let mut signs = page();
    // The bump of 5 is the keypad's own: a sign on it would hide what fingers look for.
    for &(cap, key) in caps.iter().filter(|(cap, _)| *cap != Cap::Digit(5)) {
        let (column, row) = seat(cap);
        let (left, top) = (MARGIN + CAP_PITCH * column, TOP + CAP_PITCH * row);
        let sign = Rect { left, top, right: left + CAP, bottom: top + CAP };
        signs.cuts.push(sign);
        signs.raised.extend(symbols::placed(key, sign.center()));
    }
    let mut pages = vec![signs];
    for &language in languages {
        let mut sheet = page();
        card(&mut sheet, caps, language)?;
        pages.push(sheet);
    }
    Ok(pages)
}

/// A cap's column and row in the usual keypad of four columns and five rows. `+` and `Enter` reach over two rows.
const fn seat(cap: Cap) -> (i64, i64) {
    match cap {
        Cap::NumLock => (0, 0),
        Cap::Divide => (1, 0),
        Cap::Multiply => (2, 0),
        Cap::Minus => (3, 0),
        Cap::Plus => (3, 1),
        Cap::Enter => (3, 3),
        Cap::Point => (2, 4),
        Cap::Digit(0) => (0, 4),
        Cap::Digit(digit) => {
            let step = digit as i64 - 1;
            (step % 3, 3 - step / 3)
        }
    }
}

/// A card with a line for each cap: what stands on it, and what it does.
fn card(sheet: &mut LabelSheet, caps: &[(Cap, Key)], language: Language) -> Result<(), UnknownSign> {
    let style = braille::Style::new(crate::layout::braille_language(language));
    let mut lines = Vec::new();
    for &(cap, key) in caps {
        let words = format!("{}: {}", face(cap, language), phrase(name(key), language));
        lines.push((key, braille::translate(&words, style)?, words));
    }
    let longest = lines.iter().map(|(_, cells, _)| cells.len()).max().unwrap_or_default();
    let (left, from_left) = (MARGIN, CLEARANCE + DOT_RADIUS);
    let right = left + from_left * 2 + braille_width(longest);
    sheet.cuts.push(Rect { left, top: TOP, right, bottom: TOP + lines_height(lines.len()) });
    for (line, (key, cells, words)) in (0_i64..).zip(lines) {
        let middle = Point::new(left + from_left, TOP + LINE_IN + LINE_PITCH * line);
        put_line(sheet, key, language, middle, cells, &words);
    }
    Ok(())
}

/// What a finger finds on a cap, in words where the sign on it is no Braille letter or digit.
fn face(cap: Cap, language: Language) -> &'static str {
    match cap {
        Cap::NumLock | Cap::Digit(_) => cap.face(),
        Cap::Divide => phrase(Phrase::CapDivide, language),
        Cap::Multiply => phrase(Phrase::CapMultiply, language),
        Cap::Minus => phrase(Phrase::CapMinus, language),
        Cap::Plus => phrase(Phrase::CapPlus, language),
        Cap::Enter => phrase(Phrase::CapEnter, language),
        Cap::Point => phrase(Phrase::CapPoint, language),
    }
}

/// Braille whose first cell's dots begin at `middle`, and flat print over it.
fn put_line(
    sheet: &mut LabelSheet,
    key: Key,
    language: Language,
    middle: Point,
    cells: Vec<braille::Cell>,
    words: &str,
) {
    let capital = fitting(words, braille_width(cells.len()));
    let baseline = Point::new(middle.x, middle.y + capital.half());
    sheet.print.push(TextLine { baseline, capital, bold: true, text: words.to_owned() });
    let origin = Point::new(middle.x, middle.y - DOT_PITCH);
    sheet.braille.push((key, language, BrailleLine { origin, cell_pitch: CELL_PITCH, cells }));
}

/// Print never runs on beyond its Braille by more than the clearance that is free there.
fn fitting(words: &str, width: Length) -> Length {
    crate::export::fitting(fonts::bold(), words, width + CLEARANCE, CAPITAL, Length::from_um(2_000))
}

/// From the first dot column to the last of `cells` cells.
fn braille_width(cells: usize) -> Length {
    let cells = i64::try_from(cells).unwrap_or(i64::MAX).max(1);
    CELL_PITCH * (cells - 1) + DOT_PITCH
}

/// Height of a label with so many lines.
fn lines_height(lines: usize) -> Length {
    let lines = i64::try_from(lines).unwrap_or(i64::MAX).max(1);
    LINE_IN * 2 + LINE_PITCH * (lines - 1)
}

/// Title and order of work, at the top of the sheet.
fn notes(title: Phrase, how: Phrase, languages: &[Language]) -> Vec<TextLine> {
    let language = languages.first().copied().unwrap_or(Language::Kk);
    let ruler = format!("{}. {}.", phrase(Phrase::FrontView, language), phrase(Phrase::PrintAt100, language));
    let texts = [
        (phrase(title, language).to_owned(), 3_000, true),
        (phrase(how, language).to_owned(), 2_000, false),
        (ruler, 2_000, false),
    ];
    let mut y = MARGIN;
    let mut notes = Vec::new();
    for (text, capital, bold) in texts {
        let capital = Length::from_um(capital);
        let font = if bold { fonts::bold() } else { fonts::regular() };
        for line in crate::export::broken(font, &text, capital, SHEET.width - MARGIN * 2) {
            y += capital;
            notes.push(TextLine { baseline: Point::new(MARGIN, y), capital, bold, text: line });
            y += capital;
        }
    }
    notes
}
