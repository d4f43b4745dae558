//! The diagram in `docs/session.md` and the code have the same names and the same arrows.

use std::collections::BTreeSet;

use crate::{OVERLAYS, STATES};

const DOCUMENT: &str = include_str!("../../../../docs/session.md");

/// The arrows of the diagram, and the list of overlays below it.
pub(super) fn arrows() -> BTreeSet<(String, String)> {
    let lines = DOCUMENT.lines().map(str::trim).filter_map(|line| line.split_once("-->"));
    let name = |text: &str| text.split(':').next().unwrap_or_default().trim().to_owned();
    lines.map(|(from, to)| (name(from), name(to))).collect()
}

#[test]
fn the_diagram_has_the_states_of_the_code_and_no_others() {
    let drawn: BTreeSet<String> = arrows().into_iter().flat_map(|(from, to)| [from, to]).collect();
    let coded: BTreeSet<String> = STATES.iter().map(|name| (*name).to_owned()).collect();
    assert_eq!(drawn, coded);
}

#[test]
fn the_table_of_overlays_has_those_of_the_code_in_their_order() {
    let rows = DOCUMENT.lines().filter_map(|line| line.strip_prefix("| `"));
    let names: Vec<&str> =
        rows.filter_map(|row| row.split('`').next()).filter(|name| OVERLAYS.contains(name)).collect();
    assert_eq!(names, OVERLAYS);
}
