//! Words, numbers and signs of a text.

/// A piece of a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Token {
    /// Letters.
    Word(String),
    /// Digits.
    Digits(String),
    /// White space.
    Space,
    /// Anything else.
    Sign(char),
}

/// Takes a text apart. Nothing is lost but the kind of white space.
pub(super) fn tokens(text: &str) -> Vec<Token> {
    let mut tokens: Vec<Token> = Vec::new();
    for sign in text.chars() {
        match tokens.last_mut() {
            Some(Token::Word(word)) if sign.is_alphabetic() || is_inner_mark(sign) => word.push(sign),
            Some(Token::Digits(digits)) if sign.is_ascii_digit() => digits.push(sign),
            Some(Token::Space) if sign.is_whitespace() => {}
            _ if sign.is_alphabetic() => tokens.push(Token::Word(sign.to_string())),
            _ if sign.is_ascii_digit() => tokens.push(Token::Digits(sign.to_string())),
            _ if sign.is_whitespace() => tokens.push(Token::Space),
            _ => tokens.push(Token::Sign(sign)),
        }
    }
    tokens
}

/// Accents that belong to the letter before them, and the apostrophe of "don't".
const fn is_inner_mark(sign: char) -> bool {
    matches!(sign, '\u{300}'..='\u{36f}' | '\u{2bc}')
}

impl Token {
    pub(super) fn word(&self) -> Option<&str> {
        if let Self::Word(word) = self { Some(word) } else { None }
    }

    pub(super) fn digits(&self) -> Option<&str> {
        if let Self::Digits(digits) = self { Some(digits) } else { None }
    }

    pub(super) fn is_sign(&self, wanted: char) -> bool {
        matches!(self, Self::Sign(sign) if *sign == wanted)
    }

    pub(super) fn is_hyphen(&self) -> bool {
        matches!(self, Self::Sign('-' | '\u{2010}' | '\u{2011}'))
    }
}

/// The tokens behind a space, if there is one.
pub(super) fn skip_space(tokens: &[Token]) -> &[Token] {
    match tokens {
        [Token::Space, rest @ ..] => rest,
        _ => tokens,
    }
}
