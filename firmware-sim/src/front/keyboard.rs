//! Which key of the computer does what.

use crossterm::event::{KeyCode, KeyEvent, KeyEventKind, KeyModifiers};
use keypad_protocol::{Cap, Key, NUMERIC_KEYPAD};
use wording::Phrase;

/// What somebody at the computer wants.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Command {
    /// Tap a key of the board.
    Key(Key),
    /// Hold the next key down, or let it go.
    Keep,
    /// Headphones in or out.
    Headphones,
    /// Plug in or out.
    Plug,
    /// A fault on or off.
    Fault(Switch),
    /// All faults off.
    NoFaults,
    /// End the program.
    Quit,
}

/// A fault that a function key switches.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Switch {
    Bounce,
    Stuck,
    Drop,
    Double,
    Corrupt,
    Delay,
    Flood,
    Reset,
    Version,
}

/// Within what the firmware filters.
pub(super) const BOUNCE_MS: u64 = 8;
pub(super) const DROP_PERCENT: u32 = 30;
pub(super) const CORRUPT_PERCENT: u32 = 5;
pub(super) const DELAY_MS: u64 = 50;
pub(super) const FLOOD_MS: u64 = 2000;
pub(super) const OTHER_VERSION: u8 = 9;

/// The faults by their function keys, F1 first.
pub(super) const SWITCHES: [(Switch, Phrase); 9] = [
    (Switch::Bounce, Phrase::SimFaultBounce),
    (Switch::Stuck, Phrase::SimFaultStuck),
    (Switch::Drop, Phrase::SimFaultDrop),
    (Switch::Double, Phrase::SimFaultDouble),
    (Switch::Corrupt, Phrase::SimFaultCorrupt),
    (Switch::Delay, Phrase::SimFaultDelay),
    (Switch::Flood, Phrase::SimFaultFlood),
    (Switch::Reset, Phrase::SimFaultReset),
    (Switch::Version, Phrase::SimFaultVersion),
];

/// The signs that press a key of the board, as the legend shows them, and the key's name. Digits
/// and signs are those of the numeric keypad.
pub(super) const fn legend(key: Key) -> (&'static str, Phrase) {
    match key {
        Key::Up => ("↑ 8", Phrase::SimKeyUp),
        Key::Down => ("↓ 2", Phrase::SimKeyDown),
        Key::Left => ("← 4", Phrase::SimKeyLeft),
        Key::Right => ("→ 6", Phrase::SimKeyRight),
        Key::Select => ("⏎ 5", Phrase::SimKeySelect),
        Key::Help => ("h .", Phrase::SimKeyHelp),
        Key::Repeat => ("r 0", Phrase::SimKeyRepeat),
        Key::VolumeDown => ("-", Phrase::SimKeyVolumeDown),
        Key::VolumeUp => ("+", Phrase::SimKeyVolumeUp),
        Key::RateDown => ("< /", Phrase::SimKeyRateDown),
        Key::RateUp => ("> *", Phrase::SimKeyRateUp),
        Key::Language => ("l 7", Phrase::SimKeyLanguage),
        Key::Curtain => ("c 9", Phrase::SimKeyCurtain),
        Key::SwitchMove => ("m", Phrase::SimKeySwitchMove),
        Key::SwitchSelect => ("n", Phrase::SimKeySwitchSelect),
    }
}

/// What a key of the computer does, if anything.
pub(super) fn command(pressed: KeyEvent) -> Option<Command> {
    if pressed.kind == KeyEventKind::Release {
        return None;
    }
    match pressed.code {
        KeyCode::Char('c') if pressed.modifiers.contains(KeyModifiers::CONTROL) => Some(Command::Quit),
        _ if pressed.modifiers.intersects(KeyModifiers::CONTROL | KeyModifiers::ALT) => None,
        KeyCode::Up => Some(Command::Key(Key::Up)),
        KeyCode::Down => Some(Command::Key(Key::Down)),
        KeyCode::Left => Some(Command::Key(Key::Left)),
        KeyCode::Right => Some(Command::Key(Key::Right)),
        KeyCode::Enter => Some(Command::Key(Key::Select)),
        KeyCode::F(number) => {
            let at = usize::from(number).checked_sub(1)?;
            SWITCHES.get(at).map(|(switch, _)| Command::Fault(*switch))
        }
        KeyCode::Char(sign) => of_sign(sign.to_ascii_lowercase()),
        _ => None,
    }
}

fn of_sign(sign: char) -> Option<Command> {
    let letter = match sign {
        'q' => return Some(Command::Quit),
        'k' => return Some(Command::Keep),
        'p' => return Some(Command::Headphones),
        'u' => return Some(Command::Plug),
        'x' => return Some(Command::NoFaults),
        'h' => Some(Key::Help),
        'r' => Some(Key::Repeat),
        '=' => Some(Key::VolumeUp),
        '<' => Some(Key::RateDown),
        '>' => Some(Key::RateUp),
        'l' => Some(Key::Language),
        'c' => Some(Key::Curtain),
        'm' => Some(Key::SwitchMove),
        'n' => Some(Key::SwitchSelect),
        _ => None,
    };
    letter.or_else(|| on_numeric_keypad(sign)).map(Command::Key)
}

/// The key that has this sign on a booth's numeric keypad.
fn on_numeric_keypad(sign: char) -> Option<Key> {
    let is_it = |cap: &Cap| cap.face().chars().eq([sign]);
    NUMERIC_KEYPAD.iter().find(|(cap, _)| is_it(cap)).map(|(_, key)| *key)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_sign_of_the_legend_presses_its_key() {
        for key in Key::ALL {
            for sign in legend(key).0.split(' ') {
                let code = match sign {
                    "↑" => KeyCode::Up,
                    "↓" => KeyCode::Down,
                    "←" => KeyCode::Left,
                    "→" => KeyCode::Right,
                    "⏎" => KeyCode::Enter,
                    sign => KeyCode::Char(sign.chars().next().unwrap()),
                };
                assert_eq!(command(KeyEvent::new(code, KeyModifiers::NONE)), Some(Command::Key(key)), "{sign}");
            }
        }
    }

    #[test]
    fn control_c_quits_and_c_alone_is_the_curtain() {
        assert_eq!(command(KeyEvent::new(KeyCode::Char('c'), KeyModifiers::CONTROL)), Some(Command::Quit));
        assert_eq!(command(KeyEvent::new(KeyCode::Char('c'), KeyModifiers::NONE)), Some(Command::Key(Key::Curtain)));
        assert_eq!(command(KeyEvent::new(KeyCode::Char('u'), KeyModifiers::CONTROL)), None);
    }

    #[test]
    fn function_keys_beyond_the_faults_do_nothing() {
        assert_eq!(command(KeyEvent::new(KeyCode::F(9), KeyModifiers::NONE)), Some(Command::Fault(Switch::Version)));
        assert_eq!(command(KeyEvent::new(KeyCode::F(10), KeyModifiers::NONE)), None);
    }
}
