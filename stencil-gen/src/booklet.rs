//! The booklet of a contest: who is who, in Braille and large print, to be studied before the
//! booth. Names must be knowable without staff, and a stencil's row often has room for little more
//! than a number.
//!
//! `text` says what stands in it, `braille_pages` and `print_pdf` break it into lines and `pages`
//! these into pages; `brf`, `pef` and `braille_pdf` only draw finished Braille pages.

use ballot::{Contest, Election, Language, Length};

use crate::braille::{self, Style, UnknownSign};
use crate::folder::OutputFile;
use crate::pdf::PdfError;

mod braille_pages;
mod braille_pdf;
mod brf;
mod pages;
mod pef;
mod print_pdf;
mod text;

#[cfg(test)]
mod tests;

pub use braille_pages::Page;
pub(crate) use text::{Part, Row};

/// Marburg Medium's dot.
const DOT: Length = Length::from_um(1_600);

/// What a booklet is to be like.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Settings {
    /// Cells of a Braille line, 20 to 42.
    pub cells: usize,
    /// Lines of a Braille page, its foot included, 10 to 40.
    pub lines: usize,
    /// Size of the large print in points, 18 to 36.
    pub print_pt: u32,
    /// Put capital signs into Braille.
    pub capitals: bool,
    /// The stencil has ridges, so the booklet explains them.
    pub ridges: bool,
    /// Diameter at which dots are drawn: swell paper makes them larger.
    pub drawn_dot: Length,
}

impl Default for Settings {
    /// The common Braille page of 40 cells by 25 lines, and 24 point.
    fn default() -> Self {
        Self { cells: 40, lines: 25, print_pt: 24, capitals: false, ridges: true, drawn_dot: DOT }
    }
}

impl Settings {
    /// Cells of a line that the setting allows.
    pub const CELLS: std::ops::RangeInclusive<usize> = 20..=42;
    /// Lines of a page that the setting allows.
    pub const LINES: std::ops::RangeInclusive<usize> = 10..=40;
    /// Sizes of print that the setting allows.
    pub const PRINT_PT: std::ops::RangeInclusive<u32> = 18..=36;

    fn are_possible(&self) -> bool {
        Self::CELLS.contains(&self.cells)
            && Self::LINES.contains(&self.lines)
            && Self::PRINT_PT.contains(&self.print_pt)
    }
}

/// Why a booklet could not be made.
#[derive(Debug, thiserror::Error)]
pub enum BookletError {
    /// A setting is outside its range.
    #[error("a booklet of {0} cells by {1} lines and {2} point print is outside the ranges")]
    Settings(usize, usize, u32),
    /// There are no Braille rules for this language.
    #[error("no Braille rules for a booklet in {0:?}")]
    NoBraille(Language),
    /// A sign without a Braille cell. Lists with such signs are refused, so this is a fault of the
    /// program.
    #[error(transparent)]
    UnknownSign(#[from] UnknownSign),
    /// A PDF could not be written.
    #[error(transparent)]
    Pdf(#[from] PdfError),
}

/// The Braille rules of a booklet in `language`.
const fn rules(language: Language) -> Option<braille::Language> {
    match language {
        Language::Kk => Some(braille::Language::Kazakh),
        Language::Ru => Some(braille::Language::Russian),
        Language::En => None,
    }
}

/// The Braille pages of a contest's booklet.
///
/// # Errors
///
/// [`BookletError`] when a setting is outside its range, the language has no Braille rules, or a
/// sign has no cell.
pub fn braille_pages(
    election: &Election,
    contest: &Contest,
    language: Language,
    settings: &Settings,
) -> Result<Vec<Page>, BookletError> {
    if !settings.are_possible() {
        return Err(BookletError::Settings(settings.cells, settings.lines, settings.print_pt));
    }
    let language_rules = rules(language).ok_or(BookletError::NoBraille(language))?;
    let style = Style { language: language_rules, capitals: settings.capitals };
    let parts = text::parts(election, contest, language, settings.ridges);
    let running = text::running_title(contest, language);
    Ok(braille_pages::pages(&parts, running, style, settings.cells, settings.lines)?)
}

/// Every file of a contest's booklet in one language: `booklet.<lang>.brf`, `booklet.<lang>.pef`,
/// `booklet.braille.<lang>.pdf` and `booklet.print.<lang>.pdf`.
///
/// # Errors
///
/// [`BookletError`] as for [`braille_pages`], or when a PDF cannot be completed.
pub fn files(
    election: &Election,
    contest: &Contest,
    language: Language,
    settings: &Settings,
) -> Result<Vec<OutputFile>, BookletError> {
    let pages = braille_pages(election, contest, language, settings)?;
    let parts = text::parts(election, contest, language, settings.ridges);
    let about = About::of(election, contest, language);
    let code = language.code();
    let file = |name: String, bytes: Vec<u8>| OutputFile { name, bytes };
    Ok(vec![
        file(format!("booklet.{code}.brf"), brf::bytes(&pages)),
        file(format!("booklet.{code}.pef"), pef::xml(&about, &pages, settings).into_bytes()),
        file(format!("booklet.braille.{code}.pdf"), braille_pdf::pdf(&about, &pages, settings)?),
        file(format!("booklet.print.{code}.pdf"), print_pdf::pdf(&about, &parts, settings.print_pt)?),
    ])
}

/// What a booklet or handbook is about, for titles and metadata.
pub(crate) struct About {
    /// The title of the file.
    pub(crate) title: String,
    /// The title at the foot of its pages.
    pub(crate) running: String,
    /// A name that no other document has.
    pub(crate) identifier: String,
    /// Its day, `YYYY-MM-DD`.
    pub(crate) date: String,
    /// Its language.
    pub(crate) language: Language,
}

impl About {
    fn of(election: &Election, contest: &Contest, language: Language) -> Self {
        let word = wording::phrase(wording::Phrase::BookletTitle, language);
        Self {
            title: format!("{word}: {}", contest.title.get(language)),
            running: text::running_title(contest, language).to_owned(),
            identifier: format!("urn:tandau:{}:{}:{}", election.id, contest.id, language.code()),
            date: election.date.clone(),
            language,
        }
    }
}

/// The sign of a cell in BRF, for tests that read one back.
#[cfg(test)]
pub(crate) fn brf_sign(cell: crate::braille::Cell) -> u8 {
    brf::ascii(cell)
}

/// How many pages these parts take in print of that size.
pub(crate) fn print_page_count(parts: &[Part], pt: u32) -> usize {
    print_pdf::pages(parts, pt).len()
}

/// The parts in print of that size, as a PDF.
///
/// # Errors
///
/// [`PdfError`] when the file cannot be completed.
pub(crate) fn print(about: &About, parts: &[Part], pt: u32) -> Result<Vec<u8>, PdfError> {
    print_pdf::pdf(about, parts, pt)
}

/// The parts in Braille: BRF and PEF.
///
/// # Errors
///
/// [`UnknownSign`] for a sign without a cell.
pub(crate) fn in_braille(about: &About, parts: &[Part], settings: &Settings) -> Result<[Vec<u8>; 2], UnknownSign> {
    let style = Style::new(crate::layout::braille_language(about.language));
    let pages = braille_pages::pages(parts, &about.running, style, settings.cells, settings.lines)?;
    Ok([brf::bytes(&pages), pef::xml(about, &pages, settings).into_bytes()])
}
