//! What is known of one key.

use keypad_protocol::{DoubleStrike, Key, KeyEvent};

use crate::Filtered;

/// A contact open for at most this long, in milliseconds, has only bounced.
/// Snap-dome and microswitch data sheets give 5 to 10 ms.
pub const BOUNCE_MS: u64 = 10;

/// A key down for this long, in milliseconds, is told as held.
pub const HELD_MS: u64 = 1500;

/// A key down for this long, in milliseconds, must be stuck. Twice the ten seconds a slow or resting hand may
/// need for one press, and well before the booth's first idle alert (two minutes), so that a poll worker is
/// called while the voter is still there.
pub const STUCK_MS: u64 = 20_000;

/// What is known of one key.
#[derive(Clone, Copy, Eq, PartialEq)]
pub(crate) struct Track {
    standing: Standing,
    /// When its last accepted press began.
    press_ms: Option<u64>,
    /// When the last accepted press ended.
    release_ms: Option<u64>,
}

/// Whether the key is up or down, bounce apart.
#[derive(Clone, Copy, Eq, PartialEq)]
enum Standing {
    /// Not looked at yet.
    Unknown,
    /// Open for longer than any bounce: the next closed contact is a press.
    Up,
    /// Down, or open for no longer than a bounce.
    Down(Down),
}

/// A key that is down.
#[derive(Clone, Copy, Eq, PartialEq)]
struct Down {
    role: Role,
    /// When it came down.
    since_ms: u64,
    /// From when it counts toward being stuck: `since_ms`, or for `Help` the last key it explained.
    idle_since_ms: u64,
    held_told: bool,
    /// The contact has been open from then on; `None` while it is closed.
    open_since_ms: Option<u64>,
}

/// What a key that is down stands for, and so what is told when it comes up.
#[derive(Clone, Copy, Eq, PartialEq)]
enum Role {
    /// Told as pressed.
    Pressed,
    /// Told as explained.
    Explained,
    /// `Help`, accepted: told when it comes up, unless it explained a key.
    Help { explained: bool },
    /// A double strike.
    Dropped,
    /// Down when the filter began or forgot.
    Before,
    /// Stuck.
    Stuck,
}

/// What a closing contact is taken for.
#[derive(Clone, Copy, Eq, PartialEq)]
pub(crate) enum Press {
    /// It was down already, or it bounced.
    Old,
    /// A double strike: as if it had not happened.
    Dropped,
    /// A new press.
    Accepted,
}

impl Track {
    /// A key not looked at yet.
    pub(crate) const UNKNOWN: Self = Self { standing: Standing::Unknown, press_ms: None, release_ms: None };

    /// The contact reads open at `now_ms`.
    pub(crate) fn open(&mut self, now_ms: u64) {
        match &mut self.standing {
            Standing::Unknown => self.come_down(Role::Before, now_ms, Some(now_ms)),
            Standing::Up => {}
            Standing::Down(down) => {
                down.open_since_ms.get_or_insert(now_ms);
            }
        }
    }

    /// The contact reads closed at `now_ms`. A new press waits for its role.
    pub(crate) fn close(&mut self, filter: DoubleStrike, now_ms: u64) -> Press {
        let double = self.strikes_double(filter, now_ms);
        match &mut self.standing {
            Standing::Unknown => {
                self.come_down(Role::Before, now_ms, None);
                Press::Old
            }
            Standing::Down(down) => {
                down.open_since_ms = None;
                Press::Old
            }
            Standing::Up if double => {
                self.come_down(Role::Dropped, now_ms, None);
                Press::Dropped
            }
            Standing::Up => Press::Accepted,
        }
    }

    /// The new press is told at once.
    pub(crate) fn press(&mut self, now_ms: u64) {
        self.accept(Role::Pressed, now_ms);
    }

    /// The new press is to be explained.
    pub(crate) fn explain(&mut self, now_ms: u64) {
        self.accept(Role::Explained, now_ms);
    }

    /// The new press is one of `Help`.
    pub(crate) fn press_help(&mut self, now_ms: u64) {
        self.accept(Role::Help { explained: false }, now_ms);
    }

    /// Whether this key, being `Help`, turns other presses into explanations: whenever it is down and not
    /// stuck. A strike dropped as double counts too, and so does a key held from before: a hand that rests on
    /// `Help` asks for an explanation and must not act.
    pub(crate) const fn explains(&self) -> bool {
        match self.standing {
            Standing::Unknown | Standing::Up => false,
            Standing::Down(down) => !matches!(down.role, Role::Stuck),
        }
    }

    /// This key, being `Help`, explained another at `now_ms`.
    pub(crate) fn has_explained(&mut self, now_ms: u64) {
        if let Standing::Down(down) = &mut self.standing {
            down.idle_since_ms = now_ms;
            if let Role::Help { explained } = &mut down.role {
                *explained = true;
            }
        }
    }

    /// Whether the key is not known to be up.
    pub(crate) const fn is_down(&self) -> bool {
        !matches!(self.standing, Standing::Up)
    }

    /// Whether the key is stuck.
    pub(crate) const fn is_stuck(&self) -> bool {
        match self.standing {
            Standing::Unknown | Standing::Up => false,
            Standing::Down(down) => matches!(down.role, Role::Stuck),
        }
    }

    /// When something becomes of the key though its contact does not change.
    pub(crate) fn deadline_ms(&self) -> Option<u64> {
        match self.standing {
            Standing::Unknown | Standing::Up => None,
            Standing::Down(down) => down.deadline_ms(),
        }
    }

    /// That time has come: what is told of it. The deadline is another afterwards.
    pub(crate) fn reach_deadline(&mut self, key: Key) -> Option<Filtered> {
        let Standing::Down(down) = &mut self.standing else { return None };
        if let Some(open_since_ms) = down.open_since_ms {
            let role = down.role;
            self.standing = Standing::Up;
            if !matches!(role, Role::Dropped | Role::Before) {
                self.release_ms = Some(open_since_ms);
            }
            return role.told_on_release(key);
        }
        if down.is_to_be_held() {
            down.held_told = true;
            return Some(Filtered::Key(KeyEvent::Held(key)));
        }
        down.role = Role::Stuck;
        Some(Filtered::Stuck(key))
    }

    fn accept(&mut self, role: Role, now_ms: u64) {
        self.press_ms = Some(now_ms);
        self.come_down(role, now_ms, None);
    }

    fn come_down(&mut self, role: Role, now_ms: u64, open_since_ms: Option<u64>) {
        self.standing =
            Standing::Down(Down { role, since_ms: now_ms, idle_since_ms: now_ms, held_told: false, open_since_ms });
    }

    /// EN 301 549 5.8. Strikes dropped do not move the times, so a trembling hand cannot lock a key.
    fn strikes_double(&self, filter: DoubleStrike, now_ms: u64) -> bool {
        let within = |time: Option<u64>, ms: u64| time.is_some_and(|time| now_ms.saturating_sub(time) < ms);
        within(self.press_ms, filter.ms()) || within(self.release_ms, filter.ms() / 2)
    }
}

impl Down {
    /// VVSG 2.0 7.2-M: only a key told as pressed is told as held, and once.
    const fn is_to_be_held(&self) -> bool {
        matches!(self.role, Role::Pressed) && !self.held_told
    }

    const fn held_ms(&self) -> u64 {
        self.since_ms.saturating_add(HELD_MS)
    }

    const fn stuck_ms(&self) -> u64 {
        self.idle_since_ms.saturating_add(STUCK_MS)
    }

    fn deadline_ms(&self) -> Option<u64> {
        if let Some(open_since_ms) = self.open_since_ms {
            return Some(open_since_ms.saturating_add(BOUNCE_MS + 1));
        }
        if self.is_to_be_held() {
            return Some(self.held_ms());
        }
        match self.role {
            Role::Stuck => None,
            Role::Pressed | Role::Explained | Role::Help { .. } | Role::Dropped | Role::Before => Some(self.stuck_ms()),
        }
    }
}

impl Role {
    const fn told_on_release(self, key: Key) -> Option<Filtered> {
        match self {
            Self::Pressed => Some(Filtered::Key(KeyEvent::Released(key))),
            Self::Help { explained: false } => Some(Filtered::Key(KeyEvent::Pressed(key))),
            Self::Stuck => Some(Filtered::Freed(key)),
            Self::Explained | Self::Help { explained: true } | Self::Dropped | Self::Before => None,
        }
    }
}
