//! The handbook as pages for a browser: plain HTML without a script, with landmarks, headings in order, a language on
//! every text, and nothing that color alone says.

use std::fmt::Write;

use ballot::Language;
use wording::{Phrase, fill, phrase};

use super::LANGUAGES;
use super::handbook::{Block, Chapter};
use crate::booklet::Part;
use crate::folder::OutputFile;

/// Colors of 7:1 and more in both schemes; a width that is comfortable to read at any size of letters.
const STYLE: &str = "\
:root{color-scheme:light dark}\
body{font:1.125rem/1.6 system-ui,sans-serif;max-width:42rem;margin:0 auto;padding:1rem;color:#111;background:#fff}\
a{color:#003a8c}a:focus-visible{outline:.2rem solid;outline-offset:.2rem}\
.skip{position:absolute;left:-99rem}.skip:focus{position:static}\
nav ul{list-style:none;padding:0}nav.languages li,nav.steps li{display:inline-block;margin-right:1.5rem}\
section{border-top:1px solid;margin-top:1.5rem}h1,h2{line-height:1.25;hyphens:auto;overflow-wrap:break-word}li{margin:.3rem 0}a{display:inline-block;padding:.2rem 0}\
@media(prefers-color-scheme:dark){body{color:#f2f2f2;background:#111}a{color:#a8c8ff}}\
@media print{nav,.skip{display:none}}";

/// The page with the card.
const CARD: &str = "card";

/// Every page of the handbook in one language.
pub(super) fn pages(book: &[Chapter], card: &[Part], language: Language) -> Vec<OutputFile> {
    let site = Site { book, language };
    let mut files = vec![site.file("index", &site.title(), &site.index())];
    for (index, chapter) in book.iter().enumerate() {
        let body = site.chapter(index, chapter);
        files.push(site.file(&chapter.id, &chapter.title, &body));
    }
    files.push(site.file(CARD, phrase(Phrase::MaterialsCard, language), &site.card(card)));
    files
}

/// The page from which a language is chosen.
pub(super) fn entrance() -> OutputFile {
    let titles = LANGUAGES.map(|language| phrase(Phrase::MaterialsTitle, language));
    let mut html = head(Language::Kk, &titles.join(" · "), "");
    let mut items = String::new();
    for (language, title) in LANGUAGES.into_iter().zip(titles) {
        let code = language.code();
        // Writing to a string cannot fail.
        let _ = writeln!(
            items,
            "<li lang=\"{code}\"><a href=\"{code}/index.html\" hreflang=\"{code}\">{}</a></li>",
            escaped(title)
        );
    }
    let _ = write!(html, "<main id=\"text\">\n<h1>Tañdau</h1>\n<ul>\n{items}</ul>\n</main>\n</body>\n</html>\n");
    OutputFile { name: "html/index.html".to_owned(), bytes: html.into_bytes() }
}

struct Site<'a> {
    book: &'a [Chapter],
    language: Language,
}

impl Site<'_> {
    fn words(&self, key: Phrase) -> String {
        escaped(phrase(key, self.language))
    }

    fn filled(&self, key: Phrase, name: &'static str, text: &str) -> String {
        escaped(&fill(phrase(key, self.language), &[(name, text.to_owned())]))
    }

    fn title(&self) -> String {
        phrase(Phrase::MaterialsTitle, self.language).to_owned()
    }

    /// A whole page.
    fn file(&self, name: &str, title: &str, main: &str) -> OutputFile {
        let code = self.language.code();
        let whole = if name == "index" { title.to_owned() } else { format!("{title} – {}", self.title()) };
        let mut html = head(self.language, &whole, &self.words(Phrase::MaterialsSkip));
        let _ = write!(
            html,
            "<header>\n<p><a href=\"index.html\">{}</a></p>\n<nav class=\"languages\" aria-label=\"{}\">\n<ul>\n",
            self.words(Phrase::MaterialsTitle),
            self.words(Phrase::MaterialsLanguages)
        );
        for other in LANGUAGES {
            let current = if other == self.language { " aria-current=\"true\"" } else { "" };
            let _ = writeln!(
                html,
                "<li><a lang=\"{0}\" hreflang=\"{0}\" href=\"../{0}/{name}.html\"{current}>{1}</a></li>",
                other.code(),
                own_name(other)
            );
        }
        let _ = write!(
            html,
            "</ul>\n</nav>\n</header>\n<main id=\"text\">\n<h1>{}</h1>\n{main}</main>\n</body>\n</html>\n",
            escaped(title)
        );
        OutputFile { name: format!("html/{code}/{name}.html"), bytes: html.into_bytes() }
    }

    fn index(&self) -> String {
        let mut html = format!(
            "<p>{}</p>\n<nav aria-label=\"{1}\">\n<h2>{1}</h2>\n<ol>\n",
            self.words(Phrase::MaterialsIntro),
            self.words(Phrase::MaterialsContents)
        );
        for chapter in self.book {
            let _ = writeln!(html, "<li><a href=\"{}.html\">{}</a></li>", chapter.id, escaped(&chapter.title));
        }
        let _ = write!(
            html,
            "<li><a href=\"{CARD}.html\">{}</a></li>\n</ol>\n</nav>\n<section>\n<h2>{}</h2>\n<ul>\n",
            self.words(Phrase::MaterialsCard),
            self.words(Phrase::MaterialsFiles)
        );
        let code = self.language.code();
        let files = [
            (format!("handbook.{code}.pdf"), Phrase::MaterialsPrint),
            (format!("handbook.large.{code}.pdf"), Phrase::MaterialsLarge),
            (format!("handbook.{code}.brf"), Phrase::MaterialsBraille),
            (format!("card.{code}.pdf"), Phrase::MaterialsCardFile),
        ];
        for (file, words) in files {
            let _ = writeln!(html, "<li><a href=\"../../{file}\">{}</a></li>", self.words(words));
        }
        html.push_str("</ul>\n</section>\n");
        html
    }

    fn chapter(&self, index: usize, chapter: &Chapter) -> String {
        let mut html: String = chapter.blocks.iter().map(|block| self.block(block)).collect();
        let _ = write!(html, "<nav class=\"steps\" aria-label=\"{}\">\n<ul>\n", self.words(Phrase::MaterialsPages));
        let before = index.checked_sub(1).and_then(|before| self.book.get(before));
        let steps = [(before, Phrase::MaterialsPrevious), (self.book.get(index + 1), Phrase::MaterialsNext)];
        for (other, words) in steps {
            if let Some(other) = other {
                let words = self.filled(words, "title", &other.title);
                let _ = writeln!(html, "<li><a href=\"{}.html\">{words}</a></li>", other.id);
            }
        }
        html.push_str("</ul>\n</nav>\n");
        html
    }

    fn block(&self, block: &Block) -> String {
        match block {
            Block::Text(text) => format!("<p>{}</p>\n", escaped(text)),
            Block::Source(text) => {
                format!("<p><small>{}</small></p>\n", self.filled(Phrase::MaterialsSource, "text", text))
            }
            Block::Question { question, right, wrong } => {
                let mut html = format!("<section>\n<h2>{}</h2>\n<ul>\n", escaped(question));
                let _ =
                    writeln!(html, "<li><strong>{}</strong></li>", self.filled(Phrase::MaterialsRight, "text", right));
                for (answer, why) in wrong {
                    let answer = self.filled(Phrase::MaterialsWrong, "text", answer);
                    let _ = writeln!(html, "<li>{answer}<br>{}</li>", escaped(why));
                }
                html.push_str("</ul>\n</section>\n");
                html
            }
            Block::Exercise { title, situation, cure } => {
                let title = self.filled(Phrase::MaterialsExercise, "title", title);
                let mut html = format!("<section>\n<h2>{title}</h2>\n<p>{}</p>\n<ol>\n", escaped(situation));
                for step in cure {
                    let _ = writeln!(html, "<li>{}</li>", escaped(step));
                }
                html.push_str("</ol>\n</section>\n");
                html
            }
            Block::Fault { code, text, remedy } => format!(
                "<section id=\"{code}\">\n<h2>{code}</h2>\n<p>{}</p>\n<p>{}: {}</p>\n</section>\n",
                escaped(text),
                self.words(Phrase::WhatToDo),
                escaped(remedy)
            ),
        }
    }

    /// The card; its first part is the page's title.
    fn card(&self, card: &[Part]) -> String {
        let of = |part: &Part| match part {
            Part::Heading(text) => format!("<h2>{}</h2>\n", escaped(text)),
            Part::Paragraph(text) => format!("<p>{}</p>\n", escaped(text)),
            Part::Title(_) | Part::Day(_) | Part::Contest(_) | Part::Question(_) | Part::Row(_) => String::new(),
        };
        card.iter().map(of).collect()
    }
}

/// The beginning of a page, and the way past its header for who reads line by line.
fn head(language: Language, title: &str, skip: &str) -> String {
    let skip = if skip.is_empty() { String::new() } else { format!("<a class=\"skip\" href=\"#text\">{skip}</a>\n") };
    format!(
        "<!doctype html>\n<html lang=\"{}\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<title>{}</title>\n\
         <style>{STYLE}</style>\n</head>\n<body>\n{skip}",
        language.code(),
        escaped(title)
    )
}

/// What a language calls itself.
const fn own_name(language: Language) -> &'static str {
    match language {
        Language::Kk => "Қазақша",
        Language::Ru => "Русский",
        Language::En => "English",
    }
}

/// A text that nothing in it is taken for a tag.
pub(super) fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}
