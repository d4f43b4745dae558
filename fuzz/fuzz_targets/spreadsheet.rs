//! Any bytes as the XML parts of a workbook in XLSX and in ODS: no panic, and what is taken as an election can be written
//! and read again as the same. The parts are cut at zero bytes and packed here, so that the readers of XML are reached.
#![no_main]

use std::collections::BTreeMap;

use ballot::{list, rules};
use libfuzzer_sys::fuzz_target;
use tandau_fuzz::container;

/// The parts of a workbook in XLSX.
const XLSX: [&str; 5] = [
    "xl/workbook.xml",
    "xl/worksheets/sheet1.xml",
    "xl/sharedStrings.xml",
    "xl/styles.xml",
    "xl/_rels/workbook.xml.rels",
];
/// That of one in ODS.
const ODS: [&str; 1] = ["content.xml"];

fn read(name: &str, parts: &[&str], bytes: &[u8]) {
    let pieces = bytes.splitn(parts.len(), |byte| *byte == 0).map(<[u8]>::to_vec);
    let files: BTreeMap<String, Vec<u8>> = parts.iter().map(|part| (*part).to_owned()).zip(pieces).collect();
    let reading = list::read(name, &container(&files), &list::ReadOptions::default());
    let Some(election) = rules::check(reading.draft).election else { return };
    let again = list::read("election.json", election.to_json().as_bytes(), &list::ReadOptions::default());
    assert_eq!(rules::check(again.draft).election.as_ref(), Some(&election), "what was taken is not taken again");
}

fuzz_target!(|bytes: &[u8]| {
    read("list.xlsx", &XLSX, bytes);
    read("list.ods", &ODS, bytes);
});
