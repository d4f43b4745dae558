//! The scan on a circuit: rows, columns and closed contacts that conduct both ways, as on the real board.

use std::{cell::RefCell, rc::Rc, vec, vec::Vec};

use embedded_hal::{
    delay::DelayNs,
    digital::{Error, ErrorKind, ErrorType, InputPin, OutputPin},
};
use keypad_protocol::{Key, KeySet};
use proptest::prelude::*;

use super::Matrix;
use crate::{
    contacts::Contacts,
    wiring::{COLUMNS, Crossing, ROWS, Wire, wire},
};

/// The wires of the keypad: rows are 0 to 3, columns 4 to 7.
#[derive(Default)]
struct Circuit {
    closed: Vec<(usize, usize)>,
    low_rows: [bool; ROWS],
    grounded_columns: Vec<usize>,
    switches: [bool; 2],
    failing: Option<Pin>,
    most_rows_low: usize,
}

impl Circuit {
    /// Whether current flows from `column` to a row driven low, over however many contacts.
    fn reads_low(&self, column: usize) -> bool {
        let mut reached = vec![ROWS + column];
        let mut next = 0;
        while let Some(&wire) = reached.get(next) {
            next += 1;
            for &(row, column) in &self.closed {
                for (from, to) in [(row, ROWS + column), (ROWS + column, row)] {
                    if from == wire && !reached.contains(&to) {
                        reached.push(to);
                    }
                }
            }
        }
        reached.iter().any(|wire| match wire.checked_sub(ROWS) {
            None => self.low_rows[*wire],
            Some(column) => self.grounded_columns.contains(&column),
        })
    }
}

#[derive(Clone, Copy, Debug, Eq, PartialEq)]
enum Pin {
    Row(usize),
    Column(usize),
    Switch(usize),
}

/// One pin of the board's chip.
struct Wired {
    pin: Pin,
    circuit: Rc<RefCell<Circuit>>,
}

#[derive(Debug)]
struct Failed;

impl Error for Failed {
    fn kind(&self) -> ErrorKind {
        ErrorKind::Other
    }
}

impl ErrorType for Wired {
    type Error = Failed;
}

impl Wired {
    fn drive(&self, low: bool) -> Result<(), Failed> {
        let mut circuit = self.circuit.borrow_mut();
        let Pin::Row(row) = self.pin else { panic!("{:?} is no output", self.pin) };
        if circuit.failing == Some(self.pin) {
            return Err(Failed);
        }
        circuit.low_rows[row] = low;
        let low_now = circuit.low_rows.iter().filter(|low| **low).count();
        circuit.most_rows_low = circuit.most_rows_low.max(low_now);
        Ok(())
    }
}

impl OutputPin for Wired {
    fn set_low(&mut self) -> Result<(), Failed> {
        self.drive(true)
    }

    fn set_high(&mut self) -> Result<(), Failed> {
        self.drive(false)
    }
}

impl InputPin for Wired {
    fn is_high(&mut self) -> Result<bool, Failed> {
        self.is_low().map(|low| !low)
    }

    fn is_low(&mut self) -> Result<bool, Failed> {
        let circuit = self.circuit.borrow();
        match self.pin {
            pin if circuit.failing == Some(pin) => Err(Failed),
            Pin::Row(_) => panic!("a row is no input"),
            Pin::Column(column) => Ok(circuit.reads_low(column)),
            Pin::Switch(switch) => Ok(circuit.switches[switch]),
        }
    }
}

struct NoDelay;

impl DelayNs for NoDelay {
    fn delay_ns(&mut self, _: u32) {}
}

/// Scans a keypad twice: the second scan finds the pins as the first left them.
fn scan(circuit: Circuit) -> (Contacts, Circuit) {
    let circuit = Rc::new(RefCell::new(circuit));
    let wired = |pin| Wired { pin, circuit: Rc::clone(&circuit) };
    let rows: [Wired; ROWS] = core::array::from_fn(|row| wired(Pin::Row(row)));
    let columns: [Wired; COLUMNS] = core::array::from_fn(|column| wired(Pin::Column(column)));
    let mut matrix = Matrix::new(rows, columns, wired(Pin::Switch(0)), wired(Pin::Switch(1)));
    let first = matrix.scan(&mut NoDelay);
    assert_eq!(matrix.scan(&mut NoDelay), first);
    drop(matrix);
    (first, circuit.take())
}

fn with_keys(pressed: KeySet) -> Circuit {
    let mut circuit = Circuit::default();
    for key in pressed.iter() {
        match wire(key) {
            Wire::Matrix(Crossing { row, column }) => circuit.closed.push((row, column)),
            Wire::SwitchMove => circuit.switches[0] = true,
            Wire::SwitchSelect => circuit.switches[1] = true,
        }
    }
    circuit
}

#[test]
fn each_key_alone_is_read_as_itself() {
    for key in Key::ALL {
        let (contacts, circuit) = scan(with_keys(KeySet::EMPTY.with(key)));
        assert_eq!(Key::ALL.into_iter().filter(|key| contacts.reads(*key)).collect::<Vec<_>>(), [key]);
        assert_eq!((contacts.shorted_columns, contacts.unreadable), (0, false));
        assert_eq!(circuit.most_rows_low, 1, "two rows driven at once cannot be told apart");
    }
}

#[test]
fn three_corners_of_a_rectangle_show_a_ghost_at_the_fourth() {
    let corners = [Key::Help, Key::Up, Key::Left].into_iter().collect();
    let (contacts, _) = scan(with_keys(corners));
    assert!(contacts.reads(Key::Select));
    assert!(!contacts.reads(Key::Right));
}

#[test]
fn a_column_shorted_to_ground_is_told_from_four_keys() {
    let (contacts, _) = scan(Circuit { grounded_columns: vec![1], ..Circuit::default() });
    assert_eq!(contacts.shorted_columns, 0b0010);
    let (four_keys, _) = scan(Circuit { closed: (0..ROWS).map(|row| (row, 1)).collect(), ..Circuit::default() });
    assert_eq!(four_keys.shorted_columns, 0);
    assert_eq!(four_keys.crossings, contacts.crossings);
}

#[test]
fn a_scan_with_any_pin_failing_is_unreadable() {
    for pin in [Pin::Row(3), Pin::Column(0), Pin::Switch(0), Pin::Switch(1)] {
        let (contacts, _) = scan(Circuit { failing: Some(pin), ..with_keys(KeySet::ALL) });
        assert_eq!(contacts, Contacts::UNREADABLE, "{pin:?}");
    }
}

proptest! {
    #[test]
    fn the_readings_expected_of_pressed_keys_are_those_of_the_circuit(bits in 0_u16..1 << 15) {
        let pressed: KeySet = Key::ALL.into_iter().filter(|key| bits & 1 << key.index() != 0).collect();
        let (contacts, _) = scan(with_keys(pressed));
        prop_assert_eq!(contacts, Contacts::from_pressed(pressed));
    }
}
