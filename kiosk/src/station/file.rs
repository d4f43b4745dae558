//! The file as it is written, and what it has to fulfil to become a [`Station`].

use std::path::PathBuf;

use ballot::Language;
use ballot::package::{Kind, PublicKey};
use kiosk_devices::audio::{Calibration, SoundDevice};
use kiosk_devices::keypad::hid::{HidSettings, Kind as Device, Match, Profile, Rule};
use kiosk_devices::log::Granularity;
use kiosk_devices::printer::PrinterSettings;
use kiosk_devices::scanner::ScannerSettings;
use kiosk_ui::Display;
use serde::Deserialize;
use voter_session::Way;

use super::{LogFile, OwnPackage, Station};
use crate::notice::StationProblem;
use crate::pin::PinHash;

/// The format and its version.
const FORMAT: &str = "station/1";

/// A display smaller or larger than these, in millimetres, is a slip of the pen: 7 inches to 2 metres.
const SIDES_MM: std::ops::RangeInclusive<f32> = 80.0..=2_000.0;
/// In pixels.
const SIDES_PX: std::ops::RangeInclusive<u32> = 320..=16_384;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct StationFile {
    format: String,
    name: String,
    language: String,
    utc_offset_hours: f32,
    display: DisplayFile,
    #[serde(default)]
    keypad: KeypadFile,
    poll_worker: PollWorkerFile,
    sound: SoundFile,
    package: Option<PackageFile>,
    log: Option<LogSection>,
    printer: Option<PrinterSettings>,
    scanner: Option<ScannerSettings>,
    #[serde(default)]
    paper: PaperFile,
    #[serde(default)]
    trust: TrustFile,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct DisplayFile {
    size_mm: [f32; 2],
    pixels: [u32; 2],
    #[serde(default = "yes")]
    whole_screen: bool,
}

#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct KeypadFile {
    serial: Option<PathBuf>,
    usb: Option<PathBuf>,
    #[serde(default = "yes")]
    usb_others: bool,
    #[serde(default)]
    switch_boxes: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct PackageFile {
    file: PathBuf,
    media: PathBuf,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct PaperFile {
    ways: Vec<String>,
}

impl Default for PaperFile {
    /// The voter's own hand: it needs no change of any rule.
    fn default() -> Self {
        Self { ways: vec!["guide".to_owned()] }
    }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct LogSection {
    file: PathBuf,
    #[serde(default = "one")]
    granularity_min: u8,
}

const fn one() -> u8 {
    1
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct SoundFile {
    device: Option<String>,
    spl_at_full_db: f32,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct PollWorkerFile {
    pin: String,
}

#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct TrustFile {
    #[serde(default)]
    voting: Vec<String>,
    #[serde(default)]
    training: Vec<String>,
    #[serde(default)]
    practice: Vec<String>,
    #[serde(default)]
    demo: Vec<String>,
}

const fn yes() -> bool {
    true
}

/// Reads the text of a file.
pub(super) fn parse(text: &str) -> Result<Station, StationProblem> {
    version(text)?;
    let file: StationFile = toml::from_str(text).map_err(|error| unreadable(text, &error))?;
    debug_assert_eq!(file.format, FORMAT);
    Ok(Station {
        name: file.name,
        language: language(&file.language)?,
        utc_offset_min: utc_offset_min(file.utc_offset_hours)?,
        display: display(&file.display)?,
        whole_screen: file.display.whole_screen,
        serial: file.keypad.serial.clone(),
        usb: usb(&file.keypad),
        sound: file.sound.device.map_or(SoundDevice::Usual, SoundDevice::Named),
        calibration: calibration(file.sound.spl_at_full_db)?,
        log: file.log.map(log).transpose()?,
        ways: ways(&file.paper.ways, file.printer.is_some())?,
        printer: file.printer,
        scanner: file.scanner,
        package: file.package.map(|PackageFile { file, media }| OwnPackage { file, media }),
        pin: file.poll_worker.pin.parse::<PinHash>().map_err(|()| StationProblem::PinUnreadable)?,
        trusted: trusted(&file.trust)?,
    })
}

/// The format is asked for first: of another version nothing else is known.
fn version(text: &str) -> Result<(), StationProblem> {
    let table: toml::Table = toml::from_str(text).map_err(|error| unreadable(text, &error))?;
    let found = table.get("format").and_then(toml::Value::as_str).unwrap_or_default();
    if found == FORMAT { Ok(()) } else { Err(StationProblem::OtherFormat { found: found.to_owned() }) }
}

fn unreadable(text: &str, error: &toml::de::Error) -> StationProblem {
    let before = error.span().and_then(|span| text.get(..span.start)).unwrap_or_default();
    // The parser's words quote what is there: the PIN's hash must not come back with them.
    StationProblem::Unreadable { line: before.matches('\n').count() + 1, detail: error.message().to_owned() }
}

fn language(written: &str) -> Result<Language, StationProblem> {
    match written {
        "kk" => Ok(Language::Kk),
        "ru" => Ok(Language::Ru),
        "en" => Ok(Language::En),
        _ => Err(StationProblem::NoSuchLanguage { found: written.to_owned() }),
    }
}

fn display(file: &DisplayFile) -> Result<Display, StationProblem> {
    let ([width_mm, height_mm], [width_px, height_px]) = (file.size_mm, file.pixels);
    let display = Display { width_mm, height_mm, width_px, height_px };
    let sides = [width_mm, height_mm].iter().all(|side| SIDES_MM.contains(side));
    let pixels = [width_px, height_px].iter().all(|side| SIDES_PX.contains(side));
    // Pixels that are far from square: width and height were exchanged, or one is wrong.
    let square = display.squareness();
    if sides && pixels && (0.8..=1.25).contains(&square) { Ok(display) } else { Err(StationProblem::NoSuchDisplay) }
}

/// The ways to the paper, the usual one first. The printer's needs a printer.
fn ways(written: &[String], printer: bool) -> Result<Vec<Way>, StationProblem> {
    let mut ways = Vec::new();
    for word in written {
        let way = match word.as_str() {
            "guide" => Way::Guide,
            "mark" if printer => Way::Mark,
            "companion" => Way::Companion,
            _ => return Err(StationProblem::NoSuchWay { found: word.clone() }),
        };
        if !ways.contains(&way) {
            ways.push(way);
        }
    }
    if ways.is_empty() { Err(StationProblem::NoSuchWay { found: String::new() }) } else { Ok(ways) }
}

fn log(file: LogSection) -> Result<LogFile, StationProblem> {
    let found = file.granularity_min;
    let granularity = Granularity::minutes(found).ok_or(StationProblem::NoSuchGranularity { found })?;
    Ok(LogFile { file: file.file, granularity })
}

/// Time zones are whole quarters of an hour, at most fourteen hours away.
#[expect(clippy::cast_possible_truncation, reason = "at most 840")]
fn utc_offset_min(hours: f32) -> Result<i32, StationProblem> {
    let minutes = hours * 60.0;
    let sound = minutes.abs() <= 840.0 && (minutes / 15.0).fract() == 0.0;
    if sound { Ok(minutes as i32) } else { Err(StationProblem::NoSuchTimeZone { found: hours.to_string() }) }
}

fn calibration(spl_at_full_db: f32) -> Result<Calibration, StationProblem> {
    Calibration::new(spl_at_full_db).map_err(|error| StationProblem::NoSuchLoudness { found: error.0.to_string() })
}

fn usb(file: &KeypadFile) -> Option<HidSettings> {
    let rule = |name: &String| Rule { matches: matches(name), kind: Device::Keys(Profile::switch_box()) };
    let folder = file.usb.clone()?;
    Some(HidSettings { folder, rules: file.switch_boxes.iter().map(rule).collect(), others: file.usb_others })
}

/// `vendor:product` in hexadecimal, or a device's whole name.
fn matches(written: &str) -> Match {
    let number = |part: &str| (part.len() == 4).then(|| u16::from_str_radix(part, 16).ok()).flatten();
    match written.split_once(':').and_then(|(vendor, product)| Some((number(vendor)?, number(product)?))) {
        Some((vendor, product)) => Match::Usb { vendor, product },
        None => Match::Name(written.to_owned()),
    }
}

fn trusted(file: &TrustFile) -> Result<Vec<(Kind, PublicKey)>, StationProblem> {
    let kinds = [
        (Kind::Voting, &file.voting),
        (Kind::Training, &file.training),
        (Kind::Practice, &file.practice),
        (Kind::Demo, &file.demo),
    ];
    let mut trusted: Vec<(Kind, PublicKey)> = Vec::new();
    for (kind, keys) in kinds {
        for written in keys {
            let key: PublicKey = written.parse().map_err(|_| StationProblem::KeyUnreadable { key: written.clone() })?;
            // One key for two kinds would let a package of one kind pass for the other.
            if trusted.iter().any(|(other, known)| *other != kind && *known == key) {
                return Err(StationProblem::KeyOfTwoKinds { key: written.clone() });
            }
            trusted.push((kind, key));
        }
    }
    Ok(trusted)
}
