//! The codes of problems in lists and ballot forms.

use ballot::{FormRule, Language, ProblemKind};

use crate::{Code, Coded, Phrase, fill, language_name, phrase, values};

impl Coded for ProblemKind {
    fn code(&self) -> Code {
        match self {
            Self::NotAList => Code::S101,
            Self::DamagedSpreadsheet { .. } => Code::S102,
            Self::TooLarge { .. } => Code::S103,
            Self::EncodingUnclear { .. } => Code::S104,
            Self::MissingColumn { .. } => Code::S105,
            Self::ColumnsToName { .. } => Code::S614,
            Self::NoSuchColumn { .. } => Code::S615,
            Self::Syntax { .. } => Code::S106,
            Self::UnknownFormat { .. } => Code::S107,
            Self::RaggedRow => Code::S108,
            Self::SeveralSheets { .. } => Code::S109,
            Self::MissingTranslation { .. } => Code::S110,
            Self::UnknownKind { .. } => Code::S111,
            Self::DuplicateName { .. } => Code::S112,
            Self::MixedScripts { .. } => Code::S113,
            Self::LostLetter { .. } => Code::S114,
            Self::UnknownSign { .. } => Code::S115,
            Self::SecondAgainstAll => Code::S116,
            Self::UnknownStatus { .. } => Code::S117,
            Self::OptionCount { .. } => Code::S118,
            Self::MaxChoices { .. } => Code::S119,
            Self::MissingTitle => Code::S120,
            Self::DuplicateId { .. } => Code::S121,
            Self::BadId { .. } => Code::S122,
            Self::TooManyContests { .. } => Code::S123,
            Self::MixedKinds => Code::S124,
            Self::NothingToMark => Code::S125,
            Self::BadDate { .. } => Code::S126,
            Self::IncompleteParts { .. } => Code::S127,
            Self::PartsDisagree { .. } => Code::S128,
            Self::RowsDisagree { .. } => Code::S129,
            Self::FormValue { .. } => Code::S130,
            Self::SwappedLanguages { .. } => Code::S131,
            Self::MisspeltColumn { .. } => Code::S132,
            Self::DigitInName { .. } => Code::S133,
            Self::CellError { .. } => Code::S134,
            Self::OptionsAndSquares { .. } => Code::S135,
            Self::NoForm { .. } => Code::S136,
            Self::OtherForm { .. } => Code::S137,
            Self::FormForNobody { .. } => Code::S138,
            Self::FormTwice { .. } => Code::S139,
            Self::NumberDiffers { .. } => Code::S201,
            Self::UnknownColumn { .. } => Code::S202,
            Self::SpacesRepaired { .. } => Code::S203,
            Self::HiddenRow => Code::S204,
            Self::OutOfOrder { .. } => Code::S205,
            Self::EncodingInferred { .. } => Code::S206,
        }
    }

    fn values(&self, language: Language) -> Vec<(&'static str, String)> {
        match self {
            Self::NotAList
            | Self::RaggedRow
            | Self::SecondAgainstAll
            | Self::MissingTitle
            | Self::MixedKinds
            | Self::NothingToMark
            | Self::HiddenRow => Vec::new(),
            Self::DamagedSpreadsheet { detail } | Self::Syntax { detail } => values([("detail", detail)]),
            Self::TooLarge { limit_mb } => values([("limit_mb", limit_mb)]),
            Self::EncodingUnclear { candidates } => values([("candidates", &candidates.join(", "))]),
            Self::MissingColumn { column } | Self::UnknownColumn { column } => values([("column", column)]),
            Self::ColumnsToName { column, unknown } => {
                let (all, example) = (unknown.join(" · "), unknown.first().cloned().unwrap_or_default());
                values([("column", column), ("unknown", &all), ("example", &example)])
            }
            Self::NoSuchColumn { header, column } => {
                values([("header", header), ("column", column), ("columns", &ballot::list::column_names().join(", "))])
            }
            Self::UnknownFormat { found, expected } => values([("found", found), ("expected", expected)]),
            Self::MissingTranslation { language: missing } | Self::IncompleteParts { language: missing } => {
                values([("language", &language_name(*missing, language))])
            }
            Self::UnknownKind { found }
            | Self::UnknownStatus { found }
            | Self::BadDate { found }
            | Self::CellError { found } => values([("found", found)]),
            Self::SeveralSheets { first, second } => values([("first", first), ("second", second)]),
            Self::MisspeltColumn { column, meant } => values([("column", column), ("meant", meant)]),
            Self::DigitInName { name } => values([("name", name)]),
            Self::DuplicateName { name, first_row } => values([("name", name), ("first_row", first_row)]),
            Self::MixedScripts { word, letters } => values([("word", word), ("letters", letters)]),
            Self::LostLetter { word } => values([("word", word)]),
            Self::UnknownSign { sign, text } => values([("sign", sign), ("text", text)]),
            Self::OptionCount { found, least, most } => values([("found", found), ("least", least), ("most", most)]),
            Self::MaxChoices { found } => values([("found", found)]),
            Self::DuplicateId { id } | Self::BadId { id } => values([("id", id)]),
            Self::TooManyContests { found } => values([("found", found)]),
            Self::PartsDisagree { part, name } => values([("part", part), ("name", name)]),
            Self::RowsDisagree { first, found } => values([("first", first), ("found", found)]),
            Self::FormValue { rule } => values([("rule", &form_rule(rule, language))]),
            Self::OptionsAndSquares { options, squares } => values([("options", options), ("squares", squares)]),
            Self::NoForm { contest }
            | Self::FormForNobody { contest }
            | Self::FormTwice { contest }
            | Self::SwappedLanguages { contest } => values([("contest", contest)]),
            Self::OtherForm { wanted, given } => values([("wanted", wanted), ("given", given)]),
            Self::NumberDiffers { found, position } => values([("found", found), ("position", position)]),
            Self::SpacesRepaired { text } => values([("text", text)]),
            Self::OutOfOrder { name, before } => values([("name", name), ("before", before)]),
            Self::EncodingInferred { encoding } => values([("encoding", encoding)]),
        }
    }
}

fn form_rule(rule: &FormRule, language: Language) -> String {
    let (key, number) = match rule {
        FormRule::PageSize => (Phrase::FormRulePageSize, None),
        FormRule::Side => (Phrase::FormRuleSide, None),
        FormRule::SquareSize => (Phrase::FormRuleSquareSize, None),
        FormRule::SquareCount => (Phrase::FormRuleSquareCount, None),
        FormRule::SquareOutsidePage { number } => (Phrase::FormRuleSquareOutsidePage, Some(number)),
        FormRule::SquareOrder { number } => (Phrase::FormRuleSquareOrder, Some(number)),
        FormRule::SpareSquares => (Phrase::FormRuleSpareSquares, None),
        FormRule::Corner => (Phrase::FormRuleCorner, None),
    };
    let values: Vec<_> = number.map(|number| ("number", number.to_string())).into_iter().collect();
    fill(phrase(key, language), &values)
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;
    use crate::{Severity, remedy, text};

    const LANGUAGES: [Language; 3] = [Language::Kk, Language::Ru, Language::En];

    fn rules() -> Vec<ProblemKind> {
        let rules = [
            FormRule::PageSize,
            FormRule::Side,
            FormRule::SquareSize,
            FormRule::SquareCount,
            FormRule::SquareOutsidePage { number: 12 },
            FormRule::SquareOrder { number: 2 },
            FormRule::SpareSquares,
            FormRule::Corner,
        ];
        rules.map(|rule| ProblemKind::FormValue { rule }).into()
    }

    fn problems_of_files() -> Vec<ProblemKind> {
        let word = || "Тоқаев".to_owned();
        vec![
            ProblemKind::NotAList,
            ProblemKind::DamagedSpreadsheet { detail: word() },
            ProblemKind::TooLarge { limit_mb: 20 },
            ProblemKind::EncodingUnclear { candidates: vec![word(), word()] },
            ProblemKind::MissingColumn { column: word() },
            ProblemKind::ColumnsToName { column: word(), unknown: vec![word()] },
            ProblemKind::NoSuchColumn { header: word(), column: word() },
            ProblemKind::Syntax { detail: word() },
            ProblemKind::UnknownFormat { found: word(), expected: word() },
            ProblemKind::RaggedRow,
            ProblemKind::OptionsAndSquares { options: 7, squares: 8 },
            ProblemKind::NoForm { contest: word() },
            ProblemKind::OtherForm { wanted: word(), given: word() },
            ProblemKind::FormForNobody { contest: word() },
            ProblemKind::FormTwice { contest: word() },
            ProblemKind::SeveralSheets { first: word(), second: word() },
            ProblemKind::MisspeltColumn { column: word(), meant: word() },
            ProblemKind::CellError { found: word() },
            ProblemKind::UnknownColumn { column: word() },
            ProblemKind::HiddenRow,
            ProblemKind::EncodingInferred { encoding: word() },
        ]
    }

    fn problems_of_rows() -> Vec<ProblemKind> {
        let word = || "Тоқаев".to_owned();
        vec![
            ProblemKind::MissingTranslation { language: Language::Kk },
            ProblemKind::UnknownKind { found: word() },
            ProblemKind::DuplicateName { name: word(), first_row: 3 },
            ProblemKind::MixedScripts { word: word(), letters: word() },
            ProblemKind::LostLetter { word: word() },
            ProblemKind::UnknownSign { sign: '☺', text: word() },
            ProblemKind::SecondAgainstAll,
            ProblemKind::UnknownStatus { found: word() },
            ProblemKind::OptionCount { found: 1, least: 2, most: 43 },
            ProblemKind::MaxChoices { found: 0 },
            ProblemKind::MissingTitle,
            ProblemKind::DuplicateId { id: word() },
            ProblemKind::BadId { id: word() },
            ProblemKind::TooManyContests { found: 6 },
            ProblemKind::MixedKinds,
            ProblemKind::NothingToMark,
            ProblemKind::BadDate { found: String::new() },
            ProblemKind::IncompleteParts { language: Language::Ru },
            ProblemKind::RowsDisagree { first: word(), found: word() },
            ProblemKind::PartsDisagree { part: word(), name: word() },
            ProblemKind::SwappedLanguages { contest: word() },
            ProblemKind::DigitInName { name: word() },
            ProblemKind::NumberDiffers { found: word(), position: 4 },
            ProblemKind::SpacesRepaired { text: word() },
            ProblemKind::OutOfOrder { name: word(), before: word() },
        ]
    }

    fn problems() -> Vec<ProblemKind> {
        [rules(), problems_of_files(), problems_of_rows()].concat()
    }

    #[test]
    fn every_problem_supplies_exactly_the_placeholders_of_its_code() {
        for problem in problems() {
            for language in LANGUAGES {
                let values = problem.values(language);
                let names: BTreeSet<_> = values.iter().map(|(name, _)| *name).collect();
                assert_eq!(names, problem.code().placeholders(), "{problem:?}");
                assert_eq!(names.len(), values.len(), "{problem:?}");
                for filled in [text(&problem, language), remedy(&problem, language)] {
                    assert!(!filled.contains(['{', '}']), "{filled}");
                }
            }
        }
    }

    #[test]
    fn every_problem_has_the_name_and_severity_of_its_code() {
        for problem in problems() {
            let code = problem.code();
            let debug = format!("{problem:?}");
            assert_eq!(debug.split(' ').next(), Some(code.name()));
            assert_eq!(problem.is_error(), code.severity() == Severity::Error, "{code}");
        }
    }

    #[test]
    fn the_problems_above_are_all_there_are() {
        let seen: BTreeSet<_> = problems().iter().map(ProblemKind::code).collect();
        let of_lists = |code: &&Code| {
            (Code::S101..=Code::S139).contains(*code)
                || (Code::S201..=Code::S206).contains(*code)
                || (Code::S614..=Code::S615).contains(*code)
        };
        assert_eq!(seen, Code::ALL.iter().filter(of_lists).copied().collect());
    }

    #[test]
    fn the_missing_language_is_named_in_the_language_of_the_reader() {
        let problem = ProblemKind::MissingTranslation { language: Language::Kk };
        assert_eq!(text(&problem, Language::Kk), "Бұл жерде қазақша мәтін жоқ.");
        assert_eq!(text(&problem, Language::Ru), "Здесь нет текста на казахском языке.");
        assert_eq!(text(&problem, Language::En), "There is no Kazakh text here.");
    }

    #[test]
    fn a_rule_of_the_form_names_the_square() {
        let problem = ProblemKind::FormValue { rule: FormRule::SquareOutsidePage { number: 12 } };
        assert!(text(&problem, Language::Kk).contains("12-шаршы"));
        assert!(text(&problem, Language::En).contains("square 12 lies"));
    }
}
