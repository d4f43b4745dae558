//! Drills: `drill/1`, a file each. What hands can do stands in `hands.toml`, for all of them.

use std::collections::{BTreeMap, BTreeSet};

use serde::Deserialize;
use wording::Code;

use crate::condition::Condition;
use crate::lesson::{check_format, check_id, sound, unreadable};
use crate::problem::CourseProblem;
use crate::words::Words;

const FORMAT: &str = "drill/1";
const HANDS_FORMAT: &str = "hands/1";
/// No drill gives more time, in seconds.
const LONGEST_S: u32 = 300;

/// A drill.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Drill {
    /// Its name, unique among drills.
    pub id: String,
    /// What it is about.
    pub title: Words,
    /// The codes that it practices; one of them is met each time.
    pub codes: Vec<Code>,
    /// As long as a practiced hand takes, with room to think.
    pub seconds: u32,
    /// What the trainee knows when it begins.
    pub situation: Words,
    /// The ways to the paper that the booth has: `guide`, `mark`, `companion`.
    pub ways: Vec<String>,
    /// The booth has a scanner.
    pub scanner: bool,
    /// What happened in the booth before, an event a line.
    pub before: Vec<String>,
    /// What goes wrong when the drill begins.
    pub fault: Vec<String>,
    /// Time passes in its booth as it does for the trainee. Else it stands still but for `wait`, and whoever thinks for
    /// long, or listens to all that is offered, finds the booth as it was.
    pub time_passes: bool,
    /// What happens by itself later, where time passes.
    pub later: Vec<Later>,
    /// What is to be done, in order.
    pub goals: Vec<Goal>,
    /// What the trainee can do.
    pub actions: Vec<Action>,
}

/// Something that happens by itself.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Later {
    /// So many seconds after the drill has begun.
    pub after_s: u32,
    /// Events, one a line.
    pub does: Vec<String>,
}

/// Something to be done.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Goal {
    /// The actions of which one is to be done; with none, it is waited for.
    pub actions: Vec<String>,
    /// What is then so at the booth.
    pub reached: Vec<Condition>,
    /// What helps: a nudge, the way, the very thing to do.
    pub hints: [Words; 3],
}

/// Something that the trainee can do.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Action {
    /// Its name, unique in a drill.
    pub id: String,
    /// What is chosen.
    pub text: Words,
    /// What it does at the booth, an event a line.
    pub does: Vec<String>,
    /// What comes of it.
    pub answer: Words,
    /// Why it is a mistake where nothing asks for it. Without it, it does no harm.
    pub why: Option<Words>,
    /// The booth's screen is read out after it.
    pub reads_screen: bool,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct DrillFile {
    #[serde(rename = "format")]
    _format: String,
    id: String,
    title: Words,
    #[serde(default)]
    codes: Vec<String>,
    seconds: u32,
    situation: Words,
    #[serde(default = "guide")]
    ways: Vec<String>,
    #[serde(default)]
    scanner: bool,
    #[serde(default)]
    before: Vec<String>,
    #[serde(default)]
    fault: Vec<String>,
    #[serde(default)]
    time_passes: bool,
    #[serde(default)]
    later: Vec<Later>,
    offers: Vec<String>,
    /// What actions of every hand do in this drill.
    #[serde(default)]
    does: BTreeMap<String, Vec<String>>,
    goal: Vec<GoalFile>,
    #[serde(default)]
    action: Vec<ActionFile>,
}

fn guide() -> Vec<String> {
    vec!["guide".to_owned()]
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct GoalFile {
    #[serde(default)]
    actions: Vec<String>,
    #[serde(default)]
    reached: Vec<String>,
    hints: [Words; 3],
}

#[derive(Clone, Deserialize)]
#[serde(deny_unknown_fields)]
struct ActionFile {
    id: String,
    text: Words,
    #[serde(default)]
    does: Vec<String>,
    answer: Words,
    why: Option<Words>,
    #[serde(default)]
    reads_screen: bool,
}

impl ActionFile {
    fn into_action(self, begin: &str) -> Result<Action, CourseProblem> {
        let Self { id, text, does, answer, why, reads_screen } = self;
        check_id(&id)?;
        let named = |words: Words, part: &str| sound(words, format!("{begin}.{id}.{part}"));
        let (text, answer) = (named(text, "text")?, named(answer, "answer")?);
        let why = why.map(|why| named(why, "why")).transpose()?;
        Ok(Action { id, text, does, answer, why, reads_screen })
    }
}

/// What hands can do in any drill, by name.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Hands(BTreeMap<String, Action>);

impl Hands {
    /// Reads `hands.toml`.
    ///
    /// # Errors
    ///
    /// The first thing that is wrong with it.
    pub fn parse(text: &str) -> Result<Self, CourseProblem> {
        #[derive(Deserialize)]
        #[serde(deny_unknown_fields)]
        struct HandsFile {
            #[serde(rename = "format")]
            _format: String,
            action: Vec<ActionFile>,
        }
        check_format(text, HANDS_FORMAT)?;
        let file: HandsFile = toml::from_str(text).map_err(unreadable)?;
        let mut hands = BTreeMap::new();
        for action in file.action {
            let action = action.into_action("course.hand")?;
            let id = action.id.clone();
            if hands.insert(id.clone(), action).is_some() {
                return Err(CourseProblem::TwiceNamed { id });
            }
        }
        Ok(Self(hands))
    }

    /// Every one of them.
    pub fn iter(&self) -> impl Iterator<Item = &Action> {
        self.0.values()
    }
}

impl Drill {
    /// Reads a drill.
    ///
    /// # Errors
    ///
    /// The first thing that is wrong with it.
    pub fn parse(text: &str, hands: &Hands) -> Result<Self, CourseProblem> {
        Self::parse_as(text, hands, "course.drill")
    }

    /// Reads a drill whose texts have ids of this beginning: those of a trainer never take the place of the course's own.
    pub(crate) fn parse_as(text: &str, hands: &Hands, of: &str) -> Result<Self, CourseProblem> {
        check_format(text, FORMAT)?;
        let file: DrillFile = toml::from_str(text).map_err(unreadable)?;
        check_id(&file.id)?;
        let begin = format!("{of}.{}", file.id);
        if !(1..=LONGEST_S).contains(&file.seconds) {
            return Err(CourseProblem::NoSuchName { found: format!("seconds = {}", file.seconds) });
        }
        let wrong_way = file.ways.iter().find(|way| !["guide", "mark", "companion"].contains(&way.as_str()));
        if let Some(found) = wrong_way.or(file.ways.is_empty().then_some(&file.id)) {
            return Err(CourseProblem::NoSuchName { found: found.clone() });
        }
        let code = |name: &String| Code::ALL.iter().find(|code| code.as_str() == name).copied();
        let codes = file.codes.iter().map(|name| code(name).ok_or(CourseProblem::NoSuchName { found: name.clone() }));
        let codes = codes.collect::<Result<Vec<_>, _>>()?;
        let mut actions = actions(file.offers, file.action, &begin, hands)?;
        for (id, does) in file.does {
            let Some(action) = actions.iter_mut().find(|action| action.id == id) else {
                return Err(CourseProblem::NoSuchAction { action: id });
            };
            action.does = does;
        }
        let goals = goals(file.goal, &begin, &actions)?;
        Ok(Self {
            title: sound(file.title, format!("{begin}.title"))?,
            situation: sound(file.situation, format!("{begin}.situation"))?,
            id: file.id,
            codes,
            seconds: file.seconds,
            ways: file.ways,
            scanner: file.scanner,
            before: file.before,
            fault: file.fault,
            time_passes: file.time_passes,
            later: file.later,
            goals,
            actions,
        })
    }

    /// Every line that is an event of the booth.
    pub fn events(&self) -> impl Iterator<Item = &String> {
        let of_actions = self.actions.iter().flat_map(|action| &action.does);
        let later = self.later.iter().flat_map(|later| &later.does);
        self.before.iter().chain(&self.fault).chain(later).chain(of_actions)
    }
}

/// What is offered, in its order: the drill's own actions, or those of every hand.
fn actions(
    offers: Vec<String>,
    own: Vec<ActionFile>,
    begin: &str,
    hands: &Hands,
) -> Result<Vec<Action>, CourseProblem> {
    let mut by_id = BTreeMap::new();
    for file in own {
        let action = file.into_action(begin)?;
        by_id.insert(action.id.clone(), action);
    }
    let (mut seen, mut actions) = (BTreeSet::new(), Vec::new());
    for id in offers {
        let Some(action) = by_id.get(&id).or_else(|| hands.0.get(&id)) else {
            return Err(CourseProblem::NoSuchAction { action: id });
        };
        if !seen.insert(id.clone()) {
            return Err(CourseProblem::TwiceNamed { id });
        }
        actions.push(action.clone());
    }
    Ok(actions)
}

fn goals(files: Vec<GoalFile>, begin: &str, actions: &[Action]) -> Result<Vec<Goal>, CourseProblem> {
    let mut goals = Vec::new();
    for (number, GoalFile { actions: wanted, reached, hints }) in (1..).zip(files) {
        let place = format!("{begin}.goal.{number}");
        if let Some(action) = wanted.iter().find(|wanted| !actions.iter().any(|action| action.id == **wanted)) {
            return Err(CourseProblem::NoSuchAction { action: action.clone() });
        }
        let reached = reached.iter().map(|text| Condition::parse(text)).collect::<Result<Vec<_>, _>>()?;
        if wanted.is_empty() && reached.is_empty() {
            return Err(CourseProblem::TextUnfit { place });
        }
        let [nudge, way, very] = hints;
        let hints = [
            sound(nudge, format!("{place}.hint.1"))?,
            sound(way, format!("{place}.hint.2"))?,
            sound(very, format!("{place}.hint.3"))?,
        ];
        goals.push(Goal { actions: wanted, reached, hints });
    }
    if goals.is_empty() { Err(CourseProblem::TextUnfit { place: begin.to_owned() }) } else { Ok(goals) }
}
