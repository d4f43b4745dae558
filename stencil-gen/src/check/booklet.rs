//! Proof-reads the booklets: that every file of a contest's booklet names every option of the list
//! in order, in full, and nothing else.
//!
//! The BRF is read cell by cell and compared with the list; PEF and Braille PDF must have the same
//! cells; the large print is compared with the list on its own.

use std::collections::BTreeMap;

use ballot::{Language, Text};
use serde::Deserialize;
use wording::{Phrase, phrase};

use super::finding::{CheckFinding, Found, Measured, length};
use super::fold::{Style, fold};
use super::ink::{Page, Words};
use super::plane::{Bounds, Spot};
use super::reader::{self, BLANK, NUMBER};
use super::source::Source;
use super::titles::title_wrong;
use super::{about, page};

pub(super) mod cells;
mod dots;
mod finding;
mod matching;
mod print;
mod wanted;

pub use finding::BookletFinding;

use cells::Lines;
use matching::{Line, Script};
use wanted::Part;

/// The rule under a heading.
const RULE: char = '⠒';

/// `booklet` in `source/options.json`.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Setting {
    /// Cells and lines.
    page: [usize; 2],
    /// Size of large print.
    print_pt: u32,
}

/// Proof-reads every booklet that the options call for.
///
/// `ridges` is whether the stencils have ridges, which the booklet must then explain; `None` where
/// that is not known.
pub(super) fn check(files: &BTreeMap<String, Vec<u8>>, source: &Source, ridges: Option<bool>) -> Vec<Found> {
    let Some(setting) = &source.options.booklet else { return Vec::new() };
    let mut found = Vec::new();
    for language in source.languages() {
        let booklet = Booklet { files, source, setting, language, ridges };
        found.extend(booklet.check());
    }
    found
}

/// The files of one language's booklet.
pub(super) fn names(language: Language) -> [String; 4] {
    let code = language.code();
    [
        format!("booklet.{code}.brf"),
        format!("booklet.{code}.pef"),
        format!("booklet.braille.{code}.pdf"),
        format!("booklet.print.{code}.pdf"),
    ]
}

/// The booklet of one language.
struct Booklet<'a> {
    files: &'a BTreeMap<String, Vec<u8>>,
    source: &'a Source,
    setting: &'a Setting,
    language: Language,
    ridges: Option<bool>,
}

impl Booklet<'_> {
    fn check(&self) -> Vec<Found> {
        let Source { election, contest, .. } = self.source;
        let [brf, pef, braille, print] = names(self.language);
        let size = self.setting.page;
        let parts = wanted::parts(election, contest, self.language, self.ridges);
        let mut found = Vec::new();
        let cells = self.read(&brf, &mut found, cells::brf);
        if let Some(pages) = &cells {
            let mut proof = self.proof(&brf);
            proof.tell(cells::too_large(pages, size).into_iter().map(|finding| (None, finding)).collect());
            self.cells(pages, &parts, &mut proof);
            found.extend(proof.found);
        }
        let cells = cells.unwrap_or_default();
        if let Some(read) = self.read(&pef, &mut found, cells::pef) {
            let mut proof = self.proof(&pef);
            if read.size != size {
                let detail = format!("cols {}, rows {}", read.size[0], read.size[1]);
                proof.find(1, None, CheckFinding::FinishedUnreadable { file: pef.clone(), detail });
            }
            proof.tell(self.head(&read.head).into_iter().map(|finding| (None, finding)).collect());
            proof.same(&read.pages, &cells);
            found.extend(proof.found);
        }
        if let Some(pages) = self.read(&braille, &mut found, page::pages) {
            let mut proof = self.proof(&braille);
            proof.titled(&pages, &contest.title);
            let drawn = dots::pages(&mut proof, &pages, size, self.source.making.dot);
            proof.same(&drawn, &cells);
            found.extend(proof.found);
        }
        if let Some(pages) = self.read(&print, &mut found, page::pages) {
            let mut proof = self.proof(&print);
            proof.titled(&pages, &contest.title);
            print::read(&mut proof, &pages, &parts, self.setting.print_pt);
            found.extend(proof.found);
        }
        found
    }

    /// What an embosser's program shows of a PEF file, if it is not this booklet.
    fn head(&self, found: &[(String, String)]) -> Option<BookletFinding> {
        let Source { election, contest, .. } = self.source;
        let code = self.language.code();
        let title = format!("{}: {}", phrase(Phrase::BookletTitle, self.language), contest.title.get(self.language));
        let wanted = [
            ("dc:format", "application/x-pef+xml".to_owned()),
            ("dc:identifier", format!("urn:tandau:{}:{}:{code}", election.id, contest.id)),
            ("dc:title", title),
            ("dc:language", code.to_owned()),
            ("dc:date", election.date.clone()),
        ];
        let wanted = wanted.map(|(name, text)| (name.to_owned(), text)).to_vec();
        let texts =
            |entries: &[(String, String)]| entries.iter().map(|(_, text)| text.as_str()).collect::<Vec<_>>().join(", ");
        (found != wanted).then(|| BookletFinding::TextWrong { found: texts(found), wanted: texts(&wanted) })
    }

    /// Opens a file, or says why it cannot be read.
    fn read<T>(&self, file: &str, found: &mut Vec<Found>, read: fn(&[u8]) -> Result<T, String>) -> Option<T> {
        let Some(bytes) = self.files.get(file) else {
            found.push(about(file, CheckFinding::FileMissing { file: file.to_owned() }));
            return None;
        };
        let unreadable = |detail| about(file, CheckFinding::unreadable(file, detail));
        read(bytes).map_err(|detail| found.push(unreadable(detail))).ok()
    }

    fn proof<'a>(&'a self, file: &'a str) -> Proof<'a> {
        let running = wanted::running(&self.source.contest, self.language);
        Proof { file, language: self.language, running, found: Vec::new() }
    }

    /// Compares Braille pages with the list.
    fn cells(&self, pages: &[Lines], parts: &[Part], proof: &mut Proof<'_>) {
        let style = Style { language: self.language, capitals: self.source.making.capitals };
        let mut lines = Vec::new();
        for (number, page) in (1..).zip(pages) {
            let (foot, body) = page.split_last().map_or(("", [].as_slice()), |(foot, body)| (foot.as_str(), body));
            self.foot(foot, number, style, proof);
            let bare = body.iter().map(|line| line.trim_matches(BLANK));
            let said = bare.filter(|line| line.chars().any(|cell| cell != RULE));
            lines.extend(said.map(|text| Line { text: text.to_owned(), ..Line::default() }));
        }
        proof.tell(matching::compare(&lines, parts, Script::Braille(style)).found);
    }

    /// The page's number at the right end of the last line, the title before it or nothing.
    fn foot(&self, foot: &str, number: u32, style: Style, proof: &mut Proof<'_>) {
        let cells: Vec<char> = foot.chars().collect();
        let at = cells.iter().rposition(|cell| *cell == NUMBER).unwrap_or(cells.len());
        let (title, digits) = cells.split_at(at);
        let title: Vec<char> = title.iter().collect::<String>().trim_matches(BLANK).chars().collect();
        let read = reader::read(&title, self.language);
        let titled = title.is_empty() || read.is_ok_and(|read| read == fold(proof.running, style));
        let at_edge = cells.len() == self.setting.page[0];
        if reader::number(digits) != Some(number) || !titled || !at_edge {
            let page = usize::try_from(number).unwrap_or_default();
            proof.foot(page, foot.trim_matches(BLANK).to_owned());
        }
    }
}

/// One file under proof.
struct Proof<'a> {
    file: &'a str,
    language: Language,
    /// The title in the foot.
    running: &'a str,
    found: Vec<Found>,
}

impl Proof<'_> {
    /// Records a finding. Pictures show first pages only, so no other page's places are kept.
    fn find(&mut self, page: usize, place: Option<Spot>, finding: CheckFinding) {
        let row = match &finding {
            CheckFinding::Booklet(finding) => finding.row(),
            _ => None,
        };
        self.found.push(Found { file: self.file.to_owned(), row, place: place.filter(|_| page == 1), finding });
    }

    fn tell(&mut self, found: Vec<(Option<Spot>, BookletFinding)>) {
        for (place, finding) in found {
            self.find(1, place, CheckFinding::Booklet(finding));
        }
    }

    fn foot(&mut self, page: usize, found: String) {
        self.find(page, None, CheckFinding::Booklet(BookletFinding::FootWrong { page, found }));
    }

    fn off_page(&mut self, page: usize, place: Spot, text: String) {
        self.find(page, Some(place), CheckFinding::Booklet(BookletFinding::OffPage { page, text }));
    }

    fn same(&mut self, pages: &[Lines], others: &[Lines]) {
        self.tell(cells::differences(pages, others).into_iter().map(|finding| (None, finding)).collect());
    }

    /// The title and the language that viewers and screen readers show.
    fn titled(&mut self, pages: &[Page], title: &Text) {
        let wanted = format!("{}: {}", phrase(Phrase::BookletTitle, self.language), title.get(self.language));
        let finding = pages.first().and_then(|page| title_wrong(page, &wanted, self.language));
        if let Some(finding) = finding {
            self.find(1, None, finding);
        }
    }

    fn page_size(&mut self, page: &Page, number: usize, wanted: [f64; 2], exact: f64) {
        if page.trim.iter().zip(&wanted).any(|(found, wanted)| (found - wanted).abs() > exact) {
            let lengths = |[width, height]: [f64; 2]| [length(width), length(height)];
            let finding =
                CheckFinding::SizeWrong { what: Measured::Page, found: lengths(page.trim), wanted: lengths(wanted) };
            self.find(number, None, finding);
        }
    }

    fn on_page(page: &Page, bounds: Bounds) -> bool {
        let [right, bottom] = page.trim;
        Bounds { left: 0.0, top: 0.0, right, bottom }.contains(bounds, 0.0)
    }

    /// Letters have their own shapes and stand on the paper, with what hangs below them.
    fn words(&mut self, page: &Page, number: usize, words: &Words) {
        if !words.true_shapes {
            let detail = format!("«{}»: letters of another shape", words.text);
            let finding = CheckFinding::FinishedUnreadable { file: self.file.to_owned(), detail };
            self.find(number, Some(words.start), finding);
        }
        let Spot { x, y } = words.start;
        let bounds = Bounds { left: x, top: y - words.capital, right: words.end_x, bottom: y + words.capital * 0.35 };
        if !Self::on_page(page, bounds) {
            self.off_page(number, words.start, words.text.clone());
        }
    }
}
