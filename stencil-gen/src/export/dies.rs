//! The pair of dies that raise dots and ridges: `die.male.<lang>` and `die.female.<lang>`, as STL
//! and DXF.
//!
//! **Which one is mirrored.** The male die pushes the card from behind, so that its bumps look the
//! way the dots look: toward the reader. Seen on its working face it is the stencil's front as it
//! is read. The female die lies on the front and looks back at the card: seen on its working face,
//! left and right have changed places.
//!
//! ```text
//!   reader
//!     │      female die   ▄▄▄ ▄▄▄▄▄   recesses downward: mirrored on its face
//!     ▼      card         ───∩─────   front upward
//!            male die     ▀▀▀▲▀▀▀▀▀   bumps upward: reads like the front
//! ```
//!
//! For example, on a blank 186 mm wide, dot 1 of the first cell is 5.6 mm from the card's left edge.
//! The dies go 15 mm beyond the blank, so that they are 216 mm wide. On the male's face the bump is
//! 5.6 + 15 = 20.6 mm from the left. On the female's face the recess is 216 − 20.6 = 195.4 mm from
//! the left. Turned over like a page and laid on the male, the recess comes to 216 − 195.4 = 20.6,
//! over the bump; the dot rises 20.6 − 15 = 5.6 mm from the card's left edge.
//!
//! Each drawing shows a die's working face: upward (+z) in STL, toward the reader in DXF. Stock is
//! 0.30 mm: between a bump and its recess it then has 0.31 mm, so that it is neither cut nor loose.

use ballot::{Length, Point, Rect, Size};

use crate::layout::{Layer, Outline, StencilPlan};

use super::dxf::Drawing;
use super::solid::rings::{FINE, RECESS_CIRCLE, circle, flattened};
use super::solid::{self, DOME, DOME_HEIGHT, Plate, SolidError};
use super::stl::bars;

/// How far a die goes beyond the blank on every side: room for the pins.
const FRAME: Length = Length::from_mm(15);
/// From the die's edge to a pin's center: the pin is then outside the blank.
const PIN_INSET: Length = Length::from_um(7_500);
/// Radius of a pin.
const PIN_RADIUS: Length = Length::from_mm(2);
/// Thickness of a die's plate.
const THICKNESS: Length = Length::from_mm(4);
/// Radius of a recess over a dot.
const RECESS_RADIUS: Length = Length::from_mm(1);
/// Depth of the recesses.
const RECESS_DEPTH: Length = Length::from_um(600);
/// How much further a recess over a ridge goes on each side.
const RIDGE_PLAY: Length = Length::from_um(350);

/// Which of the two.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Side {
    /// Bumps, behind the card.
    Male,
    /// Recesses, before the card.
    Female,
}

impl Side {
    /// Both.
    pub const ALL: [Self; 2] = [Self::Male, Self::Female];

    /// The name in file names.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Male => "male",
            Self::Female => "female",
        }
    }
}

/// One die, seen on its working face: from its top-left corner, y downward.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Die {
    /// Which of the two.
    pub side: Side,
    /// Its plate.
    pub size: Size,
    /// Centers of the bumps or recesses.
    pub dots: Vec<Point>,
    /// Ridges, as long and wide as on the card.
    pub ridges: Vec<Rect>,
    /// Centers of the holes for the three pins that hold the pair together. They form a triangle
    /// that no turn of a die brings to itself, so that the pair fits in one way only.
    pub pins: [Point; 3],
}

impl Die {
    /// The die of a plan.
    #[must_use]
    pub fn new(plan: &StencilPlan, side: Side) -> Self {
        let size = Size::new(plan.blank.width + FRAME * 2, plan.blank.height + FRAME * 2);
        let by = Point::new(FRAME, FRAME);
        let dots = plan.braille().flat_map(|(_, line)| line.dots()).map(|dot| Point::new(dot.x + by.x, dot.y + by.y));
        let pins = [
            Point::new(PIN_INSET, size.height - PIN_INSET),
            Point::new(size.width - PIN_INSET, size.height - PIN_INSET),
            Point::new(size.width / 3, PIN_INSET),
        ];
        let ridges = bars(plan, Layer::Raised).map(|bar| bar.moved(by)).collect();
        let male = Self { side, size, dots: dots.collect(), ridges, pins };
        match side {
            Side::Male => male,
            Side::Female => male.mirrored(),
        }
    }

    /// Left and right exchanged.
    fn mirrored(self) -> Self {
        let width = self.size.width;
        let point = |at: Point| Point::new(width - at.x, at.y);
        let bar = |rect: Rect| Rect { left: width - rect.right, right: width - rect.left, ..rect };
        Self {
            dots: self.dots.into_iter().map(point).collect(),
            ridges: self.ridges.into_iter().map(bar).collect(),
            pins: self.pins.map(point),
            ..self
        }
    }

    /// The plate's edge.
    fn edge(&self) -> Outline {
        Outline::rectangle(Rect::at(Point::default(), self.size))
    }

    /// A ridge or the recess over it.
    fn bar(&self, ridge: Rect) -> Rect {
        match self.side {
            Side::Male => ridge,
            Side::Female => ridge.grown(RIDGE_PLAY, RIDGE_PLAY),
        }
    }

    /// Writes the die as DXF: plate and pins on `Cut`, dots and ridges on their layers.
    #[must_use]
    pub fn dxf(&self) -> String {
        let mut drawing = Drawing::new(self.size);
        drawing.outline(Layer::Cut, &self.edge());
        self.pins.iter().for_each(|pin| drawing.circle(Layer::Cut, *pin, PIN_RADIUS));
        self.ridges.iter().for_each(|bar| drawing.outline(Layer::Raised, &Outline::rectangle(self.bar(*bar))));
        let [(base, _), ..] = DOME;
        let radius = match self.side {
            Side::Male => base,
            Side::Female => RECESS_RADIUS,
        };
        self.dots.iter().for_each(|dot| drawing.circle(Layer::Braille, *dot, radius));
        drawing.finish()
    }

    /// Writes the die as binary STL. The male's bumps are bodies of their own, sunk into its plate;
    /// the female is one body.
    ///
    /// # Errors
    ///
    /// [`SolidError`] when dots, ridges and pins cross each other.
    pub fn stl(&self) -> Result<Vec<u8>, SolidError> {
        Ok(solid::stl(&self.bodies()?, self.size))
    }

    pub(super) fn bodies(&self) -> Result<Vec<solid::Body>, SolidError> {
        let recesses = match self.side {
            Side::Male => Vec::new(),
            Side::Female => {
                let over_dots = self.dots.iter().map(|dot| circle(*dot, RECESS_RADIUS, &RECESS_CIRCLE));
                let over_ridges = self.ridges.iter().map(|bar| flattened(&Outline::rectangle(self.bar(*bar))));
                over_dots.chain(over_ridges).collect()
            }
        };
        let plate = Plate {
            edge: flattened(&self.edge()),
            openings: self.pins.iter().map(|pin| circle(*pin, PIN_RADIUS, &FINE)).collect(),
            recesses,
            thickness: THICKNESS,
            depth: RECESS_DEPTH,
        };
        let mut bodies = vec![plate.body()?];
        if self.side == Side::Male {
            // Ridges are no higher than dots here: a higher bump would tear the card.
            bodies.extend(self.ridges.iter().map(|bar| solid::ridge(*bar, THICKNESS, DOME_HEIGHT)));
            bodies.extend(self.dots.iter().map(|dot| solid::dome(*dot, THICKNESS)));
        }
        Ok(bodies)
    }
}
