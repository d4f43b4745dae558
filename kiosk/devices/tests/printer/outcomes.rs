//! What became of a sheet: printed, not printed, perhaps printed.

use ipp::model::{Operation, StatusCode};
use kiosk_devices::printer::PrintOutcome::{NotPrinted, PerhapsPrinted, Printed};
use kiosk_devices::printer::{Calibration, PrinterTrouble};

use super::*;

fn document_count(peer: &Peer) -> usize {
    peer.model().asked.iter().filter(|operation| **operation == Operation::PrintJob).count()
}

#[test]
fn a_sheet_with_marks_and_a_blank_one_are_printed() {
    let (peer, booth) = Booth::with(OnPrint::Print);
    assert_eq!(booth.print(1, &[2, 5]), Printed);
    assert_eq!(booth.print(2, &[]), Printed);
    booth.printer.print_crosses(3, form().page, Calibration::exact(form().page));
    assert_eq!(booth.outcome(3), Printed);
    let model = peer.model();
    assert_eq!(model.jobs.len(), 3, "one job a sheet");
    let [marked, blank, crosses] = &model.jobs[..] else { panic!() };
    assert_eq!(*marked.document, **marks(&[2, 5]).pdf(&Calibration::exact(form().page)).unwrap());
    assert_eq!(marked.document.len(), blank.document.len());
    assert!(marked.document != blank.document && crosses.document.starts_with(b"%PDF"));
}

#[test]
fn what_is_known_before_anything_is_sent_leaves_the_sheet_as_it_was() {
    for (reasons, state, trouble) in [
        (vec!["media-empty-report"], 3, PrinterTrouble::NoSheet),
        (vec!["media-needed-error"], 5, PrinterTrouble::NoSheet),
        (vec!["media-jam-warning", "media-empty"], 5, PrinterTrouble::Jam),
        (vec!["cover-open-error"], 5, PrinterTrouble::Other),
        (vec!["none"], 5, PrinterTrouble::Other),
    ] {
        let (peer, booth) = Booth::with(OnPrint::Print);
        (peer.model().reasons, peer.model().state) = (reasons, state);
        assert_eq!(booth.print(1, &[1]), NotPrinted(trouble));
        assert_eq!(document_count(&peer), 0);
    }
}

#[test]
fn a_printer_that_does_not_feel_its_sheet_is_sent_the_job_all_the_same() {
    let peer = Peer::start(OnPrint::Print);
    peer.model().reasons = vec!["media-empty-report"];
    assert_eq!(Booth::at(&peer, "senses_sheet = false").print(1, &[1]), Printed);
}

#[test]
fn a_printer_that_would_not_grant_every_wish_is_sent_nothing() {
    let (peer, booth) = Booth::with(OnPrint::Print);
    peer.model().validate = StatusCode::SuccessfulOkIgnoredOrSubstitutedAttributes;
    assert_eq!(booth.print(1, &[1]), NotPrinted(PrinterTrouble::Unsuitable));
    assert_eq!(document_count(&peer), 0);
    peer.model().validate = StatusCode::SuccessfulOk;
    assert_eq!(booth.print(2, &[1]), Printed);
}

#[test]
fn refusals_leave_the_sheet_as_it_was() {
    for (how, trouble) in [
        (OnPrint::Refuse(StatusCode::ClientErrorAttributesOrValuesNotSupported), PrinterTrouble::Unsuitable),
        (OnPrint::Refuse(StatusCode::ServerErrorNotAcceptingJobs), PrinterTrouble::Occupied),
        (OnPrint::HttpStatus(401), PrinterTrouble::Unsuitable),
        (OnPrint::HttpStatus(404), PrinterTrouble::Unsuitable),
    ] {
        let (peer, booth) = Booth::with(how);
        assert_eq!(booth.print(1, &[1]), NotPrinted(trouble), "{how:?}");
        assert_eq!(document_count(&peer), 1, "nothing is tried twice");
    }
}

#[test]
fn a_line_lost_before_the_document_is_no_print_and_after_it_began_is_doubt() {
    let (peer, booth) = Booth::with(OnPrint::Print);
    peer.switch_off(true);
    assert_eq!(booth.print(1, &[1]), NotPrinted(PrinterTrouble::Off));
    for how in [OnPrint::HangUpEarly, OnPrint::TakeAndHangUp, OnPrint::TakeAndBabble, OnPrint::HttpStatus(500)] {
        let (peer, booth) = Booth::with(how);
        assert_eq!(booth.print(1, &[1]), PerhapsPrinted(PrinterTrouble::Off), "{how:?}");
        assert!(document_count(&peer) <= 1, "nothing is tried twice");
    }
}

#[test]
fn a_job_whose_answer_was_lost_is_taken_out_of_the_printer_before_the_next() {
    let (peer, booth) = Booth::with(OnPrint::TakeAndHangUp);
    assert_eq!(booth.print(1, &[1]), PerhapsPrinted(PrinterTrouble::Off));
    peer.model().on_print = OnPrint::Print;
    assert_eq!(booth.print(2, &[2]), Printed);
    let model = peer.model();
    assert_eq!((model.jobs[0].state, model.jobs[0].cancels), (7, 1), "it was found and canceled");
}

#[test]
fn out_of_paper_after_all_is_no_print_only_when_the_canceled_job_is_over_uncounted() {
    for (end, expected) in [
        (Some((7, Some(0))), NotPrinted(PrinterTrouble::NoSheet)),
        (Some((7, Some(1))), PerhapsPrinted(PrinterTrouble::NoSheet)),
        (Some((7, None)), PerhapsPrinted(PrinterTrouble::NoSheet)),
        (Some((8, Some(0))), NotPrinted(PrinterTrouble::NoSheet)),
        // It says that it canceled, and goes on waiting for a sheet.
        (None, PerhapsPrinted(PrinterTrouble::NoSheet)),
    ] {
        let (peer, booth) = Booth::with(OnPrint::Print);
        assert_eq!(booth.print(1, &[1]), Printed, "it was seen to count");
        (peer.model().on_print, peer.model().cancel_to) = (OnPrint::Take, end);
        booth.printer.print(2, marks(&[2]));
        peer.wait_for_jobs(2);
        peer.model().reasons = vec!["media-empty-warning"];
        assert_eq!(booth.outcome(2), expected, "{end:?}");
        assert!(peer.model().jobs[1].cancels >= 1);
    }
}

#[test]
fn a_printer_never_seen_to_count_leaves_doubt_where_another_would_not() {
    let (peer, booth) = Booth::with(OnPrint::Take);
    booth.printer.print(1, marks(&[2]));
    peer.wait_for_jobs(1);
    (peer.model().jobs[0].state, peer.model().jobs[0].impressions) = (8, Some(0));
    assert_eq!(booth.outcome(1), PerhapsPrinted(PrinterTrouble::Other));
}

#[test]
fn nothing_is_sent_while_a_canceled_sheet_may_still_come_out() {
    let (peer, booth) = Booth::with(OnPrint::Take);
    peer.model().cancel_to = None;
    booth.printer.print(1, marks(&[1]));
    peer.wait_for_jobs(1);
    peer.model().reasons = vec!["media-jam-warning"];
    assert_eq!(booth.outcome(1), PerhapsPrinted(PrinterTrouble::Jam));
    peer.model().reasons = vec!["none"];
    assert_eq!(booth.print(2, &[2]), NotPrinted(PrinterTrouble::Occupied));
    assert_eq!(peer.model().jobs.len(), 1);
    (peer.model().jobs[0].state, peer.model().on_print) = (7, OnPrint::Print);
    assert_eq!(booth.print(3, &[3]), Printed);
}

#[test]
fn somebody_elses_job_is_waited_for_and_not_canceled() {
    let (peer, booth) = Booth::with(OnPrint::Print);
    peer.model().foreign = 1;
    assert_eq!(booth.print(1, &[1]), NotPrinted(PrinterTrouble::Occupied));
    assert!(!peer.model().asked.contains(&Operation::CancelJob));
    peer.model().foreign = 0;
    assert_eq!(booth.print(2, &[1]), Printed);
}

#[test]
fn a_job_that_vanishes_and_a_printer_that_restarts_leave_doubt() {
    let (peer, booth) = Booth::with(OnPrint::Print);
    peer.model().forgetful = true;
    assert_eq!(booth.print(1, &[1]), PerhapsPrinted(PrinterTrouble::Other));
    let (peer, booth) = Booth::with(OnPrint::Take);
    booth.printer.print(1, marks(&[1]));
    peer.wait_for_jobs(1);
    peer.model().up_time = 1;
    assert_eq!(booth.outcome(1), PerhapsPrinted(PrinterTrouble::Off));
}

#[test]
fn a_printer_switched_off_in_the_middle_leaves_doubt_and_a_slow_one_is_waited_for() {
    let (peer, booth) = Booth::with(OnPrint::Take);
    booth.printer.print(1, marks(&[1]));
    peer.wait_for_jobs(1);
    peer.switch_off(true);
    assert_eq!(booth.outcome(1), PerhapsPrinted(PrinterTrouble::Off));
    let (peer, booth) = Booth::with(OnPrint::Take);
    booth.printer.print(1, marks(&[1]));
    peer.wait_for_jobs(1);
    // Forty seconds of a printer's time.
    std::thread::sleep(Duration::from_secs(40) / HASTE);
    (peer.model().jobs[0].state, peer.model().jobs[0].impressions) = (9, Some(1));
    assert_eq!(booth.outcome(1), Printed);
}
