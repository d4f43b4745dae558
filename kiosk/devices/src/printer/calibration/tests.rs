use wording::Coded as _;

use super::*;

fn page() -> Size {
    Size::new(Length::from_mm(148), Length::from_mm(210))
}

fn bent() -> Calibration {
    Calibration {
        offset_mm: [1.3, -0.7],
        rotation_mrad: 3.0,
        skew_mrad: -2.0,
        scale: [1.004, 0.997],
        ..Calibration::exact(page())
    }
}

/// Where a person with a rule finds the crosses: to a tenth of a millimetre.
fn found(calibration: &Calibration, page: Size) -> [[f64; 2]; 5] {
    let tenth = |mm: f64| (mm * 10.0).round() / 10.0;
    Calibration::crosses(page).map(|cross| calibration.printed([cross.x.mm(), cross.y.mm()]).map(tenth))
}

#[test]
fn what_is_drawn_through_the_calibration_is_printed_where_it_belongs() {
    for place in [[10.0, 10.0], [134.0, 62.0], [148.0, 210.0], [74.0, 105.0]] {
        let printed = bent().printed(bent().drawn(place));
        assert!(distance(&printed, &place) < 1e-9, "{printed:?}");
        assert!(distance(&bent().drawn(place), &place) > 0.5);
    }
}

#[test]
fn a_turn_is_clockwise_and_an_offset_to_the_right_and_down() {
    let turned = Calibration { rotation_mrad: 10.0, ..Calibration::exact(page()) };
    let right = turned.printed([148.0, 105.0]);
    assert!(right[1] > 105.7 && right[1] < 105.8, "the right edge goes down: {right:?}");
    let moved = Calibration { offset_mm: [2.0, 1.0], ..Calibration::exact(page()) };
    assert_eq!(moved.printed([10.0, 10.0]), [12.0, 11.0]);
}

#[test]
fn crosses_measured_to_a_tenth_give_the_printer_back_within_a_tenth_everywhere() {
    for page in [
        page(),
        Size::new(Length::from_mm(210), Length::from_mm(297)),
        Size::new(Length::from_mm(90), Length::from_mm(500)),
    ] {
        let printer = Calibration { page, ..bent() };
        let measured = Calibration::from_crosses(page, found(&printer, page)).unwrap();
        for place in [[0.0, 0.0], [page.width.mm(), 0.0], [page.width.mm(), page.height.mm()], [20.0, 100.0]] {
            let wrong = distance(&printer.printed(measured.drawn(place)), &place);
            assert!(wrong < 0.12, "{wrong} at {place:?} of {page:?}");
        }
    }
}

#[test]
fn one_slip_of_the_rule_is_found_or_moves_no_mark_out_of_its_bar() {
    for cross in 0..5 {
        for slip in [-3.0, -1.0, -0.5, -0.1, 0.0, 0.1, 0.3, 0.5, 1.0, 3.0] {
            for axis in 0..2 {
                let mut found = Calibration::crosses(page()).map(|cross| [cross.x.mm(), cross.y.mm()]);
                found[cross][axis] += slip;
                match Calibration::from_crosses(page(), found) {
                    Ok(measured) => {
                        let corners = Calibration::crosses(page()).map(|cross| [cross.x.mm(), cross.y.mm()]);
                        assert!(corners.iter().all(|place| distance(&measured.drawn(*place), place) < 0.3));
                        assert!(slip.abs() < 0.5, "a slip of {slip} at cross {} is not found", cross + 1);
                    }
                    Err(problem) => {
                        assert_eq!(problem.code().as_str(), "K329");
                        assert!(slip.abs() > 0.1, "a tenth is no slip");
                    }
                }
            }
        }
    }
}

#[test]
fn nonsense_is_refused_by_its_code() {
    let right = Calibration::crosses(page()).map(|cross| [cross.x.mm(), cross.y.mm()]);
    let refused = |change: &dyn Fn(&mut [[f64; 2]; 5])| {
        let mut found = right;
        change(&mut found);
        Calibration::from_crosses(page(), found).unwrap_err()
    };
    assert_eq!(refused(&|found| found[1][0] = f64::NAN), CalibrationProblem::CrossUnlikely { cross: 2 });
    assert_eq!(refused(&|found| found[2][1] = f64::INFINITY), CalibrationProblem::CrossUnlikely { cross: 3 });
    assert_eq!(refused(&|found| found.reverse()), CalibrationProblem::CrossUnlikely { cross: 1 });
    assert_eq!(refused(&|found| found[4][0] += 8.1), CalibrationProblem::CrossUnlikely { cross: 5 });
    assert_eq!(
        refused(&|found| found.iter_mut().for_each(|cross| cross[0] += 5.1)),
        CalibrationProblem::CalibrationBeyond
    );
    let larger =
        |found: &mut [[f64; 2]; 5]| found.iter_mut().for_each(|cross| cross[1] = 105.0 + (cross[1] - 105.0) * 1.016);
    assert_eq!(refused(&larger), CalibrationProblem::CalibrationBeyond);
    let just = |found: &mut [[f64; 2]; 5]| found.iter_mut().for_each(|cross| cross[0] += 4.9);
    let mut found = right;
    just(&mut found);
    assert!(Calibration::from_crosses(page(), found).is_ok());
}

#[test]
fn every_problem_has_its_code_and_its_texts() {
    let problems = [
        (CalibrationProblem::CrossUnlikely { cross: 2 }, "K328"),
        (CalibrationProblem::CrossesDisagree { cross: 2 }, "K329"),
        (CalibrationProblem::CalibrationBeyond, "K334"),
    ];
    for (problem, code) in problems {
        assert_eq!(problem.code().as_str(), code);
        assert!(format!("{problem:?}").starts_with(problem.code().name()));
        for language in [Language::Kk, Language::Ru, Language::En] {
            let text = wording::text(&problem, language) + &wording::remedy(&problem, language);
            assert!(!text.contains(['{', '}']), "{text}");
        }
    }
}

#[test]
fn the_lines_for_the_station_file_are_read_back_as_they_were() {
    #[derive(Deserialize)]
    struct File {
        printer: Section,
    }
    #[derive(Deserialize)]
    struct Section {
        calibration: Vec<Calibration>,
    }
    let file: File = toml::from_str(&bent().lines()).unwrap();
    assert_eq!(file.printer.calibration, [bent()]);
}
