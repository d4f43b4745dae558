//! Squares measured without a form, on drawn sheets and on real specimens drawn from their PDF.

use std::path::Path;

use ballot::BallotForm;
use hands::{Hand, Lid, Recipe, draw};
use sheet_image::{
    FoundSquare, Gray, Identified, ReadBack, Sheet, Turn, Verdict, find_sheet, find_squares, identify, read_back,
};
use stencil_gen::export::{preview, specimen};

use crate::forms::form;

const DPI: f32 = 300.0;
/// Elections, the index of one of their contests, and its form: every example.
const EXAMPLES: [(&str, usize, &str); 9] = [
    ("2022-president", 0, "a5-7rows"),
    ("2023-parties", 0, "a5-8rows"),
    ("2024-referendum-npp", 0, "a4-2rows"),
    ("2026-referendum-constitution", 0, "a4-2rows"),
    ("synthetic-five-contests", 0, "a5-2rows"),
    ("synthetic-five-contests", 1, "a5-8rows"),
    ("synthetic-five-contests", 2, "a5-17rows"),
    ("synthetic-five-contests", 3, "strip-43rows"),
    ("synthetic-five-contests", 4, "a5-6rows"),
];

/// Every square of the form is found once, and nothing else, within `play` mm. The sheet's corner lies at `corner`.
fn agrees(found: &[FoundSquare], form: &BallotForm, corner: (f64, f64), play: f64) {
    assert_eq!(found.len(), form.squares.len(), "{}", form.id);
    for (square, found) in form.squares.iter().zip(found) {
        let center = square.center();
        let off = (found.x - corner.0 - center.x.mm()).hypot(found.y - corner.1 - center.y.mm());
        assert!(off <= play, "{}: {off:.3} mm, {found:?}", form.id);
        assert!((found.width - square.width().mm()).abs() <= play, "{}: {found:?}", form.id);
        assert!((found.height - square.height().mm()).abs() <= play, "{}: {found:?}", form.id);
    }
}

/// The specimen that `stencil-gen` makes, as a scan.
fn specimen_scan(election: &str, contest: usize, form: &BallotForm) -> Gray {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../examples/elections").join(election);
    let bytes = std::fs::read(path.join("election.json")).unwrap();
    let options = ballot::list::ReadOptions::default();
    let election = ballot::rules::check(ballot::list::read("election.json", &bytes, &options).draft).election.unwrap();
    let pdf = specimen::pdf(&election, &election.contests[contest], form).unwrap();
    let picture = preview::png(&pdf, DPI).unwrap();
    let mut reader = png::Decoder::new(std::io::Cursor::new(picture)).read_info().unwrap();
    let mut rgb = vec![0; reader.output_buffer_size().unwrap()];
    let frame = reader.next_frame(&mut rgb).unwrap();
    let header = format!("P6\n{} {}\n255\n", frame.width, frame.height);
    Gray::from_pnm(&[header.as_bytes(), &rgb].concat(), Some(f64::from(DPI))).unwrap()
}

#[test]
fn every_example_specimen_is_measured_and_known_from_its_own_pdf() {
    let sheets: Vec<Sheet> = EXAMPLES.iter().map(|(_, _, id)| Sheet::new(&form(id))).collect();
    for (index, (election, contest, id)) in EXAMPLES.into_iter().enumerate() {
        let form = form(id);
        let image = specimen_scan(election, contest, &form);
        agrees(&find_squares(&image, f64::from(DPI)), &form, (0.0, 0.0), 0.1);
        let Identified::Sheet { sheets: known, turn: Turn::Upright } = identify(&image, &sheets) else {
            panic!("{election} {id} is not known")
        };
        assert!(known.contains(&index) && known.iter().all(|other| EXAMPLES[*other].2 == id), "{election}: {known:?}");
        let ReadBack::Read(marks) = read_back(&image, &sheets, index) else { panic!("{election} {id} is not read") };
        assert!(marks.verdict() == Verdict::Empty, "{election} {id}");
    }
}

#[test]
fn squares_are_measured_on_a_drawn_scan_of_every_resolution() {
    let eight = form("a5-8rows");
    for dpi in [150.0, 200.0, 300.0, 600.0] {
        let mut recipe = Recipe::plain(4);
        recipe.scanner.dpi = dpi;
        recipe.scanner.noise = 4.0;
        let scan = draw(&eight, &recipe);
        // The sheet lies in the middle of the image.
        let corner = |pixels: usize, mm: f64| (pixels as f64 / dpi * 25.4 - mm) / 2.0;
        let corner = (corner(scan.width, eight.page.width.mm()), corner(scan.height, eight.page.height.mm()));
        let image = Gray::new(scan.width, scan.height, scan.pixels, Some(dpi)).unwrap();
        agrees(&find_squares(&image, dpi), &eight, corner, 0.3);
    }
}

#[test]
fn a_marked_square_is_not_measured_and_a_page_without_squares_has_none() {
    let mut seven = form("a5-7rows");
    let mut recipe = Recipe { marks: vec![(2, Hand::Cross)], ..Recipe::plain(6) };
    recipe.scanner.dpi = 300.0;
    let found = |form: &BallotForm, recipe: &Recipe| {
        let scan = draw(form, recipe);
        find_squares(&Gray::new(scan.width, scan.height, scan.pixels, None).unwrap(), 300.0).len()
    };
    assert_eq!(found(&seven, &recipe), 6);
    seven.squares.clear();
    recipe.marks.clear();
    assert_eq!(found(&seven, &recipe), 0);
}

#[test]
fn a_sheet_is_measured_by_its_edges_and_only_where_all_four_are_seen() {
    let eight = form("a5-8rows");
    for skew in [-3.0, 0.0, 2.5] {
        let mut recipe = Recipe::plain(8);
        (recipe.scanner.dpi, recipe.scanner.skew, recipe.scanner.noise) = (300.0, skew, 4.0);
        let scan = draw(&eight, &recipe);
        let image = Gray::new(scan.width, scan.height, scan.pixels, None).unwrap();
        let found = find_sheet(&image, 300.0).unwrap();
        let off = [found.width - 148.0, found.height - 210.0, found.skew - skew];
        // An edge is where light first changes: up to two pixels of 150 an inch outside the paper.
        assert!(off.iter().all(|off| off.abs() < 0.6), "{skew}: {found:?}");
    }
    let mut recipe = Recipe::plain(8);
    recipe.scanner.lid = Lid::Cropped;
    let scan = draw(&eight, &recipe);
    let image = Gray::new(scan.width, scan.height, scan.pixels, None).unwrap();
    assert_eq!(find_sheet(&image, 150.0), None);
}
