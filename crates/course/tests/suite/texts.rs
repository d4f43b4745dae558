//! What every text of the course must be like.

use std::collections::BTreeSet;

use ballot::Language;
use course::{Does, Library};

const LANGUAGES: [Language; 3] = [Language::Kk, Language::Ru, Language::En];
/// Characters of speech in a second, as everywhere without clips.
const A_SECOND: usize = 14;
/// To think about a question, in seconds.
const THINK_S: usize = 10;
/// To find a key, in seconds.
const FIND_S: usize = 5;

fn words(text: &str) -> impl Iterator<Item = &str> {
    text.split(|sign: char| !sign.is_alphabetic()).filter(|word| !word.is_empty())
}

fn is_cyrillic(letter: char) -> bool {
    matches!(letter, '\u{0400}'..='\u{04FF}')
}

#[test]
fn every_text_has_a_clip_of_its_own_with_a_name_fit_for_a_file() {
    let library = Library::built_in().unwrap();
    let mut seen = BTreeSet::new();
    for words in library.texts() {
        let plain = |sign: u8| sign.is_ascii_alphanumeric() || matches!(sign, b'.' | b'_' | b'-');
        assert!(words.id().starts_with("course.") && words.id().bytes().all(plain), "{}", words.id());
        assert!(seen.insert(words.id().to_owned()), "{}", words.id());
    }
    assert_eq!(library.clips().len(), 3 * seen.len());
}

#[test]
fn no_word_mixes_alphabets_and_each_text_is_in_its_own_letters() {
    let library = Library::built_in().unwrap();
    for text in library.texts() {
        if text.id().starts_with("course.word.language-") {
            continue;
        }
        let english: BTreeSet<&str> = words(text.get(Language::En)).collect();
        for language in LANGUAGES {
            for word in words(text.get(language)) {
                let (latin, cyrillic) = (word.chars().any(|sign| sign.is_ascii()), word.chars().any(is_cyrillic));
                assert!(!(latin && cyrillic), "{} {word}", text.id());
                let own = if language == Language::En { word.is_ascii() } else { cyrillic || english.contains(word) };
                assert!(own, "{} {language:?}: {word}", text.id());
            }
        }
        let kazakh = |text: &str| text.to_lowercase().contains(['ә', 'ғ', 'қ', 'ң', 'ө', 'ұ', 'ү', 'һ', 'і']);
        assert!(!kazakh(text.get(Language::Ru)), "{}", text.id());
    }
}

#[test]
fn long_texts_in_kazakh_are_kazakh_and_no_text_is_the_same_in_two_languages() {
    let library = Library::built_in().unwrap();
    for text in library.texts() {
        let kazakh = text.get(Language::Kk);
        let letters = kazakh.to_lowercase().contains(['ә', 'ғ', 'қ', 'ң', 'ө', 'ұ', 'ү', 'һ', 'і']);
        assert!(letters || kazakh.chars().count() < 40, "{}: {kazakh}", text.id());
        let same = kazakh == text.get(Language::Ru);
        assert!(!same || kazakh.chars().count() < 20, "{}", text.id());
    }
}

#[test]
fn the_words_are_those_of_the_law_and_polite() {
    let library = Library::built_in().unwrap();
    for text in library.texts() {
        let kazakh = text.get(Language::Kk).to_lowercase();
        assert!(!kazakh.contains("үміткер") && !kazakh.contains("мүмкіндігі шектеулі"), "{}", text.id());
        assert!(!kazakh.replace("мүгедектігі бар", "").contains("мүгедек"), "{}", text.id());
        for language in LANGUAGES {
            for word in words(&text.get(language).to_lowercase()) {
                let familiar = ["ты", "тебя", "тебе", "твой", "твоя", "твои", "сен", "сені", "саған", "сенің", "сенде"];
                assert!(!familiar.contains(&word), "{} {word}", text.id());
            }
        }
    }
}

/// How long a lesson takes whoever hears all of it, in seconds.
fn seconds(library: &Library, lesson: &course::Lesson, language: Language) -> usize {
    let said = |words: &course::Words| words.get(language).chars().count() / A_SECOND;
    let mut all = said(&lesson.title);
    for step in &lesson.steps {
        all += step.source.as_ref().map_or(0, said);
        all += match &step.does {
            Does::Read { text } => said(text),
            Does::Press { text, .. } => said(text) + FIND_S,
            Does::Ask { question, answers, .. } => {
                said(question) + answers.iter().map(|answer| said(&answer.text)).sum::<usize>() + THINK_S
            }
            Does::Drill { text, drill } => {
                let (_, drill) = library.drill(drill).unwrap();
                // What is offered is heard once, and the answers of what is done.
                let offered: usize = drill.actions.iter().map(|action| said(&action.text)).sum();
                let asked = drill.goals.iter().flat_map(|goal| goal.actions.first());
                let done = asked.filter_map(|id| drill.actions.iter().find(|action| action.id == *id));
                let answers: usize = done.map(|action| said(&action.answer)).sum();
                said(text) + said(&drill.situation) + offered + answers + THINK_S
            }
        };
    }
    all
}

#[test]
fn no_lesson_takes_longer_than_it_says_and_the_course_no_longer_than_an_hour() {
    let library = Library::built_in().unwrap();
    for language in LANGUAGES {
        let mut all = 0;
        for lesson in &library.lessons {
            let took = seconds(&library, lesson, language);
            assert!(took <= usize::from(lesson.minutes) * 60, "{} {language:?}: {took} s", lesson.id);
            all += took;
        }
        assert!(all <= 3_600, "{language:?}: {all} s");
    }
    assert!(library.lessons.iter().map(|lesson| u32::from(lesson.minutes)).sum::<u32>() <= 60);
}

#[test]
fn every_lesson_has_something_to_do() {
    for lesson in Library::built_in().unwrap().lessons {
        assert!(lesson.steps.iter().any(|step| step.does.is_graded()), "{}", lesson.id);
    }
}

#[test]
fn what_the_law_says_has_its_source() {
    let library = Library::built_in().unwrap();
    let law = library.lessons.iter().find(|lesson| lesson.id == "law").unwrap();
    let unsourced = law.steps.iter().filter(|step| step.source.is_none()).count();
    // The question about the observer rests on the page before it.
    assert!(unsourced <= 1 && law.steps.len() >= 4, "{unsourced}");
}
