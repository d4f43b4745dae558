//! What was right, what is to be repeated, and whether that is enough.

use crate::lesson::Does;
use crate::library::{At, Library};
use crate::progress::Progress;

/// So much of all questions, keys and drills has to be right, in percent; and every drill.
pub const PASS_PERCENT: usize = 80;

/// How a trainee stands.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Grade {
    /// Questions, keys and drills that are right.
    pub right: usize,
    /// Questions, keys and drills in all.
    pub of: usize,
    /// What was done and is not right: to be repeated.
    pub failed: Vec<At>,
    /// What was not done yet, pages to read among it.
    pub undone: Vec<At>,
    /// Every drill is right: who recovers a fault here recovers it on the day.
    pub drills: bool,
}

impl Grade {
    /// Grades what was done.
    #[must_use]
    pub fn of(progress: &Progress, library: &Library) -> Self {
        let mut grade = Self { drills: true, ..Self::default() };
        for (at, _, step) in library.all() {
            let record = progress.of(at, library);
            let passed = record.is_some_and(|record| record.passed);
            if record.is_none() {
                grade.undone.push(at);
            }
            if !step.does.is_graded() {
                continue;
            }
            grade.of += 1;
            grade.right += usize::from(passed);
            grade.drills &= passed || !matches!(step.does, Does::Drill { .. });
            if record.is_some() && !passed {
                grade.failed.push(at);
            }
        }
        grade
    }

    /// Whether the course is passed.
    #[must_use]
    pub fn is_passed(&self) -> bool {
        self.undone.is_empty() && self.drills && self.right * 100 >= self.of * PASS_PERCENT
    }

    /// The lessons with something to be repeated, in order, each once.
    #[must_use]
    pub fn weak(&self) -> Vec<usize> {
        let mut lessons: Vec<usize> = self.failed.iter().map(|at| at.lesson).collect();
        lessons.dedup();
        lessons
    }
}
