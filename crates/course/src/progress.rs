//! What a trainee has done so far: `course/1`, kept between days. No name stands in it.

use std::collections::BTreeMap;

use ballot::Language;
use serde::{Deserialize, Serialize};

use crate::library::{At, Library};
use crate::problem::CourseProblem;

const FORMAT: &str = "course/1";

/// What a trainee has done so far.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Progress {
    format: String,
    /// The language that was chosen last; none before the first choice.
    pub language: Option<Language>,
    /// Where the trainee stopped: lesson and step, by name.
    at: Option<(String, String)>,
    /// What was done, by `lesson.step`.
    steps: BTreeMap<String, Record>,
}

/// What became of one step.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Record {
    /// How often it was done to its end.
    pub times: u32,
    /// Mistakes of the last time.
    pub mistakes: u32,
    /// The furthest hint of the last time, 0 to 3.
    pub hint: u8,
    /// How long the last time took, in seconds.
    pub seconds: u32,
    /// It was done in the time that its drill gives.
    pub in_time: bool,
    /// It was right: without a mistake, and without being told the very thing to do.
    pub passed: bool,
}

impl Default for Progress {
    fn default() -> Self {
        Self { format: FORMAT.to_owned(), language: None, at: None, steps: BTreeMap::new() }
    }
}

impl Progress {
    /// Reads what was kept.
    ///
    /// # Errors
    ///
    /// [`CourseProblem::ProgressUnreadable`]: another format, or another shape.
    pub fn from_json(json: &str) -> Result<Self, CourseProblem> {
        let unreadable = |detail: String| CourseProblem::ProgressUnreadable { detail };
        let progress: Self = serde_json::from_str(json).map_err(|error| unreadable(error.to_string()))?;
        if progress.format == FORMAT { Ok(progress) } else { Err(unreadable(progress.format)) }
    }

    /// As it is kept.
    #[must_use]
    pub fn to_json(&self) -> String {
        // Strings, numbers and maps with strings as keys: nothing that JSON cannot hold.
        let mut json = serde_json::to_string_pretty(self).unwrap_or_default();
        json.push('\n');
        json
    }

    /// Whether nothing was done yet.
    #[must_use]
    pub fn is_new(&self) -> bool {
        self.steps.is_empty() && self.at.is_none()
    }

    /// Where the trainee stopped; the beginning where that page is not in the course any more.
    #[must_use]
    pub fn at(&self, library: &Library) -> At {
        let found = self.at.as_ref().and_then(|(lesson, step)| {
            let is_it = |(_, own, page): &(At, &crate::Lesson, &crate::Step)| own.id == *lesson && page.id == *step;
            library.all().find(is_it).map(|(at, ..)| at)
        });
        found.unwrap_or_default()
    }

    /// The trainee has come to a page.
    pub(crate) fn come_to(&mut self, at: At, library: &Library) {
        self.at = library.step(at).map(|(lesson, step)| (lesson.id.clone(), step.id.clone()));
    }

    /// What became of a step, if it was done.
    #[must_use]
    pub fn of(&self, at: At, library: &Library) -> Option<&Record> {
        self.steps.get(&key(at, library)?)
    }

    /// A step was done.
    pub(crate) fn note(&mut self, at: At, library: &Library, record: Record) {
        let Some(key) = key(at, library) else { return };
        let times = self.steps.get(&key).map_or(0, |record| record.times);
        self.steps.insert(key, Record { times: times + 1, ..record });
    }

    /// All the time that the course took so far, in seconds: the last time of each step.
    #[must_use]
    pub fn seconds(&self) -> u32 {
        self.steps.values().map(|record| record.seconds).sum()
    }
}

fn key(at: At, library: &Library) -> Option<String> {
    let (lesson, step) = library.step(at)?;
    Some(format!("{}.{}", lesson.id, step.id))
}
