//! What the printer is told besides the page, and what is left when everything is forgotten.

use ipp::model::Operation;
use kiosk_devices::printer::PrinterTrouble;

use super::*;

#[test]
fn two_votes_differ_in_their_pages_and_in_nothing_else() {
    let talk = |rows: &[u8]| {
        let (peer, booth) = Booth::with(OnPrint::Print);
        assert_eq!(booth.print(1, rows), PrintOutcome::Printed);
        let model = peer.model();
        let heads = model.heads.join("").replace(&peer.address.port().to_string(), "PORT");
        (heads, model.jobs[0].document.len())
    };
    let blank = talk(&[]);
    assert!(blank.0.contains("Content-Length"));
    assert_eq!(talk(&[1]), blank);
    assert_eq!(talk(&[3, 7]), blank);
}

#[test]
fn what_is_forgotten_before_it_was_sent_is_never_sent_nor_answered() {
    let (peer, booth) = Booth::with(OnPrint::Print);
    peer.model().foreign = 1;
    booth.printer.print(1, marks(&[1]));
    assert!(booth.printer.forget());
    peer.model().foreign = 0;
    assert_eq!(booth.print(2, &[2]), PrintOutcome::Printed);
    let asked = &peer.model().asked;
    assert_eq!(asked.iter().filter(|operation| **operation == Operation::PrintJob).count(), 1);
}

#[test]
fn a_job_under_way_is_canceled_when_everything_is_forgotten_and_not_answered() {
    let (peer, booth) = Booth::with(OnPrint::Take);
    booth.printer.print(1, marks(&[1]));
    peer.wait_for_jobs(1);
    peer.model().on_print = OnPrint::Print;
    assert!(booth.printer.forget());
    // A job that were still followed would keep this one back.
    assert_eq!(booth.print(2, &[2]), PrintOutcome::Printed);
    assert!(peer.model().jobs[0].cancels > 0);
}

#[test]
fn while_one_sheet_is_printed_another_is_refused() {
    let (peer, booth) = Booth::with(OnPrint::Take);
    booth.printer.print(1, marks(&[1]));
    peer.wait_for_jobs(1);
    booth.printer.print(2, marks(&[2]));
    assert_eq!(booth.outcome(2), PrintOutcome::NotPrinted(PrinterTrouble::Occupied));
    (peer.model().jobs[0].state, peer.model().jobs[0].impressions) = (9, Some(1));
    assert_eq!(booth.outcome(1), PrintOutcome::Printed);
}
