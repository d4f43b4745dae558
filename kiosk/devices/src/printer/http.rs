//! One HTTP/1.1 POST on a connection of its own.
//!
//! It knows what no client in a crate tells: whether any of the body had left the booth when it failed. It follows no
//! redirection, asks no proxy and no name server, tries nothing twice, and reads no more than it has room for. What is
//! posted is written from where it lies, and not copied.

mod reply;

use std::io::{ErrorKind, Read, Write};
use std::net::TcpStream;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, Instant};

use super::address::PrinterAddress;

use reply::Reply;

/// How long one look at the socket takes: as often it is seen whether to go on.
const SLICE: Duration = Duration::from_millis(50);
/// More bytes than any sound reply has, however it is cut up.
const MOST_BYTES: usize = 2 * 1_024 * 1_024;
/// How long one try to connect takes; a cable of a metre answers at once.
const CONNECT_SLICE: Duration = Duration::from_millis(300);

/// Why there is no answer.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(super) enum PostFault {
    /// Nobody answers there. Nothing of the body left the booth.
    NotBegun,
    /// The server refused before anything could come of it, with this status.
    Refused(u16),
    /// The body had begun, and no sound answer came: nobody knows what came of it.
    Lost,
}

/// How long to try.
pub(super) struct Patience<'a> {
    until: Instant,
    /// Somebody else counts this up to make an end.
    turns: &'a AtomicU64,
    turn: u64,
}

impl<'a> Patience<'a> {
    /// So long, and as long as `turns` stands at `turn`.
    pub(super) fn of(time: Duration, turns: &'a AtomicU64, turn: u64) -> Self {
        Self { until: Instant::now() + time, turns, turn }
    }

    fn lasts(&self) -> bool {
        Instant::now() < self.until && self.turns.load(Ordering::Relaxed) == self.turn
    }
}

/// Posts the parts one after the other as one IPP message.
pub(super) fn post(address: &PrinterAddress, parts: &[&[u8]], patience: &Patience<'_>) -> Result<Vec<u8>, PostFault> {
    let length: usize = parts.iter().map(|part| part.len()).sum();
    let head = format!(
        "POST {} HTTP/1.1\r\nHost: {}\r\nContent-Type: application/ipp\r\nContent-Length: {length}\r\n\
         Connection: close\r\n\r\n",
        address.path(),
        address.socket()
    );
    let mut stream = connect(address, patience).ok_or(PostFault::NotBegun)?;
    write(&mut stream, head.as_bytes(), patience).ok_or(PostFault::NotBegun)?;
    if !patience.lasts() {
        return Err(PostFault::NotBegun);
    }
    for part in parts {
        if write(&mut stream, part, patience).is_none() {
            // A server may refuse and hang up while it is still being sent to.
            return Err(refusal(&mut stream, patience).unwrap_or(PostFault::Lost));
        }
    }
    let reply = read(&mut stream, patience).ok_or(PostFault::Lost)?;
    match reply.status {
        200 => Ok(reply.body),
        status => Err(fault_of(status)),
    }
}

/// The statuses with which a server says that it will have nothing to do with such a request. After any other the
/// document may have reached a printer.
const fn fault_of(status: u16) -> PostFault {
    match status {
        400 | 401 | 403 | 404 | 405 | 406 | 407 | 410 | 411 | 413 | 414 | 415 | 417 | 426 | 431 => {
            PostFault::Refused(status)
        }
        300..=308 | 501 | 505 => PostFault::Refused(status),
        _ => PostFault::Lost,
    }
}

fn refusal(stream: &mut TcpStream, patience: &Patience<'_>) -> Option<PostFault> {
    let status = read(stream, patience)?.status;
    (status != 200).then(|| fault_of(status))
}

fn connect(address: &PrinterAddress, patience: &Patience<'_>) -> Option<TcpStream> {
    while patience.lasts() {
        match TcpStream::connect_timeout(&address.socket(), CONNECT_SLICE) {
            Ok(stream) => {
                stream.set_read_timeout(Some(SLICE)).ok()?;
                stream.set_write_timeout(Some(SLICE)).ok()?;
                return Some(stream);
            }
            Err(error) if error.kind() == ErrorKind::TimedOut => {}
            Err(_) => return None,
        }
    }
    None
}

/// Writes all of it, or `None`.
fn write(stream: &mut TcpStream, mut bytes: &[u8], patience: &Patience<'_>) -> Option<()> {
    while !bytes.is_empty() {
        if !patience.lasts() {
            return None;
        }
        match stream.write(bytes) {
            Ok(0) => return None,
            Ok(written) => bytes = bytes.get(written..)?,
            Err(error) if is_passing(&error) => {}
            Err(_) => return None,
        }
    }
    Some(())
}

/// Reads a whole reply, or `None`: hung up early, too long, too late, or none.
/// The body of a reply, if these bytes are a whole one and nothing more will come.
pub(super) fn body(bytes: &[u8]) -> Option<Vec<u8>> {
    Reply::read(bytes, true).ok().flatten().map(|reply| reply.body)
}

fn read(stream: &mut TcpStream, patience: &Patience<'_>) -> Option<Reply> {
    let mut bytes = Vec::new();
    let mut slice = [0; 4_096];
    loop {
        let ended = match stream.read(&mut slice) {
            Ok(0) => true,
            Ok(count) => {
                bytes.extend_from_slice(slice.get(..count)?);
                false
            }
            Err(error) if is_passing(&error) => false,
            Err(_) => return None,
        };
        match Reply::read(&bytes, ended) {
            Ok(Some(reply)) => return Some(reply),
            Ok(None) if ended || bytes.len() > MOST_BYTES || !patience.lasts() => return None,
            Ok(None) => {}
            Err(reply::Garbage) => return None,
        }
    }
}

fn is_passing(error: &std::io::Error) -> bool {
    matches!(error.kind(), ErrorKind::WouldBlock | ErrorKind::TimedOut | ErrorKind::Interrupted)
}

#[cfg(test)]
mod tests;
