//! A page as voice and screen both have it: a heading, items, hints. Whatever is shown is spoken, and the other way.

use ballot::Language;
use wording::Voice;

use crate::effect::Line;
use crate::input::Target;

/// Which page it is, for the screen's layout.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PageName {
    /// The booth is closed.
    Closed,
    /// The booth waits for a voter.
    Open,
    /// Pick a language.
    LanguageChoice,
    /// Practice: find a key and press it.
    KeyLesson,
    /// What this is.
    Welcome,
    /// One contest.
    Contest,
    /// All choices.
    Review,
    /// Pick a way to the paper.
    WayChoice,
    /// One step of one sheet.
    Sheet,
    /// The end.
    Done,
    /// No more can be chosen.
    Instead,
    /// The settings.
    SettingsMenu,
    /// Keys say what they are.
    Explain,
    /// Something is wrong.
    Notice,
    /// Nobody pressed a key for long.
    StillThere,
    /// A poll worker paused the booth.
    Paused,
}

/// A page.
pub(crate) struct Page {
    pub(crate) name: PageName,
    /// Where the voter is: the first line is the title.
    pub(crate) heading: Vec<Line>,
    /// The first line of the heading is a title: it is said again with an item on Repeat.
    pub(crate) titled: bool,
    /// The voter has heard the title on the step before.
    pub(crate) title_known: bool,
    /// What is chosen, or how things stand.
    pub(crate) status: Vec<Line>,
    /// That nothing is chosen: shown, and said on Repeat only.
    pub(crate) nothing_yet: Option<Line>,
    pub(crate) items: Vec<Item>,
    /// What to do here: said the first time and on Repeat, after everything else.
    pub(crate) hint: Vec<Line>,
    /// Which hint it is: each is said once in a session.
    pub(crate) hint_id: u8,
    /// What to do with an item: said after the first item, and on Repeat.
    pub(crate) item_hint: Option<Line>,
    /// How to go on from an item: said on Repeat and on coming back.
    pub(crate) go_on: Option<Line>,
    /// What Select does on the heading.
    pub(crate) primary: Option<Target>,
    pub(crate) can_go_back: bool,
    pub(crate) can_go_on: bool,
    /// Settings can be opened from here.
    pub(crate) settings: bool,
    /// More than one of its options can be chosen.
    pub(crate) several: bool,
    /// The page says nothing of a choice and is shown though the curtain is down.
    pub(crate) through_curtain: bool,
    language: Language,
}

impl Page {
    /// A page without items.
    pub(crate) fn new(name: PageName, language: Language) -> Self {
        Self {
            name,
            heading: Vec::new(),
            titled: true,
            title_known: false,
            status: Vec::new(),
            nothing_yet: None,
            items: Vec::new(),
            hint: Vec::new(),
            hint_id: name as u8,
            item_hint: None,
            go_on: None,
            primary: None,
            can_go_back: false,
            can_go_on: false,
            settings: true,
            several: false,
            through_curtain: false,
            language,
        }
    }

    /// Adds to the heading.
    pub(crate) fn heading(mut self, voice: Voice) -> Self {
        self.heading.push(Line { voice, language: self.language });
        self
    }

    /// Adds to the heading where there is something.
    pub(crate) fn heading_if(self, condition: bool, voice: Voice) -> Self {
        if condition { self.heading(voice) } else { self }
    }

    /// Adds how things stand.
    pub(crate) fn status(mut self, voices: impl IntoIterator<Item = Voice>) -> Self {
        self.status.extend(voices.into_iter().map(|voice| Line { voice, language: self.language }));
        self
    }

    /// Adds an item.
    pub(crate) fn item(mut self, item: Item) -> Self {
        self.items.push(item);
        self
    }

    /// Adds an item of one sentence.
    pub(crate) fn choice(self, target: Target, voice: Voice) -> Self {
        let language = self.language;
        self.item(Item::new(target, voice, language))
    }

    /// Adds to what to do here.
    pub(crate) fn hint(mut self, voice: Voice) -> Self {
        self.hint.push(Line { voice, language: self.language });
        self
    }

    /// What to do with an item.
    pub(crate) fn item_hint(mut self, voice: Voice) -> Self {
        self.item_hint = Some(Line { voice, language: self.language });
        self
    }

    /// How to go on from an item.
    pub(crate) fn go_on(mut self, voice: Voice) -> Self {
        self.go_on = Some(Line { voice, language: self.language });
        self
    }

    /// Select on the heading does this.
    pub(crate) fn primary(mut self, target: Target) -> Self {
        self.primary = Some(target);
        self
    }

    /// There is a step before and one after.
    pub(crate) fn steps(mut self, back: bool, on: bool) -> Self {
        (self.can_go_back, self.can_go_on) = (back, on);
        self
    }

    /// A page over the vote, about the booth itself.
    pub(crate) fn about_the_booth(mut self) -> Self {
        self.settings = false;
        self.through_curtain = true;
        self
    }

    /// Numbers the items, "2 of 5", where no label does.
    pub(crate) fn numbered(mut self) -> Self {
        let total = u16::try_from(self.items.len()).unwrap_or(u16::MAX);
        for (position, item) in (1..).zip(&mut self.items) {
            let language = item.label.language;
            item.notes.insert(0, Line { voice: Voice::ItemPosition { position, total }, language });
        }
        self
    }

    pub(crate) fn language(&self) -> Language {
        self.language
    }
}

/// Something on a page that can be chosen.
#[derive(Clone)]
pub(crate) struct Item {
    pub(crate) target: Target,
    pub(crate) label: Line,
    /// Said and shown after the label.
    pub(crate) notes: Vec<Line>,
    /// Said after the hint.
    pub(crate) after: Option<Line>,
    pub(crate) chosen: bool,
    pub(crate) withdrawn: bool,
}

impl Item {
    /// An item of one sentence.
    pub(crate) fn new(target: Target, voice: Voice, language: Language) -> Self {
        Self {
            target,
            label: Line { voice, language },
            notes: Vec::new(),
            after: None,
            chosen: false,
            withdrawn: false,
        }
    }

    /// Adds what is said after the label.
    pub(crate) fn note(mut self, voice: Voice) -> Self {
        let language = self.label.language;
        self.notes.push(Line { voice, language });
        self
    }

    /// Marks the item as chosen and says so.
    pub(crate) fn chosen_if(mut self, chosen: bool) -> Self {
        self.chosen = chosen;
        if chosen { self.note(Voice::ChosenMark) } else { self }
    }

    /// Marks the item as withdrawn and says so.
    pub(crate) fn withdrawn_if(mut self, withdrawn: bool) -> Self {
        self.withdrawn = withdrawn;
        if withdrawn { self.note(Voice::WithdrawnMark) } else { self }
    }

    /// The item as it is spoken.
    pub(crate) fn lines(&self) -> impl Iterator<Item = &Line> {
        std::iter::once(&self.label).chain(&self.notes)
    }
}
