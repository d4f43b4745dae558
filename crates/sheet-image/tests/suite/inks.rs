//! How much ink is a mark.

use hands::{Corner, Hand, Lid, Pen, Recipe, draw};
use sheet_image::{Gray, Marks, ReadBack, Sheet, Verdict, read_back};

use crate::forms::form;

fn read(recipe: &Recipe) -> Marks {
    let seven = form("a5-7rows");
    let scan = draw(&seven, recipe);
    let image = Gray::new(scan.width, scan.height, scan.pixels, Some(scan.dpi)).unwrap();
    match read_back(&image, &[Sheet::new(&seven)], 0) {
        ReadBack::Read(marks) => marks,
        other => panic!("{other:?}"),
    }
}

fn line(dark: f64) -> Recipe {
    Recipe { marks: vec![(4, Hand::Line)], pen: Pen { width_mm: 0.7, dark }, ..Recipe::plain(2) }
}

#[test]
fn the_fainter_the_ink_the_less_is_said() {
    assert!(read(&line(0.5)).verdict() == Verdict::One(4));
    let doubtful = read(&line(0.13));
    assert!(doubtful.verdict() == Verdict::Doubtful, "{:?} {:?}", doubtful.marks, doubtful.unclear);
    assert_eq!((doubtful.marks.as_slice(), doubtful.unclear.as_slice()), (&[][..], &[4][..]));
    assert!(read(&line(0.04)).verdict() == Verdict::Empty);
}

#[test]
fn a_speck_is_never_named() {
    for seed in 0..12 {
        let recipe = Recipe { marks: vec![(5, Hand::Speck)], ..Recipe::plain(seed) };
        assert!(!matches!(read(&recipe).verdict(), Verdict::One(_) | Verdict::Several), "{seed}");
    }
}

#[test]
fn a_correction_is_two_marks_and_no_choice_between_them() {
    let recipe = Recipe { marks: vec![(2, Hand::Scribble), (5, Hand::Tick)], ..Recipe::plain(3) };
    let marks = read(&recipe);
    assert!(marks.verdict() == Verdict::Several);
    assert_eq!(marks.marks, [2, 5]);
}

#[test]
fn a_blot_over_a_whole_square_is_a_mark_there_and_nowhere_else() {
    for seed in 0..4 {
        let recipe = Recipe { marks: vec![(1, Hand::Blot)], ..Recipe::plain(seed) };
        assert!(read(&recipe).verdict() == Verdict::One(1), "{seed}");
    }
}

#[test]
fn missing_corners_stamps_and_a_white_lid_change_nothing() {
    for corner in 0..4 {
        let mut recipe = Recipe { marks: vec![(6, Hand::Edge)], stamped: true, ..Recipe::plain(8) };
        recipe.scanner.corner = Corner::Gone(corner, 14.0);
        recipe.scanner.lid = Lid::Around(0.99, 10.0);
        assert!(read(&recipe).verdict() == Verdict::One(6), "{corner}");
    }
}
