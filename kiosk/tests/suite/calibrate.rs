//! `kiosk calibrate`, as a technician runs it.

use crate::desk::{Desk, project, text};

/// Where the crosses of a sheet of 148 × 210 mm are meant to be.
const EXACT: [[f64; 2]; 5] = [[15.0, 15.0], [133.0, 15.0], [74.0, 105.0], [15.0, 195.0], [133.0, 195.0]];

fn measured(desk: &Desk, crosses: [[f64; 2]; 5]) -> std::process::Output {
    let crosses = crosses.map(|[right, down]| format!("{right:.1},{down:.1}"));
    let arguments = ["calibrate", "--size", "148x210", "--crosses"].map(str::to_owned);
    desk.run(&arguments.into_iter().chain(crosses).collect::<Vec<_>>())
}

#[test]
fn the_page_is_written_once_and_nothing_is_overwritten() {
    let desk = Desk::new();
    let write = || desk.run(&["calibrate", "--size", "148x210", "--page", "crosses.pdf"]);
    let output = write();
    assert_eq!(output.status.code(), Some(0), "{}", text(&output.stderr));
    assert!(text(&output.stdout).contains("crosses.pdf"));
    let page = desk.read("crosses.pdf");
    assert!(page.starts_with("%PDF-") && page.contains("/MediaBox [0 0 419.528 595.276]"), "{page}");
    assert_eq!(write().status.code(), Some(3));
    assert_eq!(desk.read("crosses.pdf"), page);
}

#[test]
fn measured_crosses_become_lines_that_the_station_file_takes() {
    let desk = Desk::new();
    let moved = EXACT.map(|[right, down]| [right + 1.3, down - 0.7]);
    let output = measured(&desk, moved);
    assert_eq!(output.status.code(), Some(0), "{}", text(&output.stderr));
    let told = text(&output.stdout);
    assert!(told.contains("offset_mm = [1.300, -0.700]"), "{told}");
    let lines = &told[told.find("[[printer.calibration]]").unwrap()..];
    let sample = std::fs::read_to_string(project("examples/stations/demonstration.toml")).unwrap();
    let printer = "[printer]\naddress = \"ipp://localhost:60000/ipp/print\"\n\
                   paper = { smallest = [76.0, 127.0], largest = [216.0, 356.0], margin = 5.0 }\n";
    let station = desk.put("station.toml", format!("{sample}\n{printer}\n{lines}"));
    let checked = desk.run(&["station", "--check", station.to_str().unwrap()]);
    assert_eq!(checked.status.code(), Some(0), "{}", text(&checked.stderr));
}

#[test]
fn the_example_of_the_help_works_as_it_is_written() {
    let desk = Desk::new();
    let help = desk.run(&["calibrate", "--help"]);
    let example = text(&help.stdout).lines().find(|line| line.contains("--crosses 1")).unwrap().trim().to_owned();
    let output = desk.run(&example.split_whitespace().skip(1).collect::<Vec<_>>());
    assert_eq!(output.status.code(), Some(0), "{example}: {}", text(&output.stderr));
}

#[test]
fn crosses_that_cannot_be_right_give_no_lines() {
    let desk = Desk::new();
    let mut slipped = EXACT;
    slipped[1][0] += 1.0;
    let mut elsewhere = EXACT;
    elsewhere[2][1] += 60.0;
    let stretched = EXACT.map(|[right, down]| [right * 1.03, down * 1.03]);
    for (crosses, code) in [(slipped, "K329"), (elsewhere, "K328"), (stretched, "K334")] {
        let output = measured(&desk, crosses);
        assert_eq!(output.status.code(), Some(2), "{code}: {}", text(&output.stdout));
        assert!(output.stdout.is_empty() && text(&output.stderr).contains(code), "{code}: {}", text(&output.stderr));
    }
}

#[test]
fn a_station_without_a_printer_prints_nothing_and_says_so() {
    let desk = Desk::new();
    let sample = project("examples/stations/demonstration.toml").display().to_string();
    let output = desk.run(&["calibrate", "--size", "148x210", "--print", "--station", &sample]);
    assert_eq!(output.status.code(), Some(2));
    assert!(text(&output.stderr).contains("K445"), "{}", text(&output.stderr));
    // With a printer that is named but not there it is the printer that is told of.
    let text_of = std::fs::read_to_string(&sample).unwrap();
    let printer = "[printer]\naddress = \"ipp://127.0.0.1:9/ipp/print\"\n\
                   paper = { smallest = [76.0, 127.0], largest = [216.0, 356.0], margin = 5.0 }\n";
    let station = desk.put("station.toml", format!("{text_of}\n{printer}"));
    let output = desk.run(&["calibrate", "--size", "148x210", "--print", "--station", station.to_str().unwrap()]);
    assert_eq!(output.status.code(), Some(3));
    assert!(text(&output.stderr).contains("K322"), "{}", text(&output.stderr));
    // Nor is anything done by halves: a page or crosses, and five of them.
    assert_eq!(desk.run(&["calibrate", "--size", "148x210"]).status.code(), Some(64));
    assert_eq!(desk.run(&["calibrate", "--size", "148x210", "--crosses", "1,1"]).status.code(), Some(64));
}
