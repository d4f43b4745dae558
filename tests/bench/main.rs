//! The numbers of `make bench`: stencil PDFs a second, bytes a page, memory. Prints them and adds
//! a row to `docs/performance.md`.

#![expect(
    clippy::print_stdout,
    clippy::unwrap_used,
    reason = "a measuring program: it prints, and stops at once when something is off"
)]

use std::fs;
use std::path::Path;
use std::sync::Arc;
use std::thread;
use std::time::{Duration, Instant};

use ballot::package::{self, Contents, Kind, Package, SecretKey, TrustedKeys};
use ballot::{BallotForm, Contest, Election, Language, list, rules};
use stencil_gen::check;
use stencil_gen::export::stencil;
use stencil_gen::layout::{Job, Scope, Settings, lay_out};

mod record;

/// How long each measurement runs.
const RUN: Duration = Duration::from_secs(4);
const ROWS: usize = 16;
const CELLS: usize = 30;

fn main() {
    let election = election();
    let form = form();
    let contest = election.contests.first().unwrap();
    let one = measure(&election, contest, &form);
    // For scripts/bench_peers.sh: a second's files and a file's bytes.
    if std::env::var_os("STENCILS_ALONE").is_some() {
        println!("{:.1} {}", one.times.len() as f64 / one.whole.as_secs_f64(), one.bytes);
        return;
    }
    let per_second = |count: usize, time: Duration| count as f64 / time.as_secs_f64();
    let two = thread::scope(|scope| {
        let runs: Vec<_> = (0..2).map(|_| scope.spawn(|| measure(&election, contest, &form))).collect();
        runs.into_iter().map(|run| run.join().unwrap()).map(|run| per_second(run.times.len(), run.whole)).sum::<f64>()
    });
    let single = per_second(one.times.len(), one.whole);
    let (p50, p99) = (one.percentile(50), one.percentile(99));
    let check_ms = check_ms();
    let package_ms = package_ms();
    let memory = peak_memory_mb();
    println!("stencil PDF, {ROWS} rows of {CELLS} cells, layout included");
    println!("  one core   {single:.0} a second (bar 600, target 1,000); p50 {p50:.2} ms, p99 {p99:.2} ms");
    println!("  two cores  {two:.0} a second");
    println!("  size       {:.1} KB (bar 30)", one.bytes as f64 / 1000.0);
    println!("  check      {check_ms:.1} ms a stencil, its specimen, alignment sheet, booklets and report included");
    println!("package of {PACKAGE_MB} MB, signature and contents proven");
    println!("  open       {package_ms:.0} ms (bar 500)");
    println!("memory {memory} MB at the peak");
    let row = format!(
        "| {} | {} | {single:.0} | {p50:.2} / {p99:.2} | {two:.0} | {:.1} | {memory} | {check_ms:.1} | {package_ms:.0} |",
        record::today(),
        record::machine(),
        one.bytes as f64 / 1000.0
    );
    record::add_row("## Stencils", &row);
}

/// How long the proof-reader takes for a stencil of the 2022 example, with all that lies beside it.
fn check_ms() -> f64 {
    const STENCILS: u32 = 2;
    const TIMES: u32 = 50;
    let out = tempfile::tempdir().unwrap();
    let example = |path: &str| Path::new(env!("CARGO_MANIFEST_DIR")).join("../examples").join(path);
    let words =
        ["stencil-gen".into(), "make".into(), example("elections/2022-president/election.json").into_os_string()];
    let form = ["--form".into(), example("forms/a5-7rows.toml").into_os_string()];
    let to = ["--out".into(), out.path().into()];
    let arguments = words.into_iter().chain(form).chain(to);
    stencil_gen::cli::run(arguments, &mut Vec::new(), &mut Vec::new()).unwrap();
    let folder = out.path().join("president");
    let start = Instant::now();
    for _ in 0..TIMES {
        let checked = check::folder(&folder, &check::Given::default()).unwrap();
        assert!(checked.found.is_empty());
    }
    start.elapsed().as_secs_f64() * 1000.0 / f64::from(STENCILS * TIMES)
}

/// The size of a package of five contests with speech in three languages.
const PACKAGE_MB: usize = 50;

/// How long a booth takes to prove and open a large package; the median of several times.
fn package_ms() -> f64 {
    const CLIPS: usize = 1000;
    const TIMES: usize = 9;
    let mut election = election();
    for contest in &mut election.contests {
        contest.form = Some("bench".to_owned());
    }
    // Bytes that look random, as compressed sound does.
    let mut state = 1u64;
    let mut noise = || {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (state >> 33).to_le_bytes()[0]
    };
    let clip = |number| package::speech_path(Language::Kk, &format!("{number}.flac"));
    let size = PACKAGE_MB * 1_000_000 / CLIPS;
    let files = (0..CLIPS).map(|number| (clip(number), (0..size).map(|_| noise()).collect())).collect();
    let contents = Contents {
        kind: Kind::Demo,
        election,
        forms: vec![("bench".to_owned(), FORM.into())],
        files,
        program: "0.1.0".to_owned(),
        wording: "1".to_owned(),
    };
    let (file, public) = SecretKey::generate(None).unwrap();
    let bytes = package::write(&contents).unwrap();
    let signature = SecretKey::open(&file, None).unwrap().sign(&bytes, &contents.comment()).unwrap();
    let (bytes, trusted): (Arc<[u8]>, _) = (bytes.into(), TrustedKeys::only(Kind::Demo, public));
    let mut times: Vec<f64> = (0..TIMES)
        .map(|_| {
            let start = Instant::now();
            Package::open(Arc::clone(&bytes), Some(signature.as_bytes()), &trusted, Kind::Demo).unwrap();
            start.elapsed().as_secs_f64() * 1000.0
        })
        .collect();
    times.sort_by(f64::total_cmp);
    *times.get(TIMES / 2).unwrap()
}

struct Run {
    times: Vec<Duration>,
    whole: Duration,
    bytes: usize,
}

impl Run {
    /// Milliseconds within which this share of the files was done.
    fn percentile(&self, percent: usize) -> f64 {
        let mut times = self.times.clone();
        times.sort();
        let at = (times.len() * percent / 100).min(times.len() - 1);
        times.get(at).unwrap().as_secs_f64() * 1000.0
    }
}

fn measure(election: &Election, contest: &Contest, form: &BallotForm) -> Run {
    let settings = Settings::default();
    let scope = Scope::One(Language::Kk);
    let make = || {
        let laid = lay_out(&Job { election: &election.id, contest, form, scope, settings: &settings }).unwrap();
        stencil::pdf(election, "Bench", scope, &laid.plan).unwrap()
    };
    let bytes = make().len();
    let (start, mut times) = (Instant::now(), Vec::new());
    while start.elapsed() < RUN {
        let one = Instant::now();
        let pdf = make();
        assert_eq!(pdf.len(), bytes);
        times.push(one.elapsed());
    }
    Run { times, whole: start.elapsed(), bytes }
}

/// Sixteen invented names of about thirty cells, the last row "against all".
fn election() -> Election {
    let surnames = ["Абдрахманов", "Әбілқасымов", "Бейсенғалиев", "Ғабдуллин", "Досмұхамедов"];
    let mut csv = String::from("number;kind;name_kk;name_ru\n");
    for row in 1..ROWS {
        let surname = surnames.get((row - 1) / 3).unwrap();
        let given = ["Айдар", "Болат", "Ерлан"].get(row % 3).unwrap();
        let name = format!("{surname} {given} Қайратұлы");
        let fill = CELLS.saturating_sub(name.chars().count());
        let name = format!("{surname}{} {given} Қайратұлы", "а".repeat(fill));
        csv.push_str(&format!("{row};candidate;{name};{name}\n"));
    }
    csv.push_str(&format!("{ROWS};against_all;Барлығына қарсымын;Против всех\n"));
    let options = list::ReadOptions {
        date: Some("2026-11-22".into()),
        title_kk: Some("Сайлау".into()),
        title_ru: Some("Выборы".into()),
        ..list::ReadOptions::default()
    };
    let checked = rules::check(list::read("bench.csv", csv.as_bytes(), &options).draft);
    checked.election.unwrap()
}

const FORM: &str = "format = \"form/1\"\nid = \"bench\"\npage = [148.0, 210.0]\n\
    squares = { size = [6.5, 6.5], first_center = [134.0, 42.0], pitch = 10.0, rows = 16 }\n\
    corner = { kind = \"cut\", at = \"top-right\", size = 8.0 }\n";

fn form() -> BallotForm {
    BallotForm::parse("bench.toml", FORM).unwrap()
}

fn peak_memory_mb() -> u64 {
    let status = fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    line.and_then(|line| line.split_whitespace().next()?.parse::<u64>().ok()).unwrap_or(0) / 1024
}
