//! Any bytes as a clip of a package's voice: no panic, no more sound than a clip may have.
#![no_main]

use kiosk_devices::audio::check_clip;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    let _ = check_clip(bytes);
});
