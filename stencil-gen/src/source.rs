//! Reads a contest's folder of an earlier run back: its sources and how they were laid out.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use ballot::list::{ColumnNames, Encoding, NameOrder, ReadOptions};
use ballot::{Language, Length, Size};
use serde::{Deserialize, Serialize};

use crate::booklet;
use crate::folder::OutputFile;
use crate::input::{self, FormChoice, Input};
use crate::layout::{Settings, Technique};
use crate::make::Wanted;
use crate::notice::{FileProblem, Notice};

/// Where a folder keeps what its stickers are for: the earlier stencils and what those were made
/// from, laid out as in a contest's folder.
pub const EARLIER: &str = "source/earlier/";
/// The name of the file in `source/`.
pub const OPTIONS: &str = "options.json";
/// Its format.
const FORMAT: &str = "make-options/1";

/// The command-line options that change what a list means or how it is laid out, kept beside it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct OptionsFile {
    format: String,
    list: String,
    form: String,
    contest: String,
    encoding: Option<String>,
    id: Option<String>,
    date: Option<String>,
    title_kk: Option<String>,
    title_ru: Option<String>,
    max_choices: Option<u32>,
    name_order: String,
    language: String,
    technique: Technique,
    max_sheet_mm: [f64; 2],
    cell_pitch_mm: f64,
    tolerance_mm: f64,
    capitals: bool,
    booklet: Option<BookletOptions>,
    /// Further formats, by which `check` knows which files there must be.
    #[serde(default)]
    formats: Vec<String>,
    /// Cover stickers for an earlier run's stencils.
    #[serde(default)]
    stickers: Vec<String>,
    /// Notches, where they are not the contest's place in the list.
    #[serde(default)]
    notches: Option<u8>,
    /// Columns that the clerk named: header and column.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    columns: BTreeMap<String, String>,
}

/// The booklets' part of it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct BookletOptions {
    page: [usize; 2],
    print_pt: u32,
}

/// What was made from what.
pub struct Kept<'a> {
    /// The list's file name.
    pub list: &'a str,
    /// The form's file name.
    pub form: &'a str,
    /// The contest's identifier.
    pub contest: &'a str,
    /// How the list was read.
    pub options: &'a ReadOptions,
    /// The languages made.
    pub wanted: Wanted,
    /// How the stencils were laid out.
    pub settings: &'a Settings,
    /// How the booklets were set, if there are any.
    pub booklet: Option<&'a booklet::Settings>,
    /// Names of the further formats made.
    pub formats: Vec<String>,
    /// File names of stickers.
    pub stickers: Vec<String>,
    /// Notches, where they are not the contest's place in the list.
    pub notches: Option<u8>,
}

const GIVEN_FIRST: &str = "given-first";

impl OptionsFile {
    /// The options of a run.
    #[must_use]
    pub fn of(kept: &Kept<'_>) -> Self {
        let Kept { options, settings, .. } = kept;
        let order = if options.name_order == NameOrder::GivenFirst { GIVEN_FIRST } else { "surname-first" };
        let language = match kept.wanted {
            Wanted::One(language) => language.code(),
            Wanted::Both => "both",
        };
        Self {
            format: FORMAT.to_owned(),
            list: kept.list.to_owned(),
            form: kept.form.to_owned(),
            contest: kept.contest.to_owned(),
            encoding: options.encoding.map(|encoding: Encoding| encoding.to_string()),
            id: options.id.clone(),
            date: options.date.clone(),
            title_kk: options.title_kk.clone(),
            title_ru: options.title_ru.clone(),
            max_choices: options.max_choices,
            name_order: order.to_owned(),
            language: language.to_owned(),
            technique: settings.technique,
            max_sheet_mm: [settings.max_sheet.width.mm(), settings.max_sheet.height.mm()],
            cell_pitch_mm: settings.cell_pitch.mm(),
            tolerance_mm: settings.budget.mm(),
            capitals: settings.capitals,
            booklet: kept
                .booklet
                .map(|booklet| BookletOptions { page: [booklet.cells, booklet.lines], print_pt: booklet.print_pt }),
            formats: kept.formats.clone(),
            stickers: kept.stickers.clone(),
            notches: kept.notches,
            columns: options.columns.pairs().clone(),
        }
    }

    fn read_options(&self) -> ReadOptions {
        let order = if self.name_order == GIVEN_FIRST { NameOrder::GivenFirst } else { NameOrder::SurnameFirst };
        ReadOptions {
            encoding: self.encoding.as_deref().and_then(|name| name.parse().ok()),
            id: self.id.clone(),
            date: self.date.clone(),
            title_kk: self.title_kk.clone(),
            title_ru: self.title_ru.clone(),
            max_choices: self.max_choices,
            name_order: order,
            columns: ColumnNames::new(self.columns.clone()).unwrap_or_default(),
        }
    }

    fn settings(&self) -> Settings {
        let own = Settings::default();
        let length = |mm, otherwise| Length::from_mm_f64(mm).unwrap_or(otherwise);
        let [width, height] = self.max_sheet_mm;
        Settings {
            technique: self.technique,
            max_sheet: Size::new(length(width, own.max_sheet.width), length(height, own.max_sheet.height)),
            cell_pitch: length(self.cell_pitch_mm, own.cell_pitch),
            budget: length(self.tolerance_mm, own.budget),
            capitals: self.capitals,
            name_order: self.read_options().name_order,
            ..own
        }
    }

    fn wanted(&self) -> Wanted {
        match self.language.as_str() {
            "kk" => Wanted::One(Language::Kk),
            "ru" => Wanted::One(Language::Ru),
            _ => Wanted::Both,
        }
    }
}

/// An earlier run of one contest.
pub struct Earlier {
    /// Its folder.
    pub folder: PathBuf,
    /// Its inputs, with this contest only.
    pub input: Input,
    /// The languages made.
    pub wanted: Wanted,
    /// How it was laid out.
    pub settings: Settings,
    /// Byte copies of its sources, by their names in its folder.
    pub sources: Vec<OutputFile>,
}

/// Reads a contest's folder back, or the folder of that contest below `folder`.
///
/// # Errors
///
/// Notices when the folder is not one of ours or its sources cannot be read.
pub fn earlier(folder: &Path, contest: &str) -> Result<Earlier, Vec<Notice>> {
    let below = folder.join(contest);
    let folder = if below.join("source").is_dir() { below } else { folder.to_owned() };
    let source = folder.join("source");
    let unreadable = |detail: String| {
        let path = source.join(OPTIONS);
        vec![Notice::from(FileProblem::Unreadable { path, detail })]
    };
    let text = fs::read_to_string(source.join(OPTIONS)).map_err(|error| unreadable(error.to_string()))?;
    let kept: OptionsFile = serde_json::from_str(&text).map_err(|error| unreadable(error.to_string()))?;
    if kept.format != FORMAT {
        return Err(unreadable(kept.format));
    }
    let form = FormChoice { contest: Some(kept.contest.clone()), path: source.join("form").join(&kept.form) };
    let list = source.join("list").join(&kept.list);
    let mut input = input::read_contest(&list, &form, &kept.read_options(), &kept.contest)?;
    if let Some(notches) = kept.notches {
        input.ballots.iter_mut().for_each(|ballot| ballot.contest.position = notches);
    }
    let file = |name: String, bytes: &[u8]| OutputFile { name: format!("source/{name}"), bytes: bytes.to_vec() };
    let forms = input.ballots.iter().map(|ballot| file(format!("form/{}", kept.form), &ballot.form_file.bytes));
    let mut sources: Vec<OutputFile> = forms.collect();
    sources.push(file(format!("list/{}", kept.list), &input.list_file.bytes));
    sources.push(file(OPTIONS.to_owned(), text.as_bytes()));
    Ok(Earlier { folder, input, wanted: kept.wanted(), settings: kept.settings(), sources })
}
