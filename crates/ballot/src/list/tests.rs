//! What the readers make of real and of hostile files.

mod damage;
mod encodings;
mod formats;
mod tables;

use std::io::{Cursor, Write};

use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipWriter};

use super::{Encoding, ReadOptions, Reading, read};
use crate::draft::Draft;
use crate::{Place, ProblemKind};

/// A list with Kazakh, Russian and Latin words, quotation marks and every separator.
const SAMPLE: [[&str; 8]; 5] = [
    ["title_kk", "title_ru", "kind", "number", "name_kk", "name_ru", "detail_kk", "detail_ru"],
    ["Мәжіліс сайлауы", "Выборы Мажилиса", "party", "1", "«Amanat» партиясы", "партия «Amanat»", "", ""],
    ["", "", "party", "2", "\"Ауыл\" партиясы", "партия \"Ауыл\"", "бір; екі, үш", "раз; два, три"],
    [
        "",
        "",
        "party",
        "3",
        "«Бірлік, өң және һүнәр» ұйымы",
        "объединение «Единство»",
        "Ёлка, № 5 — ұғым",
        "Ёлка, № 5 — понятие",
    ],
    ["", "", "", "4", "Барлығына қарсымын", "Против всех", "", ""],
];

/// The sample without Kazakh letters, as far as Windows-1251 can carry it.
const RUSSIAN: [[&str; 3]; 3] =
    [["name_kk", "name_ru", "kind"], ["Иванов Иван", "Иванов Иван", ""], ["Сомов Олег", "Сомов Олег", ""]];

fn delimited<const N: usize>(rows: &[[&str; N]], separator: char) -> String {
    let cell = |text: &&str| {
        let quoted = text.contains([separator, '"', '\n']);
        if quoted { format!("\"{}\"", text.replace('"', "\"\"")) } else { (*text).to_owned() }
    };
    let line = |row: &[&str; N]| row.iter().map(cell).collect::<Vec<_>>().join(&separator.to_string());
    rows.iter().map(|row| line(row) + "\r\n").collect()
}

/// The bytes of `text`; `None` if the encoding cannot carry it. Written from the decoder, which is
/// proven against Python's tables.
fn encode(encoding: Encoding, text: &str) -> Option<Vec<u8>> {
    match encoding {
        Encoding::Utf8 => Some(text.as_bytes().to_vec()),
        Encoding::Utf16Le => Some(text.encode_utf16().flat_map(u16::to_le_bytes).collect()),
        Encoding::Utf16Be => Some(text.encode_utf16().flat_map(u16::to_be_bytes).collect()),
        Encoding::Windows1251 | Encoding::Kz1048 | Encoding::Pt154 => {
            let byte = |sign: char| {
                (0..=255).find(|byte| encoding.decode(&[*byte]).is_some_and(|text| text.starts_with(sign)))
            };
            text.chars().map(byte).collect()
        }
    }
}

/// A zip package of the given parts.
fn package(parts: &[(&str, &[u8])], method: CompressionMethod) -> Vec<u8> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, content) in parts {
        zip.start_file(*name, SimpleFileOptions::default().compression_method(method)).unwrap();
        zip.write_all(content).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

fn xlsx<const N: usize>(rows: &[[&str; N]], hidden: &[u32]) -> Vec<u8> {
    let mut workbook = rust_xlsxwriter::Workbook::new();
    let sheet = workbook.add_worksheet();
    for (row, cells) in (0..).zip(rows) {
        for (column, cell) in (0..).zip(cells) {
            match cell.parse::<f64>() {
                Ok(number) => sheet.write_number(row, column, number).unwrap(),
                Err(_) if cell.is_empty() => sheet,
                Err(_) => sheet.write_string(row, column, *cell).unwrap(),
            };
        }
    }
    for row in hidden {
        sheet.set_row_hidden(row - 1).unwrap();
    }
    workbook.save_to_buffer().unwrap()
}

fn escape(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('"', "&quot;")
}

/// The `content.xml` of an ODS file around the rows of its sheet.
fn ods_content(rows: &str) -> String {
    let office = "urn:oasis:names:tc:opendocument:xmlns:office:1.0";
    let table = "urn:oasis:names:tc:opendocument:xmlns:table:1.0";
    let text = "urn:oasis:names:tc:opendocument:xmlns:text:1.0";
    format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?><office:document-content xmlns:office=\"{office}\" \
         xmlns:table=\"{table}\" xmlns:text=\"{text}\"><office:body><office:spreadsheet>\
         <table:table table:name=\"Тізім\">{rows}</table:table></office:spreadsheet></office:body>\
         </office:document-content>"
    )
}

fn ods_row(cells: &[&str], attributes: &str) -> String {
    let cell = |cell: &&str| {
        let value = cell.parse::<f64>().map_or("office:value-type=\"string\"".to_owned(), |number| {
            format!("office:value-type=\"float\" office:value=\"{number}\"")
        });
        if cell.is_empty() {
            "<table:table-cell/>".to_owned()
        } else {
            format!("<table:table-cell {value}><text:p>{}</text:p></table:table-cell>", escape(cell))
        }
    };
    let cells: String = cells.iter().map(cell).collect();
    format!("<table:table-row {attributes}>{cells}</table:table-row>")
}

fn ods_package(content: &str) -> Vec<u8> {
    let kind = b"application/vnd.oasis.opendocument.spreadsheet";
    let manifest = b"<manifest:manifest xmlns:manifest=\"urn:oasis:names:tc:opendocument:xmlns:manifest:1.0\"/>";
    let parts: [(&str, &[u8]); 3] =
        [("mimetype", kind), ("content.xml", content.as_bytes()), ("META-INF/manifest.xml", manifest)];
    package(&parts, CompressionMethod::Deflated)
}

fn ods<const N: usize>(rows: &[[&str; N]]) -> Vec<u8> {
    let rows: String = rows.iter().map(|row| ods_row(row, "")).collect();
    ods_package(&ods_content(&rows))
}

const JSON: &str = r#"{ "format": "election/1", "id": "list", "title": {"kk": "Мәжіліс сайлауы", "ru": "Выборы Мажилиса"},
  "sources": ["here"],
  "contests": [ { "id": "list", "title": {"kk": "Мәжіліс сайлауы", "ru": "Выборы Мажилиса"}, "question": null, "options": [
    {"kind": "party", "name": {"kk": "«Amanat» партиясы", "ru": "партия «Amanat»"}, "parts": null, "short": null},
    {"kind": "party", "name": {"kk": "\"Ауыл\" партиясы", "ru": "партия \"Ауыл\""},
     "detail": {"kk": "бір; екі, үш", "ru": "раз; два, три"}},
    {"kind": "party", "name": {"kk": "«Бірлік, өң және һүнәр» ұйымы", "ru": "объединение «Единство»"},
     "detail": {"kk": "Ёлка, № 5 — ұғым", "ru": "Ёлка, № 5 — понятие"}},
    {"name": {"kk": "Барлығына қарсымын", "ru": "Против всех", "en": null}} ] } ] }"#;

fn read_plain(bytes: &[u8]) -> Reading {
    read("list.csv", bytes, &ReadOptions::default())
}

fn kinds(reading: &Reading) -> Vec<ProblemKind> {
    reading.problems.iter().map(|problem| problem.kind.clone()).collect()
}

fn only_problem(bytes: &[u8]) -> ProblemKind {
    let mut kinds = kinds(&read_plain(bytes));
    assert_eq!(kinds.len(), 1, "{kinds:?}");
    kinds.remove(0)
}

/// A draft without its places and printed numbers, which JSON has in another form or not at all.
fn placeless(mut draft: Draft) -> Draft {
    for contest in &mut draft.contests {
        contest.place = Place::default();
        for option in &mut contest.options {
            option.place = Place::default();
            option.number = None;
        }
    }
    draft
}
