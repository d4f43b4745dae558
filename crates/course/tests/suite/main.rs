//! The course as it is taught, and its machine.
#![expect(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test that meets something unexpected is to stop")]

mod codes;
mod files;
mod grades;
mod machine;
mod texts;
