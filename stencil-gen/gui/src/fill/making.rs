//! The pages on which something is made: stencils, the whole country, a package.

use ::ballot::Language;
use slint::SharedString;
use wording::{Phrase, fill, phrase};

use super::{about_election, model, notices, told};
use crate::desk::{Desk, EXTRAS, KINDS, Run, Step, TECHNIQUES};
use crate::ui;
use crate::work::Ran;

/// The most of what a program said that is shown: its last lines.
const SAID: usize = 40;

pub(super) fn making(clerk: &ui::Clerk<'_>, desk: &Desk) {
    let (language, making) = (desk.language, &desk.making);
    clerk.set_out(making.out.as_str().into());
    let view = |words: Phrase, on: bool| ui::LayerView { name: phrase(words, language).into(), on };
    let techniques = TECHNIQUES.map(|(own, words)| view(words, own == making.technique));
    clerk.set_techniques(model(&clerk.get_techniques(), techniques.to_vec()));
    let extras = EXTRAS.iter().zip(making.extras).map(|(words, on)| view(*words, on));
    clerk.set_extras(model(&clerk.get_extras(), extras.collect()));
    let there = (0..EXTRAS.len()).map(|extra| making.has_extra(extra));
    clerk.set_extras_there(model(&clerk.get_extras_there(), there.collect()));
    let (made, said) = match &making.made {
        Some(Ok(made)) => (Some(made), made.told.as_slice()),
        Some(Err(told)) => (None, told.as_slice()),
        None => (None, [].as_slice()),
    };
    let said = said.iter().map(|own| told(own, language)).collect();
    clerk.set_made_told(model(&clerk.get_made_told(), said));
    let words = made.map(|made| {
        let numbers = [("count", made.stencils), ("dots", made.dots), ("windows", made.windows)];
        fill(phrase(Phrase::GuiMade, language), &numbers.map(|(name, number)| (name, number.to_string())))
    });
    clerk.set_made(words.unwrap_or_default().into());
    let folders = made.map(|made| {
        let folders = made.folders.iter().map(|folder| folder.display().to_string()).collect::<Vec<_>>().join("\n");
        fill(phrase(Phrase::GuiMadeAt, language), &[("folder", folders)])
    });
    clerk.set_made_at(folders.unwrap_or_default().into());
    clerk.set_aligned(match making.aligned {
        None => 0,
        Some(true) => 1,
        Some(false) => 2,
    });
    clerk.set_stopped(making.stopped);
}

pub(super) fn runs(clerk: &ui::Clerk<'_>, desk: &Desk) {
    let language = desk.language;
    about_election(clerk, desk);
    let lacks = |what: Option<Phrase>| {
        let words = |what: Phrase| {
            fill(phrase(Phrase::GuiAnswerNeeded, language), &[("what", phrase(what, language).to_owned())])
        };
        SharedString::from(what.map(words).unwrap_or_default())
    };
    clerk.set_manifest(desk.country.manifest.as_str().into());
    clerk.set_country_out(desk.country.out.as_str().into());
    clerk.set_spares(desk.country.spares.as_str().into());
    clerk.set_country_lacks(lacks(desk.country_lacks()));
    clerk.set_package(desk.package.out.as_str().into());
    clerk.set_key(desk.package.key.as_str().into());
    clerk.set_password(desk.package.password.as_str().into());
    let kinds = KINDS
        .iter()
        .enumerate()
        .map(|(at, (_, words))| ui::LayerView { name: phrase(*words, language).into(), on: at == desk.package.kind });
    clerk.set_kinds(model(&clerk.get_kinds(), kinds.collect()));
    clerk.set_package_lacks(lacks(desk.package_lacks()));
    let run = if desk.step == Step::Package { &desk.package.run } else { &desk.country.run };
    run_of(clerk, run, language);
}

fn run_of(clerk: &ui::Clerk<'_>, run: &Run, language: Language) {
    let (ended, said, wrong) = match &run.ended {
        None if run.stopped => (0, phrase(Phrase::GuiStopped, language).to_owned(), None),
        None => (0, String::new(), None),
        Some(Ok(Ran { code, said })) => (if *code == Some(0) { 1 } else { 2 }, last(said), None),
        Some(Err(notice)) => (2, String::new(), Some(notice)),
    };
    clerk.set_run_ended(ended);
    clerk.set_run_said(said.into());
    clerk.set_run_told(model(&clerk.get_run_told(), notices(wrong, language)));
}

/// The last lines of what was said.
fn last(said: &str) -> String {
    let lines: Vec<&str> = said.lines().collect();
    lines.get(lines.len().saturating_sub(SAID)..).unwrap_or_default().join("\n")
}
