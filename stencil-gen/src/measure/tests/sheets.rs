//! The sheet's true size and place on the page.

use ballot::{Length, Size};

use super::*;
use crate::measure::SizeFrom;

fn size(width: f64, height: f64) -> Option<Size> {
    Some(Size::new(Length::from_mm_f64(width).unwrap(), Length::from_mm_f64(height).unwrap()))
}

/// Crop marks of a sheet whose top left corner lies at `at` on the page, 3 mm outside its bleed.
fn marks([x, y]: [f64; 2], [width, height]: [f64; 2]) -> String {
    let (right, low) = (x + width, y + height);
    let mut lines = "0.1 w ".to_owned();
    for edge in [x, right] {
        let _ = write!(
            lines,
            "{edge} {} m {edge} {} l S {edge} {} m {edge} {} l S ",
            y - 9.0,
            y - 4.0,
            low + 4.0,
            low + 9.0
        );
    }
    for edge in [y, low] {
        let _ = write!(
            lines,
            "{} {edge} m {} {edge} l S {} {edge} m {} {edge} l S ",
            x - 9.0,
            x - 4.0,
            right + 4.0,
            right + 9.0
        );
    }
    lines
}

/// An A5 sheet on a page that is 24 mm wider and 32 mm higher, with bleed and crop marks.
fn with_marks(boxes: &str, marks: &str) -> Vec<u8> {
    let (width, height) = (172.0, 242.0);
    let bleed = "0.9 g 7 11 158 220 re f 0 g";
    let content = format!("{K} 0 0 {} 0 {} cm {bleed} {marks} q 1 0 0 1 12 16 cm {} Q", -K, height * K, each(stroked));
    pdf(&[Leaf { boxes: boxed("MediaBox", [0.0, 0.0, width, height]) + boxes, content }])
}

/// Where that sheet lies, counted from below.
const TRIM: [f64; 4] = [12.0, 16.0, 160.0, 226.0];

#[test]
fn a_trim_box_says_where_the_sheet_lies_on_the_page() {
    let boxes = boxed("BleedBox", [7.0, 11.0, 165.0, 231.0]) + &boxed("TrimBox", TRIM);
    let file = with_marks(&boxes, &marks([12.0, 16.0], [148.0, 210.0]));
    let measured = assert_measured(&file, &asked(), "trim box");
    assert_eq!((measured.size_from, measured.form.page), (SizeFrom::TrimBox, size(148.0, 210.0).unwrap()));
    assert_measured(&with_marks(&boxes, ""), &asked(), "no marks");
    assert_measured(&file, &Asked { size: size(148.0, 210.0), ..asked() }, "size confirmed");
    assert_eq!(code(&file, &Asked { size: size(148.0, 210.3), ..asked() }), "S504");
}

#[test]
fn crop_marks_that_disagree_with_the_trim_box_are_a_question() {
    let boxes = boxed("TrimBox", TRIM);
    let file = |at| with_marks(&boxes, &marks(at, [148.0, 210.0]));
    assert_eq!(code(&file([13.0, 16.0]), &asked()), "S506");
    assert_eq!(code(&file([12.0, 17.0]), &asked()), "S506");
    assert_measured(&file([12.2, 16.2]), &asked(), "the near miss");
    // Marks of the bleed beside those of the trim do not matter.
    let both = marks([12.0, 16.0], [148.0, 210.0]) + &marks([9.0, 13.0], [154.0, 216.0]);
    assert_measured(&with_marks(&boxes, &both), &asked(), "marks of the bleed");
}

#[test]
fn without_a_trim_box_the_size_is_asked_and_found_between_crop_marks() {
    let file = with_marks("", &marks([12.0, 16.0], [148.0, 210.0]));
    let question = MeasureProblem::SizeNotStated { width: "148".to_owned(), height: "210".to_owned() };
    assert_eq!(problem(&file, &asked()), question);
    let measured = assert_measured(&file, &Asked { size: size(148.0, 210.0), ..asked() }, "marks");
    assert_eq!(measured.size_from, SizeFrom::CropMarks);
    assert_eq!(code(&file, &Asked { size: size(210.0, 297.0), ..asked() }), "S504");
    // Without marks nothing says where an A5 sheet lies on this page.
    assert_eq!(code(&with_marks("", ""), &Asked { size: size(148.0, 210.0), ..asked() }), "S504");
}

#[test]
fn without_a_trim_box_a_page_of_the_size_that_is_given_is_the_sheet() {
    let leaf = plain(148.0, 210.0, &each(stroked));
    let file = pdf(&[Leaf { boxes: boxed("MediaBox", [0.0, 0.0, 148.0, 210.0]), ..leaf }]);
    assert_eq!(code(&file, &asked()), "S503");
    let measured = assert_measured(&file, &Asked { size: size(148.0, 210.0), ..asked() }, "page");
    assert_eq!(measured.size_from, SizeFrom::WholePage);
}

#[test]
fn a_turned_page_is_measured_as_it_is_shown() {
    let (width, height) = (148.0, 210.0);
    // From what is shown, in mm to the right and downward, to the page's own points.
    let turns = [
        (90, format!("0 {K} {K} 0 0 0 cm"), [height, width]),
        (180, format!("{} 0 0 {K} {} 0 cm", -K, width * K), [width, height]),
        (270, format!("0 {} {} 0 {} {} cm", -K, -K, height * K, width * K), [height, width]),
        (-90, format!("0 {} {} 0 {} {} cm", -K, -K, height * K, width * K), [height, width]),
    ];
    for (turn, matrix, [right, top]) in turns {
        let whole = [0.0, 0.0, right, top];
        let boxes = boxed("MediaBox", whole) + &boxed("TrimBox", whole) + &format!("/Rotate {turn}");
        let file = pdf(&[Leaf { boxes, content: format!("{matrix} {}", each(stroked)) }]);
        let measured = assert_measured(&file, &asked(), &format!("turned by {turn}"));
        assert_eq!(measured.form.page, size(width, height).unwrap());
    }
    // Left lying on its side, the squares are no column.
    let boxes = boxed("MediaBox", [0.0, 0.0, height, width]) + &boxed("TrimBox", [0.0, 0.0, height, width]);
    let file = pdf(&[Leaf { boxes, content: format!("0 {K} {K} 0 0 0 cm {}", each(stroked)) }]);
    assert!(measure(&file, &Asked { size: size(height, width), ..asked() }).is_err());
}

#[test]
fn a_trim_box_of_a_turned_page_turns_with_it() {
    let boxes =
        boxed("MediaBox", [0.0, 0.0, 242.0, 172.0]) + &boxed("TrimBox", [16.0, 12.0, 226.0, 160.0]) + "/Rotate 90";
    let content = format!("0 {K} {K} 0 0 0 cm q 1 0 0 1 12 16 cm {} Q", each(stroked));
    assert_measured(&pdf(&[Leaf { boxes, content }]), &asked(), "turned with bleed");
}

#[test]
fn a_larger_unit_makes_a_larger_sheet() {
    let half = [0.0, 0.0, 74.0, 105.0];
    let boxes = boxed("MediaBox", half) + &boxed("TrimBox", half) + "/UserUnit 2";
    let content = format!("{} 0 0 {} 0 {} cm {}", K / 2.0, -K / 2.0, 105.0 * K, each(stroked));
    let measured = assert_measured(&pdf(&[Leaf { boxes, content }]), &asked(), "unit 2");
    assert_eq!(measured.form.page, size(148.0, 210.0).unwrap());
}

#[test]
fn a_page_whose_corner_is_not_at_zero_is_measured_from_its_own_corner() {
    let shifted = [50.0, -30.0, 198.0, 180.0];
    let boxes = boxed("MediaBox", shifted) + &boxed("TrimBox", shifted);
    let content = format!("1 0 0 1 {} {} cm {K} 0 0 {} 0 {} cm {}", 50.0 * K, -30.0 * K, -K, 210.0 * K, each(stroked));
    assert_measured(&pdf(&[Leaf { boxes, content }]), &asked(), "shifted");
}

#[test]
fn a_scaled_file_is_a_question() {
    let scale = 0.96;
    let small = [0.0, 0.0, 148.0 * scale, 210.0 * scale];
    let boxes = boxed("MediaBox", small) + &boxed("TrimBox", small);
    let k = K * scale;
    let file = pdf(&[Leaf { boxes, content: format!("{k} 0 0 {} 0 {} cm {}", -k, 210.0 * k, each(stroked)) }]);
    let question = MeasureProblem::SizeUnusual { width: "142.1".to_owned(), height: "201.6".to_owned() };
    assert_eq!(problem(&file, &asked()), question);
    assert_eq!(code(&file, &Asked { size: size(148.0, 210.0), ..asked() }), "S504");
    assert!(measure(&file, &Asked { size: size(142.08, 201.6), ..asked() }).is_ok());
}
