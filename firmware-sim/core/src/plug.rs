//! The headphone socket's contact, which scrapes while the plug goes in or out.

/// The contact must say the same for this long, in milliseconds.
pub(crate) const PLUG_MS: u64 = 50;

/// Whether headphones are plugged in.
#[derive(Clone, Copy, Eq, PartialEq)]
pub(crate) struct Plug {
    plugged: bool,
    differs_since_ms: Option<u64>,
}

impl Plug {
    /// As the contact says at power-up.
    pub(crate) const fn new(plugged: bool) -> Self {
        Self { plugged, differs_since_ms: None }
    }

    /// Takes in what the contact says. Answers a change, when it is believed.
    pub(crate) fn take(&mut self, contact: bool, now_ms: u64) -> Option<bool> {
        if contact == self.plugged {
            self.differs_since_ms = None;
            return None;
        }
        let since_ms = *self.differs_since_ms.get_or_insert(now_ms);
        if now_ms.saturating_sub(since_ms) < PLUG_MS {
            return None;
        }
        *self = Self::new(contact);
        Some(contact)
    }

    pub(crate) const fn plugged(&self) -> bool {
        self.plugged
    }
}
