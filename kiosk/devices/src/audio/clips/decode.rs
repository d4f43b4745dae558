//! FLAC to samples.

use std::io::Cursor;

use claxon::FlacReader;
use claxon::frame::Block;
use zeroize::{Zeroize, Zeroizing};

use super::{CLIP_RATE_HZ, ClipFault, LONGEST_CLIP_S, Samples};

/// How many samples a file says it has.
///
/// # Errors
/// [`ClipFault`] where it is not a clip.
pub(super) fn length(flac: &[u8]) -> Result<usize, ClipFault> {
    open(flac).map(|(_, samples)| samples)
}

/// Decodes a whole clip.
///
/// # Errors
/// [`ClipFault`] where it is not a clip, or where it does not have as many samples as it says.
pub(super) fn decode(flac: &[u8]) -> Result<Samples, ClipFault> {
    let (mut reader, length) = open(flac)?;
    // With its full size from the start no vector moves, and so leaves no copy behind.
    let mut samples = Zeroizing::new(Vec::with_capacity(length));
    let block_size = usize::from(reader.streaminfo().max_block_size);
    let mut frames = reader.blocks();
    let mut buffer = Vec::with_capacity(block_size);
    loop {
        let block: Block = match frames.read_next_or_eof(buffer) {
            Ok(Some(block)) => block,
            Ok(None) => break,
            Err(_) => return Err(ClipFault::Damaged),
        };
        if block.channels() != 1 || samples.len() + block.channel(0).len() > length {
            return Err(ClipFault::Damaged);
        }
        for &sample in block.channel(0) {
            samples.push(i16::try_from(sample).map_err(|_| ClipFault::Damaged)?);
        }
        buffer = block.into_buffer();
        buffer.zeroize();
    }
    if samples.len() == length { Ok(Samples(samples)) } else { Err(ClipFault::Damaged) }
}

/// A file in memory being read.
type Reading<'a> = FlacReader<Cursor<&'a [u8]>>;

/// Opens a clip, and says how many samples it has.
fn open(flac: &[u8]) -> Result<(Reading<'_>, usize), ClipFault> {
    let reader = FlacReader::new(Cursor::new(flac)).map_err(|_| ClipFault::Damaged)?;
    let info = reader.streaminfo();
    if (info.channels, info.bits_per_sample, info.sample_rate) != (1, 16, CLIP_RATE_HZ) {
        return Err(ClipFault::WrongKind);
    }
    let longest = u64::from(CLIP_RATE_HZ * LONGEST_CLIP_S);
    let length = info.samples.filter(|samples| (1..=longest).contains(samples)).ok_or(ClipFault::WrongLength)?;
    usize::try_from(length).map(|length| (reader, length)).map_err(|_| ClipFault::WrongLength)
}
