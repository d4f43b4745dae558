//! The appliance's own program (`make appliance`): it draws on the display itself, without a window system. Ignored
//! without it; `TANDAU_APPLIANCE_KIOSK` says where it is.

mod framebuffer;

use std::process::Command;
use std::thread::sleep;
use std::time::Duration;

use crate::keypad::program::{Program, folder};
use crate::window::kiosk::{replayed, until};
use crate::window::votes::VOTE;
use crate::window::watched::Manager;
use framebuffer::{Booth, program};

#[test]
#[ignore = "needs the appliance's program: make appliance"]
fn a_whole_vote_by_the_keypad_on_a_bare_framebuffer_looks_as_it_was_rehearsed() {
    let (_folder, link) = folder();
    let mut keypad = Program::at(&link);
    let booth = Booth::start(&["--open"], Some(&keypad.link), None);
    let pictures = replayed(booth.folder(), VOTE);
    keypad.say("wait linked 30s");
    for (line, picture) in VOTE.lines().zip(&pictures) {
        // Longer than the double-strike filter.
        sleep(Duration::from_millis(250));
        keypad.say(line);
        booth.shows(picture, line);
    }
    assert!(pictures.last().unwrap() != pictures.first().unwrap());
    sleep(Duration::from_millis(250));
    keypad.say("select");
    booth.shows(&pictures[0], "the next voter's first page");
}

#[test]
#[ignore = "needs the appliance's program: make appliance"]
fn the_appliances_booth_tells_that_it_stands_and_is_awake() {
    let manager = Manager::new();
    let booth = Booth::start(&[], None, Some(&manager));
    manager.hears_that_it_stands_and_is_awake();
    assert!(booth.is_drawn());
}

#[test]
#[ignore = "needs the appliance's program: make appliance"]
fn the_appliances_program_that_fails_is_started_anew_and_shows_its_code() {
    let (_folder, link) = folder();
    let mut keypad = Program::at(&link);
    let booth = Booth::start(&["--open", "--rehearse-fault"], Some(&keypad.link), None);
    keypad.say("wait linked 30s");
    let failed = || booth.command_line().contains("--fault\0K499");
    assert!(!failed());
    for key in ["select", "down", "select", "right"] {
        sleep(Duration::from_millis(250));
        keypad.say(key);
    }
    until("the same process with a fault to show", failed);
    until("its page", || booth.is_drawn());
}

#[test]
#[ignore = "needs the appliance's program: make appliance"]
fn the_appliances_program_has_no_replay_no_window_system_and_no_libinput() {
    let replay = Command::new(program()).args(["replay", "vote.txt", "--out", "out"]).output().unwrap();
    assert_eq!(replay.status.code(), Some(64), "{}", String::from_utf8_lossy(&replay.stderr));
    let bytes = std::fs::read(program()).unwrap();
    // Linked or loaded later, a library's name stands in the program.
    for library in ["libX11", "libxcb", "libwayland", "libinput", "libxkbcommon", "libseat", "libGL", "libEGL"] {
        assert!(!bytes.windows(library.len()).any(|window| window == library.as_bytes()), "{library}");
    }
    assert!(bytes.windows(10).any(|window| window == b"libasound."), "the names of libraries stand there");
}

#[test]
#[ignore = "needs the appliance's program: make appliance"]
fn no_path_of_the_computer_that_built_it_is_in_the_appliances_program() {
    let bytes = std::fs::read(program()).unwrap();
    let text = String::from_utf8_lossy(&bytes);
    let home = std::env::var("HOME").unwrap();
    for path in [env!("CARGO_MANIFEST_DIR").trim_end_matches("/tests"), &format!("{home}/.cargo")] {
        assert!(!text.contains(path), "{path}");
    }
}
