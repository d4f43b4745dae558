//! Everything on the clerk's desk, without a window: what is loaded, what is wrong with it, and what can be done next.
//!
//! [`Desk::act`] takes what the clerk does, [`Desk::next_task`] gives the work that follows from it, and
//! [`Desk::done`] takes what became of that work.

mod ballots;
mod finding;
mod list;
mod looking;
mod making;
mod reading;
mod sheet;
mod steps;

use std::collections::{BTreeMap, VecDeque};
use std::path::PathBuf;

use ballot::list::{ColumnNames, ReadOptions};
use ballot::{Contest, Language};
use stencil_gen::export::preview::Pixels;
use stencil_gen::input::Input;
use stencil_gen::layout::{Laid, Layer, Scope};
use stencil_gen::make::LaidContest;
use stencil_gen::notice::Notice;
use wording::Phrase;

pub use list::{CORRECTED, CellView, ListDesk, RowView};
pub use making::{CountryDesk, EXTRAS, KINDS, MakeDesk, PackageDesk, Run, TECHNIQUES, Technique};
pub use sheet::{Answers, Measuring, Question, Ready, Sheet, form_id};
pub use steps::{State, Step};

use crate::files::{Browse, Wanted};
use crate::kept::Kept;
use crate::work::{Outcome, Progress, Task};

/// Logical pixels of a millimetre where nobody has held a ruler to the display: 96 of an inch.
const USUAL_PX_PER_MM: f32 = 96.0 / 25.4;

/// Something that the clerk does. It may hold a password, so it is never shown.
#[derive(Clone, PartialEq)]
#[expect(missing_docs, reason = "the names say what is done; the texts are what was typed")]
pub enum Action {
    /// Goes to a step.
    Go(Step),
    Next,
    Back,
    Speak(Language),
    /// Looks for a file.
    Browse(Wanted),
    BrowseInto(usize),
    BrowseUp,
    /// Takes the folder that is looked into.
    ChooseFolder,
    StopBrowsing,
    /// A path that was typed or pasted, for what is looked for, or for what the step needs.
    Type(String),
    /// A file that was dropped on the program, whatever it is.
    Drop(PathBuf),
    ReadAgain,
    SetDate(String),
    SetTitle(Language, String),
    SetEncoding(String),
    /// Opens or closes a row.
    EditRow(u32),
    Correct {
        row: u32,
        column: String,
        text: String,
    },
    Withdraw(u32, bool),
    /// Opens the page on which columns are named.
    NameColumns,
    /// Gives a header the column at a place of [`COLUMN_CHOICES`].
    NameColumn(usize, usize),
    UseColumns,
    Answer(String, Question, String),
    MeasureAgain(String),
    /// How the corner of a contest's ballot is marked: cut off by so many millimetres, or not at all.
    SetCorner(String, Option<String>),
    ShowStencil(usize),
    ToggleLayer(Layer),
    Zoom(f32),
    /// Shows the whole stencil in a field of so many pixels, or its true size.
    ShowWhole(Option<(f32, f32)>),
    PointAt(f32, f32),
    SetOut(String),
    SetTechnique(Technique),
    /// A further format, by its place in [`making::EXTRAS`].
    ToggleExtra(usize),
    Make,
    /// Whether the alignment sheet matches a real ballot.
    Aligned(bool),
    SetManifest(String),
    SetCountryOut(String),
    SetSpares(String),
    RunCountry,
    SetPackage(String),
    SetKey(String),
    SetPassword(String),
    SetKind(usize),
    RunPackage,
}

/// The columns that a header can be given; the first is none.
pub const COLUMN_CHOICES: [&str; 23] = [
    "",
    "number",
    "name_kk",
    "name_ru",
    "surname_kk",
    "given_kk",
    "patronymic_kk",
    "surname_ru",
    "given_ru",
    "patronymic_ru",
    "short_kk",
    "short_ru",
    "detail_kk",
    "detail_ru",
    "title_kk",
    "title_ru",
    "question_kk",
    "question_ru",
    "contest",
    "kind",
    "status",
    "name_en",
    "form",
];

/// A header that the clerk is asked about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HeaderView {
    /// As it stands in the list.
    pub header: String,
    /// A cell under it.
    pub sample: String,
    /// Its column, a place in [`COLUMN_CHOICES`].
    pub choice: usize,
}

/// A stencil that can be looked at.
#[derive(Clone, Copy, Debug)]
pub struct Shown<'a> {
    /// Its contest.
    pub contest: &'a Contest,
    /// Its language or languages.
    pub scope: Scope,
    /// The stencil.
    pub laid: &'a Laid,
}

/// The desk.
pub struct Desk {
    kept: Kept,
    /// The language of the window.
    pub language: Language,
    /// The step that is shown.
    pub step: Step,
    /// A file or folder is being looked for.
    pub browse: Option<Browse>,
    /// The list.
    pub list: Option<ListDesk>,
    /// Ballots that were given before the list was in order.
    pub waiting: Vec<PathBuf>,
    /// Why the last file was not taken.
    pub refused: Option<Notice>,
    /// Day of voting and titles, as typed.
    pub date: String,
    /// Title in Kazakh and Russian.
    pub titles: [String; 2],
    /// The row that is open.
    pub open_row: Option<u32>,
    columns: ColumnNames,
    /// Headers to name, while that page is open.
    pub headers: Option<Vec<HeaderView>>,
    /// The ballots, by contest.
    pub sheets: BTreeMap<String, Sheet>,
    input: Option<Input>,
    laid: Vec<LaidContest>,
    /// What the layout told, and forms that do not fit.
    pub layout: Vec<Notice>,
    /// Which of the stencils is looked at.
    pub shown: usize,
    /// Which layers are.
    pub layers: Vec<Layer>,
    /// Pixels in a millimetre.
    pub px_per_mm: f32,
    /// Pixels in a millimetre while the whole stencil is shown.
    pub whole: Option<f32>,
    /// The picture of it, once it is drawn.
    pub picture: Option<Pixels>,
    /// How many pictures have been drawn.
    pub drawn: i32,
    /// Where the pointer is on the blank, in millimetres.
    pub pointer: Option<(f32, f32)>,
    /// Making stencils.
    pub making: MakeDesk,
    /// The whole country.
    pub country: CountryDesk,
    /// The package for a booth.
    pub package: PackageDesk,
    /// What is being done now.
    pub progress: Option<Progress>,
    tasks: VecDeque<Task>,
    /// The picture is not of what is to be shown.
    stale: bool,
}

impl Desk {
    /// An empty desk.
    #[must_use]
    pub fn new(kept: Kept, language: Language) -> Self {
        Self {
            language,
            step: Step::List,
            browse: None,
            list: None,
            waiting: Vec::new(),
            refused: None,
            date: String::new(),
            titles: Default::default(),
            open_row: None,
            columns: kept.columns(),
            headers: None,
            sheets: BTreeMap::new(),
            input: None,
            laid: Vec::new(),
            layout: Vec::new(),
            shown: 0,
            layers: Layer::ALL.to_vec(),
            px_per_mm: kept.px_per_mm().unwrap_or(USUAL_PX_PER_MM),
            whole: None,
            picture: None,
            drawn: 0,
            pointer: None,
            making: MakeDesk::default(),
            country: CountryDesk::default(),
            package: PackageDesk::default(),
            progress: None,
            tasks: VecDeque::new(),
            stale: false,
            kept,
        }
    }

    /// How lists are read.
    #[must_use]
    pub fn options(&self) -> ReadOptions {
        let given = |text: &str| Some(text.trim().to_owned()).filter(|text| !text.is_empty());
        let [kk, ru] = &self.titles;
        ReadOptions {
            date: given(&iso(&self.date)),
            title_kk: given(kk),
            title_ru: given(ru),
            columns: self.columns.clone(),
            ..ReadOptions::default()
        }
    }

    /// The list's contests, if nothing is wrong with it.
    #[must_use]
    pub fn contests(&self) -> &[Contest] {
        let election = self.list.as_ref().and_then(|list| list.election.as_ref());
        election.map(|election| election.contests.as_slice()).unwrap_or_default()
    }

    /// Does what the clerk asks for.
    pub fn act(&mut self, action: Action) {
        match action {
            Action::Go(step) => self.go(step),
            Action::Next => self.go_on(),
            Action::Back => self.go_back(),
            Action::Speak(language) => {
                self.language = language;
                self.kept.keep_language(language);
            }
            Action::Browse(_)
            | Action::BrowseInto(_)
            | Action::BrowseUp
            | Action::ChooseFolder
            | Action::StopBrowsing
            | Action::Type(_)
            | Action::Drop(_) => self.find(action),
            Action::ReadAgain
            | Action::SetDate(_)
            | Action::SetTitle(..)
            | Action::SetEncoding(_)
            | Action::EditRow(_)
            | Action::Correct { .. }
            | Action::Withdraw(..) => self.correct(action),
            Action::NameColumns | Action::NameColumn(..) | Action::UseColumns => self.name_columns(&action),
            Action::Answer(..) | Action::MeasureAgain(_) | Action::SetCorner(..) => self.answer(action),
            Action::ShowStencil(_)
            | Action::ToggleLayer(_)
            | Action::Zoom(_)
            | Action::ShowWhole(_)
            | Action::PointAt(..) => {
                self.look(&action);
            }
            Action::SetOut(_)
            | Action::SetTechnique(_)
            | Action::ToggleExtra(_)
            | Action::Make
            | Action::Aligned(_)
            | Action::SetManifest(_)
            | Action::SetCountryOut(_)
            | Action::SetSpares(_)
            | Action::RunCountry
            | Action::SetPackage(_)
            | Action::SetKey(_)
            | Action::SetPassword(_)
            | Action::SetKind(_)
            | Action::RunPackage => self.produce(action),
        }
    }

    /// The work to be done next, if nothing is being done.
    pub fn next_task(&mut self) -> Option<Task> {
        if self.progress.is_some() {
            return None;
        }
        let task = self.tasks.pop_front().or_else(|| self.drawing())?;
        self.progress = Some(Progress::At(match &task {
            Task::Measure { .. } => Phrase::GuiMeasuring,
            Task::Draw(_) => Phrase::GuiStencilPicture,
            Task::Make(_) => Phrase::GuiMaking,
            Task::Run(_) => Phrase::GuiRunning,
        }));
        Some(task)
    }

    /// Takes what became of the work.
    pub fn done(&mut self, outcome: Outcome) {
        self.progress = None;
        match outcome {
            Outcome::Measured { contest, measuring, result } => self.measured(&contest, *measuring, result),
            Outcome::Drawn(Ok(pixels)) => {
                self.picture = Some(pixels);
                self.drawn = self.drawn.wrapping_add(1);
            }
            Outcome::Drawn(Err(notice)) => self.layout.push(notice),
            Outcome::Made(_) | Outcome::Ran(_) | Outcome::Stopped => self.produced(outcome),
        }
    }
}

/// A day as lists have it: `22.11.2026` is `2026-11-22`.
fn iso(date: &str) -> String {
    let parts: Vec<&str> = date.trim().split(['.', '/']).collect();
    let [day, month, year] = parts.as_slice() else { return date.trim().to_owned() };
    match (day.parse::<u8>(), month.parse::<u8>(), year.len()) {
        (Ok(day), Ok(month), 4) => format!("{year}-{month:02}-{day:02}"),
        _ => date.trim().to_owned(),
    }
}
