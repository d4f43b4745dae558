//! The voice of a package: every clip that its election needs, proven before a voter comes.

mod fault;

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;

use ballot::package::{Kind, Package, PackageFile};
use ballot::{Election, Language};
use course::Library;
use kiosk_devices::audio::{ClipKey, ClipSource, Earcon, Part, Talk, check_clip};
use voter_session::{Speech, Tone};
use wording::{Clip, SpeechIndex, SpeechIndexError, Utterance, clip_path, clips, index_path, missing};

use crate::notice::VoiceProblem;

pub use fault::{FaultVoice, fault_talk};
pub(crate) use fault::{no_election, sentence, spoken_code};

/// The ids of the course's texts begin so.
const COURSE: &str = "course.";
const LANGUAGES: [Language; 3] = [Language::Kk, Language::Ru, Language::En];

/// The clips of a package. The files stay where they are in it.
pub struct PackageVoice {
    /// By language, then by id.
    clips: BTreeMap<&'static str, BTreeMap<String, Spoken>>,
}

struct Spoken {
    file: PackageFile,
    duration_ms: u32,
    /// Of a text of the course: the words as they are shown, and as they were spoken. Names of an election are kept in
    /// one place only.
    words: Option<(String, String)>,
}

impl PackageVoice {
    /// The voice of a package; `None` where it was made without one.
    ///
    /// # Errors
    ///
    /// [`VoiceProblem`]: a list of clips that cannot be read, a clip that is missing, was spoken for other words, or
    /// cannot be played.
    pub fn of(package: &Package) -> Result<Option<Self>, VoiceProblem> {
        let election = package.election();
        let mut indexes = BTreeMap::new();
        for language in LANGUAGES {
            if let Some(file) = package.file(&index_path(language)) {
                let index =
                    SpeechIndex::from_json(&file).map_err(|error| VoiceProblem::unreadable(language, &error))?;
                indexes.insert(language, index);
            }
        }
        if indexes.is_empty() {
            return Ok(None);
        }
        let lacks = missing(election, &indexes, |path| package.file(path).is_some());
        if let Some(first) = lacks.first() {
            let (language, text) = (first.clip.language, first.clip.text.clone());
            return Err(VoiceProblem::Missing { count: lacks.len(), language, text });
        }
        let needed: Vec<Clip> = clips(election).chain(of_the_course(package.kind())).collect();
        let course = needed.iter().skip(clips(election).count());
        let unsaid: Vec<&Clip> = course.filter(|clip| !is_there(clip, &indexes, package)).collect();
        if let Some(first) = unsaid.first() {
            let (language, text) = (first.language, first.text.clone());
            return Err(VoiceProblem::Missing { count: unsaid.len(), language, text });
        }
        // What a trainer added: said where it is asked for in these words.
        let added = if package.kind() == Kind::Training { added(&needed, &indexes) } else { Vec::new() };
        let needed: Vec<Clip> = needed.into_iter().chain(added).collect();
        let voice = Self::collect(package, &needed, &indexes);
        voice.prove(&needed)?;
        Ok(Some(voice))
    }

    fn collect(package: &Package, needed: &[Clip], indexes: &BTreeMap<Language, SpeechIndex>) -> Self {
        let mut all: BTreeMap<&'static str, BTreeMap<String, Spoken>> = BTreeMap::new();
        for clip in needed {
            let duration_ms =
                indexes.get(&clip.language).and_then(|index| Some(index.clips.get(&clip.id)?.duration_ms));
            let file = package.file(&clip_path(clip.language, &clip.id));
            let of_course = clip.id.starts_with(COURSE);
            let words = of_course.then(|| (clip.text.clone(), clip.spoken.clone()));
            if let (Some(file), Some(duration_ms)) = (file, duration_ms) {
                all.entry(clip.language.code())
                    .or_default()
                    .insert(clip.id.clone(), Spoken { file, duration_ms, words });
            }
        }
        Self { clips: all }
    }

    /// Plays every clip to nobody, on all cores.
    fn prove(&self, all: &[Clip]) -> Result<(), VoiceProblem> {
        let next = AtomicUsize::new(0);
        let bad = Mutex::new(None);
        let look = || {
            while let Some((place, clip)) =
                Some(next.fetch_add(1, Ordering::Relaxed)).and_then(|place| Some((place, all.get(place)?)))
            {
                let spoken = self.spoken(clip.language.code(), &clip.id);
                let sound = spoken.is_some_and(|spoken| check_clip(&spoken.file).is_ok());
                if !sound && let Ok(mut bad) = bad.lock() {
                    // The first of them in the order of clips, whichever thread is faster.
                    *bad = Some(bad.map_or(place, |other: usize| other.min(place)));
                }
            }
        };
        thread::scope(|scope| {
            for _ in 0..thread::available_parallelism().map_or(1, usize::from) {
                scope.spawn(look);
            }
        });
        let bad = bad.into_inner().unwrap_or(Some(0)).and_then(|place| all.get(place));
        match bad {
            None => Ok(()),
            Some(clip) => Err(VoiceProblem::Damaged { language: clip.language, text: clip.text.clone() }),
        }
    }

    fn spoken(&self, language: &str, id: &str) -> Option<&Spoken> {
        self.clips.get(language)?.get(id)
    }

    /// Whether it says this text of the course, in these words.
    pub(crate) fn says(&self, clip: &Clip) -> bool {
        let spoken = self.spoken(clip.language.code(), &clip.id);
        let words = spoken.and_then(|spoken| spoken.words.as_ref());
        words.is_some_and(|(text, spoken)| *text == clip.text && *spoken == clip.spoken)
    }

    /// How long this clip lasts at 100 %, in milliseconds.
    pub(crate) fn duration_ms(&self, clip: &ClipKey) -> Option<u32> {
        self.spoken(clip.language(), clip.id()).map(|spoken| spoken.duration_ms)
    }
}

/// What a package for training has to say besides its election: every text of the course.
fn of_the_course(kind: Kind) -> Vec<Clip> {
    // The course of this program is sound, or a test fails; without it nothing of it is taught either.
    let library = (kind == Kind::Training).then(Library::built_in);
    library.and_then(Result::ok).map(|library| library.clips()).unwrap_or_default()
}

/// Clips of a trainer's drills: those of the course that are not the course's own.
fn added(needed: &[Clip], indexes: &BTreeMap<Language, SpeechIndex>) -> Vec<Clip> {
    let known: BTreeSet<_> = needed.iter().map(|clip| (clip.language, &clip.id)).collect();
    let of = |(language, index): (&Language, &SpeechIndex)| {
        let language = *language;
        let own = index.clips.iter().filter(|(id, _)| id.starts_with(COURSE) && !known.contains(&(language, *id)));
        let clip = |(id, spoken): (&String, &wording::SpokenClip)| Clip {
            language,
            id: id.clone(),
            text: spoken.text.clone(),
            spoken: spoken.spoken.clone(),
            hinted: false,
        };
        own.map(clip).collect::<Vec<_>>()
    };
    indexes.iter().flat_map(of).collect()
}

/// Whether a clip of the course is there, spoken for the words as they are now.
fn is_there(clip: &Clip, indexes: &BTreeMap<Language, SpeechIndex>, package: &Package) -> bool {
    let spoken = indexes.get(&clip.language).and_then(|index| index.clips.get(&clip.id));
    spoken.is_some_and(|spoken| spoken.text == clip.text && spoken.spoken == clip.spoken)
        && package.file(&clip_path(clip.language, &clip.id)).is_some()
}

impl ClipSource for PackageVoice {
    fn flac(&self, clip: &ClipKey) -> Option<&[u8]> {
        self.spoken(clip.language(), clip.id()).map(|spoken| &*spoken.file)
    }
}

impl fmt::Debug for PackageVoice {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let count = |language: &str| self.clips.get(language).map_or(0, BTreeMap::len);
        write!(f, "PackageVoice(kk {}, ru {}, en {})", count("kk"), count("ru"), count("en"))
    }
}

impl VoiceProblem {
    fn unreadable(language: Language, error: &SpeechIndexError) -> Self {
        let detail = match error {
            SpeechIndexError::Malformed { detail } => detail.clone(),
            SpeechIndexError::UnknownFormat { found } => found.clone(),
        };
        Self::IndexUnreadable { language, detail }
    }
}

/// The tone as it is played.
#[must_use]
pub const fn earcon(tone: Tone) -> Earcon {
    match tone {
        Tone::Round => Earcon::Edge,
        Tone::Chosen => Earcon::Confirm,
    }
}

/// What is to be played for what is to be said: the same segments, clip by clip.
#[must_use]
pub fn talk(speech: &Speech, election: &Election) -> Talk {
    let utterances = speech.lines.iter().map(|line| line.voice.utterance(line.language, speech.hands, election));
    let parts = utterances.flat_map(|utterance| parts(&utterance, election)).collect();
    Talk { parts, volume: speech.volume, rate_percent: speech.rate_percent }
}

/// The clips of one sentence.
pub(crate) fn parts(utterance: &Utterance, election: &Election) -> Vec<Part> {
    utterance.iter().map(|segment| Part::of(segment, election)).collect()
}

/// The clips that a voter may need soon: everything in this language that is no name, then the names of these contests.
#[must_use]
pub fn ahead(language: Language, election: &Election) -> Vec<ClipKey> {
    clips(election).filter(|clip| clip.language == language).map(|clip| ClipKey::new(language, clip.id)).collect()
}

#[cfg(test)]
pub(crate) mod tests {
    use ballot::package::{Contents, PublicKey, SecretKey, TrustedKeys};
    use wording::{Coded as _, Speaker, SpokenClip, voice_version};

    use super::*;
    use crate::load::{Loaded, Source, load, prove, signature_path};

    /// A tenth of a second of a tone.
    const CLIP: &[u8] = include_bytes!("../tests/data/tone.flac");

    /// The files of a voice that says everything, and these clips besides.
    fn files(election: &Election, kind: Kind, added: &[Clip]) -> BTreeMap<String, Vec<u8>> {
        let mut files = BTreeMap::new();
        let mut indexes = BTreeMap::new();
        for clip in clips(election).chain(of_the_course(kind)).chain(added.iter().cloned()) {
            files.insert(clip_path(clip.language, &clip.id), CLIP.to_vec());
            let spoken = SpokenClip {
                said: clip.spoken.clone(),
                text: clip.text,
                spoken: clip.spoken,
                by: Speaker::Engine("tone".to_owned()),
                duration_ms: 100,
                loudness_lufs: -20.0,
                sha256: String::new(),
            };
            let index = indexes.entry(clip.language).or_insert_with(|| SpeechIndex::new(clip.language));
            index.clips.insert(clip.id, spoken);
        }
        for (language, index) in indexes {
            files.insert(index_path(language), index.to_json().into_bytes());
        }
        files
    }

    /// A package of the demonstration election: its bytes, its signature, and the key.
    fn signed(kind: Kind, change: impl FnOnce(&mut BTreeMap<String, Vec<u8>>)) -> (Vec<u8>, String, PublicKey) {
        signed_of(kind, load(&Source::Demo).unwrap(), change)
    }

    /// A package of another election, which has one contest.
    fn signed_of(
        kind: Kind,
        loaded: Loaded,
        change: impl FnOnce(&mut BTreeMap<String, Vec<u8>>),
    ) -> (Vec<u8>, String, PublicKey) {
        let mut election = loaded.election;
        election.contests[0].form = Some(loaded.forms[0].id.clone());
        let mut files = files(&election, kind, &[]);
        change(&mut files);
        let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../examples/forms");
        let form = std::fs::read(folder.join(format!("{}.toml", loaded.forms[0].id))).unwrap();
        let contents = Contents {
            kind,
            election,
            forms: vec![(loaded.forms[0].id.clone(), form)],
            files,
            program: "0".to_owned(),
            wording: voice_version().to_string(),
        };
        let bytes = ballot::package::write(&contents).unwrap();
        let key = SecretKey::open(&SecretKey::generate(None).unwrap().0, None).unwrap();
        let signature = key.sign(&bytes, &contents.comment()).unwrap();
        (bytes, signature, key.public().unwrap())
    }

    fn voice_of(change: impl FnOnce(&mut BTreeMap<String, Vec<u8>>)) -> Result<Option<PackageVoice>, VoiceProblem> {
        let (bytes, signature, key) = signed(Kind::Demo, change);
        let trusted = TrustedKeys::only(Kind::Demo, key);
        let package = Package::open(bytes.into(), Some(signature.as_bytes()), &trusted, Kind::Demo).unwrap();
        PackageVoice::of(&package)
    }

    /// A voice that says everything in one short sound.
    pub(crate) fn whole() -> PackageVoice {
        voice_of(|_| {}).unwrap().unwrap()
    }

    /// A voice of kind training that says the course and these clips of a trainer's.
    pub(crate) fn whole_for_training(added: &[Clip]) -> PackageVoice {
        let loaded = load(&Source::Demo).unwrap();
        let more = files(&loaded.election, Kind::Training, added);
        let (bytes, signature, key) = signed_of(Kind::Training, loaded, |files| files.extend(more));
        let trusted = TrustedKeys::only(Kind::Training, key);
        let package = Package::open(bytes.into(), Some(signature.as_bytes()), &trusted, Kind::Training).unwrap();
        PackageVoice::of(&package).unwrap().unwrap()
    }

    #[test]
    fn a_whole_voice_says_every_clip_of_what_is_to_be_said() {
        let election = load(&Source::Demo).unwrap().election;
        let voice = voice_of(|_| {}).unwrap().unwrap();
        for language in LANGUAGES {
            for clip in ahead(language, &election) {
                assert_eq!((voice.flac(&clip), voice.duration_ms(&clip)), (Some(CLIP), Some(100)));
            }
        }
        let line = |voice| voter_session::Line { voice, language: Language::Ru };
        let lines = vec![line(wording::Voice::OpenHeading), line(wording::Voice::ChoicesKept)];
        let speech = Speech { lines, hands: wording::Hands::Keypad, volume: 7, rate_percent: 150 };
        let talk = talk(&speech, &election);
        assert_eq!((talk.volume, talk.rate_percent), (7, 150));
        let ids: Vec<_> = talk.parts.iter().map(|part| part.clip.id().to_owned()).collect();
        assert!(ids[0].starts_with("voice.open_heading") && ids.iter().any(|id| id.starts_with("voice.choices_kept")));
    }

    #[test]
    fn a_package_without_a_voice_has_none_and_one_with_half_a_voice_is_refused() {
        assert!(voice_of(BTreeMap::clear).unwrap().is_none());
        let name = clip_path(Language::Kk, "election");
        let refused = voice_of(|files| drop(files.remove(&name))).unwrap_err();
        assert_eq!(refused.code().as_str(), "P123");
        assert!(matches!(refused, VoiceProblem::Missing { count: 1, language: Language::Kk, .. }));
        let refused = voice_of(|files| drop(files.remove(&index_path(Language::En)))).unwrap_err();
        assert!(matches!(refused, VoiceProblem::Missing { language: Language::En, .. }));
    }

    #[test]
    fn only_a_demonstration_may_be_silent() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("p.tandau");
        let prove = |kind, change: fn(&mut BTreeMap<String, Vec<u8>>)| {
            let (bytes, signature, key) = signed(kind, change);
            std::fs::write(&file, bytes).unwrap();
            std::fs::write(signature_path(&file), signature).unwrap();
            prove(&file, &[(kind, key)], kind).map(|proven| proven.loaded.voice.is_some())
        };
        assert_eq!(prove(Kind::Demo, BTreeMap::clear), Ok(false));
        for kind in [Kind::Voting, Kind::Training] {
            assert_eq!(prove(kind, BTreeMap::clear).unwrap_err().coded().code().as_str(), "P125");
        }
        assert_eq!(prove(Kind::Voting, |_| {}), Ok(true));
    }

    #[test]
    fn a_package_for_training_says_every_text_of_the_course_and_one_that_lacks_a_text_is_refused() {
        let of = |missing: &str| {
            let (bytes, signature, key) = signed(Kind::Training, |files| drop(files.remove(missing)));
            let trusted = TrustedKeys::only(Kind::Training, key);
            let package = Package::open(bytes.into(), Some(signature.as_bytes()), &trusted, Kind::Training).unwrap();
            PackageVoice::of(&package)
        };
        let voice = of("").unwrap().unwrap();
        for clip in Library::built_in().unwrap().clips() {
            assert!(voice.flac(&ClipKey::new(clip.language, clip.id)).is_some());
        }
        let name = clip_path(Language::Kk, "course.meeting.speak.text");
        let refused = of(&name).unwrap_err();
        assert!(matches!(refused, VoiceProblem::Missing { count: 1, language: Language::Kk, .. }), "{refused:?}");
    }

    #[test]
    fn packages_of_another_kind_are_refused_by_the_course_and_one_for_training_by_the_booth() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("p.tandau");
        let code = |of: Kind, wanted: Kind| {
            let (bytes, signature, key) = signed(of, |_| {});
            std::fs::write(&file, bytes).unwrap();
            std::fs::write(signature_path(&file), signature).unwrap();
            let refused = prove(&file, &[(of, key)], wanted).err();
            refused.map(|notice| notice.coded().code().to_string()).unwrap_or_default()
        };
        for other in [Kind::Voting, Kind::Practice, Kind::Demo] {
            let of_the_course = code(other, Kind::Training);
            assert_eq!(of_the_course, "P106", "{other}");
            assert_eq!(code(Kind::Training, other), "P106", "{other}");
        }
        assert_eq!(code(Kind::Training, Kind::Training), "");
    }

    #[test]
    fn a_ballot_for_practice_is_marked_and_a_vote_is_not() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("p.tandau");
        let prove = |kind, loaded: &Loaded| {
            let (bytes, signature, key) = signed_of(kind, loaded.clone(), |_| {});
            std::fs::write(&file, bytes).unwrap();
            std::fs::write(signature_path(&file), signature).unwrap();
            let proven = prove(&file, &[(kind, key)], kind);
            proven.map(|proven| proven.loaded.kind).map_err(|notice| notice.coded().code().as_str())
        };
        let (practice, demo) = (load(&Source::Practice).unwrap(), load(&Source::Demo).unwrap());
        assert_eq!(prove(Kind::Practice, &practice), Ok(Kind::Practice));
        assert_eq!(prove(Kind::Practice, &demo), Err("K500"));
        assert_eq!(prove(Kind::Voting, &practice), Err("K501"));
        assert_eq!(prove(Kind::Voting, &demo), Ok(Kind::Voting));
        assert_eq!(prove(Kind::Demo, &practice), Ok(Kind::Demo));
    }

    #[test]
    fn a_list_of_clips_that_cannot_be_read_is_refused() {
        let refused = voice_of(|files| drop(files.insert(index_path(Language::Ru), b"{}".to_vec()))).unwrap_err();
        assert_eq!(refused.code().as_str(), "P122");
        let newer = |files: &mut BTreeMap<String, Vec<u8>>| {
            let index = files.get_mut(&index_path(Language::Ru)).unwrap();
            *index = String::from_utf8_lossy(index).replacen("speech/1", "speech/2", 1).into_bytes();
        };
        assert_eq!(voice_of(newer).unwrap_err().code().as_str(), "P122");
    }

    #[test]
    fn a_clip_cut_short_is_refused_with_its_words() {
        let name = clip_path(Language::Ru, "name.president.3");
        let cut = |files: &mut BTreeMap<String, Vec<u8>>| files.get_mut(&name).unwrap().truncate(CLIP.len() - 20);
        let refused = voice_of(cut).unwrap_err();
        assert_eq!(refused.code().as_str(), "P124");
        let VoiceProblem::Damaged { language, text } = refused else { panic!("{refused:?}") };
        let election = load(&Source::Demo).unwrap().election;
        assert_eq!((language, text), (Language::Ru, election.contests[0].options[2].name.ru.clone()));
    }
}
