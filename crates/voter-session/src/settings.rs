//! How the booth talks and looks: the voter's to choose, at any moment, and back to the usual at the end.

use ballot::Language;
use keypad_protocol::DoubleStrike;
use wording::Voice;

/// How many text sizes there are: capitals of 3.5, 4.8, 6.4, 8.5 (VVSG 2.0 7.1-G) and 12 mm.
pub const TEXT_SIZES: u8 = 5;
/// How many themes there are.
pub const THEMES: u8 = 4;

/// The colors of the screen.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Theme {
    /// Dark on light, at least 10:1 (VVSG 2.0 7.1-C).
    #[default]
    Usual,
    /// Black on white, at least 20:1 (7.1-D).
    BlackOnWhite,
    /// White on black, at least 20:1 (7.1-D).
    WhiteOnBlack,
    /// Soft, 4.5:1 to 8:1 (7.1-D).
    Soft,
}

impl Theme {
    const fn next(self) -> Self {
        match self {
            Self::Usual => Self::BlackOnWhite,
            Self::BlackOnWhite => Self::WhiteOnBlack,
            Self::WhiteOnBlack => Self::Soft,
            Self::Soft => Self::Usual,
        }
    }
}

/// Everything a voter can set.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Settings {
    /// Language of voice and screen.
    pub language: Language,
    /// Loudness from 0 to [`Settings::LOUDEST`], in steps of 8 dB from 20 to 100 dB SPL (VVSG 2.0 7.1-K).
    pub volume: u8,
    /// Speed from 0 to [`Settings::FASTEST`]: 50 to 200 % in steps of 25 (7.1-K).
    pub rate: u8,
    /// Size of letters, from 0 to [`TEXT_SIZES`] − 1.
    pub text_size: u8,
    /// Colors.
    pub theme: Theme,
    /// How long the same key is not listened to again.
    pub double_strike: DoubleStrike,
    /// The screen is blank while the voice goes on.
    pub curtain: bool,
}

impl Settings {
    /// The last step of loudness: 100 dB SPL.
    pub const LOUDEST: u8 = 10;
    /// The last step of speed: 200 %.
    pub const FASTEST: u8 = 6;
    /// 60 dB SPL (7.1-K: 60–70; EN 301 549 5.1.3.13: at most 65 after each use).
    const USUAL_VOLUME: u8 = 5;
    /// 100 %.
    const USUAL_RATE: u8 = 2;
    /// Capitals of 4.8 mm and more (7.1-G).
    const USUAL_TEXT_SIZE: u8 = 1;

    /// What every voter begins with.
    #[must_use]
    pub const fn usual(language: Language) -> Self {
        Self {
            language,
            volume: Self::USUAL_VOLUME,
            rate: Self::USUAL_RATE,
            text_size: Self::USUAL_TEXT_SIZE,
            theme: Theme::Usual,
            double_strike: DoubleStrike::Tenth,
            curtain: false,
        }
    }

    /// Speed in percent of the recording, from 50 to 200.
    #[must_use]
    pub const fn rate_percent(&self) -> u16 {
        50 + 25 * self.rate as u16
    }

    /// Does `change`, as far as there is room for it.
    pub fn apply(&mut self, change: Change) {
        match change {
            Change::Louder => self.volume = up(self.volume, Self::LOUDEST),
            Change::Softer => self.volume = self.volume.saturating_sub(1),
            Change::Faster => self.rate = up(self.rate, Self::FASTEST),
            Change::Slower => self.rate = self.rate.saturating_sub(1),
            Change::LargerText => self.text_size = up(self.text_size, TEXT_SIZES - 1),
            Change::SmallerText => self.text_size = self.text_size.saturating_sub(1),
            Change::Theme => self.theme = self.theme.next(),
            Change::Language => self.language = next_language(self.language),
            Change::DoubleStrike => self.double_strike = next_strike(self.double_strike),
            Change::Curtain => self.curtain = !self.curtain,
            // The language stays: a voter who is lost in settings must not be lost in words too.
            Change::Usual => *self = Self::usual(self.language),
        }
    }

    /// What is said of a setting after a change of it.
    #[must_use]
    pub const fn now(&self, change: Change) -> Voice {
        match change {
            Change::Louder | Change::Softer => volume_voice(self.volume),
            Change::Faster | Change::Slower => rate_voice(self.rate),
            Change::LargerText | Change::SmallerText => {
                Voice::TextSizeIs { step: self.text_size as u16 + 1, total: TEXT_SIZES as u16 }
            }
            Change::Theme => theme_voice(self.theme),
            Change::Language => Voice::LanguageIs,
            Change::DoubleStrike => strike_voice(self.double_strike),
            Change::Curtain if self.curtain => Voice::CurtainIsDown,
            Change::Curtain => Voice::CurtainIsUp,
            Change::Usual => Voice::UsualSaid,
        }
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

/// One step of one setting.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Change {
    /// One step louder.
    Louder,
    /// One step softer.
    Softer,
    /// One step faster.
    Faster,
    /// One step slower.
    Slower,
    /// Larger letters.
    LargerText,
    /// Smaller letters.
    SmallerText,
    /// The next colors.
    Theme,
    /// The next language.
    Language,
    /// The next step of the double-strike filter.
    DoubleStrike,
    /// Screen blank, or shown again.
    Curtain,
    /// Everything but the language as at the start (VVSG 2.0 7.1-B).
    Usual,
}

impl Change {
    /// All of them, in the order of the settings page.
    pub const ALL: [Self; 11] = [
        Self::Louder,
        Self::Softer,
        Self::Faster,
        Self::Slower,
        Self::LargerText,
        Self::SmallerText,
        Self::Theme,
        Self::Language,
        Self::DoubleStrike,
        Self::Curtain,
        Self::Usual,
    ];
}

const fn up(step: u8, last: u8) -> u8 {
    if step < last { step + 1 } else { last }
}

/// The language after `language`.
const fn next_language(language: Language) -> Language {
    match language {
        Language::Kk => Language::Ru,
        Language::Ru => Language::En,
        Language::En => Language::Kk,
    }
}

const fn next_strike(strike: DoubleStrike) -> DoubleStrike {
    match strike {
        DoubleStrike::Tenth => DoubleStrike::ThreeTenths,
        DoubleStrike::ThreeTenths => DoubleStrike::Half,
        DoubleStrike::Half => DoubleStrike::Second,
        DoubleStrike::Second => DoubleStrike::Tenth,
    }
}
