//! What the booth says: every utterance is made of clips that exist, and reads as it should.

use std::collections::{BTreeMap, BTreeSet};

use ballot::{BallotOption, Contest, Election, Language, OptionKind, Parts, Status, Text};
use proptest::prelude::*;
use wording::{Clip, Hands, Name, Part, Pause, Segment, Voice, clips, utterance_text, voice_version};

const LANGUAGES: [Language; 3] = [Language::Kk, Language::Ru, Language::En];

fn text(kk: &str, ru: &str, en: Option<&str>) -> Text {
    Text { kk: kk.to_owned(), ru: ru.to_owned(), en: en.map(str::to_owned) }
}

fn option(number: u32, name: Text) -> BallotOption {
    BallotOption {
        id: number.to_string(),
        number,
        kind: OptionKind::Candidate,
        status: Status::Standing,
        name,
        short: None,
        parts: Parts::default(),
        spoken: None,
        detail: None,
    }
}

/// Two contests. The first has English everywhere but for its second option; the second none.
fn election() -> Election {
    let mut spelled = option(3, text("Ким А. В.", "Ким А. В.", Some("Kim A. V.")));
    spelled.spoken = Some(text("Ким А Вэ", "Ким А Вэ", None));
    let president = Contest {
        id: "president".to_owned(),
        position: 1,
        title: text("Президент сайлауы", "Выборы Президента", Some("President")),
        short_title: None,
        question: None,
        max_choices: 1,
        form: None,
        options: vec![
            option(1, text("Асан Айгүл", "Асан Айгуль", Some("Asan Aigul"))),
            option(2, text("Ерлан Дана", "Ерлан Дана", None)),
            spelled,
        ],
    };
    let law = Contest {
        id: "law".to_owned(),
        position: 2,
        title: text("№ 5 сұрақ", "Вопрос № 5", None),
        short_title: None,
        question: Some(text("Келісесіз бе?", "Вы согласны?", None)),
        options: vec![option(1, text("Иә", "Да", None)), option(2, text("Жоқ", "Нет", None))],
        ..president.clone()
    };
    Election {
        id: "test".to_owned(),
        date: "2026-11-22".to_owned(),
        title: text("Сайлау", "Выборы", Some("Election")),
        contests: vec![president, law],
    }
}

fn say(voice: Voice, language: Language) -> String {
    let election = election();
    utterance_text(&voice.utterance(language, Hands::Keypad, &election), &election)
}

fn by_id(election: &Election) -> BTreeMap<(Language, String), Clip> {
    clips(election).map(|clip| ((clip.language, clip.id.clone()), clip)).collect()
}

/// Every phrase in every language for all hands, with this number in it.
fn utterances(number: u16) -> Vec<(String, Language, Vec<Segment>)> {
    let election = election();
    let mut all = Vec::new();
    for (contest, row) in [(0, 2), (1, 1)] {
        for voice in Voice::every(number, contest, row) {
            for language in LANGUAGES {
                for hands in Hands::ALL {
                    let place = format!("{} {language:?} {hands:?}", voice.key());
                    all.push((place, language, voice.utterance(language, hands, &election)));
                }
            }
        }
    }
    all
}

/// The clips that are the same for every election.
fn own_clips() -> Vec<Clip> {
    let is_own = |clip: &Clip| ["voice.", "number.", "noun."].iter().any(|begin| clip.id.starts_with(begin));
    let own: Vec<_> = clips(&election()).filter(is_own).collect();
    assert!(own.len() > 300, "{}", own.len());
    own
}

#[test]
fn every_segment_of_every_utterance_is_a_clip() {
    let election = election();
    let clips = by_id(&election);
    for number in (0..=130).chain([999, 1000, 65_535]) {
        for (place, _, utterance) in utterances(number) {
            for segment in utterance {
                let id = segment.clip_id(&election);
                let clip = clips.get(&(segment.language(), id.clone())).unwrap_or_else(|| panic!("{place}: {id}"));
                assert_eq!(clip.spoken, segment.spoken(&election), "{place}: {id}");
            }
        }
    }
}

#[test]
fn ids_are_unique_and_can_name_files() {
    let election = election();
    let mut seen = BTreeSet::new();
    for Clip { language, id, text, spoken, .. } in clips(&election) {
        assert!(id.chars().all(|sign| sign.is_ascii_alphanumeric() || "._-".contains(sign)), "{id}");
        assert!(id.starts_with(|sign: char| sign.is_ascii_alphabetic()) && !id.ends_with('.'), "{id}");
        assert!(!text.is_empty() && !spoken.is_empty(), "{id}");
        assert!(seen.insert((language, id.to_ascii_lowercase())), "{language:?} {id}");
    }
}

#[test]
fn names_of_clips_stay_as_packages_know_them() {
    let clips = by_id(&election());
    let spoken = |language, id: &str| clips[&(language, id.to_owned())].spoken.clone();
    assert_eq!(spoken(Language::En, "election"), "Election");
    assert_eq!(spoken(Language::Ru, "contest.law"), "Вопрос номер 5");
    assert_eq!(spoken(Language::Kk, "question.law"), "Келісесіз бе?");
    assert_eq!(spoken(Language::Ru, "name.president.3"), "Ким А Вэ");
    assert_eq!(spoken(Language::En, "name.president.3"), "Kim A. V.");
    assert_eq!(spoken(Language::En, "voice.contest_heading.0"), "Contest");
    assert_eq!(spoken(Language::En, "number.plain.07"), "seven");
    assert!(!clips.contains_key(&(Language::En, "name.president.2".to_owned())));
}

#[test]
fn a_name_without_english_is_said_in_kazakh() {
    let chosen = Voice::Chosen { option: Name::Option { contest: 0, row: 2 } };
    let segments = chosen.utterance(Language::En, Hands::Keypad, &election());
    let languages: Vec<_> = segments.iter().map(Segment::language).collect();
    assert_eq!(languages, [Language::En, Language::Kk]);
    assert_eq!(say(chosen, Language::En), "Chosen: Ерлан Дана.");
}

#[test]
fn a_name_the_election_does_not_have_is_said_as_its_number() {
    let chosen = Voice::Chosen { option: Name::Option { contest: 0, row: 42 } };
    assert_eq!(say(chosen, Language::En), "Chosen: 42.");
    let heading = Voice::ContestHeading { contest: Name::Contest(4), position: 5, total: 5 };
    assert_eq!(say(heading, Language::En), "Contest 5 of 5. 5.");
    assert_eq!(say(Voice::ContestQuestion { question: Name::Question(0) }, Language::En), "");
}

#[test]
fn print_shows_digits_where_the_voice_says_words() {
    let election = election();
    let heading = Voice::ContestHeading { contest: Name::Contest(0), position: 1, total: 2 };
    assert_eq!(say(heading, Language::En), "Contest 1 of 2. President.");
    for (language, form, words) in [
        (Language::En, "number.plain.02", "two"),
        (Language::Ru, "number.total.02", "двух"),
        (Language::Kk, "number.ordinal.01", "бірінші"),
    ] {
        let segments = heading.utterance(language, Hands::Keypad, &election);
        let segment = segments.iter().find(|segment| segment.clip_id(&election) == form);
        assert_eq!(segment.unwrap().spoken(&election), words);
    }
}

#[test]
fn nouns_and_numerals_agree() {
    let options = |options, language| say(Voice::ContestChooseOne { options }, language);
    assert_eq!(options(2, Language::Ru), "Вы можете выбрать один из 2 вариантов.");
    assert_eq!(options(21, Language::Ru), "Вы можете выбрать один из 21 варианта.");
    assert_eq!(options(1, Language::En), "You can choose one of 1 option.");
    assert_eq!(options(7, Language::Kk), "7 нұсқа бар, біреуін таңдай аласыз.");
    let spoken: Vec<_> = Voice::ContestChooseOne { options: 21 }
        .utterance(Language::Ru, Hands::Keypad, &election())
        .iter()
        .map(|segment| segment.spoken(&election()))
        .collect();
    assert_eq!(spoken, ["Вы можете выбрать один из", "двадцати одного", "варианта"]);
}

#[test]
fn each_kind_of_hands_hears_its_own_hint() {
    let election = election();
    let hints = Hands::ALL.map(|hands| {
        let hint = Voice::ContestHint.utterance(Language::En, hands, &election);
        assert!(hint.iter().all(|segment| segment.clip_id(&election).starts_with("voice.contest_hint.")));
        utterance_text(&hint, &election)
    });
    assert_eq!(BTreeSet::from(hints).len(), 3);
}

#[test]
fn pauses_follow_the_signs() {
    let heading = Voice::ContestHeading { contest: Name::Contest(0), position: 1, total: 2 };
    let election = election();
    let pauses = |voice: Voice| -> Vec<Pause> {
        let segments = voice.utterance(Language::En, Hands::Keypad, &election);
        segments.iter().map(|segment| segment.pause(&election)).collect()
    };
    let none = Pause::None;
    assert_eq!(pauses(heading), [none, none, none, Pause::Sentence, Pause::Sentence]);
    let chosen = Voice::Chosen { option: Name::Option { contest: 0, row: 1 } };
    assert_eq!(pauses(chosen), [Pause::Clause, Pause::Sentence]);
}

#[test]
fn utterances_one_after_the_other_read_as_sentences() {
    let election = election();
    let chosen = Voice::Chosen { option: Name::Option { contest: 0, row: 1 } };
    let mut segments = chosen.utterance(Language::En, Hands::Keypad, &election);
    segments.extend(segments.clone());
    assert_eq!(utterance_text(&segments, &election), "Chosen: Asan Aigul. Chosen: Asan Aigul.");
}

#[test]
fn nothing_that_can_be_printed_for_debugging_tells_a_choice() {
    let name = Name::Option { contest: 0, row: 3 };
    let voice = Voice::Chosen { option: name };
    let segments = voice.utterance(Language::En, Hands::Keypad, &election());
    let printed = format!("{name:?} {voice:?} {segments:?}");
    assert_eq!(printed, "Option chosen [Phrase, Name]");
}

#[test]
fn the_words_of_a_package_have_a_version() {
    let version = voice_version();
    assert_eq!(version, voice_version());
    assert!(version.as_str().len() == 16 && version.to_string().chars().all(|sign| sign.is_ascii_hexdigit()));
}

#[test]
fn a_clip_is_short_enough_to_be_recorded_in_one_breath() {
    for clip in own_clips() {
        assert!(clip.spoken.chars().count() <= 200, "{:?} {}: {}", clip.language, clip.id, clip.spoken);
    }
}

#[test]
fn engines_are_given_words_only() {
    for Clip { language, id, spoken, .. } in own_clips() {
        let sign = spoken.chars().find(|sign| !sign.is_alphabetic() && !" .,:;!?–-«»“”’()…".contains(*sign));
        assert_eq!(sign, None, "{language:?} {id}: {spoken}");
        for word in spoken.split(|sign: char| !sign.is_alphabetic()) {
            let capitals = word.chars().filter(|letter| letter.is_uppercase()).count();
            assert!(capitals <= 1, "{language:?} {id}: {word}");
        }
        let words: Vec<_> = spoken.split(' ').collect();
        for pair in words.windows(2) {
            let goes_on = pair[1].starts_with(char::is_lowercase);
            assert!(!(pair[0].ends_with('.') && goes_on), "{language:?} {id}: {}", pair[0]);
        }
    }
}

#[test]
fn texts_are_set_as_print_sets_them() {
    let election = election();
    for (place, _, utterance) in utterances(5) {
        let text = utterance_text(&utterance, &election);
        for wrong in ["  ", " .", " ,", " :", " ?", " !", "..", ",.", ".,", "?.", "!.", "{", "}", "\""] {
            assert!(!text.contains(wrong), "{place}: {text}");
        }
        assert_eq!(text, text.trim(), "{place}");
    }
}

#[test]
fn a_sentence_ends_with_its_sign_in_every_language() {
    let election = election();
    let mut sentences = BTreeMap::new();
    for (place, language, utterance) in utterances(5) {
        // A question alone ends as the election has it.
        if !utterance.iter().any(|segment| matches!(segment.part(), Part::Phrase(_))) {
            continue;
        }
        let text = utterance_text(&utterance, &election);
        let is_sentence = text.ends_with(['.', '?', '!', '…']);
        let long = text.split(' ').count() > 5;
        assert!(is_sentence || !long, "{place}: {text}");
        let key = place.replace(&format!(" {language:?} "), " ");
        let same = *sentences.entry(key).or_insert(is_sentence);
        assert_eq!(same, is_sentence, "{place}: {text}");
    }
}

#[test]
fn every_noun_and_every_variant_of_hands_is_said_somewhere() {
    let election = election();
    let said: BTreeSet<_> = (0..=30)
        .flat_map(utterances)
        .flat_map(|(_, _, utterance)| utterance)
        .map(|segment| (segment.language(), segment.clip_id(&election)))
        .collect();
    for Clip { language, id, .. } in own_clips() {
        assert!(id.starts_with("number.") || said.contains(&(language, id.clone())), "{language:?} {id}");
    }
}

proptest! {
    #[test]
    fn any_number_is_shown_and_said_digit_by_digit_above_99(number: u16) {
        let election = election();
        let voice = Voice::OptionAt { option: Name::Option { contest: 0, row: 1 }, position: number, total: 7 };
        let segments = voice.utterance(Language::En, Hands::Keypad, &election);
        let digits: String = segments.iter().map(|segment| segment.text(&election)).collect();
        prop_assert!(digits.contains(&format!("{number}of7")), "{}", digits);
        let clips = by_id(&election);
        for segment in segments {
            prop_assert!(clips.contains_key(&(segment.language(), segment.clip_id(&election))));
        }
    }
}
