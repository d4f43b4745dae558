//! The heading: the language's sign, then the whole title or question, or the short one, never
//! cut.

use ballot::{Language, Text};

use super::super::finding::CheckFinding;
use super::super::fold::{fold, paired_quotes};
use super::super::plane::Spot;
use super::super::reader::{self, BLANK};
use super::lattice::{CellLine, Columns};
use super::{HeadingFacts, Proof};

/// The signs ⠅⠵ and ⠗⠥ at the top left (design §2).
const fn sign(language: Language) -> [char; 2] {
    match language {
        Language::Kk => ['⠅', '⠵'],
        Language::Ru | Language::En => ['⠗', '⠥'],
    }
}

/// What stands over the sign in print.
pub(super) const fn printed_sign(language: Language) -> &'static str {
    match language {
        Language::Kk => "KZ",
        Language::Ru | Language::En => "RU",
    }
}

/// A heading in one language, line by line.
struct Lines<'a> {
    cells: Vec<&'a [char]>,
}

impl Proof<'_> {
    pub(super) fn headings(&mut self, lines: &[CellLine], columns: Columns) {
        let choices = self.wanted.headings();
        for (index, text) in choices.iter().enumerate() {
            if let Some(found) = self.matching(lines, text, index == 0) {
                self.facts.headings = found;
                return;
            }
        }
        let language = self.wanted.languages.first().copied().unwrap_or(Language::Kk);
        let read = |line: &CellLine| {
            let read = reader::read(&line.cells, language);
            read.map_or_else(|_| line.cells.iter().collect(), |text| reader::shown(&text))
        };
        let found = lines.iter().map(read).collect::<Vec<_>>().join(" / ");
        let wanted = choices.first().map(|text| text.get(language)).unwrap_or_default();
        let wanted = fold(&paired_quotes(wanted), self.wanted.style(language));
        let finding = CheckFinding::HeadingWrong { language, found, wanted: reader::shown(&wanted) };
        let place = Spot::new(columns.first, lines.first().map_or(0.0, |line| line.y));
        self.find(None, Some(place), finding);
    }

    /// The lines as this text in each language of the stencil, all of them used up.
    fn matching(&self, lines: &[CellLine], text: &Text, whole: bool) -> Option<Vec<HeadingFacts>> {
        let mut rest = lines;
        let mut found = Vec::new();
        for language in self.wanted.languages {
            let used = self.heading(rest, text.get(*language), *language)?;
            let (own, after) = rest.split_at_checked(used.cells.len())?;
            rest = after;
            let braille = own.iter().map(|line| line.cells.iter().collect()).collect();
            let whole = whole || self.wanted.headings().first().is_some_and(|first| *first == text);
            found.push(HeadingFacts { language: *language, text: text.get(*language).to_owned(), whole, braille });
        }
        rest.is_empty().then_some(found)
    }

    /// The lines that hold this text, broken only between words.
    fn heading<'l>(&self, lines: &'l [CellLine], text: &str, language: Language) -> Option<Lines<'l>> {
        let text = paired_quotes(text);
        let words: Vec<&str> = text.split(' ').collect();
        let (mut at, mut cells) = (0, Vec::new());
        for (index, line) in lines.iter().enumerate() {
            if at == words.len() {
                break;
            }
            let own = if index == 0 { after_sign(&line.cells, language)? } else { &line.cells };
            let count = self.words_on(own, words.get(at..)?, language, index == 0)?;
            at += count;
            cells.push(line.cells.as_slice());
        }
        (at == words.len()).then_some(Lines { cells })
    }

    /// How many of the next words a line holds. Only the first line may hold none beside its sign.
    fn words_on(&self, cells: &[char], words: &[&str], language: Language, first: bool) -> Option<usize> {
        if cells.is_empty() {
            return first.then_some(0);
        }
        let read = reader::read(cells, language).ok()?;
        let style = self.wanted.style(language);
        (1..=words.len()).find(|count| words.get(..*count).is_some_and(|words| fold(&words.join(" "), style) == read))
    }

    /// The print of each heading line, as its Braille says it.
    pub(super) fn heading_print(&self, lines: &[CellLine]) -> Vec<String> {
        let mut printed = Vec::new();
        let mut rest = lines;
        for heading in &self.facts.headings {
            let text = paired_quotes(&heading.text);
            let words: Vec<&str> = text.split(' ').collect();
            let mut at = 0;
            for (index, line) in rest.iter().take(heading.braille.len()).enumerate() {
                let own =
                    if index == 0 { after_sign(&line.cells, heading.language) } else { Some(line.cells.as_slice()) };
                let ahead = words.get(at..).unwrap_or_default();
                let count = own.and_then(|own| self.words_on(own, ahead, heading.language, index == 0));
                let mut line: Vec<&str> = if index == 0 { vec![printed_sign(heading.language)] } else { Vec::new() };
                line.extend(ahead.iter().take(count.unwrap_or_default()));
                at += count.unwrap_or_default();
                printed.push(line.join(" "));
            }
            rest = rest.get(heading.braille.len()..).unwrap_or_default();
        }
        printed
    }
}

/// The cells after the language's sign and a blank.
fn after_sign(cells: &[char], language: Language) -> Option<&[char]> {
    let rest = cells.strip_prefix(&sign(language))?;
    if rest.is_empty() { Some(rest) } else { rest.strip_prefix(&[BLANK]) }
}
