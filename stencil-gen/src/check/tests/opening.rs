//! Files that two programs could read in two ways, and files made to stop the reader.

use std::fs;

use lopdf::encryption::{EncryptionState, EncryptionVersion, Permissions};
use lopdf::{Document, Object};
use wording::Coded;

use super::desk::Desk;
use crate::check::page::pages;

const KK: &str = "stencil.kk.pdf";

fn bytes() -> Vec<u8> {
    fs::read(Desk::president().file(KK)).unwrap()
}

/// Why a file cannot be opened.
#[track_caller]
fn refused(bytes: &[u8]) -> String {
    pages(bytes).expect_err("it opens")
}

fn replaced(bytes: &[u8], from: &[u8], to: &[u8]) -> Vec<u8> {
    let at = bytes.windows(from.len()).position(|window| window == from).unwrap();
    [&bytes[..at], to, &bytes[at + from.len()..]].concat()
}

#[test]
fn an_encrypted_file_even_without_a_password() {
    for password in ["", "secret"] {
        let desk = Desk::president();
        desk.edit_pdf(KK, |document| {
            let version = EncryptionVersion::V2 {
                document,
                owner_password: "owner",
                user_password: password,
                key_length: 128,
                permissions: Permissions::all(),
            };
            let state = EncryptionState::try_from(version).unwrap();
            document.encrypt(&state).unwrap();
        });
        let codes: Vec<_> = desk.check().found.iter().map(|found| found.finding.code().as_str()).collect();
        assert!(codes.contains(&"S362"), "{codes:?}");
    }
    // A name with its letters escaped is the same name.
    let escaped = replaced(&bytes(), b"/Info", b"/#45ncr#79pt 9 0 R/Info");
    assert_eq!(refused(&escaped), "encrypted");
}

#[test]
fn bytes_that_a_plain_file_does_not_have() {
    let whole = bytes();
    assert!(pages(&whole).is_ok());
    let changed = "written by another program";
    let after_end = [&whole[..], b"\n1 0 obj\n<<>>\nendobj\n"].concat();
    assert!(refused(&after_end).contains(changed));
    let comment = replaced(&whole, b"trailer\n", b"trailer\n% comment\n");
    assert!(refused(&comment).contains(changed));
    let mut document = Document::load_mem(&whole).unwrap();
    let mut modern = Vec::new();
    document.save_modern(&mut modern).unwrap();
    assert!(refused(&modern).contains("packed"), "{}", refused(&modern));
}

#[test]
fn a_key_that_stands_twice_with_two_values() {
    // As long as before, so that every object is where the table has it.
    let twice = replaced(&bytes(), b"/Keywords()", b"/Subject() ");
    assert!(refused(&twice).contains("written by another program"), "{}", refused(&twice));
}

#[test]
fn a_page_tree_that_bites_its_tail() {
    let desk = Desk::president();
    desk.edit_pdf(KK, |document| {
        let pages = document.catalog().unwrap().get(b"Pages").unwrap().as_reference().unwrap();
        let node = document.get_object_mut(pages).unwrap().as_dict_mut().unwrap();
        node.set("Kids", vec![Object::Reference(pages), Object::Reference(pages)]);
    });
    assert!(desk.check().found.iter().any(|found| found.finding.code().as_str() == "S301"));
}

#[test]
fn nesting_in_the_file_itself() {
    let deep = |open: &str| {
        let nested = open.repeat(500_000);
        format!("%PDF-1.6\n1 0 obj\n{nested}\nendobj\ntrailer\n<</Root 1 0 R/Size 2>>\nstartxref\n9\n%%EOF")
            .into_bytes()
    };
    for open in ["[", "<</A", "(", "<</A["] {
        refused(&deep(open));
    }
    refused(&replaced(
        &bytes(),
        b"/Trapped",
        format!("/A{}{}/Trapped", "[".repeat(60_000), "]".repeat(60_000)).as_bytes(),
    ));
}

#[test]
fn every_truncated_prefix_is_refused() {
    let whole = bytes();
    for end in (0..whole.len()).step_by(whole.len() / 150).chain([whole.len() - 1]) {
        refused(&whole[..end]);
    }
}

#[test]
fn a_font_with_a_program_that_moves_points() {
    let desk = Desk::president();
    desk.edit_pdf(KK, |document| {
        for object in document.objects.values_mut() {
            let Object::Stream(stream) = object else { continue };
            if !stream.dict.has(b"Length1") {
                continue;
            }
            // A table becomes a program by its tag alone: out of order, where halving does not find it.
            let font = stream.decompressed_content().unwrap();
            stream.dict.remove(b"Filter");
            stream.set_content(replaced(&font, b"name", b"fpgm"));
        }
    });
    let found = format!("{:?}", desk.check().found);
    assert!(found.contains("programs"), "{found}");
}
