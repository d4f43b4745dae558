//! The terminal, taken and given back: on return, on an error, and on a panic of any thread.

use std::io::{self, Stdout, Write};
use std::panic;
use std::sync::Once;

use crossterm::cursor::{Hide, MoveTo, Show};
use crossterm::style::Print;
use crossterm::terminal::{
    Clear, ClearType, EnterAlternateScreen, LeaveAlternateScreen, disable_raw_mode, enable_raw_mode,
};
use crossterm::{execute, queue};
use rustix::event::{PollFd, PollFlags, Timespec, poll};

static HOOK: Once = Once::new();

/// A terminal that draws only what has changed.
pub(super) struct Terminal {
    out: Stdout,
    shown: Vec<String>,
}

impl Terminal {
    pub(super) fn take() -> io::Result<Self> {
        HOOK.call_once(|| {
            let before = panic::take_hook();
            panic::set_hook(Box::new(move |info| {
                give_back();
                before(info);
            }));
        });
        // From here on an error gives the terminal back too.
        let mut terminal = Self { out: io::stdout(), shown: Vec::new() };
        enable_raw_mode()?;
        execute!(terminal.out, EnterAlternateScreen, Hide, Clear(ClearType::All))?;
        Ok(terminal)
    }

    /// Whether the window was closed. Where the program is not told so by a signal, this is how it learns it.
    pub(super) fn is_gone(&self) -> bool {
        let mut ends = [PollFd::new(&self.out, PollFlags::empty())];
        let at_once = Timespec { tv_sec: 0, tv_nsec: 0 };
        poll(&mut ends, Some(&at_once)).is_ok() && ends.iter().any(|end| !end.revents().is_empty())
    }

    /// Draws everything anew next time.
    pub(super) fn forget(&mut self) -> io::Result<()> {
        self.shown.clear();
        queue!(self.out, Clear(ClearType::All))
    }

    pub(super) fn show(&mut self, lines: &[String]) -> io::Result<()> {
        let mut rest = self.shown.iter();
        for (row, line) in (0_u16..).zip(lines) {
            if rest.next() != Some(line) {
                queue!(self.out, MoveTo(0, row), Print(line), Clear(ClearType::UntilNewLine))?;
            }
        }
        if let Ok(row) = u16::try_from(lines.len())
            && rest.next().is_some()
        {
            queue!(self.out, MoveTo(0, row), Clear(ClearType::FromCursorDown))?;
        }
        self.shown = lines.to_vec();
        self.out.flush()
    }
}

impl Drop for Terminal {
    fn drop(&mut self) {
        give_back();
    }
}

/// As far as it still takes anything.
fn give_back() {
    let _ = execute!(io::stdout(), Show, LeaveAlternateScreen);
    let _ = disable_raw_mode();
}
