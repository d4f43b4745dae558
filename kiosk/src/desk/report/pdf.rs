//! The report as pages to be printed and signed: large letters, in a font that travels in the file.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use ballot::{Language, Length, Size};
use subsetter::GlyphRemapper;
use ttf_parser::Face;

use crate::notice::StartProblem;

/// A4 upright: what every printer has paper for.
pub(crate) const PAGE: Size = Size { width: Length::from_mm(210), height: Length::from_mm(297) };

const FONT: &[u8] = include_bytes!("../../../../assets/fonts/NotoSans-Regular.ttf");
/// PDF points in a millimetre.
const POINTS_A_MM: f64 = 72.0 / 25.4;
/// Large print: 16 points.
const LETTERS_PT: f64 = 16.0;
/// For who reads with a magnifier: 24 points, as in the handbook's large print.
const LARGE_PT: f64 = 24.0;
/// From line to line, in sizes of the letters.
const LINE: f64 = 1.5;
const MARGIN_PT: f64 = 20.0 * POINTS_A_MM;
/// Nothing is printed below: there is room to sign each page.
const FOOT_PT: f64 = MARGIN_PT + 2.0 * LINE * LETTERS_PT;

/// The font cut down to the signs of one text.
struct Letters {
    data: Vec<u8>,
    /// The glyph of each sign, and its width in thousandths of the letters' size.
    glyphs: BTreeMap<char, (u16, f64)>,
    size_pt: f64,
}

impl Letters {
    fn of(text: &str, size_pt: f64) -> Option<Self> {
        let face = Face::parse(FONT, 0).ok()?;
        let unit = 1_000.0 / f64::from(face.units_per_em());
        let mut remapper = GlyphRemapper::new();
        let mut glyphs = BTreeMap::new();
        for sign in text.chars().filter(|sign| *sign != '\n') {
            // A sign that the font lacks comes from a title or a station's name, and shows as the font's empty box.
            let glyph = face.glyph_index(sign).unwrap_or_default();
            let width = f64::from(face.glyph_hor_advance(glyph).unwrap_or_default()) * unit;
            glyphs.insert(sign, (remapper.remap(glyph.0), width));
        }
        let data = subsetter::subset(FONT, 0, &remapper).ok()?;
        Some(Self { data, glyphs, size_pt })
    }

    fn line_pt(&self) -> f64 {
        LINE * self.size_pt
    }

    fn width_pt(&self, text: &str) -> f64 {
        let width = |sign: char| self.glyphs.get(&sign).map_or(0.0, |(_, width)| *width);
        text.chars().map(width).sum::<f64>() * self.size_pt / 1_000.0
    }

    /// The lines that a line of the report takes on paper. What is longer than a line, such as a hash, is broken.
    fn wrapped(&self, line: &str) -> Vec<String> {
        let most = PAGE.width.mm() * POINTS_A_MM - 2.0 * MARGIN_PT;
        let indent: String = line.chars().take_while(|sign| *sign == ' ').collect();
        let (mut lines, mut now) = (Vec::new(), indent.clone());
        for word in line.split_whitespace() {
            let space = if now.trim().is_empty() { "" } else { " " };
            if self.width_pt(&format!("{now}{space}{word}")) <= most {
                now = format!("{now}{space}{word}");
                continue;
            }
            if !now.trim().is_empty() {
                lines.push(std::mem::replace(&mut now, indent.clone()));
            }
            for sign in word.chars() {
                if self.width_pt(&format!("{now}{sign}")) > most {
                    lines.push(std::mem::replace(&mut now, indent.clone()));
                }
                now.push(sign);
            }
        }
        lines.push(now);
        lines
    }

    fn shown(&self, text: &str) -> String {
        let glyph = |sign: char| self.glyphs.get(&sign).map_or(0, |(glyph, _)| *glyph);
        text.chars().map(|sign| format!("{:04x}", glyph(sign))).collect()
    }

    /// The width of each glyph, for the font's own table.
    fn widths(&self) -> String {
        let by_glyph: BTreeMap<u16, f64> = self.glyphs.values().copied().collect();
        by_glyph.iter().map(|(glyph, width)| format!("{glyph} [{width:.0}] ")).collect()
    }

    /// Which sign each glyph is, so that the text can be read aloud and searched for.
    fn to_unicode(&self) -> String {
        let mut map =
            "/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapName /Signs def /CMapType 2 def \
                       1 begincodespacerange <0000> <ffff> endcodespacerange\n"
                .to_owned();
        for (sign, (glyph, _)) in &self.glyphs {
            let mut units = [0; 2];
            let code: String = sign.encode_utf16(&mut units).iter().map(|unit| format!("{unit:04x}")).collect();
            // Writing to a string cannot fail.
            let _ = writeln!(map, "1 beginbfchar <{glyph:04x}> <{code}> endbfchar");
        }
        map.push_str("endcmap CMapName currentdict /CMap defineresource pop end end");
        map
    }
}

/// The objects of a file, in the order of their numbers.
#[derive(Default)]
struct File {
    bytes: Vec<u8>,
    places: Vec<usize>,
}

impl File {
    fn object(&mut self, body: &[u8]) {
        self.places.push(self.bytes.len());
        self.bytes.extend_from_slice(format!("{} 0 obj\n", self.places.len()).as_bytes());
        self.bytes.extend_from_slice(body);
        self.bytes.extend_from_slice(b"\nendobj\n");
    }

    fn stream(&mut self, entries: &str, content: &[u8]) {
        let mut body = format!("<< /Length {}{entries} >>\nstream\n", content.len()).into_bytes();
        body.extend_from_slice(content);
        body.extend_from_slice(b"\nendstream");
        self.object(&body);
    }

    fn finish(mut self) -> Vec<u8> {
        let table = self.bytes.len();
        let count = self.places.len() + 1;
        let mut end = format!("xref\n0 {count}\n0000000000 65535 f \n");
        for place in &self.places {
            let _ = writeln!(end, "{place:010} 00000 n ");
        }
        let _ = write!(end, "trailer\n<< /Size {count} /Root 1 0 R /Info 8 0 R >>\nstartxref\n{table}\n%%EOF\n");
        self.bytes.extend_from_slice(end.as_bytes());
        self.bytes
    }
}

/// The report's text as pages. The same text gives the same bytes.
///
/// # Errors
///
/// Never on a sound build: the font is part of the program.
pub fn pdf(text: &str, language: Language) -> Result<Vec<u8>, StartProblem> {
    set(text, language, LETTERS_PT)
}

/// The same in larger letters.
///
/// # Errors
///
/// As [`pdf`].
pub fn large_pdf(text: &str, language: Language) -> Result<Vec<u8>, StartProblem> {
    set(text, language, LARGE_PT)
}

fn set(text: &str, language: Language, size_pt: f64) -> Result<Vec<u8>, StartProblem> {
    let letters = Letters::of(text, size_pt).ok_or(StartProblem::ProgramFault)?;
    let lines: Vec<String> = text.lines().flat_map(|line| letters.wrapped(line)).collect();
    let height = PAGE.height.mm() * POINTS_A_MM;
    let mut room = height - MARGIN_PT - FOOT_PT;
    let mut pages: Vec<Vec<String>> = vec![Vec::new()];
    for line in lines {
        if room < letters.line_pt() {
            pages.push(Vec::new());
            room = height - MARGIN_PT - FOOT_PT;
        }
        room -= letters.line_pt();
        if let Some(page) = pages.last_mut() {
            page.push(line);
        }
    }
    Ok(write(&letters, &pages, text.lines().next().unwrap_or_default(), language))
}

/// Objects 1 to 8 are the document's, then come two for each page.
fn write(letters: &Letters, pages: &[Vec<String>], title: &str, language: Language) -> Vec<u8> {
    let mut file = File { bytes: b"%PDF-1.6\n%\xe2\xe3\xcf\xd3\n".to_vec(), places: Vec::new() };
    file.object(
        format!(
            "<< /Type /Catalog /Pages 2 0 R /Lang ({}) /ViewerPreferences << /DisplayDocTitle true >> >>",
            language.code()
        )
        .as_bytes(),
    );
    let kids: String = (0..pages.len()).map(|page| format!("{} 0 R ", 9 + 2 * page)).collect();
    file.object(format!("<< /Type /Pages /Kids [{kids}] /Count {} >>", pages.len()).as_bytes());
    file.object(
        b"<< /Type /Font /Subtype /Type0 /BaseFont /TANDAU+NotoSans-Regular /Encoding /Identity-H \
          /DescendantFonts [4 0 R] /ToUnicode 7 0 R >>",
    );
    let widths = letters.widths();
    file.object(
        format!(
            "<< /Type /Font /Subtype /CIDFontType2 /BaseFont /TANDAU+NotoSans-Regular /CIDToGIDMap /Identity \
             /CIDSystemInfo << /Registry (Adobe) /Ordering (Identity) /Supplement 0 >> /FontDescriptor 5 0 R \
             /DW 600 /W [{widths}] >>"
        )
        .as_bytes(),
    );
    file.object(
        b"<< /Type /FontDescriptor /FontName /TANDAU+NotoSans-Regular /Flags 4 /FontBBox [-621 -389 2800 1067] \
          /ItalicAngle 0 /Ascent 1069 /Descent -293 /CapHeight 714 /StemV 80 /FontFile2 6 0 R >>",
    );
    file.stream(&format!(" /Length1 {}", letters.data.len()), &letters.data);
    file.stream("", letters.to_unicode().as_bytes());
    let title: String = title.encode_utf16().map(|unit| format!("{unit:04x}")).collect();
    file.object(format!("<< /Title <feff{title}> >>").as_bytes());
    let (width, height) = (PAGE.width.mm() * POINTS_A_MM, PAGE.height.mm() * POINTS_A_MM);
    for (number, lines) in (0..).zip(pages) {
        let content = 10 + 2 * number;
        file.object(
            format!(
                "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 {width:.3} {height:.3}] /Resources << /Font << /F 3 0 R >> >> \
                 /Contents {content} 0 R >>"
            )
            .as_bytes(),
        );
        let (size_pt, line_pt) = (letters.size_pt, letters.line_pt());
        let first = height - MARGIN_PT - size_pt;
        let mut text = format!("BT /F {size_pt} Tf {line_pt} TL {MARGIN_PT:.3} {first:.3} Td\n");
        for line in lines {
            let _ = writeln!(text, "<{}> Tj T*", letters.shown(line));
        }
        text.push_str("ET");
        file.stream("", text.as_bytes());
    }
    file.finish()
}
