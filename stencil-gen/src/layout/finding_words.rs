//! The codes of findings. Their texts and remedies are in `docs/codes.toml`.

use ballot::Language;
use wording::{Code, Coded, language_name, millimetres, values};

use super::Finding;

impl Coded for Finding {
    fn code(&self) -> Code {
        match self {
            Self::UnknownSign { .. } => Code::S115,
            Self::SheetTooSmall { .. } => Code::S140,
            Self::RowsTooClose { .. } => Code::S141,
            Self::HeadingTooLong { .. } => Code::S142,
            Self::RowDoesNotFit { .. } => Code::S143,
            Self::WindowReachesNeighbor { .. } => Code::S144,
            Self::RowAtEdge { .. } => Code::S145,
            Self::RowsReadAlike { .. } => Code::S146,
            Self::NoRoomForNumber { .. } => Code::S147,
            Self::WindowAtFold { .. } => Code::S148,
            Self::WindowAtCorner { .. } => Code::S149,
            Self::NameSplit { .. } => Code::S207,
            Self::TightRows { .. } => Code::S210,
            Self::NumbersOnly { .. } => Code::S211,
            Self::Staggered { .. } => Code::S212,
            Self::HeadingShortened { .. } => Code::S213,
            Self::RidgesCramped { .. } => Code::S214,
            Self::PlainCorner => Code::S215,
            Self::NarrowStrip { .. } => Code::S216,
            Self::SquareCovered { .. } => Code::S217,
            Self::WideCard { .. } => Code::S218,
            Self::RidgesOmitted { .. } => Code::S219,
            Self::GuideOmitted => Code::S220,
            Self::UnequalNames { .. } => Code::S221,
            Self::StickerNotPossible { .. } => Code::S223,
        }
    }

    fn values(&self, language: Language) -> Vec<(&'static str, String)> {
        let mm = |length| millimetres(length, language);
        match self {
            Self::PlainCorner | Self::GuideOmitted => Vec::new(),
            Self::UnknownSign { sign, text } => values([("sign", sign), ("text", text)]),
            Self::SheetTooSmall { width, height } => values([("width", &mm(*width)), ("height", &mm(*height))]),
            Self::RowsTooClose { pitch } | Self::TightRows { pitch } | Self::Staggered { pitch } => {
                values([("pitch", &mm(*pitch))])
            }
            Self::HeadingTooLong { language: heading, lines } => {
                values([("language", &language_name(*heading, language)), ("lines", lines)])
            }
            Self::HeadingShortened { language: heading } => values([("language", &language_name(*heading, language))]),
            Self::RowDoesNotFit { row, text, width } => values([("row", row), ("text", text), ("width", &mm(*width))]),
            Self::WindowReachesNeighbor { row, gap, budget } => {
                values([("row", row), ("gap", &mm(*gap)), ("budget", &mm(*budget))])
            }
            Self::RowAtEdge { row }
            | Self::NoRoomForNumber { row }
            | Self::WindowAtCorner { row }
            | Self::StickerNotPossible { row } => values([("row", row)]),
            Self::WindowAtFold { row, free, least } => {
                values([("row", row), ("free", &mm(*free)), ("least", &mm(*least))])
            }
            Self::RowsReadAlike { first, second } => values([("first", first), ("second", second)]),
            Self::NameSplit { names } => {
                let name = |(row, [surname, given]): &(u32, [String; 2])| format!("{row}: {surname} + {given}");
                values([("names", &names.iter().map(name).collect::<Vec<_>>().join("; "))])
            }
            Self::UnequalNames { row, name } => values([("row", row), ("name", name)]),
            Self::NumbersOnly { wing, width } => values([("wing", &mm(*wing)), ("width", &mm(*width))]),
            Self::RidgesCramped { free } | Self::RidgesOmitted { free } => values([("free", &mm(*free))]),
            Self::NarrowStrip { row, gap, wanted } => {
                values([("row", row), ("gap", &mm(*gap)), ("wanted", &mm(*wanted))])
            }
            Self::SquareCovered { row, percent } => values([("row", row), ("percent", percent)]),
            Self::WideCard { width } => values([("width", &mm(*width))]),
        }
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use ballot::Length;
    use wording::{Severity, remedy, text};

    use super::*;

    const SAMPLE: Length = Length::from_um(9500);

    fn errors() -> Vec<Finding> {
        let name = || "Тоқаев".to_owned();
        vec![
            Finding::UnknownSign { sign: '☺', text: name() },
            Finding::SheetTooSmall { width: SAMPLE, height: SAMPLE },
            Finding::RowsTooClose { pitch: SAMPLE },
            Finding::HeadingTooLong { language: Language::Kk, lines: 2 },
            Finding::RowDoesNotFit { row: 7, text: name(), width: SAMPLE },
            Finding::WindowReachesNeighbor { row: 3, gap: SAMPLE, budget: SAMPLE },
            Finding::RowAtEdge { row: 1 },
            Finding::RowsReadAlike { first: 2, second: 5 },
            Finding::NoRoomForNumber { row: 4 },
        ]
    }

    fn warnings() -> Vec<Finding> {
        vec![
            Finding::NameSplit { names: vec![(2, ["Тоқаев".to_owned(), "Қасым-Жомарт".to_owned()])] },
            Finding::UnequalNames { row: 2, name: "Тоқаев".to_owned() },
            Finding::WindowAtFold { row: 2, free: Length::from_um(-500), least: Length::from_mm(3) },
            Finding::WindowAtCorner { row: 2 },
            Finding::StickerNotPossible { row: 2 },
            Finding::TightRows { pitch: SAMPLE },
            Finding::NumbersOnly { wing: SAMPLE, width: SAMPLE },
            Finding::Staggered { pitch: SAMPLE },
            Finding::HeadingShortened { language: Language::Ru },
            Finding::RidgesCramped { free: SAMPLE },
            Finding::PlainCorner,
            Finding::NarrowStrip { row: 1, gap: SAMPLE, wanted: SAMPLE },
            Finding::SquareCovered { row: 6, percent: 65 },
            Finding::WideCard { width: SAMPLE },
            Finding::RidgesOmitted { free: SAMPLE },
            Finding::GuideOmitted,
        ]
    }

    #[test]
    fn every_finding_supplies_exactly_the_placeholders_of_its_code() {
        for finding in [errors(), warnings()].concat() {
            for language in [Language::Kk, Language::Ru, Language::En] {
                let values = finding.values(language);
                let names: BTreeSet<_> = values.iter().map(|(name, _)| *name).collect();
                assert_eq!(names, finding.code().placeholders(), "{finding:?}");
                for filled in [text(&finding, language), remedy(&finding, language)] {
                    assert!(!filled.contains(['{', '}']), "{filled}");
                }
            }
        }
    }

    #[test]
    fn every_finding_has_the_name_and_severity_of_its_code() {
        for finding in [errors(), warnings()].concat() {
            let code = finding.code();
            assert_eq!(format!("{finding:?}").split(' ').next(), Some(code.name()));
            assert_eq!(finding.is_error(), code.severity() == Severity::Error, "{code}");
        }
    }

    #[test]
    fn the_findings_above_are_all_there_are() {
        let of_layout = |code: &&Code| {
            **code == Code::S115
                || (Code::S140..=Code::S149).contains(*code)
                || ((Code::S207..=Code::S223).contains(*code) && **code != Code::S222)
        };
        let seen: BTreeSet<_> = [errors(), warnings()].concat().iter().map(Finding::code).collect();
        assert_eq!(seen, Code::ALL.iter().filter(of_layout).copied().collect());
    }

    #[test]
    fn a_wing_is_named_in_the_language_of_the_reader() {
        let finding = Finding::NumbersOnly { wing: SAMPLE, width: Length::from_mm(230) };
        assert!(text(&finding, Language::Kk).contains("9,5 мм қанат"));
        assert!(text(&finding, Language::En).contains("A wing of 9.5 mm"));
    }
}
