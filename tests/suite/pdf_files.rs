//! The PDF files as a print shop's tools read them.

use std::path::Path;
use std::process::Command;

use lopdf::{Document, Object};
use stencil_gen::cli::Ending;

use crate::run::{Desk, example};

fn made(desk: &Desk) -> Document {
    let outcome = desk.make(&example("2022-president"), &["--formats", "pdf"]);
    assert_eq!(outcome.ending, Ending::Done, "{}", outcome.err);
    Document::load(desk.path("out/president/stencil.kk.pdf")).unwrap()
}

fn text_of(pdf: &Path) -> String {
    let output = Command::new("pdftotext").args(["-layout", "-enc", "UTF-8"]).arg(pdf).arg("-").output();
    String::from_utf8(output.expect("pdftotext is there: scripts/setup.sh test").stdout).unwrap()
}

/// Every spot color named in the file.
fn spots(document: &Document) -> Vec<String> {
    let mut names = Vec::new();
    for object in document.objects.values() {
        let Object::Stream(stream) = object else { continue };
        let Ok(resources) = stream.dict.get(b"Resources").and_then(Object::as_dict) else { continue };
        let Ok(spaces) = resources.get(b"ColorSpace").and_then(Object::as_dict) else { continue };
        for (_, space) in spaces.iter() {
            let space = space.as_array().unwrap();
            assert_eq!(space[0].as_name().unwrap(), b"Separation");
            names.push(String::from_utf8(space[1].as_name().unwrap().to_vec()).unwrap());
        }
    }
    names.sort();
    names
}

#[test]
fn layers_and_spot_colors_have_the_names_of_the_contract() {
    let document = made(&Desk::new());
    let content = document.catalog().unwrap().get(b"OCProperties").unwrap().as_dict().unwrap();
    let groups = content.get(b"OCGs").unwrap().as_array().unwrap();
    let mut layers: Vec<String> = groups
        .iter()
        .map(|group| {
            let group = document.get_dictionary(group.as_reference().unwrap()).unwrap();
            String::from_utf8(group.get(b"Name").unwrap().as_str().unwrap().to_vec()).unwrap()
        })
        .collect();
    layers.sort();
    assert_eq!(layers, ["Braille", "Cut", "Fold", "Guide", "Print", "Raised"]);
    assert_eq!(spots(&document), ["Braille", "Cut", "Fold", "Raised"]);
}

#[test]
fn names_numbers_title_and_language_can_be_read_out_of_the_file() {
    let desk = Desk::new();
    let document = made(&desk);
    let text = text_of(&desk.path("out/president/stencil.kk.pdf"));
    for name in ["Әбден Қарақат", "Әуесбаев Нұрлан", "Тоқаев Қасым-Жомарт", "Барлығына қарсымын"]
    {
        assert!(text.lines().any(|line| line.trim_start().starts_with(name)), "{name}: {text}");
    }
    assert!(text.contains("Қазақстан") && text.contains("Республикасының"), "{text}");
    assert_eq!(document.catalog().unwrap().get(b"Lang").unwrap().as_str().unwrap(), b"kk-KZ");
    let info = document.get_dictionary(document.trailer.get(b"Info").unwrap().as_reference().unwrap()).unwrap();
    assert!(info.has(b"Title") && !info.has(b"GTS_PDFXVersion"));
}

#[test]
fn page_boxes_name_the_finished_card_and_nothing_scales_it() {
    let document = made(&Desk::new());
    let page = document.get_dictionary(document.get_pages()[&1]).unwrap();
    let boxed = |key: &[u8]| -> Vec<f64> {
        let sides = page.get(key).unwrap().as_array().unwrap();
        sides.iter().map(|side| f64::from(side.as_float().unwrap()) * 25.4 / 72.0).collect()
    };
    let (media, trim, bleed) = (boxed(b"MediaBox"), boxed(b"TrimBox"), boxed(b"BleedBox"));
    assert!(trim[0] - 10.0 < 0.001 && (media[2] - trim[2] - 10.0).abs() < 0.001, "{media:?} {trim:?}");
    assert!((trim[0] - bleed[0] - 3.0).abs() < 0.001, "{bleed:?}");
    assert!((trim[3] - trim[1] - 225.0).abs() < 0.001, "{trim:?}");
    let preferences = document.catalog().unwrap().get(b"ViewerPreferences").unwrap().as_dict().unwrap();
    assert_eq!(preferences.get(b"PrintScaling").unwrap().as_name().unwrap(), b"None");
}

#[test]
fn fonts_are_embedded_subsets() {
    let document = made(&Desk::new());
    let fonts: Vec<_> = document
        .objects
        .values()
        .filter_map(|object| object.as_dict().ok())
        .filter(|dict| dict.get(b"Type").and_then(Object::as_name).is_ok_and(|name| name == b"FontDescriptor"))
        .collect();
    assert!(!fonts.is_empty());
    for font in fonts {
        let name = String::from_utf8(font.get(b"FontName").unwrap().as_name().unwrap().to_vec()).unwrap();
        assert!(font.has(b"FontFile2"), "{name}");
        let (tag, face) = name.split_once('+').unwrap();
        assert!(tag.len() == 6 && tag.chars().all(|letter| letter.is_ascii_uppercase()), "{name}");
        assert!(face.starts_with("NotoSans-"), "{name}");
    }
}

#[test]
fn the_specimen_and_the_alignment_sheet_are_true_to_size_and_say_what_they_are() {
    let desk = Desk::new();
    made(&desk);
    let size = |file: &str| {
        let document = Document::load(desk.path(file)).unwrap();
        let page = document.get_dictionary(document.get_pages()[&1]).unwrap();
        let media = page.get(b"MediaBox").unwrap().as_array().unwrap();
        [2, 3].map(|side| f64::from(media[side].as_float().unwrap()) * 25.4 / 72.0)
    };
    let [width, height] = size("out/president/specimen.pdf");
    assert!((width - 148.0).abs() < 0.01 && (height - 210.0).abs() < 0.01);
    let specimen = text_of(&desk.path("out/president/specimen.pdf"));
    assert!(specimen.contains("ҮЛГІ") && specimen.contains("Токаев Касым-Жомарт Кемелулы"), "{specimen}");
    let alignment = text_of(&desk.path("out/president/alignment.pdf"));
    assert!(alignment.contains("100 %") && alignment.contains("148"), "{alignment}");
}
