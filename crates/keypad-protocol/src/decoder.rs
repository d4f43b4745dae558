//! From bytes to messages, as they come: in pieces, several at once, or damaged.

use core::marker::PhantomData;

use crate::{
    Message,
    frame::{CRC, CRC_BYTES, MAX_BODY},
};

/// The longest stuffed body between two zeros.
const MAX_STUFFED: usize = MAX_BODY + 1;

/// Why what stood between two zeros is no message.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Damage {
    /// More bytes than any message has.
    TooLong,
    /// Fewer bytes than a message with its CRC has.
    TooShort,
    /// Not what COBS makes.
    Stuffing,
    /// The CRC is another.
    Checksum,
    /// A frame of the other direction: an echo.
    Echo,
    /// The CRC is right, but this is no message of this protocol version, or one with something after it, or
    /// one written otherwise than [`encode`](crate::encode) writes it.
    Content,
}

/// What [`Decoder::feed`] made of the bytes. Each outcome gives back those not read yet.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Outcome<'bytes, M> {
    /// All bytes are read; no frame has ended.
    Incomplete,
    /// A message.
    Message {
        /// The message.
        message: M,
        /// The bytes after it.
        rest: &'bytes [u8],
    },
    /// A frame that is not to be believed. The decoder is in step again.
    Damaged {
        /// What is wrong with it.
        damage: Damage,
        /// The bytes after it.
        rest: &'bytes [u8],
    },
}

/// Finds the messages of one direction in a stream of bytes.
///
/// ```
/// use keypad_protocol::{Decoder, HostMessage, Outcome, encode};
///
/// let frame = encode(&HostMessage::Heartbeat).unwrap();
/// let mut decoder = Decoder::<HostMessage>::new();
/// let (first, second) = frame.as_bytes().split_at(3);
/// assert_eq!(decoder.feed(first), Outcome::Incomplete);
/// assert_eq!(decoder.feed(second), Outcome::Message { message: HostMessage::Heartbeat, rest: &[] });
/// ```
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Decoder<M> {
    stuffed: [u8; MAX_STUFFED],
    length: usize,
    too_long: bool,
    messages: PhantomData<fn() -> M>,
}

impl<M: Message> Default for Decoder<M> {
    fn default() -> Self {
        Self::new()
    }
}

impl<M: Message> Decoder<M> {
    /// A decoder at the beginning of a stream.
    #[must_use]
    pub const fn new() -> Self {
        Self { stuffed: [0; MAX_STUFFED], length: 0, too_long: false, messages: PhantomData }
    }

    /// Reads up to the end of the first frame in `bytes`, going on from what was read before.
    pub fn feed<'bytes>(&mut self, bytes: &'bytes [u8]) -> Outcome<'bytes, M> {
        let mut rest = bytes;
        while let Some((&byte, after)) = rest.split_first() {
            rest = after;
            if byte != 0 {
                self.push(byte);
            } else if self.too_long || self.length > 0 {
                let decoded = self.take();
                return match decoded {
                    Ok(message) => Outcome::Message { message, rest },
                    Err(damage) => Outcome::Damaged { damage, rest },
                };
            }
        }
        Outcome::Incomplete
    }

    /// Forgets a frame begun. For a port that was opened anew.
    pub fn reset(&mut self) {
        *self = Self::new();
    }

    fn push(&mut self, byte: u8) {
        match self.stuffed.get_mut(self.length) {
            Some(place) => {
                *place = byte;
                self.length += 1;
            }
            None => self.too_long = true,
        }
    }

    /// What stands between the zeros, taken out of the buffer. Nothing of it stays: what a voter set is not to
    /// be found in the board's memory after the session, nor what a voter pressed in the booth's.
    fn take(&mut self) -> Result<M, Damage> {
        let Self { stuffed, length, too_long, .. } = core::mem::take(self);
        if too_long {
            return Err(Damage::TooLong);
        }
        let stuffed = stuffed.get(..length).ok_or(Damage::TooLong)?;
        let mut body = [0_u8; MAX_STUFFED];
        let length = cobs::decode(stuffed, &mut body).map_err(|_| Damage::Stuffing)?.frame_size();
        read_body(body.get(..length).ok_or(Damage::Stuffing)?, stuffed)
    }
}

fn read_body<M: Message>(body: &[u8], stuffed: &[u8]) -> Result<M, Damage> {
    let length = body.len().checked_sub(CRC_BYTES).ok_or(Damage::TooShort)?;
    let (covered, crc) = body.split_at_checked(length).ok_or(Damage::TooShort)?;
    let (tag, message) = covered.split_first().ok_or(Damage::TooShort)?;
    if CRC.checksum(covered).to_le_bytes() != crc {
        return Err(Damage::Checksum);
    }
    if *tag != M::DIRECTION.tag() {
        return Err(Damage::Echo);
    }
    let (message, after) = postcard::take_from_bytes::<M>(message).map_err(|_| Damage::Content)?;
    // A message has one way to be written. What reads the same but is written otherwise did not come from our end.
    let again = crate::encode(&message).map_err(|_| Damage::Content)?;
    let same = again.as_bytes().strip_prefix(&[0]).and_then(|bytes| bytes.strip_suffix(&[0])) == Some(stuffed);
    if after.is_empty() && same && message.is_sound() { Ok(message) } else { Err(Damage::Content) }
}
