//! The machine's tests. They press keys, and look at what is said, shown, printed and logged.

mod booth;
mod choosing;
mod codes;
mod diagram;
mod end_to_end;
mod faults;
mod fingers;
mod paper;
mod practice;
mod script;
mod secrecy;
mod settings;
mod time;
mod walks;
