//! The card itself: outline with flaps, corner and notches, folds, rims and windows, the guide
//! strip, and the words and ruler for the maker on the flaps.

use ballot::{Contest, Corner, CornerKind, Language, Length, Point, Rect, Size};
use wording::{Phrase, phrase};

use crate::fonts;

use super::measures::{
    CARD_CORNER_RADIUS, CLEARANCE, CORNER_FURTHER, CORNER_PLAIN, DOT_PITCH, DOT_RADIUS, FLAP, FLAP_SLANT,
    GUIDE_LENGTH_LEAST, GUIDE_WIDTH, NOTCH_DEPTH, NOTCH_FIRST, NOTCH_PITCH, NOTCH_WIDTH, RIM,
};
use super::plan::{Drawn, Layer, Outline, Role, Shape, Step, TextLine};
use super::windows::Windows;
use super::{Finding, Scope};

/// The card's main lines, in the blank's coordinates.
#[derive(Clone, Copy, Debug)]
pub(super) struct Card {
    /// Width of the wing: the ballot's left edge.
    pub(super) wing: Length,
    /// The fold at the right: the ballot's right edge.
    pub(super) right: Length,
    /// The card's bottom edge, which is the ballot's.
    pub(super) bottom: Length,
    /// Legs of the corner's cut.
    pub(super) corner: Length,
}

/// Legs of the card's corner cut: 8 mm further than the ballot's own, 12 mm where that is plain.
pub(super) fn corner_cut(corner: Corner) -> Length {
    match corner {
        Corner::Plain => CORNER_PLAIN,
        Corner::Marked { kind: CornerKind::Cut, size, .. } => size + CORNER_FURTHER,
        // A triangle of legs 2 × inset passes through the hole's center. The hole is all in the
        // open when the cut goes on by its radius times √2.
        Corner::Marked { kind: CornerKind::Hole, size, inset } => {
            let past = Length::from_um(size.um() * 7_072 / 10_000).round_up_to(Length::from_mm(1));
            inset * 2 + past.max(CORNER_FURTHER)
        }
    }
}

impl Card {
    pub(super) fn new(wing: Length, page: Size, corner: Length) -> Self {
        Self { wing, right: wing + page.width, bottom: FLAP + page.height, corner }
    }

    /// Size of the blank.
    pub(super) fn blank(&self) -> Size {
        Size::new(self.right + FLAP, self.bottom)
    }

    /// The outline, clockwise from the top of the wing.
    pub(super) fn outline(&self, contest: &Contest, scope: Scope) -> Drawn {
        let radius = CARD_CORNER_RADIUS;
        let at = Point::new;
        let slant = FLAP_SLANT;
        let mut steps = vec![
            Step::Line(at(self.wing, FLAP)),
            Step::Line(at(self.wing + slant, Length::ZERO)),
            Step::Line(at(self.right - self.corner - slant, Length::ZERO)),
            Step::Line(at(self.right - self.corner, FLAP)),
            Step::Line(at(self.right, FLAP + self.corner)),
            Step::Line(at(self.right + FLAP, FLAP + self.corner + slant)),
            Step::Line(at(self.right + FLAP, self.bottom - slant)),
            Step::Line(at(self.right, self.bottom)),
        ];
        for index in (0..contest.position).rev() {
            self.notch(self.notch_x(index), scope, &mut steps);
        }
        steps.extend([
            Step::Line(at(radius, self.bottom)),
            Step::Quarter { to: at(Length::ZERO, self.bottom - radius), center: at(radius, self.bottom - radius) },
            Step::Line(at(Length::ZERO, FLAP + radius)),
            Step::Quarter { to: at(radius, FLAP), center: at(radius, FLAP + radius) },
        ]);
        let shape = Shape::Outline(Outline { start: at(radius, FLAP), steps });
        Drawn { layer: Layer::Cut, role: Role::Outline, shape }
    }

    fn notch_x(&self, index: u8) -> Length {
        self.wing + NOTCH_FIRST + NOTCH_PITCH * i64::from(index)
    }

    /// A notch in the bottom edge, from right to left: round for Kazakh and for both languages on
    /// one stencil, square for Russian.
    fn notch(&self, x: Length, scope: Scope, steps: &mut Vec<Step>) {
        let (half, bottom) = (NOTCH_WIDTH.half(), self.bottom);
        let top = bottom - NOTCH_DEPTH;
        let at = Point::new;
        steps.push(Step::Line(at(x + half, bottom)));
        match scope {
            Scope::One(Language::Ru | Language::En) => {
                steps.push(Step::Line(at(x + half, top)));
                steps.push(Step::Line(at(x - half, top)));
                steps.push(Step::Line(at(x - half, bottom)));
            }
            Scope::One(Language::Kk) | Scope::Both => {
                let center = at(x, bottom);
                steps.push(Step::Quarter { to: at(x, top), center });
                steps.push(Step::Quarter { to: at(x - half, bottom), center });
            }
        }
    }

    /// The two folds.
    pub(super) fn folds(&self) -> [Drawn; 2] {
        let fold = |from, to| Drawn { layer: Layer::Fold, role: Role::Flap, shape: Shape::Line { from, to } };
        [
            fold(Point::new(self.wing, FLAP), Point::new(self.right - self.corner, FLAP)),
            fold(Point::new(self.right, FLAP + self.corner), Point::new(self.right, self.bottom)),
        ]
    }

    /// Windows and their rims.
    pub(super) fn windows(&self, windows: &Windows) -> (Vec<Drawn>, Vec<Drawn>) {
        let by = Point::new(self.wing, FLAP);
        let cut: Vec<_> = windows.rows.iter().filter(|window| window.cut).collect();
        let openings = cut.iter().map(|window| {
            let shape = Shape::Rounded { rect: window.opening.moved(by), radius: window.radius };
            Drawn { layer: Layer::Cut, role: Role::Window(window.row), shape }
        });
        let rims = cut.iter().map(|window| {
            let beside = |distance: Option<Length>| distance.map_or(RIM, |distance| RIM.min(distance.half()));
            let opening = window.opening;
            let above =
                cut.iter().filter(|other| other.row < window.row).map(|other| opening.top - other.opening.bottom);
            let below =
                cut.iter().filter(|other| other.row > window.row).map(|other| other.opening.top - opening.bottom);
            let outer = Rect {
                left: opening.left - RIM,
                right: opening.right + RIM,
                // Between close windows each rim takes half the strip, so none covers a window.
                top: opening.top - beside(above.min()),
                bottom: opening.bottom + beside(below.min()),
            };
            let shape = Shape::Frame { outer: outer.moved(by), inner: opening.moved(by), radius: window.radius };
            Drawn { layer: Layer::Print, role: Role::Rim(window.row), shape }
        });
        (openings.collect(), rims.collect())
    }

    /// The strip glued behind the wing that steadies the sheet at the left. It stands where no line
    /// of Braille is near: below the rows if there is room, else in the longest gap.
    pub(super) fn guide(
        &self,
        mut line_centers: Vec<Length>,
        language: Language,
        findings: &mut Vec<Finding>,
    ) -> Vec<Drawn> {
        let reach = DOT_PITCH + DOT_RADIUS + CLEARANCE;
        let bottom = self.bottom - CARD_CORNER_RADIUS;
        line_centers.sort_unstable();
        let starts =
            std::iter::once(FLAP + CARD_CORNER_RADIUS).chain(line_centers.iter().map(|center| *center + reach));
        let ends = line_centers.iter().map(|center| *center - reach).chain(std::iter::once(bottom));
        let gaps = starts.zip(ends).filter(|(start, end)| *end - *start >= GUIDE_LENGTH_LEAST);
        let Some((top, end)) = gaps.max_by_key(|(start, end)| (*end == bottom, *end - *start)) else {
            findings.push(Finding::GuideOmitted);
            return Vec::new();
        };
        // Half a millimetre of play beside the sheet.
        let right = self.wing - Length::from_um(500);
        let rect = Rect { left: right - GUIDE_WIDTH, right, top, bottom: end };
        let capital = Length::from_um(1_500);
        let baseline = Point::new(self.wing + Length::from_mm(1), top + capital + Length::from_mm(1));
        let text = phrase(Phrase::GuideHere, language).to_owned();
        let words = Shape::Text(TextLine { baseline, capital, bold: true, text });
        let drawn = |shape| Drawn { layer: Layer::Guide, role: Role::GuideStrip, shape };
        vec![drawn(Shape::Bar(rect)), drawn(words)]
    }

    /// The 100 mm ruler on the right flap.
    pub(super) fn ruler(&self) -> Vec<Drawn> {
        let top = FLAP + self.corner + FLAP_SLANT + Length::from_mm(6);
        let left = self.right + Length::from_mm(2);
        let line =
            |from: Point, to: Point| Drawn { layer: Layer::Guide, role: Role::Ruler, shape: Shape::Line { from, to } };
        let mut shapes = vec![line(Point::new(left, top), Point::new(left, top + Length::from_mm(100)))];
        for centimetre in 0..=10 {
            let y = top + Length::from_mm(10) * centimetre;
            let long = centimetre % 5 == 0;
            let length = Length::from_mm(if long { 4 } else { 2 });
            shapes.push(line(Point::new(left, y), Point::new(left + length, y)));
            if long {
                let text = if centimetre == 10 { "100 mm".to_owned() } else { (centimetre * 10).to_string() };
                let baseline = Point::new(left + Length::from_um(4_400), y + Length::from_um(700));
                let words = TextLine { baseline, capital: Length::from_um(1_400), bold: true, text };
                shapes.push(Drawn { layer: Layer::Guide, role: Role::Ruler, shape: Shape::Text(words) });
            }
        }
        shapes
    }

    /// The maker's words on the top flap, which is folded behind the card.
    pub(super) fn notes(&self, what: &str, scope: Scope) -> Vec<Drawn> {
        let pairs = [
            [Phrase::FrontView, Phrase::PrintAt100],
            [Phrase::OrderOfWork, Phrase::Tolerance],
            [Phrase::FoldBack, Phrase::HardBoardBallpoint],
        ];
        let line = |pair: [Phrase; 2]| {
            let in_language = |language: &Language| {
                let [first, second] = pair.map(|key| phrase(key, *language));
                format!("{first}. {second}.")
            };
            scope.languages().iter().map(in_language).collect::<Vec<_>>().join("  ")
        };
        let lines: Vec<String> = std::iter::once(what.to_owned()).chain(pairs.map(line)).collect();
        let left = self.wing + FLAP_SLANT + Length::from_mm(2);
        let room = self.right - self.corner - FLAP_SLANT - Length::from_mm(2) - left;
        let fits = |capital: Length| lines.iter().all(|line| fonts::bold().width(line, capital) <= room);
        let sizes = (8..=17).rev().map(|tenth| Length::from_um(tenth * 100));
        let capital = sizes.into_iter().find(|size| fits(*size)).unwrap_or(Length::from_um(800));
        let place = |(index, text): (i64, &String)| {
            let baseline = Point::new(left, Length::from_um(3_600) + Length::from_um(3_000) * index);
            let words = TextLine { baseline, capital, bold: true, text: text.clone() };
            Drawn { layer: Layer::Guide, role: Role::Note, shape: Shape::Text(words) }
        };
        (0i64..).zip(&lines).map(place).collect()
    }
}
