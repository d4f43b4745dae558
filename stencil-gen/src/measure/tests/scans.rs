//! Scans of sheets: every example specimen, drawn at 300 dpi, turned, on a dark lid, with noise.
#![expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "pixels of one sheet")]

use ballot::Size;

use super::examples::all;
use super::*;
use crate::export::{preview, specimen};
use crate::measure::{SizeFrom, picture};

const DPI: f64 = 300.0;
/// Around the sheet, in mm.
const LID: f64 = 12.0;
/// How dark the lid is.
const BLACK: f64 = 45.0;

/// A picture in gray.
struct Picture {
    width: usize,
    height: usize,
    values: Vec<u8>,
}

impl Picture {
    fn at(&self, x: f64, y: f64) -> f64 {
        let inside = x >= 0.0 && y >= 0.0 && x <= self.width as f64 && y <= self.height as f64;
        if !inside {
            return BLACK;
        }
        let (x, y) = ((x - 0.5).max(0.0), (y - 0.5).max(0.0));
        let (left, top) = (x as usize, y as usize);
        let value =
            |x: usize, y: usize| f64::from(self.values[y.min(self.height - 1) * self.width + x.min(self.width - 1)]);
        let (across, down) = (x - left as f64, y - top as f64);
        let upper = value(left, top) * (1.0 - across) + value(left + 1, top) * across;
        let lower = value(left, top + 1) * (1.0 - across) + value(left + 1, top + 1) * across;
        upper * (1.0 - down) + lower * down
    }

    fn pgm(&self) -> Vec<u8> {
        [format!("P5\n{} {}\n255\n", self.width, self.height).as_bytes(), &self.values].concat()
    }
}

/// A page of a PDF.
fn drawn(pdf: &[u8]) -> Picture {
    let picture = preview::png(pdf, DPI as f32).unwrap();
    let mut reader = png::Decoder::new(std::io::Cursor::new(picture)).read_info().unwrap();
    let mut rgb = vec![0; reader.output_buffer_size().unwrap()];
    let frame = reader.next_frame(&mut rgb).unwrap();
    let (width, height) = (frame.width as usize, frame.height as usize);
    let values = rgb.chunks_exact(rgb.len() / width / height).map(|pixel| pixel[1]).collect();
    Picture { width, height, values }
}

/// What a scanner makes of it: the sheet turned by `degrees`, `stretch` times as large as it is, and grain.
fn scanned(sheet: &Picture, degrees: f64, stretch: f64) -> Picture {
    let (sin, cos) = degrees.to_radians().sin_cos();
    let lid = LID / 25.4 * DPI;
    let (w, h) = (sheet.width as f64 * stretch, sheet.height as f64 * stretch);
    let (width, height) =
        ((w * cos + h * sin.abs() + lid * 2.0) as usize, (h * cos + w * sin.abs() + lid * 2.0) as usize);
    let mut seed = 7_u32;
    let mut values = Vec::with_capacity(width * height);
    for (y, x) in (0..height).flat_map(|y| (0..width).map(move |x| (y, x))) {
        let (dx, dy) = (x as f64 + 0.5 - width as f64 / 2.0, y as f64 + 0.5 - height as f64 / 2.0);
        let place = (dx * cos + dy * sin + w / 2.0, dy * cos - dx * sin + h / 2.0);
        seed = seed.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        let grain = f64::from(seed >> 24) / 255.0 * 12.0 - 6.0;
        values.push((sheet.at(place.0 / stretch, place.1 / stretch) * 0.93 + 6.0 + grain).clamp(0.0, 255.0) as u8);
    }
    Picture { width, height, values }
}

fn of(form: &ballot::BallotForm) -> Asked<'static> {
    Asked { side: Some(form.side), size: Some(form.page), spare: form.spare_squares, dpi: Some(DPI), ..asked() }
}

#[test]
fn every_examples_specimen_scanned_gives_its_form_back_within_three_tenths() {
    for (index, (election, contest, form)) in all().into_iter().enumerate() {
        let sheet = drawn(&specimen::pdf(&election, &contest, &form).unwrap());
        let degrees = [0.0, 3.0, -3.0, 1.4, -0.6][index % 5];
        let scan = scanned(&sheet, degrees, [1.0, 1.01, 0.992][index % 3]).pgm();
        let asked = Asked { contest: Some(&contest), ..of(&form) };
        let measured = measure(&scan, &asked).unwrap_or_else(|refusal| panic!("{}: {refusal:?}", contest.id));
        assert_eq!(measured.form.squares.len(), form.squares.len(), "{}", contest.id);
        assert_eq!((measured.size_from, measured.names, measured.form.page), (SizeFrom::Scan, None, form.page));
        let edges = |rect: &ballot::Rect| [rect.left, rect.top, rect.right, rect.bottom].map(ballot::Length::mm);
        let pairs = measured.form.squares.iter().zip(&form.squares);
        let off = pairs.flat_map(|(found, drawn)| edges(found).into_iter().zip(edges(drawn)));
        let worst = off.map(|(found, drawn)| (found - drawn).abs()).fold(0.0, f64::max);
        assert!(worst <= 0.3, "{} at {degrees}°: {worst}", contest.id);
    }
}

/// A small sheet with the squares of the tests, scanned straight.
fn small() -> (Picture, Asked<'static>) {
    let size = Size { width: ballot::Length::from_mm(148), height: ballot::Length::from_mm(210) };
    let sheet = drawn(&pdf(&[plain(148.0, 210.0, &each(stroked))]));
    (sheet, Asked { size: Some(size), dpi: Some(DPI), ..asked() })
}

#[test]
fn every_question_about_a_scan_has_its_code_and_one_that_just_misses() {
    let (sheet, known) = small();
    let scan = scanned(&sheet, 0.0, 1.0).pgm();
    assert_measured_roughly(&measure(&scan, &known).unwrap());
    assert_eq!(code(&scan[..scan.len() / 2], &known), "S521");
    assert_eq!(code(&scan, &Asked { dpi: None, ..known.clone() }), "S522");
    assert_eq!(code(&scan, &Asked { dpi: Some(199.0), ..known.clone() }), "S523");
    assert_eq!(code(&scan, &Asked { dpi: Some(200.0), ..known.clone() }), "S526");
    assert_eq!(code(&scan, &Asked { size: None, ..known.clone() }), "S524");
    assert_eq!(code(&scan, &Asked { side: None, ..known.clone() }), "S515");
    assert_eq!(code(&scan, &Asked { page: Some(1), ..known.clone() }), "S528");
    let page = pdf(&[plain(148.0, 210.0, &each(stroked))]);
    assert_eq!(code(&page, &known), "S528");
    assert!(measure(&page, &Asked { dpi: None, ..known.clone() }).is_ok());
    let cropped = sheet.pgm();
    assert_eq!(code(&cropped, &known), "S525");
    let sized = |width, height| {
        let length = |mm| ballot::Length::from_mm_f64(mm).unwrap();
        Asked { size: Some(Size { width: length(width), height: length(height) }), ..known.clone() }
    };
    assert_eq!(code(&scan, &sized(153.0, 210.0)), "S526");
    assert_eq!(code(&scan, &sized(210.0, 148.0)), "S526");
    assert!(measure(&scan, &sized(152.0, 210.0)).is_ok());
    assert_eq!(code(&scanned(&sheet, 3.3, 1.0).pgm(), &known), "S527");
    assert!(measure(&scanned(&sheet, 2.9, 1.0).pgm(), &known).is_ok());
}

fn assert_measured_roughly(measured: &Measured) {
    for (square, [x, y, width, height]) in measured.form.squares.iter().zip(SQUARES) {
        let found = [square.left, square.top, square.right, square.bottom].map(ballot::Length::mm);
        for (found, drawn) in found.into_iter().zip([x, y, x + width, y + height]) {
            assert!((found - drawn).abs() <= 0.3, "{found} instead of {drawn}");
        }
    }
    assert_eq!(measured.form.squares.len(), SQUARES.len());
}

#[test]
fn a_list_with_another_count_of_rows_is_told_and_one_with_the_same_is_not_compared() {
    let (sheet, known) = small();
    let scan = scanned(&sheet, 1.0, 1.0).pgm();
    let (seven, six) = (contest(&NAMES), contest(&NAMES[..6]));
    let measured = measure(&scan, &Asked { contest: Some(&seven), ..known.clone() }).unwrap();
    assert_eq!(measured.names, None);
    assert_eq!(code(&scan, &Asked { contest: Some(&six), ..known.clone() }), "S516");
    assert!(measure(&scan, &Asked { contest: Some(&six), spare: 1, ..known }).is_ok());
}

#[test]
fn the_picture_of_a_scan_lies_straight_with_every_square_in_red() {
    let (sheet, known) = small();
    let scan = scanned(&sheet, -3.0, 1.01).pgm();
    let measured = measure(&scan, &known).unwrap();
    let picture = picture(&scan, &measured).unwrap();
    let mut reader = png::Decoder::new(std::io::Cursor::new(picture)).read_info().unwrap();
    let mut rgba = vec![0; reader.output_buffer_size().unwrap()];
    let frame = reader.next_frame(&mut rgba).unwrap();
    // Eight pixels a millimetre, five millimetres around the sheet.
    assert_eq!((frame.width, frame.height), (158 * 8, 220 * 8));
    let at = |x: f64, y: f64| {
        let pixel = (((y + 5.0) * 8.0) as usize * frame.width as usize + ((x + 5.0) * 8.0) as usize) * 4;
        [rgba[pixel], rgba[pixel + 1], rgba[pixel + 2]]
    };
    for [x, y, width, height] in SQUARES {
        // The frame is 0.4 mm thick, and off by as much as the square may be.
        let near = [-0.3, -0.15, 0.0, 0.15, 0.3];
        assert!(near.iter().any(|off| at(x + width / 2.0, y + off) == [220, 0, 0]));
        assert!(near.iter().any(|off| at(x + off, y + height / 2.0) == [220, 0, 0]));
    }
    // The lid around the sheet is dark, the paper is light.
    assert!(at(-3.0, 100.0)[0] < 90 && at(20.0, 100.0)[0] > 200);
}
