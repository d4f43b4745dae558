//! The numbers that the session logs and shows on the keypad stand in the table of codes.

use wording::Code;

use crate::input::{PrintTrouble, SoundTrouble};
use crate::overlay::{PERHAPS_PRINTED, SCAN_FAILED};

#[test]
fn every_number_of_the_session_is_a_code_of_the_table() {
    let session = [
        (PrintTrouble::NoSheet.code(), "K320", "PrinterEmpty"),
        (PrintTrouble::Jam.code(), "K321", "PrinterJam"),
        (PrintTrouble::Off.code(), "K322", "PrinterOff"),
        (PrintTrouble::Other.code(), "K323", "PrinterTrouble"),
        (PERHAPS_PRINTED, "K324", "PerhapsPrinted"),
        (crate::Fault::ScannerLost.code().unwrap(), "K330", "ScannerLost"),
        (SCAN_FAILED, "K331", "ScanFailed"),
        (SoundTrouble::Absent.code(), "K340", "SoundAbsent"),
        (SoundTrouble::Lost.code(), "K341", "SoundLost"),
        (SoundTrouble::Busy.code(), "K342", "SoundBusy"),
        (SoundTrouble::NotPermitted.code(), "K343", "SoundNotPermitted"),
        (SoundTrouble::Unsuitable.code(), "K344", "SoundUnsuitable"),
        (SoundTrouble::Stutters.code(), "K345", "SoundStutters"),
        (crate::Fault::KeypadLost.code().unwrap(), "K302", "KeypadLost"),
        (crate::Fault::KeyStuck(keypad_protocol::Key::Up).code().unwrap(), "K307", "KeyStuck"),
        (401, "K401", "SessionAbandoned"),
    ];
    for (number, code, name) in session {
        assert_eq!(format!("K{number}"), code);
        let found = Code::ALL.iter().find(|known| known.as_str() == code).expect("the code is in the table");
        assert_eq!(found.name(), name);
    }
}
