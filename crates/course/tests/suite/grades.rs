//! What is enough, what is weak, what is repeated.

use course::{Grade, Library, Progress};

/// Progress with every step done; `wrong` says which were not right.
fn progress(library: &Library, wrong: impl Fn(&str) -> bool) -> Progress {
    let record = |passed: bool| {
        format!("{{\"times\":1,\"mistakes\":0,\"hint\":0,\"seconds\":10,\"in_time\":true,\"passed\":{passed}}}")
    };
    let steps: Vec<String> = library
        .all()
        .map(|(_, lesson, step)| {
            let key = format!("{}.{}", lesson.id, step.id);
            format!("\"{key}\":{}", record(!wrong(&key)))
        })
        .collect();
    let json = format!("{{\"format\":\"course/1\",\"language\":\"en\",\"at\":null,\"steps\":{{{}}}}}", steps.join(","));
    Progress::from_json(&json).unwrap()
}

#[test]
fn a_course_without_a_mistake_is_passed_and_an_empty_one_is_not() {
    let library = Library::built_in().unwrap();
    let grade = Grade::of(&progress(&library, |_| false), &library);
    assert!(grade.is_passed() && grade.right == grade.of && grade.weak().is_empty());
    let none = Grade::of(&Progress::default(), &library);
    assert!(!none.is_passed());
    assert_eq!((none.right, none.failed.len(), none.undone.len()), (0, 0, library.all().count()));
}

#[test]
fn some_questions_may_be_wrong_but_no_drill_may() {
    let library = Library::built_in().unwrap();
    let question = Grade::of(&progress(&library, |key| key == "meeting.first-words"), &library);
    assert!(question.is_passed());
    assert_eq!((question.failed.len(), question.weak()), (1, vec![0]));
    let drill = Grade::of(&progress(&library, |key| key == "faults-keys.keypad"), &library);
    assert!(!drill.is_passed() && drill.right + 1 == drill.of);
}

#[test]
fn less_than_four_fifths_is_not_enough_and_just_so_much_is() {
    let library = Library::built_in().unwrap();
    let plain: Vec<String> = library
        .all()
        .filter(|(_, _, step)| step.does.is_graded() && !matches!(step.does, course::Does::Drill { .. }))
        .map(|(_, lesson, step)| format!("{}.{}", lesson.id, step.id))
        .collect();
    let of = Grade::of(&Progress::default(), &library).of;
    // The most mistakes that leave 80 %.
    let most = of - (of * 80).div_ceil(100);
    assert!(most < plain.len(), "{most} of {}", plain.len());
    let passes = |wrong: usize| {
        let wrong = &plain[..wrong];
        Grade::of(&progress(&library, |key| wrong.iter().any(|own| own == key)), &library).is_passed()
    };
    assert!(passes(most) && !passes(most + 1));
}
