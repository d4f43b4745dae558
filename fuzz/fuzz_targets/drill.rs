//! Any text as a trainer's drill: no panic, and a course takes it or is as it was.
#![no_main]

use std::sync::OnceLock;

use course::Library;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| {
    static LIBRARY: OnceLock<Library> = OnceLock::new();
    let built_in = LIBRARY.get_or_init(|| Library::built_in().expect("the course itself"));
    let mut library = built_in.clone();
    let before = library.clips().len();
    if library.add_drill(text).is_err() {
        assert_eq!(library.clips().len(), before, "a drill that was refused has left something");
    }
});
