//! The pair of dies. The male reads like the front, the female is its mirror image; both go 15 mm
//! beyond the blank on every side (decision 0006).

use std::collections::BTreeMap;

use super::super::finding::{CheckFinding, Found};
use super::super::ink::Page;
use super::super::plane::{Bounds, Spot};
use super::figure::{Figure, Kind};
use super::solid::{self, Parts};
use super::{EXACT, Told, dxf, mesh};

/// Measures in mm.
const FRAME: f64 = 15.0;
const PIN_INSET: f64 = 7.5;
const PIN: f64 = 4.0;
const BUMP: f64 = 1.6;
const RECESS: f64 = 2.0;
const RIDGE_PLAY: f64 = 0.35;
/// Measures in µm.
const THICKNESS: i32 = 4_000;
const FLOOR: i32 = THICKNESS - 600;
const RIDGE_HEIGHT: i32 = 500;

/// Which of the two.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Side {
    Male,
    Female,
}

/// Compares the dies of one stencil with its PDF.
pub(super) fn compare(files: &BTreeMap<String, Vec<u8>>, code: &str, wanted: &[Figure], page: &Page) -> Vec<Found> {
    let size = page.trim.map(|side| side + 2.0 * FRAME);
    let mut found = Vec::new();
    for (side, name) in [(Side::Male, "male"), (Side::Female, "female")] {
        let other = if side == Side::Male { Side::Female } else { Side::Male };
        let own = Die::new(wanted, size, side, side);
        // Turned the wrong way, or a copy of its partner.
        let turned = [(side, other), (other, other)].map(|(side, seen)| Die::new(wanted, size, side, seen));
        let file = |kind: &str| format!("die.{name}.{code}.{kind}");
        let mirrored = |kind: &str| format!("die.female.{code}.{kind}");
        let name = file("dxf");
        if let Some(bytes) = files.get(&name) {
            let mut told = Told::new(&name);
            match dxf::read(bytes) {
                Ok(drawing) => {
                    told.drawing(&drawing, size);
                    let mirrored = mirrored("dxf");
                    told.die(&mirrored, (&own, &turned), |die, told| {
                        told.figures(&die.drawn(), &drawing.figures, EXACT);
                    });
                }
                Err(detail) => told.unreadable(detail),
            }
            found.extend(told.found);
        }
        let name = file("stl");
        if let Some(bytes) = files.get(&name) {
            let mut told = Told::new(&name);
            match mesh::read(bytes) {
                Ok(mesh) => {
                    let parts = solid::parts(&mesh, size[1], THICKNESS, RIDGE_HEIGHT, &mut told);
                    told.die(&mirrored("stl"), (&own, &turned), |die, told| die.solid(&parts, told));
                }
                Err(detail) => told.unreadable(detail),
            }
            found.extend(told.found);
        }
    }
    found
}

impl Told<'_> {
    /// Proves a die; if it is the other way round and nothing else is wrong, that is what is told.
    fn die(&mut self, mirrored: &str, (own, turned): (&Die, &[Die; 2]), prove: impl Fn(&Die, &mut Told<'_>)) {
        let mut as_wanted = Told::new(self.file);
        prove(own, &mut as_wanted);
        if !as_wanted.found.is_empty() {
            let is_turned = turned.iter().any(|die| {
                let mut as_turned = Told::new(self.file);
                prove(die, &mut as_turned);
                as_turned.found.is_empty()
            });
            if is_turned {
                self.find(None, CheckFinding::NotMirrored { mirrored: mirrored.to_owned() });
                return;
            }
        }
        self.found.extend(as_wanted.found);
    }
}

/// A die as it must be, y downward on its working face.
struct Die {
    side: Side,
    plate: Figure,
    pins: Vec<Figure>,
    dots: Vec<Figure>,
    ridges: Vec<Figure>,
}

impl Die {
    /// A die of one side, seen as the side `seen` is.
    fn new(wanted: &[Figure], [width, height]: [f64; 2], side: Side, seen: Side) -> Self {
        let turn = |at: Spot| if seen == Side::Male { at } else { Spot::new(width - at.x, at.y) };
        let place = |at: Spot| turn(Spot::new(at.x + FRAME, at.y + FRAME));
        let (diameter, play) = if side == Side::Male { (BUMP, 0.0) } else { (RECESS, RIDGE_PLAY) };
        let dots = wanted.iter().filter(|figure| figure.kind == Kind::Dot);
        let ridges = wanted.iter().filter(|figure| figure.layer == "Raised" && figure.kind == Kind::Ring);
        let low = height - PIN_INSET;
        let pins = [(PIN_INSET, low), (width - PIN_INSET, low), (width / 3.0, PIN_INSET)];
        let plate = Bounds { left: 0.0, top: 0.0, right: width, bottom: height };
        Self {
            side,
            plate: Figure::rectangle("Cut", plate),
            pins: pins.map(|(x, y)| Figure::dot("Cut", turn(Spot::new(x, y)), PIN)).to_vec(),
            dots: dots.map(|dot| Figure::dot("Braille", place(dot.bounds.center()), diameter)).collect(),
            ridges: ridges.map(|ridge| Figure::rectangle("Raised", ridge.placed(place).bounds.grown(play))).collect(),
        }
    }

    /// Everything on its drawing.
    fn drawn(&self) -> Vec<Figure> {
        let all = [self.pins.as_slice(), &self.dots, &self.ridges].concat();
        std::iter::once(self.plate.clone()).chain(all).collect()
    }

    /// Compares a solid: the male has bumps on its face, the female recesses in it.
    fn solid(&self, parts: &Parts, told: &mut Told<'_>) {
        let hollow = [self.dots.as_slice(), &self.ridges].concat();
        let through = [std::slice::from_ref(&self.plate), &self.pins].concat();
        let (raised, recesses): (&[Figure], &[Figure]) = match self.side {
            Side::Male => (&hollow, &[]),
            Side::Female => (&[], &hollow),
        };
        told.figures(raised, &parts.raised, solid::EXACT);
        let floor: &[i32] = if self.side == Side::Male { &[] } else { &[FLOOR] };
        solid::prism(parts, &[&[0, THICKNESS], floor].concat(), told);
        // The pins' holes have both faces; each recess has its rim above and its floor.
        told.figures(&through, &round(parts.rims(0)), solid::EXACT);
        told.figures(&[&through, recesses].concat(), &round(parts.rims(THICKNESS)), solid::EXACT);
        if self.side == Side::Female {
            told.figures(recesses, &round(parts.rims(FLOOR)), solid::EXACT);
        }
    }
}

/// Rings told apart by shape: pins, recesses over dots, and those over ridges.
fn round(rims: Vec<Figure>) -> Vec<Figure> {
    let told_apart = |rim: Figure| {
        let (center, width) = (rim.bounds.center(), rim.bounds.width());
        let on_circle = |spot: &Spot| (spot.distance(center) * 2.0 - width).abs() < solid::EXACT;
        if rim.spots.len() >= 12 && rim.spots.iter().all(on_circle) {
            let layer = if width > (PIN + RECESS) / 2.0 { "Cut" } else { "Braille" };
            Figure::dot(layer, center, width)
        } else if rim.bounds.width() > 2.0 * FRAME {
            rim
        } else {
            Figure { layer: "Raised".to_owned(), ..rim }
        }
    };
    rims.into_iter().map(told_apart).collect()
}
