//! Lessons: `lesson/1`, a file each.

use std::collections::BTreeSet;

use keypad_protocol::Key;
use serde::Deserialize;

use crate::problem::CourseProblem;
use crate::words::Words;

/// The format that is read.
const FORMAT: &str = "lesson/1";
/// No lesson is longer, in minutes.
const LONGEST_MIN: u8 = 5;

/// A lesson.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Lesson {
    /// Its name, unique among lessons.
    pub id: String,
    /// How long it takes at most.
    pub minutes: u8,
    /// What it is about.
    pub title: Words,
    /// What is read and done in it, in order.
    pub steps: Vec<Step>,
}

/// One page of a lesson.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Step {
    /// Its name, unique in its lesson.
    pub id: String,
    /// What is done on it.
    pub does: Does,
    /// The law or the document that it rests on.
    pub source: Option<Words>,
}

/// What is done on a page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Does {
    /// It is read or heard.
    Read {
        /// The text.
        text: Words,
    },
    /// A question is answered.
    Ask {
        /// The question.
        question: Words,
        /// The answers; one is right.
        answers: Vec<Answer>,
        /// What helps after a second mistake.
        hint: Words,
    },
    /// A key of the keypad is found and pressed.
    Press {
        /// What is to be found.
        text: Words,
        /// The key.
        key: Key,
        /// What helps after a second mistake.
        hint: Words,
    },
    /// A drill.
    Drill {
        /// What comes.
        text: Words,
        /// The name of the drill.
        drill: String,
    },
}

impl Does {
    /// Whether it counts.
    #[must_use]
    pub const fn is_graded(&self) -> bool {
        match self {
            Self::Read { .. } => false,
            Self::Ask { .. } | Self::Press { .. } | Self::Drill { .. } => true,
        }
    }
}

/// An answer to a question.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Answer {
    /// The answer.
    pub text: Words,
    /// It is the right one.
    pub right: bool,
    /// Why it is wrong.
    pub why: Option<Words>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct LessonFile {
    #[serde(rename = "format")]
    _format: String,
    id: String,
    minutes: u8,
    title: Words,
    step: Vec<StepFile>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct StepFile {
    id: String,
    text: Option<Words>,
    question: Option<Words>,
    hint: Option<Words>,
    press: Option<String>,
    drill: Option<String>,
    source: Option<Words>,
    #[serde(default)]
    answer: Vec<AnswerFile>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct AnswerFile {
    text: Words,
    #[serde(default)]
    right: bool,
    why: Option<Words>,
}

/// The format that a file of the course says it has, before anything else of it is looked at.
pub(crate) fn check_format(text: &str, wanted: &str) -> Result<(), CourseProblem> {
    #[derive(Deserialize)]
    struct AnyVersion {
        format: String,
    }
    let AnyVersion { format } = toml::from_str(text).map_err(unreadable)?;
    if format == wanted { Ok(()) } else { Err(CourseProblem::OtherFormat { found: format }) }
}

#[expect(clippy::needless_pass_by_value, reason = "made for map_err")]
pub(crate) fn unreadable(error: toml::de::Error) -> CourseProblem {
    CourseProblem::Unreadable { detail: error.to_string().trim().replace('\n', " ") }
}

/// A name that can stand in the id of a clip and in a file's name.
pub(crate) fn check_id(id: &str) -> Result<(), CourseProblem> {
    let plain = |sign: u8| sign.is_ascii_lowercase() || sign.is_ascii_digit() || sign == b'-';
    if !id.is_empty() && id.bytes().all(plain) {
        Ok(())
    } else {
        Err(CourseProblem::NoSuchName { found: id.to_owned() })
    }
}

/// A text with the id of its clip, if it can be said.
pub(crate) fn sound(mut words: Words, id: String) -> Result<Words, CourseProblem> {
    if !words.is_sound() {
        return Err(CourseProblem::TextUnfit { place: id });
    }
    words.name(id);
    Ok(words)
}

impl Lesson {
    /// Reads a lesson.
    ///
    /// # Errors
    ///
    /// The first thing that is wrong with it.
    pub fn parse(text: &str) -> Result<Self, CourseProblem> {
        check_format(text, FORMAT)?;
        let LessonFile { _format: _, id, minutes, title, step } = toml::from_str(text).map_err(unreadable)?;
        check_id(&id)?;
        if !(1..=LONGEST_MIN).contains(&minutes) {
            return Err(CourseProblem::NoSuchName { found: format!("minutes = {minutes}") });
        }
        let begin = format!("course.{id}");
        let title = sound(title, format!("{begin}.title"))?;
        let mut known = BTreeSet::new();
        let mut steps = Vec::new();
        for file in step {
            check_id(&file.id)?;
            if !known.insert(file.id.clone()) {
                return Err(CourseProblem::TwiceNamed { id: file.id });
            }
            steps.push(file.into_step(&begin)?);
        }
        if steps.is_empty() {
            return Err(CourseProblem::TextUnfit { place: begin });
        }
        Ok(Self { id, minutes, title, steps })
    }
}

impl StepFile {
    fn into_step(self, lesson: &str) -> Result<Step, CourseProblem> {
        let Self { id, text, question, hint, press, drill, source, answer } = self;
        let place = format!("{lesson}.{id}");
        let named = |words: Words, part: &str| sound(words, format!("{place}.{part}"));
        let does = match (text, question, hint, press, drill, answer.is_empty()) {
            (Some(text), None, None, None, None, true) => Does::Read { text: named(text, "text")? },
            (None, Some(question), Some(hint), None, None, false) => Does::Ask {
                question: named(question, "question")?,
                answers: answers(answer, &place)?,
                hint: named(hint, "hint")?,
            },
            (Some(text), None, Some(hint), Some(key), None, true) => {
                let key = Key::from_name(&key).ok_or(CourseProblem::NoSuchName { found: key })?;
                Does::Press { text: named(text, "text")?, key, hint: named(hint, "hint")? }
            }
            (Some(text), None, None, None, Some(drill), true) => Does::Drill { text: named(text, "text")?, drill },
            // Any other set of keys is no step.
            _ => return Err(CourseProblem::TextUnfit { place }),
        };
        let source = source.map(|source| named(source, "source")).transpose()?;
        Ok(Step { id, does, source })
    }
}

fn answers(files: Vec<AnswerFile>, place: &str) -> Result<Vec<Answer>, CourseProblem> {
    let unfit = || CourseProblem::AnswersUnfit { place: place.to_owned() };
    let mut answers = Vec::new();
    for (number, AnswerFile { text, right, why }) in (1..).zip(files) {
        if right == why.is_some() {
            return Err(unfit());
        }
        let text = sound(text, format!("{place}.answer.{number}"))?;
        let why = why.map(|why| sound(why, format!("{place}.why.{number}"))).transpose()?;
        answers.push(Answer { text, right, why });
    }
    let right = answers.iter().filter(|answer| answer.right).count();
    if right == 1 && answers.len() > 1 { Ok(answers) } else { Err(unfit()) }
}
