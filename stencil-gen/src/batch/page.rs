//! What a batch found, as a page for people in each language (`summary.LANGUAGE.html`): first how
//! the regions stand, then every ballot with something to tell.

use std::io::{self, Write};

use ballot::Language;
use wording::{Phrase, phrase};

use super::run::{Batch, Ended, Outcome};
use super::state::{LANGUAGES, Told};
use super::summary::by_region;
use crate::notice::FileProblem;

const STYLE: &str = "body{font:1.1rem/1.5 sans-serif;max-width:60rem;margin:2rem auto;padding:0 1rem}\
table{border-collapse:collapse}th,td{border:1px solid;padding:.3rem .8rem;text-align:left}\
td.n{text-align:right}.error{border-left:.5rem solid;padding-left:.7rem}";

/// Writes the pages.
pub(super) fn write(batch: &Batch<'_>, outcomes: &[Outcome], ended: &Ended) -> Result<(), FileProblem> {
    let regions = by_region(batch);
    LANGUAGES.into_iter().enumerate().try_for_each(|(index, language)| {
        let page = Page { batch, outcomes, ended, regions: &regions, language, index };
        batch.out.put(&format!("summary.{}.html", language.code()), |to| page.write(to))
    })
}

struct Page<'a> {
    batch: &'a Batch<'a>,
    outcomes: &'a [Outcome],
    ended: &'a Ended,
    regions: &'a [Vec<usize>],
    language: Language,
    /// The language's place in [`super::state::Words`].
    index: usize,
}

/// How many ballots there are, made and not made, and what was told of them.
#[derive(Default)]
struct Counts([usize; 5]);

impl Page<'_> {
    fn words(&self, words: Phrase) -> &'static str {
        phrase(words, self.language)
    }

    fn region(&self, at: usize) -> String {
        let name = self.batch.manifest.regions.get(at).unwrap_or_default();
        if name.is_empty() { self.words(Phrase::SummaryNoRegion).to_owned() } else { escaped(name) }
    }

    fn counts<'b>(&self, ballots: impl Iterator<Item = &'b usize>) -> Counts {
        let mut counts = Counts::default();
        for outcome in ballots.filter_map(|at| self.outcomes.get(*at)) {
            let made = usize::from(outcome.signs.is_some());
            let own = [1, made, 1 - made, outcome.errors as usize, outcome.warnings as usize];
            counts.0.iter_mut().zip(own).for_each(|(sum, own)| *sum = sum.saturating_add(own));
        }
        counts
    }

    fn write(&self, to: &mut dyn Write) -> io::Result<()> {
        let title = self.words(Phrase::SummaryTitle);
        write!(to, "<!doctype html>\n<html lang=\"{}\">\n<meta charset=\"utf-8\">\n", self.language.code())?;
        write!(to, "<title>{title}</title>\n<style>{STYLE}</style>\n<h1>{title}</h1>\n")?;
        self.table(to)?;
        let notices: Vec<Told> = self.ended.notices.iter().chain(&self.batch.manifest.warnings).map(Told::of).collect();
        self.told(to, &notices)?;
        if self.ended.errors == 0 && self.ended.warnings == 0 && notices.is_empty() {
            writeln!(to, "<p>{}</p>", self.words(Phrase::SummaryClean))?;
        }
        for (at, ballots) in self.regions.iter().enumerate() {
            let to_tell = |at: &&usize| self.outcomes.get(**at).is_some_and(|own| own.errors + own.warnings > 0);
            if ballots.iter().any(|at| to_tell(&at)) {
                writeln!(to, "<h2>{}</h2>", self.region(at))?;
            }
            for ballot in ballots.iter().filter(to_tell) {
                self.ballot(to, *ballot)?;
            }
        }
        writeln!(to, "</html>")
    }

    /// How the regions stand.
    fn table(&self, to: &mut dyn Write) -> io::Result<()> {
        let headings = [
            Phrase::SummaryRegion,
            Phrase::SummaryBallots,
            Phrase::SummaryMade,
            Phrase::SummaryNotMade,
            Phrase::SummaryErrors,
            Phrase::SummaryWarnings,
        ];
        write!(to, "<table>\n<tr>")?;
        headings.into_iter().try_for_each(|heading| write!(to, "<th scope=\"col\">{}</th>", self.words(heading)))?;
        writeln!(to, "</tr>")?;
        for (at, ballots) in self.regions.iter().enumerate() {
            table_row(to, &self.region(at), &self.counts(ballots.iter()))?;
        }
        let all: Vec<usize> = (0..self.outcomes.len()).collect();
        table_row(to, self.words(Phrase::SummaryAll), &self.counts(all.iter()))?;
        writeln!(to, "</table>")
    }

    fn ballot(&self, to: &mut dyn Write, at: usize) -> io::Result<()> {
        let (Some(name), Some(state)) = (self.batch.manifest.ballots.name(at), self.batch.state(at)) else {
            return Ok(());
        };
        let title = state.made.as_ref().and_then(|made| made.title.get(self.index));
        let title = title.map(|title| format!(" · {}", escaped(title))).unwrap_or_default();
        writeln!(to, "<h3>{}{title}</h3>", escaped(name))?;
        self.told(to, &state.told)
    }

    /// Errors first.
    fn told(&self, to: &mut dyn Write, told: &[Told]) -> io::Result<()> {
        let (errors, warnings): (Vec<&Told>, Vec<&Told>) = told.iter().partition(|told| told.is_error);
        for one in errors.into_iter().chain(warnings) {
            let (class, word) = if one.is_error { ("error", Phrase::Error) } else { ("warning", Phrase::Warning) };
            let get =
                |words: &super::state::Words| words.get(self.index).map(|words| escaped(words)).unwrap_or_default();
            let place = get(&one.place);
            let place = if place.is_empty() { place } else { format!(" · {place}") };
            write!(to, "<p class=\"{class}\"><b>{} {}</b>{place}<br>", self.words(word), one.code)?;
            writeln!(to, "{}<br>{}: {}</p>", get(&one.text), self.words(Phrase::WhatToDo), get(&one.remedy))?;
        }
        Ok(())
    }
}

fn table_row(to: &mut dyn Write, heading: &str, Counts(counts): &Counts) -> io::Result<()> {
    write!(to, "<tr><th scope=\"row\">{heading}</th>")?;
    counts.iter().try_for_each(|count| write!(to, "<td class=\"n\">{count}</td>"))?;
    writeln!(to, "</tr>")
}

/// A text that nothing in it is taken for a tag.
fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}
