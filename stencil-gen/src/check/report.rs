//! `report.json`: read only to prove that it agrees with what was found.

use std::collections::BTreeMap;

use ballot::{Corner, CornerKind, Language, OptionKind, Status};
use serde_json::{Value, json};
use sha2::{Digest, Sha256};
use wording::{Code, Coded, Phrase, phrase};

use super::expect::{Level, Wanted};
use super::finding::{CheckFinding, Found};
use super::proof::Facts;
use super::source::Source;

mod part;
mod trials;
mod unique;
mod warnings;

pub use part::{ReportPart, ReportValue};
pub(super) use unique::Unique;

/// The report's name.
pub(super) const FILE: &str = "report.json";
/// Ridges need so much room between windows and edge, in mm (rounding included).
pub(super) const RIDGE_ROOM: f64 = 5.999;
/// Its entries, and those of a stencil.
const ENTRIES: [&str; 9] =
    ["contest", "election", "files", "form", "format", "making", "program", "stencils", "warnings"];
const OF_STENCIL: [&str; 10] = [
    "blank_mm",
    "file",
    "headings",
    "language",
    "level",
    "levels_tried",
    "open_percent",
    "rows",
    "warnings",
    "wing_mm",
];

/// A stencil's facts for the comparison.
pub(super) struct Stencil<'a> {
    pub(super) code: &'a str,
    pub(super) wanted: &'a Wanted<'a>,
    pub(super) facts: &'a Facts,
    /// Whether a strip is to be glued on.
    pub(super) has_guide: bool,
    /// Whether its file is as it should be: what is measured on another proves nothing.
    pub(super) sound: bool,
}

/// Compares a report with its folder.
struct Comparison<'a> {
    report: &'a Value,
    source: &'a Source,
    found: Vec<Found>,
}

/// Every way in which the report says what the files do not.
pub(super) fn compare(
    report: &Value,
    source: &Source,
    stencils: &[Stencil<'_>],
    files: &BTreeMap<String, Vec<u8>>,
) -> Vec<Found> {
    let mut comparison = Comparison { report, source, found: Vec::new() };
    comparison.entries("", report, &ENTRIES);
    comparison.head();
    comparison.making();
    comparison.list_warnings();
    comparison.stencils(stencils);
    comparison.files(files);
    comparison.found
}

/// An entry by the names on the way to it: `making.technique`.
fn at<'v>(value: &'v Value, path: &str) -> &'v Value {
    value.pointer(&format!("/{}", path.replace('.', "/"))).unwrap_or(&Value::Null)
}

impl Comparison<'_> {
    fn find(&mut self, row: Option<u32>, finding: CheckFinding) {
        self.found.push(Found { file: FILE.to_owned(), row, place: None, finding });
    }

    fn disagrees(&mut self, stencil: &str, row: Option<u32>, part: ReportPart, reported: &Value, found: &Value) {
        let [reported, found] = [reported, found].map(|value| ReportValue::of(value, part));
        let stencil = stencil.to_owned();
        self.find(row, CheckFinding::ReportDisagrees { stencil, part, reported, found });
    }

    /// No entry is missing, and none is there that no report has.
    fn entries(&mut self, stencil: &str, value: &Value, known: &[&str]) {
        let mut keys: Vec<&str> = value.as_object().into_iter().flatten().map(|(key, _)| key.as_str()).collect();
        keys.sort_unstable();
        if keys != known {
            let (reported, found) = (json!(keys.join(", ")), json!(known.join(", ")));
            self.disagrees(stencil, None, ReportPart::Entries, &reported, &found);
        }
    }

    /// What was set is reported exactly.
    fn agrees(&mut self, key: &str, part: ReportPart, found: &Value) {
        let report = self.report;
        self.compared("", None, part, (at(report, key), found), 0.000_5);
    }

    /// What was measured is reported as exactly as it must lie.
    fn compared(
        &mut self,
        stencil: &str,
        row: Option<u32>,
        part: ReportPart,
        (reported, found): (&Value, &Value),
        slack: f64,
    ) {
        if let Some((reported, found)) = difference(reported, found, slack) {
            self.disagrees(stencil, row, part, reported, found);
        }
    }

    fn head(&mut self) {
        let Source { election, contest, form, .. } = self.source;
        let title = serde_json::to_value(&contest.title).unwrap_or_default();
        self.agrees("format", ReportPart::Program, &json!("report/1"));
        let program = at(self.report, "program").as_str().unwrap_or_default();
        if !is_program(program) {
            let (reported, found) = (json!(program), json!("stencil-gen"));
            self.disagrees("", None, ReportPart::Program, &reported, &found);
        }
        self.agrees("election", ReportPart::Election, &json!({ "id": election.id, "date": election.date }));
        let notches = contest.position;
        let said = json!({ "id": contest.id, "title": title, "max_choices": contest.max_choices, "notches": notches });
        self.agrees("contest", ReportPart::Contest, &said);
        let corner = match form.corner {
            Corner::Plain => "plain",
            Corner::Marked { kind: CornerKind::Cut, .. } => "cut",
            Corner::Marked { kind: CornerKind::Hole, .. } => "hole",
        };
        let page = [form.page.width.mm(), form.page.height.mm()];
        let mut said =
            json!({ "id": form.id, "page_mm": page, "side": form.side, "corner": corner, "paper": form.paper });
        if let (Corner::Plain, Some(said)) = (form.corner, said.as_object_mut()) {
            said.insert("plain_corner_remedy".to_owned(), json!(Code::S215.remedy(Language::En)));
        }
        self.agrees("form", ReportPart::Form, &said);
    }

    fn making(&mut self) {
        let Source { options, making, .. } = self.source;
        let technique = options.technique.as_str();
        // A die needs 3 mm of card between windows, a laser 2; dies and molds work from the back.
        let said = json!({
            "technique": technique,
            "drawn_dot_mm": making.dot,
            "min_strip_mm": self.min_strip(),
            "mirrored_tool": matches!(technique, "emboss" | "film"),
            "cell_pitch_mm": making.cell_pitch,
            "capitals": making.capitals,
            "tolerance_budget_mm": options.tolerance_mm,
        });
        self.agrees("making", ReportPart::Making, &said);
    }

    fn min_strip(&self) -> f64 {
        if self.source.options.technique == "emboss" { 3.0 } else { 2.0 }
    }

    fn list_warnings(&mut self) {
        let said: Vec<Value> = self
            .source
            .warnings
            .iter()
            .map(|problem| {
                let (text, remedy) =
                    (wording::text(&problem.kind, Language::En), wording::remedy(&problem.kind, Language::En));
                let code = problem.kind.code().as_str();
                json!({ "code": code, "place": problem.place.to_string(), "text": text, "remedy": remedy })
            })
            .collect();
        self.agrees("warnings", ReportPart::Warnings, &Value::Array(said));
    }

    /// One entry a stencil, in the order of the languages.
    fn stencils(&mut self, stencils: &[Stencil<'_>]) {
        let report = self.report;
        let entries = at(report, "stencils").as_array().map(Vec::as_slice).unwrap_or_default();
        let codes: Vec<&str> = entries.iter().filter_map(|entry| at(entry, "language").as_str()).collect();
        let wanted = self.source.stencils();
        if codes != wanted || entries.len() != wanted.len() {
            let (reported, found) = (json!(codes.join(", ")), json!(wanted.join(", ")));
            self.disagrees("", None, ReportPart::Stencils, &reported, &found);
            return;
        }
        for (code, entry) in wanted.iter().zip(entries) {
            let file = format!("stencil.{code}.pdf");
            self.entries(&file, entry, &OF_STENCIL);
            if *at(entry, "file") != json!(file) {
                self.disagrees(&file, None, ReportPart::Stencils, at(entry, "file"), &json!(file));
            }
            // Of a stencil that is not as it should be, or cannot be read, its own findings tell.
            if let Some(stencil) = stencils.iter().find(|stencil| stencil.code == *code && stencil.sound) {
                self.stencil(&file, entry, stencil);
            }
        }
    }

    fn stencil(&mut self, file: &str, entry: &Value, stencil: &Stencil<'_>) {
        let facts = stencil.facts;
        let measured = [("blank_mm", json!(facts.blank)), ("wing_mm", json!(facts.wing))];
        for (name, found) in measured {
            self.compared(file, None, ReportPart::Size, (at(entry, name), &found), 0.05);
        }
        let level = json!(facts.level.map(Level::name));
        self.compared(file, None, ReportPart::Level, (at(entry, "level"), &level), 0.0);
        self.compared(file, None, ReportPart::Headings, (at(entry, "headings"), &headings(facts)), 0.0);
        let open = json!(self.least_open(facts).map_or(100, |(percent, _)| percent));
        self.compared(file, None, ReportPart::OpenShare, (at(entry, "open_percent"), &open), 0.0);
        self.rows(file, at(entry, "rows"), stencil);
        if let Some(level) =
            facts.level.filter(|level| !trials::agree(at(entry, "levels_tried"), stencil.wanted, *level))
        {
            let found = json!(level.name());
            self.disagrees(file, None, ReportPart::Level, at(entry, "levels_tried"), &found);
        }
        self.stencil_warnings(file, at(entry, "warnings"), stencil);
    }

    /// One finding a row for its window, and one for its words.
    fn rows(&mut self, file: &str, reported: &Value, stencil: &Stencil<'_>) {
        let found = rows(stencil);
        let entries = reported.as_array().map(Vec::as_slice).unwrap_or_default();
        if entries.len() != found.len() {
            let (reported, found) = (json!(entries.len()), json!(found.len()));
            self.disagrees(file, None, ReportPart::Words, &reported, &found);
            return;
        }
        for ((reported, found), facts) in entries.iter().zip(&found).zip(&stencil.facts.rows) {
            let row = Some(facts.number);
            let window = (at(reported, "window_mm"), at(found, "window_mm"));
            // Half a tenth at every edge; the whole window is what a person compares.
            if difference(window.0, window.1, 0.05).is_some() {
                self.disagrees(file, row, ReportPart::Window, window.0, window.1);
            }
            let mut words = [reported.clone(), found.clone()];
            for value in &mut words {
                if let Some(entry) = value.as_object_mut().and_then(|row| row.get_mut("window_mm")) {
                    *entry = Value::Null;
                }
            }
            let [reported, found] = &words;
            self.compared(file, row, ReportPart::Words, (reported, found), 0.0);
        }
    }

    /// The least share of a square that stays open when all is off by the budget both ways, and its
    /// row.
    fn least_open(&self, facts: &Facts) -> Option<(u32, u32)> {
        let budget = self.source.options.tolerance_mm;
        let squares = self.source.form.option_squares();
        let windows =
            facts.rows.iter().zip(squares).filter_map(|(row, square)| Some((row.number, row.window?, square)));
        let open = windows.map(|(row, window, square)| {
            let side =
                |square: f64, window: f64| (square - (budget - (window - square) / 2.0).max(0.0)).max(0.0) / square;
            let open = side(square.width().mm(), window.width()) * side(square.height().mm(), window.height());
            #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "between 0 and 100")]
            let percent = (open * 100.0 + 0.01) as u32;
            (percent, row)
        });
        open.min()
    }

    /// Every warning that applies stands there once, word for word, and no other.
    fn stencil_warnings(&mut self, file: &str, reported: &Value, stencil: &Stencil<'_>) {
        let mut free: Vec<&Value> = reported.as_array().into_iter().flatten().collect();
        let mut lost = Vec::new();
        for warning in self.expected_warnings(stencil) {
            match free.iter().position(|reported| warning.is(reported)) {
                Some(index) => drop(free.remove(index)),
                None => lost.push(warning.shown()),
            }
        }
        if Self::numbers_only(stencil) {
            match free.iter().position(|reported| self.names_a_wing(reported, stencil)) {
                Some(index) => drop(free.remove(index)),
                None => lost.push(Code::S211.as_str().to_owned()),
            }
        }
        if !free.is_empty() || !lost.is_empty() || !reported.is_array() {
            let said = |warning: &&Value| {
                let words = |name| at(warning, name).as_str().unwrap_or_default();
                format!("{}: {}", words("code"), words("text"))
            };
            let (reported, found) = (free.iter().map(said).collect::<Vec<_>>().join(" "), lost.join(" "));
            self.disagrees(file, None, ReportPart::Warnings, &json!(reported), &json!(found));
        }
    }

    /// Every file is there, unchanged, and no other.
    fn files(&mut self, files: &BTreeMap<String, Vec<u8>>) {
        let listed = at(self.report, "files").as_object().cloned().unwrap_or_default();
        for (name, hash) in &listed {
            let finding = match files.get(name) {
                None => CheckFinding::FileMissing { file: name.clone() },
                Some(bytes) if hash.as_str() != Some(&hexadecimal(bytes)) => {
                    CheckFinding::FileChanged { file: name.clone() }
                }
                Some(_) => continue,
            };
            self.found.push(Found { file: name.clone(), row: None, place: None, finding });
        }
        for name in files.keys().filter(|name| name.as_str() != FILE && !listed.contains_key(name.as_str())) {
            let finding = CheckFinding::FileUnlisted { file: name.clone() };
            self.found.push(Found { file: name.clone(), row: None, place: None, finding });
        }
    }
}

fn headings(facts: &Facts) -> Value {
    let one = |heading: &super::proof::HeadingFacts| {
        let super::proof::HeadingFacts { language, text, whole, braille } = heading;
        json!({ "language": language.code(), "text": text, "whole": whole, "braille": braille })
    };
    Value::Array(facts.headings.iter().map(one).collect())
}

fn rows(stencil: &Stencil<'_>) -> Vec<Value> {
    let (wanted, facts) = (stencil.wanted, stencil.facts);
    let one = |(row, option): (&super::proof::RowFacts, &ballot::BallotOption)| {
        let in_full = matches!(option.kind, OptionKind::Answer | OptionKind::AgainstAll);
        let says_something = row.lines.first().is_some_and(|(_, text, _)| !text.is_empty());
        // A withdrawn row may carry the words for it alone.
        let word = |language: Language| phrase(Phrase::Withdrawn, language);
        let nameless = option.status == Status::Withdrawn
            && row.lines.first().is_some_and(|(language, text, _)| text == word(*language));
        let level = if nameless {
            Some(Level::NumberOnly)
        } else if in_full && says_something {
            Some(Level::Full)
        } else {
            facts.level
        };
        let status = if option.status == Status::Withdrawn { "withdrawn" } else { "standing" };
        let line = |(language, text, braille): &(Language, String, String)| json!({ "language": language.code(), "text": text, "braille": braille });
        let lines: Vec<Value> = row.lines.iter().map(line).collect();
        let window = row.window.map(|window| [window.left, window.top, window.width(), window.height()]);
        json!({
            "number": row.number,
            "level": level.map(Level::name),
            "status": status,
            "lines": lines,
            "window_mm": window,
        })
    };
    facts.rows.iter().zip(wanted.options()).map(one).collect()
}

/// The first place where two values say different things: what each says there. Braille is compared
/// without blanks around it.
fn difference<'v>(reported: &'v Value, found: &'v Value, slack: f64) -> Option<(&'v Value, &'v Value)> {
    let same = match (reported, found) {
        (Value::Number(a), Value::Number(b)) => a.as_f64().zip(b.as_f64()).is_some_and(|(a, b)| (a - b).abs() <= slack),
        (Value::String(a), Value::String(b)) => a.trim_matches('⠀') == b.trim_matches('⠀'),
        (Value::Array(a), Value::Array(b)) if a.len() == b.len() => {
            return a.iter().zip(b).find_map(|(a, b)| difference(a, b, slack));
        }
        (Value::Object(a), Value::Object(b)) if a.len() == b.len() => {
            return b.iter().find_map(|(key, b)| difference(a.get(key).unwrap_or(&Value::Null), b, slack));
        }
        (a, b) => a == b,
    };
    (!same).then_some((reported, found))
}

/// This program's name and a version of three numbers: an earlier version may have made the folder.
fn is_program(said: &str) -> bool {
    let number = |part: &str| !part.is_empty() && part.len() < 6 && part.bytes().all(|byte| byte.is_ascii_digit());
    said.strip_prefix("stencil-gen ").is_some_and(|version| {
        version.split('.').filter(|part| number(part)).count() == 3 && version.split('.').count() == 3
    })
}

fn hexadecimal(bytes: &[u8]) -> String {
    Sha256::digest(bytes).iter().map(|byte| format!("{byte:02x}")).collect()
}
