//! The codes of findings, and their places in words. Texts and remedies are in `docs/codes.toml`.

use std::fmt::Write as _;

use ballot::{Language, Length};
use wording::{Code, Coded, Phrase, fill, millimetres, phrase, values};

use super::finding::{CheckFinding, Found, Notches, length};

impl Coded for CheckFinding {
    fn code(&self) -> Code {
        match self {
            Self::FinishedUnreadable { .. } => Code::S301,
            Self::FileMissing { .. } => Code::S302,
            Self::FileUnlisted { .. } => Code::S303,
            Self::FileChanged { .. } => Code::S304,
            Self::SourceDiffers { .. } => Code::S305,
            Self::ReportDisagrees { .. } => Code::S306,
            Self::LayersWrong { .. } => Code::S310,
            Self::InkWrong { .. } => Code::S311,
            Self::SizeWrong { .. } => Code::S312,
            Self::OutlineWrong { .. } => Code::S313,
            Self::CornerWrong { .. } => Code::S314,
            Self::NotchesWrong { .. } => Code::S315,
            Self::StrayShape { .. } => Code::S316,
            Self::WindowMissing { .. } => Code::S320,
            Self::WindowShifted { .. } => Code::S321,
            Self::WindowSize { .. } => Code::S322,
            Self::WindowUnexpected => Code::S323,
            Self::RimWrong { .. } => Code::S324,
            Self::RidgesWrong { .. } => Code::S325,
            Self::DotStray { .. } => Code::S330,
            Self::DotSize { .. } => Code::S331,
            Self::DotTooClose { .. } => Code::S332,
            Self::RowMissing { .. } => Code::S333,
            Self::BrailleWrong { .. } => Code::S334,
            Self::NumberWrong { .. } => Code::S335,
            Self::RowMisplaced { .. } => Code::S336,
            Self::LevelDiffers { .. } => Code::S337,
            Self::LevelNotAllowed { .. } => Code::S338,
            Self::ReadAlike { .. } => Code::S339,
            Self::HeadingWrong { .. } => Code::S340,
            Self::Booklet(finding) => finding.code(),
            Self::PrintWrong { .. } => Code::S350,
            Self::PrintMisplaced { .. } => Code::S351,
            Self::PrintSize { .. } => Code::S352,
            Self::UnitWrong { .. } => Code::S353,
            Self::ShapeMissing { .. } => Code::S354,
            Self::ShapeUnexpected { .. } => Code::S355,
            Self::ShapeDiffers { .. } => Code::S356,
            Self::WordsDiffer { .. } => Code::S357,
            Self::LettersDiffer { .. } => Code::S370,
            Self::StrayEntry { .. } => Code::S371,
            Self::ContestMissing { .. } => Code::S372,
            Self::FolderRenamed { .. } => Code::S373,
            Self::MadeDifferently { .. } => Code::S374,
            Self::NotchesAlike { .. } => Code::S375,
            Self::LineWidth { .. } => Code::S376,
            Self::NotMirrored { .. } => Code::S358,
            Self::SolidWrong { .. } => Code::S359,
            Self::SquareWrong { .. } => Code::S360,
            Self::TitleWrong { .. } => Code::S361,
            Self::Encrypted { .. } => Code::S362,
            Self::SheetWordsWrong { .. } => Code::S363,
            Self::VouchesForAnother { .. } => Code::S364,
            Self::PictureDiffers { .. } => Code::S365,
            Self::MarkMissing { .. } => Code::S366,
            Self::WindowShape { .. } => Code::S367,
        }
    }

    fn values(&self, language: Language) -> Vec<(&'static str, String)> {
        let mm = |length: Length| millimetres(length, language);
        match self {
            Self::WindowUnexpected => Vec::new(),
            Self::Booklet(finding) => finding.values(),
            Self::FinishedUnreadable { file, detail } => values([("file", file), ("detail", detail)]),
            Self::FileMissing { file }
            | Self::FileUnlisted { file }
            | Self::FileChanged { file }
            | Self::SourceDiffers { file } => values([("file", file)]),
            Self::ReportDisagrees { stencil, part, reported, found } => {
                let part = phrase(part.phrase(), language);
                let key = if stencil.is_empty() { part.to_owned() } else { format!("{stencil}: {part}") };
                values([("key", &key), ("reported", &reported.words(language)), ("found", &found.words(language))])
            }
            Self::LayersWrong { wanted, found } => values([("wanted", wanted), ("found", found)]),
            Self::InkWrong { layer } | Self::StrayShape { layer } => values([("layer", layer)]),
            Self::OutlineWrong { detail } => values([("detail", &outline_detail(detail, language))]),
            Self::SizeWrong { what, found: [width, height], wanted: [wanted_width, wanted_height] } => values([
                ("what", &phrase(what.phrase(), language)),
                ("width", &mm(*width)),
                ("height", &mm(*height)),
                ("wanted_width", &mm(*wanted_width)),
                ("wanted_height", &mm(*wanted_height)),
            ]),
            Self::CornerWrong { found, wanted }
            | Self::DotSize { found, wanted }
            | Self::DotTooClose { found, wanted } => values([("found", &mm(*found)), ("wanted", &mm(*wanted))]),
            Self::NotchesWrong { found, wanted } => {
                values([("found", &notches(*found, language)), ("wanted", &notches(*wanted, language))])
            }
            Self::WindowShifted { row, by } => values([("row", row), ("by", &mm(*by))]),
            Self::DotStray { by } => values([("by", &mm(*by))]),
            Self::WindowMissing { row }
            | Self::WindowSize { row }
            | Self::RimWrong { row }
            | Self::RowMissing { row } => values([("row", row)]),
            _ => self.words(language),
        }
    }
}

impl CheckFinding {
    /// The values of findings about what is said.
    fn words(&self, language: Language) -> Vec<(&'static str, String)> {
        let mm = |length: Length| millimetres(length, language);
        match self {
            Self::RidgesWrong { row, found, wanted } => values([("row", row), ("found", found), ("wanted", wanted)]),
            Self::BrailleWrong { row, found, wanted } | Self::PrintWrong { row, found, wanted } => {
                values([("row", row), ("found", found), ("wanted", wanted)])
            }
            Self::NumberWrong { row, found } => values([("row", row), ("found", found)]),
            Self::RowMisplaced { row, what } => values([("row", row), ("what", &phrase(what.phrase(), language))]),
            Self::LevelDiffers { row, found, wanted } => values([
                ("row", row),
                ("found", &phrase(found.phrase(), language)),
                ("wanted", &phrase(wanted.phrase(), language)),
            ]),
            Self::LevelNotAllowed { level } => values([("level", &phrase(level.phrase(), language))]),
            Self::ReadAlike { first, second } => values([("first", first), ("second", second)]),
            Self::HeadingWrong { found, wanted, .. } => values([("found", found), ("wanted", wanted)]),
            Self::PrintMisplaced { text } | Self::LettersDiffer { text } => values([("text", text)]),
            Self::PrintSize { text, found, wanted } => {
                values([("text", text), ("found", &mm(*found)), ("wanted", &mm(*wanted))])
            }
            Self::UnitWrong { found } => values([("found", found)]),
            Self::ShapeMissing { layer } | Self::ShapeUnexpected { layer } => values([("layer", layer)]),
            Self::ShapeDiffers { layer, by } => values([("layer", layer), ("by", &mm(*by))]),
            Self::WordsDiffer { found, wanted } => values([("found", found), ("wanted", wanted)]),
            Self::NotMirrored { mirrored } => values([("mirrored", mirrored)]),
            Self::SolidWrong { detail } => values([("detail", detail)]),
            Self::StrayEntry { name } => values([("name", name)]),
            Self::ContestMissing { contest } => values([("contest", contest)]),
            Self::FolderRenamed { name, contest } => values([("name", name), ("contest", contest)]),
            Self::MadeDifferently { first, second, keys } => {
                values([("first", first), ("second", second), ("keys", keys)])
            }
            Self::NotchesAlike { first, second } => values([("first", first), ("second", second)]),
            Self::SquareWrong { file, row } => values([("file", file), ("row", row)]),
            Self::TitleWrong { found, wanted } | Self::SheetWordsWrong { found, wanted } => {
                values([("found", found), ("wanted", wanted)])
            }
            Self::Encrypted { file } | Self::VouchesForAnother { file } | Self::PictureDiffers { file } => {
                values([("file", file)])
            }
            Self::MarkMissing { layer } => values([("layer", layer)]),
            Self::LineWidth { layer, found, wanted } => {
                values([("layer", layer), ("found", &mm(*found)), ("wanted", &mm(*wanted))])
            }
            Self::WindowShape { row } => values([("row", row)]),
            // All others are in `values`.
            _ => Vec::new(),
        }
    }
}

/// The part of the card that is wrong, with the term of print shops in brackets.
fn outline_detail(detail: &str, language: Language) -> String {
    let key = match detail {
        "Cut" => Phrase::DetailCut,
        "Fold" => Phrase::DetailFold,
        "TrimBox" => Phrase::DetailPageBox,
        file if file.ends_with(".pdf") => Phrase::DetailSheetEdge,
        other => return other.to_owned(),
    };
    phrase(key, language).to_owned()
}

fn notches(notches: Notches, language: Language) -> String {
    let say = |key, count: u32| fill(phrase(key, language), &[("count", count.to_string())]);
    match notches {
        Notches { round, square: 0 } => say(Phrase::NotchesRound, round),
        Notches { round: 0, square } => say(Phrase::NotchesSquare, square),
        Notches { round, square } => {
            format!("{}, {}", say(Phrase::NotchesRound, round), say(Phrase::NotchesSquare, square))
        }
    }
}

impl Found {
    /// Where it stands, in words: file, row, place on the page.
    #[must_use]
    pub fn place_in_words(&self, language: Language) -> String {
        let mut words = vec![self.file.clone()];
        if let Some(row) = self.row {
            words.push(fill(phrase(Phrase::PlaceRow, language), &[("row", row.to_string())]));
        } else if matches!(self.finding, CheckFinding::HeadingWrong { .. }) {
            words.push(phrase(Phrase::PlaceHeading, language).to_owned());
        }
        if let Some(place) = self.place {
            let tenths = |mm: f64| millimetres(length((mm * 10.0).round() / 10.0), language);
            let at = [("x", tenths(place.x)), ("y", tenths(place.y))];
            words.push(fill(phrase(Phrase::PlaceMm, language), &at));
        }
        words.retain(|word| !word.is_empty());
        words.join(", ")
    }

    /// The whole finding for a person: code, place, text and remedy.
    #[must_use]
    pub fn explain(&self, language: Language) -> String {
        let mut lines = format!("{} {}", phrase(Phrase::Error, language), self.finding.code().as_str());
        let place = self.place_in_words(language);
        if !place.is_empty() {
            // Writing to a string cannot fail.
            let _ = write!(lines, " · {place}");
        }
        let (text, remedy) = (wording::text(&self.finding, language), wording::remedy(&self.finding, language));
        let _ = write!(lines, "\n  {text}\n  {}: {remedy}", phrase(Phrase::WhatToDo, language));
        lines
    }
}
