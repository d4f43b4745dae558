//! Lines of a booklet against its parts: runover lines are joined again, and what does not agree
//! is told row by row.

use ballot::Language;

use super::super::fold::{Style, fold};
use super::super::plane::Spot;
use super::super::reader::{self, BLANK, NUMBER, SET_OFF};
use super::finding::BookletFinding;
use super::wanted::{Kind, Part};

/// Before a Latin letter on a new line.
const SMALL_LATIN: char = '⠠';
const HYPHEN: char = '⠤';
/// A comma and a semicolon, after which Braille has no blank.
const UNSPACED: [char; 2] = ['⠂', '⠆'];

/// A line without its indent.
#[derive(Clone, Debug, Default)]
pub(super) struct Line {
    pub(super) text: String,
    /// Heights of capitals in mm; none in Braille.
    pub(super) capitals: Vec<f64>,
    /// Where it begins, on the first page.
    pub(super) place: Option<Spot>,
}

/// How lines are written.
#[derive(Clone, Copy, Debug)]
pub(super) enum Script {
    Braille(Style),
    Print,
}

impl Script {
    /// A text as its lines must read.
    fn wanted(self, text: &str) -> String {
        match self {
            Self::Braille(style) => fold(text, style),
            Self::Print => text.replace('\u{a0}', " "),
        }
    }

    /// What lines say; of Braille the sign at their end may still be open.
    fn read(self, joined: &str) -> Option<String> {
        let Self::Braille(Style { language, .. }) = self else { return Some(joined.to_owned()) };
        let cells: Vec<char> = joined.chars().collect();
        match reader::read(&cells, language) {
            Ok(text) => Some(text),
            Err(at) if at + 3 >= cells.len() => reader::read(cells.get(..at)?, language).ok(),
            Err(_) => None,
        }
    }

    /// A text that is whole.
    fn read_whole(self, joined: &str) -> Option<String> {
        match self {
            Self::Braille(Style { language, .. }) => read_cells(joined, language),
            Self::Print => Some(joined.to_owned()),
        }
    }

    /// What lines say to people; cells where they make no sense.
    fn shown(self, lines: &[&Line]) -> String {
        let one = |line: &&Line| self.read_whole(&line.text).unwrap_or_else(|| line.text.clone());
        reader::shown(&lines.iter().map(one).collect::<Vec<_>>().join(" "))
    }

    /// The ways in which a line can go on with the next one: at a space, at a hyphen of its own,
    /// or at one that only the line's end has.
    fn joined(self, line: &str, next: &str) -> Vec<String> {
        let (space, hyphen) = match self {
            Self::Braille(_) => (BLANK, HYPHEN),
            Self::Print => (' ', '-'),
        };
        let mut ways = vec![format!("{line}{space}{next}")];
        if matches!(self, Self::Braille(_)) && line.ends_with(UNSPACED) {
            ways.push(format!("{line}{next}"));
        }
        if let Some(broken) = line.strip_suffix(hyphen) {
            ways.extend([format!("{line}{next}"), format!("{broken}{next}")]);
            let sign_again = next.strip_prefix([NUMBER, SMALL_LATIN]);
            if let (Self::Braille(_), Some(rest)) = (self, sign_again) {
                ways.push(format!("{broken}{rest}"));
            }
        }
        ways
    }
}

fn read_cells(joined: &str, language: Language) -> Option<String> {
    reader::read(&joined.chars().collect::<Vec<_>>(), language).ok()
}

/// A part with its texts as lines must read.
struct Target<'a> {
    part: &'a Part,
    texts: Vec<String>,
}

impl Target<'_> {
    /// How many lines from the first on say this part and nothing else; the most, since one of a
    /// part's texts can be the beginning of another.
    fn lines(&self, lines: &[Line], script: Script) -> Option<usize> {
        let mut ways: Vec<String> = vec![lines.first()?.text.clone()];
        let mut most = None;
        for count in 1..=lines.len() {
            let says = |way: &String| script.read_whole(way).is_some_and(|text| self.texts.contains(&text));
            if ways.iter().any(says) {
                most = Some(count);
            }
            ways.retain(|way| self.may_begin(way, script));
            let Some(next) = lines.get(count).filter(|_| !ways.is_empty()) else { break };
            ways = ways.iter().flat_map(|way| script.joined(way, &next.text)).collect();
        }
        most
    }

    /// Whether lines may be this part's beginning. What follows decides on their last signs.
    fn may_begin(&self, way: &str, script: Script) -> bool {
        let Some(text) = script.read(way) else { return false };
        let sure: String = text.chars().take(text.chars().count().saturating_sub(2)).collect();
        self.texts.iter().any(|wanted| wanted.starts_with(&sure))
    }
}

/// What a comparison found, and which lines say which part.
#[derive(Debug, Default)]
pub(super) struct Compared {
    pub(super) found: Vec<(Option<Spot>, BookletFinding)>,
    /// The kind of a part and its lines, for those that agree.
    pub(super) agreed: Vec<(Kind, Vec<Line>)>,
}

/// Compares lines with parts, both in order.
pub(super) fn compare(lines: &[Line], parts: &[Part], script: Script) -> Compared {
    let texts = |part: &Part| part.texts.iter().map(|text| script.wanted(text)).collect();
    let targets: Vec<Target<'_>> = parts.iter().map(|part| Target { part, texts: texts(part) }).collect();
    let mut compared = Compared::default();
    let (mut rest, mut open) = (lines, targets.as_slice());
    while !(rest.is_empty() && open.is_empty()) {
        let agrees = open.split_first().and_then(|(first, more)| Some((first, more, first.lines(rest, script)?)));
        if let Some((target, more, count)) = agrees {
            let (own, others) = rest.split_at(count);
            compared.agreed.push((target.part.kind, own.to_vec()));
            (rest, open) = (others, more);
            continue;
        }
        let (skipped, passed) = next_agreement(open, rest, script);
        let (wrong, later) = open.split_at(skipped);
        let (unread, others) = rest.split_at(passed);
        compared.found.extend(told(wrong, unread, &targets, script));
        (rest, open) = (others, later);
    }
    compared
}

/// The next part and line that agree again: how many of each lie before.
fn next_agreement(targets: &[Target<'_>], lines: &[Line], script: Script) -> (usize, usize) {
    for (skipped, target) in targets.iter().enumerate() {
        let at = (0..lines.len()).find(|at| lines.get(*at..).is_some_and(|rest| target.lines(rest, script).is_some()));
        if let Some(passed) = at {
            return (skipped, passed);
        }
    }
    (targets.len(), lines.len())
}

/// What is wrong between two places that agree.
fn told(
    wrong: &[Target<'_>],
    lines: &[Line],
    all: &[Target<'_>],
    script: Script,
) -> Vec<(Option<Spot>, BookletFinding)> {
    // Lines go to the row whose number they begin with, and so do those after them.
    let mut own: Vec<(Kind, Vec<&Line>)> = Vec::new();
    let mut loose: Vec<&Line> = Vec::new();
    for line in lines {
        let text = script.shown(&[line]);
        let begins = |target: &&Target<'_>| match target.part.kind {
            Kind::Row(number) => text.starts_with(&format!("{number}. ")),
            Kind::Text | Kind::Heading | Kind::Detail(_) => false,
        };
        match (wrong.iter().find(begins), own.last_mut()) {
            (Some(target), _) => own.push((target.part.kind, vec![line])),
            (None, Some((_, lines))) => lines.push(line),
            (None, None) => loose.push(line),
        }
    }
    let mut found = Vec::new();
    for target in wrong {
        let kind = target.part.kind;
        let with_row = matches!(kind, Kind::Detail(row) if own.iter().any(|(kind, _)| *kind == Kind::Row(row)));
        let of_row = own.iter().find(|(known, _)| *known == kind).map(|(_, lines)| lines.clone());
        let lines = match kind {
            Kind::Row(_) => of_row.unwrap_or_default(),
            Kind::Detail(_) if with_row => continue,
            Kind::Text | Kind::Heading | Kind::Detail(_) => std::mem::take(&mut loose),
        };
        let place = lines.first().and_then(|line| line.place);
        found.push((place, one(target.part, &lines, all, script)));
    }
    if !loose.is_empty() {
        let place = loose.first().and_then(|line| line.place);
        found.push((place, BookletFinding::TextExtra { found: script.shown(&loose) }));
    }
    found
}

fn one(part: &Part, lines: &[&Line], all: &[Target<'_>], script: Script) -> BookletFinding {
    let (found, wanted) = (script.shown(lines), part.shown().to_owned());
    match part.kind {
        Kind::Text | Kind::Heading => BookletFinding::TextWrong { found, wanted },
        Kind::Row(row) | Kind::Detail(row) if lines.is_empty() => BookletFinding::RowMissing { row, wanted },
        Kind::Detail(row) => BookletFinding::RowWrong { row, found, wanted },
        Kind::Row(row) => match name_of(&found, row, all) {
            Some(other) => BookletFinding::RowSwapped { row, other },
            None => BookletFinding::RowWrong { row, found, wanted },
        },
    }
}

/// The other row whose name this is.
fn name_of(found: &str, row: u32, all: &[Target<'_>]) -> Option<u32> {
    let squeezed = |text: &str| text.replace([' ', '-', SET_OFF], "");
    let found = squeezed(found.strip_prefix(&format!("{row}. "))?);
    all.iter().find_map(|target| match target.part.kind {
        Kind::Row(number) if number != row => {
            let name = target.texts.first()?.strip_prefix(&format!("{number}. "))?;
            (squeezed(name) == found).then_some(number)
        }
        Kind::Row(_) | Kind::Text | Kind::Heading | Kind::Detail(_) => None,
    })
}
