//! What is told while nothing is printed.

use kiosk_devices::printer::PrinterTrouble;
use kiosk_devices::printer::{PrinterOffer, ask_offer};

use super::*;

fn trouble(trouble: PrinterTrouble) -> PrinterState {
    PrinterState::Trouble(trouble)
}

#[test]
fn a_printer_is_told_ready_in_trouble_and_ready_again() {
    let (peer, booth) = Booth::with(OnPrint::Print);
    assert_eq!(booth.state(), PrinterState::Ready);
    for (reason, expected) in [
        ("media-jam-report", PrinterTrouble::Jam),
        ("cover-open-warning", PrinterTrouble::Other),
        ("never-heard-of-error", PrinterTrouble::Other),
    ] {
        peer.model().reasons = vec![reason];
        assert_eq!(booth.state(), trouble(expected), "{reason}");
        peer.model().reasons = vec!["toner-low-warning"];
        assert_eq!(booth.state(), PrinterState::Ready);
    }
    peer.switch_off(true);
    assert_eq!(booth.state(), trouble(PrinterTrouble::Off));
    peer.switch_off(false);
    assert_eq!(booth.state(), PrinterState::Ready);
}

#[test]
fn no_sheet_is_a_trouble_of_a_tray_and_not_of_a_slot_fed_by_hand() {
    let peer = Peer::start(OnPrint::Print);
    peer.model().reasons = vec!["media-empty-report"];
    let tray = Booth::at(&peer, "feed = \"tray\"");
    assert_eq!(tray.state(), trouble(PrinterTrouble::NoSheet));
    drop(tray);
    let hand = Booth::at(&peer, "feed = \"hand\"");
    assert_eq!(hand.state(), PrinterState::Ready);
}

#[test]
fn a_printer_that_keeps_a_job_is_told_occupied_until_that_is_gone() {
    let peer = Peer::start(OnPrint::Print);
    peer.model().foreign = 1;
    let booth = Booth::at(&peer, "");
    assert_eq!(booth.state(), trouble(PrinterTrouble::Occupied));
    peer.model().foreign = 0;
    assert_eq!(booth.state(), PrinterState::Ready);
}

#[test]
fn something_that_is_no_printer_is_told_as_such() {
    let server = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let address = server.local_addr().unwrap();
    std::thread::spawn(move || {
        for stream in server.incoming().flatten() {
            use std::io::{Read, Write};
            let mut stream = stream;
            let _ = stream.read(&mut [0; 4_096]);
            let _ = stream.write_all(b"HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhello");
        }
    });
    let address = format!("http://{address}/ipp/print").parse().unwrap();
    assert_eq!(ask_offer(&address), Err(PrinterTrouble::Unsuitable));
    let nowhere = "ipp://127.0.0.1:9/ipp/print".parse().unwrap();
    assert_eq!(ask_offer(&nowhere), Err(PrinterTrouble::Off));
}

#[test]
fn a_printer_says_what_it_offers() {
    let peer = Peer::start(OnPrint::Print);
    let offer: PrinterOffer = ask_offer(&format!("ipp://{}/ipp/print", peer.address).parse().unwrap()).unwrap();
    assert!(offer.pdf && offer.true_size && offer.one_sided && offer.takes(form().page));
    assert_eq!((offer.holds_jobs, offer.keeps_jobs), (None, None));
}

#[test]
fn a_printer_that_is_asked_answers_later_and_nobody_waits_for_it() {
    let offered = |booth: &Booth| {
        booth.next(|happened| if let Happened::Offered(trouble) = happened { Some(*trouble) } else { None })
    };
    let (peer, booth) = Booth::with(OnPrint::Print);
    booth.printer.ask();
    assert_eq!(offered(&booth), None);
    peer.switch_off(true);
    let asked = Instant::now();
    booth.printer.ask();
    assert!(asked.elapsed() < Duration::from_millis(500), "asking takes no time");
    assert_eq!(offered(&booth), Some(PrinterTrouble::Off));
}

#[test]
fn a_report_is_printed_as_it_is() {
    use ballot::{Length, Size};
    let (peer, booth) = Booth::with(OnPrint::Print);
    assert_eq!(booth.state(), PrinterState::Ready);
    let pdf = b"%PDF-1.6 a report of several pages".to_vec();
    booth.printer.print_plain(255, Size::new(Length::from_mm(210), Length::from_mm(297)), pdf.clone());
    assert_eq!(booth.outcome(255), PrintOutcome::Printed);
    let printed: Vec<Vec<u8>> = peer.model().jobs.iter().map(|job| job.document.clone()).collect();
    assert_eq!(printed, [pdf]);
}
