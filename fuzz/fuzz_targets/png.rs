//! Any bytes as a scan in PNG: no panic, and no picture that is larger than a page can be.
#![no_main]

use libfuzzer_sys::fuzz_target;
use sheet_image::Gray;

fuzz_target!(|bytes: &[u8]| {
    for dpi in [None, Some(300.0)] {
        let Ok(image) = Gray::from_png(bytes, dpi) else { continue };
        assert!(image.width() > 0 && image.height() > 0);
        let _ = image.value_at(0.5, 0.5);
    }
});
