//! Any bytes as the picture of a scanner: no panic, no more memory than the bytes need, nothing read beyond them.
#![no_main]

use libfuzzer_sys::fuzz_target;
use sheet_image::Gray;

fn read(bytes: &[u8]) {
    let Ok(image) = Gray::from_pnm(bytes, Some(300.0)) else { return };
    let pixels = image.width() * image.height();
    // The smallest picture has one bit a pixel.
    assert!(pixels / 8 <= bytes.len(), "{} by {} of {} bytes", image.width(), image.height(), bytes.len());
    // A picture that was read is read again from its own bytes and a little more.
    let longer = [bytes, &[0; 7]].concat();
    let again = Gray::from_pnm(&longer, Some(300.0)).expect("bytes behind a picture are ignored");
    assert_eq!((again.width(), again.height()), (image.width(), image.height()));
    assert_eq!(again.value_at(0.5, 0.5), image.value_at(0.5, 0.5));
}

fuzz_target!(|bytes: &[u8]| {
    read(bytes);
    // With a header that is right up to what the fuzzer says of its size.
    if let [kind, wide, width, height, data @ ..] = bytes {
        let kind = 4 + kind % 3;
        let largest = if kind == 4 {
            ""
        } else if wide % 2 == 0 {
            " 255"
        } else {
            " 65535"
        };
        let header = format!("P{kind}\n# scan\n{} {}{largest}\n", 64 + u32::from(*width), 64 + u32::from(*height));
        read(&[header.as_bytes(), data].concat());
        // And with as many pixels as it announces.
        let needed = (64 + usize::from(*width)) * (64 + usize::from(*height)) * 6;
        let filled: Vec<u8> = data.iter().copied().cycle().take(if data.is_empty() { 0 } else { needed }).collect();
        read(&[header.as_bytes(), &filled].concat());
    }
});
