//! Reads the inputs again, from the copies in `source/` or from the clerk's own files.

use std::collections::{BTreeMap, BTreeSet};
use std::fs::{self, File, Metadata};
use std::io::{self, Read};
use std::path::{Path, PathBuf};

use ballot::list::{self, ColumnNames, NameOrder, ReadOptions};
use ballot::{BallotForm, Contest, Election, Language, Place, Problem, ProblemKind, Status, rules};
use serde::Deserialize;
use serde_json::Value;

use super::CheckError;
use super::expect::{Making, Technique, Wanted};
use super::finding::{CheckFinding, Found};
use super::{booklet, report};

/// Where it keeps what stickers are for, laid out as in a contest's folder.
pub(super) const EARLIER: &str = "source/earlier/";
/// Where `make` keeps its copies.
const OPTIONS: &str = "source/options.json";
const FORMAT: &str = "make-options/1";
/// Larger files are no lists, forms or stencils.
const LARGEST_FILE: u64 = 64 * 1024 * 1024;

/// `source/options.json`.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Options {
    format: String,
    pub(super) list: String,
    pub(super) form: String,
    pub(super) contest: String,
    encoding: Option<String>,
    id: Option<String>,
    date: Option<String>,
    title_kk: Option<String>,
    title_ru: Option<String>,
    max_choices: Option<u32>,
    name_order: String,
    language: String,
    pub(super) technique: String,
    #[expect(dead_code, reason = "the card is measured; how large a sheet there was matters to `make` alone")]
    max_sheet_mm: [f64; 2],
    pub(super) cell_pitch_mm: f64,
    pub(super) tolerance_mm: f64,
    pub(super) capitals: bool,
    pub(super) booklet: Option<booklet::Setting>,
    formats: Vec<String>,
    stickers: Vec<String>,
    notches: Option<u8>,
    #[serde(default)]
    columns: BTreeMap<String, String>,
}

/// The formats beside PDF and booklets.
const FORMATS: [&str; 5] = ["dies", "dxf", "png", "stl", "svg"];

/// What a folder was made from.
#[derive(Clone, Debug)]
pub(super) struct Source {
    pub(super) options: Options,
    pub(super) election: Election,
    pub(super) contest: Contest,
    pub(super) form: BallotForm,
    pub(super) making: Making,
    /// Warnings of the list.
    pub(super) warnings: Vec<Problem>,
    /// The list's bytes.
    pub(super) list: Vec<u8>,
    /// The options as written.
    pub(super) told: Value,
    /// What the stencils were made from that stickers are for.
    pub(super) earlier: Option<Box<Self>>,
}

/// The clerk's own files, in the place of the copies.
#[derive(Clone, Debug, Default)]
pub struct Given {
    /// The list.
    pub list: Option<PathBuf>,
    /// The form.
    pub form: Option<PathBuf>,
}

/// Reads a file of plausible size; a link, a pipe or a device is none.
pub(super) fn read_file(path: &Path) -> Result<Vec<u8>, CheckError> {
    read_plain(path, fs::symlink_metadata(path))
}

/// Reads a file that `metadata` says is one.
fn read_plain(path: &Path, metadata: io::Result<Metadata>) -> Result<Vec<u8>, CheckError> {
    let unreadable = |detail: String| CheckError::Unreadable { path: path.to_owned(), detail };
    let system = |error: io::Error| unreadable(error.to_string());
    let metadata = metadata.map_err(system)?;
    if !metadata.is_file() {
        return Err(unreadable("no plain file".to_owned()));
    }
    let mut bytes = Vec::new();
    // The file may grow while it is read.
    File::open(path).map_err(system)?.take(LARGEST_FILE + 1).read_to_end(&mut bytes).map_err(system)?;
    if u64::try_from(bytes.len()).unwrap_or(u64::MAX) > LARGEST_FILE {
        return Err(unreadable(format!("{} bytes", metadata.len())));
    }
    Ok(bytes)
}

/// Reads the sources of a contest's folder, and those of the earlier run that its stickers are for.
pub(super) fn read(folder: &Path, given: &Given, found: &mut Vec<Found>) -> Result<Source, CheckError> {
    let mut source = own(folder, given, found)?;
    if source.options.stickers.is_empty() {
        return Ok(source);
    }
    let earlier = own(&folder.join(EARLIER), &Given::default(), found)?;
    if let Some(name) = source.options.stickers.iter().find(|name| !source.is_sticker(name, &earlier)) {
        return Err(syntax(OPTIONS, format!("stickers {name}")));
    }
    source.earlier = Some(Box::new(earlier));
    Ok(source)
}

/// Reads the sources of one folder.
fn own(folder: &Path, given: &Given, found: &mut Vec<Found>) -> Result<Source, CheckError> {
    if !folder.join(OPTIONS).is_file() {
        return Err(CheckError::NothingToCheck(folder.to_owned()));
    }
    let text = read_file(&folder.join(OPTIONS))?;
    let wrong = |error: serde_json::Error| syntax(OPTIONS, error.to_string());
    let options: Options = serde_json::from_slice(&text).map_err(wrong)?;
    let told: Value = serde_json::from_slice(&text).map_err(wrong)?;
    if options.format != FORMAT {
        let kind = ProblemKind::UnknownFormat { found: options.format, expected: FORMAT.to_owned() };
        return Err(Problem::new(Place::file(OPTIONS), kind).into());
    }
    // Names only: a path must not lead out of the folder.
    let plain = |name: &str| !name.contains(['/', '\\']) && name != "..";
    if !plain(&options.list) || !plain(&options.form) {
        return Err(syntax(OPTIONS, "a file name with a path".to_owned()));
    }
    plausible(&options)?;
    let list = bytes(folder, &format!("source/list/{}", options.list), given.list.as_deref(), found)?;
    let form = bytes(folder, &format!("source/form/{}", options.form), given.form.as_deref(), found)?;
    let (election, warnings) = election(&options, &list)?;
    let text = String::from_utf8(form).map_err(|error| syntax(&options.form, error.to_string()))?;
    let form = BallotForm::parse(&options.form, text.trim_start_matches('\u{feff}'))?;
    let contest = election.contests.iter().find(|contest| contest.id == options.contest).cloned();
    let mut contest = contest.ok_or_else(|| syntax(&options.list, format!("no contest {}", options.contest)))?;
    contest.position = options.notches.unwrap_or(contest.position);
    let (rows, squares) = (contest.options.len(), form.option_squares().len());
    if rows != squares {
        let kind = ProblemKind::OptionsAndSquares { options: rows, squares };
        return Err(Problem::new(Place::file(&options.form).column("squares"), kind).into());
    }
    let making = making(&options)?;
    Ok(Source { options, election, contest, form, making, warnings, list, told, earlier: None })
}

/// Options that `make` can have written.
fn plausible(options: &Options) -> Result<(), CheckError> {
    let wrong = |key: &str, found: &dyn std::fmt::Display| Err(syntax(OPTIONS, format!("{key} {found}")));
    if !["kk", "ru", "both"].contains(&options.language.as_str()) {
        return wrong("language", &options.language);
    }
    // In order, so that none stands twice.
    let known = |format: &String| FORMATS.contains(&format.as_str());
    if !options.formats.iter().all(known) || !options.formats.is_sorted_by(|a, b| a < b) {
        return wrong("formats", &options.formats.join(", "));
    }
    if options.formats.iter().any(|format| format == "dies") && !matches!(options.technique.as_str(), "emboss" | "film")
    {
        return wrong("technique", &options.technique);
    }
    match options.notches {
        Some(notches) if !(1..=5).contains(&notches) => wrong("notches", &notches),
        _ => Ok(()),
    }
}

fn syntax(file: &str, detail: String) -> CheckError {
    Problem::new(Place::file(file), ProblemKind::Syntax { detail }).into()
}

/// A copy's bytes, or those of the file given in its place, which it must equal.
fn bytes(folder: &Path, copy: &str, given: Option<&Path>, found: &mut Vec<Found>) -> Result<Vec<u8>, CheckError> {
    let Some(given) = given else { return read_file(&folder.join(copy)) };
    // The clerk may well keep links to lists.
    let own = read_plain(given, fs::metadata(given))?;
    if read_file(&folder.join(copy)).ok().as_ref() != Some(&own) {
        let finding = CheckFinding::SourceDiffers { file: copy.to_owned() };
        found.push(Found { file: String::new(), row: None, place: None, finding });
    }
    Ok(own)
}

fn election(options: &Options, list: &[u8]) -> Result<(Election, Vec<Problem>), CheckError> {
    let encoding = match &options.encoding {
        Some(name) => Some(name.parse().map_err(|_| syntax(OPTIONS, format!("encoding {name}")))?),
        None => None,
    };
    let read = ReadOptions {
        encoding,
        id: options.id.clone(),
        date: options.date.clone(),
        title_kk: options.title_kk.clone(),
        title_ru: options.title_ru.clone(),
        max_choices: options.max_choices,
        name_order: name_order(options)?,
        columns: ColumnNames::new(options.columns.clone()).map_err(|kind| syntax(OPTIONS, format!("{kind:?}")))?,
    };
    let reading = list::read(&options.list, list, &read);
    let mut problems = reading.problems;
    if problems.iter().any(Problem::is_error) {
        return Err(CheckError::Input(problems));
    }
    let checked = rules::check(reading.draft);
    problems.extend(checked.problems);
    // Names that begin with the given name are in no alphabet's order.
    if read.name_order == NameOrder::GivenFirst {
        problems.retain(|problem| !matches!(problem.kind, ProblemKind::OutOfOrder { .. }));
    }
    match checked.election {
        Some(election) => Ok((election, problems)),
        None => Err(CheckError::Input(problems)),
    }
}

/// Row and stencil by a sticker's name, of which there is one way to write it.
fn sticker(name: &str) -> Option<(u32, &'static str)> {
    let (row, code) = name.strip_prefix("sticker.")?.strip_suffix(".pdf")?.split_once('.')?;
    let code = ["kk", "ru", "both"].into_iter().find(|known| *known == code)?;
    let row = row.parse().ok()?;
    (name == sticker_name(row, code)).then_some((row, code))
}

/// The name of a sticker's file.
pub(super) fn sticker_name(row: u32, code: &str) -> String {
    format!("sticker.{row}.{code}.pdf")
}

fn name_order(options: &Options) -> Result<NameOrder, CheckError> {
    match options.name_order.as_str() {
        "surname-first" => Ok(NameOrder::SurnameFirst),
        "given-first" => Ok(NameOrder::GivenFirst),
        other => Err(syntax(OPTIONS, format!("name_order {other}"))),
    }
}

/// Drawn diameter and print by technique: swell paper rises by its ink.
fn making(options: &Options) -> Result<Making, CheckError> {
    let technique = Technique::named(&options.technique);
    let technique = technique.ok_or_else(|| syntax(OPTIONS, format!("technique {}", options.technique)))?;
    let (dot, print) = match technique {
        Technique::Emboss | Technique::Uv | Technique::Film => (1.6, true),
        Technique::Swell => (1.3, false),
    };
    let cell_pitch = options.cell_pitch_mm;
    if !(6.0..=6.2).contains(&cell_pitch) {
        return Err(syntax(OPTIONS, format!("cell_pitch_mm {cell_pitch}")));
    }
    let (capitals, name_order) = (options.capitals, name_order(options)?);
    Ok(Making { dot, print, cell_pitch, capitals, name_order, technique })
}

impl Source {
    /// The languages of the stencils, in the order of the ballot.
    pub(super) fn languages(&self) -> Vec<Language> {
        self.stencils().iter().filter_map(|code| Wanted::languages(code)).flatten().copied().collect()
    }

    /// Every file that the contest's folder must hold, and no other.
    pub(super) fn files(&self) -> BTreeSet<String> {
        let Options { list, form, formats, .. } = &self.options;
        let mut names: BTreeSet<String> =
            ["alignment.pdf", "specimen.pdf", report::FILE, OPTIONS].map(str::to_owned).into_iter().collect();
        names.extend([format!("source/list/{list}"), format!("source/form/{form}")]);
        for code in self.stencils() {
            names.extend([format!("stencil.{code}.pdf"), format!("proof.{code}.pdf")]);
            for format in formats {
                if format == "dies" {
                    let sides = ["male", "female"].into_iter();
                    names.extend(sides.flat_map(|side| ["dxf", "stl"].map(|kind| format!("die.{side}.{code}.{kind}"))));
                } else {
                    names.insert(format!("stencil.{code}.{format}"));
                }
            }
        }
        if self.options.booklet.is_some() {
            names.extend(self.languages().into_iter().flat_map(booklet::names));
        }
        names.extend(self.options.stickers.iter().cloned());
        if let Some(earlier) = &self.earlier {
            let Options { list, form, .. } = &earlier.options;
            let own = [OPTIONS.to_owned(), format!("source/list/{list}"), format!("source/form/{form}")];
            let stencils = self.stickers().map(|(_, code)| format!("stencil.{code}.pdf"));
            names.extend(own.into_iter().chain(stencils).map(|name| format!("{EARLIER}{name}")));
        }
        names
    }

    /// Row and stencil of each sticker.
    pub(super) fn stickers(&self) -> impl Iterator<Item = (u32, &'static str)> + '_ {
        self.options.stickers.iter().filter_map(|name| sticker(name))
    }

    /// A sticker covers a row that stood under the same name and is withdrawn, on a stencil that
    /// there was.
    fn is_sticker(&self, name: &str, earlier: &Self) -> bool {
        let Some((row, code)) = sticker(name) else { return false };
        let of = |contest: &Contest| contest.options.iter().find(|option| option.number == row).cloned();
        let (before, now) = (of(&earlier.contest), of(&self.contest));
        let withdrawn = before.zip(now).is_some_and(|(before, now)| {
            let statuses = [before.status, now.status];
            before.name == now.name && statuses == [Status::Standing, Status::Withdrawn]
        });
        withdrawn && earlier.contest.id == self.contest.id && earlier.stencils().contains(&code)
    }

    /// What the stencil with this code in its name must be.
    pub(super) fn wanted(&self, code: &str) -> Option<Wanted<'_>> {
        let languages = Wanted::languages(code)?;
        let Self { election, contest, form, making, .. } = self;
        Some(Wanted { election, contest, form, languages, making: *making })
    }

    /// The stencils there must be: for both languages one where rows are 24 mm apart, else two.
    pub(super) fn stencils(&self) -> &'static [&'static str] {
        let squares = self.form.option_squares();
        let apart = squares.iter().zip(squares.iter().skip(1)).map(|(a, b)| b.center().y.um() - a.center().y.um());
        let shared = apart.min().is_none_or(|apart| apart >= 24_000);
        match self.options.language.as_str() {
            "kk" => &["kk"],
            "ru" => &["ru"],
            _ if shared => &["both"],
            _ => &["kk", "ru"],
        }
    }
}
