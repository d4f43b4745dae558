//! Every fault that a poll worker can meet has a drill.

use std::collections::BTreeSet;

use course::Library;
use wording::Code;

/// Faults of devices and booth without a drill, and why: nobody meets them with a voter in the booth.
const WITHOUT: [(Code, &str); 6] = [
    (Code::K327, "kiosk calibrate"),
    (Code::K328, "kiosk calibrate"),
    (Code::K329, "kiosk calibrate"),
    (Code::K332, "kiosk calibrate"),
    (Code::K333, "kiosk calibrate"),
    (Code::K334, "kiosk calibrate"),
];

fn is_fault(code: Code) -> bool {
    code.as_str().starts_with("K3") || code == Code::K401
}

#[test]
fn every_code_with_a_drill_has_one_and_every_drill_has_its_codes_in_the_table() {
    let library = Library::built_in().unwrap();
    for &code in Code::ALL {
        let Some(name) = code.drill() else { continue };
        let (_, drill) = library.drill(name).unwrap_or_else(|| panic!("{code}: no drill {name}"));
        assert!(drill.codes.contains(&code), "{code}: the drill {name} does not practice it");
    }
    for drill in &library.drills {
        for code in &drill.codes {
            assert_eq!(code.drill(), Some(drill.id.as_str()), "{code}");
        }
    }
}

#[test]
fn every_fault_has_a_drill_and_every_exception_has_none() {
    let without: BTreeSet<Code> = WITHOUT.iter().map(|(code, _)| *code).collect();
    for &code in Code::ALL.iter().filter(|code| is_fault(**code)) {
        assert_eq!(code.drill().is_none(), without.contains(&code), "{code}");
    }
}

#[test]
fn every_drill_is_done_in_a_lesson() {
    let library = Library::built_in().unwrap();
    for drill in &library.drills {
        let done = library
            .all()
            .any(|(_, _, step)| matches!(&step.does, course::Does::Drill { drill: own, .. } if *own == drill.id));
        assert!(done, "{}", drill.id);
    }
}

#[test]
fn what_issue_ten_names_has_a_drill() {
    let library = Library::built_in().unwrap();
    for wanted in
        ["keypad-out", "paper-out", "paper-jam", "headphones-out", "voter-gone", "wrong-sheet", "stained-stencil"]
    {
        assert!(library.drill(wanted).is_some(), "{wanted}");
    }
}
