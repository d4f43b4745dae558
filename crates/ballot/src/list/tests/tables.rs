//! The rules of tables and of the JSON format: columns, contests, options, and what the command
//! line says beside them.

use super::*;
use crate::Problem;
use crate::list::ColumnNames;

fn only_kind(text: &str) -> ProblemKind {
    only_problem(text.as_bytes())
}

fn quiet(text: &str) -> Draft {
    let reading = read_plain(text.as_bytes());
    assert_eq!(kinds(&reading), [], "{text}");
    reading.draft
}

fn column(name: &str) -> ProblemKind {
    ProblemKind::UnknownColumn { column: name.to_owned() }
}

#[test]
fn headers_are_known_in_any_case_and_with_hyphens_or_spaces() {
    let draft = quiet("Name KK; NAME-RU ;Surname_kk;given kk\nТоқаев Қасым;Токаев Касым;Тоқаев;Қасым\n");
    let option = &draft.contests[0].options[0];
    assert_eq!(option.name.ru.as_deref(), Some("Токаев Касым"));
    assert_eq!(option.parts_kk.as_ref().unwrap().given, "Қасым");
    assert_eq!(option.parts_ru, None);
}

#[test]
fn an_unknown_column_is_told_once() {
    let reading = read_plain("name_kk,name_ru,year,notes,notes,surname_en\nИә,Да,1961,1,2,X\n".as_bytes());
    assert_eq!(kinds(&reading), [column("year"), column("notes"), column("surname_en")]);
    assert_eq!(reading.problems[0].place, Place::row("list.csv", 1).column("year"));
}

#[test]
fn s132_a_misspelt_column_is_refused() {
    let misspelt = |text: &str| {
        let reading = read_plain(text.as_bytes());
        let [Problem { place, kind: ProblemKind::MisspeltColumn { meant, .. } }] = reading.problems.as_slice() else {
            panic!("{:?}", reading.problems)
        };
        (place.to_string(), meant.clone())
    };
    let at = |place: &str, meant: &str| (place.to_owned(), meant.to_owned());
    assert_eq!(misspelt("name_kk,name_ru,satus\nИә,Да,\n"), at("list.csv:1:satus", "status"));
    assert_eq!(misspelt("name_kk,name_ru,Статус\nИә,Да,\n"), at("list.csv:1:Статус", "status"));
    assert_eq!(misspelt("name_kk,name_ru,name_ru2\nИә,Да,\n"), at("list.csv:1:name_ru2", "name_ru"));
    assert_eq!(misspelt("name_kk,nаme_ru\nИә,Да\n"), at("list.csv:1:nаme_ru", "name_ru"));
}

#[test]
fn s132_a_column_whose_cells_say_who_has_withdrawn_is_refused() {
    let reading = read_plain("name_kk,name_ru,notes\nИә,Да,\nЖоқ,Нет,Снят\nМен,Я,выбыл\n".as_bytes());
    let kind = ProblemKind::MisspeltColumn { column: "notes".to_owned(), meant: "status".to_owned() };
    assert_eq!(kinds(&reading), [kind]);
    assert_eq!(reading.problems[0].place, Place::row("list.csv", 3).column("notes"));
    assert_eq!(only_kind("name_kk,name_ru,notes\nИә,Да,съёмки\n"), column("notes"));
    quiet("name_kk,name_ru,status\nИә,Да,withdrawn\n");
}

#[test]
fn s134_an_error_of_the_spreadsheet_is_no_text() {
    let errors = ["#N/A", "#REF!", "#VALUE!", "#NAME?", "#DIV/0!", "#Н/Д", "#ССЫЛКА!", "Err:502", "####", " #NULL! "];
    for error in errors {
        let reading = read_plain(format!("name_kk,name_ru,year\nИә,{error},#N/A\n").as_bytes());
        let kind = ProblemKind::CellError { found: error.trim().to_owned() };
        assert_eq!(kinds(&reading), [column("year"), kind]);
        assert_eq!(reading.problems[1].place, Place::row("list.csv", 2).column("name_ru"));
    }
    for text in ["#", "#1", "# N/A !", "#Алға", "N/A", "Err:", "Err:нет"] {
        quiet(&format!("name_kk,name_ru\nИә,{text}\n"));
    }
}

#[test]
fn both_names_need_a_column() {
    let missing = |name: &str| ProblemKind::MissingColumn { column: name.to_owned() };
    assert_eq!(only_kind("name_kk,kind\nИә,answer\n"), missing("name_ru"));
    assert_eq!(only_kind("kind,name_ru\nanswer,Да\n"), missing("name_kk"));
    // A row of texts may be a header in other words; one text above numbers is none.
    let to_name = |names: [&str; 2]| ProblemKind::ColumnsToName {
        column: "name_kk".to_owned(),
        unknown: names.map(str::to_owned).into(),
    };
    assert_eq!(only_kind("Иә,Да\nЖоқ,Нет\n"), to_name(["Иә", "Да"]));
    assert_eq!(only_problem(&xlsx(&[["Иә", "Да"]], &[])), to_name(["Иә", "Да"]));
    assert_eq!(only_kind("Иә,1\nЖоқ,2\n"), missing("name_kk"));
}

#[test]
fn columns_that_nobody_knows_are_named_and_can_be_given_names() {
    let text = "№,Кандидат,Кандидат аты\n1,Иә,Да\n2,Жоқ,Нет\n";
    let reading = read_plain(text.as_bytes());
    let told = reading.problems.iter().find(|problem| problem.is_error()).unwrap();
    let unknown = vec!["Кандидат".to_owned(), "Кандидат аты".to_owned()];
    assert_eq!(told.kind, ProblemKind::ColumnsToName { column: "name_kk".to_owned(), unknown }, "S614");
    let file = "format = \"columns/1\"\n[columns]\n\"Кандидат\" = \"name_ru\"\n\"Кандидат аты\" = \"name_kk\"\n";
    let columns = ColumnNames::parse("columns.toml", file).unwrap();
    let reading = read("list.csv", text.as_bytes(), &ReadOptions { columns, ..ReadOptions::default() });
    assert!(reading.problems.is_empty(), "{:?}", reading.problems);
    let first = &reading.draft.contests[0].options[0];
    assert_eq!((first.name.ru.as_deref(), first.name.kk.as_deref()), (Some("Иә"), Some("Да")));
}

#[test]
fn cells_are_parted_by_any_separator_where_no_column_is_known() {
    for separator in [";", "\t", ","] {
        let text = "Список кандидатов\nРет;Үміткер;Претендент\n1;Иә;Да\n2;Жоқ;Нет\n".replace(';', separator);
        let unknown = ["Рет", "Үміткер", "Претендент"].map(str::to_owned).into();
        let told = ProblemKind::ColumnsToName { column: "name_kk".to_owned(), unknown };
        assert_eq!(only_kind(&text), told, "{separator:?}");
    }
    // A comma inside of names parts them no further.
    let unknown = ["Үміткер, толық", "Претендент, полностью"].map(str::to_owned).into();
    let told = ProblemKind::ColumnsToName { column: "name_kk".to_owned(), unknown };
    assert_eq!(only_kind("Үміткер, толық;Претендент, полностью\nИә, Иә;Да, Да\n"), told);
}

/// A sheet as commissions send it: a title over the table, their own names, a contest merged beside
/// all its candidates, a hidden sheet and numbers as text.
fn commissions_sheet() -> Vec<u8> {
    let format = rust_xlsxwriter::Format::new();
    let mut workbook = rust_xlsxwriter::Workbook::new();
    let sheet = workbook.add_worksheet();
    sheet.merge_range(0, 0, 0, 3, "Кандидаттар тізімі / Список кандидатов", &format).unwrap();
    for (column, header) in (0..).zip(["contest", "№ п/п", "Т.А.Ә.", "Ф.И.О. кандидата"]) {
        sheet.write_string(2, column, header).unwrap();
    }
    for (row, name) in (3..).zip(["Ахметов Айдар", "Байжанов Болат", "Серіков Ерлан"])
    {
        sheet.write_string(row, 1, (row - 2).to_string()).unwrap();
        sheet.write_string(row, 2, name).unwrap().write_string(row, 3, name).unwrap();
    }
    sheet.merge_range(3, 0, 4, 0, "akim", &format).unwrap();
    sheet.write_string(5, 0, "law").unwrap();
    sheet.set_row_hidden(5).unwrap();
    let draft = workbook.add_worksheet();
    draft.write_string(0, 0, "name_kk").unwrap().write_string(0, 1, "name_ru").unwrap();
    draft.set_hidden(true);
    workbook.save_to_buffer().unwrap()
}

#[test]
fn a_commissions_sheet_is_read_as_it_is() {
    let reading = read_plain(&commissions_sheet());
    let kinds: Vec<_> = reading.problems.iter().map(|problem| problem.kind.clone()).collect();
    assert_eq!(kinds, [ProblemKind::HiddenRow]);
    let contests: Vec<(&str, usize)> =
        reading.draft.contests.iter().map(|contest| (contest.id.as_str(), contest.options.len())).collect();
    assert_eq!(contests, [("akim", 2), ("law", 1)]);
    assert_eq!(reading.draft.contests[0].options[1].number.as_deref(), Some("2"));
}

#[test]
fn a_name_is_put_together_from_its_columns() {
    let header = "Тегі,Аты,Әкесінің аты,Фамилия,Имя,Отчество\n";
    let text = format!(
        "{header}Ахметов,Айдар,Болатұлы,Ахметов,Айдар,Болатулы\nСерік,Ерлан,,Серик,Ерлан,\nБарлығына қарсымын,,,Против всех,,\n"
    );
    let reading = read_plain(text.as_bytes());
    assert_eq!(kinds(&reading), []);
    let options = &reading.draft.contests[0].options;
    let names: Vec<_> = options.iter().map(|option| option.name.kk.as_deref().unwrap()).collect();
    assert_eq!(names, ["Ахметов Айдар Болатұлы", "Серік Ерлан", "Барлығына қарсымын"]);
    assert_eq!(options[0].parts_ru.as_ref().unwrap().patronymic.as_deref(), Some("Болатулы"));
    assert!(options[2].parts_kk.is_none() && options[2].parts_ru.is_none());
    // A surname alone is no name of a candidate, and the rules see that a part is missing.
    let reading = read_plain(format!("{header}Ахметов,,,Ахметов,,\n").as_bytes());
    assert!(reading.draft.contests[0].options[0].parts_kk.as_ref().is_some_and(|parts| parts.given.is_empty()));
    // A column of names that is there is the one that counts.
    let reading = read_plain("name_kk,name_ru,surname_kk,given_kk\n,Ахметов Айдар,Ахметов,Айдар\n".as_bytes());
    assert_eq!(reading.draft.contests[0].options[0].name.kk, None);
    assert!(matches!(only_kind("Тегі,Аты,Фамилия\nА,Б,В\n"), ProblemKind::MissingColumn { .. }));
}

#[test]
fn a_text_merged_over_rows_of_an_ods_sheet_is_that_of_each() {
    let cell = |text: &str, span: &str| format!("<table:table-cell {span}><text:p>{text}</text:p></table:table-cell>");
    let covered = "<table:covered-table-cell/>";
    let row = |cells: &[String]| format!("<table:table-row>{}</table:table-row>", cells.concat());
    let names = |name: &str| cell(name, "") + &cell(name, "");
    let rows = row(&["contest", "name_kk", "name_ru"].map(|header| cell(header, "")))
        + &row(&[cell("akim", "table:number-rows-spanned=\"2\""), names("Ахметов Айдар")])
        + &row(&[covered.to_owned(), names("Байжанов Болат")])
        + &row(&[cell("law", ""), names("Серіков Ерлан")]);
    let reading = read("list.ods", &ods_package(&ods_content(&rows)), &ReadOptions::default());
    assert_eq!(kinds(&reading), []);
    let contests: Vec<(&str, usize)> =
        reading.draft.contests.iter().map(|contest| (contest.id.as_str(), contest.options.len())).collect();
    assert_eq!(contests, [("akim", 2), ("law", 1)]);
}

#[test]
fn a_commissions_name_gives_way_to_the_columns_own() {
    let reading = read_plain("ФИО,name_kk,name_ru\nсм. ниже,Иә,Да\nсм. ниже,Жоқ,Нет\n".as_bytes());
    assert_eq!(kinds(&reading), [ProblemKind::UnknownColumn { column: "ФИО".to_owned() }]);
    assert_eq!(reading.draft.contests[0].options[0].name.ru.as_deref(), Some("Да"));
    let kind = ProblemKind::DuplicateId { id: "name_ru".to_owned() };
    assert_eq!(only_kind("ФИО,Ф.И.О. кандидата,name_kk\nДа,Да,Иә\n"), kind);
}

#[test]
fn a_column_twice_is_refused() {
    let kind = ProblemKind::DuplicateId { id: "name_kk".to_owned() };
    assert_eq!(only_kind("name_kk,name_ru,Name KK\nИә,Да,Жоқ\n"), kind);
}

#[test]
fn a_row_with_more_cells_than_the_header_is_ragged() {
    let reading = read_plain("name_kk,name_ru\nТоқаев, Қасым,Токаев\nИә,Да\n".as_bytes());
    assert_eq!(kinds(&reading), [ProblemKind::RaggedRow]);
    assert_eq!(reading.problems[0].place, Place::row("list.csv", 2));
    quiet("name_kk,name_ru\nИә,Да,,\n");
    quiet("name_kk,name_ru,kind\nИә,Да\n");
}

#[test]
fn an_open_quotation_mark_does_not_swallow_the_rest() {
    let open = "name_kk,name_ru\n\"Ауыл,Ауыл\nИә,Да\n";
    let reading = read_plain(open.as_bytes());
    assert!(matches!(kinds(&reading).as_slice(), [ProblemKind::Syntax { .. }]));
    assert_eq!(reading.problems[0].place.row, Some(2));
    let stray = read_plain("name_kk,name_ru\nИә,Да\n\"Ауыл\" партиясы,партия «Ауыл»\n".as_bytes());
    assert!(matches!(kinds(&stray).as_slice(), [ProblemKind::Syntax { .. }]));
    assert_eq!(stray.problems[0].place.row, Some(3));
    let inside = quiet("name_kk,name_ru\nпартия \"Ауыл\",партия \"Ауыл\"\n");
    assert_eq!(inside.contests[0].options[0].name.kk.as_deref(), Some("партия \"Ауыл\""));
    let lines = quiet("name_kk,name_ru\n\"Ауыл\nпартиясы\",партия\nИә,Да\n");
    assert_eq!(lines.contests[0].options[1].place.row, Some(3));
}

#[test]
fn rows_are_grouped_by_contest() {
    let draft = quiet(
        "contest,name_kk,name_ru,title_kk,title_ru,question_kk,form\n\
        b,Иә,Да,Бір,Один,,a5\n\
        a,Ақ,Ак,Екі,Два,Не?,\n\
        b,Жоқ,Нет,Бір,,,a5\n",
    );
    let ids: Vec<_> = draft.contests.iter().map(|contest| (contest.id.as_str(), contest.options.len())).collect();
    assert_eq!(ids, [("b", 2), ("a", 1)]);
    assert_eq!(draft.contests[0].form.as_deref(), Some("a5"));
    assert_eq!(draft.contests[1].question.kk.as_deref(), Some("Не?"));
    assert_eq!(draft.contests[1].place, Place::row("list.csv", 3));
    assert_eq!(draft.title.kk.as_deref(), Some("Бір"));
}

#[test]
fn rows_that_disagree_about_their_contest_are_told() {
    let reading = read_plain("name_kk,name_ru,title_kk\nИә,Да,Бір\nЖоқ,Нет,Екі\nМен, Я,Бір \n".as_bytes());
    let kind = ProblemKind::RowsDisagree { first: "Бір".to_owned(), found: "Екі".to_owned() };
    assert_eq!(kinds(&reading), [kind]);
    assert_eq!(reading.problems[0].place, Place::row("list.csv", 3).column("title_kk"));
}

#[test]
fn a_part_without_the_others_is_kept_for_the_rules() {
    let draft = quiet("name_kk,name_ru,surname_kk,patronymic_ru\nТоқаев Қ.,Токаев К.,Тоқаев,Кемелулы\n");
    let option = &draft.contests[0].options[0];
    assert_eq!(option.parts_kk.as_ref().unwrap().given, "");
    assert_eq!(option.parts_ru.as_ref().unwrap().surname, "");
}

#[test]
fn the_file_name_stands_for_a_missing_identifier() {
    let id = |name: &str| {
        let draft = read(name, "name_kk,name_ru\nИә,Да\n".as_bytes(), &ReadOptions::default()).draft;
        (draft.id.unwrap(), draft.contests[0].id.clone())
    };
    let same = |id: &str| (id.to_owned(), id.to_owned());
    assert_eq!(id("lists/Сайлау 2026.CSV"), same("сайлау-2026"));
    assert_eq!(id("C:\\Тізім (1).xlsx"), same("тізім-1"));
    assert_eq!(id("con.csv"), ("election".to_owned(), "contest".to_owned()));
    assert_eq!(id("../.csv"), ("election".to_owned(), "contest".to_owned()));
}

#[test]
fn options_win_over_the_file() {
    let options = ReadOptions {
        id: Some("e1".to_owned()),
        date: Some("2026-03-15".to_owned()),
        title_kk: Some("Сайлау".to_owned()),
        title_ru: Some("Выборы".to_owned()),
        max_choices: Some(2),
        ..ReadOptions::default()
    };
    let draft = read("list.json", JSON.as_bytes(), &options).draft;
    assert_eq!((draft.id.as_deref(), draft.date.as_deref()), (Some("e1"), Some("2026-03-15")));
    assert_eq!(draft.title.kk.as_deref(), Some("Сайлау"));
    assert_eq!(draft.contests[0].title.kk.as_deref(), Some("Мәжіліс сайлауы"));
    assert_eq!(draft.contests[0].max_choices, Some(2));
    let table = read("list.csv", "name_kk,name_ru\nИә,Да\n".as_bytes(), &options).draft;
    assert_eq!(table.contests[0].title.ru.as_deref(), Some("Выборы"));
    let two = read("list.csv", "contest,name_kk,name_ru\na,Иә,Да\nb,Иә,Да\n".as_bytes(), &options).draft;
    assert!(two.contests.iter().all(|contest| contest.title.is_empty()));
}

#[test]
fn a_misspelt_key_of_json_is_refused_with_its_line() {
    for (from, to) in [
        ("\"sources\"", "\"source\""),
        ("\"question\"", "\"questions\""),
        ("\"kind\": \"party\", \"name\"", "\"satus\": \"withdrawn\", \"name\""),
        ("\"parts\": null", "\"parts\": {\"kz\": null}"),
        ("\"en\": null", "\"eng\": null"),
        ("\"kind\": \"party\"", "\"kind\": \"party\", \"kind\": \"answer\""),
    ] {
        let text = JSON.replacen(from, to, 1);
        assert_ne!(text, JSON);
        let ProblemKind::Syntax { detail } = only_kind(&text) else { panic!("{to}") };
        assert!(detail.contains("line "), "{detail}");
    }
    assert!(matches!(only_kind("{ \"format\": "), ProblemKind::Syntax { .. }));
    let hinted = read("a.json", b"name_kk", &ReadOptions::default());
    assert!(matches!(kinds(&hinted).as_slice(), [ProblemKind::Syntax { .. }]));
}

#[test]
fn another_version_of_json_is_refused() {
    let unknown =
        |found: &str| ProblemKind::UnknownFormat { found: found.to_owned(), expected: "election/1".to_owned() };
    assert_eq!(only_kind(&JSON.replace("election/1", "election/2")), unknown("election/2"));
    assert_eq!(only_kind("{}"), unknown(""));
}

#[test]
fn json_gives_every_field_its_place() {
    let reading = read("list.json", JSON.as_bytes(), &ReadOptions::default());
    let option = &reading.draft.contests[0].options[3];
    assert_eq!(option.place.to_string(), "list.json:4:contests[0].options[3]");
    let parts = JSON.replacen(
        "\"parts\": null",
        "\"parts\": {\"kk\": {\"surname\": \"А\", \"given\": \"Б\"}, \"ru\": null}",
        1,
    );
    let draft = quiet(&parts);
    assert_eq!(draft.contests[0].options[0].parts_kk.as_ref().unwrap().surname, "А");
}
