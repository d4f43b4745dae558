//! The wires between the key contacts and the board's pins, as copper: the firmware's own matrix scan drives the
//! rows and reads the columns here. There are no diodes, so current takes every way round.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU8, AtomicU16, Ordering};

use embedded_hal::delay::DelayNs;
use embedded_hal::digital::{Error, ErrorKind, ErrorType, InputPin, OutputPin};
use keypad_core::{COLUMNS, Crossing, Matrix, ROWS, Wire, wire};
use keypad_protocol::KeySet;

const SWITCH_MOVE: u8 = 1;
const SWITCH_SELECT: u8 = 2;

/// What is connected with what at this moment.
#[derive(Debug, Default)]
pub(crate) struct Wires {
    /// Crossings whose contact is closed, bit row × [`COLUMNS`] + column.
    crossings: AtomicU16,
    switches: AtomicU8,
    /// Rows the board pulls low, one bit each.
    driven: AtomicU8,
    broken: AtomicBool,
}

impl Wires {
    /// Closes the contacts of `keys` and opens all others.
    pub(crate) fn close(&self, keys: KeySet) {
        let (mut crossings, mut switches) = (0_u16, 0_u8);
        for key in keys.iter() {
            match wire(key) {
                Wire::Matrix(Crossing { row, column }) => crossings |= 1 << (row * COLUMNS + column),
                Wire::SwitchMove => switches |= SWITCH_MOVE,
                Wire::SwitchSelect => switches |= SWITCH_SELECT,
            }
        }
        self.crossings.store(crossings, Ordering::Relaxed);
        self.switches.store(switches, Ordering::Relaxed);
    }

    /// Whether every pin fails.
    pub(crate) fn set_broken(&self, broken: bool) {
        self.broken.store(broken, Ordering::Relaxed);
    }

    pub(crate) fn is_broken(&self) -> bool {
        self.broken.load(Ordering::Relaxed)
    }

    fn working(&self) -> Result<(), PinBroken> {
        if self.is_broken() { Err(PinBroken) } else { Ok(()) }
    }

    /// The columns that are low, one bit each: all that hang together with a driven row, over however many contacts.
    fn low_columns(&self) -> u16 {
        let crossings = self.crossings.load(Ordering::Relaxed);
        let columns_of = |row: usize| crossings >> (row * COLUMNS) & ((1 << COLUMNS) - 1);
        let mut low = 0;
        let mut rows = self.driven.load(Ordering::Relaxed);
        // Each round joins at least one row more, if any is to be joined.
        for _ in 0..ROWS {
            for row in 0..ROWS {
                if low & columns_of(row) != 0 {
                    rows |= 1 << row;
                }
                if rows & 1 << row != 0 {
                    low |= columns_of(row);
                }
            }
        }
        low
    }
}

/// The matrix of this simulation, scanned by the firmware's own code.
pub(crate) type SimulatedMatrix = Matrix<Row, Column, Switch>;

/// The firmware's matrix on these wires.
pub(crate) fn matrix(wires: &Arc<Wires>) -> SimulatedMatrix {
    let rows = std::array::from_fn(|row| Row { wires: Arc::clone(wires), row });
    let columns = std::array::from_fn(|column| Column { wires: Arc::clone(wires), column });
    let switch = |mask| Switch { wires: Arc::clone(wires), mask };
    Matrix::new(rows, columns, switch(SWITCH_MOVE), switch(SWITCH_SELECT))
}

/// A pin that can be neither driven nor read.
#[derive(Clone, Copy, Debug)]
pub(crate) struct PinBroken;

impl Error for PinBroken {
    fn kind(&self) -> ErrorKind {
        ErrorKind::Other
    }
}

/// A row of the matrix: an open-drain output.
#[derive(Debug)]
pub(crate) struct Row {
    wires: Arc<Wires>,
    row: usize,
}

impl ErrorType for Row {
    type Error = PinBroken;
}

impl OutputPin for Row {
    fn set_low(&mut self) -> Result<(), PinBroken> {
        self.wires.working()?;
        self.wires.driven.fetch_or(1 << self.row, Ordering::Relaxed);
        Ok(())
    }

    fn set_high(&mut self) -> Result<(), PinBroken> {
        self.wires.working()?;
        self.wires.driven.fetch_and(!(1 << self.row), Ordering::Relaxed);
        Ok(())
    }
}

/// A column of the matrix: an input with a pull-up.
#[derive(Debug)]
pub(crate) struct Column {
    wires: Arc<Wires>,
    column: usize,
}

impl ErrorType for Column {
    type Error = PinBroken;
}

impl InputPin for Column {
    fn is_high(&mut self) -> Result<bool, PinBroken> {
        self.is_low().map(|low| !low)
    }

    fn is_low(&mut self) -> Result<bool, PinBroken> {
        self.wires.working()?;
        Ok(self.wires.low_columns() & 1 << self.column != 0)
    }
}

/// A switch input with a pull-up.
#[derive(Debug)]
pub(crate) struct Switch {
    wires: Arc<Wires>,
    mask: u8,
}

impl ErrorType for Switch {
    type Error = PinBroken;
}

impl InputPin for Switch {
    fn is_high(&mut self) -> Result<bool, PinBroken> {
        self.is_low().map(|low| !low)
    }

    fn is_low(&mut self) -> Result<bool, PinBroken> {
        self.wires.working()?;
        Ok(self.wires.switches.load(Ordering::Relaxed) & self.mask != 0)
    }
}

/// Simulated wires settle at once.
pub(crate) struct NoDelay;

impl DelayNs for NoDelay {
    fn delay_ns(&mut self, _: u32) {}
}

#[cfg(test)]
mod tests {
    use keypad_core::Contacts;
    use keypad_protocol::Key;

    use super::*;

    fn scan(keys: KeySet) -> Contacts {
        let wires = Arc::new(Wires::default());
        wires.close(keys);
        matrix(&wires).scan(&mut NoDelay)
    }

    #[test]
    fn the_matrix_reads_each_key_alone() {
        for key in Key::ALL {
            let read = scan(KeySet::EMPTY.with(key));
            assert_eq!(Key::ALL.into_iter().filter(|other| read.reads(*other)).collect::<Vec<_>>(), [key]);
        }
    }

    #[test]
    fn three_corners_of_a_rectangle_read_as_four() {
        let read = scan([Key::Help, Key::Up, Key::Left].into_iter().collect());
        assert!(read.reads(Key::Select));
        assert!(!read.reads(Key::Down));
    }

    #[test]
    fn the_copper_agrees_with_the_firmwares_own_picture_of_it_for_every_set_of_keys() {
        for bits in 0..1_u32 << Key::ALL.len() {
            let keys: KeySet = Key::ALL.into_iter().filter(|key| bits & 1 << key.index() != 0).collect();
            assert_eq!(scan(keys), Contacts::from_pressed(keys));
        }
    }

    #[test]
    fn broken_pins_make_the_scan_unreadable() {
        let wires = Arc::new(Wires::default());
        wires.set_broken(true);
        assert_eq!(matrix(&wires).scan(&mut NoDelay), Contacts::UNREADABLE);
    }
}
