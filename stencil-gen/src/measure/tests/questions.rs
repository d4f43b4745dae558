//! What can be read in two ways is asked, and what is not as the list says is refused.

use ballot::{Length, Size};

use super::*;

fn page(marks: &str) -> Vec<u8> {
    pdf(&[plain(148.0, 210.0, marks)])
}

#[test]
fn several_ballots_on_one_sheet_are_refused() {
    // Two beside each other on A4, two above each other on A4.
    let beside = each(stroked) + &format!("1 0 0 1 148.5 0 cm {}", each(stroked));
    assert_eq!(problem(&pdf(&[plain(297.0, 210.0, &beside)]), &asked()), MeasureProblem::SeveralColumns { count: 2 });
    let three = SQUARES.map(|[x, y, w, h]| stroked([x, (y - 58.0) / 2.0 + 15.0, w * 0.6, h * 0.6])).join(" ");
    let above = format!("0.3 w {three} 1 0 0 1 0 150 cm {three}");
    assert_eq!(problem(&pdf(&[plain(210.0, 297.0, &above)]), &asked()), MeasureProblem::Uneven { row: 7 });
}

#[test]
fn cells_around_the_squares_are_a_question_that_a_size_answers() {
    let cells = SQUARES.map(|[x, y, ..]| format!("{} {} 12 12 re S", x - 2.0, y - 2.0)).join(" ");
    let file = page(&(each(stroked) + &cells));
    assert!(
        matches!(problem(&file, &asked()), MeasureProblem::SeveralSizes { sizes } if sizes.contains("7 × 8x8") && sizes.contains("7 × 12x12"))
    );
    let square = |mm| Some(Size::new(Length::from_mm(mm), Length::from_mm(mm)));
    assert_measured(&file, &Asked { square: square(8), ..asked() }, "square 8x8");
    assert_eq!(code(&file, &Asked { square: square(10), ..asked() }), "S509");
}

#[test]
fn a_missing_square_is_noticed_without_a_list() {
    let without = |missing: usize| {
        let left = SQUARES.iter().enumerate().filter(|(row, _)| *row != missing).map(|(_, square)| stroked(*square));
        page(&("0.3 w ".to_owned() + &left.collect::<Vec<_>>().join(" ")))
    };
    assert_eq!(problem(&without(3), &asked()), MeasureProblem::Uneven { row: 3 });
    // At the end nothing shows it but the list.
    let names = contest(&NAMES);
    assert!(measure(&without(6), &asked()).is_ok());
    let with_list = Asked { contest: Some(&names), ..asked() };
    assert_eq!(problem(&without(6), &with_list), MeasureProblem::CountDiffers { squares: 6, options: 7 });
}

#[test]
fn one_box_alone_is_a_square_only_if_the_list_has_one_option() {
    let file = page(&format!("0.3 w {} {}", stroked(SQUARES[0]), words(15.0, 63.0, "Berg Anna")));
    assert_eq!(problem(&file, &asked()), MeasureProblem::OneSquare { place: "130, 58".to_owned() });
    let (one, two) = (contest(&NAMES[..1]), contest(&NAMES[..2]));
    assert_eq!(measure(&file, &Asked { contest: Some(&one), ..asked() }).unwrap().form.squares.len(), 1);
    assert_eq!(code(&file, &Asked { contest: Some(&two), ..asked() }), "S513");
}

#[test]
fn the_right_page_is_the_one_with_squares_and_its_place_tells_the_side() {
    let (title, rows) = (|| plain(148.0, 210.0, &words(20.0, 30.0, "Ballot")), || plain(148.0, 210.0, &each(stroked)));
    let open = Asked { side: None, ..asked() };
    let file = pdf(&[title(), rows()]);
    let measured = assert_measured(&file, &open, "second page");
    assert_eq!((measured.page, measured.form.side), (2, 2));
    assert_eq!(assert_measured(&pdf(&[rows(), title()]), &open, "first page").form.side, 1);
    assert_eq!(code(&file, &Asked { page: Some(1), ..open.clone() }), "S509");
    assert_eq!(
        problem(&file, &Asked { page: Some(3), ..open.clone() }),
        MeasureProblem::NoSuchPage { page: 3, count: 2 }
    );
    assert_eq!(code(&file, &Asked { page: Some(0), ..open.clone() }), "S507");
    // One page, or three, and nobody can tell the side.
    assert_eq!(problem(&pdf(&[rows()]), &open), MeasureProblem::SideUnknown { page: 1 });
    assert_eq!(problem(&pdf(&[title(), title(), rows()]), &open), MeasureProblem::SideUnknown { page: 3 });
    let both = pdf(&[rows(), rows()]);
    assert_eq!(problem(&both, &open), MeasureProblem::SeveralPages { pages: "1, 2".to_owned() });
    assert_eq!(assert_measured(&both, &Asked { page: Some(2), ..open }, "named page").page, 2);
}

#[test]
fn a_file_of_many_pages_is_asked_for_the_page() {
    let leaves: Vec<Leaf> = (0..21).map(|_| plain(148.0, 210.0, &each(stroked))).collect();
    let file = pdf(&leaves);
    assert_eq!(code(&file, &asked()), "S508");
    assert_measured(&file, &Asked { page: Some(20), ..asked() }, "page 20");
}

#[test]
fn a_page_without_squares_and_a_scan_are_told_apart() {
    assert_eq!(code(&page(&words(20.0, 30.0, "Ballot")), &asked()), "S509");
    assert_eq!(code(&page("q 148 0 0 210 0 0 cm /P Do Q"), &asked()), "S510");
    // A small picture is an emblem.
    assert_eq!(code(&page("q 30 0 0 30 60 10 cm /P Do Q"), &asked()), "S509");
    assert_measured(&page(&(each(stroked) + "q 30 0 0 30 60 10 cm /P Do Q")), &asked(), "an emblem");
}

#[test]
fn names_are_compared_row_by_row() {
    let right = contest(&NAMES);
    let with =
        |contest: &Contest, names: &[&str]| measure(&page(&named(names)), &Asked { contest: Some(contest), ..asked() });
    assert_eq!(with(&right, &NAMES).unwrap().names, Some(7));
    let mut exchanged = NAMES;
    exchanged.swap(1, 4);
    let elsewhere = MeasureProblem::NameElsewhere { row: 2, name: "Dahl Ole".to_owned(), other: 5 };
    assert_eq!(with(&right, &exchanged).unwrap_err(), Refusal::Pdf(elsewhere));
    let mut misspelled = NAMES;
    misspelled[5] = "Lumd Per";
    let not_there = MeasureProblem::NameNotThere { row: 6, name: "Lund Per".to_owned(), text: "Lumd Per".to_owned() };
    assert_eq!(with(&right, &misspelled).unwrap_err(), Refusal::Pdf(not_there));
    // The hyphen and capitals may be drawn otherwise.
    let mut otherwise = NAMES;
    otherwise[2] = "ENG LIE KARI";
    assert!(with(&right, &otherwise).is_ok());
    assert_eq!(with(&right, &[]).unwrap_err(), Refusal::Pdf(MeasureProblem::NamesAreShapes { row: 1 }));
    assert!(matches!(
        with(&contest(&NAMES[..6]), &NAMES),
        Err(Refusal::Pdf(MeasureProblem::CountDiffers { squares: 7, options: 6 }))
    ));
}

#[test]
fn a_name_in_two_lines_and_in_columns_is_read_whole() {
    let names = contest(&NAMES);
    let mut marks = each(stroked);
    for ([_, y, ..], name) in SQUARES.iter().zip(NAMES) {
        let (first, second) = name.split_once([' ', '-']).unwrap();
        // Two languages beside each other, each in two lines.
        for x in [12.0, 70.0] {
            marks += &(words(x, y + 3.0, first) + &words(x, y + 7.5, second));
        }
    }
    assert!(measure(&page(&marks), &Asked { contest: Some(&names), ..asked() }).is_ok());
}

#[test]
fn words_that_nobody_sees_are_no_names() {
    let names = contest(&NAMES);
    let shown = named(&NAMES);
    let marks = shown.replace("BT ", "BT 3 Tr ");
    assert_ne!(marks, shown);
    assert_eq!(code(&page(&marks), &Asked { contest: Some(&names), ..asked() }), "S517");
}

#[test]
fn spare_squares_have_no_names() {
    let names = contest(&NAMES[..6]);
    let file = page(&named(&NAMES[..6]));
    assert_eq!(code(&file, &Asked { contest: Some(&names), ..asked() }), "S516");
    let measured = measure(&file, &Asked { contest: Some(&names), spare: 1, ..asked() }).unwrap();
    assert_eq!((measured.form.squares.len(), measured.form.option_squares().len()), (7, 6));
}

#[test]
fn every_problem_has_the_code_of_its_name_and_fills_its_placeholders() {
    use ballot::Language;
    use wording::Code;
    let text = || "x".to_owned();
    let problems = [
        ("S501", MeasureProblem::PdfUnreadable),
        ("S502", MeasureProblem::PdfTooIntricate),
        ("S503", MeasureProblem::SizeNotStated { width: text(), height: text() }),
        ("S504", MeasureProblem::SizeDiffers { width: text(), height: text(), given: text() }),
        ("S505", MeasureProblem::SizeUnusual { width: text(), height: text() }),
        ("S506", MeasureProblem::MarksDiffer { width: text(), height: text() }),
        ("S507", MeasureProblem::NoSuchPage { page: 1, count: 1 }),
        ("S508", MeasureProblem::SeveralPages { pages: text() }),
        ("S509", MeasureProblem::NoSquares { page: text() }),
        ("S510", MeasureProblem::OnlyPicture { page: text() }),
        ("S511", MeasureProblem::SeveralSizes { sizes: text() }),
        ("S512", MeasureProblem::SeveralColumns { count: 2 }),
        ("S513", MeasureProblem::OneSquare { place: text() }),
        ("S514", MeasureProblem::Uneven { row: 1 }),
        ("S515", MeasureProblem::SideUnknown { page: 1 }),
        ("S516", MeasureProblem::CountDiffers { squares: 1, options: 2 }),
        ("S517", MeasureProblem::NamesAreShapes { row: 1 }),
        ("S518", MeasureProblem::NameNotThere { row: 1, name: text(), text: text() }),
        ("S519", MeasureProblem::NameElsewhere { row: 1, name: text(), other: 2 }),
        ("S520", MeasureProblem::WhichContest { contests: text() }),
    ];
    let codes: Vec<_> = problems.iter().map(|(_, problem)| problem.code()).collect();
    let own: Vec<_> = Code::ALL.iter().copied().filter(|code| (Code::S501..=Code::S520).contains(code)).collect();
    assert_eq!(codes, own);
    for (code, problem) in problems.into_iter().chain([("S224", MeasureProblem::NamesNotCompared { count: 1 })]) {
        assert_eq!(problem.code().as_str(), code);
        let name = format!("{problem:?}");
        assert_eq!(name.split([' ', '{']).next(), Some(problem.code().name()));
        for language in [Language::Kk, Language::Ru, Language::En] {
            let text = wording::text(&problem, language) + &wording::remedy(&problem, language);
            assert!(!text.contains(['{', '}']), "{text}");
        }
    }
}
