//! Which sheets a printer takes.

use ballot::{BallotForm, Language, Length, Rect, Size};
use serde::Deserialize;
use wording::{Code, Coded, values};

use super::sheet::mark_box;

/// What a printer's paper path takes, as its manual says.
#[derive(Clone, Copy, Debug, Deserialize, Eq, PartialEq)]
#[serde(try_from = "PaperFile")]
pub struct PaperLimits {
    /// The smallest sheet.
    pub smallest: Size,
    /// The largest sheet.
    pub largest: Size,
    /// The border that it cannot print on.
    pub margin: Length,
}

/// As it stands in `station.toml`, in millimetres.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct PaperFile {
    smallest: [f64; 2],
    largest: [f64; 2],
    margin: f64,
}

impl TryFrom<PaperFile> for PaperLimits {
    type Error = &'static str;

    fn try_from(file: PaperFile) -> Result<Self, Self::Error> {
        let size =
            |[width, height]: [f64; 2]| Some(Size::new(Length::from_mm_f64(width)?, Length::from_mm_f64(height)?));
        let read = || Some((size(file.smallest)?, size(file.largest)?, Length::from_mm_f64(file.margin)?));
        let (smallest, largest, margin) = read().ok_or("a length that paper cannot have")?;
        let grows = smallest.width.um() > 0 && smallest.height.um() > 0 && holds(largest, smallest);
        if grows && (Length::ZERO..=Length::from_mm(30)).contains(&margin) {
            Ok(Self { smallest, largest, margin })
        } else {
            Err("smallest is not below largest, or margin is not from 0 to 30 mm")
        }
    }
}

/// Why a sheet cannot be marked by a printer.
#[derive(Clone, Debug, Eq, PartialEq)]
pub enum Unfit {
    /// K327: the sheet is smaller or larger than the printer takes.
    SheetUnfit {
        /// The form's identifier.
        form: String,
        /// The sheet.
        page: Size,
    },
    /// K332: the mark of a row lies where the printer cannot print.
    MarkInMargin {
        /// The form's identifier.
        form: String,
        /// The first such row, counted from 1.
        row: usize,
    },
    /// K333: nobody has measured how the printer prints on sheets of this size.
    NotCalibrated {
        /// The form's identifier.
        form: String,
        /// The sheet.
        page: Size,
    },
}

impl Coded for Unfit {
    fn code(&self) -> Code {
        match self {
            Self::SheetUnfit { .. } => Code::K327,
            Self::MarkInMargin { .. } => Code::K332,
            Self::NotCalibrated { .. } => Code::K333,
        }
    }

    fn values(&self, language: Language) -> Vec<(&'static str, String)> {
        match self {
            Self::SheetUnfit { form, page } | Self::NotCalibrated { form, page } => {
                let number = |length: Length| decimal(length, language);
                values([("form", form), ("width", &number(page.width)), ("height", &number(page.height))])
            }
            Self::MarkInMargin { form, row } => values([("form", form), ("row", row)]),
        }
    }
}

/// With the decimal sign of the language.
fn decimal(length: Length, language: Language) -> String {
    match language {
        Language::Kk | Language::Ru => length.to_string().replace('.', ","),
        Language::En => length.to_string(),
    }
}

/// Whether every mark of a form can be printed by a printer.
///
/// # Errors
/// The first reason why not.
pub fn fits(form: &BallotForm, limits: &PaperLimits) -> Result<(), Unfit> {
    if !holds(form.page, limits.smallest) || !holds(limits.largest, form.page) {
        return Err(Unfit::SheetUnfit { form: form.id.clone(), page: form.page });
    }
    let printable = Rect::at(ballot::Point::default(), form.page).grown(-limits.margin, -limits.margin);
    let rows = 1..=form.option_squares().len();
    let outside = |row: &usize| mark_box(form, row - 1).is_none_or(|mark| !printable.contains(mark));
    match rows.into_iter().find(outside) {
        Some(row) => Err(Unfit::MarkInMargin { form: form.id.clone(), row }),
        None => Ok(()),
    }
}

fn holds(outer: Size, inner: Size) -> bool {
    outer.width >= inner.width && outer.height >= inner.height
}

#[cfg(test)]
mod tests {
    use super::*;

    fn form(x: f64) -> BallotForm {
        let text = format!(
            "format = \"form/1\"\nid = \"a5\"\npage = [148.0, 210.0]\n\
             squares = {{ size = [8.0, 8.0], first_center = [{x:?}, 62.0], pitch = 14.0, rows = 7 }}\n"
        );
        BallotForm::parse("form.toml", &text).unwrap()
    }

    fn limits(text: &str) -> Result<PaperLimits, toml::de::Error> {
        toml::from_str(text)
    }

    const A5: &str = "smallest = [148.0, 210.0]\nlargest = [148.0, 210.0]\nmargin = 5.0\n";

    #[test]
    fn a_sheet_that_just_fits_is_taken_and_one_that_just_does_not_is_refused() {
        let exact = limits(A5).unwrap();
        assert_eq!(fits(&form(134.0), &exact), Ok(()));
        let (more, less) = (Length::from_um(1), Length::from_um(-1));
        let page = exact.smallest;
        for limits in [
            PaperLimits { smallest: Size::new(page.width + more, page.height), ..exact },
            PaperLimits { smallest: Size::new(page.width, page.height + more), ..exact },
            PaperLimits { largest: Size::new(page.width + less, page.height), ..exact },
            PaperLimits { largest: Size::new(page.width, page.height + less), ..exact },
        ] {
            assert_eq!(fits(&form(134.0), &limits).unwrap_err().code(), Code::K327);
        }
    }

    #[test]
    fn a_mark_that_just_clears_the_margin_is_printed_and_one_that_does_not_is_refused() {
        // A square of 8 mm holds a mark of 4.8 mm: its edge is 2.4 mm from the middle.
        let limits = limits(A5).unwrap();
        assert_eq!(fits(&form(148.0 - 5.0 - 2.4), &limits), Ok(()));
        let unfit = fits(&form(148.0 - 5.0 - 2.399), &limits).unwrap_err();
        assert_eq!(unfit, Unfit::MarkInMargin { form: "a5".to_owned(), row: 1 });
        assert_eq!(unfit.code(), Code::K332);
    }

    #[test]
    fn paper_that_cannot_be_is_refused_in_the_settings() {
        for (from, to) in [
            ("margin = 5.0", "margin = -1.0"),
            ("margin = 5.0", "margin = 31.0"),
            ("margin = 5.0", "margin = 5.0\ncolor = 1"),
            ("largest = [148.0", "largest = [147.0"),
            ("smallest = [148.0", "smallest = [0.0"),
            ("smallest = [148.0", "smallest = [nan"),
        ] {
            assert!(limits(&A5.replace(from, to)).is_err(), "{to}");
        }
    }

    #[test]
    fn every_reason_fills_its_texts_in_every_language() {
        let form = "a5".to_owned();
        let page = Size::new(Length::from_um(148_500), Length::from_mm(210));
        let reasons = [
            Unfit::SheetUnfit { form: form.clone(), page },
            Unfit::MarkInMargin { form: form.clone(), row: 3 },
            Unfit::NotCalibrated { form, page },
        ];
        for reason in reasons {
            for language in [Language::Kk, Language::Ru, Language::En] {
                let text = wording::text(&reason, language) + &wording::remedy(&reason, language);
                assert!(!text.contains(['{', '}']), "{text}");
                assert_eq!(text.contains("148.5"), language == Language::En && reason.code() != Code::K332, "{text}");
                assert!(format!("{reason:?}").starts_with(reason.code().name()));
            }
        }
    }
}
