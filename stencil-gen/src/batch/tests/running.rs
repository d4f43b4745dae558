//! What a batch writes and tells.

use ballot::list::ReadOptions;
use ballot::package::SecretKey;

use super::*;
use crate::batch::place::Out;
use crate::batch::work::{guarded, program};
use crate::batch::{Batch, Making, manifest};
use crate::check::{self, Given};
use crate::folder::sha256;
use crate::layout::Settings;
use crate::make::{Formats, Wanted};

#[test]
fn a_batch_makes_each_ballot_once_and_orders_it_for_every_station() {
    let desk = Desk::new();
    let outcome = desk.run("out", &["--spares", "5"]);
    assert_eq!(outcome.ending, Ending::Done, "{}{}", outcome.out, outcome.err);
    for folder in ["d1/d1", "d2/d2", "two/law"] {
        let checked = check::folder(&desk.path("out/stencils").join(folder), &Given::default()).unwrap();
        assert!(checked.found.is_empty() && checked.dots > 0, "{folder}");
    }
    let order = desk.read("out/order.csv");
    let rows: Vec<Vec<&str>> = order.lines().skip(1).map(|line| line.split(';').collect()).collect();
    let short: Vec<[&str; 7]> =
        rows.iter().map(|row| [row[0], row[1], row[4], row[5], row[6], row[7], row[8]]).collect();
    assert_eq!(short[0], ["Абай", "1", "stencils/d1/d1", "stencil.kk.pdf", "2", "1", "3"]);
    assert_eq!(short[1][3], "stencil.ru.pdf");
    assert_eq!(short[2][2], "stencils/two/law");
    assert_eq!(short.last().unwrap(), &["Ақмола", "1", "stencils/d2/d2", "stencil.ru.pdf", "21", "2", "23"]);
    assert!(rows.iter().all(|row| row[9] == "ready"));
    let page = desk.read("out/summary.kk.html");
    assert!(page.contains("<html lang=\"kk\">") && page.contains("Ақмола"), "{page}");
}

#[test]
fn the_workbook_is_a_table_that_our_own_reader_reads() {
    let desk = Desk::new();
    assert_eq!(desk.run("out", &[]).ending, Ending::Done);
    let bytes = fs::read(desk.path("out/order.xlsx")).unwrap();
    let knows = |header: &str| header.starts_with("Сайлау учаскесі");
    let table = ballot::list::read_table("order.xlsx", &bytes, None, &knows).unwrap();
    let texts = |row: &ballot::list::Row| row.cells.iter().map(|(_, cell)| cell.clone()).collect::<Vec<_>>().join("|");
    let rows: Vec<String> = table.rows.iter().map(texts).collect();
    assert_eq!(rows.len(), 8, "{rows:?}");
    assert!(rows[7].starts_with("Ақмола|1|") && rows[7].contains("|stencil.ru.pdf|21|0|21|"), "{}", rows[7]);
}

#[test]
fn the_hashes_are_of_every_file_in_order_and_signed() {
    let desk = Desk::new();
    let (secret, public) = SecretKey::generate(None).unwrap();
    desk.put("k.key", &secret);
    let key = desk.path("k.key");
    let outcome = desk.run("out", &["--key", key.to_str().unwrap()]);
    assert_eq!(outcome.ending, Ending::Done, "{}", outcome.err);
    assert!(outcome.out.contains(&public.id()), "{}", outcome.out);
    let sums = desk.read("out/SHA256SUMS");
    let told: BTreeMap<String, String> = sums
        .lines()
        .map(|line| line.split_once("  ").unwrap())
        .map(|(hash, name)| (name.into(), hash.into()))
        .collect();
    let mut files = desk.files("out");
    files.retain(|name, _| !name.starts_with("SHA256SUMS") && !name.starts_with(".batch/"));
    let real: BTreeMap<String, String> = files.iter().map(|(name, bytes)| (name.clone(), sha256(bytes))).collect();
    assert_eq!(told, real);
    let names: Vec<&str> = sums.lines().map(|line| line.split_once("  ").unwrap().1).collect();
    assert!(names.is_sorted(), "{names:#?}");
    let signature = desk.read("out/SHA256SUMS.minisig");
    assert!(signature.contains("trusted comment: batch ballots=3 orders=4\n"), "{signature}");
    assert_eq!(
        SecretKey::open(&secret, None).unwrap().sign_sums(sums.as_bytes(), "batch ballots=3 orders=4").unwrap(),
        signature
    );
}

#[test]
fn a_ballot_that_cannot_be_had_is_an_error_and_nothing_is_signed() {
    let desk = Desk::new();
    let mut manifest = manifest::read("m.csv", MANIFEST.as_bytes(), None, &desk.path("")).unwrap();
    manifest.ballots.push("not what a row says", 6);
    let key = SecretKey::open(&SecretKey::generate(None).unwrap().0, None).unwrap();
    let [_, date, _, title_kk, _, title_ru] = ELECTION.map(|word| Some(word.to_owned()));
    let making = Making {
        reading: ReadOptions { date, title_kk, title_ru, ..ReadOptions::default() },
        wanted: Wanted::Both,
        settings: Settings::default(),
        formats: Formats::default(),
        program: program(),
    };
    let out = Out::take(&desk.path("out")).unwrap();
    let batch = Batch { manifest: &manifest, making: &making, out: &out, jobs: 1, spares: 0, key: Some(&key) };
    let mut told = Vec::new();
    let ended = batch.run(&mut |failed, _| told.push(failed)).unwrap();
    assert_eq!(told, [false, false, false, true]);
    assert_eq!((ended.good, ended.failed, ended.errors), (3, 1, 1));
    assert!(ended.signature.is_none() && !desk.path("out/SHA256SUMS.minisig").exists());
}

#[test]
fn one_bad_list_stops_only_itself_and_its_earlier_stencils_go() {
    let desk = Desk::new();
    assert_eq!(desk.run("out", &[]).ending, Ending::Done);
    desk.put("lists/d1.csv", &list("Ахм?тов"));
    desk.put("k.key", &SecretKey::generate(None).unwrap().0);
    let key = desk.path("k.key");
    let outcome = desk.run("out", &["--key", key.to_str().unwrap()]);
    assert_eq!(outcome.ending, Ending::CheckFailed);
    assert!(outcome.out.contains("2 of 3. Not made: 1"), "{}", outcome.out);
    // S612: what is not complete is not signed.
    assert!(outcome.out.contains("S612") && !desk.path("out/SHA256SUMS.minisig").exists());
    assert!(!desk.path("out/stencils/d1").exists() && desk.path("out/stencils/d2/d2/report.json").exists());
    let summary = desk.read("out/summary.csv");
    assert!(summary.contains("Абай;d1;d1.csv;;error;S114;"), "{summary}");
    assert!(!summary.contains("Ақмола;d2;d2.csv;d2;error"));
    assert!(desk.read("out/order.csv").contains("Абай;1;;;stencils/d1;;2;0;2;not-made"));
    assert!(["kk", "ru", "en"].iter().all(|own| desk.read(&format!("out/summary.{own}.html")).contains("S114")));
    desk.put("lists/d1.csv", &list("Ахметов"));
    let outcome = desk.run("out", &["--key", key.to_str().unwrap()]);
    assert_eq!(outcome.ending, Ending::Done);
    assert!(outcome.out.contains("Done by an earlier run: 2") && !outcome.out.contains("S612"), "{}", outcome.out);
}

#[test]
fn a_list_that_is_not_there_is_an_error_of_its_ballot_alone() {
    let desk = Desk::new();
    fs::remove_file(desk.path("lists/d2.csv")).unwrap();
    assert_eq!(desk.run("out", &[]).ending, Ending::CheckFailed);
    assert!(desk.read("out/summary.csv").contains("error;S190;"));
    assert!(desk.path("out/stencils/d1/d1/report.json").exists());
}

#[test]
fn a_contest_must_be_named_where_the_list_has_several_and_be_there() {
    let desk = Desk::new();
    for (contest, code) in [("", Some("S605")), ("mayor", Some("S606")), ("akim", None)] {
        desk.put("m.csv", &MANIFEST.replace(";law;", &format!(";{contest};")));
        let outcome = desk.run("out", &[]);
        let summary = desk.read("out/summary.csv");
        assert_eq!(outcome.ending, code.map_or(Ending::Done, |_| Ending::CheckFailed), "{summary}");
        assert!(code.is_none_or(|code| summary.contains(code)), "{summary}");
    }
}

#[test]
fn stencils_of_a_station_differ_in_their_notches() {
    let desk = Desk::new();
    desk.put("m.csv", &MANIFEST.replace("form2.toml;2;2", "form2.toml;2;1"));
    let outcome = desk.run("out", &[]);
    assert_eq!(outcome.ending, Ending::CheckFailed);
    assert_eq!(outcome.out.matches("S608").count(), 1, "{}", outcome.out);
    // Other notches, or another station.
    assert!(!Desk::new().run("out", &[]).out.contains("S608"));
    desk.put(
        "m.csv",
        &MANIFEST.replace("Абай;1;law;lists/two.csv;form2.toml;2;2", "Абай;9;law;lists/two.csv;form2.toml;2;1"),
    );
    assert_eq!(desk.run("out", &[]).ending, Ending::Done);
}

#[test]
fn a_fault_of_the_program_is_one_ballots_own() {
    let fault = guarded(|| -> u32 { panic!("row {}", 7) });
    assert_eq!((fault, guarded(|| 7)), (Err("row 7".to_owned()), Ok(7)), "told as S607");
}

#[test]
fn a_folder_is_one_batchs_at_a_time_and_nobody_elses() {
    let desk = Desk::new();
    let held = Out::take(&desk.path("out")).unwrap();
    let outcome = desk.run("out", &[]);
    assert_eq!(outcome.ending, Ending::BadInput);
    assert!(outcome.err.contains("S609"), "{}", outcome.err);
    drop(held);
    assert_eq!(desk.run("out", &[]).ending, Ending::Done);
    desk.put("photos/cat.jpg", "x");
    let outcome = desk.run("photos", &[]);
    assert!(outcome.ending == Ending::BadInput && outcome.err.contains("S613"), "{}", outcome.err);
    assert_eq!(desk.files("photos").len(), 1);
    fs::create_dir(desk.path("empty")).unwrap();
    assert_eq!(desk.run("empty", &[]).ending, Ending::Done);
}

#[test]
fn stencils_that_the_manifest_no_longer_has_are_told_and_not_vouched_for() {
    let desk = Desk::new();
    assert!(!desk.run("out", &[]).out.contains("S611"));
    let without: Vec<&str> = MANIFEST.lines().filter(|line| !line.contains("d2.csv")).collect();
    desk.put("m.csv", &without.join("\n"));
    let outcome = desk.run("out", &[]);
    assert_eq!(outcome.ending, Ending::Done);
    assert!(outcome.out.contains("S611") && outcome.out.contains("d2"), "{}", outcome.out);
    assert!(!desk.read("out/SHA256SUMS").contains("stencils/d2/"));
    assert!(desk.path("out/stencils/d2/d2/report.json").exists());
}

#[test]
fn a_wrong_manifest_writes_nothing() {
    let desk = Desk::new();
    desk.put("m.csv", &MANIFEST.replace(";21;", ";many;"));
    let outcome = desk.run("out", &[]);
    assert_eq!(outcome.ending, Ending::BadInput);
    assert!(outcome.err.contains("S601") && outcome.err.contains("row 5"), "{}", outcome.err);
    assert!(!desk.path("out").exists());
}

#[test]
fn a_list_with_other_columns_is_asked_about_and_then_read() {
    let desk = Desk::new();
    let other = list("Ахметов").replace("name_kk", "Кандидат (қазақша)").replace("name_ru", "Кандидат (орысша)");
    desk.put("lists/d1.csv", &other);
    let columns = desk.path("columns.toml");
    let outcome = desk.run("out", &["--columns", columns.to_str().unwrap()]);
    assert_eq!(outcome.ending, Ending::CheckFailed);
    assert!(desk.read("out/summary.csv").contains("S614"));
    let asked = desk.read("columns.toml");
    assert!(asked.contains("\"Кандидат (қазақша)\" = \"\""), "{asked}");
    let named = asked.replace("(қазақша)\" = \"\"", "(қазақша)\" = \"name_kk\"");
    desk.put("columns.toml", &named.replace("(орысша)\" = \"\"", "(орысша)\" = \"name_ru\""));
    let outcome = desk.run("out", &["--columns", columns.to_str().unwrap()]);
    assert_eq!(outcome.ending, Ending::Done, "{}", desk.read("out/summary.csv"));
    // The proof-reader reads the list by the same names later.
    assert!(desk.read("out/stencils/d1/d1/source/options.json").contains("\"name_kk\""));
    assert!(check::folder(&desk.path("out/stencils/d1/d1"), &Given::default()).unwrap().found.is_empty());
}
