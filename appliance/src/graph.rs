//! Which crates a program is made of, as Cargo itself resolves them.

use std::collections::{BTreeMap, BTreeSet, VecDeque};
use std::path::{Path, PathBuf};
use std::process::Command;

use serde::Deserialize;

use crate::Problem;

/// The computers the programs are made for.
pub const TARGET: &str = "x86_64-unknown-linux-gnu";

/// A crate.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
pub struct Package {
    /// What Cargo calls it.
    id: String,
    /// Its name.
    pub name: String,
    /// Its version.
    pub version: String,
    /// Its license, as an SPDX expression.
    pub license: Option<String>,
    /// A file that says it instead.
    pub license_file: Option<PathBuf>,
    /// Where it comes from; nothing for the workspace's own.
    pub source: Option<String>,
    /// Its `Cargo.toml`.
    pub manifest_path: PathBuf,
    /// What it is for.
    pub description: Option<String>,
}

/// What a program needs a crate for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Scope {
    /// It is in the program.
    Linked,
    /// It runs while the program is built.
    Build,
}

/// The crates of a workspace, and which needs which.
#[derive(Debug)]
pub struct Graph {
    packages: BTreeMap<String, Package>,
    needs: BTreeMap<String, Vec<(String, Scope)>>,
}

/// Which features are switched on.
#[derive(Clone, Copy, Debug)]
pub enum Features {
    /// Those of a plain build, on which the tests run.
    Usual,
    /// Those of the appliance: no window system, no replay.
    Appliance,
    /// Those of the clerk's window as it is packed: screen readers hear it.
    Window,
}

impl Features {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::Usual, Self::Appliance, Self::Window];
}

#[derive(Deserialize)]
struct Metadata {
    packages: Vec<Package>,
    resolve: Resolve,
}

#[derive(Deserialize)]
struct Resolve {
    nodes: Vec<Node>,
}

#[derive(Deserialize)]
struct Node {
    id: String,
    deps: Vec<Dependency>,
}

#[derive(Deserialize)]
struct Dependency {
    pkg: String,
    dep_kinds: Vec<DependencyKind>,
}

#[derive(Deserialize)]
struct DependencyKind {
    kind: Option<String>,
}

impl Graph {
    /// Asks Cargo about the workspace in this folder.
    ///
    /// # Errors
    ///
    /// [`Problem::Cargo`] with Cargo's words, or an answer that cannot be understood.
    pub fn of_workspace(folder: &Path, features: Features) -> Result<Self, Problem> {
        let mut command = cargo(folder);
        command.args(["metadata", "--locked", "--format-version", "1", "--filter-platform", TARGET]);
        match features {
            Features::Usual => {}
            Features::Appliance => drop(command.args(["--no-default-features", "--features", "kiosk/linuxkms"])),
            Features::Window => drop(command.args(["--features", "stencil-gui/screen-reader"])),
        }
        Self::parse(&answer(&mut command)?)
    }

    /// The crates of a program of the appliance, and no others: what Cargo builds when it builds that program alone. In a
    /// whole workspace features of one program would count for another.
    ///
    /// # Errors
    ///
    /// Those of [`Self::of_workspace`].
    pub fn of_appliance(folder: &Path, program: &str) -> Result<Self, Problem> {
        let (features, own): (_, &[&str]) = match program {
            "kiosk" => (Features::Appliance, &["--no-default-features", "--features", "linuxkms"]),
            // Its window is one of a desktop.
            "stencil-gui" => (Features::Window, &["--features", "screen-reader"]),
            _ => (Features::Appliance, &["--no-default-features"]),
        };
        let mut graph = Self::of_workspace(folder, features)?;
        let mut command = cargo(folder);
        command.args(["tree", "--locked", "--package", program]).args(own);
        command.args(["--target", TARGET, "--edges", "normal,build", "--prefix", "none", "--format", "{p}"]);
        let built = names(&answer(&mut command)?);
        let kept = |package: &Package| built.contains(&(package.name.clone(), package.version.clone()));
        graph.packages.retain(|_, package| kept(package));
        let packages = &graph.packages;
        graph.needs.retain(|id, _| packages.contains_key(id));
        Ok(graph)
    }

    fn parse(answer: &[u8]) -> Result<Self, Problem> {
        let unreadable = |error: serde_json::Error| Problem::Unreadable {
            file: "cargo metadata".to_owned(),
            detail: error.to_string(),
        };
        let metadata: Metadata = serde_json::from_slice(answer).map_err(unreadable)?;
        let packages = metadata.packages.into_iter().map(|package| (package.id.clone(), package)).collect();
        let needs = metadata.resolve.nodes.into_iter().map(|node| (node.id, needs(&node.deps))).collect();
        Ok(Self { packages, needs })
    }

    /// Every crate that anything in the workspace is built, tested or made with, its own first left out.
    pub fn foreign(&self) -> impl Iterator<Item = &Package> {
        let used = self.needs.keys().filter_map(|id| self.packages.get(id));
        used.filter(|package| package.source.is_some())
    }

    /// The crates of a program in the order of their names, the program itself among them. One that is linked and used
    /// for building counts as linked.
    ///
    /// # Errors
    ///
    /// [`Problem::NoSuchProgram`].
    pub fn of_program(&self, name: &str) -> Result<Vec<(&Package, Scope)>, Problem> {
        let root = self.packages.values().find(|package| package.name == name && package.source.is_none());
        let root = root.ok_or_else(|| Problem::NoSuchProgram(name.to_owned()))?;
        let mut seen = BTreeSet::new();
        let mut queue = VecDeque::from([(root.id.as_str(), Scope::Linked)]);
        while let Some((id, scope)) = queue.pop_front() {
            if !seen.insert((id, scope)) {
                continue;
            }
            for (needed, kind) in self.needs.get(id).into_iter().flatten() {
                // What a build script is made of is not in the program.
                queue.push_back((needed.as_str(), scope.max(*kind)));
            }
        }
        let linked: BTreeSet<_> = seen.iter().filter(|(_, scope)| *scope == Scope::Linked).map(|(id, _)| *id).collect();
        let once = seen.into_iter().filter(|(id, scope)| *scope == Scope::Linked || !linked.contains(id));
        let mut found: Vec<_> =
            once.filter_map(|(id, scope)| self.packages.get(id).map(|package| (package, scope))).collect();
        found.sort_by_key(|(package, _)| (package.name.clone(), package.version.clone()));
        Ok(found)
    }
}

fn cargo(folder: &Path) -> Command {
    let mut command = Command::new(std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
    command.current_dir(folder);
    command
}

fn answer(command: &mut Command) -> Result<Vec<u8>, Problem> {
    let answer = command.output().map_err(|error| Problem::Cargo(error.to_string()))?;
    if answer.status.success() {
        Ok(answer.stdout)
    } else {
        Err(Problem::Cargo(String::from_utf8_lossy(&answer.stderr).into_owned()))
    }
}

/// Names and versions of the lines of `cargo tree`: `NAME vVERSION`, and more.
fn names(tree: &[u8]) -> BTreeSet<(String, String)> {
    let tree = String::from_utf8_lossy(tree);
    let name = |line: &str| {
        let mut words = line.split_whitespace();
        Some((words.next()?.to_owned(), words.next()?.strip_prefix('v')?.to_owned()))
    };
    tree.lines().filter_map(name).collect()
}

/// What a crate needs to be built; what only its tests need is left out.
fn needs(dependencies: &[Dependency]) -> Vec<(String, Scope)> {
    let mut needs = Vec::new();
    for dependency in dependencies {
        for kind in &dependency.dep_kinds {
            match kind.kind.as_deref() {
                None => needs.push((dependency.pkg.clone(), Scope::Linked)),
                Some("build") => needs.push((dependency.pkg.clone(), Scope::Build)),
                Some(_) => {}
            }
        }
    }
    needs
}

#[cfg(test)]
mod tests {
    use super::*;

    fn graph() -> Graph {
        let package = |name: &str, source: &str| {
            format!(
                r#"{{"id":"{name}","name":"{name}","version":"1.0.0","license":"MIT","license_file":null,"source":{source},
                "manifest_path":"/x/{name}/Cargo.toml","description":null}}"#
            )
        };
        let registry = "\"registry+https://example.org\"";
        let packages =
            [("booth", "null"), ("lib", registry), ("maker", registry), ("both", registry), ("testing", registry)]
                .map(|(name, source)| package(name, source))
                .join(",");
        let needs = r#"{"id":"booth","deps":[{"pkg":"lib","dep_kinds":[{"kind":null}]},
            {"pkg":"maker","dep_kinds":[{"kind":"build"}]},{"pkg":"testing","dep_kinds":[{"kind":"dev"}]}]},
            {"id":"lib","deps":[{"pkg":"both","dep_kinds":[{"kind":null}]}]},
            {"id":"maker","deps":[{"pkg":"both","dep_kinds":[{"kind":null}]}]},
            {"id":"both","deps":[]},{"id":"testing","deps":[]}"#;
        Graph::parse(format!(r#"{{"packages":[{packages}],"resolve":{{"nodes":[{needs}]}}}}"#).as_bytes()).unwrap()
    }

    #[test]
    fn a_program_is_made_of_what_is_linked_and_what_builds_it_and_not_of_what_tests_it() {
        let graph = graph();
        let found: Vec<_> =
            graph.of_program("booth").unwrap().iter().map(|(package, scope)| (package.name.as_str(), *scope)).collect();
        assert_eq!(
            found,
            [("booth", Scope::Linked), ("both", Scope::Linked), ("lib", Scope::Linked), ("maker", Scope::Build)]
        );
        assert!(matches!(graph.of_program("lib"), Err(Problem::NoSuchProgram(_))));
        assert_eq!(graph.foreign().count(), 4);
    }

    #[test]
    fn the_lines_of_a_tree_are_names_and_versions() {
        let tree = "kiosk v0.1.0 (/somewhere/kiosk)\nserde_derive v1.0.2 (proc-macro)\nslint v1.18.1 (*)\n\n";
        let named = |name: &str, version: &str| (name.to_owned(), version.to_owned());
        let wanted = [named("kiosk", "0.1.0"), named("serde_derive", "1.0.2"), named("slint", "1.18.1")];
        assert_eq!(names(tree.as_bytes()), BTreeSet::from(wanted));
    }

    #[test]
    fn an_answer_that_is_none_is_told() {
        assert!(matches!(Graph::parse(b"{}"), Err(Problem::Unreadable { .. })));
    }
}
