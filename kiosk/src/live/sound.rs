//! The voice of a booth at work: played where the package has one; where it has none, speech takes its time in silence.

use std::io;
use std::sync::Arc;
use std::sync::mpsc::SyncSender;

use ballot::{Election, Language};
use kiosk_devices::audio::{ClipSource, Player, Side, Ticket};
use kiosk_devices::{Clock, DeviceEvent};
use voter_session::{Speech, Tone};
use wording::{Code, Voice};

use crate::speech::Speaking;
use crate::station::Station;
use crate::training::Utterance;
use crate::voice::{ahead, earcon, fault_talk, sentence, talk};

/// What is being said, and what says it.
pub(super) struct Sound {
    player: Option<Player>,
    speaking: Speaking,
    /// The last thing to be said, while it is being said.
    saying: Option<Ticket>,
    /// The language whose clips are decoded ahead.
    ready: Option<Language>,
}

/// The voice's thread is stuck: what was said may still be in memory, so the program must end.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Stuck;

impl Sound {
    /// A voice with these clips. That nothing can be heard is told as an event.
    pub(super) fn start(
        voice: Option<Arc<dyn ClipSource>>,
        station: &Station,
        clock: Arc<dyn Clock>,
        events: &SyncSender<DeviceEvent>,
    ) -> io::Result<Self> {
        let player =
            voice.map(|voice| Player::start(voice, station.calibration, station.sound.clone(), clock, events.clone()));
        Ok(Self { player: player.transpose()?, speaking: Speaking::default(), saying: None, ready: None })
    }

    /// Says this instead of what is being said.
    pub(super) fn say(&mut self, speech: &Speech, election: &Election, now_ms: u64) {
        let Some(player) = &mut self.player else {
            self.speaking.begin(speech, election, None, now_ms);
            return;
        };
        player.set_side(Side::Both);
        self.saying = Some(player.say(talk(speech, election)));
        if let Some(line) = speech.lines.first() {
            self.make_ready(line.language, election);
        }
    }

    /// Says sentences of the course instead of what is being said.
    pub(super) fn say_course(&mut self, utterance: &Utterance, now_ms: u64) {
        match &mut self.player {
            Some(player) => {
                player.set_side(Side::Both);
                self.saying = Some(player.say(utterance.talk()));
            }
            None => self.speaking.begin_plain(utterance.text().chars().count(), utterance.rate_percent, now_ms),
        }
    }

    /// Decodes a language's clips before they are needed.
    pub(super) fn make_ready(&mut self, language: Language, election: &Election) {
        if let Some(player) = &self.player
            && self.ready != Some(language)
        {
            player.prepare(ahead(language, election));
            self.ready = Some(language);
        }
    }

    /// Asks in one ear whether it is heard there.
    pub(super) fn say_in_one_ear(&mut self, right: bool, language: Language) {
        if let Some(player) = &mut self.player {
            let (side, voice) =
                if right { (Side::Right, Voice::ReadyRightEar) } else { (Side::Left, Voice::ReadyLeftEar) };
            player.set_side(side);
            self.saying = Some(player.say(sentence(voice, language)));
        }
    }

    /// Says which code the booth cannot go on with.
    pub(super) fn say_fault(&mut self, code: Code) {
        if let Some(player) = &mut self.player {
            player.set_side(Side::Both);
            self.saying = Some(player.say(fault_talk(code)));
        }
    }

    pub(super) fn tone(&self, tone: Tone) {
        if let Some(player) = &self.player {
            player.earcon(earcon(tone));
        }
    }

    pub(super) fn hush(&mut self) {
        self.speaking.stop();
        self.saying = None;
        if let Some(player) = &self.player {
            player.hush();
        }
    }

    /// When silent speech ends; what is played says so itself.
    pub(super) fn ends_at_ms(&self) -> Option<u64> {
        self.speaking.ends_at_ms()
    }

    /// Whether with this ticket everything has been said. Late words of what was interrupted are not heard.
    pub(super) fn ended(&mut self, ticket: Ticket) -> bool {
        self.saying.take_if(|saying| *saying == ticket).is_some()
    }

    /// The voter is gone: nothing of what was said stays in memory.
    pub(super) fn forget(&mut self) -> Result<(), Stuck> {
        self.speaking.stop();
        self.saying = None;
        self.ready = None;
        match &self.player {
            Some(player) if !player.forget() => Err(Stuck),
            _ => Ok(()),
        }
    }
}
