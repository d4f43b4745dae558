//! The whole product in one run: a list becomes a stencil and a signed package, the booth takes the package, a voter
//! chooses by ear, the mark comes onto the paper through the stencil's window or by the printer, and the booth reads back
//! from the paper what was chosen. Only files pass from one program to the next.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use ballot::{BallotForm, Election, Language};
use serde_json::Value;
use stencil_gen::cli::Ending;

use crate::pdf_tools::{Patch, Picture, only_layer};
use crate::run::{Desk, example, forms};

const DPI: u32 = 200;
/// From the page's edge to the blank's, and the width of its flaps.
const MARGIN: f64 = 10.0;
const FLAP: f64 = 15.0;
/// Half of the half-point line of a cut.
const LINE: f64 = 0.25 * 25.4 / 72.0;

/// An election on its way through the programs.
struct Product {
    desk: Desk,
    election: Election,
}

impl Product {
    /// The stencils, proof-read, and a signed package.
    fn made(name: &str) -> Self {
        let desk = Desk::new();
        let list = example(name);
        let made = desk.make(&list, &["--max-sheet", "450x560", "--formats", "pdf"]);
        assert_eq!(made.ending, Ending::Done, "{}", made.err);
        let checked = desk.run(&["check", desk.path("out").to_str().unwrap()]);
        assert_eq!(checked.ending, Ending::Done, "{}", checked.out);
        let key = desk.path("k");
        assert_eq!(desk.run(&["keygen", "--no-password", "--out", key.to_str().unwrap()]).ending, Ending::Done);
        let mut arguments = vec!["package".to_owned(), "--no-speech".to_owned(), list.display().to_string()];
        for form in forms_of(&list) {
            arguments.extend(["--form".to_owned(), form.display().to_string()]);
        }
        arguments.extend(["--kind", "demo", "--secret-key"].map(str::to_owned));
        arguments.extend([desk.path("k.key").display().to_string(), "--out".to_owned()]);
        arguments.push(desk.path("e.tandau").display().to_string());
        let packed = desk.run(&arguments);
        assert_eq!(packed.ending, Ending::Done, "{}", packed.err);
        Self { desk, election: election(&list) }
    }

    /// The row that is chosen in each contest: another in each.
    fn rows(&self) -> Vec<usize> {
        let contests = self.election.contests.iter().enumerate();
        contests.map(|(index, contest)| 1 + (index * 2 + 1) % contest.options.len()).collect()
    }

    fn form(&self, contest: usize) -> BallotForm {
        let id = self.election.contests[contest].form.as_ref().unwrap();
        let path = forms().into_iter().find(|path| path.file_stem().unwrap() == id.as_str()).unwrap();
        BallotForm::parse(id, &fs::read_to_string(path).unwrap()).unwrap()
    }

    /// Whether printer and scanner take the sheet: the one of 43 rows is longer than A4.
    fn fits(&self, contest: usize) -> bool {
        let page = self.form(contest).page;
        page.width.mm() <= 210.0 && page.height.mm() <= 297.0
    }

    fn folder(&self, contest: usize) -> PathBuf {
        self.desk.path("out").join(&self.election.contests[contest].id)
    }

    /// The ballot as it comes from the print shop, on the scanner.
    fn blank(&self, contest: usize) -> Picture {
        let specimen = self.folder(contest).join("specimen.pdf");
        let copy = self.desk.put(&format!("specimen-{contest}.pdf"), fs::read(specimen).unwrap());
        Picture::by_poppler(&copy, DPI)
    }

    fn lay(&self, name: &str, picture: &Picture) {
        let header = format!("P5\n{} {}\n255\n", picture.width, picture.height);
        self.desk.put(name, [header.as_bytes(), &picture.gray].concat());
    }

    /// Plays a script in the booth, with the package; what was said.
    fn play(&self, script: &str, way: &str) -> Vec<String> {
        let path = self.desk.put("vote.txt", script);
        let ran = Command::new(env!("CARGO_BIN_EXE_kiosk-under-test"))
            .arg("replay")
            .arg(path)
            .args(["--ways", way, "--scanner", "--ui-language", "en", "--package"])
            .arg(self.desk.path("e.tandau"))
            .arg("--trust")
            .arg(self.desk.path("k.pub"))
            .arg("--out")
            .arg(self.desk.path("vote"))
            .output()
            .unwrap();
        assert!(ran.status.success(), "{}", String::from_utf8_lossy(&ran.stderr));
        let told = String::from_utf8(ran.stdout).unwrap();
        let transcript = fs::read_to_string(self.desk.path("vote/transcript.txt")).unwrap();
        assert!(!told.contains("still in the booth"), "{told}{transcript}");
        let lines = fs::read_to_string(self.desk.path("vote/transcript.jsonl")).unwrap();
        let line = |line: &str| serde_json::from_str::<Value>(line).unwrap()["text"].as_str().unwrap().to_owned();
        lines.lines().skip(1).map(line).collect()
    }

    /// What the booth says of each contest's paper names the option that was chosen, and no other of that contest.
    fn reads_back(&self, said: &[String]) {
        let told: Vec<&String> = said.iter().filter(|text| text.contains("On the paper")).collect();
        let read: Vec<usize> = (0..self.election.contests.len()).filter(|contest| self.fits(*contest)).collect();
        assert_eq!(told.len(), read.len(), "{told:#?}");
        for (index, told) in read.into_iter().zip(told) {
            let (contest, row) = (&self.election.contests[index], self.rows()[index]);
            for (index, option) in contest.options.iter().enumerate() {
                let name = option.name.get(Language::En);
                assert_eq!(told.contains(name), index + 1 == row, "row {} of {}: {told}", index + 1, contest.id);
            }
        }
    }

    /// A vote with keys alone. What lies in the scanner before and after the mark is told by `sheet`.
    fn script(&self, way: &str, sheet: impl Fn(usize, &str) -> String) -> String {
        let mut script = "headphones in\ndown\ndown\ndown\nselect\nright\n".to_owned();
        for row in self.rows() {
            script += &"down\n".repeat(row);
            script += "select\nright\n";
        }
        script += "right\n";
        for contest in 0..self.election.contests.len() {
            if !self.fits(contest) {
                // Taken, put into the stencil, marked by hand, folded.
                script += &"right\n".repeat(4);
                continue;
            }
            let (before, after) = (sheet(contest, "blank"), sheet(contest, "marked"));
            let marking = if way == "mark" { "select\nwait 10s\n" } else { "right\nright\nright\n" };
            script += &format!("{before}\nselect\nwait 3s\nwait speech\n{marking}");
            script += &format!("{after}\nselect\nwait 3s\nwait speech\nright\nright\n");
        }
        script + "right\nwait 30s\n"
    }

    fn scan(&self, contest: usize, what: &str) -> String {
        format!("sheet {} {what}-{contest}.pgm {DPI}dpi", self.election.contests[contest].id)
    }

    /// By the voter's own hand, through the windows that were cut.
    fn by_hand(&self) {
        for (contest, row) in self.rows().into_iter().enumerate() {
            let mut sheet = self.blank(contest);
            self.lay(&format!("blank-{contest}.pgm"), &sheet);
            let (x, y) = self.window(contest, row);
            cross(&mut sheet, x, y);
            self.lay(&format!("marked-{contest}.pgm"), &sheet);
        }
        let said = self.play(&self.script("guide", |contest, what| self.scan(contest, what)), "guide");
        self.reads_back(&said);
    }

    /// The middle of the window over a row, from the sheet's top left corner, in mm: measured on the finished stencil.
    fn window(&self, contest: usize, row: usize) -> (f64, f64) {
        let form = self.form(contest);
        let stencils = ["stencil.both.pdf", "stencil.kk.pdf"].map(|name| self.folder(contest).join(name));
        let stencil = stencils.iter().find(|path| path.is_file()).unwrap();
        let cut = self.desk.path(&format!("cut-{contest}.pdf"));
        only_layer(stencil, "Cut", &cut);
        let patches = Picture::by_poppler(&cut, DPI).patches();
        let outline = patches.iter().max_by(|a, b| (a.right - a.left).total_cmp(&(b.right - b.left))).unwrap();
        let mut windows: Vec<&Patch> = patches.iter().filter(|patch| patch.right - patch.left < 20.0).collect();
        windows.sort_by(|a, b| a.top.total_cmp(&b.top));
        assert_eq!(windows.len(), form.option_squares().len());
        let (x, y) = windows[row - 1].middle();
        // The sheet lies against the flaps at the top and at the right.
        let (right, top) = (outline.right - LINE - FLAP, outline.top + LINE + FLAP);
        assert!((outline.top - MARGIN).abs() < 0.2, "{outline:?}");
        (form.page.width.mm() - (right - x), y - top)
    }

    /// By the printer: what it was sent, on the ballot.
    fn by_printer(&self) {
        let sheet = |contest: usize, _: &str| format!("sheet {}", self.election.contests[contest].id);
        self.play(&self.script("mark", sheet), "mark");
        for (contest, setup) in self.election.contests.iter().enumerate().filter(|(contest, _)| self.fits(*contest)) {
            let mut sheet = self.blank(contest);
            self.lay(&format!("blank-{contest}.pgm"), &sheet);
            let page = fs::read(self.desk.path("vote/marks").join(format!("{}.pdf", setup.id))).unwrap();
            let marks = Picture::by_poppler(&self.desk.put(&format!("marks-{contest}.pdf"), page), DPI);
            assert_eq!((marks.width, marks.height), (sheet.width, sheet.height), "{}: another page", setup.id);
            assert!(marks.gray.iter().any(|value| *value < 128), "{}: nothing printed", setup.id);
            sheet.gray.iter_mut().zip(&marks.gray).for_each(|(paper, ink)| *paper = (*paper).min(*ink));
            self.lay(&format!("marked-{contest}.pgm"), &sheet);
        }
        let said = self.play(&self.script("mark", |contest, what| self.scan(contest, what)), "mark");
        self.reads_back(&said);
    }
}

fn election(list: &Path) -> Election {
    let read = ballot::list::read("election.json", &fs::read(list).unwrap(), &ballot::list::ReadOptions::default());
    ballot::rules::check(read.draft).election.unwrap()
}

/// The forms that an election asks for.
fn forms_of(list: &Path) -> Vec<PathBuf> {
    let wanted: Vec<String> = election(list).contests.into_iter().filter_map(|contest| contest.form).collect();
    forms()
        .into_iter()
        .filter(|path| wanted.contains(&path.file_stem().unwrap().to_str().unwrap().to_owned()))
        .collect()
}

/// Two strokes of a ballpoint, 4 mm each way.
fn cross(sheet: &mut Picture, x: f64, y: f64) {
    let pixels = sheet.dpi / 25.4;
    let pen = (0.3 * pixels) as i64;
    for step in -100..=100 {
        let along = f64::from(step) / 100.0 * 2.0;
        for (dx, dy) in [(along, along), (along, -along)] {
            let (column, line) = (((x + dx) * pixels) as i64, ((y + dy) * pixels) as i64);
            for (across, down) in (-pen..=pen).flat_map(|across| (-pen..=pen).map(move |down| (across, down))) {
                let at = (line + down) as usize * sheet.width + (column + across) as usize;
                sheet.gray[at] = sheet.gray[at].min(50);
            }
        }
    }
}

#[test]
fn a_vote_in_the_2022_election_is_read_back_from_paper_marked_either_way() {
    let product = Product::made("2022-president");
    product.by_hand();
    product.by_printer();
}

#[test]
fn a_vote_for_a_party_of_2023_is_read_back_from_paper_marked_either_way() {
    let product = Product::made("2023-parties");
    product.by_hand();
    product.by_printer();
}

#[test]
fn a_vote_in_the_referendum_of_2024_is_read_back_from_paper_marked_either_way() {
    let product = Product::made("2024-referendum-npp");
    product.by_hand();
    product.by_printer();
}

#[test]
fn a_vote_in_the_referendum_of_2026_is_read_back_from_paper_marked_either_way() {
    let product = Product::made("2026-referendum-constitution");
    product.by_hand();
    product.by_printer();
}

#[test]
fn a_vote_in_five_contests_is_read_back_from_paper_marked_either_way() {
    let product = Product::made("synthetic-five-contests");
    product.by_hand();
    product.by_printer();
}

#[test]
fn a_mark_through_the_window_of_another_row_is_read_back_as_that_row() {
    let product = Product::made("2022-president");
    let row = product.rows()[0];
    let mut sheet = product.blank(0);
    product.lay("blank-0.pgm", &sheet);
    let (x, y) = product.window(0, row + 1);
    cross(&mut sheet, x, y);
    product.lay("marked-0.pgm", &sheet);
    let said = product.play(&product.script("guide", |contest, what| product.scan(contest, what)), "guide");
    let options = &product.election.contests[0].options;
    let names = [row, row + 1].map(|row| options[row - 1].name.get(Language::En));
    let told = said.iter().find(|text| text.contains("On the paper")).unwrap();
    assert!(!told.contains(&format!("On the paper: {}", names[0])) && told.contains(names[1]), "{told}");
}
