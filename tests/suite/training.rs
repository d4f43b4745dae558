//! Drills of the course with the program `firmware-sim` for its keypad, behind a real line, in real time.

use std::sync::Arc;
use std::sync::mpsc::Receiver;
use std::time::{Duration, Instant};

use ballot::Language;
use ballot::package::Kind;
use course::{Library, Progress};
use keypad_protocol::{Key, KeyEvent};
use kiosk::load::{Loaded, Source, load};
use kiosk::training::{Happening, Keeper, Order, ProgramBoards, Room, library};
use kiosk_devices::{Clock, DeviceEvent, Happened, MonotonicClock, channel};

/// Nothing takes this long on the busiest machine.
const LIMIT: Duration = Duration::from_secs(30);

/// A trainee at the page of the drill.
struct Trainee {
    room: Room,
    library: Arc<Library>,
    clock: Arc<dyn Clock>,
    events: Receiver<DeviceEvent>,
    /// Everything the line told.
    told: Vec<String>,
    heard: String,
}

impl Trainee {
    fn at_the_drill(lesson: &str, step: &str) -> Self {
        let library = Arc::new(library(&[]).unwrap());
        let loaded = Loaded { kind: Kind::Training, ..load(&Source::Demo).unwrap() };
        let at = format!(r#"{{"format":"course/1","language":"en","at":["{lesson}","{step}"],"steps":{{}}}}"#);
        let clock: Arc<dyn Clock> = Arc::new(MonotonicClock::start());
        let (sender, events) = channel();
        let program = env!("CARGO_BIN_EXE_firmware-sim-under-test").into();
        let boards = ProgramBoards { program, clock: Arc::clone(&clock), events: sender };
        boards.try_out().unwrap();
        let progress = Progress::from_json(&at).unwrap();
        let room = Room::new(
            Arc::clone(&library),
            Arc::new(loaded),
            progress,
            Language::En,
            Keeper::default(),
            Box::new(boards),
        );
        let mut trainee = Self { room, library, clock, events, told: Vec::new(), heard: String::new() };
        let orders = trainee.room.begin(0);
        trainee.take(orders);
        trainee
    }

    fn take(&mut self, orders: Vec<Order>) {
        for order in orders {
            if let Order::Say(utterance) = order {
                self.heard = utterance.text();
            }
        }
    }

    fn step(&mut self, happening: Happening) {
        let orders = self.room.step(happening, self.clock.now_ms());
        self.take(orders);
    }

    fn press(&mut self, key: Key) {
        self.step(Happening::Key(KeyEvent::Pressed(key)));
    }

    fn choose(&mut self, text: &str) {
        for _ in 0..20 {
            self.press(Key::Down);
            if self.heard.starts_with(text) {
                return self.press(Key::Select);
            }
        }
        panic!("never heard: {text}; last: {}", self.heard);
    }

    /// Begins the drill of the page and does what each of its goals asks for.
    fn do_drill(&mut self, id: &str) {
        self.choose("Go on where you stopped");
        self.press(Key::Select);
        let drill = self.library.drill(id).unwrap().1.clone();
        self.until(drill.situation.get(Language::En));
        for goal in &drill.goals {
            let action = drill.actions.iter().find(|action| goal.actions.first() == Some(&action.id)).unwrap();
            self.choose(action.text.get(Language::En));
            self.until(action.answer.get(Language::En));
        }
        self.until("The drill is done");
        assert_eq!(self.room.course().grade().right, 1);
    }

    /// Lets the line tell, until this is heard.
    fn until(&mut self, text: &str) {
        let end = Instant::now() + LIMIT;
        while !self.heard.contains(text) {
            assert!(Instant::now() < end, "never heard: {text}; last: {}; line: {:?}", self.heard, self.told);
            match self.events.recv_timeout(Duration::from_millis(20)) {
                Ok(event) => {
                    self.told.push(format!("{:?}", event.happened));
                    self.step(Happening::Board(event));
                }
                Err(_) => self.step(Happening::Time),
            }
        }
    }
}

#[test]
fn the_keypad_of_a_drill_is_the_simulated_board_and_its_cable_comes_out_and_goes_in_again() {
    let mut trainee = Trainee::at_the_drill("faults-keys", "keypad");
    trainee.do_drill("keypad-out");
    // All of it came over the line: the voter's keys, the cable out, the cable in.
    let linked = trainee.told.iter().filter(|told| told.contains("Linked")).count();
    let lost = trainee.told.iter().filter(|told| told.contains("Lost")).count();
    assert!(linked >= 2 && lost >= 1, "{:?}", trainee.told);
}

#[test]
fn the_check_of_the_desk_hears_every_key_of_the_simulated_board() {
    let mut trainee = Trainee::at_the_drill("day", "morning");
    trainee.do_drill("morning");
    for key in Key::ALL.into_iter().filter(|key| !matches!(key, Key::SwitchMove | Key::SwitchSelect)) {
        let pressed = format!("{:?}", Happened::Key(KeyEvent::Pressed(key)));
        assert!(trainee.told.contains(&pressed), "{key:?}: {:?}", trainee.told);
    }
}
