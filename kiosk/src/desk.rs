//! The poll worker's desk: the pages behind the PIN, as a pure machine. What it wants done it asks for as [`Order`]s;
//! what became of it comes back as [`Done`]. Every page is shown, and spoken on request.

pub mod media;
mod ready;
pub mod report;
#[cfg(test)]
mod tests;

use std::path::PathBuf;

use ballot::Language;
use ballot::package::Fingerprint;
use keypad_protocol::Key;
use kiosk_ui::{DeskAction, DeskPage, FaultPage};
use voter_session::{Kind, PageName, PollWorker};
use wording::{Hands, Voice, utterance_text};

pub use ready::{Check, Facts, Outcome, Readiness};

/// What of the booth the pages depend on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Standing {
    /// There is no election, or no booth.
    Out,
    /// Closed to voters.
    Closed,
    /// Open, and nobody is voting.
    Open,
    /// Somebody is voting.
    Session,
    /// Paused.
    Paused,
}

impl Standing {
    /// How a booth stands that shows this page; without one there is no booth but a fault.
    #[must_use]
    pub const fn of(page: Option<PageName>, in_session: bool) -> Self {
        match (page, in_session) {
            (None, _) => Self::Out,
            (Some(PageName::Paused), _) => Self::Paused,
            (Some(_), true) => Self::Session,
            (Some(PageName::Closed), false) => Self::Closed,
            (Some(_), false) => Self::Open,
        }
    }
}

/// What there is in this booth.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Equipped {
    /// A place where memory sticks appear.
    pub media: bool,
    /// A log.
    pub log: bool,
    /// A printer.
    pub printer: bool,
    /// A scanner.
    pub scanner: bool,
    /// A voice.
    pub voice: bool,
}

/// What the desk wants done.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Order {
    /// An action of the session's.
    Session(PollWorker),
    /// Look for packages on memory sticks; answered by [`Done::Found`].
    Look,
    /// Prove this package; answered by [`Done::Proven`] or [`Done::Failed`].
    Prove(PathBuf),
    /// Take the package that was proven last as the booth's election. The program begins anew with it.
    Take,
    /// Say so in the left ear (`false`) or in the right (`true`).
    Ear(bool),
    /// Write the report of this kind onto the memory stick; answered by [`Done::Written`] or [`Done::Failed`].
    Report(Report),
    /// Copy the log onto the memory stick; answered likewise.
    ExportLog,
    /// Tell what the booth's clock says, and ask the printer; answered by [`Done::Clock`] and, when the printer has
    /// answered, by [`Done::Printer`].
    Facts,
    /// Print the report that was written last; answered by [`Done::Printed`] or [`Done::Failed`].
    Print,
    /// Note a spoiled sheet.
    Spoiled,
    /// Note that the check before opening was passed.
    Passed,
    /// Say the page aloud.
    Speak(Vec<Voice>),
    /// The program begins anew.
    Restart,
    /// The program ends.
    Quit,
    /// Back to the voter's page.
    Leave,
}

/// Which report.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Report {
    /// Before the booth is opened.
    Opening,
    /// After it was closed.
    Closing,
}

/// What became of an order.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Done {
    /// These packages are on memory sticks.
    Found(Vec<PathBuf>),
    /// The package is what it says.
    Proven(Box<Proven>),
    /// The files are on the memory stick, in this folder.
    Written(PathBuf),
    /// What the clock says.
    Clock(String),
    /// What the printer says of itself; nothing where all is well.
    Printer(Vec<String>),
    /// What is wrong with the scanner; nothing where all is well.
    Scanner(Vec<String>),
    /// The report came out of the printer.
    Printed,
    /// It cannot be done, and why.
    Failed(Box<FaultPage>),
}

/// A package that was proven.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Proven {
    /// The election's title, date and kind, in the poll worker's language.
    pub about: Vec<String>,
    /// To be compared with what the commission has published.
    pub fingerprint: Fingerprint,
}

/// The desk.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Desk {
    page: Page,
    standing: Standing,
    equipped: Equipped,
    readiness: Option<Readiness>,
    /// The report that was ordered last, until something else is.
    reported: bool,
    language: Language,
}

#[derive(Clone, Debug, PartialEq, Eq)]
enum Page {
    Menu,
    Looking,
    Packages(Vec<PathBuf>),
    Package(Box<Proven>),
    Ready,
    Told(Voice, Option<PathBuf>),
    Failed(Box<FaultPage>),
}

impl Desk {
    /// The desk's menu.
    #[must_use]
    pub const fn new(standing: Standing, equipped: Equipped, language: Language) -> Self {
        Self { page: Page::Menu, standing, equipped, readiness: None, reported: false, language }
    }

    /// The last check before opening, for the report.
    #[must_use]
    pub const fn readiness(&self) -> Option<&Readiness> {
        self.readiness.as_ref()
    }

    /// Goes on with a check that was made before.
    #[must_use]
    pub fn with_readiness(self, readiness: Option<Readiness>) -> Self {
        Self { readiness, ..self }
    }

    /// What the page is called where a drill asks for it.
    #[must_use]
    pub const fn page_name(&self) -> &'static str {
        match &self.page {
            Page::Menu => "menu",
            Page::Looking => "waiting",
            Page::Packages(_) => "packages",
            Page::Package(_) => "package",
            Page::Ready => "check",
            Page::Told(_, Some(_)) => "written",
            Page::Told(Voice::DeskPrinted, None) => "printed",
            Page::Told(_, None) => "spoiled",
            Page::Failed(_) => "failed",
        }
    }

    /// What can be touched on the page, in order; the key of a digit does the same.
    #[must_use]
    pub fn actions(&self) -> Vec<DeskAction> {
        self.items().into_iter().map(|(_, action)| action).collect()
    }

    /// What a poll worker did.
    pub fn act(&mut self, action: DeskAction) -> Vec<Order> {
        if !self.actions().contains(&action) {
            return Vec::new();
        }
        self.reported = match action {
            DeskAction::OpeningReport | DeskAction::ClosingReport => true,
            DeskAction::Speak => self.reported,
            _ => false,
        };
        match action {
            DeskAction::Open => self.leave_with(PollWorker::Open),
            DeskAction::Close => self.leave_with(PollWorker::Close),
            DeskAction::Pause => self.leave_with(PollWorker::Pause),
            DeskAction::Resume => self.leave_with(PollWorker::Resume),
            DeskAction::EndSession => self.leave_with(PollWorker::EndSession),
            DeskAction::Restart => vec![Order::Restart],
            DeskAction::Quit => vec![Order::Quit],
            DeskAction::Back if self.page == Page::Menu => vec![Order::Leave],
            DeskAction::Back => self.turn(Page::Menu),
            DeskAction::Load => {
                self.page = Page::Looking;
                vec![Order::Look]
            }
            DeskAction::Medium(number) => self.prove(number),
            DeskAction::Take => vec![Order::Take],
            DeskAction::Ready => {
                let readiness = Readiness::begin(self.equipped);
                let orders = std::iter::once(Order::Facts).chain(readiness.order()).collect();
                self.readiness = Some(readiness);
                self.page = Page::Ready;
                orders
            }
            DeskAction::Yes => self.checked(Outcome::Well),
            DeskAction::No => self.checked(Outcome::NotWell),
            DeskAction::OpeningReport => vec![Order::Report(Report::Opening)],
            DeskAction::ClosingReport => vec![Order::Report(Report::Closing)],
            DeskAction::ExportLog => vec![Order::ExportLog],
            DeskAction::Print => {
                self.page = Page::Looking;
                vec![Order::Print]
            }
            DeskAction::Spoiled => {
                self.page = Page::Told(Voice::DeskSpoiledNoted, None);
                vec![Order::Spoiled]
            }
            DeskAction::Speak => vec![Order::Speak(self.words())],
        }
    }

    /// What became of an order.
    pub fn done(&mut self, done: Done) {
        self.page = match done {
            Done::Clock(clock) => return self.tell(|facts| facts.clock = clock),
            Done::Printer(words) => return self.tell(|facts| facts.printer = Some(words)),
            Done::Scanner(words) => return self.tell(|facts| facts.scanner = words),
            Done::Printed => Page::Told(Voice::DeskPrinted, None),
            Done::Found(packages) => Page::Packages(packages),
            Done::Proven(proven) => Page::Package(proven),
            Done::Written(folder) => Page::Told(Voice::DeskWritten, Some(folder)),
            Done::Failed(fault) => Page::Failed(fault),
        };
    }

    fn tell(&mut self, change: impl FnOnce(&mut Facts)) {
        if let Some(readiness) = &mut self.readiness {
            readiness.tell(change);
        }
    }

    /// A key of the voter's keypad: only the check listens to it. Whether the page has changed.
    pub fn key(&mut self, key: Key) -> Option<Vec<Order>> {
        let (Page::Ready, Some(readiness)) = (&self.page, &mut self.readiness) else { return None };
        readiness.key(key).then(|| self.order_of_check())
    }

    fn prove(&mut self, number: u8) -> Vec<Order> {
        let Page::Packages(packages) = &self.page else { return Vec::new() };
        let Some(path) = packages.get(usize::from(number)).cloned() else { return Vec::new() };
        self.page = Page::Looking;
        vec![Order::Prove(path)]
    }

    fn checked(&mut self, outcome: Outcome) -> Vec<Order> {
        if let Some(readiness) = &mut self.readiness {
            readiness.answer(outcome);
        }
        self.order_of_check()
    }

    fn order_of_check(&self) -> Vec<Order> {
        let Some(readiness) = &self.readiness else { return Vec::new() };
        let passed = readiness.is_over() && readiness.is_well();
        readiness.order().into_iter().chain(passed.then_some(Order::Passed)).collect()
    }

    fn turn(&mut self, page: Page) -> Vec<Order> {
        self.page = page;
        Vec::new()
    }

    fn leave_with(&self, action: PollWorker) -> Vec<Order> {
        // The page goes first: what the session says then is heard.
        vec![Order::Leave, Order::Session(action)]
    }

    /// The page, as where a real vote is at stake.
    #[must_use]
    pub fn page(&self) -> DeskPage {
        let words = |voice: &Voice| shown(*voice, self.language);
        let mut lines: Vec<String> = self.said().iter().skip(1).map(words).collect();
        match &self.page {
            Page::Package(proven) => {
                lines.splice(0..0, proven.about.iter().cloned());
                lines.push(proven.fingerprint.to_string());
            }
            Page::Told(_, Some(folder)) => lines.push(folder.display().to_string()),
            Page::Failed(fault) => {
                let (text, remedy) = fault.words_in(self.language);
                lines.extend([fault.code.to_string(), text, remedy]);
            }
            Page::Ready => {
                let shown = self.readiness.as_ref().map(|readiness| readiness.shown(self.language));
                lines.extend(shown.unwrap_or_default());
            }
            Page::Menu | Page::Looking | Page::Packages(_) | Page::Told(_, None) => {}
        }
        let title = self.said().first().map(words).unwrap_or_default();
        DeskPage { title, lines, items: self.items(), language: self.language, kind: Kind::Voting }
    }

    /// Everything that is said when the page is spoken: its text, then what can be touched.
    fn words(&self) -> Vec<Voice> {
        let mut words = self.said();
        if let Page::Package(proven) = &self.page {
            words.extend(signs(&proven.fingerprint));
        }
        if let Page::Failed(fault) = &self.page {
            words.extend(crate::voice::spoken_code(fault.code));
        }
        words.extend(self.choices().into_iter().filter_map(|(voice, _)| voice));
        words
    }

    /// The sentences of the page, its title first.
    fn said(&self) -> Vec<Voice> {
        match &self.page {
            Page::Menu => vec![Voice::DeskTitle],
            Page::Looking => vec![Voice::DeskLooking],
            Page::Packages(found) if found.is_empty() => vec![Voice::DeskNoPackage],
            Page::Packages(_) => vec![Voice::DeskPackages],
            Page::Package(_) => vec![Voice::DeskPackageRight, Voice::DeskCompare],
            Page::Ready => self.readiness.as_ref().map(Readiness::said).unwrap_or_default(),
            Page::Told(voice, _) => vec![*voice],
            Page::Failed(_) => vec![Voice::DeskFailed],
        }
    }

    fn items(&self) -> Vec<(String, DeskAction)> {
        let name = |number: u8| match &self.page {
            Page::Packages(found) => found.get(usize::from(number)).and_then(|path| path.file_name()),
            _ => None,
        };
        let text = |(voice, action): (Option<Voice>, DeskAction)| match (voice, action) {
            (None, DeskAction::Medium(number)) => {
                (name(number).map(|name| name.to_string_lossy().into_owned()).unwrap_or_default(), action)
            }
            (voice, action) => (voice.map(|voice| shown(voice, self.language)).unwrap_or_default(), action),
        };
        self.choices().into_iter().map(text).collect()
    }

    /// What can be touched, with what is said of it; the names of files are not said.
    fn choices(&self) -> Vec<(Option<Voice>, DeskAction)> {
        let back = (Some(Voice::DeskMenu), DeskAction::Back);
        let mut choices = match &self.page {
            Page::Menu => self.menu(),
            Page::Looking => Vec::new(),
            Page::Packages(found) => {
                let packages = (0..).zip(found).map(|(number, _)| (None, DeskAction::Medium(number)));
                packages.chain([(Some(Voice::DeskLookAgain), DeskAction::Load), back]).collect()
            }
            Page::Package(_) => vec![(Some(Voice::DeskTake), DeskAction::Take), back],
            Page::Ready => self.readiness.as_ref().map(Readiness::choices).unwrap_or_default(),
            Page::Told(Voice::DeskWritten, _) if self.reported && self.equipped.printer => {
                vec![(Some(Voice::DeskPrint), DeskAction::Print), back]
            }
            Page::Told(..) | Page::Failed(_) => vec![back],
        };
        if self.equipped.voice && self.page != Page::Looking {
            choices.push((Some(Voice::DeskSpeak), DeskAction::Speak));
        }
        choices
    }

    fn menu(&self) -> Vec<(Option<Voice>, DeskAction)> {
        let Equipped { media, log, .. } = self.equipped;
        let all = [
            (true, Voice::DeskOpen, DeskAction::Open),
            (true, Voice::DeskReady, DeskAction::Ready),
            (media, Voice::DeskLoad, DeskAction::Load),
            (media, Voice::DeskOpeningReport, DeskAction::OpeningReport),
            (media, Voice::DeskClosingReport, DeskAction::ClosingReport),
            (media && log, Voice::DeskExportLog, DeskAction::ExportLog),
            (true, Voice::DeskResume, DeskAction::Resume),
            (true, Voice::DeskPause, DeskAction::Pause),
            (true, Voice::DeskEndSession, DeskAction::EndSession),
            (log, Voice::DeskSpoiled, DeskAction::Spoiled),
            (true, Voice::DeskClose, DeskAction::Close),
            (true, Voice::DeskRestart, DeskAction::Restart),
            (true, Voice::DeskQuit, DeskAction::Quit),
            (true, Voice::DeskBack, DeskAction::Back),
        ];
        let offered = all.into_iter().filter(|(there, _, action)| *there && self.offers(*action));
        offered.map(|(_, voice, action)| (Some(voice), action)).collect()
    }

    /// What can be done while the booth stands as it does. The program cannot be ended while the booth is open.
    const fn offers(&self, action: DeskAction) -> bool {
        match self.standing {
            Standing::Out => {
                matches!(action, DeskAction::Load | DeskAction::Restart | DeskAction::Quit | DeskAction::Back)
            }
            Standing::Closed => matches!(
                action,
                DeskAction::Open
                    | DeskAction::Ready
                    | DeskAction::Load
                    | DeskAction::OpeningReport
                    | DeskAction::ClosingReport
                    | DeskAction::ExportLog
                    | DeskAction::Quit
                    | DeskAction::Back
            ),
            Standing::Open => matches!(action, DeskAction::Spoiled | DeskAction::Close | DeskAction::Back),
            Standing::Session => {
                matches!(action, DeskAction::Pause | DeskAction::EndSession | DeskAction::Spoiled | DeskAction::Back)
            }
            Standing::Paused => {
                matches!(action, DeskAction::Resume | DeskAction::EndSession | DeskAction::Spoiled | DeskAction::Back)
            }
        }
    }
}

/// A sentence as it is shown.
fn shown(voice: Voice, language: Language) -> String {
    let election = crate::voice::no_election();
    utterance_text(&voice.utterance(language, Hands::Keypad, &election), &election)
}

/// The sixteen signs of a fingerprint, one by one.
fn signs(fingerprint: &Fingerprint) -> Vec<Voice> {
    let sign = |sign: char| {
        Some(match sign {
            '0'..='9' => Voice::SignDigit { value: u16::try_from(sign.to_digit(10)?).ok()? },
            'a' => Voice::SignA,
            'b' => Voice::SignB,
            'c' => Voice::SignC,
            'd' => Voice::SignD,
            'e' => Voice::SignE,
            'f' => Voice::SignF,
            _ => return None,
        })
    };
    fingerprint.to_string().to_lowercase().chars().filter_map(sign).collect()
}
