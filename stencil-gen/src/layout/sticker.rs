//! A cover sticker for a row that was withdrawn after stencils were made: it closes the window and
//! lays the new words over the old line.

use ballot::{Length, Point, Rect};
use wording::{Phrase, fill, phrase};

use super::measures::{CLEARANCE, DOT_PITCH, DOT_RADIUS, LINE_PITCH, RIM};
use super::plan::{Drawn, Layer, Outline, Role, Shape, StencilPlan, Step, TextLine};
use super::{Laid, Scope};

/// How far the sticker holds on around the window where the rows leave room.
const HOLD: Length = Length::from_um(2_500);

/// The sticker for `row`, or `None` where the withdrawn layout differs from the made one in any
/// other row: then only new stencils help.
#[must_use]
pub fn sticker(made: &Laid, withdrawn: &Laid, row: u32, scope: Scope) -> Option<StencilPlan> {
    let others = |laid: &Laid| -> Vec<Drawn> {
        let braille = laid.plan.shapes.iter().filter(|drawn| drawn.layer == Layer::Braille);
        braille.filter(|drawn| !matches!(drawn.role, Role::Row(number, _) if number == row)).cloned().collect()
    };
    if made.plan.blank != withdrawn.plan.blank || others(made) != others(withdrawn) {
        return None;
    }
    let own = |drawn: &&Drawn| match drawn.role {
        Role::Row(number, _) | Role::Number(number) => number == row,
        Role::Outline
        | Role::Flap
        | Role::Window(_)
        | Role::Rim(_)
        | Role::Heading(_)
        | Role::Ridge(_)
        | Role::ClosedWindow(_)
        | Role::GuideStrip
        | Role::Ruler
        | Role::Note => false,
    };
    let lines: Vec<&Drawn> = withdrawn.plan.shapes.iter().filter(own).collect();
    let rect = area(made, &lines, row, scope)?;
    let by = Point::new(-rect.left, -rect.top);
    let mut shapes: Vec<Drawn> = lines.into_iter().map(|drawn| moved(drawn, by)).collect();
    shapes.extend(notes(rect, row, scope));
    let shape = Shape::Outline(outline(rect.width(), rect.height()));
    shapes.push(Drawn { layer: Layer::Cut, role: Role::Outline, shape });
    shapes.sort_by_key(|drawn| Layer::ALL.iter().position(|layer| *layer == drawn.layer));
    Some(StencilPlan { blank: rect.size(), shapes, ..withdrawn.plan.clone() })
}

/// From the line's start to beyond the window, and at most half way to the neighboring rows.
fn area(made: &Laid, lines: &[&Drawn], row: u32, scope: Scope) -> Option<Rect> {
    let window = made.windows.rows.iter().find(|window| window.row == row)?;
    let opening = window.opening.moved(made.plan.sheet_at);
    let middle = opening.center().y;
    let neighbors = made.windows.rows.iter().filter(|other| other.row.abs_diff(row) == 1);
    let pitch = neighbors.map(|other| (other.square.center().y - window.square.center().y).abs()).min();
    let reach = (opening.height().half() + HOLD).max(DOT_PITCH + DOT_RADIUS + HOLD);
    let reach = pitch.map_or(reach, |pitch| reach.min(pitch.half()));
    let starts = lines.iter().filter_map(|drawn| drawn.shape.braille()).map(|line| line.origin.x);
    // As far from the first dot as the card's own edge allows.
    let left = (starts.min()? - DOT_RADIUS - CLEARANCE).max(Length::from_um(500));
    let below = if scope == Scope::Both { LINE_PITCH } else { Length::ZERO };
    Some(Rect { left, right: opening.right + RIM, top: middle - reach, bottom: middle + below + reach })
}

fn moved(drawn: &Drawn, by: Point) -> Drawn {
    let mut drawn = drawn.clone();
    let at = |point: Point| Point::new(point.x + by.x, point.y + by.y);
    match &mut drawn.shape {
        Shape::Braille(line) => line.origin = at(line.origin),
        Shape::Text(line) => line.baseline = at(line.baseline),
        // A row has Braille and text only.
        Shape::Outline(_) | Shape::Rounded { .. } | Shape::Frame { .. } | Shape::Bar(_) | Shape::Line { .. } => {}
    }
    drawn
}

fn outline(width: Length, height: Length) -> Outline {
    let radius = Length::from_mm(1);
    let at = Point::new;
    let quarter = |x, y, center_x, center_y| Step::Quarter { to: at(x, y), center: at(center_x, center_y) };
    let zero = Length::ZERO;
    let steps = vec![
        Step::Line(at(width - radius, zero)),
        quarter(width, radius, width - radius, radius),
        Step::Line(at(width, height - radius)),
        quarter(width - radius, height, width - radius, height - radius),
        Step::Line(at(radius, height)),
        quarter(zero, height - radius, radius, height - radius),
        Step::Line(at(zero, radius)),
        quarter(radius, zero, radius, radius),
    ];
    Outline { start: at(radius, zero), steps }
}

/// Words for the maker, beside the sticker.
fn notes(rect: Rect, row: u32, scope: Scope) -> Vec<Drawn> {
    let language = scope.languages().first().copied().unwrap_or(ballot::Language::Kk);
    let texts = [
        fill(phrase(Phrase::StickerHow, language), &[("row", row.to_string())]),
        format!("{}. {}.", phrase(Phrase::FrontView, language), phrase(Phrase::PrintAt100, language)),
    ];
    let line = |(index, text): (i64, String)| {
        let baseline =
            Point::new(Length::ZERO, rect.height() + Length::from_um(5_000) + Length::from_um(2_600) * index);
        let words = TextLine { baseline, capital: Length::from_um(1_400), bold: true, text };
        Drawn { layer: Layer::Guide, role: Role::Note, shape: Shape::Text(words) }
    };
    (0i64..).zip(texts).map(line).collect()
}
