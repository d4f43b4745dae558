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
    type Edit = (&'static str, fn(&mut Document));
    let edits: [Edit; 9] = [
        ("/OC", |pdf| find(pdf, b"Subtype", b"Form").set("OC", Object::Null)),
        ("/Matrix", |pdf| {
            find(pdf, b"Subtype", b"Form")
                .set("Matrix", vec![1.into(), 0.into(), 0.into(), 1.into(), 9.into(), 0.into()]);
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
        desk.edit_pdf(KK, edit);
        let found = codes(&desk);
        assert!(found.iter().any(|finding| finding.contains(refused)), "{refused}: {found:?}");
    }
}

#[test]
fn a_flap_that_is_cut_short_is_found_though_the_card_is_as_large_as_before() {
    let desk = Desk::president();
    let edited = std::cell::Cell::new(0);
    desk.edit_pdf(KK, |document| {
        for object in document.objects.values_mut() {
            let Object::Stream(stream) = object else { continue };
            let content = stream.decompressed_content().unwrap_or_default();
            let mut lines: Vec<String> = String::from_utf8_lossy(&content).lines().map(str::to_owned).collect();
            let corners: Vec<usize> = (0..lines.len()).filter(|line| lines[*line].ends_with(" l")).collect();
            if !content.starts_with(b"/Over gs") || corners.len() < 8 {
                continue;
            }
            // The seventh corner of the outline is the right flap's lower outer one.
            let mut numbers: Vec<String> = lines[corners[6]].split(' ').map(str::to_owned).collect();
            numbers[1] = (numbers[1].parse::<f64>().unwrap() + 100.0).to_string();
            lines[corners[6]] = numbers.join(" ");
            stream.dict.remove(b"Filter");
            stream.set_content(lines.join("\n").into_bytes());
            edited.set(edited.get() + 1);
        }
    });
    assert_eq!(edited.get(), 1);
    let found = codes(&desk);
    assert!(found.iter().any(|finding| finding.contains("OutlineWrong")), "{found:?}");
}
