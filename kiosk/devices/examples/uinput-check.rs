//! Makes input devices in the kernel (uinput) and checks what the booth's reader says of them.
//!
//! For a machine of its own: it takes every keyboard there is. `scripts/verify_input.sh` runs it in a virtual one.
#![expect(clippy::panic, reason = "a check that meets something unexpected is to stop")]

use std::io::{self, Write};
use std::sync::Arc;
use std::sync::mpsc::Receiver;
use std::thread;
use std::time::{Duration, Instant};

use evdev::raw_stream::RawDevice;
use evdev::uinput::VirtualDevice;
use evdev::{
    AbsInfo, AbsoluteAxisCode, AttributeSet, BusType, EventType, InputEvent, InputId, KeyCode, PropType, UinputAbsSetup,
};
use keypad_protocol::{Key, KeyEvent, NUMERIC_KEYPAD};
use kiosk_devices::keypad::HidInputs;
use kiosk_devices::keypad::hid::{HidSettings, Kind, Match, Profile, Rule, codes_of_cap};
use kiosk_devices::{DeviceEvent, DeviceState, Happened, MonotonicClock, Source, TouchPhase, channel};

const KEYPAD: &str = "Check numeric keypad";
const BOX: &str = "Check two-switch box";
const BUTTON: &str = "Check power button";
const PANEL: &str = "Check touch panel";
/// Longer than any double-strike time and any bounce.
const PAUSE: Duration = Duration::from_millis(150);

fn main() -> io::Result<()> {
    let (sender, events) = channel();
    let rule = Rule { matches: Match::Name(BOX.to_owned()), kind: Kind::Keys(Profile::switch_box()) };
    let settings = HidSettings { rules: vec![rule], ..HidSettings::default() };
    let inputs = HidInputs::start(settings, Arc::new(MonotonicClock::start()), sender)?;
    let booth = Booth { events };
    booth.expect_state(&DeviceState::Lost { name: BOX.to_owned() });
    say("a device that the settings name and that is not there is told")?;
    check_keypad(&booth)?;
    check_switches(&booth)?;
    check_unplug(&booth)?;
    check_others(&booth)?;
    check_busy(&booth)?;
    check_dropped(&booth)?;
    check_touch(&booth)?;
    drop(inputs);
    say("all checks passed")
}

fn say(what: &str) -> io::Result<()> {
    writeln!(io::stdout(), "checked: {what}")
}

struct Booth {
    events: Receiver<DeviceEvent>,
}

impl Booth {
    /// The next event that is of a voter: what a keyboard's key is to a poll worker is left out.
    fn next(&self) -> DeviceEvent {
        loop {
            let event = self.events.recv_timeout(Duration::from_secs(20)).expect("what the check waits for never came");
            if !matches!(event.happened, Happened::Typed(_)) {
                return event;
            }
        }
    }

    /// The next event that is not about a machine's own keyboard coming or going.
    fn expect(&self, source: Source, wanted: &Happened) -> DeviceEvent {
        loop {
            let event = self.next();
            if matches!(&event.happened, Happened::Device(DeviceState::Attached { name }) if !name.starts_with("Check"))
            {
                continue;
            }
            let shown = |happened: &Happened| match happened {
                Happened::Key(key) => format!("{key:?}"),
                other => format!("{other:?}"),
            };
            let same = event.happened == *wanted && event.source == source;
            assert!(same, "wanted {}, got {}", shown(wanted), shown(&event.happened));
            return event;
        }
    }

    fn expect_key(&self, source: Source, event: KeyEvent) -> DeviceEvent {
        self.expect(source, &Happened::Key(event))
    }

    fn expect_tap(&self, source: Source, key: Key) {
        if key != Key::Help {
            self.expect_key(source, KeyEvent::Pressed(key));
            self.expect_key(source, KeyEvent::Released(key));
        } else {
            self.expect_key(source, KeyEvent::Pressed(key));
        }
    }

    fn expect_state(&self, state: &DeviceState) {
        loop {
            if self.next().happened == Happened::Device(state.clone()) {
                return;
            }
        }
    }

    fn expect_attached(&self, name: &str) {
        self.expect_state(&DeviceState::Attached { name: name.to_owned() });
        thread::sleep(PAUSE);
    }

    fn expect_nothing(&self) {
        thread::sleep(PAUSE);
        let told = self.events.try_iter().any(|event| !matches!(event.happened, Happened::Typed(_)));
        assert!(!told, "something was told that must not be");
    }
}

fn device(name: &str, codes: impl IntoIterator<Item = KeyCode>) -> io::Result<VirtualDevice> {
    let keys: AttributeSet<KeyCode> = codes.into_iter().collect();
    let id = InputId::new(BusType::BUS_USB, 0x1209, 1, 1);
    VirtualDevice::builder()?.name(name).input_id(id).with_keys(&keys)?.build()
}

fn keypad() -> io::Result<VirtualDevice> {
    let caps = NUMERIC_KEYPAD.iter().flat_map(|(cap, _)| codes_of_cap(*cap)).copied();
    device(KEYPAD, caps.chain([KeyCode::KEY_NUMLOCK, KeyCode::KEY_KP1, KeyCode::KEY_KP3]))
}

fn switch_box() -> io::Result<VirtualDevice> {
    device(BOX, [KeyCode::KEY_SPACE, KeyCode::KEY_ENTER])
}

fn send(device: &mut VirtualDevice, code: KeyCode, value: i32) -> io::Result<()> {
    device.emit(&[InputEvent::new(EventType::KEY.0, code.0, value)])
}

fn tap(device: &mut VirtualDevice, code: KeyCode) -> io::Result<()> {
    send(device, code, 1)?;
    thread::sleep(Duration::from_millis(30));
    send(device, code, 0)?;
    thread::sleep(PAUSE);
    Ok(())
}

/// The kernel's own node of a device.
fn node(device: &mut VirtualDevice) -> io::Result<RawDevice> {
    loop {
        if let Some(path) = device.enumerate_dev_nodes_blocking()?.flatten().next() {
            return RawDevice::open(path);
        }
    }
}

fn check_keypad(booth: &Booth) -> io::Result<()> {
    let mut keypad = keypad()?;
    booth.expect_attached(KEYPAD);
    for code in [KeyCode::KEY_NUMLOCK, KeyCode::KEY_KP1, KeyCode::KEY_KP3] {
        tap(&mut keypad, code)?;
    }
    booth.expect_nothing();
    for (cap, key) in NUMERIC_KEYPAD {
        for code in codes_of_cap(cap) {
            tap(&mut keypad, *code)?;
            booth.expect_tap(Source::NumericKeypad, key);
        }
    }
    say("every cap of a numeric keypad, with either code of NumLock")?;
    let error = node(&mut keypad)?.grab().expect_err("the keypad is not kept for the booth alone");
    assert_eq!(error.kind(), io::ErrorKind::ResourceBusy);
    say("no other program hears the keypad")?;
    let mut times: Vec<Duration> = Vec::new();
    for _ in 0..100 {
        let sent = Instant::now();
        send(&mut keypad, KeyCode::KEY_KP8, 1)?;
        booth.expect_key(Source::NumericKeypad, KeyEvent::Pressed(Key::Up));
        times.push(sent.elapsed());
        thread::sleep(Duration::from_millis(20));
        send(&mut keypad, KeyCode::KEY_KP8, 0)?;
        booth.expect_key(Source::NumericKeypad, KeyEvent::Released(Key::Up));
        thread::sleep(PAUSE);
    }
    times.sort();
    let median = times.get(50).copied().unwrap_or_default();
    let worst = times.last().copied().unwrap_or_default();
    say(&format!("press to event, 100 times: median {median:?}, worst {worst:?}"))?;
    drop(keypad);
    booth.expect_state(&DeviceState::Lost { name: KEYPAD.to_owned() });
    say("a keypad unplugged is told as lost")
}

fn check_switches(booth: &Booth) -> io::Result<()> {
    let mut switches = switch_box()?;
    booth.expect_attached(BOX);
    for value in [1, 0, 1, 0, 1] {
        send(&mut switches, KeyCode::KEY_SPACE, value)?;
    }
    booth.expect_key(Source::Switches, KeyEvent::Pressed(Key::SwitchMove));
    for _ in 0..5 {
        send(&mut switches, KeyCode::KEY_SPACE, 2)?;
    }
    booth.expect_nothing();
    for value in [0, 1, 0] {
        send(&mut switches, KeyCode::KEY_SPACE, value)?;
    }
    booth.expect_key(Source::Switches, KeyEvent::Released(Key::SwitchMove));
    thread::sleep(PAUSE);
    tap(&mut switches, KeyCode::KEY_ENTER)?;
    booth.expect_tap(Source::Switches, Key::SwitchSelect);
    say("a bouncing switch is one press; auto-repeat is none")?;
    drop(switches);
    booth.expect_state(&DeviceState::Lost { name: BOX.to_owned() });
    Ok(())
}

fn check_unplug(booth: &Booth) -> io::Result<()> {
    let mut switches = switch_box()?;
    booth.expect_attached(BOX);
    send(&mut switches, KeyCode::KEY_ENTER, 1)?;
    booth.expect_key(Source::Switches, KeyEvent::Pressed(Key::SwitchSelect));
    drop(switches);
    booth.expect_key(Source::Switches, KeyEvent::Released(Key::SwitchSelect));
    booth.expect_state(&DeviceState::Lost { name: BOX.to_owned() });
    let replugged = Instant::now();
    let mut switches = switch_box()?;
    // Down before the booth looks: it must not count.
    send(&mut switches, KeyCode::KEY_ENTER, 1)?;
    booth.expect_state(&DeviceState::Attached { name: BOX.to_owned() });
    let found = replugged.elapsed();
    thread::sleep(PAUSE);
    booth.expect_nothing();
    send(&mut switches, KeyCode::KEY_ENTER, 0)?;
    thread::sleep(PAUSE);
    tap(&mut switches, KeyCode::KEY_ENTER)?;
    booth.expect_tap(Source::Switches, Key::SwitchSelect);
    say(&format!(
        "a key held through unplugging is released, and counts after it came up; found again after {found:?}"
    ))?;
    drop(switches);
    booth.expect_state(&DeviceState::Lost { name: BOX.to_owned() });
    Ok(())
}

fn check_others(booth: &Booth) -> io::Result<()> {
    let mut button = device(BUTTON, [KeyCode::KEY_POWER])?;
    thread::sleep(Duration::from_millis(2_500));
    booth.expect_nothing();
    node(&mut button)?.grab()?;
    say("a power button is left alone")
}

fn check_busy(booth: &Booth) -> io::Result<()> {
    // Right after a look of the reader's, so that this program is first.
    let other = switch_box()?;
    booth.expect_attached(BOX);
    let mut keypad = keypad()?;
    let mut holder = node(&mut keypad)?;
    holder.grab()?;
    booth.expect_state(&DeviceState::Busy { name: KEYPAD.to_owned() });
    drop(holder);
    booth.expect_attached(KEYPAD);
    say("a keypad that another program keeps is told as busy, and taken when it is free")?;
    drop((other, keypad));
    booth.expect_state(&DeviceState::Lost { name: BOX.to_owned() });
    Ok(())
}

/// More events at once than the kernel keeps for a reader, so that it drops some (`SYN_DROPPED`).
fn check_dropped(booth: &Booth) -> io::Result<()> {
    let mut keypad = keypad()?;
    booth.expect_attached(KEYPAD);
    let burst: Vec<_> = (0..4_000)
        .map(|turn| InputEvent::new(EventType::KEY.0, KeyCode::KEY_NUMLOCK.0, i32::from(turn % 2 == 0)))
        .chain([InputEvent::new(EventType::KEY.0, KeyCode::KEY_KP8.0, 1)])
        .collect();
    keypad.emit(&burst)?;
    let told = booth.next();
    // The reader may have kept up, or the key may have been among what was dropped. It must never act late.
    let dropped = told.happened == Happened::KeysLost(1);
    let kept = told.happened == Happened::Key(KeyEvent::Pressed(Key::Up));
    assert!(dropped || kept, "{told:?}");
    thread::sleep(PAUSE);
    send(&mut keypad, KeyCode::KEY_KP8, 0)?;
    thread::sleep(PAUSE);
    while booth.events.try_recv().is_ok() {}
    tap(&mut keypad, KeyCode::KEY_KP2)?;
    booth.expect_tap(Source::NumericKeypad, Key::Down);
    drop(keypad);
    booth.expect_state(&DeviceState::Lost { name: KEYPAD.to_owned() });
    say(if dropped { "events that the kernel dropped are told as lost" } else { "a burst of events was read whole" })
}

fn panel() -> io::Result<VirtualDevice> {
    let axis = |code| UinputAbsSetup::new(code, AbsInfo::new(0, 0, 1_000, 0, 0, 0));
    let keys: AttributeSet<KeyCode> = [KeyCode::BTN_TOUCH].into_iter().collect();
    let direct: AttributeSet<PropType> = [PropType::DIRECT].into_iter().collect();
    VirtualDevice::builder()?
        .name(PANEL)
        .with_keys(&keys)?
        .with_absolute_axis(&axis(AbsoluteAxisCode::ABS_X))?
        .with_absolute_axis(&axis(AbsoluteAxisCode::ABS_Y))?
        .with_properties(&direct)?
        .build()
}

fn finger(x: i32, y: i32, down: i32) -> [InputEvent; 3] {
    [
        InputEvent::new(EventType::ABSOLUTE.0, AbsoluteAxisCode::ABS_X.0, x),
        InputEvent::new(EventType::ABSOLUTE.0, AbsoluteAxisCode::ABS_Y.0, y),
        InputEvent::new(EventType::KEY.0, KeyCode::BTN_TOUCH.0, down),
    ]
}

fn check_touch(booth: &Booth) -> io::Result<()> {
    let touch = || match booth.next().happened {
        Happened::Touch(touch) => (touch.phase, touch.x, touch.y),
        other => panic!("{other:?}"),
    };
    let mut screen = panel()?;
    booth.expect_attached(PANEL);
    let mut told = Vec::new();
    for events in [finger(500, 1_000, 1), finger(1_000, 0, 1), finger(1_000, 0, 0)] {
        screen.emit(&events)?;
        told.push(touch());
    }
    let (middle, end) = (32_768, u16::MAX);
    let wanted = [(TouchPhase::Pressed, middle, end), (TouchPhase::Moved, end, 0), (TouchPhase::Released, end, 0)];
    assert_eq!(told, wanted);
    // Unplugged with a finger on it, the kernel sometimes tells the finger's lift before the end. Never a choice.
    for _ in 0..8 {
        screen.emit(&finger(10, 10, 1))?;
        assert_eq!(touch().0, TouchPhase::Pressed);
        drop(screen);
        assert_eq!(touch().0, TouchPhase::Cancelled);
        booth.expect_state(&DeviceState::Lost { name: PANEL.to_owned() });
        screen = panel()?;
        booth.expect_attached(PANEL);
    }
    say("a finger on a panel is pressed, moved, released; unplugged, it is cancelled, 8 times of 8")
}
