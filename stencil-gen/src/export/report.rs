//! `report.json`, format `report/1`: what was made, from what, at which level and why.

use std::collections::BTreeMap;

use ballot::{BallotForm, Contest, Corner, CornerKind, Election, Language, Length, Rect, Status};
use serde::Serialize;
use wording::Coded;

use crate::braille;
use crate::layout::{Finding, Laid, Level, Outcome, RowFacts, Scope, Settings, Trial, Window};

/// The format's name and version.
pub const FORMAT: &str = "report/1";

/// The report of one contest.
#[derive(Clone, Debug, Serialize)]
pub struct Report {
    /// [`FORMAT`].
    pub format: &'static str,
    /// Program and version.
    pub program: &'static str,
    /// The election.
    pub election: ElectionReport,
    /// The contest.
    pub contest: ContestReport,
    /// The ballot form.
    pub form: FormReport,
    /// How the stencil is to be made.
    pub making: MakingReport,
    /// Warnings of the list and form, by code.
    pub warnings: Vec<WarningReport>,
    /// The stencils.
    pub stencils: Vec<StencilReport>,
    /// SHA-256 of every other file of the folder, by its name in it.
    pub files: BTreeMap<String, String>,
}

/// The election's part of the report.
#[derive(Clone, Debug, Serialize)]
pub struct ElectionReport {
    /// Identifier.
    pub id: String,
    /// Day of voting.
    pub date: String,
}

/// The contest's part of the report.
#[derive(Clone, Debug, Serialize)]
pub struct ContestReport {
    /// Identifier.
    pub id: String,
    /// Title.
    pub title: ballot::Text,
    /// How many may be chosen.
    pub max_choices: u32,
    /// Count of notches on the bottom edge.
    pub notches: u8,
}

/// The form's part of the report.
#[derive(Clone, Debug, Serialize)]
pub struct FormReport {
    /// Identifier.
    pub id: String,
    /// Width and height in mm.
    pub page_mm: [f64; 2],
    /// Side that carries the squares.
    pub side: u8,
    /// `plain`, `cut` or `hole`.
    pub corner: &'static str,
    /// What the station does where the corner cannot be felt.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub plain_corner_remedy: Option<String>,
    /// Color of the paper.
    pub paper: String,
}

/// How the stencil is to be made.
#[derive(Clone, Debug, Serialize)]
pub struct MakingReport {
    /// Technique.
    pub technique: &'static str,
    /// Diameter at which dots are drawn, in mm; their raised base is 1.6.
    pub drawn_dot_mm: f64,
    /// Least strip of card between windows, in mm.
    pub min_strip_mm: f64,
    /// Whether the forming tool works from the back and takes the mirrored drawing.
    pub mirrored_tool: bool,
    /// Distance between cells, in mm.
    pub cell_pitch_mm: f64,
    /// Whether Braille has capital signs.
    pub capitals: bool,
    /// Trim, fold, paper and play together, in mm.
    pub tolerance_budget_mm: f64,
}

/// A stencil's part of the report.
#[derive(Clone, Debug, Serialize)]
pub struct StencilReport {
    /// `kk`, `ru` or `both`.
    pub language: &'static str,
    /// The PDF's name.
    pub file: String,
    /// The card with its flaps unfolded, width and height in mm.
    pub blank_mm: [f64; 2],
    /// Width of the wing in mm.
    pub wing_mm: f64,
    /// The level taken.
    pub level: Level,
    /// The levels tried, from the fullest, and how each went.
    pub levels_tried: Vec<TrialReport>,
    /// Least share of a square that stays open when all is off by the budget.
    pub open_percent: u32,
    /// The headings.
    pub headings: Vec<HeadingReport>,
    /// The rows.
    pub rows: Vec<RowReport>,
    /// Warnings by code.
    pub warnings: Vec<WarningReport>,
}

/// How the trial of a level went.
#[derive(Clone, Debug, Serialize)]
pub struct TrialReport {
    /// The level.
    pub level: Level,
    /// `taken`, `missing`, `alike` or `too-long`.
    pub outcome: &'static str,
    /// The rows it turned on.
    pub rows: Vec<u32>,
    /// Cells the longest row takes and cells there are, where that decided.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub cells: Option<[usize; 2]>,
}

/// A heading.
#[derive(Clone, Debug, Serialize)]
pub struct HeadingReport {
    /// Language.
    pub language: Language,
    /// The text.
    pub text: String,
    /// Whether it is the full one.
    pub whole: bool,
    /// Its lines as Unicode Braille.
    pub braille: Vec<String>,
}

/// A row.
#[derive(Clone, Debug, Serialize)]
pub struct RowReport {
    /// Row number.
    pub number: u32,
    /// Level of its words.
    pub level: Level,
    /// `standing` or `withdrawn`.
    pub status: Status,
    /// Its lines.
    pub lines: Vec<LineReport>,
    /// The window from the sheet's top-left corner: x, y, width, height in mm; none is cut for a
    /// withdrawn row.
    pub window_mm: Option<[f64; 4]>,
}

/// A line of a row.
#[derive(Clone, Debug, Serialize)]
pub struct LineReport {
    /// Language.
    pub language: Language,
    /// The words in print.
    pub text: String,
    /// The line as Unicode Braille.
    pub braille: String,
}

/// A warning.
#[derive(Clone, Debug, Serialize)]
pub struct WarningReport {
    /// Code.
    pub code: &'static str,
    /// Where in the list, if it has a place there.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub place: Option<String>,
    /// What it says, in English.
    pub text: String,
    /// What to do, in English.
    pub remedy: String,
}

impl WarningReport {
    /// A warning in the report's words.
    #[must_use]
    pub fn of(coded: &dyn Coded, place: Option<String>) -> Self {
        Self {
            code: coded.code().as_str(),
            place,
            text: wording::text(coded, Language::En),
            remedy: wording::remedy(coded, Language::En),
        }
    }
}

/// The report without its files.
#[must_use]
pub fn report(election: &Election, contest: &Contest, form: &BallotForm, settings: &Settings) -> Report {
    let profile = settings.technique.profile();
    let corner = match form.corner {
        Corner::Plain => "plain",
        Corner::Marked { kind: CornerKind::Cut, .. } => "cut",
        Corner::Marked { kind: CornerKind::Hole, .. } => "hole",
    };
    let plain = form.corner == Corner::Plain;
    Report {
        format: FORMAT,
        program: concat!("stencil-gen ", env!("CARGO_PKG_VERSION")),
        election: ElectionReport { id: election.id.clone(), date: election.date.clone() },
        contest: ContestReport {
            id: contest.id.clone(),
            title: contest.title.clone(),
            max_choices: contest.max_choices,
            notches: contest.position,
        },
        form: FormReport {
            id: form.id.clone(),
            page_mm: [form.page.width.mm(), form.page.height.mm()],
            side: form.side,
            corner,
            plain_corner_remedy: plain.then(|| wording::remedy(&Finding::PlainCorner, Language::En)),
            paper: form.paper.clone(),
        },
        making: MakingReport {
            technique: settings.technique.name(),
            drawn_dot_mm: profile.drawn_dot.mm(),
            min_strip_mm: profile.min_strip.mm(),
            mirrored_tool: profile.mirrored_tool,
            cell_pitch_mm: settings.cell_pitch.mm(),
            capitals: settings.capitals,
            tolerance_budget_mm: settings.budget.mm(),
        },
        warnings: Vec::new(),
        stencils: Vec::new(),
        files: BTreeMap::new(),
    }
}

/// A stencil's part of the report.
#[must_use]
pub fn stencil(file: &str, scope: Scope, contest: &Contest, laid: &Laid) -> StencilReport {
    StencilReport {
        language: scope.code(),
        file: file.to_owned(),
        blank_mm: [laid.plan.blank.width.mm(), laid.plan.blank.height.mm()],
        wing_mm: laid.plan.sheet_at.x.mm(),
        level: laid.level,
        levels_tried: laid.trials.iter().map(trial).collect(),
        open_percent: laid.windows.open_percent,
        headings: laid.headings.iter().map(heading).collect(),
        rows: laid.rows.iter().map(|row| self::row(row, contest, &laid.windows.rows)).collect(),
        warnings: laid.warnings.iter().map(|finding| WarningReport::of(finding, None)).collect(),
    }
}

fn trial(trial: &Trial) -> TrialReport {
    let (outcome, rows, cells) = match trial.outcome {
        Outcome::Taken => ("taken", Vec::new(), None),
        Outcome::Missing { row } => ("missing", vec![row], None),
        Outcome::Alike { first, second } => ("alike", vec![first, second], None),
        Outcome::TooLong { row, cells, room } => ("too-long", vec![row], Some([cells, room])),
    };
    TrialReport { level: trial.level, outcome, rows, cells }
}

fn heading(facts: &crate::layout::HeadingFacts) -> HeadingReport {
    HeadingReport {
        language: facts.language,
        text: facts.text.clone(),
        whole: facts.whole,
        braille: facts.lines.iter().map(|cells| braille::to_unicode(cells)).collect(),
    }
}

fn row(facts: &RowFacts, contest: &Contest, windows: &[Window]) -> RowReport {
    let option = contest.options.iter().find(|option| option.number == facts.row);
    let window = windows.iter().find(|window| window.row == facts.row && window.cut);
    let lines = facts.texts.iter().map(|line| LineReport {
        language: line.language,
        text: line.text.clone(),
        braille: braille::to_unicode(&line.cells),
    });
    RowReport {
        number: facts.row,
        level: facts.level,
        status: option.map_or(Status::Standing, |option| option.status),
        lines: lines.collect(),
        window_mm: window.map(|window| millimetres(window.opening)),
    }
}

fn millimetres(rect: Rect) -> [f64; 4] {
    [rect.left, rect.top, rect.width(), rect.height()].map(Length::mm)
}
