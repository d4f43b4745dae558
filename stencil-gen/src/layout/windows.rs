//! Windows over the squares, and what the tolerance does to them.

use ballot::{BallotForm, Contest, Length, Rect, Status};

use super::Finding;
use super::measures::{OPEN_PERCENT, WINDOW_GROWTH, WINDOW_RADIUS, WINDOW_RADIUS_LEAST};
use super::technique::Profile;

/// One row's square and the window over it, in the form's coordinates.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Window {
    /// Row number.
    pub row: u32,
    /// The square on the ballot.
    pub square: Rect,
    /// The cut-out, or what it would be for a withdrawn row.
    pub opening: Rect,
    /// Radius of its corners.
    pub radius: Length,
    /// Whether it is cut. A withdrawn row keeps its place and gets no window.
    pub cut: bool,
}

/// The windows of a contest.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Windows {
    /// One a row, in row order.
    pub rows: Vec<Window>,
    /// Share of the least open square, in percent, when all is off by the budget.
    pub open_percent: u32,
}

/// Places a window over every option's square.
pub(super) fn place(
    contest: &Contest,
    form: &BallotForm,
    profile: &Profile,
    budget: Length,
    findings: &mut Vec<Finding>,
) -> Windows {
    let gaps = gaps(&form.squares);
    let mut rows = Vec::with_capacity(contest.options.len());
    for ((option, square), (above, below)) in contest.options.iter().zip(&form.squares).zip(gaps) {
        let gap = above.into_iter().chain(below).min();
        let growth = gap.map_or(WINDOW_GROWTH, |gap| growth_beside(gap, profile.min_strip));
        rows.push(Window {
            row: option.number,
            square: *square,
            opening: square.grown(WINDOW_GROWTH, growth),
            radius: radius(growth),
            cut: option.status == Status::Standing,
        });
        if let Some(gap) = gap {
            warn_of_neighbors(option.number, gap, growth, profile, budget, findings);
        }
    }
    let beyond = rows.iter().filter(|window| window.cut && form.page.width - window.opening.right < profile.min_strip);
    findings.extend(beyond.take(1).map(|window| Finding::WindowAtFold {
        row: window.row,
        free: form.page.width - window.opening.right,
        least: profile.min_strip,
    }));
    let open_percent = warn_of_covered_squares(&rows, budget, findings);
    Windows { rows, open_percent }
}

/// What each square leaves to the one above and the one below.
fn gaps(squares: &[Rect]) -> Vec<(Option<Length>, Option<Length>)> {
    let between: Vec<Length> = squares
        .windows(2)
        .filter_map(|pair| match pair {
            [above, below] => Some(below.top - above.bottom),
            _ => None,
        })
        .collect();
    let above = std::iter::once(None).chain(between.iter().copied().map(Some));
    let below = between.iter().copied().map(Some).chain(std::iter::once(None));
    above.zip(below).collect()
}

/// How far a window may exceed its square toward a neighbor: never so far that the strip between
/// two windows becomes narrower than the technique can cut.
fn growth_beside(gap: Length, min_strip: Length) -> Length {
    (gap - min_strip).half().clamp(Length::ZERO, WINDOW_GROWTH)
}

/// The larger radius only where it leaves the square's corner open: the corner lies inside the
/// rounding while (r − x)² + (r − y)² ≤ r², x and y being what the window exceeds the square by.
fn radius(growth: Length) -> Length {
    let r = WINDOW_RADIUS.um();
    let (x, y) = (r - WINDOW_GROWTH.um(), r - growth.um());
    if x * x + y * y <= r * r { WINDOW_RADIUS } else { WINDOW_RADIUS_LEAST }
}

fn warn_of_neighbors(
    row: u32,
    gap: Length,
    growth: Length,
    profile: &Profile,
    budget: Length,
    findings: &mut Vec<Finding>,
) {
    let known = |findings: &[Finding], narrow: bool| {
        findings.iter().any(|finding| {
            if narrow {
                matches!(finding, Finding::NarrowStrip { .. })
            } else {
                matches!(finding, Finding::WindowReachesNeighbor { .. })
            }
        })
    };
    if growth + budget >= gap && !known(findings, false) {
        findings.push(Finding::WindowReachesNeighbor { row, gap, budget });
    }
    if gap < profile.min_strip && !known(findings, true) {
        findings.push(Finding::NarrowStrip { row, gap, wanted: profile.min_strip });
    }
}

/// Share of a square that stays open when the window is off by the budget both ways.
fn open_percent(window: &Window, budget: Length) -> i64 {
    let side = |square: Length, opening: Length| {
        let exceeds = (opening - square).half();
        let covered = (budget - exceeds).max(Length::ZERO);
        (square - covered).max(Length::ZERO).um()
    };
    let (square, opening) = (window.square, window.opening);
    let open = side(square.width(), opening.width()) * side(square.height(), opening.height());
    let whole = square.width().um() * square.height().um();
    if whole == 0 { 0 } else { open * 100 / whole }
}

fn warn_of_covered_squares(rows: &[Window], budget: Length, findings: &mut Vec<Finding>) -> u32 {
    let least = rows.iter().filter(|window| window.cut).map(|window| (open_percent(window, budget), window.row)).min();
    let Some((open, row)) = least else { return 100 };
    let percent = u32::try_from(open).unwrap_or(0);
    if open < OPEN_PERCENT {
        findings.push(Finding::SquareCovered { row, percent });
    }
    percent
}
