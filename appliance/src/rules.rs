//! `deny.toml`, the rules for what comes from others. `cargo deny` reads the same file; this reads the part of it that
//! needs nothing but the sources, so that every run of the tests judges by it.

use std::collections::BTreeMap;
use std::path::Path;

use serde::Deserialize;

use crate::Problem;
use crate::graph::{Graph, Package};
use crate::license::Expression;
use crate::lock::Lock;

/// How Cargo writes where a crate from a registry comes from.
const REGISTRY: &str = "registry+";

/// The rules.
#[derive(Debug, Deserialize)]
pub struct Rules {
    licenses: Licenses,
    bans: Bans,
}

#[derive(Debug, Deserialize)]
struct Licenses {
    allow: Vec<String>,
    #[serde(default)]
    exceptions: Vec<Exception>,
    #[serde(default)]
    clarify: Vec<Clarified>,
}

#[derive(Debug, Deserialize)]
struct Exception {
    #[serde(rename = "crate")]
    name: String,
    allow: Vec<String>,
}

#[derive(Debug, Deserialize)]
struct Clarified {
    #[serde(rename = "crate")]
    name: String,
    expression: String,
}

#[derive(Debug, Deserialize)]
struct Bans {
    deny: Vec<Banned>,
}

#[derive(Debug, Deserialize)]
struct Banned {
    #[serde(rename = "crate")]
    name: String,
    #[serde(default, rename = "deny-multiple-versions")]
    once: bool,
}

/// What is not as the rules want it.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Finding {
    /// A license that is not allowed, or none that can be read.
    License {
        /// The crate and its version.
        package: String,
        /// What it says.
        license: String,
    },
    /// A crate from somewhere else.
    Source {
        /// The crate and its version.
        package: String,
        /// Where it comes from.
        source: String,
    },
    /// A crate whose bytes nobody could prove.
    NoChecksum {
        /// The crate and its version.
        package: String,
    },
    /// A crate that must not be there.
    Banned {
        /// Its name.
        name: String,
    },
    /// A crate that is there in several versions and must be there once.
    Twice {
        /// Its name.
        name: String,
    },
    /// A rule for a crate that is not there: a name misspelt, or a rule outlived.
    Idle {
        /// The name.
        name: String,
    },
}

impl Rules {
    /// Reads the rules of the workspace in this folder.
    ///
    /// # Errors
    ///
    /// [`Problem`]: they cannot be read.
    pub fn of_workspace(folder: &Path) -> Result<Self, Problem> {
        let path = folder.join("deny.toml");
        let text = std::fs::read_to_string(&path).map_err(Problem::file(&path))?;
        Self::parse(&text)
    }

    /// Reads the text of the rules.
    ///
    /// # Errors
    ///
    /// [`Problem::Unreadable`].
    pub fn parse(text: &str) -> Result<Self, Problem> {
        toml::from_str(text)
            .map_err(|error| Problem::Unreadable { file: "deny.toml".to_owned(), detail: error.message().to_owned() })
    }

    /// Everything in these that is not as it should be.
    #[must_use]
    pub fn judge(&self, graphs: &[&Graph], lock: &Lock) -> Vec<Finding> {
        let foreign = || graphs.iter().flat_map(|graph| graph.foreign());
        let mut findings: Vec<Finding> = foreign().filter_map(|package| self.license(package)).collect();
        findings.extend(Self::sources(lock));
        findings.extend(self.bans(&lock.versions()));
        let named = self.licenses.exceptions.iter().map(|exception| &exception.name);
        let named = named.chain(self.licenses.clarify.iter().map(|clarified| &clarified.name));
        let idle = named.filter(|name| foreign().all(|package| package.name != **name));
        findings.extend(idle.map(|name| Finding::Idle { name: name.clone() }));
        findings.sort();
        findings.dedup();
        findings
    }

    fn license(&self, package: &Package) -> Option<Finding> {
        let clarified = self.licenses.clarify.iter().find(|clarified| clarified.name == package.name);
        let said = clarified.map(|clarified| &clarified.expression).or(package.license.as_ref());
        let exceptions = self.licenses.exceptions.iter().filter(|exception| exception.name == package.name);
        let more: Vec<&String> = exceptions.flat_map(|exception| &exception.allow).collect();
        let allowed =
            |license: &str| self.licenses.allow.iter().chain(more.iter().copied()).any(|allowed| allowed == license);
        let met = said.and_then(|said| Expression::parse(said)).is_some_and(|said| said.is_met(&allowed));
        (!met).then(|| Finding::License {
            package: format!("{} {}", package.name, package.version),
            license: said.cloned().unwrap_or_default(),
        })
    }

    /// Of every crate in the lock, those for other computers too: all from one registry, each with its checksum.
    fn sources(lock: &Lock) -> Vec<Finding> {
        let mut findings = Vec::new();
        let one = lock.foreign().find_map(|locked| locked.source.clone()).filter(|from| from.starts_with(REGISTRY));
        for locked in lock.foreign() {
            let package = format!("{} {}", locked.name, locked.version);
            let source = locked.source.clone().unwrap_or_default();
            if one.as_ref() != Some(&source) {
                findings.push(Finding::Source { package, source });
            } else if locked.checksum.as_ref().is_none_or(|sum| sum.len() != 64) {
                findings.push(Finding::NoChecksum { package });
            }
        }
        findings
    }

    fn bans(&self, versions: &BTreeMap<&str, usize>) -> Vec<Finding> {
        let mut findings = Vec::new();
        for banned in &self.bans.deny {
            let name = banned.name.clone();
            match (banned.once, versions.get(name.as_str()).copied().unwrap_or(0)) {
                (false, 0) | (true, 1) => {}
                (false, _) => findings.push(Finding::Banned { name }),
                (true, 0) => findings.push(Finding::Idle { name }),
                (true, _) => findings.push(Finding::Twice { name }),
            }
        }
        findings
    }
}
