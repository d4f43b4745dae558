//! The warnings that a stencil must carry, recomputed from list, form and what was measured.

use std::fmt::Display;

use ballot::{Corner, Language, OptionKind};
use serde_json::{Value, json};
use wording::{Code, fill, language_name};

use super::super::expect::Level;
use super::{Comparison, RIDGE_ROOM, Stencil, at};

/// How far a length in a warning may be from the one measured, in mm.
const SLACK: f64 = 0.051;

/// A warning as it must be.
pub(super) struct Warning {
    code: Code,
    words: Vec<(&'static str, String)>,
    lengths: Vec<(&'static str, f64)>,
}

impl Warning {
    const fn new(code: Code) -> Self {
        Self { code, words: Vec::new(), lengths: Vec::new() }
    }

    fn word(mut self, name: &'static str, word: &dyn Display) -> Self {
        self.words.push((name, word.to_string()));
        self
    }

    fn length(mut self, name: &'static str, mm: f64) -> Self {
        self.lengths.push((name, mm));
        self
    }

    /// Whether a reported warning is this one: word for word, and lengths as measured.
    pub(super) fn is(&self, reported: &Value) -> bool {
        let text = at(reported, "text").as_str().unwrap_or_default();
        let template = self.code.text(Language::En);
        let mut values = self.words.clone();
        for (name, mm) in &self.lengths {
            let Some(found) = value_of(text, template, name) else { return false };
            if !found.parse::<f64>().is_ok_and(|found| (found - mm).abs() <= SLACK) {
                return false;
            }
            values.push((name, found.to_owned()));
        }
        let filled = |template| fill(template, &values);
        *reported
            == json!({
                "code": self.code.as_str(),
                "text": filled(template),
                "remedy": filled(self.code.remedy(Language::En)),
            })
    }

    /// For people.
    pub(super) fn shown(&self) -> String {
        let rounded = |mm: &f64| format!("{}", (mm * 10.0).round() / 10.0);
        let lengths = self.lengths.iter().map(|(name, mm)| (*name, rounded(mm)));
        let values: Vec<_> = self.words.iter().cloned().chain(lengths).collect();
        format!("{}: {}", self.code.as_str(), fill(self.code.text(Language::En), &values))
    }
}

/// What stands in a text in the place of a placeholder of its template.
fn value_of<'t>(text: &'t str, template: &str, name: &str) -> Option<&'t str> {
    let mark = format!("{{{name}}}");
    let (before, after) = template.split_once(&mark)?;
    let before = before.rsplit('}').next().unwrap_or_default();
    let after = after.split('{').next().unwrap_or_default();
    let start = text.find(before)? + before.len();
    let rest = text.get(start..)?;
    if after.is_empty() { Some(rest) } else { rest.get(..rest.find(after)?) }
}

impl Comparison<'_> {
    /// The warnings of a stencil, by their codes.
    pub(super) fn expected_warnings(&self, stencil: &Stencil<'_>) -> Vec<Warning> {
        let (wanted, facts) = (stencil.wanted, stencil.facts);
        let pitch = wanted.row_pitch();
        let right = facts.rows.iter().filter_map(|row| row.window).map(|window| window.right).fold(0.0, f64::max);
        let room = wanted.form.page.width.mm() - right;
        let card = facts.blank.first().copied().unwrap_or_default() - 15.0;
        let mut all: Vec<Warning> = self.split(stencil).into_iter().collect();
        let mut add = |applies: bool, warning: Warning| {
            if applies {
                all.push(warning);
            }
        };
        add((9.2..10.0).contains(&pitch), Warning::new(Code::S210).length("pitch", pitch));
        add(wanted.staggered(), Warning::new(Code::S212).length("pitch", pitch));
        for heading in facts.headings.iter().filter(|heading| !heading.whole) {
            let language = language_name(heading.language, Language::En);
            add(true, Warning::new(Code::S213).word("language", &language));
        }
        add((RIDGE_ROOM..7.999).contains(&room), Warning::new(Code::S214).length("free", room));
        add(wanted.form.corner == Corner::Plain, Warning::new(Code::S215));
        if let Some((row, gap)) = self.narrow_strip() {
            let wanted = self.min_strip();
            add(true, Warning::new(Code::S216).word("row", &row).length("gap", gap).length("wanted", wanted));
        }
        if let Some((percent, row)) = self.least_open(facts).filter(|(percent, _)| *percent < 70) {
            add(true, Warning::new(Code::S217).word("row", &row).word("percent", &percent));
        }
        add(card > 300.001, Warning::new(Code::S218).length("width", card));
        add(room < RIDGE_ROOM, Warning::new(Code::S219).length("free", room));
        add(!stencil.has_guide, Warning::new(Code::S220));
        if let Some((option, language)) = wanted.unequal().filter(|_| wanted.levels().contains(&Level::Full)) {
            let name = option.name.get(language);
            add(true, Warning::new(Code::S221).word("row", &option.number).word("name", &name));
        }
        all
    }

    /// Names given as one, and how they were read.
    fn split(&self, stencil: &Stencil<'_>) -> Option<Warning> {
        let wanted = stencil.wanted;
        if !matches!(stencil.facts.level, Some(Level::SurnameAndGiven | Level::SurnameAndInitials)) {
            return None;
        }
        let mut names = Vec::new();
        for option in wanted.options().iter().filter(|option| option.kind == OptionKind::Candidate) {
            for language in wanted.languages.iter().filter(|language| option.parts.get(**language).is_none()) {
                if let Some([surname, given, _]) = wanted.parts(option, *language) {
                    names.push(format!("{}: {surname} + {given}", option.number));
                }
            }
        }
        (!names.is_empty()).then(|| Warning::new(Code::S207).word("names", &names.join("; ")))
    }

    /// The first strip of paper between two squares that is narrower than the technique needs.
    fn narrow_strip(&self) -> Option<(u32, f64)> {
        let squares = &self.source.form.squares;
        let gap = |(above, below): (&ballot::Rect, &ballot::Rect)| below.top.mm() - above.bottom.mm();
        let gaps = squares.iter().zip(squares.iter().skip(1)).map(gap);
        let rows = self.source.contest.options.iter().map(|option| option.number);
        rows.zip(gaps).find(|(_, gap)| *gap < self.min_strip() - 0.000_5)
    }

    /// S211 names the wing that would avoid it: wider than the one taken, and the sheet for it.
    pub(super) fn names_a_wing(&self, reported: &Value, stencil: &Stencil<'_>) -> bool {
        let (text, template) = (at(reported, "text").as_str().unwrap_or_default(), Code::S211.text(Language::En));
        let number = |name| value_of(text, template, name).and_then(|number| number.parse::<f64>().ok());
        let (Some(wing), Some(width)) = (number("wing"), number("width")) else { return false };
        let page = stencil.wanted.form.page.width.mm();
        let exact = Warning::new(Code::S211).length("wing", wing).length("width", width).is(reported);
        exact && wing > stencil.facts.wing - SLACK && (width - wing - page - 15.0).abs() < SLACK
    }

    /// Whether the stencil carries S211.
    pub(super) fn numbers_only(stencil: &Stencil<'_>) -> bool {
        stencil.facts.level == Some(Level::NumberOnly) && !stencil.wanted.staggered()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_length_is_taken_out_of_a_text_by_its_template() {
        let template = "A wing of {wing} mm, on a blank {width} mm wide.";
        let text = "A wing of 47.5 mm, on a blank 230 mm wide.";
        assert_eq!(value_of(text, template, "wing"), Some("47.5"));
        assert_eq!(value_of(text, template, "width"), Some("230"));
        assert_eq!(value_of("A wing.", template, "wing"), None);
    }

    #[test]
    fn a_warning_is_the_same_word_for_word() {
        let warning = Warning::new(Code::S217).word("row", &3).word("percent", &65);
        let text = fill(Code::S217.text(Language::En), &[("row", "3".to_owned()), ("percent", "65".to_owned())]);
        let mut reported =
            json!({ "code": "S217", "text": text, "remedy": Code::S217.remedy(Language::En).replace("{row}", "3") });
        assert!(warning.is(&reported), "{}", warning.shown());
        assert!(!Warning::new(Code::S217).word("row", &4).word("percent", &65).is(&reported));
        reported["more"] = true.into();
        assert!(!warning.is(&reported));
    }
}
