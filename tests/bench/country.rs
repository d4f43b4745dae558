//! The country: thousands of ballots through `batch`, each proof-read. Prints the time, files a
//! second and memory, and adds a row to `docs/performance.md`. `COUNTRY=100` makes it a short one,
//! of which no row is kept.

#![expect(
    clippy::print_stdout,
    clippy::unwrap_used,
    reason = "a measuring program: it prints, and stops at once when something is off"
)]

use std::ffi::OsString;
use std::fs;
use std::path::Path;
use std::process::Command;
use std::time::Instant;

use stencil_gen::cli::{self, Ending};
use tandau_tests::country;

mod record;

const SEED: u64 = 2026;
const COUNTRY: usize = 3_500;
/// Memory is compared between these.
const FEW: usize = 100;
const MANY: usize = 10_000;
/// Tells a child how many ballots to make, and where.
const CHILD: &str = "COUNTRY_CHILD";

fn main() {
    if let Some(folder) = std::env::var_os(CHILD) {
        return child(Path::new(&folder));
    }
    let asked = std::env::var("COUNTRY").ok().and_then(|count| count.parse().ok());
    let (count, many) = asked.map_or((COUNTRY, MANY), |count: usize| (count, 3 * count));
    let few = run(FEW.min(count));
    let country = run(count);
    let all = run(many);
    let (minutes, files) = (country.seconds / 60.0, country.files as f64 / country.seconds);
    let ratio = all.memory_mb / few.memory_mb;
    println!("the country, {count} ballots of 2 to 43 rows: PDF, BRF, booklets, report, each proof-read");
    println!("  time       {minutes:.1} min for {count} (bar 10 min for 3,500 on two cores, target 5)");
    println!("  ballots    {:.1} a second, {files:.0} files a second", count as f64 / country.seconds);
    println!("  again      {:.1} s when all is done", country.again_seconds);
    println!(
        "  memory     {:.1} MB at {}, {:.1} MB at {many}: {ratio:.2} times (bar 1.1)",
        few.memory_mb, few.count, all.memory_mb
    );
    if asked.is_none() {
        let row = format!(
            "| {} | {} | {minutes:.1} | {files:.0} | {:.1} | {:.1} / {:.1} ({ratio:.2}) | |",
            record::today(),
            record::machine(),
            country.again_seconds,
            few.memory_mb,
            all.memory_mb
        );
        record::add_row("## The country", &row);
    }
}

struct Measured {
    count: usize,
    seconds: f64,
    again_seconds: f64,
    files: usize,
    memory_mb: f64,
}

/// A batch in a process of its own, whose peak memory is nobody else's, and the same again.
fn run(count: usize) -> Measured {
    let desk = tempfile::tempdir().unwrap();
    country::write(desk.path(), count, SEED).unwrap();
    let child = || {
        let start = Instant::now();
        let mut command = Command::new(std::env::current_exe().unwrap());
        let output = command.env(CHILD, desk.path()).output().unwrap();
        let told = String::from_utf8_lossy(&output.stdout).into_owned();
        assert!(output.status.success(), "{told}{}", String::from_utf8_lossy(&output.stderr));
        let peak = told.lines().find_map(|line| line.strip_prefix("peak KB ")).unwrap().parse::<f64>().unwrap();
        (start.elapsed().as_secs_f64(), peak / 1024.0)
    };
    let (seconds, memory_mb) = child();
    let files = fs::read_to_string(desk.path().join("out/SHA256SUMS")).unwrap().lines().count();
    let (again_seconds, _) = child();
    Measured { count, seconds, again_seconds, files, memory_mb }
}

fn child(folder: &Path) {
    let mut arguments: Vec<OsString> = vec!["stencil-gen".into(), "batch".into(), folder.join("country.csv").into()];
    arguments.extend(["--out".into(), folder.join("out").into()]);
    arguments.extend(country::OPTIONS.iter().map(OsString::from));
    let (mut out, mut err) = (Vec::new(), Vec::new());
    let ending = cli::run(arguments, &mut out, &mut err).unwrap();
    assert_eq!(ending, Ending::Done, "{}{}", String::from_utf8_lossy(&out), String::from_utf8_lossy(&err));
    let status = fs::read_to_string("/proc/self/status").unwrap();
    let peak = status.lines().find_map(|line| line.strip_prefix("VmHWM:")).unwrap();
    println!("peak KB {}", peak.split_whitespace().next().unwrap());
}
