//! Words one after the other, with the signs of sentences between them.

use ballot::Language;

use super::letters::{capital, is_own, own_letters};
use super::token::Token;
use super::{Guess, Said};

/// The most letters of a word in capitals that may be an abbreviation.
const LONGEST_ABBREVIATION: usize = 5;

/// What is said so far.
pub(super) struct Writer {
    language: Language,
    text: String,
    guesses: Vec<Guess>,
}

impl Writer {
    pub(super) const fn new(language: Language) -> Self {
        Self { language, text: String::new(), guesses: Vec::new() }
    }

    pub(super) const fn language(&self) -> Language {
        self.language
    }

    /// Whether nothing was said yet, so that a sentence begins here.
    pub(super) fn at_start(&self) -> bool {
        self.text.trim_end().is_empty() || self.text.trim_end().ends_with(['.', '!', '?', ':'])
    }

    /// The last word said.
    pub(super) fn last_word(&self) -> &str {
        self.text.trim_end().rsplit(' ').next().unwrap_or_default()
    }

    pub(super) fn guess(&mut self, guess: Guess) {
        if !self.guesses.contains(&guess) {
            self.guesses.push(guess);
        }
    }

    /// Words with a space on either side.
    pub(super) fn words(&mut self, words: &str) {
        self.space();
        self.text.push_str(words);
        self.space();
    }

    fn space(&mut self) {
        if !self.text.is_empty() && !self.text.ends_with(' ') {
            self.text.push(' ');
        }
    }

    /// A pause: the sign stands behind the last word. Of two signs the one that ends a sentence stays.
    pub(super) fn pause(&mut self, sign: char) {
        self.text.truncate(self.text.trim_end().len());
        match self.text.chars().next_back() {
            None => return,
            Some(',' | ';' | ':') if ".!?".contains(sign) => {
                self.text.pop();
            }
            Some(last) if ".!?,;:".contains(last) => return self.space(),
            Some(_) => {}
        }
        self.text.push(sign);
        self.space();
    }

    /// A token that no rule took.
    pub(super) fn token(&mut self, token: &Token, after: &[Token]) {
        match token {
            Token::Word(word) => self.word(word),
            // Digits are taken by the rule of numbers.
            Token::Digits(_) => {}
            Token::Space => self.space(),
            Token::Sign(sign) => self.sign(*sign, after),
        }
    }

    /// A word without a rule of its own.
    pub(super) fn word(&mut self, word: &str) {
        let plain: String = word.chars().filter(|letter| letter.is_alphabetic()).collect();
        let own = own_letters(&plain, self.language);
        if own != plain {
            self.guess(Guess::Foreign(word.to_owned()));
        }
        let count = plain.chars().count();
        let in_capitals = count > 1 && plain.chars().all(char::is_uppercase);
        if in_capitals && count <= LONGEST_ABBREVIATION {
            self.guess(Guess::Abbreviation(word.to_owned()));
        }
        // English engines spell short words in capitals themselves, and rightly so: "CEC".
        let spelled = self.language == Language::En && count <= LONGEST_ABBREVIATION;
        if in_capitals && !spelled { self.text.push_str(&capital(&own)) } else { self.text.push_str(&own) }
    }

    fn sign(&mut self, sign: char, after: &[Token]) {
        let before_letter = matches!(after.first(), Some(Token::Word(_)));
        let after_letter = self.text.ends_with(|last| is_own(last, self.language));
        match sign {
            '-' | '\u{2010}' | '\u{2011}' if before_letter && after_letter => self.text.push('-'),
            '\'' | '’' if before_letter && after_letter && self.language == Language::En => self.text.push('\''),
            '.' | '!' | '?' => self.pause(sign),
            '…' => self.pause('.'),
            ',' | ';' | ':' => self.pause(sign),
            '–' | '—' | '―' | '(' | ')' if goes_on(after) => self.pause(','),
            '-' | '\u{2010}' | '\u{2011}' | '–' | '—' | '―' | '(' | ')' | '«' | '»' | '"' | '„' | '“' | '”' | '‘'
            | '’' | '\'' | '*' | '_' | '/' => {
                self.space();
            }
            _ => match (sign_words(sign, self.language), is_invisible(sign)) {
                (Some(words), _) => self.words(words),
                (None, true) => {}
                (None, false) => {
                    self.guess(Guess::Sign(sign));
                    self.space();
                }
            },
        }
    }

    pub(super) fn finish(self) -> Said {
        // A colon or comma at the end stays: the voice then says that a name or number follows.
        Said { text: self.text.trim().to_owned(), guesses: self.guesses }
    }
}

/// Whether anything is still to be said.
fn goes_on(after: &[Token]) -> bool {
    after.iter().any(|token| matches!(token, Token::Word(_) | Token::Digits(_)))
}

/// Signs that have words.
pub(super) const fn sign_words(sign: char, language: Language) -> Option<&'static str> {
    let [kk, ru, en] = match sign {
        '№' => ["нөмір", "номер", "number"],
        '%' => ["пайыз", "процентов", "percent"],
        '+' => ["қосу", "плюс", "plus"],
        '=' => ["тең", "равно", "equals"],
        '&' => ["және", "и", "and"],
        '§' => ["параграф", "параграф", "section"],
        '°' => ["градус", "градусов", "degrees"],
        '₸' => ["теңге", "тенге", "tenge"],
        _ => return None,
    };
    Some(match language {
        Language::Kk => kk,
        Language::Ru => ru,
        Language::En => en,
    })
}

const fn is_invisible(sign: char) -> bool {
    matches!(sign, '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{2060}' | '\u{feff}' | '\u{300}'..='\u{36f}')
}
