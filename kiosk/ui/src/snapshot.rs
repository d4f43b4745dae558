//! Pictures of the screen, with or without a display.

use std::cell::RefCell;
use std::rc::Rc;

use slint::platform::software_renderer::{MinimalSoftwareWindow, PremultipliedRgbaColor, RepaintBufferType};
use slint::platform::{Platform, WindowAdapter};
use slint::{PhysicalSize, PlatformError};

use crate::Display;

/// A picture of the screen, red, green, blue and alpha of each pixel from the top left.
pub struct Picture {
    /// Width in pixels.
    pub width: u32,
    /// Height in pixels.
    pub height: u32,
    /// Four bytes a pixel.
    pub rgba: Vec<u8>,
}

/// From now on this thread's windows are drawn into memory, on a display of that size. Call it before the first
/// window is made.
///
/// # Errors
///
/// Windows are already drawn elsewhere.
pub fn headless(display: &Display) -> Result<(), PlatformError> {
    let size = PhysicalSize::new(display.width_px, display.height_px);
    set(Headless { size, first: RefCell::default() })
}

fn set(platform: Headless) -> Result<(), PlatformError> {
    slint::platform::set_platform(Box::new(platform)).map_err(|error| PlatformError::Other(error.to_string()))
}

/// The frames of this thread's first window, drawn as on a display: into one buffer that stays, and only what changed.
pub struct Frames {
    window: Rc<MinimalSoftwareWindow>,
    pixels: Vec<PremultipliedRgbaColor>,
    width: usize,
}

impl Frames {
    /// From now on this thread's windows are drawn into memory, the first of them into this buffer.
    ///
    /// # Errors
    ///
    /// Windows are already drawn elsewhere.
    pub fn start(display: &Display) -> Result<Self, PlatformError> {
        let size = PhysicalSize::new(display.width_px, display.height_px);
        let window = MinimalSoftwareWindow::new(RepaintBufferType::ReusedBuffer);
        window.set_size(size);
        set(Headless { size, first: RefCell::new(Some(Rc::clone(&window))) })?;
        let side = |pixels: u32| usize::try_from(pixels).unwrap_or(0);
        let (width, height) = (side(size.width), side(size.height));
        Ok(Self { window, pixels: vec![PremultipliedRgbaColor::default(); width * height], width })
    }

    /// Draws what changed since the last frame; `whole` draws everything anew. Tells whether there was anything to draw.
    pub fn draw(&mut self, whole: bool) -> bool {
        slint::platform::update_timers_and_animations();
        if whole {
            self.window.request_redraw();
        }
        let kind = if whole { RepaintBufferType::NewBuffer } else { RepaintBufferType::ReusedBuffer };
        self.window.draw_if_needed(|renderer| {
            renderer.set_repaint_buffer_type(kind);
            renderer.render(&mut self.pixels, self.width);
        })
    }
}

/// A platform with windows in memory, and no events but those they are given.
struct Headless {
    size: PhysicalSize,
    /// The window whose frames somebody wants.
    first: RefCell<Option<Rc<MinimalSoftwareWindow>>>,
}

impl Platform for Headless {
    fn create_window_adapter(&self) -> Result<Rc<dyn WindowAdapter>, PlatformError> {
        if let Some(first) = self.first.take() {
            return Ok(first);
        }
        let window = MinimalSoftwareWindow::new(RepaintBufferType::NewBuffer);
        window.set_size(self.size);
        Ok(window)
    }
}
