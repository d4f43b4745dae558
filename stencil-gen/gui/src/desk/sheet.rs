//! The ballot of a contest on the clerk's desk: a form, measured or given, or what is still asked about it.

use std::path::{Path, PathBuf};

use ballot::{BallotForm, Contest, Length};
use stencil_gen::cli::sizes;
use stencil_gen::input::SourceFile;
use stencil_gen::measure::{Asked, MeasureProblem};
use stencil_gen::notice::Notice;
use wording::Phrase;

/// What measuring may have to ask.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Question {
    /// The page with the squares.
    Page,
    /// The side of the sheet.
    Side,
    /// The size of the trimmed sheet.
    Size,
    /// The size of a square.
    Square,
    /// How many squares carry no option.
    Spare,
    /// The resolution of a scan.
    Dpi,
}

impl Question {
    /// All of them.
    pub const ALL: [Self; 6] = [Self::Page, Self::Side, Self::Size, Self::Square, Self::Spare, Self::Dpi];

    /// Its words.
    #[must_use]
    pub const fn phrase(self) -> Phrase {
        match self {
            Self::Page => Phrase::GuiAskPage,
            Self::Side => Phrase::GuiAskSide,
            Self::Size => Phrase::GuiAskSize,
            Self::Square => Phrase::GuiAskSquare,
            Self::Spare => Phrase::GuiAskSpare,
            Self::Dpi => Phrase::GuiAskDpi,
        }
    }

    /// What a problem asks for.
    #[must_use]
    pub const fn of(problem: &MeasureProblem) -> &'static [Self] {
        match problem {
            MeasureProblem::SizeNotStated { .. }
            | MeasureProblem::SizeDiffers { .. }
            | MeasureProblem::SizeUnusual { .. }
            | MeasureProblem::MarksDiffer { .. }
            | MeasureProblem::SheetSizeNeeded
            | MeasureProblem::ScanSizeDiffers { .. } => &[Self::Size],
            MeasureProblem::NoSuchPage { .. } | MeasureProblem::SeveralPages { .. } => &[Self::Page],
            MeasureProblem::NoSquares { .. } => &[Self::Page, Self::Square],
            MeasureProblem::SeveralSizes { .. } | MeasureProblem::SeveralColumns { .. } => &[Self::Square],
            MeasureProblem::SideUnknown { .. } => &[Self::Side],
            MeasureProblem::CountDiffers { .. } | MeasureProblem::Uneven { .. } => &[Self::Spare, Self::Square],
            MeasureProblem::ResolutionNotStated | MeasureProblem::ResolutionLow { .. } => &[Self::Dpi],
            MeasureProblem::PdfUnreadable
            | MeasureProblem::PdfTooIntricate
            | MeasureProblem::OnlyPicture { .. }
            | MeasureProblem::OneSquare { .. }
            | MeasureProblem::NamesAreShapes { .. }
            | MeasureProblem::NameNotThere { .. }
            | MeasureProblem::NameElsewhere { .. }
            | MeasureProblem::WhichContest { .. }
            | MeasureProblem::ImageUnreadable { .. }
            | MeasureProblem::SheetNotSeen
            | MeasureProblem::ScanSkewed { .. }
            | MeasureProblem::OptionNotForFile { .. }
            | MeasureProblem::NamesNotCompared { .. } => &[],
        }
    }
}

/// What the clerk has answered, as typed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Answers {
    texts: [String; Question::ALL.len()],
}

impl Answers {
    /// An answer; empty where there is none.
    #[must_use]
    pub fn get(&self, question: Question) -> &str {
        self.texts.get(question as usize).map_or("", String::as_str)
    }

    /// Takes down an answer.
    pub fn set(&mut self, question: Question, text: &str) {
        if let Some(own) = self.texts.get_mut(question as usize) {
            text.trim().clone_into(own);
        }
    }

    /// The first answer that is none.
    #[must_use]
    pub fn unclear(&self) -> Option<&str> {
        let is_clear = |question: Question| {
            let text = self.get(question);
            text.is_empty()
                || match question {
                    Question::Page => text.parse::<usize>().is_ok_and(|page| page > 0),
                    Question::Side => matches!(text, "1" | "2"),
                    Question::Size => sizes::sheet(text).is_ok(),
                    Question::Square => sizes::square(text).is_ok(),
                    Question::Spare => text.parse::<usize>().is_ok(),
                    Question::Dpi => text.parse::<u16>().is_ok_and(|dpi| dpi > 0),
                }
        };
        Question::ALL.into_iter().find(|question| !is_clear(*question)).map(|question| self.get(question))
    }

    /// The same for the measuring.
    #[must_use]
    pub fn asked<'a>(&self, id: &str, file: &str, contest: Option<&'a Contest>) -> Asked<'a> {
        Asked {
            id: id.to_owned(),
            file: file.to_owned(),
            page: self.get(Question::Page).parse().ok(),
            side: self.get(Question::Side).parse().ok(),
            size: sizes::sheet(self.get(Question::Size)).ok(),
            square: sizes::square(self.get(Question::Square)).ok(),
            spare: self.get(Question::Spare).parse().unwrap_or(0),
            dpi: self.get(Question::Dpi).parse::<u16>().ok().map(f64::from),
            contest,
        }
    }
}

/// A ballot that is being measured: its file, and what was answered.
#[derive(Clone, Debug)]
pub struct Measuring {
    /// The PDF or scan.
    pub path: PathBuf,
    /// What the clerk answered.
    pub answers: Answers,
    /// By how many millimetres the ballot's corner is cut, which no file shows.
    pub corner: Option<String>,
    /// The contest that it was last compared with.
    pub compared: Option<Box<Contest>>,
}

/// A form that is ready.
#[derive(Clone, Debug)]
pub struct Ready {
    /// Its file.
    pub file: SourceFile,
    /// The form.
    pub form: BallotForm,
    /// The page with the squares numbered, as PNG.
    pub picture: Option<Vec<u8>>,
    /// How many names were compared with the list.
    pub names: Option<usize>,
    /// What there is to tell of it.
    pub notices: Vec<Notice>,
    /// Where it comes from, and the hash of that file as it was read.
    pub source: (PathBuf, String),
    /// What it was measured from; nothing for a form that was given.
    pub measured: Option<Measuring>,
}

/// The ballot of a contest.
#[derive(Clone, Debug)]
pub enum Sheet {
    /// It is being measured.
    Busy(Measuring),
    /// Something is wrong or asked.
    Asking {
        /// What is measured, if it is measured at all.
        measuring: Option<Measuring>,
        /// Why.
        notice: Notice,
    },
    /// Its form is there.
    Ready(Box<Ready>),
}

impl Ready {
    /// Says how the corner of the ballot is marked, which a print file does not show: cut off by so many millimetres, or
    /// not at all. Whether the form takes it.
    pub fn set_corner(&mut self, cut_mm: Option<&str>) -> bool {
        let cut = |mm: &str| mm.trim().replace(',', ".").parse().ok().and_then(Length::from_mm_f64);
        let line = match cut_mm.map(cut) {
            None => "corner = \"plain\"".to_owned(),
            Some(Some(size)) => format!("corner = {{ kind = \"cut\", at = \"top-right\", size = {:?} }}", size.mm()),
            Some(None) => return false,
        };
        let text = String::from_utf8_lossy(&self.file.bytes).into_owned();
        let lines: Vec<&str> =
            text.lines().map(|own| if own.starts_with("corner = ") { line.as_str() } else { own }).collect();
        let text = format!("{}\n", lines.join("\n"));
        let Ok(form) = BallotForm::parse(&self.file.name, &text) else { return false };
        (self.form, self.file.bytes) = (form, text.into_bytes());
        if let Some(measuring) = &mut self.measured {
            measuring.corner = cut_mm.map(str::to_owned);
        }
        true
    }
}

impl Sheet {
    /// The form, if it is there.
    #[must_use]
    pub fn ready(&self) -> Option<&Ready> {
        match self {
            Self::Ready(ready) => Some(ready),
            Self::Busy(_) | Self::Asking { .. } => None,
        }
    }

    /// What it is measured from.
    #[must_use]
    pub fn measuring(&self) -> Option<&Measuring> {
        match self {
            Self::Busy(measuring) => Some(measuring),
            Self::Asking { measuring, .. } => measuring.as_ref(),
            Self::Ready(ready) => ready.measured.as_ref(),
        }
    }

    /// The questions to show: those of the problem, and those that were answered before.
    #[must_use]
    pub fn questions(&self) -> Vec<Question> {
        let Self::Asking { measuring: Some(Measuring { answers, .. }), notice } = self else { return Vec::new() };
        let asked = match notice {
            Notice::Measure { problem, .. } => Question::of(problem),
            _ => &[],
        };
        Question::ALL.into_iter().filter(|own| asked.contains(own) || !answers.get(*own).is_empty()).collect()
    }
}

/// Whether a file is a finished form.
#[must_use]
pub(crate) fn is_form(path: &Path) -> bool {
    path.extension().is_some_and(|ending| ending.eq_ignore_ascii_case("toml"))
}

/// An identifier for the form of a file: its name in plain letters.
#[must_use]
pub fn form_id(path: &Path) -> String {
    let stem = path.file_stem().map(|stem| stem.to_string_lossy().to_lowercase()).unwrap_or_default();
    let plain: String = stem.chars().map(|sign| if sign.is_alphanumeric() { sign } else { '-' }).take(48).collect();
    let plain = plain.trim_matches('-').to_owned();
    if plain.is_empty() { "ballot".to_owned() } else { plain }
}
