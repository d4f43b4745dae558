//! The handbook as parts of a booklet: what print and Braille are made of.

use ballot::Language;
use wording::{Phrase, fill, phrase};

use super::handbook::{Block, Chapter};
use crate::booklet::{About, Part, Row};

/// What the handbook is about.
pub(super) fn about(language: Language, date: &str) -> About {
    About {
        title: phrase(Phrase::MaterialsTitle, language).to_owned(),
        running: phrase(Phrase::MaterialsRunning, language).to_owned(),
        identifier: format!("urn:tandau:handbook:{}", language.code()),
        date: date.to_owned(),
        language,
    }
}

/// The handbook: its title, its contents, its chapters.
pub(super) fn parts(book: &[Chapter], language: Language) -> Vec<Part> {
    let words = |key| phrase(key, language).to_owned();
    let mut parts = vec![
        Part::Contest(words(Phrase::MaterialsTitle)),
        Part::Paragraph(words(Phrase::MaterialsIntro)),
        Part::Heading(words(Phrase::MaterialsContents)),
    ];
    let numbered = || (1..).zip(book);
    parts.extend(
        numbered().map(|(number, chapter)| Part::Row(Row { number, name: chapter.title.clone(), detail: None })),
    );
    for (number, chapter) in numbered() {
        parts.push(Part::Contest(format!("{number}. {}", chapter.title)));
        parts.extend(chapter.blocks.iter().flat_map(|block| of_block(block, language)));
    }
    parts
}

fn of_block(block: &Block, language: Language) -> Vec<Part> {
    let filled = |key, name, text: &str| Part::Paragraph(fill(phrase(key, language), &[(name, text.to_owned())]));
    match block {
        Block::Text(text) => vec![Part::Paragraph(text.clone())],
        Block::Source(text) => vec![filled(Phrase::MaterialsSource, "text", text)],
        Block::Question { question, right, wrong } => {
            let mut parts = vec![Part::Question(question.clone()), filled(Phrase::MaterialsRight, "text", right)];
            parts.extend(
                wrong.iter().map(|(answer, why)| filled(Phrase::MaterialsWrong, "text", &format!("{answer} {why}"))),
            );
            parts
        }
        Block::Exercise { title, situation, cure } => {
            let title = fill(phrase(Phrase::MaterialsExercise, language), &[("title", title.clone())]);
            let mut parts = vec![Part::Heading(title), Part::Paragraph(situation.clone())];
            let done = (1..).zip(cure).map(|(number, step)| Row { number, name: step.clone(), detail: None });
            parts.extend(done.map(Part::Row));
            parts
        }
        Block::Fault { code, text, remedy } => vec![
            Part::Question(format!("{code}. {text}")),
            Part::Paragraph(format!("{}: {remedy}", phrase(Phrase::WhatToDo, language))),
        ],
    }
}

/// The texts of a part.
pub(super) fn texts(part: &Part) -> Vec<&str> {
    match part {
        Part::Title(text)
        | Part::Day(text)
        | Part::Contest(text)
        | Part::Question(text)
        | Part::Paragraph(text)
        | Part::Heading(text) => vec![text],
        Part::Row(row) => std::iter::once(row.name.as_str()).chain(row.detail.as_deref()).collect(),
    }
}
