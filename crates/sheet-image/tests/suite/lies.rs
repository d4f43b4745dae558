//! Which sheet it is and how it lies.

use ballot::BallotForm;
use hands::{Hand, Lid, Recipe, Scan, draw};
use sheet_image::{Gray, Identified, ReadBack, Sheet, Turn, Verdict, identify, read_back};

use crate::forms::{FORMS, form};

fn sheets() -> Vec<Sheet> {
    FORMS.iter().map(|id| Sheet::new(&form(id))).collect()
}

fn gray(scan: Scan) -> Gray {
    Gray::new(scan.width, scan.height, scan.pixels, Some(scan.dpi)).unwrap()
}

fn scan(form: &BallotForm, change: impl FnOnce(&mut Recipe)) -> Gray {
    let mut recipe = Recipe::plain(5);
    change(&mut recipe);
    gray(draw(form, &recipe))
}

fn index(id: &str) -> usize {
    FORMS.iter().position(|form| *form == id).unwrap()
}

#[test]
fn every_form_is_known_and_so_is_how_it_lies() {
    let sheets = sheets();
    let turns = [Turn::Upright, Turn::Right, Turn::UpsideDown, Turn::Left];
    for (index, id) in FORMS.iter().enumerate() {
        for (quarters, turn) in (0u8..).zip(turns) {
            let image = scan(&form(id), |recipe| {
                recipe.scanner.quarters = quarters;
                recipe.scanner.skew = 3.0 - f64::from(quarters) * 2.0;
            });
            assert_eq!(identify(&image, &sheets), Identified::Sheet { sheets: vec![index], turn }, "{id} {quarters}");
        }
    }
}

#[test]
fn a_mirrored_image_is_said_to_be_one_and_not_read() {
    let sheets = sheets();
    for (index, id) in FORMS.iter().enumerate().take(5) {
        let image = scan(&form(id), |recipe| {
            recipe.scanner.mirrored = true;
            recipe.marks = vec![(2, Hand::Tick)];
        });
        assert_eq!(identify(&image, &sheets), Identified::Mirrored { sheets: vec![index] }, "{id}");
        assert_eq!(read_back(&image, &sheets, index), ReadBack::Mirrored, "{id}");
    }
}

#[test]
fn a_sheet_mirrored_and_upside_down_is_not_taken_for_an_upright_one() {
    let sheets = sheets();
    for id in FORMS {
        let image = scan(&form(id), |recipe| {
            recipe.scanner.mirrored = true;
            recipe.scanner.quarters = 2;
        });
        let said = identify(&image, &sheets);
        assert!(
            matches!(said, Identified::Mirrored { .. } | Identified::Unsure | Identified::Unknown),
            "{id}: {said:?}"
        );
    }
}

#[test]
fn another_contests_sheet_is_told_from_the_expected_one() {
    let sheets = sheets();
    // The last square of the longer form is marked, so that it is no empty square.
    let image = scan(&form("a5-8rows"), |recipe| recipe.marks = vec![(8, Hand::Blot)]);
    let longer = vec![index("a5-8rows")];
    assert_eq!(read_back(&image, &sheets, index("a5-7rows")), ReadBack::OtherSheet { sheets: longer });
    let only = [Sheet::new(&form("a5-7rows"))];
    assert_eq!(read_back(&image, &only, 0), ReadBack::Unknown);
    let shorter = scan(&form("a5-7rows"), |_| ());
    let only = [Sheet::new(&form("a5-8rows"))];
    assert_eq!(read_back(&shorter, &only, 0), ReadBack::Unknown);
}

#[test]
fn contests_with_the_same_form_are_both_named() {
    let seven = Sheet::new(&form("a5-7rows"));
    let sheets = [seven.clone(), Sheet::new(&form("a5-2rows")), seven];
    let image = scan(&form("a5-7rows"), |recipe| recipe.marks = vec![(4, Hand::Cross)]);
    assert_eq!(identify(&image, &sheets), Identified::Sheet { sheets: vec![0, 2], turn: Turn::Upright });
    for expected in [0, 2] {
        let ReadBack::Read(marks) = read_back(&image, &sheets, expected) else { panic!("not read") };
        assert!(marks.verdict() == Verdict::One(4));
    }
}

#[test]
fn the_other_side_is_a_page_as_large_without_squares() {
    let mut blank = form("a5-7rows");
    let sheets = [Sheet::new(&blank), Sheet::new(&form("a4-2rows"))];
    blank.squares.clear();
    let image = scan(&blank, |_| ());
    assert_eq!(identify(&image, &sheets), Identified::OtherSide { sheets: vec![0] });
    assert_eq!(read_back(&image, &sheets, 0), ReadBack::OtherSide);
    // A page of another size is none of these sheets.
    blank.page = form("strip-43rows").page;
    assert_eq!(identify(&scan(&blank, |_| ()), &sheets), Identified::Unknown);
    // Nothing on the scanner.
    let empty = Gray::new(1000, 1500, vec![20; 1_500_000], Some(150.0)).unwrap();
    assert_eq!(identify(&empty, &sheets), Identified::Unknown);
}

#[test]
fn without_a_resolution_the_sheet_is_found_by_its_outline() {
    let sheets = [Sheet::new(&form("a5-7rows")), Sheet::new(&form("a4-7rows"))];
    for (index, id) in ["a5-7rows", "a4-7rows"].into_iter().enumerate() {
        for lid in [Lid::Around(0.1, 12.0), Lid::Cropped] {
            let scan = draw(&form(id), &{
                let mut recipe = Recipe { marks: vec![(3, Hand::Tick)], ..Recipe::plain(9) };
                recipe.scanner.lid = lid;
                recipe.scanner.dpi = 200.0;
                recipe
            });
            let image = Gray::new(scan.width, scan.height, scan.pixels, None).unwrap();
            let ReadBack::Read(marks) = read_back(&image, &sheets, index) else { panic!("{id} {lid:?} not read") };
            assert!(marks.verdict() == Verdict::One(3), "{id} {lid:?}");
        }
    }
}

#[test]
fn ink_in_every_square_is_still_read() {
    let seven = form("a5-7rows");
    let marks = (1..=7).map(|row| (row, Hand::Cross)).collect();
    let image = scan(&seven, |recipe| recipe.marks = marks);
    let ReadBack::Read(marks) = read_back(&image, &[Sheet::new(&seven)], 0) else { panic!("not read") };
    assert!(marks.verdict() == Verdict::Several);
    assert_eq!(marks.marks, [1, 2, 3, 4, 5, 6, 7]);
}

#[test]
fn ink_in_a_spare_square_is_no_option_and_no_silence() {
    let mut seven = form("a5-7rows");
    let image = scan(&seven, |recipe| recipe.marks = vec![(7, Hand::Cross)]);
    seven.spare_squares = 1;
    assert_eq!(read_back(&image, &[Sheet::new(&seven)], 0), ReadBack::Unsure);
}
