//! Looking at a stencil: which one, which layers, how large, and what lies under the pointer.

use stencil_gen::export::stencil::MARGIN;
use stencil_gen::make::LaidContest;

use super::{Action, Desk, Shown, Step};
use crate::work::{Drawing, Task};

impl Desk {
    /// Every stencil that is laid out.
    #[must_use]
    pub fn stencils(&self) -> Vec<Shown<'_>> {
        let of = |own: &'_ LaidContest| own.stencils.len();
        let mut all = Vec::with_capacity(self.laid.iter().map(of).sum());
        for own in &self.laid {
            all.extend(own.stencils.iter().map(|(scope, laid)| Shown {
                contest: &own.ballot.contest,
                scope: *scope,
                laid,
            }));
        }
        all
    }

    /// Pixels in a millimetre as the stencil is shown now.
    #[must_use]
    pub fn scale(&self) -> f32 {
        self.whole.unwrap_or(self.px_per_mm)
    }

    /// What lies under the pointer.
    #[must_use]
    pub fn explained(&self) -> String {
        let stencils = self.stencils();
        let (Some(shown), Some((x, y))) = (stencils.get(self.shown), self.pointer) else { return String::new() };
        let mm = |mm: f32| ballot::Length::from_mm_f64(mm.into()).unwrap_or_default();
        let at = ballot::Point::new(mm(x), mm(y));
        crate::explain::explain(&shown.laid.plan, shown.contest, &self.layers, at, self.language)
    }

    pub(super) fn drawing(&mut self) -> Option<Task> {
        if !self.stale || self.step != Step::Stencil {
            return None;
        }
        self.stale = false;
        let stencils = self.stencils();
        let shown = stencils.get(self.shown)?;
        Some(Task::Draw(Box::new(Drawing {
            election: self.input.as_ref()?.election.clone(),
            scope: shown.scope,
            plan: shown.laid.plan.clone(),
            layers: self.layers.clone(),
            px_per_mm: self.scale(),
        })))
    }

    pub(super) fn look(&mut self, action: &Action) {
        match action {
            Action::ShowStencil(at) => {
                self.shown = (*at).min(self.stencils().len().saturating_sub(1));
                (self.stale, self.pointer) = (true, None);
            }
            Action::ToggleLayer(layer) => {
                if self.layers.contains(layer) {
                    self.layers.retain(|own| own != layer);
                } else {
                    self.layers.push(*layer);
                }
                self.stale = true;
            }
            Action::Zoom(factor) => {
                self.px_per_mm = (self.px_per_mm * factor).clamp(1.0, 20.0);
                self.kept.keep_px_per_mm(self.px_per_mm);
                self.stale = true;
            }
            Action::ShowWhole(field) => {
                let card = self.stencils().get(self.shown).map(|shown| shown.laid.plan.blank);
                self.whole = field.zip(card).map(|((width, height), card)| {
                    let [wide, high] = [card.width, card.height].map(|side| (side + MARGIN * 2).mm());
                    let scale = (f64::from(width) / wide).min(f64::from(height) / high);
                    #[expect(clippy::cast_possible_truncation, reason = "a picture needs few digits")]
                    let scale = scale.clamp(0.5, 20.0) as f32;
                    scale
                });
                self.stale = true;
            }
            Action::PointAt(x, y) => self.pointer = Some((*x, *y)),
            _ => {}
        }
    }
}
