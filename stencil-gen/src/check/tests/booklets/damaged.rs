//! Damage to a booklet's files, each of which the content alone must tell.

use lopdf::{Document, Object};
use serde_json::Value;

use super::*;

type Files = BTreeMap<String, Vec<u8>>;

const BRF: &str = "booklet.ru.brf";
const PEF: &str = "booklet.ru.pef";
const DOTS: &str = "booklet.braille.ru.pdf";
const PRINT: &str = "booklet.print.ru.pdf";

/// The booklets of an edited list in the folder of the right one.
fn copied(edit: impl Fn(&mut Vec<Value>)) -> Vec<crate::check::Found> {
    let mut other = list();
    edit(other["contests"][0]["options"].as_array_mut().unwrap());
    let other = president(&other);
    let found = content(&president(&list()), |files| {
        for name in [BRF, PEF, DOTS, PRINT] {
            files.insert(name.to_owned(), fs::read(other.file(name)).unwrap());
        }
    });
    assert_in_words(&found);
    found
}

fn edit_content(files: &mut Files, name: &str, mark: &str, edit: impl Fn(&str) -> String) {
    let mut document = Document::load_mem(&files[name]).unwrap();
    let mut edited = 0;
    for object in document.objects.values_mut() {
        let Object::Stream(stream) = object else { continue };
        let content = stream.decompressed_content().unwrap_or_default();
        let text = String::from_utf8_lossy(&content).into_owned();
        if text.is_ascii() && text.contains(mark) {
            edited += 1;
            stream.dict.remove(b"Filter");
            stream.set_content(edit(&text).into_bytes());
        }
    }
    assert!(edited > 0, "{mark}");
    let mut bytes = Vec::new();
    document.save_to(&mut bytes).unwrap();
    files.insert(name.to_owned(), bytes);
}

fn damaged(damage: impl Fn(&mut Files)) -> Vec<(String, Option<u32>, String)> {
    let found = content(&president(&list()), damage);
    assert_in_words(&found);
    let mut codes: Vec<_> =
        codes(&found).into_iter().map(|(code, row, file)| (code.to_owned(), row, file.to_owned())).collect();
    codes.dedup();
    codes
}

fn one(code: &str, row: Option<u32>, file: &str) -> (String, Option<u32>, String) {
    (code.to_owned(), row, file.to_owned())
}

/// Removes or changes one line of content that holds `mark`.
fn nth_line(content: &str, mark: &str, which: usize, edit: impl Fn(&str) -> String) -> String {
    let mut seen = 0;
    let line = |line: &str| {
        seen += usize::from(line.contains(mark));
        if seen == which && line.contains(mark) { edit(line) } else { line.to_owned() }
    };
    content.lines().map(line).collect::<Vec<_>>().join("\n")
}

#[test]
fn a_dot_that_is_removed_or_moved() {
    for which in [1, 77, 400] {
        let found = damaged(|files| {
            edit_content(files, DOTS, "/D Do", |content| {
                nth_line(content, "/D Do", which, |line| line.replace("/D Do", ""))
            });
        });
        assert_eq!(found, [one("S348", None, DOTS)], "dot {which}");
    }
    let found = damaged(|files| {
        edit_content(files, DOTS, "/D Do", |content| format!("1 0 0 1 0.6 0 cm\n{content}"));
    });
    assert!(found.contains(&one("S330", None, DOTS)), "{found:?}");
}

#[test]
fn a_letter_that_is_changed_in_the_brf() {
    let found = damaged(|files| {
        let text = String::from_utf8(files[BRF].clone()).unwrap();
        files.insert(BRF.to_owned(), text.replacen("KARAKAT", "KARAKOT", 1).into_bytes());
    });
    let others = [one("S348", None, PEF), one("S348", None, DOTS)];
    assert_eq!(found, [&[one("S342", Some(1), BRF)], others.as_slice()].concat());
}

#[test]
fn any_sign_that_is_changed_in_the_brf() {
    let desk = president(&list());
    let length = fs::read(desk.file(BRF)).unwrap().len();
    for at in (0..length).step_by(7) {
        let found = content(&desk, |files| {
            let bytes = files.get_mut(BRF).unwrap();
            bytes[at] = if bytes[at] == b'K' { b'L' } else { b'K' };
            // The content must tell, not only the comparison of the files.
            files.remove(PEF);
            files.remove(DOTS);
        });
        let told = found.iter().any(|found| found.file == BRF);
        assert!(told, "byte {at}: {:?}", codes(&found));
    }
}

#[test]
fn a_letter_that_is_changed_in_the_pef() {
    let found = damaged(|files| {
        let text = String::from_utf8(files[PEF].clone()).unwrap();
        files.insert(PEF.to_owned(), text.replacen("⠅⠁⠗⠁⠅⠁⠞", "⠅⠁⠗⠁⠅⠕⠞", 1).into_bytes());
    });
    assert_eq!(found, [one("S348", None, PEF)]);
    for (from, to) in [("</body>", ""), ("cols=\"40\"", "cols=\"41\""), ("<row/>", "<row>x</row>")] {
        let found = damaged(|files| {
            let text = String::from_utf8(files[PEF].clone()).unwrap();
            files.insert(PEF.to_owned(), text.replacen(from, to, 1).into_bytes());
        });
        assert!(found.contains(&one("S301", None, PEF)), "{from}: {found:?}");
    }
}

#[test]
fn a_letter_that_is_changed_in_the_large_print() {
    // The list behind has another name: only the print comes from it.
    let mut other = list();
    let name = &mut other["contests"][0]["options"][4]["name"]["ru"];
    *name = name.as_str().unwrap().replacen('м', "н", 1).into();
    other["contests"][0]["options"][4]["parts"] = Value::Null;
    let other = president(&other);
    let found = damaged(|files| {
        files.insert(PRINT.to_owned(), fs::read(other.file(PRINT)).unwrap());
    });
    assert_eq!(found, [one("S342", Some(5), PRINT)]);
    // One glyph in the page's own content.
    let found = damaged(|files| {
        edit_content(files, PRINT, " Tj", |content| {
            nth_line(content, " Tj", 6, |line| {
                let (codes, _) = line.split_once('>').unwrap();
                let last = if codes.ends_with("0010") { "0011" } else { "0010" };
                format!("{}{last}> Tj", &codes[..codes.len() - 4])
            })
        });
    });
    assert!(found.iter().any(|(_, _, file)| file == PRINT), "{found:?}");
}

#[test]
fn two_names_that_are_swapped() {
    let found = copied(|options| {
        for part in ["name", "parts", "short"] {
            let (first, second) = (options[3][part].clone(), options[4][part].clone());
            (options[3][part], options[4][part]) = (second, first);
        }
    });
    for file in [BRF, PRINT] {
        assert!(codes(&found).contains(&("S343", Some(5), file)), "{:?}", codes(&found));
        assert!(found.iter().any(|found| found.row == Some(4) && found.file == file), "{:?}", codes(&found));
    }
}

#[test]
fn a_row_that_is_missing() {
    let found = damaged(|files| {
        let text = String::from_utf8(files[BRF].clone()).unwrap();
        let mut skipped = false;
        let kept: Vec<&str> = text
            .split_inclusive("\r\n")
            .filter(|line| {
                skipped = if line.starts_with("#B4 ") { true } else { skipped && line.starts_with("  ") };
                !skipped
            })
            .collect();
        assert!(kept.concat().len() < text.len());
        files.insert(BRF.to_owned(), kept.concat().into_bytes());
    });
    assert!(found.contains(&one("S341", Some(2), BRF)), "{found:?}");
    let found = copied(|options| {
        options.remove(6);
        let mut spare = options[5].clone();
        spare["id"] = "7".into();
        spare["name"] = serde_json::json!({ "kk": "Тағы біреу", "ru": "Ещё один" });
        spare["parts"] = Value::Null;
        options.push(spare);
    });
    for file in [BRF, PRINT] {
        assert!(codes(&found).contains(&("S342", Some(7), file)), "{:?}", codes(&found));
    }
}

#[test]
fn a_detail_or_a_withdrawal_that_is_missing() {
    let found = copied(|options| options[3]["detail"] = Value::Null);
    for file in [BRF, PRINT] {
        assert!(codes(&found).contains(&("S341", Some(4), file)), "{:?}", codes(&found));
        assert!(!codes(&found).iter().any(|(_, row, _)| row.is_some_and(|row| row != 4)), "{:?}", codes(&found));
    }
    let found = copied(|options| options[2]["status"] = "standing".into());
    for file in [BRF, PRINT] {
        assert!(codes(&found).contains(&("S342", Some(3), file)), "{:?}", codes(&found));
    }
}

#[test]
fn a_detail_that_the_list_does_not_have() {
    let found = copied(|options| options[1]["detail"] = options[0]["detail"].clone());
    for file in [BRF, PRINT] {
        assert!(codes(&found).contains(&("S345", None, file)), "{:?}", codes(&found));
    }
}

#[test]
fn print_of_another_size_and_off_the_page() {
    let other = made(
        &list().to_string(),
        &form("a5-7rows"),
        booklet::Settings { print_pt: 23, ..booklet::Settings::default() },
    );
    let found = damaged(|files| {
        files.insert(PRINT.to_owned(), fs::read(other.file(PRINT)).unwrap());
    });
    assert!(found.contains(&one("S352", None, PRINT)), "{found:?}");
    let found = damaged(|files| {
        edit_content(files, PRINT, " Tj", |content| format!("1 0 0 1 300 0 cm\n{content}"));
    });
    assert!(found.contains(&one("S349", None, PRINT)), "{found:?}");
}

#[test]
fn pages_for_another_device() {
    let other = made(
        &list().to_string(),
        &form("a5-7rows"),
        booklet::Settings { cells: 42, lines: 26, ..booklet::Settings::default() },
    );
    let found = damaged(|files| {
        for name in [BRF, PEF, DOTS] {
            files.insert(name.to_owned(), fs::read(other.file(name)).unwrap());
        }
    });
    for wanted in [one("S346", None, BRF), one("S347", None, BRF), one("S301", None, PEF), one("S312", None, DOTS)] {
        assert!(found.contains(&wanted), "{found:?}");
    }
}

#[test]
fn pages_in_another_order() {
    let found = damaged(|files| {
        let text = String::from_utf8(files[BRF].clone()).unwrap();
        let pages: Vec<&str> = text.split('\x0c').rev().collect();
        assert!(pages.len() > 1);
        files.insert(BRF.to_owned(), pages.join("\x0c").into_bytes());
    });
    assert!(found.contains(&one("S347", None, BRF)), "{found:?}");
}

#[test]
fn any_words_that_are_missing_from_the_large_print() {
    let desk = president(&list());
    // The second words are the foot's title, which stands there only where it has room.
    for which in std::iter::once(1).chain(3..=12) {
        let found = content(&desk, |files| {
            edit_content(files, PRINT, " Tj", |content| nth_line(content, " Tj", which, |_| String::new()));
        });
        assert!(!found.is_empty() && found.iter().all(|found| found.file == PRINT), "{which}: {:?}", codes(&found));
        assert_in_words(&found);
    }
}

#[test]
fn a_pef_of_another_volume_or_head() {
    let desk = president(&list());
    for (from, to) in [
        (" rowgap=\"0\"", " rowgap=\"4\""),
        (" rowgap=\"0\"", ""),
        (" duplex=\"false\"", " duplex=\"true\""),
        (" cols=\"40\"", " cols=\"38\""),
        ("<row>", "<row rowgap=\"9\">"),
        ("<section>", "<section duplex=\"true\">"),
        ("2008-1", "2008-2"),
        ("UTF-8", "KOI8-R"),
        ("<body>", "<head></head><body>"),
        ("<head>", "<head><x/>"),
        ("<body>", "<!-- --><body>"),
    ] {
        let found = content(&desk, |files| {
            let text = String::from_utf8(files[PEF].clone()).unwrap();
            assert!(text.contains(from), "{from}");
            files.insert(PEF.to_owned(), text.replacen(from, to, 1).into_bytes());
        });
        assert_eq!(codes(&found), [("S301", None, PEF)], "{to}");
    }
    let titled = content(&desk, |files| {
        let text = String::from_utf8(files[PEF].clone()).unwrap();
        files.insert(PEF.to_owned(), text.replace("<dc:title>", "<dc:title>!").into_bytes());
    });
    assert_eq!(codes(&titled), [("S344", None, PEF)]);
}

#[test]
fn a_booklet_that_explains_ridges_which_the_stencil_has_not() {
    let settings = booklet::Settings { ridges: false, ..booklet::Settings::default() };
    let desk = made(&list().to_string(), &form("a5-7rows"), settings);
    let found = desk.check().found;
    assert!(found.iter().any(|found| found.finding.code().as_str() == "S344"), "{found:?}");
}

#[test]
fn braille_for_swell_paper_is_drawn_smaller() {
    use crate::layout::{Settings, Technique};
    use crate::make::{Formats, Wanted};
    let swell = Settings { technique: Technique::Swell, ..Settings::default() };
    let formats = Formats { booklet: Some(booklet::Settings::default()), ..Formats::default() };
    let made =
        |settings: &Settings| Desk::with(&list().to_string(), &[form("a5-7rows")], settings, Wanted::Both, formats);
    let (desk, embossed) = (made(&swell), made(&Settings::default()));
    assert_eq!(desk.check().found, []);
    desk.replace(DOTS, &fs::read(embossed.file(DOTS)).unwrap());
    assert!(desk.check().found.iter().all(|found| found.finding.code().as_str() == "S331" && found.file == DOTS));
    assert!(!desk.check().found.is_empty());
}
