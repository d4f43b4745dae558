//! Sheets of OpenDocument spreadsheets (ODF 1.3, part 3, chapter 9). Rows hidden by hand or by a
//! filter are read and marked.

use std::collections::BTreeSet;

use super::package::{ListSheet, Merged, Sheet};
use super::xml::{Element, Node, Xml, text};
use super::{Knows, MAX_COLUMNS, Refusal, Row, table};

/// The rows of the visible sheet with a list's header, else of the first with any rows.
pub(super) fn rows(content: &[u8], knows: Knows<'_>) -> Result<Vec<Row>, Refusal> {
    let content = text(content)?;
    let mut xml = Xml::new(&content);
    let mut hidden_styles = BTreeSet::new();
    let mut style = None;
    let mut list = ListSheet::new(knows);
    loop {
        match xml.next()? {
            Node::End => return Ok(list.rows()),
            Node::Open(element) if element.name == "style" => style = element.get("style:name"),
            Node::Open(element) if element.name == "table-properties" => {
                if element.get("table:display").as_deref() == Some("false") {
                    hidden_styles.extend(style.take());
                }
            }
            Node::Open(element) if element.name == "table" => {
                let style = element.get("table:style-name").unwrap_or_default();
                if hidden_styles.contains(&style) {
                    xml.skip()?;
                    continue;
                }
                let name = element.get("table:name").unwrap_or_default();
                list.offer(name, sheet(&mut xml)?)?;
            }
            Node::Open(_) | Node::Close(_) | Node::Text(_) => {}
        }
    }
}

/// Reads the sheet whose element was just opened.
fn sheet(xml: &mut Xml<'_>) -> Result<Vec<Row>, Refusal> {
    let mut sheet = Sheet::new();
    let mut number: u32 = 1;
    loop {
        match xml.next()? {
            Node::Open(element) if element.name == "table-row" => {
                let visibility = element.get("table:visibility");
                let hidden = matches!(visibility.as_deref(), Some("collapse" | "filter"));
                let times = element.count("table:number-rows-repeated");
                sheet.begin_row(number, hidden);
                row(xml, &mut sheet, number)?;
                sheet.end_row(times)?;
                number = number.saturating_add(u32::try_from(times).unwrap_or(u32::MAX));
            }
            // Drawings and the like lie beside the rows.
            Node::Open(element) if element.name == "shapes" => xml.skip()?,
            Node::Close(name) if name == "table" => return sheet.rows(),
            Node::End => return sheet.rows(),
            Node::Open(_) | Node::Close(_) | Node::Text(_) => {}
        }
    }
}

fn row(xml: &mut Xml<'_>, sheet: &mut Sheet, number: u32) -> Result<(), Refusal> {
    let mut column: usize = 0;
    loop {
        match xml.next()? {
            Node::Open(element) if element.name.ends_with("table-cell") => {
                let times = element.count("table:number-columns-repeated");
                let text = cell(xml, &element)?;
                let last = column.saturating_add(times);
                let rows = element.count("table:number-rows-spanned");
                // Cells one below the other that are shown as one; those below are covered and empty.
                if rows > 1 && !text.trim().is_empty() {
                    let below = u32::try_from(rows - 1).unwrap_or(u32::MAX);
                    sheet.merge(Merged { column, first: number, last: number.saturating_add(below) })?;
                }
                if !text.trim().is_empty() {
                    if last > MAX_COLUMNS {
                        return Err(Refusal::TooLarge);
                    }
                    for column in column..last {
                        sheet.cell(column, &text)?;
                    }
                }
                column = last;
            }
            Node::Open(_) => xml.skip()?,
            Node::Close(_) | Node::End => return Ok(()),
            Node::Text(_) => {}
        }
    }
}

/// The text of a cell. A number or a date is taken from its value, not from how it is shown; an
/// error is shown only.
fn cell(xml: &mut Xml<'_>, element: &Element<'_>) -> Result<String, Refusal> {
    let shown = paragraphs(xml)?;
    if table::is_error_value(&shown) {
        return Ok(shown);
    }
    let value = match element.get("office:value-type").as_deref() {
        Some("float" | "currency" | "percentage") => {
            element.get("office:value").and_then(|value| value.parse::<f64>().ok()).map(|value| value.to_string())
        }
        Some("date") => element.get("office:date-value"),
        _ => None,
    };
    Ok(value.unwrap_or(shown))
}

/// The paragraphs of the cell just opened, as lines; comments and drawings are left out.
fn paragraphs(xml: &mut Xml<'_>) -> Result<String, Refusal> {
    let mut lines = Vec::new();
    loop {
        match xml.next()? {
            Node::Open(element) if element.name == "p" => lines.push(paragraph(xml)?),
            Node::Open(_) => xml.skip()?,
            Node::Close(_) | Node::End => return Ok(lines.join("\n")),
            Node::Text(_) => {}
        }
    }
}

fn paragraph(xml: &mut Xml<'_>) -> Result<String, Refusal> {
    let mut line = String::new();
    let mut inside: usize = 0;
    loop {
        match xml.next()? {
            Node::Text(text) => line.push_str(&text),
            Node::Open(element) if element.name == "annotation" => xml.skip()?,
            Node::Open(element) => {
                if matches!(element.name.as_str(), "s" | "tab" | "line-break") {
                    line.push_str(&" ".repeat(element.count("text:c").min(MAX_COLUMNS)));
                }
                inside += 1;
            }
            Node::Close(_) if inside == 0 => return Ok(line),
            Node::Close(_) => inside -= 1,
            Node::End => return Ok(line),
        }
    }
}
