//! Zip containers of what the fuzzer wrote: everything about them is right but what lies in them.

use std::collections::BTreeMap;

/// Stored files in the order of their names, as packages have them (docs/formats/README.md).
pub fn container(files: &BTreeMap<String, Vec<u8>>) -> Vec<u8> {
    let (mut out, mut directory) = (Vec::new(), Vec::new());
    for (name, bytes) in files {
        let mut about = [20_u16, 0x0800, 0, 0, 0x0021].map(u16::to_le_bytes).concat();
        about.extend(crc32fast::hash(bytes).to_le_bytes());
        let size = (bytes.len() as u32).to_le_bytes();
        about.extend([size, size].concat());
        about.extend([(name.len() as u16).to_le_bytes(), [0; 2]].concat());
        directory.extend([b"PK\x01\x02".as_slice(), &20_u16.to_le_bytes(), &about, &[0; 10]].concat());
        directory.extend((out.len() as u32).to_le_bytes());
        directory.extend(name.as_bytes());
        out.extend([b"PK\x03\x04".as_slice(), &about, name.as_bytes(), bytes].concat());
    }
    let (offset, size) = (out.len() as u32, directory.len() as u32);
    let count = (files.len() as u16).to_le_bytes();
    out.extend(directory);
    out.extend([b"PK\x05\x06".as_slice(), &[0; 4], &count, &count].concat());
    out.extend([size.to_le_bytes(), offset.to_le_bytes()].concat());
    out.extend([0; 2]);
    out
}
