//! All clips of an election: spoken or recorded, processed, checked, written, and listed.

mod cache;
mod render;

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::{Mutex, mpsc};
use std::thread;

use ballot::{Election, Language};
use wording::{Clip, Speaker, SpeechIndex, SpokenClip, clip_path, clips, index_path};

use crate::engine::{EngineSet, Recordings};
use crate::problem::SpeechProblem;
use crate::quality::{Doubt, Measures};
use cache::Cache;
use render::Renderer;

/// Problems after which no further clip is begun: the clerk does not wait for a thousand more.
const ENOUGH: usize = 20;

/// A finished pack.
#[derive(Clone, Debug, Default)]
pub struct Pack {
    /// The files by their paths in a package: clips and an index for each language.
    pub files: BTreeMap<String, Vec<u8>>,
    /// Every clip, in the order of [`clips`].
    pub clips: Vec<PackedClip>,
    /// How many clips were taken from the cache.
    pub from_cache: usize,
}

/// A clip of a pack.
#[derive(Clone, Debug, PartialEq)]
pub struct PackedClip {
    /// Which.
    pub clip: Clip,
    /// What was given to the engine, or was to be read.
    pub said: String,
    /// Who spoke.
    pub by: Speaker,
    /// What was measured.
    pub measures: Measures,
    /// Why people should listen to it first.
    pub doubts: Vec<Doubt>,
    /// SHA-256 of its file, in hexadecimal digits.
    pub sha256: String,
}

/// How far the making is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Progress {
    /// Clips that are done.
    pub done: usize,
    /// Clips in all.
    pub all: usize,
}

/// What a pack is made with.
pub struct Making<'a> {
    /// Who speaks each language.
    pub engines: &'a dyn EngineSet,
    /// Recordings, which win over engines.
    pub recordings: &'a Recordings,
    /// The folder in which finished clips are kept, so that only what changed is made anew.
    pub cache: Option<&'a Path>,
    /// How many clips are made at once.
    pub threads: usize,
}

impl Making<'_> {
    /// Makes every clip of `election`. `progress` is told of each that is done. The same engines,
    /// recordings and election give the same files, with or without the cache, on any number of threads.
    ///
    /// # Errors
    ///
    /// Every problem met; then no pack is made.
    pub fn pack(&self, election: &Election, progress: &mut dyn FnMut(Progress)) -> Result<Pack, Vec<SpeechProblem>> {
        self.pack_clips(&clips(election).collect::<Vec<_>>(), progress)
    }

    /// Makes these clips, as [`Self::pack`] makes those of an election.
    ///
    /// # Errors
    ///
    /// Every problem met; then no pack is made.
    pub fn pack_clips(&self, clips: &[Clip], progress: &mut dyn FnMut(Progress)) -> Result<Pack, Vec<SpeechProblem>> {
        let one = |problem: SpeechProblem| vec![problem];
        let known: BTreeSet<(Language, &str)> = clips.iter().map(|clip| (clip.language, clip.id.as_str())).collect();
        self.recordings.check(&known).map_err(one)?;
        let cache = self.cache.map(Cache::open).transpose().map_err(one)?;
        let renderer = Renderer { engines: self.engines, recordings: self.recordings, cache, memory: Mutex::default() };
        let made = self.render_all(&renderer, clips, progress)?;
        Ok(assemble(made))
    }

    /// The clips made on all threads, in their order.
    fn render_all(
        &self,
        renderer: &Renderer<'_>,
        clips: &[Clip],
        progress: &mut dyn FnMut(Progress),
    ) -> Result<Vec<render::Made>, Vec<SpeechProblem>> {
        let (next, stop) = (AtomicUsize::new(0), AtomicBool::new(false));
        let (sender, receiver) = mpsc::channel();
        let mut made = BTreeMap::new();
        let mut problems = BTreeSet::new();
        thread::scope(|scope| {
            for _ in 0..self.threads.max(1) {
                let (sender, next, stop) = (sender.clone(), &next, &stop);
                scope.spawn(move || {
                    while !stop.load(Ordering::Relaxed) {
                        let place = next.fetch_add(1, Ordering::Relaxed);
                        let Some(clip) = clips.get(place) else { break };
                        if sender.send((place, renderer.render(clip))).is_err() {
                            break;
                        }
                    }
                });
            }
            drop(sender);
            for (place, result) in receiver {
                match result {
                    Ok(clip) => drop(made.insert(place, clip)),
                    Err(problem) => {
                        stop.fetch_or(problem.is_of_all_clips() || problems.len() + 1 >= ENOUGH, Ordering::Relaxed);
                        problems.insert(problem);
                    }
                }
                progress(Progress { done: made.len(), all: clips.len() });
            }
        });
        if problems.is_empty() { Ok(made.into_values().collect()) } else { Err(problems.into_iter().collect()) }
    }
}

/// Files, indexes and list of the clips that were made.
fn assemble(made: Vec<render::Made>) -> Pack {
    let mut pack = Pack::default();
    let mut indexes = BTreeMap::new();
    for render::Made { packed, flac, from_cache } in made {
        let Clip { language, id, text, spoken, .. } = packed.clip.clone();
        let entry = SpokenClip {
            text,
            spoken,
            said: packed.said.clone(),
            by: packed.by.clone(),
            duration_ms: packed.measures.duration_ms,
            loudness_lufs: (packed.measures.loudness_lufs * 10.0).round() / 10.0,
            sha256: packed.sha256.clone(),
        };
        pack.files.insert(clip_path(language, &id), flac);
        indexes.entry(language).or_insert_with(|| SpeechIndex::new(language)).clips.insert(id, entry);
        pack.clips.push(packed);
        pack.from_cache += usize::from(from_cache);
    }
    for (language, index) in indexes {
        pack.files.insert(index_path(language), index.to_json().into_bytes());
    }
    pack
}
