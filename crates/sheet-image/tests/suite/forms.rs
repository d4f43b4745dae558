//! The forms of the examples.

use std::fs;
use std::path::Path;

use ballot::BallotForm;

/// Every example form, A5 first.
pub(crate) const FORMS: [&str; 8] =
    ["a5-7rows", "a5-8rows", "a5-17rows", "a5-6rows", "a5-2rows", "a4-7rows", "a4-2rows", "strip-43rows"];

pub(crate) fn form(id: &str) -> BallotForm {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../examples/forms").join(id).with_extension("toml");
    BallotForm::parse(id, &fs::read_to_string(path).unwrap()).unwrap()
}
