//! The window: shows the desk, tells it what was pressed, and has its work done in a thread.

use std::cell::RefCell;
use std::rc::Rc;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use ballot::Language;
use slint::platform::software_renderer::{MinimalSoftwareWindow, RepaintBufferType};
use slint::platform::{Platform, WindowAdapter};
use slint::{ComponentHandle, Global, PhysicalSize, PlatformError};
use stencil_gen::layout::Layer;

use crate::desk::{Action, Desk, Question, Step};
use crate::files::Wanted;
use crate::fill;
use crate::ui;
use crate::work::{Outcome, Progress, carry_out};

/// The languages in the order of the window's numbers.
pub(crate) const LANGUAGES: [Language; 3] = [Language::Kk, Language::Ru, Language::En];

thread_local! {
    /// The desk of this thread's window: threads reach it through the window's event loop.
    static CLERK: RefCell<Option<Clerk>> = const { RefCell::new(None) };
}

/// The window with its desk; a clone is another handle of the same.
#[derive(Clone)]
pub struct Clerk {
    inner: Rc<Inner>,
}

struct Inner {
    window: ui::App,
    desk: RefCell<Desk>,
    /// Set to stop the work that is being done.
    stop: RefCell<Arc<AtomicBool>>,
    /// Work is done at once and not in a thread: there is no event loop.
    at_once: std::cell::Cell<bool>,
}

/// A picture of the window: red, green, blue and alpha of each pixel from the top left.
pub struct Picture {
    /// Width in pixels.
    pub width: u32,
    /// Height in pixels.
    pub height: u32,
    /// Four bytes a pixel.
    pub rgba: Vec<u8>,
}

impl Clerk {
    /// A window for a desk.
    ///
    /// # Errors
    ///
    /// No window can be made here.
    pub fn new(desk: Desk) -> Result<Self, PlatformError> {
        let window = ui::App::new()?;
        let inner =
            Inner { window, desk: RefCell::new(desk), stop: RefCell::default(), at_once: std::cell::Cell::new(false) };
        let clerk = Self { inner: Rc::new(inner) };
        clerk.listen();
        clerk.show();
        Ok(clerk)
    }

    /// Makes the window visible.
    ///
    /// # Errors
    ///
    /// The window system refuses.
    pub fn open(&self) -> Result<(), PlatformError> {
        self.inner.window.show()
    }

    /// Stays until the window is closed. Work that is under way is stopped; files are whole or not there.
    ///
    /// # Errors
    ///
    /// The window system fails.
    pub fn run(&self) -> Result<(), PlatformError> {
        CLERK.set(Some(self.clone()));
        self.take_dropped();
        self.work();
        let ended = slint::run_event_loop();
        self.inner.stop.borrow().store(true, Ordering::Relaxed);
        CLERK.set(None);
        ended
    }

    /// Takes files that are dropped into the window, where the window system tells of them.
    #[cfg(feature = "desktop")]
    fn take_dropped(&self) {
        use i_slint_backend_winit::winit::event::WindowEvent;
        use i_slint_backend_winit::{EventResult, WinitWindowAccessor as _};
        self.window().on_winit_window_event(|_, event| {
            if let (WindowEvent::DroppedFile(path), Some(clerk)) = (event, CLERK.with_borrow(Clone::clone)) {
                clerk.act(Action::Drop(path.clone()));
            }
            EventResult::Propagate
        });
    }

    #[cfg(not(feature = "desktop"))]
    #[expect(clippy::unused_self, reason = "there is no window to drop something into")]
    fn take_dropped(&self) {}

    /// From now on work is done at once, for pictures and tests.
    pub fn work_at_once(&self) {
        self.inner.at_once.set(true);
        self.work();
    }

    /// The window itself.
    #[must_use]
    pub fn window(&self) -> &slint::Window {
        self.inner.window.window()
    }

    /// Looks at the desk.
    pub fn with<T>(&self, look: impl FnOnce(&Desk) -> T) -> T {
        look(&self.inner.desk.borrow())
    }

    /// Does something at the desk, and shows what became of it.
    pub fn act(&self, action: Action) {
        // The window may tell something while the desk is at it, such as a field that is filled in.
        let Ok(mut desk) = self.inner.desk.try_borrow_mut() else { return };
        desk.act(action);
        drop(desk);
        self.work();
    }

    /// A picture of the window as it is now.
    ///
    /// # Errors
    ///
    /// The window cannot be drawn.
    pub fn picture(&self) -> Result<Picture, PlatformError> {
        slint::platform::update_timers_and_animations();
        let buffer = self.window().take_snapshot()?;
        Ok(Picture { width: buffer.width(), height: buffer.height(), rgba: buffer.as_bytes().to_vec() })
    }

    #[cfg(test)]
    pub(crate) fn component(&self) -> &ui::App {
        &self.inner.window
    }

    /// Begins the next work, if there is any and none is under way.
    fn work(&self) {
        loop {
            let task = self.inner.desk.borrow_mut().next_task();
            self.show();
            let Some(task) = task else { return };
            let stop = Arc::new(AtomicBool::new(false));
            *self.inner.stop.borrow_mut() = Arc::clone(&stop);
            if self.inner.at_once.get() {
                let outcome = carry_out(task, &stop, &mut |_| {});
                self.inner.desk.borrow_mut().done(outcome);
                continue;
            }
            std::thread::spawn(move || {
                let mut tell = |progress: Progress| drop(slint::invoke_from_event_loop(|| told(progress)));
                let outcome = carry_out(task, &stop, &mut tell);
                // Without a window nobody waits for it.
                let _ = slint::invoke_from_event_loop(|| ended(outcome));
            });
            return;
        }
    }

    fn show(&self) {
        if let Ok(desk) = self.inner.desk.try_borrow() {
            fill::all(&self.inner.window, &desk);
        }
    }

    fn listen(&self) {
        let clerk = ui::Clerk::get(&self.inner.window);
        clerk.on_t(|key, language| fill::words(&key, language).into());
        self.listen_to_steps(&clerk);
        self.listen_to_list(&clerk);
        self.listen_to_stencil(&clerk);
        self.listen_to_making(&clerk);
    }

    /// What is done when something is pressed: `make` says what the arguments mean.
    fn tell<A, M>(&self, make: M) -> impl Fn(A) + use<A, M>
    where
        M: Fn(A) -> Option<Action>,
    {
        let weak = Rc::downgrade(&self.inner);
        move |argument| {
            if let (Some(inner), Some(action)) = (weak.upgrade(), make(argument)) {
                Self { inner }.act(action);
            }
        }
    }

    fn listen_to_steps(&self, clerk: &ui::Clerk<'_>) {
        clerk.on_go(self.tell(|step| Step::ALL.get(index(step)).copied().map(Action::Go)));
        let next = self.tell(|()| Some(Action::Next));
        clerk.on_next(move || next(()));
        let back = self.tell(|()| Some(Action::Back));
        clerk.on_back(move || back(()));
        clerk.on_speak(self.tell(|language| LANGUAGES.get(index(language)).copied().map(Action::Speak)));
        let weak = Rc::downgrade(&self.inner);
        clerk.on_stop(move || {
            if let Some(inner) = weak.upgrade() {
                inner.stop.borrow().store(true, Ordering::Relaxed);
            }
        });
        let browse = self.tell(|(what, contest): (slint::SharedString, slint::SharedString)| {
            let wanted = match what.as_str() {
                "list" => Wanted::List,
                "ballot" => Wanted::Ballot { contest: contest.into() },
                "manifest" => Wanted::Manifest,
                "out" => Wanted::OutFolder,
                "country" => Wanted::CountryFolder,
                _ => Wanted::Key,
            };
            Some(Action::Browse(wanted))
        });
        clerk.on_browse(move |what, contest| browse((what, contest)));
        clerk.on_into(self.tell(|entry| Some(Action::BrowseInto(index(entry)))));
        let up = self.tell(|()| Some(Action::BrowseUp));
        clerk.on_up(move || up(()));
        let choose = self.tell(|()| Some(Action::ChooseFolder));
        clerk.on_choose_folder(move || choose(()));
        clerk.on_type(self.tell(|text: slint::SharedString| Some(Action::Type(text.into()))));
    }

    fn listen_to_list(&self, clerk: &ui::Clerk<'_>) {
        clerk.on_set_date(self.tell(|text: slint::SharedString| Some(Action::SetDate(text.into()))));
        let title = self.tell(|(language, text): (i32, slint::SharedString)| {
            Some(Action::SetTitle(LANGUAGES.get(index(language)).copied()?, text.into()))
        });
        clerk.on_set_title(move |language, text| title((language, text)));
        let again = self.tell(|()| Some(Action::ReadAgain));
        clerk.on_read_again(move || again(()));
        clerk.on_edit_row(self.tell(|row: i32| Some(Action::EditRow(u32::try_from(row).ok()?))));
        let correct = self.tell(|(row, column, text): (i32, slint::SharedString, slint::SharedString)| {
            let row = u32::try_from(row).ok()?;
            Some(Action::Correct { row, column: column.into(), text: text.into() })
        });
        clerk.on_correct(move |row, column, text| correct((row, column, text)));
        let withdraw = self.tell(|(row, gone): (i32, bool)| Some(Action::Withdraw(u32::try_from(row).ok()?, gone)));
        clerk.on_withdraw(move |row, gone| withdraw((row, gone)));
        clerk.on_set_encoding(self.tell(|name: slint::SharedString| Some(Action::SetEncoding(name.into()))));
        let name = self.tell(|()| Some(Action::NameColumns));
        clerk.on_name_columns(move || name(()));
        let column = self.tell(|(header, choice)| Some(Action::NameColumn(index(header), index(choice))));
        clerk.on_name_column(move |header, choice| column((header, choice)));
        let useful = self.tell(|()| Some(Action::UseColumns));
        clerk.on_use_columns(move || useful(()));
        let answer = self.tell(|(contest, id, text): (slint::SharedString, i32, slint::SharedString)| {
            Some(Action::Answer(contest.into(), Question::ALL.get(index(id)).copied()?, text.into()))
        });
        clerk.on_answer(move |contest, id, text| answer((contest, id, text)));
        let corner = self.tell(|(contest, cut, size): (slint::SharedString, bool, slint::SharedString)| {
            Some(Action::SetCorner(contest.into(), cut.then(|| size.into())))
        });
        clerk.on_set_corner(move |contest, cut, size| corner((contest, cut, size)));
        clerk.on_measure_again(self.tell(|contest: slint::SharedString| Some(Action::MeasureAgain(contest.into()))));
    }

    fn listen_to_stencil(&self, clerk: &ui::Clerk<'_>) {
        let weak = Rc::downgrade(&self.inner);
        let other = self.tell(move |()| {
            let inner = weak.upgrade()?;
            let desk = inner.desk.borrow();
            Some(Action::ShowStencil((desk.shown + 1) % desk.stencils().len().max(1)))
        });
        clerk.on_other_stencil(move || other(()));
        clerk.on_toggle_layer(self.tell(|layer| Layer::ALL.get(index(layer)).copied().map(Action::ToggleLayer)));
        clerk.on_zoom(self.tell(|factor| Some(Action::Zoom(factor))));
        let whole = self.tell(|(width, height): (f32, f32)| Some(Action::ShowWhole(Some((width, height)))));
        clerk.on_show_whole(move |width, height| whole((width, height)));
        let truly = self.tell(|()| Some(Action::ShowWhole(None)));
        clerk.on_show_true(move || truly(()));
        let weak = Rc::downgrade(&self.inner);
        let point = self.tell(move |(x, y): (f32, f32)| {
            let px = weak.upgrade()?.desk.borrow().scale();
            Some(Action::PointAt(x / px - fill::MARGIN_MM, y / px - fill::MARGIN_MM))
        });
        clerk.on_point(move |x, y| point((x, y)));
        let weak = Rc::downgrade(&self.inner);
        let step = self.tell(move |(right, down): (i32, i32)| {
            let (x, y) = weak.upgrade()?.desk.borrow().pointer.unwrap_or((0.0, 0.0));
            // A cell to the side, half a line up or down.
            #[expect(clippy::cast_precision_loss, reason = "a step is -1, 0 or 1")]
            let (x, y) = (x + 6.0 * right as f32, y + 5.0 * down as f32);
            Some(Action::PointAt(x, y))
        });
        clerk.on_step_pointer(move |right, down| step((right, down)));
    }

    fn listen_to_making(&self, clerk: &ui::Clerk<'_>) {
        use crate::desk::TECHNIQUES;
        use slint::SharedString as Text;
        clerk.on_set_out(self.tell(|text: Text| Some(Action::SetOut(text.into()))));
        clerk.on_set_technique(self.tell(|at| TECHNIQUES.get(index(at)).map(|(own, _)| Action::SetTechnique(*own))));
        clerk.on_toggle_extra(self.tell(|at| Some(Action::ToggleExtra(index(at)))));
        let make = self.tell(|()| Some(Action::Make));
        clerk.on_make(move || make(()));
        clerk.on_align(self.tell(|matches| Some(Action::Aligned(matches))));
        clerk.on_set_manifest(self.tell(|text: Text| Some(Action::SetManifest(text.into()))));
        clerk.on_set_country_out(self.tell(|text: Text| Some(Action::SetCountryOut(text.into()))));
        clerk.on_set_spares(self.tell(|text: Text| Some(Action::SetSpares(text.into()))));
        let country = self.tell(|()| Some(Action::RunCountry));
        clerk.on_run_country(move || country(()));
        clerk.on_set_package(self.tell(|text: Text| Some(Action::SetPackage(text.into()))));
        clerk.on_set_key(self.tell(|text: Text| Some(Action::SetKey(text.into()))));
        clerk.on_set_password(self.tell(|text: Text| Some(Action::SetPassword(text.into()))));
        clerk.on_set_kind(self.tell(|at| Some(Action::SetKind(index(at)))));
        let package = self.tell(|()| Some(Action::RunPackage));
        clerk.on_run_package(move || package(()));
    }
}

fn index(number: i32) -> usize {
    usize::try_from(number).unwrap_or(usize::MAX)
}

/// What a thread tells on the way, in the window's own thread.
fn told(progress: Progress) {
    if let Some(clerk) = CLERK.with_borrow(Clone::clone) {
        clerk.inner.desk.borrow_mut().progress = Some(progress);
        clerk.show();
    }
}

/// What became of its work.
fn ended(outcome: Outcome) {
    if let Some(clerk) = CLERK.with_borrow(Clone::clone) {
        clerk.inner.desk.borrow_mut().done(outcome);
        clerk.work();
    }
}

/// From now on this thread's windows are drawn into memory, at that size. Call it before the first window is made.
///
/// # Errors
///
/// Windows are already drawn elsewhere.
pub fn headless(width: u32, height: u32) -> Result<(), PlatformError> {
    let platform = Headless { size: PhysicalSize::new(width, height) };
    slint::platform::set_platform(Box::new(platform)).map_err(|error| PlatformError::Other(error.to_string()))
}

/// A platform with windows in memory, and no events but those they are given.
struct Headless {
    size: PhysicalSize,
}

impl Platform for Headless {
    fn create_window_adapter(&self) -> Result<Rc<dyn WindowAdapter>, PlatformError> {
        let window = MinimalSoftwareWindow::new(RepaintBufferType::NewBuffer);
        window.set_size(self.size);
        Ok(window)
    }
}
