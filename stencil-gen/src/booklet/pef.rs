//! `booklet.<lang>.pef`: Portable Embosser Format 2008-1, XML with Unicode Braille.

use std::fmt::Write;

use crate::braille::to_unicode;

use super::{About, Page, Settings};

/// The file as text.
pub(super) fn xml(about: &About, pages: &[Page], settings: &Settings) -> String {
    let mut xml = head(about);
    let Settings { cells, lines, .. } = settings;
    let volume = format!(r#"    <volume cols="{cells}" rows="{lines}" rowgap="0" duplex="false">"#);
    xml.extend(["  <body>\n", &volume, "\n      <section>\n"]);
    for page in pages {
        xml.push_str("        <page>\n");
        for line in &page.lines {
            // Writing to a string cannot fail.
            let _ = match to_unicode(line).as_str() {
                "" => writeln!(xml, "          <row/>"),
                cells => writeln!(xml, "          <row>{cells}</row>"),
            };
        }
        xml.push_str("        </page>\n");
    }
    xml.push_str("      </section>\n    </volume>\n  </body>\n</pef>\n");
    xml
}

fn head(about: &About) -> String {
    let entries = [
        ("format", "application/x-pef+xml"),
        ("identifier", &about.identifier),
        ("title", &about.title),
        ("language", about.language.code()),
        ("date", &about.date),
    ];
    let mut head = String::from(
        r#"<?xml version="1.0" encoding="UTF-8"?>
<pef version="2008-1" xmlns="http://www.daisy.org/ns/2008/pef">
  <head>
    <meta xmlns:dc="http://purl.org/dc/elements/1.1/">
"#,
    );
    for (name, value) in entries {
        let _ = writeln!(head, "      <dc:{name}>{}</dc:{name}>", escaped(value));
    }
    head.push_str("    </meta>\n  </head>\n");
    head
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}
