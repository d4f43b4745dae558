//! Tests of whole booklets. Braille is read back by the project's reader, files by others' readers.

mod exports;

use ballot::{BallotOption, OptionKind, Parts, Status, Text};
use proptest::prelude::*;

use super::*;
use crate::braille::{Cell, back_translate, fold_for_reading};

const LANGUAGES: [Language; 2] = Language::ON_BALLOT;

fn text(kk: &str, ru: &str) -> Text {
    Text { kk: kk.into(), ru: ru.into(), en: None }
}

fn option(number: u32, kind: OptionKind, name: Text) -> BallotOption {
    BallotOption {
        id: number.to_string(),
        number,
        kind,
        status: Status::Standing,
        name,
        short: None,
        parts: Parts::default(),
        spoken: None,
        detail: None,
    }
}

fn candidate(number: u32) -> BallotOption {
    let kk = ["Әлімбеков Дәурен Қайратұлы", "Жаңабаев Мұхаммед-Али Сәкенұлы", "Ким Ольга"];
    let ru = ["Турсынбекова Салтанат Пархаткызы", "Жанабаев Мухаммед-Али Сакенулы", "Ким Ольга"];
    let index = usize::try_from(number).unwrap() % 3;
    option(number, OptionKind::Candidate, text(kk[index], ru[index]))
}

fn contest(options: Vec<BallotOption>) -> Contest {
    Contest {
        id: "council".into(),
        position: 1,
        title: text("Аудандық мәслихат депутаттарын сайлау", "Выборы депутатов районного маслихата"),
        short_title: Some(text("Мәслихат сайлауы", "Выборы маслихата")),
        question: None,
        max_choices: 1,
        form: None,
        options,
    }
}

fn election(contest: &Contest) -> Election {
    Election {
        id: "sample".into(),
        date: "2026-11-22".into(),
        title: text("Мәслихаттар сайлауы", "Выборы маслихатов & <других>"),
        contests: vec![contest.clone()],
    }
}

/// Three candidates, one withdrawn, one with details, and "against all".
fn small() -> Contest {
    let mut options: Vec<_> = (1..=3).map(candidate).collect();
    options[1].status = Status::Withdrawn;
    options[2].detail = Some(text("1984 жылы туған, мектеп мұғалімі", "1984 года рождения, школьный учитель"));
    options.push(option(4, OptionKind::AgainstAll, text("Барлығына қарсымын", "Против всех")));
    Contest { max_choices: 3, ..contest(options) }
}

/// As many rows as the longest ballot of 2023 had.
fn large() -> Contest {
    let mut options: Vec<_> = (1..=42).map(candidate).collect();
    options.push(option(43, OptionKind::AgainstAll, text("Барлығына қарсымын", "Против всех")));
    contest(options)
}

fn made(contest: &Contest, language: Language, settings: &Settings) -> Vec<Page> {
    // The Braille of these tests has neither & nor brackets.
    let mut election = election(contest);
    election.title = text("Мәслихаттар сайлауы", "Выборы маслихатов");
    braille_pages(&election, contest, language, settings).unwrap()
}

fn style(language: Language) -> Style {
    Style::new(rules(language).unwrap())
}

/// What a reader makes of a booklet without its feet: lines joined, hyphens and blanks left out,
/// since lines end at either.
fn read_back(pages: &[Page], language: Language) -> String {
    let lines = pages.iter().flat_map(|page| page.lines.split_last().unwrap().1);
    let read = lines.map(|line| back_translate(line, style(language)).unwrap());
    read.collect::<String>().replace([' ', '-'], "")
}

fn assert_names_in_order(contest: &Contest, language: Language, settings: &Settings) {
    let pages = made(contest, language, settings);
    let mut rest = read_back(&pages, language);
    for option in &contest.options {
        let row = format!("{}. {}", option.number, option.name.get(language));
        let row = fold_for_reading(&row, style(language)).unwrap().replace([' ', '-'], "");
        let at = rest.find(&row).unwrap_or_else(|| panic!("{row} in {rest}"));
        rest = rest.split_off(at + row.len());
    }
}

fn assert_within(pages: &[Page], settings: &Settings) {
    for page in pages {
        assert_eq!(page.lines.len(), settings.lines);
        for line in &page.lines {
            assert!(
                line.len() <= settings.cells && line.last() != Some(&Cell::BLANK),
                "{}",
                crate::braille::to_unicode(line)
            );
        }
    }
}

fn shown(pages: &[Page]) -> String {
    pages.iter().map(Page::to_string).collect::<Vec<_>>().join("---\n")
}

#[test]
fn a_small_booklet_in_kazakh() {
    insta::assert_snapshot!(shown(&made(&small(), Language::Kk, &Settings::default())));
}

#[test]
fn a_small_booklet_in_russian_on_small_pages() {
    let settings = Settings { cells: 28, lines: 15, ..Settings::default() };
    insta::assert_snapshot!(shown(&made(&small(), Language::Ru, &settings)));
}

#[test]
fn what_a_booklet_says() {
    let parts = |language| text::parts(&election(&small()), &small(), language, true);
    insta::assert_debug_snapshot!(LANGUAGES.map(parts));
}

#[test]
fn ridges_are_told_only_where_the_stencil_has_them() {
    let (election, large, small) = (election(&large()), large(), small());
    let said = |contest, ridges| format!("{:?}", text::parts(&election, contest, Language::Ru, ridges));
    assert!(said(&large, true).contains("каждая пятая"));
    assert!(!said(&small, true).contains("каждая пятая") && said(&small, true).contains("двумя рельефными"));
    assert!(!said(&large, false).contains("рельефн"));
}

#[test]
fn every_name_comes_back_in_order_from_every_page_size() {
    for (cells, lines) in [(40, 25), (20, 10), (42, 40), (31, 12)] {
        for capitals in [false, true] {
            let settings = Settings { cells, lines, capitals, ..Settings::default() };
            for (contest, language) in [small(), large()].iter().flat_map(|one| LANGUAGES.map(|lang| (one, lang))) {
                assert_within(&made(contest, language, &settings), &settings);
                if !capitals {
                    assert_names_in_order(contest, language, &settings);
                }
            }
        }
    }
}

#[test]
fn a_row_is_never_torn_between_pages() {
    let settings = Settings { cells: 20, lines: 10, ..Settings::default() };
    let pages = made(&large(), Language::Kk, &settings);
    assert!(pages.len() > 10);
    let read: Vec<String> = pages.iter().map(|page| read_back(std::slice::from_ref(page), Language::Kk)).collect();
    for option in &large().options {
        let row = format!("{}. {}", option.number, option.name.kk);
        let row = fold_for_reading(&row, style(Language::Kk)).unwrap().replace([' ', '-'], "");
        assert!(read.iter().any(|page| page.contains(&row)), "{row}");
    }
}

#[test]
fn a_word_longer_than_a_line_is_broken_and_nothing_is_lost() {
    let long = "Ааааааааааббббббббббввввввввввггггггггггдддддддддд";
    let latin = "«Longpartynameofmorethantwentyletters»";
    let parties = [long, latin, "Партия 123456789012345678901234567890", "Мұхаммед-Алишер-Бекзат-Тұрсынбек-Еркебұлан"];
    let options = parties.iter().zip(1..).map(|(name, number)| option(number, OptionKind::Party, text(name, name)));
    let contest = contest(options.collect());
    let settings = Settings { cells: 20, lines: 10, ..Settings::default() };
    for language in LANGUAGES {
        let pages = made(&contest, language, &settings);
        assert_within(&pages, &settings);
        let read = read_back(&pages, language).to_lowercase();
        for name in parties {
            let name = name.to_lowercase().replace([' ', '-'], "");
            assert!(read.contains(&name), "{name} in {read}");
        }
    }
}

#[test]
fn a_word_breaks_at_its_own_hyphen_only_when_it_is_longer_than_a_line() {
    let name = text("Сейдахметов Мұхаммед-Әлі", "Сейдахметов Мухаммед-Али");
    let contest = contest(vec![option(1, OptionKind::Candidate, name)]);
    let lines = |cells| shown(&made(&contest, Language::Ru, &Settings { cells, ..Settings::default() }));
    let whole = crate::braille::to_unicode(&braille::translate("мухаммед-али", style(Language::Ru)).unwrap());
    assert!(lines(20).contains(&whole) && lines(40).contains(&whole));
}

#[test]
fn a_comma_whose_blank_braille_drops_still_lets_a_line_end() {
    let name = "Бірінші,екінші,үшінші,төртінші,бесінші,алтыншы".replace(',', ", ");
    let contest = contest(vec![option(1, OptionKind::Party, text(&name, &name))]);
    let settings = Settings { cells: 20, ..Settings::default() };
    let pages = made(&contest, Language::Kk, &settings);
    assert!(!shown(&pages).contains('⠤'), "no word is broken: {}", shown(&pages));
    assert_names_in_order(&contest, Language::Kk, &settings);
}

#[test]
fn settings_outside_their_ranges_and_english_are_refused() {
    let refused = |language, settings| braille_pages(&election(&small()), &small(), language, &settings);
    for (cells, lines, print_pt) in [(19, 25, 24), (43, 25, 24), (40, 9, 24), (40, 41, 24), (40, 25, 17), (40, 25, 37)]
    {
        let settings = Settings { cells, lines, print_pt, ..Settings::default() };
        assert!(matches!(refused(Language::Kk, settings), Err(BookletError::Settings(..))));
    }
    assert!(matches!(refused(Language::En, Settings::default()), Err(BookletError::NoBraille(Language::En))));
}

#[test]
fn every_sentence_of_the_booklet_has_cells() {
    let keys = wording::Phrase::ALL.iter().filter(|key| format!("{key:?}").starts_with("Booklet"));
    let mut count = 0;
    for key in keys {
        for language in LANGUAGES {
            let sentence =
                wording::fill(wording::phrase(*key, language), &[("n", "3".into()), ("date", "22.11.2026".into())]);
            let cells = braille::translate(&sentence, style(language)).unwrap();
            let read = back_translate(&cells, style(language)).unwrap();
            assert_eq!(read, fold_for_reading(&sentence, style(language)).unwrap());
            count += 1;
        }
    }
    assert!(count >= 20);
}

/// Words as names and details have them, far longer ones too.
fn some_text() -> impl Strategy<Value = String> {
    let word = prop_oneof![
        4 => "[А-Я][абвгдежзиклмнопрстуқңғұүһі]{0,12}",
        1 => "[а-п]{1,60}",
        1 => "[A-Z]?[a-z]{1,45}",
        1 => "[1-9][0-9]{0,44}",
        1 => "[а-я]{2,25}(-[а-я]{2,25}){1,3}",
        1 => "«[А-Я][а-я]{1,30}»",
    ];
    let joint = prop_oneof![4 => Just(" "), 1 => Just(", "), 1 => Just(" – ")];
    prop::collection::vec((word, joint), 1..9).prop_map(|words| {
        let text: String = words.into_iter().flat_map(|(word, joint)| [word, joint.to_owned()]).collect();
        text.trim_end_matches([' ', ',', '–']).to_owned()
    })
}

proptest! {
    #[test]
    fn any_name_comes_back_whole_from_any_page(
        name in some_text(), detail in some_text(), cells in 20_usize..=42, lines in 10_usize..=40,
    ) {
        let mut option = option(1, OptionKind::Party, text(&name, &name));
        option.detail = Some(text(&detail, &detail));
        let settings = Settings { cells, lines, ..Settings::default() };
        for language in LANGUAGES {
            let pages = made(&contest(vec![option.clone()]), language, &settings);
            assert_within(&pages, &settings);
            let read = read_back(&pages, language).to_lowercase();
            for words in [&name, &detail] {
                let words = fold_for_reading(words, style(language)).unwrap().to_lowercase();
                let words = words.replace([' ', '-'], "");
                prop_assert!(read.contains(&words), "{words} in {read}");
            }
        }
    }
}
