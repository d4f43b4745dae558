//! The container: a zip in one form only, so that no two readers can see different files in it.
//!
//! Files are stored, not packed; names are UTF-8 and in order; every time, attribute and comment is
//! the same; nothing lies before, between or after. APPNOTE.TXT 6.3.10 of PKWARE has the fields.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use super::{PackageError, path};

/// The largest package in bytes: twice what one for training takes, which has the voice of the whole course in three
/// languages, and eight times an election of five contests. Far below where zip needs other fields.
pub(super) const MAX_PACKAGE: usize = 512 * 1024 * 1024;
/// The most files.
const MAX_FILES: usize = 20_000;

const LOCAL: u32 = u32::from_le_bytes(*b"PK\x03\x04");
const CENTRAL: u32 = u32::from_le_bytes(*b"PK\x01\x02");
const END: u32 = u32::from_le_bytes(*b"PK\x05\x06");
const END_SIZE: usize = 22;
/// Version 2.0 on a file system without attributes.
const VERSION: u16 = 20;
/// Names are UTF-8.
const FLAGS: u16 = 0x0800;
const STORED: u16 = 0;
/// Midnight of 1 January 1980, the first day that zip knows.
const TIME: u16 = 0;
const DATE: u16 = 0x0021;

/// Where each file's bytes lie in a package, by path.
pub(super) type Files = BTreeMap<String, Range<usize>>;

/// Writes a container. `None` where it is larger than a package can be.
pub(super) fn write(files: &BTreeMap<String, Vec<u8>>) -> Option<Vec<u8>> {
    let (mut out, mut central) = (Vec::new(), Vec::new());
    for (name, bytes) in files {
        let offset = u32::try_from(out.len()).ok()?;
        let about = about(name, bytes)?;
        out.extend(LOCAL.to_le_bytes());
        out.extend(&about);
        out.extend(name.as_bytes());
        out.extend(bytes);
        central.extend(CENTRAL.to_le_bytes());
        central.extend(VERSION.to_le_bytes());
        central.extend(&about);
        // Comment length, disk, internal and external attributes.
        central.extend([0; 10]);
        central.extend(offset.to_le_bytes());
        central.extend(name.as_bytes());
    }
    let (offset, size) = (u32::try_from(out.len()).ok()?, u32::try_from(central.len()).ok()?);
    let count = u16::try_from(files.len()).ok()?;
    out.extend(central);
    out.extend(END.to_le_bytes());
    out.extend([0; 4]);
    out.extend([count.to_le_bytes(), count.to_le_bytes()].concat());
    out.extend([size.to_le_bytes(), offset.to_le_bytes()].concat());
    out.extend([0; 2]);
    (out.len() <= MAX_PACKAGE).then_some(out)
}

/// The fields that stand in a local header and again in the central directory.
fn about(name: &str, bytes: &[u8]) -> Option<Vec<u8>> {
    let size = u32::try_from(bytes.len()).ok()?.to_le_bytes();
    let length = u16::try_from(name.len()).ok()?;
    let mut about = Vec::new();
    about.extend([VERSION, FLAGS, STORED, TIME, DATE].map(u16::to_le_bytes).concat());
    about.extend(crc32fast::hash(bytes).to_le_bytes());
    about.extend([size, size].concat());
    about.extend([length.to_le_bytes(), [0; 2]].concat());
    Some(about)
}

/// Reads a container that [`write()`] could have written.
pub(super) fn read(bytes: &[u8]) -> Result<Files, PackageError> {
    let end = bytes.len().checked_sub(END_SIZE).ok_or_else(|| malformed(0, "end record"))?;
    let mut record = Cursor { bytes, at: end };
    record.u32(END, "end record")?;
    record.zeros(4, "end record, disk")?;
    let count = record.take::<2>("end record")?;
    record.same(&count, "end record, number of files")?;
    let size = u32::from_le_bytes(record.take("end record")?);
    let offset = u32::from_le_bytes(record.take("end record")?);
    record.zeros(2, "end record, comment")?;
    let count = usize::from(u16::from_le_bytes(count));
    if count > MAX_FILES {
        return Err(malformed(end, "end record, number of files"));
    }
    let mut local = Cursor { bytes, at: 0 };
    let mut entries = Vec::new();
    for _ in 0..count {
        entries.push(local.entry()?);
    }
    if usize::try_from(offset) != Ok(local.at) {
        return Err(malformed(local.at, "central directory"));
    }
    let mut central = local;
    for entry in &entries {
        central.directory_entry(entry)?;
    }
    if central.at != end || usize::try_from(size) != Ok(central.at.saturating_sub(local.at)) {
        return Err(malformed(central.at, "end of the central directory"));
    }
    in_order(entries)
}

/// The files by path, if no two have one path and they stand in its order.
fn in_order(entries: Vec<Entry<'_>>) -> Result<Files, PackageError> {
    let (mut seen, mut files) = (BTreeSet::new(), Files::new());
    for entry in entries {
        if !seen.insert(entry.name.to_lowercase()) {
            return Err(PackageError::DuplicateEntry { path: entry.name.to_owned() });
        }
        if files.last_key_value().is_some_and(|(last, _)| last.as_str() > entry.name) {
            return Err(malformed(entry.offset, "order of the files"));
        }
        files.insert(entry.name.to_owned(), entry.content);
    }
    Ok(files)
}

fn malformed(at: usize, detail: &'static str) -> PackageError {
    PackageError::ZipMalformed { at, detail }
}

/// A file as its local header describes it.
struct Entry<'a> {
    offset: usize,
    /// The fields that stand again in the central directory.
    about: &'a [u8],
    name: &'a str,
    content: Range<usize>,
}

/// Walks through the bytes and demands what must stand there.
#[derive(Clone, Copy)]
struct Cursor<'a> {
    bytes: &'a [u8],
    at: usize,
}

impl<'a> Cursor<'a> {
    fn slice(&mut self, length: usize, what: &'static str) -> Result<&'a [u8], PackageError> {
        let end = self.at.checked_add(length).ok_or_else(|| malformed(self.at, what))?;
        let slice = self.bytes.get(self.at..end).ok_or_else(|| malformed(self.at, what))?;
        self.at = end;
        Ok(slice)
    }

    fn take<const N: usize>(&mut self, what: &'static str) -> Result<[u8; N], PackageError> {
        let at = self.at;
        self.slice(N, what)?.try_into().map_err(|_| malformed(at, what))
    }

    fn same(&mut self, wanted: &[u8], what: &'static str) -> Result<(), PackageError> {
        let at = self.at;
        if self.slice(wanted.len(), what)? == wanted { Ok(()) } else { Err(malformed(at, what)) }
    }

    fn u16(&mut self, wanted: u16, what: &'static str) -> Result<(), PackageError> {
        self.same(&wanted.to_le_bytes(), what)
    }

    fn u32(&mut self, wanted: u32, what: &'static str) -> Result<(), PackageError> {
        self.same(&wanted.to_le_bytes(), what)
    }

    fn zeros(&mut self, count: usize, what: &'static str) -> Result<(), PackageError> {
        let at = self.at;
        let zeros = self.slice(count, what)?.iter().all(|byte| *byte == 0);
        if zeros { Ok(()) } else { Err(malformed(at, what)) }
    }

    /// A local header with its file.
    fn entry(&mut self) -> Result<Entry<'a>, PackageError> {
        let offset = self.at;
        self.u32(LOCAL, "local header")?;
        let about_from = self.at;
        self.u16(VERSION, "local header, version")?;
        self.u16(FLAGS, "local header, flags")?;
        self.u16(STORED, "local header, compression")?;
        self.u16(TIME, "local header, time")?;
        self.u16(DATE, "local header, date")?;
        let check_sum = u32::from_le_bytes(self.take("local header, check sum")?);
        let size = self.take::<4>("local header, size")?;
        self.same(&size, "local header, size")?;
        let length = u16::from_le_bytes(self.take("local header, length of the name")?);
        self.zeros(2, "local header, extra field")?;
        let about = self.bytes.get(about_from..self.at).unwrap_or_default();
        let name = self.slice(usize::from(length), "name")?;
        let name = std::str::from_utf8(name).ok().filter(|name| path::is_inside(name)).ok_or_else(|| {
            let path = String::from_utf8_lossy(name).escape_debug().take(300).collect();
            PackageError::PathOutside { path }
        })?;
        let size = usize::try_from(u32::from_le_bytes(size)).map_err(|_| malformed(offset, "size"))?;
        let from = self.at;
        if crc32fast::hash(self.slice(size, "content")?) != check_sum {
            return Err(malformed(from, "check sum of the content"));
        }
        Ok(Entry { offset, about, name, content: from..self.at })
    }

    /// The central directory's entry for a file.
    fn directory_entry(&mut self, entry: &Entry<'_>) -> Result<(), PackageError> {
        self.u32(CENTRAL, "central directory")?;
        self.u16(VERSION, "central directory, version")?;
        self.same(entry.about, "central directory, other than the local header")?;
        self.zeros(10, "central directory, comment, disk or attributes")?;
        let offset = u32::try_from(entry.offset).map_err(|_| malformed(self.at, "offset"))?;
        self.u32(offset, "central directory, offset")?;
        self.same(entry.name.as_bytes(), "central directory, name")
    }
}
