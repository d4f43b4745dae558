//! The ballot form: where every square lies on the paper. Format `form/1`.

pub mod stencil;

use serde::Deserialize;

use crate::problem::COLUMN_TOLERANCE;
use crate::{FormRule, Length, Place, Point, Problem, ProblemKind, Rect, Size};

/// The format this module reads.
pub(crate) const FORMAT: &str = "form/1";

/// A ballot form, in micrometres from the top-left corner of the side that carries the squares.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BallotForm {
    /// Identifier.
    pub id: String,
    /// Size of the trimmed sheet.
    pub page: Size,
    /// The side that carries the squares, 1 or 2.
    pub side: u8,
    /// The squares in row order, spare ones last.
    pub squares: Vec<Rect>,
    /// How many of the last squares carry no option.
    pub spare_squares: usize,
    /// The sheet's top-right corner.
    pub corner: Corner,
    /// Color of the paper, for people.
    pub paper: String,
}

/// The sheet's top-right corner, by which a finger can tell how the sheet lies.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Corner {
    /// Left as it is.
    Plain,
    /// Marked in every sheet of the print run.
    Marked {
        /// How.
        kind: CornerKind,
        /// Legs of the cut triangle, or diameter of the hole.
        size: Length,
        /// From both edges to the center of a hole; zero for a cut.
        inset: Length,
    },
}

/// How a corner is marked.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum CornerKind {
    /// Cut off at 45°.
    Cut,
    /// A round hole.
    Hole,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct FormFile {
    format: String,
    id: String,
    page: [f64; 2],
    #[serde(default = "first_side")]
    side: u8,
    squares: SquaresFile,
    #[serde(default)]
    spare_squares: usize,
    #[serde(default)]
    corner: CornerFile,
    #[serde(default)]
    paper: String,
}

const fn first_side() -> u8 {
    1
}

#[derive(Deserialize)]
#[serde(untagged)]
enum SquaresFile {
    Column(ColumnFile),
    Each(Vec<[f64; 4]>),
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct ColumnFile {
    size: [f64; 2],
    first_center: [f64; 2],
    pitch: f64,
    rows: usize,
}

#[derive(Deserialize)]
#[serde(untagged)]
enum CornerFile {
    Word(String),
    Marked(MarkedFile),
}

impl Default for CornerFile {
    fn default() -> Self {
        Self::Word("plain".to_owned())
    }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct MarkedFile {
    kind: CornerKind,
    at: String,
    size: f64,
    inset: Option<f64>,
}

impl BallotForm {
    /// Reads a form file and checks that such a sheet can exist.
    ///
    /// # Errors
    ///
    /// The first [`Problem`] found: broken TOML, an unknown format or key, or a value that no
    /// sheet can have. `file` names the place.
    pub fn parse(file: &str, text: &str) -> Result<Self, Problem> {
        let raw: FormFile = toml::from_str(text).map_err(|error| {
            let detail = error.to_string().trim_end().to_owned();
            Problem::new(Place::file(file), ProblemKind::Syntax { detail })
        })?;
        if raw.format != FORMAT {
            let kind = ProblemKind::UnknownFormat { found: raw.format, expected: FORMAT.to_owned() };
            return Err(Problem::new(Place::file(file).column("format"), kind));
        }
        Reader { file }.form(raw)
    }

    /// The squares that carry an option, in row order.
    #[must_use]
    pub fn option_squares(&self) -> &[Rect] {
        let count = self.squares.len().saturating_sub(self.spare_squares);
        self.squares.get(..count).unwrap_or_default()
    }
}

/// Knows the file's name for the places of its problems.
struct Reader<'a> {
    file: &'a str,
}

impl Reader<'_> {
    fn form(&self, raw: FormFile) -> Result<BallotForm, Problem> {
        let page = self.page(raw.page)?;
        let squares = self.squares(&raw.squares)?;
        self.check_squares(&squares, page)?;
        if !matches!(raw.side, 1 | 2) {
            return Err(self.wrong("side", FormRule::Side));
        }
        if raw.spare_squares >= squares.len() {
            return Err(self.wrong("spare_squares", FormRule::SpareSquares));
        }
        if !crate::rules::is_plain_id(&raw.id) {
            return Err(Problem::new(self.place("id"), ProblemKind::BadId { id: raw.id }));
        }
        Ok(BallotForm {
            id: raw.id,
            page,
            side: raw.side,
            squares,
            spare_squares: raw.spare_squares,
            corner: self.corner(&raw.corner)?,
            paper: raw.paper,
        })
    }

    fn place(&self, key: &str) -> Place {
        Place::file(self.file).column(key)
    }

    fn wrong(&self, key: &str, rule: FormRule) -> Problem {
        Problem::new(self.place(key), ProblemKind::FormValue { rule })
    }

    fn between(&self, key: &str, mm: f64, least: i64, most: i64, rule: FormRule) -> Result<Length, Problem> {
        Length::from_mm_f64(mm)
            .filter(|length| (Length::from_mm(least)..=Length::from_mm(most)).contains(length))
            .ok_or_else(|| self.wrong(key, rule))
    }

    fn page(&self, [width, height]: [f64; 2]) -> Result<Size, Problem> {
        let side = |mm, least| self.between("page", mm, least, 1000, FormRule::PageSize);
        Ok(Size::new(side(width, 90)?, side(height, 130)?))
    }

    fn squares(&self, raw: &SquaresFile) -> Result<Vec<Rect>, Problem> {
        let size = |mm| self.between("squares", mm, 3, 30, FormRule::SquareSize);
        let at = |mm, number| self.between("squares", mm, 0, 1000, FormRule::SquareOutsidePage { number });
        match raw {
            SquaresFile::Column(column) => {
                if !(1..=99).contains(&column.rows) {
                    return Err(self.wrong("squares", FormRule::SquareCount));
                }
                let [width, height] = column.size;
                let size = Size::new(size(width)?, size(height)?);
                let [x, y] = column.first_center;
                let first = Point::new(at(x, 1)?, at(y, 1)?);
                let pitch = self.between("squares", column.pitch, 0, 500, FormRule::SquareOrder { number: 2 })?;
                let rows = (0i64..).take(column.rows);
                Ok(rows.map(|row| Rect::around(Point::new(first.x, first.y + pitch * row), size)).collect())
            }
            SquaresFile::Each(list) => {
                if !(1..=99).contains(&list.len()) {
                    return Err(self.wrong("squares", FormRule::SquareCount));
                }
                let one = |(index, [x, y, width, height]): (usize, &[f64; 4])| {
                    let corner = Point::new(at(*x, index + 1)?, at(*y, index + 1)?);
                    Ok(Rect::at(corner, Size::new(size(*width)?, size(*height)?)))
                };
                list.iter().enumerate().map(one).collect()
            }
        }
    }

    fn check_squares(&self, squares: &[Rect], page: Size) -> Result<(), Problem> {
        let sheet = Rect::at(Point::default(), page);
        for (index, square) in squares.iter().enumerate() {
            if !sheet.contains(*square) {
                return Err(self.wrong("squares", FormRule::SquareOutsidePage { number: index + 1 }));
            }
        }
        for (index, pair) in squares.windows(2).enumerate() {
            if let [above, below] = pair {
                let shift = (above.center().x - below.center().x).abs();
                if below.top <= above.bottom || shift > COLUMN_TOLERANCE {
                    return Err(self.wrong("squares", FormRule::SquareOrder { number: index + 2 }));
                }
            }
        }
        Ok(())
    }

    fn corner(&self, raw: &CornerFile) -> Result<Corner, Problem> {
        let wrong = || self.wrong("corner", FormRule::Corner);
        let marked = match raw {
            CornerFile::Word(word) if word == "plain" => return Ok(Corner::Plain),
            CornerFile::Word(_) => return Err(wrong()),
            CornerFile::Marked(marked) => marked,
        };
        if marked.at != "top-right" {
            return Err(wrong());
        }
        let size = self.between("corner", marked.size, 3, 40, FormRule::Corner)?;
        let inset = match (marked.kind, marked.inset) {
            (CornerKind::Cut, None) => Length::ZERO,
            (CornerKind::Cut, Some(_)) => return Err(wrong()),
            // Where the file does not say, a hole is taken to lie one diameter from both edges.
            (CornerKind::Hole, None) => size,
            (CornerKind::Hole, Some(inset)) => self.between("corner", inset, 2, 60, FormRule::Corner)?,
        };
        Ok(Corner::Marked { kind: marked.kind, size, inset })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const COLUMN: &str = r#"
format = "form/1"
id = "a5-7rows"
page = [148.0, 210.0]
side = 2
squares = { size = [8.0, 8.0], first_center = [134.0, 62.0], pitch = 14.0, rows = 7 }
corner = { kind = "cut", at = "top-right", size = 8.0 }
paper = "white"
"#;

    fn rule_of(text: &str) -> Option<FormRule> {
        match BallotForm::parse("form.toml", text).unwrap_err().kind {
            ProblemKind::FormValue { rule } => Some(rule),
            _ => None,
        }
    }

    #[test]
    fn a_column_of_squares_lies_where_its_first_center_and_pitch_say() {
        let form = BallotForm::parse("form.toml", COLUMN).unwrap();
        assert_eq!(form.squares.len(), 7);
        assert_eq!(form.squares[0].center(), Point::new(Length::from_mm(134), Length::from_mm(62)));
        assert_eq!(form.squares[6].center().y, Length::from_mm(62 + 6 * 14));
        assert_eq!(form.squares[0].size(), Size::new(Length::from_mm(8), Length::from_mm(8)));
    }

    #[test]
    fn squares_can_be_listed_one_by_one() {
        let text = COLUMN.replace(
            "{ size = [8.0, 8.0], first_center = [134.0, 62.0], pitch = 14.0, rows = 7 }",
            "[[130.0, 58.0, 8.0, 8.0], [130.0, 70.0, 8.0, 8.0]]",
        );
        let form = BallotForm::parse("form.toml", &text).unwrap();
        assert_eq!(form.squares[1].top, Length::from_mm(70));
    }

    #[test]
    fn each_rule_of_the_form_has_a_case() {
        let broken = |from: &str, to: &str| rule_of(&COLUMN.replace(from, to));
        assert_eq!(broken("[148.0, 210.0]", "[148.0, 2100.0]"), Some(FormRule::PageSize));
        assert_eq!(broken("side = 2", "side = 3"), Some(FormRule::Side));
        assert_eq!(broken("[8.0, 8.0]", "[2.0, 8.0]"), Some(FormRule::SquareSize));
        assert_eq!(broken("rows = 7", "rows = 0"), Some(FormRule::SquareCount));
        assert_eq!(broken("rows = 7", "rows = 12"), Some(FormRule::SquareOutsidePage { number: 12 }));
        assert_eq!(broken("pitch = 14.0", "pitch = 8.0"), Some(FormRule::SquareOrder { number: 2 }));
        assert_eq!(broken("paper", "spare_squares = 7\npaper"), Some(FormRule::SpareSquares));
        assert_eq!(broken("top-right", "top-left"), Some(FormRule::Corner));
        assert_eq!(
            broken("8.0, 8.0], first_center = [134.0", "8.0, 8.0], first_center = [nan"),
            Some(FormRule::SquareOutsidePage { number: 1 })
        );
    }

    #[test]
    fn squares_that_just_meet_the_rules_are_taken() {
        let near = COLUMN.replace("pitch = 14.0", "pitch = 8.001").replace("rows = 7", "rows = 18");
        assert_eq!(BallotForm::parse("form.toml", &near).unwrap().squares.len(), 18);
    }

    #[test]
    fn an_unknown_key_and_an_unknown_format_are_refused() {
        let extra = format!("{COLUMN}\ncolour = \"x\"\n");
        assert!(matches!(BallotForm::parse("f", &extra).unwrap_err().kind, ProblemKind::Syntax { .. }));
        let newer = COLUMN.replace("form/1", "form/2");
        assert!(matches!(BallotForm::parse("f", &newer).unwrap_err().kind, ProblemKind::UnknownFormat { .. }));
    }
}
