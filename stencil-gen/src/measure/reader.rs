//! Opens the PDF and takes down its pages, within limits.

use std::io::Read;
use std::sync::mpsc;
use std::thread;
use std::time::Duration;

use flate2::read::ZlibDecoder;
use hayro::hayro_interpret::hayro_syntax::object;
use hayro::hayro_interpret::{Context, InterpreterCache, InterpreterSettings, RectExt, TransformExt, interpret_page};
use hayro::hayro_syntax::Pdf;
use hayro::hayro_syntax::page::Page;
use hayro::kurbo::{Affine, Rect};

use super::drawn::Ink;
use super::outline::Segment;
use super::{MeasureProblem, frames};

/// A larger file, in bytes, is not read.
pub const LARGEST_FILE: usize = 64 * 1024 * 1024;
/// Nor one with a stream that inflates to more, or with streams that do so together.
const LARGEST_STREAM: u64 = 64 * 1024 * 1024;
const LARGEST_ALL: u64 = 512 * 1024 * 1024;
/// Of a file with more pages the page must be named.
const MOST_PAGES: usize = 20;
/// Neither side of a page is longer, in mm.
const LONGEST_SIDE: f64 = 2_000.0;
/// Reading takes well under a second.
const PATIENCE: Duration = Duration::from_secs(30);
/// Forms in forms take room on the stack.
const STACK: usize = 64 * 1024 * 1024;
/// Millimetres in a point.
const POINT: f64 = 25.4 / 72.0;

/// A file as read.
#[derive(Debug)]
pub(super) struct Document {
    /// How many pages it has.
    pub(super) count: usize,
    /// The pages that were looked at.
    pub(super) pages: Vec<Leaf>,
}

/// A page as a viewer shows it, in mm from the top left corner of what is shown.
#[derive(Debug)]
pub(super) struct Leaf {
    /// From 1.
    pub(super) number: usize,
    /// The whole page.
    pub(super) media: Rect,
    /// What a viewer shows of it.
    pub(super) crop: Rect,
    /// Where it is trimmed, if the file says it.
    pub(super) trim: Option<Rect>,
    pub(super) ink: Ink,
    /// Hollow boxes, whether drawn as such or of four lines.
    pub(super) frames: Vec<super::drawn::Frame>,
}

impl Leaf {
    pub(super) fn lines(&self) -> impl Iterator<Item = &Segment> {
        self.ink.segments.iter().map(|(_, line)| line)
    }
}

/// Reads the pages of a file, or one of them.
pub(super) fn read(pdf: &[u8], only: Option<usize>) -> Result<Document, MeasureProblem> {
    if pdf.len() > LARGEST_FILE || swells(pdf) {
        return Err(MeasureProblem::PdfTooIntricate);
    }
    let bytes = pdf.to_vec();
    patiently(move || read_pages(bytes, only))?
}

/// Does something with a file that may be made to take forever. What takes too long is left to itself: the program
/// ends soon after.
pub(super) fn patiently<T: Send + 'static>(work: impl FnOnce() -> T + Send + 'static) -> Result<T, MeasureProblem> {
    let (done, wait) = mpsc::channel();
    let started = thread::Builder::new().stack_size(STACK).spawn(move || {
        // Nobody waits any more where this fails.
        let _ = done.send(work());
    });
    started.map_err(|_| MeasureProblem::PdfTooIntricate)?;
    wait.recv_timeout(PATIENCE).map_err(|error| match error {
        mpsc::RecvTimeoutError::Timeout => MeasureProblem::PdfTooIntricate,
        // The reader came to grief over it.
        mpsc::RecvTimeoutError::Disconnected => MeasureProblem::PdfUnreadable,
    })
}

/// Whether a stream inflates to far more than a ballot needs. Looked for in the bytes, before anything trusts them.
fn swells(pdf: &[u8]) -> bool {
    let (word, mut rest, mut all) = (b"stream".as_slice(), pdf, 0_u64);
    while let Some(at) = rest.windows(word.len()).position(|window| window == word) {
        rest = rest.get(at + word.len()..).unwrap_or_default();
        let blank = rest.iter().take_while(|byte| matches!(byte, b'\r' | b'\n' | b' ')).count();
        let data = rest.get(blank..).unwrap_or_default();
        // The first byte of a zlib stream of any window size.
        if data.first().is_none_or(|byte| byte & 0x0f != 8) {
            continue;
        }
        let mut inflated = ZlibDecoder::new(data).take(LARGEST_STREAM + 1);
        let size = std::io::copy(&mut inflated, &mut std::io::sink()).unwrap_or(0);
        all += size;
        if size > LARGEST_STREAM || all > LARGEST_ALL {
            return true;
        }
    }
    false
}

fn read_pages(bytes: Vec<u8>, only: Option<usize>) -> Result<Document, MeasureProblem> {
    let pdf = Pdf::new(bytes).map_err(|_| MeasureProblem::PdfUnreadable)?;
    let count = pdf.pages().len();
    let cache = InterpreterCache::new();
    let mut pages = Vec::new();
    match only {
        Some(number) => {
            let page = number.checked_sub(1).and_then(|index| pdf.pages().get(index));
            let page = page.ok_or(MeasureProblem::NoSuchPage { page: number, count })?;
            pages.push(leaf(number, page, &cache)?);
        }
        None if count == 0 => return Err(MeasureProblem::PdfUnreadable),
        None if count > MOST_PAGES => {
            return Err(MeasureProblem::SeveralPages { pages: format!("1–{count}") });
        }
        None => {
            for (number, page) in (1..).zip(pdf.pages().iter()) {
                pages.push(leaf(number, page, &cache)?);
            }
        }
    }
    Ok(Document { count, pages })
}

/// Points in the page's unit (ISO 32000-1, table 30); hayro leaves it to us.
pub(super) fn user_unit(page: &Page<'_>) -> f64 {
    let unit = page.raw().get::<f64>(b"UserUnit".as_slice());
    unit.filter(|unit| (0.01..=100.0).contains(unit)).unwrap_or(1.0)
}

fn leaf<'a>(number: usize, page: &'a Page<'a>, cache: &InterpreterCache<'a>) -> Result<Leaf, MeasureProblem> {
    let unit = user_unit(page);
    let to_mm = Affine::scale(POINT * unit) * page.initial_transform(true).to_kurbo();
    let boxed = |rect: object::Rect| to_mm.transform_rect_bbox(rect.to_kurbo());
    let media = boxed(page.media_box());
    if !media.is_finite() || media.width().max(media.height()) > LONGEST_SIDE {
        return Err(MeasureProblem::PdfTooIntricate);
    }
    let mut ink = Ink::new();
    let settings = InterpreterSettings::default();
    let mut context = Context::new(to_mm, media.inflate(LONGEST_SIDE, LONGEST_SIDE), cache, page.xref(), settings);
    interpret_page(page, &mut context, &mut ink);
    if ink.too_much {
        return Err(MeasureProblem::PdfTooIntricate);
    }
    let ink = ink.uncovered();
    let frames = frames::all(&ink);
    let trim = page.raw().get::<object::Rect>(b"TrimBox".as_slice()).map(boxed);
    Ok(Leaf { number, media, crop: boxed(page.intersected_crop_box()), trim, ink, frames })
}
