//! FLAC files of clips: the same samples, the same bytes, and proven to read back.

use std::io::Cursor;

use flacenc::component::BitRepr;
use flacenc::error::Verify;

use crate::process::RATE_HZ;

/// Samples of a block.
const BLOCK: usize = 4096;
/// The fewest samples of a last block with which claxon takes a file that flacenc wrote.
const LEAST_BLOCK: usize = 16;

/// Adds silence behind until the file can be read back.
pub fn fill_block(samples: &mut Vec<i16>) {
    let last = samples.len() % BLOCK;
    if last > 0 && last < LEAST_BLOCK {
        samples.resize(samples.len() - last + LEAST_BLOCK, 0);
    }
}

/// Writes samples at [`RATE_HZ`] as a FLAC file and reads it back; `None` unless every sample is the
/// same again.
#[must_use]
pub fn write(samples: &[i16]) -> Option<Vec<u8>> {
    let wide: Vec<i32> = samples.iter().map(|sample| i32::from(*sample)).collect();
    let config = flacenc::config::Encoder::default().into_verified().ok()?;
    let source = flacenc::source::MemSource::from_samples(&wide, 1, 16, usize::try_from(RATE_HZ).ok()?);
    let stream = flacenc::encode_with_fixed_block_size(&config, source, BLOCK).ok()?;
    let mut sink = flacenc::bitsink::ByteSink::new();
    stream.write(&mut sink).ok()?;
    let bytes = sink.as_slice().to_vec();
    (read(&bytes)? == samples).then_some(bytes)
}

/// Reads a clip; `None` where it is not one channel of 16 bits at [`RATE_HZ`], or shorter than it says.
#[must_use]
pub fn read(bytes: &[u8]) -> Option<Vec<i16>> {
    let mut reader = claxon::FlacReader::new(Cursor::new(bytes)).ok()?;
    let info = reader.streaminfo();
    if (info.channels, info.bits_per_sample, info.sample_rate) != (1, 16, RATE_HZ) {
        return None;
    }
    let samples: Option<Vec<i16>> = reader.samples().map(|sample| i16::try_from(sample.ok()?).ok()).collect();
    samples.filter(|samples| info.samples == u64::try_from(samples.len()).ok())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn speechlike(count: u32) -> Vec<i16> {
        (0..count).map(|at| i16::try_from((at * 7919 % 65_521).cast_signed() - 32_760).unwrap()).collect()
    }

    #[test]
    fn samples_read_back_and_the_same_samples_give_the_same_bytes() {
        for count in [1, 15, 16, 17, 4095, 4096, 4097, 4110, 4111, 4112, 4113, 8195, 30_000] {
            let mut samples = speechlike(count);
            fill_block(&mut samples);
            assert!(samples.len() - (count as usize) < LEAST_BLOCK, "{count}");
            let bytes = write(&samples).unwrap_or_else(|| panic!("{count}"));
            assert_eq!(read(&bytes).as_ref(), Some(&samples), "{count}");
            assert_eq!(write(&samples), Some(bytes), "{count}");
        }
        let extremes = [i16::MIN, i16::MAX].repeat(5000);
        assert_eq!(read(&write(&extremes).unwrap()), Some(extremes));
    }

    #[test]
    fn a_last_block_that_the_decoder_refuses_is_no_clip() {
        assert_eq!(write(&speechlike(4096 + 15)), None);
        assert!(write(&speechlike(4096 + 16)).is_some());
    }

    #[test]
    fn a_file_cut_short_or_changed_is_no_clip() {
        let samples = speechlike(9000);
        let bytes = write(&samples).unwrap();
        for cut in [0, 4, 41, 42, 100, bytes.len() / 2, bytes.len() - 1] {
            assert_eq!(read(&bytes[..cut]), None, "{cut}");
        }
        for place in [0, 20, 60, bytes.len() / 2, bytes.len() - 1] {
            let mut changed = bytes.clone();
            changed[place] ^= 0x10;
            assert_ne!(read(&changed), Some(samples.clone()), "{place}");
        }
    }
}
