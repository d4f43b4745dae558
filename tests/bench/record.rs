//! Where and when a number was measured, and its row in `docs/performance.md`.

use std::fs;
use std::path::Path;
use std::thread;

/// The machine, as its processor calls itself.
pub(crate) fn machine() -> String {
    let info = fs::read_to_string("/proc/cpuinfo").unwrap_or_default();
    let model = info.lines().find_map(|line| line.strip_prefix("model name")).unwrap_or("?");
    let cores = thread::available_parallelism().map_or(1, usize::from);
    format!("{}, {cores} cores", model.trim_start_matches([' ', '\t', ':']))
}

/// The day, from the number of days since 1970 (civil calendar).
pub(crate) fn today() -> String {
    let seconds = std::time::SystemTime::UNIX_EPOCH.elapsed().map_or(0, |time| time.as_secs());
    let days = i64::try_from(seconds / 86_400).unwrap() + 719_468;
    let era = days.div_euclid(146_097);
    let day_of_era = days.rem_euclid(146_097);
    let year_of_era = (day_of_era - day_of_era / 1460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
    let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let month_from_march = (5 * day_of_year + 2) / 153;
    let day = day_of_year - (153 * month_from_march + 2) / 5 + 1;
    let month = if month_from_march < 10 { month_from_march + 3 } else { month_from_march - 9 };
    let year = year_of_era + era * 400 + i64::from(month <= 2);
    format!("{year}-{month:02}-{day:02}")
}

/// Adds a row at the end of the table that stands under `heading`.
pub(crate) fn add_row(heading: &str, row: &str) {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../docs/performance.md");
    let text = fs::read_to_string(&path).unwrap();
    let mut lines: Vec<&str> = text.lines().collect();
    let heading_at = lines.iter().position(|line| *line == heading).unwrap();
    let end = lines.iter().skip(heading_at + 1).position(|line| line.starts_with("## "));
    let end = end.map_or(lines.len(), |end| heading_at + 1 + end);
    let last = lines.iter().take(end).rposition(|line| line.starts_with('|')).unwrap();
    lines.insert(last + 1, row);
    fs::write(path, lines.join("\n") + "\n").unwrap();
}
