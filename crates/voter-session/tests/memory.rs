//! A session keeps a page of memory out of swap for as long as it is there. This stands alone because it counts the
//! locked memory of the whole process.
#![cfg(target_os = "linux")]

use ballot::{Language, Status};
use voter_session::{ContestSetup, Kind, Session, Setup, SetupError, Stencils, Way};

/// Locked memory of this process in kB, as the system counts it.
fn locked_kb() -> Option<u64> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmLck:"))?;
    line.trim().trim_end_matches("kB").trim().parse().ok()
}

fn session() -> Result<Session, SetupError> {
    let contest = ContestSetup {
        rows: vec![Status::Standing; 3],
        max_choices: 1,
        question: false,
        stencils: Stencils::Both,
        ridges: true,
        marked_corner: true,
        fits_printer: true,
        fits_scanner: true,
        alike: Vec::new(),
    };
    let (ways, kind) = (vec![Way::Guide], Kind::Demo);
    Session::new(Setup { contests: vec![contest], kind, ways, scanner: false, language: Language::Kk })
}

#[test]
fn a_session_has_one_locked_page() {
    let before = locked_kb().unwrap();
    let first = session().unwrap();
    let one = locked_kb().unwrap();
    assert!(one >= before + 4);
    let second = session().unwrap();
    assert!(locked_kb().unwrap() >= one + 4);
    drop((first, second));
    assert_eq!(locked_kb().unwrap(), before);
}
