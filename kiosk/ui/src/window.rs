//! The window: shows pages, turns their leaves, and tells what was touched and pressed.

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use ballot::{Election, Language};
use slint::platform::{PointerEventButton, WindowEvent};
use slint::{ComponentHandle, Global, ModelRc, PlatformError, SharedString, VecModel};
use voter_session::{Screen, Turned};
use wording::{Phrase, phrase};

use crate::compose::{Arrangement, Face, Labels, arrange};
use crate::content::{Choice, Content, Press, Tone};
use crate::course::{self, CoursePage};
use crate::desk::{self, Desk};
use crate::display::{Display, Metrics};
use crate::flow::{Kind, Piece, Place, number_width};
use crate::measure::WindowRuler;
use crate::picture::{self, CAPS};
use crate::pin::{self, PinKey, PinView};
use crate::snapshot::Picture;
use crate::{theme, ui, voter};

/// Something that happened at the screen.
#[derive(Clone, PartialEq, Eq)]
pub enum Event {
    /// A finger was lifted inside what it came down on.
    Pressed(Press),
    /// The page was turned to another leaf.
    Turned(Turned),
    /// The poll worker's button.
    PollWorker,
    /// A key of the PIN page.
    Pin(PinKey),
    /// A key of a keyboard, while the window has it: its sign, and whether it went down.
    Key(SharedString, bool),
}

/// Something on the screen that a finger can touch.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Spot {
    /// An item or a button.
    Press(Press),
    /// Turns to the next leaf.
    More,
    /// Turns to the leaf before.
    Above,
}

/// The booth's screen; a clone is another handle of the same.
#[derive(Clone)]
pub struct BoothUi {
    inner: Rc<Inner>,
}

struct Inner {
    window: ui::Booth,
    display: Display,
    ruler: WindowRuler,
    shown: RefCell<Shown>,
    /// The PIN page lies over everything.
    pin: Cell<Option<PinView>>,
    listener: RefCell<Option<Listener>>,
}

/// Whoever is told.
type Listener = Rc<dyn Fn(Event)>;

/// What is on the screen.
#[derive(Default)]
struct Shown {
    content: Option<Content>,
    arrangement: Option<Arrangement>,
    /// The leaves of what the finger is on.
    own: (usize, usize),
    leaf: usize,
}

impl BoothUi {
    /// A window on that display; `whole_screen` without a frame, over everything else.
    ///
    /// # Errors
    ///
    /// No window can be made here.
    pub fn new(display: Display, whole_screen: bool) -> Result<Self, PlatformError> {
        let window = ui::Booth::new()?;
        let scale = window.window().scale_factor();
        #[expect(clippy::cast_precision_loss, reason = "a display has fewer than 2^24 pixels a side")]
        let (width, height) = (display.width_px as f32 / scale, display.height_px as f32 / scale);
        window.set_wanted_width(width);
        window.set_wanted_height(height);
        window.set_whole_screen(whole_screen);
        let ruler = WindowRuler::new(window.as_weak());
        let inner = Inner {
            window,
            display,
            ruler,
            shown: RefCell::default(),
            pin: Cell::new(None),
            listener: RefCell::new(None),
        };
        let ui = Self { inner: Rc::new(inner) };
        ui.listen();
        Ok(ui)
    }

    /// The window itself.
    #[must_use]
    pub fn window(&self) -> &slint::Window {
        self.inner.window.window()
    }

    /// Makes the window visible.
    ///
    /// # Errors
    ///
    /// The window system refuses.
    pub fn open(&self) -> Result<(), PlatformError> {
        self.inner.window.show()
    }

    /// Whoever is told from now on; what was told before is forgotten.
    pub fn on_event(&self, listener: impl Fn(Event) + 'static) {
        *self.inner.listener.borrow_mut() = Some(Rc::new(listener));
    }

    /// Shows the session's screen.
    pub fn show(&self, screen: &Screen, election: &Election) {
        self.inner.put(voter::content(screen, election));
    }

    /// Shows a poll worker's page in its place.
    pub fn show_desk(&self, page: &Desk) {
        self.inner.put(desk::content(page));
    }

    /// Shows a page of the course in its place.
    pub fn show_course(&self, page: &CoursePage) {
        self.inner.put(course::content(page));
    }

    /// Lays the PIN page over everything, or takes it away.
    pub fn show_pin(&self, view: Option<PinView>) {
        self.inner.pin.set(view);
        self.inner.draw_pin();
    }

    /// Turns to the next (`down`) or previous leaf of what the finger is on, if it has more. Whether it had.
    #[must_use]
    pub fn turn(&self, down: bool) -> bool {
        self.inner.turn_own(down)
    }

    /// A finger comes down on something and is lifted there. Whether that was on the screen.
    #[must_use]
    pub fn touch(&self, spot: Spot) -> bool {
        let Some((x, y)) = self.inner.middle_of(spot) else { return false };
        let (position, button) = (slint::LogicalPosition::new(x, y), PointerEventButton::Left);
        for event in [
            WindowEvent::PointerMoved { position },
            WindowEvent::PointerPressed { position, button },
            WindowEvent::PointerReleased { position, button },
            WindowEvent::PointerExited,
        ] {
            self.window().dispatch_event(event);
        }
        true
    }

    /// The voter is gone: nothing of what was shown or measured is kept.
    pub fn forget(&self) {
        self.inner.ruler.forget();
        *self.inner.shown.borrow_mut() = Shown::default();
        let page = ui::PageAdapter::get(&self.inner.window);
        page.set_pieces(ModelRc::default());
        page.set_buttons(ModelRc::default());
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
    pub(crate) fn component(&self) -> &ui::Booth {
        &self.inner.window
    }

    fn listen(&self) {
        let weak = || Rc::downgrade(&self.inner);
        let page = ui::PageAdapter::get(&self.inner.window);
        let (inner, index_of) = (weak(), |index: i32| usize::try_from(index).unwrap_or(usize::MAX));
        page.on_touched(move |item| {
            let Some(inner) = inner.upgrade() else { return };
            inner.tell_press(|content| content.items.get(index_of(item)).map(|item| item.press));
        });
        let inner = weak();
        page.on_pressed(move |button| {
            let Some(inner) = inner.upgrade() else { return };
            let enabled = |content: &Content| {
                content.buttons.iter().filter(|button| button.enabled).nth(index_of(button)).map(|button| button.press)
            };
            inner.tell_press(enabled);
        });
        let inner = weak();
        page.on_turned(move |turner| {
            if let Some(inner) = inner.upgrade() {
                inner.turn_any(turner == 1);
            }
        });
        let inner = weak();
        page.on_poll_worker_called(move || {
            if let Some(inner) = inner.upgrade() {
                inner.tell(Event::PollWorker);
            }
        });
        let inner = weak();
        ui::PinAdapter::get(&self.inner.window).on_pressed(move |key| {
            let key = pin::KEYS.get(index_of(key)).map(|(key, ..)| *key);
            if let (Some(inner), Some(key)) = (inner.upgrade(), key) {
                inner.tell(Event::Pin(key));
            }
        });
        self.listen_to_window();
    }

    fn listen_to_window(&self) {
        let inner = Rc::downgrade(&self.inner);
        self.inner.window.on_key(move |text, down| {
            if let Some(inner) = inner.upgrade() {
                inner.tell(Event::Key(text, down));
            }
        });
        let inner = Rc::downgrade(&self.inner);
        self.inner.window.on_resized(move || {
            if let Some(inner) = inner.upgrade() {
                inner.redraw();
            }
        });
    }
}

impl Inner {
    fn tell(&self, event: Event) {
        // The listener may show another page, or set another listener.
        let listener = self.listener.borrow().clone();
        if let Some(listener) = listener {
            listener(event);
        }
    }

    fn tell_press(&self, find: impl Fn(&Content) -> Option<Press>) {
        let press = self.shown.borrow().content.as_ref().and_then(find);
        if let Some(press) = press {
            self.tell(Event::Pressed(press));
        }
    }

    fn put(&self, content: Content) {
        let mut shown = self.shown.borrow_mut();
        shown.content = Some(content);
        drop(shown);
        self.draw(None);
    }

    fn redraw(&self) {
        let leaf = self.shown.borrow().leaf;
        self.draw(Some(leaf));
        self.draw_pin();
    }

    fn turn_own(&self, down: bool) -> bool {
        let shown = self.shown.borrow();
        let own = shown.own.0..=shown.own.1;
        let next = if down { Some(shown.leaf + 1) } else { shown.leaf.checked_sub(1) };
        let Some(next) = next.filter(|next| own.contains(&shown.leaf) && own.contains(next)) else { return false };
        drop(shown);
        self.draw(Some(next));
        true
    }

    fn turn_any(&self, down: bool) {
        let shown = self.shown.borrow();
        let next = if down { Some(shown.leaf + 1) } else { shown.leaf.checked_sub(1) };
        let leaves = shown.arrangement.as_ref().map(|arrangement| &arrangement.flow.leaves);
        let Some(leaf) = next.filter(|next| leaves.is_some_and(|leaves| *next < leaves.len())) else { return };
        let first = leaves.and_then(|leaves| leaves.get(leaf)).and_then(|leaf| leaf.items().next());
        let press = first.and_then(|item| shown.content.as_ref()?.items.get(item).map(|item| item.press));
        drop(shown);
        self.draw(Some(leaf));
        match press {
            Some(Press::Voter(target)) => self.tell(Event::Turned(Turned::ToItem(target))),
            // The finger stays where the keys have it; the leaf is turned below.
            Some(Press::Desk(_) | Press::Course(_) | Press::CourseKey(_)) => {}
            None => self.tell(Event::Turned(Turned::ToHeading)),
        }
        // Whatever was shown in answer, the finger turned to this leaf.
        self.draw(Some(leaf));
    }

    /// The middle of something on the screen, if it is there.
    fn middle_of(&self, spot: Spot) -> Option<(f32, f32)> {
        let shown = self.shown.borrow();
        let (content, arrangement) = (shown.content.as_ref()?, shown.arrangement.as_ref()?);
        let place = match spot {
            Spot::More => arrangement.rail.filter(|_| shown.leaf + 1 < arrangement.flow.leaves.len())?.more.place,
            Spot::Above => arrangement.rail.filter(|_| shown.leaf > 0)?.above.place,
            Spot::Press(press) => place_of(press, content, arrangement, shown.leaf)?,
        };
        Some((place.x + place.width / 2.0, place.y + place.height / 2.0))
    }

    fn size(&self) -> (f32, f32) {
        let window = self.window.window();
        let size = window.size().to_logical(window.scale_factor());
        (size.width.max(1.0), size.height.max(1.0))
    }

    fn metrics(&self, text_size: u8) -> Metrics {
        Metrics::new(self.display.px_per_mm() / self.window.window().scale_factor(), text_size)
    }

    fn draw_pin(&self) {
        let adapter = ui::PinAdapter::get(&self.window);
        match self.pin.get() {
            None => adapter.set_shown(false),
            Some(view) => {
                let metrics = self.metrics(1);
                self.set_theme(theme::colors(voter_session::Theme::Usual), &metrics);
                pin::fill(&adapter, &view, self.size(), &metrics, &self.ruler);
            }
        }
    }

    fn set_theme(&self, colors: theme::Colors, metrics: &Metrics) {
        let theme = ui::Theme::get(&self.window);
        theme.set_palette(colors.into());
        theme.set_mm(metrics.mm);
        theme.set_letters(metrics.letters);
        theme.set_small_letters(metrics.small_letters());
    }

    /// Draws the page; `None` for the leaf of what the finger is on.
    fn draw(&self, leaf: Option<usize>) {
        let mut shown = self.shown.borrow_mut();
        let Some(content) = shown.content.take() else { return };
        let language = content.settings.language;
        let labels = Labels {
            more: phrase(Phrase::ScreenMore, language),
            above: "↑",
            poll_worker: phrase(corner(&content).0, language),
        };
        let metrics = self.metrics(content.settings.text_size);
        let arrangement = arrange(&content, &labels, self.size(), metrics, &self.ruler);
        let own = arrangement.flow.own.clone();
        let last = arrangement.flow.leaves.len().saturating_sub(1);
        shown.own = (*own.start(), *own.end());
        shown.leaf = leaf.unwrap_or(*own.start()).min(last);
        if self.pin.get().is_none() {
            let colors = if content.curtain { theme::CURTAIN } else { theme::colors(content.settings.theme) };
            self.set_theme(colors, &metrics);
        }
        self.fill(&content, &arrangement, shown.leaf, &labels);
        shown.arrangement = Some(arrangement);
        shown.content = Some(content);
    }

    fn fill(&self, content: &Content, arrangement: &Arrangement, leaf: usize, labels: &Labels) {
        let page = ui::PageAdapter::get(&self.window);
        let metrics = &arrangement.metrics;
        let language = content.settings.language;
        page.set_banner(content.banner.as_str().into());
        page.set_banner_place(arrangement.banner.into());
        page.set_area(arrangement.area.into());
        page.set_padding(metrics.padding());
        page.set_number_width(number_width(content, metrics, &self.ruler));
        page.set_poll_worker(key_face(
            arrangement.poll_worker,
            labels.poll_worker,
            phrase(corner(content).1, language),
            true,
        ));
        let buttons = content.buttons.iter().zip(&arrangement.buttons).filter(|(button, _)| button.enabled);
        let faces = buttons
            .map(|(button, face)| ui::KeyFace { focused: button.focused, ..key_face(*face, &button.words, "", false) });
        page.set_buttons(model(faces));
        self.fill_rail(&page, arrangement, leaf, (labels, language));
        let leaves = &arrangement.flow.leaves;
        let pieces = leaves.get(leaf).map(|leaf| leaf.pieces.as_slice()).unwrap_or_default();
        let of_head = |piece: &Piece| matches!(piece.kind, Kind::Text(tone) if tone != Tone::Answer);
        let of_text = |piece: &Piece| matches!(piece.kind, Kind::Text(_));
        let ring = content.heading_focused.then(|| {
            let head = pieces.iter().position(of_head);
            head.or_else(|| pieces.iter().position(of_text))
        });
        let shown = pieces.iter().enumerate().map(|(index, piece)| ui::Piece {
            focused: ring == Some(Some(index)) || focused(piece, content),
            ..shown_piece(piece, content, arrangement.flow.width)
        });
        page.set_pieces(model(shown));
        let room = leaves.get(leaf).and_then(|leaf| leaf.picture);
        page.set_picture(model(room.into_iter().flat_map(|room| keypad(room, language, content.named))));
    }

    fn fill_rail(
        &self,
        page: &ui::PageAdapter,
        arrangement: &Arrangement,
        leaf: usize,
        (labels, language): (&Labels, Language),
    ) {
        let count = arrangement.flow.leaves.len();
        let Some(rail) = arrangement.rail else {
            page.set_turners(ModelRc::default());
            page.set_turner_text(SharedString::new());
            return;
        };
        let nowhere = ui::KeyFace { y: -10_000.0, ..ui::KeyFace::default() };
        let above = if leaf > 0 {
            key_face(rail.above, labels.above, phrase(Phrase::ScreenAbove, language), false)
        } else {
            nowhere.clone()
        };
        let more = if leaf + 1 < count { key_face(rail.more, labels.more, "", false) } else { nowhere };
        page.set_turners(model([above, more]));
        page.set_turner_words(rail.words.into());
        page.set_turner_text(format!("{}/{count}", leaf + 1).into());
    }
}

fn model<T: Clone + 'static>(rows: impl IntoIterator<Item = T>) -> ModelRc<T> {
    ModelRc::new(VecModel::from(rows.into_iter().collect::<Vec<_>>()))
}

fn key_face(face: Face, label: &str, spoken: &str, small: bool) -> ui::KeyFace {
    ui::KeyFace {
        label: label.into(),
        spoken: spoken.into(),
        x: face.place.x,
        y: face.place.y,
        width: face.place.width,
        height: face.place.height,
        label_height: face.words_height,
        focused: false,
        small,
    }
}

/// Where an item of this leaf or a button is.
fn place_of(press: Press, content: &Content, arrangement: &Arrangement, leaf: usize) -> Option<Place> {
    let buttons = content.buttons.iter().zip(&arrangement.buttons);
    if let Some((_, face)) = buttons.into_iter().find(|(button, _)| button.press == press && button.enabled) {
        return Some(face.place);
    }
    let item = content.items.iter().position(|item| item.press == press)?;
    let is_it = |piece: &&Piece| matches!(piece.kind, Kind::Item { index, .. } if index == item);
    let piece = arrangement.flow.leaves.get(leaf)?.pieces.iter().find(is_it)?;
    let area = arrangement.area;
    Some(Place { x: area.x, y: area.y + piece.y, width: arrangement.flow.width, height: piece.height })
}

fn focused(piece: &Piece, content: &Content) -> bool {
    match piece.kind {
        Kind::Item { index, .. } => content.items.get(index).is_some_and(|item| item.focused),
        Kind::Text(_) => false,
    }
}

fn shown_piece(piece: &Piece, content: &Content, width: f32) -> ui::Piece {
    let whole = |value: usize| i32::try_from(value).unwrap_or(i32::MAX);
    let base = ui::Piece {
        kind: ui::PieceKind::Text,
        y: piece.y,
        width,
        height: piece.height,
        text: piece.words.as_str().into(),
        text_height: piece.words_height,
        note: piece.note.as_str().into(),
        note_height: piece.note_height,
        number: SharedString::new(),
        spoken: SharedString::new(),
        target: -1,
        chosen: false,
        focused: false,
        position: 0,
        count: whole(content.items.len()),
    };
    match piece.kind {
        Kind::Text(tone) => ui::Piece { kind: kind_of_text(tone), ..base },
        Kind::Item { index, first } => {
            let Some(item) = content.items.get(index) else { return base };
            ui::Piece {
                kind: match item.choice {
                    Choice::One => ui::PieceKind::One,
                    Choice::Several => ui::PieceKind::Several,
                    Choice::Plain => ui::PieceKind::Plain,
                },
                number: if first { item.number.as_str().into() } else { SharedString::new() },
                spoken: item.spoken.as_str().into(),
                target: whole(index),
                chosen: item.chosen,
                position: whole(index),
                ..base
            }
        }
    }
}

const fn kind_of_text(tone: Tone) -> ui::PieceKind {
    match tone {
        Tone::Title => ui::PieceKind::Title,
        Tone::Text => ui::PieceKind::Text,
        Tone::Status => ui::PieceKind::Status,
        Tone::Answer => ui::PieceKind::Answer,
        Tone::Hint => ui::PieceKind::Hint,
    }
}

/// The words of the small button that leads out of everything, as they are shown and told: to the poll worker's PIN, and in
/// the course, which has none, to its menu.
fn corner(content: &Content) -> (Phrase, Phrase) {
    let in_course = content.buttons.iter().any(|button| matches!(button.press, Press::CourseKey(_)));
    if in_course { (Phrase::ScreenMenu, Phrase::ScreenMenu) } else { (Phrase::ScreenPin, Phrase::ScreenPollWorker) }
}

fn keypad(room: Place, language: Language, named: Option<keypad_protocol::Key>) -> Vec<ui::PictureKey> {
    let key = |cap: &picture::Cap| {
        let place = picture::place(cap, room);
        ui::PictureKey {
            strokes: picture::path(cap.key).into(),
            name: phrase(picture::name(cap.key), language).into(),
            x: place.x,
            y: place.y,
            width: place.width,
            height: place.height,
            round: cap.key == keypad_protocol::Key::Select,
            named: named == Some(cap.key),
        }
    };
    CAPS.iter().map(key).collect()
}

impl From<Place> for ui::Place {
    fn from(place: Place) -> Self {
        Self { x: place.x, y: place.y, width: place.width, height: place.height }
    }
}
