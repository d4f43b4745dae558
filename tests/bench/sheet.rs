//! How long the booth looks at a sheet. Prints it and adds a row to `docs/performance.md`.

#![expect(
    clippy::print_stdout,
    clippy::unwrap_used,
    reason = "a measuring program: it prints, and stops at once when something is off"
)]

use std::fs;
use std::path::Path;
use std::time::{Duration, Instant};

use ballot::BallotForm;
use hands::{Hand, Recipe, draw};
use sheet_image::{Gray, Identified, ReadBack, Sheet, identify, read_back};

mod record;

const DPI: f64 = 300.0;
const TIMES: usize = 50;
/// The sheet on the scanner first, then the others that it could be.
const FORMS: [&str; 5] = ["a4-7rows", "a4-2rows", "a5-8rows", "a5-17rows", "strip-43rows"];

fn main() {
    let forms: Vec<BallotForm> = FORMS.iter().map(|id| form(id)).collect();
    let sheets: Vec<Sheet> = forms.iter().map(Sheet::new).collect();
    let mut recipe = Recipe { marks: vec![(3, Hand::Tick)], ..Recipe::plain(1) };
    recipe.scanner.dpi = DPI;
    recipe.scanner.skew = 2.0;
    recipe.scanner.noise = 3.0;
    let scan = draw(forms.first().unwrap(), &recipe);
    let image = Gray::new(scan.width, scan.height, scan.pixels, Some(DPI)).unwrap();
    let read = times(|| assert!(matches!(read_back(&image, &sheets, 0), ReadBack::Read(_))));
    let known = times(|| assert!(matches!(identify(&image, &sheets), Identified::Sheet { .. })));
    let (p50, p99, known) = (percentile(&read, 50), percentile(&read, 99), percentile(&known, 50));
    println!("a marked sheet of A4 at 300 dpi, {} candidates", FORMS.len());
    println!("  read back  p50 {p50:.0} ms, p99 {p99:.0} ms (bar 2,000, target 1,000)");
    println!("  identify   p50 {known:.0} ms");
    let row = format!("| {} | {} | {p50:.0} / {p99:.0} | {known:.0} | |", record::today(), record::machine());
    record::add_row("## Reading paper", &row);
}

fn form(id: &str) -> BallotForm {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../examples/forms").join(id).with_extension("toml");
    BallotForm::parse(id, &fs::read_to_string(path).unwrap()).unwrap()
}

/// Each run's time, the shortest first.
fn times(run: impl Fn()) -> Vec<Duration> {
    let one = |_| {
        let start = Instant::now();
        run();
        start.elapsed()
    };
    let mut times: Vec<Duration> = (0..TIMES).map(one).collect();
    times.sort();
    times
}

/// Milliseconds within which this share of the runs was done.
fn percentile(times: &[Duration], percent: usize) -> f64 {
    times.get((times.len() * percent / 100).min(times.len() - 1)).unwrap().as_secs_f64() * 1000.0
}
