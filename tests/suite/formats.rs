//! The examples in `docs/formats` are what the program reads and writes.

use std::fs;

use serde_json::Value;
use stencil_gen::cli::Ending;

use crate::run::{Desk, project};

#[test]
fn the_golden_file_of_columns_names_the_columns_of_a_list() {
    let file = fs::read_to_string(project("docs/formats/columns.toml")).unwrap();
    let columns = ballot::list::ColumnNames::parse("columns.toml", &file).unwrap();
    let named: Vec<(&str, &str)> = columns.pairs().iter().map(|(header, column)| (&**header, &**column)).collect();
    assert_eq!(named, [("кандидат_(на_русском)", "name_ru"), ("кандидат_(қазақша)", "name_kk")]);
}

#[test]
fn the_golden_examples_are_read_and_the_golden_report_is_written() {
    let desk = Desk::new();
    let path = |name: &str| project("docs/formats").join(name).to_string_lossy().into_owned();
    let (list, form, out) = (path("election.json"), path("form.toml"), desk.path("out"));
    let outcome = desk.run(&["make", &list, "--form", &form, "--out", out.to_str().unwrap()]);
    assert_eq!(outcome.ending, Ending::Done, "{}", outcome.err);
    let mut report: Value = serde_json::from_slice(&fs::read(out.join("mayor/report.json")).unwrap()).unwrap();
    for (_, hash) in report["files"].as_object_mut().unwrap() {
        assert_eq!(hash.as_str().unwrap().len(), 64);
        *hash = Value::from("SHA-256 of the file, 64 hexadecimal digits");
    }
    let written = serde_json::to_string_pretty(&report).unwrap() + "\n";
    let golden = project("docs/formats/report.json");
    if std::env::var_os("UPDATE_GOLDEN").is_some() {
        fs::write(&golden, &written).unwrap();
    }
    assert!(written == fs::read_to_string(&golden).unwrap(), "renew with UPDATE_GOLDEN=1: {written}");
}
