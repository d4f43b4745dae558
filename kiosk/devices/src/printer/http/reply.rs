//! A reply, out of the bytes that have come so far.

/// A reply's head is no longer than this.
const MOST_HEAD: usize = 16 * 1_024;
/// And its body no longer than this: ten times what a printer says of itself.
const MOST_BODY: usize = 256 * 1_024;

/// A whole reply.
#[derive(Debug, Eq, PartialEq)]
pub(super) struct Reply {
    pub(super) status: u16,
    pub(super) body: Vec<u8>,
}

/// Bytes that no reply begins with, or more than there is room for.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(super) struct Garbage;

impl Reply {
    /// The reply, or `None` while something is missing. `ended` says that nothing more will come.
    pub(super) fn read(bytes: &[u8], ended: bool) -> Result<Option<Self>, Garbage> {
        let mut rest = bytes;
        loop {
            let Some((head, body)) = split_head(rest)? else { return Ok(None) };
            let head = Head::read(head)?;
            // Interim replies (RFC 9110, 15.2) come before the one that counts.
            if (100..200).contains(&head.status) {
                rest = body;
                continue;
            }
            let body = match head.framing {
                Framing::Length(length) if length > MOST_BODY => return Err(Garbage),
                Framing::Length(length) => body.get(..length).map(<[u8]>::to_vec),
                Framing::Chunks => chunks(body)?,
                Framing::ToTheEnd if body.len() > MOST_BODY => return Err(Garbage),
                Framing::ToTheEnd => ended.then(|| body.to_vec()),
            };
            return Ok(body.map(|body| Self { status: head.status, body }));
        }
    }
}

/// The head with its empty line, and what follows; `None` while the empty line is missing.
type Split<'a> = Option<(&'a [u8], &'a [u8])>;

fn split_head(bytes: &[u8]) -> Result<Split<'_>, Garbage> {
    let within = bytes.get(..MOST_HEAD).unwrap_or(bytes);
    let known = b"HTTP/1.".len().min(bytes.len());
    if bytes.get(..known) != b"HTTP/1.".get(..known) {
        return Err(Garbage);
    }
    match within.windows(4).position(|four| four == b"\r\n\r\n") {
        Some(end) => Ok(bytes.split_at_checked(end + 4)),
        None if bytes.len() >= MOST_HEAD => Err(Garbage),
        None => Ok(None),
    }
}

/// Where the body ends.
enum Framing {
    Length(usize),
    Chunks,
    ToTheEnd,
}

struct Head {
    status: u16,
    framing: Framing,
}

impl Head {
    fn read(bytes: &[u8]) -> Result<Self, Garbage> {
        let text = std::str::from_utf8(bytes).map_err(|_| Garbage)?;
        let mut lines = text.split("\r\n");
        let mut first = lines.next().unwrap_or_default().split(' ');
        let status = first.nth(1).filter(|status| status.len() == 3).and_then(|status| status.parse().ok());
        let status = status.ok_or(Garbage)?;
        let mut framing = Framing::ToTheEnd;
        for (name, value) in lines.filter_map(|line| line.split_once(':')) {
            let value = value.trim();
            if name.eq_ignore_ascii_case("transfer-encoding") {
                if !value.eq_ignore_ascii_case("chunked") {
                    return Err(Garbage);
                }
                framing = Framing::Chunks;
            } else if name.eq_ignore_ascii_case("content-length") && !matches!(framing, Framing::Chunks) {
                framing = Framing::Length(value.parse().map_err(|_| Garbage)?);
            }
        }
        Ok(Self { status, framing })
    }
}

/// The body out of its chunks (RFC 9112, 7.1), or `None` while the last one is missing.
fn chunks(mut bytes: &[u8]) -> Result<Option<Vec<u8>>, Garbage> {
    let mut body = Vec::new();
    loop {
        let Some(end) = bytes.windows(2).position(|two| two == b"\r\n") else {
            return if bytes.len() > 64 { Err(Garbage) } else { Ok(None) };
        };
        let (line, after) = bytes.split_at_checked(end).ok_or(Garbage)?;
        let line = std::str::from_utf8(line).map_err(|_| Garbage)?;
        let size = line.split(';').next().unwrap_or_default().trim();
        let size = usize::from_str_radix(size, 16).map_err(|_| Garbage)?;
        if body.len().saturating_add(size) > MOST_BODY {
            return Err(Garbage);
        }
        let after = after.get(2..).unwrap_or_default();
        if size == 0 {
            return Ok(Some(body));
        }
        let Some((chunk, rest)) = after.split_at_checked(size) else { return Ok(None) };
        body.extend_from_slice(chunk);
        let Some((end, rest)) = rest.split_at_checked(2) else { return Ok(None) };
        if end != b"\r\n" {
            return Err(Garbage);
        }
        bytes = rest;
    }
}
