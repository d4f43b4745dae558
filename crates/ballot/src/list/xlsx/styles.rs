//! Which cell styles show a number as a date, and the day that such a number means. Without this,
//! a date of birth would reach the booklet as `22678`.

use super::part_text;
use crate::list::Refusal;
use crate::list::package::Parts;
use crate::list::xml::{Node, Xml};

/// The styles of a workbook's cells, as far as dates need them.
pub(super) struct DateStyles {
    /// Whether a style, by its number, shows a date.
    is_date: Vec<bool>,
    /// Days from the start of 1900 to the workbook's day zero.
    shift: i64,
}

impl DateStyles {
    pub(super) fn read(parts: &Parts) -> Result<Self, Refusal> {
        let styles = part_text(parts, "xl/styles.xml")?;
        let mut xml = Xml::new(&styles);
        let (mut custom, mut is_date, mut in_cells) = (Vec::new(), Vec::new(), false);
        loop {
            match xml.next()? {
                Node::Open(element) if element.name == "numFmt" => {
                    let code = element.get("formatCode").unwrap_or_default();
                    if shows_a_date(&code) {
                        custom.extend(element.get("numFmtId"));
                    }
                }
                Node::Open(element) if element.name == "cellXfs" => in_cells = true,
                Node::Close(name) if name == "cellXfs" => in_cells = false,
                Node::Open(element) if element.name == "xf" && in_cells => {
                    let format = element.get("numFmtId").unwrap_or_default();
                    // ECMA-376 part 1, 18.8.30: the formats that need no code.
                    let built_in = matches!(format.parse(), Ok(14..=17 | 22 | 27..=31 | 36 | 50..=54 | 57 | 58));
                    is_date.push(built_in || custom.contains(&format));
                }
                Node::End => break,
                Node::Open(_) | Node::Close(_) | Node::Text(_) => {}
            }
        }
        Ok(Self { is_date, shift: if counts_from_1904(parts)? { 1462 } else { 0 } })
    }

    /// The day that `number` means in a cell of this style; `None` where it is no whole day.
    pub(super) fn date(&self, style: usize, number: f64) -> Option<String> {
        let is_date = self.is_date.get(style).copied().unwrap_or(false);
        if !is_date || number.fract() != 0.0 || !(1.0..=2_958_465.0).contains(&number) {
            return None;
        }
        #[expect(clippy::cast_possible_truncation, reason = "bounded by the year 9999 above")]
        let serial = number as i64 + self.shift;
        // Day 60 is 29 February 1900, which never was.
        let since_1900 = if serial < 60 { serial - 1 } else { serial - 2 };
        Some(date_after_1900(since_1900))
    }
}

fn counts_from_1904(parts: &Parts) -> Result<bool, Refusal> {
    let workbook = part_text(parts, "xl/workbook.xml")?;
    let mut xml = Xml::new(&workbook);
    loop {
        match xml.next()? {
            Node::Open(element) if element.name == "workbookPr" => {
                return Ok(matches!(element.get("date1904").as_deref(), Some("1" | "true")));
            }
            Node::End => return Ok(false),
            Node::Open(_) | Node::Close(_) | Node::Text(_) => {}
        }
    }
}

/// Whether a format code has a day or a year outside quotation marks, brackets and escapes.
fn shows_a_date(code: &str) -> bool {
    let mut signs = code.chars();
    while let Some(sign) = signs.next() {
        match sign {
            '"' => drop(signs.by_ref().find(|sign| *sign == '"')),
            '[' => drop(signs.by_ref().find(|sign| *sign == ']')),
            '\\' | '_' | '*' => drop(signs.next()),
            'd' | 'D' | 'y' | 'Y' => return true,
            _ => {}
        }
    }
    false
}

/// The date `days` after 1 January 1900.
fn date_after_1900(mut days: i64) -> String {
    let is_leap = |year: i64| year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
    let mut year = 1900;
    while days >= 365 + i64::from(is_leap(year)) {
        days -= 365 + i64::from(is_leap(year));
        year += 1;
    }
    let mut month = 1;
    for length in [31, 28 + i64::from(is_leap(year)), 31, 30, 31, 30, 31, 31, 30, 31, 30] {
        if days < length {
            break;
        }
        days -= length;
        month += 1;
    }
    format!("{year:04}-{month:02}-{:02}", days + 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(shift: i64, number: f64) -> Option<String> {
        DateStyles { is_date: vec![false, true], shift }.date(1, number)
    }

    #[test]
    fn a_serial_number_means_the_day_that_excel_shows() {
        for (number, date) in [
            (1.0, "1900-01-01"),
            (59.0, "1900-02-28"),
            (61.0, "1900-03-01"),
            (22678.0, "1962-02-01"),
            (45351.0, "2024-02-29"),
        ] {
            assert_eq!(day(0, number).as_deref(), Some(date));
        }
        assert_eq!(day(1462, 43889.0).as_deref(), Some("2024-02-29"));
        assert_eq!([day(0, 0.0), day(0, 1.5), day(0, f64::NAN), day(0, 1e12)], [None, None, None, None]);
        assert_eq!(DateStyles { is_date: vec![false], shift: 0 }.date(0, 1.0), None);
    }

    #[test]
    fn a_format_shows_a_date_by_its_code_alone() {
        assert!(shows_a_date("dd.mm.yyyy") && shows_a_date("[$-43F]d mmmm"));
        assert!(!shows_a_date("General") && !shows_a_date("0 \"days\"") && !shows_a_date("[Red]0\\d"));
    }
}
