//! Makes real folders, damages them, and checks them.

use std::cell::RefCell;
use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use ballot::list::ReadOptions;
use lopdf::{Document, Object};
use serde_json::Value;
use sha2::{Digest, Sha256};
use tempfile::TempDir;
use wording::Coded;

use crate::check::{self, CheckFinding, Checked, Given};
use crate::input::{self, FormChoice};
use crate::layout::Settings;
use crate::make::{self, Formats, Wanted};
use crate::source::Earlier;

/// A path below the project's folder.
pub(super) fn project(path: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..").join(path)
}

/// The list of an example election.
pub(super) fn example(name: &str) -> String {
    fs::read_to_string(project("examples/elections").join(name).join("election.json")).unwrap()
}

/// An example form.
pub(super) fn form(name: &str) -> String {
    fs::read_to_string(project("examples/forms").join(format!("{name}.toml"))).unwrap()
}

/// A folder that `make` filled, gone when the test ends.
pub(super) struct Desk {
    pub(super) folder: TempDir,
    /// Files replaced, for which the sheet that is signed does not vouch any more.
    replaced: RefCell<BTreeSet<String>>,
}

impl Desk {
    /// Makes every contest of a list.
    pub(super) fn new(list: &str, forms: &[String], settings: &Settings, wanted: Wanted) -> Self {
        Self::with(list, forms, settings, wanted, Formats::default())
    }

    /// Makes every contest of a list in further formats.
    pub(super) fn with(list: &str, forms: &[String], settings: &Settings, wanted: Wanted, formats: Formats) -> Self {
        Self::made(list, forms, settings, wanted, (formats, None), None)
    }

    fn made(
        list: &str,
        forms: &[String],
        settings: &Settings,
        wanted: Wanted,
        (formats, notches): (Formats, Option<u8>),
        earlier: Option<&Earlier>,
    ) -> Self {
        let desk = Self { folder: TempDir::new().unwrap(), replaced: RefCell::default() };
        let put = |name: &str, text: &str| {
            let path = desk.folder.path().join(name);
            fs::write(&path, text).unwrap();
            path
        };
        let list = put("election.json", list);
        let forms: Vec<FormChoice> = (1..)
            .zip(forms)
            .map(|(number, text)| FormChoice { contest: None, path: put(&format!("form{number}.toml"), text) })
            .collect();
        let options = ReadOptions { name_order: settings.name_order, ..ReadOptions::default() };
        let mut input = input::read(&list, &forms, &options).unwrap();
        if let Some(notches) = notches {
            input.ballots[0].contest.position = notches;
        }
        for contest in make::lay_out_all(&input, wanted, settings).unwrap() {
            let (files, _) = make::draw(&input, &contest, settings, &options, formats, earlier).unwrap();
            for file in files {
                let path = desk.folder.path().join("out").join(&contest.ballot.contest.id).join(&file.name);
                fs::create_dir_all(path.parent().unwrap()).unwrap();
                fs::write(path, &file.bytes).unwrap();
            }
        }
        desk
    }

    /// Makes a contest with notches that are not its place in the list.
    pub(super) fn noted(list: &str, form: &str, settings: &Settings, wanted: Wanted, notches: Option<u8>) -> Self {
        Self::made(list, &[form.to_owned()], settings, wanted, (Formats::default(), notches), None)
    }

    /// Makes a contest anew after a list has changed, with stickers for the stencils of `earlier`.
    pub(super) fn after(earlier: &Self, list: &str, form: &str, settings: &Settings, wanted: Wanted) -> Self {
        let contest = earlier.contest();
        let id = contest.file_name().unwrap().to_str().unwrap().to_owned();
        let earlier = crate::source::earlier(&contest, &id).unwrap();
        let forms = [form.to_owned()];
        Self::made(list, &forms, settings, wanted, (Formats::default(), None), Some(&earlier))
    }

    /// The 2022 election of the President on A5.
    pub(super) fn president() -> Self {
        Self::new(&example("2022-president"), &[form("a5-7rows")], &Settings::default(), Wanted::Both)
    }

    pub(super) fn out(&self) -> PathBuf {
        self.folder.path().join("out")
    }

    /// The only contest's folder.
    pub(super) fn contest(&self) -> PathBuf {
        let folders = check::contest_folders(&self.out()).unwrap();
        assert_eq!(folders.len(), 1);
        folders[0].clone()
    }

    /// What is found. That the signed sheet vouches for the file as it was before it was replaced
    /// says nothing about the file's content, which is what damage is done to.
    pub(super) fn check(&self) -> Checked {
        let mut checked = check::folder(&self.contest(), &Given::default()).unwrap();
        let replaced = self.replaced.borrow();
        checked.found.retain(|found| match &found.finding {
            CheckFinding::VouchesForAnother { file } => !replaced.contains(file),
            _ => true,
        });
        checked
    }

    /// The codes found, each with its row; alike ones once.
    pub(super) fn codes(&self) -> Vec<(&'static str, Option<u32>)> {
        codes_of(&self.check())
    }

    pub(super) fn file(&self, name: &str) -> PathBuf {
        self.contest().join(name)
    }

    /// Replaces a file, and its hash in the report, so that nothing but its content is wrong.
    pub(super) fn replace(&self, name: &str, bytes: &[u8]) {
        fs::write(self.file(name), bytes).unwrap();
        self.replaced.borrow_mut().insert(name.to_owned());
        let hash: String = Sha256::digest(bytes).iter().map(|byte| format!("{byte:02x}")).collect();
        self.edit_report(|report| report["files"][name] = Value::String(hash.clone()));
    }

    pub(super) fn edit_report(&self, edit: impl Fn(&mut Value)) {
        let path = self.file("report.json");
        let mut report: Value = serde_json::from_slice(&fs::read(&path).unwrap()).unwrap();
        edit(&mut report);
        fs::write(path, serde_json::to_vec_pretty(&report).unwrap()).unwrap();
    }

    pub(super) fn edit_pdf(&self, name: &str, edit: impl Fn(&mut Document)) {
        let mut document = Document::load_mem(&fs::read(self.file(name)).unwrap()).unwrap();
        edit(&mut document);
        let mut bytes = Vec::new();
        document.save_to(&mut bytes).unwrap();
        self.replace(name, &bytes);
    }

    /// Edits the content of the stream that holds `mark`: the form of a layer by its color, or
    /// the page.
    pub(super) fn edit_content(&self, name: &str, mark: &str, edit: impl Fn(&str) -> String) {
        self.edit_pdf(name, |document| {
            let mut edited = 0;
            for object in document.objects.values_mut() {
                let Object::Stream(stream) = object else { continue };
                let resources = format!("{:?}", stream.dict);
                let content = stream.decompressed_content().unwrap_or_default();
                let text = String::from_utf8_lossy(&content).into_owned();
                if resources.contains(mark) || (text.is_ascii() && text.contains(mark)) {
                    edited += 1;
                    stream.dict.remove(b"Filter");
                    stream.set_content(edit(&text).into_bytes());
                }
            }
            assert_eq!(edited, 1, "{mark}");
        });
    }
}

/// The codes found, each with its row; alike ones once.
pub(super) fn codes_of(checked: &Checked) -> Vec<(&'static str, Option<u32>)> {
    let mut codes: Vec<_> = checked.found.iter().map(|found| (found.finding.code().as_str(), found.row)).collect();
    codes.sort_unstable();
    codes.dedup();
    codes
}
