//! What a package is for, and the trusted comment that says so under the signature.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

use crate::rules::{is_date, is_plain_id};

/// What a package is for. A booth opens only the kind it was started for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Kind {
    /// An election or referendum.
    Voting,
    /// Lessons for poll workers.
    Training,
    /// Practice for voters.
    Practice,
    /// Demonstration.
    Demo,
}

impl Kind {
    /// All of them.
    pub const ALL: [Self; 4] = [Self::Voting, Self::Training, Self::Practice, Self::Demo];

    /// The word in manifests, trusted comments and on the command line.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Voting => "voting",
            Self::Training => "training",
            Self::Practice => "practice",
            Self::Demo => "demo",
        }
    }
}

impl fmt::Display for Kind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

/// A word that names no kind of package.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("voting, training, practice or demo")]
pub struct UnknownKind;

impl FromStr for Kind {
    type Err = UnknownKind;

    fn from_str(word: &str) -> Result<Self, UnknownKind> {
        Self::ALL.into_iter().find(|kind| kind.as_str() == word).ok_or(UnknownKind)
    }
}

/// The trusted comment of a package's signature: `kind=… id=… date=…`, in this form only.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Comment {
    /// What the package is for.
    pub kind: Kind,
    /// The election's identifier.
    pub id: String,
    /// The day of voting, `YYYY-MM-DD`.
    pub date: String,
}

impl Comment {
    /// Reads a trusted comment; `None` unless it is written exactly as [`fmt::Display`] writes it.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let (kind, rest) = text.strip_prefix("kind=")?.split_once(" id=")?;
        let (id, date) = rest.split_once(" date=")?;
        let comment = Self { kind: kind.parse().ok()?, id: id.to_owned(), date: date.to_owned() };
        (is_plain_id(id) && is_date(date)).then_some(comment)
    }
}

impl fmt::Display for Comment {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "kind={} id={} date={}", self.kind, self.id, self.date)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_comment_is_read_as_it_is_written() {
        for kind in Kind::ALL {
            let comment = Comment { kind, id: "2026-мәслихат".to_owned(), date: "2026-11-22".to_owned() };
            assert_eq!(Comment::parse(&comment.to_string()), Some(comment));
        }
    }

    #[test]
    fn a_comment_in_any_other_form_is_not_read() {
        let good = "kind=demo id=a date=2026-11-22";
        assert!(Comment::parse(good).is_some());
        for (from, to) in [
            ("demo", "Demo"),
            ("demo", "test"),
            ("kind", "Kind"),
            (" id", "  id"),
            ("=a ", "= "),
            ("=a ", "=a  "),
            ("=a ", "=../a "),
            ("11-22", "11-31"),
            ("11-22", "11-22 "),
            ("11-22", "11-22\tfile:x"),
            ("kind=demo", " kind=demo"),
        ] {
            let other = good.replace(from, to);
            assert_ne!(other, good);
            assert_eq!(Comment::parse(&other), None, "{other}");
        }
    }
}
