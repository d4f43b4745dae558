//! Every rule has a case that breaks it and one that just meets it.

use super::{Checked, check, is_plain_id};
use crate::draft::{Draft, DraftContest, DraftOption, DraftText};
use crate::{Language, NameParts, OptionKind, Place, ProblemKind, Status, text::KAZAKH_ALPHABET};

fn text(kk: &str, ru: &str) -> DraftText {
    let some = |text: &str| (!text.is_empty()).then(|| text.to_owned());
    DraftText { kk: some(kk), ru: some(ru), en: None }
}

/// A table of these names; the first stands in row 2.
fn draft(names: &[(&str, &str)]) -> Draft {
    let option = |(row, (kk, ru)): (u32, &(&str, &str))| DraftOption {
        place: Place::row("list.csv", row),
        name: text(kk, ru),
        ..DraftOption::default()
    };
    Draft {
        file: "list.csv".to_owned(),
        id: Some("e".to_owned()),
        date: Some("2026-03-15".to_owned()),
        title: text("Сайлау", "Выборы"),
        contests: vec![DraftContest {
            id: "c".to_owned(),
            place: Place::file("list.csv"),
            title: text("Сайлау", "Выборы"),
            options: (2..).zip(names).map(option).collect(),
            ..DraftContest::default()
        }],
    }
}

/// Three candidates and "against all", with nothing wrong.
fn sound() -> Draft {
    draft(&[
        ("Әбден Қарақат", "Абден Каракат"),
        ("Тоқаев Қасым-Жомарт", "Токаев Касым-Жомарт"),
        ("Тұрсынбекова Салтанат", "Турсынбекова Салтанат"),
        ("Барлығына қарсымын", "Против всех"),
    ])
}

/// What the rules find after `change`, each with its place.
fn found(change: impl FnOnce(&mut Draft)) -> Vec<(String, ProblemKind)> {
    let mut draft = sound();
    change(&mut draft);
    let Checked { election, problems } = check(draft);
    assert_eq!(election.is_none(), problems.iter().any(crate::Problem::is_error));
    problems.into_iter().map(|problem| (problem.place.to_string(), problem.kind)).collect()
}

fn option(change: impl FnOnce(&mut DraftOption)) -> Vec<(String, ProblemKind)> {
    found(|draft| change(&mut draft.contests[0].options[1]))
}

fn contest(change: impl FnOnce(&mut DraftContest)) -> Vec<(String, ProblemKind)> {
    found(|draft| change(&mut draft.contests[0]))
}

fn kinds_of(found: Vec<(String, ProblemKind)>) -> Vec<ProblemKind> {
    found.into_iter().map(|(_, kind)| kind).collect()
}

fn at(place: &str, kind: ProblemKind) -> Vec<(String, ProblemKind)> {
    vec![(place.to_owned(), kind)]
}

fn missing(language: Language) -> ProblemKind {
    ProblemKind::MissingTranslation { language }
}

fn set(slot: &mut Option<String>, text: &str) {
    *slot = Some(text.to_owned());
}

#[test]
fn a_sound_list_becomes_an_election() {
    let Checked { election, problems } = check(sound());
    assert_eq!(problems, []);
    let election = election.unwrap();
    let options = &election.contests[0].options;
    assert_eq!(options[3].kind, OptionKind::AgainstAll);
    assert_eq!((options[1].number, options[1].id.as_str()), (2, "2"));
    assert_eq!((election.contests[0].position, election.contests[0].max_choices), (1, 1));
}

#[test]
fn s110_a_name_needs_both_languages() {
    assert_eq!(option(|row| row.name.ru = None), at("list.csv:3:name_ru", missing(Language::Ru)));
    assert_eq!(option(|row| set(&mut row.name.kk, " \u{a0}")), at("list.csv:3:name_kk", missing(Language::Kk)));
    assert_eq!(option(|row| set(&mut row.name.en, "Tokayev")), []);
}

#[test]
fn s110_other_texts_need_both_languages_or_none() {
    assert_eq!(option(|row| row.short = text("", "Т")), at("list.csv:3:short_kk", missing(Language::Kk)));
    assert_eq!(option(|row| row.detail = text("Б", "")), at("list.csv:3:detail_ru", missing(Language::Ru)));
    assert_eq!(contest(|own| own.question = text("Бе?", "")), at("list.csv:question_ru", missing(Language::Ru)));
    assert_eq!(contest(|own| own.title.ru = None), at("list.csv:title_ru", missing(Language::Ru)));
    assert_eq!(found(|draft| draft.title.kk = None), at("list.csv:title_kk", missing(Language::Kk)));
    assert_eq!(option(|row| row.short = text("Т", "Т")), []);
    assert_eq!(option(|row| row.spoken = text("Тоқа́ев", "")), []);
}

#[test]
fn s111_only_known_kinds_are_taken() {
    let unknown = ProblemKind::UnknownKind { found: "person".to_owned() };
    assert_eq!(option(|row| set(&mut row.kind, "person")), at("list.csv:3:kind", unknown));
    assert_eq!(option(|row| set(&mut row.kind, " Candidate ")), []);
    let spellings = ["against_all", "Against-All", "against all"];
    for spelling in spellings {
        assert_eq!(contest(|own| set(&mut own.options[3].kind, spelling)), []);
    }
}

#[test]
fn s112_two_rows_must_not_read_alike() {
    let twice = |name: &str| ProblemKind::DuplicateName { name: name.to_owned(), first_row: 2 };
    let changed = option(|row| row.name = text("ӘБДЕН Қарақат", "Токаев К."));
    assert_eq!(changed, at("list.csv:3:name_kk", twice("ӘБДЕН Қарақат")));
    let russian = found(|draft| {
        set(&mut draft.contests[0].options[0].name.ru, "Семёнов");
        set(&mut draft.contests[0].options[2].name.ru, "Семенов");
    });
    assert_eq!(russian, at("list.csv:4:name_ru", twice("Семенов")));
    assert_eq!(option(|row| row.name = text("Әбден Қарақат Б", "Абден Каракат Б")), []);
}

#[test]
fn s113_letters_of_another_script_are_named() {
    let mixed =
        |word: &str, letters: &str| ProblemKind::MixedScripts { word: word.to_owned(), letters: letters.to_owned() };
    let changed = option(|row| set(&mut row.name.kk, "Тоқаев Бiрлiк"));
    assert_eq!(changed, at("list.csv:3:name_kk", mixed("Бiрлiк", "i (Latin, U+0069)")));
    let initial = option(|row| set(&mut row.name.ru, "Токаев A."));
    assert_eq!(initial, at("list.csv:3:name_ru", mixed("A", "A (Latin, U+0041)")));
    let schwa = option(|row| set(&mut row.detail.kk, "Əкім")).remove(0);
    assert_eq!(schwa.1, mixed("Əкім", "Ə (Latin, U+018F)"));
    assert_eq!(contest(|own| own.title = text("XIV сайлау", "Выборы XIV")), []);
    let party = |kk: &str| {
        contest(|own| {
            own.options.iter_mut().take(3).for_each(|row| set(&mut row.kind, "party"));
            own.options[1].name = text(kk, kk);
        })
    };
    assert_eq!(party("«AMANAT»"), []);
    assert_eq!(party("COCTAB"), []);
    assert_eq!(kinds_of(party("СOCTAB")).len(), 2);
}

#[test]
fn s114_a_lost_letter_is_found() {
    let lost = |word: &str| ProblemKind::LostLetter { word: word.to_owned() };
    assert_eq!(option(|row| set(&mut row.name.kk, "То?аев")), at("list.csv:3:name_kk", lost("То?аев")));
    assert_eq!(option(|row| set(&mut row.name.kk, "Саты?")), at("list.csv:3:name_kk", lost("Саты?")));
    assert_eq!(option(|row| set(&mut row.name.kk, "То\u{fffd}аев")), at("list.csv:3:name_kk", lost("То\u{fffd}аев")));
    assert_eq!(contest(|own| own.question = text("Келісесіз бе?", "Согласны ли вы?")), []);
}

#[test]
fn s115_a_sign_without_a_cell_is_found() {
    let unknown = |sign, text: &str| ProblemKind::UnknownSign { sign, text: text.to_owned() };
    assert_eq!(option(|row| set(&mut row.name.kk, "Тоќаев")), at("list.csv:3:name_kk", unknown('ќ', "Тоќаев")));
    assert_eq!(option(|row| row.detail = text("5 ₸", "5")), at("list.csv:3:detail_kk", unknown('₸', "5 ₸")));
    assert_eq!(option(|row| row.detail = text("№ 5/1 — 10 %", "«5»")), []);
    assert_eq!(option(|row| set(&mut row.name.en, "Zoë & Co")), []);
}

#[test]
fn s116_against_all_stands_once() {
    let second = contest(|own| {
        let mut row = own.options[3].clone();
        row.name = text("Бәріне қарсымын", "Против каждого");
        set(&mut row.kind, "against_all");
        own.options.push(row);
    });
    assert_eq!(second, at("list.csv:5:kind", ProblemKind::SecondAgainstAll));
}

#[test]
fn s117_only_known_statuses_are_taken() {
    let unknown = ProblemKind::UnknownStatus { found: "withdrew".to_owned() };
    assert_eq!(option(|row| set(&mut row.status, "withdrew")), at("list.csv:3:status", unknown));
    assert_eq!(option(|row| set(&mut row.status, "Standing")), []);
    let mut draft = sound();
    set(&mut draft.contests[0].options[1].status, " Withdrawn");
    let election = check(draft).election.unwrap();
    let row = &election.contests[0].options[1];
    assert_eq!((row.status, row.number), (Status::Withdrawn, 2));
}

#[test]
fn s118_a_ballot_has_2_to_99_rows() {
    let count = |found| ProblemKind::OptionCount { found, least: 2, most: 99 };
    let rows = |number: usize| {
        let letter = |index: usize| KAZAKH_ALPHABET.chars().rev().nth(index).unwrap();
        let name = |index: usize| format!("Ақ{}{}", letter(index / 30), letter(index % 30));
        let names: Vec<_> = (0..number).map(name).collect();
        let names: Vec<_> = names.iter().map(|name| (name.as_str(), name.as_str())).collect();
        let problems = check(draft(&names)).problems;
        problems.into_iter().map(|problem| problem.kind).filter(ProblemKind::is_error).collect::<Vec<_>>()
    };
    assert_eq!(rows(0), [count(0)]);
    assert_eq!(rows(1), [count(1)]);
    assert_eq!(rows(2), []);
    assert_eq!(rows(99), []);
    assert_eq!(rows(100), [count(100)]);
    let none = found(|draft| draft.contests.clear());
    assert_eq!(none, at("list.csv:contests", count(0)));
}

#[test]
fn s119_choices_are_between_one_and_the_standing_options() {
    let wrong = |found| at("list.csv:max_choices", ProblemKind::MaxChoices { found });
    assert_eq!(contest(|own| own.max_choices = Some(0)), wrong(0));
    assert_eq!(contest(|own| own.max_choices = Some(5)), wrong(5));
    assert_eq!(contest(|own| own.max_choices = Some(-1)), wrong(-1));
    assert_eq!(contest(|own| own.max_choices = Some(4)), []);
    let withdrawn = contest(|own| {
        own.max_choices = Some(4);
        set(&mut own.options[0].status, "withdrawn");
    });
    assert_eq!(withdrawn, wrong(4));
}

#[test]
fn s120_a_title_is_needed() {
    assert_eq!(contest(|own| own.title = text("", "")), at("list.csv:title", ProblemKind::MissingTitle));
    assert_eq!(contest(|own| own.title = text(" ", "")), at("list.csv:title", ProblemKind::MissingTitle));
    assert_eq!(found(|draft| draft.title = text("", " ")), at("list.csv:title", ProblemKind::MissingTitle));
    let same = found(|draft| {
        draft.title = text("Са?лау", "Выборы");
        draft.contests[0].title = draft.title.clone();
    });
    assert_eq!(same, at("list.csv:title_kk", ProblemKind::LostLetter { word: "Са?лау".to_owned() }));
    let both = found(|draft| {
        draft.title = text("", "");
        draft.contests[0].title = text("", "");
    });
    assert_eq!(both, at("list.csv:title", ProblemKind::MissingTitle));
}

#[test]
fn s121_identifiers_are_used_once() {
    let twice = |id: &str| ProblemKind::DuplicateId { id: id.to_owned() };
    let rows = contest(|own| {
        set(&mut own.options[0].id, "a");
        set(&mut own.options[2].id, "A");
    });
    assert_eq!(rows, at("list.csv:4:id", twice("A")));
    assert_eq!(contest(|own| set(&mut own.options[0].id, "2")), at("list.csv:3:id", twice("2")));
    assert_eq!(contest(|own| set(&mut own.options[0].id, "1a")), []);
    let contests = |id: &str| {
        found(|draft| {
            let mut second = draft.contests[0].clone();
            second.id = id.to_owned();
            draft.contests.push(second);
        })
    };
    assert_eq!(contests("C"), at("list.csv", twice("C")));
    assert_eq!(contests("c2"), []);
}

#[test]
fn s122_an_identifier_can_name_a_folder() {
    let bad = |id: &str| ProblemKind::BadId { id: id.to_owned() };
    assert_eq!(contest(|own| own.id = "../x".to_owned()), at("list.csv:id", bad("../x")));
    assert_eq!(found(|draft| draft.id = None), at("list.csv:id", bad("")));
    let in_column = contest(|own| {
        own.id = "a b".to_owned();
        own.place = Place::row("list.csv", 2);
    });
    assert_eq!(in_column, at("list.csv:2:contest", bad("a b")));
    assert_eq!(option(|row| set(&mut row.id, "a b")), at("list.csv:3:id", bad("a b")));
    for id in ["a", "2022-president", "сайлау_1.б", "_x", "com", "com10", "1", &"ә".repeat(64)] {
        assert!(is_plain_id(id), "{id}");
    }
    for id in [
        "",
        ".",
        "..",
        "-a",
        ".a",
        "a.",
        "a/b",
        "a\\b",
        "a b",
        "a:b",
        "CON",
        "con.txt",
        "Lpt1",
        "com¹",
        &"ә".repeat(65),
    ] {
        assert!(!is_plain_id(id), "{id}");
    }
}

#[test]
fn s123_five_contests_are_the_most() {
    let contests = |number: usize| {
        found(|draft| {
            let one = draft.contests[0].clone();
            let id = |index: usize| DraftContest { id: format!("c{index}"), ..one.clone() };
            draft.contests = (0..number).map(id).collect();
        })
    };
    assert_eq!(contests(5), []);
    assert_eq!(contests(6), at("list.csv:contests", ProblemKind::TooManyContests { found: 6 }));
}

#[test]
fn s124_one_contest_has_one_kind_of_option() {
    assert_eq!(option(|row| set(&mut row.kind, "party")), at("list.csv:3:kind", ProblemKind::MixedKinds));
    assert_eq!(option(|row| set(&mut row.kind, "answer")), at("list.csv:3:kind", ProblemKind::MixedKinds));
    let answers = contest(|own| {
        own.options.truncate(2);
        own.options.iter_mut().for_each(|row| set(&mut row.kind, "answer"));
    });
    assert_eq!(answers, []);
}

#[test]
fn s125_something_must_be_left_to_mark() {
    let withdrawn = |standing: usize| {
        contest(|own| own.options.iter_mut().skip(standing).for_each(|row| set(&mut row.status, "withdrawn")))
    };
    assert_eq!(withdrawn(0), at("list.csv", ProblemKind::NothingToMark));
    assert_eq!(withdrawn(1), []);
}

#[test]
fn s126_the_date_is_a_day_of_the_calendar() {
    let bad = |date: &str| at("list.csv:date", ProblemKind::BadDate { found: date.to_owned() });
    assert_eq!(found(|draft| draft.date = None), bad(""));
    for date in [
        "20.11.2022",
        "2022-02-29",
        "2100-02-29",
        "2022-13-01",
        "2022-00-10",
        "2022-11-31",
        "2022-1-1",
        "2022-11-00",
        "+022-11-01",
        "2022-11-01x",
        "２022-11-01",
    ] {
        assert_eq!(found(|draft| set(&mut draft.date, date)), bad(date), "{date}");
    }
    for date in ["2024-02-29", "2000-02-29", "2022-11-30", " 2022-12-31 "] {
        assert_eq!(found(|draft| set(&mut draft.date, date)), [], "{date}");
    }
}

fn parts(surname: &str, given: &str, patronymic: Option<&str>) -> Option<NameParts> {
    let (surname, given) = (surname.to_owned(), given.to_owned());
    Some(NameParts { surname, given, patronymic: patronymic.map(str::to_owned) })
}

#[test]
fn s127_a_name_has_a_surname_and_a_given_name() {
    let incomplete = |language| ProblemKind::IncompleteParts { language };
    assert_eq!(
        option(|row| row.parts_kk = parts("Тоқаев", "", None)),
        at("list.csv:3:given_kk", incomplete(Language::Kk))
    );
    assert_eq!(
        option(|row| row.parts_ru = parts("", "Касым-Жомарт", None)),
        at("list.csv:3:surname_ru", incomplete(Language::Ru))
    );
    assert_eq!(option(|row| row.parts_kk = parts("Тоқаев", "Қасым-Жомарт", None)), []);
}

#[test]
fn s128_every_part_occurs_in_the_name() {
    let other = |part: &str| ProblemKind::PartsDisagree {
        part: part.to_owned(),
        name: "Тоқаев Қасым-Жомарт".to_owned(),
    };
    assert_eq!(option(|row| row.parts_kk = parts("Тоқаев", "Қасым", None)), at("list.csv:3:given_kk", other("Қасым")));
    let patronymic = option(|row| row.parts_kk = parts("Тоқаев", "Қасым-Жомарт", Some("Кемелұлы")));
    assert_eq!(patronymic, at("list.csv:3:patronymic_kk", other("Кемелұлы")));
    assert_eq!(option(|row| row.parts_kk = parts("ТОҚАЕВ", "Қасым-Жомарт", Some(""))), []);
}

#[test]
fn s131_kazakh_and_russian_are_not_exchanged() {
    let swapped = |place: &str| at(place, ProblemKind::SwappedLanguages { contest: "c".to_owned() });
    let exchange = |text: &mut DraftText| std::mem::swap(&mut text.kk, &mut text.ru);
    let rows = |own: &mut DraftContest| own.options.iter_mut().for_each(|row| exchange(&mut row.name));
    assert_eq!(contest(rows), swapped("list.csv:5:name_kk"));
    let without_against_all = contest(|own| {
        own.options.pop();
        rows(own);
    });
    assert_eq!(without_against_all, swapped("list.csv:2:name_kk"));
    let one = contest(|own| set(&mut own.options[3].name.ru, "«Барлығына қарсымын»."));
    assert_eq!(one, swapped("list.csv:5:name_ru"));
    let titles = contest(|own| own.title = text("Выборы акима", "Әкім сайлауы"));
    assert_eq!(titles, swapped("list.csv:title_kk"));
}

#[test]
fn s131_a_russian_name_may_have_a_kazakh_letter() {
    assert_eq!(option(|row| row.name = text("Ким Виктор", "Ким Віктор")), []);
    assert_eq!(contest(|own| own.title = text("Сайлау", "Выборы")), []);
    let plain = contest(|own| {
        own.options.truncate(2);
        own.options[0].name = text("Ким Виктор", "Ким Виктор");
        own.options[1].name = text("Тен Олег", "Тен Олег");
    });
    assert_eq!(plain, []);
}

#[test]
fn s133_a_candidates_name_has_no_digits() {
    let digit = |name: &str| ProblemKind::DigitInName { name: name.to_owned() };
    let name = option(|row| set(&mut row.name.ru, "Токаев Касым 0ралулы"));
    assert_eq!(name, at("list.csv:3:name_ru", digit("Токаев Касым 0ралулы")));
    assert_eq!(
        option(|row| set(&mut row.name.kk, "Тоқаев 3 Ерұлы")),
        at("list.csv:3:name_kk", digit("Тоқаев 3 Ерұлы"))
    );
    let part = option(|row| {
        set(&mut row.name.kk, "Тоқаев Қас1м");
        row.parts_kk = parts("Тоқаев", "Қас1м", None);
    });
    assert_eq!(kinds_of(part), [digit("Тоқаев Қас1м"), digit("Қас1м")]);
    assert_eq!(option(|row| row.detail = text("1953 жылы туған", "1953 года рождения")), []);
}

#[test]
fn s133_other_names_have_no_digit_in_the_place_of_a_letter() {
    let named = |kind: &str, name: &str| {
        contest(|own| {
            own.options.truncate(2);
            own.options.iter_mut().for_each(|row| set(&mut row.kind, kind));
            own.options[1].name = text(name, name);
        })
    };
    for kind in ["party", "answer"] {
        assert_eq!(named(kind, "5 қадам, 2030"), []);
        assert_eq!(kinds_of(named(kind, "3арница")).len(), 2);
    }
}

#[test]
fn s201_a_number_that_is_not_the_position_is_told() {
    let differs = ProblemKind::NumberDiffers { found: "3".to_owned(), position: 2 };
    assert_eq!(option(|row| set(&mut row.number, "3")), at("list.csv:3:number", differs));
    for number in ["2", "2.", "2)", "№2", "№ 2", "2.0", " 2 "] {
        assert_eq!(option(|row| set(&mut row.number, number)), [], "{number}");
    }
    for number in ["2.5", "екі", "12", "-2"] {
        assert_eq!(option(|row| set(&mut row.number, number)).len(), 1, "{number}");
    }
}

#[test]
fn s203_stray_spaces_are_repaired_and_told() {
    let mut draft = sound();
    set(&mut draft.contests[0].options[1].name.kk, " Тоқаев\u{a0} Қасым-Жомарт");
    let Checked { election, problems } = check(draft);
    let kind = ProblemKind::SpacesRepaired { text: "Тоқаев Қасым-Жомарт".to_owned() };
    assert_eq!(problems.into_iter().map(|problem| problem.kind).collect::<Vec<_>>(), [kind]);
    assert_eq!(election.unwrap().contests[0].options[1].name.kk, "Тоқаев Қасым-Жомарт");
    let told = |text: &str| at("list.csv:3:name_kk", ProblemKind::SpacesRepaired { text: text.to_owned() });
    assert_eq!(option(|row| set(&mut row.name.kk, "Тоқаев Қасы\u{ad}м-Жомарт")), told("Тоқаев Қасым-Жомарт"));
    assert_eq!(option(|row| set(&mut row.name.kk, "Тоқаев\u{200b}Қасым-Жомарт")), told("Тоқаев Қасым-Жомарт"));
    assert_eq!(option(|row| set(&mut row.name.kk, "Тоқаев Қасым\u{2011}Жомарт")), []);
}

#[test]
fn s205_candidates_stand_in_the_order_of_the_alphabet() {
    let swapped = |kind: &str| {
        contest(|own| {
            own.options.swap(0, 2);
            own.options.iter_mut().take(3).for_each(|row| set(&mut row.kind, kind));
        })
    };
    let out = |name: &str, before: &str| ProblemKind::OutOfOrder { name: name.to_owned(), before: before.to_owned() };
    assert_eq!(
        kinds_of(swapped("candidate")),
        [out("Тоқаев Қасым-Жомарт", "Тұрсынбекова Салтанат"), out("Әбден Қарақат", "Тұрсынбекова Салтанат")]
    );
    assert_eq!(swapped("party"), []);
    assert_eq!(kinds_of(option(|row| set(&mut row.name.kk, "?бден"))).len(), 1);
    let given_first = contest(|own| {
        own.options[0].name = text("Қарақат Әбден", "Каракат Абден");
        own.options[1].name = text("Бек Тоқаев", "Бек Токаев");
        own.options[0].parts_kk = parts("Әбден", "Қарақат", None);
        own.options[1].parts_kk = parts("Тоқаев", "Бек", None);
    });
    assert_eq!(given_first, []);
}

#[test]
fn a_row_without_a_kind_is_a_candidate_or_against_all_by_its_name() {
    let kinds = |kk: &str, ru: &str| {
        let mut draft = sound();
        draft.contests[0].options[3].name = text(kk, ru);
        check(draft).election.map(|election| election.contests[0].options[3].kind)
    };
    assert_eq!(kinds("БАРЛЫҒЫНА ҚАРСЫМЫН", "Против каждого"), Some(OptionKind::AgainstAll));
    assert_eq!(kinds("Бәріне қарсымын", "«Против  всех»."), Some(OptionKind::AgainstAll));
    assert_eq!(kinds("Шарипов Е.", "Шарипов Е."), Some(OptionKind::Candidate));
}

#[test]
fn problems_of_a_json_list_stand_at_their_keys() {
    let found = found(|draft| {
        let contest = &mut draft.contests[0];
        contest.place = contest.place.column("contests[0]");
        let option = &mut contest.options[1];
        option.place = Place { row: Some(2), ..contest.place.column("contests[0].options[1]") };
        option.name.ru = None;
        option.parts_kk = parts("Тоқаев", "", None);
        contest.max_choices = Some(9);
        draft.date = None;
        draft.title.kk = None;
    });
    let places: Vec<_> = found.iter().map(|(place, _)| place.as_str()).collect();
    assert_eq!(
        places,
        [
            "list.csv:date",
            "list.csv:title.kk",
            "list.csv:2:contests[0].options[1].name.ru",
            "list.csv:2:contests[0].options[1].parts.kk.given",
            "list.csv:contests[0].max_choices"
        ]
    );
}
