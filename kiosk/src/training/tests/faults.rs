//! Drills on the booth itself: every fault of theirs, and what the booth becomes of it.

use super::*;
use crate::training::world::World;
use course::Facts;

fn world(drill: &Drill) -> World {
    World::new(&training(), drill, Box::new(AirBoard), 0).unwrap()
}

fn facts(world: &mut World) -> Facts {
    world.told().unwrap()
}

#[test]
fn the_fault_of_each_drill_is_at_the_booth_when_it_begins_and_gone_when_it_is_done() {
    let library = super::super::library(&[]).unwrap();
    for drill in &library.drills {
        let mut world = world(drill);
        let at_first = facts(&mut world);
        world.begins();
        for goal in &drill.goals {
            if let (Some(id), true) = (goal.actions.first(), !goal.reached.is_empty()) {
                let held = goal.reached.iter().all(|condition| condition.holds(&at_first));
                assert!(!held || drill.goals.len() > 1, "{} {id}: nothing is wrong at its beginning", drill.id);
            }
            let does = goal.actions.first().map(|id| action(drill, id).does.clone()).unwrap_or_default();
            world.plan(&does, 1_000);
            let now = facts(&mut world);
            for condition in &goal.reached {
                assert!(condition.holds(&now), "{}: {condition:?} after {does:?}: {now:?}", drill.id);
            }
        }
    }
}

#[test]
fn faults_are_those_of_the_real_session() {
    let library = super::super::library(&[]).unwrap();
    let page = |id: &str| {
        let mut world = world(library.drill(id).unwrap().1);
        facts(&mut world)
    };
    for (id, wanted) in [
        ("keypad-out", "notice"),
        ("key-stuck", "notice"),
        ("no-sound", "notice"),
        ("paper-out", "notice"),
        ("paper-jam", "notice"),
        ("printer-off", "notice"),
        ("scanner-out", "notice"),
        ("perhaps-printed", "sheet"),
        ("wrong-sheet", "sheet"),
        ("scan-again", "sheet"),
        ("headphones-out", "contest"),
        ("voter-gone", "contest"),
        ("after-vote", "contest"),
        ("morning", "closed"),
        ("session-unknown", "closed"),
        ("log", "closed"),
        ("evening", "open"),
        ("stained-stencil", "open"),
    ] {
        assert_eq!(page(id).page, wanted, "{id}");
    }
    assert!(!page("keypad-out").keypad && !page("paper-jam").printer && !page("no-sound").sound);
    assert!(!page("headphones-out").headphones && !page("scanner-out").scanner);
    // The sheet that was perhaps marked: the booth asks for a new one.
    let says: Vec<String> = page("perhaps-printed").screen.iter().map(|said| said.text(Language::En)).collect();
    let spoiled = Said::Voice(Voice::PerhapsPrinted).text(Language::En);
    assert!(says.contains(&spoiled), "{says:?}");
}

#[test]
fn a_voter_who_has_gone_away_is_erased_by_the_booth_itself() {
    let library = super::super::library(&[]).unwrap();
    let mut world = world(library.drill("voter-gone").unwrap().1);
    assert!(facts(&mut world).in_session);
    world.begins();
    // The alert after 20 s, and then half a minute for an answer.
    world.pass(30_000);
    assert_eq!(facts(&mut world).page, "still-there");
    world.pass(60_000);
    assert_eq!((facts(&mut world).page.as_str(), world.told()), ("open", None));
}

#[test]
fn each_code_of_each_drill_is_recovered_and_read_out_where_the_screen_is_read() {
    let library = Arc::new(super::super::library(&[]).unwrap());
    for drill in &library.drills {
        let page = library
            .all()
            .find(|(_, _, step)| matches!(&step.does, Does::Drill { drill: own, .. } if *own == drill.id))
            .map(|(_, lesson, step)| (lesson.id.clone(), step.id.clone()))
            .unwrap();
        for times in 0..drill.codes.len() {
            let json = format!(
                "{{\"format\":\"course/1\",\"language\":\"en\",\"at\":[\"{}\",\"{}\"],\"steps\":{{\"{}.{}\":{{\
                 \"times\":{times},\"mistakes\":1,\"hint\":0,\"seconds\":1,\"in_time\":true,\"passed\":false}}}}}}",
                page.0, page.1, page.0, page.1
            );
            let progress = Progress::from_json(&json).unwrap();
            let mut trainee = Trainee::in_room(Arc::clone(&library), Language::En, progress, Keeper::default());
            let go_on = trainee.word(|words| &words.go_on);
            trainee.choose(&go_on);
            let begun = trainee.begin_drill(&drill.id);
            let before = trainee.all.len();
            trainee.drill_right(&begun);
            let reads = begun.goals.iter().any(|goal| goal.actions.iter().any(|id| action(&begun, id).reads_screen));
            let code = drill.codes[times];
            let number = code.as_str()[1..].parse().unwrap();
            let spoken = Said::Voice(Voice::CodeK { code: number }).text(Language::En);
            let heard = trainee.all[before..].iter().any(|heard| heard.contains(&spoken));
            assert_eq!(heard, reads, "{} {code}", drill.id);
            let passed = trainee.room.course().grade().right;
            assert_eq!(passed, 1, "{} {code}", drill.id);
        }
    }
}

#[test]
fn every_line_of_every_drill_is_an_event_and_a_wrong_one_is_refused_by_its_code() {
    let text = include_str!("../../../../crates/course/drills/keypad-out.toml");
    let with = |line: &str| {
        let own = text.replacen("unplug keypad", &line.replace('"', "\\\""), 1);
        super::super::library(&[("own.toml".to_owned(), own)])
    };
    for wrong in ["unplug the keypad", "desk", "desk fly", "desk package 0", "pin 1234", "pin \"12\"", "no voter"] {
        assert_eq!(with(wrong).unwrap_err().coded().code().as_str(), "K456", "{wrong}");
    }
    for right in ["desk package 1", "desk check", "pin \"1234\"", "no election"] {
        assert!(with(right).is_ok(), "{right}");
    }
    assert!(super::super::library(&[("own.toml".to_owned(), text.to_owned())]).is_ok());
}

#[test]
fn a_board_that_does_not_start_is_told_by_its_code_and_the_drill_goes_on_without_it() {
    let (events, _) = kiosk_devices::channel();
    let clock: Arc<dyn kiosk_devices::Clock> = Arc::new(kiosk_devices::MonotonicClock::start());
    let mut boards = ProgramBoards { program: "/nowhere/firmware-sim".into(), clock, events };
    let error = boards.try_out().unwrap_err();
    let notice = Notice::from(crate::notice::StartProblem::BoardNotStarted { detail: error.to_string() });
    assert_eq!(notice.coded().code().as_str(), "K460");
    assert!(boards.make().is_settled());
}
