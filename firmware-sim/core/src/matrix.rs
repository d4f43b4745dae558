//! Scans the matrix and the switch inputs through embedded-hal's pins.

use embedded_hal::{
    delay::DelayNs,
    digital::{InputPin, OutputPin},
};

use crate::{
    contacts::Contacts,
    wiring::{COLUMNS, Crossing, ROWS},
};

/// How long a driven row settles before its columns are read, in microseconds: ten times the rise of a
/// 10 kΩ pull-up against 100 pF of wire.
const SETTLE_US: u32 = 10;

/// The pins of the keypad. Rows are open-drain outputs, driven low one at a time; columns and switches are
/// inputs with pull-ups, so a closed contact reads low.
#[derive(Debug)]
pub struct Matrix<Row, Column, Switch> {
    rows: [Row; ROWS],
    columns: [Column; COLUMNS],
    switch_move: Switch,
    switch_select: Switch,
}

impl<Row: OutputPin, Column: InputPin, Switch: InputPin> Matrix<Row, Column, Switch> {
    /// A matrix on these pins, in the order of [`wire`](crate::wire).
    pub const fn new(
        rows: [Row; ROWS],
        columns: [Column; COLUMNS],
        switch_move: Switch,
        switch_select: Switch,
    ) -> Self {
        Self { rows, columns, switch_move, switch_select }
    }

    /// Looks at every contact once. To be called every millisecond.
    /// If any pin fails, nothing the others say is believed: [`Contacts::UNREADABLE`].
    pub fn scan(&mut self, delay: &mut impl DelayNs) -> Contacts {
        self.look(delay).unwrap_or(Contacts::UNREADABLE)
    }

    fn look(&mut self, delay: &mut impl DelayNs) -> Result<Contacts, PinFailed> {
        let mut contacts = Contacts::OPEN;
        for row in &mut self.rows {
            row.set_high().map_err(|_| PinFailed)?;
        }
        delay.delay_us(SETTLE_US);
        for (column, pin) in self.columns.iter_mut().enumerate() {
            if pin.is_low().map_err(|_| PinFailed)? {
                contacts.shorted_columns |= 1 << column;
            }
        }
        for (row, drive) in self.rows.iter_mut().enumerate() {
            drive.set_low().map_err(|_| PinFailed)?;
            delay.delay_us(SETTLE_US);
            for (column, pin) in self.columns.iter_mut().enumerate() {
                if pin.is_low().map_err(|_| PinFailed)? {
                    contacts.crossings = contacts.crossings.with(Crossing { row, column });
                }
            }
            drive.set_high().map_err(|_| PinFailed)?;
        }
        contacts.switch_move = self.switch_move.is_low().map_err(|_| PinFailed)?;
        contacts.switch_select = self.switch_select.is_low().map_err(|_| PinFailed)?;
        Ok(contacts)
    }
}

/// A pin could not be driven or read.
struct PinFailed;

#[cfg(test)]
mod tests;
