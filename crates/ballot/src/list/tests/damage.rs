//! Files that are no lists, too large, cut off, or made to do harm: each gets an answer, and none
//! brings the reader down.

use proptest::prelude::*;

use super::*;
use crate::rules;

const LIMIT: usize = 16 * 1024 * 1024;

#[test]
fn what_is_no_list_is_refused() {
    let files: [&[u8]; 9] = [
        b"",
        b" \r\n\t ",
        b"\xef\xbb\xbf",
        b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR",
        b"%PDF-1.7\n1 0 obj\n",
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1rest of an .xls",
        b"name_kk,name_ru\x07\n",
        b"\x7fELF\x02\x01\x01\0",
        b"n\0a\0\xd8\0\0\0",
    ];
    for file in files {
        assert_eq!(only_problem(file), ProblemKind::NotAList, "{file:?}");
    }
    let docx = package(&[("word/document.xml", b"<a/>")], CompressionMethod::Stored);
    assert_eq!(only_problem(&docx), ProblemKind::NotAList);
}

#[test]
fn a_cut_spreadsheet_is_damaged() {
    for whole in [xlsx(&SAMPLE, &[]), ods(&SAMPLE)] {
        for length in [4, 30, whole.len() / 2, whole.len() - 1] {
            assert!(matches!(only_problem(&whole[..length]), ProblemKind::DamagedSpreadsheet { .. }));
        }
    }
    let content = ods_content(&ods_row(&["name_kk", "name_ru"], ""));
    let end = content.find("</table:table>").unwrap();
    assert!(matches!(only_problem(&ods_package(&content[..end])), ProblemKind::DamagedSpreadsheet { .. }));
}

#[test]
fn a_file_at_the_limit_is_read_and_one_byte_more_is_not() {
    let mut text = delimited(&RUSSIAN, ',').into_bytes();
    text.resize(LIMIT, b'\n');
    assert_eq!(kinds(&read_plain(&text)), []);
    text.push(b'\n');
    assert_eq!(only_problem(&text), ProblemKind::TooLarge { limit_mb: 16 });
}

#[test]
fn a_package_that_unpacks_without_end_is_refused() {
    let zeros = vec![b' '; 65 * 1024 * 1024];
    let bomb = package(&[("content.xml", b"<a/>"), ("media/zeros", &zeros)], CompressionMethod::Deflated);
    assert!(bomb.len() < 200 * 1024);
    assert_eq!(only_problem(&bomb), ProblemKind::TooLarge { limit_mb: 64 });
}

#[test]
fn a_few_bytes_that_stand_for_millions_of_cells_are_refused() {
    let header = ods_row(&["name_kk", "name_ru"], "");
    let flood = |rows: &str| only_problem(&ods_package(&ods_content(&(header.clone() + rows))));
    let too_large = ProblemKind::TooLarge { limit_mb: 64 };
    assert_eq!(flood(&ods_row(&["Иә", "Да"], "table:number-rows-repeated=\"1000000\"")), too_large);
    let wide = "<table:table-row><table:table-cell table:number-columns-repeated=\"16384\"><text:p>Иә</text:p></table:table-cell></table:table-row>";
    assert_eq!(flood(wide), too_large);
    let long = format!(
        "<table:table-row table:number-rows-repeated=\"9000\"><table:table-cell><text:p>{}</text:p></table:table-cell></table:table-row>",
        "ә".repeat(9000)
    );
    assert_eq!(flood(&long), too_large);
    let far = "<table:table-row table:number-rows-repeated=\"4294967295\"><table:table-cell/></table:table-row>"
        .to_owned()
        + &ods_row(&["Иә", "Да"], "table:number-rows-repeated=\"2\"");
    let reading = read_plain(&ods_package(&ods_content(&(header.clone() + &far))));
    assert_eq!(reading.draft.contests[0].options.len(), 2);
    let rows = "a,b\n".repeat(1_000_000);
    assert_eq!(only_problem(format!("name_kk,name_ru\n{rows}").as_bytes()), ProblemKind::TooLarge { limit_mb: 16 });
    let options = "{\"name\":{}},".repeat(500_000);
    assert_eq!(
        only_problem(
            format!("{{\"format\":\"election/1\",\"contests\":[{{\"id\":\"a\",\"options\":[{options}]}}]}}").as_bytes()
        ),
        ProblemKind::TooLarge { limit_mb: 16 }
    );
}

/// The parts of a package, unpacked.
fn unpack(file: &[u8]) -> Vec<(String, Vec<u8>)> {
    let mut archive = zip::ZipArchive::new(Cursor::new(file)).unwrap();
    (0..archive.len())
        .map(|index| {
            let mut entry = archive.by_index(index).unwrap();
            let name = entry.name().unwrap().to_string();
            let mut content = Vec::new();
            std::io::Read::read_to_end(&mut entry, &mut content).unwrap();
            (name, content)
        })
        .collect()
}

/// An XLSX file with one text in its parts replaced.
fn altered(from: &str, to: &str) -> Vec<u8> {
    let parts = unpack(&xlsx(&SAMPLE, &[]));
    let parts: Vec<(String, Vec<u8>)> = parts
        .into_iter()
        .map(|(name, content)| (name, String::from_utf8(content).unwrap().replace(from, to).into_bytes()))
        .collect();
    let parts: Vec<(&str, &[u8])> = parts.iter().map(|(name, content)| (name.as_str(), content.as_slice())).collect();
    package(&parts, CompressionMethod::Stored)
}

#[test]
fn a_workbook_that_lies_about_itself_is_read_or_damaged() {
    assert_eq!(kinds(&read_plain(&altered("uniqueCount=\"", "uniqueCount=\"99999999999"))), []);
    assert_eq!(kinds(&read_plain(&altered("ref=\"A1:H5\"", "ref=\"XFD1048576:A1\""))), []);
    for (from, to) in [
        ("r=\"3\"", "r=\"1\""),
        ("r=\"B2\"", "r=\"A2\""),
        ("r=\"B2\"", "r=\"2\""),
        ("<v>5</v>", "<v>500</v>"),
        ("</sst>", ""),
        ("</sheetData>", "</sheetDate>"),
        ("Id=\"rId1\"", "Id=\"rId9\""),
        ("Amanat", "&what;"),
    ] {
        let file = altered(from, to);
        assert!(matches!(only_problem(&file), ProblemKind::DamagedSpreadsheet { .. }), "{from} {to}");
    }
}

#[test]
fn ten_megabytes_of_noise_are_answered() {
    let mut state = 1_u64;
    let mut noise = |bits: u64| -> Vec<u8> {
        std::iter::repeat_with(|| {
            state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            u8::try_from(state >> 56).unwrap() | u8::try_from(bits).unwrap()
        })
        .take(10 * 1024 * 1024)
        .collect()
    };
    assert_eq!(only_problem(&noise(0)), ProblemKind::NotAList);
    assert!(matches!(only_problem(&noise(0x80)), ProblemKind::EncodingUnclear { .. }));
    let text: Vec<u8> =
        noise(0).iter().map(|byte| b" \n,;\"\tabcdefghijklmnopqrstuvwxyz"[usize::from(byte & 31)]).collect();
    assert!(read_plain(&text).problems.iter().any(crate::Problem::is_error));
    let zip = [b"PK\x03\x04".as_slice(), &noise(0)].concat();
    assert!(matches!(only_problem(&zip), ProblemKind::DamagedSpreadsheet { .. }));
    let brace = [b"{".as_slice(), &text].concat();
    assert!(matches!(only_problem(&brace), ProblemKind::Syntax { .. }));
}

/// Reads and checks; the answer does not matter, only that there is one.
fn survive(bytes: &[u8]) {
    for name in ["a.csv", "a.json", ""] {
        let reading = read(name, bytes, &ReadOptions::default());
        let _checked = rules::check(reading.draft);
    }
}

fn samples() -> Vec<Vec<u8>> {
    let csv = delimited(&SAMPLE, ',');
    let kz = encode(Encoding::Kz1048, &csv).unwrap();
    let utf16 = [b"\xff\xfe".to_vec(), encode(Encoding::Utf16Le, &csv).unwrap()].concat();
    vec![csv.into_bytes(), kz, utf16, JSON.as_bytes().to_vec(), xlsx(&SAMPLE, &[2]), ods(&SAMPLE)]
}

fn flip(bytes: &mut [u8], flips: &[(prop::sample::Index, u8)]) {
    for (place, bit) in flips {
        let place = place.index(bytes.len());
        bytes[place] ^= 1 << (bit % 8);
    }
}

type Flips = Vec<(prop::sample::Index, u8)>;

proptest! {
    #[test]
    fn any_bytes_get_an_answer(bytes in prop::collection::vec(any::<u8>(), 0..600)) {
        survive(&bytes);
        survive(&[b"PK\x03\x04".as_slice(), &bytes].concat());
        survive(&[b"name_kk,name_ru\n".as_slice(), &bytes].concat());
    }

    #[test]
    fn any_text_gets_an_answer(text in "[\\PC\n\",;]{0,200}") {
        survive(format!("contest,kind,name_kk,name_ru,surname_kk,given_kk\n{text}").as_bytes());
    }

    #[test]
    fn files_with_flipped_bits_or_cut_off_get_an_answer(flips in any::<Flips>(), cut in any::<prop::sample::Index>()) {
        for mut file in samples() {
            flip(&mut file, flips.get(..4).unwrap_or(&flips));
            survive(&file);
            survive(&file[..cut.index(file.len())]);
        }
    }

    #[test]
    fn spreadsheets_with_damaged_parts_get_an_answer(flips in prop::collection::vec(any::<(prop::sample::Index, u8)>(), 1..4), part in any::<prop::sample::Index>()) {
        for file in [xlsx(&SAMPLE, &[2]), ods(&SAMPLE)] {
            let mut parts = unpack(&file);
            let index = part.index(parts.len());
            let content = &mut parts[index].1;
            flip(content, &flips);
            let parts: Vec<(&str, &[u8])> = parts.iter().map(|(name, content)| (name.as_str(), content.as_slice())).collect();
            survive(&package(&parts, CompressionMethod::Stored));
        }
    }
}
