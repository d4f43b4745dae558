//! What nobody wants: the window cannot be closed, the program fails, a package is bad.

use super::kiosk::{Kiosk, until};

#[test]
fn nothing_but_the_pin_closes_the_window() {
    let kiosk = Kiosk::start(&[], None);
    let before = kiosk.display.screen();
    kiosk.display.xdotool(&["windowquit", &kiosk.window]);
    kiosk.display.xdotool(&["key", "alt+F4"]);
    for key in ["F10", "1", "1", "1", "1", "Return", "1", "Escape"] {
        kiosk.key(key);
    }
    kiosk.shows(&before, "the closed booth as before");
    // The booth is closed: 1 opens it, 2 checks it, 3 ends the program.
    kiosk.poll_worker("3");
    assert_eq!(kiosk.ended().0, Some(0));
}

#[test]
fn an_open_booth_cannot_be_ended_before_it_is_closed() {
    let kiosk = Kiosk::start(&["--open"], None);
    let open = kiosk.display.screen();
    // 2 is the way back here.
    kiosk.poll_worker("2");
    kiosk.shows(&open, "the open booth");
    kiosk.poll_worker("1");
    assert!(kiosk.display.screen() != open);
    kiosk.poll_worker("3");
    assert_eq!(kiosk.ended().0, Some(0));
}

#[test]
fn a_program_that_fails_shows_a_poll_worker_its_code_and_nothing_else_of_it() {
    let mut kiosk = Kiosk::start(&["--open", "--rehearse-fault"], None);
    let id = kiosk.child.id();
    let failed = || {
        let line = std::fs::read(format!("/proc/{id}/cmdline")).unwrap();
        String::from_utf8_lossy(&line).contains("--fault\0K499")
    };
    assert!(!failed());
    for key in ["Return", "Down", "Return"] {
        let before = kiosk.display.screen();
        kiosk.key(key);
        // A key that comes while the last page is drawn would be the second strike of one.
        until(key, || kiosk.display.screen() != before);
    }
    kiosk.key("Right");
    until("the same process with a fault to show", failed);
    kiosk.find_window();
    // The menu offers a new start first, then the end.
    kiosk.poll_worker("2");
    let (_, told) = kiosk.ended();
    assert!(told.contains("K499"), "{told}");
    assert!(!told.contains("panicked") && !told.contains("rehearsal") && !told.contains("src/"), "{told}");
}

#[test]
fn after_a_fault_the_booth_can_be_started_anew() {
    let mut kiosk = Kiosk::start(&["--open"], None);
    let open = kiosk.display.screen();
    let kiosk_again = {
        let mut arguments = vec!["--open"];
        arguments.extend(["--fault", "K499"]);
        drop(std::mem::replace(&mut kiosk, Kiosk::start(&arguments, None)));
        kiosk
    };
    assert!(kiosk_again.display.screen() != open);
    let mut kiosk = kiosk_again;
    kiosk.poll_worker("1");
    kiosk.find_window();
    kiosk.shows(&open, "an open booth");
}

#[test]
fn a_bad_package_is_told_on_the_screen_and_at_the_terminal() {
    let folder = tempfile::tempdir().unwrap();
    let package = folder.path().join("vote.tandau");
    std::fs::write(&package, b"no package at all").unwrap();
    let key = "RWQf6LRCGA9i53mlYecO4IzT51TGPpvWucNSCh1CBM0QTaLn73Y7GFO3";
    let path = package.display().to_string();
    let kiosk = Kiosk::start(&["--open", "--package", &path, "--trust", key], None);
    kiosk.poll_worker("2");
    let (code, told) = kiosk.ended();
    assert_eq!(code, Some(2), "{told}");
    assert!(told.contains("Error P1"), "{told}");
}
