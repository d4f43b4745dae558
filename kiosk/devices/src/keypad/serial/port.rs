//! The open serial port: reads and writes that never wait long, whatever the other end does.

use std::fs;
use std::io::{ErrorKind, Read, Write};
use std::os::unix::fs::MetadataExt;
use std::path::Path;
use std::time::Duration;

use keypad_protocol::{Frame, LINK_TIMEOUT_MS};
use serialport::{ClearBuffer, SerialPort, TTYPort};

use crate::keypad::PortFault;

/// The most bytes that one read takes.
pub(super) const READ_BYTES: usize = 512;

/// What a UART board is set to; USB boards take any speed.
const BAUD: u32 = 115_200;
/// How long a read waits for the first byte. A command waits no longer than this either.
const READ_WAIT: Duration = Duration::from_millis(10);
/// So many bytes may wait to be sent: more than a session's beginning needs.
const BACKLOG_BYTES: usize = 512;
/// How often it is looked at whether the path still names this device, in milliseconds.
const LOOK_MS: u64 = 200;

/// Which device a path names: device, inode, device number of the node.
type Identity = (u64, u64, u64);

fn identity(path: &Path) -> Option<Identity> {
    fs::metadata(path).ok().map(|node| (node.dev(), node.ino(), node.rdev()))
}

/// An open port with the bytes that wait to be sent.
pub(super) struct Port {
    tty: TTYPort,
    identity: Option<Identity>,
    backlog: Vec<u8>,
    /// Since when nothing could be sent though something waits.
    stuck_since_ms: Option<u64>,
    looked_ms: u64,
}

impl Port {
    /// Opens the port for this program alone.
    pub(super) fn open(path: &Path) -> Result<Self, PortFault> {
        let identity = identity(path);
        let name = path.to_string_lossy();
        let builder = serialport::new(name, BAUD).timeout(READ_WAIT).dtr_on_open(true);
        let mut tty = TTYPort::open(&builder).map_err(|error| fault(error.kind()))?;
        // Some boards send only while these are set. A pseudo-terminal has no such lines and says so.
        let _no_such_line = tty.write_request_to_send(true);
        Ok(Self { tty, identity, backlog: Vec::new(), stuck_since_ms: None, looked_ms: 0 })
    }

    /// Reads what is there, after waiting a little for a first byte. 0 where none came.
    pub(super) fn read(&mut self, bytes: &mut [u8]) -> Result<usize, PortFault> {
        match self.tty.read(bytes) {
            // An end of file is how some drivers say that the device is gone.
            Ok(0) => Err(PortFault::HungUp),
            Ok(read) => Ok(read),
            Err(error) if is_nothing_yet(error.kind()) => Ok(0),
            Err(_) => Err(PortFault::HungUp),
        }
    }

    /// Has a frame wait for [`Port::write`]. Where there is no room it is dropped: what matters is said again.
    pub(super) fn queue(&mut self, frame: &Frame, now_ms: u64) {
        let bytes = frame.as_bytes();
        if self.backlog.len() + bytes.len() <= BACKLOG_BYTES {
            self.backlog.extend_from_slice(bytes);
        } else {
            self.stuck_since_ms.get_or_insert(now_ms);
        }
    }

    /// Sends what the port takes without waiting.
    ///
    /// Byte by byte: a port that has room has room for one. A longer write could begin and then wait in the
    /// kernel for a board that does not read.
    pub(super) fn write(&mut self, now_ms: u64) -> Result<(), PortFault> {
        if self.backlog.is_empty() {
            return Ok(());
        }
        let (sent, fault) = self.write_some();
        self.backlog.drain(..sent.min(self.backlog.len()));
        if sent > 0 || self.backlog.is_empty() {
            self.stuck_since_ms = None;
            return fault.map_or(Ok(()), Err);
        }
        let since_ms = *self.stuck_since_ms.get_or_insert(now_ms);
        let stuck = now_ms.saturating_sub(since_ms) >= LINK_TIMEOUT_MS;
        fault.or(stuck.then_some(PortFault::HungUp)).map_or(Ok(()), Err)
    }

    fn write_some(&mut self) -> (usize, Option<PortFault>) {
        let mut sent = 0;
        if self.tty.set_timeout(Duration::ZERO).is_err() {
            return (sent, Some(PortFault::HungUp));
        }
        let mut fault = None;
        for byte in &self.backlog {
            match self.tty.write(std::slice::from_ref(byte)) {
                Ok(0) => break,
                Ok(_) => sent += 1,
                Err(error) if is_nothing_yet(error.kind()) => break,
                Err(_) => {
                    fault = Some(PortFault::HungUp);
                    break;
                }
            }
        }
        if self.tty.set_timeout(READ_WAIT).is_err() {
            fault = Some(PortFault::HungUp);
        }
        (sent, fault)
    }

    /// Whether `path` names another device by now, or none. Looks now and then only.
    pub(super) fn is_elsewhere(&mut self, path: &Path, now_ms: u64) -> bool {
        if now_ms.saturating_sub(self.looked_ms) < LOOK_MS {
            return false;
        }
        self.looked_ms = now_ms;
        identity(path) != self.identity
    }
}

impl Drop for Port {
    fn drop(&mut self) {
        // Otherwise closing may wait half a minute for a board that does not read.
        let _gone_already = self.tty.clear(ClearBuffer::All);
    }
}

/// Nothing came or went, and nothing is wrong.
const fn is_nothing_yet(kind: ErrorKind) -> bool {
    matches!(kind, ErrorKind::TimedOut | ErrorKind::WouldBlock | ErrorKind::Interrupted)
}

fn fault(kind: serialport::ErrorKind) -> PortFault {
    match kind {
        // serialport says `NoDevice` where the port is locked, and `NotFound` where there is none.
        serialport::ErrorKind::NoDevice => PortFault::Busy,
        serialport::ErrorKind::Io(ErrorKind::PermissionDenied) => PortFault::NotPermitted,
        serialport::ErrorKind::InvalidInput | serialport::ErrorKind::Unknown | serialport::ErrorKind::Io(_) => {
            PortFault::Absent
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_serialport_says_is_told_apart() {
        let io = serialport::ErrorKind::Io;
        assert_eq!(fault(serialport::ErrorKind::NoDevice), PortFault::Busy);
        assert_eq!(fault(io(ErrorKind::PermissionDenied)), PortFault::NotPermitted);
        assert_eq!(fault(io(ErrorKind::NotFound)), PortFault::Absent);
        assert_eq!(fault(serialport::ErrorKind::Unknown), PortFault::Absent);
    }

    #[test]
    fn a_path_without_a_port_is_absent_whatever_lies_there() {
        let folder = tempfile::tempdir().unwrap();
        assert_eq!(Port::open(&folder.path().join("nothing")).err(), Some(PortFault::Absent));
        let file = folder.path().join("file");
        fs::write(&file, "no port").unwrap();
        assert_eq!(Port::open(&file).err(), Some(PortFault::Absent));
    }
}
