//! Draws the pictures of the manual: `cargo run -p stencil-gui --example pictures -- docs/manual/pictures`. The clerk's way
//! with the presidential election of 2022, as the window shows it.

#![expect(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "a drawing program: it stops at once when something is off"
)]

use std::fs;
use std::path::{Path, PathBuf};

use ballot::list::{self, ReadOptions};
use ballot::{BallotForm, Election, Language, rules};
use stencil_gen::export::specimen;
use stencil_gen::layout::Role;
use stencil_gui::{Action, Clerk, Desk, Kept, Question, Step, headless};

const SIZE: (u32, u32) = (1000, 700);

fn main() {
    let out = std::path::absolute(std::env::args_os().nth(1).expect("the folder for the pictures")).unwrap();
    let home = tempfile::tempdir().unwrap();
    // From here files are named as they stand in the pictures, the same on every machine.
    std::env::set_current_dir(home.path()).unwrap();
    headless(SIZE.0, SIZE.1).unwrap();
    let clerk = Clerk::new(Desk::new(Kept::at(&home.path().join("settings")), Language::En)).unwrap();
    clerk.work_at_once();
    clerk.open().unwrap();
    let project = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    let list = fs::read_to_string(project.join("examples/lists/2022-president.csv")).unwrap();
    let draw = |name: &str| save(&clerk, &out.join(format!("window-{name}.png")));

    // A Latin letter among Cyrillic ones, and a name that is missing.
    let broken = list.replace("Қажыкен Мейрам", "Қaжыкен Мейрам").replace(";Токаев Касым-Жомарт Кемелевич;", ";;");
    fs::write("broken.csv", broken).unwrap();
    clerk.act(Action::Drop(PathBuf::from("broken.csv")));
    about(&clerk);
    draw("errors");

    // Columns that nobody knows.
    let strange = list.replace("name_kk", "Үміткер").replace("name_ru", "Претендент");
    fs::write("strange.csv", strange.replace("surname_", "s ").replace("given_", "g ")).unwrap();
    clerk.act(Action::Drop(PathBuf::from("strange.csv")));
    draw("columns");
    clerk.act(Action::Back);

    fs::write("president.csv", &list).unwrap();
    clerk.act(Action::Drop(PathBuf::from("president.csv")));
    draw("list");
    fs::write("ballot.pdf", ballot(&project, list.as_bytes())).unwrap();
    clerk.act(Action::Drop(PathBuf::from("ballot.pdf")));
    draw("question");
    let contest = clerk.with(|desk| desk.contests()[0].id.clone());
    clerk.act(Action::Answer(contest.clone(), Question::Side, "2".to_owned()));
    clerk.act(Action::MeasureAgain(contest));
    draw("ballot");
    clerk.act(Action::Go(Step::Stencil));
    let cell = cell_of_a_letter(&clerk);
    clerk.act(Action::PointAt(cell.0, cell.1));
    draw("stencil");
    clerk.act(Action::Go(Step::Proof));
    draw("proof");
    clerk.act(Action::Go(Step::Make));
    clerk.act(Action::Make);
    draw("made");
    clerk.act(Action::Go(Step::List));
    let row = clerk.with(|desk| desk.list.as_ref().unwrap().rows(&desk.options())[2].number);
    clerk.act(Action::Withdraw(row, true));
    draw("withdrawn");
}

fn about(clerk: &Clerk) {
    clerk.act(Action::SetDate("22.11.2026".to_owned()));
    clerk.act(Action::SetTitle(Language::Kk, "Президент сайлауы".to_owned()));
    clerk.act(Action::SetTitle(Language::Ru, "Выборы Президента".to_owned()));
}

/// The print shop's file: the specimen of this very ballot.
fn ballot(project: &Path, list: &[u8]) -> Vec<u8> {
    let options = ReadOptions {
        date: Some("2026-11-22".to_owned()),
        title_kk: Some("Президент сайлауы".to_owned()),
        title_ru: Some("Выборы Президента".to_owned()),
        ..ReadOptions::default()
    };
    let election: Election = rules::check(list::read("president.csv", list, &options).draft).election.unwrap();
    let form = fs::read_to_string(project.join("examples/forms/a5-7rows.toml")).unwrap();
    let form = BallotForm::parse("form.toml", &form).unwrap();
    specimen::pdf(&election, &election.contests[0], &form).unwrap()
}

/// The middle of the cell of қ in the first row, in millimetres on the blank.
fn cell_of_a_letter(clerk: &Clerk) -> (f32, f32) {
    clerk.with(|desk| {
        let stencils = desk.stencils();
        let row = Role::Row(1, Language::Kk);
        let (_, line) = stencils[0].laid.plan.braille().find(|(role, _)| *role == row).unwrap();
        let at = line.origin.x + line.cell_pitch * 6;
        #[expect(clippy::cast_possible_truncation, reason = "millimetres need few digits")]
        let mm = |length: ballot::Length| length.mm() as f32;
        (mm(at) + 1.2, mm(line.origin.y) + 2.5)
    })
}

fn save(clerk: &Clerk, path: &Path) {
    let picture = clerk.picture().unwrap();
    let rgb: Vec<u8> = picture.rgba.chunks_exact(4).flat_map(|pixel| [pixel[0], pixel[1], pixel[2]]).collect();
    let file = fs::File::create(path).unwrap();
    let mut encoder = png::Encoder::new(file, picture.width, picture.height);
    encoder.set_color(png::ColorType::Rgb);
    encoder.set_compression(png::Compression::High);
    encoder.write_header().unwrap().write_image_data(&rgb).unwrap();
}
