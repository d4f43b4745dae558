//! `proof.<lang>.pdf`: what a second pair of eyes signs. Row by row the name of the list, the cells
//! as they stand, what they read back as, and the window; then the files it vouches for, by hash.

use std::collections::BTreeMap;

use ballot::{BallotForm, Contest, Election, Language, Length, Point, Rect, Size};
use wording::{Phrase, fill, phrase};

use crate::braille::{self, Cell, Style};
use crate::layout::{Laid, RowFacts, RowText, Scope};
use crate::pdf::{Document, Ink, PdfError};

use super::Sheet;

/// A4.
const PAPER: Size = Size::new(Length::from_mm(210), Length::from_mm(297));
const EDGE: Length = Length::from_mm(18);
/// Capitals of running text: 10 point print, VVSG 2.0 7.1-I.
const CAPITAL: Length = Length::from_um(2_600);
const SMALL: Length = Length::from_um(1_900);

/// Between cells at most, in thousandths of a millimetre.
const CELL_PITCH: i64 = 3_600;
/// Diameter of a raised dot in cells of the widest pitch: the form that every dot is drawn from.
const DOT: Length = Length::from_um(CELL_PITCH * 5 / 12 * 4 / 5);

/// Guide dots lead to the number and are not read.
const GUIDE_DOT: Cell = Cell::from_dots(&[5]);

/// What the proof is about.
pub struct Proof<'a> {
    /// The election.
    pub election: &'a Election,
    /// The contest.
    pub contest: &'a Contest,
    /// The form.
    pub form: &'a BallotForm,
    /// Language or languages of the stencil.
    pub scope: Scope,
    /// The stencil.
    pub laid: &'a Laid,
    /// Whether Braille has capital signs.
    pub capitals: bool,
    /// SHA-256 of the files the proof vouches for, by name.
    pub files: &'a BTreeMap<String, String>,
}

/// Writes the proof sheet of a stencil.
///
/// # Errors
///
/// [`PdfError`] when the file cannot be completed.
pub fn pdf(proof: &Proof<'_>) -> Result<Vec<u8>, PdfError> {
    let language = super::first_language(proof.scope.languages());
    let mut flow = Flow { language, done: Vec::new(), sheet: Sheet::new(PAPER, Length::ZERO), y: EDGE };
    flow.title(proof);
    for heading in &proof.laid.headings {
        flow.words(true, &heading.text);
        for line in &heading.lines {
            flow.cells(line);
            flow.read_back(line, heading.language, proof.capitals);
        }
    }
    for row in &proof.laid.rows {
        flow.row(proof, row);
    }
    flow.files(proof.files);
    flow.signatures();
    let document = Document {
        title: format!("{} – {}", phrase(Phrase::ProofTitle, language), proof.contest.title.get(language)),
        language,
        date: proof.election.date.clone(),
        pages: flow.pages(),
    };
    document.to_bytes()
}

/// Blocks set one below the other, on as many pages as they need.
struct Flow {
    language: Language,
    done: Vec<Sheet>,
    sheet: Sheet,
    y: Length,
}

impl Flow {
    fn say(&self, key: Phrase) -> &'static str {
        phrase(key, self.language)
    }

    fn pages(mut self) -> Vec<crate::pdf::Page> {
        self.done.push(self.sheet);
        let count = self.done.len();
        for (index, sheet) in self.done.iter_mut().enumerate() {
            let number = format!("{} / {count}", index + 1);
            let foot = Point::new(PAPER.width - EDGE - Length::from_mm(12), PAPER.height - Length::from_mm(9));
            sheet.text(Ink::Black, foot, SMALL, false, &number);
        }
        self.done.into_iter().map(Sheet::page).collect()
    }

    /// A new page unless so much is left.
    fn room(&mut self, height: Length) {
        if self.y + height > PAPER.height - EDGE {
            self.done.push(std::mem::replace(&mut self.sheet, Sheet::new(PAPER, Length::ZERO)));
            self.y = EDGE;
        }
    }

    fn text(&mut self, capital: Length, bold: bool, text: &str) {
        self.room(capital * 6);
        let column = Rect { left: EDGE, top: self.y, right: PAPER.width - EDGE, bottom: PAPER.height };
        self.y = self.sheet.paragraph(Ink::Black, column, capital, bold, text) + capital.half();
    }

    fn words(&mut self, bold: bool, text: &str) {
        self.text(CAPITAL, bold, text);
    }

    fn title(&mut self, proof: &Proof<'_>) {
        self.text(Length::from_mm(4), true, self.say(Phrase::ProofTitle));
        let election = proof.election;
        self.words(false, &format!("{} · {}", election.title.get(self.language), election.date));
        let what = format!(
            "{} · stencil.{}.pdf · {} · {}",
            proof.contest.id,
            proof.scope.code(),
            proof.form.id,
            self.say(proof.laid.level.phrase())
        );
        self.words(false, &what);
        self.text(SMALL, false, self.say(Phrase::ProofHow));
        self.y += CAPITAL;
    }

    fn row(&mut self, proof: &Proof<'_>, row: &RowFacts) {
        let lines = i64::try_from(row.texts.len()).unwrap_or(1);
        self.room(Length::from_mm(14) + Length::from_mm(15) * lines);
        self.y += CAPITAL.half();
        let option = proof.contest.options.iter().find(|option| option.number == row.row);
        for line in &row.texts {
            let name = option.map(|option| option.name.get(line.language)).unwrap_or_default();
            self.words(true, &format!("{}. {name}", row.row));
            self.line(line, proof.capitals);
        }
        let window = proof.laid.windows.rows.iter().find(|window| window.row == row.row && window.cut);
        let place = window.map_or_else(
            || self.say(Phrase::ProofNoWindow).to_owned(),
            |window| {
                let mm = |length| wording::millimetres(length, self.language);
                let values = [
                    ("x", mm(window.opening.left)),
                    ("y", mm(window.opening.top)),
                    ("width", mm(window.opening.width())),
                    ("height", mm(window.opening.height())),
                ];
                fill(self.say(Phrase::ProofWindow), &values)
            },
        );
        self.text(SMALL, false, &place);
    }

    fn line(&mut self, line: &RowText, capitals: bool) {
        self.cells(&line.cells);
        self.read_back(&line.cells, line.language, capitals);
    }

    /// What a reader makes of the cells.
    fn read_back(&mut self, cells: &[Cell], language: Language, capitals: bool) {
        let style = Style { language: crate::layout::braille_language(language), capitals };
        let parts: Vec<&[Cell]> = cells.split(|cell| *cell == GUIDE_DOT).filter(|part| !part.is_empty()).collect();
        let read = |part: &&[Cell]| braille::back_translate(part, style).map(|text| text.trim().to_owned());
        // A line that cannot be read is shown by a question mark; nobody signs that.
        let read: Vec<String> = parts.iter().map(|part| read(part).unwrap_or_else(|_| "?".to_owned())).collect();
        let text = fill(self.say(Phrase::ProofReadBack), &[("text", read.join(" … "))]);
        self.text(SMALL, false, &text);
    }

    /// The cells drawn small, all six places of each shown, so that missing dots can be seen.
    fn cells(&mut self, cells: &[Cell]) {
        let room = (PAPER.width - EDGE * 2).um();
        let count = i64::try_from(cells.len().max(1)).unwrap_or(1);
        let pitch = Length::from_um((room / count).min(CELL_PITCH));
        let dot = pitch * 5 / 12;
        self.room(dot * 5);
        let top = self.y + dot;
        let (mut raised, mut bare) = (Vec::new(), Vec::new());
        for (index, cell) in (0i64..).zip(cells) {
            for place in 1..=6u8 {
                let (column, row) = (i64::from((place - 1) / 3), i64::from((place - 1) % 3));
                let center = Point::new(EDGE + dot.half() + pitch * index + dot * column, top + dot * row);
                if cell.has_dot(place) { &mut raised } else { &mut bare }.push(center);
            }
        }
        let layer = self.sheet.ink(Ink::Black);
        layer.dot = Some(DOT);
        for (diameter, centers) in [(dot * 4 / 5, raised), (dot / 6, bare)] {
            layer.canvas.shrunken_dots(diameter.um() * 1000 / DOT.um(), centers);
        }
        self.y = top + dot * 3;
    }

    fn files(&mut self, files: &BTreeMap<String, String>) {
        self.y += CAPITAL * 2;
        self.words(true, self.say(Phrase::ProofFiles));
        for (name, hash) in files {
            // In groups of eight, so that two people can compare them aloud.
            let digits: Vec<char> = hash.chars().collect();
            let groups: Vec<String> = digits.chunks(8).map(|group| group.iter().collect()).collect();
            self.text(SMALL, true, name);
            self.text(SMALL, false, &groups.join(" "));
        }
    }

    fn signatures(&mut self) {
        self.room(Length::from_mm(52));
        for number in 1..=2 {
            self.y += Length::from_mm(14);
            let right = PAPER.width - EDGE;
            let (from, to) = (Point::new(EDGE, self.y), Point::new(right, self.y));
            self.sheet.canvas(Ink::Black).line(from, to);
            let words = fill(self.say(Phrase::ProofSignature), &[("n", number.to_string())]);
            self.y += Length::from_mm(1);
            self.text(SMALL, false, &words);
        }
    }
}
