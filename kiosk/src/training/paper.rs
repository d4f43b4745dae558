//! The certificate: large print, one page, to be signed by the trainer.

use ballot::Language;
use course::{Grade, Library};

/// Room for a name or a signature to be written by hand.
const BY_HAND: &str = "______________________________";

/// The certificate as text; its first line is its title.
pub(super) fn certificate(
    library: &Library,
    grade: &Grade,
    name: Option<&str>,
    today: &str,
    language: Language,
) -> String {
    let words = &library.words;
    let name = name.map(str::trim).filter(|name| !name.is_empty()).unwrap_or(BY_HAND);
    let lines = [
        words.certificate_title.get(language).to_owned(),
        String::new(),
        format!("{} {name}", words.certificate_name.get(language)),
        String::new(),
        words.certificate_text.get(language).to_owned(),
        String::new(),
        format!("{} {} / {}", words.certificate_score.get(language), grade.right, grade.of),
        format!("{} {today}", words.certificate_date.get(language)),
        String::new(),
        format!("{} {BY_HAND}", words.certificate_trainer.get(language)),
    ];
    lines.join("\n")
}
