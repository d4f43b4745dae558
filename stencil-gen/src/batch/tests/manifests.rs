//! What a manifest may say, and what stops it.

use std::path::Path;

use super::*;
use crate::batch::manifest::{self, Manifest};
use crate::notice::Notice;

fn read(text: &str) -> Result<Manifest, Vec<Notice>> {
    manifest::read("m.csv", text.as_bytes(), None, Path::new("folder"))
}

fn codes(text: &str) -> Vec<&'static str> {
    let notices = read(text).expect_err(text);
    notices.iter().filter(|notice| notice.is_error()).map(|notice| notice.coded().code().as_str()).collect()
}

const HEADER: &str = "list;form;station;copies;contest;language;notches;max_choices;encoding;name_order\n";

fn row(row: &str) -> String {
    format!("{HEADER}{row}\n")
}

#[test]
fn a_row_for_each_ballot_of_each_station_gives_each_ballot_once() {
    let manifest = read(MANIFEST).unwrap();
    let names: Vec<&str> = manifest.ballots.names().collect();
    assert_eq!(names, ["d1", "two", "d2"]);
    let orders: Vec<[usize; 4]> = manifest
        .orders
        .iter()
        .map(|order| [order.ballot, order.station, order.region, usize::try_from(order.copies).unwrap()])
        .collect();
    // Station 1 of the one region is not that of the other.
    assert_eq!(orders, [[0, 0, 0, 2], [1, 0, 0, 2], [0, 1, 0, 3], [2, 2, 1, 21]]);
    assert!(manifest.regions.iter().eq(["Абай", "Ақмола"]));
    assert_eq!(manifest.ballots.get(0).unwrap().list, Path::new("folder/lists/d1.csv"));
}

#[test]
fn columns_may_bear_the_names_of_the_commission() {
    let manifest = read("Тізім;Форма;Учаске;Дана саны;Өңір\na.csv;f.toml;5;1;Абай\n").unwrap();
    assert!(manifest.stations.iter().eq(["5"]) && manifest.regions.iter().eq(["Абай"]));
    let manifest = read("Список;Форма бюллетеня;Участок;Количество\na.csv;f.toml;5;1\n").unwrap();
    assert!(manifest.regions.iter().eq([""]));
}

#[test]
fn a_column_that_is_missing_is_named_with_those_that_are_not_known() {
    let text = "list;form;station;tirage\na.csv;f.toml;5;1\n";
    assert_eq!(codes(text), ["S610"]);
    let told = read(text).unwrap_err()[0].explain(ballot::Language::En);
    assert!(told.contains("“copies”") && told.contains("tirage"), "{told}");
    assert!(read("list;form;station;copies;tirage\na.csv;f.toml;5;1;1\n").is_ok_and(|own| own.warnings.len() == 1));
    assert_eq!(codes("list;form;station;copies;copies\na.csv;f.toml;5;1;1\n"), ["S121"]);
    assert_eq!(codes("list;form;station;copies\n"), ["S101"]);
}

#[test]
fn copies_are_a_whole_number_from_1_to_100000() {
    for found in ["0", "1.5", "-1", "two", "100001"] {
        assert_eq!(codes(&row(&format!("a.csv;f.toml;5;{found}"))), ["S601"], "{found}");
    }
    assert!(["1", "100000"].iter().all(|copies| read(&row(&format!("a.csv;f.toml;5;{copies}"))).is_ok()));
}

#[test]
fn an_option_of_a_row_is_one_that_there_is() {
    for options in [";;de", ";;;6", ";;;0", ";;;;x", ";;;;;ebcdic", ";;;;;;last-first"] {
        assert_eq!(codes(&row(&format!("a.csv;f.toml;5;1{options}"))), ["S602"], "{options}");
    }
    assert!(read(&row("a.csv;f.toml;5;1;c;KK;5;2;pt154;given-first")).is_ok());
}

#[test]
fn a_needed_cell_is_not_empty() {
    for cells in [";f.toml;5;1", "a.csv; ;5;1", "a.csv;f.toml;;1", "a.csv;f.toml;5"] {
        assert_eq!(codes(&row(cells)), ["S603"], "{cells}");
    }
    assert!(read(&row("a.csv;f.toml;5;1\n;;;")).is_ok(), "an empty row is none");
}

#[test]
fn a_stencil_is_ordered_once_for_a_station() {
    assert_eq!(codes(&row("a.csv;f.toml;5;1\na.csv;f.toml;5;2")), ["S604"]);
    assert!(read(&row("a.csv;f.toml;5;1\na.csv;f.toml;6;2\na.csv;f.toml;5;1;other")).is_ok());
}

#[test]
fn no_two_ballots_share_a_folder_whatever_their_lists_are_called() {
    let rows = "x/a.csv;f.toml;1;1\ny/a.csv;f.toml;1;1\nA.xlsx;f.toml;1;1\nb.csv;f.toml;1;1;law\nb.csv;f.toml;1;1;akim\n\
                b.law.csv;f.toml;1;1\n../c.csv;f.toml;1;1\n.csv;f.toml;1;1\nd.csv;f.toml;1;1;;kk\nd.csv;f.toml;1;1;;ru";
    let mut names: Vec<String> = read(&row(rows)).unwrap().ballots.names().map(str::to_owned).collect();
    let reversed = rows.lines().rev().collect::<Vec<_>>().join("\n");
    let mut other: Vec<String> = read(&row(&reversed)).unwrap().ballots.names().map(str::to_owned).collect();
    names.sort();
    other.sort();
    assert_eq!(names, other, "the order of the rows is of no account");
    names.dedup();
    assert_eq!(names.len(), 10, "{names:?}");
    assert!(names.iter().all(|name| !name.contains(['/', '\\']) && !name.starts_with('.')), "{names:?}");
}
