//! Pictures that a scanner gives, from the sheet to the rows.

use std::fs;

use ballot::{Length, Size};
use hands::{Hand, Recipe, draw};
use kiosk_devices::scanner::{Reader, ScannerSettings, ScannerState, ask};
use sheet_image::{ReadBack, Sheet, read_back};
use voter_session::{Reading, ScanOutcome, ScanTask};

use crate::{Booth, SHORT, Sane, blind, form};

/// What the booth makes of a picture, in its shortest form.
fn reader() -> Reader {
    let sheets = [Sheet::new(&form())];
    Box::new(move |image, task| match task {
        ScanTask::ReadBack(contest) => match read_back(image, &sheets, usize::from(contest)) {
            ReadBack::Read(read) => {
                ScanOutcome::Read(Reading { contest, marks: read.marks.clone(), unclear: read.unclear.clone() })
            }
            _ => ScanOutcome::Failed,
        },
        ScanTask::Identify(_) => ScanOutcome::Failed,
    })
}

#[test]
fn a_mark_on_a_sheet_is_read_through_the_whole_scanner() {
    let sane = Sane::new("pnm:0");
    for row in [1_u8, 7] {
        let scan = draw(&form(), &Recipe { marks: vec![(row, Hand::Cross)], ..Recipe::plain(u64::from(row)) });
        let header = format!("P5\n{} {}\n255\n", scan.width, scan.height);
        let file = sane.path(&format!("{row}.pgm"));
        fs::write(&file, [header.as_bytes(), &scan.pixels].concat()).unwrap();
        let booth = Booth::new(sane.settings(&[("filename", file.to_str().unwrap())]), reader());
        booth.scan(row, ScanTask::ReadBack(0));
        let (trouble, read) = booth.answer(row);
        assert_eq!(trouble, None);
        assert!(
            read == Some(ScanOutcome::Read(Reading { contest: 0, marks: vec![row], unclear: vec![] })),
            "row {row}"
        );
    }
}

#[test]
fn the_picture_has_the_size_and_the_resolution_that_were_asked_for() {
    let sane = Sane::new("test:0");
    let area = Size { width: Length::from_mm(148), height: Length::from_mm(210) };
    let settings = ScannerSettings {
        area: Some(area),
        mode: Some("Gray".to_owned()),
        source: Some("Flatbed".to_owned()),
        resolution_dpi: 300,
        timeout: SHORT,
        ..sane.settings(&[("test-picture", "Grid")])
    };
    let (sender, sizes) = std::sync::mpsc::channel();
    let read: Reader = Box::new(move |image, _| {
        sender.send((image.width(), image.height(), image.dpi())).unwrap();
        ScanOutcome::Failed
    });
    let booth = Booth::new(settings, read);
    assert_eq!(booth.answer_of_the_test_device().0, None);
    // 148 and 210 mm at 300 dpi.
    assert_eq!(sizes.recv().unwrap(), (1748, 2480, Some(300.0)));
}

#[test]
fn a_scanner_that_is_well_is_told_once_and_asked_without_a_scan() {
    let sane = Sane::new("test:1");
    let settings = ScannerSettings { timeout: SHORT, ..sane.settings(&[]) };
    assert_eq!(ask(&settings), Ok(()));
    let booth = Booth::new(settings, blind());
    assert_eq!(booth.state(), ScannerState::Ready);
    assert_eq!(booth.answer_of_the_test_device().0, None);
    assert_eq!(booth.next(std::time::Duration::from_millis(500)), None);
}
