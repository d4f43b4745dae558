//! Containers that a trusted key may have signed by mistake or by theft, and the codes they are
//! refused with.

use std::io::{Read, Write};

use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipArchive, ZipWriter};

use super::*;

/// [`package`] with the bytes at `at` replaced.
fn with(at: usize, bytes: &[u8]) -> Vec<u8> {
    let mut package = package();
    package[at..at + bytes.len()].copy_from_slice(bytes);
    package
}

/// A package of these files under these paths, in this order, as `container::write` would do it
/// if it did not care.
fn unordered(entries: &[(&str, &[u8])]) -> Vec<u8> {
    let (mut locals, mut central, count) = (Vec::new(), Vec::new(), u16::try_from(entries.len()).unwrap());
    for (name, bytes) in entries {
        let one = container::write(&BTreeMap::from([((*name).to_owned(), bytes.to_vec())])).unwrap();
        let local = 30 + name.len() + bytes.len();
        let mut entry = one[local..one.len() - 22].to_vec();
        entry[42..46].copy_from_slice(&u32::try_from(locals.len()).unwrap().to_le_bytes());
        locals.extend(&one[..local]);
        central.extend(entry);
    }
    let ends = [u32::try_from(central.len()).unwrap(), u32::try_from(locals.len()).unwrap()];
    let mut out = [locals, central, b"PK\x05\x06\0\0\0\0".to_vec()].concat();
    out.extend([count, count].map(u16::to_le_bytes).concat());
    out.extend(ends.map(u32::to_le_bytes).concat());
    out.extend([0, 0]);
    out
}

fn is_malformed(error: &PackageError) -> bool {
    matches!(error, PackageError::ZipMalformed { .. })
}

#[test]
fn the_zip_library_sees_the_same_files_in_a_package() {
    let bytes = package();
    let mut archive = ZipArchive::new(std::io::Cursor::new(&bytes)).unwrap();
    let mut seen = BTreeMap::new();
    for index in 0..archive.len() {
        let mut entry = archive.by_index(index).unwrap();
        assert_eq!(entry.compression(), CompressionMethod::Stored);
        let (name, mut content) = (entry.name().unwrap().to_string(), Vec::new());
        entry.read_to_end(&mut content).unwrap();
        seen.insert(name, content);
    }
    let manifest = seen.remove("manifest.json").unwrap();
    assert_eq!(seen, files());
    assert_eq!(manifest, manifest_of(&seen));
}

#[test]
fn a_zip_of_another_program_is_refused_wherever_it_differs() {
    for method in [CompressionMethod::Stored, CompressionMethod::Deflated] {
        let mut writer = ZipWriter::new(std::io::Cursor::new(Vec::new()));
        for (path, bytes) in files() {
            let options = SimpleFileOptions::default().compression_method(method);
            writer.start_file(path, options).unwrap();
            writer.write_all(&bytes).unwrap();
        }
        assert!(is_malformed(&refused(&writer.finish().unwrap().into_inner())));
    }
}

#[test]
fn bytes_before_between_and_after_the_files_are_refused() {
    let bytes = package();
    let central = bytes.windows(4).position(|four| four == b"PK\x01\x02").unwrap();
    for at in [0, 4, central, bytes.len() - 22, bytes.len()] {
        for more in [b"\0".as_slice(), b"PK\x03\x04", b"PK\x05\x06"] {
            let longer = [&bytes[..at], more, &bytes[at..]].concat();
            assert!(is_malformed(&refused(&longer)), "{at}");
        }
    }
    // A comment with a second end record in it, which some readers take for the real one.
    let end = bytes[bytes.len() - 22..].to_vec();
    let mut twice = [bytes.as_slice(), &end].concat();
    let comment = bytes.len() - 2;
    twice[comment] = 22;
    assert!(is_malformed(&refused(&twice)));
}

#[test]
fn every_field_of_the_zip_has_one_value() {
    let bytes = package();
    let central = bytes.windows(4).position(|four| four == b"PK\x01\x02").unwrap();
    let end = bytes.len() - 22;
    // Version, encryption, data descriptor, method, time, extra field; versions and attributes; disks
    // and zip64's signs.
    for at in [4, 6, 7, 8, 10, 12, 28, central + 5, central + 8, central + 34, central + 38, end + 4, end + 6] {
        for mask in [0x01, 0x08, 0xff] {
            assert!(is_malformed(&refused(&with(at, &[bytes[at] ^ mask]))), "byte {at} ^ {mask}");
        }
    }
    assert!(is_malformed(&refused(&with(end + 8, &[0xff, 0xff, 0xff, 0xff]))));
    assert!(is_malformed(&refused(&with(end + 12, &[0xff; 8]))));
    // A size that reaches beyond the file, in both headers: nothing is reserved for it.
    let mut bomb = with(18, &[0xf0, 0xff, 0xff, 0xff, 0xf0, 0xff, 0xff, 0xff]);
    bomb[central + 20..central + 28].copy_from_slice(&[0xf0, 0xff, 0xff, 0xff, 0xf0, 0xff, 0xff, 0xff]);
    assert!(is_malformed(&refused(&bomb)));
}

#[test]
fn files_out_of_order_are_refused() {
    let files = files();
    let manifest = manifest_of(&files);
    let entries: Vec<(&str, &[u8])> = vec![
        ("election.json", &files["election.json"]),
        ("forms/f.toml", &files["forms/f.toml"]),
        ("manifest.json", &manifest),
    ];
    assert!(open_signed(&unordered(&entries)).is_ok());
    let backwards: Vec<_> = entries.into_iter().rev().collect();
    assert!(is_malformed(&refused(&unordered(&backwards))));
}

#[test]
fn a_path_outside_the_package_is_refused() {
    for path in ["../x.toml", "/etc/x", "forms/../x", "forms\\x.toml", "c:x", "forms/", "a/./b", "nul", "x\0", "x y"] {
        let mut files = files();
        files.insert(path.to_owned(), Vec::new());
        let refused = refused(&packed(files));
        assert!(matches!(refused, PackageError::PathOutside { .. }), "{path}: {refused:?}");
    }
    let mut invalid = package();
    invalid[30] = 0xff;
    assert_eq!(refused(&invalid), PackageError::PathOutside { path: "\u{fffd}lection.json".to_owned() });
}

#[test]
fn a_path_that_stands_twice_is_refused() {
    let files = files();
    let (election, form) = (files["election.json"].as_slice(), files["forms/f.toml"].as_slice());
    let manifest = manifest_of(&files);
    let one = [("election.json", election), ("forms/f.toml", form), ("manifest.json", &manifest)];
    assert!(open_signed(&unordered(&one)).is_ok());
    for (again, path) in [("election.json", "election.json"), ("Election.json", "election.json")] {
        let twice = [(again, election), one[0], one[1], one[2]];
        assert_eq!(refused(&unordered(&twice)), PackageError::DuplicateEntry { path: path.to_owned() });
    }
    let listed = text(&manifest);
    let from = listed.find("    {").unwrap();
    let to = listed.find("},").unwrap() + 3;
    let twice = format!("{}{}{}", &listed[..to], &listed[from..to], &listed[to..]);
    let mut files = files.clone();
    files.insert("manifest.json".to_owned(), twice.into());
    let refused = refused(&container::write(&files).unwrap());
    assert_eq!(refused, PackageError::DuplicateEntry { path: "election.json".to_owned() });
}
