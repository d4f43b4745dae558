//! Every crate by the rules of `deny.toml`, and the bills of materials.

use std::collections::BTreeSet;
use std::sync::OnceLock;

use tandau_appliance::graph::{Features, Graph, Scope};
use tandau_appliance::lock::Lock;
use tandau_appliance::rules::{Finding, Rules};
use tandau_appliance::{sbom, texts};

use crate::project;

fn appliance() -> &'static Graph {
    static GRAPH: OnceLock<Graph> = OnceLock::new();
    GRAPH.get_or_init(|| Graph::of_workspace(&project(""), Features::Appliance).unwrap())
}

fn usual() -> &'static Graph {
    static GRAPH: OnceLock<Graph> = OnceLock::new();
    GRAPH.get_or_init(|| Graph::of_workspace(&project(""), Features::Usual).unwrap())
}

fn window() -> &'static Graph {
    static GRAPH: OnceLock<Graph> = OnceLock::new();
    GRAPH.get_or_init(|| Graph::of_workspace(&project(""), Features::Window).unwrap())
}

/// What Cargo builds for a program of the appliance alone.
fn of(program: &str) -> Graph {
    Graph::of_appliance(&project(""), program).unwrap()
}

fn lock() -> Lock {
    Lock::of_workspace(&project("")).unwrap()
}

fn rules() -> String {
    std::fs::read_to_string(project("deny.toml")).unwrap()
}

fn judged(rules: &str, lock: &Lock) -> Vec<Finding> {
    Rules::parse(rules).unwrap().judge(&[usual(), appliance(), window()], lock)
}

#[test]
fn every_license_and_every_source_is_as_the_rules_want_it() {
    let found = judged(&rules(), &lock());
    assert!(found.is_empty(), "{found:#?}");
    assert!(usual().foreign().count() > 100, "the graph is empty");
}

#[test]
fn a_license_that_is_not_allowed_is_found() {
    let without = rules().replace("  { crate = \"serialport\", allow = [\"MPL-2.0\"] },", "");
    let found = judged(&without, &lock());
    assert!(
        matches!(found.as_slice(), [Finding::License { package, license }]
            if package.starts_with("serialport ") && license == "MPL-2.0"),
        "{found:?}"
    );
}

#[test]
fn a_rule_for_a_crate_that_is_not_there_is_found() {
    let more = rules().replace("{ crate = \"serialport\",", "{ crate = \"serialporter\",");
    assert!(judged(&more, &lock()).contains(&Finding::Idle { name: "serialporter".to_owned() }));
}

#[test]
fn a_crate_from_elsewhere_without_a_checksum_or_in_two_versions_is_found() {
    let text = std::fs::read_to_string(project("Cargo.lock")).unwrap();
    let more = |entry: &str| Lock::parse(&format!("{text}\n[[package]]\n{entry}")).unwrap();
    let git = more("name = \"stray\"\nversion = \"1.0.0\"\nsource = \"git+https://example.org/stray#abc\"\n");
    assert!(matches!(judged(&rules(), &git).as_slice(), [Finding::Source { package, .. }] if package == "stray 1.0.0"));
    let registry = lock().foreign().next().unwrap().source.clone().unwrap();
    let other = more("name = \"stray\"\nversion = \"1.0.0\"\nsource = \"registry+https://example.org/index\"\n");
    assert!(matches!(judged(&rules(), &other).as_slice(), [Finding::Source { .. }]));
    let bare = more(&format!("name = \"stray\"\nversion = \"1.0.0\"\nsource = \"{registry}\"\n"));
    assert!(matches!(judged(&rules(), &bare).as_slice(), [Finding::NoChecksum { .. }]));
    let sum = "0".repeat(64);
    let twice =
        |name: &str| format!("name = \"{name}\"\nversion = \"0.0.1\"\nsource = \"{registry}\"\nchecksum = \"{sum}\"\n");
    assert_eq!(judged(&rules(), &more(&twice("zeroize"))), [Finding::Twice { name: "zeroize".to_owned() }]);
    assert_eq!(judged(&rules(), &more(&twice("openssl-sys"))), [Finding::Banned { name: "openssl-sys".to_owned() }]);
    // Not every crate is watched like this.
    assert!(judged(&rules(), &more(&twice("hashbrown"))).is_empty());
}

#[test]
fn the_booths_program_has_no_window_system_no_network_library_and_no_other_seat() {
    let graph = of("kiosk");
    let booth = graph.of_program("kiosk").unwrap();
    let names: BTreeSet<&str> = booth.iter().map(|(package, _)| package.name.as_str()).collect();
    for forbidden in [
        "winit",
        "i-slint-backend-winit",
        "x11-dl",
        "x11rb",
        "wayland-client",
        "input",
        "input-sys",
        "libseat",
        "accesskit",
        "zbus",
        "xkbcommon",
        "tokio",
        "ureq",
        "ipp",
        "minisign",
        "ed25519-dalek",
        "stencil-gen",
        "hands",
        "firmware-sim",
        "libfuzzer-sys",
    ] {
        assert!(!names.contains(forbidden), "{forbidden}");
    }
    for needed in ["i-slint-backend-linuxkms", "evdev", "region", "zeroize", "minisign-verify"] {
        assert!(names.contains(needed), "{needed}");
    }
    assert!(graph.of_program("no-such-program").is_err());
}

#[test]
fn screen_readers_hear_the_clerks_window_and_no_booth() {
    let has = |graph: &Graph, program: &str, name: &str| {
        graph.of_program(program).unwrap().iter().any(|(package, _)| package.name == name)
    };
    let packed = of("stencil-gui");
    assert!(["winit", "accesskit", "accesskit_unix"].iter().all(|name| has(&packed, "stencil-gui", name)));
    // Not even a booth that is built for tests: what is on its screen is told on no bus.
    assert!(!usual().foreign().any(|package| package.name.starts_with("accesskit")));
}

#[test]
fn the_bill_of_materials_names_every_library_with_its_license_and_checksum() {
    let lock = lock();
    for program in ["kiosk", "stencil-gen", "stencil-gui"] {
        let graph = of(program);
        let bill = sbom::of_program(&graph, &lock, program).unwrap();
        assert_eq!(bill, sbom::of_program(&graph, &lock, program).unwrap());
        let bill: serde_json::Value = serde_json::from_str(&bill).unwrap();
        assert_eq!((&bill["bomFormat"], &bill["specVersion"]), (&"CycloneDX".into(), &"1.5".into()));
        assert_eq!(bill["metadata"]["component"]["name"], program);
        let components = bill["components"].as_array().unwrap();
        let mut references = BTreeSet::new();
        for component in components {
            let reference = component["bom-ref"].as_str().unwrap();
            assert!(references.insert(reference.to_owned()), "{reference} twice");
            assert!(component["licenses"][0].is_object(), "{reference}");
            if component["purl"].is_string() {
                let sum = component["hashes"][0]["content"].as_str().unwrap();
                let (name, version) = (component["name"].as_str().unwrap(), component["version"].as_str().unwrap());
                assert_eq!(lock.checksum(name, version), Some(sum), "{reference}");
            }
        }
        let linked = graph.of_program(program).unwrap().iter().filter(|(_, scope)| *scope == Scope::Linked).count();
        let required = components.iter().filter(|component| component["scope"] == "required").count();
        // The program itself is not among its components.
        assert_eq!(required, linked - 1, "{program}");
    }
}

#[test]
fn the_texts_of_licenses_that_bind_go_with_the_program() {
    let texts = texts::of_program(&of("kiosk"), "kiosk").unwrap();
    for words in ["slint 1.", "GNU GENERAL PUBLIC LICENSE", "Mozilla Public License", "Permission is hereby granted"] {
        assert!(texts.contains(words), "{words}");
    }
    // A crate that only tests need is not in it.
    assert!(!texts.contains("proptest "));
}
