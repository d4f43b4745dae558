//! The columns of a table: which there are, and which of them a header means that is none. A
//! misspelt `status` would let a withdrawn candidate stand.

use std::sync::LazyLock;

use crate::text;

/// Columns without a language.
const PLAIN: [&str; 5] = ["contest", "kind", "number", "status", "form"];
/// Columns with a language: `name_kk`, `name_ru`, `name_en`.
const TEXTS: [&str; 7] = ["name", "short", "spoken", "detail", "question", "title", "short_title"];
/// Columns of name parts, which exist in the two languages of the ballot.
const PARTS: [&str; 3] = ["surname", "given", "patronymic"];

/// The column that says who has withdrawn.
const STATUS: &str = "status";
/// Headers that mean it as a whole.
const STATUS_HEADERS: [&str; 8] = ["state", "состояние", "күй", "күйі", "шықты", "шығып қалды", "алынды", "отозван"];
/// First words of headers that mean it: `Статус кандидата`.
const STATUS_FIRST_WORDS: [&str; 10] =
    ["status", "статус", "мәртебе", "мәртебесі", "withdrawn", "withdrew", "снят", "снята", "выбыл", "выбыла"];
/// What the cells of such a column say.
const STATUS_CELLS: [&str; 15] = [
    "withdrawn",
    "withdrew",
    "снят",
    "снята",
    "сняты",
    "снялся",
    "снялась",
    "выбыл",
    "выбыла",
    "отозван",
    "отозвана",
    "шықты",
    "шығып қалды",
    "шығарылды",
    "алынды",
];
/// A cell with more words says something else, unless it begins with one of those above.
const SHORT_CELL: usize = 4;

/// Words that a column beside the list may well be called, one slip away from a known one.
const ORDINARY: [&str; 6] = ["content", "context", "find", "firm", "forum", "from"];

/// Letters from which on two slips are allowed.
const LONG_NAME: usize = 8;

/// Cyrillic letters and the Latin ones that look like them.
const LOOK_ALIKES: [(char, char); 17] = [
    ('а', 'a'),
    ('в', 'b'),
    ('е', 'e'),
    ('ё', 'e'),
    ('к', 'k'),
    ('м', 'm'),
    ('н', 'h'),
    ('һ', 'h'),
    ('о', 'o'),
    ('р', 'p'),
    ('с', 'c'),
    ('т', 't'),
    ('у', 'y'),
    ('х', 'x'),
    ('і', 'i'),
    ('ј', 'j'),
    ('ѕ', 's'),
];

/// A header as a column's name: small letters, spaces and hyphens as underscores.
pub(super) fn column_name(header: &str) -> String {
    let header = text::normalize(header).map(|(header, _)| header).unwrap_or_default();
    header.to_lowercase().replace([' ', '-'], "_")
}

/// Whether there is a column of this name.
pub(super) fn is_known(column: &str) -> bool {
    let (field, language) = column.rsplit_once('_').unwrap_or((column, ""));
    PLAIN.contains(&column)
        || (TEXTS.contains(&field) && matches!(language, "kk" | "ru" | "en"))
        || (PARTS.contains(&field) && matches!(language, "kk" | "ru"))
}

/// Every column there is.
pub(super) fn known() -> impl Iterator<Item = String> {
    let with = |fields: &'static [&str], languages: &'static [&str]| {
        fields.iter().flat_map(|field| languages.iter().map(move |language| format!("{field}_{language}")))
    };
    let plain = PLAIN.iter().map(|&column| column.to_owned());
    plain.chain(with(&TEXTS, &["kk", "ru", "en"])).chain(with(&PARTS, &["kk", "ru"]))
}

/// The known column that an unknown `header` is a misspelling of, or means in other words.
///
/// One slip is a letter added, lost, changed or swapped with the next. A long name may have two,
/// but not in its language, so that `surname_en` and `details` mean nothing else.
pub(super) fn meant_by_header(header: &str) -> Option<String> {
    let bare = skeleton(header);
    let without_language = TEXTS.iter().chain(&PARTS);
    if ORDINARY.iter().chain(without_language).any(|word| skeleton(word) == bare) {
        return None;
    }
    let is_meant = |column: &String, slips: usize| {
        let own = skeleton(column);
        let ending = |name: &[char]| name.last_chunk::<2>().copied();
        let may_have_two = own.len() >= LONG_NAME && ending(&own) == ending(&bare);
        slips <= 1 + usize::from(may_have_two) && is_within(&bare, &own, slips)
    };
    let misspelt = || (0..=2).find_map(|slips| known().find(|column| is_meant(column, slips)));
    let is_status = means_status(header, &bare);
    if is_status { Some(STATUS.to_owned()) } else { misspelt() }
}

fn means_status(header: &str, bare: &[char]) -> bool {
    let first = text::words(header).next().map(skeleton).unwrap_or_default();
    STATUS_HEADERS.iter().any(|word| skeleton(word) == bare)
        || STATUS_FIRST_WORDS.iter().any(|word| skeleton(word) == first)
}

/// The column that a cell's content belongs in.
pub(super) fn meant_by_cell(cell: &str) -> Option<&'static str> {
    static SAID: LazyLock<Vec<Vec<Vec<char>>>> =
        LazyLock::new(|| STATUS_CELLS.iter().map(|said| text::words(said).map(skeleton).collect()).collect());
    let words: Vec<_> = text::words(cell).map(skeleton).collect();
    let says = |said: &Vec<Vec<char>>| {
        words.starts_with(said) || (words.len() <= SHORT_CELL && words.windows(said.len()).any(|found| found == said))
    };
    let is_standing = words == [skeleton("standing")];
    (is_standing || SAID.iter().any(says)).then_some(STATUS)
}

/// The letters and digits of a name: small, without spaces, Cyrillic look-alikes as Latin.
fn skeleton(name: &str) -> Vec<char> {
    let look_alike = |sign: char| LOOK_ALIKES.iter().find(|(own, _)| *own == sign).map_or(sign, |(_, latin)| *latin);
    let signs = name.chars().flat_map(char::to_lowercase).filter(|sign| sign.is_alphanumeric());
    signs.map(look_alike).collect()
}

/// Whether at most `slips` lie between two names.
fn is_within(one: &[char], other: &[char], slips: usize) -> bool {
    match (one, other) {
        ([], []) => true,
        ([first, one @ ..], [second, other @ ..]) if first == second => is_within(one, other, slips),
        _ if slips == 0 => false,
        ([], [_, rest @ ..]) | ([_, rest @ ..], []) => is_within(rest, &[], slips - 1),
        ([first, one_rest @ ..], [second, other_rest @ ..]) => {
            let is_swap = one_rest.first() == Some(second) && other_rest.first() == Some(first);
            let after_swap = || is_within(one_rest.get(1..)?, other_rest.get(1..)?, slips - 1).then_some(());
            is_within(one_rest, other_rest, slips - 1)
                || is_within(one_rest, other, slips - 1)
                || is_within(one, other_rest, slips - 1)
                || (is_swap && after_swap().is_some())
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn meant(header: &str) -> String {
        assert!(!is_known(&column_name(header)), "{header}");
        meant_by_header(header).unwrap_or_default()
    }

    #[test]
    fn the_columns_listed_are_the_columns_known() {
        assert!(known().all(|column| is_known(&column)));
        assert_eq!(known().count(), 5 + 3 * 7 + 2 * 3);
    }

    #[test]
    fn a_header_one_slip_away_means_the_known_column() {
        for header in ["statuc", "stаtus", "STАTUS", "satus", "statsu", "statuss", "status:", "ѕtatuѕ", "s t a t u s"]
        {
            assert_eq!(meant(header), "status", "{header}");
        }
        assert_eq!(meant("name kk2"), "name_kk");
        assert_eq!(meant("namekk"), "name_kk");
        assert_eq!(meant("NАME_RU"), "name_ru");
        assert_eq!(meant("name_kz"), "name_kk");
        assert_eq!(meant("knid"), "kind");
        assert_eq!(meant("contets"), "contest");
    }

    #[test]
    fn a_long_name_may_have_two_slips_outside_its_language() {
        assert_eq!(meant("patronimik_kk"), "patronymic_kk");
        assert_eq!(meant("shor_titel_ru"), "short_title_ru");
        assert_eq!(meant("patronimyks_kkk"), "");
        for header in
            ["surname_en", "surname", "patronymic", "details", "question", "spoken", "short title", "surname_uz"]
        {
            assert_eq!(meant(header), "", "{header}");
        }
    }

    #[test]
    fn usual_words_for_the_status_mean_it() {
        for header in [
            "статус",
            "Статус кандидата",
            "cтатус",
            "status_kk",
            "мәртебе",
            "Мәртебесі",
            "күйі",
            "состояние",
            "State",
            "withdrawn?",
            "снят",
            "выбыл",
        ] {
            assert_eq!(meant(header), "status", "{header}");
        }
        for header in ["Семейный статус", "состояние здоровья", "statement", "стат", "marital status"]
        {
            assert_eq!(meant(header), "", "{header}");
        }
    }

    #[test]
    fn ordinary_extra_columns_mean_nothing_else() {
        for header in [
            "comment",
            "comments",
            "notes",
            "примечание",
            "ескерту",
            "партия",
            "year",
            "№",
            "номер",
            "no",
            "nr",
            "id",
            "date",
            "name",
            "names",
            "title",
            "titles",
            "аты-жөні",
            "ФИО",
            "фамилия",
            "дата рождения",
            "туған жылы",
            "from",
            "firm",
            "party",
            "region",
            "type",
            "age",
            "place",
            "photo",
            "district",
            "округ",
            "пол",
            "site",
            "content",
            "email",
            "тел.",
            "должность",
            "lastname",
            "nominated by",
            "self",
            "given",
            "short",
            "",
        ] {
            assert_eq!(meant(header), "", "{header}");
        }
    }

    #[test]
    fn a_cell_that_says_who_has_withdrawn_is_found() {
        for cell in [
            "withdrawn",
            " Withdrawn ",
            "standing",
            "снят",
            "Снята 12.03",
            "сам снялся",
            "ВЫБЫЛ",
            "отозван партией",
            "сайлаудан шықты",
            "тізімнен шығып қалды",
            "алынды",
            "снят с выборов по решению суда от 5 марта",
        ] {
            assert_eq!(meant_by_cell(cell), Some("status"), "{cell}");
        }
        for cell in ["", "мұғалім", "снятие", "Standing Committee", "жеңіп шыққан", "шығып", "выборы", "1961"]
        {
            assert_eq!(meant_by_cell(cell), None, "{cell}");
        }
        assert_eq!(meant_by_cell("режиссёр, в 2001 году снят его фильм"), None);
    }
}
