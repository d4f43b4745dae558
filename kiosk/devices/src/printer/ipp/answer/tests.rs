use std::collections::BTreeMap;

use ::ipp::attribute::IppAttribute;
use ::ipp::model::{DelimiterTag, IppVersion, StatusCode};
use ::ipp::request::IppRequestResponse;
use ::ipp::value::IppValue;

use super::*;

/// An answer written by another program's writer.
fn written() -> Vec<u8> {
    let mut answer = IppRequestResponse::new_response(IppVersion::v1_1(), StatusCode::SuccessfulOk, 77).unwrap();
    let size = |x: IppValue, y: IppValue| {
        let members = [("x-dimension", x), ("y-dimension", y)];
        IppValue::Collection(
            members.map(|(name, value)| (name.try_into().unwrap(), value)).into_iter().collect::<BTreeMap<_, _>>(),
        )
    };
    let sizes = IppValue::Array(vec![
        size(IppValue::Integer(21_000), IppValue::Integer(29_700)),
        size(IppValue::new_range_of_integer(7_620, 21_590), IppValue::new_range_of_integer(12_700, 35_560)),
    ]);
    let keyword = |word: &str| IppValue::new_keyword(word).unwrap();
    let values = [
        ("printer-state", IppValue::Enum(3)),
        ("printer-state-reasons", IppValue::Array(vec![keyword("media-empty-report"), keyword("toner-low")])),
        ("printer-is-accepting-jobs", IppValue::Boolean(true)),
        ("printer-make-and-model", IppValue::new_text_with_language("kk", "Үлгі 7").unwrap()),
        ("media-size-supported", sizes),
        ("printer-up-time", IppValue::Integer(4_711)),
    ];
    for (name, value) in values {
        answer.attributes_mut().add(DelimiterTag::PrinterAttributes, IppAttribute::with_name(name, value).unwrap());
    }
    answer.to_bytes().to_vec()
}

fn find<'a>(answer: &'a Answer, name: &str) -> &'a [Value] {
    &answer.group(group::PRINTER).iter().find(|attribute| attribute.name == name).unwrap().values
}

#[test]
fn what_another_program_wrote_is_read_as_it_was_meant() {
    let answer = Answer::read(&written()).unwrap();
    assert_eq!((answer.status, answer.number), (0, 77));
    let text = |text: &str| Value::Text(text.to_owned());
    assert_eq!(find(&answer, "printer-state"), [Value::Integer(3)]);
    assert_eq!(find(&answer, "printer-state-reasons"), [text("media-empty-report"), text("toner-low")]);
    assert_eq!(find(&answer, "printer-is-accepting-jobs"), [Value::Boolean(true)]);
    assert_eq!(find(&answer, "printer-make-and-model"), [text("Үлгі 7")]);
    let [Value::Collection(_), Value::Collection(ranges)] = find(&answer, "media-size-supported") else { panic!() };
    assert_eq!(ranges[0].values, [Value::Range(7_620, 21_590)]);
}

#[test]
fn every_answer_cut_short_is_garbage() {
    let whole = written();
    for end in 0..whole.len() {
        assert_eq!(Answer::read(&whole[..end]), Err(Garbage), "{end}");
    }
}

#[test]
fn no_changed_byte_makes_the_reader_fail() {
    let whole = written();
    let sound = Answer::read(&whole).unwrap();
    let mut changed = 0;
    for place in 0..whole.len() {
        for value in [0x00, 0x03, 0x34, 0x37, 0x4a, 0x7f, 0xff, whole[place] ^ 1] {
            let mut bytes = whole.clone();
            bytes[place] = value;
            changed += usize::from(Answer::read(&bytes) != Ok(Answer { ..Answer::read(&whole).unwrap() }));
        }
    }
    assert!(changed > whole.len(), "{changed}");
    assert_eq!(Answer::read(&whole), Ok(sound));
}

#[test]
fn collections_in_collections_without_end_are_refused() {
    let mut deep = vec![1, 1, 0, 0, 0, 0, 0, 1, group::PRINTER];
    deep.extend([tag::BEGIN_COLLECTION, 0, 1, b'm', 0, 0]);
    for _ in 0..40_000 {
        deep.extend([tag::MEMBER, 0, 0, 0, 1, b'm', tag::BEGIN_COLLECTION, 0, 0, 0, 0]);
    }
    assert_eq!(Answer::read(&deep), Err(Garbage));
    let nested = |levels: usize| {
        let mut bytes = vec![1, 1, 0, 0, 0, 0, 0, 1, group::PRINTER, tag::BEGIN_COLLECTION, 0, 1, b'm', 0, 0];
        for _ in 1..levels {
            bytes.extend([tag::MEMBER, 0, 0, 0, 1, b'm', tag::BEGIN_COLLECTION, 0, 0, 0, 0]);
        }
        bytes.extend([tag::END_COLLECTION, 0, 0, 0, 0].repeat(levels));
        bytes.push(group::END);
        Answer::read(&bytes).is_ok()
    };
    assert!(nested(DEEPEST) && !nested(DEEPEST + 1));
}

#[test]
fn a_value_without_an_attribute_and_an_attribute_without_a_group_are_garbage() {
    let head = [1, 1, 0, 0, 0, 0, 0, 1];
    let nameless = [&head[..], &[group::PRINTER, tag::INTEGER, 0, 0, 0, 4, 0, 0, 0, 1, group::END]].concat();
    assert_eq!(Answer::read(&nameless), Err(Garbage));
    let homeless = [&head[..], &[tag::INTEGER, 0, 1, b'a', 0, 4, 0, 0, 0, 1, group::END]].concat();
    assert_eq!(Answer::read(&homeless), Err(Garbage));
    let short = [&head[..], &[group::PRINTER, tag::INTEGER, 0, 1, b'a', 0, 3, 0, 0, 1, group::END]].concat();
    assert_eq!(Answer::read(&short), Err(Garbage));
}
