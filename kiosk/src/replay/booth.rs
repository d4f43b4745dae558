//! A session with a fake clock and simulated devices.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use keypad_protocol::{Key, KeyEvent};
use kiosk_devices::printer::{Calibration, Marks};
use kiosk_ui::{Press, Spot};
use voter_session::{
    Effect, Fault, Input, PageName, PollWorker, PrintJob, PrintOutcome, Seen, Session, SoundTrouble, Speech, Turned,
};

use super::face::Face;
use super::heard::Heard;
use super::labels;
use super::log::PlayedLog;
use super::picture;
use super::script::Step;
use super::transcript::Transcript;
use super::{Counts, Played, Record};
use crate::air::{Printer, Scanner};
use crate::booth::{Equipment, session, word_of};
use crate::event::Event;
use crate::load::Loaded;
use crate::notice::{Notice, ScriptProblem, StartProblem};
use crate::reading::Sheets;
use crate::speech::Speaking;

/// From one press or touch to the next.
const PRESS_MS: u64 = 200;
/// How long a finger stays on a key.
const DOWN_MS: u64 = 100;
/// A key that stays down so long is told as held.
const HELD_MS: u64 = 1_500;
/// A key that stays down so long is told as stuck.
const STUCK_MS: u64 = 20_000;

/// How long is listened at a time for the end of what is being said.
const LISTEN_MS: u64 = 5;

/// A voice to be written down.
fn heard(loaded: &Loaded) -> Result<Heard, StartProblem> {
    loaded.voice.as_ref().and_then(Heard::new).ok_or(StartProblem::NoVoice)
}

/// The booth that a script plays in.
pub(super) struct Booth<'a> {
    loaded: &'a Loaded,
    session: Session,
    now_ms: u64,
    keypad: bool,
    speaking: Speaking,
    /// What is written down as sound, if it is.
    heard: Option<Heard>,
    printer: Printer,
    scanner: Scanner,
    /// Where the scans of the script are.
    folder: PathBuf,
    log: PlayedLog,
    /// An earlier run ended under a voter.
    unknown: bool,
    /// What a run with a transcript is seen on.
    face: Option<Face>,
    /// What is written down for people, and counted; nothing in a run without a transcript.
    notes: Option<Notes>,
}

/// What is written down and counted.
struct Notes {
    transcript: Transcript,
    presses: u32,
    by_contest: Vec<u32>,
    /// The contest of the page, index from 0.
    contest: Option<u8>,
    /// The page that is on its way to the printer: the contest's identifier, and the file.
    printing: Option<(String, Vec<u8>)>,
    /// The pages that came out.
    marks: Vec<(String, Vec<u8>)>,
}

impl<'a> Booth<'a> {
    /// A booth that a poll worker has opened; after a run that ended under a voter it stays closed.
    pub(super) fn open(
        loaded: &'a Loaded,
        equipment: &Equipment,
        record: Record,
        folder: &Path,
        log: Option<&Path>,
    ) -> Result<Self, Notice> {
        let transcript = record.transcript;
        let notes = Notes {
            transcript: Transcript::default(),
            presses: 0,
            by_contest: vec![0; loaded.election.contests.len()],
            contest: None,
            printing: None,
            marks: Vec::new(),
        };
        let (log, unknown) = PlayedLog::open(log, loaded.about())?;
        let mut booth = Self {
            loaded,
            session: session(loaded, equipment)?,
            now_ms: 0,
            keypad: true,
            speaking: Speaking::default(),
            heard: if record.audio { Some(heard(loaded)?) } else { None },
            printer: Printer::default(),
            scanner: Scanner::new(Sheets::new(&loaded.forms)),
            folder: folder.to_owned(),
            log,
            unknown,
            face: transcript.then(Face::new).transpose()?,
            notes: transcript.then_some(notes),
        };
        if !unknown {
            booth.give(Input::PollWorker(PollWorker::Open));
        }
        Ok(booth)
    }

    /// A booth whose log is not written goes no further.
    pub(super) fn check_log(&mut self) -> Result<(), Notice> {
        self.log.fault().map_or(Ok(()), |fault| Err(Notice::Log(fault)))
    }

    /// Plays one line, and draws what is on the screen after it.
    pub(super) fn step(&mut self, step: &Step) -> Result<(), ScriptProblem> {
        self.play(step)?;
        if let Some(face) = &mut self.face {
            face.draw();
        }
        Ok(())
    }

    fn play(&mut self, step: &Step) -> Result<(), ScriptProblem> {
        // What is waited for shows in the times.
        if !matches!(step.event, Event::Wait(_) | Event::WaitUntil(_) | Event::WaitSpeech) {
            self.note(&format!("> {}", step.text));
        }
        match &step.event {
            Event::Press(key) => self.press(*key),
            Event::Explain(key) => self.explain(*key),
            Event::Hold(key, ms) => self.hold(*key, *ms),
            Event::Stuck(key, stuck) => {
                self.fault(if *stuck { Fault::KeyStuck(*key) } else { Fault::KeyFreed(*key) });
            }
            Event::Sound { well } => {
                self.give(Input::Fault(if *well { Fault::SoundBack } else { Fault::Sound(SoundTrouble::Lost) }));
            }
            Event::Touch(label) => self.touch(label)?,
            Event::Wait(ms) => self.wait(*ms),
            Event::WaitUntil(at_ms) => self.wait_until(*at_ms, &step.text)?,
            Event::WaitSpeech => self.wait_speech(),
            Event::Keypad { plugged } => self.plug_keypad(*plugged),
            Event::Headphones { plugged } => self.give(Input::Headphones(*plugged)),
            Event::Sheet { contest, scan } => {
                let contest = self.contest(contest)?;
                match scan {
                    None => self.scanner.put(Seen::Sheet(contest)),
                    Some(scan) => self.scanner.put_picture(picture::read(&self.folder.join(&scan.file), scan.dpi)?),
                }
            }
            Event::Marks { rows, unclear } => self.scanner.mark(rows, *unclear),
            Event::Lies(seen) => self.scanner.put(*seen),
            Event::Scanner { well } => {
                let input = self.scanner.connect(*well);
                self.give(input);
            }
            Event::Printer(event) => {
                if let Some(input) = self.printer.event(*event) {
                    self.give(input);
                }
            }
            Event::PollWorker(action) => self.give(Input::PollWorker(*action)),
        }
        Ok(())
    }

    /// Lets what is being said be said, and gives what was written down.
    pub(super) fn end(mut self) -> Result<Played, Notice> {
        self.wait_speech();
        self.check_log()?;
        let audio = self.heard.take().map(|heard| heard.into_wav(self.now_ms));
        let ids = self.loaded.election.contests.iter().map(|contest| contest.id.clone());
        let counts = self.notes.as_ref().map(|notes| Counts {
            presses: notes.presses,
            by_contest: ids.zip(notes.by_contest.iter().copied()).collect(),
            words: notes.transcript.words(),
            ms: self.now_ms,
        });
        let (transcript, marks) = match self.notes {
            Some(notes) => (Some((notes.transcript.json_lines(), notes.transcript.text())), notes.marks),
            None => (None, Vec::new()),
        };
        Ok(Played {
            log: self.log.text()?,
            audio,
            screens: self.face.map(Face::into_pictures).unwrap_or_default(),
            transcript,
            counts,
            unfinished: self.session.in_session(),
            unknown: self.unknown,
            marks,
        })
    }

    /// The page of a job, made as for a printer that prints where it should.
    fn page(&self, job: &PrintJob) -> Option<(String, Vec<u8>)> {
        let index = usize::from(job.contest);
        let (contest, form) = (self.loaded.election.contests.get(index)?, self.loaded.forms.get(index)?);
        let marks = Marks::new(Arc::new(form.clone()), job.rows.clone()).ok()?.with_word(word_of(self.loaded.kind));
        let page = marks.pdf(&Calibration::exact(form.page)).ok()?;
        Some((contest.id.clone(), page.to_vec()))
    }

    /// The page that was on its way lies on the sheet: the last one of a contest is that of the sheet that counts.
    fn printed(&mut self) {
        let Some(notes) = &mut self.notes else { return };
        if let Some((contest, page)) = notes.printing.take() {
            notes.marks.retain(|(of, _)| *of != contest);
            notes.marks.push((contest, page));
        }
    }

    fn press(&mut self, key: Key) {
        self.count();
        self.key(KeyEvent::Pressed(key));
        self.wait(DOWN_MS);
        self.key(KeyEvent::Released(key));
        self.wait(PRESS_MS - DOWN_MS);
    }

    fn explain(&mut self, key: Key) {
        self.count();
        self.key(KeyEvent::Explained(key));
        self.wait(PRESS_MS);
    }

    /// What the key filter tells of a key that stays down. Help is told when it is let go.
    fn hold(&mut self, key: Key, ms: u64) {
        self.count();
        if key == Key::Help {
            self.wait(ms);
            return self.key(KeyEvent::Pressed(key));
        }
        self.key(KeyEvent::Pressed(key));
        self.wait(ms.min(HELD_MS));
        if ms >= HELD_MS {
            self.key(KeyEvent::Held(key));
        }
        self.wait(ms.min(STUCK_MS).saturating_sub(HELD_MS));
        if ms >= STUCK_MS {
            self.fault(Fault::KeyStuck(key));
        }
        self.wait(ms.saturating_sub(STUCK_MS));
        if ms >= STUCK_MS {
            self.fault(Fault::KeyFreed(key));
        }
        self.key(KeyEvent::Released(key));
    }

    /// A key of a keypad that is not plugged in reaches nobody.
    fn key(&mut self, event: KeyEvent) {
        if self.keypad {
            let turned = self.face.as_ref().is_some_and(|face| face.turns(event));
            self.give(if turned { Input::Turned(Turned::Within) } else { Input::Key(event) });
        }
    }

    fn fault(&mut self, fault: Fault) {
        if self.keypad {
            self.give(Input::Fault(fault));
        }
    }

    fn plug_keypad(&mut self, plugged: bool) {
        if self.keypad != plugged {
            self.keypad = plugged;
            self.give(Input::Fault(if plugged { Fault::KeypadBack } else { Fault::KeypadLost }));
        }
    }

    fn touch(&mut self, label: &str) -> Result<(), ScriptProblem> {
        let screen = self.session.screen();
        let Some(face) = &self.face else {
            let target = labels::find(&screen, &self.loaded.election, label)?;
            self.count();
            self.give(Input::Touch(target));
            self.wait(PRESS_MS);
            return Ok(());
        };
        let spot = match labels::turner(label, screen.settings.language) {
            Some(spot) => spot,
            None => Spot::Press(Press::Voter(labels::find(&screen, &self.loaded.election, label)?)),
        };
        // What is on another leaf of the page cannot be touched.
        let inputs = face.touch(spot).ok_or_else(|| labels::unknown(&screen, &self.loaded.election, label))?;
        self.count();
        inputs.into_iter().for_each(|input| self.give(input));
        self.wait(PRESS_MS);
        Ok(())
    }

    /// The contest of that identifier or number.
    fn contest(&self, written: &str) -> Result<u8, ScriptProblem> {
        let contests = || self.loaded.election.contests.iter();
        let by_id = contests().position(|contest| contest.id == written);
        let by_number = || written.parse::<usize>().ok()?.checked_sub(1).filter(|index| *index < contests().count());
        by_id.or_else(by_number).and_then(|index| u8::try_from(index).ok()).ok_or_else(|| {
            let contests = contests().map(|contest| contest.id.clone()).collect();
            ScriptProblem::UnknownSheet { contest: written.to_owned(), contests }
        })
    }

    fn wait(&mut self, ms: u64) {
        self.advance(self.now_ms + ms);
    }

    fn wait_until(&mut self, at_ms: u64, written: &str) -> Result<(), ScriptProblem> {
        if at_ms < self.now_ms {
            let time = written.rsplit(' ').next().unwrap_or_default().to_owned();
            return Err(ScriptProblem::TimeIsOver { time });
        }
        self.advance(at_ms);
        Ok(())
    }

    fn wait_speech(&mut self) {
        while let Some(at_ms) = self.speaking.ends_at_ms() {
            self.advance(at_ms);
        }
        while self.heard.as_ref().is_some_and(Heard::speaks) {
            self.advance(self.now_ms + LISTEN_MS);
        }
    }

    /// Lets time pass: devices answer, speech ends, deadlines come, each at its own time.
    fn advance(&mut self, to_ms: u64) {
        loop {
            let (printer, scanner) = (self.printer.done_at_ms(), self.scanner.done_at_ms());
            let deadline = self.session.next_deadline_ms();
            let other = [printer, scanner, deadline].into_iter().flatten().min();
            let speech = match &mut self.heard {
                Some(heard) => heard.end_by(other.map_or(to_ms, |at_ms| at_ms.min(to_ms))),
                None => self.speaking.ends_at_ms(),
            };
            let next = [other, speech].into_iter().flatten().min();
            let Some(at_ms) = next.filter(|at_ms| *at_ms <= to_ms) else { break };
            self.now_ms = self.now_ms.max(at_ms);
            let input = if printer == next {
                self.printer.finish()
            } else if scanner == next {
                self.scanner.finish(&self.printer)
            } else if speech == next {
                self.ended();
                Some(Input::SpeechEnded)
            } else {
                Some(Input::Tick)
            };
            if let Some(input) = input {
                if matches!(input, Input::Printer { outcome: PrintOutcome::Printed, .. }) {
                    self.printed();
                }
                self.give(input);
            }
        }
        self.now_ms = to_ms;
    }

    fn give(&mut self, input: Input) {
        for effect in self.session.step(input, self.now_ms) {
            self.carry_out(effect);
        }
    }

    fn carry_out(&mut self, effect: Effect) {
        match effect {
            Effect::Say(speech) => self.say(&speech),
            Effect::Tone(tone) => {
                if let Some(heard) = &mut self.heard {
                    heard.tone(tone, self.now_ms);
                }
            }
            Effect::Hush => self.hush(),
            Effect::Print(job) => {
                self.note_device("print", job.contest);
                let page = self.notes.as_ref().and_then(|_| self.page(&job));
                if let Some(notes) = &mut self.notes {
                    notes.printing = page;
                }
                self.printer.start(job, self.now_ms);
            }
            Effect::Scan(job) => {
                self.note("  [scan]");
                self.scanner.start(job, self.now_ms);
            }
            Effect::Log(entry) => self.log.write(entry, self.now_ms),
            Effect::Wipe => {
                if let Some(face) = &self.face {
                    face.forget();
                }
                self.printer.wipe();
                self.scanner.wipe();
                self.note("  [wipe]");
            }
            Effect::Show(screen) => {
                if let Some(face) = &self.face {
                    face.show(&screen, &self.loaded.election);
                }
            }
            // The keypad of air has no display.
            Effect::Keypad(_) => {}
        }
    }

    fn say(&mut self, speech: &Speech) {
        self.hush();
        let (election, voice) = (&self.loaded.election, self.loaded.voice.as_deref());
        let parts = self.speaking.begin(speech, election, voice, self.now_ms);
        if let Some(notes) = &mut self.notes {
            notes.transcript.say(speech, parts, election);
        }
        if let Some(heard) = &mut self.heard {
            // The sound itself tells when it ends.
            self.speaking.stop();
            heard.say(speech, election, self.now_ms);
        }
    }

    /// What is being said has been heard to its end.
    fn ended(&mut self) {
        self.speaking.stop();
        if let Some(heard) = &mut self.heard {
            heard.hush(self.now_ms);
            if let Some(notes) = &mut self.notes {
                notes.transcript.ended(self.now_ms);
            }
        }
    }

    fn hush(&mut self) {
        self.speaking.stop();
        if let Some(heard) = &mut self.heard {
            heard.hush(self.now_ms);
        }
        if let Some(notes) = &mut self.notes {
            notes.transcript.cut(self.now_ms);
        }
    }

    fn note(&mut self, text: &str) {
        if let Some(notes) = &mut self.notes {
            notes.transcript.event(self.now_ms, text.to_owned());
        }
    }

    fn note_device(&mut self, what: &str, contest: u8) {
        let id = self.loaded.election.contests.get(usize::from(contest)).map(|contest| contest.id.as_str());
        self.note(&format!("  [{what} {}]", id.unwrap_or_default()));
    }

    /// Counts a press or a touch, for the contest whose page is on the screen or under what lies over it.
    fn count(&mut self) {
        let Some(notes) = &mut self.notes else { return };
        let screen = self.session.screen();
        match screen.page {
            PageName::Contest => notes.contest = labels::contest_of(&screen, &self.loaded.election),
            PageName::Instead | PageName::SettingsMenu | PageName::Explain | PageName::Notice => {}
            PageName::Closed
            | PageName::Open
            | PageName::LanguageChoice
            | PageName::KeyLesson
            | PageName::Welcome
            | PageName::Review
            | PageName::WayChoice
            | PageName::Sheet
            | PageName::Done
            | PageName::StillThere
            | PageName::Paused => notes.contest = None,
        }
        notes.presses += 1;
        if let Some(count) = notes.contest.and_then(|contest| notes.by_contest.get_mut(usize::from(contest))) {
            *count += 1;
        }
    }
}
