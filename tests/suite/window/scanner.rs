//! The scan steps of a vote in the real window, with the real `scanimage`: its backend `pnm` gives the sheets.

use std::fs;
use std::path::Path;

use ballot::BallotForm;
use hands::{Hand, Recipe, draw};
use tempfile::TempDir;

use super::kiosk::{Kiosk, project, replayed_with};
use super::votes::on_keyboard;

/// A vote up to what was read off the sheet. The picture after `select` at the scanner is too short to be seen.
const VOTE: &str = "\
select
down
select
right
down
down
select
right
right
sheet 1 upside-down.pgm 150dpi
select
wait 3s
sheet 1 blank.pgm 150dpi
select
wait 3s
right
right
right
sheet 1 clear.pgm 150dpi
select
wait 3s";

fn put(folder: &Path, name: &str, of: impl FnOnce(&mut Recipe)) {
    let text = fs::read_to_string(project("examples/forms/a5-7rows.toml")).unwrap();
    let mut recipe = Recipe::plain(5);
    of(&mut recipe);
    let scan = draw(&BallotForm::parse("a5-7rows.toml", &text).unwrap(), &recipe);
    let header = format!("P5\n{} {}\n255\n", scan.width, scan.height);
    fs::write(folder.join(name), [header.as_bytes(), &scan.pixels].concat()).unwrap();
}

#[test]
fn a_sheet_is_looked_at_before_and_after_in_the_real_window() {
    let sane = TempDir::new().unwrap();
    fs::write(sane.path().join("dll.conf"), "pnm\n").unwrap();
    let glass = sane.path().join("glass.pgm");
    let station = format!(
        "\n[scanner]\ndevice = \"pnm:0\"\nresolution_dpi = 150\nmode = \"\"\nconfig = {:?}\noptions = {{ filename = {:?} }}\n",
        sane.path().display().to_string(),
        glass.display().to_string()
    );
    let kiosk = Kiosk::start_with(&["--open"], None, &station);
    let folder = kiosk.folder.path();
    put(folder, "upside-down.pgm", |recipe| recipe.scanner.quarters = 2);
    put(folder, "blank.pgm", |_| ());
    put(folder, "clear.pgm", |recipe| recipe.marks = vec![(2, Hand::Cross)]);
    let pictures = replayed_with(folder, VOTE, &["--scanner"]);
    let lines: Vec<&str> = VOTE.lines().collect();
    for (index, line) in lines.iter().enumerate() {
        match line.split_once(' ') {
            Some(("sheet", rest)) => {
                let name = rest.split(' ').nth(1).unwrap();
                fs::copy(folder.join(name), &glass).unwrap();
            }
            Some(_) => {}
            None => kiosk.key(on_keyboard(line)),
        }
        if lines.get(index + 1).is_none_or(|next| !next.starts_with("wait")) {
            kiosk.shows(&pictures[index], line);
        }
    }
}
