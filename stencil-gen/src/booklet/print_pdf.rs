//! `booklet.print.<lang>.pdf`: the booklet in large print on A4.

use ballot::{Length, Point, Rect, Size};

use crate::fonts::{self, Font};
use crate::layout::TextLine;
use crate::pdf::{Document, Ink, Page, PageLayer, PdfError};

use super::About;
use super::pages::{Block, Placed, paginate};
use super::text::{Part, Row};

const PAPER: Size = Size::new(Length::from_mm(210), Length::from_mm(297));
/// From the paper's edge to the text, at all sides.
const MARGIN: Length = Length::from_mm(18);
/// From the foot's rule to the text above it, and to the foot's capitals.
const FOOT_GAP: Length = Length::from_mm(4);
/// Thickness of the rule under the contest's heading; the foot's has half of it.
const RULE: Length = Length::from_um(1_200);
/// The least size of large print, for the contest's title in the foot.
const LEAST_PT: u32 = 18;
/// The largest size of the setting, which a heading does not exceed.
const MOST_PT: u32 = 36;

/// Writes the pages.
pub(super) fn pdf(about: &About, parts: &[Part], pt: u32) -> Result<Vec<u8>, PdfError> {
    let pages = pages(parts, pt);
    let count = pages.len();
    let numbered = pages.into_iter().enumerate();
    let drawn = numbered.map(|(index, page)| draw(page, &Foot::new(about, index + 1, count, pt)));
    let document = Document {
        title: about.title.clone(),
        language: about.language,
        date: about.date.clone(),
        pages: drawn.collect(),
    };
    document.to_bytes()
}

/// A line of the page, its places from the line's top left corner.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Line {
    pub(super) texts: Vec<TextLine>,
    rule: Option<Rect>,
}

/// A line at its distance from the top of the page's text.
pub(super) type PlacedLine = Placed<Line>;

/// The width of the text.
pub(super) const fn text_width() -> Length {
    Length::from_um(PAPER.width.um() - MARGIN.um() * 2)
}

/// The height of the text at this setting.
pub(super) fn text_height(pt: u32) -> Length {
    PAPER.height - MARGIN * 2 - FOOT_GAP * 2 - Type::new(pt, true).capital
}

/// Breaks parts into lines and pages.
pub(super) fn pages(parts: &[Part], pt: u32) -> Vec<Vec<PlacedLine>> {
    let numbers = parts.iter().filter_map(|part| match part {
        Part::Row(row) => Some(number_width(row.number, pt)),
        Part::Title(_)
        | Part::Day(_)
        | Part::Contest(_)
        | Part::Question(_)
        | Part::Paragraph(_)
        | Part::Heading(_) => None,
    });
    let numbers = numbers.max().unwrap_or_default();
    let blocks = parts.iter().map(|part| block(part, pt, numbers)).collect();
    paginate(blocks, text_height(pt).um())
}

/// One size and weight of type.
#[derive(Clone, Copy)]
struct Type {
    em: Length,
    capital: Length,
    bold: bool,
}

impl Type {
    fn new(pt: u32, bold: bool) -> Self {
        let em = Length::from_um(i64::from(pt) * 25_400 / 72);
        Self { em, capital: fonts::regular().capital_for_em(em), bold }
    }

    /// A heading is a quarter larger than the text.
    fn heading(pt: u32) -> Self {
        Self::new((pt * 5 / 4).min(MOST_PT), true)
    }

    fn font(self) -> &'static Font {
        if self.bold { fonts::bold() } else { fonts::regular() }
    }

    fn width(self, text: &str) -> Length {
        self.font().width(text, self.capital)
    }

    /// From line to line: large print is set with a third of the size between lines.
    fn pitch(self) -> Length {
        self.em * 4 / 3
    }

    fn text(self, x: Length, text: String) -> TextLine {
        TextLine { baseline: Point::new(x, self.em), capital: self.capital, bold: self.bold, text }
    }

    fn lines(self, left: Length, text: &str) -> Vec<Line> {
        let broken = broken(self, text, text_width() - left);
        broken.into_iter().map(|text| Line { texts: vec![self.text(left, text)], rule: None }).collect()
    }
}

fn block(part: &Part, pt: u32, numbers: Length) -> Block<Line> {
    let (plain, bold, heading) = (Type::new(pt, false), Type::new(pt, true), Type::heading(pt));
    let all = |kind: Type, text: &str| (kind.lines(Length::ZERO, text), kind.pitch());
    let ((lines, pitch), before, with_next) = match part {
        Part::Title(text) => (all(bold, text), Length::ZERO, true),
        Part::Day(text) => (all(plain, text), Length::ZERO, true),
        Part::Contest(text) => ((ruled(heading, text), heading.pitch()), plain.em, true),
        Part::Question(text) => (all(bold, text), plain.em.half(), false),
        Part::Paragraph(text) => (all(plain, text), plain.em.half(), false),
        Part::Heading(text) => ((ruled(heading, text), heading.pitch()), plain.em, true),
        Part::Row(row) => ((row_lines(row, pt, numbers), plain.pitch()), plain.em.half(), false),
    };
    Block { lines, pitch: pitch.um(), before: before.um(), with_next }
}

/// A heading with a rule under its last line.
fn ruled(heading: Type, text: &str) -> Vec<Line> {
    let mut lines = heading.lines(Length::ZERO, text);
    if let Some(last) = lines.last_mut() {
        // Below the descenders: what follows leaves half an em.
        let corner = Point::new(Length::ZERO, heading.pitch());
        last.rule = Some(Rect::at(corner, Size::new(text_width(), RULE)));
    }
    lines
}

fn number_width(number: u32, pt: u32) -> Length {
    Type::new(pt, true).width(&format!("{number}."))
}

/// The number at the right of its column, name and details beside it, however many lines they
/// take.
fn row_lines(row: &Row, pt: u32, numbers: Length) -> Vec<Line> {
    let bold = Type::new(pt, true);
    let left = numbers + bold.em.half();
    let mut lines = bold.lines(left, &row.name);
    if let Some(first) = lines.first_mut() {
        let x = numbers - number_width(row.number, pt);
        first.texts.insert(0, bold.text(x, format!("{}.", row.number)));
    }
    if let Some(detail) = &row.detail {
        lines.extend(Type::new(pt, false).lines(left, detail));
    }
    lines
}

/// A text in lines that all fit: broken at spaces, a dash and № staying with their words, and a
/// word that is longer than a line at its hyphens or between letters.
fn broken(kind: Type, text: &str, width: Length) -> Vec<String> {
    let tied = text.replace(" – ", "\u{a0}– ").replace("№ ", "№\u{a0}");
    let mut lines: Vec<String> = Vec::new();
    for word in tied.split(' ') {
        let longer = lines.last().map(|line| format!("{line} {word}"));
        match longer.filter(|line| kind.width(line) <= width) {
            Some(line) => {
                lines.pop();
                lines.push(line);
            }
            None => lines.extend(pieces(kind, word, width)),
        }
    }
    lines.into_iter().map(|line| line.replace('\u{a0}', " ")).collect()
}

/// A word in pieces that fit; whole where it does.
fn pieces(kind: Type, word: &str, width: Length) -> Vec<String> {
    let mut pieces = Vec::new();
    let mut rest = word;
    while kind.width(rest) > width {
        let heads = rest.char_indices().skip(1).filter_map(|(at, _)| rest.split_at_checked(at));
        // At a hyphen of its own where it has one, since a hyphen added to a name could be taken
        // for a part of it.
        let own = heads.clone().filter(|(head, _)| head.ends_with('-') && kind.width(head) <= width).last();
        let any = heads.filter(|(head, _)| kind.width(&format!("{head}-")) <= width).last();
        let Some((head, tail)) = own.or(any) else { break };
        let hyphen = if own.is_some() { "" } else { "-" };
        pieces.push(format!("{head}{hyphen}"));
        rest = tail;
    }
    pieces.push(rest.to_owned());
    pieces
}

/// The foot of a page: its number, and the contest where its title fits whole.
struct Foot {
    texts: Vec<TextLine>,
    top: Length,
}

impl Foot {
    fn new(about: &About, number: usize, count: usize, pt: u32) -> Self {
        let bold = Type::new(pt, true);
        // A handbook may be in smaller print than a booklet.
        let small = Type::new(LEAST_PT.min(pt), false);
        let pages = format!("{number} / {count}");
        let right = text_width() - bold.width(&pages);
        let mut texts = vec![bold.text(right, pages)];
        let title = about.running.clone();
        if small.width(&title) + small.em <= right {
            texts.push(small.text(Length::ZERO, title));
        }
        let baseline = PAPER.height - MARGIN;
        for text in &mut texts {
            text.baseline = Point::new(MARGIN + text.baseline.x, baseline);
        }
        Self { texts, top: baseline - bold.capital - FOOT_GAP }
    }
}

fn draw(lines: Vec<PlacedLine>, foot: &Foot) -> Page {
    let mut canvas = Page::canvas(PAPER, Length::ZERO);
    let mut text = foot.texts.clone();
    let rule = RULE.half();
    canvas.fill_bar(Rect::at(Point::new(MARGIN, foot.top - rule), Size::new(text_width(), rule)));
    for Placed { from_top, line } in lines {
        let (x, y) = (MARGIN, MARGIN + Length::from_um(from_top));
        if let Some(Rect { left, top, right, bottom }) = line.rule {
            canvas.fill_bar(Rect { left: x + left, top: y + top, right: x + right, bottom: y + bottom });
        }
        text.extend(line.texts.into_iter().map(|text| {
            let baseline = Point::new(x + text.baseline.x, y + text.baseline.y);
            TextLine { baseline, ..text }
        }));
    }
    let layer = PageLayer { name: None, ink: Ink::Black, canvas, dot: None, text };
    Page { trim: PAPER, margin: Length::ZERO, bleed: Length::ZERO, layers: vec![layer] }
}
