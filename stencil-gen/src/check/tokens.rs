//! Splits a PDF content stream into operations (ISO 32000-1, 7.8.2).

/// An operand.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Operand {
    /// A number.
    Number(f64),
    /// A name without its slash.
    Name(String),
    /// A literal or hexadecimal string.
    Text(Vec<u8>),
    /// An array.
    Array(Vec<Operand>),
    /// A dictionary, true, false or null: nothing here needs to look inside.
    Other,
}

/// An operator with its operands. Operators have at most three letters; shorter ones end in
/// blanks.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Operation {
    pub(super) operator: [u8; 3],
    pub(super) operands: Vec<Operand>,
}

/// Arrays in arrays in arrays: more is a trap.
const DEEPEST: usize = 32;
/// So is more in one stream.
const MOST_OPERANDS: usize = 2_000_000;
const MOST_OPERATIONS: usize = 400_000;
/// Numbers of so many digits and a point fit into 32 bits, and the powers of ten for their places.
const MOST_DIGITS: usize = 9;
const TENS: [f64; 9] = [1.0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8];
/// No page is that large.
const LARGEST_NUMBER: f64 = 1e9;

/// Splits content into operations, or says at which byte it makes no sense.
pub(super) fn operations(content: &[u8]) -> Result<Vec<Operation>, String> {
    let mut tokens = Tokens { content, at: 0, depth: 0, operands: 0 };
    let (mut operations, mut operands) = (Vec::new(), Vec::new());
    while tokens.skip_blanks() {
        match tokens.next()? {
            Token::Operand(operand) => operands.push(operand),
            Token::Operator(operator) => {
                if operations.len() >= MOST_OPERATIONS {
                    return Err("too many operations".to_owned());
                }
                operations.push(Operation { operator, operands: std::mem::take(&mut operands) });
            }
        }
    }
    if operands.is_empty() { Ok(operations) } else { Err("operands without an operator at the end".to_owned()) }
}

enum Token {
    Operand(Operand),
    Operator([u8; 3]),
}

struct Tokens<'a> {
    content: &'a [u8],
    at: usize,
    /// How many arrays and dictionaries are open.
    depth: usize,
    /// How many operands there were.
    operands: usize,
}

fn no_content(at: usize) -> String {
    format!("no PDF content at byte {at}")
}

/// A number of digits, signs and points.
fn number(word: &[u8]) -> Option<f64> {
    plain_number(word).or_else(|| std::str::from_utf8(word).ok()?.parse().ok())
}

/// A number as files have it: a sign or none, few digits, at most one point. Its digits and the power
/// of ten are exact as they are, and their quotient is rounded once: this is the number nearest to what is
/// written, found faster than by the way that takes all.
fn plain_number(word: &[u8]) -> Option<f64> {
    let (negative, digits) = match word.split_first() {
        Some((b'-', rest)) => (true, rest),
        _ => (false, word),
    };
    if digits.len() > MOST_DIGITS {
        return None;
    }
    let (mut whole, mut point, mut any) = (0_u32, None, false);
    for (at, byte) in digits.iter().enumerate() {
        match byte {
            b'.' if point.is_none() => point = Some(at),
            b'0'..=b'9' => (whole, any) = (whole * 10 + u32::from(byte - b'0'), true),
            _ => return None,
        }
    }
    let places = point.map_or(0, |point| digits.len() - point - 1);
    let number = f64::from(whole) / TENS.get(places)?;
    any.then_some(if negative { -number } else { number })
}

fn is_blank(byte: u8) -> bool {
    matches!(byte, 0 | b'\t' | b'\n' | 12 | b'\r' | b' ')
}

fn is_delimiter(byte: u8) -> bool {
    matches!(byte, b'(' | b')' | b'<' | b'>' | b'[' | b']' | b'{' | b'}' | b'/' | b'%')
}

impl Tokens<'_> {
    fn peek(&self) -> Option<u8> {
        self.content.get(self.at).copied()
    }

    fn take(&mut self) -> Option<u8> {
        let byte = self.peek()?;
        self.at += 1;
        Some(byte)
    }

    /// Moves past blanks and comments; false at the end.
    fn skip_blanks(&mut self) -> bool {
        while let Some(byte) = self.peek() {
            if byte == b'%' {
                while self.peek().is_some_and(|byte| byte != b'\n' && byte != b'\r') {
                    self.at += 1;
                }
            } else if is_blank(byte) {
                self.at += 1;
            } else {
                return true;
            }
        }
        false
    }

    fn wrong(&self) -> String {
        no_content(self.at)
    }

    /// A run of ordinary characters.
    fn word(&mut self) -> &[u8] {
        let start = self.at;
        while self.peek().is_some_and(|byte| !is_blank(byte) && !is_delimiter(byte)) {
            self.at += 1;
        }
        self.content.get(start..self.at).unwrap_or_default()
    }

    /// Counts an operand, so that nothing fills the memory or the stack.
    fn count(&mut self) -> Result<(), String> {
        self.operands += 1;
        if self.operands > MOST_OPERANDS || self.depth > DEEPEST { Err(self.wrong()) } else { Ok(()) }
    }

    fn next(&mut self) -> Result<Token, String> {
        self.count()?;
        let operand = match self.peek().ok_or_else(|| self.wrong())? {
            b'/' => {
                self.at += 1;
                Operand::Name(String::from_utf8_lossy(self.word()).into_owned())
            }
            b'(' => self.literal()?,
            b'<' => self.hexadecimal()?,
            b'[' => self.array()?,
            byte if is_delimiter(byte) => return Err(self.wrong()),
            _ => return self.number_or_operator(),
        };
        Ok(Token::Operand(operand))
    }

    fn number_or_operator(&mut self) -> Result<Token, String> {
        let start = self.at;
        let word = self.word();
        let wrong = || no_content(start);
        if matches!(word, b"true" | b"false" | b"null") {
            return Ok(Token::Operand(Operand::Other));
        }
        if word.iter().all(|byte| byte.is_ascii_digit() || matches!(byte, b'+' | b'-' | b'.')) {
            let number = number(word).filter(|number| number.abs() <= LARGEST_NUMBER);
            return number.map(|number| Token::Operand(Operand::Number(number))).ok_or_else(wrong);
        }
        let mut operator = [b' '; 3];
        if word.is_empty() || word.len() > operator.len() {
            return Err(wrong());
        }
        for (place, byte) in operator.iter_mut().zip(word) {
            *place = *byte;
        }
        Ok(Token::Operator(operator))
    }

    fn array(&mut self) -> Result<Operand, String> {
        self.at += 1;
        self.depth += 1;
        let mut items = Vec::new();
        while self.skip_blanks() {
            if self.peek() == Some(b']') {
                self.at += 1;
                self.depth -= 1;
                return Ok(Operand::Array(items));
            }
            match self.next()? {
                Token::Operand(operand) => items.push(operand),
                Token::Operator(_) => return Err(self.wrong()),
            }
        }
        Err(self.wrong())
    }

    /// A hexadecimal string, or a dictionary, which is passed over.
    fn hexadecimal(&mut self) -> Result<Operand, String> {
        self.at += 1;
        if self.peek() == Some(b'<') {
            self.at += 1;
            return self.dictionary();
        }
        let mut digits = Vec::new();
        loop {
            match self.take().ok_or_else(|| self.wrong())? {
                b'>' => break,
                byte if is_blank(byte) => {}
                byte => digits.push(char::from(byte).to_digit(16).ok_or_else(|| self.wrong())?),
            }
        }
        let byte = |pair: &[u32]| match pair {
            [high, low] => u8::try_from(high * 16 + low).unwrap_or_default(),
            [high] => u8::try_from(high * 16).unwrap_or_default(),
            _ => 0,
        };
        Ok(Operand::Text(digits.chunks(2).map(byte).collect()))
    }

    fn dictionary(&mut self) -> Result<Operand, String> {
        self.depth += 1;
        while self.skip_blanks() {
            if self.content.get(self.at..self.at + 2) == Some(b">>") {
                self.at += 2;
                self.depth -= 1;
                return Ok(Operand::Other);
            }
            if let Token::Operator(_) = self.next()? {
                return Err(self.wrong());
            }
        }
        Err(self.wrong())
    }

    fn literal(&mut self) -> Result<Operand, String> {
        self.at += 1;
        let (mut bytes, mut open) = (Vec::new(), 1);
        loop {
            match self.take().ok_or_else(|| self.wrong())? {
                b')' if open == 1 => return Ok(Operand::Text(bytes)),
                b'\\' => bytes.extend(self.escaped()),
                byte => {
                    open += match byte {
                        b'(' => 1,
                        b')' => -1,
                        _ => 0,
                    };
                    bytes.push(byte);
                }
            }
        }
    }

    fn escaped(&mut self) -> Option<u8> {
        match self.take()? {
            b'n' => Some(b'\n'),
            b'r' => Some(b'\r'),
            b't' => Some(b'\t'),
            b'b' => Some(8),
            b'f' => Some(12),
            b'\n' => None,
            digit @ b'0'..=b'7' => {
                let mut value = u32::from(digit - b'0');
                for _ in 0..2 {
                    let Some(next @ b'0'..=b'7') = self.peek() else { break };
                    self.at += 1;
                    value = value * 8 + u32::from(next - b'0');
                }
                u8::try_from(value & 0xff).ok()
            }
            other => Some(other),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_read_the_short_way_is_the_one_read_the_long_way() {
        let long = |word: &str| word.parse::<f64>().unwrap();
        let mut seed = 1_u32;
        for _ in 0..20_000 {
            seed = seed.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            let (whole, part) = (seed >> 20, seed % 1_000);
            for word in [format!("{whole}.{part:03}"), format!("-{part}.{}", whole % 100), format!(".{part}")] {
                assert_eq!(plain_number(word.as_bytes()).unwrap().to_bits(), long(&word).to_bits(), "{word}");
            }
        }
        for word in ["0", "-0", "7.", "999999999", "-.00000001"] {
            assert_eq!(plain_number(word.as_bytes()).unwrap().to_bits(), long(word).to_bits(), "{word}");
        }
        for word in ["", "-", ".", "-.", "+1", "1-1", "1.2.3", "--1", "12345678901"] {
            assert_eq!(plain_number(word.as_bytes()), None, "{word}");
        }
        assert_eq!(number(b"12345678901.5"), Some(12_345_678_901.5));
    }
}
