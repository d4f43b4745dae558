//! License expressions as crates write them (SPDX 2.3, annex D, and the older slash for "or").

/// An expression.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Expression {
    /// One license, with its exception if it has one.
    One(String),
    /// Any of them is enough.
    Any(Vec<Expression>),
    /// All of them bind.
    All(Vec<Expression>),
}

impl Expression {
    /// Reads an expression; `None` where it is none.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let spaced = text.replace('(', " ( ").replace(')', " ) ").replace('/', " OR ");
        let words: Vec<&str> = spaced.split_whitespace().collect();
        let (expression, rest) = any(&words)?;
        rest.is_empty().then_some(expression)
    }

    /// Whether it can be kept with these licenses.
    pub fn is_met(&self, allowed: &impl Fn(&str) -> bool) -> bool {
        match self {
            Self::One(license) => allowed(license),
            Self::Any(parts) => parts.iter().any(|part| part.is_met(allowed)),
            Self::All(parts) => parts.iter().all(|part| part.is_met(allowed)),
        }
    }
}

type Parsed<'a, 'b> = Option<(Expression, &'a [&'b str])>;

/// "or" binds less than "and".
fn any<'a, 'b>(words: &'a [&'b str]) -> Parsed<'a, 'b> {
    row(words, "OR", all, Expression::Any)
}

fn all<'a, 'b>(words: &'a [&'b str]) -> Parsed<'a, 'b> {
    row(words, "AND", one, Expression::All)
}

fn row<'a, 'b>(
    words: &'a [&'b str],
    between: &str,
    part: fn(&'a [&'b str]) -> Parsed<'a, 'b>,
    together: fn(Vec<Expression>) -> Expression,
) -> Parsed<'a, 'b> {
    let (first, mut rest) = part(words)?;
    let mut parts = vec![first];
    while let Some((_, after)) = rest.split_first().filter(|(word, _)| **word == between) {
        let (next, after) = part(after)?;
        parts.push(next);
        rest = after;
    }
    let expression = if parts.len() == 1 { parts.pop()? } else { together(parts) };
    Some((expression, rest))
}

fn one<'a, 'b>(words: &'a [&'b str]) -> Parsed<'a, 'b> {
    let (word, rest) = words.split_first()?;
    if *word == "(" {
        let (inner, rest) = any(rest)?;
        let (close, rest) = rest.split_first()?;
        return (*close == ")").then_some((inner, rest));
    }
    if matches!(*word, ")" | "OR" | "AND" | "WITH") {
        return None;
    }
    if let Some((_, after)) = rest.split_first().filter(|(word, _)| **word == "WITH") {
        let (exception, rest) = after.split_first()?;
        return Some((Expression::One(format!("{word} WITH {exception}")), rest));
    }
    Some((Expression::One((*word).to_owned()), rest))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn met(text: &str, allowed: &[&str]) -> bool {
        Expression::parse(text).unwrap().is_met(&|license: &str| allowed.contains(&license))
    }

    #[test]
    fn one_of_several_is_enough_and_all_that_bind_are_needed() {
        assert!(met("MIT OR Apache-2.0", &["Apache-2.0"]));
        assert!(met("MIT/Apache-2.0", &["MIT"]));
        assert!(!met("MIT AND BSD-3-Clause", &["MIT"]));
        assert!(met("(Apache-2.0 OR MIT) AND BSD-3-Clause", &["MIT", "BSD-3-Clause"]));
        assert!(!met("(Apache-2.0 OR MIT) AND BSD-3-Clause", &["Apache-2.0", "MIT"]));
        // "and" binds more than "or".
        assert!(met("MIT OR Apache-2.0 AND Zlib", &["MIT"]));
        assert!(!met("MIT AND Apache-2.0 OR Zlib", &["MIT"]));
    }

    #[test]
    fn an_exception_is_a_license_of_its_own() {
        assert!(!met("Apache-2.0 WITH LLVM-exception", &["Apache-2.0"]));
        assert!(met("Apache-2.0 WITH LLVM-exception", &["Apache-2.0 WITH LLVM-exception"]));
    }

    #[test]
    fn what_is_no_expression_is_not_taken_for_one() {
        for text in ["", "MIT OR", "(MIT", "MIT)", "OR MIT", "MIT Apache-2.0", "MIT WITH"] {
            assert_eq!(Expression::parse(text), None, "{text:?}");
        }
    }
}
