//! Any bytes as a candidate list, by every reader: no panic, and what is taken as an election can be written and read
//! again as the same. The first byte chooses the file's name.
#![no_main]

use ballot::{list, rules};
use libfuzzer_sys::fuzz_target;

const NAMES: [&str; 4] = ["list.csv", "list.xlsx", "list.ods", "list.json"];

fuzz_target!(|bytes: &[u8]| {
    let Some((first, bytes)) = bytes.split_first() else { return };
    let name = NAMES[usize::from(*first) % NAMES.len()];
    let reading = list::read(name, bytes, &list::ReadOptions::default());
    let Some(election) = rules::check(reading.draft).election else { return };
    let again = list::read("election.json", election.to_json().as_bytes(), &list::ReadOptions::default());
    let again = rules::check(again.draft).election;
    assert_eq!(again.as_ref(), Some(&election), "what was taken is not taken again");
});
