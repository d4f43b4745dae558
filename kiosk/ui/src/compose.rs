//! The whole screen: the banner above, the buttons and the poll worker's button below, the page between them, and
//! beside it what turns it where it has several leaves.

use crate::content::{Button, Content};
use crate::display::Metrics;
use crate::flow::{Flow, Place, Room, flow};
use crate::measure::{Ruler, Weight};

/// Words of the screen itself.
pub(crate) struct Labels {
    pub(crate) more: &'static str,
    pub(crate) above: &'static str,
    pub(crate) poll_worker: &'static str,
}

/// A button with its place.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Face {
    pub(crate) place: Place,
    pub(crate) words_height: f32,
}

/// The buttons beside a page of several leaves, and the words between them.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Rail {
    pub(crate) above: Face,
    pub(crate) words: Place,
    pub(crate) more: Face,
}

/// Where everything is.
pub(crate) struct Arrangement {
    pub(crate) metrics: Metrics,
    pub(crate) banner: Place,
    pub(crate) poll_worker: Face,
    pub(crate) area: Place,
    pub(crate) flow: Flow,
    pub(crate) rail: Option<Rail>,
    /// One for each of the content's buttons.
    pub(crate) buttons: Vec<Face>,
}

/// Arranges a page on a window of that size in logical pixels.
pub(crate) fn arrange(
    content: &Content,
    labels: &Labels,
    window: (f32, f32),
    metrics: Metrics,
    ruler: &dyn Ruler,
) -> Arrangement {
    let (margin, gap) = (metrics.margin(), metrics.gap());
    let inside = (window.0 - 2.0 * margin).max(1.0);
    let floor = window.1 - margin;
    let poll_worker = poll_worker(labels, (margin + inside, floor), &metrics, ruler);
    let beside = inside - poll_worker.place.width - gap;
    let buttons = grid(&content.buttons, margin, beside, floor, &metrics, ruler);
    let banner = Place { x: margin, y: margin, width: inside, height: banner_height(content, &metrics) };
    let top = if banner.height > 0.0 { banner.y + banner.height + gap } else { margin };
    let bottom = buttons.iter().map(|face| face.place.y).fold(poll_worker.place.y, f32::min) - gap;
    let area = Place { x: margin, y: top, width: inside, height: (bottom - top).max(1.0) };
    let rail_width = rail_width(labels, &metrics, ruler);
    let room = Room { width: inside, height: area.height, rail: rail_width + gap };
    let flow = flow(content, room, &metrics, ruler);
    let rail = (flow.leaves.len() > 1).then(|| rail(labels, area, rail_width, &metrics, ruler));
    Arrangement { metrics, banner, poll_worker, area, flow, rail, buttons }
}

/// The banner is no more than a line; a real vote has none.
fn banner_height(content: &Content, metrics: &Metrics) -> f32 {
    if content.banner.is_empty() { 0.0 } else { 1.6 * metrics.small_letters() }
}

/// In the corner that a voter's hand has no reason to come to.
fn poll_worker(labels: &Labels, (right, floor): (f32, f32), metrics: &Metrics, ruler: &dyn Ruler) -> Face {
    let letters = metrics.small_letters();
    let words = ruler.line(labels.poll_worker, letters, Weight::Regular);
    let (width, height) = ((words + 2.0 * metrics.padding()).max(metrics.target()), metrics.target());
    let inner = width - 2.0 * metrics.of_mm(1.0);
    Face {
        place: Place { x: right - width, y: floor - height, width, height },
        words_height: ruler.height(labels.poll_worker, inner, letters, Weight::Regular),
    }
}

/// Buttons in as few rows as their words allow, above `bottom`.
fn grid(buttons: &[Button], left: f32, width: f32, bottom: f32, metrics: &Metrics, ruler: &dyn Ruler) -> Vec<Face> {
    if buttons.is_empty() {
        return Vec::new();
    }
    let gap = metrics.gap();
    let rows = (1..buttons.len()).find(|rows| fits(buttons, cell(buttons.len(), *rows, width, gap), metrics, ruler));
    let rows = rows.unwrap_or(buttons.len());
    let columns = buttons.len().div_ceil(rows);
    let cell = cell(buttons.len(), rows, width, gap);
    let words_height =
        |button: &Button| ruler.height(&button.words, inner(cell, metrics), metrics.letters, Weight::Regular);
    let tallest = buttons.iter().map(words_height).fold(0.0, f32::max);
    let height = (tallest + metrics.padding()).max(metrics.target());
    let face = |(index, button): (usize, &Button)| {
        let (column, row) = (number(index % columns), number(rows - 1 - index / columns));
        Face {
            place: Place {
                x: left + column * (cell + gap),
                y: bottom - height - row * (height + gap),
                width: cell,
                height,
            },
            words_height: words_height(button),
        }
    };
    buttons.iter().enumerate().map(face).collect()
}

/// Whether every word fits a cell, and nothing takes more than two lines.
fn fits(buttons: &[Button], cell: f32, metrics: &Metrics, ruler: &dyn Ruler) -> bool {
    let inner = inner(cell, metrics);
    let two_lines = 2.6 * metrics.letters;
    buttons.iter().all(|button| {
        ruler.longest_word(&button.words, metrics.letters, Weight::Regular) + 1.0 <= inner
            && ruler.height(&button.words, inner, metrics.letters, Weight::Regular) <= two_lines
    })
}

fn cell(count: usize, rows: usize, width: f32, gap: f32) -> f32 {
    let columns = number(count.div_ceil(rows));
    (width - (columns - 1.0) * gap) / columns
}

fn inner(cell: f32, metrics: &Metrics) -> f32 {
    cell - 2.0 * metrics.of_mm(1.0)
}

#[expect(clippy::cast_precision_loss, reason = "buttons are counted in ones")]
fn number(count: usize) -> f32 {
    count as f32
}

fn rail_width(labels: &Labels, metrics: &Metrics, ruler: &dyn Ruler) -> f32 {
    let longest = |words| ruler.longest_word(words, metrics.letters, Weight::Regular);
    // No election has pages of more leaves than two digits can count.
    let words = longest(labels.more).max(longest(labels.above)).max(longest("88/88"));
    (words + 1.0 + 2.0 * metrics.of_mm(1.0)).max(metrics.target())
}

fn rail(labels: &Labels, area: Place, width: f32, metrics: &Metrics, ruler: &dyn Ruler) -> Rail {
    let x = area.x + area.width - width;
    let words_height = |words| ruler.height(words, inner(width, metrics), metrics.letters, Weight::Regular);
    let face = |words, y: &dyn Fn(f32) -> f32| {
        let words_height = words_height(words);
        let height = (words_height + metrics.padding()).max(metrics.target());
        Face { place: Place { x, y: y(height), width, height }, words_height }
    };
    let above = face(labels.above, &|_| area.y);
    let more = face(labels.more, &|height| area.y + area.height - height);
    let top = above.place.y + above.place.height;
    let words = Place { x, y: top, width, height: (more.place.y - top).max(0.0) };
    Rail { above, words, more }
}
