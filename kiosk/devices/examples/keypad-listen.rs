//! Prints what happens at a keypad, with times, for trying one by hand.
//!
//! `cargo run -p kiosk-devices --example keypad-listen -- /dev/ttyACM0` listens to a serial keypad,
//! `… -- --usb` to USB devices, which no other program hears meanwhile. It is no part of the booth: it shows
//! which keys are pressed. Faults are told in the language of `LANG`.

use std::env;
use std::io::{self, ErrorKind, Write};
use std::path::PathBuf;
use std::process::ExitCode;
use std::sync::Arc;

use ballot::Language;
use kiosk_devices::keypad::hid::HidSettings;
use kiosk_devices::keypad::{HidInputs, SerialKeypad};
use kiosk_devices::{DeviceEvent, Happened, LinkState, MonotonicClock, channel};
use wording::Coded;

const USAGE: u8 = 64;
const DEVICE_FAILED: u8 = 3;

fn main() -> ExitCode {
    let arguments: Vec<_> = env::args_os().skip(1).collect();
    let [argument] = arguments.as_slice() else { return usage() };
    let usb = argument == "--usb";
    if !usb && argument.to_string_lossy().starts_with('-') {
        return usage();
    }
    match listen((!usb).then(|| PathBuf::from(argument))) {
        // Whoever read the output has had enough.
        Err(error) if error.kind() == ErrorKind::BrokenPipe => ExitCode::SUCCESS,
        Err(error) => {
            let _nobody_left_to_tell = writeln!(io::stderr(), "{error}");
            ExitCode::from(DEVICE_FAILED)
        }
        Ok(()) => ExitCode::SUCCESS,
    }
}

fn usage() -> ExitCode {
    let _nobody_left_to_tell = writeln!(io::stderr(), "usage: keypad-listen PATH | --usb");
    ExitCode::from(USAGE)
}

/// Listens to the keypad on `serial`, or else to USB devices.
fn listen(serial: Option<PathBuf>) -> io::Result<()> {
    let (sender, events) = channel();
    let clock = Arc::new(MonotonicClock::start());
    let (_serial, _usb) = match serial {
        Some(path) => (Some(SerialKeypad::start(path, clock, sender)?), None),
        None => (None, Some(HidInputs::start(HidSettings::default(), clock, sender)?)),
    };
    let (mut out, language) = (io::stdout(), language());
    for event in &events {
        show(&event, language, &mut out)?;
    }
    Ok(())
}

fn show(event: &DeviceEvent, language: Language, out: &mut impl Write) -> io::Result<()> {
    let what = match &event.happened {
        Happened::Key(key) => format!("{key:?}"),
        Happened::Touch(touch) => format!("{touch:?}"),
        Happened::KeysLost(lost) => format!("KeysLost({lost})"),
        Happened::Link(LinkState::Linked { firmware, .. }) => {
            format!("Linked, firmware {}.{}.{}", firmware.major, firmware.minor, firmware.patch)
        }
        other => format!("{other:?}"),
    };
    writeln!(out, "{:>8} ms  {:?}  {what}", event.at_ms, event.source)?;
    let Some(fault) = event.happened.fault() else { return Ok(()) };
    writeln!(out, "             {}: {}", fault.code(), wording::text(&fault, language))?;
    writeln!(out, "             {}", wording::remedy(&fault, language))
}

fn language() -> Language {
    wording::locale_language(|name| env::var(name).ok())
}
