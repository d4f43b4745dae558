//! The manifest of a batch: which station needs how many stencils of which ballot.
//!
//! A manifest is a table in CSV, XLSX or ODS with a row for each ballot of each station. Ballots of
//! the same list, form, contest and options are one ballot, made once and ordered many times. A
//! manifest with an error anywhere is refused as a whole: half an order is a wrong order.

mod ballots;
mod naming;

use std::collections::{BTreeMap, HashMap};
use std::path::Path;

use ballot::list::{self, Encoding, NameOrder, ReadOptions, Row};
use ballot::{Language, Place, Problem, ProblemKind, text};
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

pub use ballots::{Ballot, Ballots, Texts};

use super::problem::BatchProblem;
use crate::make::Wanted;
use crate::notice::Notice;
use ballots::{Said, packed};

/// A manifest's columns, and what a header may call them.
const COLUMNS: [(&str, &[&str]); 14] = [
    ("contest", &["вид выборов", "выборы", "сайлау түрі", "сайлау"]),
    ("list", &["список", "файл списка", "тізім", "тізім файлы"]),
    ("form", &["форма", "форма бюллетеня", "бюллетень", "бюллетень формасы"]),
    ("station", &["участок", "избирательный участок", "№ участка", "уик", "учаске", "сайлау учаскесі"]),
    ("copies", &["count", "количество", "кол-во", "число экземпляров", "экземпляры", "дана", "дана саны", "саны"]),
    ("region", &["регион", "область", "өңір", "облыс", "аймақ"]),
    ("date", &["дата", "күні"]),
    ("title_kk", &[]),
    ("title_ru", &[]),
    ("max_choices", &[]),
    ("encoding", &[]),
    ("name_order", &[]),
    ("language", &["язык", "тіл"]),
    ("notches", &["выемки", "ойықтар"]),
];
/// Those that every manifest has.
const NEEDED: [&str; 4] = ["list", "form", "station", "copies"];
/// The most copies of a stencil for a station.
const MOST_COPIES: u32 = 100_000;

/// What a row says otherwise than the command line.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct OwnOptions {
    /// Day of voting.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub date: Option<String>,
    /// Title in Kazakh.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub title_kk: Option<String>,
    /// Title in Russian.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub title_ru: Option<String>,
    /// How many options a voter may mark.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub max_choices: Option<u32>,
    /// Encoding of the list, by its name.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub encoding: Option<String>,
    /// Names begin with the given name, or with the surname.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub given_first: Option<bool>,
    /// `kk`, `ru` or `both`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub language: Option<String>,
    /// Notches, 1 to 5.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub notches: Option<u8>,
}

impl OwnOptions {
    /// How the list is read, where the command line says `common`.
    #[must_use]
    pub fn reading(&self, common: &ReadOptions) -> ReadOptions {
        let own = self.encoding.as_deref().and_then(|name| name.parse::<Encoding>().ok());
        let order = self.given_first.map(|first| if first { NameOrder::GivenFirst } else { NameOrder::SurnameFirst });
        ReadOptions {
            encoding: own.or(common.encoding),
            date: self.date.clone().or_else(|| common.date.clone()),
            title_kk: self.title_kk.clone().or_else(|| common.title_kk.clone()),
            title_ru: self.title_ru.clone().or_else(|| common.title_ru.clone()),
            max_choices: self.max_choices.or(common.max_choices),
            name_order: order.unwrap_or(common.name_order),
            ..common.clone()
        }
    }

    /// The languages wanted, where the command line says `common`.
    #[must_use]
    pub fn wanted(&self, common: Wanted) -> Wanted {
        match self.language.as_deref() {
            Some("kk") => Wanted::One(Language::Kk),
            Some("ru") => Wanted::One(Language::Ru),
            Some(_) => Wanted::Both,
            None => common,
        }
    }
}

/// So many stencils of a ballot for a station.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Order {
    /// The ballot, in [`Manifest::ballots`].
    pub ballot: usize,
    /// The station, in [`Manifest::stations`].
    pub station: usize,
    /// The region, in [`Manifest::regions`].
    pub region: usize,
    /// How many.
    pub copies: u32,
}

/// A manifest as read.
#[derive(Clone, Debug, Default)]
pub struct Manifest {
    /// Its file's name.
    pub file: String,
    /// The ballots to make, in the order in which they are first asked for.
    pub ballots: Ballots,
    /// The orders, in the order of the rows.
    pub orders: Vec<Order>,
    /// Names of stations.
    pub stations: Texts,
    /// Names of regions; empty for stations without one.
    pub regions: Texts,
    /// What was noticed.
    pub warnings: Vec<Notice>,
}

/// Takes in the rows.
struct Reader {
    columns: BTreeMap<usize, &'static str>,
    manifest: Manifest,
    errors: Vec<Notice>,
    // Each lies in one piece of memory, which is given back whole: a country's worth of small pieces is not.
    /// By the hash of what is said of them.
    ballots: HashMap<Hash, u32>,
    /// By the hash of region and name.
    stations: HashMap<Hash, u32>,
    regions: HashMap<Hash, u32>,
    /// The row that ordered a ballot for a station.
    ordered: HashMap<(usize, usize), u32>,
}

/// Reads a manifest; its lists and forms are named from `folder`.
///
/// # Errors
///
/// Everything that is wrong with it.
pub fn read(file: &str, bytes: &[u8], encoding: Option<Encoding>, folder: &Path) -> Result<Manifest, Vec<Notice>> {
    let table = list::open_table(file, bytes, encoding, &|header| column(header).is_some());
    let table = table.map_err(|problems| problems.into_iter().map(Notice::from).collect::<Vec<_>>())?;
    let mut reader = Reader {
        columns: BTreeMap::new(),
        manifest: Manifest { file: file.to_owned(), ballots: Ballots::new(folder), ..Manifest::default() },
        errors: Vec::new(),
        ballots: HashMap::new(),
        stations: HashMap::new(),
        regions: HashMap::new(),
        ordered: HashMap::new(),
    };
    reader.manifest.warnings.extend(table.warnings.into_iter().map(Notice::from));
    reader.header(&table.header);
    if reader.errors.is_empty() {
        for row in table.rows {
            match row {
                Ok(row) => reader.row(&row),
                Err(problem) => reader.errors.push(problem.into()),
            }
        }
    }
    if reader.errors.is_empty() && reader.manifest.orders.is_empty() {
        reader.errors.push(Problem::new(Place::file(file), ProblemKind::NotAList).into());
    }
    if !reader.errors.is_empty() {
        reader.errors.extend(reader.manifest.warnings);
        return Err(reader.errors);
    }
    let mut manifest = reader.into_manifest();
    let names = naming::names_of(&manifest.ballots);
    manifest.ballots.set_names(names);
    Ok(manifest)
}

/// The column that a header means.
fn column(header: &str) -> Option<&'static str> {
    let header = text::normalize(header)?.0.to_lowercase();
    let own = header.replace([' ', '-'], "_");
    let called = |(name, others): &&(&str, &[&str])| *name == own || others.contains(&header.as_str());
    COLUMNS.iter().find(called).map(|(name, _)| *name)
}

impl Reader {
    /// What was read; what was kept to read it is let go.
    fn into_manifest(self) -> Manifest {
        self.manifest
    }

    fn place(&self, row: u32) -> Place {
        Place::row(&self.manifest.file, row)
    }

    fn error(&mut self, place: Place, problem: BatchProblem) {
        self.errors.push(problem.at(place));
    }

    fn header(&mut self, row: &Row) {
        let place = self.place(row.number);
        let mut unknown = Vec::new();
        for (index, cell) in &row.cells {
            let shown: String =
                text::normalize(cell).map(|(cell, _)| cell).unwrap_or_default().chars().take(60).collect();
            match column(cell) {
                Some(name) if self.columns.values().any(|known| *known == name) => {
                    let kind = ProblemKind::DuplicateId { id: name.to_owned() };
                    self.errors.push(Problem::new(place.column(&shown), kind).into());
                }
                Some(name) => drop(self.columns.insert(*index, name)),
                None => unknown.push(shown),
            }
        }
        let has = |name: &str| self.columns.values().any(|known| *known == name);
        let missing: Vec<&'static str> = NEEDED.into_iter().filter(|needed| !has(needed)).collect();
        for column in missing {
            self.error(place.clone(), BatchProblem::ManifestColumn { column, unknown: unknown.clone() });
        }
        let left_out = unknown
            .into_iter()
            .map(|column| Notice::from(Problem::new(place.column(&column), ProblemKind::UnknownColumn { column })));
        self.manifest.warnings.extend(left_out);
    }

    fn row(&mut self, row: &Row) {
        let place = self.place(row.number);
        let mut cells = BTreeMap::new();
        for (index, cell) in &row.cells {
            if let (Some(name), Some((cell, _))) = (self.columns.get(index), text::normalize(cell)) {
                cells.insert(*name, cell);
            }
        }
        if cells.is_empty() {
            return;
        }
        if row.hidden {
            self.manifest.warnings.push(Problem::new(place.clone(), ProblemKind::HiddenRow).into());
        }
        let before = self.errors.len();
        for column in NEEDED.into_iter().filter(|column| !cells.contains_key(column)) {
            self.error(place.column(column), BatchProblem::CellMissing { column });
        }
        let copies = cells.get("copies").map(|found| self.copies(&place, found));
        let own = self.own(&place, &cells);
        if let (Some(Some(copies)), true) = (copies, self.errors.len() == before) {
            self.order(&place, row.number, &cells, own, copies);
        }
    }

    fn copies(&mut self, place: &Place, found: &str) -> Option<u32> {
        let copies = found.parse().ok().filter(|copies| (1..=MOST_COPIES).contains(copies));
        if copies.is_none() {
            self.error(place.column("copies"), BatchProblem::CountWrong { found: found.to_owned() });
        }
        copies
    }

    /// The options of a row.
    fn own(&mut self, place: &Place, cells: &BTreeMap<&'static str, String>) -> OwnOptions {
        let mut wrong = |column: &'static str, wanted: &'static str| {
            let found = cells.get(column).cloned().unwrap_or_default();
            self.error(place.column(column), BatchProblem::CellWrong { found, wanted });
        };
        let get = |column: &str| cells.get(column).cloned();
        let mut own = OwnOptions {
            date: get("date"),
            title_kk: get("title_kk"),
            title_ru: get("title_ru"),
            encoding: get("encoding"),
            language: get("language").map(|language| language.to_lowercase()),
            ..OwnOptions::default()
        };
        if own.encoding.as_ref().is_some_and(|name| name.parse::<Encoding>().is_err()) {
            wrong("encoding", "utf-8, utf-16le, utf-16be, windows-1251, kz-1048, pt154");
        }
        if own.language.as_ref().is_some_and(|language| !["kk", "ru", "both"].contains(&language.as_str())) {
            wrong("language", "kk, ru, both");
        }
        if let Some(found) = get("notches") {
            own.notches = found.parse().ok().filter(|notches| (1..=5).contains(notches));
            if own.notches.is_none() {
                wrong("notches", "1–5");
            }
        }
        if let Some(found) = get("max_choices") {
            own.max_choices = found.parse().ok();
            if own.max_choices.is_none() {
                wrong("max_choices", "1, 2, 3 …");
            }
        }
        match get("name_order").as_deref() {
            None => {}
            Some("surname-first") => own.given_first = Some(false),
            Some("given-first") => own.given_first = Some(true),
            Some(_) => wrong("name_order", "surname-first, given-first"),
        }
        own
    }

    fn order(&mut self, place: &Place, row: u32, cells: &BTreeMap<&'static str, String>, own: OwnOptions, copies: u32) {
        let get = |column: &str| cells.get(column).cloned().unwrap_or_default();
        // A manifest made on Windows names files in folders with backslashes.
        let path = |column: &str| self.manifest.ballots.own(&get(column).replace('\\', "/"));
        let said = Said { list: path("list"), form: path("form"), contest: cells.get("contest").cloned(), own };
        let said = packed(&said).unwrap_or_default();
        let ballots = &mut self.manifest.ballots;
        let ballot = *self.ballots.entry(hash(&said)).or_insert_with(|| {
            ballots.push(&said, row);
            last(ballots.len())
        }) as usize;
        let region = place_of(&get("region"), "", &mut self.regions, &mut self.manifest.regions);
        // Stations of two regions may have one number.
        let of = region.to_string();
        let station = place_of(&get("station"), &of, &mut self.stations, &mut self.manifest.stations);
        if let Some(&row) = self.ordered.get(&(station, ballot)) {
            self.error(place.clone(), BatchProblem::OrderedTwice { row });
            return;
        }
        self.ordered.insert((station, ballot), row);
        self.manifest.orders.push(Order { ballot, station, region, copies });
    }
}

/// A hash that no two texts share.
type Hash = [u8; 32];

fn hash(text: &str) -> Hash {
    Sha256::digest(text.as_bytes()).into()
}

/// The place of a name of something among those known, at the end if it is new.
fn place_of(name: &str, of: &str, known: &mut HashMap<Hash, u32>, names: &mut Texts) -> usize {
    let place = known.entry(hash(&format!("{of}\n{name}"))).or_insert_with(|| {
        names.push(name);
        last(names.len())
    });
    *place as usize
}

/// The place of the last of so many.
fn last(count: usize) -> u32 {
    u32::try_from(count.saturating_sub(1)).unwrap_or(u32::MAX)
}
