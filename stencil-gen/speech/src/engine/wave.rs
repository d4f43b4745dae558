//! Reads WAV and FLAC into one channel of floating-point samples.

use std::io::Cursor;

use super::Sound;

/// The most samples of a clip, all channels together: five minutes at 48 kHz.
const MOST_SAMPLES: usize = 48_000 * 300;
/// The sampling rates that are taken, in hertz.
const RATES: std::ops::RangeInclusive<u32> = 8000..=192_000;

/// Reads a file that begins like a WAV or a FLAC file. The words of an error are for a person.
pub(super) fn read(bytes: &[u8]) -> Result<Sound, String> {
    let (rate_hz, channels, samples) = match bytes.get(..4) {
        Some(b"RIFF") => read_wav(bytes)?,
        Some(b"fLaC") => read_flac(bytes)?,
        _ => return Err("not a WAV or FLAC file".to_owned()),
    };
    if !RATES.contains(&rate_hz) {
        return Err(format!("{rate_hz} Hz"));
    }
    if channels == 0 || samples.is_empty() {
        return Err("no samples".to_owned());
    }
    let mean = |frame: &[f32]| frame.iter().sum::<f32>() / f32::from(u8::try_from(frame.len()).unwrap_or(u8::MAX));
    Ok(Sound { rate_hz, samples: samples.chunks_exact(usize::from(channels)).map(mean).collect() })
}

type Interleaved = (u32, u16, Vec<f32>);

fn read_wav(bytes: &[u8]) -> Result<Interleaved, String> {
    let error = |error: hound::Error| error.to_string();
    let mut reader = hound::WavReader::new(Cursor::new(bytes)).map_err(error)?;
    let spec = reader.spec();
    let samples: Result<Vec<f32>, _> = match spec.sample_format {
        hound::SampleFormat::Float => reader.samples::<f32>().take(MOST_SAMPLES + 1).collect(),
        hound::SampleFormat::Int => {
            let scale = full_scale(u32::from(spec.bits_per_sample));
            reader
                .samples::<i32>()
                .take(MOST_SAMPLES + 1)
                .map(|sample| sample.map(|sample| scaled(sample, scale)))
                .collect()
        }
    };
    let samples = at_most(samples.map_err(error)?)?;
    if samples.iter().any(|sample| !sample.is_finite()) {
        return Err("a sample that is no number".to_owned());
    }
    Ok((spec.sample_rate, spec.channels, samples))
}

fn read_flac(bytes: &[u8]) -> Result<Interleaved, String> {
    let error = |error: claxon::Error| error.to_string();
    let mut reader = claxon::FlacReader::new(Cursor::new(bytes)).map_err(error)?;
    let info = reader.streaminfo();
    let scale = full_scale(info.bits_per_sample);
    let samples = reader.samples().take(MOST_SAMPLES + 1).map(|sample| sample.map(|sample| scaled(sample, scale)));
    let samples = at_most(samples.collect::<Result<_, _>>().map_err(error)?)?;
    Ok((info.sample_rate, u16::try_from(info.channels).unwrap_or_default(), samples))
}

fn at_most(samples: Vec<f32>) -> Result<Vec<f32>, String> {
    if samples.len() > MOST_SAMPLES { Err("longer than five minutes".to_owned()) } else { Ok(samples) }
}

/// What a sample of so many bits is divided by.
fn full_scale(bits: u32) -> f64 {
    f64::from(1_u32 << bits.clamp(1, 32).saturating_sub(1))
}

#[expect(clippy::cast_possible_truncation, reason = "24 bits of a sample fit into a float's mantissa")]
fn scaled(sample: i32, scale: f64) -> f32 {
    (f64::from(sample) / scale) as f32
}

#[cfg(test)]
mod tests {
    use super::*;

    fn wav(spec: hound::WavSpec, samples: &[i32]) -> Vec<u8> {
        let mut bytes = Cursor::new(Vec::new());
        let mut writer = hound::WavWriter::new(&mut bytes, spec).unwrap();
        samples.iter().for_each(|sample| writer.write_sample(*sample).unwrap());
        writer.finalize().unwrap();
        bytes.into_inner()
    }

    const fn spec(channels: u16, bits_per_sample: u16) -> hound::WavSpec {
        hound::WavSpec { channels, sample_rate: 24_000, bits_per_sample, sample_format: hound::SampleFormat::Int }
    }

    #[test]
    fn channels_become_one_and_every_width_has_the_same_scale() {
        let half = Sound { rate_hz: 24_000, samples: vec![0.5, -0.5] };
        assert_eq!(read(&wav(spec(1, 16), &[16_384, -16_384])), Ok(half.clone()));
        assert_eq!(read(&wav(spec(1, 24), &[4_194_304, -4_194_304])), Ok(half.clone()));
        assert_eq!(read(&wav(spec(2, 16), &[32_767, 1, -32_768, 0])), Ok(half));
    }

    #[test]
    fn what_is_no_sound_file_is_refused() {
        let good = wav(spec(1, 16), &[1; 100]);
        for cut in [0, 3, 11, 30, 43] {
            assert!(read(&good[..cut]).is_err(), "{cut}");
        }
        assert!(read(&wav(spec(1, 16), &[])).is_err());
        assert!(read(b"OggS").is_err());
    }
}
