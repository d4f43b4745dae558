//! The machine by itself: pages, keys, hints and time, with a booth that the test plays.

use std::sync::Arc;

use ballot::Language;
use course::{Act, Course, Effect, Facts, Library, Look, Progress, Said, Start};
use keypad_protocol::Key;
use wording::Voice;

fn begin() -> (Course, Arc<Library>) {
    let library = Arc::new(Library::built_in().unwrap());
    let start = Start { language: Language::En, roster: false };
    let mut course = Course::new(Arc::clone(&library), Progress::default(), start);
    course.begin(0);
    (course, library)
}

fn said(effects: &[Effect]) -> String {
    let lines = effects.iter().rev().find_map(|effect| match effect {
        Effect::Say(lines) => Some(lines),
        _ => None,
    });
    let text = |(said, language): &(Said, Language)| said.text(*language);
    lines.map(|lines| lines.iter().map(text).collect::<Vec<_>>().join(" ")).unwrap_or_default()
}

fn press(course: &mut Course, keys: &[Key]) -> String {
    let mut last = String::new();
    for key in keys {
        last = said(&course.step(Act::Key(*key), 0));
    }
    last
}

#[test]
fn the_first_page_offers_each_language_in_itself_and_the_next_day_begins_with_the_menu() {
    let (mut course, library) = begin();
    let text = press(&mut course, &[Key::Repeat]);
    assert!(["Қазақша", "Русский", "English"].iter().all(|language| text.contains(language)), "{text}");
    assert!(press(&mut course, &[Key::Down, Key::Down]).starts_with("Русский"));
    assert!(press(&mut course, &[Key::Select]).contains("Меню курса."));
    let kept = course.progress().clone();
    let mut next = Course::new(library, kept, Start { language: Language::En, roster: false });
    assert!(said(&next.begin(0)).contains("Меню курса."));
}

#[test]
fn every_utterance_says_that_it_is_training() {
    let (mut course, _) = begin();
    let keys = [Key::Down, Key::Select, Key::Down, Key::Up, Key::Repeat, Key::Help, Key::Left, Key::Right];
    for key in keys.into_iter().chain([Key::Down, Key::Select, Key::Right, Key::Help, Key::Right]) {
        let effects = course.step(Act::Key(key), 0);
        let language = course.language();
        let word = Library::built_in().unwrap().words.training.get(language).to_owned();
        assert!(said(&effects).contains(&word), "{key:?}: {}", said(&effects));
    }
}

#[test]
fn loudness_is_the_rooms_to_tell_and_the_page_is_not_read_anew() {
    let (mut course, _) = begin();
    for key in [Key::VolumeUp, Key::VolumeDown, Key::RateUp, Key::RateDown, Key::Curtain] {
        assert!(course.step(Act::Key(key), 0).is_empty(), "{key:?}");
    }
    let text = said(&course.step(Act::Now(Voice::VolumeLoudest), 0));
    assert!(text.starts_with("Training."), "{text}");
    assert!(text.contains("The loudest") && !text.contains("Choose a language"), "{text}");
}

#[test]
fn letters_and_colors_are_set_on_a_page_of_their_own() {
    let (mut course, _) = begin();
    press(&mut course, &[Key::Right]);
    let item = press(&mut course, &[Key::Up, Key::Up]);
    assert!(item.starts_with("Settings"), "{item}");
    press(&mut course, &[Key::Select]);
    for (item, look) in [("Larger", Look::Larger), ("Smaller", Look::Smaller), ("Other contrast", Look::Contrast)] {
        let text = press(&mut course, &[Key::Down]);
        assert!(text.starts_with(item), "{text}");
        assert_eq!(course.step(Act::Key(Key::Select), 0), [Effect::Look(look)]);
    }
    assert!(press(&mut course, &[Key::Left]).contains("The course’s menu."));
}

#[test]
fn the_finger_goes_round_and_says_where_it_is_with_the_name_first() {
    let (mut course, _) = begin();
    press(&mut course, &[Key::Right]);
    let first = press(&mut course, &[Key::Down]);
    assert!(first.starts_with("Begin the course"), "{first}");
    let last = press(&mut course, &[Key::Up, Key::Up]);
    assert!(last.starts_with("Stop for now"), "{last}");
    assert!(press(&mut course, &[Key::Down]).contains("The course’s menu."));
}

/// To the first question.
fn question() -> (Course, Arc<Library>) {
    let (mut course, library) = begin();
    let text = press(&mut course, &[Key::Right, Key::Down, Key::Select, Key::Right, Key::Right]);
    assert!(text.contains("What do you do first?"), "{text}");
    (course, library)
}

#[test]
fn a_question_cannot_be_passed_over_and_each_mistake_helps_further() {
    let (mut course, _) = question();
    assert!(press(&mut course, &[Key::Right]).contains("choose with the round key"));
    let why = "To talk about the voter with a relative";
    let hint = "which of the two has come to vote";
    let first = press(&mut course, &[Key::Down, Key::Select]);
    assert!(first.contains(why) && !first.contains(hint), "{first}");
    let second = press(&mut course, &[Key::Select]);
    assert!(second.contains(why) && second.contains(hint) && !second.contains("The right answer:"), "{second}");
    let third = press(&mut course, &[Key::Select]);
    assert!(third.contains("The right answer: I say hello to the voter, and who I am"), "{third}");
    assert!(press(&mut course, &[Key::Down, Key::Select]).contains("Right. Meeting a voter"));
    let grade = course.grade();
    assert_eq!((grade.right, grade.failed.len()), (0, 1));
}

#[test]
fn help_before_an_answer_is_a_hint_and_no_mistake() {
    let (mut course, _) = question();
    assert!(press(&mut course, &[Key::Help]).contains("which of the two has come to vote"));
    press(&mut course, &[Key::Down, Key::Down, Key::Select]);
    assert_eq!((course.grade().right, course.grade().failed.len()), (1, 0));
}

#[test]
fn help_counts_as_two_hints_so_that_a_mistake_after_it_is_told_the_answer() {
    let (mut course, _) = question();
    press(&mut course, &[Key::Help]);
    let first = press(&mut course, &[Key::Down, Key::Select]);
    assert!(first.contains("The right answer: I say hello to the voter, and who I am"), "{first}");
    let (mut course, _) = question();
    press(&mut course, &[Key::Help, Key::Help, Key::Down, Key::Down, Key::Select]);
    assert!(course.progress().to_json().contains("\"hint\": 2"), "{}", course.progress().to_json());
}

#[test]
fn every_page_is_said_when_it_comes_with_what_it_is_about_and_what_to_do() {
    let (mut course, library) = begin();
    let word = |of: &course::Words| of.get(Language::En).to_owned();
    let words = &library.words;
    press(&mut course, &[Key::Right]);
    let settings = press(&mut course, &[Key::Up, Key::Up, Key::Select]);
    assert!(settings.contains(&Said::Voice(Voice::SettingsHeading).text(Language::En)), "{settings}");
    press(&mut course, &[Key::Left]);
    let lessons = press(&mut course, &[Key::Down, Key::Down, Key::Select]);
    assert!(lessons.contains(&word(&words.choose_lesson)), "{lessons}");
    press(&mut course, &[Key::Left]);
    let page = press(&mut course, &[Key::Down, Key::Select]);
    assert!(page.contains(&word(&library.lessons[0].title)) && page.contains(&word(&words.read_hint)), "{page}");
    let asked = press(&mut course, &[Key::Right, Key::Right]);
    assert!(asked.contains(&word(&words.ask_hint)), "{asked}");
}

/// In the drill of the first lesson that has one of these.
fn drill(id: &str) -> (Course, Arc<Library>) {
    let (mut course, library) = begin();
    press(&mut course, &[Key::Right]);
    let at = library.all().find(|(_, _, step)| matches!(&step.does, course::Does::Drill { drill, .. } if drill == id));
    let (at, ..) = at.unwrap();
    press(&mut course, &[Key::Down, Key::Down, Key::Select]);
    press(&mut course, &vec![Key::Down; at.lesson + 1]);
    press(&mut course, &[Key::Select]);
    let json = course.progress().to_json();
    let lesson = &library.lessons[at.lesson];
    // The page of the drill, as whoever stopped there finds it.
    let place = format!("\"{}\",\n    \"{}\"", lesson.id, lesson.steps[0].id);
    assert!(json.contains(&place), "{json}");
    let json = json.replace(&place, &format!("\"{}\",\n    \"{}\"", lesson.id, lesson.steps[at.step].id));
    let progress = Progress::from_json(&json).unwrap();
    let mut course = Course::new(Arc::clone(&library), progress, Start { language: Language::En, roster: false });
    course.begin(0);
    press(&mut course, &[Key::Down, Key::Select]);
    let effects = course.step(Act::Key(Key::Select), 0);
    assert!(effects.iter().any(|effect| matches!(effect, Effect::Begin { .. })), "{effects:?}");
    let text = said(&course.step(Act::Ready(facts("contest", false)), 0));
    assert!(text.contains(library.drill(id).unwrap().1.situation.get(Language::En)), "{text}");
    (course, library)
}

fn facts(page: &str, keypad: bool) -> Facts {
    let page = page.to_owned();
    Facts {
        page,
        in_session: true,
        keypad,
        headphones: true,
        printer: true,
        scanner: true,
        sound: true,
        desk: course::AtDesk::default(),
        screen: vec![],
    }
}

#[test]
fn a_drill_helps_unasked_after_silence_and_never_tells_the_very_thing_unasked() {
    let (mut course, library) = drill("keypad-out");
    let (_, drill) = library.drill("keypad-out").unwrap();
    let [nudge, way, very] = drill.goals[0].hints.each_ref().map(|words| words.get(Language::En).to_owned());
    assert_eq!(course.next_deadline_ms(), None, "while it speaks");
    course.step(Act::Ended, 10_000);
    assert_eq!(course.next_deadline_ms(), Some(40_000));
    assert!(course.step(Act::Tick, 39_999).is_empty());
    assert!(said(&course.step(Act::Tick, 40_000)).contains(&nudge));
    course.step(Act::Ended, 50_000);
    assert!(said(&course.step(Act::Tick, 80_000)).contains(&way));
    course.step(Act::Ended, 90_000);
    assert_eq!(course.next_deadline_ms(), None);
    assert!(press(&mut course, &[Key::Help]).contains(&very));
}

#[test]
fn a_drill_that_is_left_is_not_done_and_begins_again() {
    let (mut course, _) = drill("keypad-out");
    let effects = course.step(Act::Key(Key::Left), 0);
    assert!(effects.contains(&Effect::End), "{effects:?}");
    assert!(course.grade().failed.is_empty() && course.grade().right == 0);
    let effects = course.step(Act::Menu, 0);
    assert!(said(&effects).contains("The course’s menu."), "{}", said(&effects));
}

#[test]
fn the_booth_itself_must_be_well_before_a_goal_is_reached() {
    let (mut course, library) = drill("keypad-out");
    let (_, drill) = library.drill("keypad-out").unwrap();
    let choose = |course: &mut Course, id: &str, after: Facts| {
        let place = drill.actions.iter().position(|action| action.id == id).unwrap();
        let effects = course.step(Act::Touch(place), 1_000);
        assert!(effects.iter().any(|effect| matches!(effect, Effect::Do(_))), "{id}: {effects:?}");
        said(&course.step(Act::Facts(after), 2_000))
    };
    choose(&mut course, "tell-voter", facts("notice", false));
    let look = choose(&mut course, "look", facts("notice", false));
    assert!(look.contains("K 3 0 2") || look.contains("K302") || look.contains("302"), "{look}");
    // The cable is in, but the board does not answer yet.
    choose(&mut course, "plug", facts("notice", false));
    assert_eq!(course.grade().right, 0);
    let text = said(&course.step(Act::Facts(facts("contest", true)), 61_000));
    assert!(text.contains("The drill is done") && text.contains("It took longer than planned."), "{text}");
    assert_eq!(course.grade().right, 1);
}

#[test]
fn one_mistake_is_enough_for_a_drill_to_be_repeated() {
    let (mut course, library) = drill("keypad-out");
    let (_, drill) = library.drill("keypad-out").unwrap();
    let place = |id: &str| drill.actions.iter().position(|action| action.id == id).unwrap();
    course.step(Act::Touch(place("look-secretly")), 1_000);
    for id in ["tell-voter", "look", "plug"] {
        course.step(Act::Touch(place(id)), 1_000);
        course.step(Act::Facts(facts("contest", true)), 1_000);
    }
    assert_eq!((course.grade().right, course.grade().failed.len()), (0, 1));
}

#[test]
fn hints_begin_anew_with_each_thing_to_do_and_the_furthest_is_kept() {
    let library = Library::built_in().unwrap();
    let (_, drill) = library.drill("keypad-out").unwrap();
    let mut watch = course::Watch::default();
    let first = &drill.goals[0];
    for level in [0, 1] {
        assert_eq!(watch.hint(drill), Some(&first.hints[level]));
    }
    let action = drill.actions.iter().find(|action| first.actions.contains(&action.id)).unwrap();
    assert!(matches!(watch.act(drill, action), Some(course::Told::Right(_))));
    assert!(watch.look(drill, &facts("notice", false)), "the first goal is reached");
    assert_eq!((watch.hint_level(), watch.worst_hint()), (0, 2));
    assert_eq!(watch.hint(drill), Some(&drill.goals[1].hints[0]));
    assert_eq!((watch.hint_level(), watch.worst_hint()), (1, 2));
}

#[test]
fn two_hints_are_free_and_the_third_is_the_answer() {
    for (asked, right) in [(2, 1), (3, 0)] {
        let (mut course, library) = drill("keypad-out");
        let (_, drill) = library.drill("keypad-out").unwrap();
        press(&mut course, &vec![Key::Help; asked]);
        for id in ["tell-voter", "look", "plug"] {
            let place = drill.actions.iter().position(|action| action.id == id).unwrap();
            course.step(Act::Touch(place), 1_000);
            course.step(Act::Facts(facts("contest", true)), 1_000);
        }
        let grade = course.grade();
        assert_eq!((grade.right, grade.failed.len()), (right, 1 - right), "{asked} hints");
    }
}
