//! What every text must be like: complete, in its own letters, in the words of the law.

use std::collections::BTreeSet;

use ballot::{Election, Language, Text};
use wording::{Clip, Code, Phrase, Severity, clips, phrase};

const LANGUAGES: [Language; 3] = [Language::Kk, Language::Ru, Language::En];

/// A text in one language, with the English beside it and a name for messages.
struct Sample {
    name: String,
    language: Language,
    text: String,
    english: String,
}

/// What a voter hears, without the names of an election.
fn voice() -> Vec<Clip> {
    let nothing = Text { kk: String::new(), ru: String::new(), en: Some(String::new()) };
    let election = Election { id: String::new(), date: String::new(), title: nothing, contests: Vec::new() };
    clips(&election).filter(|clip| clip.id != "election").collect()
}

/// No Latin word is lent to what a Kazakh or Russian engine says.
fn own_english(spoken: &str, language: Language) -> String {
    match language {
        Language::Kk | Language::Ru => String::new(),
        Language::En => spoken.to_owned(),
    }
}

fn samples() -> Vec<Sample> {
    let mut samples = Vec::new();
    for Clip { language, id, spoken, .. } in voice() {
        samples.push(Sample { name: id, language, english: own_english(&spoken, language), text: spoken });
    }
    for language in LANGUAGES {
        let mut add = |name: String, text: &dyn Fn(Language) -> &'static str| {
            samples.push(Sample {
                name,
                language,
                text: text(language).to_owned(),
                english: text(Language::En).to_owned(),
            });
        };
        for &code in Code::ALL {
            add(format!("{code} text"), &|language| code.text(language));
            add(format!("{code} remedy"), &|language| code.remedy(language));
        }
        for &key in Phrase::ALL {
            add(format!("{key:?}"), &|language| phrase(key, language));
        }
    }
    samples
}

/// The text without its placeholders.
fn plain(text: &str) -> String {
    let outside = |piece: &str| piece.split('{').next().unwrap_or_default().to_owned();
    text.split('}').map(outside).collect::<Vec<_>>().join(" ")
}

fn words(text: &str) -> Vec<String> {
    let plain = plain(text);
    let words = plain.split(|sign: char| !sign.is_alphabetic());
    words.filter(|word| !word.is_empty()).map(str::to_owned).collect()
}

fn is_cyrillic(letter: char) -> bool {
    matches!(letter, '\u{0400}'..='\u{04FF}')
}

#[test]
fn every_text_stands_in_every_language_without_stray_spaces() {
    for Sample { name, language, text, .. } in samples() {
        assert!(text.chars().any(char::is_alphabetic), "{name} {language:?}");
        assert!(text.trim() == text && !text.contains("  "), "{name} {language:?}: {text}");
    }
}

#[test]
fn no_word_mixes_latin_and_cyrillic_letters() {
    for Sample { name, language, text, .. } in samples() {
        for word in words(&text) {
            let mixed = word.chars().any(is_cyrillic) && word.chars().any(|letter| letter.is_ascii());
            assert!(!mixed, "{name} {language:?}: {word}");
        }
    }
}

#[test]
fn a_latin_word_in_a_cyrillic_text_stands_in_the_english_too() {
    for Sample { name, language, text, english } in samples() {
        let english: BTreeSet<_> = words(&english).into_iter().collect();
        for word in words(&text) {
            let own = word.chars().all(is_cyrillic) && language != Language::En;
            assert!(own || english.contains(&word), "{name} {language:?}: {word}");
            assert!(language != Language::En || word.is_ascii(), "{name}: {word}");
        }
    }
}

#[test]
fn kazakh_texts_of_codes_are_kazakh() {
    for &code in Code::ALL {
        for text in [code.text(Language::Kk), code.remedy(Language::Kk)] {
            assert!(text.contains(['ә', 'ғ', 'қ', 'ң', 'ө', 'ұ', 'ү', 'һ', 'і']), "{code}: {text}");
        }
    }
}

#[test]
fn no_russian_or_english_text_has_kazakh_letters() {
    for Sample { name, language, text, .. } in samples() {
        let kazakh = text.to_lowercase().contains(['ә', 'ғ', 'қ', 'ң', 'ө', 'ұ', 'ү', 'һ', 'і']);
        assert!(language == Language::Kk || !kazakh, "{name} {language:?}: {text}");
    }
}

#[test]
fn the_remedy_says_more_than_the_text() {
    for &code in Code::ALL {
        for language in LANGUAGES {
            assert_ne!(code.text(language), code.remedy(language), "{code}");
            assert!(code.remedy(language).ends_with('.'), "{code} {language:?}");
        }
    }
}

#[test]
fn nothing_is_named_by_its_color() {
    let colors = [
        "қызыл",
        "жасыл",
        "көк",
        "сары",
        "ақ",
        "қара",
        "красн",
        "зелён",
        "зелен",
        "сини",
        "синя",
        "сине",
        "жёлт",
        "желт",
        "белы",
        "бело",
        "белу",
        "чёрны",
        "чёрно",
        "черны",
        "черно",
        "red",
        "green",
        "blue",
        "yellow",
        "white",
        "black",
    ];
    for Sample { name, language, text, .. } in samples() {
        for word in words(&text.to_lowercase()) {
            let named = |color: &&str| match language {
                Language::Ru => word.starts_with(*color),
                Language::Kk | Language::En => word == **color,
            };
            assert!(!colors.iter().any(named), "{name} {language:?}: {word}");
        }
    }
}

#[test]
fn the_words_are_those_of_the_law() {
    for Sample { name, text, .. } in samples() {
        let text = text.to_lowercase();
        assert!(!text.contains("үміткер"), "{name}: кандидат");
        assert!(!text.replace("мүгедектігі бар", "").contains("мүгедек"), "{name}");
        assert!(!text.contains("мүмкіндігі шектеулі"), "{name}");
    }
}

#[test]
fn codes_of_lists_stencils_speech_measuring_and_batches_begin_with_1_3_4_5_or_6_and_warnings_with_2_or_6() {
    for &code in Code::ALL {
        let wanted: &[&str] = match code.severity() {
            Severity::Error => &["S1", "S3", "S4", "S5", "S6", "P1", "F1", "K3", "K4", "K5"],
            Severity::Warning => &["S2", "S6"],
        };
        assert!(wanted.iter().any(|begin| code.as_str().starts_with(begin)), "{code}");
    }
}

#[test]
fn each_code_has_a_name_of_its_own() {
    let names: BTreeSet<_> = Code::ALL.iter().map(|code| code.name()).collect();
    assert_eq!(names.len(), Code::ALL.len());
}

#[test]
fn the_voter_is_addressed_politely() {
    let familiar = [
        "ты",
        "тебя",
        "тебе",
        "тобой",
        "твой",
        "твоя",
        "твоё",
        "твои",
        "нажми",
        "выбери",
        "возьми",
        "подожди",
        "сен",
        "сені",
        "саған",
        "сенің",
        "сенде",
        "сенен",
        "бас",
        "таңда",
        "ал",
        "күт",
    ];
    for Clip { language, id, spoken, .. } in voice() {
        for word in words(&spoken) {
            assert!(!familiar.contains(&word.to_lowercase().as_str()), "{language:?} {id}: {spoken}");
            let small = ["вы", "вас", "вам", "вами", "ваш", "ваша", "ваше", "ваши", "вашу", "вашей", "вашего", "сіз"];
            let polite = !small.contains(&word.as_str()) && !word.starts_with("сізд") && !word.starts_with("сізг");
            assert!(polite, "{language:?} {id}: {spoken}");
        }
    }
}
