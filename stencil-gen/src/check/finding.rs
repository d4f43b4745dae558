//! What the proof-reader finds. The number in each line is its code.

use ballot::{Language, Length};
use wording::Phrase;

use super::booklet::BookletFinding;
use super::expect::Level;
use super::plane::Spot;

pub use super::report::{ReportPart, ReportValue};

/// A finding with its place.
#[derive(Clone, Debug, PartialEq)]
pub struct Found {
    /// The finished file, by its name in the folder; empty for the folder itself.
    pub file: String,
    /// The row it is about.
    pub row: Option<u32>,
    /// Where to look: millimetres from the top-left corner of the finished page.
    pub place: Option<Spot>,
    /// What was found.
    pub finding: CheckFinding,
}

/// A part of a stencil whose size is checked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Measured {
    /// The card with its flaps unfolded.
    Card,
    /// Where the ballot lies, from the folds and edges.
    Sheet,
    /// The flaps at the right and at the top.
    Flaps,
    /// The page of a file.
    Page,
}

/// What is wrong with a line's place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum OutOfPlace {
    /// The first cell is not at the common left margin.
    LeftMargin,
    /// The number sign is not in the column of numbers.
    NumberColumn,
    /// Guide dots are missing, too short, or not wanted.
    GuideDots,
    /// The line is not at its window's height.
    Height,
}

impl OutOfPlace {
    pub(super) const fn phrase(self) -> Phrase {
        match self {
            Self::LeftMargin => Phrase::LeftMargin,
            Self::NumberColumn => Phrase::NumberColumn,
            Self::GuideDots => Phrase::GuideDots,
            Self::Height => Phrase::RowHeight,
        }
    }
}

impl Measured {
    pub(super) const fn phrase(self) -> Phrase {
        match self {
            Self::Card => Phrase::PartCard,
            Self::Sheet => Phrase::PartSheet,
            Self::Flaps => Phrase::PartFlaps,
            Self::Page => Phrase::PartPage,
        }
    }
}

/// The shape of notches.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Notches {
    /// Round ones.
    pub round: u32,
    /// Square ones.
    pub square: u32,
}

/// What was found.
#[derive(Clone, Debug, PartialEq)]
#[expect(missing_docs, reason = "the fields are the placeholders of the texts in docs/codes.toml")]
pub enum CheckFinding {
    /// S301: a finished file that cannot be read.
    FinishedUnreadable { file: String, detail: String },
    /// S302: a file that the report or the list calls for.
    FileMissing { file: String },
    /// S303: a file that the report does not know.
    FileUnlisted { file: String },
    /// S304: a file with another SHA-256 than the report has.
    FileChanged { file: String },
    /// S305: a copy in `source/` that is not the list or form given.
    SourceDiffers { file: String },
    /// S306: the report says what the files do not.
    ReportDisagrees { stencil: String, part: ReportPart, reported: ReportValue, found: ReportValue },
    /// S310: layers that are missing, renamed, hidden or too many.
    LayersWrong { wanted: String, found: String },
    /// S311: a shape in another ink than its layer's.
    InkWrong { layer: String },
    /// S312: a size that is off.
    SizeWrong { what: Measured, found: [Length; 2], wanted: [Length; 2] },
    /// S313: no outline, or folds that are not where the ballot ends.
    OutlineWrong { detail: String },
    /// S314: the corner's cut.
    CornerWrong { found: Length, wanted: Length },
    /// S315: notches of another count or shape.
    NotchesWrong { found: Notches, wanted: Notches },
    /// S316: something that belongs to nothing.
    StrayShape { layer: String },
    /// S320: a row that can be marked and has no window.
    WindowMissing { row: u32 },
    /// S321: a window that is off its square.
    WindowShifted { row: u32, by: Length },
    /// S322: a window that covers its square or exceeds it too much.
    WindowSize { row: u32 },
    /// S323: a window where none belongs.
    WindowUnexpected,
    /// S324: a rim that is missing or too narrow.
    RimWrong { row: u32 },
    /// S325: ridges of another count.
    RidgesWrong { row: u32, found: u32, wanted: u32 },
    /// S330: a dot that is in no cell.
    DotStray { by: Length },
    /// S331: a dot of another size.
    DotSize { found: Length, wanted: Length },
    /// S332: a dot too close to what is cut, folded or raised.
    DotTooClose { found: Length, wanted: Length },
    /// S333: a row without Braille.
    RowMissing { row: u32 },
    /// S334: Braille that says something else.
    BrailleWrong { row: u32, found: String, wanted: String },
    /// S335: a Braille number that is not the row's.
    NumberWrong { row: u32, found: String },
    /// S336: a line out of its place.
    RowMisplaced { row: u32, what: OutOfPlace },
    /// S337: a row at another level than the others.
    LevelDiffers { row: u32, found: Level, wanted: Level },
    /// S338: a level that the list does not allow.
    LevelNotAllowed { level: Level },
    /// S339: two rows that read alike.
    ReadAlike { first: u32, second: u32 },
    /// S340: a heading that says something else.
    HeadingWrong { language: Language, found: String, wanted: String },
    /// S341 to S349: what is wrong with a booklet.
    Booklet(BookletFinding),
    /// S350: print that says something else.
    PrintWrong { row: u32, found: String, wanted: String },
    /// S351: print that is not over its Braille.
    PrintMisplaced { text: String },
    /// S352: print too small, or of unequal size.
    PrintSize { text: String, found: Length, wanted: Length },
    /// S353: a drawing in another unit than the millimetre.
    UnitWrong { found: String },
    /// S354: a shape that the PDF has and this file has not.
    ShapeMissing { layer: String },
    /// S355: a shape that the PDF has not.
    ShapeUnexpected { layer: String },
    /// S356: a shape of another place or size than in the PDF.
    ShapeDiffers { layer: String, by: Length },
    /// S357: print that says something else than in the PDF.
    WordsDiffer { found: String, wanted: String },
    /// S371: something beside the contests' folders.
    StrayEntry { name: String },
    /// S372: a contest of the list without a folder.
    ContestMissing { contest: String },
    /// S373: a contest in a folder of another name.
    FolderRenamed { name: String, contest: String },
    /// S374: contests of one list that one run cannot have made.
    MadeDifferently { first: String, second: String, keys: String },
    /// S375: contests of one day that cannot be told apart by touch.
    NotchesAlike { first: String, second: String },
    /// S376: a line of another thickness.
    LineWidth { layer: String, found: Length, wanted: Length },
    /// S370: letters of a drawing that are drawn otherwise than they are called.
    LettersDiffer { text: String },
    /// S358: a die the wrong way round.
    NotMirrored { mirrored: String },
    /// S359: a solid that is open, inside out, or of another height.
    SolidWrong { detail: String },
    /// S361: a title or a language, as viewers and screen readers show it.
    TitleWrong { found: String, wanted: String },
    /// S362: a file that is encrypted, with a password or without.
    Encrypted { file: String },
    /// S363: words of a sheet beside the stencils.
    SheetWordsWrong { found: String, wanted: String },
    /// S364: a proof sheet that vouches for another file than the one beside it.
    VouchesForAnother { file: String },
    /// S365: a preview that does not show its PDF.
    PictureDiffers { file: String },
    /// S366: a line, a shape or words that makers need.
    MarkMissing { layer: String },
    /// S367: a window that is no rounded rectangle.
    WindowShape { row: u32 },
    /// S360: a square of the specimen or the alignment sheet.
    SquareWrong { file: String, row: u32 },
}

impl CheckFinding {
    /// Why a finished file could not be read.
    pub(super) fn unreadable(file: &str, detail: String) -> Self {
        let file = file.to_owned();
        if detail == super::page::plain::ENCRYPTED {
            Self::Encrypted { file }
        } else {
            Self::FinishedUnreadable { file, detail }
        }
    }
}

/// A measured length, to the nearest micrometre.
pub(super) fn length(mm: f64) -> Length {
    Length::from_mm_f64(mm).unwrap_or_default()
}
