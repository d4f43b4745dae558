//! Station files, right and wrong.

use wording::Coded as _;

use super::*;

const KEY: &str = "RWQf6LRCGA9i53mlYecO4IzT51TGPpvWucNSCh1CBM0QTaLn73Y7GFO3";

fn good() -> String {
    include_str!("../../../examples/stations/booth.toml").to_owned()
}

fn problem(text: &str) -> StationProblem {
    match Station::parse(Path::new("station.toml"), text) {
        Err(Notice::Station { problem, .. }) => problem,
        other => panic!("{other:?}"),
    }
}

fn code(text: &str) -> &'static str {
    problem(text).code().as_str()
}

fn with(from: &str, to: &str) -> String {
    assert!(good().contains(from), "{from}");
    good().replacen(from, to, 1)
}

#[test]
fn the_commented_sample_and_the_demonstration_are_sound() {
    let station = Station::parse(Path::new("booth.toml"), &good()).unwrap();
    assert_eq!((station.language, station.whole_screen), (Language::Kk, true));
    assert_eq!(station.display, Display::default());
    assert!(station.serial.is_some() && station.usb.is_some());
    assert!(station.pin.is("1234"), "the sample says which PIN it holds");
    let demonstration = Station::demonstration().unwrap();
    assert!(demonstration.pin.is("1234") && !demonstration.whole_screen);
    assert!(demonstration.serial.is_none() && demonstration.trusted.is_empty());
}

#[test]
fn every_slip_has_its_code() {
    assert_eq!(code(&with("language = \"kk\"", "language = kk")), "K430");
    assert_eq!(code(&with("pin = ", "colour = 1\npin = ")), "K430");
    assert_eq!(code(&with("language = \"kk\"\n", "")), "K430");
    assert_eq!(code(&with("station/1", "station/2")), "K431");
    assert_eq!(code(""), "K431");
    assert_eq!(code(&with("language = \"kk\"", "language = \"kz\"")), "K432");
    assert_eq!(code(&with("[344.0, 193.5]", "[193.5, 344.0]")), "K433");
    assert_eq!(code(&with("[344.0, 193.5]", "[34.4, 19.35]")), "K433");
    assert_eq!(code(&with("[1920, 1080]", "[0, 1080]")), "K433");
    assert_eq!(code(&with("$argon2id$", "$argon2x$")), "K434");
    assert_eq!(code(&with("demo = []", "demo = [\"RWnotakey\"]")), "K435");
    assert_eq!(code(&with("spl_at_full_db = 104.0", "spl_at_full_db = 140.0")), "K439");
    assert_eq!(code(&with("granularity_min = 1", "granularity_min = 7")), "K440");
    assert_eq!(code(&with("utc_offset_hours = 5", "utc_offset_hours = 5.1")), "K441");
    assert_eq!(code(&with("\"companion\"]", "\"mark\"]")), "K442");
    assert_eq!(code(&with("[\"guide\", \"companion\"]", "[]")), "K442");
    let twice = good().replacen("demo = []", &format!("demo = [\"{KEY}\"]"), 1);
    assert!(Station::parse(Path::new("s"), &twice).is_ok());
    assert_eq!(code(&twice.replacen("training = []", &format!("training = [\"{KEY}\"]"), 1)), "K436");
}

#[test]
fn the_scanner_of_the_sample_is_sound_once_its_marks_of_comment_are_taken_away() {
    let text = good();
    let (before, rest) = text.split_once("# [scanner]").unwrap();
    let (section, after) = rest.split_once("\n\n").unwrap();
    let keys = section.lines().map(|line| line.strip_prefix("# ").unwrap_or(line));
    let keys: Vec<&str> = keys.filter(|line| line.contains(" = ") && !line.contains(". ")).collect();
    let with = |keys: &[&str]| format!("{before}[scanner]\n{}\n\n{after}", keys.join("\n"));
    let station = Station::parse(Path::new("booth.toml"), &with(&keys)).unwrap();
    let scanner = station.scanner.unwrap();
    assert_eq!((keys.len(), scanner.resolution_dpi, scanner.mode.as_deref()), (9, 300, Some("Gray")));
    let wrong: Vec<String> = keys.iter().map(|key| key.replace("= 300", "= 100")).collect();
    assert_eq!(code(&with(&wrong.iter().map(String::as_str).collect::<Vec<_>>())), "K430");
}

#[test]
fn a_slip_is_told_with_its_line_and_never_with_the_pin() {
    let text = with("pin = ", "colour = 1\npin = ");
    let line = text.lines().position(|line| line.starts_with("colour")).unwrap() + 1;
    assert_eq!(problem(&text), problem(&text));
    match problem(&text) {
        StationProblem::Unreadable { line: told, detail } => {
            assert_eq!(told, line);
            assert!(detail.contains("colour") && !detail.contains("argon2"), "{detail}");
        }
        other => panic!("{other:?}"),
    }
}

#[test]
fn a_display_with_pixels_not_quite_square_passes_and_one_far_from_it_does_not() {
    // 344 / 1920 × 1080 = 193.5 mm.
    assert!(Station::parse(Path::new("s"), &with("[344.0, 193.5]", "[344.0, 157.0]")).is_ok());
    assert_eq!(code(&with("[344.0, 193.5]", "[344.0, 154.0]")), "K433");
}

#[test]
fn a_device_that_is_not_there_is_told() {
    let mut station = Station::demonstration().unwrap();
    assert!(station.missing().is_empty());
    let scanner = "[scanner]\ndevice = \"none\"\nresolution_dpi = 300\nprogram = \"/no/such/program\"\n\n[package]";
    let scanner = Station::parse(Path::new("s"), &with("[package]", scanner)).unwrap().scanner;
    station.scanner = scanner;
    assert_eq!(station.missing().iter().map(|problem| problem.code().as_str()).collect::<Vec<_>>(), ["K360"]);
    station.scanner = None;
    station.serial = Some(PathBuf::from("/no/such/port"));
    let missing = station.missing();
    assert_eq!(missing.len(), 1);
    assert_eq!(missing[0].code().as_str(), "K437");
}
