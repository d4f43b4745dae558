//! Opens a file only if it is a plain PDF: one part, nothing packed or encrypted, nothing that two
//! programs could read in two ways.
//!
//! The proof of the last is in the bytes: whatever was read, written again in the plain form, must
//! be the file itself. A key given twice, a table that points elsewhere, an older version below, a
//! length that lies, bytes that nothing refers to: none of them comes back.

use lopdf::{Document, LoadOptions};

/// Said of a file that is encrypted, with a password or without.
pub(in crate::check) const ENCRYPTED: &str = "encrypted";
/// Names that no plain file has: objects packed into streams, and tables of them.
const PACKED: [&[u8]; 2] = [b"ObjStm", b"XRef"];
/// More objects, and more bytes inflated while opening, are none of ours.
const MOST_OBJECTS: usize = 20_000;
const LARGEST_INFLATED: usize = 1024 * 1024;

/// Opens a plain file.
pub(super) fn open(bytes: &[u8]) -> Result<Document, String> {
    let names = names(bytes);
    if names.clone().any(|name| name == b"Encrypt") {
        return Err(ENCRYPTED.to_owned());
    }
    if names.clone().any(|name| PACKED.contains(&name.as_slice())) {
        return Err("objects packed into streams".to_owned());
    }
    let options = LoadOptions { max_decompressed_size: Some(LARGEST_INFLATED), ..LoadOptions::default() };
    let mut document = Document::load_mem_with_options(bytes, options).map_err(|error| error.to_string())?;
    if document.is_encrypted() || document.encryption_state.is_some() {
        return Err(ENCRYPTED.to_owned());
    }
    if document.objects.len() > MOST_OBJECTS {
        return Err("too many objects".to_owned());
    }
    let mut again = Vec::with_capacity(bytes.len());
    document.save_to(&mut again).map_err(|error| error.to_string())?;
    if again == bytes { Ok(document) } else { Err("written by another program, or changed".to_owned()) }
}

/// Every name in the bytes, its escapes undone, wherever it stands.
fn names(bytes: &[u8]) -> impl Iterator<Item = Vec<u8>> + Clone + '_ {
    let starts = bytes.iter().enumerate().filter(|(_, byte)| **byte == b'/').map(|(at, _)| at + 1);
    starts.filter_map(|start| bytes.get(start..)).map(|rest| {
        let regular = |byte: &&u8| byte.is_ascii_alphanumeric() || **byte == b'#';
        // No name that is looked for is longer, even with each letter escaped.
        unescaped(&rest.iter().take(24).take_while(regular).copied().collect::<Vec<_>>())
    })
}

/// `#45` stands for the byte with that number.
fn unescaped(name: &[u8]) -> Vec<u8> {
    let (mut plain, mut rest) = (Vec::with_capacity(name.len()), name);
    while let Some((first, after)) = rest.split_first() {
        let digits = after.get(..2).filter(|_| *first == b'#').and_then(|pair| std::str::from_utf8(pair).ok());
        let (byte, used) = match digits.map(|pair| u8::from_str_radix(pair, 16)) {
            Some(Ok(byte)) => (byte, 2),
            _ => (*first, 0),
        };
        plain.push(byte);
        rest = after.get(used..).unwrap_or_default();
    }
    plain
}
