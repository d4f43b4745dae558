use super::super::raster::{Ink, ink, middle};
use super::*;
use proptest::prelude::*;

fn form(text: &str) -> Arc<BallotForm> {
    Arc::new(BallotForm::parse("form.toml", text).unwrap())
}

fn a5() -> Arc<BallotForm> {
    form(include_str!("../../../../../examples/forms/a5-7rows.toml"))
}

fn strip() -> Arc<BallotForm> {
    form(include_str!("../../../../../examples/forms/strip-43rows.toml"))
}

fn pdf(form: &Arc<BallotForm>, rows: &[u8], calibration: &Calibration) -> Zeroizing<Vec<u8>> {
    let marks = Marks::new(Arc::clone(form), Zeroizing::new(rows.to_vec())).unwrap();
    marks.pdf(calibration).unwrap()
}

/// What a printer makes of a page.
fn printed(pdf: &[u8], printer: &Calibration) -> Vec<Ink> {
    ink(pdf).1.into_iter().map(|ink| Ink { at: printer.printed(ink.at), ..ink }).collect()
}

fn in_square(ink: &[Ink], square: Rect) -> Vec<Ink> {
    let within = |at: [f64; 2]| {
        (square.left.mm()..=square.right.mm()).contains(&at[0])
            && (square.top.mm()..=square.bottom.mm()).contains(&at[1])
    };
    ink.iter().copied().filter(|ink| within(ink.at)).collect()
}

fn off(ink: &[Ink], square: Rect) -> f64 {
    let ([x, y], center) = (middle(ink), square.center());
    (x - center.x.mm()).hypot(y - center.y.mm())
}

fn printer(page: Size, offset: [f64; 2], rotation: f64, skew: f64, scale: [f64; 2]) -> Calibration {
    let text = format!(
        "page = [{:?}, {:?}]\noffset_mm = {offset:?}\nrotation_mrad = {rotation:?}\nskew_mrad = {skew:?}\nscale = {scale:?}\n",
        page.width.mm(),
        page.height.mm()
    );
    toml::from_str(&text).unwrap()
}

#[test]
fn a_mark_lies_in_the_middle_of_its_square_and_nothing_lies_elsewhere() {
    let form = a5();
    let file = pdf(&form, &[3, 7], &Calibration::exact(form.page));
    let (size, ink) = ink(&file);
    assert!((size[0] - 148.0).abs() < 0.01 && (size[1] - 210.0).abs() < 0.01, "{size:?}");
    let marks = [2, 6].map(|index| in_square(&ink, form.squares[index]));
    assert_eq!(marks.iter().map(Vec::len).sum::<usize>(), ink.len());
    for (mark, index) in marks.iter().zip([2, 6]) {
        assert!(off(mark, form.squares[index]) < 0.02);
        let mark_box = mark_box(&form, index).unwrap();
        assert_eq!(in_square(mark, mark_box.grown(Length::from_um(60), Length::from_um(60))).len(), mark.len());
    }
    let blackness = marks.map(|mark| mark.iter().map(|ink| ink.black).sum::<f64>());
    assert!((blackness[0] - blackness[1]).abs() < 0.02 * blackness[0], "the same mark in every row");
}

/// The whole way: the crosses come out of the printer and are measured to a tenth, the marks are drawn through what
/// comes of it, and come out of the printer.
fn worst_of(form: &Arc<BallotForm>, printer: &Calibration) -> f64 {
    let crosses = printed(&calibration_page(form.page, &Calibration::exact(form.page)).unwrap(), printer);
    let found = Calibration::crosses(form.page).map(|cross| {
        let meant = printer.printed([cross.x.mm(), cross.y.mm()]);
        let near = |ink: &&Ink| (0..2).all(|axis| (ink.at[axis] - meant[axis]).abs() < 6.5);
        let cross: Vec<Ink> = crosses.iter().filter(near).copied().collect();
        middle(&cross).map(|mm| (mm * 10.0).round() / 10.0)
    });
    let measured = Calibration::from_crosses(form.page, found).unwrap();
    let rows: Vec<u8> = (1..).take(form.option_squares().len()).collect();
    let ink = printed(&pdf(form, &rows, &measured), printer);
    let inside: usize = form.option_squares().iter().map(|square| in_square(&ink, *square).len()).sum();
    assert_eq!(inside, ink.len(), "every mark is inside its square");
    form.option_squares().iter().map(|square| off(&in_square(&ink, *square), *square)).fold(0.0, f64::max)
}

#[test]
fn marks_come_out_within_three_tenths_of_the_middle_whatever_the_printer_does_to_the_page() {
    let form = a5();
    for printer in [
        printer(form.page, [0.0, 0.0], 0.0, 0.0, [1.0, 1.0]),
        printer(form.page, [1.3, -0.7], 0.0, 0.0, [1.0, 1.0]),
        printer(form.page, [0.0, 0.0], 3.0, -4.0, [1.0, 1.0]),
        printer(form.page, [-2.5, 3.0], -5.0, 2.0, [1.006, 0.992]),
    ] {
        let worst = worst_of(&form, &printer);
        assert!(worst <= 0.3, "{worst} mm off with {printer:?}");
    }
}

#[test]
fn without_calibration_such_a_printer_would_miss_the_bar() {
    let form = a5();
    let printer = printer(form.page, [0.0, 0.0], 5.0, 0.0, [1.006, 1.0]);
    let ink = printed(&pdf(&form, &[1], &Calibration::exact(form.page)), &printer);
    assert!(off(&in_square(&ink, form.squares[0]), form.squares[0]) > 0.3);
}

#[test]
fn a_blank_sheet_is_a_page_without_ink_and_its_file_as_long_as_any_other() {
    let form = strip();
    let exact = Calibration::exact(form.page);
    let blank = pdf(&form, &[], &exact);
    assert!(ink(&blank).1.is_empty());
    let all: Vec<u8> = (1..=43).collect();
    for rows in [&[1][..], &[43], &[1, 2, 3], &all] {
        assert_eq!(pdf(&form, rows, &exact).len(), blank.len());
    }
}

#[test]
fn rows_that_the_form_does_not_have_are_refused_without_saying_which() {
    let spare = form(
        &include_str!("../../../../../examples/forms/a5-7rows.toml").replace("spare_squares = 0", "spare_squares = 2"),
    );
    assert_eq!(spare.spare_squares, 2);
    let rows = |rows: &[u8]| Marks::new(Arc::clone(&spare), Zeroizing::new(rows.to_vec())).map(|_| ());
    assert_eq!(rows(&[1, 5]), Ok(()));
    for wrong in [&[0][..], &[6], &[255], &[2, 2], &[1, 3, 1]] {
        assert_eq!(rows(wrong), Err(NoSuchRow));
    }
    let marks = Marks::new(spare, Zeroizing::new(vec![4])).unwrap();
    assert_eq!(format!("{marks:?} {NoSuchRow}"), "Marks(..) the form has no such rows");
}

#[test]
fn the_calibration_page_has_everything_on_the_page() {
    for form in [a5(), strip(), form(include_str!("../../../../../examples/forms/a4-7rows.toml"))] {
        let (size, ink) = ink(&calibration_page(form.page, &Calibration::exact(form.page)).unwrap());
        let clear = |ink: &Ink| (0..2).all(|axis| (9.0..size[axis] - 9.0).contains(&ink.at[axis]));
        assert!(ink.len() > 5_000 && ink.iter().all(clear));
    }
    let smallest = Size::new(Length::from_mm(90), Length::from_mm(130));
    assert!(!ink(&calibration_page(smallest, &Calibration::exact(smallest)).unwrap()).1.is_empty());
}

#[test]
fn a_word_across_the_sheet_keeps_clear_of_every_square_and_tells_nothing_of_the_vote() {
    let a4 = form(include_str!("../../../../../examples/forms/a4-7rows.toml"));
    for form in [a5(), strip(), a4] {
        let exact = Calibration::exact(form.page);
        for word in Word::ALL {
            let page = |rows: &[u8]| {
                let marks = Marks::new(Arc::clone(&form), Zeroizing::new(rows.to_vec())).unwrap();
                marks.with_word(Some(word)).pdf(&exact).unwrap()
            };
            let (size, blank) = ink(&page(&[]));
            let leftmost = form.squares.iter().map(|square| square.left.mm()).fold(f64::MAX, f64::min);
            let clear =
                |ink: &Ink| (9.0..leftmost - 5.0).contains(&ink.at[0]) && (9.0..size[1] - 9.0).contains(&ink.at[1]);
            assert!(blank.len() > 20_000 && blank.iter().all(clear), "{word:?} {}", blank.len());
            // It lies across the sheet, and every row below and above has it beside it.
            let high =
                blank.iter().fold((f64::MAX, 0.0_f64), |(top, foot), ink| (top.min(ink.at[1]), foot.max(ink.at[1])));
            assert!(high.1 - high.0 > 100.0, "{high:?}");
            assert_eq!(page(&[2]).len(), page(&[]).len());
            let marked = ink(&page(&[2])).1;
            assert!(!in_square(&marked, form.squares[1]).is_empty());
        }
    }
}

#[test]
fn a_sheet_without_room_for_the_word_is_not_printed() {
    let narrow = form(
        "format = \"form/1\"\nid = \"narrow\"\npage = [90.0, 130.0]\nsquares = { size = [8.0, 8.0], \
         first_center = [20.0, 40.0], pitch = 14.0, rows = 4 }\n",
    );
    let marks = || Marks::new(Arc::clone(&narrow), Zeroizing::new(vec![1])).unwrap();
    let exact = Calibration::exact(narrow.page);
    assert!(marks().pdf(&exact).is_ok());
    assert!(marks().with_word(Some(Word::Practice)).pdf(&exact).is_err());
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(8))]

    #[test]
    fn marks_come_out_within_the_bar_of_any_likely_printer(
        dx in -4.0..4.0_f64, dy in -4.0..4.0_f64, turn in -10.0..10.0_f64, lean in -10.0..10.0_f64,
        wide in 0.99..1.01_f64, high in 0.99..1.01_f64,
    ) {
        let form = a5();
        prop_assert!(worst_of(&form, &printer(form.page, [dx, dy], turn, lean, [wide, high])) <= 0.3);
    }
}
