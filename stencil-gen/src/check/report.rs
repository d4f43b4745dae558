//! `report.json`: read only to prove that it agrees with what was found.

use std::collections::{BTreeMap, BTreeSet};

use ballot::{Corner, CornerKind, Language, OptionKind, Status};
use serde_json::{Value, json};
use sha2::{Digest, Sha256};
use wording::{Code, Coded, Phrase, phrase};

use super::expect::{Level, Wanted};
use super::finding::{CheckFinding, Found};
use super::proof::Facts;
use super::source::Source;

/// The report's name.
pub(super) const FILE: &str = "report.json";

/// A stencil's facts for the comparison.
pub(super) struct Stencil<'a> {
    pub(super) code: &'a str,
    pub(super) wanted: &'a Wanted<'a>,
    pub(super) facts: &'a Facts,
    /// Whether a strip is to be glued on.
    pub(super) has_guide: bool,
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
    comparison.head();
    comparison.making();
    comparison.list_warnings();
    comparison.stencils(stencils);
    comparison.files(files);
    comparison.found
}

/// Names for places in the report: `stencils[0].level`.
fn at<'v>(value: &'v Value, path: &str) -> &'v Value {
    value.pointer(&format!("/{}", path.replace('.', "/"))).unwrap_or(&Value::Null)
}

impl Comparison<'_> {
    fn find(&mut self, finding: CheckFinding) {
        self.found.push(Found { file: FILE.to_owned(), row: None, place: None, finding });
    }

    /// What was set is reported exactly.
    fn agrees(&mut self, key: &str, found: &Value) {
        self.agrees_within(key, found, 0.000_5);
    }

    /// What was measured is reported as exactly as it must lie.
    fn measures(&mut self, key: &str, found: &Value) {
        self.agrees_within(key, found, 0.05);
    }

    fn agrees_within(&mut self, key: &str, found: &Value, slack: f64) {
        if let Some((path, reported, found)) = difference(at(self.report, key), found, slack) {
            let key = format!("{key}{path}");
            self.find(CheckFinding::ReportDisagrees { key, reported, found });
        }
    }

    fn head(&mut self) {
        let Source { election, contest, form, .. } = self.source;
        let title = serde_json::to_value(&contest.title).unwrap_or_default();
        self.agrees("format", &json!("report/1"));
        self.agrees("election", &json!({ "id": election.id, "date": election.date }));
        let notches = contest.position;
        let said = json!({ "id": contest.id, "title": title, "max_choices": contest.max_choices, "notches": notches });
        self.agrees("contest", &said);
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
        self.agrees("form", &said);
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
        self.agrees("making", &said);
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
        self.agrees("warnings", &Value::Array(said));
    }

    fn stencils(&mut self, stencils: &[Stencil<'_>]) {
        let reported = at(self.report, "stencils").as_array().map_or(0, Vec::len);
        if reported != stencils.len() {
            let (key, reported, found) = ("stencils".to_owned(), reported.to_string(), stencils.len().to_string());
            self.find(CheckFinding::ReportDisagrees { key, reported, found });
        }
        for (index, stencil) in stencils.iter().enumerate() {
            let key = |name: &str| format!("stencils.{index}.{name}");
            let facts = stencil.facts;
            self.agrees(&key("language"), &json!(stencil.code));
            self.agrees(&key("file"), &json!(format!("stencil.{}.pdf", stencil.code)));
            self.measures(&key("blank_mm"), &json!(facts.blank));
            self.measures(&key("wing_mm"), &json!(facts.wing));
            self.agrees(&key("level"), &json!(facts.level.map(Level::name)));
            self.agrees(&key("headings"), &headings(facts));
            self.agrees(&key("open_percent"), &json!(self.open_percent(facts)));
            let rows = rows(stencil);
            self.measures(&key("rows"), &rows);
            self.levels_tried(&key("levels_tried"), stencil);
            self.stencil_warnings(&key("warnings"), stencil);
        }
    }

    /// The levels tried go down to the one taken, in order; a level that the list does not allow
    /// is missing something.
    fn levels_tried(&mut self, key: &str, stencil: &Stencil<'_>) {
        let Some(level) = stencil.facts.level else { return };
        let all = stencil.wanted.levels();
        let until = all.iter().position(|other| *other == level).map_or(0, |index| index + 1);
        let said: Vec<Value> = all
            .iter()
            .take(until)
            .map(|other| {
                let outcome = if *other == level {
                    "taken"
                } else if stencil.wanted.allows(*other) {
                    "alike or too-long"
                } else {
                    "missing"
                };
                json!({ "level": other.name(), "outcome": outcome })
            })
            .collect();
        let reported = at(self.report, key).as_array().cloned().unwrap_or_default();
        let same = |(reported, said): (&Value, &Value)| {
            let outcome = at(reported, "outcome").as_str().unwrap_or_default();
            let right = at(said, "outcome").as_str().is_some_and(|said| said.split(" or ").any(|said| said == outcome));
            right && at(reported, "level") == at(said, "level")
        };
        if reported.len() != said.len() || !reported.iter().zip(&said).all(same) {
            let (reported, found) = (Value::Array(reported).to_string(), Value::Array(said).to_string());
            self.find(CheckFinding::ReportDisagrees { key: key.to_owned(), reported, found });
        }
    }

    /// The share of the least open square when all is off by the budget both ways.
    fn open_percent(&self, facts: &Facts) -> u32 {
        let budget = self.source.options.tolerance_mm;
        let squares = self.source.form.option_squares();
        let windows = facts.rows.iter().zip(squares).filter_map(|(row, square)| Some((row.window?, square)));
        let open = windows.map(|(window, square)| {
            let side =
                |square: f64, window: f64| (square - (budget - (window - square) / 2.0).max(0.0)).max(0.0) / square;
            side(square.width().mm(), window.width()) * side(square.height().mm(), window.height())
        });
        let least = open.fold(1.0, f64::min);
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "between 0 and 100")]
        let percent = (least * 100.0 + 0.01) as u32;
        percent
    }

    fn stencil_warnings(&mut self, key: &str, stencil: &Stencil<'_>) {
        let reported = at(self.report, key).as_array().cloned().unwrap_or_default();
        let codes: BTreeSet<&str> = reported.iter().filter_map(|warning| at(warning, "code").as_str()).collect();
        let wanted = self.warning_codes(stencil);
        let in_words = |codes: &BTreeSet<&str>| codes.iter().copied().collect::<Vec<_>>().join(", ");
        if codes != wanted {
            let (reported, found) = (in_words(&codes), in_words(&wanted));
            self.find(CheckFinding::ReportDisagrees { key: key.to_owned(), reported, found });
        }
        for warning in &reported {
            let says = |name: &str| at(warning, name).as_str().unwrap_or_default();
            let code = Code::ALL.iter().find(|code| code.as_str() == says("code"));
            let Some(code) = code else { continue };
            for (name, template) in [("text", code.text(Language::En)), ("remedy", code.remedy(Language::En))] {
                if !fits(says(name), template) {
                    let (key, reported) = (format!("{key}.{name}"), says(name).to_owned());
                    self.find(CheckFinding::ReportDisagrees { key, reported, found: template.to_owned() });
                }
            }
        }
    }

    /// The warnings that this stencil must carry.
    fn warning_codes(&self, stencil: &Stencil<'_>) -> BTreeSet<&'static str> {
        let (wanted, facts) = (stencil.wanted, stencil.facts);
        let pitch = wanted.row_pitch();
        let edges = facts.rows.iter().filter_map(|row| row.window).map(|window| window.right);
        let room = wanted.form.page.width.mm() - edges.fold(0.0, f64::max);
        let strip = self.strip();
        let split = matches!(facts.level, Some(Level::SurnameAndGiven | Level::SurnameAndInitials))
            && wanted.options().iter().any(|option| {
                let no_parts = |language: &Language| option.parts.get(*language).is_none();
                option.kind == OptionKind::Candidate && wanted.languages.iter().any(no_parts)
            });
        let numbers_only = facts.level == Some(Level::NumberOnly);
        let card = facts.blank.first().copied().unwrap_or_default() - 15.0;
        let unequal = wanted.levels().contains(&Level::Full) && !wanted.allows(Level::Full);
        let rules = [
            (split, "S207"),
            ((9.2..10.0).contains(&pitch), "S210"),
            (numbers_only && !wanted.staggered(), "S211"),
            (wanted.staggered(), "S212"),
            (facts.headings.iter().any(|heading| !heading.whole), "S213"),
            ((5.999..7.999).contains(&room), "S214"),
            (wanted.form.corner == Corner::Plain, "S215"),
            (strip < self.min_strip() - 0.001, "S216"),
            (self.open_percent(facts) < 70, "S217"),
            (card > 300.001, "S218"),
            (room < 5.999, "S219"),
            (!stencil.has_guide, "S220"),
            (unequal, "S221"),
        ];
        rules.into_iter().filter(|(applies, _)| *applies).map(|(_, code)| code).collect()
    }

    /// The least strip of paper between two squares.
    fn strip(&self) -> f64 {
        let squares = &self.source.form.squares;
        let count = self.source.contest.options.len() + usize::from(self.source.form.spare_squares > 0);
        let pairs = squares.iter().zip(squares.iter().skip(1)).take(count.saturating_sub(1));
        pairs.map(|(above, below)| below.top.mm() - above.bottom.mm()).fold(f64::INFINITY, f64::min)
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

fn rows(stencil: &Stencil<'_>) -> Value {
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
    Value::Array(facts.rows.iter().zip(wanted.options()).map(one).collect())
}

/// The first place where two values say different things, with what each says there. Braille is
/// compared without blanks around it.
fn difference(reported: &Value, found: &Value, slack: f64) -> Option<(String, String, String)> {
    let within = |key: &str, reported: &Value, found: &Value| {
        let (path, reported, found) = difference(reported, found, slack)?;
        Some((format!(".{key}{path}"), reported, found))
    };
    let same = match (reported, found) {
        (Value::Number(a), Value::Number(b)) => a.as_f64().zip(b.as_f64()).is_some_and(|(a, b)| (a - b).abs() <= slack),
        (Value::String(a), Value::String(b)) => a.trim_matches('⠀') == b.trim_matches('⠀'),
        (Value::Array(a), Value::Array(b)) if a.len() == b.len() => {
            return (0..).zip(a.iter().zip(b)).find_map(|(index, (a, b)): (usize, _)| within(&index.to_string(), a, b));
        }
        (Value::Object(a), Value::Object(b)) if a.len() == b.len() => {
            return b.iter().find_map(|(key, b)| within(key, a.get(key).unwrap_or(&Value::Null), b));
        }
        (a, b) => a == b,
    };
    (!same).then(|| (String::new(), told(reported), told(found)))
}

/// A value for people: numbers to a thousandth, texts without quotation marks.
fn told(value: &Value) -> String {
    match value {
        Value::String(text) => text.clone(),
        Value::Number(number) => number
            .as_f64()
            .map_or_else(|| number.to_string(), |number| format!("{}", (number * 1000.0).round() / 1000.0)),
        Value::Null => "–".to_owned(),
        Value::Bool(_) | Value::Array(_) | Value::Object(_) => value.to_string(),
    }
}

/// Whether a text is a template with its placeholders filled in.
fn fits(text: &str, template: &str) -> bool {
    let mut rest = text;
    let mut pieces = template.split('{').map(|piece| piece.split_once('}').map_or(piece, |(_, plain)| plain));
    let Some(after) = pieces.next().and_then(|first| rest.strip_prefix(first)) else { return false };
    rest = after;
    let pieces: Vec<&str> = pieces.collect();
    for piece in &pieces {
        let Some(place) = rest.find(piece) else { return false };
        rest = rest.get(place + piece.len()..).unwrap_or_default();
    }
    pieces.last().map_or(rest.is_empty(), |last| text.ends_with(last))
}

fn hexadecimal(bytes: &[u8]) -> String {
    Sha256::digest(bytes).iter().map(|byte| format!("{byte:02x}")).collect()
}
