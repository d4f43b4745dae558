//! Whatever a viewer could show otherwise than the reader reads is refused.

use lopdf::{Dictionary, Document, Object};

use super::desk::Desk;
use crate::check::{self, Given};

const KK: &str = "stencil.kk.pdf";

fn codes(desk: &Desk) -> Vec<String> {
    let checked = check::folder(&desk.contest(), &Given::default()).unwrap();
    checked.found.iter().map(|found| format!("{:?}", found.finding)).collect()
}

/// The first dictionary (or stream's) that has this value under this key.
fn find<'a>(document: &'a mut Document, key: &[u8], value: &[u8]) -> &'a mut Dictionary {
    let with = |object: &Object| {
        let dictionary = match object {
            Object::Dictionary(dictionary) => dictionary,
            Object::Stream(stream) => &stream.dict,
            _ => return false,
        };
        dictionary.get(key).and_then(Object::as_name).is_ok_and(|name| name == value)
    };
    let id = *document.objects.iter().find(|(_, object)| with(object)).unwrap().0;
    match document.objects.get_mut(&id).unwrap() {
        Object::Dictionary(dictionary) => dictionary,
        Object::Stream(stream) => &mut stream.dict,
        _ => unreachable!(),
    }
}

fn name(name: &str) -> Object {
    Object::Name(name.as_bytes().to_vec())
}

#[test]
fn hidden_contents_maps_replaced_colors_and_second_trees_are_refused() {
    let edits: [(&str, fn(&mut Document)); 9] = [
        ("/OC", |pdf| find(pdf, b"Subtype", b"Form").set("OC", Object::Null)),
        ("/Matrix", |pdf| {
            find(pdf, b"Subtype", b"Form")
                .set("Matrix", vec![1.into(), 0.into(), 0.into(), 1.into(), 9.into(), 0.into()])
        }),
        ("/F", |pdf| find(pdf, b"Subtype", b"Form").set("F", Object::Null)),
        ("/UserUnit", |pdf| find(pdf, b"Type", b"Page").set("UserUnit", 2)),
        ("boxes", |pdf| find(pdf, b"Type", b"Page").set("CropBox", vec![0.into(), 0.into(), 10.into(), 10.into()])),
        ("/OpenAction", |pdf| pdf.catalog_mut().unwrap().set("OpenAction", Object::Null)),
        ("/PrintScaling", |pdf| {
            let mut preferences = Dictionary::new();
            preferences.set("PrintScaling", name("AppDefault"));
            pdf.catalog_mut().unwrap().set("ViewerPreferences", preferences);
        }),
        ("/Count", |pdf| find(pdf, b"Type", b"Pages").set("Count", 2)),
        ("/FontFile3", |pdf| find(pdf, b"Type", b"FontDescriptor").set("FontFile3", Object::Null)),
    ];
    for (refused, edit) in edits {
        let desk = Desk::president();
        desk.edit_pdf(KK, |document| edit(document));
        let found = codes(&desk);
        assert!(found.iter().any(|finding| finding.contains(refused)), "{refused}: {found:?}");
    }
}
