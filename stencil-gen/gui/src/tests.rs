//! The clerk's way from an Excel file and the print shop's PDF to proof-read stencils: first without a window, then by
//! the window's accessible labels alone.

mod five_minutes;
mod lists;
mod pages;
mod stencils;
mod working;

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::atomic::AtomicBool;

use ballot::Language;
use ballot::list::{self, ReadOptions};
use ballot::{BallotForm, Election, rules};
use stencil_gen::export::specimen;
use tempfile::TempDir;

use crate::{Action, Desk, Kept, Outcome, carry_out};

/// A clerk's folder, gone when the test ends.
pub(crate) struct Home(TempDir);

impl Home {
    pub(crate) fn new() -> Self {
        Self(TempDir::new().unwrap())
    }

    pub(crate) fn path(&self, name: &str) -> PathBuf {
        self.0.path().join(name)
    }

    pub(crate) fn put(&self, name: &str, bytes: impl AsRef<[u8]>) -> PathBuf {
        let path = self.path(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(&path, bytes).unwrap();
        path
    }

    pub(crate) fn desk(&self) -> Desk {
        Desk::new(Kept::at(&self.path("settings")), Language::En)
    }
}

/// A path below the project's folder.
pub(crate) fn project(path: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..").join(path)
}

/// The rows of the presidential election of 2022.
pub(crate) const NAMES: [[&str; 2]; 7] = [
    ["Әбден Қарақат", "Абден Каракат"],
    ["Әуесбаев Нұрлан", "Ауесбаев Нурлан"],
    ["Дайрабаев Жигули", "Дайрабаев Жигули"],
    ["Қажыкен Мейрам", "Кажыкен Мейрам"],
    ["Тоқаев Қасым-Жомарт", "Токаев Касым-Жомарт"],
    ["Тұрсынбекова Салтанат", "Турсынбекова Салтанат"],
    ["Барлығына қарсымын", "Против всех"],
];

/// An Excel file as a commission sends it, with these headers.
pub(crate) fn workbook(headers: [&str; 3]) -> Vec<u8> {
    let mut workbook = rust_xlsxwriter::Workbook::new();
    let sheet = workbook.add_worksheet();
    sheet.write_string(0, 0, "Үміткерлер тізімі / Список кандидатов").unwrap();
    for (column, header) in (0..).zip(headers) {
        sheet.write_string(2, column, header).unwrap();
    }
    for (row, names) in (3..).zip(NAMES) {
        sheet.write_number(row, 0, row - 2).unwrap();
        for (column, name) in (1..).zip(names) {
            sheet.write_string(row, column, name).unwrap();
        }
    }
    workbook.save_to_buffer().unwrap()
}

pub(crate) const HEADERS: [&str; 3] = ["№ п/п", "Т.А.Ә.", "Ф.И.О. кандидата"];

fn election(list: &[u8]) -> Election {
    let options = ReadOptions {
        date: Some("2026-11-22".to_owned()),
        title_kk: Some("Сайлау".to_owned()),
        title_ru: Some("Выборы".to_owned()),
        ..ReadOptions::default()
    };
    rules::check(list::read("president.xlsx", list, &options).draft).election.unwrap()
}

/// The print shop's file for these names.
pub(crate) fn ballot(list: &[u8]) -> Vec<u8> {
    let text = fs::read_to_string(project("examples/forms/a5-7rows.toml")).unwrap();
    let form = BallotForm::parse("form.toml", &text).unwrap();
    let election = election(list);
    specimen::pdf(&election, &election.contests[0], &form).unwrap()
}

/// Does all the work there is, at once.
pub(crate) fn work(desk: &mut Desk) {
    while let Some(task) = desk.next_task() {
        let outcome = carry_out(task, &AtomicBool::new(false), &mut |_| {});
        desk.done(outcome);
    }
}

pub(crate) fn act(desk: &mut Desk, action: Action) {
    desk.act(action);
    work(desk);
}

/// A desk with that list, and what every list needs beside it.
pub(crate) fn with_list(home: &Home, name: &str, bytes: impl AsRef<[u8]>) -> Desk {
    let mut desk = home.desk();
    let path = home.put(name, bytes);
    act(&mut desk, Action::Drop(path));
    about(&mut desk);
    desk
}

pub(crate) fn about(desk: &mut Desk) {
    act(desk, Action::SetDate("22.11.2026".to_owned()));
    act(desk, Action::SetTitle(Language::Kk, "Президент сайлауы".to_owned()));
    act(desk, Action::SetTitle(Language::Ru, "Выборы Президента".to_owned()));
}

/// The same with its ballot measured, ready to be made.
pub(crate) fn ready(home: &Home) -> Desk {
    let list = workbook(HEADERS);
    let mut desk = with_list(home, "president.xlsx", &list);
    act(&mut desk, Action::Drop(home.put("ballot.pdf", ballot(&list))));
    let contest = desk.contests()[0].id.clone();
    act(&mut desk, Action::Answer(contest.clone(), crate::Question::Side, "2".to_owned()));
    act(&mut desk, Action::MeasureAgain(contest));
    desk
}

/// The codes of what the list is told of.
pub(crate) fn codes(desk: &Desk) -> Vec<&'static str> {
    use wording::Coded as _;
    desk.list.as_ref().unwrap().problems.iter().map(|problem| problem.kind.code().as_str()).collect()
}

pub(crate) fn outcome_is_stopped(outcome: &Outcome) -> bool {
    matches!(outcome, Outcome::Stopped)
}
