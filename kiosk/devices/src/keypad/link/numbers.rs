//! The numbers of inputs: which is the next, which was seen, which never came; and their change with
//! every session, while inputs of both countings may be on their way.

use keypad_protocol::{Arrival, HostMessage, SequenceTracker};

/// A request is said again until it is answered, this often, in milliseconds.
const ASK_AGAIN_MS: u64 = 250;
/// A keypad that does not answer so many times is greeted anew: it may think that the link is down.
const ASK_TIMES: u8 = 4;
/// More than this cannot be lost within a link's time-out by any hand: such a jump is another counting.
const FARTHEST: u16 = 256;
/// The first number of a session lies at least this far from the next one of the counting before.
const QUARTER: u16 = 0x4000;

/// What to do with an input.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(super) enum Verdict {
    /// Take it; so many before it were lost.
    Take { lost: u16 },
    /// Seen before.
    Doubled,
    /// Of no counting that we know of: not to be acted on.
    Stray,
}

/// What a heartbeat's number says.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(super) enum Count {
    /// So many inputs were lost before it.
    Lost(u16),
    /// The board counts otherwise than we do. So many inputs were dropped because of it, at least.
    Disagrees { dropped: u16 },
}

#[derive(Clone, Copy, Debug, Eq, PartialEq)]
enum Request {
    Begin { first: u16 },
    End,
}

/// The request in the air.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
struct Asked {
    request: Request,
    at_ms: u64,
    times: u8,
}

/// The board did not answer a request however often it was asked.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(super) struct Deaf;

/// Follows one board's counting.
#[derive(Clone, Copy, Debug, Default, Eq, PartialEq)]
pub(super) struct Numbers {
    /// `None` until the first number is seen after a greeting.
    tracker: Option<SequenceTracker>,
    /// The board counted otherwise than we did. Inputs are not acted on until it says where it is.
    mistrust: bool,
    /// The number that is expected next, for choosing one far from it.
    next: u16,
    /// The first number of the session that the board is in.
    session: Option<u16>,
    asked: Option<Asked>,
    end_next: bool,
    begin_next: bool,
    doubled: u16,
    unanswered_ends: u8,
    /// A frame was damaged since the last number: what comes next of this counting says what it was.
    damaged: bool,
    /// A counting ended on a damaged frame, so nothing will say what it was.
    suspected: bool,
}

impl Numbers {
    /// Right after a greeting: whatever the board was in is ended, and a session begun if there is one.
    pub(super) fn greeted(in_session: bool) -> Self {
        Self { end_next: true, begin_next: in_session, ..Self::default() }
    }

    /// The board counts otherwise than we do; `next` is its next number, if it has just said so. It is ended
    /// and begun anew, as after a greeting.
    pub(super) fn resync(&mut self, in_session: bool, next: Option<u16>) {
        if self.mistrust && next.is_none() {
            return;
        }
        let Self { unanswered_ends, session, .. } = *self;
        // A board that counts from 0 is in no session any more.
        let session = session.filter(|_| next.is_none_or(|next| next > FARTHEST));
        *self = Self { mistrust: true, unanswered_ends, session, ..Self::greeted(in_session) };
        if let Some(next) = next {
            self.count_from(next);
        }
    }

    /// The voter has begun.
    pub(super) const fn begin(&mut self) {
        self.begin_next = true;
    }

    /// The voter is gone. A session asked for but not begun is not asked for any more.
    pub(super) const fn end(&mut self) {
        self.begin_next = false;
        self.end_next = true;
    }

    /// Whether the board is known to be in the session that the booth is in.
    pub(super) const fn settled_in_session(&self) -> bool {
        self.session.is_some() && self.settled()
    }

    /// Whether the board is known to be in no session.
    pub(super) const fn settled_outside(&self) -> bool {
        self.session.is_none() && self.settled()
    }

    const fn settled(&self) -> bool {
        self.asked.is_none() && !self.end_next && !self.begin_next
    }

    /// The request to send now, if any.
    ///
    /// # Errors
    /// [`Deaf`] if the board did not answer.
    pub(super) fn due(&mut self, now_ms: u64, random: &mut dyn FnMut() -> u16) -> Result<Option<HostMessage>, Deaf> {
        let asked = match self.asked {
            Some(asked) if now_ms.saturating_sub(asked.at_ms) < ASK_AGAIN_MS => return Ok(None),
            Some(asked) if asked.times >= ASK_TIMES => return Err(Deaf),
            Some(asked) => Asked { at_ms: now_ms, times: asked.times + 1, ..asked },
            None if self.end_next => {
                self.end_next = false;
                Asked { request: Request::End, at_ms: now_ms, times: 1 }
            }
            None if self.begin_next => {
                self.begin_next = false;
                let first = self.next.wrapping_add(QUARTER).wrapping_add(random() % (2 * QUARTER));
                Asked { request: Request::Begin { first }, at_ms: now_ms, times: 1 }
            }
            None => return Ok(None),
        };
        if asked.request == Request::End {
            self.unanswered_ends = self.unanswered_ends.saturating_add(1);
        }
        self.asked = Some(asked);
        Ok(Some(match asked.request {
            Request::Begin { first } => HostMessage::BeginSession { first_sequence: first },
            Request::End => HostMessage::EndSession,
        }))
    }

    /// A frame could not be read.
    pub(super) const fn damaged(&mut self) {
        self.damaged = true;
    }

    /// How many inputs may have been lost when one counting gave way to the next: 1 for any number.
    pub(super) fn take_suspected(&mut self) -> u16 {
        u16::from(core::mem::take(&mut self.suspected))
    }

    /// An input came.
    pub(super) fn input(&mut self, sequence: u16) -> Verdict {
        let Some(tracker) = self.tracker else {
            if self.mistrust {
                return Verdict::Stray;
            }
            self.count_from(sequence.wrapping_add(1));
            return Verdict::Take { lost: 0 };
        };
        if let Some(lost) = ahead(tracker, sequence) {
            self.count_from(sequence.wrapping_add(1));
            return Verdict::Take { lost };
        }
        let mut tried = tracker;
        let seen = tried.input(sequence) == Arrival::Doubled;
        // An `EndSession` in the air may make the board count from 0 anew, so a small number seen before may be
        // another input. It is told as lost rather than done twice or dropped silently.
        if seen && self.unanswered_ends > 0 && sequence <= FARTHEST {
            return Verdict::Stray;
        }
        if seen {
            self.doubled = self.doubled.saturating_add(1);
            return Verdict::Doubled;
        }
        let Some(lost) = self.in_next_counting(sequence) else { return Verdict::Stray };
        self.count_from(sequence.wrapping_add(1));
        Verdict::Take { lost }
    }

    /// A heartbeat said which number comes next.
    pub(super) fn heartbeat(&mut self, next: u16) -> Count {
        let Some(tracker) = self.tracker else {
            self.count_from(next);
            return Count::Lost(0);
        };
        let lost = match ahead(tracker, next) {
            Some(lost) => Some(lost),
            None => self.in_next_counting(next),
        };
        let dropped = core::mem::take(&mut self.doubled);
        match lost {
            Some(lost) => {
                self.count_from(next);
                Count::Lost(lost)
            }
            None => Count::Disagrees { dropped },
        }
    }

    /// The board says that the session has begun. Whether that is what was asked for.
    pub(super) fn begun(&mut self, first: u16) -> bool {
        if self.session == Some(first) {
            return true;
        }
        let asked =
            matches!(self.asked, Some(Asked { request: Request::Begin { first: asked }, .. }) if asked == first);
        if asked {
            self.change_over(Some(first), first);
            self.unanswered_ends = 0;
        }
        asked
    }

    /// The board says that it is in no session. Whether that may be.
    pub(super) fn ended(&mut self) -> bool {
        self.unanswered_ends = self.unanswered_ends.saturating_sub(1);
        let asked = matches!(self.asked, Some(Asked { request: Request::End, .. }));
        match (asked, self.session) {
            (true, Some(_)) => self.change_over(None, 0),
            // It was in no session: it goes on counting.
            (true, None) => self.asked = None,
            // The answer to a request that was said twice.
            (false, None) => {}
            (false, Some(_)) => return false,
        }
        true
    }

    /// Whether `number` is one of the counting that was asked for; how many of that were lost before it.
    /// If it is, that counting has begun: the answer to the request got lost.
    fn in_next_counting(&mut self, number: u16) -> Option<u16> {
        let (session, first) = match self.asked?.request {
            Request::Begin { first } => (Some(first), first),
            Request::End if self.session.is_some() => (None, 0),
            Request::End => return None,
        };
        let lost = ahead(SequenceTracker::starting_at(first), number)?;
        self.change_over(session, first);
        Some(lost)
    }

    const fn change_over(&mut self, session: Option<u16>, first: u16) {
        self.suspected = self.suspected || self.damaged;
        self.asked = None;
        self.session = session;
        self.count_from(first);
    }

    const fn count_from(&mut self, next: u16) {
        self.tracker = Some(SequenceTracker::starting_at(next));
        self.next = next;
        self.mistrust = false;
        self.doubled = 0;
        self.damaged = false;
    }
}

/// How many numbers lie between the expected one and `number`, if it is plausibly ahead.
fn ahead(tracker: SequenceTracker, number: u16) -> Option<u16> {
    let mut tried = tracker;
    match tried.input(number) {
        Arrival::Next => Some(0),
        Arrival::After { lost } => (lost <= FARTHEST).then_some(lost),
        Arrival::Doubled => None,
    }
}
