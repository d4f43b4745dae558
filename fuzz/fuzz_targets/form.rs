//! Any text as a ballot form: no panic, and what is taken has its squares on its page.
#![no_main]

use ballot::BallotForm;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| {
    let Ok(form) = BallotForm::parse("form.toml", text) else { return };
    for square in form.option_squares() {
        assert!(square.left < square.right && square.top < square.bottom, "an empty square: {square:?}");
    }
});
