//! The booth as it stands in a station: the real program in a real window of an X server, real keys, a real serial
//! port. What is on its screen is compared, pixel by pixel, with what `kiosk replay` draws of the same vote.

mod clerk;
mod desk;
pub(crate) mod display;
mod faults;
pub(crate) mod kiosk;
mod practice;
mod scanner;
mod training;
pub(crate) mod votes;
pub(crate) mod watched;
