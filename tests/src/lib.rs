//! What tests and measuring programs share. The tests are in `suite/`, the measuring programs in `bench/`.

pub mod country;
