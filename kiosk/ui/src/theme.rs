//! The four themes: the only table of colors on the screen. A test computes the contrast of every pair in use.

use voter_session::Theme;

use crate::ui;

/// A color as 0xRRGGBB.
pub(crate) type Color = u32;

/// The colors of a theme.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Colors {
    pub(crate) ground: Color,
    pub(crate) text: Color,
    pub(crate) hint: Color,
    pub(crate) item_ground: Color,
    pub(crate) item_text: Color,
    /// Frames of items and buttons.
    pub(crate) edge: Color,
    pub(crate) chosen_ground: Color,
    pub(crate) chosen_text: Color,
    pub(crate) button_ground: Color,
    pub(crate) button_text: Color,
    pub(crate) answer_ground: Color,
    pub(crate) answer_text: Color,
    pub(crate) banner_ground: Color,
    pub(crate) banner_text: Color,
    /// Where the voter's finger is; it lies on the ground only.
    pub(crate) ring: Color,
}

const BLACK: Color = 0x00_00_00;
const WHITE: Color = 0xFF_FF_FF;

/// Dark on light, at least 10:1 (VVSG 2.0 7.1-C).
const USUAL: Colors = Colors {
    ground: 0xF6_F4_EE,
    text: 0x10_18_2B,
    hint: 0x2A_30_3D,
    item_ground: WHITE,
    item_text: 0x10_18_2B,
    edge: 0x4A_52_63,
    chosen_ground: 0x0B_36_54,
    chosen_text: WHITE,
    button_ground: 0xE6_E1_D4,
    button_text: 0x10_18_2B,
    answer_ground: 0xFF_F1_C9,
    answer_text: 0x10_18_2B,
    banner_ground: 0x6B_26_0E,
    banner_text: WHITE,
    ring: 0xB4_3C_00,
};

/// Two colors only, at least 20:1 (VVSG 2.0 7.1-D).
const fn two(ground: Color, ink: Color) -> Colors {
    Colors {
        ground,
        text: ink,
        hint: ink,
        item_ground: ground,
        item_text: ink,
        edge: ink,
        chosen_ground: ink,
        chosen_text: ground,
        button_ground: ground,
        button_text: ink,
        answer_ground: ground,
        answer_text: ink,
        banner_ground: ink,
        banner_text: ground,
        ring: ink,
    }
}

/// Soft, 4.5:1 to 8:1 (VVSG 2.0 7.1-D).
const SOFT: Colors = Colors {
    ground: 0xE2_DC_CE,
    text: 0x44_46_48,
    hint: 0x4C_4E_50,
    item_ground: 0xEA_E5_D9,
    item_text: 0x46_48_4A,
    edge: 0x6E_6C_66,
    chosen_ground: 0x4E_5E_67,
    chosen_text: 0xF0_EC_E2,
    button_ground: 0xD6_CF_BF,
    button_text: 0x40_42_44,
    answer_ground: 0xE9_DF_BE,
    answer_text: 0x46_48_4A,
    banner_ground: 0x6A_4A_3C,
    banner_text: 0xF0_EC_E2,
    ring: 0x8A_44_1A,
};

/// The colors of a theme.
pub(crate) const fn colors(theme: Theme) -> Colors {
    match theme {
        Theme::Usual => USUAL,
        Theme::BlackOnWhite => two(WHITE, BLACK),
        Theme::WhiteOnBlack => two(BLACK, WHITE),
        Theme::Soft => SOFT,
    }
}

/// The colors behind the curtain: a dark screen, whatever the theme.
pub(crate) const CURTAIN: Colors = two(BLACK, WHITE);

impl From<Colors> for ui::Palette {
    fn from(colors: Colors) -> Self {
        let color = |rgb: Color| slint::Color::from_argb_encoded(0xFF00_0000 | rgb);
        Self {
            ground: color(colors.ground),
            text: color(colors.text),
            hint: color(colors.hint),
            item_ground: color(colors.item_ground),
            item_text: color(colors.item_text),
            edge: color(colors.edge),
            chosen_ground: color(colors.chosen_ground),
            chosen_text: color(colors.chosen_text),
            button_ground: color(colors.button_ground),
            button_text: color(colors.button_text),
            answer_ground: color(colors.answer_ground),
            answer_text: color(colors.answer_text),
            banner_ground: color(colors.banner_ground),
            banner_text: color(colors.banner_text),
            ring: color(colors.ring),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Relative luminance (WCAG 2.2, "relative luminance").
    fn luminance(color: Color) -> f64 {
        let channel = |shift: u32| {
            let value = f64::from((color >> shift) & 0xFF) / 255.0;
            if value <= 0.040_45 { value / 12.92 } else { ((value + 0.055) / 1.055).powf(2.4) }
        };
        0.2126 * channel(16) + 0.7152 * channel(8) + 0.0722 * channel(0)
    }

    fn contrast(one: Color, other: Color) -> f64 {
        let (one, other) = (luminance(one), luminance(other));
        (one.max(other) + 0.05) / (one.min(other) + 0.05)
    }

    fn texts(colors: &Colors) -> [(&'static str, f64); 7] {
        [
            ("text", contrast(colors.text, colors.ground)),
            ("hint", contrast(colors.hint, colors.ground)),
            ("item", contrast(colors.item_text, colors.item_ground)),
            ("chosen", contrast(colors.chosen_text, colors.chosen_ground)),
            ("button", contrast(colors.button_text, colors.button_ground)),
            ("answer", contrast(colors.answer_text, colors.answer_ground)),
            ("banner", contrast(colors.banner_text, colors.banner_ground)),
        ]
    }

    #[test]
    fn contrast_is_that_of_the_definition() {
        assert!((contrast(BLACK, WHITE) - 21.0).abs() < 1e-9);
        // A pair from the definition's own worked examples: #777 on white misses 4.5:1 by a hair.
        assert!((contrast(0x77_77_77, WHITE) - 4.48).abs() < 0.005);
    }

    #[test]
    fn every_text_of_every_theme_has_the_contrast_of_its_theme() {
        for (theme, least, most) in [
            (Theme::Usual, 10.0, 21.0),
            (Theme::BlackOnWhite, 20.0, 21.0),
            (Theme::WhiteOnBlack, 20.0, 21.0),
            (Theme::Soft, 4.5, 8.0),
        ] {
            for (pair, contrast) in texts(&colors(theme)) {
                assert!((least..=most).contains(&contrast), "{theme:?} {pair} {contrast:.2}");
            }
        }
        assert!(texts(&CURTAIN).iter().all(|(_, contrast)| *contrast >= 20.0));
    }

    #[test]
    fn frames_and_the_ring_can_be_told_from_what_they_lie_on() {
        // 3:1 for what is no text (WCAG 2.2, 1.4.11).
        for theme in [Theme::Usual, Theme::BlackOnWhite, Theme::WhiteOnBlack, Theme::Soft] {
            let colors = colors(theme);
            let pairs = [
                contrast(colors.ring, colors.ground),
                contrast(colors.edge, colors.ground),
                contrast(colors.edge, colors.item_ground),
                contrast(colors.edge, colors.button_ground),
                contrast(colors.edge, colors.answer_ground),
                contrast(colors.chosen_ground, colors.ground),
            ];
            assert!(pairs.iter().all(|contrast| *contrast >= 3.0), "{theme:?} {pairs:?}");
        }
    }
}
