//! One clip: from its text to its file.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, OnceLock, PoisonError};

use sha2::{Digest, Sha256};
use wording::{Clip, Speaker};

use super::PackedClip;
use super::cache::{Cache, Cached};
use crate::engine::{EngineSet, Recordings, Sound, hex};
use crate::flac;
use crate::normalize::{Said, as_given, normalize};
use crate::problem::SpeechProblem;
use crate::process::{PROCESS_VERSION, process};
use crate::quality::{Measures, Seen};

/// What every clip is made with.
pub(super) struct Renderer<'a> {
    pub(super) engines: &'a dyn EngineSet,
    pub(super) recordings: &'a Recordings,
    pub(super) cache: Option<Cache>,
    /// Clips of this making by their keys: «пять» is one sound in four forms of the number.
    pub(super) memory: Mutex<BTreeMap<String, Place>>,
}

/// Where a sound is put; whoever needs the same one waits for it.
type Place = Arc<OnceLock<Result<Rendered, SpeechProblem>>>;

/// A sound that was made, and what was measured of it.
#[derive(Clone)]
pub(super) struct Rendered {
    flac: Vec<u8>,
    measures: Measures,
    seen: Seen,
    from_cache: bool,
}

/// A finished clip.
pub(super) struct Made {
    pub(super) packed: PackedClip,
    pub(super) flac: Vec<u8>,
    pub(super) from_cache: bool,
}

/// Where the sound of a clip comes from.
struct Origin<'a> {
    by: Speaker,
    /// Everything that the sound depends on.
    identity: String,
    sound: Box<dyn FnOnce() -> Result<Sound, SpeechProblem> + 'a>,
}

impl Renderer<'_> {
    pub(super) fn render(&self, clip: &Clip) -> Result<Made, SpeechProblem> {
        let said = if clip.hinted { as_given(&clip.spoken) } else { normalize(&clip.spoken, clip.language) };
        let name = format!("{}/{}", clip.language.code(), clip.id);
        if !said.text.contains(char::is_alphanumeric) {
            return Err(SpeechProblem::NothingToSay { clip: name, text: clip.text.clone() });
        }
        let origin = self.origin(clip, &said, &name)?;
        let key = key(&origin.identity, &said.text);
        let by = origin.by.clone();
        let place = {
            // A thread that panicked has left the map as it was: only whole entries are put into it.
            let mut memory = self.memory.lock().unwrap_or_else(PoisonError::into_inner);
            Arc::clone(memory.entry(key.clone()).or_default())
        };
        let rendered = place.get_or_init(|| self.rendered(origin, &key, &said.text, &name)).clone();
        let Rendered { flac, measures, seen, from_cache } = rendered?;
        // A person who reads does not need the rules.
        let guesses = if matches!(by, Speaker::Engine(_)) { said.guesses.as_slice() } else { &[] };
        let doubts = measures.doubts(&said.text, seen, guesses);
        let sha256 = hex(&Sha256::digest(&flac));
        let packed = PackedClip { clip: clip.clone(), said: said.text.clone(), by, measures, doubts, sha256 };
        Ok(Made { packed, flac, from_cache })
    }

    /// The sound from the cache, or made and kept there.
    fn rendered(&self, origin: Origin<'_>, key: &str, said: &str, name: &str) -> Result<Rendered, SpeechProblem> {
        let kept = self.cache.as_ref().and_then(|cache| cache.get(key));
        let from_cache = kept.is_some();
        let Cached { samples, flac, seen } = match kept {
            Some(kept) => kept,
            None => {
                let made = make(origin, name)?;
                if let Some(cache) = &self.cache {
                    cache.put(key, &made)?;
                }
                made
            }
        };
        Ok(Rendered { measures: Measures::of(&samples, said), flac, seen, from_cache })
    }

    /// The recording, or else the engine.
    fn origin<'b>(&'b self, clip: &Clip, said: &'b Said, name: &'b str) -> Result<Origin<'b>, SpeechProblem> {
        if let Some((file, bytes)) = self.recordings.get(clip.language, &clip.id)? {
            let identity = format!("recording {}", hex(&Sha256::digest(&bytes)));
            let by = Speaker::Recording(file.clone());
            return Ok(Origin { by, identity, sound: Box::new(move || Recordings::sound(&file, &bytes)) });
        }
        let language = clip.language;
        let engine = self.engines.engine(language).ok_or(SpeechProblem::NoEngine { language })?;
        let identity = format!("engine {} {}", engine.identity(), language.code());
        let by = Speaker::Engine(engine.name().to_owned());
        Ok(Origin { by, identity, sound: Box::new(move || engine.speak(&said.text, name)) })
    }
}

fn make(origin: Origin<'_>, name: &str) -> Result<Cached, SpeechProblem> {
    let from = match &origin.by {
        Speaker::Engine(name) | Speaker::Recording(name) => name.clone(),
    };
    let clean =
        process(&(origin.sound)()?).ok_or_else(|| SpeechProblem::ClipSilent { clip: name.to_owned(), origin: from })?;
    let flac = flac::write(&clean.samples).ok_or_else(|| SpeechProblem::ClipDiffers { clip: name.to_owned() })?;
    Ok(Cached { seen: Seen::from(&clean), samples: clean.samples, flac })
}

/// What a clip is kept under: it is another when anything differs that can be heard.
fn key(identity: &str, said: &str) -> String {
    hex(&Sha256::digest(format!("{PROCESS_VERSION}\n{identity}\n{said}")))
}
