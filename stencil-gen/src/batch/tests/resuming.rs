//! A batch that was stopped ends as if it had not been.

use std::process::{Command, Stdio};
use std::thread;
use std::time::Duration;

use super::*;

/// Tells the child of [`a_batch_killed_anywhere_ends_with_the_same_bytes`] where to work.
const CHILD: &str = "TANDAU_BATCH_CHILD";

#[test]
#[ignore = "the child of the test below"]
fn child_that_is_killed() {
    let Some(folder) = std::env::var_os(CHILD) else { return };
    let folder = Path::new(&folder);
    let mut arguments: Vec<OsString> = vec!["stencil-gen".into(), "batch".into(), folder.join("m.csv").into()];
    arguments.extend(["--out".into(), folder.join("out").into(), "--jobs".into(), "2".into()]);
    arguments.extend(ELECTION.iter().map(OsString::from));
    assert_eq!(run(&arguments).ending, Ending::Done);
}

/// A desk with a list and a station for each number.
fn many(count: u32) -> Desk {
    let desk = Desk::new();
    let mut manifest = "list;form;station;copies\n".to_owned();
    for number in 1..=count {
        desk.put(
            &format!("lists/n{number}.csv"),
            &list(&format!("Ахмет{}ов", "а".repeat(usize::try_from(number).unwrap()))),
        );
        manifest.push_str(&format!("lists/n{number}.csv;form3.toml;{number};1\n"));
    }
    desk.put("m.csv", &manifest);
    desk
}

fn killed_anywhere(kills: u64) {
    let desk = many(6);
    assert_eq!(desk.run("whole", &[]).ending, Ending::Done);
    let whole = desk.files("whole");
    for kill in 0..kills {
        let child = || {
            let mut command = Command::new(std::env::current_exe().unwrap());
            command.args(["--exact", "batch::tests::resuming::child_that_is_killed", "--ignored"]);
            command.env(CHILD, desk.path("")).stdout(Stdio::null()).stderr(Stdio::null()).spawn().unwrap()
        };
        // Several times at several moments, and in the end left alone.
        for part in 1..=3 {
            let mut child = child();
            thread::sleep(Duration::from_millis(20 + (kill * 37 + part * 113) % 400));
            child.kill().unwrap();
            child.wait().unwrap();
            for folder in folders(&desk.path("out/stencils")) {
                assert!(folder.join("report.json").exists(), "whole or absent: {}", folder.display());
            }
        }
        assert!(child().wait().unwrap().success());
        assert_same(&desk.files("out"), &whole);
        fs::remove_dir_all(desk.path("out")).unwrap();
    }
}

/// The contests' folders in their places.
fn folders(stencils: &Path) -> Vec<PathBuf> {
    let below = |folder: &Path| {
        fs::read_dir(folder).into_iter().flatten().map(|entry| entry.unwrap().path()).collect::<Vec<_>>()
    };
    let all = below(stencils).into_iter().flat_map(|folder| below(&folder));
    all.filter(|path| !path.file_name().unwrap().to_string_lossy().starts_with('.')).collect()
}

#[test]
fn a_batch_killed_anywhere_ends_with_the_same_bytes() {
    killed_anywhere(2);
}

#[test]
#[ignore = "minutes: the many kills of make soak"]
fn soak_of_a_batch_killed_a_hundred_times() {
    killed_anywhere(34);
}

#[test]
fn what_was_changed_lost_or_left_half_done_is_made_anew() {
    let desk = Desk::new();
    assert_eq!(desk.run("out", &[]).ending, Ending::Done);
    let whole = desk.files("out");
    let done = |outcome: &Outcome| {
        let word = "Done by an earlier run: ";
        outcome.out.lines().find_map(|line| line.strip_prefix(word)).map_or(0, |count| count.parse().unwrap())
    };
    assert_eq!(done(&desk.run("out", &[])), 3);
    assert_same(&desk.files("out"), &whole);
    let law = desk.path("out/stencils/two/law");
    let damage: [&dyn Fn(); 5] = [
        &|| fs::remove_file(law.join("stencil.kk.pdf")).unwrap(),
        &|| fs::remove_dir_all(&law).unwrap(),
        &|| fs::remove_file(desk.path("out/.batch/two.json")).unwrap(),
        &|| desk.put("out/.batch/two.json", "{"),
        &|| desk.put("out/stencils/two/.partial-1-x/new/a.pdf", "half"),
    ];
    for (number, damage) in (1..).zip(damage) {
        damage();
        let outcome = desk.run("out", &[]);
        assert_eq!((outcome.ending, done(&outcome)), (Ending::Done, if number == 5 { 3 } else { 2 }), "{number}");
        assert_same(&desk.files("out"), &whole);
    }
}

#[test]
fn a_file_that_somebody_changed_is_not_lost_and_its_ballot_not_ordered() {
    let desk = Desk::new();
    assert_eq!(desk.run("out", &[]).ending, Ending::Done);
    desk.put("out/stencils/d2/d2/stencil.kk.pdf", "changed by hand");
    let outcome = desk.run("out", &[]);
    assert_eq!(outcome.ending, Ending::CheckFailed);
    assert!(desk.read("out/summary.csv").contains("error;S192;"));
    assert!(desk.read("out/order.csv").contains("stencils/d2;;21;0;21;not-made"));
    assert!(!desk.read("out/SHA256SUMS").contains("stencils/d2/"));
    assert_eq!(desk.read("out/stencils/d2/d2/stencil.kk.pdf"), "changed by hand");
}

#[test]
fn other_inputs_or_options_are_another_ballot() {
    let desk = Desk::new();
    assert_eq!(desk.run("out", &[]).ending, Ending::Done);
    let again = |further: &[&str]| desk.run("out", further).out;
    assert!(again(&[]).contains("Done by an earlier run: 3"));
    assert!(!again(&["--tolerance", "1.4"]).contains("Done by an earlier run"));
    assert!(again(&["--tolerance", "1.4"]).contains("Done by an earlier run: 3"));
    desk.put("form2.toml", &form(2).replace("62.0", "61.0"));
    assert!(again(&["--tolerance", "1.4"]).contains("Done by an earlier run: 2"));
    desk.put("m.csv", &MANIFEST.replace("d2.csv;form3.toml;21;1", "d2.csv;form3.toml;21;3"));
    assert!(again(&["--tolerance", "1.4"]).contains("Done by an earlier run: 2"));
}

#[test]
fn one_thread_or_many_give_the_same_bytes() {
    let desk = many(5);
    assert_eq!(desk.run("one", &["--jobs", "1"]).ending, Ending::Done);
    assert_eq!(desk.run("many", &["--jobs", "7"]).ending, Ending::Done);
    assert_same(&desk.files("one"), &desk.files("many"));
}
