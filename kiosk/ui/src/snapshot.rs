//! Pictures of the screen, with or without a display.

use std::rc::Rc;

use slint::platform::software_renderer::{MinimalSoftwareWindow, RepaintBufferType};
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
    slint::platform::set_platform(Box::new(Headless { size })).map_err(|error| PlatformError::Other(error.to_string()))
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
