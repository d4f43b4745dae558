//! Devices from recorded streams of events, their tables, and what is recognized as what.

mod recording;
mod streams;
mod tables;
mod touching;
