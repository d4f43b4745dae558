//! What a poll worker meets when a device fails, with its code.

use ballot::Language;
use keypad_protocol::{Key, ProtocolVersion};
use wording::{Code, Coded, Phrase, phrase, values};

use crate::{DeviceState, Happened, LinkState, SoundState};

/// A device's fault.
#[derive(Clone, Debug, Eq, PartialEq)]
pub enum Fault {
    /// Nothing is where the keypad should be.
    KeypadAbsent,
    /// The keypad was there and is gone.
    KeypadLost,
    /// The keypad speaks another protocol.
    KeypadVersion {
        /// The protocol it speaks.
        theirs: ProtocolVersion,
    },
    /// Another program holds the keypad's port.
    KeypadBusy,
    /// Something is at the keypad's port, but no keypad answers.
    KeypadSilent,
    /// The program may not open the keypad's port.
    KeypadNotPermitted,
    /// A key is stuck.
    KeyStuck {
        /// Which.
        key: Key,
    },
    /// A USB device is gone, or was never there.
    InputLost {
        /// What it calls itself.
        device: String,
    },
    /// The program may not open a USB device.
    InputNotPermitted {
        /// Its path.
        device: String,
    },
    /// Another program keeps a USB device for itself.
    InputBusy {
        /// What it calls itself.
        device: String,
    },
    /// There is no sound device.
    SoundAbsent,
    /// The sound device played and is gone.
    SoundLost,
    /// Another program keeps the sound device for itself.
    SoundBusy,
    /// The program may not open the sound device.
    SoundNotPermitted,
    /// The sound device does not play what the booth plays.
    SoundUnsuitable,
    /// The sound breaks off again and again.
    SoundStutters,
    /// A clip of the package cannot be said.
    ClipUnplayable,
}

impl Happened {
    /// The fault that this tells of, if any. A key not heard is no fault of the device's: the voter presses
    /// again.
    #[must_use]
    pub fn fault(&self) -> Option<Fault> {
        match self {
            Self::Stuck(key) => Some(Fault::KeyStuck { key: *key }),
            Self::Link(state) => state.fault(),
            Self::Device(state) => state.fault(),
            Self::Sound(state) => state.fault(),
            Self::ClipUnplayable => Some(Fault::ClipUnplayable),
            Self::Key(_)
            | Self::Headphones(_)
            | Self::KeysLost(_)
            | Self::Freed(_)
            | Self::Ambiguous
            | Self::SelfTest(_)
            | Self::SpeechEnded(_)
            | Self::Touch(_) => None,
        }
    }
}

impl LinkState {
    /// The fault that this is, if it is one.
    #[must_use]
    pub const fn fault(&self) -> Option<Fault> {
        match self {
            Self::Absent => Some(Fault::KeypadAbsent),
            Self::Busy => Some(Fault::KeypadBusy),
            Self::NotPermitted => Some(Fault::KeypadNotPermitted),
            Self::Silent => Some(Fault::KeypadSilent),
            Self::Linked { .. } => None,
            Self::Lost => Some(Fault::KeypadLost),
            Self::WrongVersion { theirs } => Some(Fault::KeypadVersion { theirs: *theirs }),
        }
    }
}

impl DeviceState {
    /// The fault that this is, if it is one.
    #[must_use]
    pub fn fault(&self) -> Option<Fault> {
        match self {
            Self::Attached { .. } => None,
            Self::Lost { name } => Some(Fault::InputLost { device: name.clone() }),
            Self::NotPermitted { path } => Some(Fault::InputNotPermitted { device: path.clone() }),
            Self::Busy { name } => Some(Fault::InputBusy { device: name.clone() }),
        }
    }
}

impl SoundState {
    /// The fault that this is, if it is one.
    #[must_use]
    pub const fn fault(&self) -> Option<Fault> {
        match self {
            Self::Ready => None,
            Self::Absent => Some(Fault::SoundAbsent),
            Self::Lost => Some(Fault::SoundLost),
            Self::Busy => Some(Fault::SoundBusy),
            Self::NotPermitted => Some(Fault::SoundNotPermitted),
            Self::Unsuitable => Some(Fault::SoundUnsuitable),
            Self::Stuttering => Some(Fault::SoundStutters),
        }
    }
}

impl Coded for Fault {
    fn code(&self) -> Code {
        match self {
            Self::KeypadAbsent => Code::K301,
            Self::KeypadLost => Code::K302,
            Self::KeypadVersion { .. } => Code::K303,
            Self::KeypadBusy => Code::K304,
            Self::KeypadSilent => Code::K305,
            Self::KeypadNotPermitted => Code::K306,
            Self::KeyStuck { .. } => Code::K307,
            Self::InputLost { .. } => Code::K308,
            Self::InputNotPermitted { .. } => Code::K309,
            Self::InputBusy { .. } => Code::K310,
            Self::SoundAbsent => Code::K340,
            Self::SoundLost => Code::K341,
            Self::SoundBusy => Code::K342,
            Self::SoundNotPermitted => Code::K343,
            Self::SoundUnsuitable => Code::K344,
            Self::SoundStutters => Code::K345,
            Self::ClipUnplayable => Code::K346,
        }
    }

    fn values(&self, language: Language) -> Vec<(&'static str, String)> {
        match self {
            Self::KeypadVersion { theirs } => {
                let ours = ProtocolVersion::CURRENT;
                values([
                    ("theirs", &format_args!("{}.{}", theirs.major, theirs.minor)),
                    ("ours", &format_args!("{}.{}", ours.major, ours.minor)),
                ])
            }
            Self::KeyStuck { key } => values([("key", &phrase(key_phrase(*key), language))]),
            Self::InputLost { device } | Self::InputNotPermitted { device } | Self::InputBusy { device } => {
                values([("device", device)])
            }
            Self::KeypadAbsent
            | Self::KeypadLost
            | Self::KeypadBusy
            | Self::KeypadSilent
            | Self::KeypadNotPermitted
            | Self::SoundAbsent
            | Self::SoundLost
            | Self::SoundBusy
            | Self::SoundNotPermitted
            | Self::SoundUnsuitable
            | Self::SoundStutters
            | Self::ClipUnplayable => Vec::new(),
        }
    }
}

/// The name of a key for a poll worker.
#[must_use]
pub const fn key_phrase(key: Key) -> Phrase {
    match key {
        Key::Up => Phrase::KeyUp,
        Key::Down => Phrase::KeyDown,
        Key::Left => Phrase::KeyLeft,
        Key::Right => Phrase::KeyRight,
        Key::Select => Phrase::KeySelect,
        Key::Help => Phrase::KeyHelp,
        Key::Repeat => Phrase::KeyRepeat,
        Key::VolumeDown => Phrase::KeyVolumeDown,
        Key::VolumeUp => Phrase::KeyVolumeUp,
        Key::RateDown => Phrase::KeyRateDown,
        Key::RateUp => Phrase::KeyRateUp,
        Key::Language => Phrase::KeyLanguage,
        Key::Curtain => Phrase::KeyCurtain,
        Key::SwitchMove => Phrase::KeySwitchMove,
        Key::SwitchSelect => Phrase::KeySwitchSelect,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    use keypad_protocol::{Capabilities, FirmwareVersion, KeyEvent, KeySet};

    fn faults() -> Vec<(&'static str, Happened)> {
        let name = || "Two-switch box".to_owned();
        let theirs = ProtocolVersion { major: 9, minor: 3 };
        vec![
            ("K301", Happened::Link(LinkState::Absent)),
            ("K302", Happened::Link(LinkState::Lost)),
            ("K303", Happened::Link(LinkState::WrongVersion { theirs })),
            ("K304", Happened::Link(LinkState::Busy)),
            ("K305", Happened::Link(LinkState::Silent)),
            ("K306", Happened::Link(LinkState::NotPermitted)),
            ("K307", Happened::Stuck(Key::Curtain)),
            ("K308", Happened::Device(DeviceState::Lost { name: name() })),
            ("K309", Happened::Device(DeviceState::NotPermitted { path: "/dev/input/event3".to_owned() })),
            ("K310", Happened::Device(DeviceState::Busy { name: name() })),
            ("K340", Happened::Sound(SoundState::Absent)),
            ("K341", Happened::Sound(SoundState::Lost)),
            ("K342", Happened::Sound(SoundState::Busy)),
            ("K343", Happened::Sound(SoundState::NotPermitted)),
            ("K344", Happened::Sound(SoundState::Unsuitable)),
            ("K345", Happened::Sound(SoundState::Stuttering)),
            ("K346", Happened::ClipUnplayable),
        ]
    }

    #[test]
    fn every_fault_of_a_device_has_its_code_and_the_name_of_that_code() {
        for (code, happened) in faults() {
            let fault = happened.fault().unwrap();
            assert_eq!(fault.code().as_str(), code);
            let name = format!("{fault:?}");
            assert_eq!(name.split(' ').next(), Some(fault.code().name()));
        }
        let ranges = [Code::K301..=Code::K310, Code::K340..=Code::K346];
        let of_devices = Code::ALL.iter().filter(|code| ranges.iter().any(|range| range.contains(*code)));
        assert_eq!(of_devices.count(), faults().len());
    }

    #[test]
    fn every_placeholder_of_every_language_is_filled() {
        for (code, happened) in faults() {
            let fault = happened.fault().unwrap();
            for language in [Language::Kk, Language::Ru, Language::En] {
                let names: std::collections::BTreeSet<_> =
                    fault.values(language).into_iter().map(|(name, _)| name).collect();
                assert_eq!(names, fault.code().placeholders(), "{code}");
                let text = wording::text(&fault, language) + &wording::remedy(&fault, language);
                assert!(!text.contains(['{', '}']), "{text}");
            }
        }
    }

    #[test]
    fn what_works_is_no_fault() {
        let none = Capabilities { keys: KeySet::ALL, switches: true, plug_sensing: true, display: true, beeper: true };
        let firmware = FirmwareVersion { major: 0, minor: 1, patch: 0 };
        let well = [
            Happened::Link(LinkState::Linked { firmware, capabilities: none }),
            Happened::Device(DeviceState::Attached { name: String::new() }),
            Happened::Freed(Key::Curtain),
            Happened::Key(KeyEvent::Held(Key::Curtain)),
            Happened::KeysLost(3),
            Happened::Headphones(false),
            Happened::Ambiguous,
            Happened::Sound(SoundState::Ready),
            Happened::SpeechEnded(7),
        ];
        assert!(well.iter().all(|happened| happened.fault().is_none()));
    }

    #[test]
    fn no_debug_form_says_which_key_was_pressed() {
        let event = crate::DeviceEvent {
            at_ms: 4_711,
            source: crate::Source::Keyboard,
            happened: Happened::Key(KeyEvent::Pressed(Key::Select)),
        };
        assert_eq!(format!("{event:?}"), "DeviceEvent { Keyboard, Key(..) }");
    }
}
