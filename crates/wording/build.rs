//! Turns `docs/codes.toml` into the `Code` enum, `catalog/*.toml` into the `Phrase` enum and
//! `catalog/voice/*.toml` into the `Voice` enum.
//! The build stops where a language lacks a text or a placeholder.

use std::collections::{BTreeMap, BTreeSet};
use std::error::Error;
use std::fmt::{self, Write};
use std::path::Path;
use std::{env, fs};

use serde::Deserialize;
use serde::de::DeserializeOwned;
use sha2::{Digest, Sha256};

#[path = "src/form.rs"]
#[expect(unreachable_pub, reason = "they are public types of the crate")]
mod form;
#[path = "build/grammar.rs"]
mod grammar;
#[path = "src/template.rs"]
mod template;
#[path = "build/voice.rs"]
mod voice;
#[path = "build/voice_code.rs"]
mod voice_code;

use voice_code::pascal_case;

const CODES: &str = "../../docs/codes.toml";

#[derive(Deserialize)]
struct CodeTable {
    form_rules: BTreeMap<String, Words>,
    #[serde(flatten)]
    codes: BTreeMap<String, CodeRow>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct CodeRow {
    name: String,
    severity: Severity,
    audience: Audience,
    text: Words,
    remedy: Words,
    drill: Option<String>,
}

// The two enums are written out by their variants' names, as `src/codes.rs` has them.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "kebab-case")]
enum Severity {
    Error,
    Warning,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "kebab-case")]
enum Audience {
    Clerk,
    PollWorker,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Words {
    kk: String,
    ru: String,
    en: String,
}

impl Words {
    /// Stops the build unless every language has a text with the same placeholders.
    fn check(&self, key: &str) -> Result<(), String> {
        let names = |text| -> BTreeSet<_> { template::pieces(text).filter_map(|(_, name)| name).collect() };
        for text in [&self.kk, &self.ru, &self.en] {
            if text.trim().is_empty() || names(text) != names(&self.en) {
                return Err(format!("{key}: empty, or not the placeholders of the English: {text:?}"));
            }
        }
        Ok(())
    }
}

impl fmt::Display for Words {
    /// As a Rust expression.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Words {{ kk: {:?}, ru: {:?}, en: {:?} }}", self.kk, self.ru, self.en)
    }
}

fn main() -> Result<(), Box<dyn Error>> {
    println!("cargo:rerun-if-changed=build.rs");
    for source in ["build", "src/form.rs", "src/template.rs"] {
        println!("cargo:rerun-if-changed={source}");
    }
    let table: CodeTable = read(CODES)?;
    let mut phrases = catalog()?;
    phrases.extend(table.form_rules.into_iter().map(|(key, words)| (format!("form_rule_{key}"), words)));
    let out = env::var("OUT_DIR")?;
    fs::write(Path::new(&out).join("codes.rs"), codes(&table.codes)?)?;
    let phrases = phrases_enum(&phrases)?;
    let [kk, ru, en] = ["kk", "ru", "en"].map(|language| read(&format!("catalog/voice/{language}.toml")));
    let (kk, ru, en) = (kk?, ru?, en?);
    let voices = voice::check(&kk, &ru, &en)?;
    let voices = voice_code::voice_enum(&voices)?;
    fs::write(Path::new(&out).join("phrases.rs"), phrases.clone() + &version(&phrases, &voices))?;
    fs::write(Path::new(&out).join("voice.rs"), voices)?;
    Ok(())
}

/// The version of the wording: another string anywhere is another version.
fn version(phrases: &str, voices: &str) -> String {
    let hash = Sha256::new().chain_update(phrases).chain_update(voices).finalize();
    let digits: String = hash.iter().take(8).map(|byte| format!("{byte:02x}")).collect();
    let doc = "The version of the wording: 16 hexadecimal digits, others where any string of the catalogs differs.";
    format!("\n#[doc = {doc:?}]\npub const VERSION: &str = {digits:?};\n")
}

fn read<T: DeserializeOwned>(path: &str) -> Result<T, Box<dyn Error>> {
    println!("cargo:rerun-if-changed={path}");
    let text = fs::read_to_string(path).map_err(|error| format!("{path}: {error}"))?;
    toml::from_str(&text).map_err(|error| format!("{path}: {error}").into())
}

/// The three catalogs as one.
fn catalog() -> Result<BTreeMap<String, Words>, Box<dyn Error>> {
    type Catalog = BTreeMap<String, String>;
    let mut kk: Catalog = read("catalog/kk.toml")?;
    let mut ru: Catalog = read("catalog/ru.toml")?;
    let en: Catalog = read("catalog/en.toml")?;
    let mut phrases = BTreeMap::new();
    for (key, en) in en {
        let missing = |language| format!("catalog/{language}.toml: {key} is missing");
        let kk = kk.remove(&key).ok_or_else(|| missing("kk"))?;
        let ru = ru.remove(&key).ok_or_else(|| missing("ru"))?;
        phrases.insert(key, Words { kk, ru, en });
    }
    match kk.keys().chain(ru.keys()).next() {
        Some(key) => Err(format!("catalog/en.toml: {key} is missing").into()),
        None => Ok(phrases),
    }
}

fn codes(rows: &BTreeMap<String, CodeRow>) -> Result<String, Box<dyn Error>> {
    let mut entries = String::new();
    for (code, row) in rows {
        row.text.check(code)?;
        row.remedy.check(code)?;
        let CodeRow { name, severity, audience, text, remedy, drill } = row;
        write!(entries, "Self::{code} => &Entry {{ code: {code:?}, name: {name:?}, ")?;
        write!(entries, "severity: Severity::{severity:?}, audience: Audience::{audience:?}, ")?;
        writeln!(entries, "drill: {drill:?}, text: {text}, remedy: {remedy} }},")?;
    }
    let variants = rows.iter().map(|(code, row)| (code.clone(), row.text.en.as_str()));
    enumeration("Code", "A code, documented by its English text.", &entries, "Entry", variants)
}

fn phrases_enum(phrases: &BTreeMap<String, Words>) -> Result<String, Box<dyn Error>> {
    let mut entries = String::new();
    for (key, words) in phrases {
        words.check(key)?;
        writeln!(entries, "Self::{} => &{words},", pascal_case(key))?;
    }
    let variants = phrases.iter().map(|(key, words)| (pascal_case(key), words.en.as_str()));
    enumeration("Phrase", "A string of the catalog, documented by its English form.", &entries, "Words", variants)
}

/// An enum, the list of its variants, and the entry of each.
fn enumeration<'a>(
    name: &str,
    doc: &str,
    entries: &str,
    entry_type: &str,
    variants: impl Iterator<Item = (String, &'a str)>,
) -> Result<String, Box<dyn Error>> {
    let (mut list, mut all) = (String::new(), String::new());
    for (variant, english) in variants {
        writeln!(list, "#[doc = {english:?}]\n{variant},")?;
        write!(all, "Self::{variant}, ")?;
    }
    Ok(format!(
        "#[doc = {doc:?}]
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum {name} {{
{list}}}

impl {name} {{
/// All of them, in order.
pub const ALL: &[Self] = &[{all}];

#[expect(clippy::too_many_lines, reason = \"one line for each variant\")]
pub(crate) const fn entry(self) -> &'static {entry_type} {{
match self {{
{entries}}}
}}
}}
"
    ))
}
