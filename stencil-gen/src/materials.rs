//! The materials of the poll worker's course, all made of its lessons: the handbook in print, in large print and in
//! Braille, pages for a browser, and the card that hangs beside the booth.
//!
//! `course` reads lessons and drills, `handbook` puts them in order with every code of the day, `paper` makes parts of it
//! that the booklet's pages are made of, `html` makes pages of it, `card` reads the card.

use std::path::Path;

use ballot::Language;
use serde::Serialize;

use crate::booklet::{self, About, Part};
use crate::folder::{OutputFile, sha256};
use crate::fonts;
use crate::notice::{FileProblem, Notice};

mod card;
mod course;
mod handbook;
mod html;
mod paper;
mod problem;

#[cfg(test)]
mod tests;

pub use problem::MaterialsProblem;

/// The languages of the materials.
const LANGUAGES: [Language; 3] = [Language::Kk, Language::Ru, Language::En];
/// The handbook's print in points; for those who read it without glasses or with a magnifier, the second.
const PRINT_PT: u32 = 13;
const LARGE_PT: u32 = 24;
/// The card is set as large as one page lets it be.
const CARD_PT: [u32; 9] = [24, 22, 20, 18, 17, 16, 15, 14, 13];

/// What the folder vouches for, so that another run may replace it.
#[derive(Serialize)]
struct Report {
    format: &'static str,
    files: std::collections::BTreeMap<String, String>,
}

/// Makes every file from the folder of the course. `date` is the day of the edition, `YYYY-MM-DD`: the same course and
/// day give the same bytes.
///
/// # Errors
///
/// What is wrong with a lesson, or a text that cannot be set.
pub fn files(course: &Path, date: &str) -> Result<Vec<OutputFile>, Notice> {
    let course = course::read(course)?;
    let mut files = Vec::new();
    for language in LANGUAGES {
        let book = handbook::handbook(&course, language);
        let parts = paper::parts(&book, language);
        let about = paper::about(language, date);
        files.extend(printed(&about, &parts)?);
        files.extend(card_files(language, date)?);
        files.extend(html::pages(&book, &card::parts(language), language));
    }
    files.push(html::entrance());
    files.sort_by(|one, other| one.name.cmp(&other.name));
    files.push(report(&files));
    Ok(files)
}

/// The handbook in print of two sizes and in Braille.
fn printed(about: &About, parts: &[Part]) -> Result<Vec<OutputFile>, Notice> {
    let code = about.language.code();
    check_signs(parts, about.language)?;
    let [brf, pef] = in_braille(about, parts)?;
    Ok(vec![
        file(format!("handbook.{code}.brf"), brf),
        file(format!("handbook.{code}.pef"), pef),
        file(format!("handbook.{code}.pdf"), print(about, parts, PRINT_PT)?),
        file(format!("handbook.large.{code}.pdf"), print(about, parts, LARGE_PT)?),
    ])
}

/// The card on one page, as large as it fits, and in Braille.
fn card_files(language: Language, date: &str) -> Result<Vec<OutputFile>, Notice> {
    let (parts, about) = (card::parts(language), card::about(language, date));
    check_signs(&parts, language)?;
    let pt = CARD_PT.into_iter().find(|pt| booklet::print_page_count(&parts, *pt) == 1);
    let pt = pt.ok_or_else(|| of(card::FILE, MaterialsProblem::CardTooLong { language }))?;
    let [brf, _] = in_braille(&about, &parts)?;
    let code = language.code();
    Ok(vec![file(format!("card.{code}.pdf"), print(&about, &parts, pt)?), file(format!("card.{code}.brf"), brf)])
}

fn in_braille(about: &About, parts: &[Part]) -> Result<[Vec<u8>; 2], Notice> {
    // Every sign was looked at before.
    let fault = |error: crate::braille::UnknownSign| program_fault(&error.to_string());
    booklet::in_braille(about, parts, &booklet::Settings::default()).map_err(fault)
}

fn print(about: &About, parts: &[Part], pt: u32) -> Result<Vec<u8>, Notice> {
    booklet::print(about, parts, pt).map_err(|error| program_fault(&error.to_string()))
}

/// Every text can be written in print and Braille, or it is said which cannot.
fn check_signs(parts: &[Part], language: Language) -> Result<(), Notice> {
    let style = crate::braille::Style::new(crate::layout::braille_language(language));
    for text in parts.iter().flat_map(paper::texts) {
        let cell = crate::braille::translate(text, style).err().map(|unknown| unknown.sign);
        let missing = cell.or_else(|| fonts::regular().missing(text)).or_else(|| fonts::bold().missing(text));
        if let Some(sign) = missing {
            let text = text.to_owned();
            return Err(of(language.code(), MaterialsProblem::UnknownSign { sign, text }));
        }
    }
    Ok(())
}

fn report(files: &[OutputFile]) -> OutputFile {
    let hashes = files.iter().map(|file| (file.name.clone(), sha256(&file.bytes))).collect();
    let report = Report { format: "materials/1", files: hashes };
    // Strings, and maps with strings as keys: nothing that JSON cannot hold.
    let mut bytes = serde_json::to_vec_pretty(&report).unwrap_or_default();
    bytes.push(b'\n');
    file("report.json".to_owned(), bytes)
}

const fn file(name: String, bytes: Vec<u8>) -> OutputFile {
    OutputFile { name, bytes }
}

fn of(file: &str, problem: MaterialsProblem) -> Notice {
    Notice::Materials { file: file.to_owned(), problem }
}

fn program_fault(detail: &str) -> Notice {
    FileProblem::Unwritable { path: "materials".into(), detail: detail.to_owned() }.into()
}
