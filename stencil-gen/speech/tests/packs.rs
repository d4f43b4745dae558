//! Packs made with espeak-ng: `scripts/setup.sh test` installs it.

#![expect(clippy::unwrap_used, reason = "what is missing here fails the test that asked for it")]

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use ballot::{Election, Language, Text};
use stencil_speech::engine::{Engines, Recordings};
use stencil_speech::pack::{Making, Pack};
use stencil_speech::problem::SpeechProblem;
use stencil_speech::process::{BEFORE_MS, TARGET_LUFS};
use stencil_speech::quality::Doubt;
use stencil_speech::{flac, proof};
use wording::{Clip, Lack, Speaker, SpeechIndex, clip_path, clips, index_path, missing};

fn clip(language: Language, id: &str, text: &str) -> Clip {
    Clip { language, id: id.to_owned(), text: text.to_owned(), spoken: text.to_owned(), hinted: false }
}

/// A few clips as packages have them, short and long.
fn some() -> Vec<Clip> {
    vec![
        clip(Language::Kk, "election", "Қазақстан Республикасының Президентін сайлау"),
        clip(Language::Kk, "number.ordinal.03", "3-ші"),
        clip(Language::Kk, "name.a.1", "Тоқаев Қ. К."),
        clip(Language::Ru, "election", "Выборы Президента Республики Казахстан"),
        clip(Language::Ru, "number.plain.01", "один"),
        clip(Language::Ru, "voice.long", "Выберите не больше одного кандидата. Стрелки вниз и вверх ведут по списку."),
        clip(Language::En, "election", "Election of the President of the Republic of Kazakhstan"),
        clip(Language::En, "number.plain.01", "one"),
    ]
}

struct With<'a> {
    engines: &'a str,
    recordings: Option<&'a Path>,
    cache: Option<&'a Path>,
    threads: usize,
}

const ALONE: With<'_> = With { engines: "", recordings: None, cache: None, threads: 2 };

impl With<'_> {
    fn pack(&self, clips: &[Clip]) -> Result<Pack, Vec<SpeechProblem>> {
        let one = |problem| vec![problem];
        let engines = match self.engines {
            "" => Engines::usual(),
            toml => Engines::open(&format!("format = 'speech-engines/1'\n{toml}"), Path::new("")),
        };
        let engines = engines.map_err(one)?;
        let recordings = self.recordings.map(Recordings::open).transpose().map_err(one)?.unwrap_or_default();
        let (cache, threads) = (self.cache, self.threads);
        Making { engines: &engines, recordings: &recordings, cache, threads }.pack_clips(clips, &mut |_| {})
    }
}

fn made(clips: &[Clip]) -> Pack {
    ALONE.pack(clips).unwrap()
}

fn indexes(pack: &Pack) -> BTreeMap<Language, SpeechIndex> {
    let read = |language| Some((language, SpeechIndex::from_json(pack.files.get(&index_path(language))?).unwrap()));
    [Language::Kk, Language::Ru, Language::En].into_iter().filter_map(read).collect()
}

#[test]
fn the_same_clips_give_the_same_bytes_on_any_number_of_threads_with_and_without_a_cache() {
    let cache = tempfile::tempdir().unwrap();
    let first = made(&some());
    assert_eq!(first.files.len(), some().len() + 3);
    for threads in [1, 3] {
        assert_eq!(With { threads, ..ALONE }.pack(&some()).unwrap().files, first.files);
    }
    for from_cache in [0, some().len()] {
        let pack = With { cache: Some(cache.path()), ..ALONE }.pack(&some()).unwrap();
        assert_eq!((pack.files, pack.clips, pack.from_cache), (first.files.clone(), first.clips.clone(), from_cache));
    }
}

#[test]
fn words_that_are_the_same_in_one_language_are_spoken_once() {
    let folder = tempfile::tempdir().unwrap();
    let log = folder.path().join("log");
    let script = format!("echo x >> {}; espeak-ng -w \"$0\" -f \"$1\"", log.display());
    let engine = |language| {
        format!("[{language}]\nname = 'e'\ncommand = ['sh', '-c', '{script}', '{{out}}', '{{text_file}}']\n")
    };
    let of = |language| move |id| clip(language, id, "5");
    let clips: Vec<_> =
        ["a", "b", "c"].map(of(Language::Kk)).into_iter().chain(["a", "b"].map(of(Language::Ru))).collect();
    let pack = With { engines: &(engine("kk") + &engine("ru")), ..ALONE }.pack(&clips).unwrap();
    assert_eq!(fs::read_to_string(log).unwrap().lines().count(), 2);
    assert_eq!(pack.clips.len(), 5);
    assert_eq!(pack.files["speech/kk/a.flac"], pack.files["speech/kk/c.flac"]);
}

#[test]
fn only_what_changed_is_made_anew_and_a_damaged_clip_is_never_used() {
    let cache = tempfile::tempdir().unwrap();
    let with = With { cache: Some(cache.path()), ..ALONE };
    let first = with.pack(&some()).unwrap();
    let mut clips = some();
    clips[0].spoken.push_str(" 2029");
    let second = with.pack(&clips).unwrap();
    assert_eq!(second.from_cache, clips.len() - 1);
    let changed = |path: &&String| first.files[*path] != second.files[*path];
    let changed: Vec<_> = first.files.keys().filter(changed).collect();
    assert_eq!(changed, ["speech/kk/election.flac", "speech/kk/index.json"]);
    for (number, file) in fs::read_dir(cache.path()).unwrap().enumerate() {
        let path = file.unwrap().path();
        let mut bytes = fs::read(&path).unwrap();
        if number % 2 == 0 {
            bytes.truncate(bytes.len() / 2);
        } else {
            *bytes.last_mut().unwrap() ^= 1;
        }
        fs::write(path, bytes).unwrap();
    }
    let third = with.pack(&some()).unwrap();
    assert_eq!((third.from_cache, third.files), (0, first.files));
}

#[test]
fn every_clip_begins_at_once_and_is_as_loud_as_the_others() {
    for packed in made(&some()).clips {
        assert!(packed.measures.before_ms <= f64::from(BEFORE_MS), "{packed:?}");
        assert!((packed.measures.loudness_lufs - TARGET_LUFS).abs() < 0.5, "{packed:?}");
        assert_eq!(packed.doubts, [], "{packed:?}");
    }
}

#[test]
fn the_index_says_what_was_said_and_what_an_election_lacks_is_known() {
    let title = Text { kk: "Сайлау".into(), ru: "Выборы".into(), en: Some("Election".into()) };
    let election = Election { id: "e".into(), date: "2027-06-06".into(), title, contests: Vec::new() };
    let few: Vec<Clip> = clips(&election).filter(|clip| clip.id.starts_with("number.ordinal")).collect();
    let pack = made(&few);
    let indexes = indexes(&pack);
    let third = &indexes[&Language::Kk].clips["number.ordinal.03"];
    assert_eq!((third.text.as_str(), third.said.as_str()), ("3-ші", "үшінші"));
    assert_eq!(third.by, Speaker::Engine("espeak-ng kk".into()));
    let lacks = missing(&election, &indexes, |path| pack.files.contains_key(path));
    assert_eq!(lacks.len(), clips(&election).count() - few.len());
    assert!(lacks.iter().all(|lack| lack.lack == Lack::NotListed && !few.contains(&lack.clip)));
    let gone = clip_path(Language::Ru, "number.ordinal.07");
    let lacks_now = missing(&election, &indexes, |path| path != gone && pack.files.contains_key(path));
    assert_eq!(lacks_now.len(), lacks.len() + 1);
}

#[test]
fn a_hint_of_the_list_is_said_as_it_is() {
    let hinted = Clip { spoken: "Ай-Ти 5".into(), hinted: true, ..clip(Language::Ru, "name.a.1", "IT") };
    assert_eq!(made(&[hinted]).clips[0].said, "Ай-Ти 5");
}

#[test]
fn a_recording_wins_over_the_engine_clip_by_clip() {
    let folder = tempfile::tempdir().unwrap();
    fs::create_dir(folder.path().join("kk")).unwrap();
    let spoken = made(&some()).files["speech/ru/voice.long.flac"].clone();
    fs::write(folder.path().join("kk/election.flac"), spoken).unwrap();
    let pack = With { recordings: Some(folder.path()), ..ALONE }.pack(&some()).unwrap();
    let by = |place: usize| pack.clips[place].by.clone();
    assert_eq!(by(0), Speaker::Recording("kk/election.flac".into()));
    assert_eq!(by(1), Speaker::Engine("espeak-ng kk".into()));
    assert_ne!(pack.files["speech/kk/election.flac"], made(&some()).files["speech/kk/election.flac"]);
    assert_eq!(indexes(&pack)[&Language::Kk].clips["election"].by, by(0));
}

#[test]
fn a_recording_that_is_silent_broken_or_of_nothing_stops_the_pack() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("kk/election.flac");
    fs::create_dir(folder.path().join("kk")).unwrap();
    let with = With { recordings: Some(folder.path()), ..ALONE };
    let problem = || with.pack(&some()).unwrap_err().remove(0);
    fs::write(&file, flac::write(&[0; 22_050]).unwrap()).unwrap();
    let (clip, origin) = ("kk/election".into(), "kk/election.flac".into());
    assert_eq!(problem(), SpeechProblem::ClipSilent { clip, origin });
    fs::write(&file, "fLaC").unwrap();
    assert!(matches!(problem(), SpeechProblem::RecordingUnreadable { .. }));
    fs::rename(&file, folder.path().join("kk/elections.flac")).unwrap();
    assert!(matches!(problem(), SpeechProblem::RecordingUnknown { .. }));
}

#[test]
fn what_is_wrong_with_an_engine_stops_the_pack() {
    let problem = |engines: &str| With { engines, ..ALONE }.pack(&some()[..3]).unwrap_err().remove(0);
    let kazakh =
        |command: &str| format!("[kk]\nname = 'e'\ncommand = ['sh', '-c', '{command} {{out}}']\nlimit_s = 1\n");
    let no_russian = SpeechProblem::NoEngine { language: Language::Ru };
    let silent = kazakh("espeak-ng -a 0 -w \"$0\" hello; :").replace(" {out}']", "', '{out}']");
    assert!(matches!(problem(&silent), SpeechProblem::ClipSilent { .. }));
    assert_eq!(With { engines: &kazakh("true"), ..ALONE }.pack(&some()[3..4]).unwrap_err(), [no_russian]);
    assert!(matches!(problem(&kazakh("sleep 9; :")), SpeechProblem::EngineHung { .. }));
    assert!(matches!(problem(&kazakh("exit 1; :")), SpeechProblem::EngineFailed { .. }));
    assert!(matches!(problem("[kk]\nname = 'e'\ncommand = ['none', '{out}']"), SpeechProblem::EngineAbsent { .. }));
    assert!(matches!(problem("kk = 1"), SpeechProblem::EnginesMalformed { .. }));
    let newer = Engines::open("format = 'speech-engines/2'", Path::new("")).unwrap_err();
    assert!(matches!(newer, SpeechProblem::EnginesMalformed { .. }));
}

#[test]
fn a_text_without_words_stops_the_pack() {
    let wordless = clip(Language::Kk, "name.a.1", "«…»");
    let problem = SpeechProblem::NothingToSay { clip: "kk/name.a.1".into(), text: "«…»".into() };
    assert_eq!(ALONE.pack(&[wordless]).unwrap_err(), [problem]);
}

#[test]
fn a_clip_that_says_more_or_less_than_its_text_is_doubtful() {
    let folder = tempfile::tempdir().unwrap();
    fs::create_dir(folder.path().join("ru")).unwrap();
    let files = made(&some()).files;
    let doubts = |id: &str, recording: &str| {
        let file = folder.path().join(format!("ru/{id}.flac"));
        fs::write(&file, &files[recording]).unwrap();
        let pack = With { recordings: Some(folder.path()), ..ALONE }.pack(&some()).unwrap();
        fs::remove_file(file).unwrap();
        pack.clips.into_iter().find(|packed| matches!(packed.by, Speaker::Recording(_))).unwrap().doubts
    };
    assert_eq!(doubts("voice.long", "speech/ru/number.plain.01.flac"), [Doubt::TooShort]);
    assert_eq!(doubts("number.plain.01", "speech/ru/voice.long.flac"), [Doubt::TooLong]);
    assert_eq!(doubts("voice.long", "speech/ru/voice.long.flac"), []);
}

#[test]
fn progress_is_told_to_the_last_clip() {
    let (engines, recordings) = (Engines::usual().unwrap(), Recordings::default());
    let making = Making { engines: &engines, recordings: &recordings, cache: None, threads: 2 };
    let mut told = Vec::new();
    making.pack_clips(&some(), &mut |progress| told.push((progress.done, progress.all))).unwrap();
    assert_eq!(told, (1..=some().len()).map(|done| (done, some().len())).collect::<Vec<_>>());
}

/// The data in a page.
fn data(page: &str) -> serde_json::Value {
    let (_, after) = page.split_once("id=\"data\">").unwrap();
    serde_json::from_str(after.split_once("</script>").unwrap().0).unwrap()
}

#[test]
fn the_page_holds_every_clip_with_its_sound_the_doubtful_first() {
    use ct_codecs::{Base64, Decoder};
    let mut clips = some();
    clips.push(clip(Language::Ru, "name.a.2", "Партия </script>@data@ AMANAT"));
    let pack = made(&clips);
    let text = |text: &str| Text { kk: text.into(), ru: text.into(), en: None };
    let title = text("Сайлау <@show@>");
    let election = Election { id: "e".into(), date: "2027-06-06".into(), title, contests: Vec::new() };
    let all = [Language::Kk, Language::Ru, Language::En];
    for reader in all {
        let page = proof::page(&pack, &election, reader, &all);
        assert_eq!(proof::page(&pack, &election, reader, &all), page);
        assert!(page.contains("Сайлау &lt;@show@&gt;") && !page.contains("@how@"));
        let data = data(&page);
        let rows = data["clips"].as_array().unwrap();
        assert_eq!(rows.len(), clips.len());
        assert_eq!(rows[0]["text"], "Партия </script>@data@ AMANAT");
        assert!(!rows[0]["doubts"].as_array().unwrap().is_empty());
        for row in rows {
            let path = format!("speech/{}/{}.flac", row["language"].as_str().unwrap(), row["id"].as_str().unwrap());
            let sound = Base64::decode_to_vec(row["flac"].as_str().unwrap(), None).unwrap();
            assert_eq!(sound, pack.files[&path], "{path}");
        }
        let kazakh = proof::page(&pack, &election, reader, &[Language::Kk]);
        assert_eq!(self::data(&kazakh)["clips"].as_array().unwrap().len(), 3);
    }
}
