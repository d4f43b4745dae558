//! Keys, switches and touch.

use keypad_protocol::Key;
use wording::{Hands, Voice};

use super::{Answer, Session, Then};
use crate::effect::{Effect, Tone};
use crate::input::{Target, Turned};
use crate::overlay::{Explain, Overlay};
use crate::settings::Change;
use crate::state::State;

impl Session {
    pub(super) fn on_press(&mut self, key: Key) {
        match self.state {
            State::Closed(_) => return,
            State::Open(_) => {
                self.hands = hands_of(key).unwrap_or(Hands::Keypad);
                return self.begin();
            }
            State::LanguageChoice(_)
            | State::KeyLesson(_)
            | State::Welcome(_)
            | State::Contest(_)
            | State::Review(_)
            | State::WayChoice(_)
            | State::Sheet(_)
            | State::Done(_) => {}
        }
        self.present();
        if let Some(hands) = hands_of(key) {
            self.use_hands(hands);
        }
        let answer = self.press(key);
        self.answer(answer);
    }

    /// `Help` was held: the key is named and does nothing, wherever the voter is.
    pub(super) fn on_explained(&mut self, key: Key) {
        match self.state {
            State::Closed(_) => {}
            State::Open(_) => self.begin(),
            State::LanguageChoice(_)
            | State::KeyLesson(_)
            | State::Welcome(_)
            | State::Contest(_)
            | State::Review(_)
            | State::WayChoice(_)
            | State::Sheet(_)
            | State::Done(_) => {
                self.present();
                let answer = self.explanation(key);
                self.answer(answer);
            }
        }
    }

    pub(super) fn on_touch(&mut self, target: Target) {
        match self.state {
            State::Closed(_) => return,
            State::Open(_) => {
                self.hands = Hands::Touch;
                return self.begin();
            }
            State::LanguageChoice(_)
            | State::KeyLesson(_)
            | State::Welcome(_)
            | State::Contest(_)
            | State::Review(_)
            | State::WayChoice(_)
            | State::Sheet(_)
            | State::Done(_) => {}
        }
        self.present();
        self.use_hands(Hands::Touch);
        let answer = match self.touchable(target) {
            true if self.explaining() => self.name_of(target),
            true => {
                self.focus_on(target);
                self.act(target)
            }
            // A touch on a page that is no longer there must not act on this one.
            false => self.stay(Then::Here),
        };
        self.answer(answer);
    }

    /// A part of a page is on the screen that was not: whoever turned to it is there, and a touch takes the finger along.
    /// In the explain mode nothing moves.
    pub(super) fn on_turned(&mut self, turned: Turned) {
        if !self.in_session() {
            return;
        }
        self.present();
        let target = match turned {
            Turned::Within => return,
            Turned::ToItem(target) => Some(target),
            Turned::ToHeading => None,
        };
        self.use_hands(Hands::Touch);
        if self.explaining() || target.is_some_and(|target| !self.touchable(target)) {
            return;
        }
        match target {
            Some(target) => self.focus_on(target),
            None => self.set_focus(0),
        }
        let answer = self.stay(Then::Item);
        self.answer(answer);
    }

    fn press(&mut self, key: Key) -> Answer {
        if self.explaining() {
            if key == Key::Help {
                self.overlays.pop();
                return self.say(Voice::ExplainEnd, Then::Here);
            }
            return self.explanation(key);
        }
        if let Some(answer) = self.press_in_lesson(key) {
            return answer;
        }
        match key {
            Key::Up => self.move_by(-1),
            Key::Down | Key::SwitchMove => self.move_by(1),
            Key::Left => self.previous(),
            Key::Right => self.next(),
            Key::Select | Key::SwitchSelect => self.select(),
            Key::Help => self.help(),
            Key::Repeat => self.stay(Then::Here),
            Key::VolumeDown => self.change(Change::Softer),
            Key::VolumeUp => self.change(Change::Louder),
            Key::RateDown => self.change(Change::Slower),
            Key::RateUp => self.change(Change::Faster),
            Key::Language => self.change(Change::Language),
            Key::Curtain => self.change(Change::Curtain),
        }
    }

    fn explaining(&self) -> bool {
        matches!(self.top(), Some(Overlay::Explain(_)))
    }

    /// The key named.
    fn explanation(&self, key: Key) -> Answer {
        self.say(explain(key), Then::Stay)
    }

    /// A touched item named, in the explain mode.
    fn name_of(&mut self, target: Target) -> Answer {
        if let Target::Key(Key::Help) = target {
            return self.press(Key::Help);
        }
        if let Target::Key(key) = target {
            return self.explanation(key);
        }
        self.stay(Then::Here)
    }

    fn help(&mut self) -> Answer {
        match self.top() {
            None | Some(Overlay::Instead(_) | Overlay::SettingsMenu(_)) => {
                self.lay(Overlay::Explain(Explain { last_key_ms: self.clock.now_ms }));
                self.stay(Then::Enter)
            }
            // These are about more urgent things; their own words say which key helps.
            Some(Overlay::Explain(_) | Overlay::Notice(_) | Overlay::StillThere(_) | Overlay::Paused(_)) => {
                self.stay(Then::Here)
            }
        }
    }

    /// Down and Up, round and round; the switch that moves on skips the heading when it comes round.
    fn move_by(&mut self, by: i16) -> Answer {
        let items = i16::try_from(self.ring().len()).unwrap_or(i16::MAX);
        if items == 0 {
            return self.stay(Then::Here);
        }
        let wanted = i16::from(self.focus()) + by;
        if !(0..=items).contains(&wanted) {
            self.emit(Effect::Tone(Tone::Round));
        }
        let mut focus = wanted.rem_euclid(items + 1);
        if focus == 0 && self.hands == Hands::Switches {
            focus = 1;
        }
        self.set_focus(u8::try_from(focus).unwrap_or(0));
        self.stay(Then::Item)
    }

    fn select(&mut self) -> Answer {
        match self.focused() {
            Some(item) => self.act(item.target),
            None => match self.page().primary {
                Some(target) => self.act(target),
                None => self.stay(Then::Here),
            },
        }
    }

    /// Does what a target stands for.
    fn act(&mut self, target: Target) -> Answer {
        match target {
            Target::Key(key) => self.press(key),
            Target::Settings => self.open_settings(),
            Target::Group(group) => {
                self.vault.set_group(group.saturating_add(1));
                self.vault.set_focus(1);
                self.stay(Then::Item)
            }
            Target::Groups => {
                let group = self.vault.group().saturating_sub(1);
                self.vault.set_group(0);
                self.focus_on(Target::Group(group));
                self.stay(Then::Item)
            }
            Target::Begin
            | Target::Language(_)
            | Target::EndLesson
            | Target::Option(_)
            | Target::NoSheet
            | Target::NewSheet
            | Target::Contest(_)
            | Target::Way(_)
            | Target::Print
            | Target::Scan
            | Target::ByHand
            | Target::Keep
            | Target::ChooseInstead
            | Target::Change(_)
            | Target::GoOn
            | Target::Erase => self.act_on_page(target),
        }
    }

    /// Whether the screen that is shown has this target, enabled.
    fn touchable(&self, target: Target) -> bool {
        let screen = self.screen();
        let has = |item: &crate::ScreenItem| item.target == target && item.enabled;
        screen.items.iter().any(has) || screen.buttons.iter().any(has)
    }
}

/// Which wording fits whoever pressed this key; keys that anybody may reach for say nothing about that.
const fn hands_of(key: Key) -> Option<Hands> {
    match key {
        Key::Up | Key::Down | Key::Left | Key::Right | Key::Select => Some(Hands::Keypad),
        Key::SwitchMove | Key::SwitchSelect => Some(Hands::Switches),
        Key::Help
        | Key::Repeat
        | Key::VolumeDown
        | Key::VolumeUp
        | Key::RateDown
        | Key::RateUp
        | Key::Language
        | Key::Curtain => None,
    }
}

/// What a key is and does.
pub(crate) const fn explain(key: Key) -> Voice {
    match key {
        Key::Up => Voice::ExplainUp,
        Key::Down => Voice::ExplainDown,
        Key::Left => Voice::ExplainLeft,
        Key::Right => Voice::ExplainRight,
        Key::Select => Voice::ExplainSelect,
        Key::Help => Voice::ExplainHelp,
        Key::Repeat => Voice::ExplainRepeat,
        Key::VolumeDown => Voice::ExplainVolumeDown,
        Key::VolumeUp => Voice::ExplainVolumeUp,
        Key::RateDown => Voice::ExplainRateDown,
        Key::RateUp => Voice::ExplainRateUp,
        Key::Language => Voice::ExplainLanguage,
        Key::Curtain => Voice::ExplainCurtain,
        Key::SwitchMove => Voice::ExplainSwitchMove,
        Key::SwitchSelect => Voice::ExplainSwitchSelect,
    }
}
