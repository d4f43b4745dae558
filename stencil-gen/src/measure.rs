//! `measure`: the ballot form out of the print-ready PDF of the ballot, or out of the scan of a sheet.
//!
//! The page is read by hayro, which draws the previews too: what is measured here is what a viewer shows. Squares are
//! found by their lines, however these were drawn; the sheet's true size comes from the page's boxes, crop marks, or
//! the clerk; names are compared with the list, row by row. Whatever can be read in two ways is a question and never a
//! guess ([`MeasureProblem`]).

mod column;
mod drawn;
mod form_text;
mod frames;
mod marks;
mod names;
mod outline;
mod picture;
mod problem;
mod reader;
mod scan;
mod sheet;

#[cfg(test)]
mod tests;

use ballot::{BallotForm, Contest, Problem, Size};

pub use picture::picture;
pub use problem::MeasureProblem;
pub use reader::LARGEST_FILE;

/// What the clerk knows of the ballot.
#[derive(Clone, Debug, Default)]
pub struct Asked<'a> {
    /// The form's identifier.
    pub id: String,
    /// The PDF's name, for the form's first lines.
    pub file: String,
    /// The page that carries the squares, from 1.
    pub page: Option<usize>,
    /// The side of the sheet that the page is, 1 or 2.
    pub side: Option<u8>,
    /// The size of the trimmed sheet.
    pub size: Option<Size>,
    /// The size of a square, where boxes of several sizes could be meant.
    pub square: Option<Size>,
    /// How many of the last squares carry no option.
    pub spare: usize,
    /// The resolution of a scan, where its file does not say it.
    pub dpi: Option<f64>,
    /// The contest whose names stand beside the squares.
    pub contest: Option<&'a Contest>,
}

/// Where the sheet's true size was found.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SizeFrom {
    /// The page's TrimBox.
    TrimBox,
    /// The whole page, whose size the clerk confirmed.
    WholePage,
    /// Crop marks, at the distance that the clerk gave.
    CropMarks,
    /// The clerk, for a scan: it is scaled by it.
    Scan,
}

/// What was measured.
#[derive(Clone, Debug)]
pub struct Measured {
    /// The form.
    pub form: BallotForm,
    /// The form's file, format `form/1`.
    pub text: String,
    /// The page it was measured on, from 1.
    pub page: usize,
    /// Where the sheet's size was found.
    pub size_from: SizeFrom,
    /// How many rows' names were compared with the list.
    pub names: Option<usize>,
    /// From the top left corner of the page as shown to the sheet's, in mm.
    corner_mm: [f64; 2],
    /// Where the sheet lies on a scan.
    placed: Option<scan::Placed>,
}

/// Why nothing was measured.
#[derive(Clone, Debug, PartialEq)]
pub enum Refusal {
    /// The PDF, or a question about it.
    Pdf(MeasureProblem),
    /// Measured, but no sheet that can exist.
    Form(Problem),
}

impl From<MeasureProblem> for Refusal {
    fn from(problem: MeasureProblem) -> Self {
        Self::Pdf(problem)
    }
}

/// Measures a ballot: its print-ready PDF, or the scan of a sheet as PNG or PNM.
///
/// # Errors
///
/// [`Refusal`]: the file cannot be read, or something has to be asked or is not as the list says.
pub fn measure(pdf: &[u8], asked: &Asked<'_>) -> Result<Measured, Refusal> {
    if scan::is_scan(pdf) {
        return scan::measure(pdf, asked);
    }
    if asked.dpi.is_some() {
        return Err(MeasureProblem::OptionNotForFile { option: "--dpi".to_owned() }.into());
    }
    let document = reader::read(pdf, asked.page)?;
    let page = column::page(&document, asked)?;
    let (trim, size_from) = sheet::trim(page, asked.size)?;
    let squares = column::squares(page, trim, asked)?;
    let side = side(asked.side, document.count, page.number)?;
    let mut names = None;
    if let Some(contest) = asked.contest {
        names::compare(page, &squares, asked.spare, contest)?;
        names = Some(contest.options.len());
    } else {
        column::even(&squares)?;
    }
    let facts = form_text::Facts { asked, pdf, page: page.number, size_from, side, trim, squares: &squares };
    let text = form_text::write(&facts);
    let form = BallotForm::parse(&format!("{}.toml", asked.id), &text).map_err(Refusal::Form)?;
    Ok(Measured { form, text, page: page.number, size_from, names, corner_mm: [trim.x0, trim.y0], placed: None })
}

/// Of a file with two pages, each is a side. Of any other nobody can tell.
fn side(asked: Option<u8>, pages: usize, page: usize) -> Result<u8, MeasureProblem> {
    match (asked, pages, page) {
        (Some(side), ..) => Ok(side),
        (None, 2, 1) => Ok(1),
        (None, 2, 2) => Ok(2),
        (None, ..) => Err(MeasureProblem::SideUnknown { page }),
    }
}
