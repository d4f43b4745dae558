//! What is made on the desk: stencils, the whole country, a package.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use stencil_gen::batch::state::Told;
use stencil_gen::booklet;
use stencil_gen::folder::sha256;
use stencil_gen::layout::Settings;
use stencil_gen::make::Formats;
use stencil_gen::notice::{FileProblem, Notice};
use wording::Phrase;

pub use stencil_gen::layout::Technique;

use super::{Action, Desk, Sheet, State, Step, iso};
use crate::files::typed;
use crate::work::{Made, Making, Outcome, Ran, Running, Task};

/// Further formats, by their words.
pub const EXTRAS: [Phrase; 6] = [
    Phrase::GuiExtraBooklet,
    Phrase::GuiExtraPng,
    Phrase::GuiExtraSvg,
    Phrase::GuiExtraDxf,
    Phrase::GuiExtraStl,
    Phrase::GuiExtraDies,
];
/// The place of the dies among them: not every technique has some.
const DIES: usize = 5;

/// What a package can be for, in the order of [`PackageDesk::kind`].
pub const KINDS: [(&str, Phrase); 3] =
    [("training", Phrase::GuiKindTraining), ("practice", Phrase::GuiKindPractice), ("voting", Phrase::GuiKindVoting)];

/// The techniques, with their words.
pub const TECHNIQUES: [(Technique, Phrase); 4] = [
    (Technique::Emboss, Phrase::GuiTechniqueEmboss),
    (Technique::Uv, Phrase::GuiTechniqueUv),
    (Technique::Swell, Phrase::GuiTechniqueSwell),
    (Technique::Film, Phrase::GuiTechniqueFilm),
];

/// How stencils are to be made, and what became of it.
#[derive(Clone, Debug)]
pub struct MakeDesk {
    /// The folder to write into, as typed.
    pub out: String,
    /// How they are made.
    pub technique: Technique,
    /// Which of [`EXTRAS`] are wanted.
    pub extras: [bool; EXTRAS.len()],
    /// The finished stencils, or why there are none.
    pub made: Option<Result<Made, Vec<Told>>>,
    /// The clerk stopped it.
    pub stopped: bool,
    /// Whether the alignment sheet matches a real ballot.
    pub aligned: Option<bool>,
    /// Steps that the clerk has looked at since something changed.
    pub seen: BTreeSet<Step>,
}

impl Default for MakeDesk {
    fn default() -> Self {
        Self {
            out: String::new(),
            technique: Technique::default(),
            extras: [true, true, false, false, false, false],
            made: None,
            stopped: false,
            aligned: None,
            seen: BTreeSet::new(),
        }
    }
}

impl MakeDesk {
    /// Something has changed: what was made is of another list or ballot.
    pub(super) fn forget(&mut self) {
        (self.made, self.aligned, self.stopped) = (None, None, false);
        self.seen.clear();
    }

    /// How stencils are laid out.
    #[must_use]
    pub fn settings(&self) -> Settings {
        Settings { technique: self.technique, ..Settings::default() }
    }

    /// Whether this technique has a further format.
    #[must_use]
    pub fn has_extra(&self, extra: usize) -> bool {
        extra != DIES || self.technique.profile().mirrored_tool
    }

    fn formats(&self) -> Formats {
        let [booklet, png, svg, dxf, stl, dies] = self.extras;
        let dies = dies && self.has_extra(DIES);
        Formats { png, booklet: booklet.then(booklet::Settings::default), svg, dxf, stl, dies }
    }
}

/// A run of another program.
#[derive(Clone, Debug, Default)]
pub struct Run {
    /// It is under way.
    pub is_on: bool,
    /// How it ended.
    pub ended: Option<Result<Ran, Notice>>,
    /// The clerk stopped it.
    pub stopped: bool,
}

impl Run {
    /// How the step of this run stands.
    #[must_use]
    pub fn state(&self) -> State {
        match &self.ended {
            None => State::Open,
            Some(Ok(Ran { code: Some(0), .. })) => State::Done,
            Some(_) => State::Wrong,
        }
    }

    fn begin(&mut self) {
        *self = Self { is_on: true, ..Self::default() };
    }
}

/// The whole country.
#[derive(Clone, Debug, Default)]
pub struct CountryDesk {
    /// The manifest's file, as typed.
    pub manifest: String,
    /// The folder to write into.
    pub out: String,
    /// Spares in percent.
    pub spares: String,
    /// The run.
    pub run: Run,
}

impl CountryDesk {
    /// A folder beside the manifest, where none is named.
    pub(super) fn out_beside(&mut self) {
        if self.out.is_empty() {
            let manifest = typed(&self.manifest);
            let stem = manifest.file_stem().map(|stem| stem.to_string_lossy().into_owned()).unwrap_or_default();
            self.out = manifest.with_file_name(format!("{stem}-stencils")).display().to_string();
        }
    }
}

/// The package for a booth.
#[derive(Clone, Default)]
pub struct PackageDesk {
    /// The file to write, as typed.
    pub out: String,
    /// The secret key's file.
    pub key: String,
    /// Its password; never shown, and forgotten once it is used.
    pub password: String,
    /// What it is for, a place in [`KINDS`].
    pub kind: usize,
    /// The run.
    pub run: Run,
}

/// The program of the command line, beside this one.
fn program() -> PathBuf {
    let own = std::env::current_exe().unwrap_or_default();
    own.with_file_name(format!("stencil-gen{}", std::env::consts::EXE_SUFFIX))
}

impl Desk {
    pub(super) fn produce(&mut self, action: Action) {
        match action {
            Action::SetOut(text) => self.making.out = text,
            Action::SetTechnique(technique) => {
                self.making.technique = technique;
                self.lay_out();
            }
            Action::ToggleExtra(extra) => {
                if let Some(own) = self.making.extras.get_mut(extra) {
                    *own = !*own;
                }
            }
            Action::Make => self.make(),
            Action::Aligned(matches) => self.making.aligned = Some(matches),
            Action::SetManifest(text) => self.country.manifest = text,
            Action::SetCountryOut(text) => self.country.out = text,
            Action::SetSpares(text) => self.country.spares = text,
            Action::RunCountry => self.run_country(),
            Action::SetPackage(text) => self.package.out = text,
            Action::SetKey(text) => self.package.key = text,
            Action::SetPassword(text) => self.package.password = text,
            Action::SetKind(kind) => self.package.kind = kind.min(KINDS.len() - 1),
            Action::RunPackage => self.run_package(),
            _ => {}
        }
    }

    /// Whether the stencils can be made now, and are not yet.
    #[must_use]
    pub fn can_make(&self) -> bool {
        let is_here = self.step == Step::Make && self.browse.is_none() && self.headers.is_none();
        let is_done = self.making.made.as_ref().is_some_and(Result::is_ok);
        is_here && !is_done && self.progress.is_none() && !self.making.out.trim().is_empty()
    }

    fn make(&mut self) {
        let (Some(input), Some(list)) = (self.input.clone(), &self.list) else { return };
        if self.making.out.trim().is_empty() || self.laid.is_empty() {
            return;
        }
        (self.making.made, self.making.aligned, self.making.stopped) = (None, None, false);
        if let Some(notice) = self.changed_since() {
            self.making.made = Some(Err(vec![Told::of(&notice)]));
            return;
        }
        self.tasks.push_back(Task::Make(Box::new(Making {
            input,
            contests: self.laid.clone(),
            settings: self.making.settings(),
            options: list.reading(&self.options()),
            formats: self.making.formats(),
            out: typed(&self.making.out),
        })));
    }

    /// A list or ballot that is another one now than when it was read.
    fn changed_since(&self) -> Option<Notice> {
        let list = self.list.as_ref().and_then(|list| list.changed()).map(Path::to_owned);
        let is_other = |(path, sum): &&(PathBuf, String)| std::fs::read(path).is_ok_and(|bytes| sha256(&bytes) != *sum);
        let sheets = self.contests().iter().filter_map(|contest| self.sheets.get(&contest.id)?.ready());
        let sheet = || sheets.map(|ready| &ready.source).find(is_other).map(|(path, _)| path.clone());
        list.or_else(sheet).map(|path| FileProblem::Changed { path }.into())
    }

    /// What has to be filled in before the country can be made.
    #[must_use]
    pub fn country_lacks(&self) -> Option<Phrase> {
        let lacks = |text: &str| text.trim().is_empty();
        let spares = self.country.spares.trim();
        if lacks(&self.country.manifest) {
            Some(Phrase::GuiManifest)
        } else if lacks(&self.country.out) {
            Some(Phrase::GuiMakeWhere)
        } else if !spares.is_empty() && !spares.parse::<u32>().is_ok_and(|percent| percent <= 100) {
            Some(Phrase::GuiSpares)
        } else {
            None
        }
    }

    /// Whether another program is at work.
    const fn is_running(&self) -> bool {
        self.country.run.is_on || self.package.run.is_on
    }

    fn run_country(&mut self) {
        if self.country_lacks().is_some() || self.is_running() {
            return;
        }
        let mut arguments = self.command("batch");
        arguments.push(typed(&self.country.manifest).display().to_string());
        arguments.extend(["--out".to_owned(), typed(&self.country.out).display().to_string()]);
        if !self.country.spares.trim().is_empty() {
            arguments.extend(["--spares".to_owned(), self.country.spares.trim().to_owned()]);
        }
        arguments.extend(self.about());
        self.country.run.begin();
        let running = Running { program: program(), arguments, files: Vec::new(), secret: None };
        self.tasks.push_back(Task::Run(running));
    }

    /// A command in the language of the window.
    fn command(&self, name: &str) -> Vec<String> {
        vec!["--ui-language".to_owned(), self.language.code().to_owned(), name.to_owned()]
    }

    /// Day and titles, as the command line takes them.
    fn about(&self) -> Vec<String> {
        let [kk, ru] = &self.titles;
        let all = [("--date", iso(&self.date)), ("--title-kk", kk.clone()), ("--title-ru", ru.clone())];
        let given = all.into_iter().filter(|(_, text)| !text.trim().is_empty());
        given.flat_map(|(name, text)| [name.to_owned(), text.trim().to_owned()]).collect()
    }

    /// What has to be filled in before a package can be made.
    #[must_use]
    pub fn package_lacks(&self) -> Option<Phrase> {
        let named = typed(&self.package.out).extension().is_some_and(|ending| ending == ballot::package::ENDING);
        if !named {
            Some(Phrase::GuiPackageFile)
        } else if self.package.key.trim().is_empty() {
            Some(Phrase::GuiPackageKey)
        } else {
            None
        }
    }

    fn run_package(&mut self) {
        let Some(list) = self.list.as_ref().filter(|_| !self.laid.is_empty()) else { return };
        if self.package_lacks().is_some() || self.is_running() {
            return;
        }
        if let Some(notice) = self.changed_since() {
            self.package.run = Run { ended: Some(Err(notice)), ..Run::default() };
            return;
        }
        let mut arguments = self.command("package");
        arguments.push(format!("{{files}}/{}", list.source().name));
        let mut files = vec![list.source().clone()];
        for (number, contest) in (1..).zip(self.contests()) {
            let Some(ready) = self.sheets.get(&contest.id).and_then(Sheet::ready) else { return };
            let mut file = ready.file.clone();
            file.name = format!("{number}-{}", file.name);
            arguments.extend(["--form".to_owned(), format!("{}={{files}}/{}", contest.id, file.name)]);
            files.push(file);
        }
        let kind = KINDS.get(self.package.kind).map_or("training", |(kind, _)| kind);
        arguments.extend(["--kind".to_owned(), kind.to_owned()]);
        arguments.extend(["--out".to_owned(), typed(&self.package.out).display().to_string()]);
        arguments.extend(["--secret-key".to_owned(), typed(&self.package.key).display().to_string()]);
        let password = std::mem::take(&mut self.package.password);
        let secret = Some(password).filter(|password| !password.is_empty());
        if secret.is_some() {
            arguments.extend(["--password-file".to_owned(), "/dev/stdin".to_owned()]);
        }
        if !self.columns.pairs().is_empty() {
            let bytes = self.columns.file("columns").into_bytes();
            files.push(stencil_gen::input::SourceFile { name: "columns.toml".to_owned(), bytes });
            arguments.extend(["--columns".to_owned(), "{files}/columns.toml".to_owned()]);
        }
        let encoding = list.reading(&self.options()).encoding;
        arguments.extend(encoding.into_iter().flat_map(|encoding| ["--encoding".to_owned(), encoding.to_string()]));
        arguments.extend(self.about());
        self.package.run.begin();
        self.tasks.push_back(Task::Run(Running { program: program(), arguments, files, secret }));
    }

    /// Takes what became of stencils, country or package.
    pub(super) fn produced(&mut self, outcome: Outcome) {
        let run = match (self.country.run.is_on, self.package.run.is_on) {
            (true, _) => Some(&mut self.country.run),
            (false, true) => Some(&mut self.package.run),
            (false, false) => None,
        };
        match (outcome, run) {
            (Outcome::Made(made), _) => self.making.made = Some(made),
            (Outcome::Ran(ran), Some(run)) => *run = Run { is_on: false, ended: Some(ran), stopped: false },
            (Outcome::Stopped, Some(run)) => *run = Run { is_on: false, ended: None, stopped: true },
            (Outcome::Stopped, None) => self.making.stopped = true,
            (Outcome::Ran(_) | Outcome::Drawn(_) | Outcome::Measured { .. }, _) => {}
        }
    }

    /// The sheet to lay over a real ballot, of each finished folder.
    #[must_use]
    pub fn alignment_sheets(&self) -> Vec<PathBuf> {
        let made = self.making.made.as_ref().and_then(|made| made.as_ref().ok());
        let sheet = |folder: &PathBuf| -> PathBuf { Path::new(folder).join("alignment.pdf") };
        made.map(|made| made.folders.iter().map(sheet).collect()).unwrap_or_default()
    }
}
