//! The bytes of a stream, inflated up to a limit.

use std::io::Read;

use flate2::read::ZlibDecoder;
use lopdf::{Dictionary, Document, Object, Stream};

use super::super::letters::follow;

/// A stream that inflates to more is a trap.
const LARGEST: u64 = 8 * 1024 * 1024;

/// A stream's content: as it stands, or inflated; no other filter is known.
pub(in crate::check) fn content(document: &Document, stream: &Stream) -> Result<Vec<u8>, String> {
    // Content in another file, predictors, and filters of other names would be read otherwise.
    for key in [b"F".as_slice(), b"FFilter", b"DecodeParms", b"DP"] {
        if stream.dict.has(key) {
            return Err(format!("a stream with {}", String::from_utf8_lossy(key)));
        }
    }
    let Ok(filter) = stream.dict.get(b"Filter") else { return Ok(stream.content.clone()) };
    let filter = match follow(document, Some(filter)) {
        Some(Object::Array(filters)) if filters.len() == 1 => follow(document, filters.first()),
        other => other,
    };
    if filter.and_then(|filter| filter.as_name().ok()) != Some(b"FlateDecode".as_slice()) {
        return Err("a stream with another filter".to_owned());
    }
    let (mut content, most) = (Vec::new(), LARGEST + 1);
    let read = ZlibDecoder::new(stream.content.as_slice()).take(most).read_to_end(&mut content);
    read.map_err(|error| format!("a stream: {error}"))?;
    if u64::try_from(content.len()).unwrap_or(u64::MAX) >= most {
        return Err("a stream that is too large".to_owned());
    }
    Ok(content)
}

/// The content of a page: one stream, or several with a blank between them.
pub(super) fn of_page(document: &Document, page: &Dictionary) -> Result<Vec<u8>, String> {
    let Ok(contents) = page.get(b"Contents") else { return Ok(Vec::new()) };
    let streams = match follow(document, Some(contents)) {
        Some(Object::Array(streams)) => streams.as_slice(),
        _ => std::slice::from_ref(contents),
    };
    let mut joined = Vec::new();
    for stream in streams {
        let stream = follow(document, Some(stream)).and_then(|object| object.as_stream().ok());
        joined.extend(content(document, stream.ok_or("a page without content")?)?);
        joined.push(b'\n');
        if u64::try_from(joined.len()).unwrap_or(u64::MAX) > LARGEST {
            return Err("a page that is too large".to_owned());
        }
    }
    Ok(joined)
}
