//! The link to the booth's program, and the session within it.

use keypad_protocol::{
    Beep, BoardMessage, DisplayLanguage, DisplayPage, DoubleStrike, HEARTBEAT_MS, HostMessage, Input, LINK_TIMEOUT_MS,
    ProtocolVersion,
};

use super::{Inputs, Turn};
use crate::{
    screen::{Page, Screen},
    self_test::Watch,
    tone::{Sounding, Tone},
};

/// Whether there is a booth to talk to.
#[derive(Clone, Copy, Eq, PartialEq)]
pub(super) enum Link {
    /// No booth has said hello, or it has fallen silent.
    Waiting,
    /// The last booth that said hello speaks another major version. The display says so until another does.
    Refused,
    /// A booth is there.
    Up(Up),
}

/// A link that is up.
#[derive(Clone, Copy, Eq, PartialEq)]
pub(super) struct Up {
    /// When the booth was last heard.
    heard_ms: u64,
    /// When the next heartbeat is due. Its times lie a whole number of beats after the hello and depend on
    /// nothing else.
    beat_ms: u64,
    /// The number of the next input.
    next_sequence: u16,
    /// The page to show outside sessions.
    page: DisplayPage,
    phase: Phase,
}

/// Whether a voter is there.
#[derive(Clone, Copy, Eq, PartialEq)]
enum Phase {
    Outside(Outside),
    /// There is no beeper and no page in a session, so neither can say anything about it.
    Session {
        first_sequence: u16,
    },
}

/// What goes on outside a session only.
#[derive(Clone, Copy, Default, Eq, PartialEq)]
struct Outside {
    sounding: Option<Sounding>,
    watch: Option<Watch>,
}

impl Up {
    const fn new(now_ms: u64) -> Self {
        Self {
            heard_ms: now_ms,
            beat_ms: now_ms.saturating_add(HEARTBEAT_MS),
            next_sequence: 0,
            page: DisplayPage::Closed,
            phase: Phase::Outside(Outside { sounding: None, watch: None }),
        }
    }
}

impl Turn {
    /// Does what the booth says.
    pub(super) fn hear(&mut self, message: HostMessage) {
        if let Link::Up(up) = &mut self.state.link {
            up.heard_ms = self.state.now_ms;
        }
        match message {
            HostMessage::Hello { protocol } => self.meet(protocol),
            HostMessage::Heartbeat => self.answer_stranger(),
            HostMessage::BeginSession { first_sequence } => self.begin_session(first_sequence),
            HostMessage::EndSession => self.end_session(),
            HostMessage::SetFilter(filter) => self.set_filter(filter),
            HostMessage::SetDisplay { page, language } => self.set_display(page, language),
            HostMessage::Beep(beep) => self.sound(beep),
            HostMessage::RunSelfTest => self.begin_self_test(),
        }
    }

    /// Tells the booth of an input, if it is there. What is not told now is never told.
    pub(super) fn tell(&mut self, input: Input) {
        let at_ms = u32::try_from(self.state.now_ms & u64::from(u32::MAX)).unwrap_or_default();
        if let Link::Up(up) = &mut self.state.link {
            let sequence = up.next_sequence;
            up.next_sequence = sequence.wrapping_add(1);
            self.send.say(&BoardMessage::Input { sequence, at_ms, input });
        }
    }

    /// A booth that was silent for too long is gone, and its session with it.
    pub(super) fn notice_silence(&mut self) {
        if let Link::Up(up) = self.state.link
            && self.state.now_ms.saturating_sub(up.heard_ms) > LINK_TIMEOUT_MS
        {
            self.set_link(Link::Waiting);
            self.state.decoder.reset();
        }
    }

    pub(super) fn beat(&mut self) {
        let (now_ms, stuck, headphones) = (self.state.now_ms, self.state.filter.stuck(), self.plugged());
        if let Link::Up(up) = &mut self.state.link
            && now_ms >= up.beat_ms
        {
            let missed_ms = (now_ms - up.beat_ms) % HEARTBEAT_MS;
            up.beat_ms = (now_ms - missed_ms).saturating_add(HEARTBEAT_MS);
            let next_sequence = up.next_sequence;
            self.send.say(&BoardMessage::Heartbeat { next_sequence, stuck, headphones });
        }
    }

    /// Goes on with the self-test, if one has begun.
    pub(super) fn watch(&mut self, inputs: &Inputs<'_>) {
        let (down, now_ms) = (self.state.settling.seen(), self.state.now_ms);
        let Some(outside) = self.outside() else { return };
        let Some(watch) = &mut outside.watch else { return };
        if let Some(report) = watch.take(&inputs.contacts, down, inputs.display_ok, now_ms) {
            outside.watch = None;
            self.send.say(&BoardMessage::SelfTest(report));
        }
    }

    /// What the beeper gives now. A sound that is over is forgotten.
    pub(super) fn tone(&mut self) -> Option<Tone> {
        let now_ms = self.state.now_ms;
        let outside = self.outside()?;
        let tone = outside.sounding?.at(now_ms);
        if tone.is_err() {
            outside.sounding = None;
        }
        tone.ok().flatten()
    }

    pub(super) fn screen(&self) -> Screen {
        let page = match &self.state.link {
            Link::Waiting => Page::NotConnected,
            Link::Refused => Page::WrongVersion,
            Link::Up(up) => match up.phase {
                Phase::Session { .. } => Page::InSession,
                Phase::Outside(Outside { watch: Some(_), .. }) => Page::SelfTest,
                Phase::Outside(Outside { watch: None, .. }) => Page::from(up.page),
            },
        };
        Screen { page, language: self.state.language }
    }

    /// A hello begins everything anew, even within a session: a booth's program that says it was started
    /// again, and knows nothing of the session before.
    fn meet(&mut self, protocol: ProtocolVersion) {
        let hello = self.hello();
        self.send.answer(&hello);
        let same = protocol.major == ProtocolVersion::CURRENT.major;
        self.set_link(if same { Link::Up(Up::new(self.state.now_ms)) } else { Link::Refused });
    }

    /// A booth that believes in a link the board has lost, or never had, is told hello, so that it begins anew
    /// at once.
    fn answer_stranger(&mut self) {
        match self.state.link {
            Link::Waiting | Link::Refused => {
                let hello = self.hello();
                self.send.answer(&hello);
            }
            Link::Up(_) => {}
        }
    }

    fn begin_session(&mut self, first_sequence: u16) {
        let Link::Up(up) = &mut self.state.link else { return };
        let before = up.phase;
        if before != (Phase::Session { first_sequence }) {
            up.phase = Phase::Session { first_sequence };
            up.next_sequence = first_sequence;
        }
        // A new session in the midst of another: the end of that one was lost on the way.
        if matches!(before, Phase::Session { first_sequence: other } if other != first_sequence) {
            self.forget_keys();
        }
        self.send.answer(&BoardMessage::SessionBegun { first_sequence });
    }

    /// Said again it is only answered again.
    fn end_session(&mut self) {
        let Link::Up(up) = &mut self.state.link else { return };
        if matches!(up.phase, Phase::Session { .. }) {
            up.phase = Phase::Outside(Outside::default());
            up.next_sequence = 0;
            self.forget_keys();
        }
        self.send.answer(&BoardMessage::SessionEnded);
    }

    fn set_filter(&mut self, filter: DoubleStrike) {
        if let Link::Up(Up { phase: Phase::Session { .. }, .. }) = self.state.link {
            self.state.filter.set_double_strike(filter);
        }
    }

    fn set_display(&mut self, page: DisplayPage, language: DisplayLanguage) {
        if let Link::Up(Up { phase: Phase::Outside(_), page: shown, .. }) = &mut self.state.link {
            *shown = page;
            self.state.language = language;
        }
    }

    fn sound(&mut self, beep: Beep) {
        let since_ms = self.state.now_ms;
        if let Some(outside) = self.outside() {
            outside.sounding = Some(Sounding { beep, since_ms });
        }
    }

    /// A test that runs already goes on.
    fn begin_self_test(&mut self) {
        let now_ms = self.state.now_ms;
        if let Some(outside) = self.outside() {
            outside.watch.get_or_insert(Watch::new(now_ms));
        }
    }

    const fn outside(&mut self) -> Option<&mut Outside> {
        match &mut self.state.link {
            Link::Up(Up { phase: Phase::Outside(outside), .. }) => Some(outside),
            Link::Up(Up { phase: Phase::Session { .. }, .. }) | Link::Waiting | Link::Refused => None,
        }
    }

    /// Nothing goes over from one link to the next.
    fn set_link(&mut self, link: Link) {
        self.state.link = link;
        self.forget_keys();
    }
}
