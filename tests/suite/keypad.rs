//! The simulated keypad and the booth's own driver for keypads, on a real pseudo-terminal: nothing between the finger
//! and the booth's event is made up here. Times are generous limits; what was measured is printed.

mod booth;
mod damage;
mod keys;
mod link;
pub(crate) mod program;
mod session;
mod soak;
