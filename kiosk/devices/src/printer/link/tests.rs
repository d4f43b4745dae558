use std::io::Cursor;

use ::ipp::attribute::IppAttributes;
use ::ipp::model::{DelimiterTag, Operation};
use ::ipp::parser::IppParser;
use ::ipp::reader::IppReader;

use super::*;

fn size(width: i64, height: i64) -> Size {
    Size::new(Length::from_mm(width), Length::from_mm(height))
}

fn offer() -> PrinterOffer {
    // What ippeveprinter says of itself, in short.
    let mut request = Request::new(0, 1, "ipp://127.0.0.1/p");
    request.group(group::PRINTER);
    for (name, word) in [
        ("document-format-supported", "application/pdf"),
        ("print-scaling-supported", "none"),
        ("sides-supported", "one-sided"),
        ("media-supported", "iso_a4_210x297mm"),
        ("media-source-supported", "manual"),
        ("media-col-supported", "media-size"),
        ("job-hold-until-supported", "no-hold"),
    ] {
        request.keyword(name, word);
    }
    request.collection("media-size-supported", |size| {
        size.integer("x-dimension", 14_800);
        size.integer("y-dimension", 21_000);
    });
    PrinterOffer::of(&Answer::read(&request.finish()).unwrap())
}

fn read(bytes: &[u8]) -> (i16, IppAttributes) {
    let request = IppParser::new(IppReader::new(Cursor::new(bytes.to_vec()))).parse().unwrap();
    (request.header().operation_or_status, request.attributes().clone())
}

fn written(ticket: &Ticket) -> IppAttributes {
    let request = Request::new(operation::PRINT_JOB, 5, "ipp://127.0.0.1:631/ipp/print");
    let (operation, attributes) = read(&ticket.write(request.signed().with_document()).finish());
    assert_eq!(operation, Operation::PrintJob as i16);
    attributes
}

fn value(attributes: &IppAttributes, group: DelimiterTag, name: &str) -> Option<String> {
    attributes.first_of(group)?.get(name).map(|attribute| attribute.value().to_string())
}

#[test]
fn another_programs_reader_finds_every_wish_in_a_job() {
    let attributes = written(&Ticket::of(size(210, 297), None, &offer()).unwrap());
    let operation = |name| value(&attributes, DelimiterTag::OperationAttributes, name).unwrap();
    assert_eq!(operation("printer-uri"), "ipp://127.0.0.1:631/ipp/print");
    assert_eq!(operation("document-format"), "application/pdf");
    assert_eq!(operation("ipp-attribute-fidelity"), "true");
    assert_eq!((operation("job-name"), operation("requesting-user-name")), ("sheet".to_owned(), "booth".to_owned()));
    let job = |name| value(&attributes, DelimiterTag::JobAttributes, name);
    assert_eq!(job("copies").as_deref(), Some("1"));
    assert_eq!(job("sides").as_deref(), Some("one-sided"));
    assert_eq!(job("print-scaling").as_deref(), Some("none"));
    assert_eq!(job("job-hold-until").as_deref(), Some("no-hold"));
    assert_eq!(job("media").as_deref(), Some("iso_a4_210x297mm"));
    assert_eq!(job("media-col"), None);
}

#[test]
fn a_sheet_without_a_name_and_one_for_a_slot_go_by_their_measures() {
    let attributes = written(&Ticket::of(size(148, 210), None, &offer()).unwrap());
    let job = |attributes: &IppAttributes, name| value(attributes, DelimiterTag::JobAttributes, name);
    assert_eq!(job(&attributes, "media"), None, "the printer does not know A5 by its name");
    let measures = job(&attributes, "media-col").unwrap();
    assert!(measures.contains("14800") && measures.contains("21000") && !measures.contains("manual"), "{measures}");
    let attributes = written(&Ticket::of(size(148, 210), Some("manual"), &offer()).unwrap());
    assert!(job(&attributes, "media-col").unwrap().contains("manual"));
}

#[test]
fn a_sheet_that_the_printer_cannot_be_told_of_has_no_ticket() {
    assert_eq!(Ticket::of(size(148, 400), None, &offer()), None);
    assert_eq!(Ticket::of(size(148, 210), Some("rear"), &offer()), None);
    let mut other = offer();
    other.by_measure = false;
    assert_eq!(Ticket::of(size(148, 210), None, &other), None);
    assert!(Ticket::of(size(210, 297), None, &other).is_some());
    other.pdf = false;
    assert_eq!(Ticket::of(size(210, 297), None, &other), None);
}

#[test]
fn only_an_answer_that_leaves_no_job_is_a_refusal() {
    let answered = |status: u16, job: Option<i32>| {
        let mut request = Request::new(status, 1, "ipp://127.0.0.1/p");
        if let Some(job) = job {
            request.group(group::JOB);
            request.integer("job-id", job);
        }
        sending(Ok(Answer::read(&request.finish()).unwrap()))
    };
    assert_eq!(answered(0x0000, Some(7)), Sending::Taken { job: 7, doubtful: false });
    assert_eq!(answered(0x0001, Some(7)), Sending::Taken { job: 7, doubtful: true });
    assert_eq!(answered(0x0504, Some(7)), Sending::Taken { job: 7, doubtful: true });
    assert_eq!(answered(0x0000, None), Sending::Unknown);
    for status in [0x0400, 0x0404, 0x0406, 0x040a, 0x040b, 0x040f, 0x0501, 0x0503] {
        assert_eq!(answered(status, None), Sending::Refused(Refusal::Never), "{status:x}");
    }
    for status in [0x0506, 0x0507] {
        assert_eq!(answered(status, None), Sending::Refused(Refusal::Busy), "{status:x}");
    }
    for status in [0x0405, 0x0410, 0x0411, 0x0500, 0x0502, 0x0504, 0x0505, 0x0508] {
        assert_eq!(answered(status, None), Sending::Unknown, "{status:x}");
    }
    let post = |fault| sending(Err(LinkFault::Post(fault)));
    assert_eq!(post(PostFault::NotBegun), Sending::Refused(Refusal::Silent));
    assert_eq!(post(PostFault::Refused(404)), Sending::Refused(Refusal::Never));
    assert_eq!(post(PostFault::Lost), Sending::Unknown);
    assert_eq!(sending(Err(LinkFault::Garbage)), Sending::Unknown);
}

#[test]
fn what_a_printer_does_not_say_is_left_to_a_poll_worker() {
    use super::super::PrinterQuestion as Question;
    assert_eq!(offer().questions(), [Question::JamRecovery, Question::BlankPages, Question::KeepsJobs]);
    let mute = PrinterOffer::default();
    assert_eq!(mute.questions().len(), 5);
    assert!(mute.takes(size(148, 210)), "one that does not say which sheets it takes is believed");
    assert!(offer().takes(size(148, 210)) && !offer().takes(size(149, 210)));
}
