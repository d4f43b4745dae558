//! The license texts and notices that go with a program to whoever gets it.

use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};

use crate::Problem;
use crate::graph::{Graph, Scope};

/// How files with licenses and notices begin.
const BEGINNINGS: [&str; 5] = ["LICENSE", "LICENCE", "COPYING", "NOTICE", "COPYRIGHT"];

/// All texts of the crates that are in a program, one after the other. A text that several share is there once.
///
/// # Errors
///
/// [`Problem`]: there is no such program, or a file cannot be read.
pub fn of_program(graph: &Graph, name: &str) -> Result<String, Problem> {
    let mut texts: Vec<(String, Vec<String>)> = Vec::new();
    let mut without = Vec::new();
    for (package, scope) in graph.of_program(name)? {
        if scope != Scope::Linked || package.source.is_none() {
            continue;
        }
        let called = format!("{} {} ({})", package.name, package.version, package.license.as_deref().unwrap_or("-"));
        let files = files(package.manifest_path.parent().unwrap_or(Path::new("")))?;
        if files.is_empty() {
            without.push(called.clone());
        }
        for file in files {
            let text = fs::read(&file).map_err(Problem::file(&file))?;
            let text = String::from_utf8_lossy(&text).trim().to_owned();
            match texts.iter_mut().find(|(known, _)| *known == text) {
                Some((_, users)) if users.contains(&called) => {}
                Some((_, users)) => users.push(called.clone()),
                None => texts.push((text, vec![called.clone()])),
            }
        }
    }
    Ok(written(&texts, &without))
}

fn written(texts: &[(String, Vec<String>)], without: &[String]) -> String {
    let line = "=".repeat(80);
    let mut all = String::new();
    for (text, users) in texts {
        // Writing to a string cannot fail.
        let _ = write!(all, "{line}\n{}\n{line}\n\n{text}\n\n", users.join("\n"));
    }
    if !without.is_empty() {
        let _ = write!(
            all,
            "{line}\nWithout a text of their own; the license in brackets binds:\n{}\n",
            without.join("\n")
        );
    }
    all
}

fn files(folder: &Path) -> Result<Vec<PathBuf>, Problem> {
    let mut files = Vec::new();
    for folder in [folder.to_owned(), folder.join("LICENSES")] {
        let Ok(entries) = fs::read_dir(&folder) else { continue };
        for entry in entries {
            let path = entry.map_err(Problem::file(&folder))?.path();
            let name = path.file_name().unwrap_or_default().to_string_lossy().to_uppercase();
            let in_own_folder = folder.ends_with("LICENSES");
            if path.is_file() && (in_own_folder || BEGINNINGS.iter().any(|beginning| name.starts_with(beginning))) {
                files.push(path);
            }
        }
    }
    files.sort();
    Ok(files)
}
