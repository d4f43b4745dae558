//! The tests are in `suite/`; this package has no code of its own.
