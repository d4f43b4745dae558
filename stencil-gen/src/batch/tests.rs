//! A batch from its manifest to its signed hashes.

mod manifests;
mod resuming;
mod running;

use std::collections::BTreeMap;
use std::ffi::OsString;
use std::fs;
use std::path::{Path, PathBuf};

use tempfile::TempDir;

use crate::cli::{self, Ending};

/// A clerk's folder, gone when the test ends.
struct Desk(TempDir);

struct Outcome {
    ending: Ending,
    out: String,
    err: String,
}

/// A list of three rows.
fn list(surname: &str) -> String {
    format!(
        "number;kind;name_kk;name_ru\n1;candidate;{surname} Айдар Болатұлы;{surname} Айдар Болатулы\n\
         2;candidate;Серіков Ерлан Маратұлы;Сериков Ерлан Маратулы\n3;;Барлығына қарсымын;Против всех\n"
    )
}

/// Two contests of two answers, in a list of their own.
const TWO: &str = "contest;kind;title_kk;title_ru;name_kk;name_ru\n\
    akim;answer;Әкім;Аким;Иә;Да\nakim;answer;Әкім;Аким;Жоқ;Нет\n\
    law;answer;Заң;Закон;Иә;Да\nlaw;answer;Заң;Закон;Жоқ;Нет\n";

fn form(rows: u32) -> String {
    format!(
        "format = \"form/1\"\nid = \"rows{rows}\"\npage = [148.0, 210.0]\n\
         squares = {{ size = [8.0, 8.0], first_center = [134.0, 62.0], pitch = 14.0, rows = {rows} }}\n\
         corner = {{ kind = \"cut\", at = \"top-right\", size = 8.0 }}\n"
    )
}

/// Two districts and a referendum for three stations of two regions.
const MANIFEST: &str = "region;station;contest;list;form;copies;notches\n\
    Абай;1;;lists/d1.csv;form3.toml;2;1\nАбай;1;law;lists/two.csv;form2.toml;2;2\n\
    Абай;2;;lists/d1.csv;form3.toml;3;1\nАқмола;1;;lists/d2.csv;form3.toml;21;1\n";

impl Desk {
    fn new() -> Self {
        let desk = Self(TempDir::new().unwrap());
        desk.put("lists/d1.csv", &list("Ахметов"));
        desk.put("lists/d2.csv", &list("Байжанов"));
        desk.put("lists/two.csv", TWO);
        desk.put("form2.toml", &form(2));
        desk.put("form3.toml", &form(3));
        desk.put("m.csv", MANIFEST);
        desk
    }

    fn path(&self, name: &str) -> PathBuf {
        self.0.path().join(name)
    }

    fn put(&self, name: &str, text: &str) {
        let path = self.path(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }

    fn read(&self, name: &str) -> String {
        fs::read_to_string(self.path(name)).unwrap()
    }

    fn run(&self, out: &str, further: &[&str]) -> Outcome {
        let mut arguments: Vec<OsString> = vec!["stencil-gen".into(), "--ui-language".into(), "en".into()];
        arguments.extend(["batch".into(), self.path("m.csv").into(), "--out".into(), self.path(out).into()]);
        arguments.extend(ELECTION.iter().chain(further).map(OsString::from));
        run(&arguments)
    }

    /// Every file below a folder with its bytes.
    fn files(&self, below: &str) -> BTreeMap<String, Vec<u8>> {
        let mut files = BTreeMap::new();
        gather(&self.path(below), &self.path(below), &mut files);
        files
    }
}

/// What a table does not say of its election.
const ELECTION: [&str; 6] =
    ["--date", "2026-11-22", "--title-kk", "Мәслихат сайлауы", "--title-ru", "Выборы маслихата"];

fn run(arguments: &[OsString]) -> Outcome {
    let (mut out, mut err) = (Vec::new(), Vec::new());
    let ending = cli::run(arguments.iter().cloned(), &mut out, &mut err).unwrap();
    let text = |bytes| String::from_utf8(bytes).unwrap();
    Outcome { ending, out: text(out), err: text(err) }
}

fn gather(root: &Path, folder: &Path, files: &mut BTreeMap<String, Vec<u8>>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            gather(root, &path, files);
        } else {
            let name = path.strip_prefix(root).unwrap().to_str().unwrap().to_owned();
            files.insert(name, fs::read(path).unwrap());
        }
    }
}

/// Nothing differs but by name, told without the bytes.
fn assert_same(left: &BTreeMap<String, Vec<u8>>, right: &BTreeMap<String, Vec<u8>>) {
    let names = |files: &BTreeMap<String, Vec<u8>>| files.keys().cloned().collect::<Vec<_>>();
    assert_eq!(names(left), names(right));
    let differ: Vec<&String> =
        left.iter().filter(|(name, bytes)| right[*name] != **bytes).map(|(name, _)| name).collect();
    assert_eq!(differ, Vec::<&String>::new());
}
