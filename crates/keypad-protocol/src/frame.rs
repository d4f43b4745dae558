//! From a message to bytes: `00 | COBS(direction ‖ postcard ‖ CRC-32) | 00`.
//!
//! A zero byte stands before and after every frame and nowhere in it, so a listener is in step again at the
//! next zero, whatever came before.

use crc::{CRC_32_ISO_HDLC, Crc};

use crate::Message;

/// The longest body: direction, message and CRC, in bytes. Protocol 1.0 needs 19, for `Hello`.
pub const MAX_BODY: usize = 32;

/// The longest frame with both its zeros, in bytes. COBS adds one byte to a body this short.
pub const MAX_FRAME: usize = MAX_BODY + 3;

/// The CRC's bytes at the end of a body.
pub(crate) const CRC_BYTES: usize = 4;

/// CRC-32 as in Ethernet and zip (ISO-HDLC), little endian on the wire.
pub(crate) const CRC: Crc<u32> = Crc::<u32>::new(&CRC_32_ISO_HDLC);

/// A framed message.
#[derive(Clone, Copy, Debug)]
pub struct Frame {
    bytes: [u8; MAX_FRAME],
    length: usize,
}

impl Frame {
    /// The bytes to send, zeros at both ends included.
    #[must_use]
    pub fn as_bytes(&self) -> &[u8] {
        self.bytes.get(..self.length).unwrap_or(&[])
    }
}

/// A message could not be framed. No message of this crate can be that long; a test frames the longest.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub struct EncodeError;

/// Frames a message.
///
/// # Errors
/// [`EncodeError`] if the message is longer than [`MAX_BODY`].
pub fn encode<M: Message>(message: &M) -> Result<Frame, EncodeError> {
    let mut body = [0_u8; MAX_BODY];
    let (first, rest) = body.split_first_mut().ok_or(EncodeError)?;
    *first = M::DIRECTION.tag();
    let length = 1 + postcard::to_slice(message, rest).map_err(|_| EncodeError)?.len();
    let crc = CRC.checksum(body.get(..length).ok_or(EncodeError)?).to_le_bytes();
    let end = length + CRC_BYTES;
    body.get_mut(length..end).ok_or(EncodeError)?.copy_from_slice(&crc);

    let mut frame = Frame { bytes: [0; MAX_FRAME], length: 0 };
    let inside = frame.bytes.get_mut(1..MAX_FRAME - 1).ok_or(EncodeError)?;
    let stuffed = cobs::try_encode(body.get(..end).ok_or(EncodeError)?, inside).map_err(|_| EncodeError)?;
    frame.length = stuffed + 2;
    Ok(frame)
}
