//! `stencil.<lang>.svg`: the plan in true size for laser cutters and drawing programs.
//!
//! One unit is one millimetre. Each layer is a group that Inkscape shows as a layer. Cuts and folds
//! are hairlines, dots and ridges are filled; print is drawn as outlines and keeps its words in
//! `<title>` and `aria-label`.

use std::fmt::{self, Write};

use ballot::Language;

use crate::layout::{Drawn, Layer, Outline, Role, Scope, Shape, StencilPlan, Step, TextLine, is_clockwise};

use super::letters;

/// Width of cuts and folds in mm: below the 0.001 inch that laser drivers take for a cut.
const HAIRLINE: &str = "0.02";

/// Writes a stencil as SVG.
#[must_use]
pub fn svg(plan: &StencilPlan, title: &str, scope: Scope) -> String {
    let mut text = String::with_capacity(1 << 16);
    // Writing to a string cannot fail.
    let _ = write(&mut text, plan, title, super::first_language(scope.languages()));
    text
}

fn write(text: &mut String, plan: &StencilPlan, title: &str, language: Language) -> fmt::Result {
    let (width, height) = (plan.blank.width.mm(), plan.blank.height.mm());
    let (title, language) = (escaped(title), language.code());
    write!(
        text,
        r#"<?xml version="1.0" encoding="UTF-8"?>
<svg xmlns="http://www.w3.org/2000/svg" xmlns:inkscape="http://www.inkscape.org/namespaces/inkscape"
  width="{width:.3}mm" height="{height:.3}mm" viewBox="0 0 {width:.3} {height:.3}" lang="{language}" xml:lang="{language}">
<title>{title}</title>
"#
    )?;
    for layer in Layer::ALL {
        let (name, paint) = (layer.name(), paint(layer));
        writeln!(text, r#"<g id="{name}" inkscape:groupmode="layer" inkscape:label="{name}" {paint}>"#)?;
        for drawn in plan.layer(layer) {
            shape(text, plan, drawn)?;
        }
        text.push_str("</g>\n");
    }
    text.push_str("</svg>\n");
    Ok(())
}

/// How a layer is painted: the first color that cutters' drivers take for a cut is red.
fn paint(layer: Layer) -> String {
    let line = |color: &str, more: &str| format!(r#"fill="none" stroke="{color}" stroke-width="{HAIRLINE}"{more}"#);
    let fill = |color: &str| format!(r#"fill="{color}" stroke="none""#);
    match layer {
        Layer::Cut => line("#ff0000", ""),
        Layer::Fold => line("#0000ff", r#" stroke-dasharray="2 2""#),
        Layer::Braille => fill("#ff8000"),
        Layer::Raised => fill("#00a000"),
        Layer::Print => fill("#000000"),
        Layer::Guide => line("#808080", ""),
    }
}

fn shape(text: &mut String, plan: &StencilPlan, drawn: &Drawn) -> fmt::Result {
    match &drawn.shape {
        Shape::Outline(outline) => writeln!(text, r#"<path d="{}"/>"#, Path(outline)),
        Shape::Rounded { rect, radius } => writeln!(text, r#"<path d="{}"/>"#, Path(&Outline::rounded(*rect, *radius))),
        Shape::Frame { outer, inner, radius } => {
            let (outer, inner) = (Outline::rectangle(*outer), Outline::rounded(*inner, *radius));
            writeln!(text, r#"<path fill-rule="evenodd" d="{}{}"/>"#, Path(&outer), Path(&inner))
        }
        Shape::Bar(rect) => {
            let (width, height) = (rect.width(), rect.height());
            writeln!(text, r#"<rect x="{}" y="{}" width="{width}" height="{height}"/>"#, rect.left, rect.top)
        }
        Shape::Line { from, to } => writeln!(text, r#"<path d="M{} {}L{} {}"/>"#, from.x, from.y, to.x, to.y),
        Shape::Braille(line) => {
            let radius = plan.drawn_dot.half();
            line.dots().try_for_each(|dot| writeln!(text, r#"<circle cx="{}" cy="{}" r="{radius}"/>"#, dot.x, dot.y))
        }
        Shape::Text(line) => words(text, drawn, line),
    }
}

/// A line of print as one path that still says its words.
fn words(text: &mut String, drawn: &Drawn, line: &TextLine) -> fmt::Result {
    let words = escaped(&line.text);
    let language = match drawn.role {
        Role::Row(_, language) | Role::Heading(language) => format!(r#" xml:lang="{}""#, language.code()),
        Role::Outline
        | Role::Flap
        | Role::Window(_)
        | Role::Rim(_)
        | Role::Number(_)
        | Role::Ridge(_)
        | Role::ClosedWindow(_)
        | Role::GuideStrip
        | Role::Ruler
        | Role::Note => String::new(),
    };
    // Hairline layers hold words for the maker; these are filled as well.
    let fill = if drawn.layer == Layer::Guide { r##" fill="#808080" stroke="none""## } else { "" };
    let path = letters::path(line);
    writeln!(text, r#"<path role="img" aria-label="{words}"{language}{fill} d="{path}"><title>{words}</title></path>"#)
}

/// Text inside an element or an attribute.
fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}

/// An outline as path data.
struct Path<'a>(&'a Outline);

impl fmt::Display for Path<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "M{} {}", self.0.start.x, self.0.start.y)?;
        for (from, step) in self.0.legs() {
            match step {
                Step::Line(to) => write!(f, "L{} {}", to.x, to.y)?,
                Step::Quarter { to, center } => {
                    let radius = (from.x - center.x).abs().max((from.y - center.y).abs());
                    let sweep = u8::from(is_clockwise(from, to, center));
                    write!(f, "A{radius} {radius} 0 0 {sweep} {} {}", to.x, to.y)?;
                }
            }
        }
        f.write_str("Z")
    }
}
