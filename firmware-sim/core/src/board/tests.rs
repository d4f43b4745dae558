//! The board on a bench: a booth that talks to it over its bytes, fingers on its contacts, a fake clock.

mod bench;
mod day;
mod keys;
mod link;
mod secrecy;
mod session;
