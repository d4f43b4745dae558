//! Decoded clips within a limit of memory; the one least recently used goes first.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::{ClipFault, ClipKey, ClipSource, MEMORY_BYTES, Samples, decode};

/// Decoded clips, and the package they come from.
pub(in crate::audio) struct Store {
    source: Arc<dyn ClipSource>,
    limit_bytes: usize,
    held_bytes: usize,
    /// Counts uses: the order of use without a clock.
    uses: u64,
    ready: BTreeMap<ClipKey, Ready>,
}

struct Ready {
    samples: Arc<Samples>,
    used: u64,
}

impl Store {
    pub(in crate::audio) fn new(source: Arc<dyn ClipSource>) -> Self {
        Self::with_limit(source, MEMORY_BYTES)
    }

    pub(super) fn with_limit(source: Arc<dyn ClipSource>, limit_bytes: usize) -> Self {
        Self { source, limit_bytes, held_bytes: 0, uses: 0, ready: BTreeMap::new() }
    }

    /// A clip to be said now; decoded unless it is ready.
    ///
    /// # Errors
    /// [`ClipFault`] where it cannot be said.
    pub(in crate::audio) fn get(&mut self, clip: &ClipKey) -> Result<Arc<Samples>, ClipFault> {
        self.uses += 1;
        if let Some(ready) = self.ready.get_mut(clip) {
            ready.used = self.uses;
            return Ok(Arc::clone(&ready.samples));
        }
        let source = Arc::clone(&self.source);
        let flac = source.flac(clip).ok_or(ClipFault::Missing)?;
        // Room is made before decoding, so that the limit holds while decoding too.
        self.make_room(decode::length(flac)? * size_of::<i16>());
        let samples = Arc::new(decode::decode(flac)?);
        self.keep(clip, &samples);
        Ok(samples)
    }

    /// Decodes a clip that will be wanted soon. Tells whether there is room for more: nothing that is ready goes
    /// for it. A clip that cannot be decoded is told of when it is to be said.
    pub(in crate::audio) fn prepare(&mut self, clip: &ClipKey) -> bool {
        if self.ready.contains_key(clip) {
            return true;
        }
        let source = Arc::clone(&self.source);
        let Some(flac) = source.flac(clip) else { return true };
        let Ok(length) = decode::length(flac) else { return true };
        if self.held_bytes + length * size_of::<i16>() > self.limit_bytes {
            return false;
        }
        if let Ok(samples) = decode::decode(flac) {
            self.keep(clip, &Arc::new(samples));
        }
        true
    }

    /// Overwrites all decoded clips and forgets which were used.
    pub(in crate::audio) fn forget(&mut self) {
        self.ready.clear();
        self.held_bytes = 0;
        self.uses = 0;
    }

    fn keep(&mut self, clip: &ClipKey, samples: &Arc<Samples>) {
        self.held_bytes += samples.bytes();
        self.ready.insert(clip.clone(), Ready { samples: Arc::clone(samples), used: self.uses });
    }

    fn make_room(&mut self, bytes: usize) {
        while self.held_bytes + bytes > self.limit_bytes {
            let oldest = self.ready.iter().min_by_key(|(_, ready)| ready.used).map(|(clip, _)| clip.clone());
            let Some(gone) = oldest.and_then(|clip| self.ready.remove(&clip)) else { return };
            self.held_bytes = self.held_bytes.saturating_sub(gone.samples.bytes());
        }
    }

    #[cfg(test)]
    pub(super) fn held_bytes(&self) -> usize {
        self.held_bytes
    }

    #[cfg(test)]
    pub(super) fn is_ready(&self, clip: &ClipKey) -> bool {
        self.ready.contains_key(clip)
    }
}
