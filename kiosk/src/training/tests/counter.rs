//! The drills "morning" and "evening" at the desk itself: what it becomes of each action, and that nothing else does.

use std::fs;
use std::path::{Path, PathBuf};

use course::{AtDesk, Facts};
use kiosk_devices::log;

use super::*;
use crate::station::Station;
use crate::training::world::World;

const AT_DESK: [&str; 2] = ["morning", "evening"];

fn drill(id: &str) -> Drill {
    super::super::library(&[]).unwrap().drill(id).unwrap().1.clone()
}

fn world(id: &str) -> World {
    let mut world = World::new(&training(), &drill(id), Box::new(AirBoard), 0).unwrap();
    world.told().unwrap();
    world.begins();
    world
}

fn carry_out(world: &mut World, does: &[&str]) -> AtDesk {
    let does: Vec<String> = does.iter().map(|line| (*line).to_owned()).collect();
    world.plan(&does, 1_000);
    world.told().unwrap().desk
}

fn at(page: Option<&str>, election: bool, checked: bool, stick: &[&str]) -> AtDesk {
    let stick = stick.iter().map(|file| (*file).to_owned()).collect();
    AtDesk { page: page.map(str::to_owned), election, checked, stick }
}

/// What the desk is after each goal of the drill.
fn after_each_goal(id: &str) -> Vec<AtDesk> {
    let (mut world, drill) = (world(id), drill(id));
    let mut seen = vec![world.facts().desk];
    for goal in &drill.goals {
        let does = &action(&drill, goal.actions.first().unwrap()).does;
        world.plan(does, 1_000);
        seen.push(world.told().unwrap().desk);
    }
    assert_eq!(world.facts().page, if id == "morning" { "open" } else { "closed" });
    seen
}

#[test]
fn the_desk_goes_from_page_to_page_as_the_two_drills_ask() {
    let report = ["opening.pdf", "opening.txt"];
    let morning = [
        at(None, false, false, &[]),
        at(Some("menu"), false, false, &[]),
        at(Some("package"), false, false, &[]),
        // The program begins anew with the election, and nobody is at its desk.
        at(None, true, false, &[]),
        at(Some("menu"), true, false, &[]),
        at(Some("check"), true, true, &[]),
        at(Some("written"), true, true, &report),
        at(Some("printed"), true, true, &report),
        at(None, true, true, &report),
    ];
    assert_eq!(after_each_goal("morning"), morning);
    let report = ["closing.pdf", "closing.txt"];
    let evening = [
        at(None, true, false, &[]),
        at(Some("menu"), true, false, &[]),
        at(None, true, false, &[]),
        at(Some("menu"), true, false, &[]),
        at(Some("written"), true, false, &report),
        at(Some("printed"), true, false, &report),
        at(Some("written"), true, false, &["closing.pdf", "closing.txt", "log.jsonl"]),
    ];
    assert_eq!(after_each_goal("evening"), evening);
}

#[test]
fn every_goal_of_the_two_drills_asks_the_booth_and_no_goal_is_reached_before_its_action() {
    for id in AT_DESK {
        let (mut world, drill) = (world(id), drill(id));
        for goal in &drill.goals {
            let holds = |facts: &Facts| goal.reached.iter().all(|condition| condition.holds(facts));
            let id = goal.actions.first().unwrap();
            assert!(!goal.reached.is_empty() && !holds(&world.facts()), "{id} before");
            world.plan(&action(&drill, id).does, 1_000);
            assert!(holds(&world.facts()), "{id} after");
        }
    }
}

#[test]
fn the_desk_does_only_what_it_offers() {
    let mut world = world("morning");
    let nobody = at(None, false, false, &[]);
    // Nobody is at the desk, whatever is done there.
    assert_eq!(carry_out(&mut world, &["desk load", "desk take", "desk opening-report", "desk open"]), nobody);
    assert_eq!(carry_out(&mut world, &["pin \"4321\""]), nobody);
    // Without an election there is nothing to check, to report or to open.
    let does = ["pin \"1234\"", "desk check", "desk opening-report", "desk take", "desk open"];
    assert_eq!(carry_out(&mut world, &does), at(Some("menu"), false, false, &[]));
    // There is one package on the stick.
    assert_eq!(carry_out(&mut world, &["desk load", "desk package 2"]).page.as_deref(), Some("packages"));
    assert_eq!(world.facts().page, "closed");
}

#[test]
fn a_check_without_every_key_pressed_is_not_passed() {
    let answers = |keys: &[Key]| {
        let mut world = world("evening");
        let mut does = vec!["pin \"1234\"", "desk close", "pin \"1234\"", "desk check", "desk yes", "desk yes"];
        does.extend(keys.iter().map(|key| key.name()));
        does.extend(["desk yes"; 4]);
        carry_out(&mut world, &does).checked
    };
    let keys: Vec<Key> =
        Key::ALL.into_iter().filter(|key| !matches!(key, Key::SwitchMove | Key::SwitchSelect)).collect();
    assert!(answers(&keys));
    for left_out in 0..keys.len() {
        let fewer: Vec<Key> = keys.iter().enumerate().filter(|(at, _)| *at != left_out).map(|(_, key)| *key).collect();
        assert!(!answers(&fewer), "{:?}", keys[left_out]);
    }
}

#[test]
fn keys_pressed_at_the_desk_are_its_own_and_the_booth_hears_them_only_without_it() {
    let mut world = world("evening");
    carry_out(&mut world, &["pin \"1234\"", "select", "down"]);
    assert_eq!((world.facts().page.as_str(), world.facts().in_session), ("open", false));
    carry_out(&mut world, &["desk back", "select"]);
    assert_eq!((world.facts().page.as_str(), world.facts().in_session), ("language-choice", true));
}

#[test]
fn a_report_is_printed_by_the_printer_of_air_in_its_time_or_not_at_all() {
    let begin = ["pin \"1234\"", "desk close", "pin \"1234\"", "desk closing-report"];
    let page = |does: &[&str]| carry_out(&mut world("evening"), &[&begin[..], does].concat()).page;
    assert_eq!(page(&["desk print"]).as_deref(), Some("waiting"));
    assert_eq!(page(&["desk print", "wait 6s"]).as_deref(), Some("printed"));
    for trouble in ["printer out-of-paper", "printer jam", "printer off"] {
        assert_eq!(page(&[trouble, "desk print", "wait 6s"]).as_deref(), Some("failed"), "{trouble}");
    }
}

#[test]
fn a_desk_that_is_not_so_holds_the_goal_back_whatever_was_chosen() {
    let text = include_str!("../../../../crates/course/drills/morning.toml");
    let own = text.replacen("\"language\", \"curtain\",", "\"language\",", 1);
    assert_ne!(own, text);
    let library = Arc::new(super::super::library(&[("own.toml".to_owned(), own)]).unwrap());
    let (mut trainee, drill) = begin(&library, "morning");
    for goal in drill.goals.iter().take(5) {
        trainee.reach(&drill, goal);
    }
    let desk = trainee.room.world.as_ref().unwrap().facts().desk;
    assert_eq!((desk.page.as_deref(), desk.checked), (Some("check"), false));
    // The goal is still the check: its hint comes, and the report is not written.
    trainee.choose(action(&drill, "opening-report").text.get(Language::En));
    let hint = drill.goals[4].hints[0].get(Language::En);
    assert!(trainee.heard.contains(&trainee.word(|words| &words.not_yet)), "{}", trainee.heard);
    assert!(trainee.heard.contains(&format!("Hint: {hint}")), "{}", trainee.heard);
    assert!(trainee.room.world.as_ref().unwrap().facts().desk.stick.is_empty());
}

#[test]
fn no_mistake_is_carried_out_at_the_desk_and_each_is_hinted() {
    for id in AT_DESK {
        let (mut trainee, drill) = begin(&Arc::new(super::super::library(&[]).unwrap()), id);
        for goal in &drill.goals {
            let mut made = 0;
            let others = drill.actions.iter().filter(|action| !goal.actions.contains(&action.id));
            for action in others {
                let before = trainee.room.world.as_ref().unwrap().facts();
                trainee.choose(action.text.get(Language::En));
                assert_eq!(trainee.room.world.as_ref().unwrap().facts(), before, "{id} {}", action.id);
                if trainee.heard.contains("Hint:") {
                    let hint = goal.hints[made.min(2)].get(Language::En);
                    assert!(trainee.heard.contains(&format!("Hint: {hint}")), "{id}: {}", trainee.heard);
                    made += 1;
                }
            }
            assert!(made > 0, "{id} {:?}", goal.actions);
            trainee.reach(&drill, goal);
        }
        assert!(trainee.heard.contains(&trainee.word(|words| &words.drill_repeat)), "{}", trainee.heard);
    }
}

#[test]
fn what_the_desk_writes_is_whole_says_training_and_goes_with_the_drill() {
    let station = Station::demonstration().unwrap();
    assert!(station.log.is_none() && station.package.is_none(), "a drill has no other place to write to");
    for (id, report) in [("morning", "opening"), ("evening", "closing")] {
        let (mut world, drill) = (world(id), drill(id));
        let folder = world.folder().unwrap().to_owned();
        for goal in &drill.goals {
            world.plan(&action(&drill, goal.actions.first().unwrap()).does, 1_000);
        }
        let files = files_in(&folder);
        let of = |name: &str| files.iter().find(|path| path.ends_with(name));
        let text = fs::read_to_string(of(&format!("{report}.txt")).unwrap()).unwrap();
        assert!(text.contains(wording::kind_name(Kind::Training, Language::Kk)), "{text}");
        // The clock, the page, the keys, two ears, the printer and the stencils.
        let well = format!(": {}\n", phrase(Phrase::BoothReportWell, Language::Kk));
        assert_eq!(text.matches(&well).count(), if id == "morning" { 7 } else { 0 }, "{text}");
        let pdf = lopdf::Document::load(of(&format!("{report}.pdf")).unwrap()).unwrap();
        assert!(!pdf.get_pages().is_empty());
        let kept = folder.join("log.jsonl");
        let copied = files.iter().find(|path| path.ends_with("log.jsonl") && **path != kept);
        assert_eq!((copied.is_some(), files.len()), if id == "morning" { (false, 3) } else { (true, 4) }, "{files:?}");
        if let Some(copied) = copied {
            let bytes = fs::read(copied).unwrap();
            assert!(fs::read(&kept).unwrap().starts_with(&bytes), "the copy is the log as it was");
            assert_eq!(log::verify(copied).unwrap().closings.len(), 1);
            let text = String::from_utf8(bytes).unwrap();
            assert!(text.contains("\"event\":\"closed\""), "what the session did stands in it: {text}");
        }
        drop(world);
        assert!(!folder.exists());
    }
}

#[test]
fn a_drill_away_from_the_desk_has_no_folder_at_all() {
    let library = super::super::library(&[]).unwrap();
    for drill in &library.drills {
        let world = World::new(&training(), drill, Box::new(AirBoard), 0).unwrap();
        assert_eq!(world.folder().is_some(), AT_DESK.contains(&drill.id.as_str()), "{}", drill.id);
    }
}

/// A trainee who begins this drill.
fn begin(library: &Arc<Library>, id: &str) -> (Trainee, Drill) {
    let page = library.all().find(|(_, _, step)| matches!(&step.does, Does::Drill { drill, .. } if drill == id));
    let (_, lesson, step) = page.unwrap();
    let json = format!(
        "{{\"format\":\"course/1\",\"language\":\"en\",\"at\":[\"{}\",\"{}\"],\"steps\":{{}}}}",
        lesson.id, step.id
    );
    let progress = Progress::from_json(&json).unwrap();
    let mut trainee = Trainee::in_room(Arc::clone(library), Language::En, progress, Keeper::default());
    let go_on = trainee.word(|words| &words.go_on);
    trainee.choose(&go_on);
    let drill = trainee.begin_drill(id);
    (trainee, drill)
}

fn files_in(folder: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    entries.flat_map(|path| if path.is_dir() { files_in(&path) } else { vec![path] }).collect()
}
