//! A device of this machine, by cpal.

use std::any::Any;
use std::sync::Arc;

use cpal::traits::{DeviceTrait, HostTrait, StreamTrait};
use cpal::{BufferSize, Device, ErrorKind, FromSample, SampleFormat, SizedSample, Stream, StreamConfig};

use super::{Feed, Opener};
use crate::SoundState;
use crate::audio::OUTPUT_RATE_HZ;

/// Which device plays.
#[derive(Clone, Debug, Eq, PartialEq)]
pub enum SoundDevice {
    /// The one the system takes.
    Usual,
    /// The one of this name (`hw:CARD=Device` with ALSA).
    Named(String),
}

/// Sample formats the booth plays, best first: soft steps of loudness lie far below full scale, so the more bits the
/// better.
const FORMATS: [SampleFormat; 3] = [SampleFormat::F32, SampleFormat::I32, SampleFormat::I16];
/// Frames mixed at a time.
const CHUNK: usize = 256;

impl SoundDevice {
    fn find(&self) -> Option<Device> {
        let host = cpal::default_host();
        match self {
            Self::Usual => host.default_output_device(),
            Self::Named(name) => host.device_by_id(&cpal::DeviceId::new(host.id(), name.clone())),
        }
    }
}

impl Opener for SoundDevice {
    fn open(&mut self, feed: &Arc<Feed>, period_frames: u32) -> Result<Box<dyn Any>, SoundState> {
        let device = self.find().ok_or(SoundState::Absent)?;
        let (channels, format) = choose(&device)?;
        let config =
            StreamConfig { channels, sample_rate: OUTPUT_RATE_HZ, buffer_size: BufferSize::Fixed(period_frames) };
        let stream = match format {
            SampleFormat::F32 => build::<f32>(&device, config, feed),
            SampleFormat::I32 => build::<i32>(&device, config, feed),
            _ => build::<i16>(&device, config, feed),
        }?;
        stream.play().map_err(|error| state(error.kind()))?;
        Ok(Box::new(stream))
    }
}

/// The number of channels and the format to open a device with: two channels where it can, else as few as it can.
fn choose(device: &Device) -> Result<(u16, SampleFormat), SoundState> {
    let configs = device.supported_output_configs().map_err(|error| state(error.kind()))?;
    let fit = configs.filter(|config| (config.min_sample_rate()..=config.max_sample_rate()).contains(&OUTPUT_RATE_HZ));
    let ranked = fit.filter_map(|config| {
        let rank = FORMATS.iter().position(|&format| format == config.sample_format())?;
        Some((config.channels() != 2, config.channels(), rank))
    });
    let (_, channels, rank) = ranked.min().ok_or(SoundState::Unsuitable)?;
    FORMATS.get(rank).map(|&format| (channels, format)).ok_or(SoundState::Unsuitable)
}

fn build<T: SizedSample + FromSample<f32>>(
    device: &Device,
    config: StreamConfig,
    feed: &Arc<Feed>,
) -> Result<Stream, SoundState> {
    let channels = usize::from(config.channels);
    let (player, told) = (Arc::clone(feed), Arc::clone(feed));
    let play = move |data: &mut [T], _: &cpal::OutputCallbackInfo| {
        let mut frames = [0.0; CHUNK];
        for part in data.chunks_mut(CHUNK * channels) {
            let Some(frames) = frames.get_mut(..part.len() / channels) else { continue };
            player.play(frames);
            let side = player.side();
            for (frame, &sample) in part.chunks_exact_mut(channels).zip(frames.iter()) {
                for (channel, heard) in frame.iter_mut().enumerate() {
                    *heard = T::from_sample(if side.hears(channel, channels) { sample } else { 0.0 });
                }
            }
        }
        // What was said must not stay on the stack.
        zeroize::Zeroize::zeroize(&mut frames);
    };
    let fail = move |error: cpal::Error| match error.kind() {
        ErrorKind::Xrun => told.was_late(),
        // A sound server makes some of these while it starts, and goes on. Where it does not, no frames are taken.
        ErrorKind::DeviceChanged | ErrorKind::RealtimeDenied | ErrorKind::BackendError | ErrorKind::Other => {}
        kind => told.fail(match state(kind) {
            SoundState::Absent => SoundState::Lost,
            other => other,
        }),
    };
    device.build_output_stream(config, play, fail, None).map_err(|error| state(error.kind()))
}

/// What an error of cpal's means here.
const fn state(kind: ErrorKind) -> SoundState {
    match kind {
        ErrorKind::DeviceBusy | ErrorKind::ResourceExhausted => SoundState::Busy,
        ErrorKind::PermissionDenied => SoundState::NotPermitted,
        ErrorKind::UnsupportedConfig | ErrorKind::UnsupportedOperation | ErrorKind::InvalidInput => {
            SoundState::Unsuitable
        }
        _ => SoundState::Absent,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    use crate::audio::Calibration;
    use crate::audio::clips::tests::Shelf;
    use crate::audio::speaker::Speaker;

    #[test]
    fn a_device_of_an_unknown_name_is_absent_and_not_another_one() {
        let (_, mixer) = Speaker::new(Arc::new(Shelf::default()), Calibration::new(100.0).unwrap());
        let mut device = SoundDevice::Named("hw:CARD=NoSuchCard,DEV=0".to_owned());
        assert_eq!(device.open(&Feed::new(mixer), 512).err(), Some(SoundState::Absent));
    }

    #[test]
    fn errors_of_the_device_keep_apart_who_has_to_act() {
        assert_eq!(state(ErrorKind::DeviceBusy), SoundState::Busy);
        assert_eq!(state(ErrorKind::PermissionDenied), SoundState::NotPermitted);
        assert_eq!(state(ErrorKind::UnsupportedConfig), SoundState::Unsuitable);
        assert_eq!(state(ErrorKind::DeviceNotAvailable), SoundState::Absent);
        assert_eq!(state(ErrorKind::BackendError), SoundState::Absent);
    }
}
