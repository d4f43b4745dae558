//! Everything that is taught: the lessons and drills compiled in, and drills that a trainer adds.

use std::collections::{BTreeMap, BTreeSet};

use ballot::Language;
use serde::Deserialize;
use wording::{Clip, Code};

use crate::drill::{Drill, Hands};
use crate::lesson::{Does, Lesson, Step, check_format, sound, unreadable};
use crate::problem::CourseProblem;
use crate::words::Words;

/// The lessons, in their order.
const LESSONS: [(&str, &str); 12] = [
    ("01-meeting.toml", include_str!("../lessons/01-meeting.toml")),
    ("02-booth.toml", include_str!("../lessons/02-booth.toml")),
    ("03-stencil.toml", include_str!("../lessons/03-stencil.toml")),
    ("04-booklet.toml", include_str!("../lessons/04-booklet.toml")),
    ("05-keypad.toml", include_str!("../lessons/05-keypad.toml")),
    ("06-day.toml", include_str!("../lessons/06-day.toml")),
    ("07-paper.toml", include_str!("../lessons/07-paper.toml")),
    ("08-faults-keys.toml", include_str!("../lessons/08-faults-keys.toml")),
    ("09-faults-printer.toml", include_str!("../lessons/09-faults-printer.toml")),
    ("10-faults-scanner.toml", include_str!("../lessons/10-faults-scanner.toml")),
    ("11-faults-rest.toml", include_str!("../lessons/11-faults-rest.toml")),
    ("12-law.toml", include_str!("../lessons/12-law.toml")),
];

/// The drills.
const DRILLS: [(&str, &str); 19] = [
    ("after-vote.toml", include_str!("../drills/after-vote.toml")),
    ("evening.toml", include_str!("../drills/evening.toml")),
    ("headphones-out.toml", include_str!("../drills/headphones-out.toml")),
    ("key-stuck.toml", include_str!("../drills/key-stuck.toml")),
    ("keypad-out.toml", include_str!("../drills/keypad-out.toml")),
    ("log.toml", include_str!("../drills/log.toml")),
    ("morning.toml", include_str!("../drills/morning.toml")),
    ("no-sound.toml", include_str!("../drills/no-sound.toml")),
    ("paper-jam.toml", include_str!("../drills/paper-jam.toml")),
    ("paper-out.toml", include_str!("../drills/paper-out.toml")),
    ("perhaps-printed.toml", include_str!("../drills/perhaps-printed.toml")),
    ("printer-off.toml", include_str!("../drills/printer-off.toml")),
    ("scan-again.toml", include_str!("../drills/scan-again.toml")),
    ("scanner-out.toml", include_str!("../drills/scanner-out.toml")),
    ("session-unknown.toml", include_str!("../drills/session-unknown.toml")),
    ("stained-stencil.toml", include_str!("../drills/stained-stencil.toml")),
    ("technician.toml", include_str!("../drills/technician.toml")),
    ("voter-gone.toml", include_str!("../drills/voter-gone.toml")),
    ("wrong-sheet.toml", include_str!("../drills/wrong-sheet.toml")),
];

const HANDS: (&str, &str) = ("hands.toml", include_str!("../drills/hands.toml"));
const WORDS: (&str, &str) = ("words.toml", include_str!("../words.toml"));
const WORDS_FORMAT: &str = "course-words/1";

/// Where in the course: lesson and step, indexes from 0.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct At {
    /// The lesson.
    pub lesson: usize,
    /// Its step.
    pub step: usize,
}

/// What a code says, where nothing is to be filled in.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct CodeWords {
    /// What is wrong.
    pub text: Option<Words>,
    /// What to do.
    pub remedy: Option<Words>,
}

/// Everything that is taught.
#[derive(Clone, Debug)]
pub struct Library {
    /// The lessons, in order.
    pub lessons: Vec<Lesson>,
    /// The drills, by name.
    pub drills: Vec<Drill>,
    /// The words of the room itself.
    pub words: RoomWords,
    /// What the codes of the drills say.
    pub codes: BTreeMap<Code, CodeWords>,
    hands: Hands,
}

macro_rules! room_words {
    ($($name:ident)*) => {
        /// The words of the room itself, by name.
        #[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
        #[serde(deny_unknown_fields)]
        #[expect(missing_docs, reason = "each is named after what it says; the texts are in words.toml")]
        pub struct RoomWords {
            format: String,
            $(pub $name: Words,)*
        }

        impl RoomWords {
            fn sound(self) -> Result<Self, CourseProblem> {
                Ok(Self {
                    format: self.format,
                    $($name: sound(self.$name, concat!("course.word.", stringify!($name)).replace('_', "-"))?,)*
                })
            }

            fn all(&self) -> Vec<&Words> {
                vec![$(&self.$name),*]
            }
        }
    };
}

room_words! {
    training welcome language_question language_kk language_ru language_en
    menu_title begin go_on choose_lesson repeat_failed see_result make_certificate stop back_to_menu
    lesson lessons_in_all lesson_done read_hint ask_hint press_hint drill_begin drill_hint menu_hint
    right wrong not_yet done_before right_answer wanted_key you_pressed hint first_page
    booth_says booth_ready drill_done drill_clean drill_repeat drill_slow drill_left
    result_title result_passed result_not_yet result_undone score_right score_of weak nothing_weak
    consent_question consent_yes consent_no consent_kept consent_not_kept
    certificate_made certificate_failed farewell source
    certificate_title certificate_text certificate_name certificate_date certificate_score certificate_trainer
}

impl Library {
    /// The course of this program.
    ///
    /// # Errors
    ///
    /// Never on a sound build: a test reads it. The file's name comes with what is wrong.
    pub fn built_in() -> Result<Self, (String, CourseProblem)> {
        Self::read(&LESSONS, &DRILLS)
    }

    /// A course of these lessons and drills, each with the name of its file.
    ///
    /// # Errors
    ///
    /// The first thing that is wrong, with the name of its file.
    pub fn read(lessons: &[(&str, &str)], drills: &[(&str, &str)]) -> Result<Self, (String, CourseProblem)> {
        let of = |file: &str| {
            let file = file.to_owned();
            move |problem| (file, problem)
        };
        let hands = Hands::parse(HANDS.1).map_err(of(HANDS.0))?;
        let words = words(WORDS.1).map_err(of(WORDS.0))?;
        let mut library = Self { lessons: Vec::new(), drills: Vec::new(), words, codes: BTreeMap::new(), hands };
        for (file, text) in lessons {
            let lesson = Lesson::parse(text).map_err(of(file))?;
            if library.lessons.iter().any(|known| known.id == lesson.id) {
                return Err(of(file)(CourseProblem::TwiceNamed { id: lesson.id }));
            }
            library.lessons.push(lesson);
        }
        for (file, text) in drills {
            library.add(text).map_err(of(file))?;
        }
        for ((file, _), lesson) in lessons.iter().zip(&library.lessons) {
            library.check_drills(lesson).map_err(of(file))?;
        }
        Ok(library)
    }

    /// Adds a drill of a trainer's, or one in place of the course's own of that name. A new one comes as a page of its
    /// own at the end of the last lesson but one, where faults are practiced.
    ///
    /// # Errors
    ///
    /// The first thing that is wrong with it.
    pub fn add_drill(&mut self, text: &str) -> Result<(), CourseProblem> {
        let drill = Drill::parse_as(text, &self.hands, "course.own")?;
        let known = self.drills.iter().any(|known| known.id == drill.id);
        self.drills.retain(|known| known.id != drill.id);
        let place = self.lessons.len().saturating_sub(2);
        if let (false, Some(lesson)) = (known, self.lessons.get_mut(place)) {
            let does = Does::Drill { text: drill.situation.clone(), drill: drill.id.clone() };
            lesson.steps.push(Step { id: format!("added-{}", drill.id), does, source: None });
        }
        self.take(drill);
        Ok(())
    }

    fn add(&mut self, text: &str) -> Result<(), CourseProblem> {
        let drill = Drill::parse(text, &self.hands)?;
        if self.drills.iter().any(|known| known.id == drill.id) {
            return Err(CourseProblem::TwiceNamed { id: drill.id });
        }
        self.take(drill);
        Ok(())
    }

    fn take(&mut self, drill: Drill) {
        for code in &drill.codes {
            self.codes.entry(*code).or_insert_with(|| code_words(*code));
        }
        self.drills.push(drill);
    }

    fn check_drills(&self, lesson: &Lesson) -> Result<(), CourseProblem> {
        for step in &lesson.steps {
            if let Does::Drill { drill, .. } = &step.does
                && self.drill(drill).is_none()
            {
                return Err(CourseProblem::NoSuchDrill { drill: drill.clone() });
            }
        }
        Ok(())
    }

    /// Asks of every line of every drill whether it is an event of a booth.
    ///
    /// # Errors
    ///
    /// The first line that is none, with the name of its drill.
    pub fn check_events(&self, is_event: impl Fn(&str) -> bool) -> Result<(), (String, CourseProblem)> {
        for drill in &self.drills {
            if let Some(line) = drill.events().find(|line| !is_event(line)) {
                return Err((drill.id.clone(), CourseProblem::NoSuchEvent { line: line.clone() }));
            }
        }
        Ok(())
    }

    /// The drill of that name, and its index.
    #[must_use]
    pub fn drill(&self, id: &str) -> Option<(usize, &Drill)> {
        self.drills.iter().enumerate().find(|(_, drill)| drill.id == id)
    }

    /// A step of a lesson.
    #[must_use]
    pub fn step(&self, at: At) -> Option<(&Lesson, &Step)> {
        let lesson = self.lessons.get(at.lesson)?;
        Some((lesson, lesson.steps.get(at.step)?))
    }

    /// Every step in order.
    pub fn all(&self) -> impl Iterator<Item = (At, &Lesson, &Step)> {
        self.lessons.iter().enumerate().flat_map(|(number, lesson)| {
            let steps = lesson.steps.iter().enumerate();
            steps.map(move |(step, of)| (At { lesson: number, step }, lesson, of))
        })
    }

    /// Every text, each once.
    #[must_use]
    pub fn texts(&self) -> Vec<&Words> {
        let mut texts = self.words.all();
        for lesson in &self.lessons {
            texts.push(&lesson.title);
            for step in &lesson.steps {
                texts.extend(step.source.iter());
                texts.extend(step.does.texts());
            }
        }
        let actions = self.drills.iter().flat_map(|drill| &drill.actions).chain(self.hands.iter());
        for action in actions {
            texts.extend([&action.text, &action.answer].into_iter().chain(&action.why));
        }
        for drill in &self.drills {
            texts.extend([&drill.title, &drill.situation]);
            texts.extend(drill.goals.iter().flat_map(|goal| &goal.hints));
        }
        texts.extend(self.codes.values().flat_map(|words| words.text.iter().chain(&words.remedy)));
        let mut seen = BTreeSet::new();
        texts.retain(|words| seen.insert(words.id().to_owned()));
        texts
    }

    /// What a training package needs spoken besides its election: every text of the course.
    #[must_use]
    pub fn clips(&self) -> Vec<Clip> {
        self.texts().into_iter().flat_map(Words::clips).collect()
    }
}

impl Does {
    fn texts(&self) -> Vec<&Words> {
        match self {
            Self::Read { text } | Self::Drill { text, .. } => vec![text],
            Self::Press { text, hint, .. } => vec![text, hint],
            Self::Ask { question, answers, hint } => {
                let answers = answers.iter().flat_map(|answer| std::iter::once(&answer.text).chain(&answer.why));
                [question, hint].into_iter().chain(answers).collect()
            }
        }
    }
}

fn words(text: &str) -> Result<RoomWords, CourseProblem> {
    check_format(text, WORDS_FORMAT)?;
    let words: RoomWords = toml::from_str(text).map_err(unreadable)?;
    words.sound()
}

/// What a code says. A text with something to fill in names a device or a line that no drill has.
fn code_words(code: Code) -> CodeWords {
    let of = |text: fn(Code, Language) -> &'static str, part: &str| {
        let languages = [Language::Kk, Language::Ru, Language::En].map(|language| text(code, language));
        let whole = languages.iter().all(|text| !text.contains('{'));
        whole.then(|| Words::new(format!("course.code.{}.{part}", code.as_str().to_lowercase()), languages))
    };
    CodeWords { text: of(Code::text, "text"), remedy: of(Code::remedy, "remedy") }
}
