//! Before the vote: closed, open, language, welcome.

use ballot::Language;
use keypad_protocol::Key;
use wording::{Name, Voice};

use crate::effect::Line;
use crate::input::Target;
use crate::machine::{Answer, Session, Then};
use crate::page::{Item, Page, PageName};
use crate::setup::Kind;

/// The languages in the order of the language page.
const LANGUAGES: [Language; 3] = [Language::Kk, Language::Ru, Language::En];

impl Session {
    pub(crate) fn blank_page(&self, name: PageName) -> Page {
        Page::new(name, self.settings.language)
    }

    pub(crate) fn closed_page(&self) -> Page {
        self.blank_page(PageName::Closed).heading(Voice::ClosedHeading).about_the_booth()
    }

    pub(crate) fn open_page(&self) -> Page {
        let mut page = self.blank_page(PageName::Open);
        // Nobody has chosen a language yet.
        let voice = if self.setup.kind == Kind::Practice { Voice::OpenPractice } else { Voice::OpenHeading };
        page.heading = LANGUAGES.into_iter().map(|language| Line { voice, language }).collect();
        if let Some(kind) = self.kind_voice() {
            page = page.status([kind]);
        }
        if self.devices.trouble().is_some() {
            page = page.status([Voice::CallPollWorker]);
        }
        let begin = |language| Line { voice: Voice::BeginItem, language };
        let mut item = Item::new(Target::Begin, Voice::BeginItem, Language::Kk);
        item.notes.extend([Language::Ru, Language::En].map(begin));
        page.items.push(item);
        page.about_the_booth()
    }

    pub(crate) fn kind_voice(&self) -> Option<Voice> {
        match self.setup.kind {
            Kind::Voting => None,
            Kind::Training => Some(Voice::KindTraining),
            Kind::Practice => Some(Voice::KindPractice),
            Kind::Demo => Some(Voice::KindDemo),
        }
    }

    pub(crate) fn language_page(&self) -> Page {
        let mut page = self.blank_page(PageName::LanguageChoice);
        let invitation = |language| {
            let line = Line { voice: Voice::LanguageInvitation, language };
            self.mark_of_kind(language).into_iter().chain([line])
        };
        page.heading = LANGUAGES.into_iter().flat_map(invitation).collect();
        page.items = LANGUAGES
            .into_iter()
            .map(|language| Item::new(Target::Language(language), Voice::ThisLanguage, language))
            .collect();
        let mut page = page.numbered().steps(false, true);
        let hint = self.focused_language().unwrap_or(self.settings.language);
        page.titled = false;
        page.item_hint = Some(Line { voice: Voice::LanguageHint, language: hint });
        page
    }

    /// The language the finger is on. The page itself is not asked, because it asks here.
    fn focused_language(&self) -> Option<Language> {
        let index = usize::from(self.vault.focus()).checked_sub(1)?;
        LANGUAGES.get(index).copied()
    }

    pub(crate) fn act_on_language(&mut self, target: Target) -> Answer {
        match target {
            Target::Language(language) => {
                self.settings.language = language;
                self.enter(self.after_language())
            }
            _ => self.stay(Then::Here),
        }
    }

    /// Right: the language under the finger, or the one that is set.
    pub(crate) fn leave_language(&mut self) -> Answer {
        let language = self.focused_language().unwrap_or(self.settings.language);
        self.act_on_language(Target::Language(language))
    }

    pub(crate) fn welcome_page(&self) -> Page {
        let contests = u16::from(self.setup.contest_count());
        let mut page = self.blank_page(PageName::Welcome).heading(Voice::Welcome { election: Name::Election });
        if let Some(kind) = self.kind_voice() {
            page = page.heading(kind);
        }
        let page = page
            .heading(Voice::WelcomeContests { ballots: contests })
            .heading(Voice::WelcomeSecret)
            // Large letters can be read across a room; who listens does not need them.
            .heading_if(self.devices.headphones && !self.settings.curtain, Voice::WelcomeScreen)
            .primary(Target::Key(Key::Right))
            .hint(Voice::WelcomeKeys)
            .hint(Voice::WelcomeHint)
            .steps(true, true);
        match (self.devices.headphones, self.settings.curtain) {
            (true, false) => page.choice(Target::Key(Key::Curtain), Voice::WelcomeCurtain),
            (_, true) => page.choice(Target::Key(Key::Curtain), Voice::SetCurtainUp),
            (false, false) => page,
        }
    }
}
