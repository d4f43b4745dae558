//! A session with its screen, on a display in memory.

use std::cell::RefCell;
use std::rc::Rc;

use ballot::list::{self, ReadOptions};
use ballot::{Election, rules};
use i_slint_backend_testing::{
    AccessibleRole, ElementHandle, TestingBackend, TestingBackendOptions, mock_elapsed_time,
};
use keypad_protocol::{Key, KeyEvent};
use slint::platform::PointerEventButton;
use slint::{ComponentHandle, PhysicalSize};
use voter_session::{Effect, Input, PollWorker, Session, Setup};

use crate::{BoothUi, Display, Event, Press, ui};

/// A 21.5 inch display, as many booths have; the default one is the smallest there may be.
pub(super) const LARGER: Display = Display { width_mm: 476.0, height_mm: 268.0, width_px: 1920, height_px: 1080 };

pub(super) struct Booth {
    pub(super) ui: BoothUi,
    pub(super) election: Election,
    session: Session,
    now_ms: u64,
    events: Rc<RefCell<Vec<Event>>>,
}

/// Draws into memory from now on, in this test's thread.
pub(super) fn in_memory() {
    let options = TestingBackendOptions { mock_time: true, threading: false, renderer_name: Some("software".into()) };
    // A second booth in one test finds the platform set.
    let _ = slint::platform::set_platform(Box::new(TestingBackend::new(options)));
}

impl Booth {
    pub(super) fn open(election: Election, display: Display) -> Self {
        Self::with(election, display, |_| ())
    }

    /// An open booth whose setup was changed.
    pub(super) fn with(election: Election, display: Display, change: impl Fn(&mut Setup)) -> Self {
        in_memory();
        let mut setup = Setup::guiding(&election, voter_session::Kind::Demo);
        change(&mut setup);
        let ui = BoothUi::new(display, false).unwrap();
        ui.window().set_size(PhysicalSize::new(display.width_px, display.height_px));
        let events = Rc::new(RefCell::new(Vec::new()));
        let told = Rc::clone(&events);
        ui.on_event(move |event| told.borrow_mut().push(event));
        ui.open().unwrap();
        let mut booth = Self { ui, election, session: Session::new(setup).unwrap(), now_ms: 0, events };
        booth.give(Input::PollWorker(PollWorker::Open));
        booth
    }

    pub(super) fn give(&mut self, input: Input) {
        self.now_ms += 1_000;
        for effect in self.session.step(input, self.now_ms) {
            match effect {
                Effect::Show(screen) => self.ui.show(&screen, &self.election),
                Effect::Wipe => self.ui.forget(),
                Effect::Say(_)
                | Effect::Tone(_)
                | Effect::Hush
                | Effect::Print(_)
                | Effect::Scan(_)
                | Effect::Log(_)
                | Effect::Keypad(_) => {}
            }
        }
        mock_elapsed_time(std::time::Duration::from_millis(1));
        self.hear();
    }

    /// What happened at the screen and is no voter's doing.
    pub(super) fn told(&self) -> Vec<Event> {
        self.events.borrow_mut().drain(..).collect()
    }

    /// What happened at the screen reaches the session, as the booth's program does it.
    fn hear(&mut self) {
        let events: Vec<Event> = self.events.borrow_mut().drain(..).collect();
        for event in events {
            match event {
                Event::Pressed(Press::Voter(target)) => self.give(Input::Touch(target)),
                Event::Turned(turned) => self.give(Input::Turned(turned)),
                Event::Pressed(Press::Desk(_) | Press::Course(_) | Press::CourseKey(_))
                | Event::PollWorker
                | Event::Pin(_)
                | Event::Key(..) => {}
            }
        }
    }

    pub(super) fn press(&mut self, key: Key) {
        let turn = match key {
            Key::Down | Key::SwitchMove => self.ui.turn(true),
            Key::Up => self.ui.turn(false),
            _ => false,
        };
        if turn {
            return self.give(Input::Turned(voter_session::Turned::Within));
        }
        self.give(Input::Key(KeyEvent::Pressed(key)));
        self.give(Input::Key(KeyEvent::Released(key)));
    }

    pub(super) fn presses(&mut self, keys: &[Key]) {
        keys.iter().for_each(|key| self.press(*key));
    }

    /// Touches the only thing of that label.
    pub(super) fn touch(&mut self, label: &str) {
        let found: Vec<_> = self.elements().into_iter().filter(|element| element.label == label).collect();
        let [element] = found.as_slice() else {
            let labels: Vec<_> = self.elements().into_iter().map(|element| element.label).collect();
            panic!("{} things are called {label:?} among {labels:?}", found.len());
        };
        element.handle.mock_single_click(PointerEventButton::Left);
        self.hear();
        mock_elapsed_time(std::time::Duration::from_millis(1));
    }

    /// Everything that has an accessible label, on the page or over it.
    pub(super) fn elements(&self) -> Vec<Element> {
        use i_slint_backend_testing::ElementRoot as _;
        let all = self.window().root_element().query_descendants().find_all();
        let element = |handle: ElementHandle| {
            let label = handle.accessible_label().filter(|label| !label.is_empty())?.to_string();
            Some(Element { label, role: handle.accessible_role(), handle })
        };
        all.into_iter().filter_map(element).collect()
    }

    pub(super) fn labels(&self) -> Vec<String> {
        self.elements().into_iter().map(|element| element.label).collect()
    }

    /// How many texts have less room than they need.
    pub(super) fn misfits(&self) -> usize {
        ElementHandle::find_by_element_type_name(self.window(), "Misfit").count()
    }

    pub(super) fn window(&self) -> &ui::Booth {
        self.ui.component()
    }

    pub(super) fn resize(&self, width: u32, height: u32) {
        self.window().window().set_size(PhysicalSize::new(width, height));
        mock_elapsed_time(std::time::Duration::from_millis(1));
    }
}

pub(super) struct Element {
    pub(super) label: String,
    pub(super) role: Option<AccessibleRole>,
    pub(super) handle: ElementHandle,
}

impl Element {
    /// Left, top, right, bottom.
    pub(super) fn place(&self) -> [f32; 4] {
        let (at, size) = (self.handle.absolute_position(), self.handle.size());
        [at.x, at.y, at.x + size.width, at.y + size.height]
    }
}

/// An example election.
pub(super) fn example(name: &str) -> Election {
    let path = format!("{}/../../examples/elections/{name}/election.json", env!("CARGO_MANIFEST_DIR"));
    let bytes = std::fs::read(path).unwrap();
    let reading = list::read("election.json", &bytes, &ReadOptions::default());
    rules::check(reading.draft).election.unwrap()
}

/// The contest of `of` with the longest names, drawn out to so many options, with names of several examples.
pub(super) fn with_options(count: usize) -> Election {
    let mut election = example("2023-parties");
    let names = ["2023-parties", "2022-president", "synthetic-five-contests"].map(example);
    let mut names: Vec<_> = names
        .iter()
        .flat_map(|election| &election.contests)
        .flat_map(|contest| &contest.options)
        .map(|option| option.name.clone())
        .collect();
    names.sort_by_key(|name| std::cmp::Reverse(name.kk.chars().count()));
    let contest = &mut election.contests[0];
    let pattern = contest.options[0].clone();
    contest.options = (0..count)
        .map(|index| {
            let mut option = pattern.clone();
            option.id = (index + 1).to_string();
            option.number = u32::try_from(index + 1).unwrap();
            option.name = names[index % names.len()].clone();
            option.spoken = None;
            option
        })
        .collect();
    election.contests.truncate(1);
    election
}
