//! Answers, read within bounds.

use super::{group, tag};

/// Collections in collections, at most: a printer's lie two deep.
const DEEPEST: usize = 4;

/// One answer of a printer.
#[derive(Debug, PartialEq)]
pub(in crate::printer) struct Answer {
    /// The status code (RFC 8011, appendix B).
    pub(in crate::printer) status: u16,
    /// The number of the request it answers.
    pub(in crate::printer) number: u32,
    groups: Vec<(u8, Vec<Attribute>)>,
}

/// A name with its values.
#[derive(Debug, PartialEq)]
pub(in crate::printer) struct Attribute {
    pub(in crate::printer) name: String,
    pub(in crate::printer) values: Vec<Value>,
}

/// A value, as far as the booth understands any.
#[derive(Debug, PartialEq)]
pub(in crate::printer) enum Value {
    /// An integer or an enum.
    Integer(i32),
    Boolean(bool),
    Range(i32, i32),
    /// Anything that is a text: keywords, names, addresses.
    Text(String),
    Collection(Vec<Attribute>),
    /// Unknown, no value, or something the booth does not ask for.
    Other,
}

/// Bytes that are no answer.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(in crate::printer) struct Garbage;

impl Answer {
    /// Reads an answer. What follows its end is left alone.
    pub(in crate::printer) fn read(bytes: &[u8]) -> Result<Self, Garbage> {
        let mut reader = Reader(bytes);
        let [_major, _minor] = reader.array()?;
        let status = u16::from_be_bytes(reader.array()?);
        let number = u32::from_be_bytes(reader.array()?);
        let mut groups: Vec<(u8, Vec<Attribute>)> = Vec::new();
        loop {
            let [tag] = reader.array()?;
            match tag {
                group::END => return Ok(Self { status, number, groups }),
                0x00..=0x0f => groups.push((tag, Vec::new())),
                _ => {
                    let (_, attributes) = groups.last_mut().ok_or(Garbage)?;
                    reader.attribute(tag, attributes)?;
                }
            }
        }
    }

    /// Everything that is said of one thing: one group for each job or printer.
    pub(in crate::printer) fn groups(&self, group: u8) -> impl Iterator<Item = &[Attribute]> {
        self.groups.iter().filter(move |(tag, _)| *tag == group).map(|(_, attributes)| attributes.as_slice())
    }

    /// The first group of that kind; nothing where there is none.
    pub(in crate::printer) fn group(&self, group: u8) -> &[Attribute] {
        self.groups(group).next().unwrap_or_default()
    }
}

struct Reader<'a>(&'a [u8]);

impl<'a> Reader<'a> {
    fn array<const N: usize>(&mut self) -> Result<[u8; N], Garbage> {
        let (taken, rest) = self.0.split_first_chunk().ok_or(Garbage)?;
        self.0 = rest;
        Ok(*taken)
    }

    fn field(&mut self) -> Result<&'a [u8], Garbage> {
        let length = u16::from_be_bytes(self.array()?);
        let (field, rest) = self.0.split_at_checked(usize::from(length)).ok_or(Garbage)?;
        self.0 = rest;
        Ok(field)
    }

    /// One value with its name; without one it belongs to the attribute before.
    fn attribute(&mut self, tag: u8, attributes: &mut Vec<Attribute>) -> Result<(), Garbage> {
        let name = self.field()?;
        let value = self.value(tag, DEEPEST)?;
        if name.is_empty() {
            attributes.last_mut().ok_or(Garbage)?.values.push(value);
        } else {
            attributes.push(Attribute { name: text(name), values: vec![value] });
        }
        Ok(())
    }

    fn value(&mut self, tag: u8, deeper: usize) -> Result<Value, Garbage> {
        let bytes = self.field()?;
        let integer = |bytes: &[u8]| bytes.try_into().map(i32::from_be_bytes).map_err(|_| Garbage);
        match tag {
            tag::INTEGER | tag::ENUM => integer(bytes).map(Value::Integer),
            tag::BOOLEAN => match bytes {
                [0] => Ok(Value::Boolean(false)),
                [1] => Ok(Value::Boolean(true)),
                _ => Err(Garbage),
            },
            tag::RANGE => {
                let (low, high) = bytes.split_at_checked(4).ok_or(Garbage)?;
                Ok(Value::Range(integer(low)?, integer(high)?))
            }
            tag::TEXT_WITH_LANGUAGE | tag::NAME_WITH_LANGUAGE => {
                let mut both = Reader(bytes);
                both.field()?;
                both.field().map(|words| Value::Text(text(words)))
            }
            tag::BEGIN_COLLECTION => self.collection(deeper).map(Value::Collection),
            tag::END_COLLECTION | tag::MEMBER => Err(Garbage),
            0x40..=0x5f => Ok(Value::Text(text(bytes))),
            _ => Ok(Value::Other),
        }
    }

    fn collection(&mut self, deeper: usize) -> Result<Vec<Attribute>, Garbage> {
        let deeper = deeper.checked_sub(1).ok_or(Garbage)?;
        let mut members: Vec<Attribute> = Vec::new();
        loop {
            let [tag] = self.array()?;
            if !self.field()?.is_empty() {
                return Err(Garbage);
            }
            match tag {
                tag::END_COLLECTION => {
                    self.field()?;
                    return Ok(members);
                }
                tag::MEMBER => members.push(Attribute { name: text(self.field()?), values: Vec::new() }),
                _ => {
                    let value = self.value(tag, deeper)?;
                    members.last_mut().ok_or(Garbage)?.values.push(value);
                }
            }
        }
    }
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}

#[cfg(test)]
mod tests;
