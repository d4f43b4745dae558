//! `proof.<lang>.pdf`: the sheet that two people sign. Read from top to bottom it must say, row by
//! row, what the list and the stencil say, and vouch for the very files beside it.

use std::collections::{BTreeMap, BTreeSet};

use ballot::{Language, Length, Status};
use sha2::{Digest, Sha256};
use wording::{Phrase, fill, millimetres, phrase};

use super::super::expect::{Wanted, opening};
use super::super::finding::{CheckFinding, Found};
use super::super::fold::{Style, fold};
use super::super::ink::{LINE, Page, Shape, Words};
use super::super::parts::{BLACK, Set};
use super::super::plane::Spot;
use super::super::proof::Facts;
use super::super::reader::{self, BLANK, GUIDE};
use super::Sheet;

/// A4, and from its edge to the words.
const PAPER: [f64; 2] = [210.0, 297.0];
const EDGE: f64 = 18.0;
/// Heights of capitals: the title, running words, and what is said beside.
const TITLE: f64 = 4.0;
const TEXT: f64 = 2.6;
const SMALL: f64 = 1.9;
/// Where a page's number stands.
const FOOT: [f64; 2] = [12.0, 9.0];
/// A cell's share of the line at most, and in it the distance of dots, in thousandths of a mm.
const WIDEST_CELL: u32 = 3_600;
const OFF: f64 = 0.03;
const READ: &str = "{text}";
/// Between parts of a line that guide dots lead across.
const LED: &str = " … ";
const PEOPLE: u32 = 2;
/// Lines are two capitals apart at the least.
const CLEAR: f64 = 1.9;
/// No paragraph has more of them.
const MOST_LINES: usize = 100;

/// What the sheet must be about.
pub(in crate::check) struct Signed<'a> {
    pub(in crate::check) wanted: &'a Wanted<'a>,
    pub(in crate::check) facts: &'a Facts,
    pub(in crate::check) files: &'a BTreeMap<String, Vec<u8>>,
    /// The files there must be; one too many is told by its own name, not by this sheet.
    pub(in crate::check) known: &'a BTreeSet<String>,
}

/// Where reading has come to.
struct Reading<'a> {
    about: &'a Signed<'a>,
    language: Language,
    /// The pages, the later ones above the first.
    sheets: Vec<Sheet<'a>>,
    at: usize,
    y: f64,
    /// How far the last line is below the one before, or below the paper's edge.
    apart: f64,
}

/// Proof-reads the sheet that is signed.
pub(in crate::check) fn read(pages: &[Page], about: &Signed<'_>, file: &str) -> Vec<Found> {
    let sheets = pages.iter().map(|page| Sheet::new(page, file, PAPER, |_| LINE)).collect();
    let mut reading = Reading { about, language: about.wanted.first_language(), sheets, at: 0, y: 0.0, apart: 0.0 };
    reading.feet();
    reading.head();
    reading.headings();
    for index in 0..about.facts.rows.len() {
        reading.row(index);
    }
    reading.vouched();
    reading.signatures();
    let mut found: Vec<Found> = reading.sheets.into_iter().flat_map(Sheet::end).collect();
    // A place is told of the first page only: that is the one a picture shows.
    let first = found.iter().take_while(|found| found.place.is_some()).count();
    for found in found.iter_mut().skip(if pages.len() == 1 { first } else { 0 }) {
        found.place = None;
    }
    found
}

impl<'a> Reading<'a> {
    fn say(&self, key: Phrase) -> &'static str {
        phrase(key, self.language)
    }

    fn find(&mut self, row: Option<u32>, finding: CheckFinding) {
        let at = self.at;
        if let Some(sheet) = self.sheets.get_mut(at) {
            sheet.find(row, None, finding);
        }
    }

    /// Every page has its number.
    fn feet(&mut self) {
        let count = self.sheets.len();
        let [right, up] = FOOT;
        for (number, sheet) in (1..).zip(&mut self.sheets) {
            let set = Set::at(PAPER[0] - EDGE - right, PAPER[1] - up, SMALL);
            sheet.words(None, BLACK, set, &format!("{number} / {count}"));
        }
    }

    /// The next paragraph, on this page or, where this one has no more words, the next.
    fn text(&mut self, row: Option<u32>, capital: f64, text: &str) {
        if let Err(found) = self.paragraph(capital, text) {
            let wanted = text.to_owned();
            self.find(row, CheckFinding::SheetWordsWrong { found, wanted });
        }
    }

    /// Reads a paragraph; the error is what stands there instead.
    fn paragraph(&mut self, capital: f64, text: &str) -> Result<(), String> {
        let (mut wanted, mut said, mut right) = (text, Vec::new(), true);
        while let Some(line) = self.next_line() {
            right &= self.plain(line, capital);
            said.push(line.text.as_str());
            let Some(rest) = wanted.strip_prefix(line.text.as_str()) else {
                // The rest of another paragraph, so that the next one is compared with its own.
                while self.continues(capital) && said.len() < MOST_LINES {
                    said.extend(self.next_line().map(|line| line.text.as_str()));
                }
                break;
            };
            wanted = rest.strip_prefix(' ').unwrap_or(rest);
            if rest.is_empty() {
                return if right { Ok(()) } else { Err(said.join(" ")) };
            }
        }
        Err(said.join(" "))
    }

    /// Black, of this size, and clear of the line above it.
    fn plain(&self, line: &Words, capital: f64) -> bool {
        line.ink.is_tint(BLACK) && (line.capital - capital).abs() < 0.02 && self.apart > capital * CLEAR
    }

    fn next_line(&mut self) -> Option<&'a Words> {
        loop {
            let (at, y) = (self.at, self.y);
            if let Some(line) = self.sheets.get_mut(at)?.parts.next_line(EDGE, y) {
                (self.apart, self.y) = (line.start.y - y, line.start.y);
                return Some(line);
            }
            self.sheets.get(at + 1)?;
            (self.at, self.y) = (at + 1, 0.0);
        }
    }

    fn head(&mut self) {
        let Wanted { election, contest, form, .. } = self.about.wanted;
        self.text(None, TITLE, self.say(Phrase::ProofTitle));
        self.text(None, TEXT, &format!("{} · {}", election.title.get(self.language), election.date));
        let level = self.about.facts.level.map(|level| self.say(level.phrase())).unwrap_or_default();
        let code = self.about.wanted.code();
        self.text(None, TEXT, &format!("{} · stencil.{code}.pdf · {} · {level}", contest.id, form.id));
        self.text(None, SMALL, self.say(Phrase::ProofHow));
    }

    fn headings(&mut self) {
        let about = self.about;
        for heading in &about.facts.headings {
            self.text(None, TEXT, &heading.text);
            for line in &heading.braille {
                self.cells(None, line);
                self.read_back(None, line, heading.language);
            }
        }
    }

    fn row(&mut self, index: usize) {
        let about = self.about;
        let (Some(facts), Some(option)) = (about.facts.rows.get(index), about.wanted.options().get(index)) else {
            return;
        };
        let row = Some(option.number);
        for (language, _, cells) in &facts.lines {
            self.text(row, TEXT, &format!("{}. {}", option.number, option.name.get(*language)));
            self.cells(row, cells);
            self.read_back(row, cells, *language);
        }
        let place = opening(about.wanted.form, index, about.wanted.making.technique);
        let place = place.filter(|_| option.status == Status::Standing).map(|(opening, _)| {
            let mm = |length: Length| millimetres(length, self.language);
            let (x, y) = (mm(opening.left), mm(opening.top));
            let values = [("x", x), ("y", y), ("width", mm(opening.width())), ("height", mm(opening.height()))];
            fill(self.say(Phrase::ProofWindow), &values)
        });
        let place = place.unwrap_or_else(|| self.say(Phrase::ProofNoWindow).to_owned());
        self.text(row, SMALL, &place);
    }

    /// The cells drawn between the line above and the one below.
    fn cells(&mut self, row: Option<u32>, wanted: &str) {
        if wanted.is_empty() {
            return;
        }
        let (at, y) = (self.at, self.y);
        let taken = self.sheets.get_mut(at).map(|sheet| take_cells(sheet, y)).unwrap_or_default();
        // A line of cells may be the first on the next page.
        let taken = if taken.is_empty() && self.sheets.get(at).is_some_and(|sheet| !has_more(sheet, y)) {
            self.sheets.get_mut(at + 1).map(|sheet| take_cells(sheet, 0.0)).unwrap_or_default()
        } else {
            taken
        };
        let read = cells_of(&taken).unwrap_or_default();
        if read.trim_matches(BLANK) != wanted.trim_matches(BLANK) {
            let (found, wanted) = (read, wanted.to_owned());
            self.find(row, CheckFinding::SheetWordsWrong { found, wanted });
        }
    }

    /// What the sheet says the cells mean is what they mean to this reader.
    fn read_back(&mut self, row: Option<u32>, cells: &str, language: Language) {
        let style = Style { language, capitals: self.about.wanted.making.capitals };
        let template = self.say(Phrase::ProofReadBack);
        let (before, after) = template.split_once(READ).unwrap_or((template, ""));
        let mut said = Vec::new();
        let fits = loop {
            let Some(line) = self.next_line() else { break false };
            let right = self.plain(line, SMALL);
            said.push(line.text.as_str());
            let whole = said.join(" ");
            let text = whole.strip_prefix(before).and_then(|text| text.strip_suffix(after));
            if right && text.is_some_and(|text| reads_as(text, cells, style)) {
                break true;
            }
            // Longer than any line of cells can read.
            if !right || whole.len() > before.len() + after.len() + cells.len() * 4 || !self.continues(SMALL) {
                break false;
            }
        };
        if !fits {
            let wanted = parts_of(cells).map(|part| reader::read(&part, language).unwrap_or_default());
            let wanted = fill(template, &[("text", reader::shown(&wanted.collect::<Vec<_>>().join(LED)))]);
            self.find(row, CheckFinding::SheetWordsWrong { found: said.join(" "), wanted });
        }
    }

    /// Whether the next line belongs to the same paragraph: two capitals below.
    fn continues(&self, capital: f64) -> bool {
        let y = self.y;
        let below =
            |words: &&&Words| (words.start.x - EDGE).abs() < OFF && (words.start.y - y - capital * 2.0).abs() < OFF;
        self.sheets.get(self.at).is_some_and(|sheet| sheet.parts.words.iter().any(|words| below(&words)))
    }

    /// The files it vouches for: the stencil in every format for makers, and what it was made from.
    fn vouched(&mut self) {
        let about = self.about;
        self.text(None, TEXT, self.say(Phrase::ProofFiles));
        let own = format!("stencil.{}.", about.wanted.code());
        let vouched = about
            .files
            .iter()
            .filter(|(name, _)| about.known.contains(*name))
            .filter(|(name, _)| name.starts_with("source/") || (name.starts_with(&own) && !name.ends_with(".png")));
        for (name, bytes) in vouched {
            self.text(None, SMALL, name);
            let hash: Vec<String> = Sha256::digest(bytes).iter().map(|byte| format!("{byte:02x}")).collect();
            let groups: Vec<String> = hash.chunks(4).map(<[String]>::concat).collect();
            if self.paragraph(SMALL, &groups.join(" ")).is_err() {
                self.find(None, CheckFinding::VouchesForAnother { file: name.clone() });
            }
        }
    }

    /// Two lines to sign on.
    fn signatures(&mut self) {
        for number in 1..=PEOPLE {
            let text = fill(self.say(Phrase::ProofSignature), &[("n", number.to_string())]);
            self.text(None, SMALL, &text);
            let Some(sheet) = self.sheets.get_mut(self.at) else { return };
            // The line to sign on is a millimetre above the words' capitals.
            let y = self.y - SMALL - 1.0;
            sheet.line(BLACK, Spot::new(EDGE, y), Spot::new(PAPER[0] - EDGE, y));
        }
    }
}

fn has_more(sheet: &Sheet<'_>, y: f64) -> bool {
    sheet.parts.words.iter().any(|words| (words.start.x - EDGE).abs() < OFF && words.start.y > y)
}

/// Takes the discs between a height and the next line of words.
fn take_cells<'a>(sheet: &mut Sheet<'a>, y: f64) -> Vec<&'a Shape> {
    let below = sheet.parts.words.iter().filter(|words| words.start.y > y);
    let end = below.map(|words| words.start.y - words.capital).fold(f64::INFINITY, f64::min);
    let within = |shape: &Shape| shape.bounds.top > y && shape.bounds.bottom < end && shape.disc().is_some();
    let (taken, rest) = sheet.parts.shapes.iter().partition(|shape| within(shape) && shape.ink.is_tint(BLACK));
    sheet.parts.shapes = rest;
    taken
}

/// Discs to cells: six places a cell, large where a dot is raised, small where none is.
fn cells_of(discs: &[&Shape]) -> Option<String> {
    let count = u32::try_from(discs.len()).ok().filter(|count| *count > 0 && count.is_multiple_of(6))? / 6;
    let room = (PAPER[0] - EDGE * 2.0) * 1000.0;
    let pitch = (room / f64::from(count)).floor().min(f64::from(WIDEST_CELL)) / 1000.0;
    let dot = pitch * 5.0 / 12.0;
    let top = discs.iter().map(|disc| disc.bounds.center().y).fold(f64::INFINITY, f64::min);
    let mut places: Vec<Option<bool>> = vec![None; discs.len()];
    for disc in discs {
        let at = disc.bounds.center();
        let x = at.x - EDGE - dot / 2.0;
        let (cell, level) = ((x / pitch + 0.02).floor(), ((at.y - top) / dot).round());
        let column = ((x - cell * pitch) / dot).round();
        let off = (x - cell * pitch - column * dot).abs().max((at.y - top - level * dot).abs());
        let sides =
            [dot * 0.4, dot / 12.0].map(|radius| (disc.disc().unwrap_or_default() / 2.0 - radius).abs() < OFF / 2.0);
        let raised = match sides {
            [true, false] => true,
            [false, true] => false,
            _ => return None,
        };
        if off > OFF || !(0.0..2.0).contains(&column) || !(0.0..3.0).contains(&level) || cell < 0.0 {
            return None;
        }
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "not negative, and few")]
        let place = places.get_mut((cell * 6.0 + column * 3.0 + level) as usize)?;
        if place.replace(raised).is_some() {
            return None;
        }
    }
    let cell = |dots: &[Option<bool>]| {
        let bits = (0_u32..).zip(dots).filter(|(_, dot)| **dot == Some(true)).fold(0, |bits, (dot, _)| bits | 1 << dot);
        char::from_u32(u32::from(BLANK) + bits)
    };
    places.chunks(6).map(cell).collect()
}

/// The parts of a line between guide dots, without blanks around them.
fn parts_of(cells: &str) -> impl Iterator<Item = Vec<char>> + '_ {
    cells.split(GUIDE).filter(|part| !part.is_empty()).map(|part| part.trim_matches(BLANK).chars().collect())
}

/// Whether a text is what a reader makes of the cells, part by part.
pub(in crate::check) fn reads_as(text: &str, cells: &str, style: Style) -> bool {
    let cells: Vec<Vec<char>> = parts_of(cells).collect();
    let said: Vec<&str> = if cells.is_empty() && text.is_empty() { Vec::new() } else { text.split(LED).collect() };
    said.len() == cells.len()
        && said.iter().zip(&cells).all(|(said, cells)| {
            // Between a name and its number there are as many blanks as are left.
            reader::read(cells, style.language).is_ok_and(|read| one_blank(&read) == fold(said, style))
        })
}

/// A text with one blank in the place of several.
fn one_blank(text: &str) -> String {
    let words: Vec<&str> = text.split(' ').filter(|word| !word.is_empty()).collect();
    words.join(" ")
}
