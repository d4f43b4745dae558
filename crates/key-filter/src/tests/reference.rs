//! Random contact timelines against a filter that is slow and plain: it looks at every millisecond and counts
//! milliseconds instead of comparing times. And rules that hold whatever either says.

use std::{vec, vec::Vec};

use keypad_protocol::{DoubleStrike, Key, KeyEvent, KeySet};
use proptest::prelude::*;

use super::timeline::Timeline;
use crate::Filtered;

/// A key as the plain filter sees it. Counters are in milliseconds.
#[derive(Clone)]
struct Plain {
    key: Key,
    closed: bool,
    believed_down: bool,
    open_for: u64,
    down_for: u64,
    idle_for: u64,
    since_press: u64,
    since_release: u64,
    told: bool,
    explained: bool,
    counts: bool,
    held: bool,
    stuck: bool,
}

impl Plain {
    const LONG_AGO: u64 = 1_000_000;

    /// As at the first millisecond: nothing counts before it came up.
    fn new(key: Key) -> Self {
        Self {
            key,
            closed: false,
            believed_down: true,
            open_for: 0,
            down_for: 0,
            idle_for: 0,
            since_press: Self::LONG_AGO,
            since_release: Self::LONG_AGO,
            told: false,
            explained: false,
            counts: false,
            held: false,
            stuck: false,
        }
    }

    fn tick(&mut self) {
        self.down_for += 1;
        self.idle_for += 1;
        self.since_press += 1;
        self.since_release += 1;
        if !self.closed {
            self.open_for += 1;
        }
    }

    /// What is due, with the contact as it was.
    fn due(&mut self) -> Vec<Filtered> {
        let mut told = vec![];
        if !self.believed_down {
            return told;
        }
        if !self.closed && self.open_for > 10 {
            self.believed_down = false;
            if self.stuck {
                told.push(Filtered::Freed(self.key));
            } else if self.told {
                told.push(Filtered::Key(KeyEvent::Released(self.key)));
            } else if self.key == Key::Help && self.counts && !self.explained {
                told.push(Filtered::Key(KeyEvent::Pressed(Key::Help)));
            }
            if self.counts || self.stuck {
                self.since_release = self.open_for;
            }
            self.stuck = false;
        }
        if self.closed && self.told && !self.held && self.down_for >= 1500 {
            self.held = true;
            told.push(Filtered::Key(KeyEvent::Held(self.key)));
        }
        if self.closed && !self.stuck && self.idle_for >= 20_000 {
            self.stuck = true;
            told.push(Filtered::Stuck(self.key));
        }
        told
    }
}

/// The keys of a random timeline, `Help` first.
const KEYS: [Key; 3] = [Key::Help, Key::Left, Key::SwitchMove];

/// What the plain filter tells.
fn reference(contacts: &[KeySet], filter: DoubleStrike) -> Vec<(u64, Filtered)> {
    let mut keys = KEYS.map(Plain::new);
    let mut all = vec![];
    for (down, now) in contacts.iter().zip(0_u64..) {
        let mut told = vec![];
        if now > 0 {
            keys.iter_mut().for_each(Plain::tick);
        }
        keys.iter_mut().for_each(|key| told.extend(key.due()));
        for index in 0..keys.len() {
            let helped = keys[0].believed_down && !keys[0].stuck;
            let key = &mut keys[index];
            key.closed = down.contains(key.key);
            if key.closed {
                key.open_for = 0;
            }
            if !key.closed || key.believed_down {
                continue;
            }
            key.believed_down = true;
            key.down_for = 0;
            key.idle_for = 0;
            key.held = false;
            key.explained = false;
            key.counts = key.since_press >= filter.ms() && key.since_release >= filter.ms() / 2;
            key.told = key.counts && key.key != Key::Help && !helped;
            if key.counts {
                key.since_press = 0;
            }
            if key.told {
                told.push(Filtered::Key(KeyEvent::Pressed(key.key)));
            } else if key.counts && key.key != Key::Help {
                told.push(Filtered::Key(KeyEvent::Explained(key.key)));
                keys[0].explained = true;
                keys[0].idle_for = 0;
            }
        }
        keys.iter_mut().for_each(|key| told.extend(key.due()));
        all.extend(told.into_iter().map(|told| (now, told)));
    }
    all
}

/// The same moments, sorted within each: two filters may tell two keys of one moment in any order.
fn sorted(mut told: Vec<(u64, Filtered)>) -> Vec<(u64, usize, Filtered)> {
    let key = |filtered: &Filtered| match filtered {
        Filtered::Key(event) => event.key(),
        Filtered::Stuck(key) | Filtered::Freed(key) => *key,
    };
    told.sort_by_key(|(at, told)| (*at, key(told)));
    told.into_iter().map(|(at, told)| (at, key(&told).index(), told)).collect()
}

/// How long a contact stays as it is: bounce, taps, presses, holds; the edges of every rule among them.
fn gap() -> impl Strategy<Value = u64> {
    prop_oneof![
        6 => 1_u64..=13,
        4 => 14_u64..=130,
        3 => 130_u64..=1600,
        1 => 1600_u64..=25_000,
        2 => prop::sample::select(vec![10_u64, 11, 12, 49, 50, 51, 99, 100, 101, 149, 150, 300, 500, 1499, 1500, 1501, 19_999, 20_000, 20_001]),
    ]
}

fn gaps() -> impl Strategy<Value = Vec<u64>> {
    (0_u64..2000, prop::collection::vec(gap(), 0..25)).prop_map(|(first, mut gaps)| {
        gaps.insert(0, first);
        gaps
    })
}

prop_compose! {
    /// `Help` and two other keys, down and up at random.
    fn timeline()(help in gaps(), left in gaps(), switch in gaps()) -> Timeline {
        Timeline::from_gaps(&[(KEYS[0], help), (KEYS[1], left), (KEYS[2], switch)])
    }
}

/// How long a random timeline is played, in milliseconds.
const END: u64 = 45_000;

proptest! {
    // A case is most of a minute in milliseconds; a part of the usual number of cases is enough of them.
    #![proptest_config(ProptestConfig { cases: ProptestConfig::default().cases / 4, ..ProptestConfig::default() })]

    #[test]
    fn the_filter_tells_what_the_plain_one_tells(
        timeline in timeline(),
        filter in prop::sample::select(DoubleStrike::ALL.to_vec()),
    ) {
        let expected = sorted(reference(&timeline.every_ms(END), filter));
        prop_assert!(expected == sorted(timeline.tell(filter, END)), "asked at changes and deadlines only");
        prop_assert!(expected == sorted(timeline.tell_every(1, filter, END)), "asked every millisecond");
    }

    #[test]
    fn the_filter_invents_nothing_and_hides_nothing(
        timeline in timeline(),
        filter in prop::sample::select(DoubleStrike::ALL.to_vec()),
    ) {
        let contacts = timeline.every_ms(END);
        let told = timeline.tell(filter, END);
        for key in [KEYS[1], KEYS[2]] {
            holds_for(key, &contacts, &told, filter)?;
        }
        let explained = told.iter().any(|(_, told)| matches!(told, Filtered::Key(KeyEvent::Explained(_))));
        let help_ever_down = contacts.iter().any(|down| down.contains(Key::Help));
        prop_assert!(!explained || help_ever_down);
    }
}

/// The rules, said of one key other than `Help` without any filter's help.
fn holds_for(
    key: Key,
    contacts: &[KeySet],
    told: &[(u64, Filtered)],
    filter: DoubleStrike,
) -> Result<(), TestCaseError> {
    let closed = |ms: u64| contacts[usize::try_from(ms).unwrap()].contains(key);
    let mut last_press: Option<u64> = None;
    let mut open_press = false;
    let mut held = false;
    for (at, told) in told {
        match told {
            Filtered::Key(KeyEvent::Pressed(of) | KeyEvent::Explained(of)) if *of == key => {
                prop_assert!(
                    closed(*at) && (at.saturating_sub(11)..*at).all(|ms| !closed(ms)),
                    "not at the first contact"
                );
                prop_assert!(last_press.is_none_or(|last| at - last >= filter.ms()), "a double strike");
                last_press = Some(*at);
                prop_assert!(!open_press, "pressed while down");
                open_press = matches!(told, Filtered::Key(KeyEvent::Pressed(_)));
                held = false;
            }
            Filtered::Key(KeyEvent::Released(of)) if *of == key => {
                prop_assert!(open_press && (at - 11..*at).all(|ms| !closed(ms)), "released by a bounce");
                open_press = false;
            }
            Filtered::Key(KeyEvent::Held(of)) if *of == key => {
                prop_assert!(open_press && !held && last_press.is_some_and(|last| at - last >= 1500));
                held = true;
            }
            Filtered::Stuck(of) if *of == key => open_press = false,
            Filtered::Key(_) | Filtered::Stuck(_) | Filtered::Freed(_) => {}
        }
    }
    // Nothing is hidden: a contact that closes long after anything else of the key happened is told.
    let quiet = 1100;
    for at in quiet..=END {
        if closed(at) && (at - quiet..at).all(|ms| !closed(ms)) {
            let heard = told.iter().any(|(when, told)| {
                *when == at
                    && matches!(told, Filtered::Key(KeyEvent::Pressed(of) | KeyEvent::Explained(of)) if *of == key)
            });
            prop_assert!(heard, "a press after a long rest is not told");
        }
    }
    Ok(())
}
