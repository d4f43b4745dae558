//! Everything a voter can press: the keypad on the serial line ([`SerialKeypad`]), and USB numeric
//! keypads, keyboards, switch boxes and touch panels ([`HidInputs`]). All of them say the same.

mod command;
mod held;
pub mod hid;
mod link;
mod serial;

pub use command::{Command, Commands, NotSent};
pub use hid::HidInputs;
pub use link::{Incident, Link, Output, PortFault};
pub use serial::SerialKeypad;
