//! Watches one drill: what was done, what helps, how long it took.

use crate::condition::Facts;
use crate::drill::{Action, Drill, Goal};
use crate::words::Words;

/// What is told of something that the trainee did.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Told<'a> {
    /// It is what was to be done.
    Right(&'a Action),
    /// It does no harm, and nothing comes of it but its answer.
    Harmless(&'a Action),
    /// It was done before.
    Again(&'a Action),
    /// It is a mistake: it is not done. Why, where the action says so, and what helps.
    Mistake(&'a Action, Option<&'a Words>, &'a Words),
}

/// How far a drill is.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Watch {
    /// The goal that is to be reached, index from 0.
    goal: usize,
    /// Its action was done.
    acted: bool,
    /// Hints given for this goal.
    level: u8,
    /// The most hints given for one goal.
    worst: u8,
    mistakes: u32,
}

impl Watch {
    /// Mistakes made so far.
    #[must_use]
    pub const fn mistakes(&self) -> u32 {
        self.mistakes
    }

    /// The furthest hint that was needed, 0 to 3.
    #[must_use]
    pub const fn worst_hint(&self) -> u8 {
        self.worst
    }

    /// Hints given for what is to be done now, 0 to 3.
    #[must_use]
    pub const fn hint_level(&self) -> u8 {
        self.level
    }

    /// Whether every goal is reached.
    #[must_use]
    pub fn is_done(&self, drill: &Drill) -> bool {
        self.goal >= drill.goals.len()
    }

    /// What is to be done now.
    #[must_use]
    pub fn goal<'a>(&self, drill: &'a Drill) -> Option<&'a Goal> {
        drill.goals.get(self.goal)
    }

    /// The trainee did something. What is right is then to be carried out, and the booth to be looked at.
    pub fn act<'a>(&mut self, drill: &'a Drill, action: &'a Action) -> Option<Told<'a>> {
        let goal = drill.goals.get(self.goal)?;
        let asks = |goal: &Goal| goal.actions.contains(&action.id);
        if asks(goal) {
            let again = self.acted;
            self.acted = true;
            return Some(if again { Told::Again(action) } else { Told::Right(action) });
        }
        let before = drill.goals.iter().take(self.goal).any(asks);
        let later = drill.goals.iter().skip(self.goal + 1).any(asks);
        if before && !later {
            return Some(Told::Again(action));
        }
        if action.why.is_none() && !later {
            return Some(Told::Harmless(action));
        }
        self.mistakes += 1;
        let hint = self.hint(drill)?;
        Some(Told::Mistake(action, action.why.as_ref(), hint))
    }

    /// The next hint for what is to be done now; after the third, the third again.
    pub fn hint<'a>(&mut self, drill: &'a Drill) -> Option<&'a Words> {
        let goal = drill.goals.get(self.goal)?;
        self.level = (self.level + 1).min(3);
        self.worst = self.worst.max(self.level);
        goal.hints.get(usize::from(self.level) - 1)
    }

    /// The booth is so: whether a goal is reached by it.
    pub fn look(&mut self, drill: &Drill, facts: &Facts) -> bool {
        let Some(goal) = drill.goals.get(self.goal) else { return false };
        let acted = self.acted || goal.actions.is_empty();
        if !acted || !goal.reached.iter().all(|condition| condition.holds(facts)) {
            return false;
        }
        self.goal += 1;
        self.acted = false;
        self.level = 0;
        true
    }
}
