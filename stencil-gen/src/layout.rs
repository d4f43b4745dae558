//! Lays a contest out on a ballot form: where every dot, window and letter of the stencil goes.
//!
//! The result is a [`StencilPlan`] of plain shapes; exporters only draw it. The rules and their
//! reasons are in `docs/architecture.md`; each number is in [`measures`] with its source.

use ballot::list::NameOrder;
use ballot::{BallotForm, BallotOption, Contest, Corner, Language, Length, Size};

use crate::braille::{Cell, Table};

mod card;
mod columns;
mod finding;
mod finding_words;
mod heading;
mod labels;
mod levels;
pub mod measures;
mod outline;
mod plan;
mod ridges;
mod rows;
mod sticker;
mod technique;
mod windows;
mod writer;

#[cfg(test)]
mod tests;

pub use finding::Finding;
pub use labels::Level;
pub use levels::{Outcome, Trial};
pub use outline::is_clockwise;
pub use plan::{BrailleLine, Drawn, Layer, Outline, Role, Shape, StencilPlan, Step, TextLine};
pub use sticker::sticker;
pub use technique::{Profile, Technique};
pub use windows::{Window, Windows};

use card::Card;
use columns::{Columns, Room};
use heading::{Heading, Space};
use levels::Choice;
use measures::{BUDGET, CELL_PITCH, CLEARANCE, DOT_PITCH, DOT_RADIUS, FLAP, LINE_PITCH, LINE_PITCH_LEAST};
use measures::{NOTCH_DEPTH, RIM, ROW_PITCH_LEAST};
use rows::PlacedRow;
use writer::Writer;

pub(crate) use writer::braille_language;

/// What the maker of the stencils decides.
#[derive(Clone, Debug)]
pub struct Settings {
    /// How the stencil is made.
    pub technique: Technique,
    /// The largest sheet there is, either way round.
    pub max_sheet: Size,
    /// Distance between cells, 6.0 to 6.2 mm.
    pub cell_pitch: Length,
    /// Trim, fold, paper and play together.
    pub budget: Length,
    /// Whether capitals get their sign in Braille.
    pub capitals: bool,
    /// How a candidate's one-string name is ordered.
    pub name_order: NameOrder,
    /// The Braille table.
    pub table: Table,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            technique: Technique::default(),
            max_sheet: Size::new(Length::from_mm(297), Length::from_mm(420)),
            cell_pitch: CELL_PITCH,
            budget: BUDGET,
            capitals: false,
            name_order: NameOrder::default(),
            table: Table::standard().clone(),
        }
    }
}

/// The language or languages of one stencil.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Scope {
    /// One language.
    One(Language),
    /// Kazakh and Russian in each row.
    Both,
}

impl Scope {
    /// The languages, in the order of the ballot.
    #[must_use]
    pub const fn languages(self) -> &'static [Language] {
        match self {
            Self::One(Language::Kk) => &[Language::Kk],
            Self::One(Language::Ru) => &[Language::Ru],
            Self::One(Language::En) => &[Language::En],
            Self::Both => &Language::ON_BALLOT,
        }
    }

    /// The code in file names.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::One(language) => language.code(),
            Self::Both => "both",
        }
    }

    /// The stencils that a ballot form gets when both languages are wanted: one where rows are far
    /// enough apart for both, otherwise one a language.
    #[must_use]
    pub fn for_both(form: &BallotForm) -> &'static [Self] {
        if form.shares_rows() { &[Self::Both] } else { &[Self::One(Language::Kk), Self::One(Language::Ru)] }
    }
}

/// One stencil to lay out.
#[derive(Clone, Copy, Debug)]
pub struct Job<'a> {
    /// The election's identifier, for the maker's note.
    pub election: &'a str,
    /// The contest. It has as many options as the form has squares for them.
    pub contest: &'a Contest,
    /// The paper.
    pub form: &'a BallotForm,
    /// Language or languages.
    pub scope: Scope,
    /// The maker's decisions.
    pub settings: &'a Settings,
}

/// A finished layout.
#[derive(Clone, Debug)]
pub struct Laid {
    /// The shapes.
    pub plan: StencilPlan,
    /// The level taken.
    pub level: Level,
    /// Every level tried, and how it went.
    pub trials: Vec<Trial>,
    /// What each row says.
    pub rows: Vec<RowFacts>,
    /// The headings.
    pub headings: Vec<HeadingFacts>,
    /// The windows, in the form's coordinates.
    pub windows: Windows,
    /// Warnings.
    pub warnings: Vec<Finding>,
}

/// What a row of a stencil says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RowFacts {
    /// Row number.
    pub row: u32,
    /// The level of its words.
    pub level: Level,
    /// Its lines.
    pub texts: Vec<RowText>,
}

/// One line of a row.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RowText {
    /// Language.
    pub language: Language,
    /// The words in print; empty where only the number stands.
    pub text: String,
    /// The whole Braille line with guide dots and number.
    pub cells: Vec<Cell>,
}

/// A heading of a stencil.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HeadingFacts {
    /// Language.
    pub language: Language,
    /// The text that stands.
    pub text: String,
    /// Whether it is the full one.
    pub whole: bool,
    /// Its Braille lines.
    pub lines: Vec<Vec<Cell>>,
}

/// Lays out one stencil.
///
/// # Errors
///
/// Every [`Finding`], errors and warnings, when at least one of them is an error.
pub fn lay_out(job: &Job<'_>) -> Result<Laid, Vec<Finding>> {
    let mut writer = Writer::new(job.settings);
    match compose(job, &mut writer) {
        Ok(mut laid) if !writer.has_errors() => {
            laid.warnings = writer.into_findings();
            Ok(laid)
        }
        Ok(_) | Err(()) => Err(writer.into_findings()),
    }
}

fn compose(job: &Job<'_>, writer: &mut Writer<'_>) -> Result<Laid, ()> {
    let profile = job.settings.technique.profile();
    let pitch = job.form.row_pitch();
    let staggered = check_pitch(pitch, writer)?;
    let windows = windows::place(job.contest, job.form, &profile, job.settings.budget, writer.findings());
    if job.form.corner == Corner::Plain {
        writer.find(Finding::PlainCorner);
    }
    let room = Room::measure(job.form, &windows, job.settings.max_sheet, job.settings.cell_pitch)
        .map_err(|finding| writer.find(finding))?;
    let (choice, columns, placed) = place_rows(job, writer, &windows, &room, staggered)?;
    let card = Card::new(columns.wing, job.form.page, card::corner_cut(job.form.corner));
    check_edges(&placed, &windows, &card, writer);
    let rows = rows::draw(placed, &columns, choice.level, &job.contest.options, pitch);
    let space = Space {
        right_fold: card.right,
        corner: card.corner,
        first_window_top: FLAP + first_window_top(&windows),
        first_row_y: FLAP + windows.rows.first().map(|window| window.square.center().y).unwrap_or_default(),
    };
    let heading = heading::place(writer, job.contest, job.scope, &columns, &space, rows.capital)?;
    if card.right > measures::WIDE_CARD {
        writer.find(Finding::WideCard { width: card.right });
    }
    let shapes = Parts { job, card, windows: &windows, profile }.assemble(writer, &heading, rows.shapes);
    let plan = StencilPlan {
        blank: card.blank(),
        sheet_at: ballot::Point::new(card.wing, FLAP),
        sheet: job.form.page,
        drawn_dot: profile.drawn_dot,
        shapes,
    };
    let (level, trials) = (choice.level, choice.trials);
    Ok(Laid { plan, level, trials, rows: rows.facts, headings: heading.facts, windows, warnings: Vec::new() })
}

/// Rows 10.0 mm apart and more are as they are; down to Marburg's tolerance with a warning; below
/// that numbers stand in two columns, and no setting prints full Braille.
fn check_pitch(pitch: Length, writer: &mut Writer<'_>) -> Result<bool, ()> {
    if pitch < ROW_PITCH_LEAST {
        writer.find(Finding::RowsTooClose { pitch });
        return Err(());
    }
    if pitch < LINE_PITCH_LEAST {
        writer.find(Finding::Staggered { pitch });
        return Ok(true);
    }
    if pitch < LINE_PITCH {
        writer.find(Finding::TightRows { pitch });
    }
    Ok(false)
}

fn first_window_top(windows: &Windows) -> Length {
    let tops = windows.rows.iter().filter(|window| window.cut).map(|window| window.opening.top);
    tops.min().unwrap_or(Length::from_mm(1000))
}

fn place_rows(
    job: &Job<'_>,
    writer: &mut Writer<'_>,
    windows: &Windows,
    room: &Room,
    staggered: bool,
) -> Result<(Choice, Columns, Vec<PlacedRow>), ()> {
    let options: &[BallotOption] = &job.contest.options;
    if !staggered {
        let choice = levels::choose(writer, options, job.scope, rows::number_cells(options.len()), room)?;
        let columns = room.columns(choice.needed);
        let placed = rows::in_line(writer, &choice, &columns, windows, job.scope);
        return Ok((choice, columns, placed));
    }
    let language = job.scope.languages().first().copied().unwrap_or(Language::Kk);
    let word = wording::phrase(wording::Phrase::WithdrawnShort, language);
    let needed = rows::staggered_cells(options, writer.braille(word, language)?.len());
    if needed > room.cells_most() {
        writer.find(Finding::NoRoomForNumber { row: 1 });
        return Err(());
    }
    let columns = room.columns(needed);
    let placed = rows::staggered(writer, options, &columns, windows, language)?;
    let trials = vec![Trial { level: Level::NumberOnly, outcome: Outcome::Taken }];
    Ok((Choice { level: Level::NumberOnly, trials, labels: Vec::new(), needed }, columns, placed))
}

/// Every row's Braille keeps clear of the top fold and of the notches; every window keeps clear of
/// the corner's cut.
fn check_edges(placed: &[PlacedRow], windows: &Windows, card: &Card, writer: &mut Writer<'_>) {
    let reach = DOT_PITCH + DOT_RADIUS + CLEARANCE;
    let beyond = |row: &&PlacedRow| row.center_y() - reach < FLAP || row.center_y() + reach > card.bottom - NOTCH_DEPTH;
    if let Some(row) = placed.iter().find(beyond) {
        writer.find(Finding::RowAtEdge { row: row.row() });
    }
    // Distance along x from the window's top-right corner to the 45° cut.
    let width = card.right - card.wing;
    let near_corner = |window: &&Window| width - card.corner + window.opening.top - window.opening.right < RIM;
    if let Some(window) = windows.rows.iter().filter(|window| window.cut).find(near_corner) {
        writer.find(Finding::WindowAtCorner { row: window.row });
    }
}

/// What the shapes of a stencil are assembled from.
struct Parts<'a> {
    job: &'a Job<'a>,
    card: Card,
    windows: &'a Windows,
    profile: Profile,
}

impl Parts<'_> {
    /// All shapes in drawing order. Where ink would swell, print is left out.
    fn assemble(&self, writer: &mut Writer<'_>, heading: &Heading, rows: Vec<Drawn>) -> Vec<Drawn> {
        let page = self.job.form.page;
        let (openings, rims) = self.card.windows(self.windows);
        let mut shapes = rims;
        shapes.extend(heading.shapes.iter().cloned());
        shapes.extend(rows);
        shapes.extend(self.card.notes(&self.note(), self.job.scope));
        shapes.extend(self.card.ruler());
        let centers = shapes.iter().filter_map(|drawn| drawn.shape.braille_center_y()).collect();
        shapes.extend(self.card.guide(centers, self.note_language(), writer.findings()));
        shapes.extend(self.card.folds());
        shapes.extend(ridges::place(self.windows, page, self.card.wing, writer.findings()));
        shapes.extend(ridges::closed(self.windows, self.card.wing));
        shapes.push(self.card.outline(self.job.contest, self.job.scope));
        shapes.extend(openings);
        if !self.profile.print {
            shapes.retain(|drawn| drawn.layer != Layer::Print);
        }
        shapes.sort_by_key(|drawn| Layer::ALL.iter().position(|layer| *layer == drawn.layer));
        shapes
    }

    fn note(&self) -> String {
        let Job { election, contest, form, scope, settings } = self.job;
        let technique = settings.technique;
        let material = wording::phrase(technique.material(), self.note_language());
        format!("{election} / {} / {} / {} / {} · {material}", contest.id, scope.code(), form.id, technique.name())
    }

    fn note_language(&self) -> Language {
        self.job.scope.languages().first().copied().unwrap_or(Language::Kk)
    }
}
