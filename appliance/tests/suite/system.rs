//! The unit, the rules and the packages, as they are installed.

use std::collections::BTreeMap;
use std::fs;
use std::process::Command;

use crate::project;

/// The worst that systemd may think of the booth's unit, in tenths: docs/decisions/0033 has the number.
const EXPOSURE_TENTHS: u32 = 9;

fn unit() -> String {
    fs::read_to_string(project("appliance/system/tandau-booth.service")).unwrap()
}

/// The lines of a section, by key; a key that stands twice keeps all its values.
fn settings(unit: &str) -> BTreeMap<String, Vec<String>> {
    let mut settings: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for (key, value) in unit.lines().filter(|line| !line.starts_with('#')).filter_map(|line| line.split_once('=')) {
        settings.entry(key.to_owned()).or_default().push(value.to_owned());
    }
    settings
}

#[test]
fn the_unit_says_what_a_vote_needs() {
    let settings = settings(&unit());
    for (key, value) in [
        ("MemorySwapMax", "0"),
        ("LimitCORE", "0"),
        ("Restart", "always"),
        ("StartLimitIntervalSec", "0"),
        ("Type", "notify"),
        ("NotifyAccess", "main"),
        ("WatchdogSignal", "SIGKILL"),
        ("User", "tandau"),
        ("StandardInput", "null"),
        ("ProtectSystem", "strict"),
        ("PrivateNetwork", "yes"),
        ("NoNewPrivileges", "yes"),
        ("CapabilityBoundingSet", ""),
        ("DevicePolicy", "closed"),
    ] {
        assert_eq!(settings.get(key).map(Vec::as_slice), Some([value.to_owned()].as_slice()), "{key}");
    }
    // A folder that is not there keeps a unit from starting unless its name begins with "-".
    let run: Vec<&str> = settings["ExecPaths"].iter().flat_map(|paths| paths.split(' ')).collect();
    assert_eq!(run, ["/usr/bin/kiosk", "-/usr/bin/scanimage", "/usr/lib", "/lib", "/lib64"]);
    // No name of a driver, which is known only while it is loaded.
    for device in &settings["DeviceAllow"] {
        let major = device.strip_prefix("char-").and_then(|rest| rest.strip_suffix(" rw"));
        assert!(major.is_some_and(|major| major.parse::<u8>().is_ok()), "{device}");
    }
    for folder in ["/tmp:", "/var/tmp:"] {
        let memory = settings["TemporaryFileSystem"][0].split(' ').find(|own| own.starts_with(folder)).unwrap();
        assert!(memory.ends_with("noexec,nosuid,nodev"), "{memory}");
    }
    // Nothing that a voter could change by what stands in the environment, and no session of a person.
    assert!(!settings.contains_key("PassEnvironment") && !settings.contains_key("PAMName"));
}

#[test]
fn systemd_finds_the_unit_no_more_exposed_than_it_was() {
    // Each version asks other questions; the number is the one of Debian 12. Without systemd there is nobody to ask.
    let version = Command::new("systemd-analyze").arg("--version").output();
    if !version.is_ok_and(|told| told.stdout.starts_with(b"systemd 252")) {
        return;
    }
    let answer = Command::new("systemd-analyze")
        .args(["security", "--offline=true", "--no-pager"])
        .arg(format!("--threshold={EXPOSURE_TENTHS}"))
        .arg(project("appliance/system/tandau-booth.service"))
        .output()
        .unwrap();
    let told = String::from_utf8_lossy(&answer.stdout).into_owned();
    assert!(answer.status.success(), "{told}{}", String::from_utf8_lossy(&answer.stderr));
    assert!(told.contains("Overall exposure level"), "{told}");
}

#[test]
fn a_memory_stick_is_mounted_with_nothing_to_run_and_for_the_booth_alone() {
    let rules = fs::read_to_string(project("appliance/system/60-tandau-media.rules")).unwrap();
    let rule: Vec<&str> = rules.lines().filter(|line| !line.starts_with('#')).collect();
    let rule = rule.join(" ");
    for word in ["noexec", "nosuid", "nodev", "uid=tandau", "dmask=0077", "ID_BUS}==\"usb\"", "vfat|exfat"] {
        assert!(rule.contains(word), "{word}: {rule}");
    }
    let media = fs::read_to_string(project("appliance/system/media-tandau.mount")).unwrap();
    assert!(media.contains("Where=/media/tandau\n") && media.contains("Options=mode=0755,size=1M,noexec,nosuid,nodev"));
    assert!(rule.contains(" /media/tandau/$kernel"), "{rule}");
}

#[test]
fn every_file_that_is_installed_is_named_where_packages_are_made_and_the_other_way_round() {
    let script = fs::read_to_string(project("scripts/appliance.sh")).unwrap();
    for entry in fs::read_dir(project("appliance/system")).unwrap() {
        let name = entry.unwrap().file_name().into_string().unwrap();
        assert!(script.contains(&format!("/{name}\"")), "{name} is in no package");
    }
    for (index, _) in script.match_indices("$system/") {
        let name: String = script[index + 8..].chars().take_while(|sign| !matches!(sign, '"' | ' ')).collect();
        assert!(project("appliance/system").join(&name).is_file(), "{name} is not there");
    }
}

#[test]
fn the_booths_own_settings_lead_where_the_unit_lets_it_write() {
    let sample = fs::read_to_string(project("examples/stations/booth.toml")).unwrap();
    let table: toml::Table = toml::from_str(&sample).unwrap();
    let text = |section: &str, key: &str| table[section][key].as_str().unwrap().to_owned();
    assert!(
        text("log", "file").starts_with("/var/lib/tandau/") && text("package", "file").starts_with("/var/lib/tandau/")
    );
    assert_eq!(text("package", "media"), "/media/tandau");
    let settings = settings(&unit());
    assert_eq!(settings["StateDirectory"], ["tandau"]);
    assert_eq!(settings["ReadWritePaths"], ["/media/tandau"]);
    assert_eq!(settings["ExecStart"], ["/usr/bin/kiosk --station /etc/tandau/station.toml"]);
}
