//! From the first page to the result.

use super::*;

fn whole(language: Language) -> Trainee {
    let mut trainee = Trainee::begin(language, Progress::default(), Keeper::default());
    trainee.enter();
    let pages = trainee.library.all().count();
    for _ in 0..pages {
        assert!(!trainee.is_over(), "{:?}", trainee.at());
        trainee.do_right();
    }
    assert!(trainee.is_over(), "{}", trainee.heard);
    trainee
}

#[test]
fn a_poll_worker_takes_the_whole_course_by_keypad_and_speech_and_passes() {
    for language in [Language::Kk, Language::Ru, Language::En] {
        let trainee = whole(language);
        let grade = trainee.room.course().grade();
        assert!(grade.is_passed() && grade.failed.is_empty(), "{language:?}: {grade:?}");
        assert_eq!(grade.right, grade.of);
        let passed = trainee.word(|words| &words.result_passed);
        assert!(trainee.heard.contains(&passed), "{}", trainee.heard);
        let counted = format!("{} {}.", trainee.word(|words| &words.score_of), grade.of);
        assert!(trainee.pages.last().unwrap().lines.contains(&counted), "{counted}");
    }
}

#[test]
fn every_screen_and_every_sound_of_it_says_that_it_is_training() {
    let trainee = whole(Language::Ru);
    for heard in &trainee.all {
        assert!(heard.contains("Обучение."), "{heard}");
    }
    assert!(trainee.pages.iter().all(|page| page.banner.starts_with("ОБУЧЕНИЕ  Это обучение.")));
}

#[test]
fn whoever_sees_little_has_larger_letters_and_hears_little_a_louder_voice_at_any_page() {
    let mut trainee = Trainee::begin(Language::En, Progress::default(), Keeper::default());
    let settings = |trainee: &Trainee| trainee.pages.last().unwrap().settings;
    let at_first = settings(&trainee);
    trainee.press(Key::VolumeUp);
    assert_eq!(settings(&trainee).volume, at_first.volume + 1);
    assert!(trainee.heard.contains("Volume 7 of 11"), "{}", trainee.heard);
    trainee.press(Key::Right);
    trainee.choose("Settings.");
    trainee.choose("Larger letters.");
    assert_eq!(settings(&trainee).text_size, at_first.text_size + 1);
    assert!(trainee.heard.contains("Letters 3 of 5"), "{}", trainee.heard);
    trainee.choose("Other contrast.");
    assert_ne!(settings(&trainee).theme, at_first.theme);
    // And they stay so from page to page.
    trainee.press(Key::Left);
    assert_eq!(settings(&trainee).text_size, at_first.text_size + 1);
}

#[test]
fn every_mistake_is_answered_with_why_and_a_hint_that_goes_further_each_time() {
    let mut trainee = Trainee::begin(Language::En, Progress::default(), Keeper::default());
    trainee.enter();
    while !trainee.is_over() {
        match trainee.page().does {
            Does::Read { .. } => trainee.press(Key::Right),
            Does::Press { key, hint, .. } => wrong_keys(&mut trainee, key, &hint),
            Does::Ask { answers, hint, .. } => wrong_answers(&mut trainee, &answers, &hint),
            Does::Drill { drill, .. } => wrong_hands(&mut trainee, &drill),
        }
    }
    let grade = trainee.room.course().grade();
    assert!(!grade.is_passed() && grade.right == 0 && grade.failed.len() == grade.of, "{grade:?}");
    // Every lesson is weak, and is named.
    for lesson in &trainee.library.lessons {
        assert!(trainee.heard.contains(lesson.title.get(Language::En)), "{}", lesson.id);
    }
    // What failed is repeated, and nothing else; then it is enough.
    let repeat = trainee.word(|words| &words.repeat_failed);
    trainee.choose(&repeat);
    for at in grade.failed {
        assert_eq!(trainee.at(), at);
        trainee.do_right();
    }
    assert!(trainee.is_over() && trainee.room.course().grade().is_passed(), "{}", trainee.heard);
}

fn wrong_keys(trainee: &mut Trainee, wanted: Key, hint: &course::Words) {
    for (number, key) in (1..).zip(Key::ALL.into_iter().filter(|key| *key != wanted)) {
        trainee.press(key);
        let name = Said::Voice(key_sentence(key)).text(Language::En);
        assert!(trainee.heard.contains(&format!("You pressed: {name}")), "{}", trainee.heard);
        assert_eq!(trainee.heard.contains(hint.get(Language::En)), number >= 2, "{}", trainee.heard);
        let wanted = Said::Voice(key_sentence(wanted)).text(Language::En);
        assert_eq!(trainee.heard.contains(&format!("The key to press: {wanted}")), number >= 3, "{}", trainee.heard);
    }
    trainee.press(wanted);
}

fn wrong_answers(trainee: &mut Trainee, answers: &[course::Answer], hint: &course::Words) {
    let right = answers.iter().find(|answer| answer.right).unwrap();
    let wrong: Vec<_> = answers.iter().filter(|answer| !answer.right).collect();
    for (number, answer) in (1..).zip(wrong.iter().chain(&wrong)) {
        trainee.choose(answer.text.get(Language::En));
        let why = answer.why.as_ref().unwrap();
        assert!(trainee.heard.contains(why.get(Language::En)), "{}", trainee.heard);
        assert_eq!(trainee.heard.contains(hint.get(Language::En)), number >= 2, "{}", trainee.heard);
        let told = format!("The right answer: {}", right.text.get(Language::En));
        assert_eq!(trainee.heard.contains(&told), number >= 3, "{}", trainee.heard);
    }
    trainee.choose(right.text.get(Language::En));
}

/// At each goal everything that is a mistake there; then what is right.
fn wrong_hands(trainee: &mut Trainee, id: &str) {
    let drill = trainee.begin_drill(id);
    for (number, goal) in drill.goals.iter().enumerate() {
        let asked =
            |action: &Action, goals: &[course::Goal]| goals.iter().any(|goal| goal.actions.contains(&action.id));
        let (before, rest) = drill.goals.split_at(number);
        let mistakes = drill.actions.iter().filter(|action| {
            let later = asked(action, &rest[1..]);
            let done = asked(action, before) && !later;
            !goal.actions.contains(&action.id) && !done && (action.why.is_some() || later)
        });
        let mut made = 0;
        for action in mistakes {
            trainee.choose(action.text.get(Language::En));
            let not_yet = trainee.word(|words| &words.not_yet);
            let why = action.why.as_ref().map_or(not_yet, |why| why.get(Language::En).to_owned());
            assert!(trainee.heard.contains(&why), "{id} {}: {}", action.id, trainee.heard);
            let hint = goal.hints[made.min(2)].get(Language::En);
            assert!(trainee.heard.contains(&format!("Hint: {hint}")), "{id} {} {made}: {}", action.id, trainee.heard);
            made += 1;
        }
        assert!(made > 0 || number > 0, "{id}: nothing can go wrong at its beginning");
        trainee.reach(&drill, goal);
    }
    let again = trainee.word(|words| &words.drill_repeat);
    assert!(trainee.heard.contains(&again), "{id}: {}", trainee.heard);
}

fn key_sentence(key: Key) -> Voice {
    match key {
        Key::Up => Voice::KeyUp,
        Key::Down => Voice::KeyDown,
        Key::Left => Voice::KeyLeft,
        Key::Right => Voice::KeyRight,
        Key::Select => Voice::KeySelect,
        Key::Help => Voice::KeyHelp,
        Key::Repeat => Voice::KeyRepeat,
        Key::VolumeDown => Voice::KeyVolumeDown,
        Key::VolumeUp => Voice::KeyVolumeUp,
        Key::RateDown => Voice::KeyRateDown,
        Key::RateUp => Voice::KeyRateUp,
        Key::Language => Voice::KeyLanguage,
        Key::Curtain => Voice::KeyCurtain,
        Key::SwitchMove => Voice::KeySwitchMove,
        Key::SwitchSelect => Voice::KeySwitchSelect,
    }
}
