//! The ballots: given as forms or measured, and the stencils laid out on them.

use std::path::Path;

use ballot::Contest;
use stencil_gen::folder::sha256;
use stencil_gen::input;
use stencil_gen::make::{self, Wanted as Languages};
use stencil_gen::notice::Notice;

use super::{Action, Answers, Desk, Measuring, Ready, Sheet, Step, sheet};
use crate::work::Task;

impl Desk {
    pub(super) fn open_ballot(&mut self, path: &Path, contest: &str) {
        let Some(contest) = self.contests().iter().find(|own| own.id == contest).cloned() else { return };
        self.step = Step::Ballot;
        if !sheet::is_form(path) {
            let measuring =
                Measuring { path: path.to_owned(), answers: Answers::default(), corner: None, compared: None };
            return self.measure(contest, measuring);
        }
        let read = input::source(path).map_err(Notice::from).and_then(input::parse_form);
        let sheet = match read {
            Ok((form, file)) => Sheet::Ready(Box::new(Ready {
                source: (path.to_owned(), sha256(&file.bytes)),
                file,
                form,
                picture: None,
                names: None,
                notices: Vec::new(),
                measured: None,
            })),
            Err(notice) => Sheet::Asking { measuring: None, notice },
        };
        self.sheets.insert(contest.id, sheet);
        self.lay_out();
    }

    pub(super) fn measure(&mut self, contest: Contest, mut measuring: Measuring) {
        measuring.compared = Some(Box::new(contest.clone()));
        self.sheets.insert(contest.id.clone(), Sheet::Busy(measuring.clone()));
        self.tasks.push_back(Task::Measure { measuring: Box::new(measuring), contest: Box::new(contest) });
        self.lay_out();
    }

    pub(super) fn answer(&mut self, action: Action) {
        match action {
            Action::Answer(contest, question, text) => {
                if let Some(Sheet::Asking { measuring: Some(measuring), .. }) = self.sheets.get_mut(&contest) {
                    measuring.answers.set(question, &text);
                }
            }
            Action::SetCorner(contest, cut) => {
                if let Some(Sheet::Ready(ready)) = self.sheets.get_mut(&contest)
                    && ready.set_corner(cut.as_deref())
                {
                    self.lay_out();
                }
            }
            Action::MeasureAgain(id) => {
                let contest = self.contests().iter().find(|own| own.id == id).cloned();
                let measuring = match self.sheets.get(&id) {
                    Some(Sheet::Asking { measuring: Some(measuring), .. }) => Some(measuring.clone()),
                    Some(Sheet::Ready(ready)) => ready.measured.clone(),
                    Some(Sheet::Asking { .. } | Sheet::Busy(_)) | None => None,
                };
                let clear = measuring.filter(|measuring| measuring.answers.unclear().is_none());
                if let Some((contest, measuring)) = contest.zip(clear) {
                    self.measure(contest, measuring);
                }
            }
            _ => {}
        }
    }

    pub(super) fn measured(&mut self, contest: &str, measuring: Measuring, result: Result<Box<Ready>, Notice>) {
        // Another file may have been chosen meanwhile.
        let is_it = matches!(self.sheets.get(contest), Some(Sheet::Busy(own)) if own.path == measuring.path);
        if !is_it {
            return;
        }
        let sheet = match result {
            Ok(mut ready) => {
                // What was said of the corner before is still so.
                if measuring.corner.is_some() {
                    ready.set_corner(measuring.corner.as_deref());
                }
                Sheet::Ready(ready)
            }
            Err(notice) => Sheet::Asking { measuring: Some(measuring), notice },
        };
        self.sheets.insert(contest.to_owned(), sheet);
        // The list may have been mended meanwhile.
        self.compare_again();
        self.lay_out();
    }

    /// Lays out all stencils, as soon as everything is there that it takes.
    pub(super) fn lay_out(&mut self) {
        (self.input, self.laid, self.picture) = (None, Vec::new(), None);
        self.layout.clear();
        self.making.forget();
        let Some(list) = &self.list else { return };
        let contests = self.contests();
        let forms: Vec<_> = contests
            .iter()
            .filter_map(|contest| Some((Some(contest.id.clone()), self.sheets.get(&contest.id)?.ready()?.file.clone())))
            .collect();
        if contests.is_empty() || forms.len() < contests.len() {
            return;
        }
        let options = list.reading(&self.options());
        let read = input::read_sources(list.source().clone(), forms, &options);
        let settings = self.making.settings();
        let laid = read.and_then(|input| Ok((make::lay_out_all(&input, Languages::Both, &settings)?, input)));
        match laid {
            Ok((laid, input)) => {
                let warnings = laid.iter().flat_map(|own| {
                    own.stencils.iter().flat_map(move |(scope, laid)| {
                        laid.warnings.iter().map(move |finding| Notice::Layout {
                            contest: own.ballot.contest.id.clone(),
                            scope: *scope,
                            finding: finding.clone(),
                        })
                    })
                });
                self.layout = warnings.collect();
                (self.input, self.laid) = (Some(input), laid);
                self.shown = self.shown.min(self.stencils().len().saturating_sub(1));
                self.stale = true;
            }
            Err(notices) => self.layout = notices.into_iter().filter(Notice::is_error).collect(),
        }
    }
}
