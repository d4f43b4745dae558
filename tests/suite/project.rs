//! The project's own promises: codes with cases, signs with cells, formats with examples.

use std::fs;

use ballot::text::is_known_sign;
use stencil_gen::braille::{Language, Style, translate};

use crate::run::project;

#[test]
fn every_sign_that_lists_may_hold_has_a_cell_and_no_other() {
    let style = Style::new(Language::Kazakh);
    for sign in (' '..='\u{2fff}').chain(['\u{2116}', '\u{20b8}']) {
        // The list reader has made every blank an ordinary one before it asks.
        if sign.is_whitespace() || sign.is_control() {
            continue;
        }
        let word = format!("а{sign}б");
        // These two hyphens are ordinary ones by the time a list has been read.
        let known = is_known_sign(sign) || matches!(sign, '\u{2010}' | '\u{2011}');
        assert_eq!(known, translate(&word, style).is_ok(), "{sign:?} U+{:04X}", u32::from(sign));
    }
}

#[test]
fn every_code_is_named_in_a_test() {
    let mut tests = String::new();
    gather(&project("crates/ballot/src"), &mut tests);
    gather(&project("stencil-gen/src"), &mut tests);
    gather(&project("stencil-gen/gui/src"), &mut tests);
    gather(&project("stencil-gen/speech/src"), &mut tests);
    gather(&project("crates/voter-session/src"), &mut tests);
    gather(&project("kiosk"), &mut tests);
    gather(&project("crates/course/tests"), &mut tests);
    gather(&project("firmware-sim/src"), &mut tests);
    gather(&project("firmware-sim/tests"), &mut tests);
    gather(&project("tests/suite"), &mut tests);
    let named = |code: &wording::Code| {
        let name = code.name();
        // The proof-reader's findings about a kind of file have an enum of their own.
        let own = ["Booklet", "Shape"].iter().find_map(|kind| name.strip_prefix(kind)).unwrap_or(name);
        [format!("\"{}\"", code.as_str()), format!("Code::{}", code.as_str())].iter().any(|form| tests.contains(form))
            || [name, own].iter().any(|name| {
                ["Kind", "Finding", "PackageError", "PasswordProblem", "LogFault", "Unfit"]
                    .iter()
                    .any(|kind| tests.contains(&format!("{kind}::{name}")))
            })
    };
    let without: Vec<_> = wording::Code::ALL.iter().filter(|code| !named(code)).map(|code| code.name()).collect();
    assert_eq!(without, [""; 0], "codes without a test");
}

/// The text of every test file and test module below a folder.
pub(crate) fn gather(folder: &std::path::Path, text: &mut String) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            gather(&path, text);
        } else if path.extension().is_some_and(|ending| ending == "rs") {
            let source = fs::read_to_string(&path).unwrap();
            let whole = path.components().any(|part| part.as_os_str().to_string_lossy().contains("test"));
            let tests =
                if whole { Some(source.as_str()) } else { source.split_once("mod tests {").map(|(_, tests)| tests) };
            text.push_str(tests.unwrap_or_default());
        }
    }
}
