//! The codes, one by one.

use super::*;

fn codes_of(options: Vec<BallotOption>, form: &BallotForm, settings: &Settings) -> Vec<&'static str> {
    codes(&lay(&contest(options), form, settings))
}

#[test]
fn an_ordinary_stencil_has_nothing_to_say() {
    assert_eq!(codes_of(candidates(7), &form(7, 8.0, 62.0, 14.0), &Settings::default()), [""; 0]);
}

#[test]
fn s115_a_sign_that_braille_does_not_know_stops_the_stencil() {
    let mut options = candidates(7);
    options[2].name = text("Сериков ₸ Болатұлы");
    options[2].parts = Parts::default();
    assert_eq!(codes_of(options, &form(7, 8.0, 62.0, 14.0), &Settings::default()), ["S115"]);
    let mut options = candidates(7);
    options[2].name = text("Сериков № 5");
    options[2].parts = Parts::default();
    assert!(!codes_of(options, &form(7, 8.0, 62.0, 14.0), &Settings::default()).contains(&"S115"));
}

#[test]
fn s140_a_sheet_smaller_than_ballot_and_flaps_is_named() {
    let form = form(7, 8.0, 62.0, 14.0);
    // 148 + 15 + 8 wide and 210 + 15 high is the least.
    let small = lay(&contest(candidates(7)), &form, &sheet(170.9, 225.0)).unwrap_err();
    assert_eq!(small, [Finding::SheetTooSmall { width: mm(171.0), height: mm(225.0) }]);
    assert!(!codes(&lay(&contest(candidates(7)), &form, &sheet(171.0, 225.0))).contains(&"S140"));
    assert!(!codes(&lay(&contest(candidates(7)), &form, &sheet(225.0, 171.0))).contains(&"S140"), "turned");
}

#[test]
fn s141_rows_below_six_millimetres_are_refused() {
    assert_eq!(codes_of(candidates(4), &form(4, 3.0, 62.0, 5.999), &Settings::default()), ["S141"]);
    assert!(!codes_of(candidates(4), &form(4, 3.0, 62.0, 6.0), &Settings::default()).contains(&"S141"));
}

#[test]
fn s142_a_heading_that_fits_in_no_form_stops_the_stencil() {
    let long = vec!["Сайлау"; 60].join(" ");
    let mut contest = contest(candidates(7));
    contest.title = text(&long);
    let form = form(7, 8.0, 62.0, 14.0);
    assert_eq!(codes(&lay(&contest, &form, &Settings::default())), ["S142"]);
    contest.short_title = Some(text("Сайлау"));
    assert_eq!(codes(&lay(&contest, &form, &Settings::default())), ["S213"]);
}

#[test]
fn s143_against_all_is_in_full_or_not_at_all() {
    // Eighteen cells, a blank and two for the number: 21 cells beside the window.
    let narrow = sheet(173.0, 225.0);
    let options = || vec![option(1, OptionKind::Answer, "Иә"), option(2, OptionKind::AgainstAll, "Барлығына қарсымын")];
    let form = form(2, 8.0, 62.0, 14.0);
    let mut long = options();
    long[1].name = text("Барлығына тіпті қарсымын");
    let refused = lay(&contest(long), &form, &narrow).unwrap_err();
    assert!(matches!(refused.as_slice(), [Finding::RowDoesNotFit { row: 2, .. }]), "{refused:?}");
    assert_eq!(codes_of(options(), &form, &narrow), [""; 0]);
}

#[test]
fn s143_names_the_sheet_that_would_do() {
    let form = form(2, 8.0, 62.0, 14.0);
    let options =
        vec![option(1, OptionKind::Answer, "Иә, мен мұнымен толық келісемін"), option(2, OptionKind::Answer, "Жоқ")];
    let refused = lay(&contest(options.clone()), &form, &sheet(173.0, 225.0)).unwrap_err();
    let [Finding::RowDoesNotFit { width, .. }] = refused.as_slice() else { panic!("{refused:?}") };
    let enough = Settings { max_sheet: Size::new(*width, mm(225.0)), ..Settings::default() };
    assert!(lay(&contest(options.clone()), &form, &enough).is_ok());
    let short = Settings { max_sheet: Size::new(*width - mm(1.0), mm(225.0)), ..Settings::default() };
    assert!(lay(&contest(options), &form, &short).is_err());
}

#[test]
fn s144_a_window_that_tolerance_takes_to_the_next_square_is_refused() {
    // Squares 1.9 mm apart, window flush with the square in height, budget 1.5: just clear.
    assert!(!codes_of(candidates(4), &form(4, 8.0, 62.0, 9.9), &Settings::default()).contains(&"S144"));
    assert!(codes_of(candidates(4), &form(4, 8.0, 62.0, 9.5), &Settings::default()).contains(&"S144"));
}

#[test]
fn s145_a_row_needs_room_for_braille_above_and_below() {
    let edge = |first: f64| codes_of(candidates(2), &form(2, 6.0, first, 14.0), &Settings::default());
    // The last row's center stands 12.1 mm above the edge at the least.
    assert!(edge(210.0 - 14.0 - 12.0).contains(&"S145"));
    assert!(!edge(210.0 - 14.0 - 12.1).contains(&"S145"));
    let top = form(2, 6.0, 8.0, 14.0);
    assert!(codes_of(candidates(2), &top, &Settings::default()).contains(&"S145"));
}

#[test]
fn s146_answers_that_read_alike_in_braille_are_refused() {
    let form = form(2, 8.0, 62.0, 14.0);
    let pair = |first, second| vec![option(1, OptionKind::Answer, first), option(2, OptionKind::Answer, second)];
    assert_eq!(codes_of(pair("Келісемін", "келісемін"), &form, &Settings::default()), ["S146"]);
    assert_eq!(codes_of(pair("Келісемін", "Келіспеймін"), &form, &Settings::default()), [""; 0]);
}

#[test]
fn s147_a_withdrawn_row_in_two_columns_needs_room_for_its_word() {
    let mut options = candidates(4);
    options[1].status = Status::Withdrawn;
    let mut form = form(4, 4.0, 62.0, 8.0);
    for square in &mut form.squares {
        *square = square.moved(Point::new(mm(-90.0), Length::ZERO));
    }
    assert!(codes_of(options.clone(), &form, &sheet(171.0, 225.0)).contains(&"S147"));
    assert!(!codes_of(options, &form, &sheet(297.0, 420.0)).contains(&"S147"));
}

#[test]
fn s148_a_window_keeps_a_strip_to_the_fold() {
    let strip = |strip: f64| {
        let mut form = form(3, 8.0, 62.0, 14.0);
        for square in &mut form.squares {
            *square = square.moved(Point::new(mm(148.0 - 134.0 - 4.5 - strip), Length::ZERO));
        }
        codes_of(candidates(3), &form, &Settings::default())
    };
    assert_eq!(strip(2.999), ["S148", "S219"]);
    assert_eq!(strip(3.0), ["S219"]);
    assert!(strip(-0.5).contains(&"S148"), "beyond the fold");
}

#[test]
fn s149_a_row_does_not_lie_where_the_corner_is_cut_away() {
    let corner = |size: f64| {
        let mut form = form(3, 8.0, 34.0, 14.0);
        form.corner = Corner::Marked { kind: CornerKind::Cut, size: mm(size), inset: Length::ZERO };
        let mut contest = contest(candidates(3));
        contest.title = text("Ән");
        codes(&lay(&contest, &form, &Settings::default()))
    };
    assert!(corner(40.0).contains(&"S149"));
    assert!(!corner(8.0).contains(&"S149"));
}

#[test]
fn s223_a_sticker_fits_unless_the_withdrawn_row_changes_the_others() {
    let form = form(7, 8.0, 62.0, 14.0);
    let lay = |options: Vec<BallotOption>, width| lay(&contest(options), &form, &sheet(width, 225.0)).unwrap();
    let withdraw = |mut options: Vec<BallotOption>| {
        options[2].status = Status::Withdrawn;
        options
    };
    let scope = Scope::One(Language::Kk);
    let (made, withdrawn) = (lay(candidates(7), 297.0), lay(withdraw(candidates(7)), 297.0));
    let plan = sticker(&made, &withdrawn, 3, scope).unwrap();
    let window = made.windows.rows[2].opening;
    assert!(plan.blank.height > window.height() && plan.blank.width > window.width());
    assert_eq!(plan.braille().count(), 1);
    // Short names on the narrowest card: the withdrawn words need a wider one.
    let short = |withdrawn: bool| {
        let mut options: Vec<_> = (1..7)
            .map(|number| candidate(number, &"абвгде"[..2 * usize::try_from(number).unwrap()], "Ә", None))
            .collect();
        options.push(option(7, OptionKind::Answer, "Қарсы"));
        if withdrawn {
            options[2].status = Status::Withdrawn;
        }
        let narrow = form.squares.iter().map(|square| square.moved(Point::new(mm(-70.0), Length::ZERO))).collect();
        let form = BallotForm { squares: narrow, ..form.clone() };
        lay_in(scope, &contest(options), &form, &sheet(297.0, 420.0)).unwrap()
    };
    assert_eq!(sticker(&short(false), &short(true), 3, scope), None);
}

#[test]
fn a_withdrawn_name_never_makes_another_ambiguous() {
    let options = |status| {
        let first = candidate(1, "Абаев", "Канат", Some("Есенұлы"));
        vec![
            BallotOption { status, ..first },
            candidate(2, "Абаев", "Канат", Some("Нұртілеуханұлы")),
            option(3, OptionKind::AgainstAll, "Барлығына қарсымын"),
        ]
    };
    let level = |status| lay(&contest(options(status)), &form(3, 8.0, 62.0, 14.0), &sheet(171.0, 225.0)).unwrap().level;
    assert_eq!(level(Status::Standing), Level::SurnameAndInitials);
    assert_eq!(level(Status::Withdrawn), Level::SurnameAndInitials);
}

#[test]
fn withdrawn_rows_say_the_same_and_keep_a_bar_in_the_place_of_the_window() {
    let mut options = candidates(7);
    options[1] = candidate(2, "Ли", "Ан", Some("И"));
    for row in [1, 2] {
        options[row].status = Status::Withdrawn;
    }
    let laid = lay(&contest(options), &form(7, 8.0, 62.0, 14.0), &Settings::default()).unwrap();
    let words = |row: usize| laid.rows[row].texts[0].text.clone();
    assert_eq!((words(1), words(2)), ("қатыспайды".to_owned(), "қатыспайды".to_owned()));
    assert_eq!(laid.rows[1].level, Level::NumberOnly);
    let closed: Vec<_> = laid.plan.layer(Layer::Raised).map(|drawn| drawn.role).collect();
    assert!(closed.contains(&Role::ClosedWindow(2)) && closed.contains(&Role::ClosedWindow(3)), "{closed:?}");
}

#[test]
fn s207_a_split_name_is_told_only_where_the_split_is_used() {
    let options = || {
        let mut options = candidates(5);
        for option in &mut options {
            option.parts = Parts::default();
        }
        options
    };
    let form = form(5, 8.0, 62.0, 14.0);
    assert_eq!(codes_of(options(), &form, &Settings::default()), [""; 0], "full names need no split");
    assert_eq!(codes_of(options(), &form, &sheet(175.0, 225.0)), ["S207"]);
    assert_eq!(codes_of(candidates(5), &form, &sheet(175.0, 225.0)), [""; 0], "the list has the parts");
}

#[test]
fn s210_and_s212_the_ballot_sets_the_line_pitch() {
    let pitch = |pitch| codes_of(candidates(4), &form(4, 5.0, 62.0, pitch), &Settings::default());
    assert!(!pitch(10.0).contains(&"S210"));
    assert!(pitch(9.999).contains(&"S210"));
    assert!(pitch(9.2).contains(&"S210"));
    assert!(pitch(9.199).contains(&"S212") && !pitch(9.199).contains(&"S210"));
}

#[test]
fn s211_numbers_only_names_the_wing_that_avoids_it() {
    let options: Vec<_> = (1..=2)
        .map(|number| candidate(number, &format!("Ұзынтегізорманбетәулетұлы{number}"), "Ә", None))
        .chain([option(3, OptionKind::AgainstAll, "Қарсымын")])
        .collect();
    let form = form(3, 8.0, 62.0, 14.0);
    let laid = lay(&contest(options.clone()), &form, &sheet(173.0, 225.0)).unwrap();
    assert_eq!(laid.level, Level::NumberOnly);
    let [Finding::NumbersOnly { wing, width }] = laid.warnings.as_slice() else { panic!("{:?}", laid.warnings) };
    assert_eq!(*width, *wing + mm(148.0 + 15.0));
    let enough = Settings { max_sheet: Size::new(*width, mm(225.0)), ..Settings::default() };
    assert_ne!(lay(&contest(options.clone()), &form, &enough).unwrap().level, Level::NumberOnly);
    let short = Settings { max_sheet: Size::new(*width - mm(1.0), mm(225.0)), ..Settings::default() };
    assert_eq!(lay(&contest(options), &form, &short).unwrap().level, Level::NumberOnly);
}

#[test]
fn s213_a_question_gives_way_to_the_title_and_is_never_cut() {
    let mut contest = contest(vec![option(1, OptionKind::Answer, "Иә"), option(2, OptionKind::Answer, "Жоқ")]);
    contest.question = Some(text("Сіз Қазақстанда атом электр станциясын салуға келісесіз бе?"));
    let roomy = form(2, 8.0, 62.0, 14.0);
    assert_eq!(codes(&lay(&contest, &roomy, &Settings::default())), [""; 0]);
    let tight = form(2, 8.0, 22.0, 14.0);
    let laid = lay(&contest, &tight, &Settings::default()).unwrap();
    assert_eq!(laid.warnings, [Finding::HeadingShortened { language: Language::Kk }]);
    assert_eq!(laid.headings[0].text, "Сайлау");
}

#[test]
fn s214_and_s219_ridges_need_room_right_of_the_windows() {
    let free = |free: f64| {
        let mut form = form(6, 8.0, 62.0, 14.0);
        let shift = mm(148.0 - 134.0 - 4.5 - free);
        for square in &mut form.squares {
            *square = square.moved(Point::new(shift, Length::ZERO));
        }
        codes_of(candidates(6), &form, &Settings::default())
    };
    assert_eq!(free(8.0), [""; 0]);
    assert_eq!(free(7.999), ["S214"]);
    assert_eq!(free(6.0), ["S214"]);
    assert_eq!(free(5.999), ["S219"]);
}

#[test]
fn s215_a_plain_corner_is_told() {
    let mut form = form(7, 8.0, 62.0, 14.0);
    form.corner = Corner::Plain;
    assert_eq!(codes_of(candidates(7), &form, &Settings::default()), ["S215"]);
}

#[test]
fn s216_squares_closer_than_the_technique_can_cut_are_told_and_left_as_they_are() {
    let tight = form(4, 6.0, 62.0, 8.999);
    let laid = lay(&contest(candidates(4)), &tight, &Settings::default()).unwrap();
    assert!(laid.warnings.contains(&Finding::NarrowStrip { row: 1, gap: mm(2.999), wanted: mm(3.0) }));
    let [first, second, ..] = laid.windows.rows.as_slice() else { panic!() };
    assert_eq!(second.opening.top - first.opening.bottom, mm(2.999));
    let laser = Settings { technique: Technique::Film, ..Settings::default() };
    assert!(!codes_of(candidates(4), &tight, &laser).contains(&"S216"));
    assert!(!codes_of(candidates(4), &form(4, 6.0, 62.0, 9.0), &Settings::default()).contains(&"S216"));
}

#[test]
fn s217_a_square_that_tolerance_covers_by_a_third_is_told() {
    let open = |square| lay(&contest(candidates(4)), &form(4, square, 62.0, 20.0), &Settings::default()).unwrap();
    // Both ways a square of s mm keeps s − 1 mm: 37.5 % … (s − 1)² / s² reaches 70 % at 6.13 mm.
    assert_eq!(open(6.1).warnings, [Finding::SquareCovered { row: 1, percent: 69 }]);
    assert_eq!(open(6.2).warnings, []);
    assert_eq!(open(6.2).windows.open_percent, 70);
}

#[test]
fn s218_a_card_wider_than_300_mm_is_told() {
    let name = |cells: usize| "а".repeat(cells);
    let laid = |cells| {
        let options = vec![option(1, OptionKind::Answer, &name(cells)), option(2, OptionKind::Answer, "Жоқ")];
        lay(&contest(options), &form(2, 8.0, 62.0, 14.0), &Settings::default()).unwrap()
    };
    let widths = (30..60).map(laid).map(|laid| (laid.plan.sheet_at.x + mm(148.0), laid.warnings));
    for (width, warnings) in widths {
        assert_eq!(!warnings.is_empty(), width > mm(300.0), "{width}: {warnings:?}");
    }
}

#[test]
fn s220_without_a_gap_there_is_no_guide_strip() {
    let mut contest = contest(candidates(17));
    contest.title = text(&["Сайлау"; 9].join(" "));
    let full = form(17, 6.2, 45.0, 9.5);
    assert!(codes(&lay(&contest, &full, &Settings::default())).contains(&"S220"));
    contest.title = text("Сайлау");
    assert!(!codes(&lay(&contest, &full, &Settings::default())).contains(&"S220"));
}

#[test]
fn s221_names_with_and_without_patronymic_are_not_mixed() {
    let form = form(7, 8.0, 62.0, 14.0);
    let mut options = candidates(7);
    options[2] = candidate(3, "Әбден", "Қарақат", None);
    let laid = lay(&contest(options), &form, &Settings::default()).unwrap();
    assert_eq!(laid.level, Level::SurnameAndGiven);
    assert_eq!(laid.warnings, [Finding::UnequalNames { row: 3, name: "Әбден Қарақат".into() }]);
}

#[test]
fn levels_go_down_together_and_never_let_two_rows_read_alike() {
    let form = form(3, 8.0, 62.0, 14.0);
    let options = vec![
        candidate(1, "Сапарғалиев", "Болатжан", Some("Нұрланұлы")),
        candidate(2, "Сапарғалиев", "Болатбек", Some("Нұрланұлы")),
        option(3, OptionKind::AgainstAll, "Қарсымын"),
    ];
    let level = |width| lay(&contest(options.clone()), &form, &sheet(width, 225.0)).unwrap().level;
    assert_eq!(level(297.0), Level::Full);
    assert_eq!(level(190.0), Level::SurnameAndGiven);
    // Surname and initials would fit, but are the same for both.
    assert_eq!(level(171.0), Level::NumberOnly);
}

#[test]
fn parties_go_from_name_to_short_name_to_number() {
    let form = form(3, 8.0, 62.0, 14.0);
    let party = |number, name: &str, short: Option<&str>| BallotOption {
        short: short.map(text),
        ..option(number, OptionKind::Party, name)
    };
    let options = |short| {
        vec![
            party(1, "«Ауыл» халықтық-демократиялық патриоттық партиясы", Some("«Ауыл» ХДПП")),
            party(2, "Жалпыұлттық социал-демократиялық партия", short),
            option(3, OptionKind::AgainstAll, "Қарсымын"),
        ]
    };
    let level = |short, width| lay(&contest(options(short)), &form, &sheet(width, 225.0)).unwrap().level;
    assert_eq!(level(Some("ЖСДП"), 420.0), Level::Full);
    assert_eq!(level(Some("ЖСДП"), 171.0), Level::Short);
    assert_eq!(level(None, 171.0), Level::NumberOnly);
}

#[test]
fn both_languages_share_rows_from_24_mm_and_take_the_lower_level() {
    assert_eq!(Scope::for_both(&form(3, 8.0, 62.0, 24.0)), [Scope::Both]);
    assert_eq!(Scope::for_both(&form(3, 8.0, 62.0, 23.999)).len(), 2);
    let mut options = candidates(3);
    options[0].name.ru = "Очень-Длинная-Фамилия-Которая-Не-Помещается Имя Отчество".into();
    options[0].parts.ru = Some(NameParts {
        surname: "Очень-Длинная-Фамилия-Которая-Не-Помещается".into(),
        given: "Имя".into(),
        patronymic: Some("Отчество".into()),
    });
    let form = form(3, 8.0, 62.0, 24.0);
    let level = |scope| lay_in(scope, &contest(options.clone()), &form, &sheet(210.0, 297.0)).unwrap().level;
    assert_eq!(level(Scope::One(Language::Kk)), Level::Full);
    assert_eq!(level(Scope::Both), level(Scope::One(Language::Ru)));
    assert_ne!(level(Scope::Both), Level::Full);
}

#[test]
fn a_withdrawn_row_keeps_its_number_and_place_and_gets_no_window() {
    let standing = lay(&contest(candidates(7)), &form(7, 8.0, 62.0, 14.0), &Settings::default()).unwrap();
    let mut options = candidates(7);
    options[2].status = Status::Withdrawn;
    let laid = lay(&contest(options), &form(7, 8.0, 62.0, 14.0), &Settings::default()).unwrap();
    let windows = |laid: &Laid| {
        let cut = laid.plan.layer(Layer::Cut).filter(|drawn| matches!(drawn.role, Role::Window(_)));
        cut.map(|drawn| drawn.role).collect::<Vec<_>>()
    };
    assert_eq!(windows(&standing).len(), 7);
    assert_eq!(windows(&laid).len(), 6);
    assert!(!windows(&laid).contains(&Role::Window(3)));
    assert!(laid.rows[2].texts[0].text.ends_with("қатыспайды"));
    assert_eq!(laid.rows[3].texts[0].cells[..5], standing.rows[3].texts[0].cells[..5]);
}

#[test]
fn swell_paper_leaves_print_out_and_draws_smaller_dots() {
    let settings = Settings { technique: Technique::Swell, ..Settings::default() };
    let laid = lay(&contest(candidates(7)), &form(7, 8.0, 62.0, 14.0), &settings).unwrap();
    assert_eq!(laid.plan.layer(Layer::Print).count(), 0);
    assert_eq!(laid.plan.drawn_dot, mm(1.3));
}
