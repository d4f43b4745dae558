//! Braille pages as files hold them: BRF by a table of our own, and PEF.

use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};

use super::super::reader::BLANK;
use super::finding::BookletFinding;

/// A page: its lines as Unicode Braille, blanks at their ends left out.
pub(super) type Lines = Vec<String>;

/// The cells of North American ASCII Braille, from the space to the low line.
const ASCII_CELLS: &str = "⠀⠮⠐⠼⠫⠩⠯⠄⠷⠾⠡⠬⠠⠤⠨⠌⠴⠂⠆⠒⠲⠢⠖⠶⠦⠔⠱⠰⠣⠿⠜⠹⠈⠁⠃⠉⠙⠑⠋⠛⠓⠊⠚⠅⠇⠍⠝⠕⠏⠟⠗⠎⠞⠥⠧⠺⠭⠽⠵⠪⠳⠻⠘⠸";

/// The cell of a sign; small letters are none here.
pub(in super::super) fn cell(sign: u8) -> Option<char> {
    ASCII_CELLS.chars().nth(usize::from(sign.checked_sub(b' ')?))
}

/// Reads a BRF file: a form feed between pages, CR LF after every line.
pub(super) fn brf(bytes: &[u8]) -> Result<Vec<Lines>, String> {
    bytes.split(|byte| *byte == b'\x0c').map(brf_page).collect()
}

fn brf_page(bytes: &[u8]) -> Result<Lines, String> {
    let ended = bytes.strip_suffix(b"\r\n").ok_or("a page without CR LF at its end")?;
    let lines = ended.split(|byte| *byte == b'\n').enumerate();
    let last = ended.iter().filter(|byte| **byte == b'\n').count();
    let line = |(index, line): (usize, &[u8])| {
        let whole = if index == last { Some(line) } else { line.strip_suffix(b"\r") };
        let signs = whole.ok_or("a line without CR")?.iter();
        let cells = signs.map(|sign| cell(*sign).ok_or_else(|| format!("the byte {sign:#04x}")));
        Ok(bare(&cells.collect::<Result<String, String>>()?))
    };
    lines.map(line).collect()
}

fn bare(line: &str) -> String {
    line.trim_end_matches(BLANK).to_owned()
}

/// A PEF file's pages, the columns and rows that its volume states, and what its head says.
#[derive(Debug, Default)]
pub(super) struct Pef {
    pub(super) pages: Vec<Lines>,
    pub(super) size: [usize; 2],
    /// Names and texts of the head's entries, in order.
    pub(super) head: Vec<(String, String)>,
    has_head: bool,
}

/// How a file begins, and what comes once: another encoding or head would show other words.
const START: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<pef ";

/// The attributes that elements have. Of a volume only the size differs from file to file: lines
/// wider apart, or the backs of pages, would make another booklet.
const ATTRIBUTES: [(&str, &[(&str, &str)]); 3] = [
    ("pef", &[("version", "2008-1"), ("xmlns", "http://www.daisy.org/ns/2008/pef")]),
    ("meta", &[("xmlns:dc", "http://purl.org/dc/elements/1.1/")]),
    ("volume", &[("cols", ""), ("rows", ""), ("rowgap", "0"), ("duplex", "false")]),
];

/// Reads a PEF file: one volume, one section; nothing but cells in rows.
pub(super) fn pef(bytes: &[u8]) -> Result<Pef, String> {
    let text = std::str::from_utf8(bytes).map_err(|error| error.to_string())?;
    if !text.starts_with(START) {
        return Err("another beginning".to_owned());
    }
    let mut reader = Reader::from_str(text);
    let (mut pef, mut path, mut row) = (Pef::default(), Vec::<String>::new(), String::new());
    loop {
        match reader.read_event().map_err(|error| error.to_string())? {
            Event::Start(tag) => {
                path.push(name(&tag));
                row.clear();
                opened(&path, &tag, &mut pef)?;
            }
            Event::Empty(tag) => {
                path.push(name(&tag));
                opened(&path, &tag, &mut pef)?;
                if is_row(&path) {
                    add_row(&mut pef, "")?;
                }
                path.pop();
            }
            Event::Text(text) if is_row(&path) => {
                row.push_str(&text);
            }
            Event::Text(text) => said(&path, &text, &mut pef)?,
            Event::End(_) => {
                if is_row(&path) {
                    add_row(&mut pef, &row)?;
                }
                path.pop();
            }
            Event::Eof if path.is_empty() => return Ok(pef),
            Event::Eof => return Err("the end is missing".to_owned()),
            Event::Decl(_) => {}
            Event::GeneralRef(name) => {
                let name = name.xml10_content();
                let sign = quick_xml::escape::resolve_predefined_entity(&name).ok_or("an entity")?;
                said(&path, sign, &mut pef)?;
            }
            _ => return Err("markup that is no PEF".to_owned()),
        }
    }
}

fn name(tag: &BytesStart<'_>) -> String {
    tag.name().as_ref().to_owned()
}

const ROW: [&str; 6] = ["pef", "body", "volume", "section", "page", "row"];

fn is_row(path: &[String]) -> bool {
    path == ROW
}

/// Text of the head's entries; nowhere else but in rows there is any.
fn said(path: &[String], text: &str, pef: &mut Pef) -> Result<(), String> {
    match (path, pef.head.last_mut()) {
        ([_, head, meta, _], Some((_, said))) if head == "head" && meta == "meta" => said.push_str(text),
        _ if text.trim().is_empty() => {}
        _ => return Err("text outside rows".to_owned()),
    }
    Ok(())
}

fn opened(path: &[String], tag: &BytesStart<'_>, pef: &mut Pef) -> Result<(), String> {
    attributes(tag)?;
    if let [_, head, rest @ ..] = path
        && head == "head"
    {
        match rest {
            [] if !pef.has_head => pef.has_head = true,
            [meta] if meta == "meta" && pef.head.is_empty() => {}
            [meta, entry] if meta == "meta" => pef.head.push((entry.clone(), String::new())),
            _ => return Err(format!("<{}>", path.join("/"))),
        }
        return Ok(());
    }
    if ROW.get(..path.len()).is_none_or(|known| path != known) {
        return Err(format!("<{}>", path.join("/")));
    }
    match path.len() {
        3 if pef.size == [0, 0] => pef.size = [number(tag, "cols")?, number(tag, "rows")?],
        3 => return Err("a second volume".to_owned()),
        5 => pef.pages.push(Vec::new()),
        _ => {}
    }
    Ok(())
}

/// Exactly the attributes that such an element has.
fn attributes(tag: &BytesStart<'_>) -> Result<(), String> {
    let name = name(tag);
    let known = ATTRIBUTES.iter().find(|(own, _)| *own == name).map_or(&[][..], |(_, known)| *known);
    let found: Result<Vec<_>, _> = tag.attributes().collect();
    let found = found.map_err(|error| error.to_string())?;
    let right = |(key, value): &(&str, &str)| {
        found.iter().any(|own| own.key.as_ref() == *key && (value.is_empty() || own.value.as_ref() == *value))
    };
    if found.len() == known.len() && known.iter().all(right) {
        Ok(())
    } else {
        Err(format!("<{name}> of another kind"))
    }
}

fn number(tag: &BytesStart<'_>, key: &str) -> Result<usize, String> {
    let attribute = tag.try_get_attribute(key).map_err(|error| error.to_string())?;
    attribute.and_then(|attribute| attribute.value.parse().ok()).ok_or_else(|| format!("no number {key}"))
}

fn add_row(pef: &mut Pef, row: &str) -> Result<(), String> {
    if let Some(sign) = row.chars().find(|sign| !('\u{2800}'..='\u{283f}').contains(sign)) {
        return Err(format!("{sign:?} in a row"));
    }
    pef.pages.last_mut().ok_or("a row without a page")?.push(bare(row));
    Ok(())
}

/// Pages that are too large for the device.
pub(super) fn too_large(pages: &[Lines], [most_cells, most_lines]: [usize; 2]) -> Vec<BookletFinding> {
    let mut found = Vec::new();
    for (page, text) in (1..).zip(pages) {
        let cells = text.iter().map(|line| line.chars().count()).max().unwrap_or_default();
        let lines = text.len();
        if cells > most_cells || lines > most_lines {
            found.push(BookletFinding::PageTooLarge { page, cells, lines, most_cells, most_lines });
        }
    }
    found
}

/// Lines that differ from those of another file.
pub(super) fn differences(pages: &[Lines], others: &[Lines]) -> Vec<BookletFinding> {
    let mut found = Vec::new();
    for page in 0..pages.len().max(others.len()) {
        let (here, there) = (pages.get(page), others.get(page));
        let count = here.map_or(0, Vec::len).max(there.map_or(0, Vec::len));
        for line in 0..count.max(1) {
            let at = |lines: Option<&Lines>| lines.and_then(|lines| lines.get(line)).cloned();
            let (mine, other) = (at(here), at(there));
            if mine != other || here.is_some() != there.is_some() {
                let (found_cells, wanted) = (mine.unwrap_or_default(), other.unwrap_or_default());
                let finding =
                    BookletFinding::CellsDiffer { page: page + 1, line: line + 1, found: found_cells, wanted };
                found.push(finding);
            }
        }
    }
    found
}
