//! The page as a screen draws it, without any logic left to the screen.

use std::fmt;

use ballot::Language;
use keypad_protocol::Key;
use wording::{Hands, Voice};

use crate::effect::Line;
use crate::input::Target;
use crate::page::{Item, Page, PageName};
use crate::ring::block_of;
use crate::settings::Settings;
use crate::setup::Kind;

/// What is on the screen.
#[derive(Clone, PartialEq, Eq)]
pub struct Screen {
    /// Which page.
    pub page: PageName,
    /// What is at stake: a demonstration says so on every screen.
    pub kind: Kind,
    /// The first line is the title.
    pub heading: Vec<Line>,
    /// What is chosen, or how things stand.
    pub status: Vec<Line>,
    /// The answer to what was just done; gone with the next input.
    pub answer: Vec<Line>,
    /// What to do here.
    pub hint: Vec<Line>,
    /// The items in order.
    pub items: Vec<ScreenItem>,
    /// The buttons every page has, always in the same order: back, next, say again, help, settings.
    pub buttons: Vec<ScreenItem>,
    /// More than one of the options can be chosen.
    pub several: bool,
    /// The finger is on the heading.
    pub heading_focused: bool,
    /// The screen is to be blank: nothing else is in this struct then but settings, and one button that lifts it.
    pub curtain: bool,
    /// Letters, colors, language.
    pub settings: Settings,
    /// Which wording of instructions fits.
    pub hands: Hands,
}

/// An item or a button.
#[derive(Clone, PartialEq, Eq)]
pub struct ScreenItem {
    /// What a touch on it means.
    pub target: Target,
    /// Its text.
    pub label: Line,
    /// What stands after the text, such as "withdrawn".
    pub notes: Vec<Line>,
    /// It is chosen.
    pub chosen: bool,
    /// It cannot be chosen any more.
    pub withdrawn: bool,
    /// The finger is on it.
    pub focused: bool,
    /// It does something here.
    pub enabled: bool,
}

impl fmt::Debug for Screen {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Screen(..)")
    }
}

impl fmt::Debug for ScreenItem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("ScreenItem(..)")
    }
}

/// What is the same on every page.
#[derive(Clone, Copy)]
pub(crate) struct Surroundings {
    pub(crate) kind: Kind,
    pub(crate) settings: Settings,
    pub(crate) hands: Hands,
    /// What the finger is on, `None` for the heading.
    pub(crate) focus: Option<Target>,
    /// Two switches have entered a block of options, and need the way out of it.
    pub(crate) in_block: bool,
    /// A voter is in the booth.
    pub(crate) in_session: bool,
}

/// The screen of a page.
pub(crate) fn of(page: &Page, answer: Vec<Line>, around: Surroundings) -> Screen {
    let curtain = around.settings.curtain && !page.through_curtain;
    let mut screen = Screen {
        page: page.name,
        kind: around.kind,
        heading: Vec::new(),
        status: Vec::new(),
        answer: Vec::new(),
        hint: Vec::new(),
        items: Vec::new(),
        buttons: Vec::new(),
        several: page.several,
        heading_focused: around.focus.is_none(),
        curtain,
        settings: around.settings,
        hands: around.hands,
    };
    if curtain {
        let lift = Item::new(Target::Key(Key::Curtain), Voice::CurtainLiftItem, around.settings.language);
        screen.buttons = vec![shown(&lift, around.focus, true)];
        return screen;
    }
    screen.heading.clone_from(&page.heading);
    screen.status = page.status.iter().chain(&page.nothing_yet).cloned().collect();
    screen.answer = answer;
    screen.hint.clone_from(&page.hint);
    screen.items = page.items.iter().map(|item| shown(item, around.focus, true)).collect();
    if around.in_block {
        let back = Item::new(Target::Groups, Voice::GroupsItem, page.language());
        screen.items.push(shown(&back, around.focus, true));
    }
    if around.in_session {
        screen.buttons = buttons(page, around);
    }
    screen
}

fn buttons(page: &Page, around: Surroundings) -> Vec<ScreenItem> {
    let language: Language = page.language();
    let button = |target, voice, enabled| shown(&Item::new(target, voice, language), around.focus, enabled);
    vec![
        button(Target::Key(Key::Left), Voice::PreviousItem, page.can_go_back),
        button(Target::Key(Key::Right), Voice::NextItem, page.can_go_on),
        button(Target::Key(Key::Repeat), Voice::RepeatItem, true),
        button(Target::Key(Key::Help), Voice::HelpItem, true),
        button(Target::Settings, Voice::SettingsItem, page.settings),
    ]
}

fn shown(item: &Item, focus: Option<Target>, enabled: bool) -> ScreenItem {
    let focused = match (focus, item.target) {
        // The finger of two switches is on a whole block of options.
        (Some(Target::Group(group)), Target::Option(row)) => block_of(row) == group,
        (Some(focus), target) => focus == target,
        (None, _) => false,
    };
    ScreenItem {
        target: item.target,
        label: item.label.clone(),
        notes: item.notes.clone(),
        chosen: item.chosen,
        withdrawn: item.withdrawn,
        focused,
        enabled,
    }
}
