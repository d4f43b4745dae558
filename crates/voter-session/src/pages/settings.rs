//! The settings, by page and by key. Each change is said.

use wording::Voice;

use crate::input::Target;
use crate::machine::{Answer, Session, Then};
use crate::overlay::{Overlay, SettingsMenu};
use crate::page::{Page, PageName};
use crate::settings::Change;

impl Session {
    pub(crate) fn settings_page(&self) -> Page {
        let mut page = self.blank_page(PageName::SettingsMenu).heading(Voice::SettingsHeading);
        for change in Change::ALL {
            page = page.choice(Target::Change(change), self.change_label(change));
        }
        let mut page = page
            .choice(Target::GoOn, Voice::SettingsBack)
            .numbered()
            .hint(Voice::SettingsHint)
            .primary(Target::GoOn)
            .steps(true, true);
        page.settings = false;
        page
    }

    pub(crate) fn act_on_settings(&mut self, target: Target) -> Answer {
        match target {
            Target::Change(change) => self.change(change),
            Target::GoOn => {
                self.lift(Overlay::SettingsMenu(SettingsMenu { focus: 0 }).rank());
                self.stay(Then::Here)
            }
            _ => self.stay(Then::Here),
        }
    }

    const fn change_label(&self, change: Change) -> Voice {
        match change {
            Change::Louder => Voice::SetLouder,
            Change::Softer => Voice::SetSofter,
            Change::Faster => Voice::SetFaster,
            Change::Slower => Voice::SetSlower,
            Change::LargerText => Voice::SetLargerText,
            Change::SmallerText => Voice::SetSmallerText,
            Change::Theme => Voice::SetTheme,
            Change::Language => Voice::SetLanguage,
            Change::DoubleStrike => Voice::SetDoubleStrike,
            Change::Curtain if self.settings.curtain => Voice::SetCurtainUp,
            Change::Curtain => Voice::SetCurtainDown,
            Change::Usual => Voice::SetUsual,
        }
    }

    /// How the setting stands after a change of it.
    pub(crate) const fn setting_now(&self, change: Change) -> [Voice; 1] {
        [self.settings.now(change)]
    }
}
