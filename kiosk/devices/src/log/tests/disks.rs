//! Disks that do not take a line.

use std::fs::{self, OpenOptions};
use std::os::unix::fs::PermissionsExt;
use std::process::Command;

use super::{Desk, Event, Hands, LogFault, LogSettings, MORNING, code, events, verify};
use crate::log::file::LogFile;
use crate::log::{Granularity, Log, Timestamp};

#[test]
fn a_full_disk_is_told_by_its_code() {
    let full = OpenOptions::new().write(true).open("/dev/full").unwrap();
    let mut file = LogFile::of(full, "/dev/full".as_ref());
    let failed = file.append(b"line\n", Timestamp::default()).unwrap_err();
    assert_eq!((code(&failed.fault), failed.fault), ("K355", LogFault::LogFull { path: "/dev/full".into() }));
    // The near miss: a device that takes everything, and cannot promise to keep it.
    let null = OpenOptions::new().write(true).open("/dev/null").unwrap();
    let failed = LogFile::of(null, "/dev/null".as_ref()).append(b"line\n", Timestamp::default()).unwrap_err();
    assert_eq!((code(&failed.fault), failed.stops), ("K356", true));
}

/// In a process of its own, whose files may not grow beyond a kilobyte.
#[test]
fn a_disk_that_fills_up_leaves_whole_lines_only_and_goes_on_when_there_is_room() {
    let desk = Desk::new();
    let this = std::env::current_exe().unwrap();
    let script = "trap '' XFSZ; ulimit -f 1; exec \"$0\" --exact --ignored log::tests::disks::fills_up";
    let child = Command::new("bash").args(["-c", script]).arg(this).env("LOG_AT", desk.path()).output().unwrap();
    assert!(child.status.success(), "{}", String::from_utf8_lossy(&child.stdout));
    assert!(desk.bytes().len() <= 1024 && verify(&desk.path()).unwrap().is_sound());
    assert!(desk.open().is_ok());
}

#[test]
#[ignore = "started by the test above"]
fn fills_up() {
    let Some(path) = std::env::var_os("LOG_AT").map(std::path::PathBuf::from) else { return };
    let settings = LogSettings { path: path.clone(), granularity: Granularity::default(), program: "0".to_owned() };
    let (mut log, _) = Log::open(&settings, Box::new(Hands::at(MORNING))).unwrap();
    let mut written = 1;
    let fault = loop {
        match log.write(Event::Paused) {
            Ok(()) => written += 1,
            Err(fault) => break fault,
        }
    };
    assert_eq!(fault, LogFault::LogFull { path: path.clone() });
    // Still full, and not stopped: nothing of the line is in the file.
    assert_eq!(log.write(Event::Resumed).unwrap_err(), LogFault::LogFull { path: path.clone() });
    assert_eq!(events(&path).len(), written);
    assert!(written > 3, "{written}");
}

#[test]
fn a_folder_that_is_not_there_or_takes_nothing_is_told_by_its_code() {
    let desk = Desk::new();
    let settings = |path: &str| LogSettings {
        path: desk.folder.path().join(path),
        granularity: Granularity::default(),
        program: String::new(),
    };
    let open = |path: &str| Log::open(&settings(path), Box::new(Hands::at(MORNING)));
    assert_eq!(code(&open("absent/booth.log").unwrap_err()), "K356");
    fs::write(desk.folder.path().join("file"), "").unwrap();
    assert_eq!(code(&open("file/booth.log").unwrap_err()), "K356");
    let closed = desk.folder.path().join("closed");
    fs::create_dir(&closed).unwrap();
    fs::set_permissions(&closed, fs::Permissions::from_mode(0o500)).unwrap();
    // Nothing is closed to the system's own account.
    if rustix::process::geteuid().is_root() {
        assert_eq!(code(&Log::open(&settings("/proc/booth.log"), Box::new(Hands::at(MORNING))).unwrap_err()), "K356");
    } else {
        assert_eq!(code(&open("closed/booth.log").unwrap_err()), "K356");
    }
    fs::set_permissions(&closed, fs::Permissions::from_mode(0o700)).unwrap();
    assert!(open("closed/booth.log").is_ok());
}

#[test]
fn a_log_that_something_else_writes_to_is_stopped() {
    let desk = Desk::new();
    let (mut log, _) = desk.open().unwrap();
    log.write(Event::Opened).unwrap();
    let before = desk.bytes();
    let mut longer = before.clone();
    longer.push(b'x');
    fs::write(desk.path(), &longer).unwrap();
    assert_eq!(log.write(Event::Closed).unwrap_err(), LogFault::LogTouched { path: desk.path() });
    assert_eq!(desk.bytes(), longer);
    // Not even when the file looks as before: nobody knows what happened between.
    fs::write(desk.path(), &before).unwrap();
    assert_eq!(log.write(Event::Closed).unwrap_err(), LogFault::LogStopped);
    drop(log);
    let (mut log, _) = desk.open().unwrap();
    log.write(Event::Closed).unwrap();
    assert_eq!(events(&desk.path()), ["started", "opened", "started", "closed"]);
}
