//! `[printer]` of `station.toml`.

use ballot::{BallotForm, Size};
use serde::Deserialize;

use super::address::PrinterAddress;
use super::calibration::Calibration;
use super::limits::{PaperLimits, Unfit, fits};

/// What is particular to a booth's printer.
#[derive(Clone, Debug, Deserialize, PartialEq)]
#[serde(deny_unknown_fields)]
pub struct PrinterSettings {
    /// Where it is.
    pub address: PrinterAddress,
    /// Who puts the sheet in.
    #[serde(default)]
    pub feed: Feed,
    /// The printer knows, before anything is sent, whether there is a sheet in its slot. Where it does not, a sheet
    /// that is missing is noticed only after the job was sent, and may cost a spoiled ballot.
    #[serde(default = "yes")]
    pub senses_sheet: bool,
    /// What the printer calls the slot for single sheets, `media-source` of its attributes; `None` leaves the choice
    /// to the printer.
    #[serde(default)]
    pub slot: Option<String>,
    /// Which sheets it takes.
    pub paper: PaperLimits,
    /// How it prints on sheets of each size.
    #[serde(default)]
    pub calibration: Vec<Calibration>,
}

/// Who puts the sheet in.
#[derive(Clone, Copy, Debug, Default, Deserialize, Eq, PartialEq)]
#[serde(rename_all = "lowercase")]
pub enum Feed {
    /// The voter, one sheet for each print: a printer without paper is as it should be.
    #[default]
    Hand,
    /// A poll worker, ahead: a printer without paper has to be filled.
    Tray,
}

const fn yes() -> bool {
    true
}

impl PrinterSettings {
    /// Whether this printer can mark the sheets of a form: they fit, and it was measured how it prints on them.
    ///
    /// # Errors
    /// The first reason why not.
    pub fn can_mark(&self, form: &BallotForm) -> Result<(), Unfit> {
        fits(form, &self.paper)?;
        let missing = || Unfit::NotCalibrated { form: form.id.clone(), page: form.page };
        self.calibration(form.page).map(|_| ()).ok_or_else(missing)
    }

    /// How the printer prints on sheets of this size, if it was measured.
    #[must_use]
    pub fn calibration(&self, page: Size) -> Option<&Calibration> {
        self.calibration.iter().find(|calibration| calibration.is_for(page))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use wording::{Code, Coded};

    const SAMPLE: &str = r#"
address = "ipp://localhost:60000/ipp/print"
feed = "hand"
senses_sheet = true
slot = "manual"
paper = { smallest = [76.0, 127.0], largest = [216.0, 356.0], margin = 5.0 }

[[calibration]]
page = [148.0, 210.0]
offset_mm = [1.3, -0.7]
rotation_mrad = 3.0
skew_mrad = 0.0
scale = [1.004, 0.998]
"#;

    fn read(text: &str) -> Result<PrinterSettings, String> {
        toml::from_str(text).map_err(|error| error.to_string())
    }

    #[test]
    fn the_settings_of_a_printer_are_read() {
        let settings = read(SAMPLE).unwrap();
        assert_eq!((settings.feed, settings.senses_sheet), (Feed::Hand, true));
        assert_eq!(settings.calibration.len(), 1);
        let short = SAMPLE.lines().filter(|line| ["address", "paper"].iter().any(|key| line.starts_with(key)));
        let settings = read(&short.collect::<Vec<_>>().join("\n")).unwrap();
        assert_eq!((settings.feed, settings.senses_sheet, settings.slot), (Feed::Hand, true, None));
    }

    #[test]
    fn every_slip_is_refused_with_words_that_say_what_is_wrong() {
        for (from, to, words) in [
            ("localhost:60000", "printer.example", "in digits"),
            ("feed = \"hand\"", "feed = \"foot\"", "foot"),
            ("slot", "solt", "solt"),
            ("offset_mm = [1.3", "offset_mm = [5.1", "off by so much"),
            ("rotation_mrad = 3.0", "rotation_mrad = nan", "off by so much"),
            ("skew_mrad = 0.0", "skew_mrad = -15.1", "off by so much"),
            ("scale = [1.004", "scale = [0.984", "off by so much"),
            ("page = [148.0", "page = [-148.0", "no size"),
        ] {
            assert!(SAMPLE.contains(from));
            let error = read(&SAMPLE.replacen(from, to, 1)).unwrap_err();
            assert!(error.contains(words), "{error}");
        }
    }

    #[test]
    fn a_sheet_is_marked_only_by_a_printer_that_was_measured_on_its_size() {
        let form = |width: f64| {
            let text = format!(
                "format = \"form/1\"\nid = \"f\"\npage = [{width:?}, 210.0]\nsquares = [[100.0, 60.0, 8.0, 8.0]]\n"
            );
            BallotForm::parse("form.toml", &text).unwrap()
        };
        let settings = read(SAMPLE).unwrap();
        assert_eq!(settings.can_mark(&form(148.2)), Ok(()));
        assert_eq!(settings.can_mark(&form(148.201)).unwrap_err().code(), Code::K333);
        assert_eq!(settings.can_mark(&form(216.1)).unwrap_err().code(), Code::K327);
    }
}
