//! The same list gives the same draft, whatever program wrote it; calamine and csv, which share
//! no code with the readers, agree with them.

use calamine::{Data, Reader};
use proptest::prelude::*;

use super::*;
use crate::list::{Refusal, Row, delimited as delimited_reader, package as package_reader};

#[test]
fn every_format_gives_the_same_draft() {
    let expected = read_plain(delimited(&SAMPLE, ',').as_bytes());
    assert_eq!(kinds(&expected), []);
    let [contest] = expected.draft.contests.as_slice() else { panic!() };
    assert_eq!(contest.id, "list");
    assert_eq!(contest.options[1].name.kk.as_deref(), Some("\"Ауыл\" партиясы"));
    assert_eq!(contest.options[1].place, Place::row("list.csv", 3));
    assert_eq!(expected.draft.title.ru.as_deref(), Some("Выборы Мажилиса"));
    let comma = delimited(&SAMPLE, ',');
    let files = [
        delimited(&SAMPLE, ';').into_bytes(),
        delimited(&SAMPLE, '\t').into_bytes(),
        format!("\u{feff}{comma}").into_bytes(),
        format!("sep=,\r\n{comma}").into_bytes(),
        comma.replace("\r\n", "\n").into_bytes(),
        comma.replace("\r\n", "\r").into_bytes(),
        xlsx(&SAMPLE, &[]),
        ods(&SAMPLE),
    ];
    for (index, file) in files.iter().enumerate() {
        let found = read_plain(file);
        assert_eq!(kinds(&found), [], "{index}");
        assert_eq!(placeless(found.draft), placeless(expected.draft.clone()), "{index}");
    }
    let json = read_plain(JSON.as_bytes());
    assert_eq!(kinds(&json), []);
    assert_eq!(placeless(json.draft), placeless(expected.draft));
}

#[test]
fn spreadsheets_name_rows_as_they_show_them() {
    let rows = "<table:table-row table:number-rows-repeated=\"3\"><table:table-cell/></table:table-row>".to_owned()
        + &ods_row(&["name_kk", "name_ru"], "")
        + "<table:table-row><table:table-cell/></table:table-row>"
        + &ods_row(&["Иә", "Да"], "")
        + &ods_row(&["Жоқ", "Нет"], "table:number-rows-repeated=\"2\"");
    let reading = read_plain(&ods_package(&ods_content(&rows)));
    let rows: Vec<_> = reading.draft.contests[0].options.iter().map(|option| option.place.row).collect();
    assert_eq!(rows, [Some(6), Some(7), Some(8)]);
    let gap = [["", ""], ["", ""], ["name_kk", "name_ru"], ["", ""], ["Иә", "Да"]];
    assert_eq!(read_plain(&xlsx(&gap, &[])).draft.contests[0].options[0].place.row, Some(5));
    let csv = read_plain(delimited(&gap, ';').as_bytes());
    assert_eq!(csv.draft.contests[0].options[0].place.row, Some(5));
}

#[test]
fn hidden_rows_are_read_and_told() {
    let list = [["name_kk", "name_ru"], ["Иә", "Да"], ["Жоқ", "Нет"]];
    let reading = read_plain(&xlsx(&list, &[3]));
    assert_eq!(kinds(&reading), [ProblemKind::HiddenRow]);
    assert_eq!(reading.problems[0].place, Place::row("list.csv", 3));
    assert_eq!(reading.draft.contests[0].options.len(), 2);
    assert!(reading.draft.contests[0].options[1].hidden);
    for visibility in ["collapse", "filter"] {
        let rows = ods_row(&["name_kk", "name_ru"], "")
            + &ods_row(&["Иә", "Да"], "")
            + &ods_row(&["Жоқ", "Нет"], &format!("table:visibility=\"{visibility}\""));
        let reading = read_plain(&ods_package(&ods_content(&rows)));
        assert_eq!(kinds(&reading), [ProblemKind::HiddenRow]);
        assert_eq!(reading.problems[0].place.row, Some(3));
    }
    let shown = ods_row(&["name_kk", "name_ru"], "") + &ods_row(&["Иә", "Да"], "table:visibility=\"visible\"");
    assert_eq!(kinds(&read_plain(&ods_package(&ods_content(&shown)))), []);
}

#[test]
fn the_only_visible_sheet_with_a_header_is_read() {
    let mut workbook = rust_xlsxwriter::Workbook::new();
    workbook.add_worksheet().write_string(0, 0, "О файле").unwrap();
    let old = workbook.add_worksheet();
    old.write_string(0, 0, "name_kk").unwrap().write_string(0, 1, "name_ru").unwrap();
    old.write_string(1, 0, "Ескі").unwrap().set_hidden(true);
    let list = workbook.add_worksheet();
    list.write_string(0, 0, "name_kk").unwrap().write_string(0, 1, "name_ru").unwrap();
    list.write_string(1, 0, "Жаңа").unwrap();
    let reading = read_plain(&workbook.save_to_buffer().unwrap());
    assert_eq!(kinds(&reading), []);
    assert_eq!(reading.draft.contests[0].options[0].name.kk.as_deref(), Some("Жаңа"));
}

#[test]
fn s109_two_visible_sheets_with_a_header_are_refused() {
    let several =
        |first: &str, second: &str| ProblemKind::SeveralSheets { first: first.to_owned(), second: second.to_owned() };
    let mut workbook = rust_xlsxwriter::Workbook::new();
    for name in ["Жоба", "Тізім"] {
        let sheet = workbook.add_worksheet().set_name(name).unwrap();
        sheet.write_string(0, 0, "name_kk").unwrap().write_string(0, 1, "name_ru").unwrap();
        sheet.write_string(1, 0, name).unwrap();
    }
    assert_eq!(only_problem(&workbook.save_to_buffer().unwrap()), several("Жоба", "Тізім"));
    let list = ods_row(&["name_kk", "name_ru"], "") + &ods_row(&["Иә", "Да"], "");
    let second = |rows: &str| {
        let sheets = format!("</table:table><table:table table:name=\"Жоба\">{rows}</table:table>");
        ods_package(&ods_content(&list).replacen("</table:table>", &sheets, 1))
    };
    assert_eq!(only_problem(&second(&list)), several("Тізім", "Жоба"));
    assert_eq!(kinds(&read_plain(&second(&ods_row(&["Иә", "Да"], "")))), []);
}

/// A workbook whose only sheet has the needed header and below it the cells given.
fn raw_xlsx(cells: &str) -> Vec<u8> {
    let sheet = format!(
        "<worksheet><sheetData><row r=\"1\"><c r=\"A1\" t=\"inlineStr\"><is><t>name_kk</t></is></c>\
         <c r=\"B1\" t=\"inlineStr\"><is><t>name_ru</t></is></c></row><row r=\"2\">{cells}</row></sheetData></worksheet>"
    );
    let book = b"<workbook><sheets><sheet name=\"A\" sheetId=\"1\" r:id=\"r1\"/></sheets></workbook>";
    let links = b"<Relationships><Relationship Id=\"r1\" Target=\"worksheets/sheet1.xml\"/></Relationships>";
    let parts: [(&str, &[u8]); 3] = [
        ("xl/workbook.xml", book),
        ("xl/_rels/workbook.xml.rels", links),
        ("xl/worksheets/sheet1.xml", sheet.as_bytes()),
    ];
    package(&parts, CompressionMethod::Deflated)
}

#[test]
fn s134_an_error_in_a_spreadsheet_is_told() {
    let error = |found: &str| ProblemKind::CellError { found: found.to_owned() };
    let name = "<c r=\"A2\" t=\"str\"><f>C2</f><v>Тоқаев</v></c>";
    let book = raw_xlsx(&format!("{name}<c r=\"B2\" t=\"e\"><f>VLOOKUP(1,D:E,2)</f><v>#N/A</v></c>"));
    assert_eq!(only_problem(&book), error("#N/A"));
    let rows = ods_row(&["name_kk", "name_ru"], "")
        + "<table:table-row><table:table-cell office:value-type=\"string\"><text:p>Иә</text:p></table:table-cell>\
           <table:table-cell office:value-type=\"float\" office:value=\"0\"><text:p>#REF!</text:p></table:table-cell>\
           </table:table-row>";
    assert_eq!(only_problem(&ods_package(&ods_content(&rows))), error("#REF!"));
}

#[test]
fn s110_a_formula_that_was_never_calculated_is_a_missing_text() {
    let name = "<c r=\"A2\" t=\"str\"><f>C2</f><v>Тоқаев</v></c>";
    for empty in ["<c r=\"B2\"><f>D2</f></c>", "<c r=\"B2\" t=\"str\"><f>D2</f><v></v></c>", ""] {
        let reading = read_plain(&raw_xlsx(&format!("{name}{empty}")));
        assert_eq!(kinds(&reading), []);
        let problems = crate::rules::check(reading.draft).problems;
        let missing = ProblemKind::MissingTranslation { language: crate::Language::Ru };
        let place = Place::row("list.csv", 2).column("name_ru");
        assert!(problems.contains(&crate::Problem::new(place, missing)), "{problems:?}");
    }
}

#[test]
fn a_cell_gives_what_it_shows() {
    use rust_xlsxwriter::{ExcelDateTime, Format, Formula, Workbook};
    let mut workbook = Workbook::new();
    let sheet = workbook.add_worksheet();
    for (column, name) in (0..).zip(["name_kk", "name_ru", "short_kk", "short_ru", "detail_kk", "detail_ru"]) {
        sheet.write_string(0, column, name).unwrap();
    }
    let day = ExcelDateTime::from_ymd(1962, 2, 1).unwrap();
    let style = Format::new().set_num_format("dd.mm.yyyy");
    let bold = Format::new().set_bold();
    let plain = Format::new();
    sheet.write_rich_string(1, 0, &[(&bold, "Қас"), (&plain, "ым")]).unwrap();
    sheet.write_formula(1, 1, Formula::new("=A1").set_result("Касым")).unwrap();
    sheet.write_number(1, 2, 2.0).unwrap();
    sheet.write_number(1, 3, 2.5).unwrap();
    sheet.write_datetime_with_format(1, 4, day, &style).unwrap();
    sheet.write_boolean(1, 5, true).unwrap();
    let reading = read_plain(&workbook.save_to_buffer().unwrap());
    let option = &reading.draft.contests[0].options[0];
    let cells = [&option.name.kk, &option.name.ru, &option.short.kk, &option.short.ru, &option.detail.kk];
    let cells: Vec<_> = cells.into_iter().map(|cell| cell.as_deref().unwrap()).collect();
    assert_eq!(cells, ["Қасым", "Касым", "2", "2.5", "1962-02-01"]);
    let rows = ods_row(&["name_kk", "name_ru"], "")
        + "<table:table-row><table:table-cell><text:p>Қас<text:s/><text:span>ым</text:span></text:p>\
           <office:annotation><text:p>жоқ</text:p></office:annotation></table:table-cell>\
           <table:table-cell><text:p>Ка&amp;&#1089;</text:p><text:p>ым</text:p></table:table-cell></table:table-row>";
    let reading = read_plain(&ods_package(&ods_content(&rows)));
    let name = &reading.draft.contests[0].options[0].name;
    assert_eq!((name.kk.as_deref(), name.ru.as_deref()), (Some("Қас ым"), Some("Ка&с\nым")));
}

#[test]
fn another_reader_of_spreadsheets_sees_the_same_cells() {
    let book = xlsx(&SAMPLE, &[]);
    let mut xlsx: calamine::Xlsx<_> = calamine::open_workbook_from_rs(Cursor::new(&book)).unwrap();
    let sheet = ods(&SAMPLE);
    let mut ods: calamine::Ods<_> = calamine::open_workbook_from_rs(Cursor::new(&sheet)).unwrap();
    let ranges =
        [(xlsx.worksheet_range_at(0).unwrap().unwrap(), &book), (ods.worksheet_range_at(0).unwrap().unwrap(), &sheet)];
    for (range, file) in ranges {
        let theirs: Vec<Row> = (1..)
            .zip(range.rows())
            .map(|(number, row)| {
                let cells = row.iter().enumerate().filter(|(_, cell)| **cell != Data::Empty);
                Row { number, hidden: false, cells: cells.map(|(column, cell)| (column, cell.to_string())).collect() }
            })
            .collect();
        let Ok(ours) = package_reader::rows(file, &knows) else { panic!() };
        assert_eq!(ours, theirs);
    }
}

proptest! {
    #[test]
    fn another_writer_of_tables_is_read_back(cells in prop::collection::vec("[а-яқ ,;\"\n\t]{0,8}", 24), separator in prop::sample::select(&b",;\t"[..])) {
        let mut writer = csv::WriterBuilder::new().delimiter(separator).from_writer(Vec::new());
        writer.write_record(["name_kk", "name_ru", "kind"]).unwrap();
        for row in cells.chunks(3) {
            writer.write_record(row).unwrap();
        }
        let text = String::from_utf8(writer.into_inner().unwrap()).unwrap();
        let rows: Result<Vec<Row>, Refusal> = delimited_reader::Text::new(text, &knows).collect();
        let Ok(rows) = rows else { panic!() };
        let expected: Vec<Vec<(usize, String)>> = cells
            .chunks(3)
            .map(|row| row.iter().cloned().enumerate().filter(|(_, cell)| !cell.trim().is_empty()).collect())
            .filter(|row: &Vec<_>| !row.is_empty())
            .collect();
        let found: Vec<_> = rows.into_iter().skip(1).map(|row| row.cells).collect();
        prop_assert_eq!(found, expected);
    }
}

/// What a reader of lists knows.
fn knows(header: &str) -> bool {
    crate::list::ColumnNames::default().any(header).is_some()
}
