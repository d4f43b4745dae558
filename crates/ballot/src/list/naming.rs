//! What the columns of a table are called: by this program's own names, by the names that election
//! commissions use in Kazakh and Russian, or as the clerk says in a file of columns (`columns/1`).

use std::collections::BTreeMap;
use std::fmt::Write as _;

use serde::Deserialize;

use super::Row;
use super::columns::{column_name, is_known, known};
use crate::{Place, Problem, ProblemKind, text};

const FORMAT: &str = "columns/1";

/// Which columns of a clerk's table are which: header and column.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ColumnNames(BTreeMap<String, String>);

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    format: String,
    columns: BTreeMap<String, String>,
}

impl ColumnNames {
    /// Reads a file of columns. A header with an empty name is left out, as one that nobody has named.
    ///
    /// # Errors
    ///
    /// [`ProblemKind::Syntax`], [`ProblemKind::UnknownFormat`], [`ProblemKind::NoSuchColumn`].
    pub fn parse(file: &str, text: &str) -> Result<Self, Problem> {
        let at = |kind| Problem::new(Place::file(file), kind);
        let read: File = toml::from_str(text).map_err(|error| at(ProblemKind::Syntax { detail: error.to_string() }))?;
        if read.format != FORMAT {
            return Err(at(ProblemKind::UnknownFormat { found: read.format, expected: FORMAT.to_owned() }));
        }
        Self::new(read.columns).map_err(at)
    }

    /// Names for headers.
    ///
    /// # Errors
    ///
    /// [`ProblemKind::NoSuchColumn`] for a name that no column has.
    pub fn new(pairs: BTreeMap<String, String>) -> Result<Self, ProblemKind> {
        let named = pairs.into_iter().filter(|(_, column)| !column.trim().is_empty());
        let names = named.map(|(header, column)| {
            if is_known(&column) {
                return Ok((column_name(&header), column));
            }
            Err(ProblemKind::NoSuchColumn { header, column })
        });
        names.collect::<Result<_, _>>().map(Self)
    }

    /// The text of a file in which the clerk names these headers. `comment` says how.
    #[must_use]
    pub fn template(headers: &[String], comment: &str) -> String {
        let mut text = format!("# {comment}\nformat = \"{FORMAT}\"\n\n[columns]\n");
        for header in headers {
            // Writing to a string cannot fail. A header has no line breaks once it is repaired.
            let _ = writeln!(text, "{} = \"\"", toml::Value::from(header.as_str()));
        }
        text
    }

    /// Headers, as repaired, with their columns.
    #[must_use]
    pub fn pairs(&self) -> &BTreeMap<String, String> {
        &self.0
    }

    /// The column of a header by the clerk's word or its own.
    pub(super) fn exact(&self, header: &str) -> Option<String> {
        let name = column_name(header);
        self.0.get(&name).cloned().or_else(|| is_known(&name).then_some(name))
    }

    /// The columns that a table's header names, by their places.
    #[must_use]
    pub fn of_header(&self, header: &Row) -> BTreeMap<usize, String> {
        let exact: Vec<String> = header.cells.iter().filter_map(|(_, cell)| self.exact(cell)).collect();
        let named = header.cells.iter().filter_map(|(place, cell)| {
            // A commission's name gives way to the column's own.
            let name = self.exact(cell).or_else(|| self.any(cell).filter(|name| !exact.contains(name)));
            Some((*place, name?))
        });
        named.collect()
    }

    /// Whether a header names a column.
    #[must_use]
    pub fn knows(&self, header: &str) -> bool {
        self.any(header).is_some()
    }

    /// The same names with those of another file, which win.
    #[must_use]
    pub fn with(&self, others: &Self) -> Self {
        Self(self.0.iter().chain(&others.0).map(|(header, column)| (header.clone(), column.clone())).collect())
    }

    /// The text of a file that names these columns. `comment` says what it is.
    #[must_use]
    pub fn file(&self, comment: &str) -> String {
        let mut text = format!("# {comment}\nformat = \"{FORMAT}\"\n\n[columns]\n");
        for (header, column) in &self.0 {
            // Writing to a string cannot fail. A header has no line breaks once it is repaired.
            let _ = writeln!(text, "{} = \"{column}\"", toml::Value::from(header.as_str()));
        }
        text
    }

    /// The column of a header in any way.
    pub(super) fn any(&self, header: &str) -> Option<String> {
        self.exact(header).or_else(|| commissions(header))
    }
}

/// The names of every column, for messages.
#[must_use]
pub fn column_names() -> Vec<String> {
    known().collect()
}

/// Endings that say in which language a column is.
const LANGUAGES: [(&str, &str); 18] = [
    ("на казахском языке", "kk"),
    ("на государственном языке", "kk"),
    ("на казахском", "kk"),
    ("на каз", "kk"),
    ("каз", "kk"),
    ("қазақ тілінде", "kk"),
    ("мемлекеттік тілде", "kk"),
    ("қазақша", "kk"),
    ("қаз", "kk"),
    ("kk", "kk"),
    ("на русском языке", "ru"),
    ("на русском", "ru"),
    ("на рус", "ru"),
    ("рус", "ru"),
    ("орыс тілінде", "ru"),
    ("орысша", "ru"),
    ("орыс", "ru"),
    ("ru", "ru"),
];

/// What commissions call a column, which it is, and its language where the header names none.
const FIELDS: [(&str, &str, &str); 37] = [
    ("№", "number", ""),
    ("№ п п", "number", ""),
    ("п п", "number", ""),
    ("р с", "number", ""),
    ("р с №", "number", ""),
    ("№ р с", "number", ""),
    ("реттік нөмірі", "number", ""),
    ("порядковый номер", "number", ""),
    ("т а ә", "name", "kk"),
    ("таә", "name", "kk"),
    ("аты жөні", "name", "kk"),
    ("кандидаттың аты жөні", "name", "kk"),
    ("тегі аты әкесінің аты", "name", "kk"),
    ("кандидаттың тегі аты әкесінің аты", "name", "kk"),
    ("тегі аты әкесінің аты бар болса", "name", "kk"),
    ("ф и о", "name", "ru"),
    ("фио", "name", "ru"),
    ("ф и о кандидата", "name", "ru"),
    ("фио кандидата", "name", "ru"),
    ("фамилия имя отчество", "name", "ru"),
    ("фамилия имя отчество кандидата", "name", "ru"),
    ("фамилия имя отчество при его наличии", "name", "ru"),
    ("саяси партияның атауы", "name", "kk"),
    ("партияның атауы", "name", "kk"),
    ("наименование политической партии", "name", "ru"),
    ("наименование партии", "name", "ru"),
    ("тегі", "surname", "kk"),
    ("аты", "given", "kk"),
    ("әкесінің аты", "patronymic", "kk"),
    ("фамилия", "surname", "ru"),
    ("имя", "given", "ru"),
    ("отчество", "patronymic", "ru"),
    ("қысқаша атауы", "short", "kk"),
    ("краткое наименование", "short", "ru"),
    ("кім ұсынған", "detail", "kk"),
    ("кем выдвинут", "detail", "ru"),
    ("субъект выдвижения", "detail", "ru"),
];

/// The column that a commission's header means; nothing is guessed from a part of it.
fn commissions(header: &str) -> Option<String> {
    let plain: String = text::normalize(header)?.0.to_lowercase();
    let plain: String =
        plain.chars().map(|sign| if sign.is_alphanumeric() || sign == '№' { sign } else { ' ' }).collect();
    let plain = plain.split_whitespace().collect::<Vec<_>>().join(" ");
    let told = LANGUAGES.iter().find_map(|(ending, language)| {
        let rest = plain.strip_suffix(ending)?.strip_suffix(' ')?;
        Some((rest, *language))
    });
    let (field, told) = told.map_or((plain.as_str(), None), |(rest, language)| (rest, Some(language)));
    let (_, column, own) = FIELDS.iter().find(|(name, ..)| *name == field)?;
    let language = told.unwrap_or(own);
    Some(if own.is_empty() { (*column).to_owned() } else { format!("{column}_{language}") })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn named(header: &str) -> String {
        ColumnNames::default().any(header).unwrap_or_default()
    }

    #[test]
    fn commissions_names_of_columns_are_known_with_and_without_a_language() {
        for (header, column) in [
            ("№ п/п", "number"),
            ("Р/с №", "number"),
            ("Ф.И.О. кандидата", "name_ru"),
            ("ФИО (на казахском языке)", "name_kk"),
            ("Т.А.Ә.", "name_kk"),
            ("Тегі, аты, әкесінің аты (орысша)", "name_ru"),
            ("Фамилия,\nимя, отчество (при его наличии)", "name_ru"),
            ("Аты-жөні", "name_kk"),
            ("Саяси партияның атауы", "name_kk"),
            ("Отчество", "patronymic_ru"),
            ("Әкесінің аты", "patronymic_kk"),
            ("Кем выдвинут", "detail_ru"),
            ("name_kk", "name_kk"),
        ] {
            assert_eq!(named(header), column, "{header}");
        }
        for header in
            ["Кандидат", "ФИО доверенного лица", "Партия", "Округ", "на казахском", "Дата рождения", "", "№ округа"]
        {
            assert_eq!(named(header), "", "{header}");
        }
        assert!(FIELDS.iter().all(|(_, column, own)| {
            is_known(&if own.is_empty() { (*column).to_owned() } else { format!("{column}_{own}") })
        }));
    }

    #[test]
    fn a_file_of_columns_names_headers_and_refuses_columns_that_there_are_not() {
        let file = "format = \"columns/1\"\n[columns]\n\"Кандидат  (каз.)\" = \"name_kk\"\n\"Примечание\" = \"\"\n";
        let names = ColumnNames::parse("columns.toml", file).unwrap();
        assert_eq!(names.any("кандидат (Каз.)").as_deref(), Some("name_kk"));
        assert_eq!(names.any("Примечание"), None);
        let wrong = ColumnNames::parse("columns.toml", &file.replace("\"\"", "\"note\"")).unwrap_err();
        assert!(matches!(wrong.kind, ProblemKind::NoSuchColumn { .. }), "S615: {wrong}");
        let other = ColumnNames::parse("columns.toml", &file.replace("columns/1", "columns/2")).unwrap_err();
        assert!(matches!(other.kind, ProblemKind::UnknownFormat { .. }));
        assert!(matches!(ColumnNames::parse("f", "[").unwrap_err().kind, ProblemKind::Syntax { .. }));
    }

    #[test]
    fn the_template_is_a_file_of_columns_whatever_the_headers_hold() {
        let headers = ["Кандидат \"А\"".to_owned(), "C:\\дана".to_owned()];
        let text = ColumnNames::template(&headers, "name them");
        assert_eq!(ColumnNames::parse("f", &text).unwrap(), ColumnNames::default());
        let filled = text.replacen("= \"\"", "= \"name_ru\"", 1);
        assert_eq!(ColumnNames::parse("f", &filled).unwrap().any(&headers[0]).as_deref(), Some("name_ru"));
    }
}
