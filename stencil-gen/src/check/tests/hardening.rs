//! Files that were made to get past the proof-reader, or to stop it.

use std::fs;

use lopdf::Object;
use wording::Coded;

use super::desk::Desk;
use crate::check::ink::{Ink, Paint, Part, Shape};
use crate::check::plane::{Bounds, Spot};
use crate::check::{self, Given, tokens};

const KK: &str = "stencil.kk.pdf";

/// The reader's words after an edit of the content with this mark.
fn refused(mark: &str, edit: impl Fn(&str) -> String) -> String {
    let desk = Desk::president();
    desk.edit_content(KK, mark, edit);
    words(&desk)
}

fn words(desk: &Desk) -> String {
    let found = desk.check().found;
    assert!(found.iter().any(|found| found.finding.code().as_str() == "S301"), "{found:?}");
    format!("{found:?}")
}

#[track_caller]
fn says(found: &str, wanted: &str) {
    assert!(found.contains(wanted), "{wanted}: {found}");
}

#[test]
fn a_path_that_leaves_its_form() {
    let far = refused("h\ns\n", |content| format!("{content}\n-100 10 m 100 10 l S\n"));
    says(&far, "bounds");
}

#[test]
fn lines_to_cut_that_are_dashed_or_thick() {
    says(&refused("h\ns\n", |content| format!("[3 9] 0 d\n{content}")), "dashed");
    says(&refused("h\ns\n", |content| content.replace("0.5 w", "30 w")), "dashed");
    says(&refused("h\ns\n", |content| content.replace("0.5 w", "0 w")), "dashed");
}

#[test]
fn a_dot_that_is_drawn_twice() {
    let twice = refused("/D Do", |content| content.replacen("/D Do", "/D Do /D Do", 1));
    says(&twice, "two dots");
}

#[test]
fn text_that_is_spaced_turned_or_stretched() {
    says(&refused("/OC /Print BDC", |content| content.replacen(" Tj", " Tj [<0012> 900 <0012>] TJ", 1)), "text of");
    for matrix in ["1 0 0 -1", "0 1 -1 0", "0.5 0 0 1"] {
        let edit = |content: &str| content.replacen("BT\n", &format!("BT\n{matrix} 0 0 Tm\n"), 1);
        says(&refused("/OC /Print BDC", edit), "turned");
    }
}

/// The reader's words after an edit of the font's inner dictionary.
fn with_font(edit: impl Fn(&mut lopdf::Dictionary)) -> String {
    let desk = Desk::president();
    desk.edit_pdf(KK, |document| {
        for object in document.objects.values_mut() {
            let Object::Dictionary(font) = object else { continue };
            if font.has(b"CIDToGIDMap") {
                edit(font);
            } else if let Ok(Object::Array(inner)) = font.get_mut(b"DescendantFonts") {
                inner.iter_mut().filter_map(|inner| inner.as_dict_mut().ok()).for_each(&edit);
            }
        }
    });
    words(&desk)
}

#[test]
fn glyphs_in_another_order_or_of_other_widths() {
    says(&with_font(|font| font.set("CIDToGIDMap", Object::Reference((1, 0)))), "/CIDToGIDMap");
    says(&with_font(|font| font.set("W", Vec::<Object>::new())), "widths");
}

#[test]
fn a_range_of_codes_without_an_end() {
    let endless = |map: &str| format!("{map}\n1 beginbfrange <0000> <FFFFFFFF> <0041> endbfrange");
    says(&refused("beginbfchar", endless), "codes");
}

#[test]
fn nesting_without_an_end() {
    assert!(tokens::operations("[".repeat(3_000_000).as_bytes()).is_err());
    assert!(tokens::operations("<<".repeat(3_000_000).as_bytes()).is_err());
    assert!(tokens::operations(b"[[[1]]] x").is_ok());
}

#[test]
fn more_operations_than_any_page_has() {
    says(&refused("/OC /Print BDC", |content| format!("{content}\n{}", "q Q\n".repeat(200_001))), "too many");
}

#[test]
fn another_filter() {
    let desk = Desk::president();
    desk.edit_pdf(KK, |document| {
        for object in document.objects.values_mut() {
            let Object::Stream(stream) = object else { continue };
            stream.dict.set("Filter", vec![Object::from("ASCIIHexDecode"), Object::from("FlateDecode")]);
        }
    });
    says(&words(&desk), "/Filter");
}

#[test]
fn a_stream_that_inflates_without_an_end() {
    let desk = Desk::president();
    desk.edit_pdf(KK, |document| {
        for object in document.objects.values_mut() {
            let Object::Stream(stream) = object else { continue };
            stream.dict.remove(b"Filter");
            stream.set_content(vec![b' '; 65 * 1024 * 1024]);
            stream.compress().unwrap();
            return;
        }
    });
    says(&words(&desk), "too large");
}

#[cfg(unix)]
#[test]
fn a_link_among_the_finished_files() {
    let desk = Desk::president();
    std::os::unix::fs::symlink("/dev/zero", desk.file("specimen.svg")).unwrap();
    assert!(check::folder(&desk.contest(), &Given::default()).is_err());
    fs::remove_file(desk.file("specimen.svg")).unwrap();
    assert_eq!(desk.codes(), []);
}

#[test]
fn a_line_that_goes_forth_and_back_is_no_dot() {
    let disc = |around: &dyn Fn(f64) -> f64| {
        let angles = (0..32).map(|step| around(f64::from(step)) * std::f64::consts::TAU / 32.0);
        let spots: Vec<Spot> = angles.map(|angle| Spot::new(0.8 * angle.cos(), 0.8 * angle.sin())).collect();
        let bounds = Bounds::around(&spots);
        let parts = vec![Part { spots, closed: true, curves: 4 }];
        Shape { layer: None, paint: Paint::Fill, ink: Ink::BLACK, parts, bounds, line: None }.disc()
    };
    assert!(disc(&|step| step).is_some());
    assert!(disc(&|step| if step < 16.0 { step * 2.0 } else { 62.0 - step * 2.0 }).is_none());
    assert!(disc(&|step| step * 2.0).is_none());
}
