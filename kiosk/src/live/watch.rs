//! What the system's service manager is told: that the booth stands, and again and again that it is awake. A booth that
//! hangs says nothing, and is ended and started anew, closed to voters (sd_notify(3), `appliance/system`).

use std::ffi::OsStr;
use std::io;
use std::os::linux::net::SocketAddrExt as _;
use std::os::unix::ffi::OsStrExt as _;
use std::os::unix::net::{SocketAddr, UnixDatagram};
use std::rc::Rc;
use std::time::Duration;

use slint::{Timer, TimerMode};

/// The first frame is on the screen.
const STANDS: &[u8] = b"READY=1\nWATCHDOG=1";
/// The loop that draws, listens and keeps the session goes round.
const AWAKE: &[u8] = b"WATCHDOG=1";

/// The line to the service manager.
pub(super) struct Watch {
    socket: UnixDatagram,
    manager: SocketAddr,
    /// How often it wants to hear that the booth is awake, if at all.
    every: Option<Duration>,
}

/// Tells as long as it is kept.
pub(super) struct Watched {
    /// Never read: a timer that is dropped stops.
    _awake: Rc<Timer>,
}

impl Watch {
    /// The service manager that started this program; `None` where a person did.
    pub(super) fn of_environment() -> Option<Self> {
        let name = std::env::var_os("NOTIFY_SOCKET")?;
        let number = |variable| std::env::var(variable).ok()?.parse::<u64>().ok();
        Self::of(&name, number("WATCHDOG_USEC"), number("WATCHDOG_PID"), std::process::id()).ok()
    }

    /// `whom` is the process that is watched, where the manager names one.
    fn of(name: &OsStr, limit_us: Option<u64>, whom: Option<u64>, own: u32) -> io::Result<Self> {
        let bytes = name.as_bytes();
        let manager = match bytes.split_first() {
            Some((b'@', rest)) => SocketAddr::from_abstract_name(rest)?,
            _ => SocketAddr::from_pathname(name)?,
        };
        let socket = UnixDatagram::unbound()?;
        // A manager that does not read must not hold up a voter.
        socket.set_nonblocking(true)?;
        let watched = whom.is_none_or(|whom| whom == u64::from(own));
        // Three times in the time it allows: one may come late.
        let every = limit_us.filter(|limit| watched && *limit > 0).map(|limit| Duration::from_micros(limit) / 3);
        Ok(Self { socket, manager, every })
    }

    fn tell(&self, what: &[u8]) {
        // A manager that is gone or busy hears it the next time.
        let _ = self.socket.send_to_addr(what, &self.manager);
    }
}

/// Tells that the booth stands once its loop has gone round and drawn, and from then on that it is awake. It is the
/// loop itself that tells: whatever holds it up is silent.
pub(super) fn begin(watch: Watch) -> Watched {
    let awake = Rc::new(Timer::default());
    let told = Rc::downgrade(&awake);
    // A loop draws after its timers: at a timer that one turn sets for the next, the first frame is there.
    Timer::single_shot(Duration::ZERO, move || {
        Timer::single_shot(Duration::from_millis(1), move || {
            watch.tell(STANDS);
            if let (Some(awake), Some(every)) = (told.upgrade(), watch.every) {
                awake.start(TimerMode::Repeated, every, move || watch.tell(AWAKE));
            }
        });
    });
    Watched { _awake: awake }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn heard(manager: &UnixDatagram) -> Vec<u8> {
        let mut bytes = [0; 64];
        manager.set_read_timeout(Some(Duration::from_secs(5))).unwrap();
        let length = manager.recv(&mut bytes).unwrap();
        bytes[..length].to_vec()
    }

    #[test]
    fn a_manager_is_found_by_its_path_and_by_its_name_and_hears_what_is_told() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("notify");
        let name = format!("tandau-watch-{}", std::process::id());
        let address = SocketAddr::from_abstract_name(&name).unwrap();
        for (manager, called) in [
            (UnixDatagram::bind(&path).unwrap(), path.into_os_string()),
            (UnixDatagram::bind_addr(&address).unwrap(), format!("@{name}").into()),
        ] {
            let watch = Watch::of(&called, None, None, 1).unwrap();
            watch.tell(STANDS);
            assert_eq!(heard(&manager), b"READY=1\nWATCHDOG=1");
        }
    }

    #[test]
    fn a_booth_that_is_watched_is_heard_three_times_in_the_time_allowed() {
        let every = |limit, whom| Watch::of(OsStr::new("/run/none"), limit, whom, 7).unwrap().every;
        assert_eq!(every(Some(30_000_000), None), Some(Duration::from_secs(10)));
        assert_eq!(every(Some(30_000_000), Some(7)), Some(Duration::from_secs(10)));
        // Another process is meant, none is, or there is no limit.
        assert_eq!(every(Some(30_000_000), Some(8)), None);
        assert_eq!(every(None, Some(7)), None);
        assert_eq!(every(Some(0), None), None);
    }

    #[test]
    fn a_manager_that_is_gone_or_does_not_read_holds_nothing_up() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("notify");
        let watch = Watch::of(path.as_os_str(), None, None, 1).unwrap();
        watch.tell(AWAKE);
        let manager = UnixDatagram::bind(&path).unwrap();
        // More than any queue of datagrams holds.
        for _ in 0..10_000 {
            watch.tell(AWAKE);
        }
        assert_eq!(heard(&manager), AWAKE);
    }
}
