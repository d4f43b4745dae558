//! Reads drawn scans of every example form: hands, pens, papers and scanners from a seed.
//!
//! `SCANS` is how many (200), `SCANS_SEED` where they begin (1). `make soak` reads 10,000.

use std::env;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};
use std::thread;

use ballot::BallotForm;
use hands::{Recipe, Scan, draw};
use sheet_image::{Gray, ReadBack, Sheet, Verdict, read_back};

use crate::forms::{FORMS, form};

/// Up to so many scans are a quick run.
const QUICK: u64 = 200;

/// What came of many scans.
#[derive(Default)]
struct Tally {
    /// Scans in which a person sees at once what is marked.
    plain: usize,
    /// Of these, answered with doubt or not at all.
    doubted: Vec<String>,
    /// Scans with one mark, read as that mark.
    named: usize,
    /// Anything that is not on the paper.
    wrong: Vec<String>,
}

fn number(name: &str, or: u64) -> u64 {
    env::var(name).map_or(or, |value| value.parse().unwrap())
}

fn gray(scan: &Scan) -> Gray {
    Gray::new(scan.width, scan.height, scan.pixels.clone(), Some(scan.dpi)).unwrap()
}

/// The large forms are rarer: they take as long as five others.
fn chosen(seed: u64) -> usize {
    let index = usize::try_from(seed % 64).unwrap();
    match index {
        0..=2 => 7,
        3..=8 => 6,
        9..=14 => 5,
        _ => index % 5,
    }
}

fn read_one(seed: u64, quick: bool, forms: &[BallotForm], sheets: &[Sheet], tally: &Mutex<Tally>) {
    let index = chosen(seed);
    let form = &forms[index];
    let mut recipe = Recipe::random(form, seed);
    // In `make test` nine of ten have the least resolution, which is the hardest and the quickest.
    if quick && !seed.is_multiple_of(10) {
        recipe.scanner.dpi = 150.0;
    }
    let scan = draw(form, &recipe);
    // A voter holds up to five sheets: this one and four others.
    let candidates: Vec<Sheet> = (0..5).map(|step| sheets[(index + step) % sheets.len()].clone()).collect();
    let said = read_back(&gray(&scan), &candidates, 0);
    let mut tally = tally.lock().unwrap();
    tally.plain += usize::from(scan.plain);
    let story = || format!("{} {said:?}: {:?}", form.id, scan.recipe);
    let ReadBack::Read(read) = &said else {
        match said {
            ReadBack::Unsure | ReadBack::Unknown if scan.plain => tally.doubted.push(story()),
            ReadBack::Unsure | ReadBack::Unknown => {}
            _ => tally.wrong.push(story()),
        }
        return;
    };
    let named = read.marks.iter().all(|row| scan.marked.contains(row));
    let missed = scan.marked.iter().any(|row| !read.marks.contains(row) && !read.unclear.contains(row));
    if !named || (scan.plain && missed) {
        tally.wrong.push(format!("{} {:?} {:?}: {:?}", form.id, read.marks, read.unclear, scan.recipe));
    } else if scan.plain && read.verdict() == Verdict::Doubtful {
        tally.doubted.push(format!("{:?} {:?}: {}", read.marks, read.unclear, story()));
    } else if scan.marked.len() == 1 && read.verdict() == Verdict::One(scan.marked[0]) {
        tally.named += 1;
    }
}

fn read_many(count: u64) -> Tally {
    let forms: Arc<Vec<BallotForm>> = Arc::new(FORMS.iter().map(|id| form(id)).collect());
    let sheets: Arc<Vec<Sheet>> = Arc::new(forms.iter().map(Sheet::new).collect());
    let (first, next) = (number("SCANS_SEED", 1), AtomicUsize::new(0));
    let tally = Mutex::new(Tally::default());
    thread::scope(|scope| {
        for _ in 0..2 {
            scope.spawn(|| {
                loop {
                    let index = next.fetch_add(1, Ordering::Relaxed) as u64;
                    if index >= count {
                        break;
                    }
                    read_one(first + index, count <= QUICK, &forms, &sheets, &tally);
                }
            });
        }
    });
    tally.into_inner().unwrap()
}

fn check(count: u64) {
    let tally = read_many(count);
    println!(
        "{count} scans: {} plain, {} of one mark named, {} doubted, {} wrong",
        tally.plain,
        tally.named,
        tally.doubted.len(),
        tally.wrong.len()
    );
    tally.doubted.iter().take(12).for_each(|story| println!("doubted {story}"));
    assert!(tally.wrong.is_empty(), "{} wrong:\n{}", tally.wrong.len(), tally.wrong.join("\n"));
    assert!(tally.named as u64 * 2 > count, "only {} named", tally.named);
    assert!(tally.doubted.len() * 100 <= tally.plain, "{} of {} doubted", tally.doubted.len(), tally.plain);
}

#[test]
fn no_wrong_row_is_named_on_two_hundred_scans() {
    check(number("SCANS", QUICK).min(QUICK));
}

#[test]
#[ignore = "minutes: make soak"]
fn no_wrong_row_is_named_on_ten_thousand_scans() {
    check(number("SCANS", 10_000));
}
