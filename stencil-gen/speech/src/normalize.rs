//! Text as it is printed → words as an engine can say them.
//!
//! Engines pass over «№» in silence, say «3-ші» wrong, read «50%» in English and spell a letter they
//! do not know by its code. Nothing of this reaches them: digits become words, initials the names
//! of their letters, abbreviations words or letters, and letters of another alphabet are written
//! in the own one. Where the rules cannot be sure, they say so, and a person listens.

mod abbreviation;
mod date;
mod english;
mod kazakh;
mod letters;
mod number;
mod russian;
mod token;
mod writer;

use std::fmt;

use ballot::Language;

use writer::Writer;

/// What is given to an engine.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Said {
    /// Words and the signs of sentences, nothing else.
    pub text: String,
    /// What the rules were not sure of, in the order of the text.
    pub guesses: Vec<Guess>,
}

/// What the rules were not sure of.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Guess {
    /// An abbreviation that no table has, or one that can be read in two ways.
    Abbreviation(String),
    /// A word with letters that the language does not have.
    Foreign(String),
    /// A number whose grammatical form the text does not tell.
    Number(String),
    /// A sign with no words, left out.
    Sign(char),
}

impl fmt::Display for Guess {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Abbreviation(text) | Self::Foreign(text) | Self::Number(text) => f.write_str(text),
            Self::Sign(sign) => write!(f, "{sign}"),
        }
    }
}

/// Words for an engine of `language`.
#[must_use]
pub fn normalize(text: &str, language: Language) -> Said {
    let tokens = token::tokens(text);
    let mut writer = Writer::new(language);
    let mut rest = tokens.as_slice();
    while let Some((token, after)) = rest.split_first() {
        let taken = number::read(rest, &mut writer).or_else(|| abbreviation::read(rest, &mut writer));
        rest = match taken {
            Some(left) => left,
            None => {
                writer.token(token, after);
                after
            }
        };
    }
    writer.finish()
}

/// A text that the list itself gives for speaking: as it is, without signs that engines take for
/// commands, and on one line.
#[must_use]
pub fn as_given(text: &str) -> Said {
    let plain: String = text.chars().map(|sign| if "[]{}<>|".contains(sign) { ' ' } else { sign }).collect();
    let text = plain.split_whitespace().collect::<Vec<_>>().join(" ");
    // No engine may take a word of an election for one of its options.
    Said { text: text.trim_start_matches(['-', '–', '—', ' ']).to_owned(), guesses: Vec::new() }
}

#[cfg(test)]
mod tests;
