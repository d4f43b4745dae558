//! Prints what happens at a keypad, with times, for trying one by hand.
//!
//! `cargo run -p kiosk-devices --example keypad-listen -- /dev/ttyACM0` listens to a serial keypad,
//! `… -- --usb` to USB devices, which no other program hears meanwhile. It is no part of the booth: it shows
//! which keys are pressed.

use std::env;
use std::io::{self, Write};
use std::path::PathBuf;
use std::sync::Arc;

use kiosk_devices::keypad::hid::HidSettings;
use kiosk_devices::keypad::{HidInputs, SerialKeypad};
use kiosk_devices::{Happened, MonotonicClock, channel};

fn main() -> io::Result<()> {
    let mut out = io::stdout();
    let Some(argument) = env::args_os().nth(1) else {
        return writeln!(io::stderr(), "usage: keypad-listen PATH | --usb");
    };
    let (sender, events) = channel();
    let clock = Arc::new(MonotonicClock::start());
    let (mut serial, mut usb) = (None, None);
    if argument == "--usb" {
        usb = Some(HidInputs::start(HidSettings::default(), clock, sender)?);
    } else {
        serial = Some(SerialKeypad::start(PathBuf::from(argument), clock, sender)?);
    }
    for event in &events {
        let what = match event.happened {
            Happened::Key(key) => format!("{key:?}"),
            Happened::Touch(touch) => format!("{touch:?}"),
            Happened::KeysLost(lost) => format!("{lost} lost"),
            other => format!("{other:?}"),
        };
        writeln!(out, "{:>8} ms  {:?}  {what}", event.at_ms, event.source)?;
    }
    drop((serial, usb));
    Ok(())
}
