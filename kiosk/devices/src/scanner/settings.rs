//! `[scanner]` of `station.toml`, and what `scanimage` is told by it.

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::time::Duration;

use ballot::{BallotForm, Length, Size};
use serde::Deserialize;

use super::program::Purpose;

/// Where Debian has the program.
const PROGRAM: &str = "/usr/bin/scanimage";
/// Below this, thin lines of squares are lost; above it, only time.
const RESOLUTIONS: std::ops::RangeInclusive<u16> = 150..=600;
/// The session waits 30 seconds for a scanner; stopping the program and reading the picture take some of it.
const TIMEOUTS_S: std::ops::RangeInclusive<u8> = 5..=25;
/// Sides of what a scanner looks at, in mm.
const SIDES_MM: std::ops::RangeInclusive<f64> = 100.0..=600.0;
/// Where the area is left to the scanner, its picture is not larger than this, in mm: A3 and a margin.
const LARGEST_MM: [f64; 2] = [310.0, 440.0];
/// The header of a picture with its comments, in bytes.
const HEADER: usize = 1_024;
/// Options of `scanimage` itself. Some write the picture into a file, or make another format of it; each may be
/// shortened on a command line.
const OF_THE_PROGRAM: [&str; 20] = [
    "accept-md5-only",
    "all-options",
    "batch",
    "batch-count",
    "batch-double",
    "batch-increment",
    "batch-print",
    "batch-prompt",
    "batch-start",
    "buffer-size",
    "device-name",
    "dont-scan",
    "format",
    "formatted-device-list",
    "help",
    "icc-profile",
    "list-devices",
    "output-file",
    "progress",
    "version",
];

/// What is particular to a booth's scanner.
#[derive(Clone, Debug, Deserialize, PartialEq)]
#[serde(try_from = "ScannerFile")]
pub struct ScannerSettings {
    /// What SANE calls it.
    pub device: String,
    /// Pixels an inch, in both directions.
    pub resolution_dpi: u16,
    /// What the scanner calls gray; `None` where it has no such option.
    pub mode: Option<String>,
    /// What it calls the place the sheet is put; `None` leaves it to the scanner.
    pub source: Option<String>,
    /// What it looks at, from its corner; `None` leaves it to the scanner.
    pub area: Option<Size>,
    /// A scan that takes longer is stopped.
    pub timeout: Duration,
    /// `scanimage`.
    pub program: PathBuf,
    /// A folder with SANE's own settings, instead of the system's.
    pub config: Option<PathBuf>,
    /// Further options of the scanner, by name.
    pub options: BTreeMap<String, String>,
}

/// Why settings are none.
#[derive(Clone, Debug, Eq, PartialEq, thiserror::Error)]
pub enum SettingProblem {
    /// No name, or one with signs that no name has.
    #[error("{0} of [scanner] has no value, or one with control characters")]
    Word(&'static str),
    /// A resolution that reading a sheet does not work with.
    #[error("resolution_dpi of [scanner] is 150 to 600")]
    Resolution,
    /// A time that is too short for any scanner, or too long for a voter.
    #[error("timeout_s of [scanner] is 5 to 25")]
    Timeout,
    /// Sides that no scanner has.
    #[error("area_mm of [scanner] is width and height, each 100 to 600 mm")]
    Area,
    /// A path that depends on where the program is started.
    #[error("{0} of [scanner] is a whole path, from / on")]
    Path(&'static str),
    /// An option that is not the scanner's.
    #[error("{0} is no option of a scanner, or one that scanimage keeps for itself")]
    Option(String),
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct ScannerFile {
    device: String,
    resolution_dpi: u16,
    #[serde(default = "gray")]
    mode: String,
    source: Option<String>,
    area_mm: Option<[f64; 2]>,
    #[serde(default = "twenty")]
    timeout_s: u8,
    #[serde(default = "program")]
    program: PathBuf,
    config: Option<PathBuf>,
    #[serde(default)]
    options: BTreeMap<String, String>,
}

fn gray() -> String {
    "Gray".to_owned()
}

const fn twenty() -> u8 {
    20
}

fn program() -> PathBuf {
    PathBuf::from(PROGRAM)
}

impl TryFrom<ScannerFile> for ScannerSettings {
    type Error = SettingProblem;

    fn try_from(file: ScannerFile) -> Result<Self, SettingProblem> {
        let word = |name, text: String| {
            if is_word(&text) { Ok(text) } else { Err(SettingProblem::Word(name)) }
        };
        if !RESOLUTIONS.contains(&file.resolution_dpi) {
            return Err(SettingProblem::Resolution);
        }
        if !TIMEOUTS_S.contains(&file.timeout_s) {
            return Err(SettingProblem::Timeout);
        }
        if !file.program.is_absolute() {
            return Err(SettingProblem::Path("program"));
        }
        if file.config.as_ref().is_some_and(|folder| !folder.is_absolute()) {
            return Err(SettingProblem::Path("config"));
        }
        if let Some((name, _)) = file.options.iter().find(|(name, value)| !is_option(name) || !is_word(value)) {
            return Err(SettingProblem::Option(name.clone()));
        }
        Ok(Self {
            device: word("device", file.device)?,
            resolution_dpi: file.resolution_dpi,
            mode: (!file.mode.is_empty()).then(|| word("mode", file.mode)).transpose()?,
            source: file.source.map(|source| word("source", source)).transpose()?,
            area: file.area_mm.map(area).transpose()?,
            timeout: Duration::from_secs(u64::from(file.timeout_s)),
            program: file.program,
            config: file.config,
            options: file.options,
        })
    }
}

fn is_word(text: &str) -> bool {
    !text.trim().is_empty() && text.len() <= 255 && !text.contains(char::is_control)
}

/// A name that is the scanner's, and that `scanimage` cannot take for a shortened one of its own.
fn is_option(name: &str) -> bool {
    let signs = name.bytes().all(|sign| sign.is_ascii_lowercase() || sign.is_ascii_digit() || sign == b'-');
    // What the other keys set is not set twice.
    let set = ["mode", "resolution", "source", "verbose", "test"].contains(&name);
    name.len() > 1 && signs && !name.starts_with('-') && !set && !OF_THE_PROGRAM.iter().any(|own| own.starts_with(name))
}

fn area(sides: [f64; 2]) -> Result<Size, SettingProblem> {
    let length = |mm: f64| Length::from_mm_f64(mm).filter(|_| SIDES_MM.contains(&mm)).ok_or(SettingProblem::Area);
    Ok(Size { width: length(sides[0])?, height: length(sides[1])? })
}

impl ScannerSettings {
    /// Whether the scanner sees the whole of a form's sheet, lying upright.
    #[must_use]
    pub fn can_take(&self, form: &BallotForm) -> bool {
        self.area.is_none_or(|area| form.page.width <= area.width && form.page.height <= area.height)
    }

    /// The command line after the program's name.
    pub(super) fn arguments(&self, purpose: Purpose) -> Vec<String> {
        let mut arguments = vec![format!("--device-name={}", self.device), "--format=pnm".to_owned()];
        if purpose == Purpose::Look {
            arguments.push("--dont-scan".to_owned());
        }
        // The source comes first: what else a scanner takes may depend on it.
        let words = [("source", &self.source), ("mode", &self.mode)];
        arguments.extend(words.into_iter().filter_map(|(name, word)| Some(format!("--{name}={}", word.as_ref()?))));
        arguments.extend(self.options.iter().map(|(name, value)| format!("--{name}={value}")));
        arguments.push(format!("--resolution={}", self.resolution_dpi));
        if let Some(area) = self.area {
            let sides = [("-l", 0.0), ("-t", 0.0), ("-x", area.width.mm()), ("-y", area.height.mm())];
            arguments.extend(sides.into_iter().flat_map(|(name, mm)| [name.to_owned(), format!("{mm}")]));
        }
        arguments
    }

    /// A picture has no more bytes than this: in color, a tenth larger than it was asked for.
    pub(super) fn most_bytes(&self) -> usize {
        let [width, height] = self.area.map_or(LARGEST_MM, |area| [area.width.mm(), area.height.mm()]);
        let per_mm = f64::from(self.resolution_dpi) / 25.4;
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "sides and resolution are bounded")]
        let pixels = (width * per_mm * height * per_mm * 1.1) as usize;
        HEADER + 3 * pixels
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const SAMPLE: &str = r#"
device = "epsonds:libusb:001:004"
resolution_dpi = 300
mode = "Gray"
source = "Flatbed"
area_mm = [216.0, 297.5]
timeout_s = 20
program = "/usr/bin/scanimage"
config = "/etc/tandau/sane"
options = { swdeskew = "no" }
"#;

    fn read(text: &str) -> Result<ScannerSettings, String> {
        toml::from_str(text).map_err(|error| error.to_string())
    }

    #[test]
    fn the_settings_of_a_scanner_become_a_command_line() {
        let arguments = read(SAMPLE).unwrap().arguments(Purpose::Scan).join(" ");
        assert_eq!(
            arguments,
            "--device-name=epsonds:libusb:001:004 --format=pnm --source=Flatbed --mode=Gray --swdeskew=no \
             --resolution=300 -l 0 -t 0 -x 216 -y 297.5"
        );
        let least = read("device = \"test\"\nresolution_dpi = 150\nmode = \"\"").unwrap();
        assert_eq!(
            least.arguments(Purpose::Look),
            ["--device-name=test", "--format=pnm", "--dont-scan", "--resolution=150"]
        );
        assert_eq!((least.timeout.as_secs(), least.program.to_str()), (20, Some(PROGRAM)));
    }

    #[test]
    fn every_slip_is_refused_with_words_that_say_what_is_wrong() {
        for (from, to, words) in [
            ("device = \"epsonds:libusb:001:004\"", "device = \" \"", "device of [scanner]"),
            ("\"Flatbed\"", "\"Flat\\nbed\"", "source of [scanner]"),
            ("resolution_dpi = 300", "resolution_dpi = 149", "150 to 600"),
            ("resolution_dpi = 300", "resolution_dpi = 601", "150 to 600"),
            ("[216.0, 297.5]", "[216.0, 99.9]", "each 100 to 600"),
            ("[216.0, 297.5]", "[216.0, nan]", "each 100 to 600"),
            ("timeout_s = 20", "timeout_s = 26", "5 to 25"),
            ("timeout_s = 20", "timeout_s = 4", "5 to 25"),
            ("\"/usr/bin/scanimage\"", "\"scanimage\"", "from / on"),
            ("\"/etc/tandau/sane\"", "\"sane\"", "from / on"),
            ("swdeskew", "output-file", "output-file is no option"),
            ("swdeskew", "outp", "outp is no option"),
            ("swdeskew", "format", "format is no option"),
            ("swdeskew", "o", "o is no option"),
            ("swdeskew", "mode", "mode is no option"),
            ("swdeskew", "\"-x\"", "-x is no option"),
            ("timeout_s", "timeout", "timeout"),
        ] {
            assert!(SAMPLE.contains(from), "{from}");
            let error = read(&SAMPLE.replacen(from, to, 1)).unwrap_err();
            assert!(error.contains(words), "{error}");
        }
        for (from, to) in [("= 300", "= 150"), ("= 300", "= 600"), ("= 20", "= 25"), ("swdeskew", "test-picture")] {
            assert!(read(&SAMPLE.replacen(from, to, 1)).is_ok(), "{to}");
        }
    }

    #[test]
    fn a_sheet_is_taken_only_if_the_scanner_sees_all_of_it() {
        let form = |width: f64, height: f64| {
            let text = format!(
                "format = \"form/1\"\nid = \"f\"\npage = [{width:?}, {height:?}]\nsquares = [[90.0, 60.0, 8.0, 8.0]]\n"
            );
            BallotForm::parse("form.toml", &text).unwrap()
        };
        let settings = read(SAMPLE).unwrap();
        assert!(settings.can_take(&form(216.0, 297.5)));
        assert!(!settings.can_take(&form(216.1, 297.5)) && !settings.can_take(&form(216.0, 297.6)));
        // It would lie on its side, and is then not known.
        assert!(!settings.can_take(&form(297.0, 210.0)));
    }
}
