//! Sheets of Office Open XML workbooks (ECMA-376, part 1, chapter 18). Hidden rows are read and
//! marked; a formula counts as what it last gave.

mod styles;

use std::collections::BTreeMap;

use self::styles::DateStyles;
use super::package::{ListSheet, Merged, Parts, Sheet};
use super::xml::{Element, Node, Xml, damaged, text};
use super::{Knows, Refusal, Row};

/// The rows of the visible sheet with a list's header, else of the first with any rows.
pub(super) fn rows(parts: &Parts, knows: Knows<'_>) -> Result<Vec<Row>, Refusal> {
    let targets = targets(parts)?;
    let values = Values { strings: shared_strings(parts)?, dates: DateStyles::read(parts)? };
    let mut list = ListSheet::new(knows);
    for (name, id) in visible_sheets(parts)? {
        let target = targets.get(&id).ok_or_else(|| damaged("a sheet without its part"))?;
        let Some(part) = parts.get(target) else { continue };
        list.offer(name, sheet(&text(part)?, &values)?)?;
    }
    Ok(list.rows())
}

/// The text of a part; nothing where the workbook has no such part.
fn part_text(parts: &Parts, name: &str) -> Result<String, Refusal> {
    parts.get(name).map_or(Ok(String::new()), |part| text(part))
}

/// The names and relationship ids of the sheets that can be seen, in the order of their tabs.
fn visible_sheets(parts: &Parts) -> Result<Vec<(String, String)>, Refusal> {
    let workbook = part_text(parts, "xl/workbook.xml")?;
    let mut xml = Xml::new(&workbook);
    let mut sheets = Vec::new();
    loop {
        match xml.next()? {
            Node::Open(element) if element.name == "sheet" => {
                if matches!(element.get("state").as_deref(), None | Some("visible")) {
                    let name = element.get("name").unwrap_or_default();
                    sheets.extend(element.get("r:id").or_else(|| element.get("id")).map(|id| (name, id)));
                }
            }
            Node::End => return Ok(sheets),
            Node::Open(_) | Node::Close(_) | Node::Text(_) => {}
        }
    }
}

/// The parts that the workbook's relationship ids lead to.
fn targets(parts: &Parts) -> Result<BTreeMap<String, String>, Refusal> {
    let relationships = part_text(parts, "xl/_rels/workbook.xml.rels")?;
    let mut xml = Xml::new(&relationships);
    let mut targets = BTreeMap::new();
    loop {
        match xml.next()? {
            Node::Open(element) if element.name == "Relationship" => {
                if let (Some(id), Some(target)) = (element.get("Id"), element.get("Target")) {
                    let target = target.to_lowercase();
                    let absolute = target.strip_prefix('/').map(str::to_owned);
                    targets.insert(id, absolute.unwrap_or_else(|| format!("xl/{target}")));
                }
            }
            Node::End => return Ok(targets),
            Node::Open(_) | Node::Close(_) | Node::Text(_) => {}
        }
    }
}

/// The texts that cells refer to by number.
fn shared_strings(parts: &Parts) -> Result<Vec<String>, Refusal> {
    let table = part_text(parts, "xl/sharedstrings.xml")?;
    let mut xml = Xml::new(&table);
    let mut strings = Vec::new();
    loop {
        match xml.next()? {
            Node::Open(element) if element.name == "si" => strings.push(string_item(&mut xml)?),
            Node::End => return Ok(strings),
            Node::Open(_) | Node::Close(_) | Node::Text(_) => {}
        }
    }
}

/// The text of a string item: its runs joined, without the readings set over East Asian signs.
fn string_item(xml: &mut Xml<'_>) -> Result<String, Refusal> {
    let (mut text, mut in_text, mut inside) = (String::new(), false, 0_usize);
    loop {
        match xml.next()? {
            Node::Open(element) if element.name == "rPh" => xml.skip()?,
            Node::Open(element) => {
                in_text = element.name == "t";
                inside += 1;
            }
            Node::Text(run) if in_text => text.push_str(&run),
            Node::Text(_) => {}
            Node::Close(_) if inside == 0 => return Ok(text),
            Node::Close(_) => {
                in_text = false;
                inside -= 1;
            }
            Node::End => return Ok(text),
        }
    }
}

/// What the cells of a sheet refer to.
struct Values {
    strings: Vec<String>,
    dates: DateStyles,
}

fn sheet(text: &str, values: &Values) -> Result<Vec<Row>, Refusal> {
    let mut xml = Xml::new(text);
    let mut sheet = Sheet::new();
    let (mut row, mut column) = (0_u32, 0_usize);
    loop {
        match xml.next()? {
            Node::Open(element) if element.name == "row" => {
                let next = row.saturating_add(1);
                row = element
                    .get("r")
                    .map_or(Some(next), |row| row.parse().ok())
                    .filter(|row| *row >= next)
                    .ok_or_else(|| damaged("rows out of order"))?;
                column = 0;
                let hidden = matches!(element.get("hidden").as_deref(), Some("1" | "true"));
                sheet.begin_row(row, hidden);
            }
            Node::Close(name) if name == "row" => sheet.end_row(1)?,
            Node::Open(element) if element.name == "c" => {
                let given = element.get("r");
                let found = given.map_or(Some(column), |reference| column_of(&reference));
                let place = found.filter(|found| *found >= column).ok_or_else(|| damaged("cells out of order"))?;
                sheet.cell(place, &cell(&mut xml, &element, values)?)?;
                column = place.saturating_add(1);
            }
            Node::Open(element) if element.name == "mergeCell" => {
                if let Some(merged) = element.get("ref").as_deref().and_then(merged) {
                    sheet.merge(merged)?;
                }
            }
            Node::End => return sheet.rows(),
            Node::Open(_) | Node::Close(_) | Node::Text(_) => {}
        }
    }
}

/// Cells one below the other that are shown as one, by a reference such as `A2:A8`. Of cells merged
/// sideways too, the first column counts.
fn merged(reference: &str) -> Option<Merged> {
    let (from, to) = reference.split_once(':')?;
    let row = |cell: &str| cell.trim_start_matches(|sign: char| sign.is_ascii_alphabetic()).parse::<u32>().ok();
    let (first, last) = (row(from)?, row(to)?);
    Some(Merged { column: column_of(from)?, first, last }).filter(|_| first < last)
}

/// The column of a cell reference such as `AB12`, counted from 0.
fn column_of(reference: &str) -> Option<usize> {
    let letters = reference.bytes().take_while(u8::is_ascii_alphabetic).take(4);
    let number =
        letters.fold(0_usize, |number, letter| number * 26 + usize::from(letter.to_ascii_uppercase() - b'A') + 1);
    number.checked_sub(1)
}

/// The text of the cell just opened.
fn cell(xml: &mut Xml<'_>, element: &Element<'_>, values: &Values) -> Result<String, Refusal> {
    let (mut value, mut inline) = (String::new(), None);
    loop {
        match xml.next()? {
            Node::Open(inner) if inner.name == "v" => value = string_value(xml)?,
            Node::Open(inner) if inner.name == "is" => inline = Some(string_item(xml)?),
            Node::Open(_) => xml.skip()?,
            Node::Close(_) | Node::End => break,
            Node::Text(_) => {}
        }
    }
    match element.get("t").as_deref() {
        Some("inlineStr") => Ok(inline.unwrap_or_default()),
        Some("s") => {
            let string = value.trim().parse::<usize>().ok().and_then(|index| values.strings.get(index));
            string.cloned().ok_or_else(|| damaged("a cell refers to a text that is not there"))
        }
        None | Some("n") => Ok(number(&value, element, values)),
        Some(_) => Ok(value),
    }
}

fn string_value(xml: &mut Xml<'_>) -> Result<String, Refusal> {
    let mut value = String::new();
    loop {
        match xml.next()? {
            Node::Text(text) => value.push_str(&text),
            Node::Open(_) => xml.skip()?,
            Node::Close(_) | Node::End => return Ok(value),
        }
    }
}

/// A number as a person writes it: `1` for `1.0`, and a date where the cell is shown as one.
fn number(value: &str, element: &Element<'_>, values: &Values) -> String {
    let Ok(number) = value.trim().parse::<f64>() else {
        return value.to_owned();
    };
    let style = element.get("s").and_then(|style| style.parse::<usize>().ok()).unwrap_or(0);
    values.dates.date(style, number).unwrap_or_else(|| number.to_string())
}
