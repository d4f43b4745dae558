//! What people said of the clips on the proofing page (`speech-signoff/1`), and what it means for a pack.

use std::collections::BTreeMap;

use serde::Deserialize;

use crate::pack::{Pack, PackedClip};
use crate::problem::SpeechProblem;

/// The format that the proofing page writes.
const FORMAT: &str = "speech-signoff/1";

/// The verdicts of one or several people, by language, clip and file.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Signoffs(BTreeMap<(String, String, String), Verdict>);

/// What was said of a clip.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Verdict {
    Good,
    /// One voice against it counts more than any number for it.
    Wrong,
}

#[derive(Deserialize)]
struct SignoffFile {
    format: String,
    election: String,
    clips: Vec<SignedClip>,
}

#[derive(Deserialize)]
struct SignedClip {
    language: String,
    id: String,
    sha256: String,
    state: State,
}

#[derive(Deserialize)]
#[serde(rename_all = "lowercase")]
enum State {
    Open,
    Good,
    Wrong,
}

impl Signoffs {
    /// Adds what one person said of the clips of `election`. `name` is what the file is called in problems.
    ///
    /// # Errors
    ///
    /// [`SpeechProblem::SignoffMalformed`]: no such file, or one of another election.
    pub fn add(&mut self, name: &str, json: &[u8], election: &str) -> Result<(), SpeechProblem> {
        let malformed = |detail: String| SpeechProblem::SignoffMalformed { file: name.to_owned(), detail };
        let file: SignoffFile = serde_json::from_slice(json).map_err(|error| malformed(error.to_string()))?;
        if file.format != FORMAT {
            return Err(malformed(format!("format: {:?}", file.format)));
        }
        if file.election != election {
            return Err(malformed(format!("election: {:?}", file.election)));
        }
        for clip in file.clips {
            let verdict = match clip.state {
                State::Open => continue,
                State::Good => Verdict::Good,
                State::Wrong => Verdict::Wrong,
            };
            let known = self.0.entry((clip.language, clip.id, clip.sha256)).or_insert(verdict);
            *known = verdict.max(*known);
        }
        Ok(())
    }

    /// What a pack lacks to be signed: an error for clips that somebody found wrong, a warning for those that nobody
    /// has signed off. A clip that was made anew is another one.
    #[must_use]
    pub fn judge(&self, pack: &Pack) -> Vec<SpeechProblem> {
        let mut problems = Vec::new();
        let wrong: Vec<_> = self.with(pack, Some(Verdict::Wrong)).collect();
        if let Some(first) = wrong.first() {
            let clip = format!("{}/{}", first.clip.language.code(), first.clip.id);
            problems.push(SpeechProblem::ClipsRejected { count: wrong.len(), clip, text: first.clip.text.clone() });
        }
        let open: Vec<_> = self.with(pack, None).collect();
        if !open.is_empty() {
            let doubtful = open.iter().filter(|clip| !clip.doubts.is_empty()).count();
            problems.push(SpeechProblem::ClipsUnheard { count: open.len(), all: pack.clips.len(), doubtful });
        }
        problems
    }

    fn with<'a>(&'a self, pack: &'a Pack, wanted: Option<Verdict>) -> impl Iterator<Item = &'a PackedClip> {
        pack.clips.iter().filter(move |packed| {
            let key = (packed.clip.language.code().to_owned(), packed.clip.id.clone(), packed.sha256.clone());
            self.0.get(&key).copied() == wanted
        })
    }
}

#[cfg(test)]
mod tests {
    use ballot::Language;
    use wording::{Clip, Speaker};

    use super::*;
    use crate::quality::Measures;

    fn pack() -> Pack {
        let clips = ["a", "b", "c"].map(|id| PackedClip {
            clip: Clip {
                language: Language::Kk,
                id: id.into(),
                text: id.to_uppercase(),
                spoken: id.into(),
                hinted: false,
            },
            said: id.into(),
            by: Speaker::Engine("engine".into()),
            measures: Measures::default(),
            doubts: Vec::new(),
            sha256: "00".into(),
        });
        Pack { clips: clips.into(), ..Pack::default() }
    }

    fn file(states: &[(&str, &str, &str)]) -> Vec<u8> {
        let clip = |(id, hash, state): &(&str, &str, &str)| {
            format!(r#"{{"language":"kk","id":"{id}","sha256":"{hash}","text":"","state":"{state}","by":"","at":""}}"#)
        };
        let clips: Vec<_> = states.iter().map(clip).collect();
        format!(r#"{{"format":"speech-signoff/1","election":"e","reviewer":"","clips":[{}]}}"#, clips.join(","))
            .into_bytes()
    }

    #[test]
    fn a_pack_that_people_heard_and_found_good_lacks_nothing() {
        let mut signoffs = Signoffs::default();
        signoffs.add("f", &file(&[("a", "00", "good"), ("b", "00", "good"), ("c", "00", "good")]), "e").unwrap();
        assert_eq!(signoffs.judge(&pack()), []);
    }

    #[test]
    fn one_voice_against_a_clip_outweighs_another_for_it_and_a_new_file_is_unheard() {
        let mut signoffs = Signoffs::default();
        signoffs.add("f", &file(&[("a", "00", "wrong"), ("b", "00", "good"), ("c", "11", "good")]), "e").unwrap();
        signoffs.add("g", &file(&[("a", "00", "good"), ("b", "00", "open")]), "e").unwrap();
        let wanted = [
            SpeechProblem::ClipsRejected { count: 1, clip: "kk/a".into(), text: "A".into() },
            SpeechProblem::ClipsUnheard { count: 1, all: 3, doubtful: 0 },
        ];
        assert_eq!(signoffs.judge(&pack()), wanted);
    }

    #[test]
    fn the_file_of_another_election_or_format_is_refused() {
        let good = String::from_utf8(file(&[])).unwrap();
        for (from, to) in [("\"e\"", "\"f\""), ("signoff/1", "signoff/2"), ("clips", "clip"), ("{", "")] {
            let bad = good.replacen(from, to, 1);
            let refused = Signoffs::default().add("f", bad.as_bytes(), "e");
            assert!(matches!(refused, Err(SpeechProblem::SignoffMalformed { .. })), "{bad}");
        }
    }
}
