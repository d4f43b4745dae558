//! How a stencil is made: technique profiles.

use std::str::FromStr;

use ballot::Length;
use serde::{Deserialize, Serialize};
use wording::Phrase;

/// A way of making raised dots and cut windows.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Technique {
    /// Embossed between dies, windows cut by a die.
    #[default]
    Emboss,
    /// Dots of clear varnish hardened by UV light, windows cut by laser.
    Uv,
    /// Swell paper: black ink rises under heat, windows cut by laser.
    Swell,
    /// Thermoformed film, windows cut by laser.
    Film,
}

/// What a technique needs of the drawing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Profile {
    /// Diameter at which a dot is drawn so that its raised base measures 1.6 mm.
    pub drawn_dot: Length,
    /// Least strip of card between two windows.
    pub min_strip: Length,
    /// Whether ink stands on the card. On swell paper all ink swells.
    pub print: bool,
    /// Whether the card is formed between tools, one of which needs the mirrored drawing:
    /// `export::dies` says which.
    pub mirrored_tool: bool,
}

impl Technique {
    /// Every technique.
    pub const ALL: [Self; 4] = [Self::Emboss, Self::Uv, Self::Swell, Self::Film];

    /// The name used on the command line and in reports.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Emboss => "emboss",
            Self::Uv => "uv",
            Self::Swell => "swell",
            Self::Film => "film",
        }
    }

    /// The phrase that names what the stencil is made of.
    #[must_use]
    pub const fn material(self) -> Phrase {
        match self {
            Self::Emboss => Phrase::MaterialEmboss,
            Self::Uv => Phrase::MaterialUv,
            Self::Swell => Phrase::MaterialSwell,
            Self::Film => Phrase::MaterialFilm,
        }
    }

    /// What it needs of the drawing.
    #[must_use]
    pub const fn profile(self) -> Profile {
        let (die, laser) = (Length::from_mm(3), Length::from_mm(2));
        let full = Length::from_um(1_600);
        match self {
            Self::Emboss => Profile { drawn_dot: full, min_strip: die, print: true, mirrored_tool: true },
            Self::Uv => Profile { drawn_dot: full, min_strip: laser, print: true, mirrored_tool: false },
            // Ink of 1.3 mm swells to a base of about 1.6 mm.
            Self::Swell => {
                Profile { drawn_dot: Length::from_um(1_300), min_strip: laser, print: false, mirrored_tool: false }
            }
            Self::Film => Profile { drawn_dot: full, min_strip: laser, print: true, mirrored_tool: true },
        }
    }
}

impl FromStr for Technique {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let known = || Self::ALL.map(Self::name).join(", ");
        Self::ALL.into_iter().find(|technique| technique.name() == text).ok_or_else(|| format!("one of {}", known()))
    }
}
