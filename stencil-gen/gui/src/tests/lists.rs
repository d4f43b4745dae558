//! What is wrong with a list stands beside its row, and is mended there; strange columns are named once.

use super::*;
use crate::{COLUMN_CHOICES, Step};

const TABLE: &str = "\n\nnumber;name_kk;name_ru\n1;Ахметов Айдар;Ахметов Айдар\n\n2;Бaйжанов Болат;\n3;Барлығына қарсымын;Против всех\n";

#[test]
fn errors_stand_beside_their_row_and_are_mended_there() {
    let home = Home::new();
    let mut desk = with_list(&home, "akim.csv", TABLE);
    let rows = desk.list.as_ref().unwrap().rows(&desk.options());
    let wrong: Vec<(u32, usize)> = rows.iter().map(|row| (row.number, row.problems.len())).collect();
    // A Latin letter in the Kazakh name, and no Russian one.
    assert_eq!(wrong, [(4, 0), (6, 2), (7, 0)]);
    for (column, text) in [("name_kk", "Байжанов Болат"), ("name_ru", "Байжанов; \"Болат\"")]
    {
        act(&mut desk, Action::Correct { row: 6, column: column.to_owned(), text: text.to_owned() });
    }
    assert_eq!(codes(&desk), [""; 0]);
    let list = desk.list.as_ref().unwrap();
    assert_eq!(list.rows(&desk.options())[1].names[1], "Байжанов; \"Болат\"");
    assert_eq!(list.rows(&desk.options()).iter().map(|row| row.number).collect::<Vec<_>>(), [4, 6, 7]);
    // The clerk's own file is as it was; the corrections lie beside it, and are a list themselves.
    assert_eq!(fs::read_to_string(home.path("akim.csv")).unwrap(), TABLE);
    let saved = list.saved.clone().unwrap();
    assert_eq!(saved, home.path("corrected/akim.csv"));
    let mut other = home.desk();
    act(&mut other, Action::Drop(saved));
    about(&mut other);
    assert_eq!(other.contests(), desk.contests());
    assert_eq!(other.contests()[0].id, "akim");
}

#[test]
fn corrections_of_two_days_do_not_overwrite_each_other() {
    let home = Home::new();
    let correct = |desk: &mut Desk, text: &str| {
        act(desk, Action::Correct { row: 6, column: "name_ru".to_owned(), text: text.to_owned() });
    };
    let mut first = with_list(&home, "akim.csv", TABLE);
    correct(&mut first, "Байжанов Болат");
    let mut second = with_list(&home, "akim.csv", TABLE);
    correct(&mut second, "Байжанов Болат Ерланулы");
    let of = |desk: &Desk| desk.list.as_ref().unwrap().saved.clone().unwrap();
    assert_ne!(of(&first), of(&second));
    assert!(fs::read_to_string(of(&first)).unwrap().contains("Байжанов Болат\r\n"));
}

#[test]
fn corrections_that_cannot_be_saved_are_told_and_kept() {
    let home = Home::new();
    let mut desk = with_list(&home, "akim.csv", TABLE);
    // Something else stands where the folder would be.
    home.put("corrected", "");
    act(&mut desk, Action::Correct { row: 6, column: "name_ru".to_owned(), text: "Байжанов Болат".to_owned() });
    let list = desk.list.as_ref().unwrap();
    assert!(list.unsaved.is_some() && list.saved.is_none());
    assert_eq!(list.rows(&desk.options())[1].names[1], "Байжанов Болат");
}

#[test]
fn a_list_that_changed_on_the_disk_is_not_made_of_its_old_words() {
    let home = Home::new();
    let mut desk = ready(&home);
    home.put("president.xlsx", workbook(["№ п/п", "Т.А.Ә.", "Ф.И.О."]));
    act(&mut desk, Action::Make);
    let told = |desk: &Desk| desk.making.made.clone().unwrap().unwrap_err()[0].code.clone();
    assert_eq!(told(&desk), "S643");
    assert!(!home.path("president-stencils").exists());
    act(&mut desk, Action::ReadAgain);
    act(&mut desk, Action::Make);
    assert!(desk.making.made.as_ref().unwrap().is_ok());
    // The same of the ballot.
    let file = fs::read(home.path("ballot.pdf")).unwrap();
    home.put("ballot.pdf", [file, b"\n".to_vec()].concat());
    act(&mut desk, Action::Make);
    assert_eq!(told(&desk), "S643");
    // A memory stick that is gone changes nothing.
    fs::remove_file(home.path("ballot.pdf")).unwrap();
    act(&mut desk, Action::Make);
    assert!(desk.making.made.as_ref().unwrap().is_ok());
}

#[test]
fn a_list_that_another_program_has_open_is_told() {
    use stencil_gen::notice::{FileProblem, Notice};
    let home = Home::new();
    let elsewhere = |desk: &Desk| desk.list.as_ref().unwrap().open_elsewhere;
    assert!(!elsewhere(&with_list(&home, "akim.csv", TABLE)));
    // That of another file beside it says nothing.
    home.put(".~lock.other.csv#", "");
    assert!(!elsewhere(&with_list(&home, "akim.csv", TABLE)));
    for name in [".~lock.akim.csv#", "~$akim.csv"] {
        let lock = home.put(name, "");
        assert!(elsewhere(&with_list(&home, "akim.csv", TABLE)), "{name}");
        fs::remove_file(lock).unwrap();
    }
    let notice = Notice::from(FileProblem::OpenElsewhere { path: "akim.csv".into() });
    assert_eq!((notice.coded().code().as_str(), notice.is_error()), ("S644", false));
}

#[test]
fn files_may_be_dropped_in_any_order_and_none_is_passed_over() {
    let home = Home::new();
    let list = workbook(HEADERS);
    let mut desk = home.desk();
    act(&mut desk, Action::Drop(home.put("ballot.pdf", ballot(&list))));
    assert_eq!((desk.waiting.len(), desk.step), (1, Step::List));
    act(&mut desk, Action::Drop(home.put("president.xlsx", &list)));
    about(&mut desk);
    let contest = desk.contests()[0].id.clone();
    assert!(desk.waiting.is_empty() && desk.sheets.contains_key(&contest));
    assert_eq!(desk.step, Step::List, "nobody is taken away from what is being written");
    // What is neither is not passed over in silence.
    act(&mut desk, Action::Drop(home.put("letter.docx", "PK nothing")));
    assert!(codes(&desk).iter().any(|code| code.starts_with("S1")), "{:?}", codes(&desk));
}

#[test]
fn a_candidate_withdraws_and_comes_back() {
    let home = Home::new();
    let mut desk = ready(&home);
    let withdrawn = |desk: &Desk| -> Vec<u32> {
        let standing = |own: &&ballot::BallotOption| own.status == ballot::Status::Withdrawn;
        desk.contests()[0].options.iter().filter(standing).map(|own| own.number).collect()
    };
    let rows = desk.list.as_ref().unwrap().rows(&desk.options());
    assert_eq!(rows.iter().filter(|row| row.can_withdraw).count(), 6);
    act(&mut desk, Action::Withdraw(rows[2].number, true));
    assert_eq!(withdrawn(&desk), [3]);
    act(&mut desk, Action::Make);
    let made = desk.making.made.as_ref().unwrap().as_ref().unwrap_or_else(|told| panic!("{told:?}"));
    assert_eq!((made.stencils, made.windows), (2, 12));
    act(&mut desk, Action::Withdraw(rows[2].number, false));
    assert_eq!(withdrawn(&desk), [0; 0]);
}

#[test]
fn strange_columns_are_named_once_and_remembered() {
    let strange = ["Рет", "Үміткер", "Претендент"];
    let names = (1..).zip(&NAMES).map(|(number, [kk, ru])| format!("{number};{kk};{ru}\n"));
    // As a spreadsheet saves a text where the comma parts a number's digits.
    let text: String = std::iter::once(strange.join(";") + "\n").chain(names).collect();
    named_once_and_remembered(["president.xlsx", "tomorrow.xlsx"], &workbook(strange));
    named_once_and_remembered(["president.csv", "tomorrow.csv"], text.as_bytes());
}

fn named_once_and_remembered([today, later]: [&str; 2], bytes: &[u8]) {
    let home = Home::new();
    let mut desk = with_list(&home, today, bytes);
    let headers = desk.headers.clone().expect("the page of columns opens by itself");
    let shown: Vec<(&str, &str)> = headers.iter().map(|own| (own.header.as_str(), own.sample.as_str())).collect();
    assert_eq!(shown, [("Рет", "1"), ("Үміткер", NAMES[0][0]), ("Претендент", NAMES[0][1])]);
    let choice = |column: &str| COLUMN_CHOICES.iter().position(|own| *own == column).unwrap();
    for (header, column) in [(0, "number"), (1, "name_kk"), (2, "name_ru")] {
        act(&mut desk, Action::NameColumn(header, choice(column)));
    }
    act(&mut desk, Action::UseColumns);
    assert_eq!((desk.headers.is_none(), codes(&desk)), (true, vec![]));
    assert_eq!(desk.contests()[0].options.len(), 7);
    // Tomorrow's list needs no word about it.
    let tomorrow = with_list(&home, later, bytes);
    assert_eq!((tomorrow.headers.is_none(), codes(&tomorrow)), (true, vec![]));
}

#[test]
fn a_list_in_an_encoding_that_is_not_clear_shows_its_letters_to_choose_from() {
    let home = Home::new();
    // Russian words alone are the same in several encodings of Kazakh letters.
    let text: Vec<u8> = "name_kk;name_ru\nДа;Да\nНет;Нет\n"
        .chars()
        .map(|sign| match sign {
            'А'..='я' => u8::try_from(u32::from(sign) - 0x410 + 0xC0).unwrap(),
            _ => u8::try_from(u32::from(sign)).unwrap(),
        })
        .collect();
    let mut desk = with_list(&home, "vote.csv", text);
    let encodings = desk.list.as_ref().unwrap().encodings();
    if encodings.is_empty() {
        assert!(codes(&desk).iter().all(|code| *code != "S104"), "{:?}", codes(&desk));
    } else {
        assert!(encodings.iter().all(|(_, line)| line.contains("Да") || line.contains("Нет")), "{encodings:?}");
        act(&mut desk, Action::SetEncoding(encodings[0].0.clone()));
    }
    assert_eq!(desk.list.as_ref().unwrap().rows(&desk.options()).len(), 2);
}

#[test]
fn a_file_that_is_no_list_changes_nothing_but_is_told() {
    let home = Home::new();
    let mut desk = with_list(&home, "president.xlsx", workbook(HEADERS));
    act(&mut desk, Action::Browse(crate::Wanted::List));
    act(&mut desk, Action::Type(home.path("missing.csv").display().to_string()));
    assert_eq!(desk.refused.as_ref().unwrap().coded().code().as_str(), "S190");
    assert_eq!((desk.step, desk.contests().len()), (Step::List, 1));
}
