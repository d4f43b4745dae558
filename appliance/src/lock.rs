//! `Cargo.lock`: where every crate comes from, for every computer, and what its bytes hash to.

use std::collections::BTreeMap;
use std::path::Path;

use serde::Deserialize;

use crate::Problem;

/// A crate of the lock.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
pub struct Locked {
    /// Its name.
    pub name: String,
    /// Its version.
    pub version: String,
    /// Where it comes from; nothing for the workspace's own.
    pub source: Option<String>,
    /// SHA-256 of its archive.
    pub checksum: Option<String>,
}

/// All of them.
#[derive(Clone, Debug, Deserialize)]
pub struct Lock {
    package: Vec<Locked>,
}

impl Lock {
    /// Reads the lock of the workspace in this folder.
    ///
    /// # Errors
    ///
    /// [`Problem`]: it cannot be read.
    pub fn of_workspace(folder: &Path) -> Result<Self, Problem> {
        let path = folder.join("Cargo.lock");
        let text = std::fs::read_to_string(&path).map_err(Problem::file(&path))?;
        Self::parse(&text)
    }

    /// Reads the text of a lock.
    ///
    /// # Errors
    ///
    /// [`Problem::Unreadable`].
    pub fn parse(text: &str) -> Result<Self, Problem> {
        toml::from_str(text)
            .map_err(|error| Problem::Unreadable { file: "Cargo.lock".to_owned(), detail: error.message().to_owned() })
    }

    /// Every crate that is not the workspace's own.
    pub fn foreign(&self) -> impl Iterator<Item = &Locked> {
        self.package.iter().filter(|package| package.source.is_some())
    }

    /// How often a crate is there, by name.
    #[must_use]
    pub fn versions(&self) -> BTreeMap<&str, usize> {
        let mut versions = BTreeMap::new();
        for package in &self.package {
            *versions.entry(package.name.as_str()).or_insert(0) += 1;
        }
        versions
    }

    /// The checksum of a crate's archive.
    #[must_use]
    pub fn checksum(&self, name: &str, version: &str) -> Option<&str> {
        let found = self.package.iter().find(|package| package.name == name && package.version == version);
        found.and_then(|package| package.checksum.as_deref())
    }
}
