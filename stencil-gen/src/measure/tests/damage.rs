//! Files that are broken, hostile, or no PDF.

use std::io::Write as _;

use flate2::Compression;
use flate2::write::ZlibEncoder;

use super::examples::all;
use super::*;
use crate::export::specimen;

#[test]
fn what_is_no_pdf_is_told_so() {
    for file in [b"".as_slice(), b"%PDF-1.7\n", b"candidate;party\n", &[0; 5_000]] {
        assert_eq!(code(file, &asked()), "S501");
    }
}

#[test]
fn a_file_locked_with_a_password_is_told_so() {
    let file = String::from_utf8(pdf(&[plain(148.0, 210.0, &each(stroked))])).unwrap();
    let locked = file.replace(
        "/Root 1 0 R",
        "/Root 1 0 R /ID [<00112233445566778899aabbccddeeff> <00112233445566778899aabbccddeeff>] /Encrypt << /Filter \
         /Standard /V 1 /R 2 /P -4 /O <0101010101010101010101010101010101010101010101010101010101010101> \
         /U <0202020202020202020202020202020202020202020202020202020202020202> >>",
    );
    assert_ne!(locked, file);
    assert_eq!(code(locked.as_bytes(), &asked()), "S501");
}

#[test]
fn a_file_cut_short_or_changed_never_gives_other_squares_with_its_names() {
    let (election, contest, form) = all().remove(0);
    let file = specimen::pdf(&election, &contest, &form).unwrap();
    let asked = Asked { contest: Some(&contest), ..asked() };
    let sound = measure(&file, &asked).unwrap().form;
    let mut random = 7_u32;
    let mut next = |below: usize| {
        random = random.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        usize::try_from(random >> 8).unwrap() % below
    };
    for trial in 0..120 {
        let mut damaged = file.clone();
        if trial % 3 == 0 {
            damaged.truncate(next(file.len()));
        } else {
            for _ in 0..=next(4) {
                let at = next(file.len());
                damaged[at] = u8::try_from(next(256)).unwrap();
            }
        }
        if let Ok(measured) = measure(&damaged, &asked) {
            // A changed digit of a place or size is a sound file of another ballot; a lost row is not.
            assert_eq!(measured.form.squares.len(), sound.squares.len(), "{trial}");
        }
    }
}

#[test]
fn a_stream_that_swells_is_not_read() {
    let mut packed = ZlibEncoder::new(Vec::new(), Compression::fast());
    for _ in 0..70 {
        packed.write_all(&[b' '; 1024 * 1024]).unwrap();
    }
    let packed = packed.finish().unwrap();
    let mut file = pdf(&[plain(148.0, 210.0, &each(stroked))]);
    file.extend(format!("99 0 obj\n<< /Filter /FlateDecode /Length {} >>\nstream\n", packed.len()).bytes());
    file.extend(packed);
    file.extend(b"\nendstream\nendobj\n");
    assert_eq!(code(&file, &asked()), "S502");
}

#[test]
fn more_lines_than_a_ballot_has_are_not_read() {
    let lines = |count: usize| pdf(&[plain(148.0, 210.0, &("1 1 m 5 1 l S\n".repeat(count) + &each(stroked)))]);
    assert_eq!(code(&lines(200_001), &asked()), "S502");
    assert_measured(&lines(20_000), &asked(), "many lines");
}

#[test]
fn a_page_as_large_as_a_wall_is_not_read() {
    assert_eq!(code(&pdf(&[plain(2_001.0, 210.0, &each(stroked))]), &asked()), "S502");
    assert_eq!(code(&pdf(&[plain(1_999.0, 210.0, &each(stroked))]), &asked()), "S505");
}
