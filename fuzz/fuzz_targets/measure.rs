//! Any bytes as a ballot's print-ready PDF or scan: no panic, no endless work; what is measured is a form that reads as
//! what it says.
#![no_main]

use ballot::BallotForm;
use libfuzzer_sys::fuzz_target;
use stencil_gen::measure::{Asked, measure};

fuzz_target!(|bytes: &[u8]| {
    let asked = Asked { id: "fuzz".to_owned(), file: "ballot.pdf".to_owned(), side: Some(1), ..Asked::default() };
    let Ok(measured) = measure(bytes, &asked) else { return };
    let again = BallotForm::parse("fuzz.toml", &measured.text).expect("a form that was written can be read");
    assert_eq!(again.squares, measured.form.squares);
});
