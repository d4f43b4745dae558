//! What keeps a ballot from being measured: a file that cannot be read, a question, or a difference from the list.

use ballot::Language;
use wording::{Code, Coded, values};

/// A problem or a question, with its code.
#[derive(Clone, Debug, PartialEq, Eq)]
#[expect(missing_docs, reason = "the fields are the placeholders of the texts in docs/codes.toml")]
pub enum MeasureProblem {
    /// S501: no PDF, a damaged one, or one with a password.
    PdfUnreadable,
    /// S502: larger or more intricate than any ballot.
    PdfTooIntricate,
    /// S503: nothing in the file says where the sheet is trimmed.
    SizeNotStated { width: String, height: String },
    /// S504: the page is not of the size that was given.
    SizeDiffers { width: String, height: String, given: String },
    /// S505: a size that no ballot had; the file may be scaled.
    SizeUnusual { width: String, height: String },
    /// S506: crop marks lie elsewhere than the TrimBox.
    MarksDiffer { width: String, height: String },
    /// S507: no such page.
    NoSuchPage { page: usize, count: usize },
    /// S508: squares on more than one page.
    SeveralPages { pages: String },
    /// S509: no squares.
    NoSquares { page: String },
    /// S510: a scan.
    OnlyPicture { page: String },
    /// S511: boxes of several sizes.
    SeveralSizes { sizes: String },
    /// S512: boxes of one size in several columns, as of several ballots on one sheet.
    SeveralColumns { count: usize },
    /// S513: one box alone.
    OneSquare { place: String },
    /// S514: a gap between squares, or two that are too near.
    Uneven { row: usize },
    /// S515: nobody can tell which side the page is.
    SideUnknown { page: usize },
    /// S516: more or fewer squares than options.
    CountDiffers { squares: usize, options: usize },
    /// S517: a row without letters.
    NamesAreShapes { row: usize },
    /// S518: a row's name is not beside its square.
    NameNotThere { row: usize, name: String, text: String },
    /// S519: it is beside another square.
    NameElsewhere { row: usize, name: String, other: usize },
    /// S520: the list has several contests.
    WhichContest { contests: String },
    /// S521: no image of a scan.
    ImageUnreadable { detail: String },
    /// S522: an image that does not say its resolution.
    ResolutionNotStated,
    /// S523: too coarse to be measured, or finer than any scanner.
    ResolutionLow { dpi: String },
    /// S524: a scan without the sheet's true size.
    SheetSizeNeeded,
    /// S525: the sheet's edges are not seen.
    SheetNotSeen,
    /// S526: the sheet on the scan is of another size.
    ScanSizeDiffers { width: String, height: String, given: String },
    /// S527: the sheet lies too far askew.
    ScanSkewed { degrees: String },
    /// S528: an option that says nothing of a scan, or of a PDF.
    OptionNotForFile { option: String },
    /// S224: no list was given, or it is a scan, so nothing proves that row and name belong together.
    NamesNotCompared { count: usize },
}

impl Coded for MeasureProblem {
    fn code(&self) -> Code {
        match self {
            Self::PdfUnreadable => Code::S501,
            Self::PdfTooIntricate => Code::S502,
            Self::SizeNotStated { .. } => Code::S503,
            Self::SizeDiffers { .. } => Code::S504,
            Self::SizeUnusual { .. } => Code::S505,
            Self::MarksDiffer { .. } => Code::S506,
            Self::NoSuchPage { .. } => Code::S507,
            Self::SeveralPages { .. } => Code::S508,
            Self::NoSquares { .. } => Code::S509,
            Self::OnlyPicture { .. } => Code::S510,
            Self::SeveralSizes { .. } => Code::S511,
            Self::SeveralColumns { .. } => Code::S512,
            Self::OneSquare { .. } => Code::S513,
            Self::Uneven { .. } => Code::S514,
            Self::SideUnknown { .. } => Code::S515,
            Self::CountDiffers { .. } => Code::S516,
            Self::NamesAreShapes { .. } => Code::S517,
            Self::NameNotThere { .. } => Code::S518,
            Self::NameElsewhere { .. } => Code::S519,
            Self::WhichContest { .. } => Code::S520,
            Self::ImageUnreadable { .. } => Code::S521,
            Self::ResolutionNotStated => Code::S522,
            Self::ResolutionLow { .. } => Code::S523,
            Self::SheetSizeNeeded => Code::S524,
            Self::SheetNotSeen => Code::S525,
            Self::ScanSizeDiffers { .. } => Code::S526,
            Self::ScanSkewed { .. } => Code::S527,
            Self::OptionNotForFile { .. } => Code::S528,
            Self::NamesNotCompared { .. } => Code::S224,
        }
    }

    fn values(&self, _: Language) -> Vec<(&'static str, String)> {
        match self {
            Self::PdfUnreadable
            | Self::PdfTooIntricate
            | Self::ResolutionNotStated
            | Self::SheetSizeNeeded
            | Self::SheetNotSeen => Vec::new(),
            Self::ImageUnreadable { detail } => values([("detail", detail)]),
            Self::ResolutionLow { dpi } => values([("dpi", dpi)]),
            Self::ScanSkewed { degrees } => values([("degrees", degrees)]),
            Self::OptionNotForFile { option } => values([("option", option)]),
            Self::SizeNotStated { width, height }
            | Self::SizeUnusual { width, height }
            | Self::MarksDiffer { width, height } => values([("width", width), ("height", height)]),
            Self::SizeDiffers { width, height, given } | Self::ScanSizeDiffers { width, height, given } => {
                values([("width", width), ("height", height), ("given", given)])
            }
            Self::NoSuchPage { page, count } => values([("page", page), ("count", count)]),
            Self::SeveralPages { pages } => values([("pages", pages)]),
            Self::NoSquares { page } | Self::OnlyPicture { page } => values([("page", page)]),
            Self::SeveralSizes { sizes } => values([("sizes", sizes)]),
            Self::SeveralColumns { count } | Self::NamesNotCompared { count } => values([("count", count)]),
            Self::OneSquare { place } => values([("place", place)]),
            Self::Uneven { row } | Self::NamesAreShapes { row } => values([("row", row)]),
            Self::SideUnknown { page } => values([("page", page)]),
            Self::CountDiffers { squares, options } => values([("squares", squares), ("options", options)]),
            Self::NameNotThere { row, name, text } => values([("row", row), ("name", name), ("text", text)]),
            Self::NameElsewhere { row, name, other } => values([("row", row), ("name", name), ("other", other)]),
            Self::WhichContest { contests } => values([("contests", contests)]),
        }
    }
}
