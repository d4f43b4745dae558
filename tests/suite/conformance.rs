//! `docs/conformance.md` names tests that exist.

use crate::project::gather;
use crate::run::project;

#[test]
fn every_test_that_the_conformance_sheet_names_exists() {
    let sheet = std::fs::read_to_string(project("docs/conformance.md")).unwrap();
    let mut sources = String::new();
    for folder in ["crates", "firmware-sim", "kiosk", "stencil-gen/src", "tests/suite"] {
        gather(&project(folder), &mut sources);
    }
    let mut named = 0;
    for row in sheet.lines().filter(|line| line.starts_with("| ") && line.matches('|').count() == 6) {
        let Some(tests) = row.rsplit('|').nth(1) else { continue };
        for name in tests.split('`').skip(1).step_by(2) {
            named += 1;
            assert!(sources.contains(&format!("fn {name}(")), "no test is called {name}");
        }
    }
    assert!(named > 20, "{named} tests are named: has the table another shape?");
}
