//! The settings, by page and by key. Each change is said.

use keypad_protocol::DoubleStrike;
use wording::Voice;

use crate::input::Target;
use crate::machine::{Answer, Session, Then};
use crate::overlay::{Overlay, SettingsMenu};
use crate::page::{Page, PageName};
use crate::settings::{Change, Settings, TEXT_SIZES, Theme};

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
        let Settings { volume, rate, text_size, theme, double_strike, curtain, .. } = self.settings;
        [match change {
            Change::Louder | Change::Softer => volume_voice(volume),
            Change::Faster | Change::Slower => rate_voice(rate),
            Change::LargerText | Change::SmallerText => {
                Voice::TextSizeIs { step: text_size as u16 + 1, total: TEXT_SIZES as u16 }
            }
            Change::Theme => theme_voice(theme),
            Change::Language => Voice::LanguageIs,
            Change::DoubleStrike => strike_voice(double_strike),
            Change::Curtain if curtain => Voice::CurtainIsDown,
            Change::Curtain => Voice::CurtainIsUp,
            Change::Usual => Voice::UsualSaid,
        }]
    }
}

const fn volume_voice(volume: u8) -> Voice {
    match volume {
        0 => Voice::VolumeSoftest,
        Settings::LOUDEST => Voice::VolumeLoudest,
        step => Voice::VolumeIs { step: step as u16 + 1, total: Settings::LOUDEST as u16 + 1 },
    }
}

const fn rate_voice(rate: u8) -> Voice {
    match rate {
        0 => Voice::RateSlowest,
        Settings::FASTEST => Voice::RateFastest,
        step => Voice::RateIs { step: step as u16 + 1, total: Settings::FASTEST as u16 + 1 },
    }
}

const fn theme_voice(theme: Theme) -> Voice {
    match theme {
        Theme::Usual => Voice::ThemeUsual,
        Theme::BlackOnWhite => Voice::ThemeBlackOnWhite,
        Theme::WhiteOnBlack => Voice::ThemeWhiteOnBlack,
        Theme::Soft => Voice::ThemeSoft,
    }
}

const fn strike_voice(strike: DoubleStrike) -> Voice {
    match strike {
        DoubleStrike::Tenth => Voice::StrikeTenth,
        DoubleStrike::ThreeTenths => Voice::StrikeThreeTenths,
        DoubleStrike::Half => Voice::StrikeHalf,
        DoubleStrike::Second => Voice::StrikeSecond,
    }
}
