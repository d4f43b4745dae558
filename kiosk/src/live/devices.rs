//! The keypads of a booth: those of the station, and the keyboard that the window hears.

use std::io;
use std::sync::Arc;
use std::sync::mpsc::SyncSender;

use ballot::Language;
use keypad_protocol::{DisplayLanguage, DoubleStrike};
use kiosk_devices::keypad::{Command, Commands, HidInputs, SerialKeypad};
use kiosk_devices::{Clock, DeviceEvent, DeviceState, Happened, LinkState, SoundState, Source};
use voter_session::{Fault, Input, KeypadOrder, SoundTrouble};

use crate::station::Station;

/// The threads of all devices; they end when it is dropped.
pub(super) struct Devices {
    serial: Option<SerialKeypad>,
    usb: Option<HidInputs>,
    /// Which of them do not answer now.
    lost: Vec<Source>,
}

impl Devices {
    /// Starts listening. That nothing is connected is no error.
    pub(super) fn start(
        station: &Station,
        clock: Arc<dyn Clock>,
        events: &SyncSender<DeviceEvent>,
    ) -> io::Result<Self> {
        let serial = station
            .serial
            .as_ref()
            .map(|path| SerialKeypad::start(path.clone(), Arc::clone(&clock), events.clone()))
            .transpose()?;
        let usb = station
            .usb
            .as_ref()
            .map(|settings| HidInputs::start(settings.clone(), clock, events.clone()))
            .transpose()?;
        Ok(Self { serial, usb, lost: Vec::new() })
    }

    fn commands(&self) -> impl Iterator<Item = &Commands> {
        self.serial.iter().map(SerialKeypad::commands).chain(self.usb.iter().map(HidInputs::commands))
    }

    /// Carries out an order of the session.
    pub(super) fn order(&self, order: KeypadOrder, language: Language) {
        let command = match order {
            KeypadOrder::BeginSession => Command::BeginSession,
            KeypadOrder::EndSession => Command::EndSession,
            KeypadOrder::SetFilter(filter) => Command::SetFilter(filter),
            KeypadOrder::SetDisplay(page) => Command::SetDisplay { page, language: display(language) },
        };
        for commands in self.commands() {
            // A thread whose room is full has a keypad that does not answer: it is told the rest when it is back.
            let _ = commands.give(command);
        }
    }

    /// What an event of a device is to the session, if anything.
    pub(super) fn input(&mut self, event: &DeviceEvent) -> Option<Input> {
        match &event.happened {
            Happened::Key(key) => Some(Input::Key(*key)),
            Happened::Headphones(plugged) => Some(Input::Headphones(*plugged)),
            Happened::KeysLost(_) => Some(Input::Fault(Fault::KeysLost)),
            Happened::Stuck(key) => Some(Input::Fault(Fault::KeyStuck(*key))),
            Happened::Freed(key) => Some(Input::Fault(Fault::KeyFreed(*key))),
            Happened::Ambiguous => Some(Input::Fault(Fault::KeysUnclear)),
            Happened::Link(LinkState::Linked { .. }) | Happened::Device(DeviceState::Attached { .. }) => {
                self.back(event.source)
            }
            Happened::Link(_) | Happened::Device(_) => self.gone(event.source),
            Happened::Sound(state) => Some(Input::Fault(sound(*state))),
            Happened::SelfTest(_)
            | Happened::Touch(_)
            | Happened::Typed(_)
            | Happened::SpeechEnded(_)
            | Happened::ClipUnplayable
            | Happened::Printer(_)
            | Happened::Offered(_)
            | Happened::Printed { .. }
            | Happened::Scanner(_)
            | Happened::Scanned { .. } => None,
        }
    }

    /// One keypad is missing: the session is told of the first only.
    fn gone(&mut self, source: Source) -> Option<Input> {
        if self.lost.contains(&source) {
            return None;
        }
        self.lost.push(source);
        (self.lost.len() == 1).then_some(Input::Fault(Fault::KeypadLost))
    }

    fn back(&mut self, source: Source) -> Option<Input> {
        let before = self.lost.len();
        self.lost.retain(|lost| *lost != source);
        (before > 0 && self.lost.is_empty()).then_some(Input::Fault(Fault::KeypadBack))
    }
}

const fn display(language: Language) -> DisplayLanguage {
    match language {
        Language::Kk => DisplayLanguage::Kk,
        Language::Ru => DisplayLanguage::Ru,
        Language::En => DisplayLanguage::En,
    }
}

/// What the sound device's state is to the session.
const fn sound(state: SoundState) -> Fault {
    match state {
        SoundState::Ready => Fault::SoundBack,
        SoundState::Absent => Fault::Sound(SoundTrouble::Absent),
        SoundState::Lost => Fault::Sound(SoundTrouble::Lost),
        SoundState::Busy => Fault::Sound(SoundTrouble::Busy),
        SoundState::NotPermitted => Fault::Sound(SoundTrouble::NotPermitted),
        SoundState::Unsuitable => Fault::Sound(SoundTrouble::Unsuitable),
        SoundState::Stuttering => Fault::Sound(SoundTrouble::Stutters),
    }
}

/// The voter's setting in an order, for the keyboard that the window hears.
pub(super) const fn filter_of(order: KeypadOrder) -> Option<DoubleStrike> {
    match order {
        KeypadOrder::SetFilter(filter) => Some(filter),
        KeypadOrder::BeginSession | KeypadOrder::EndSession | KeypadOrder::SetDisplay(_) => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn event(source: Source, happened: Happened) -> DeviceEvent {
        DeviceEvent { at_ms: 0, source, happened }
    }

    #[test]
    fn the_session_hears_of_the_first_keypad_lost_and_of_the_last_one_back() {
        let mut devices = Devices { serial: None, usb: None, lost: Vec::new() };
        let lost = |source| event(source, Happened::Device(DeviceState::Lost { name: String::new() }));
        let back = |source| event(source, Happened::Device(DeviceState::Attached { name: String::new() }));
        assert_eq!(devices.input(&back(Source::Keyboard)), None);
        let serial = event(Source::SerialKeypad, Happened::Link(LinkState::Absent));
        assert_eq!(devices.input(&serial), Some(Input::Fault(Fault::KeypadLost)));
        assert_eq!(devices.input(&serial), None);
        assert_eq!(devices.input(&lost(Source::Switches)), None);
        assert_eq!(devices.input(&back(Source::Switches)), None);
        devices.lost.push(Source::Keyboard);
        devices.lost.retain(|source| *source == Source::Keyboard);
        assert_eq!(devices.input(&back(Source::Keyboard)), Some(Input::Fault(Fault::KeypadBack)));
    }
}
