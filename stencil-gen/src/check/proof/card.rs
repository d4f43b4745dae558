//! The card: its outline, folds, corner and notches, and with them the place of the ballot.

use super::super::finding::{CheckFinding, Measured, Notches, length};
use super::super::ink::{Paint, Shape};
use super::super::outline::{arc, difference};
use super::super::plane::Spot;
use super::{EXACT, Proof, Sheet, lengths};

/// Depth of the flaps (design §2).
const FLAP: f64 = 15.0;
/// How far the ends of a flap slant in, and rounding of the card's free corners (decision 0005).
const SLANT: f64 = 3.0;
const ROUNDING: f64 = 3.0;
/// Width and depth of a notch (decision 0005).
const NOTCH: [f64; 2] = [8.0, 4.0];
/// From the ballot's left edge to the first notch's middle, and between notches.
const NOTCH_STEP: f64 = 14.0;

impl<'a> Proof<'a> {
    /// Finds the outline and the folds, and from them where the ballot lies.
    pub(super) fn card(&mut self) -> Option<(Sheet, &'a Shape)> {
        let page = self.page;
        let area = |shape: &&Shape| shape.bounds.width() * shape.bounds.height();
        let outline = page.on("Cut").max_by(|a, b| area(a).total_cmp(&area(b)));
        let Some(outline) = outline.filter(|outline| outline.ring().is_some() && outline.paint == Paint::Stroke) else {
            self.outline_wrong("Cut");
            return None;
        };
        let sheet = self.sheet(outline)?;
        self.facts.blank = [outline.bounds.width(), outline.bounds.height()];
        self.facts.wing = sheet.left - outline.bounds.left;
        if !self.sizes(sheet, outline) {
            return None;
        }
        let corner = self.corner(sheet, outline);
        self.fold_ends(sheet, corner);
        self.notches(sheet, outline);
        self.way_round(sheet, outline, corner);
        Some((sheet, outline))
    }

    fn outline_wrong(&mut self, detail: &str) {
        self.find(None, None, CheckFinding::OutlineWrong { detail: detail.to_owned() });
    }

    /// One fold across the top and one down the right side; the ballot's bottom is the card's.
    fn sheet(&mut self, outline: &Shape) -> Option<Sheet> {
        let folds: Vec<(Spot, Spot)> = self.page.on("Fold").flat_map(Shape::segments).collect();
        if let Some(filled) = self.page.on("Fold").find(|shape| shape.paint != Paint::Stroke) {
            self.stray(Some("Fold"), filled.bounds.center());
        }
        let level = |(from, to): &&(Spot, Spot)| (from.y - to.y).abs() < 0.01;
        let upright = |(from, to): &&(Spot, Spot)| (from.x - to.x).abs() < 0.01;
        let (across, down) = (folds.iter().find(level), folds.iter().find(upright));
        let (Some((from, to)), Some((right, _)), 2) = (across, down, folds.len()) else {
            self.outline_wrong("Fold");
            return None;
        };
        Some(Sheet { left: from.x.min(to.x), top: from.y, right: right.x, bottom: outline.bounds.bottom })
    }

    /// Whether the ballot's place has the ballot's size; the flaps and the page are checked too.
    fn sizes(&mut self, sheet: Sheet, outline: &Shape) -> bool {
        let form = self.wanted.form.page;
        let place = [sheet.right - sheet.left, sheet.bottom - sheet.top];
        let fits = self.size(Measured::Sheet, place, [form.width.mm(), form.height.mm()]);
        let flaps = [outline.bounds.right - sheet.right, sheet.top - outline.bounds.top];
        let card = [outline.bounds.right, outline.bounds.bottom];
        let flaps = self.size(Measured::Flaps, flaps, [FLAP; 2]);
        let card = self.size(Measured::Card, card, self.page.trim);
        let at_corner = outline.bounds.left.abs().max(outline.bounds.top.abs()) < EXACT;
        if card && !at_corner {
            self.outline_wrong("TrimBox");
        }
        fits && flaps && card && at_corner
    }

    pub(super) fn size(&mut self, what: Measured, found: [f64; 2], wanted: [f64; 2]) -> bool {
        let near = found.iter().zip(&wanted).all(|(found, wanted)| (found - wanted).abs() <= EXACT);
        if !near {
            let finding = CheckFinding::SizeWrong { what, found: lengths(found), wanted: lengths(wanted) };
            self.find(None, None, finding);
        }
        near
    }

    /// The corner's cut runs at 45° between the two folds. Gives the length of its legs.
    fn corner(&mut self, sheet: Sheet, outline: &Shape) -> f64 {
        let [least, most] = self.wanted.corner();
        let cut = outline.segments().find(|(from, to)| {
            let (from, to) = if from.x < to.x { (from, to) } else { (to, from) };
            let on_folds = (from.y - sheet.top).abs() < EXACT && (to.x - sheet.right).abs() < EXACT;
            on_folds && ((to.x - from.x) - (to.y - from.y)).abs() < EXACT
        });
        let legs = cut.map_or(0.0, |(from, to)| (from.x - to.x).abs());
        if legs < least - EXACT || legs > most + EXACT {
            let place = Spot::new(sheet.right - least / 2.0, sheet.top + least / 2.0);
            let finding = CheckFinding::CornerWrong { found: length(legs), wanted: length(least) };
            self.find(None, Some(place), finding);
        }
        legs
    }

    /// The folds run from the wing to the corner's cut, and from there to the bottom.
    fn fold_ends(&mut self, sheet: Sheet, corner: f64) {
        let wanted = [
            [Spot::new(sheet.left, sheet.top), Spot::new(sheet.right - corner, sheet.top)],
            [Spot::new(sheet.right, sheet.top + corner), Spot::new(sheet.right, sheet.bottom)],
        ];
        let folds: Vec<(Spot, Spot)> = self.page.on("Fold").flat_map(Shape::segments).collect();
        let there = |[start, end]: &[Spot; 2]| {
            let ends = |(from, to): &(Spot, Spot)| {
                from.distance(*start).max(to.distance(*end)).min(from.distance(*end).max(to.distance(*start)))
            };
            folds.iter().any(|fold| ends(fold) < EXACT)
        };
        if !wanted.iter().all(there) {
            self.outline_wrong("Fold");
        }
    }

    /// The outline is the card's all the way round: nothing is cut off, bitten out or left standing
    /// between the places that other rules look at.
    fn way_round(&mut self, sheet: Sheet, outline: &Shape, corner: f64) {
        let Sheet { left, top, right, bottom } = sheet;
        let card = outline.bounds.left;
        let at = Spot::new;
        let mut wanted = vec![
            at(left, top),
            at(left + SLANT, top - FLAP),
            at(right - corner - SLANT, top - FLAP),
            at(right - corner, top),
            at(right, top + corner),
            at(right + FLAP, top + corner + SLANT),
            at(right + FLAP, bottom - SLANT),
            at(right, bottom),
        ];
        let Notches { round, square } = self.wanted.notches();
        for notch in (1..=round.max(square)).rev() {
            let middle = at(left + NOTCH_STEP * f64::from(notch), bottom);
            wanted.extend(bay(middle, round > 0));
        }
        wanted.extend(arc(at(card + ROUNDING, bottom - ROUNDING), ROUNDING, 1, true));
        wanted.extend(arc(at(card + ROUNDING, top + ROUNDING), ROUNDING, 2, true));
        if let Some(place) = difference(outline.ring().unwrap_or_default(), &wanted) {
            let finding = CheckFinding::OutlineWrong { detail: "Cut".to_owned() };
            self.find(None, Some(place), finding);
        }
    }

    /// Bays in the bottom edge, each as wide and deep as a notch is; round or square.
    fn notches(&mut self, sheet: Sheet, outline: &Shape) {
        let wanted = self.wanted.notches();
        let mut found = Notches::default();
        let mut odd = false;
        let mut place = None;
        for bay in bays(outline.ring().unwrap_or_default(), sheet.bottom) {
            let depth = bay.iter().map(|spot| sheet.bottom - spot.y).fold(0.0, f64::max);
            // The way round the whole card is no bay.
            if depth > 3.0 * NOTCH[1] {
                continue;
            }
            let (first, last) = (bay.first().copied().unwrap_or_default(), bay.last().copied().unwrap_or_default());
            let width = (first.x - last.x).abs();
            odd |= (width - NOTCH[0]).abs() > EXACT || (depth - NOTCH[1]).abs() > EXACT;
            let middle = Spot::new(f64::midpoint(first.x, last.x), sheet.bottom);
            place = place.or(Some(middle));
            let all_on_circle = bay.iter().all(|spot| (spot.distance(middle) - NOTCH[1]).abs() < EXACT);
            *(if all_on_circle { &mut found.round } else { &mut found.square }) += 1;
        }
        if found != wanted || odd {
            // The first one there is; without any, the middle of the edge.
            let middle = Spot::new(f64::midpoint(sheet.left, sheet.right), sheet.bottom);
            self.find(None, Some(place.unwrap_or(middle)), CheckFinding::NotchesWrong { found, wanted });
        }
    }
}

/// A notch in the bottom edge, from right to left.
fn bay(middle: Spot, round: bool) -> Vec<Spot> {
    let [width, depth] = NOTCH;
    if round {
        return [arc(middle, depth, 3, false), arc(middle, depth, 2, false)].concat();
    }
    let corner = |x: f64, y: f64| Spot::new(middle.x + x * width / 2.0, middle.y - y * depth);
    vec![corner(1.0, 0.0), corner(1.0, 1.0), corner(-1.0, 1.0), corner(-1.0, 0.0)]
}

/// The runs of a ring that leave a level and come back to it, with the places on the level.
fn bays(ring: &[Spot], level: f64) -> Vec<Vec<Spot>> {
    let on_level = |spot: &Spot| (spot.y - level).abs() < 0.005;
    let Some(start) = ring.iter().position(on_level) else { return Vec::new() };
    let around = ring.iter().cycle().skip(start).take(ring.len() + 1);
    let (mut bays, mut bay): (Vec<Vec<Spot>>, Vec<Spot>) = (Vec::new(), Vec::new());
    for spot in around {
        bay.push(*spot);
        if on_level(spot) {
            if bay.len() > 2 {
                bays.push(std::mem::take(&mut bay));
            }
            bay = vec![*spot];
        }
    }
    bays
}
