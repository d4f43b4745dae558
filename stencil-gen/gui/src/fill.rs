//! Puts the desk on the window: nothing is decided here but what it is called.

mod ballot;
mod list;
mod making;
mod stencil;

use std::collections::BTreeMap;
use std::sync::LazyLock;

use ::ballot::{Language, Problem};
use slint::{Global, Model, ModelRc, SharedString, VecModel};
use stencil_gen::batch::state::{Told, Words};
use stencil_gen::notice::Notice;
use wording::{Phrase, phrase};

use crate::desk::{Desk, State, Step};
use crate::ui;
use crate::window::LANGUAGES;
use crate::work::Progress;

/// Around the card on the picture of a stencil, in millimetres.
pub(crate) const MARGIN_MM: f32 = 10.0;

static KEYS: LazyLock<BTreeMap<String, Phrase>> =
    LazyLock::new(|| Phrase::ALL.iter().map(|key| (format!("{key:?}"), *key)).collect());

/// The words of a key of the catalog; the key itself where there is none, which a test finds.
pub(crate) fn words(key: &str, language: i32) -> String {
    let language = usize::try_from(language).ok().and_then(|at| LANGUAGES.get(at)).copied().unwrap_or(Language::Kk);
    KEYS.get(key).map_or_else(|| key.to_owned(), |key| phrase(*key, language).to_owned())
}

/// Puts all of it on the window.
pub(crate) fn all(window: &ui::App, desk: &Desk) {
    let clerk = ui::Clerk::get(window);
    let language = LANGUAGES.iter().position(|language| *language == desk.language).unwrap_or(0);
    clerk.set_language(whole(language));
    frame(&clerk, desk);
    browse(&clerk, desk);
    // Only what is shown: the pointer moves many times a second.
    match desk.step {
        Step::List => list::list(&clerk, desk),
        Step::Ballot => ballot::ballots(&clerk, desk),
        Step::Stencil | Step::Proof => stencil::stencil(&clerk, desk),
        Step::Make => making::making(&clerk, desk),
        Step::Country | Step::Package => making::runs(&clerk, desk),
    }
}

fn whole(value: usize) -> i32 {
    i32::try_from(value).unwrap_or(i32::MAX)
}

/// A model, the same as before but for what changed in it: what is being typed in its fields must not be lost, nor the
/// focus of a control.
fn model<T: Clone + PartialEq + 'static>(before: &ModelRc<T>, rows: Vec<T>) -> ModelRc<T> {
    if before.row_count() != rows.len() {
        return ModelRc::new(VecModel::from(rows));
    }
    for (at, row) in rows.into_iter().enumerate() {
        if before.row_data(at).is_none_or(|own| own != row) {
            before.set_row_data(at, row);
        }
    }
    before.clone()
}

fn told(told: &Told, language: Language) -> ui::Told {
    let at = LANGUAGES.iter().position(|own| *own == language).unwrap_or(0);
    let get = |words: &Words| SharedString::from(words.get(at).map_or("", String::as_str));
    // The catalog speaks to a command line; here there are fields and buttons.
    let remedy = remedy_here(&told.code).map(|words| phrase(words, language).into());
    ui::Told {
        is_error: told.is_error,
        code: told.code.as_str().into(),
        place: get(&told.place),
        text: get(&told.text),
        remedy: remedy.unwrap_or_else(|| get(&told.remedy)),
    }
}

/// What to do in the window, where the catalog names an option of the command line.
fn remedy_here(code: &str) -> Option<Phrase> {
    Some(match code {
        "S104" => Phrase::GuiFixEncoding,
        "S120" => Phrase::GuiFixTitle,
        "S126" => Phrase::GuiFixDate,
        "S136" | "S137" | "S138" | "S139" => Phrase::GuiFixForm,
        "S192" | "S193" | "S222" | "S609" => Phrase::GuiFixFolder,
        "S206" => Phrase::GuiFixLetters,
        "S215" => Phrase::GuiFixCorner,
        "S224" => Phrase::GuiFixByEye,
        "S503" | "S504" | "S505" | "S506" | "S507" | "S508" | "S509" | "S511" | "S512" | "S514" | "S515" | "S516"
        | "S522" | "S523" | "S524" | "S526" => Phrase::GuiFixAnswer,
        "S501" | "S502" | "S510" | "S517" => Phrase::GuiFixPrintFile,
        "S614" => Phrase::GuiFixColumns,
        _ => return None,
    })
}

/// What is told of several places in the same words is told once, with all of them.
fn notices<'a>(notices: impl IntoIterator<Item = &'a Notice>, language: Language) -> Vec<ui::Told> {
    let mut all: Vec<ui::Told> = Vec::new();
    for notice in notices {
        let own = told(&Told::of(notice), language);
        match all.iter_mut().find(|other| (&other.code, &other.text) == (&own.code, &own.text)) {
            None => all.push(own),
            Some(other) if other.place != own.place => {
                other.place = slint::format!("{}, {}", other.place, own.place);
            }
            Some(_) => {}
        }
    }
    all
}

fn problems<'a>(
    before: &ModelRc<ui::Told>,
    problems: impl IntoIterator<Item = &'a Problem>,
    language: Language,
) -> ModelRc<ui::Told> {
    let notices: Vec<Notice> = problems.into_iter().cloned().map(Notice::from).collect();
    model(before, self::notices(&notices, language))
}

/// Something that may have had the focus is gone: keys go to the page again.
fn take_focus(clerk: &ui::Clerk<'_>) {
    clerk.set_changed_under_focus(clerk.get_changed_under_focus().wrapping_add(1));
}

fn frame(clerk: &ui::Clerk<'_>, desk: &Desk) {
    let language = desk.language;
    let name = |step: Step| match step {
        Step::List => Phrase::GuiStepList,
        Step::Ballot => Phrase::GuiStepForm,
        Step::Stencil => Phrase::GuiStepStencil,
        Step::Proof => Phrase::GuiStepProof,
        Step::Make => Phrase::GuiStepMake,
        Step::Country => Phrase::GuiStepCountry,
        Step::Package => Phrase::GuiStepPackage,
    };
    let steps = Step::ALL.map(|step| {
        let state = desk.state(step);
        let (number, state_words) = match state {
            State::Later => (0, Phrase::GuiStepTodo),
            State::Open => (1, Phrase::GuiStepOpen),
            State::Wrong => (2, Phrase::GuiStepWrong),
            State::Done => (3, Phrase::GuiStepDone),
        };
        let state_words = if desk.step == step { Phrase::GuiStepNow } else { state_words };
        ui::StepView {
            name: phrase(name(step), language).into(),
            state: number,
            state_words: phrase(state_words, language).into(),
            open: desk.is_open(step),
        }
    });
    clerk.set_steps(model(&clerk.get_steps(), steps.to_vec()));
    clerk.set_step(whole(Step::ALL.iter().position(|step| *step == desk.step).unwrap_or(0)));
    clerk.set_can_next(desk.next_step().is_some() && desk.browse.is_none() && desk.headers.is_none());
    clerk.set_can_back(desk.previous_step().is_some() || desk.browse.is_some() || desk.headers.is_some());
    clerk.set_busy(desk.progress.is_some());
    clerk.set_can_make(desk.can_make());
    let progress = match &desk.progress {
        None => String::new(),
        Some(Progress::At(key)) => format!("{} …", phrase(*key, language)),
        Some(Progress::Said(text)) => text.clone(),
    };
    clerk.set_progress(progress.into());
}

fn browse(clerk: &ui::Clerk<'_>, desk: &Desk) {
    clerk.set_browsing(desk.browse.is_some());
    let Some(browse) = &desk.browse else { return };
    clerk.set_folder(browse.folder.display().to_string().into());
    clerk.set_for_folder(browse.wanted.is_folder());
    let entries = browse.entries.iter().map(|own| ui::Entry { name: own.name.as_str().into(), folder: own.is_folder });
    clerk.set_entries(model(&clerk.get_entries(), entries.collect()));
}

/// Day and titles, as typed.
fn about_election(clerk: &ui::Clerk<'_>, desk: &Desk) {
    let [kk, ru] = &desk.titles;
    clerk.set_date(desk.date.as_str().into());
    clerk.set_title_kk(kk.as_str().into());
    clerk.set_title_ru(ru.as_str().into());
}
