//! What lies under the pointer on a stencil, in words: which letter a Braille cell is, which row a window belongs to.

use ballot::{Contest, Language, Length, Point, Rect};
use stencil_gen::braille::table::NUMBER_SIGN;
use stencil_gen::braille::{self, Cell, Style, read_by_cell};
use stencil_gen::layout::{BrailleLine, Drawn, Layer, Outline, Role, Shape, StencilPlan, Step};
use wording::{Phrase, fill, phrase};

/// Guide dots lead to the number and are not read.
const GUIDE_DOT: Cell = Cell::from_dots(&[5]);
/// How near a line the pointer must be.
const NEAR: Length = Length::from_um(1_500);
/// From the middle of dot 1 to the edges of its cell: half of what is between two cells.
const CELL_EDGE: Length = Length::from_um(1_750);
/// From dot 1 down to dot 3.
const CELL_HEIGHT: Length = Length::from_mm(5);
/// In this order things are found: what is felt before what is seen, both before the maker's lines.
const ORDER: [Layer; 6] = [Layer::Braille, Layer::Raised, Layer::Print, Layer::Fold, Layer::Guide, Layer::Cut];

/// What lies at a point of the blank, among the layers that are shown.
#[must_use]
pub fn explain(plan: &StencilPlan, contest: &Contest, layers: &[Layer], at: Point, language: Language) -> String {
    let shown = ORDER.into_iter().filter(|layer| layers.contains(layer));
    let found = shown.flat_map(|layer| plan.layer(layer)).find(|drawn| hits(&drawn.shape, at));
    let Some(drawn) = found.or_else(|| inside_window(plan, layers, at)) else {
        return phrase(Phrase::GuiIsNothing, language).to_owned();
    };
    match &drawn.shape {
        Shape::Braille(line) => cell(drawn.role, line, contest, at, language),
        Shape::Outline(_)
        | Shape::Rounded { .. }
        | Shape::Frame { .. }
        | Shape::Bar(_)
        | Shape::Line { .. }
        | Shape::Text(_) => of_role(drawn.role, contest, language),
    }
}

/// A window is all of its opening, not only its edge; what lies in it was found before.
fn inside_window<'a>(plan: &'a StencilPlan, layers: &[Layer], at: Point) -> Option<&'a Drawn> {
    let mut cut = plan.layer(Layer::Cut).filter(|_| layers.contains(&Layer::Cut));
    cut.find(|drawn| matches!(&drawn.shape, Shape::Rounded { rect, .. } if contains(*rect, at)))
}

fn contains(rect: Rect, at: Point) -> bool {
    (rect.left..=rect.right).contains(&at.x) && (rect.top..=rect.bottom).contains(&at.y)
}

fn hits(shape: &Shape, at: Point) -> bool {
    match shape {
        Shape::Outline(outline) => sides(outline).any(|(from, to)| is_near(from, to, at)),
        Shape::Rounded { rect, .. } | Shape::Bar(rect) => contains(*rect, at),
        Shape::Frame { outer, inner, .. } => contains(*outer, at) && !contains(*inner, at),
        Shape::Line { from, to } => is_near(*from, *to, at),
        Shape::Braille(line) => contains(field(line), at),
        Shape::Text(line) => {
            let count = i64::try_from(line.text.chars().count()).unwrap_or(0);
            let size = (line.capital * 4, line.capital * 5);
            // A letter is about four fifths as wide as a capital is high.
            let right = line.baseline.x + Length::from_um(size.0.um() / 5) * count;
            let words = Rect {
                left: line.baseline.x,
                top: line.baseline.y - line.capital,
                right,
                bottom: line.baseline.y + Length::from_um(size.1.um() / 16),
            };
            contains(words, at)
        }
    }
}

/// The sides of an outline; its small arcs count as straight.
fn sides(outline: &Outline) -> impl Iterator<Item = (Point, Point)> {
    let ends = outline.steps.iter().map(|step| match step {
        Step::Line(to) | Step::Quarter { to, .. } => *to,
    });
    let points: Vec<Point> = std::iter::once(outline.start).chain(ends).collect();
    let next: Vec<Point> = points.iter().copied().cycle().skip(1).take(points.len()).collect();
    points.into_iter().zip(next)
}

/// Whether a point is near a side.
fn is_near(from: Point, to: Point, at: Point) -> bool {
    let (along, across) =
        ([to.x - from.x, to.y - from.y].map(Length::mm), [at.x - from.x, at.y - from.y].map(Length::mm));
    let length = along[0].hypot(along[1]);
    let share = if length > 0.0 {
        ((along[0] * across[0] + along[1] * across[1]) / (length * length)).clamp(0.0, 1.0)
    } else {
        0.0
    };
    (across[0] - along[0] * share).hypot(across[1] - along[1] * share) <= NEAR.mm()
}

/// Where a line of Braille lies.
fn field(line: &BrailleLine) -> Rect {
    let count = i64::try_from(line.cells.len()).unwrap_or(0);
    Rect {
        left: line.origin.x - CELL_EDGE,
        top: line.origin.y - CELL_EDGE,
        right: line.origin.x - CELL_EDGE + line.cell_pitch * count,
        bottom: line.origin.y + CELL_HEIGHT + CELL_EDGE,
    }
}

/// What the cell of a line says.
fn cell(role: Role, line: &BrailleLine, contest: &Contest, at: Point, language: Language) -> String {
    let index = (at.x - field(line).left).um() / line.cell_pitch.um().max(1);
    let index = usize::try_from(index).unwrap_or(0).min(line.cells.len().saturating_sub(1));
    let own = line.cells.get(index).copied().unwrap_or(Cell::BLANK);
    let (words, text) = match meaning(&line.cells, index, style(role)) {
        _ if own == Cell::BLANK => (Phrase::GuiIsBlank, String::new()),
        _ if is_guide(&line.cells, index) => (Phrase::GuiIsGuideDot, String::new()),
        _ if own == NUMBER_SIGN => (Phrase::GuiIsNumberSign, String::new()),
        Some((text, true)) => (Phrase::GuiIsCell, text),
        Some((text, false)) => (Phrase::GuiIsSign, text),
        None => (Phrase::GuiIsCell, "?".to_owned()),
    };
    let dots = own.dots().map(|dot| dot.to_string()).collect::<Vec<_>>().join("-");
    fill(phrase(words, language), &[("row", place(role, contest, language)), ("text", text), ("dots", dots)])
}

/// How the cells of something are read.
fn style(role: Role) -> Style {
    Style::new(match written_in(role) {
        Language::Kk => braille::Language::Kazakh,
        Language::Ru => braille::Language::Russian,
        Language::En => braille::Language::English,
    })
}

const fn written_in(role: Role) -> Language {
    match role {
        Role::Row(_, language) | Role::Heading(language) => language,
        Role::Outline
        | Role::Flap
        | Role::Window(_)
        | Role::Rim(_)
        | Role::Number(_)
        | Role::Ridge(_)
        | Role::ClosedWindow(_)
        | Role::GuideStrip
        | Role::Ruler
        | Role::Note => Language::Kk,
    }
}

/// Whether a cell is one of several guide dots.
fn is_guide(cells: &[Cell], index: usize) -> bool {
    let at = |index: Option<usize>| index.and_then(|index| cells.get(index)) == Some(&GUIDE_DOT);
    at(Some(index)) && (at(index.checked_sub(1)) || at(index.checked_add(1)))
}

/// What a cell says with those it belongs to, and whether it is the one that says it.
fn meaning(cells: &[Cell], index: usize, style: Style) -> Option<(String, bool)> {
    // Guide dots end what is read as words, as they do on the proof sheet.
    let from = start_of_words(cells, index);
    let part = cells.get(from..)?;
    let end = (0..part.len()).find(|at| is_guide(cells, from.saturating_add(*at))).unwrap_or(part.len());
    let read = read_by_cell(part.get(..end)?, style).ok()?;
    let own = index.checked_sub(from)?;
    let found = read.into_iter().find(|read| read.cells.contains(&own))?;
    let is_last = own.saturating_add(1) == found.cells.end;
    Some((found.text.trim().to_owned(), is_last))
}

/// Where the words begin in which a cell stands: after the last guide dot before it.
fn start_of_words(cells: &[Cell], index: usize) -> usize {
    (0..index).rev().find(|at| is_guide(cells, *at)).map_or(0, |at| at.saturating_add(1))
}

/// Which row something belongs to, or that it is the heading.
fn place(role: Role, contest: &Contest, language: Language) -> String {
    let row = |number: u32, written: Language| {
        let option = contest.options.iter().find(|option| option.number == number);
        let name = option.map(|option| option.name.get(written)).unwrap_or_default();
        fill(phrase(Phrase::GuiRowIs, language), &[("row", number.to_string()), ("name", name.to_owned())])
    };
    match role {
        Role::Row(number, written) => row(number, written),
        Role::Window(number)
        | Role::Rim(number)
        | Role::Number(number)
        | Role::Ridge(number)
        | Role::ClosedWindow(number) => row(number, if language == Language::En { Language::Kk } else { language }),
        Role::Heading(_) => phrase(Phrase::GuiHeadingIs, language).to_owned(),
        Role::Outline | Role::Flap | Role::GuideStrip | Role::Ruler | Role::Note => String::new(),
    }
}

fn of_role(role: Role, contest: &Contest, language: Language) -> String {
    let words = match role {
        Role::Outline => Phrase::GuiIsOutline,
        Role::Flap => Phrase::GuiIsFlap,
        Role::Window(_) => Phrase::GuiIsWindow,
        Role::Rim(_) => Phrase::GuiIsRim,
        Role::Row(..) => Phrase::GuiIsRow,
        Role::Number(_) => Phrase::GuiIsNumber,
        Role::Heading(_) => Phrase::GuiIsHeading,
        Role::Ridge(_) => Phrase::GuiIsRidge,
        Role::ClosedWindow(_) => Phrase::GuiIsClosed,
        Role::GuideStrip => Phrase::GuiIsGuideStrip,
        Role::Ruler => Phrase::GuiIsRuler,
        Role::Note => Phrase::GuiIsNote,
    };
    fill(phrase(words, language), &[("row", place(role, contest, language))])
}
