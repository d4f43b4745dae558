//! The files of the course, as far as materials are made of them: `lessons/NN-id.toml` and `drills/id.toml`. What only
//! the course itself needs (what hands can do, when a fault comes) is not looked at here.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use ballot::Language;
use serde::Deserialize;
use serde::de::DeserializeOwned;

use super::MaterialsProblem;
use crate::notice::{FileProblem, Notice};

/// The formats that are read.
const LESSON: &str = "lesson/1";
const DRILL: &str = "drill/1";

/// A text in three languages, side by side.
#[derive(Clone, Debug, Deserialize)]
pub(super) struct Words {
    kk: String,
    ru: String,
    en: String,
}

impl Step {
    /// What is read, and of a key that is to be found where it is. A drill has a title and a situation of its own.
    pub(super) fn words(&self, language: Language) -> Option<String> {
        let text = self.text.as_ref().filter(|_| self.drill.is_none())?.get(language);
        let place = self.hint.as_ref().filter(|_| self.press.is_some());
        Some(place.map_or_else(|| text.clone(), |place| format!("{text} {}", place.get(language))))
    }
}

impl Words {
    pub(super) fn get(&self, language: Language) -> String {
        match language {
            Language::Kk => &self.kk,
            Language::Ru => &self.ru,
            Language::En => &self.en,
        }
        .clone()
    }
}

/// Lessons and drills.
#[derive(Debug)]
pub(super) struct Course {
    /// In the order of their files.
    pub(super) lessons: Vec<Lesson>,
    /// By name.
    pub(super) drills: BTreeMap<String, Drill>,
}

#[derive(Debug, Deserialize)]
pub(super) struct Lesson {
    pub(super) id: String,
    pub(super) title: Words,
    #[serde(rename = "step")]
    pub(super) steps: Vec<Step>,
}

/// A page of a lesson: a text to be read, a question, a key to be pressed, or a drill.
#[derive(Debug, Deserialize)]
pub(super) struct Step {
    pub(super) text: Option<Words>,
    pub(super) question: Option<Words>,
    #[serde(default, rename = "answer")]
    pub(super) answers: Vec<Answer>,
    pub(super) drill: Option<String>,
    /// The key that is to be found.
    press: Option<String>,
    hint: Option<Words>,
    pub(super) source: Option<Words>,
}

#[derive(Debug, Deserialize)]
pub(super) struct Answer {
    pub(super) text: Words,
    #[serde(default)]
    pub(super) right: bool,
    pub(super) why: Option<Words>,
}

#[derive(Debug, Deserialize)]
pub(super) struct Drill {
    id: String,
    pub(super) title: Words,
    pub(super) situation: Words,
    #[serde(default, rename = "goal")]
    pub(super) goals: Vec<Goal>,
}

/// Something to be done; the last hint is the very thing to do.
#[derive(Debug, Deserialize)]
pub(super) struct Goal {
    pub(super) hints: Vec<Words>,
}

/// Reads the course in this folder.
pub(super) fn read(folder: &Path) -> Result<Course, Notice> {
    let lessons = files::<Lesson>(&folder.join("lessons"), LESSON)?;
    if lessons.is_empty() {
        return Err(at(folder, MaterialsProblem::NoLessons));
    }
    let drills = files::<Drill>(&folder.join("drills"), DRILL)?;
    let drills: BTreeMap<String, Drill> = drills.into_iter().map(|(_, drill)| (drill.id.clone(), drill)).collect();
    for (path, lesson) in &lessons {
        check(path, lesson, &drills)?;
    }
    Ok(Course { lessons: lessons.into_iter().map(|(_, lesson)| lesson).collect(), drills })
}

/// What a handbook would leave out unsaid is an error: a drill that is not there, a question without its answer.
fn check(path: &Path, lesson: &Lesson, drills: &BTreeMap<String, Drill>) -> Result<(), Notice> {
    let wrong = |detail: String| Err(at(path, MaterialsProblem::Unreadable { detail }));
    for step in &lesson.steps {
        if let Some(drill) = step.drill.as_ref().filter(|drill| !drills.contains_key(*drill)) {
            return wrong(format!("drill = {drill:?}"));
        }
        let right = step.answers.iter().filter(|answer| answer.right).count();
        if step.text.is_none() == step.question.is_none() || right != usize::from(step.question.is_some()) {
            return wrong(format!("[[step]]: {right} × right = true"));
        }
    }
    Ok(())
}

/// Every file of one format in a folder, in the order of their names. Files of other formats are left alone.
fn files<T: DeserializeOwned>(folder: &Path, format: &str) -> Result<Vec<(PathBuf, T)>, Notice> {
    #[derive(Deserialize)]
    struct AnyFormat {
        format: String,
    }
    let Ok(entries) = fs::read_dir(folder) else { return Ok(Vec::new()) };
    let mut paths: Vec<PathBuf> = entries.filter_map(|entry| Some(entry.ok()?.path())).collect();
    paths.retain(|path| path.extension().is_some_and(|ending| ending == "toml"));
    paths.sort();
    let mut found = Vec::new();
    for path in paths {
        let unread = |error: std::io::Error| FileProblem::Unreadable { path: path.clone(), detail: error.to_string() };
        let text = fs::read_to_string(&path).map_err(unread)?;
        let unreadable = |error: toml::de::Error| {
            let detail = error.to_string().trim().replace('\n', " ");
            at(&path, MaterialsProblem::Unreadable { detail })
        };
        let written: AnyFormat = toml::from_str(&text).map_err(unreadable)?;
        if written.format == format {
            let file = toml::from_str(&text).map_err(unreadable)?;
            found.push((path, file));
        } else if written.format.split('/').next() == format.split('/').next() {
            return Err(at(&path, MaterialsProblem::Unreadable { detail: written.format }));
        }
    }
    Ok(found)
}

fn at(path: &Path, problem: MaterialsProblem) -> Notice {
    super::of(&path.display().to_string(), problem)
}
