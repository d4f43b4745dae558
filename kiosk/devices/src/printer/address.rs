//! Where the printer is. Only a place on the booth's own cable will do: what is sent there is a vote.

use std::fmt;
use std::net::{IpAddr, Ipv4Addr, SocketAddr};
use std::str::FromStr;

use serde::Deserialize;

/// The port of `ipp:`.
const IPP_PORT: u16 = 631;
/// The port of `http:`.
const HTTP_PORT: u16 = 80;

/// `ipp://ADDRESS[:PORT]/PATH`; the program ipp-usb has a USB printer at `ipp://localhost:60000/ipp/print`.
#[derive(Clone, Debug, Deserialize, Eq, PartialEq)]
#[serde(try_from = "String")]
pub struct PrinterAddress {
    socket: SocketAddr,
    path: String,
}

/// Why an address will not do.
#[derive(Clone, Copy, Debug, Eq, PartialEq, thiserror::Error)]
pub enum AddressProblem {
    /// Another scheme. `ipps:` encrypts, but the booth would have to know the printer's certificate.
    #[error("a printer's address begins with ipp:// or http://")]
    Scheme,
    /// A name. Whoever answers for it first would be sent the vote.
    #[error(
        "a printer's address is in digits (192.168.7.2, [fe80::2]) or localhost, because a name can be answered by anybody"
    )]
    Name,
    /// An address in the open network.
    #[error(
        "a printer must be on the booth's own cable: 127.0.0.1, 10.x, 172.16.x to 172.31.x, 192.168.x or 169.254.x"
    )]
    Outside,
    /// A path with something in it that is no path, or none.
    #[error("a printer's address ends with its path, as in /ipp/print")]
    Path,
}

impl PrinterAddress {
    /// Where to connect to.
    pub(super) const fn socket(&self) -> SocketAddr {
        self.socket
    }

    /// The path to post to.
    pub(super) fn path(&self) -> &str {
        &self.path
    }

    /// What the printer is called in requests.
    pub(super) fn uri(&self) -> String {
        self.to_string()
    }
}

impl fmt::Display for PrinterAddress {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "ipp://{}{}", self.socket, self.path)
    }
}

impl FromStr for PrinterAddress {
    type Err = AddressProblem;

    fn from_str(written: &str) -> Result<Self, Self::Err> {
        let schemes = [("ipp://", IPP_PORT), ("http://", HTTP_PORT)];
        let known = schemes.iter().find_map(|(scheme, port)| Some((written.strip_prefix(scheme)?, *port)));
        let (rest, usual) = known.ok_or(AddressProblem::Scheme)?;
        let (host, path) = rest.split_at(rest.find('/').ok_or(AddressProblem::Path)?);
        if path.len() < 2 || !path.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"/-_.~".contains(&byte)) {
            return Err(AddressProblem::Path);
        }
        let socket = socket(host, usual).ok_or(AddressProblem::Name)?;
        if !is_near(socket.ip()) {
            return Err(AddressProblem::Outside);
        }
        Ok(Self { socket, path: path.to_owned() })
    }
}

impl TryFrom<String> for PrinterAddress {
    type Error = AddressProblem;

    fn try_from(written: String) -> Result<Self, Self::Error> {
        written.parse()
    }
}

/// An address in digits, or `localhost`, with or without a port.
fn socket(host: &str, usual: u16) -> Option<SocketAddr> {
    if let Some(port) = host.strip_prefix("localhost") {
        let port = if port.is_empty() { usual } else { port.strip_prefix(':')?.parse().ok()? };
        return Some(SocketAddr::new(IpAddr::V4(Ipv4Addr::LOCALHOST), port));
    }
    let bare = host.strip_prefix('[').and_then(|host| host.strip_suffix(']')).unwrap_or(host);
    host.parse().ok().or_else(|| Some(SocketAddr::new(bare.parse().ok()?, usual)))
}

/// Whether an address can only be of this machine or of the cable it hangs on.
fn is_near(ip: IpAddr) -> bool {
    match ip {
        IpAddr::V4(ip) => ip.is_loopback() || ip.is_private() || ip.is_link_local(),
        IpAddr::V6(ip) => ip.is_loopback() || ip.is_unique_local() || ip.is_unicast_link_local(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(written: &str) -> Result<String, AddressProblem> {
        written.parse::<PrinterAddress>().map(|address| address.to_string())
    }

    #[test]
    fn addresses_on_the_booths_own_cable_are_taken() {
        assert_eq!(read("ipp://localhost:60000/ipp/print").as_deref(), Ok("ipp://127.0.0.1:60000/ipp/print"));
        assert_eq!(read("ipp://localhost/ipp/print").as_deref(), Ok("ipp://127.0.0.1:631/ipp/print"));
        assert_eq!(read("http://192.168.7.2/ipp").as_deref(), Ok("ipp://192.168.7.2:80/ipp"));
        assert_eq!(read("ipp://[fe80::2]/ipp/print").as_deref(), Ok("ipp://[fe80::2]:631/ipp/print"));
        assert_eq!(read("ipp://[::1]:8631/ipp/print").as_deref(), Ok("ipp://[::1]:8631/ipp/print"));
    }

    #[test]
    fn names_open_networks_and_other_schemes_are_not() {
        assert_eq!(read("ipps://127.0.0.1/ipp/print"), Err(AddressProblem::Scheme));
        assert_eq!(read("usb://HP/LaserJet"), Err(AddressProblem::Scheme));
        assert_eq!(read("ipp://printer.local/ipp/print"), Err(AddressProblem::Name));
        assert_eq!(read("ipp://localhost.example/ipp/print"), Err(AddressProblem::Name));
        assert_eq!(read("ipp://me@127.0.0.1/ipp/print"), Err(AddressProblem::Name));
        assert_eq!(read("ipp://127.0.0.1:70000/ipp/print"), Err(AddressProblem::Name));
        assert_eq!(read("ipp://8.8.8.8/ipp/print"), Err(AddressProblem::Outside));
        assert_eq!(read("ipp://172.32.0.1/ipp/print"), Err(AddressProblem::Outside));
        assert_eq!(read("ipp://[2001:db8::1]/ipp/print"), Err(AddressProblem::Outside));
        assert_eq!(read("ipp://127.0.0.1"), Err(AddressProblem::Path));
        assert_eq!(read("ipp://127.0.0.1/"), Err(AddressProblem::Path));
        assert_eq!(read("ipp://127.0.0.1/ipp\r\nX: 1"), Err(AddressProblem::Path));
    }
}
