//! What the booth offers its voters: made of the election, its ballot forms and the booth's devices.

use ballot::{BallotForm, Corner, Election, Length};
use voter_session::{ContestSetup, Kind, Session, Setup, SetupError, Stencils, Way};

use kiosk_devices::printer::{PrinterSettings, Word};
use kiosk_devices::scanner::ScannerSettings;

use crate::load::Loaded;
use crate::notice::StartProblem;
use crate::reading::Sheets;
use crate::station::Station;

/// The largest sheet that printer and scanner take: A4, either way round.
const LARGEST_SHEET: (Length, Length) = (Length::from_mm(210), Length::from_mm(297));

/// The devices of a booth, and what the package lets a voter do with them.
#[derive(Clone, Debug, PartialEq)]
pub struct Equipment {
    /// The ways to the paper, the usual one first.
    pub ways: Vec<Way>,
    /// There is a scanner.
    pub scanner: bool,
    /// The printer, where it is a real one: which sheets it can mark.
    pub printer: Option<PrinterSettings>,
    /// The scanner, where it is a real one: which sheets it sees whole.
    pub scans: Option<ScannerSettings>,
}

impl Equipment {
    /// What a station has.
    #[must_use]
    pub fn of(station: &Station) -> Self {
        Self {
            ways: station.ways.clone(),
            scanner: station.scanner.is_some(),
            printer: station.printer.clone(),
            scans: station.scanner.clone(),
        }
    }
}

impl Default for Equipment {
    /// A voice and a stencil.
    fn default() -> Self {
        Self { ways: vec![Way::Guide], scanner: false, printer: None, scans: None }
    }
}

/// A closed booth for an election.
///
/// # Errors
///
/// [`StartProblem`]: an election that no booth can offer, or a computer that does not lock memory.
pub fn session(loaded: &Loaded, equipment: &Equipment) -> Result<Session, StartProblem> {
    Session::new(setup(loaded, equipment)).map_err(|error| problem(&error, &loaded.election))
}

fn problem(error: &SetupError, election: &Election) -> StartProblem {
    match error {
        SetupError::Contests => StartProblem::ContestsBeyondBooth { count: election.contests.len() },
        SetupError::Rows { contest } => {
            let at_fault = contest.checked_sub(1).and_then(|index| election.contests.get(index));
            StartProblem::RowsBeyondBooth { contest: at_fault.map(|contest| contest.id.clone()).unwrap_or_default() }
        }
        SetupError::Memory => StartProblem::MemoryNotLocked,
        SetupError::Ways => StartProblem::ProgramFault,
    }
}

/// What the machine has to know of the election and the booth.
#[must_use]
pub fn setup(loaded: &Loaded, equipment: &Equipment) -> Setup {
    let mut setup = Setup::guiding(&loaded.election, kind(loaded.kind));
    setup.ways.clone_from(&equipment.ways);
    setup.scanner = equipment.scanner;
    let sheets = Sheets::new(&loaded.forms);
    for (index, (contest, form)) in setup.contests.iter_mut().zip(&loaded.forms).enumerate() {
        fit(contest, form);
        contest.alike = sheets.alike(index);
        if let Some(scanner) = &equipment.scans {
            contest.fits_scanner = contest.fits_scanner && scanner.can_take(form);
        }
        if let Some(printer) = &equipment.printer {
            // A sheet that it cannot mark goes the voter's own way, which is said before the sheet.
            contest.fits_printer = printer.can_mark(form).is_ok();
        }
    }
    setup
}

fn fit(contest: &mut ContestSetup, form: &BallotForm) {
    let page = (form.page.width.min(form.page.height), form.page.width.max(form.page.height));
    let fits = page.0 <= LARGEST_SHEET.0 && page.1 <= LARGEST_SHEET.1;
    contest.fits_printer = fits;
    contest.fits_scanner = fits;
    contest.marked_corner = form.corner != Corner::Plain;
    contest.stencils = if form.shares_rows() { Stencils::Both } else { Stencils::OneEach };
    contest.ridges = form.has_ridges();
}

/// The word across a sheet that such a booth prints on.
#[must_use]
pub(crate) const fn word_of(kind: ballot::package::Kind) -> Option<Word> {
    match kind {
        ballot::package::Kind::Practice => Some(Word::Practice),
        ballot::package::Kind::Training => Some(Word::Training),
        ballot::package::Kind::Voting | ballot::package::Kind::Demo => None,
    }
}

/// What is at stake in a booth with a package of that kind.
pub(crate) const fn kind(kind: ballot::package::Kind) -> Kind {
    match kind {
        ballot::package::Kind::Voting => Kind::Voting,
        ballot::package::Kind::Training => Kind::Training,
        ballot::package::Kind::Practice => Kind::Practice,
        ballot::package::Kind::Demo => Kind::Demo,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::load::{Source, load};

    fn form(text: &str) -> BallotForm {
        BallotForm::parse("form.toml", text).unwrap()
    }

    fn column(page: &str, center: f64, pitch: f64) -> BallotForm {
        form(&format!(
            "format = \"form/1\"\nid = \"f\"\npage = {page}\nsquares = {{ size = [8.0, 8.0], first_center = [{center}, 40.0], \
             pitch = {pitch}, rows = 4 }}\n"
        ))
    }

    fn fitted(form: &BallotForm) -> ContestSetup {
        let mut contest = setup(&load(&Source::Demo).unwrap(), &Equipment::default()).contests.remove(0);
        fit(&mut contest, form);
        contest
    }

    #[test]
    fn the_demonstration_is_marked_as_one_and_guides_the_voters_hand() {
        let setup = setup(&load(&Source::Demo).unwrap(), &Equipment::default());
        assert_eq!((setup.kind, setup.ways, setup.scanner), (Kind::Demo, vec![Way::Guide], false));
        let contest = setup.contests.first().unwrap();
        assert_eq!((contest.rows.len(), contest.max_choices, contest.marked_corner), (7, 1, true));
    }

    #[test]
    fn the_ballot_for_practice_is_marked_in_every_language() {
        let practice = load(&Source::Practice).unwrap();
        assert_eq!(setup(&practice, &Equipment::default()).kind, Kind::Practice);
        assert_eq!(ballot::practice::fault(&practice.election, ballot::package::Kind::Practice), None);
        let demo = load(&Source::Demo).unwrap();
        assert!(ballot::practice::fault(&demo.election, ballot::package::Kind::Practice).is_some());
    }

    #[test]
    fn ridges_are_promised_only_where_the_stencil_has_room_for_them() {
        // The square's right edge lies 4 mm right of its center, the window's 4.5 mm.
        assert!(fitted(&column("[148.0, 210.0]", 137.5, 14.0)).ridges);
        assert!(!fitted(&column("[148.0, 210.0]", 137.6, 14.0)).ridges);
    }

    #[test]
    fn one_stencil_has_both_languages_from_24_mm_between_rows() {
        assert_eq!(fitted(&column("[148.0, 210.0]", 130.0, 24.0)).stencils, Stencils::Both);
        assert_eq!(fitted(&column("[148.0, 210.0]", 130.0, 23.9)).stencils, Stencils::OneEach);
    }

    #[test]
    fn a_sheet_longer_than_a4_is_not_promised_to_the_printer() {
        assert!(fitted(&column("[210.0, 297.0]", 180.0, 14.0)).fits_printer);
        assert!(fitted(&column("[297.0, 210.0]", 180.0, 14.0)).fits_printer);
        let long = fitted(&column("[210.0, 297.1]", 180.0, 14.0));
        assert_eq!((long.fits_printer, long.fits_scanner), (false, false));
    }

    #[test]
    fn a_plain_corner_is_not_promised_to_be_cut() {
        assert!(!fitted(&column("[148.0, 210.0]", 130.0, 14.0)).marked_corner);
    }

    #[test]
    fn an_election_that_no_booth_can_offer_is_refused_by_code() {
        use wording::Coded;
        let mut loaded = load(&Source::Demo).unwrap();
        let contest = loaded.election.contests[0].clone();
        loaded.election.contests[0].max_choices = 8;
        let refused = session(&loaded, &Equipment::default()).unwrap_err();
        assert_eq!(
            (refused.code().as_str(), refused),
            ("K422", StartProblem::RowsBeyondBooth { contest: contest.id.clone() })
        );
        loaded.election.contests = vec![contest; 5];
        loaded.forms = vec![loaded.forms[0].clone(); 5];
        assert!(session(&loaded, &Equipment::default()).is_ok());
        loaded.election.contests.push(loaded.election.contests[0].clone());
        let refused = session(&loaded, &Equipment::default()).unwrap_err();
        assert_eq!((refused.code().as_str(), refused), ("K421", StartProblem::ContestsBeyondBooth { count: 6 }));
    }

    #[test]
    fn memory_that_cannot_be_locked_stops_the_booth() {
        use wording::Coded;
        let election = load(&Source::Demo).unwrap().election;
        assert_eq!(problem(&SetupError::Memory, &election).code().as_str(), "K423");
    }
}
