//! What the computer around the program must be like so that nothing of a vote stays on it: no memory on a disk, nothing
//! run from a memory stick, no printer's traffic in a file; and a PIN that is not everybody's.

use std::fs;
use std::path::{Path, PathBuf};

use crate::notice::StationProblem;
use crate::station::Station;

/// What a memory stick must be mounted with.
const BOUND: [&str; 3] = ["noexec", "nosuid", "nodev"];

/// The PIN of the sample.
const KNOWN_PIN: &str = "1234";
/// The settings of the program that has a USB printer at an address of this computer (ipp-usb(8)).
const PRINTER_PROGRAM: &str = "/etc/ipp-usb/ipp-usb.conf";

/// What of this computer is not as a booth needs it. A booth without a place for its election is a demonstration, and
/// needs nothing.
#[must_use]
pub fn loose(station: &Station) -> Vec<StationProblem> {
    let Some(package) = &station.package else { return Vec::new() };
    let read = |path| fs::read_to_string(path).unwrap_or_default();
    let mut found = found(&read("/proc/swaps"), &read("/proc/self/mounts"), &package.media);
    if station.pin.is(KNOWN_PIN) {
        found.push(StationProblem::KnownPin);
    }
    if station.printer.is_some() && fs::read_to_string(PRINTER_PROGRAM).is_ok_and(|settings| is_logged(&settings)) {
        found.push(StationProblem::PrinterLogged { file: PRINTER_PROGRAM.to_owned() });
    }
    found
}

/// Whether ipp-usb writes more than errors: without a word about it, it writes all.
fn is_logged(settings: &str) -> bool {
    let about = settings.lines().filter_map(|line| line.split_once('=')).filter(|(key, _)| key.trim() == "device-log");
    let logs: Vec<&str> = about.map(|(_, what)| what.trim()).collect();
    logs.is_empty() || logs.iter().any(|what| *what != "error")
}

fn found(swaps: &str, mounts: &str, media: &Path) -> Vec<StationProblem> {
    let swap = may_swap(swaps).then_some(StationProblem::MaySwap);
    let runnable = runnable(mounts, media).into_iter();
    let runnable = runnable.map(|folder| StationProblem::MediaRunnable { folder: folder.display().to_string() });
    swap.into_iter().chain(runnable).collect()
}

/// Whether `/proc/swaps` names a place (swapon(8)): a head, and a line for each.
fn may_swap(swaps: &str) -> bool {
    swaps.lines().skip(1).any(|line| !line.trim().is_empty())
}

/// The mounts below the folder in which memory sticks appear that lack one of [`BOUND`] (fstab(5): device, folder, kind,
/// options).
fn runnable(mounts: &str, media: &Path) -> Vec<PathBuf> {
    let mut loose = Vec::new();
    for line in mounts.lines() {
        let mut words = line.split(' ').skip(1);
        let (Some(folder), Some(options)) = (words.next(), words.nth(1)) else { continue };
        let folder = unescaped(folder);
        let bound = BOUND.iter().all(|needed| options.split(',').any(|option| option == *needed));
        if folder.starts_with(media) && folder != media && !bound {
            loose.push(folder);
        }
    }
    loose
}

/// A blank in a folder's name stands as `\040` (getmntent(3)).
fn unescaped(folder: &str) -> PathBuf {
    folder.replace("\\040", " ").into()
}

#[cfg(test)]
mod tests {
    use super::*;
    use wording::Coded as _;

    const NO_SWAP: &str = "Filename\t\t\t\tType\t\tSize\t\tUsed\t\tPriority\n";
    const MOUNTS: &str = "/dev/sda1 / ext4 ro,relatime 0 0\n\
        tmpfs /media tmpfs rw,relatime 0 0\n\
        /dev/sdb1 /media/sdb1 vfat rw,nosuid,nodev,noexec,noatime 0 0\n";

    fn codes(swaps: &str, mounts: &str) -> Vec<String> {
        let found = found(swaps, mounts, Path::new("/media"));
        found.iter().map(|problem| problem.code().as_str().to_owned()).collect()
    }

    #[test]
    fn a_computer_that_may_swap_is_told_and_one_whose_list_has_only_a_head_is_not() {
        assert!(codes(NO_SWAP, MOUNTS).is_empty());
        assert_eq!(codes(&format!("{NO_SWAP}/dev/sda2 partition 1000 0 -2\n"), MOUNTS), ["K521"]);
        // A system without swap in its kernel has no such file.
        assert!(codes("", MOUNTS).is_empty());
    }

    #[test]
    fn a_memory_stick_that_lacks_one_bond_is_told_and_other_disks_are_not() {
        for missing in BOUND {
            let loose = MOUNTS.replace(&format!(",{missing}"), "");
            assert_eq!(codes(NO_SWAP, &loose), ["K522"], "{missing}");
        }
        let elsewhere = MOUNTS.replace("/media/sdb1", "/mediator/sdb1").replace(",noexec", "");
        assert!(codes(NO_SWAP, &elsewhere).is_empty());
    }

    #[test]
    fn a_folder_with_a_blank_is_named_as_people_write_it() {
        let mounts = "/dev/sdc1 /media/MY\\040STICK vfat rw,nosuid,nodev 0 0\n";
        let found = found(NO_SWAP, mounts, Path::new("/media"));
        assert_eq!(found, [StationProblem::MediaRunnable { folder: "/media/MY STICK".to_owned() }]);
    }

    #[test]
    fn a_printers_traffic_in_a_file_is_told_and_the_packages_settings_write_none() {
        assert!(is_logged("") && is_logged("[logging]\n  device-log = all\n"));
        assert!(is_logged("device-log = error\ndevice-log = error,trace-usb\n"));
        assert!(is_logged("# device-log = error\n"));
        assert!(!is_logged(include_str!("../../appliance/system/ipp-usb.conf")));
    }

    #[test]
    fn the_samples_pin_is_told_and_another_is_not() {
        let mut station = Station::demonstration().unwrap();
        let media = "/media/tandau".into();
        station.package = Some(crate::station::OwnPackage { file: "/nowhere/election.tandau".into(), media });
        let known = |station: &Station| loose(station).contains(&StationProblem::KnownPin);
        assert!(known(&station));
        station.pin = crate::pin::PinHash::of("2468", [3; 16]).unwrap();
        assert!(!known(&station));
    }

    #[test]
    fn a_demonstration_needs_nothing_of_the_computer() {
        assert!(loose(&Station::demonstration().unwrap()).is_empty());
    }
}
