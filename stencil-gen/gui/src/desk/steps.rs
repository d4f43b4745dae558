//! The steps from a list to finished stencils: where the clerk is, what is done, and what comes next.

use super::{Desk, Sheet};
use stencil_gen::notice::Notice;

/// A step, in the order of the work.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Step {
    /// The list.
    List,
    /// The ballots it is for.
    Ballot,
    /// The stencils as they will be.
    Stencil,
    /// Print, Braille and what it reads as, side by side.
    Proof,
    /// Making the files.
    Make,
    /// The whole country, beside all that.
    Country,
    /// The package for a booth.
    Package,
}

impl Step {
    /// All of them.
    pub const ALL: [Self; 7] =
        [Self::List, Self::Ballot, Self::Stencil, Self::Proof, Self::Make, Self::Country, Self::Package];
    /// Those that follow each other.
    const WAY: [Self; 5] = [Self::List, Self::Ballot, Self::Stencil, Self::Proof, Self::Make];
}

/// How a step stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum State {
    /// It waits for an earlier one.
    Later,
    /// It can be done.
    Open,
    /// Something is wrong.
    Wrong,
    /// It is done.
    Done,
}

impl Desk {
    /// How a step stands.
    #[must_use]
    pub fn state(&self, step: Step) -> State {
        let list = self.list.as_ref();
        match step {
            Step::List => match list {
                None => State::Open,
                Some(list) if list.election.is_some() => State::Done,
                Some(_) => State::Wrong,
            },
            Step::Ballot if self.contests().is_empty() => State::Later,
            Step::Ballot => {
                let sheets: Vec<_> = self.contests().iter().map(|contest| self.sheets.get(&contest.id)).collect();
                let is_wrong = sheets.iter().any(|sheet| matches!(sheet, Some(Sheet::Asking { .. })));
                if is_wrong || self.layout.iter().any(Notice::is_error) {
                    State::Wrong
                } else if self.laid.is_empty() {
                    State::Open
                } else {
                    State::Done
                }
            }
            Step::Stencil | Step::Proof if self.laid.is_empty() => State::Later,
            Step::Stencil | Step::Proof => {
                if self.making.seen.contains(&step) {
                    State::Done
                } else {
                    State::Open
                }
            }
            Step::Make if self.laid.is_empty() => State::Later,
            Step::Make => match (&self.making.made, self.making.aligned) {
                (None, _) => State::Open,
                (Some(Err(_)), _) | (_, Some(false)) => State::Wrong,
                (Some(Ok(_)), Some(true)) => State::Done,
                (Some(Ok(_)), None) => State::Open,
            },
            Step::Country => self.country.run.state(),
            Step::Package if self.laid.is_empty() => State::Later,
            Step::Package => self.package.run.state(),
        }
    }

    /// Whether a step can be gone to.
    #[must_use]
    pub fn is_open(&self, step: Step) -> bool {
        self.state(step) != State::Later
    }

    /// The step after this one, if it can be gone to.
    #[must_use]
    pub fn next_step(&self) -> Option<Step> {
        let at = Step::WAY.iter().position(|step| *step == self.step)?;
        Step::WAY.get(at.checked_add(1)?).copied().filter(|step| self.is_open(*step))
    }

    /// The step before this one.
    #[must_use]
    pub fn previous_step(&self) -> Option<Step> {
        match Step::WAY.iter().position(|step| *step == self.step) {
            Some(at) => Step::WAY.get(at.checked_sub(1)?).copied(),
            None => Some(Step::List),
        }
    }

    pub(super) fn go(&mut self, step: Step) {
        if self.is_open(step) {
            self.browse = None;
            self.making.seen.insert(self.step);
            self.step = step;
            self.stale |= step == Step::Stencil && self.picture.is_none();
        }
    }

    pub(super) fn go_on(&mut self) {
        if let Some(step) = self.next_step().filter(|_| self.headers.is_none()) {
            self.go(step);
        }
    }

    /// Out of what lies over the step, or to the step before.
    pub(super) fn go_back(&mut self) {
        if self.browse.take().is_some() || self.headers.take().is_some() {
            return;
        }
        if let Some(step) = self.previous_step() {
            self.go(step);
        }
    }
}
