//! The same ballots after other programs have written them anew. `make verify` runs these: they need the programs.

use std::fs;
use std::path::Path;
use std::process::Command;

use ballot::{Length, Size};

use super::examples::{all, assert_form};
use super::*;
use crate::export::specimen;

fn run(program: &str, arguments: &[&str], folder: &Path) {
    let output = Command::new(program).args(arguments).current_dir(folder).output();
    let output = output.unwrap_or_else(|error| panic!("{program}: {error}; scripts/setup.sh verify"));
    assert!(output.status.success(), "{program}: {}", String::from_utf8_lossy(&output.stderr));
}

#[test]
#[ignore = "needs ghostscript, mupdf and qpdf; make verify runs it"]
fn others_write_the_specimens_anew_and_the_forms_come_back() {
    let folder = tempfile::tempdir().unwrap();
    let gs = ["-q", "-dNOPAUSE", "-dBATCH", "-sDEVICE=pdfwrite", "-sOutputFile=new.pdf", "old.pdf"];
    let writers: [(&str, &[&str]); 5] = [
        ("gs", &gs),
        ("mutool", &["clean", "-gggg", "-z", "old.pdf", "new.pdf"]),
        ("mutool", &["clean", "-d", "-a", "old.pdf", "new.pdf"]),
        ("qpdf", &["--object-streams=generate", "--linearize", "old.pdf", "new.pdf"]),
        ("qpdf", &["--encrypt", "", "owner", "256", "--", "old.pdf", "new.pdf"]),
    ];
    for (election, contest, form) in all() {
        fs::write(folder.path().join("old.pdf"), specimen::pdf(&election, &contest, &form).unwrap()).unwrap();
        for (program, arguments) in writers {
            run(program, arguments, folder.path());
            let file = fs::read(folder.path().join("new.pdf")).unwrap();
            // Some writers drop the TrimBox: then the size is asked, and this is the answer.
            assert_form(&file, &contest, &form, &Asked { size: Some(form.page), ..asked() });
            let _ = fs::remove_file(folder.path().join("new.pdf"));
        }
    }
}

#[test]
#[ignore = "needs librsvg and a font with U+25A1; make verify runs it"]
fn squares_that_are_letters_of_a_real_font_are_measured() {
    let folder = tempfile::tempdir().unwrap();
    let letters = SQUARES.map(|[x, y, ..]| {
        format!("<text x='{x}' y='{}' font-family='DejaVu Sans' font-size='9'>\u{25a1}</text>", y + 7.0)
    });
    let svg = format!(
        "<svg xmlns='http://www.w3.org/2000/svg' width='148mm' height='210mm' viewBox='0 0 148 210'>{}</svg>",
        letters.join("")
    );
    fs::write(folder.path().join("ballot.svg"), svg).unwrap();
    run("rsvg-convert", &["-f", "pdf", "-o", "ballot.pdf", "ballot.svg"], folder.path());
    let file = fs::read(folder.path().join("ballot.pdf")).unwrap();
    let size = Some(Size::new(Length::from_mm(148), Length::from_mm(210)));
    let form = measure(&file, &Asked { size, ..asked() }).unwrap().form;
    assert_eq!(form.squares.len(), 7);
    let glyph = glyph();
    for (square, [x, y, ..]) in form.squares.iter().zip(SQUARES) {
        let wanted = [x + 9.0 * glyph[0], y + 7.0 - 9.0 * glyph[3], x + 9.0 * glyph[2], y + 7.0 - 9.0 * glyph[1]];
        let found = [square.left, square.top, square.right, square.bottom].map(Length::mm);
        for (found, wanted) in found.into_iter().zip(wanted) {
            assert!((found - wanted).abs() <= 0.1, "{found} instead of {wanted}");
        }
    }
}

/// The middle of the glyph's line as the font itself has it: left, bottom, right and top in em.
fn glyph() -> [f64; 4] {
    let found = Command::new("fc-match").args(["-f", "%{file}", "DejaVu Sans"]).output().unwrap();
    let font = fs::read(String::from_utf8(found.stdout).unwrap()).unwrap();
    let face = ttf_parser::Face::parse(&font, 0).unwrap();
    let mut corners = Corners(Vec::new());
    face.outline_glyph(face.glyph_index('\u{25a1}').unwrap(), &mut corners).unwrap();
    let em = f64::from(face.units_per_em());
    let sorted = |along: fn(&(f32, f32)) -> f32| {
        let mut places: Vec<f64> = corners.0.iter().map(|corner| f64::from(along(corner)) / em).collect();
        places.sort_by(f64::total_cmp);
        places.dedup();
        places
    };
    let (across, up) = (sorted(|corner| corner.0), sorted(|corner| corner.1));
    let [[left, inner_left, inner_right, right], [bottom, inner_bottom, inner_top, top]] =
        [across, up].map(|places| <[f64; 4]>::try_from(places).unwrap());
    [(left + inner_left) / 2.0, (bottom + inner_bottom) / 2.0, (right + inner_right) / 2.0, (top + inner_top) / 2.0]
}

/// The corners of an outline.
struct Corners(Vec<(f32, f32)>);

impl ttf_parser::OutlineBuilder for Corners {
    fn move_to(&mut self, x: f32, y: f32) {
        self.0.push((x, y));
    }

    fn line_to(&mut self, x: f32, y: f32) {
        self.0.push((x, y));
    }

    fn quad_to(&mut self, _: f32, _: f32, x: f32, y: f32) {
        self.0.push((x, y));
    }

    fn curve_to(&mut self, _: f32, _: f32, _: f32, _: f32, x: f32, y: f32) {
        self.0.push((x, y));
    }

    fn close(&mut self) {}
}
