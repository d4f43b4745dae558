//! The further formats against the plan: small readers of their own open what was written.

use std::collections::BTreeMap;
use std::path::Path;

use ballot::list::ReadOptions;
use ballot::{Length, Point, Rect, Size};

use super::dies::{Die, Side};
use super::solid::{Body, SolidError};
use super::{dies, dxf, stl, svg};
use crate::input::{self, FormChoice};
use crate::layout::{Layer, Outline, Role, Scope, Settings, Shape, StencilPlan};
use crate::make::{Wanted, lay_out_all};

mod drawings;
mod solids;

/// The stencils of an example election with their language.
fn plans(election: &str) -> Vec<(Scope, StencilPlan)> {
    let examples = Path::new(env!("CARGO_MANIFEST_DIR")).join("../examples");
    let mut forms: Vec<_> = std::fs::read_dir(examples.join("forms"))
        .unwrap()
        .map(|entry| FormChoice { contest: None, path: entry.unwrap().path() })
        .collect();
    forms.sort_by(|a, b| a.path.cmp(&b.path));
    let list = examples.join("elections").join(election).join("election.json");
    let input = input::read(&list, &forms, &ReadOptions::default()).unwrap();
    let max_sheet = Size::new(Length::from_mm(450), Length::from_mm(560));
    let settings = Settings { max_sheet, ..Settings::default() };
    let laid = lay_out_all(&input, Wanted::Both, &settings).unwrap();
    laid.into_iter().flat_map(|contest| contest.stencils).map(|(scope, laid)| (scope, laid.plan)).collect()
}

/// Round and square notches, both languages on one stencil, a plain and a cut corner, wide and long.
fn all_plans() -> Vec<(Scope, StencilPlan)> {
    ["2022-president", "synthetic-five-contests"].into_iter().flat_map(plans).collect()
}

fn dots(plan: &StencilPlan) -> Vec<Point> {
    plan.braille().flat_map(|(_, line)| line.dots()).collect()
}

/// The windows and the radius of their corners.
fn windows(plan: &StencilPlan) -> Vec<(Rect, Length)> {
    let rounded = |shape: &Shape| match shape {
        Shape::Rounded { rect, radius } => Some((*rect, *radius)),
        _ => None,
    };
    plan.layer(Layer::Cut).filter_map(|drawn| rounded(&drawn.shape)).collect()
}

/// A number of a file as micrometres.
fn um(text: &str) -> Length {
    Length::from_mm_f64(text.parse().unwrap()).unwrap()
}
