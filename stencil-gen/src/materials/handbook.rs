//! The handbook as chapters and blocks of one language: the lessons in order, then every code that can stand on the
//! booth's screen on the day.

use ballot::Language;
use wording::{Audience, Code, Phrase, fill, phrase};

use super::course::{Course, Drill, Lesson, Step};

/// A chapter.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Chapter {
    /// The name of its page.
    pub(super) id: String,
    /// Its title.
    pub(super) title: String,
    /// What stands in it.
    pub(super) blocks: Vec<Block>,
}

/// A part of a chapter.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Block {
    /// A paragraph.
    Text(String),
    /// A question with its answers.
    Question {
        question: String,
        right: String,
        /// Each with why it is not right.
        wrong: Vec<(String, String)>,
    },
    /// A fault with its cure.
    Exercise {
        title: String,
        situation: String,
        /// What is to be done, in order.
        cure: Vec<String>,
    },
    /// The law or document that the block before rests on.
    Source(String),
    /// A code of the booth.
    Fault { code: &'static str, text: String, remedy: String },
}

/// The handbook in one language.
pub(super) fn handbook(course: &Course, language: Language) -> Vec<Chapter> {
    let lessons = (1..).zip(&course.lessons);
    let chapter = |(number, lesson): (u32, &Lesson)| Chapter {
        id: format!("{number:02}-{}", lesson.id),
        title: lesson.title.get(language),
        blocks: lesson.steps.iter().flat_map(|step| blocks(step, course, language)).collect(),
    };
    let mut chapters: Vec<Chapter> = lessons.map(chapter).collect();
    let faults = Code::ALL.iter().copied().filter(|code| is_of_the_day(*code));
    chapters.push(Chapter {
        id: "codes".to_owned(),
        title: phrase(Phrase::MaterialsFaults, language).to_owned(),
        blocks: faults.map(|code| fault(code, language)).collect(),
    });
    chapters
}

fn blocks(step: &Step, course: &Course, language: Language) -> Vec<Block> {
    let mut blocks = Vec::new();
    blocks.extend(step.words(language).map(Block::Text));
    if let Some(question) = &step.question {
        let right = step.answers.iter().find(|answer| answer.right);
        let why = |why: Option<&super::course::Words>| why.map(|why| why.get(language)).unwrap_or_default();
        blocks.push(Block::Question {
            question: question.get(language),
            right: right.map(|answer| sentence(answer.text.get(language))).unwrap_or_default(),
            wrong: (step.answers.iter().filter(|answer| !answer.right))
                .map(|answer| (sentence(answer.text.get(language)), why(answer.why.as_ref())))
                .collect(),
        });
    }
    let drill = step.drill.as_ref().and_then(|drill| course.drills.get(drill));
    blocks.extend(drill.map(|drill| exercise(drill, language)));
    blocks.extend(step.source.as_ref().map(|source| Block::Source(source.get(language))));
    blocks
}

/// With a full stop, where it has no end of its own.
fn sentence(text: String) -> String {
    let stop = if text.ends_with(['.', '?', '!', '»', '”']) { "" } else { "." };
    text + stop
}

/// The last hint of each goal is the very thing to do.
fn exercise(drill: &Drill, language: Language) -> Block {
    let cure = drill.goals.iter().filter_map(|goal| goal.hints.last()).map(|hint| hint.get(language));
    Block::Exercise { title: drill.title.get(language), situation: drill.situation.get(language), cure: cure.collect() }
}

/// Codes that a poll worker can meet at a booth that was set up well: every fault that is practiced. What is about
/// calibrating, the keys of a station file, or written votes, is for the technician.
fn is_of_the_day(code: Code) -> bool {
    let name = code.as_str();
    let practiced = name.starts_with("K3") && code.drill().is_some();
    let at_the_booth = practiced || name.starts_with("K5") || ["K401", "K427", "K499"].contains(&name);
    let plain = |text: &str| !text.contains(['[', '_', '×']);
    let texts = [code.text(Language::En), code.remedy(Language::En)];
    code.audience() == Audience::PollWorker && at_the_booth && texts.into_iter().all(plain)
}

fn fault(code: Code, language: Language) -> Block {
    // What differs from time to time stands on the screen.
    let values: Vec<(&'static str, String)> =
        code.placeholders().into_iter().map(|name| (name, "…".to_owned())).collect();
    Block::Fault {
        code: code.as_str(),
        text: fill(code.text(language), &values),
        remedy: fill(code.remedy(language), &values),
    }
}
