//! From raw key contacts to what the voter did.
#![no_std]
#![forbid(unsafe_code)]
