//! What is told of a printer that has nothing to do: every lasting change, and no flutter.

use super::status::PrinterState;

/// A change has to be seen so often before it is told.
const LOOKS: u8 = 2;
/// Changes are told no faster than this, in milliseconds.
pub(super) const PACE_MS: u64 = 5_000;

/// What was seen and what was told.
#[derive(Debug, Default)]
pub(super) struct Watch {
    told: Option<(PrinterState, u64)>,
    seen: Option<PrinterState>,
    times: u8,
}

impl Watch {
    /// Takes in one look; gives back what is to be told.
    pub(super) fn look(&mut self, state: PrinterState, now_ms: u64) -> Option<PrinterState> {
        self.times = if self.seen == Some(state) { self.times.saturating_add(1) } else { 1 };
        self.seen = Some(state);
        let due = match self.told {
            None => true,
            Some((told, _)) if told == state => false,
            Some((_, told_ms)) => self.times >= LOOKS && now_ms.saturating_sub(told_ms) >= PACE_MS,
        };
        if !due {
            return None;
        }
        self.told = Some((state, now_ms));
        Some(state)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::printer::PrinterTrouble;

    const EMPTY: PrinterState = PrinterState::Trouble(PrinterTrouble::NoSheet);
    const JAM: PrinterState = PrinterState::Trouble(PrinterTrouble::Jam);
    const READY: PrinterState = PrinterState::Ready;

    #[test]
    fn the_first_look_is_told_at_once_and_a_change_when_it_was_seen_twice() {
        let mut watch = Watch::default();
        let looks = [(READY, 0), (READY, 2_000), (EMPTY, 6_000), (READY, 8_000), (EMPTY, 10_000), (EMPTY, 12_000)];
        let told: Vec<_> = looks.into_iter().map(|(state, at_ms)| watch.look(state, at_ms)).collect();
        assert_eq!(told, [Some(READY), None, None, None, None, Some(EMPTY)]);
    }

    #[test]
    fn a_flutter_is_told_slowly_and_its_end_always() {
        let mut watch = Watch::default();
        let mut told = 0;
        for second in 0..100_u64 {
            let state = if second / 2 % 2 == 0 { EMPTY } else { JAM };
            told += u64::from(watch.look(state, second * 1_000).is_some());
        }
        assert!((2..=20).contains(&told), "{told}");
        let last = (100..110).filter_map(|second| watch.look(READY, second * 1_000)).next_back();
        assert_eq!(last, Some(READY));
    }
}
