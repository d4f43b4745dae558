//! How a template of the voice catalogs is read.

use crate::template;

/// What a template says between two borders of clips.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Slot<'a> {
    /// Words of the template itself.
    Words(&'a str),
    /// A name of the election: `{option}`, `{chosen:name}`.
    Name { field: &'a str },
    /// A number: `{total}`, `{position:ordinal}`.
    Number { field: &'a str, form: &'a str },
    /// A number with its noun: `{rows:count row}`.
    Count { field: &'a str, noun: &'a str },
}

/// One slot, and the signs and spaces that stand behind it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Piece<'a> {
    pub(crate) slot: Slot<'a>,
    pub(crate) after: &'a str,
}

/// Placeholders that are names without saying so.
const NAMES: [&str; 4] = ["election", "contest", "question", "option"];

/// Signs that open what follows them.
const QUOTES: [char; 4] = ['«', '“', '„', '('];

/// The template in pieces, in order. Signs that stand alone between two slots belong to the one
/// before them, so that nothing without a word in it becomes a clip.
///
/// # Errors
/// What is wrong with the template, for whoever writes the catalog.
pub(crate) fn pieces(template: &str) -> Result<Vec<Piece<'_>>, String> {
    let mut pieces: Vec<Piece<'_>> = Vec::new();
    let mut glued = false;
    for (text, placeholder) in template::pieces(template) {
        if text.contains(['{', '}', '\n', '\t']) {
            return Err(format!("a brace or a line break in {text:?}"));
        }
        let (signs, words, after) = split(text, placeholder.is_some());
        match pieces.last_mut() {
            Some(before) => before.after = signs,
            None if signs.is_empty() => {}
            None => return Err("it begins with a sign or a space".to_owned()),
        }
        if !words.is_empty() {
            pieces.push(Piece { slot: Slot::Words(words), after });
        }
        if let Some(placeholder) = placeholder {
            if glued && text.is_empty() {
                return Err(format!("nothing stands before {{{placeholder}}}"));
            }
            pieces.push(Piece { slot: slot(placeholder)?, after: "" });
            glued = true;
        }
    }
    if pieces.is_empty() { Err("it is empty".to_owned()) } else { Ok(pieces) }
}

/// Signs, words, and what follows the words up to a placeholder: spaces, opening quotes, dashes.
/// An opening quote right before the words belongs to them.
fn split(text: &str, before_placeholder: bool) -> (&str, &str, &str) {
    let Some(first) = text.find(char::is_alphanumeric) else { return (text, "", "") };
    let signs = text.get(..first).unwrap_or_default().trim_end_matches(QUOTES);
    let rest = text.strip_prefix(signs).unwrap_or_default();
    let opens = |sign: char| sign.is_whitespace() || QUOTES.contains(&sign) || "–—-".contains(sign);
    let words = if before_placeholder { rest.trim_end_matches(opens) } else { rest };
    (signs, words, rest.strip_prefix(words).unwrap_or_default())
}

fn slot(placeholder: &str) -> Result<Slot<'_>, String> {
    let (field, form) = placeholder.split_once(':').unwrap_or((placeholder, ""));
    if !is_key(field) {
        return Err(format!("{{{placeholder}}} is not named in small Latin letters"));
    }
    let named = NAMES.contains(&field);
    match form.split_once(' ') {
        None if named && form.is_empty() || form == "name" => Ok(Slot::Name { field }),
        _ if named => Err(format!("{{{placeholder}}} is a name and has no form")),
        None if form.is_empty() => Ok(Slot::Number { field, form: "plain" }),
        None => Ok(Slot::Number { field, form }),
        Some(("count", noun)) => Ok(Slot::Count { field, noun }),
        Some(_) => Err(format!("{{{placeholder}}} has a form that is not known")),
    }
}

/// Whether this can name a phrase, a placeholder or a noun, and stand in the name of a file.
pub(crate) fn is_key(key: &str) -> bool {
    key.starts_with(|first: char| first.is_ascii_lowercase())
        && key.chars().all(|sign| sign.is_ascii_lowercase() || sign.is_ascii_digit() || sign == '_')
}

impl<'a> Slot<'a> {
    /// The placeholder's name, and whether it stands for a name.
    pub(crate) const fn field(&self) -> Option<(&'a str, bool)> {
        match *self {
            Self::Words(_) => None,
            Self::Name { field } => Some((field, true)),
            Self::Number { field, .. } | Self::Count { field, .. } => Some((field, false)),
        }
    }
}
