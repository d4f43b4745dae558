//! Work that is stopped, or fails, leaves everything as it was.

use std::sync::atomic::Ordering;

use stencil_gen::cli::{self, Ending};

use super::*;
use crate::State;
use crate::Step;
use crate::work::{Running, Task};

#[test]
fn making_that_is_stopped_writes_nothing() {
    let home = Home::new();
    let mut desk = ready(&home);
    desk.act(Action::Make);
    let task = desk.next_task().unwrap();
    let stop = AtomicBool::new(false);
    let mut steps = 0;
    // Stopped when it begins to proof-read: the files are written, but not in their place.
    let outcome = carry_out(task, &stop, &mut |_| {
        steps += 1;
        stop.store(steps == 2, Ordering::Relaxed);
    });
    assert!(outcome_is_stopped(&outcome));
    desk.done(outcome);
    assert!(desk.making.stopped && desk.making.made.is_none());
    let left: Vec<_> = fs::read_dir(home.path("president-stencils")).map(|own| own.collect()).unwrap_or_default();
    assert!(left.is_empty(), "{left:?}");
    // And can be begun again.
    act(&mut desk, Action::Make);
    assert!(desk.making.made.as_ref().unwrap().is_ok());
}

#[test]
fn what_somebody_changed_by_hand_is_not_overwritten() {
    let home = Home::new();
    let mut desk = ready(&home);
    act(&mut desk, Action::Make);
    let file = home.path("president-stencils/president/stencil.kk.pdf");
    fs::write(&file, "changed").unwrap();
    act(&mut desk, Action::Make);
    let told = desk.making.made.as_ref().unwrap().as_ref().unwrap_err();
    assert_eq!(told[0].code, "S192");
    assert_eq!((desk.state(Step::Make), fs::read(&file).unwrap()), (State::Wrong, b"changed".to_vec()));
}

#[test]
fn a_program_is_run_told_of_and_stopped() {
    let running = |arguments: &[&str], secret: Option<&str>| {
        Task::Run(Running {
            program: "sh".into(),
            arguments: arguments.iter().map(|own| (*own).to_owned()).collect(),
            files: vec![stencil_gen::input::SourceFile { name: "list.csv".to_owned(), bytes: b"inside".to_vec() }],
            secret: secret.map(str::to_owned),
        })
    };
    let never = AtomicBool::new(false);
    let script = "read secret; cat {files}/list.csv; echo; echo ${#secret} >&2; exit 1";
    let Outcome::Ran(Ok(ran)) = carry_out(running(&["-c", script], Some("four")), &never, &mut |_| {}) else {
        panic!("it runs")
    };
    assert_eq!((ran.code, ran.said.as_str()), (Some(1), "inside\n4"));
    let stop = AtomicBool::new(false);
    let mut said = |_| stop.store(true, Ordering::Relaxed);
    let outcome = carry_out(running(&["-c", "echo begun; exec sleep 60"], None), &stop, &mut said);
    assert!(outcome_is_stopped(&outcome));
    let mut missing = running(&[], None);
    if let Task::Run(running) = &mut missing {
        running.program = "/no/such/program".into();
    }
    let Outcome::Ran(Err(notice)) = carry_out(missing, &never, &mut |_| {}) else { panic!("there is no such program") };
    assert_eq!(notice.coded().code().as_str(), "S640");
}

#[test]
fn a_fault_is_told_by_its_code_and_a_fault_of_the_window_too() {
    use stencil_gen::notice::{FileProblem, Notice};
    for (problem, code) in [
        (FileProblem::Fault { detail: "d".to_owned() }, "S642"),
        (FileProblem::NoWindow { detail: "d".to_owned() }, "S641"),
    ] {
        let notice = Notice::from(problem);
        assert_eq!(notice.coded().code().as_str(), code);
        assert!(notice.is_error() && notice.explain(Language::Kk).contains("d"));
    }
}

#[test]
fn the_country_and_a_package_are_asked_for_what_they_need() {
    use wording::Phrase;
    let home = Home::new();
    let mut desk = ready(&home);
    assert_eq!(desk.country_lacks(), Some(Phrase::GuiManifest));
    act(&mut desk, Action::Browse(crate::Wanted::Manifest));
    act(&mut desk, Action::Type(home.put("country.csv", "list;form;station;copies\n").display().to_string()));
    // A folder beside it is proposed.
    assert_eq!(desk.country.out, home.path("country-stencils").display().to_string());
    assert_eq!(desk.country_lacks(), None);
    desk.act(Action::SetSpares("101".to_owned()));
    assert_eq!(desk.country_lacks(), Some(Phrase::GuiSpares));
    // A file beside the list is proposed.
    assert_eq!(desk.package.out, home.path("president.tandau").display().to_string());
    desk.act(Action::SetPackage("a.zip".to_owned()));
    assert_eq!(desk.package_lacks(), Some(Phrase::GuiPackageFile));
    desk.act(Action::SetPackage("a.tandau".to_owned()));
    assert_eq!(desk.package_lacks(), Some(Phrase::GuiPackageKey));
    desk.act(Action::SetKey("a.key".to_owned()));
    assert_eq!(desk.package_lacks(), None);
    desk.act(Action::SetPassword("aZ-42".to_owned()));
    desk.act(Action::RunPackage);
    let Some(Task::Run(running)) = desk.next_task() else { panic!("a program is run") };
    // The password goes by a pipe: nobody sees it among the arguments, and it is not kept.
    assert!(running.arguments.iter().all(|own| !own.contains("aZ-42")));
    assert_eq!((running.secret.as_deref(), desk.package.password.as_str()), (Some("aZ-42"), ""));
}

/// What the window asks of the other program, done here by the same code; and what that says.
fn ran(home: &Home, desk: &mut Desk, more: &[&str]) -> (Ending, String) {
    let Some(Task::Run(running)) = desk.next_task() else { panic!("a program is run") };
    for file in &running.files {
        home.put(&format!("given/{}", file.name), &file.bytes);
    }
    let given = home.path("given").display().to_string();
    let arguments = running.arguments.iter().map(|argument| argument.replace("{files}", &given));
    let all = std::iter::once("stencil-gen".to_owned()).chain(arguments).chain(more.iter().map(ToString::to_string));
    let (mut out, mut err) = (Vec::new(), Vec::new());
    let ending = cli::run(all.map(Into::into), &mut out, &mut err).unwrap();
    (ending, [out, err].map(|said| String::from_utf8(said).unwrap()).concat())
}

#[test]
fn the_program_makes_the_country_that_the_window_asks_for_and_says_which_list_is_wrong() {
    let home = Home::new();
    let mut desk = ready(&home);
    home.put("desk/a.csv", fs::read(project("examples/lists/2022-president.csv")).unwrap());
    home.put("desk/b.csv", "number;name_kk\n1;");
    home.put("desk/form.toml", fs::read(project("examples/forms/a5-7rows.toml")).unwrap());
    let rows = "list;form;station;copies\na.csv;form.toml;12;30\nb.csv;form.toml;12;30\n";
    act(&mut desk, Action::Browse(crate::Wanted::Manifest));
    act(&mut desk, Action::Type(home.put("desk/country.csv", rows).display().to_string()));
    desk.act(Action::SetSpares("10".to_owned()));
    desk.act(Action::RunCountry);
    let (ending, said) = ran(&home, &mut desk, &[]);
    assert_eq!(ending, Ending::CheckFailed, "{said}");
    let out = home.path("desk/country-stencils");
    let order = fs::read_to_string(out.join("order.csv")).unwrap();
    assert!(order.contains("Президент сайлауы") && order.contains(";30;3;33;"), "{order}");
    let page = fs::read_to_string(out.join("summary.en.html")).unwrap();
    assert!(page.contains("b.csv"), "{page}");
}

#[test]
fn the_program_signs_the_package_that_the_window_asks_for() {
    let home = Home::new();
    let mut desk = ready(&home);
    let key = home.path("voting").display().to_string();
    let keygen = ["stencil-gen", "keygen", "--no-password", "--out", &key].map(Into::into);
    assert_eq!(cli::run(keygen, &mut Vec::new(), &mut Vec::new()).unwrap(), Ending::Done);
    desk.act(Action::SetKey(format!("{key}.key")));
    desk.act(Action::SetKind(2));
    desk.act(Action::RunPackage);
    // The voice alone is left out: it takes a minute.
    let (ending, said) = ran(&home, &mut desk, &["--no-speech"]);
    assert_eq!(ending, Ending::Done, "{said}");
    let path = home.path("president.tandau").display().to_string();
    let verify =
        ["stencil-gen", "package", "--verify", &path, "--kind", "voting", "--public-key", &format!("{key}.pub")];
    let mut proven = Vec::new();
    assert_eq!(cli::run(verify.map(Into::into), &mut proven, &mut Vec::new()).unwrap(), Ending::Done);
    assert!(String::from_utf8(proven).unwrap().contains("2026-11-22"));
}
