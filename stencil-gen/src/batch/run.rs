//! Runs a batch: ballots on several threads, then what is told of all of them.

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::mpsc;
use std::thread;

use ballot::package::SecretKey;

use super::manifest::Manifest;
use super::place::Out;
use super::problem::BatchProblem;
use super::room::Room;
use super::state::{State, Told};
use super::work::{Done, Making, Work};
use super::{order, page, summary, sums};
use crate::notice::{FileProblem, Notice};

/// A batch that is ready to run.
pub struct Batch<'a> {
    /// What is wanted.
    pub manifest: &'a Manifest,
    /// How it is made.
    pub making: &'a Making,
    /// Where it is put.
    pub out: &'a Out,
    /// How many ballots are made at once.
    pub jobs: usize,
    /// How many stencils more than ordered, in percent, rounded up for each station.
    pub spares: u32,
    /// The key that signs the hashes.
    pub key: Option<&'a SecretKey>,
}

/// What is kept in memory of a ballot: a country's worth must not weigh.
#[derive(Clone, Debug)]
pub(super) struct Outcome {
    /// What tells its stencils from others of a station: day, notches, whether Kazakh and Russian.
    pub(super) signs: Option<(u32, u8, [bool; 2])>,
    pub(super) errors: u32,
    pub(super) warnings: u32,
    pub(super) before: bool,
    /// Headers of its list that nobody knows.
    pub(super) unknown: bool,
}

/// A ballot of which nothing is known: that is an error, so that nothing without it is signed.
const UNMADE: Outcome = Outcome { signs: None, errors: 1, warnings: 0, before: false, unknown: false };

/// How a batch ended.
#[derive(Clone, Debug, Default)]
pub struct Ended {
    /// Ballots made, now or before.
    pub good: usize,
    /// Of them, those that an earlier run made.
    pub before: usize,
    /// Ballots not made.
    pub failed: usize,
    /// Errors of ballots and stations.
    pub errors: usize,
    /// Warnings of ballots.
    pub warnings: usize,
    /// The signature, if the hashes are signed.
    pub signature: Option<PathBuf>,
    /// What concerns no single ballot.
    pub notices: Vec<Notice>,
    /// The first ballots whose lists have columns that nobody knows.
    pub to_name: Vec<usize>,
}

impl Batch<'_> {
    /// Makes every ballot and writes what is told of all. `told` hears of each ballot that ended:
    /// whether it failed, and whether it was done before.
    ///
    /// # Errors
    ///
    /// [`FileProblem`] when what is told of all cannot be written.
    pub fn run(&self, told: &mut dyn FnMut(bool, bool)) -> Result<Ended, FileProblem> {
        self.out.begin(known(self.manifest))?;
        let outcomes = self.ballots(told);
        // A thread of its own takes over the memory that the ballots' threads have left.
        thread::scope(|scope| {
            let rest = scope.spawn(|| self.tell(&outcomes, known(self.manifest)));
            rest.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic))
        })
    }

    /// Writes what is told of all ballots.
    fn tell(&self, outcomes: &[Outcome], is_known: impl Fn(&str) -> bool) -> Result<Ended, FileProblem> {
        let stations = alike(self.manifest, outcomes);
        let mut ended = Ended {
            good: outcomes.iter().filter(|outcome| outcome.signs.is_some()).count(),
            before: outcomes.iter().filter(|outcome| outcome.before).count(),
            errors: outcomes
                .iter()
                .map(|outcome| outcome.errors as usize)
                .sum::<usize>()
                .saturating_add(stations.len()),
            warnings: outcomes.iter().map(|outcome| outcome.warnings as usize).sum(),
            to_name: (0..outcomes.len()).filter(|at| outcomes.get(*at).is_some_and(|own| own.unknown)).collect(),
            ..Ended::default()
        };
        ended.failed = outcomes.len().saturating_sub(ended.good);
        let left = self.out.left(is_known);
        if !left.is_empty() {
            ended.notices.push(BatchProblem::FoldersLeft { folders: left }.of_all());
        }
        ended.notices.splice(0..0, stations.into_iter().map(|(_, problem)| problem));
        self.finish(outcomes, &mut ended)?;
        Ok(ended)
    }

    /// Makes the ballots, several at once; what becomes of one does not touch another.
    fn ballots(&self, told: &mut dyn FnMut(bool, bool)) -> Vec<Outcome> {
        let (next, ballots) = (AtomicUsize::new(0), &self.manifest.ballots);
        let jobs = self.jobs.clamp(1, ballots.len().max(1));
        let room = Room::new(jobs);
        let work = Work { manifest: self.manifest, making: self.making, out: self.out, room: &room };
        let mut outcomes = vec![UNMADE; ballots.len()];
        thread::scope(|scope| {
            let (tell, hear) = mpsc::channel();
            for _ in 0..jobs {
                let (tell, work, next) = (tell.clone(), &work, &next);
                scope.spawn(move || {
                    loop {
                        let at = next.fetch_add(1, Ordering::Relaxed);
                        if at >= ballots.len() {
                            break;
                        }
                        let ended = ballots.get(at).map_or(UNMADE, |ballot| outcome(&work.ballot(&ballot)));
                        // Who hears is there as long as this thread is.
                        let _ = tell.send((at, ended));
                    }
                });
            }
            drop(tell);
            for (at, outcome) in hear {
                told(outcome.signs.is_none(), outcome.before);
                if let Some(own) = outcomes.get_mut(at) {
                    *own = outcome;
                }
            }
        });
        outcomes
    }

    /// Writes order, summary and hashes, and signs these if all is well.
    fn finish(&self, outcomes: &[Outcome], ended: &mut Ended) -> Result<(), FileProblem> {
        order::write(self, outcomes)?;
        summary::write(self, ended)?;
        page::write(self, outcomes, ended)?;
        sums::write(self)?;
        let Some(key) = self.key else { return Ok(()) };
        if ended.errors > 0 {
            ended.notices.push(BatchProblem::NotSigned { count: ended.errors }.of_all());
            return Ok(());
        }
        ended.signature = Some(sums::sign(self, key)?);
        Ok(())
    }

    /// What is remembered of a ballot.
    pub(super) fn state(&self, ballot: usize) -> Option<State> {
        State::read(self.out, self.manifest.ballots.name(ballot)?)
    }
}

/// Whether a folder's name is that of a ballot.
fn known(manifest: &Manifest) -> impl Fn(&str) -> bool {
    let mut names: Vec<&str> = manifest.ballots.names().collect();
    names.sort_unstable();
    move |name| names.binary_search(&name).is_ok()
}

/// A day as the digits of its date, which was proven to be one.
fn day(date: &str) -> u32 {
    date.chars().filter_map(|sign| sign.to_digit(10)).fold(0, |day, digit| day.wrapping_mul(10).wrapping_add(digit))
}

fn outcome(done: &Done) -> Outcome {
    let (state, before) = match done {
        Done::Before(state) => (state, true),
        Done::Now(state) => (state, false),
    };
    let (errors, warnings) = state.counts();
    // Whatever is told of it: a ballot that is not there is an error.
    let errors = errors.max(usize::from(state.made.is_none()));
    let [errors, warnings] = [errors, warnings].map(|count| u32::try_from(count).unwrap_or(u32::MAX));
    let signs = state.made.as_ref().map(|made| {
        let has = |code: &str| made.stencils.iter().any(|own| own == code || own == "both");
        (day(&made.date), made.notches, [has("kk"), has("ru")])
    });
    let unknown = state.told.iter().any(|told: &Told| told.code == wording::Code::S614.as_str());
    Outcome { signs, errors, warnings, before, unknown }
}

/// Stations where two stencils of one day and language have the same notches, with their regions.
fn alike(manifest: &Manifest, outcomes: &[Outcome]) -> Vec<(usize, Notice)> {
    let mut of_station: BTreeMap<usize, Vec<(usize, usize)>> = BTreeMap::new();
    for order in &manifest.orders {
        of_station.entry(order.station).or_default().push((order.ballot, order.region));
    }
    let signs = |ballot: usize| outcomes.get(ballot)?.signs.as_ref();
    let name = |ballot: usize| manifest.ballots.name(ballot).unwrap_or_default().to_owned();
    let mut found = Vec::new();
    for (station, ballots) in of_station {
        for (index, &(second, region)) in ballots.iter().enumerate() {
            for &(first, _) in ballots.iter().take(index) {
                let (Some(a), Some(b)) = (signs(first), signs(second)) else { continue };
                let shared = a.2.iter().zip(b.2).any(|(a, b)| *a && b);
                if a.0 == b.0 && a.1 == b.1 && shared {
                    let station = manifest.stations.get(station).unwrap_or_default().to_owned();
                    let (first, second) = (name(first), name(second));
                    found.push((region, BatchProblem::StationNotches { station, first, second }.of_all()));
                }
            }
        }
    }
    found
}
