//! `stencil.<lang>.dxf`: the plan for cutters and engravers, in the oldest dialect that all of them
//! read (R12), in millimetres.
//!
//! y grows upward from the blank's bottom edge. Outlines and windows are closed polylines whose
//! quarter circles are bulges, dots are circles. Print has no place in a cutter's file and is left
//! out, its layer stays empty.

use std::fmt::{self, Write};

use ballot::{Length, Point, Size};

use crate::layout::{Drawn, Layer, Outline, Shape, StencilPlan, Step, is_clockwise};

/// A quarter circle's bulge: tan(90° / 4).
const QUARTER_BULGE: &str = "0.414213562373";

/// Writes a stencil as DXF.
#[must_use]
pub fn dxf(plan: &StencilPlan) -> String {
    let mut drawing = Drawing::new(plan.blank);
    for layer in Layer::ALL {
        for drawn in plan.layer(layer) {
            draw(&mut drawing, plan, drawn);
        }
    }
    drawing.finish()
}

fn draw(drawing: &mut Drawing, plan: &StencilPlan, drawn: &Drawn) {
    let layer = drawn.layer;
    match &drawn.shape {
        Shape::Outline(outline) => drawing.outline(layer, outline),
        Shape::Rounded { rect, radius } => drawing.outline(layer, &Outline::rounded(*rect, *radius)),
        Shape::Bar(rect) => drawing.outline(layer, &Outline::rectangle(*rect)),
        Shape::Line { from, to } => drawing.line(layer, *from, *to),
        Shape::Braille(line) => line.dots().for_each(|dot| drawing.circle(layer, dot, plan.drawn_dot.half())),
        Shape::Frame { .. } | Shape::Text(_) => {}
    }
}

/// The layer's color by AutoCAD's numbers.
const fn color(layer: Layer) -> u8 {
    match layer {
        Layer::Cut => 1,
        Layer::Fold => 5,
        Layer::Braille => 30,
        Layer::Raised => 3,
        Layer::Print => 7,
        Layer::Guide => 8,
    }
}

/// A drawing under way. Shapes come in the plan's coordinates, y downward.
pub(super) struct Drawing {
    size: Size,
    text: String,
}

impl Drawing {
    /// An empty drawing of this size.
    pub(super) fn new(size: Size) -> Self {
        let mut drawing = Self { size, text: String::with_capacity(1 << 16) };
        drawing.header();
        drawing.tables();
        drawing.put(0, "SECTION");
        drawing.put(2, "ENTITIES");
        drawing
    }

    /// The file.
    pub(super) fn finish(mut self) -> String {
        self.put(0, "ENDSEC");
        self.put(0, "EOF");
        self.text
    }

    /// A closed outline.
    pub(super) fn outline(&mut self, layer: Layer, outline: &Outline) {
        self.entity("POLYLINE", layer);
        self.put(66, 1);
        self.put(70, 1);
        self.at(0, Point::new(Length::ZERO, self.size.height));
        for (from, step) in outline.legs() {
            self.entity("VERTEX", layer);
            self.at(0, from);
            match step {
                Step::Line(_) => {}
                // A positive bulge turns counterclockwise.
                Step::Quarter { to, center } if is_clockwise(from, to, center) => {
                    self.put(42, format_args!("-{QUARTER_BULGE}"));
                }
                Step::Quarter { .. } => self.put(42, QUARTER_BULGE),
            }
        }
        self.entity("SEQEND", layer);
    }

    /// A circle.
    pub(super) fn circle(&mut self, layer: Layer, center: Point, radius: Length) {
        self.entity("CIRCLE", layer);
        self.at(0, center);
        self.put(40, radius);
    }

    /// A straight line.
    pub(super) fn line(&mut self, layer: Layer, from: Point, to: Point) {
        self.entity("LINE", layer);
        self.at(0, from);
        self.at(1, to);
    }

    fn header(&mut self) {
        self.put(0, "SECTION");
        self.put(2, "HEADER");
        // AC1009 is R12; unit 4 is the millimetre; measurement 1 is metric.
        self.variable("$ACADVER", 1, "AC1009");
        self.variable("$INSUNITS", 70, 4);
        self.variable("$MEASUREMENT", 70, 1);
        self.put(9, "$EXTMIN");
        self.at(0, Point::new(Length::ZERO, self.size.height));
        self.put(9, "$EXTMAX");
        self.at(0, Point::new(self.size.width, Length::ZERO));
        self.put(0, "ENDSEC");
    }

    fn variable(&mut self, name: &str, code: u8, value: impl fmt::Display) {
        self.put(9, name);
        self.put(code, value);
    }

    fn tables(&mut self) {
        self.put(0, "SECTION");
        self.put(2, "TABLES");
        self.table("LTYPE", 2);
        self.line_type("CONTINUOUS", "Solid line", &[]);
        self.line_type("DASHED", "Dashes of 2 mm", &[2, -2]);
        self.put(0, "ENDTAB");
        self.table("LAYER", Layer::ALL.len());
        for layer in Layer::ALL {
            self.put(0, "LAYER");
            self.put(2, layer.name());
            self.put(70, 0);
            self.put(62, color(layer));
            self.put(6, if layer == Layer::Fold { "DASHED" } else { "CONTINUOUS" });
        }
        self.put(0, "ENDTAB");
        self.put(0, "ENDSEC");
    }

    fn table(&mut self, name: &str, entries: usize) {
        self.put(0, "TABLE");
        self.put(2, name);
        self.put(70, entries);
    }

    fn line_type(&mut self, name: &str, description: &str, dashes: &[i8]) {
        self.put(0, "LTYPE");
        self.put(2, name);
        self.put(70, 0);
        self.put(3, description);
        self.put(72, 65);
        self.put(73, dashes.len());
        self.put(40, dashes.iter().map(|dash| dash.unsigned_abs()).sum::<u8>());
        dashes.iter().for_each(|dash| self.put(49, dash));
    }

    fn entity(&mut self, kind: &str, layer: Layer) {
        self.put(0, kind);
        self.put(8, layer.name());
    }

    /// A point of the plan: codes 10, 20, 30 for the first, 11, 21, 31 for the second.
    fn at(&mut self, which: u8, point: Point) {
        self.put(10 + which, point.x);
        self.put(20 + which, self.size.height - point.y);
        self.put(30 + which, 0);
    }

    fn put(&mut self, code: u8, value: impl fmt::Display) {
        // Writing to a string cannot fail.
        let _ = writeln!(self.text, "{code}\n{value}");
    }
}
